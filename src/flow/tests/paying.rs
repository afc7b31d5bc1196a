//! Tests from the click to the pre-fill.

use super::shop::*;
use crate::address::{Field, Part, Path, Payer};
use crate::flow::*;
use crate::json::Json;

const ZIP: Path = Path { part: Part::Shipping, field: Field::ZipCode };

#[test]
fn the_payment_starts_with_the_total_that_will_be_ordered() {
    let mut story = Story::guest();
    story.begin();
    story.click();
    assert_eq!(story.sent, ["pay 2490 new"], "the amount includes the default shipment");
}

#[test]
fn a_shopper_who_clicks_three_times_starts_one_payment() {
    let mut story = Story::guest();
    story.begin();
    story.click();
    story.click();
    story.click();
    assert_eq!(story.count("pay"), 1);
}

#[test]
fn a_cancellation_during_the_start_cancels_the_payment_once_its_id_is_known() {
    let mut story = Story::guest();
    story.begin();
    story.click();
    let request = story.request();
    story.happens(Event::CancelAsked(CancelReason::Shopper));
    assert_eq!(story.state.name(), "cancelling");
    story.payment_answers(request, Ok("tx1"));
    assert_eq!(story.sent, ["pay 2490 new", "cancel tx1"]);
    let request = story.request();
    story.happens(Event::CancellationAnswered(request, Ok(())));
    assert_eq!((story.state.name(), story.outcomes()), ("ready", vec![Outcome::Cancelled]));
    assert!(story.record.is_empty());
}

#[test]
fn after_a_lost_start_the_shops_checkout_is_offered_and_a_late_payment_is_cancelled() {
    for error in
        [GlueError::Timeout, GlueError::Network, GlueError::Unreadable { status: 201 }, refused_without_code(500)]
    {
        let mut story = Story::guest();
        story.begin();
        story.click();
        let request = story.request();
        story.payment_answers(request, Err(error));
        let Some(Offering::Failed { failure, .. }) = story.state.offering() else { panic!("failed") };
        assert!(!failure.retryable, "a second payment is not offered");
        story.click();
        assert_eq!(story.count("pay"), 1);
        story.payment_answers(request, Ok("late"));
        assert_eq!(story.sent.last().map(String::as_str), Some("cancel late"));
        assert_eq!(story.outcomes(), [Outcome::Failed]);
    }
}

#[test]
fn a_refused_start_can_be_tried_again() {
    for error in [GlueError::Unsuccessful { status: 201 }, refused(422, 901), refused_without_code(429)] {
        let mut story = Story::guest();
        story.begin();
        story.click();
        let request = story.request();
        story.payment_answers(request, Err(error));
        assert_eq!((story.state.name(), story.outcomes()), ("failed", vec![Outcome::Failed]));
        story.click();
        assert_eq!(story.count("pay"), 2);
    }
}

#[test]
fn a_prefill_keeps_what_the_shopper_typed() {
    let mut story = Story::guest();
    story.at_the_provider();
    story.happens(Event::Edited(ZIP, "99999".to_owned()));
    story.happens(Event::Approved(Json::Null, None));
    let request = story.request();
    story.happens(Event::CustomerFetched(request, Ok(ada())));
    story.happens(Event::PrefillAnswered(true));
    assert_eq!(story.state.addresses().get(ZIP), "99999");
    story.happens(Event::UndoAsked);
    assert_eq!(story.state.addresses().get(ZIP), "99999");
}

#[test]
fn a_page_that_prevents_the_prefill_keeps_its_addresses() {
    let mut story = Story::guest();
    story.at_the_provider();
    story.happens(Event::Approved(Json::Null, None));
    let request = story.request();
    story.happens(Event::CustomerFetched(request, Ok(ada())));
    story.happens(Event::PrefillAnswered(false));
    assert_eq!((story.state.addresses().get(ZIP), story.state.name()), ("", "review"));
}

