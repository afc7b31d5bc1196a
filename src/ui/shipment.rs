//! Draws the shipments of the review: items, addresses and shipping methods.

use super::field::{Form, option, saved_options};
use super::node::{aside, count, el, group, item, price, say, tag, when, words};
use super::summary::Rows;
use crate::address::{AddressState, Destination, Part, in_one_line};
use crate::browser::intl::amount;
use crate::flow::{Active, Line, Review, Row, Shipment, ShipmentMethod};
use crate::locale::{Text, Texts};
use yew::virtual_dom::VNode;

/// How many items of a shipment are listed. The rest is in a closed `<details>`.
const LISTED: usize = 4;

/// A row for each shipment. A single shipment goes to the shipping address, so it has no choice of an address.
pub(super) fn shipments(rows: &Rows, active: &Active) -> VNode {
    let (review, texts) = (rows.review, rows.texts);
    let shipments = &review.started.attempt.offer.shipments;
    let split = shipments.len() > 1;
    let one = |(index, shipment): (usize, &Shipment)| {
        let heading = if split {
            texts.with(Text::Shipment, &(index + 1).to_string())
        } else {
            texts.get(Text::ShippingMethod).to_owned()
        };
        let mut summary = Vec::new();
        if split {
            summary.push(items(&review.facts.lines, &shipment.items, texts));
            summary.extend(match active.parcel(index) {
                Some(own) => {
                    let mut lines = rows.address(own, Part::Shipping, true);
                    lines.extend(own_form(active, review, index, own, texts).doubts(Part::Shipping));
                    lines
                }
                None => vec![say("p", "", texts.get(Text::ShipToCommon))],
            });
        }
        summary.extend(rows.method(index));
        rows.row(Row::Shipment(index), &heading, summary, || {
            let mut content = Vec::new();
            if split {
                content.push(items(&review.facts.lines, &shipment.items, texts));
                content.push(destination(active, review, index, texts));
            }
            let chosen = review.chosen.get(index).copied().flatten();
            content.extend(shipment.methods.iter().map(|way| method(index, way, chosen == Some(way.id), texts)));
            content
        })
    };
    let shown = |(_, shipment): &(usize, &Shipment)| split || !shipment.methods.is_empty();
    group("div", "groups", shipments.iter().enumerate().filter(shown).map(one).collect())
}

/// The names of the items, as far as they are known. A long list shows the first ones, and the rest as one text.
fn items(lines: &[Line], ids: &[String], texts: &Texts) -> VNode {
    let (first, rest) = ids.split_at(if ids.len() > LISTED { LISTED - 1 } else { ids.len() });
    let mut list = Vec::new();
    for id in first {
        let mut name = String::new();
        add_item(&mut name, lines, id);
        list.push(say("li", "", &name));
    }
    if !rest.is_empty() {
        let mut names = String::new();
        for id in rest {
            names.push_str(if names.is_empty() { "" } else { " · " });
            add_item(&mut names, lines, id);
        }
        let more = say("summary", "", &count(texts, Text::MoreItems, rest.len()));
        list.push(group("li", "", vec![el("details", &[], &[], vec![more, say("p", "", &names)])]));
    }
    group("ul", "items", list)
}

fn add_item(out: &mut String, lines: &[Line], id: &String) {
    match lines.binary_search_by_key(&id, |line| &line.id) {
        Ok(at) => out.push_str(&item(&lines[at])),
        Err(_) => out.push_str(id),
    }
}

/// The choice of the destination: the common address, a saved one, or a new one with its form.
fn destination(active: &Active, review: &Review, index: usize, texts: &Texts) -> VNode {
    let offer = &review.started.attempt.offer;
    let chosen = match active.session.addresses.destination(&offer.shipments[index].items, &offer.saved) {
        Destination::Common => COMMON.to_owned(),
        Destination::Own => String::new(),
        Destination::Saved(number) => number.to_string(),
    };
    let number = index.to_string();
    let attributes = [Some(&*number), Some("off"), Some(&*chosen)];
    let mut list = tag("select", &["data-send", "autocomplete", "value"], &attributes);
    list.add_child(option(COMMON, texts.get(Text::ShipToCommon), &chosen));
    list.add_children(saved_options(&offer.saved, &chosen));
    list.add_child(option("", texts.get(Text::OtherAddress), &chosen));
    let label = group("label", "field saved", vec![words(texts.get(Text::ShipTo)), list.into()]);
    let form = active.parcel(index).map(|addresses| {
        let form = own_form(active, review, index, addresses, texts);
        // The form of a complete saved address is closed. A form that the shopper types into stays open.
        let open = chosen.is_empty() || !form.missing.is_empty();
        let saved = say("summary", "", &in_one_line(&addresses.part(Part::Shipping)));
        let values = [Some(if open { "own" } else { "" }), open.then_some("")];
        el("details", &["class", "open"], &values, vec![saved, form.fields(Part::Shipping)])
    });
    group("div", "to", vec![label, form.unwrap_or_default()])
}

/// The form of a shipment's own address.
fn own_form<'a>(
    active: &Active,
    review: &'a Review,
    index: usize,
    addresses: &'a AddressState,
    texts: &'a Texts,
) -> Form<'a> {
    Form {
        texts,
        addresses,
        shipment: Some(index),
        saved: &[],
        countries: &review.facts.countries,
        missing: active.missing_in(index),
        review,
        split: true,
        names_above: false,
    }
}

/// The value of the common address in the list; the index of a saved address, or empty for a new one.
pub(super) const COMMON: &str = "common";

fn method(index: usize, method: &ShipmentMethod, chosen: bool, texts: &Texts) -> VNode {
    let number = index.to_string();
    let (name, id) = (["ec-shipment-", &number].concat(), method.id.to_string());
    let attributes = [Some("radio"), Some(&*name), Some(&*number), Some(&*id)];
    let mut radio = tag("input", &["type", "name", "data-shipment", "value"], &attributes);
    radio.set_checked(chosen);
    let carrier = when(!method.carrier.is_empty() && method.carrier != method.name, || aside(&method.carrier));
    let price = method.price.map(|money| price("span", "", &amount(texts.language(), money)));
    let label = el("span", &[], &[], vec![words(&method.name), carrier]);
    group("label", "choice", vec![radio.into(), label, price.unwrap_or_default()])
}
