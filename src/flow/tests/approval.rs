//! Tests of the approval: early failures, apps without a customer endpoint, sheets with the payer's data.

use super::agreed::too_little;
use super::shop::*;
use crate::address::{Field, Part, Path, Payer};
use crate::flow::*;
use crate::json::Json;

const ZIP: Path = Path { part: Part::Shipping, field: Field::ZipCode };

#[test]
fn a_shopper_who_cancels_a_start_that_is_then_refused_is_back_at_the_buttons() {
    let mut story = Story::guest();
    story.begin();
    story.click();
    let request = story.request();
    story.happens(Event::CancelAsked(CancelReason::Shopper));
    story.payment_answers(request, Err(refused(422, 901)));
    assert_eq!((story.state.name(), story.state.notice()), ("ready", Some(Notice::Cancelled)));
    assert_eq!(story.outcomes(), [Outcome::Cancelled]);

    let mut story = Story::guest();
    story.begin();
    story.click();
    let request = story.request();
    story.happens(Event::CancelAsked(CancelReason::Shopper));
    story.payment_answers(request, Err(GlueError::Timeout));
    assert_eq!((story.state.name(), story.outcomes()), ("failed", vec![Outcome::Failed]), "a payment may exist");
}

#[test]
fn a_provider_failure_during_the_start_cancels_the_payment_once_its_id_is_known() {
    let mut story = Story::guest();
    story.begin();
    story.click();
    let request = story.request();
    story.happens(Event::ApprovalFailed(ApprovalError::Provider));
    assert_eq!(story.state.name(), "cancelling");
    assert!(story.told.iter().any(|told| matches!(told, Announcement::Error(failure, _) if failure.retryable)));
    story.payment_answers(request, Ok("tx1"));
    assert_eq!(story.sent.last().map(String::as_str), Some("cancel tx1"));

    let mut story = Story::guest();
    story.begin();
    story.click();
    let request = story.request();
    story.happens(Event::CancelAsked(CancelReason::Shopper));
    story.happens(Event::ApprovalFailed(ApprovalError::Provider));
    story.payment_answers(request, Ok("tx1"));
    let reason = story.told.iter().find_map(|told| match told {
        Announcement::Cancel { reason, .. } => Some(*reason),
        _ => None,
    });
    let request = story.request();
    story.happens(Event::CancellationAnswered(request, Ok(())));
    let told = Announcement::Cancel { step: "starting", reason: CancelReason::Shopper };
    assert!(reason.is_none() && story.told.contains(&told), "the shopper cancelled before the provider failed");
}

/// At a provider whose app does not return the payer's data.
fn at_a_provider_without_customers(finish: Finish) -> Story {
    let mut story = Story::new(true, finish);
    story.begin();
    story.offer_mut().methods[0].tells_customer = false;
    story.click();
    let request = story.request();
    story.payment_answers(request, Ok("tx1"));
    story
}

#[test]
fn without_a_customer_endpoint_the_review_asks_and_glue_is_not_asked() {
    let mut story = at_a_provider_without_customers(Finish::Review);
    story.happens(Event::Approved(Json::Null, None));
    assert_eq!((story.state.name(), story.state.notice()), ("review", Some(Notice::CustomerUnavailable)));

    let mut story = at_a_provider_without_customers(Finish::Prefill);
    story.happens(Event::Approved(Json::Null, None));
    assert!(matches!(story.state.phase(), Some(Phase::Prefilling { .. })), "the page continues with an empty form");
    story.happens(Event::PrefillAnswered(true));
    assert_eq!(story.outcomes(), [Outcome::Prefilled]);
}

#[test]
fn without_a_customer_endpoint_the_data_of_the_providers_sheet_are_used() {
    let mut story = at_a_provider_without_customers(Finish::Review);
    let sheet = Sheet { payer: ada(), offer: Some(offer(2_000, Some(2))) };
    story.happens(Event::Approved(Json::Null, Some(Box::new(sheet))));
    story.happens(Event::PrefillAnswered(true));
    assert_eq!((story.state.name(), story.state.addresses().get(ZIP)), ("review", "10178"));
    let Some(Phase::Review(review)) = story.state.phase() else { panic!("review") };
    assert_eq!(review.chosen, [Some(2)]);
}

#[test]
fn without_a_customer_endpoint_the_shopper_is_asked_after_the_window_closed() {
    let mut story = at_a_provider_without_customers(Finish::Review);
    story.happens(Event::Returned { watched: true });
    assert!(matches!(story.state.phase(), Some(Phase::AwaitingApproval { asking: Some(_), .. })));
    assert_eq!(story.count("cancel"), 0);
    story.happens(Event::FinishedSaid);
    assert_eq!(story.state.name(), "review", "the shopper's answer counts");
}

