//! The messages and panels of the active machine.

use super::method_button::method_name;
use super::node::{Tone, button, cancel, group, say, sentence, slot, when};
use super::panel::{Line, Screen, checkout, notice_sentence, screen, to_checkout, tone};
use super::reference::readable;
use super::review::review;
use super::shipment::COMMON;
use super::threshold::obstacles;
use super::{Model, thanks};
use crate::address::{Destination, Field, Part, Path};
use crate::flow::{Active, Event, Method, Notice, Phase, Presentation, Question, Secret, Unknown};
use crate::locale::{Text, Texts, notice_text, with_reasons};
use web_sys::{Element, HtmlInputElement};
use yew::virtual_dom::{VNode, VTag};

/// The message of a state.
pub(super) fn line(model: &Model) -> Option<Line> {
    let (state, texts) = (&*model.state, &*model.texts);
    let own = |text: Text| texts.get(text).to_owned();
    Some(match state.phase()? {
        Phase::Resuming { .. } | Phase::FetchingCustomer { .. } | Phase::Prefilling { .. } => {
            Line::new(Tone::Waiting, own(Text::Fetching))
        }
        Phase::Starting { cancel: Some(_), .. } | Phase::Cancelling { .. } => {
            Line::new(Tone::Waiting, own(Text::Cancelling))
        }
        Phase::Claiming { attempt, presentation, .. } | Phase::Starting { attempt, presentation, .. } => {
            Line::new(Tone::Waiting, at(texts, &attempt.method, *presentation))
        }
        Phase::AwaitingApproval { started, presentation, asking } => {
            let method = &started.attempt.method;
            let about = |text| texts.with(text, method_name(texts, method));
            match asking {
                None => Line::new(Tone::Waiting, at(texts, method, *presentation)),
                Some(Question::Approved) => Line::new(Tone::Information, about(Text::FinishedQuestion)),
                Some(Question::NotYet) => Line::new(Tone::Warning, about(Text::NotApprovedYet)),
                Some(Question::Unanswered { .. }) => {
                    let more = if state.is_paused() { texts.get(Text::PleaseWait) } else { "" };
                    let text = [texts.get(Text::FailedCustomer), " ", more].concat();
                    Line::new(Tone::Error, text.trim_end().to_owned())
                }
            }
        }
        Phase::Prefilled { .. } => Line::new(Tone::Success, own(Text::Prefilled)),
        Phase::Review(review) => {
            if review.press.is_some() {
                // The button shows it already. This text is for screen readers.
                return Some(Line { tone: None, text: own(Text::CheckingTotal), more: Vec::new() });
            }
            let notice = review.notice?;
            let text = match notice {
                // The review lists the fields, and the first of them gets the focus. This text is for screen readers, and for
                // applications that draw the review themselves. It is gone when every field is filled.
                Notice::Missing | Notice::CustomerUnavailable if state.active()?.all_missing().is_empty() => {
                    return None;
                }
                Notice::Missing => {
                    return Some(Line { tone: None, text: own(Text::NoticeMissing), more: Vec::new() });
                }
                Notice::Blocked => {
                    [texts.get(Text::NoticeBlocked), " ", &obstacles(&review.started.attempt.offer, texts)].concat()
                }
                Notice::OrderRefused if !review.reasons.is_empty() => {
                    with_reasons(texts, Text::NoticeOrderRefusedBecause, &review.named_reasons(), '\n')
                }
                Notice::TotalChanged { .. } | Notice::NewTotal { .. } => notice_sentence(texts, notice),
                _ => with_reasons(texts, notice_text(notice), &review.named_reasons(), '\n'),
            };
            let mut line = Line::new(tone(notice), text);
            if notice == Notice::OrderRefused && checkout(model).is_some() {
                // The shop may refuse the same order again.
                line.more.push(to_checkout(model, false));
            }
            line
        }
        // The button shows it already. This text is for screen readers.
        Phase::Confirming(_)
        | Phase::Checking { .. }
        | Phase::Updating { .. }
        | Phase::Placing { .. }
        | Phase::Refusing { .. } => Line { tone: None, text: own(Text::Placing), more: Vec::new() },
        // The panel shows it.
        Phase::Placed { order, .. } => Line { tone: None, text: thanks::sentence_of(texts, order), more: Vec::new() },
        Phase::Unknown(unknown) => {
            let text = match &unknown.reference {
                Some(reference) if reference.is_empty() => own(Text::UnknownOrdered),
                Some(reference) => texts.with(Text::UnknownReference, reference),
                None => own(Text::Unknown),
            };
            let ask = if unknown.verifying.is_some() { Text::Verifying } else { Text::AskShop };
            let name = readable(&unknown.correlation);
            let reference = sentence(VTag::new("p"), texts, Text::ShopReference, &name);
            Line { tone: Some(Tone::Warning), text, more: vec![say("p", "", texts.get(ask)), reference.into()] }
        }
        Phase::Offering(_) | Phase::ResumeFailed { .. } => return None,
    })
}

