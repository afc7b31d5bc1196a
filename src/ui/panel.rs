//! The message and the panel of each state. The panel has what the shopper can do next.

use super::node::{Tone, button, cancel, el, group, say, slot, tag, when, with_text};
use super::offered::clickable;
use super::threshold::{hints, obstacles};
use super::{Model, screens};
use crate::browser::intl::amount;
use crate::flow::{Failure, Notice, Offering, Phase, State};
use crate::locale::{Text, Texts, failure_sentence, notice_text};
use crate::money::Money;
use yew::virtual_dom::VNode;

/// The screens. The focus moves when the screen changes.
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

/// The message of a state.
pub(super) struct Line {
    /// What it is like. `None` if something else on the screen says it already, so that it is only spoken.
    pub tone: Option<Tone>,
    /// The whole text. The shop's own words begin a line of their own, because they are in the shop's language.
    pub text: String,
    /// More paragraphs in the same box.
    pub more: Vec<VNode>,
}

impl Line {
    /// A message of one sentence.
    pub fn new(tone: Tone, text: String) -> Self {
        Self { tone: Some(tone), text, more: Vec::new() }
    }
}

/// The screen of a state.
pub(super) fn screen(state: &State) -> Screen {
    let active = match state {
        State::Idle(idle) => return offering_screen(state, &idle.offering),
        State::Active(active) => active,
    };
    match &active.phase {
        Phase::Offering(offering) => offering_screen(state, offering),
        Phase::Resuming { .. } => Screen::Fetching,
        Phase::ResumeFailed { .. } => Screen::Failed,
        Phase::Claiming { .. }
        | Phase::Starting { cancel: None, .. }
        | Phase::AwaitingApproval { asking: None, .. } => Screen::Waiting,
        Phase::AwaitingApproval { asking: Some(_), .. } => Screen::Asking,
        Phase::FetchingCustomer { .. } | Phase::Prefilling { .. } => Screen::Fetching,
        Phase::Starting { cancel: Some(_), .. } | Phase::Cancelling { .. } => Screen::Cancelling,
        Phase::Prefilled { .. } => Screen::Prefilled,
        Phase::Review(_)
        | Phase::Confirming(_)
        | Phase::Checking { .. }
        | Phase::Updating { .. }
        | Phase::Placing { .. }
        | Phase::Refusing { .. } => Screen::Review,
        Phase::Placed { .. } => Screen::Placed,
        Phase::Unknown(unknown) if unknown.verifying.is_some() => Screen::Verifying,
        Phase::Unknown(_) => Screen::Unknown,
    }
}

fn offering_screen(state: &State, offering: &Offering) -> Screen {
    match offering {
        Offering::Unavailable => Screen::Nothing,
        Offering::Loading { .. } => Screen::Loading,
        Offering::Ready { .. } => Screen::Buttons,
        Offering::Failed { .. } if clickable(state).is_some() => Screen::Buttons,
        Offering::Failed { .. } => Screen::Failed,
    }
}

/// The message of a state.
pub(super) fn line(model: &Model) -> Option<Line> {
    let (state, texts) = (&*model.state, &*model.texts);
    Some(match state.offering() {
        Some(Offering::Unavailable) => return None,
        Some(Offering::Loading { notice, .. }) if *notice != Some(Notice::Elsewhere) => return None,
        Some(offering @ (Offering::Loading { notice, .. } | Offering::Ready { notice, .. })) => {
            let mut notice = (*notice)?;
            if let Offering::Ready { offer, .. } = offering {
                notice = notice.beside(offer.total);
            }
            Line::new(tone(notice), notice_sentence(texts, notice))
        }
        Some(Offering::Failed { failure, offer: Some(offer) }) if offer.is_blocked() => Line::new(
            Tone::Error,
            [&failure_sentence(texts, failure), " ", &obstacles(offer, texts)].concat().trim().to_owned(),
        ),
        _ => {
            let Some(failure) = state.failure() else { return screens::line(model) };
            if failure.is_silent() {
                return None;
            }
            let stuck = clickable(state).is_none() && !state.can_retry(failure) && checkout(model).is_none();
            let more = if state.is_paused() {
                Some(Text::PleaseWait)
            } else if failure.retryable && state.is_tripped() {
                Some(Text::WaitAMinute)
            } else {
                stuck.then_some(Text::UseCheckout)
            };
            let more = more.map_or("", |more| texts.get(more));
            let text = [&failure_sentence(texts, failure), " ", more].concat().trim_end().to_owned();
            Line::new(Tone::Error, text)
        }
    })
}

/// The message of a state, drawn. Nothing if it is for screen readers only.
pub(super) fn said(model: &Model) -> VNode {
    line(model).map(boxed).unwrap_or_default()
}

/// The box of a message: its icon beside its paragraphs.
pub(super) fn boxed(line: Line) -> VNode {
    let Some(tone) = line.tone else { return VNode::default() };
    // The paragraph stays when its text changes. So it keeps the focus, and screen readers do not read each text of a quick row
    // of states.
    let mut paragraph = tag("p", &["tabindex"], &[Some("-1")]);
    paragraph.add_child(say("span", "", &line.text));
    let mut content = vec![paragraph.into()];
    content.extend(line.more);
    let text = el("div", &[], &[], content);
    el("div", &["class", "part"], &[Some(tone.class()), Some("notice")], vec![tone.icon(), text])
}

