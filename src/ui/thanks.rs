//! The confirmation of an order. It takes the place of the page's heading, the buttons and the review.

use super::Model;
use super::method_button::method_name;
use super::node::{count, el, group, icon, item, price, say, sentence, slot, tag, when, words};
use super::summary::address;
use crate::browser::intl::amount;
use crate::flow::{Line, Order, Receipt};
use crate::locale::{Text, Texts};
use yew::virtual_dom::{VNode, VTag};

/// How many items are listed. A longer list ends with the number of the others.
const LISTED: usize = 6;

/// The tick.
const TICK: &str = "M4 12.5l5.5 5.5L20 7";

/// The whole text, for screen readers and Yew applications.
pub(super) fn sentence_of(texts: &Texts, order: &Order) -> String {
    let received = match &order.reference {
        Some(reference) => texts.with(Text::PlacedReference, reference),
        None => texts.get(Text::PlacedMail).to_owned(),
    };
    [texts.get(Text::Placed), " ", &received].concat()
}

/// Draws the confirmation. After a reload only the order's reference is known.
pub(super) fn thanks(model: &Model, order: &Order, receipt: Option<&Receipt>) -> VNode {
    let texts = &*model.texts;
    let mut heading = tag("h2", &["tabindex", "part"], &[Some("-1"), Some("heading")]);
    heading.add_child(words(&[texts.get(Text::Placed), " "].concat()));
    let heading = match &order.reference {
        Some(reference) => sentence(heading, texts, Text::PlacedReference, reference),
        None => sentence(heading, texts, Text::PlacedMail, ""),
    };
    let mut content = vec![icon(TICK), heading.into()];
    if let Some(receipt) = receipt {
        // Without a reference, the heading says already that an e-mail will come.
        content.push(when(!receipt.email.is_empty() && order.reference.is_some(), || {
            sentence(VTag::new("p"), texts, Text::PlacedTo, &receipt.email).into()
        }));
        content.push(when(!receipt.lines.is_empty(), || items(&receipt.lines, texts)));
        let to = address(texts, &receipt.shipping, &receipt.country);
        let delivery = receipt.delivery.join(", ");
        content.push(group(
            "dl",
            "",
            vec![
                when(!to.is_empty(), || row(texts.get(Text::ShippingHeading), group("dd", "short", to))),
                when(!delivery.is_empty(), || row(texts.get(Text::ShippingMethod), say("dd", "", &delivery))),
                row(texts.get(Text::PayHeading), say("dd", "", method_name(texts, &receipt.method))),
                row(texts.get(Text::Total), price("dd", "", &amount(texts.language(), receipt.total))),
            ],
        ));
    }
    content.push(slot(model.slots, "placed"));
    el("section", &["class", "part"], &[Some("card thanks"), Some("notice placed")], content)
}

fn row(label: &str, value: VNode) -> VNode {
    group("div", "", vec![say("dt", "", label), value])
}

/// The names of the items with their quantities.
fn items(lines: &[Line], texts: &Texts) -> VNode {
    let (first, rest) = lines.split_at(if lines.len() > LISTED { LISTED - 1 } else { lines.len() });
    let mut list: Vec<VNode> = first.iter().map(|line| say("li", "", &item(line))).collect();
    if !rest.is_empty() {
        list.push(say("li", "", &count(texts, Text::MoreItems, rest.len())));
    }
    group("ul", "", list)
}