/// The shopper is back, and it is not known whether they approved.
fn is_back(watched: bool) -> (Story, RequestId) {
    let mut story = Story::guest();
    story.at_the_provider();
    story.happens(Event::Returned { watched });
    let request = story.request();
    (story, request)
}

fn question(story: &Story) -> Option<Question> {
    match story.state.phase() {
        Some(Phase::AwaitingApproval { asking, .. }) => *asking,
        _ => None,
    }
}

fn errors(story: &Story) -> Vec<String> {
    let code = |told: &Announcement| match told {
        Announcement::Error(failure, correlation) => {
            assert!(failure.retryable && correlation.is_some());
            Some(failure.code())
        }
        _ => None,
    };
    story.told.iter().filter_map(code).collect()
}

#[test]
fn a_shopper_who_is_back_reads_that_the_shop_could_not_be_asked_and_so_does_the_page() {
    let answers = [
        (GlueError::Timeout, "customer-timeout"),
        (GlueError::Network, "customer-network"),
        (GlueError::Unreadable { status: 200 }, "customer-unreadable"),
        (refused_without_code(500), "customer-server"),
        (refused_without_code(429), "customer-throttled"),
        (refused_without_code(404), "customer-route-missing"),
        (refused_without_code(401), "customer-unauthorized"),
        (refused(422, 901), "customer-refused"),
    ];
    for watched in [true, false] {
        for (error, code) in &answers {
            let (mut story, request) = is_back(watched);
            story.happens(Event::CustomerFetched(request, Err(error.clone())));
            let unanswered = Some(Question::Unanswered { returned: watched });
            assert_eq!((question(&story), &errors(&story)[..]), (unanswered, &[(*code).to_owned()][..]));
            story.happens(Event::FinishedSaid);
            let request = story.request();
            story.happens(Event::CustomerFetched(request, Err(error.clone())));
            assert_eq!((question(&story), errors(&story).len()), (unanswered, 2), "{error:?} again");
            assert_eq!((story.count("cancel"), story.outcomes().len()), (0, 0), "nothing is known about the payment");
            story.happens(Event::CancelAsked(CancelReason::Shopper));
            assert_eq!(story.count("cancel"), 1);
        }
    }
}

#[test]
fn a_shopper_who_says_that_they_approved_reads_that_the_payment_is_not_approved() {
    for error in [refused_without_code(422), GlueError::Unsuccessful { status: 200 }] {
        let (mut story, request) = is_back(false);
        story.happens(Event::CustomerFetched(request, Err(error.clone())));
        assert_eq!(
            (question(&story), errors(&story).len()),
            (Some(Question::Approved), 0),
            "the shopper has not answered yet"
        );
        story.happens(Event::FinishedSaid);
        let request = story.request();
        story.happens(Event::CustomerFetched(request, Err(error.clone())));
        assert_eq!((question(&story), errors(&story).len()), (Some(Question::NotYet), 1), "{error:?}");
        assert_eq!(story.count("cancel"), 0, "the window may still be open");
        story.happens(Event::FinishedSaid);
        let request = story.request();
        story.happens(Event::CustomerFetched(request, Ok(ada())));
        story.happens(Event::PrefillAnswered(true));
        assert_eq!(story.state.name(), "review");
    }
}

#[test]
fn a_refusal_after_a_broken_answer_means_that_a_shopper_who_is_back_has_not_approved() {
    for (watched, cancelled) in [(true, 1), (false, 0)] {
        let (mut story, request) = is_back(watched);
        story.happens(Event::CustomerFetched(request, Err(GlueError::Timeout)));
        story.happens(Event::FinishedSaid);
        let request = story.request();
        story.happens(Event::CustomerFetched(request, Err(refused_without_code(422))));
        assert_eq!(story.count("cancel"), cancelled, "the window may still be open if it could not be watched");
    }
}

