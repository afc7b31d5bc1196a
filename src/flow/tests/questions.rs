//! Tests of the requests that find out whether an order exists.

use super::ordering::{asked, customer_in_review, known, listed};
use super::shop::*;
use crate::address::{Field, Part, Path};
use crate::flow::*;
use crate::json::Json;

fn sold_out() -> GlueError {
    let reasons = vec!["The lamp is sold out.".to_owned()];
    GlueError::Refused(Refusal { status: 422, codes: vec![1102], reasons, ..Refusal::default() })
}

/// A customer whose answer to `/checkout` was lost. The list has a new order that was paid in this way.
fn found(paid_with: Vec<String>) -> Story {
    let mut story = customer_in_review();
    let request = story.place();
    story.happens(Event::OrderPlaced(request, Err(GlueError::Timeout)));
    let wait = story.request();
    story.happens(Event::Waited(wait));
    let request = story.request();
    story.happens(Event::OrdersFetched(request, listed(vec![known("DE--2", 2_490), known("DE--1", 2_490)])));
    let request = story.request();
    story.happens(Event::OrderFetched(request, Ok(paid_with)));
    story
}

#[test]
fn a_new_order_is_recognised_by_the_name_of_its_payment_method_or_provider() {
    for name in ["PayPal Express", "paypal-express", "PayPal Express Checkout", "PayPal", "PAYONE", "Payone Wallet"] {
        assert_eq!(found(vec![name.to_owned()]).state.name(), "placed", "{name}");
    }
    assert_eq!(found(vec![]).state.name(), "placed", "the shop does not show how it was paid");
    assert_eq!(found(vec!["Gift card".to_owned(), "PayPal Express".to_owned()]).state.name(), "placed");
    for name in ["Invoice", "Direct debit"] {
        assert_eq!(found(vec![name.to_owned()]).state.name(), "unknown", "{name}");
    }
}

#[test]
fn trying_again_after_the_last_question_restarts_the_questions_about_the_order() {
    let mut story = found(vec!["Invoice".to_owned()]);
    for _ in 0..3 {
        asked(&mut story, Err(GlueError::Network));
    }
    let Some(Phase::Unknown(unknown)) = story.state.phase() else { panic!("unknown") };
    assert_eq!(unknown.verifying, None);
    story.happens(Event::Reload);
    let Some(Phase::Unknown(unknown)) = story.state.phase() else { panic!("unknown") };
    assert_eq!((unknown.tries, &unknown.candidate), (0, &None));
    for _ in 0..4 {
        assert_eq!(story.state.name(), "unknown");
        asked(&mut story, listed(vec![known("DE--1", 2_490)]));
    }
    assert_eq!(story.state.notice(), Some(Notice::NotOrdered));
}

/// The next page, after a page was lost while a customer's order was under way.
fn next_page() -> Story {
    let mut story = customer_in_review();
    story.place();
    let mut next = Story::customer();
    next.happens(Event::Begun(story.record.clone()));
    assert_eq!((next.state.name(), next.outcomes()), ("unknown", vec![]));
    next
}

#[test]
fn after_a_reload_the_last_question_cancels_the_payment_and_shows_the_buttons() {
    let mut story = next_page();
    for _ in 0..4 {
        assert_eq!((story.state.name(), story.count("cancel")), ("unknown", 0));
        asked(&mut story, listed(vec![known("DE--1", 2_490)]));
    }
    assert_eq!((story.state.name(), story.state.notice()), ("ready", Some(Notice::NotOrdered)));
    assert_eq!((story.outcomes(), story.count("cancel tx1")), (vec![Outcome::Cancelled], 1));
}

#[test]
fn after_a_reload_nothing_is_cancelled_while_the_outcome_is_unknown() {
    let another_total = || listed(vec![known("DE--2", 100), known("DE--1", 2_490)]);
    for orders in [another_total(), Err(GlueError::Network)] {
        let mut story = next_page();
        for _ in 0..4 {
            asked(&mut story, orders.clone());
        }
        assert_eq!((story.state.name(), story.outcomes()), ("unknown", vec![Outcome::Unknown]));
        assert_eq!((story.count("cancel"), story.record.may_be_ordered()), (0, true));
    }
}

#[test]
fn a_new_order_outweighs_the_shops_reasons() {
    let mut story = customer_in_review();
    let request = story.place();
    story.happens(Event::OrderPlaced(request, Err(sold_out())));
    let request = story.request();
    let another_total = || listed(vec![known("DE--2", 100), known("DE--1", 2_490)]);
    story.happens(Event::OrdersFetched(request, another_total()));
    for _ in 0..4 {
        asked(&mut story, another_total());
    }
    assert_eq!((story.state.name(), story.outcomes()), ("unknown", vec![Outcome::Unknown]));
    story.happens(Event::PlaceAsked);
    assert_eq!(story.count("order"), 1);
}

#[test]
fn without_the_earlier_orders_the_shops_reasons_are_shown_at_once() {
    let mut story = Story::customer();
    story.in_review();
    let request = story.place();
    story.happens(Event::OrderPlaced(request, Err(sold_out())));
    assert_eq!((story.state.name(), story.state.notice()), ("review", Some(Notice::OrderRefused)));
}

#[test]
fn edits_and_undo_are_ignored_while_an_order_may_exist() {
    let city = Path { part: Part::Shipping, field: Field::City };
    let mut placing = Story::guest();
    placing.placing();
    let mut refusing = customer_in_review();
    let request = refusing.place();
    refusing.happens(Event::OrderPlaced(request, Err(sold_out())));
    let mut unknown = Story::guest();
    let request = unknown.placing();
    unknown.happens(Event::OrderPlaced(request, Err(GlueError::Timeout)));
    let mut verifying = customer_in_review();
    let request = verifying.place();
    verifying.happens(Event::OrderPlaced(request, Err(GlueError::Timeout)));
    for (story, ordering) in [(&placing, true), (&refusing, true), (&unknown, false), (&verifying, true)] {
        assert_eq!(story.state.is_ordering(), ordering, "{}", story.state.name());
        for event in [
            Event::UndoAsked,
            Event::Edited(city, "Ulm".to_owned()),
            Event::ShipmentChosen(0, 2),
            Event::CancelAsked(CancelReason::Shopper),
            Event::Approved(Json::Null, None),
        ] {
            let (state, effects) = step(story.state.clone(), event.clone());
            assert_eq!((state, effects), (story.state.clone(), vec![]), "{event:?}");
        }
    }
    let mut review = Story::guest();
    review.in_review();
    assert!(!review.state.is_ordering());
}

#[test]
fn a_late_update_of_the_payment_of_an_unknown_order_is_not_cancelled() {
    let mut story = Story::guest();
    let request = story.placing();
    story.happens(Event::OrderPlaced(request, Err(GlueError::Timeout)));
    story.happens(Event::PaymentStarted {
        request: RequestId(0),
        method: MethodName::from(&method()),
        amount: euro(2_490),
        known: Some(payment_data("tx1")),
        result: Ok((payment_data("tx1"), Dialect::Legacy)),
    });
    assert_eq!((story.state.name(), story.count("cancel")), ("unknown", 0));
}
