//! What is said in each phase, and the ways on from it: never a dead end.

use super::form::page_url;
use super::node::{button, cancel, el, group, say, slot, when, words};
use super::review::{review, shown};
use super::{Look, Model};
use crate::flow::{Failure, Offer, Phase, Presentation, State, Unknown};
use crate::locale::{Text, Texts, failure_text, notice_text};
use yew::virtual_dom::VNode;

/// What is on the screen. A change of it moves the focus.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Screen {
    Nothing,
    Loading,
    Buttons,
    Waiting,
    Asking,
    Fetching,
    Cancelling,
    Prefilled,
    Review,
    Placed,
    Verifying,
    Unknown,
    Failed,
}

/// The sentence in the live region.
pub(super) struct Line {
    /// The class and parts of its box.
    pub class: &'static str,
    pub part: &'static str,
    pub text: String,
}

/// The offer whose buttons are shown and work.
pub(super) fn buttons(state: &State) -> Option<&Offer> {
    state.clickable().filter(|offer| state.methods(offer).next().is_some())
}

/// Which screen a state is.
pub(super) fn screen(state: &State) -> Screen {
    match &state.phase {
        Phase::Unavailable => Screen::Nothing,
        Phase::Loading { resume: Some(_), .. } => Screen::Fetching,
        Phase::Loading { resume: None, .. } => Screen::Loading,
        Phase::Ready { .. } => Screen::Buttons,
        Phase::Failed { .. } if buttons(state).is_some() => Screen::Buttons,
        Phase::Failed { .. } => Screen::Failed,
        Phase::Starting { cancel: None, .. } | Phase::AwaitingApproval { asking: false, .. } => Screen::Waiting,
        Phase::AwaitingApproval { asking: true, .. } => Screen::Asking,
        Phase::FetchingCustomer { .. } | Phase::Prefilling { .. } => Screen::Fetching,
        Phase::Starting { cancel: Some(_), .. } | Phase::Cancelling { .. } => Screen::Cancelling,
        Phase::Prefilled { .. } => Screen::Prefilled,
        Phase::Review(_)
        | Phase::Confirming(_)
        | Phase::Checking { .. }
        | Phase::Updating { .. }
        | Phase::Placing { .. } => Screen::Review,
        Phase::Placed { .. } => Screen::Placed,
        Phase::Unknown(unknown) if unknown.verifying.is_some() => Screen::Verifying,
        Phase::Unknown(_) => Screen::Unknown,
    }
}

/// What is said.
pub(super) fn line(model: &Model) -> Option<Line> {
    let (state, texts) = (&*model.state, &*model.texts);
    let own = |text: Text| texts.get(text).to_owned();
    let (class, text) = match &state.phase {
        Phase::Unavailable | Phase::Loading { resume: None, .. } => return None,
        Phase::Loading { resume: Some(_), .. } | Phase::FetchingCustomer { .. } | Phase::Prefilling { .. } => {
            ("busy", own(Text::Fetching))
        }
        Phase::Starting { cancel: Some(_), .. } | Phase::Cancelling { .. } => ("busy", own(Text::Cancelling)),
        Phase::Starting { attempt, presentation, .. } => ("busy", at(texts, &attempt.method.name, *presentation)),
        Phase::AwaitingApproval { held, asking: true, .. } => {
            ("", texts.with(Text::FinishedQuestion, &held.attempt.method.name))
        }
        Phase::AwaitingApproval { held, presentation, .. } => {
            ("busy", at(texts, &held.attempt.method.name, *presentation))
        }
        Phase::Prefilled { .. } => ("", own(Text::Prefilled)),
        Phase::Ready { notice, .. } => ("", texts.get(notice_text((*notice)?)).to_owned()),
        Phase::Review(review) => ("", texts.get(notice_text(review.notice?)).to_owned()),
        // The button says it already, to those who see it.
        Phase::Confirming(_) | Phase::Checking { .. } | Phase::Updating { .. } | Phase::Placing { .. } => {
            ("unseen", own(Text::Placing))
        }
        Phase::Placed { order, .. } => {
            let received = match &order.reference {
                Some(reference) => texts.with(Text::PlacedReference, reference),
                None => own(Text::PlacedMail),
            };
            let text = [texts.get(Text::Placed), " ", &received].concat();
            return Some(Line { class: "said done", part: "notice placed", text });
        }
        Phase::Unknown(unknown) => (
            "warn",
            match &unknown.reference {
                Some(reference) => texts.with(Text::UnknownReference, reference),
                None => own(Text::Unknown),
            },
        ),
        Phase::Failed { failure, .. } => {
            let sentence = texts.get(failure_text(failure));
            let stuck = buttons(state).is_none() && !failure.again && checkout(&model.look).is_none();
            ("error", if stuck { [sentence, " ", texts.get(Text::UseCheckout)].concat() } else { sentence.to_owned() })
        }
    };
    let class = match class {
        "busy" => "said busy",
        "warn" => "said warn",
        "error" => "said error",
        "unseen" => "unseen",
        _ => "said",
    };
    Some(Line { class, part: "notice", text })
}

