//! Tests of refusals by `/checkout`: with reasons, with a saved order, without a security code.

use super::ordering::{asked, customer_in_review, known, listed};
use super::shop::*;
use crate::flow::*;

fn sold_out() -> GlueError {
    let reasons = vec!["The lamp is sold out.".to_owned()];
    GlueError::Refused(Refusal { status: 422, codes: vec![1102], reasons, ..Refusal::default() })
}

fn unconfirmed(reference: &str) -> GlueError {
    let order_reference = Some(reference.to_owned());
    GlueError::Refused(Refusal { status: 422, codes: vec![1102], order_reference, ..Refusal::default() })
}

fn review(story: &Story) -> &Review {
    match story.state.phase() {
        Some(Phase::Review(review)) => review,
        phase => panic!("no review: {phase:?}"),
    }
}

/// The last `ec-error`: its code, whether it is retryable, and the shop's reasons.
fn error(story: &Story) -> (String, bool, Vec<String>) {
    let failure = story.told.iter().rev().find_map(|told| match told {
        Announcement::Error(failure, _) => Some(failure.clone()),
        _ => None,
    });
    let failure = failure.expect("an error was announced");
    (failure.code(), failure.retryable, failure.reasons().to_vec())
}

#[test]
fn a_guest_sees_the_shops_reasons_at_once_and_can_change_or_cancel() {
    let mut story = Story::guest();
    let request = story.placing();
    story.happens(Event::OrderPlaced(request, Err(sold_out())));
    assert_eq!(review(&story).notice, Some(Notice::OrderRefused));
    assert_eq!(review(&story).reasons, ["The lamp is sold out."]);
    assert_eq!(error(&story), ("order-refused".to_owned(), true, vec!["The lamp is sold out.".to_owned()]));
    assert_eq!((story.outcomes(), story.count("cancel")), (vec![], 0), "the payment is kept for another try");
    assert!(matches!(story.record.live, Some(Live::Open(_))));

    let mut again = Story { ..story_clone(&story) };
    let request = again.place();
    assert_eq!(again.count("order"), 2);
    again.happens(Event::OrderPlaced(request, Ok(Order { reference: None, redirect: None })));
    assert_eq!(again.outcomes(), [Outcome::Ordered]);

    for leave in [Event::PageHidden, Event::ElementLeft, Event::CancelAsked(CancelReason::Shopper)] {
        let mut leaving = story_clone(&story);
        leaving.happens(leave);
        assert_eq!(leaving.sent.last().map(String::as_str), Some("cancel tx1"));
    }
    let mut other = story_clone(&story);
    other.happens(Event::Configured(Config { cart_id: "c2".to_owned(), ..other.state.config().clone() }));
    assert_eq!(other.sent.last().map(String::as_str), Some("cancel tx1"));
    let request = other.request();
    other.happens(Event::CancellationAnswered(request, Ok(())));
    assert_eq!((other.state.name(), other.state.config().cart_id.as_str()), ("ready", "c2"));
}

fn story_clone(story: &Story) -> Story {
    Story {
        state: story.state.clone(),
        effects: Vec::new(),
        told: story.told.clone(),
        sent: story.sent.clone(),
        record: story.record.clone(),
        items: story.items,
        dialect: story.dialect,
        store: story.store.clone(),
    }
}

#[test]
fn a_customers_orders_are_read_once_to_confirm_a_refusal() {
    let mut story = customer_in_review();
    let request = story.place();
    story.happens(Event::OrderPlaced(request, Err(sold_out())));
    assert_eq!((story.state.name(), story.outcomes()), ("placing", vec![]));
    assert!(story.record.may_be_ordered(), "until the orders were read");
    let request = story.request();
    story.happens(Event::OrdersFetched(request, listed(vec![known("DE--1", 2_490)])));
    assert_eq!(review(&story).reasons, ["The lamp is sold out."]);
}

#[test]
fn a_reason_has_the_name_of_the_product_and_the_page_is_told_what_the_shop_said() {
    let mut story = Story::guest();
    let request = story.placing();
    let reasons = vec!["Product 066_23294028 is not available".to_owned()];
    let refusal = Refusal { status: 422, codes: vec![1102], reasons: reasons.clone(), ..Refusal::default() };
    story.happens(Event::OrderPlaced(request, Err(GlueError::Refused(refusal))));
    assert_eq!(review(&story).named_reasons(), reasons, "the items are not known yet");
    story.step(Event::LinesFetched(Ok(vec![line("066_23294028", "Linen Desk Lamp")])));
    assert_eq!(review(&story).named_reasons(), ["Product Linen Desk Lamp is not available"]);
    assert_eq!(error(&story).2, reasons);
}

