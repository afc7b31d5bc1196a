//! Gives damaged answers to checkouts that wait for them, and checks the reading, the flow's step and the address state.

use super::corpus::Samples;
use super::mutate::{CANARY, spoiled};
use crate::chance::Chance;
use crate::rules::started;
use express_checkout::address::{AddressState, Need, Payer, normalise};
use express_checkout::flow::{Announcement, Effect, Event, GlueError, Phase, State, step};
use express_checkout::glue::Response;
use express_checkout::glue::exchange::{GlueProfile, Next};
use express_checkout::json::Json;
use express_checkout::storage::journal;

/// Possible statuses of an answer.
const STATUSES: [u16; 17] = [0, 100, 200, 201, 204, 206, 301, 304, 400, 401, 403, 404, 409, 422, 429, 500, 503];

/// The result of reading an answer, and the state after it.
pub struct Came {
    /// The result of reading.
    pub read: &'static str,
    /// The public name of the state afterwards.
    pub to: &'static str,
}

/// Damages one answer and gives it to a checkout.
///
/// # Errors
/// A description of what must not happen.
pub fn one(samples: &Samples, chance: &mut Chance) -> Result<Came, String> {
    // A body of a success usually comes with a success status.
    let is_good = !chance.once_in(3);
    let bodies = if is_good { &samples.good } else { &samples.bad };
    let body = spoiled(&bodies[chance.below(bodies.len())], chance);
    let status = if is_good && !chance.once_in(8) { 201 } else { chance.one_of(&STATUSES) };
    if let Ok(json) = Json::parse(&body) {
        let text = json.to_string();
        if Json::parse(&text).as_ref() != Ok(&json) {
            return Err(format!("is not written as it was read: {text}"));
        }
    }
    let retry_after = chance.one_of(&[None, Some(0), Some(u32::MAX)]);
    let stage = &samples.stages[chance.below(samples.stages.len())];
    let answer = Ok(Response { status, retry_after, body });
    let event = match stage.request.exchange.answered(answer, &mut GlueProfile::default()) {
        Next::Event(event) => event,
        Next::Send(_) => return Ok(Came { read: "asks again", to: stage.state.name() }),
    };
    let (read, is_ok) = outcome(&event);
    if is_ok && !(200..300).contains(&status) {
        return Err(format!("{status} was read as a success"));
    }
    if let Event::CustomerFetched(_, Ok(payer)) = &event {
        takes(payer, stage.state.need())?;
    }
    let (state, effects) = step(stage.state.clone(), event);
    check(&stage.request.effect, is_ok, &stage.state, &state, &effects)?;
    if chance.once_in(8) {
        let (hidden, _) = step(state.clone(), Event::PageHidden);
        let (_, _) = step(hidden, Event::Reload);
    }
    Ok(Came { read, to: state.name() })
}

/// The outcome of reading an answer as a name, and whether it was a success.
fn outcome(event: &Event) -> (&'static str, bool) {
    let error = match event {
        Event::OfferFetched(_, result) => result.as_ref().err(),
        Event::PaymentStarted { result, .. } => result.as_ref().err(),
        Event::CustomerFetched(_, result) => result.as_ref().err(),
        Event::OrderPlaced(_, result) => result.as_ref().err(),
        Event::OrdersFetched(_, result) => result.as_ref().err(),
        Event::OrderFetched(_, result) => result.as_ref().err(),
        Event::CancellationAnswered(_, result) => result.as_ref().err(),
        Event::LinesFetched(result) => result.as_ref().err(),
        Event::CountriesFetched(result) => result.as_ref().err(),
        _ => None,
    };
    match error {
        None => ("read", true),
        Some(GlueError::Refused(_)) => ("refused", false),
        Some(GlueError::Unreadable { .. }) => ("unreadable", false),
        Some(GlueError::Unsuccessful { .. }) => ("unsuccessful", false),
        Some(GlueError::Network | GlueError::Timeout) => ("no answer", false),
    }
}

/// Checks that normalising the payer's data twice changes nothing, and that undoing a pre-fill leaves nothing behind.
fn takes(payer: &Payer, need: Need) -> Result<(), String> {
    let once = normalise(payer).payer;
    if normalise(&once).payer != once {
        return Err(format!("normalising twice changes {once:?}"));
    }
    let mut addresses = AddressState::default();
    addresses.prefill(payer, need);
    addresses.missing(need);
    addresses.provenance();
    addresses.undo_prefill();
    if addresses != AddressState::default() {
        return Err(format!("a pre-fill leaves something behind: {addresses:?}"));
    }
    Ok(())
}

/// Checks that the answer caused nothing forbidden.
fn check(asked: &Effect, is_ok: bool, before: &State, after: &State, effects: &[Effect]) -> Result<(), String> {
    let mut sending = false;
    for effect in effects {
        match effect {
            Effect::Remember(record) => {
                if sending {
                    return Err("a request was sent before its record was written".to_owned());
                }
                if journal::decode(&journal::encode(record, 0), 1).as_ref() != Some(record) {
                    return Err(format!("the next page cannot read {record:?}"));
                }
            }
            Effect::PlaceOrder(..)
                if !is_ok || !matches!(asked, Effect::FetchOffer(..) | Effect::StartPayment { .. }) =>
            {
                return Err("an order was placed after a failure".to_owned());
            }
            Effect::PlaceOrder(..) => sending = true,
            Effect::StartPayment { .. } if !is_ok || !matches!(asked, Effect::FetchOffer(..)) => {
                return Err("a payment was started after a failure".to_owned());
            }
            Effect::CancelPayment(_, cancellation, _) => {
                sending = true;
                let ordering = matches!(before.phase(), Some(Phase::Placing { .. }))
                    && !matches!(after.phase(), Some(Phase::Cancelling { .. }));
                if ordering && started(before) == Some(&cancellation.data) {
                    return Err("a payment was cancelled while an order may exist".to_owned());
                }
            }
            Effect::Announce(announcement) => {
                // The shop's reasons for a refusal are meant for the shopper, so they may reach the page.
                let mut detail = announcement.detail();
                if detail.get("code").str() == Some("order-refused") {
                    detail.set("reasons", Json::Null);
                }
                let detail = detail.to_string();
                if matches!(announcement, Announcement::Error(..)) && detail.contains(&CANARY[..6]) {
                    return Err(format!("a text of the shop reached the page: {detail}"));
                }
            }
            _ => {}
        }
    }
    let placed =
        matches!(after.phase(), Some(Phase::Placed { .. })) && !matches!(before.phase(), Some(Phase::Placed { .. }));
    if placed && !matches!(asked, Effect::PlaceOrder(..) | Effect::FetchOrder(..)) {
        return Err("an order is announced that does not exist".to_owned());
    }
    Ok(())
}
