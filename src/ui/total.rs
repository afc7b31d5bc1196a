//! Draws the total and its lines.

use super::node::{el, group, price, say, when, words};
use crate::browser::intl::amount;
use crate::flow::{Cost, Review};
use crate::locale::{Text, Texts, cost_text};
use crate::money::Money;
use yew::virtual_dom::VNode;

/// The lines that add up to the total, the total, and below it the tax that it contains. A line that Glue has not
/// calculated is left out.
pub(super) fn total(review: &Review, texts: &Texts) -> VNode {
    let offer = &review.started.attempt.offer;
    let cost = |(cost, minor): (Cost, i64)| {
        let money = Money { minor, currency: offer.total.currency };
        row("", vec![words(texts.get(cost_text(cost)))], money, texts)
    };
    let mut lines: Vec<VNode> = offer.lines().into_iter().map(cost).collect();
    lines.extend(sum(review, texts));
    // The message beside the order button tells a new total.
    let busy = review.is_settling().then_some("true");
    el("dl", &["class", "part", "aria-busy"], &[Some("total"), Some("total"), busy], lines)
}

/// The total beside the order button. Phones show it in place of the one below the lines, because the button stays in sight.
pub(super) fn due(review: &Review, texts: &Texts) -> VNode {
    group("dl", "due", sum(review, texts))
}

fn sum(review: &Review, texts: &Texts) -> Vec<VNode> {
    let (total, totals) = (review.started.attempt.offer.total, review.started.attempt.offer.totals);
    let updating = when(review.is_settling(), || say("small", "", texts.get(Text::Updating)));
    let tax = totals.tax.filter(|_| !totals.tax_on_top).map(|minor| {
        let money = Money { minor, currency: total.currency };
        row("tax", vec![words(texts.get(Text::Tax))], money, texts)
    });
    vec![row("sum", vec![words(texts.get(Text::Total)), updating], total, texts), tax.unwrap_or_default()]
}

fn row(class: &str, label: Vec<VNode>, money: Money, texts: &Texts) -> VNode {
    let label = el("dt", &[], &[], label);
    group("div", class, vec![label, price("dd", "", &amount(texts.language(), money))])
}