#[test]
fn a_reason_that_a_project_adds_after_the_order_was_saved_is_not_a_refusal() {
    let mut story = customer_in_review();
    let request = story.place();
    story.happens(Event::OrderPlaced(request, Err(sold_out())));
    let request = story.request();
    story.happens(Event::OrdersFetched(request, listed(vec![known("DE--2", 2_490), known("DE--1", 2_490)])));
    assert_eq!(story.state.name(), "unknown");
    asked(&mut story, listed(vec![known("DE--2", 2_490), known("DE--1", 2_490)]));
    assert_eq!((story.state.name(), story.outcomes(), story.count("cancel")), ("placed", vec![Outcome::Ordered], 0));
}

#[test]
fn without_readable_orders_the_shops_reasons_count_after_the_last_question() {
    let mut story = customer_in_review();
    let request = story.place();
    story.happens(Event::OrderPlaced(request, Err(sold_out())));
    let request = story.request();
    story.happens(Event::OrdersFetched(request, Err(GlueError::Network)));
    for _ in 0..4 {
        assert_eq!(story.state.name(), "unknown");
        asked(&mut story, Err(GlueError::Network));
    }
    assert_eq!(review(&story).reasons, ["The lamp is sold out."]);
}

#[test]
fn an_order_that_was_saved_without_a_confirmed_payment_exists() {
    for guest in [true, false] {
        let mut story = if guest { Story::guest() } else { customer_in_review() };
        let request = if guest { story.placing() } else { story.place() };
        story.happens(Event::OrderPlaced(request, Err(unconfirmed("DE--41"))));
        assert_eq!((story.state.name(), story.outcomes()), ("unknown", vec![Outcome::Unknown]));
        let told = story.told.iter().any(
            |told| matches!(told, Announcement::Complete { reference: Some(reference), .. } if reference == "DE--41"),
        );
        assert!(told);
        for event in [Event::CancelAsked(CancelReason::Shopper), Event::PlaceAsked, Event::Reload, Event::PageHidden] {
            story.happens(event);
        }
        assert_eq!((story.count("order"), story.count("cancel")), (1, 0));
        let Some(Phase::Unknown(unknown)) = story.state.phase() else { panic!("unknown") };
        assert_eq!((unknown.reference.as_deref(), unknown.verifying), (Some("DE--41"), None));

        let mut next = Story::new(guest, Finish::Review);
        next.happens(Event::Begun(story.record.clone()));
        let Some(Phase::Unknown(unknown)) = next.state.phase() else { panic!("unknown after a reload") };
        assert_eq!((unknown.reference.as_deref(), unknown.verifying), (Some("DE--41"), None));
        assert_eq!(next.sent, Vec::<String>::new());
    }
}

#[test]
fn an_unconfirmed_order_counts_after_the_deadline_too() {
    let mut story = Story::guest();
    let request = story.placing();
    story.happens(Event::OrderPlaced(request, Err(GlueError::Timeout)));
    story.happens(Event::OrderPlaced(request, Err(unconfirmed("DE--41"))));
    let Some(Phase::Unknown(unknown)) = story.state.phase() else { panic!("unknown") };
    assert_eq!(unknown.reference.as_deref(), Some("DE--41"));
    assert_eq!(story.outcomes(), [Outcome::Unknown]);
}

/// An order that was refused because of the security code. Returns the request for the page's code.
fn wants_a_code(code: u16) -> (Story, RequestId) {
    let mut story = customer_in_review();
    let request = story.place();
    story.happens(Event::OrderPlaced(request, Err(refused(403, code))));
    assert_eq!(review(&story).notice, Some(Notice::CodeNeeded));
    let ask = story.effects.iter().find_map(|effect| match effect {
        Effect::AskCode(request) => Some(*request),
        _ => None,
    });
    (story, ask.expect("the page is asked"))
}

#[test]
fn a_code_from_the_page_orders_without_asking_the_shopper() {
    for code in [5900, 5901] {
        let (mut story, request) = wants_a_code(code);
        story.happens(Event::CodeGiven(request, Some(Secret("123456".to_owned()))));
        assert_eq!((story.state.name(), story.count("order")), ("placing", 2));
        assert_eq!(story.state.security_code(), Some(&Secret("123456".to_owned())));
        assert!(!format!("{:?}", story.state).contains("123456"), "the code is not printed");
    }
}

#[test]
fn a_code_from_the_page_does_not_order_at_a_total_that_came_meanwhile() {
    let (mut story, request) = wants_a_code(5900);
    story.items += 100;
    story.happens(Event::Reload);
    story.happens(Event::CodeGiven(request, Some(Secret("123456".to_owned()))));
    assert_eq!(
        (story.state.name(), story.count("order")),
        ("review", 1),
        "the shopper has not agreed to the new total"
    );
    assert!(matches!(story.state.notice(), Some(Notice::TotalChanged { .. })), "{:?}", story.state.notice());
    story.happens(Event::PlaceAsked);
    story.happens(Event::ConfirmAnswered(true));
    assert_eq!(
        story.sent.last().map(String::as_str),
        Some("pay 2590 tx1"),
        "the code is kept, and the payment gets the new total"
    );
}

