//! Tests of answers that come too late or were not requested.

use super::ordering::{customer_in_review, known, listed};
use super::shop::*;
use crate::address::{Field, Part, Path};
use crate::flow::*;

/// No request has this number.
const STALE: RequestId = RequestId(0);

fn ignores(story: &Story, event: Event) {
    let (state, effects) = step(story.state.clone(), event.clone());
    assert_eq!(state, story.state, "{event:?}");
    assert_eq!(effects, [], "{event:?}");
}

fn sold_out() -> GlueError {
    let reasons = vec!["The lamp is sold out.".to_owned()];
    GlueError::Refused(Refusal { status: 422, codes: vec![1102], reasons, ..Refusal::default() })
}

#[test]
fn an_unexpected_offer_changes_nothing() {
    let mut loading = Story::guest();
    loading.step(Event::Begun(Record::default()));
    let mut again = Story::guest();
    again.begin();
    again.step(Event::Reload);
    let mut away = Story::guest();
    away.at_the_provider();
    let mut taking_up = Story::guest();
    taking_up.step(Event::Begun(away.record.clone()));
    let mut pricing = Story::guest();
    pricing.in_review();
    pricing.step(Event::ShipmentChosen(0, 2));
    let mut checking = Story::guest();
    checking.in_review();
    checking.step(Event::PlaceAsked);
    checking.step(Event::ConfirmAnswered(true));
    for (story, name) in [
        (&loading, "loading"),
        (&again, "ready"),
        (&taking_up, "loading"),
        (&pricing, "review"),
        (&checking, "placing"),
    ] {
        assert_eq!(story.state.name(), name);
        ignores(story, Event::OfferFetched(STALE, Ok(offer(100, Some(1)))));
        ignores(story, Event::OfferFetched(STALE, Err(refused(422, 1103))));
        ignores(story, Event::OfferFetched(STALE, Err(GlueError::Timeout)));
    }
}

#[test]
fn a_repeated_refusal_of_an_earlier_order_does_not_end_the_current_one() {
    let mut story = Story::guest();
    let first = story.placing();
    story.happens(Event::OrderPlaced(first, Err(refused(422, 901))));
    story.place();
    for error in [refused(422, 901), refused_without_code(404), sold_out(), GlueError::Timeout] {
        ignores(&story, Event::OrderPlaced(first, Err(error)));
    }
}

#[test]
fn a_failure_of_an_earlier_start_does_not_end_the_current_one() {
    let mut story = Story::guest();
    story.begin();
    story.click();
    let first = story.request();
    story.payment_answers(first, Err(refused(422, 901)));
    story.click();
    let repeated = |result: Result<(PaymentData, Dialect), GlueError>| Event::PaymentStarted {
        request: first,
        method: MethodName::from(&method()),
        amount: euro(2_490),
        known: None,
        result,
    };
    ignores(&story, repeated(Err(refused(422, 901))));
    story.happens(repeated(Ok((payment_data("first"), Dialect::Legacy))));
    assert_eq!(story.sent.last().map(String::as_str), Some("cancel first"));
    assert_eq!(story.state.name(), "starting", "the second start is still under way");
}

#[test]
fn the_answer_to_an_earlier_list_request_proves_nothing() {
    let mut review = customer_in_review();
    ignores(&review, Event::OrdersFetched(STALE, listed(vec![known("AT--7", 2_490)])));

    let placed = review.place();
    let mut refusing = Story { state: review.state.clone(), ..Story::customer() };
    refusing.happens(Event::OrderPlaced(placed, Err(sold_out())));
    assert_eq!(refusing.state.name(), "placing");
    ignores(&refusing, Event::OrdersFetched(STALE, listed(vec![known("DE--1", 2_490)])));
    ignores(&refusing, Event::OrdersFetched(STALE, Err(GlueError::Network)));

    review.happens(Event::OrderPlaced(placed, Err(GlueError::Timeout)));
    ignores(&review, Event::OrdersFetched(STALE, listed(vec![known("DE--1", 2_490)])));
    ignores(&review, Event::Waited(STALE));
}

#[test]
fn an_unrelated_timer_requests_no_price_and_ends_no_confirmation() {
    let mut story = Story::guest();
    story.in_review();
    let street = Path { part: Part::Shipping, field: Field::ZipCode };
    story.step(Event::Edited(street, "1017".to_owned()));
    let early = story.request();
    story.step(Event::Edited(street, "10179".to_owned()));
    let rest = story.request();
    ignores(&story, Event::Waited(early));
    story.step(Event::Waited(rest));
    assert!(matches!(story.effects.last(), Some(Effect::FetchOffer(..))), "the shopper stopped typing");

    let mut story = Story::guest();
    let request = story.placing();
    story.happens(Event::Configured(Config { guest: false, ..story.state.config().clone() }));
    story.happens(Event::OrderPlaced(request, Ok(Order { reference: None, redirect: None })));
    ignores(&story, Event::Waited(STALE));
    assert_eq!(story.state.name(), "placed");
}

#[test]
fn a_late_refusal_is_as_definite_as_one_in_time() {
    let mut story = Story::guest();
    let request = story.placing();
    story.happens(Event::OrderPlaced(request, Err(GlueError::Timeout)));
    assert_eq!((story.state.name(), story.outcomes()), ("unknown", vec![Outcome::Unknown]));
    story.happens(Event::OrderPlaced(RequestId(request.0 - 1), Err(refused(400, 1105))));
    assert_eq!(story.state.name(), "unknown", "the answer to another request");
    story.happens(Event::OrderPlaced(request, Err(refused(400, 1105))));
    assert_eq!((story.state.name(), story.state.notice()), ("review", Some(Notice::OrderRefused)));
    let again = story.place();
    story.happens(Event::OrderPlaced(again, Ok(Order { reference: None, redirect: None })));
    assert_eq!((story.state.name(), story.count("order")), ("placed", 2));

    let mut story = customer_in_review();
    let request = story.place();
    story.happens(Event::OrderPlaced(request, Err(GlueError::Timeout)));
    story.happens(Event::OrderPlaced(request, Err(refused(401, 1))));
    assert_eq!((story.state.name(), story.state.notice()), ("review", Some(Notice::LogInAgain)));
}