/// The message while the shopper goes to the provider or is there.
fn at(texts: &Texts, method: &Method, presentation: Presentation) -> String {
    let text = if presentation == Presentation::SameTab { Text::TakenTo } else { Text::FinishAt };
    texts.with(text, method_name(texts, method))
}

/// The panel below the message.
pub(super) fn panel(model: &Model) -> VNode {
    let (state, texts) = (&*model.state, &*model.texts);
    let Some(active) = state.active() else { return VNode::default() };
    if let Some(shown) = active.phase.review() {
        return review(model, active, shown);
    }
    let ways = match (screen(state), &active.phase) {
        (_, Phase::Placed { order, receipt, .. }) => return thanks::thanks(model, order, receipt.as_deref()),
        (_, Phase::Unknown(unknown)) => unknown_ways(unknown, texts),
        (Screen::Cancelling, _) | (_, Phase::Resuming { .. }) => return VNode::default(),
        (_, Phase::AwaitingApproval { asking: Some(question), .. }) => {
            // During a pause a timer tries again.
            let waits = matches!(question, Question::Unanswered { .. }) && state.is_paused();
            let again = if *question == Question::Approved { Text::Finished } else { Text::TryAgain };
            vec![when(!waits, || button("finished", "button", texts.get(again))), cancel(texts)]
        }
        (Screen::Prefilled, _) => {
            let undo =
                when(active.session.addresses.has_prefill(), || button("undo", "button quiet", texts.get(Text::Undo)));
            vec![undo, cancel(texts)]
        }
        (_, Phase::AwaitingApproval { presentation, .. }) => {
            // Other windows may cover it, and on a phone it is another tab. Windows of a provider's script are the script's matter.
            let ours = *presentation == Presentation::Popup;
            let show = when(ours, || button("show-window", "button", texts.get(Text::ShowWindow)));
            vec![slot(model.slots, "waiting"), show, cancel(texts)]
        }
        _ => vec![slot(model.slots, "waiting"), cancel(texts)],
    };
    group("div", "ways", ways)
}

/// The panel for an order with an unknown outcome. It has no action that could order twice.
fn unknown_ways(unknown: &Unknown, texts: &Texts) -> Vec<VNode> {
    let helps = unknown.verifying.is_none() && unknown.reference.is_none() && unknown.orders_before.is_some();
    vec![when(helps, || button("again", "button", texts.get(Text::CheckAgain)))]
}

/// The field of an input, with the shipment whose own address has it.
pub(super) fn field_of(node: &Element) -> Option<(Option<usize>, Path)> {
    let path = node.get_attribute("data-path")?;
    Some(match path.strip_prefix("shipments.").and_then(|rest| rest.split_once('.')) {
        Some((shipment, path)) => (Some(shipment.parse().ok()?), Path::parse(path)?),
        None => (None, Path::parse(&path)?),
    })
}

/// The event for a field with another value than the known one: a script, such as a password manager, has set it without an
/// event. What is visible must be what is ordered.
pub(super) fn unread(active: &Active, code_before: Option<&Secret>, node: &HtmlInputElement) -> Option<Event> {
    let event = typed(node)?;
    let known = match &event {
        Event::Edited(path, value) => active.session.addresses.get(*path) == value,
        Event::ShipmentEdited(shipment, field, value) => active
            .parcel(*shipment)
            .is_none_or(|addresses| addresses.get(Path { part: Part::Shipping, field: *field }) == value),
        // A code that the shop refused may be typed again, but it must not be read again.
        Event::CodeTyped(code) => match code_before {
            Some(known) => known == code,
            None => code.0.trim().is_empty(),
        },
        // The flow ignores any other value that it knows.
        _ => false,
    };
    (!known).then_some(event)
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
        if !node.checked() {
            return None;
        }
        return Some(Event::ShipmentChosen(shipment.parse().ok()?, node.value().parse().ok()?));
    }
    node.has_attribute("data-same").then(|| Event::BillingSame(node.checked()))
}
