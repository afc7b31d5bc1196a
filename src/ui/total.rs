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
    let (sum, totals) = (offer.total, offer.totals);
    let row = |class: &str, label: Vec<VNode>, money: Money| {
        let label = el("dt", &[], &[], label);
        group("div", class, vec![label, price("dd", "", &amount(texts.language(), money))])
    };
    let line = |text: Text, minor: i64, class: &str| {
        row(class, vec![words(texts.get(text))], Money { minor, currency: sum.currency })
    };
    let updating = when(review.is_settling(), || say("small", "", texts.get(Text::Updating)));
    let cost = |(cost, minor): (Cost, i64)| line(cost_text(cost), minor, "");
    let mut lines: Vec<VNode> = offer.lines().into_iter().map(cost).collect();
    lines.push(row("sum", vec![words(texts.get(Text::Total)), updating], sum));
    lines.extend(totals.tax.filter(|_| !totals.tax_on_top).map(|tax| line(Text::Tax, tax, "tax")));
    // The message beside the order button tells a new total.
    let busy = review.is_settling().then_some("true");
    el("dl", &["class", "part", "aria-busy"], &[Some("total"), Some("total"), busy], lines)
}
