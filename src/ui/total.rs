//! What it costs.

use super::amount::amount;
use super::node::{el, group, say, when, words};
use crate::flow::Review;
use crate::locale::{Text, Texts};
use crate::money::Money;
use yew::virtual_dom::VNode;

/// The lines of the total: what is not calculated is not there.
pub(super) fn total(review: &Review, texts: &Texts) -> VNode {
    let offer = &review.held.attempt.offer;
    let (sum, totals) = (offer.total, offer.totals);
    let row = |class: &str, label: Vec<VNode>, money: Money| {
        let label = el("dt", &[], &[], label);
        group("div", class, vec![label, say("dd", "", &amount(texts.language(), money))])
    };
    let line = |text: Text, minor: Option<i64>, class: &str| match minor {
        Some(minor) => row(class, vec![words(texts.get(text))], Money { minor, currency: sum.currency }),
        None => VNode::default(),
    };
    let taken_off = |minor: Option<i64>| minor.filter(|minor| *minor != 0).map(|minor| -minor);
    let updating = when(review.is_settling(), || say("small", "", texts.get(Text::Updating)));
    let lines = [
        line(Text::Subtotal, totals.subtotal, ""),
        line(Text::Discount, taken_off(totals.discount), ""),
        line(Text::ShippingCosts, totals.shipment, ""),
        line(Text::GiftCards, taken_off(totals.gift_cards), ""),
        row("sum", vec![words(texts.get(Text::Total)), updating], sum),
        line(Text::Tax, totals.tax, "tax"),
    ];
    el("dl", &["class", "part", "aria-live"], &[Some("total"), Some("total"), Some("polite")], lines.into())
}
