//! The messages and panels of the active machine.

use super::Model;
use super::node::{button, cancel, group, say, slot, when};
use super::panel::{Line, Screen, screen};
use super::review::review;
use super::shipment::COMMON;
use super::threshold::obstacles;
use crate::address::{Destination, Field, Part, Path};
use crate::flow::{Event, Notice, Phase, Presentation, Secret, Unknown};
use crate::locale::{Text, Texts, notice_text, with_reasons};
use web_sys::{Element, HtmlInputElement};
use yew::virtual_dom::VNode;

/// The message of a state.
pub(super) fn line(model: &Model) -> Option<Line> {
    let (state, texts) = (&*model.state, &*model.texts);
    let own = |text: Text| texts.get(text).to_owned();
    let (class, text) = match state.phase()? {
        Phase::Resuming { .. } | Phase::FetchingCustomer { .. } | Phase::Prefilling { .. } => {
            ("said busy", own(Text::Fetching))
        }
        Phase::Claiming { attempt, presentation, .. } => ("said busy", at(texts, &attempt.method.name, *presentation)),
        Phase::Starting { cancel: Some(_), .. } | Phase::Cancelling { .. } => ("said busy", own(Text::Cancelling)),
        Phase::Starting { attempt, presentation, .. } => ("said busy", at(texts, &attempt.method.name, *presentation)),
        Phase::AwaitingApproval { started, asking: true, .. } => {
            ("said", texts.with(Text::FinishedQuestion, &started.attempt.method.name))
        }
        Phase::AwaitingApproval { started, presentation, .. } => {
            ("said busy", at(texts, &started.attempt.method.name, *presentation))
        }
        Phase::Prefilled { .. } => ("said", own(Text::Prefilled)),
        Phase::Review(review) => {
            if review.notice == Some(Notice::Blocked) {
                let said =
                    [texts.get(Text::NoticeBlocked), " ", &obstacles(&review.started.attempt.offer, texts)].concat();
                return Some(Line { class: "said", part: "notice", text: said });
            }
            let text = match review.notice? {
                // The review lists the fields, and the first of them gets the focus.
                Notice::Missing => return None,
                Notice::OrderRefused if !review.reasons.is_empty() => Text::NoticeOrderRefusedBecause,
                notice => notice_text(notice),
            };
            ("said", with_reasons(texts, text, &review.reasons))
        }
        // The button shows it already. This text is for screen readers.
        Phase::Confirming(_)
        | Phase::Checking { .. }
        | Phase::Updating { .. }
        | Phase::Placing { .. }
        | Phase::Refusing { .. } => ("unseen", own(Text::Placing)),
        Phase::Placed { order, .. } => {
            let received = match &order.reference {
                Some(reference) => texts.with(Text::PlacedReference, reference),
                None => own(Text::PlacedMail),
            };
            let text = [texts.get(Text::Placed), " ", &received].concat();
            return Some(Line { class: "said done", part: "notice placed", text });
        }
        Phase::Unknown(unknown) => {
            let text = match &unknown.reference {
                Some(reference) if reference.is_empty() => own(Text::UnknownOrdered),
                Some(reference) => texts.with(Text::UnknownReference, reference),
                None => own(Text::Unknown),
            };
            ("said warn", text)
        }
        Phase::Offering(_) | Phase::ResumeFailed { .. } => return None,
    };
    Some(Line { class, part: "notice", text })
}

/// The message while the shopper goes to the provider or is there.
fn at(texts: &Texts, method: &str, presentation: Presentation) -> String {
    texts.with(if presentation == Presentation::SameTab { Text::TakenTo } else { Text::FinishAt }, method)
}

/// The panel below the message.
pub(super) fn panel(model: &Model) -> VNode {
    let (state, texts) = (&*model.state, &*model.texts);
    let Some(active) = state.active() else { return VNode::default() };
    if let Some(shown) = active.phase.review() {
        return review(model, active, shown);
    }
    let ways = match (screen(state), &active.phase) {
        (Screen::Placed, _) => return slot(model.slots, "placed"),
        (_, Phase::Unknown(unknown)) => unknown_ways(unknown, texts),
        (Screen::Cancelling, _) | (_, Phase::Resuming { .. }) => return VNode::default(),
        (Screen::Asking, _) => vec![button("finished", "button", texts.get(Text::Finished)), cancel(texts)],
        (Screen::Prefilled, _) => {
            let undo =
                when(active.session.addresses.has_prefill(), || button("undo", "button quiet", texts.get(Text::Undo)));
            vec![undo, cancel(texts)]
        }
        _ => vec![cancel(texts)],
    };
    group("div", "ways", ways)
}

/// The panel for an order with an unknown outcome. It has no action that could order twice.
fn unknown_ways(unknown: &Unknown, texts: &Texts) -> Vec<VNode> {
    let verifying = unknown.verifying.is_some();
    let (class, text) = if verifying { ("said busy", Text::Verifying) } else { ("said", Text::AskShop) };
    vec![
        say("p", class, texts.get(text)),
        when(!verifying && unknown.reference.is_none() && unknown.orders_before.is_some(), || {
            button("again", "button", texts.get(Text::CheckAgain))
        }),
        say("p", "said", &texts.with(Text::ShopReference, &unknown.correlation)),
    ]
}

/// The field of an input, with the shipment whose own address has it.
pub(super) fn field_of(node: &Element) -> Option<(Option<usize>, Path)> {
    let path = node.get_attribute("data-path")?;
    Some(match path.strip_prefix("shipments.").and_then(|rest| rest.split_once('.')) {
        Some((shipment, path)) => (Some(shipment.parse().ok()?), Path::parse(path)?),
        None => (None, Path::parse(&path)?),
    })
}

/// The event for a typed or chosen value. The getters of an input also work for a `<select>`.
pub(super) fn typed(node: &HtmlInputElement) -> Option<Event> {
    if let Some((shipment, path)) = field_of(node) {
        let value = node.value();
        let value = if path.field == Field::Iso2Code { value.to_ascii_uppercase() } else { value };
        return Some(match shipment {
            Some(shipment) => Event::ShipmentEdited(shipment, path.field, value),
            None => Event::Edited(path, value),
        });
    }
    if node.has_attribute("data-code") {
        return Some(Event::CodeTyped(Secret(node.value())));
    }
    if let Some(part) = node.get_attribute("data-saved") {
        let part = if part == Part::Billing.name() { Part::Billing } else { Part::Shipping };
        return Some(Event::SavedChosen(part, node.value().parse().ok()));
    }
    if let Some(shipment) = node.get_attribute("data-send") {
        let to = match node.value().as_str() {
            COMMON => Destination::Common,
            "" => Destination::Own,
            number => Destination::Saved(number.parse().ok()?),
        };
        return Some(Event::ShipmentSent(shipment.parse().ok()?, to));
    }
    if let Some(shipment) = node.get_attribute("data-shipment") {
        return Some(Event::ShipmentChosen(shipment.parse().ok()?, node.value().parse().ok()?));
    }
    node.has_attribute("data-same").then(|| Event::BillingSame(node.checked()))
}
