//! Draws the rows of the review, closed as a summary and open as a form, and the items.

use super::node::{count, el, group, item, price, say, tag, when, with_text, words};
use crate::address::{AddressState, Field, Part, Path};
use crate::browser::intl::{amount, country};
use crate::flow::{Line, Review, Row};
use crate::locale::{Text, Texts};
use yew::virtual_dom::VNode;

/// The lines of an address, and the name of its country.
pub(super) fn address(texts: &Texts, lines: &[String], code: &str) -> Vec<VNode> {
    let country = country(texts.language(), code).or_else(|| (!code.is_empty()).then(|| code.to_owned()));
    lines.iter().chain(&country).map(|line| say("p", "", line)).collect()
}

/// More items than these are a row that is closed at first.
const LISTED: usize = 3;

/// The data that all rows need.
pub(super) struct Rows<'a> {
    pub texts: &'a Texts,
    pub review: &'a Review,
    /// The order was not sent yet, so rows can be opened.
    pub editable: bool,
}

impl Rows<'_> {
    /// A row: its heading, the button that opens and closes it, and the summary or the form.
    pub fn row(&self, row: Row, heading: &str, summary: Vec<VNode>, form: impl FnOnce() -> Vec<VNode>) -> VNode {
        let open = self.review.open.contains(&row);
        let name = name(row);
        let (id, own) = (["ec-row-", &name].concat(), ["ec-change-", &name].concat());
        let title = with_text(tag("h3", &["id", "part"], &[Some(&*id), Some("heading")]), heading);
        let change = when(self.editable, || {
            let (action, label) = (["change-", &name].concat(), [&own, " ", &id].concat());
            let values = [
                Some(&*own),
                Some("link"),
                Some("button"),
                Some("link"),
                Some(&*action),
                Some(if open { "true" } else { "false" }),
                Some(&*label),
            ];
            let keys = &["id", "class", "type", "part", "data-ec", "aria-expanded", "aria-labelledby"];
            with_text(tag("button", keys, &values), self.texts.get(if open { Text::Done } else { Text::Change }))
        });
        let content = if open {
            el("fieldset", &["class", "aria-labelledby"], &[Some("group"), Some(&*id)], form())
        } else {
            group("div", "short", summary)
        };
        let head = group("div", "head", vec![title, change]);
        group("div", "row", vec![head, content])
    }

    /// The summary of an address.
    pub fn address(&self, addresses: &AddressState, part: Part, with_name: bool) -> Vec<VNode> {
        let code = addresses.get(Path { part, field: Field::Iso2Code });
        address(self.texts, &addresses.lines(part, with_name), code)
    }

    /// The summary of a shipment's method.
    pub fn method(&self, index: usize) -> Vec<VNode> {
        let shipment = self.review.started.attempt.offer.shipments.get(index);
        let chosen = self.review.chosen.get(index).copied().flatten();
        let Some(method) = shipment.and_then(|shipment| shipment.method(chosen)) else { return Vec::new() };
        let cost = method.price.map(|money| price("span", "", &amount(self.texts.language(), money)));
        vec![group("p", "cost", vec![words(&method.name), cost.unwrap_or_default()])]
    }

    /// What is ordered, as far as Glue tells it.
    pub fn items(&self) -> VNode {
        let lines = &self.review.facts.lines;
        let one = |line: &Line| {
            let picture = line.picture.as_deref().map(|url| {
                let values = [Some(url), Some(""), Some("48"), Some("48")];
                el("img", &["src", "alt", "width", "height"], &values, Vec::new())
            });
            let name = say("span", "name", &item(line));
            let cost = line.price.map(|money| price("span", "", &amount(self.texts.language(), money)));
            group("li", "", vec![picture.unwrap_or_default(), name, cost.unwrap_or_default()])
        };
        let list = || group("ul", "lines", lines.iter().map(one).collect());
        when(!lines.is_empty(), || {
            if lines.len() <= LISTED {
                return list();
            }
            let number = count(self.texts, Text::ItemCount, lines.len());
            let open = self.review.open.contains(&Row::Items);
            let head = if self.editable {
                let keys = &["class", "type", "part", "data-ec", "aria-expanded"];
                let expanded = Some(if open { "true" } else { "false" });
                let values = [Some("link"), Some("button"), Some("link"), Some("change-items"), expanded];
                with_text(tag("button", keys, &values), &number)
            } else {
                say("p", "", &number)
            };
            // A closed list has no nodes: drawing hundreds of items would hold up each typed letter.
            group("div", "all", vec![head, when(open, list)])
        })
    }
}

/// The row's name in its button's action.
fn name(row: Row) -> String {
    match row {
        Row::Part(part) => part.name().to_owned(),
        Row::Items => "items".to_owned(),
        Row::Payment => "payment".to_owned(),
        Row::Shipment(index) => index.to_string(),
    }
}

/// The row of an action.
pub(super) fn row_of(action: &str) -> Option<Row> {
    let name = action.strip_prefix("change-")?;
    match (name, Part::ALL.into_iter().find(|part| part.name() == name)) {
        ("items", _) => Some(Row::Items),
        ("payment", _) => Some(Row::Payment),
        (_, Some(part)) => Some(Row::Part(part)),
        (_, None) => name.parse().ok().map(Row::Shipment),
    }
}