#[test]
fn an_approval_without_readable_payer_data_leads_to_an_empty_review() {
    let mut story = Story::guest();
    story.at_the_provider();
    story.happens(Event::Approved(Json::Null, None));
    let request = story.request();
    story.happens(Event::CustomerFetched(request, Err(GlueError::Timeout)));
    assert_eq!((story.state.name(), story.state.notice()), ("review", Some(Notice::CustomerUnavailable)));
    story.happens(Event::CustomerFetched(request, Ok(ada())));
    assert_eq!(story.state.addresses().get(ZIP), "", "too late: the shopper now fills in the form");
}

#[test]
fn after_a_closed_window_glue_is_asked_and_its_refusal_cancels() {
    let mut story = Story::guest();
    story.at_the_provider();
    story.happens(Event::Returned { watched: true });
    let request = story.request();
    story.happens(Event::CustomerFetched(request, Err(refused_without_code(422))));
    assert_eq!(story.sent.last().map(String::as_str), Some("cancel tx1"));

    let mut story = Story::guest();
    story.at_the_provider();
    story.happens(Event::Returned { watched: false });
    let request = story.request();
    story.happens(Event::CustomerFetched(request, Err(refused_without_code(422))));
    assert!(
        matches!(story.state.phase(), Some(Phase::AwaitingApproval { asking: Some(_), .. })),
        "the window cannot be watched, so the shopper is asked"
    );
    story.happens(Event::FinishedSaid);
    let request = story.request();
    story.happens(Event::CustomerFetched(request, Ok(ada())));
    assert!(matches!(story.state.phase(), Some(Phase::Prefilling { .. })));
}

#[test]
fn callbacks_in_any_order_have_one_outcome() {
    for second in [
        Event::CancelAsked(CancelReason::Provider),
        Event::ApprovalFailed(ApprovalError::Provider),
        Event::Approved(Json::Null, None),
        Event::Returned { watched: true },
    ] {
        let mut story = Story::guest();
        story.at_the_provider();
        story.happens(Event::CancelAsked(CancelReason::Provider));
        let request = story.request();
        story.happens(second);
        story.happens(Event::CancellationAnswered(request, Ok(())));
        assert_eq!((story.state.name(), story.outcomes()), ("ready", vec![Outcome::Cancelled]));
        assert_eq!(story.count("cancel"), 1);
    }
}

#[test]
fn a_failed_cancellation_is_recorded_and_repeated_while_the_shopper_continues() {
    let mut story = Story::guest();
    story.in_review();
    story.happens(Event::CancelAsked(CancelReason::Shopper));
    let request = story.request();
    story.happens(Event::CancellationAnswered(request, Err(GlueError::Network)));
    assert_eq!(story.state.name(), "ready");
    assert_eq!(story.record.cancellation.len(), 1);
    let wait = story.request();
    story.happens(Event::Waited(wait));
    let request = story.request();
    story.happens(Event::CancellationAnswered(request, Ok(())));
    assert!(story.record.is_empty());
    assert_eq!(story.count("cancel"), 2);
}

#[test]
fn a_prefilled_page_can_still_order() {
    let mut story = Story::new(true, Finish::Prefill);
    story.at_the_provider();
    story.happens(Event::Approved(Json::Null, None));
    let request = story.request();
    story.happens(Event::CustomerFetched(request, Ok(ada())));
    story.happens(Event::PrefillAnswered(true));
    assert_eq!(story.outcomes(), [Outcome::Prefilled]);
    assert_eq!(story.count("cancel") + story.count("order"), 0);
    assert_eq!(story.state.addresses().get(ZIP), "10178");
}

#[test]
fn glue_is_asked_again_when_the_shopper_returns() {
    for answered_before in [true, false] {
        let mut story = Story::guest();
        story.at_the_provider();
        story.happens(Event::Returned { watched: false });
        let early = story.request();
        if answered_before {
            story.happens(Event::CustomerFetched(early, Err(refused_without_code(422))));
        }
        story.happens(Event::Returned { watched: true });
        let request = story.request();
        story.happens(Event::CustomerFetched(early, Err(refused_without_code(422))));
        story.happens(Event::CustomerFetched(request, Ok(ada())));
        assert!(matches!(story.state.phase(), Some(Phase::Prefilling { .. })));
    }
}