#[test]
fn the_shop_is_asked_again_about_the_approval_after_the_time_that_it_asked_for() {
    let (mut story, request) = is_back(true);
    let busy = Refusal { status: 503, retry_after: Some(7), ..Refusal::default() };
    story.happens(Event::CustomerFetched(request, Err(GlueError::Refused(busy))));
    assert!(story.state.is_paused());
    let timer = story.effects.iter().find_map(|effect| match effect {
        Effect::Wait(timer, 7_000) => Some(*timer),
        _ => None,
    });
    story.happens(Event::FinishedSaid);
    assert_eq!(
        (question(&story), &story.effects[..]),
        (Some(Question::Unanswered { returned: true }), &[][..]),
        "not before"
    );
    story.happens(Event::Waited(timer.expect("a timer")));
    assert!(!story.state.is_paused());
    let request = story.request();
    story.happens(Event::CustomerFetched(request, Ok(ada())));
    assert!(matches!(story.state.phase(), Some(Phase::Prefilling { .. })));
}

#[test]
fn finish_prefill_gets_no_prefill_without_the_payers_data() {
    let mut story = Story::new(true, Finish::Prefill);
    story.at_the_provider();
    story.happens(Event::Approved(Json::Null, None));
    let request = story.request();
    story.happens(Event::CustomerFetched(request, Err(GlueError::Timeout)));
    assert_eq!(story.sent.last().map(String::as_str), Some("cancel tx1"));
    let request = story.request();
    story.happens(Event::CancellationAnswered(request, Ok(())));
    assert_eq!((story.state.name(), story.outcomes()), ("failed", vec![Outcome::Failed]));
}

#[test]
fn a_cart_that_became_free_in_the_providers_sheet_shows_no_button() {
    for (leave, asked) in [(Event::CancelAsked(CancelReason::Shopper), true), (Event::PageHidden, false)] {
        let mut story = Story::guest();
        story.at_the_provider();
        let sheet = Sheet { payer: Payer::default(), offer: Some(Offer { total: euro(0), ..offer(2_000, Some(1)) }) };
        story.happens(Event::Approved(Json::Null, Some(Box::new(sheet))));
        let request = story.request();
        story.happens(Event::CustomerFetched(request, Ok(ada())));
        story.happens(leave);
        if asked {
            let request = story.request();
            story.happens(Event::CancellationAnswered(request, Ok(())));
        }
        assert_eq!((story.state.name(), story.outcomes()), ("unavailable", vec![Outcome::Cancelled]));
        story.click();
        assert_eq!((story.count("pay"), story.count("cancel")), (1, 1));
    }
}

#[test]
fn after_a_sheet_changed_the_cart_a_failed_attempt_is_retryable_only_if_the_cart_can_be_ordered() {
    let sheets = [
        (offer(2_000, Some(2)), true),
        (Offer { total: euro(0), ..offer(2_000, Some(1)) }, false),
        (too_little(), false),
    ];
    for (told, clickable) in sheets {
        let mut story = Story::new(true, Finish::Prefill);
        story.at_the_provider();
        let sheet = Sheet { payer: Payer::default(), offer: Some(told) };
        story.happens(Event::Approved(Json::Null, Some(Box::new(sheet))));
        let request = story.request();
        story.happens(Event::CustomerFetched(request, Err(GlueError::Timeout)));
        let request = story.request();
        story.happens(Event::CancellationAnswered(request, Ok(())));
        assert_eq!((story.state.name(), story.state.clickable().is_some()), ("failed", clickable));
        story.click();
        assert_eq!(story.count("pay"), if clickable { 2 } else { 1 });
    }
}

#[test]
fn an_attempt_that_ends_with_a_cart_that_the_shop_refuses_shows_no_buttons() {
    // Three ways to end: cancelled in the review, the element left, and on API Platform a new total to approve.
    for event in [Event::CancelAsked(CancelReason::Shopper), Event::PageHidden, Event::ConfirmAnswered(true)] {
        let mut story = Story::guest();
        story.dialect = Dialect::Platform;
        story.in_review();
        let confirms = matches!(event, Event::ConfirmAnswered(_));
        story.step(if confirms { Event::PlaceAsked } else { Event::Reload });
        if confirms {
            story.step(event.clone());
        }
        let request = story.request();
        story.step(Event::OfferFetched(request, Ok(Offer { total: euro(2_000), ..too_little() })));
        if !confirms {
            story.step(event);
        }
        let cancellation = story.effects.iter().find_map(|effect| match effect {
            Effect::CancelPayment(request, ..) => Some(*request),
            _ => None,
        });
        story.step(Event::CancellationAnswered(cancellation.expect("it is cancelled"), Ok(())));
        assert!(
            matches!(story.state.offering(), Some(Offering::Failed { failure, .. }) if failure.cause == Cause::Blocked)
        );
        story.click();
        assert_eq!(story.count("pay"), 1);
    }
}
