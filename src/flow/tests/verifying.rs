//! Tests of the search for an order whose answer was lost.

use super::ordering::{asked, customer_in_review, customer_with, in_review_with, known, listed};
use super::shop::*;
use crate::flow::*;
use crate::json::Json;

/// The same, after the answer to `/checkout` was lost.
fn customer_without_an_answer() -> Story {
    let mut story = customer_in_review();
    let request = story.place();
    story.happens(Event::OrderPlaced(request, Err(GlueError::Timeout)));
    assert_eq!((story.state.name(), story.outcomes().len()), ("unknown", 0));
    story
}

#[test]
fn a_customers_order_is_found_after_a_lost_answer() {
    let mut story = customer_without_an_answer();
    asked(&mut story, listed(vec![known("DE--1", 2_490)]));
    asked(&mut story, listed(vec![known("DE--3", 100), known("DE--2", 2_490), known("DE--1", 2_490)]));
    assert_eq!((story.state.name(), story.outcomes()), ("placed", vec![Outcome::Ordered]));
    assert_eq!((story.count("order"), story.count("cancel")), (1, 0));
}

#[test]
fn a_customer_can_try_again_only_after_the_last_question() {
    let mut story = customer_without_an_answer();
    for _ in 0..4 {
        assert_eq!(story.state.name(), "unknown");
        asked(&mut story, listed(vec![known("DE--1", 2_490)]));
    }
    assert_eq!((story.state.name(), story.state.notice()), ("review", Some(Notice::NotOrdered)));
    assert_eq!(story.outcomes(), []);
}

#[test]
fn an_attempt_that_completed_as_unknown_does_not_complete_again_on_the_next_page() {
    let mut story = customer_without_an_answer();
    for _ in 0..4 {
        asked(&mut story, Err(GlueError::Network));
    }
    assert_eq!(story.outcomes(), [Outcome::Unknown]);
    story.happens(Event::Reload);
    for _ in 0..4 {
        asked(&mut story, listed(vec![known("DE--1", 2_490)]));
    }
    assert_eq!(story.state.notice(), Some(Notice::NotOrdered));
    story.place();
    assert!(matches!(story.record.live, Some(Live::Placing { completed: true, .. })));
}

#[test]
fn without_a_readable_list_of_orders_the_outcome_stays_unknown() {
    let mut story = customer_without_an_answer();
    for _ in 0..4 {
        asked(&mut story, Err(GlueError::Network));
    }
    assert_eq!((story.state.name(), story.outcomes()), ("unknown", vec![Outcome::Unknown]));
}

#[test]
fn a_new_order_is_found_among_forty() {
    let before: Vec<KnownOrder> = (0..25).map(|number| known(&format!("DE--{}", 40 - number), 100)).collect();
    for sorted in [true, false] {
        let mut story = Story::customer();
        story.at_the_provider();
        story.happens(Event::Approved(Json::Null, None));
        let request = story.request();
        story.happens(Event::CustomerFetched(request, Ok(ada())));
        story.step(Event::PrefillAnswered(true));
        let effects = story.effects.clone();
        for effect in effects {
            match effect {
                Effect::FetchOrders(request) => story.happens(Event::OrdersFetched(
                    request,
                    Ok(OrderList { orders: before.clone(), newest_first: sorted }),
                )),
                Effect::FetchOffer(request, _) => {
                    story.happens(Event::OfferFetched(request, Ok(offer(2_000, Some(1)))));
                }
                _ => {}
            }
        }
        let request = story.place();
        story.happens(Event::OrderPlaced(request, Err(GlueError::Timeout)));
        if !sorted {
            assert_eq!(
                story.outcomes(),
                [Outcome::Unknown],
                "an incomplete list does not prove that there is no order"
            );
            continue;
        }
        let mut now = vec![known("DE--41", 2_490)];
        now.extend(before.iter().take(24).cloned());
        let unsorted = before.iter().rev().cloned().collect();
        asked(&mut story, Ok(OrderList { orders: unsorted, newest_first: false }));
        asked(&mut story, listed(now));
        assert_eq!((story.state.name(), story.outcomes()), ("placed", vec![Outcome::Ordered]));
    }
}

#[test]
fn the_same_cart_ordered_in_the_shops_own_checkout_is_not_taken_for_this_order() {
    let mut story = customer_without_an_answer();
    for _ in 0..4 {
        let wait = story.request();
        story.happens(Event::Waited(wait));
        let request = story.request();
        story.happens(Event::OrdersFetched(request, listed(vec![known("DE--2", 2_490), known("DE--1", 2_490)])));
        let request = story.effects.iter().find_map(|effect| match effect {
            Effect::FetchOrder(request, reference) if reference == "DE--2" => Some(*request),
            _ => None,
        });
        story.happens(Event::OrderFetched(request.unwrap(), Ok(vec!["Invoice".to_owned()])));
    }
    assert_eq!((story.state.name(), story.outcomes()), ("unknown", vec![Outcome::Unknown]));
    assert_eq!((story.count("order"), story.count("cancel")), (1, 0));
}

#[test]
fn a_new_order_with_another_total_may_be_this_one() {
    let mut story = customer_without_an_answer();
    for _ in 0..4 {
        asked(&mut story, listed(vec![known("DE--2", 100), known("DE--1", 2_490)]));
    }
    assert_eq!((story.state.name(), story.outcomes()), ("unknown", vec![Outcome::Unknown]));
    assert_eq!((story.count("order"), story.count("cancel")), (1, 0));
}