#[test]
fn without_a_code_from_the_page_the_review_asks_for_it() {
    let (mut story, request) = wants_a_code(5900);
    story.happens(Event::CodeGiven(request, None));
    assert!(story.effects.contains(&Effect::FocusMissing));
    story.happens(Event::PlaceAsked);
    assert_eq!((story.state.notice(), story.count("order")), (Some(Notice::CodeNeeded), 1), "no code was typed yet");
    story.happens(Event::CodeAsked);
    let Some(Effect::SendCode(request)) = story.effects.first().cloned() else { panic!("sent") };
    story.happens(Event::CodeAsked);
    assert_eq!(story.effects, [], "one request at a time");
    story.happens(Event::CodeSent(request, Ok(())));
    assert_eq!(review(&story).code.as_ref().and_then(|code| code.sent), Some(true));
    for (typed, kept) in [("12", Some("12")), (" ", None), ("123456", Some("123456"))] {
        story.happens(Event::CodeTyped(Secret(typed.to_owned())));
        assert_eq!(story.state.security_code().map(|code| code.0.as_str()), kept);
    }
    story.place();
    assert_eq!(story.count("order"), 2);

    let (mut story, _) = wants_a_code(5901);
    assert!(review(&story).code.as_ref().is_some_and(|code| code.wrong));
    story.happens(Event::PlaceAsked);
    assert_eq!(review(&story).notice, Some(Notice::CodeNeeded), "the wrong code is not sent again");
    story.happens(Event::CodeTyped(Secret("1".to_owned())));
    assert!(!review(&story).code.as_ref().is_some_and(|code| code.wrong));
    story.happens(Event::Configured(Config { guest: true, ..story.state.config().clone() }));
    assert_eq!(story.state.security_code(), None, "the code belonged to the other buyer");
}

#[test]
fn after_a_wrong_code_from_the_page_the_shopper_is_asked() {
    let (mut story, request) = wants_a_code(5900);
    story.happens(Event::CodeGiven(request, Some(Secret("999".to_owned()))));
    let order = story.request();
    story.happens(Event::OrderPlaced(order, Err(refused(403, 5901))));
    let asks = story.effects.iter().any(|effect| matches!(effect, Effect::AskCode(_)));
    assert!(!asks && story.effects.contains(&Effect::FocusMissing), "{:?}", story.effects);
    assert_eq!((story.state.name(), story.count("order")), ("review", 2));
    assert!(review(&story).code.as_ref().is_some_and(|code| code.wrong && code.asking.is_none()));
    // The shop may send the same code once more.
    story.happens(Event::CodeTyped(Secret("999".to_owned())));
    story.place();
    assert_eq!(story.count("order"), 3);
}

#[test]
fn only_a_refusal_gives_the_code_order_refused() {
    let alone = || GlueError::Refused(Refusal { status: 422, codes: vec![1102], ..Refusal::default() });
    for (answer, code) in
        [(sold_out(), "order-refused"), (unconfirmed("DE--41"), "order-unconfirmed"), (alone(), "order-unknown")]
    {
        let mut story = Story::guest();
        let request = story.placing();
        story.happens(Event::OrderPlaced(request, Err(answer)));
        assert_eq!(error(&story).0, code);
    }
}

#[test]
fn a_customer_whose_token_is_refused_at_the_order_is_asked_to_log_in_again() {
    for error in [refused(401, 1), refused(403, 2)] {
        let mut story = customer_in_review();
        let request = story.place();
        story.happens(Event::OrderPlaced(request, Err(error.clone())));
        assert_eq!((story.state.name(), story.state.notice()), ("review", Some(Notice::LogInAgain)), "{error:?}");
        let again = story.place();
        story.happens(Event::OrderPlaced(again, Ok(Order { reference: Some("DE--7".to_owned()), redirect: None })));
        assert_eq!(story.outcomes(), [Outcome::Ordered], "after the log-in the order is placed");
    }
}

#[test]
fn a_shop_without_the_checkout_route_leads_to_its_own_checkout() {
    let mut story = Story::guest();
    let request = story.placing();
    story.happens(Event::OrderPlaced(request, Err(refused_without_code(404))));
    assert_eq!(story.sent.last().map(String::as_str), Some("cancel tx1"));
    let request = story.request();
    story.happens(Event::CancellationAnswered(request, Ok(())));
    assert!(matches!(story.state.offering(), Some(Offering::Failed { failure, .. }) if !failure.retryable));
    assert_eq!(story.outcomes(), [Outcome::Failed]);
}
