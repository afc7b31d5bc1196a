//! Tests of what a shopper reads when the payment app says that a payment is not approved, for example because the bank declined.

use super::shop::*;
use crate::address::Payer;
use crate::flow::*;
use crate::json::Json;
use crate::locale::{Text, failure_text, notice_text};

/// The app's own refusals: 422 without a code in both dialects, or `isSuccessful: false`.
fn refusals() -> [GlueError; 2] {
    [refused(422, 0), GlueError::Unsuccessful { status: 201 }]
}

/// Other failures of `/payment-customers`. They say nothing about the payment.
fn silences() -> Vec<GlueError> {
    let unreadable = GlueError::Unreadable { status: 201 };
    let refusals = [(422, 901), (422, 1103), (400, 0), (401, 0), (404, 0), (429, 0), (500, 0)];
    let refusals = refusals.map(|(status, code)| refused(status, code));
    [GlueError::Network, GlueError::Timeout, unreadable].into_iter().chain(refusals).collect()
}

/// The provider reported an approval, perhaps with the data of its sheet. Then `/payment-customers` answers.
fn reported(finish: Finish, tells: TellsCustomer, sheet: Option<Sheet>, answer: GlueError) -> Story {
    let mut story = Story::new(true, finish);
    story.begin();
    story.offer_mut().methods[0].tells_customer = tells;
    story.click();
    let request = story.request();
    story.payment_answers(request, Ok("tx1"));
    story.happens(Event::Approved(Json::Null, sheet.map(Box::new)));
    let request = story.request();
    story.happens(Event::CustomerFetched(request, Err(answer)));
    story
}

fn sheets() -> [Option<Sheet>; 3] {
    let offer = Some(offer(2_000, Some(2)));
    [None, Some(Sheet { payer: Payer::default(), offer: offer.clone() }), Some(Sheet { payer: ada(), offer })]
}

#[test]
fn a_reported_approval_that_the_app_refuses_is_told_as_not_confirmed_and_can_be_tried_again() {
    for (error, finish) in refusals()
        .into_iter()
        .flat_map(|error| [Finish::Review, Finish::Prefill, Finish::OrderAtOnce].map(|finish| (error.clone(), finish)))
    {
        for sheet in sheets() {
            let mut story = reported(finish, TellsCustomer::Yes, sheet, error.clone());
            assert_eq!(story.sent.last().map(String::as_str), Some("cancel tx1"), "{finish:?} {error:?}");
            let request = story.request();
            story.happens(Event::CancellationAnswered(request, Ok(())));
            let failure = story.state.failure().expect("no cancellation, and no empty review");
            assert_eq!((failure_text(failure), failure.actor()), (Text::FailedApproval, Actor::Backend));
            assert!(story.state.can_retry(failure) && story.state.clickable().is_some());
            assert_eq!(story.outcomes(), [Outcome::Failed]);
            story.click();
            assert_eq!(story.sent.last().map(String::as_str), Some("pay 2490 new"));
        }
    }
}

#[test]
fn a_reported_approval_counts_when_the_answer_says_nothing_about_it() {
    for error in silences() {
        let story = reported(Finish::Review, TellsCustomer::Yes, None, error.clone());
        assert_eq!(
            (story.state.name(), story.state.notice(), story.count("cancel")),
            ("review", Some(Notice::CustomerUnavailable), 0),
            "{error:?}"
        );
        let mut story = reported(Finish::Prefill, TellsCustomer::Yes, None, error.clone());
        let request = story.request();
        story.happens(Event::CancellationAnswered(request, Ok(())));
        let told = story.state.failure().map(failure_text);
        assert!(told.is_some_and(|text| text != Text::FailedApproval), "{error:?}: {told:?}");
    }
}

#[test]
fn an_app_that_perhaps_has_no_customers_says_nothing_about_the_approval() {
    for error in refusals() {
        let story = reported(Finish::Review, TellsCustomer::Perhaps, None, error.clone());
        assert_eq!((story.state.name(), story.state.notice()), ("review", Some(Notice::CustomerUnavailable)));
        let sheet = Sheet { payer: ada(), offer: None };
        let story = reported(Finish::Review, TellsCustomer::Perhaps, Some(sheet), error);
        assert!(matches!(story.state.phase(), Some(Phase::Prefilling { .. })), "the sheet's data are used");
    }
}

/// The shopper is back without a report. Then `/payment-customers` answers.
fn back(answer: GlueError) -> Story {
    let mut story = Story::guest();
    story.at_the_provider();
    story.happens(Event::Returned { watched: true });
    let request = story.request();
    story.happens(Event::CustomerFetched(request, Err(answer)));
    story
}

#[test]
fn a_shopper_who_is_back_from_a_declined_payment_does_not_read_that_they_cancelled() {
    for error in refusals() {
        let mut story = back(error);
        let request = story.request();
        story.happens(Event::CancellationAnswered(request, Ok(())));
        assert_eq!((story.state.name(), story.state.notice()), ("ready", Some(Notice::NotApproved)));
        assert_eq!(notice_text(Notice::NotApproved), Text::FailedApproval);
        let reason = CancelReason::NotApproved;
        assert!(story.told.contains(&Announcement::Cancel { step: "fetching-customer", reason }));
        assert_eq!(story.outcomes(), [Outcome::Cancelled]);
    }
}

#[test]
fn a_refusal_that_is_not_the_apps_says_nothing_about_a_shopper_who_is_back() {
    for error in silences() {
        let story = back(error.clone());
        let unanswered = Some(Question::Unanswered { returned: true });
        assert!(
            matches!(story.state.phase(), Some(Phase::AwaitingApproval { asking, .. }) if *asking == unanswered),
            "{error:?}"
        );
    }
}