/// A customer has ordered for the first time, the answer was lost, and another customer logs in. The token of the request says so
/// before its answer is read.
#[test]
fn another_customers_list_says_nothing_about_a_first_order() {
    for others in [vec![], vec![known("DE--7", 2_490)]] {
        let mut story = customer_with(vec![]);
        let request = story.place();
        story.happens(Event::OrderPlaced(request, Err(GlueError::Timeout)));
        for _ in 0..4 {
            let wait = story.request();
            story.happens(Event::Waited(wait));
            let request = story.request();
            story.happens(Event::TokenChanged);
            story.happens(Event::OrdersFetched(request, listed(others.clone())));
        }
        assert_eq!((story.state.name(), story.outcomes()), ("unknown", vec![Outcome::Unknown]), "{others:?}");
        assert_eq!((story.count("order"), story.count("cancel")), (1, 0));
    }
}

#[test]
fn a_token_that_changed_during_the_order_asks_for_no_list() {
    let mut story = customer_with(vec![]);
    let request = story.place();
    story.happens(Event::TokenChanged);
    story.happens(Event::OrderPlaced(request, Err(GlueError::Timeout)));
    assert_eq!((story.state.name(), story.outcomes()), ("unknown", vec![Outcome::Unknown]));
}

#[test]
fn a_customer_with_earlier_orders_is_known_by_them() {
    let mut story = customer_without_an_answer();
    story.state = step(story.state, Event::TokenChanged).0;
    asked(&mut story, listed(vec![known("DE--2", 2_490), known("DE--1", 2_490)]));
    assert_eq!((story.state.name(), story.outcomes()), ("placed", vec![Outcome::Ordered]));
}

#[test]
fn the_first_order_of_a_customer_is_looked_for_with_the_same_token() {
    let mut story = customer_with(vec![]);
    let request = story.place();
    story.happens(Event::OrderPlaced(request, Err(GlueError::Timeout)));
    asked(&mut story, listed(vec![known("DE--1", 2_490)]));
    assert_eq!((story.state.name(), story.outcomes()), ("placed", vec![Outcome::Ordered]));
}

#[test]
fn after_another_token_in_the_review_the_earlier_orders_are_read_again() {
    let mut story = customer_with(vec![]);
    story.happens(Event::TokenChanged);
    story.step(Event::PlaceAsked);
    story.step(Event::ConfirmAnswered(true));
    assert!(story.effects.iter().any(|effect| matches!(effect, Effect::FetchOrders(_))), "{:?}", story.effects);
}

fn as_buyer(story: &Story, buyer: Option<u64>) -> Event {
    Event::Configured(Config { buyer, ..story.state.config().clone() })
}

/// A customer who ordered for the first time, got no answer, and reloaded the page. `then` and `now` are the buyers before and after.
fn reloaded_after_a_first_order(then: Option<u64>, now: Option<u64>) -> Story {
    let of = |buyer| {
        let mut story = Story::customer();
        story.happens(as_buyer(&story, buyer));
        story
    };
    let mut story = in_review_with(of(then), vec![]);
    story.place();
    let mut next = of(now);
    next.happens(Event::Begun(story.record));
    next
}

#[test]
fn after_a_reload_the_first_order_is_looked_for_by_its_customer() {
    let mut story = reloaded_after_a_first_order(Some(1), Some(1));
    asked(&mut story, listed(vec![known("DE--1", 2_490)]));
    assert_eq!((story.state.name(), story.outcomes()), ("placed", vec![Outcome::Ordered]));

    let mut story = reloaded_after_a_first_order(Some(1), Some(1));
    for _ in 0..4 {
        asked(&mut story, listed(vec![]));
    }
    assert_eq!((story.state.notice(), story.count("cancel")), (Some(Notice::NotOrdered), 1));
}

/// A token function tells the buyer only with its first token. That is before the answer to the request with it is read.
#[test]
fn after_a_reload_the_customer_may_be_known_later() {
    let mut story = reloaded_after_a_first_order(Some(1), None);
    story.state = step(story.state.clone(), as_buyer(&story, Some(1))).0;
    asked(&mut story, listed(vec![known("DE--1", 2_490)]));
    assert_eq!((story.state.name(), story.outcomes()), ("placed", vec![Outcome::Ordered]));
}

#[test]
fn after_a_reload_another_customers_list_says_nothing_about_a_first_order() {
    for (then, now) in [(Some(1), Some(2)), (Some(1), None), (None, Some(2)), (None, None)] {
        for others in [vec![], vec![known("DE--7", 2_490)]] {
            let mut story = reloaded_after_a_first_order(then, now);
            while story.outcomes().is_empty() {
                asked(&mut story, listed(others.clone()));
            }
            let (state, outcomes) = (story.state.name(), story.outcomes());
            assert_eq!((state, outcomes), ("unknown", vec![Outcome::Unknown]), "{then:?} {now:?} {others:?}");
            assert_eq!(story.count("cancel"), 0);
        }
    }
}

#[test]
fn after_a_reload_the_settings_of_another_customer_wait_and_their_list_says_nothing() {
    let mut story = reloaded_after_a_first_order(Some(1), Some(1));
    story.state = step(story.state.clone(), as_buyer(&story, Some(2))).0;
    for _ in 0..4 {
        asked(&mut story, listed(vec![]));
    }
    assert_eq!((story.state.name(), story.outcomes()), ("unknown", vec![Outcome::Unknown]));
    assert_eq!(story.count("cancel"), 0);
}

#[test]
fn a_page_that_reloads_often_does_not_put_off_the_last_question() {
    let mut story = customer_without_an_answer();
    for _ in 0..4 {
        let wait = story.request();
        story.step(Event::Reload);
        story.step(Event::Waited(wait));
        let request = story.request();
        story.step(Event::Reload);
        story.happens(Event::OrdersFetched(request, listed(vec![known("DE--1", 2_490)])));
    }
    assert_eq!((story.state.name(), story.state.notice()), ("review", Some(Notice::NotOrdered)));
}