/// The text of a notice, with its amounts.
pub(super) fn notice_sentence(texts: &Texts, notice: Notice) -> String {
    let text = texts.get(notice_text(notice));
    match notice {
        Notice::ApproveAgain { was, now } | Notice::TotalChanged { was, now } | Notice::NewTotal { was, now } => {
            let amount = |money: Money| amount(texts.language(), money);
            text.replace("{was}", &amount(was)).replace("{now}", &amount(now))
        }
        _ => text.to_owned(),
    }
}

/// What a notice is like.
pub(super) fn tone(notice: Notice) -> Tone {
    match notice {
        Notice::Cancelled | Notice::Interrupted | Notice::NotOrdered | Notice::NewTotal { .. } => Tone::Information,
        Notice::NotApproved
        | Notice::Elsewhere
        | Notice::ApproveAgain { .. }
        | Notice::CartChanged
        | Notice::TotalChanged { .. }
        | Notice::DeliveryChanged
        | Notice::DetailsChanged
        | Notice::CustomerUnavailable
        | Notice::CodeNeeded
        | Notice::NotConfirmed => Tone::Warning,
        Notice::PriceUnknown
        | Notice::Missing
        | Notice::NoShipment
        | Notice::OrderRefused
        | Notice::LogInAgain
        | Notice::Blocked
        | Notice::UpdateFailed => Tone::Error,
    }
}

/// The steps of an attempt, while one is under way and when it has its order.
pub(super) fn steps(model: &Model) -> VNode {
    let (now, all_done) = match screen(&model.state) {
        Screen::Waiting | Screen::Asking => (0, false),
        // Nothing is done before the shop says so.
        Screen::Fetching | Screen::Review => (1, false),
        Screen::Placed => (2, true),
        Screen::Nothing
        | Screen::Loading
        | Screen::Buttons
        | Screen::Cancelling
        | Screen::Prefilled
        | Screen::Verifying
        | Screen::Unknown
        | Screen::Failed => return VNode::default(),
    };
    let step = |(index, text): (usize, Text)| {
        let values = [(index < now || all_done).then_some("past"), (index == now).then_some("step")];
        with_text(tag("li", &["class", "aria-current"], &values), model.texts.get(text))
    };
    let all = [Text::StepApprove, Text::StepCheck, Text::StepDone].into_iter().enumerate().map(step);
    el("ol", &["class", "part"], &[Some("steps"), Some("steps")], all.collect())
}

/// Whether a screen reader should interrupt other speech for the message.
pub(super) fn is_urgent(state: &State) -> bool {
    state.failure().is_some() || matches!(state.phase(), Some(Phase::Unknown(_)))
}

/// The panel below the message.
pub(super) fn panel(model: &Model) -> VNode {
    let (state, texts) = (&*model.state, &*model.texts);
    match (screen(state), state.failure()) {
        (Screen::Nothing, _) => VNode::default(),
        // Not announced: the shopper is at the other element, which has its own announcements.
        (Screen::Buttons, _) if model.paid_by_sibling => {
            boxed(Line::new(Tone::Information, texts.get(Text::PayingHere).to_owned()))
        }
        (Screen::Buttons, failure) => {
            let hints = state.clickable().map(hints).unwrap_or_default();
            // The buttons may be of the one method that has just failed.
            if failure.is_some_and(|failure| !failure.is_silent()) && checkout(model).is_some() {
                group("div", "ways", vec![hints, to_checkout(model, false)])
            } else {
                hints
            }
        }
        // The loader's placeholder is shown.
        (Screen::Loading, _) if model.slots => VNode::default(),
        (Screen::Loading, _) => {
            let label = say("span", "unseen", texts.get(Text::Loading));
            el("div", &["class", "aria-busy"], &[Some("skeleton"), Some("true")], vec![label])
        }
        (Screen::Failed, Some(failure)) => {
            // The shopper can also cancel the payment of an earlier page.
            group("div", "ways", failed_ways(state, failure, state.is_engaged(), model))
        }
        _ => screens::panel(model),
    }
}

/// What can be done after a failure. The safe way is the first one and looks so: the shop's own checkout, or, while a payment is
/// open, to continue with that payment.
fn failed_ways(state: &State, failure: &Failure, resumable: bool, model: &Model) -> Vec<VNode> {
    let texts = &*model.texts;
    let link = checkout(model);
    // During a pause a timer tries again, and after too many failures the checkout must wait. So there is no button.
    let held_back = state.is_paused() || state.is_tripped();
    let retry = when(!held_back && !failure.is_silent(), || {
        let text = if state.can_retry(failure) { Text::TryAgain } else { Text::StartOver };
        button("again", if resumable || link.is_none() { "button" } else { "button quiet" }, texts.get(text))
    });
    let link = to_checkout(model, !resumable);
    let ways = if resumable { [retry, cancel(texts), link] } else { [link, retry, VNode::default()] };
    ways.into_iter().chain([slot(model.slots, "failed")]).collect()
}

/// The link to the shop's own checkout, if the page names it.
pub(super) fn to_checkout(model: &Model, is_main: bool) -> VNode {
    let (class, part) = if is_main { ("button", "button") } else { ("button quiet", "button secondary") };
    let link = checkout(model).map(|url| {
        let link = tag("a", &["class", "part", "href"], &[Some(class), Some(part), Some(url)]);
        with_text(link, model.texts.get(Text::ToCheckout))
    });
    link.unwrap_or_default()
}

pub(super) fn checkout(model: &Model) -> Option<&str> {
    model.checkout_url.as_deref()
}
