//! Canonical numbers: two worlds that differ only in the numbers of their requests become equal.

use express_checkout::flow::{Event, Offering, Phase, RequestId, Review, State};

use crate::ask::Request;

/// Numbers the requests that are still known from 1 on, in their order.
pub fn renumber(state: &mut State, wire: &mut [Request], late: &mut [Event]) {
    let mut known: Vec<RequestId> = Vec::new();
    each(state, wire, late, &mut |id| known.push(*id));
    known.sort_unstable();
    known.dedup();
    let number = |id: &RequestId| known.partition_point(|known| known <= id);
    each(state, wire, late, &mut |id| *id = RequestId(number(id) as u32));
    state.session_mut().requests = known.len() as u32;
    wire.sort_by_key(|request| request.id);
}

/// Visits every request number.
fn each(state: &mut State, wire: &mut [Request], late: &mut [Event], visit: &mut impl FnMut(&mut RequestId)) {
    wire.iter_mut().filter_map(|request| request.id.as_mut()).for_each(&mut *visit);
    late.iter_mut().filter_map(answered).for_each(&mut *visit);
    state.session_mut().other_cart.iter_mut().for_each(&mut *visit);
    let active = match state {
        State::Idle(idle) => return each_offered(&mut idle.offering, visit),
        State::Active(active) => &mut **active,
    };
    active.cancellations.iter_mut().filter_map(|pending| pending.request.as_mut()).for_each(&mut *visit);
    active.failed_starts.iter_mut().for_each(&mut *visit);
    active.paused.iter_mut().for_each(&mut *visit);
    match &mut active.phase {
        Phase::Offering(offering) => each_offered(offering, visit),
        Phase::Resuming { request, .. } => request.iter_mut().for_each(|request| visit(&mut request.id)),
        Phase::Claiming { request, .. }
        | Phase::Starting { request, .. }
        | Phase::FetchingCustomer { request, .. }
        | Phase::Cancelling { request, .. } => {
            visit(request);
        }
        Phase::Review(review) | Phase::Confirming(review) => each_of(review, visit),
        Phase::Checking { review, request }
        | Phase::Updating { review, request }
        | Phase::Placing { review, request }
        | Phase::Refusing { review, request, .. } => {
            visit(request);
            each_of(review, visit);
        }
        Phase::Unknown(unknown) => {
            unknown.verifying.iter_mut().for_each(&mut *visit);
            unknown.review.iter_mut().for_each(|review| each_of(review, visit));
        }
        Phase::Placed { until, receipt, reading, .. } => {
            // It is only shown: no step reads it.
            *receipt = None;
            until.iter_mut().for_each(&mut *visit);
            reading.iter_mut().for_each(|request| visit(&mut request.id));
        }
        Phase::ResumeFailed { .. }
        | Phase::AwaitingApproval { .. }
        | Phase::Prefilling { .. }
        | Phase::Prefilled { .. } => {}
    }
}

fn each_offered(offering: &mut Offering, visit: &mut impl FnMut(&mut RequestId)) {
    match offering {
        Offering::Loading { request, .. } | Offering::Ready { request, .. } => {
            request.iter_mut().for_each(|request| visit(&mut request.id));
        }
        Offering::Unavailable | Offering::Failed { .. } => {}
    }
}

fn each_of(review: &mut Review, visit: &mut impl FnMut(&mut RequestId)) {
    let numbers = [&mut review.pricing, &mut review.resting, &mut review.orders_request];
    let code = review.code.iter_mut().flat_map(|prompt| [&mut prompt.asking, &mut prompt.sending]);
    let press = review.press.iter_mut().map(|press| &mut press.until);
    numbers.into_iter().chain(code).flatten().chain(press).for_each(visit);
}

/// The number of the request that an event answers.
fn answered(event: &mut Event) -> Option<&mut RequestId> {
    match event {
        Event::OfferFetched(id, _)
        | Event::PaymentStarted { request: id, .. }
        | Event::CustomerFetched(id, _)
        | Event::OrderPlaced(id, _)
        | Event::CartClaimed(id, _)
        | Event::OrdersFetched(id, _)
        | Event::OrderFetched(id, _)
        | Event::CodeGiven(id, _)
        | Event::CodeSent(id, _)
        | Event::CancellationAnswered(id, _)
        | Event::Waited(id) => Some(id),
        _ => None,
    }
}