/// The shopper is at the provider, or on the way there.
fn at(texts: &Texts, method: &str, presentation: Presentation) -> String {
    texts.with(if presentation == Presentation::SameTab { Text::TakenTo } else { Text::FinishAt }, method)
}

/// Whether what is said must interrupt.
pub(super) fn is_urgent(state: &State) -> bool {
    matches!(state.phase, Phase::Failed { .. } | Phase::Unknown(_))
}

/// What stands below the sentence: the ways on.
pub(super) fn panel(model: &Model) -> VNode {
    let (state, texts, look) = (&*model.state, &*model.texts, &model.look);
    if let Some(shown) = shown(&state.phase) {
        return review(model, shown);
    }
    let ways = match (screen(state), &state.phase) {
        (Screen::Nothing | Screen::Buttons | Screen::Cancelling | Screen::Review, _) => return VNode::default(),
        (Screen::Loading, _) if look.adopted.is_some() => return VNode::default(),
        (Screen::Loading, _) => {
            let label = say("span", "unseen", texts.get(Text::Loading));
            return el("div", &["class", "aria-busy"], &[Some("bone"), Some("true")], vec![label]);
        }
        (Screen::Placed, _) => return slot(look.slots, "placed"),
        (_, Phase::Unknown(unknown)) => unknown_ways(unknown, texts),
        (_, Phase::Failed { failure, resume, .. }) => failed_ways(failure, resume.is_some(), texts, look),
        (_, Phase::Loading { .. }) => return VNode::default(),
        (Screen::Asking, _) => vec![button("finished", "b", texts.get(Text::Finished)), cancel(texts)],
        (Screen::Prefilled, _) => {
            let undo = when(state.book.has_prefill(), || button("undo", "b quiet", texts.get(Text::Undo)));
            vec![undo, cancel(texts)]
        }
        _ => vec![cancel(texts)],
    };
    group("div", "ways", ways)
}

/// An order of unknown outcome: no way on leads to a second one.
fn unknown_ways(unknown: &Unknown, texts: &Texts) -> Vec<VNode> {
    let verifying = unknown.verifying.is_some();
    let (class, text) = if verifying { ("said busy", Text::Verifying) } else { ("said", Text::AskShop) };
    vec![
        say("p", class, texts.get(text)),
        when(!verifying && unknown.orders_before.is_some(), || button("again", "b", texts.get(Text::CheckAgain))),
        say("p", "said", &texts.with(Text::ShopReference, &unknown.correlation)),
    ]
}

fn failed_ways(failure: &Failure, resumable: bool, texts: &Texts, look: &Look) -> Vec<VNode> {
    let (first, second) = if failure.again { ("b quiet", "b") } else { ("b", "b quiet") };
    let link = checkout(look).map(|url| {
        let label = words(texts.get(Text::ToCheckout));
        el("a", &["class", "part", "href"], &[Some(first), Some("button"), Some(url)], vec![label])
    });
    vec![
        link.unwrap_or_default(),
        button("again", second, texts.get(if failure.again { Text::TryAgain } else { Text::StartOver })),
        when(resumable, || cancel(texts)),
    ]
}

fn checkout(look: &Look) -> Option<&str> {
    look.checkout_url.as_deref().and_then(page_url)
}
