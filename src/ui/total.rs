//! What it costs.

use super::amount::amount;
use super::node::{el, group, say, tag, when, words};
use crate::flow::{Review, Shipment, ShipmentMethod};
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

/// How each group of items is shipped.
pub(super) fn shipments(review: &Review, texts: &Texts) -> VNode {
    let shipments = &review.held.attempt.offer.shipments;
    let one = |(index, shipment): (usize, &Shipment)| {
        let number = index.to_string();
        let heading = if shipments.len() > 1 {
            texts.with(Text::Shipment, &(index + 1).to_string())
        } else {
            texts.get(Text::ShippingMethod).to_owned()
        };
        let chosen = review.chosen.get(index).copied().flatten();
        let name = ["ec-shipment-", &number].concat();
        let method = |method: &ShipmentMethod| {
            let id = method.id.to_string();
            let attributes = [Some("radio"), Some(&*name), Some(&*number), Some(&*id)];
            let mut radio = tag("input", &["type", "name", "data-shipment", "value"], &attributes);
            radio.set_checked(chosen == Some(method.id));
            let carrier =
                when(!method.carrier.is_empty() && method.carrier != method.name, || say("small", "", &method.carrier));
            let price = method.price.map(|price| say("span", "", &amount(texts.language(), price)));
            let label = el("span", &[], &[], vec![words(&method.name), carrier]);
            group("label", "choice", vec![radio.into(), label, price.unwrap_or_default()])
        };
        let mut content = vec![say("legend", "", &heading)];
        content.extend(shipment.methods.iter().map(method));
        group("fieldset", "group", content)
    };
    let groups = shipments.iter().enumerate().filter(|(_, shipment)| !shipment.methods.is_empty()).map(one);
    group("div", "groups", groups.collect())
}
