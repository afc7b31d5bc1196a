//! Tests of elements that leave their page and come back.

use super::ordering::customer_in_review;
use super::shop::*;
use crate::flow::*;
use crate::json::Json;

fn claim(story: &mut Story) -> RequestId {
    story.step(Event::Clicked {
        key: method().key,
        correlation: "attempt".to_owned(),
        presentation: Presentation::Popup,
    });
    assert_eq!(story.state.name(), "starting");
    let claimed = story.effects.iter().find_map(|effect| match effect {
        Effect::ClaimCart(request) => Some(*request),
        _ => None,
    });
    claimed.expect("the cart is claimed")
}

#[test]
fn an_element_that_leaves_right_after_the_click_starts_no_payment() {
    for event in [Event::ElementLeft, Event::PageHidden, Event::CancelAsked(CancelReason::Shopper)] {
        let mut story = Story::guest();
        story.begin();
        let request = claim(&mut story);
        story.step(event);
        assert!(story.effects.contains(&Effect::EndApproval), "its window closes");
        assert_eq!(story.outcomes(), [Outcome::Cancelled]);
        story.happens(Event::CartClaimed(request, true));
        assert_eq!(story.sent, Vec::<String>::new());
        story.happens(Event::ElementBack);
        story.click();
        assert_eq!(story.count("pay"), 1, "back in the page, it works again");
    }
}

#[test]
fn a_click_on_an_element_that_has_left_starts_nothing_and_completes() {
    let mut story = Story::guest();
    story.begin();
    story.happens(Event::ElementLeft);
    story.happens(Event::Clicked {
        key: method().key,
        correlation: "attempt".to_owned(),
        presentation: Presentation::Popup,
    });
    assert_eq!((story.count("pay"), story.outcomes()), (0, vec![Outcome::Cancelled]));
    assert!(story.effects.contains(&Effect::EndApproval));
}

#[test]
fn a_cart_that_another_tab_has_ends_the_click() {
    let mut story = Story::guest();
    story.begin();
    let request = claim(&mut story);
    story.happens(Event::CartClaimed(request, false));
    assert_eq!((story.state.name(), story.state.notice()), ("ready", Some(Notice::Elsewhere)));
    assert_eq!((story.count("pay"), story.outcomes()), (0, vec![Outcome::Cancelled]));
}

#[test]
fn a_provider_failure_during_the_click_is_reported_and_no_payment_starts() {
    for (event, outcome) in [
        (Event::ApprovalFailed(ApprovalError::Sdk), Outcome::Failed),
        (Event::CancelAsked(CancelReason::Provider), Outcome::Cancelled),
    ] {
        let mut story = Story::guest();
        story.begin();
        let request = claim(&mut story);
        story.happens(event);
        story.happens(Event::CartClaimed(request, true));
        assert_eq!((story.count("pay"), story.outcomes()), (0, vec![outcome]));
    }
}

#[test]
fn an_element_that_leaves_before_the_order_leaves_no_payment() {
    let mut starting = Story::guest();
    starting.begin();
    starting.click();
    let request = starting.request();
    starting.happens(Event::ElementLeft);
    starting.payment_answers(request, Ok("tx1"));

    let mut provider = Story::guest();
    provider.at_the_provider();
    provider.happens(Event::ElementLeft);

    let mut fetching = Story::guest();
    fetching.at_the_provider();
    fetching.happens(Event::Approved(Json::Null, None));
    fetching.happens(Event::ElementLeft);

    let mut review = Story::guest();
    review.in_review();
    review.happens(Event::ElementLeft);

    let mut confirming = Story::guest();
    confirming.in_review();
    confirming.happens(Event::PlaceAsked);
    confirming.happens(Event::ElementLeft);
    confirming.happens(Event::ConfirmAnswered(true));

    for mut story in [starting, provider, fetching, review, confirming] {
        if let Some(&Phase::Cancelling { request, .. }) = story.state.phase() {
            story.happens(Event::CancellationAnswered(request, Ok(())));
        }
        assert_eq!((story.count("cancel tx1"), story.count("order")), (1, 0), "{:?}", story.sent);
        assert_eq!((story.state.name(), story.outcomes()), ("ready", vec![Outcome::Cancelled]));
    }
}