#[test]
fn a_payment_starts_with_the_most_specific_known_country() {
    let started =
        |story: &Story| match story.effects.iter().find(|effect| matches!(effect, Effect::StartPayment { .. })) {
            Some(Effect::StartPayment { buyer, .. }) => buyer.iso2_code.clone(),
            _ => String::new(),
        };
    for (store, placeholder, typed, country) in [
        (None, "", "", "DE"),
        (Some("AT"), "", "", "AT"),
        (Some("AT"), "CH", "", "CH"),
        (Some("AT"), "CH", "FR", "FR"),
        (Some("AT"), "ch", "f", "AT"),
    ] {
        let mut story = Story::guest();
        story.state.session_mut().config.guest_buyer.iso2_code = placeholder.to_owned();
        story.begin();
        story.happens(Event::Edited(Path { part: Part::Shipping, field: Field::Iso2Code }, typed.to_owned()));
        story.offer_mut().country = store.map(str::to_owned);
        story.click();
        assert_eq!(started(&story), country, "{store:?} {placeholder} {typed}");
    }
}

#[test]
fn after_an_approval_the_providers_cancellation_is_ignored() {
    let mut story = Story::guest();
    story.at_the_provider();
    story.happens(Event::Approved(Json::Null, None));
    let (before, sent) = (story.state.clone(), story.sent.clone());
    story.happens(Event::CancelAsked(CancelReason::Provider));
    story.happens(Event::ApprovalFailed(ApprovalError::Provider));
    story.happens(Event::Approved(Json::Null, None));
    assert_eq!((story.state, story.sent), (before, sent));
}

#[test]
fn the_data_of_the_providers_sheet_complete_those_of_glue() {
    let told = |answer: Result<Payer, GlueError>| {
        let mut story = Story::guest();
        story.at_the_provider();
        let sheet = Sheet { payer: ada(), offer: Some(offer(2000, Some(2))) };
        story.happens(Event::Approved(Json::Null, Some(Box::new(sheet))));
        let request = story.request();
        story.happens(Event::CustomerFetched(request, answer));
        story.happens(Event::PrefillAnswered(true));
        story
    };
    let zip = ada().shipping.and_then(|fields| fields.get(&Field::ZipCode).cloned()).unwrap();
    // A refusal with a code is Glue's own and says nothing about the payment.
    let answers =
        [Err(refused_without_code(404)), Err(GlueError::Timeout), Err(refused(422, 901)), Ok(Payer::default())];
    for answer in answers {
        let story = told(answer.clone());
        let is_told =
            |told: &Announcement| matches!(told, Announcement::Error(failure, _) if failure.step == Step::Customer);
        assert_eq!(story.told.iter().any(is_told), answer.is_err(), "the page learns what failed");
        assert_eq!(story.state.addresses().get(ZIP), zip);
        let Some(Phase::Review(review)) = story.state.phase() else { panic!("review") };
        assert_eq!(review.chosen, [Some(2)], "the shipment method that was chosen in the sheet");
    }
    for refusal in [refused_without_code(422), GlueError::Unsuccessful { status: 201 }] {
        assert_eq!(told(Err(refusal)).state.name(), "cancelling", "the app's answer about the approval counts");
    }
    let mut other = ada();
    other.shipping.as_mut().unwrap().insert(Field::ZipCode, "99999".to_owned());
    assert_eq!(told(Ok(other)).state.addresses().get(ZIP), "99999", "Glue's data come first");
}

/// The provider declines the card.
fn declined(story: &mut Story) {
    story.at_the_provider();
    story.happens(Event::ApprovalFailed(ApprovalError::Declined));
    assert_eq!((story.state.name(), story.outcomes()), ("failed", vec![Outcome::Failed]));
    assert!(!story.record.cancellation.is_empty(), "it is recorded as a payment to be cancelled");
}

#[test]
fn after_a_declined_card_the_same_payment_is_used_with_another_one() {
    let mut story = Story::guest();
    declined(&mut story);
    let wait = story.request();
    story.click();
    assert_eq!(story.sent, ["pay 2490 new", "pay 2490 tx1"]);
    let request = story.request();
    story.happens(Event::PaymentStarted {
        request,
        method: MethodName::from(&method()),
        amount: euro(2_490),
        known: Some(payment_data("tx1")),
        result: Ok((payment_data("tx1"), Dialect::Legacy)),
    });
    assert_eq!((story.state.name(), story.record.cancellation.len()), ("awaiting-approval", 0));
    story.happens(Event::Waited(wait));
    assert_eq!(story.count("cancel"), 0, "the timer no longer cancels it");
}

#[test]
fn an_unused_declined_payment_is_cancelled() {
    for give_up in [None, Some(Event::PageHidden), Some(Event::CancelAsked(CancelReason::Page))] {
        let mut story = Story::guest();
        declined(&mut story);
        let event = give_up.unwrap_or(Event::Waited(story.request()));
        story.happens(event);
        assert_eq!(story.sent.last().map(String::as_str), Some("cancel tx1"));
        let request = story.request();
        story.happens(Event::CancellationAnswered(request, Ok(())));
        assert!(story.record.is_empty());
        story.click();
        assert_eq!(story.sent.last().map(String::as_str), Some("pay 2490 new"));
    }
}

#[test]
fn a_declined_payment_that_cannot_be_updated_is_cancelled() {
    for answer in [Err(GlueError::Timeout), Err(refused_without_code(422)), Ok("tx2")] {
        let mut story = Story::guest();
        declined(&mut story);
        story.click();
        let second = answer.is_ok();
        // The shop has changed to API Platform meanwhile, which creates a second payment.
        story.dialect = Dialect::Platform;
        let request = story.request();
        story.payment_answers(request, answer);
        assert!(story.sent.contains(&"cancel tx1".to_owned()), "{:?}", story.sent);
        assert_eq!(story.state.name(), if second { "awaiting-approval" } else { "failed" });
    }
    let mut story = Story::guest();
    story.dialect = Dialect::Platform;
    story.at_the_provider();
    story.happens(Event::ApprovalFailed(ApprovalError::Declined));
    assert_eq!(story.sent.last().map(String::as_str), Some("cancel tx1"));
}

#[test]
fn a_method_that_fails_before_any_click_is_no_failed_approval_for_the_shopper() {
    for (error, is_silent) in [
        (ApprovalError::Sdk, true),
        (ApprovalError::Registered("render of the provider failed".to_owned()), true),
        (ApprovalError::Origin, true),
        (ApprovalError::Conflict, true),
        (ApprovalError::Script, false),
    ] {
        let mut story = Story::guest();
        story.begin();
        story.happens(Event::MethodUnavailable(method().key, Some(error.clone())));
        let failure = story.state.failure().unwrap();
        assert_eq!((&failure.cause, failure.is_silent()), (&Cause::Unavailable(error, (&method()).into()), is_silent));
        assert_eq!(failure.actor(), Actor::Integrator);
    }
}

#[test]
fn the_detail_of_a_registered_providers_failure_is_its_own_sentence() {
    let error = ApprovalError::Registered("the provider is undefined".to_owned());
    let name = MethodName { provider: "acme".to_owned(), name: "Acme Express".to_owned() };
    let failure = Failure { step: Step::Approval, cause: Cause::Unavailable(error, name), retryable: false };
    assert_eq!(failure.detail(), "acme, Acme Express: the provider is undefined");
    assert_eq!(failure.code(), "approval-sdk");
}

#[test]
fn when_the_last_method_fails_the_failure_and_the_shops_checkout_are_shown() {
    let mut story = Story::guest();
    story.begin();
    story.happens(Event::MethodUnavailable(method().key, Some(ApprovalError::Script)));
    assert_eq!(story.state.name(), "failed");
    story.happens(Event::Reload);
    story.happens(Event::MethodUnavailable(method().key, None));
    assert_eq!(story.state.name(), "unavailable");
}