#[test]
fn an_order_continues_after_its_element_left_and_its_refusal_cancels_the_payment() {
    let mut story = Story::guest();
    let request = story.placing();
    story.happens(Event::ElementLeft);
    assert_eq!((story.state.name(), story.count("cancel")), ("placing", 0));
    let mut refused_order = Story { state: story.state.clone(), ..Story::guest() };
    story.happens(Event::OrderPlaced(request, Ok(Order { reference: None, redirect: None })));
    assert_eq!(story.outcomes(), [Outcome::Ordered]);

    refused_order.happens(Event::OrderPlaced(request, Err(refused(422, 1101))));
    assert_eq!(refused_order.sent, ["cancel tx1"]);
    let request = refused_order.request();
    refused_order.happens(Event::CancellationAnswered(request, Ok(())));
    assert_eq!(refused_order.outcomes(), [Outcome::Cancelled]);

    let mut unknown = customer_in_review();
    let request = unknown.place();
    unknown.happens(Event::ElementLeft);
    unknown.happens(Event::OrderPlaced(request, Err(GlueError::Timeout)));
    for _ in 0..4 {
        super::ordering::asked(&mut unknown, super::ordering::listed(vec![super::ordering::known("DE--1", 2_490)]));
    }
    assert_eq!(unknown.sent.last().map(String::as_str), Some("cancel tx1"));
}

#[test]
fn a_prefilled_checkout_is_kept_for_the_next_element_of_the_cart() {
    let mut story = Story::new(true, Finish::Prefill);
    story.at_the_provider();
    story.happens(Event::Approved(Json::Null, None));
    let request = story.request();
    story.happens(Event::CustomerFetched(request, Ok(ada())));
    story.happens(Event::PrefillAnswered(true));
    assert_eq!(story.outcomes(), [Outcome::Prefilled]);
    story.happens(Event::ElementLeft);
    assert_eq!((story.count("cancel"), story.record.is_away()), (0, true));

    let mut next = Story::new(true, Finish::Review);
    next.happens(Event::Begun(story.record.clone()));
    let request = next.request();
    next.happens(Event::CustomerFetched(request, Ok(ada())));
    next.happens(Event::PrefillAnswered(true));
    assert_eq!(next.state.name(), "review");
    let request = next.place();
    next.happens(Event::OrderPlaced(request, Ok(Order { reference: None, redirect: None })));
    assert_eq!(next.outcomes(), [Outcome::Ordered], "the order is a separate attempt, and its end is announced");

    story.happens(Event::ElementBack);
    story.happens(Event::Configured(Config { finish: Finish::Review, ..story.state.config().clone() }));
    assert_eq!(story.state.name(), "review", "the checkout route shows the review");
    story.happens(Event::ElementLeft);
    assert_eq!(story.sent.last().map(String::as_str), Some("cancel tx1"));
    assert_eq!(story.outcomes(), [Outcome::Prefilled, Outcome::Cancelled]);
}

#[test]
fn an_element_that_took_over_announces_the_methods() {
    let mut story = Story::guest();
    story.in_review();
    story.happens(Event::ElementLeft);
    story.step(Event::ElementBack);
    let ready = |effect: &&Effect| matches!(effect, Effect::Announce(Announcement::Ready(_)));
    assert_eq!((story.state.name(), story.effects.iter().filter(ready).count()), ("ready", 1));
}

#[test]
fn a_return_whose_element_left_is_resumed_by_the_next_one() {
    let mut left = Story::guest();
    left.begin();
    left.happens(Event::Clicked {
        key: method().key,
        correlation: "attempt".to_owned(),
        presentation: Presentation::SameTab,
    });
    let request = left.request();
    left.payment_answers(request, Ok("tx1"));

    let mut story = Story::guest();
    story.step(Event::Begun(left.record.clone()));
    let request = story.request();
    story.happens(Event::ElementLeft);
    story.happens(Event::OfferFetched(request, Ok(offer(2_000, Some(1)))));
    assert_eq!(story.state.name(), "loading", "no review is opened without an element");
    assert_eq!((Record::of(&story.state).is_away(), story.count("cancel")), (true, 0));
    story.happens(Event::ElementBack);
    assert_eq!(story.state.name(), "fetching-customer");
}

#[test]
fn an_element_that_left_before_its_record_was_read_requests_nothing() {
    let mut story = Story::guest();
    story.step(Event::ElementLeft);
    for event in [
        Event::Configured(Config { cart_id: "c2".to_owned(), ..story.state.config().clone() }),
        Event::Reload,
        Event::PageShown,
    ] {
        story.step(event);
        assert_eq!((story.state.name(), story.effects.len()), ("loading", 0));
    }
    story.step(Event::ElementBack);
    assert!(matches!(story.state, State::Idle(_)));
    story.begin();
}
