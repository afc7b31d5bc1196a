//! Tests of cancellations that fail, are repeated, or wait.

use super::shop::*;
use crate::flow::*;

/// A payment whose cancellation failed with the first error, and at the second try with the second one.
fn tried_twice(first: GlueError, second: GlueError) -> Story {
    let mut story = Story::guest();
    story.at_the_provider();
    story.happens(Event::CancelAsked(CancelReason::Shopper));
    for error in [first, second] {
        let request = story.request();
        story.happens(Event::CancellationAnswered(request, Err(error)));
        retried(&mut story);
    }
    story
}

/// Ends the pause before the next try, if there is one.
fn retried(story: &mut Story) {
    let wait = story.effects.iter().find_map(|effect| match effect {
        Effect::Wait(request, _) => Some(*request),
        _ => None,
    });
    wait.into_iter().for_each(|wait| story.step(Event::Waited(wait)));
}

#[test]
fn a_payment_counts_as_cancelled_only_if_a_lost_request_may_have_cancelled_it() {
    assert!(tried_twice(GlueError::Network, refused_without_code(422)).state.cancellations().is_empty());
    let refused = tried_twice(refused_without_code(422), refused_without_code(422));
    assert_eq!(
        (refused.state.cancellations().len(), refused.record.cancellation.len()),
        (1, 1),
        "it still exists and stays recorded"
    );
}

#[test]
fn api_platforms_refusal_of_the_whole_data_is_followed_by_its_own_format() {
    let story = tried_twice(refused(422, 901), refused(422, 901));
    assert_eq!(story.state.cancellations()[0].cancellation.dialect, Dialect::Platform);
}

#[test]
fn the_apps_refusal_of_the_id_alone_is_followed_by_the_whole_data() {
    let mut story = Story::guest();
    story.dialect = Dialect::Platform;
    story.in_review();
    story.happens(Event::CancelAsked(CancelReason::Shopper));
    for (refusal, next) in [
        (refused_without_code(422), Dialect::Legacy),
        // Where API Platform refuses that in turn, the payment is unknown there.
        (refused(422, 901), Dialect::Platform),
    ] {
        let request = story.request();
        story.happens(Event::CancellationAnswered(request, Err(refusal)));
        assert_eq!(story.state.cancellations()[0].cancellation.dialect, next);
        retried(&mut story);
    }
}

/// The timers that the last step started, in milliseconds.
fn pauses(story: &Story) -> Vec<u32> {
    let pause = |effect: &Effect| match effect {
        Effect::Wait(_, pause) => Some(*pause),
        _ => None,
    };
    story.effects.iter().filter_map(pause).collect()
}

#[test]
fn a_cancellation_is_repeated_after_retry_after_but_within_half_a_minute() {
    let busy = |retry_after| GlueError::Refused(Refusal { status: 503, retry_after, ..Refusal::default() });
    for (error, pause) in [
        (busy(Some(7)), 7_000),
        (busy(Some(600)), 30_000),
        (busy(Some(0)), 1_000),
        (busy(None), 1_000),
        (GlueError::Network, 1_000),
    ] {
        let mut story = Story::guest();
        story.at_the_provider();
        story.happens(Event::CancelAsked(CancelReason::Shopper));
        let request = story.request();
        story.happens(Event::CancellationAnswered(request, Err(error.clone())));
        assert_eq!(pauses(&story), [pause], "{error:?}");
    }
    let mut story = tried_twice(GlueError::Network, GlueError::Network);
    assert_eq!(story.count("cancel"), 3);
    let request = story.request();
    story.happens(Event::CancellationAnswered(request, Err(GlueError::Timeout)));
    assert_eq!((pauses(&story), story.record.cancellation.len()), (vec![], 1), "the next page continues");
}

#[test]
fn after_network_errors_each_try_waits_longer() {
    let mut story = Story::guest();
    story.at_the_provider();
    story.happens(Event::CancelAsked(CancelReason::Shopper));
    for pause in [1_000, 2_000] {
        let request = story.request();
        story.happens(Event::CancellationAnswered(request, Err(GlueError::Network)));
        assert_eq!(pauses(&story), [pause]);
        let wait = story.request();
        story.happens(Event::Waited(wait));
    }
}

/// A payment of an earlier page, with that many failed tries there. On this page its cancellation is refused that many
/// times.
fn of_an_earlier_page(tries: u8, refusals: usize) -> Story {
    let mut story = Story::guest();
    story.at_the_provider();
    story.happens(Event::CancelAsked(CancelReason::Shopper));
    let mut record = story.record.clone();
    record.cancellation[0].1 = tries;
    let mut next = Story::guest();
    next.step(Event::Begun(record));
    let cancellation = |effect: &Effect| match effect {
        Effect::CancelPayment(request, ..) => Some(*request),
        _ => None,
    };
    for _ in 0..refusals {
        let request = next.effects.iter().find_map(cancellation).expect("a cancellation is sent");
        next.step(Event::CancellationAnswered(request, Err(refused_without_code(422))));
        retried(&mut next);
    }
    next
}

#[test]
fn a_payment_that_an_earlier_page_may_have_cancelled_counts_as_cancelled_after_the_second_refusal() {
    assert_eq!(of_an_earlier_page(0, 1).state.cancellations().len(), 1, "one refusal proves nothing");
    assert_eq!(
        of_an_earlier_page(0, 2).state.cancellations().len(),
        0,
        "the earlier page was left before the answer to its first try"
    );
    assert_eq!(
        of_an_earlier_page(1, 1).state.cancellations().len(),
        1,
        "the earlier page got a refusal, so the payment still exists"
    );
}

/// A payment whose card was declined, and the timer that waits for another one.
fn declined(id: &str) -> (Story, RequestId) {
    let mut story = Story::guest();
    story.begin();
    story.click();
    let request = story.request();
    story.payment_answers(request, Ok(id));
    story.happens(Event::ApprovalFailed(ApprovalError::Declined));
    let wait = story.request();
    (story, wait)
}

fn updates(story: &Story) -> Option<String> {
    story.effects.iter().find_map(|effect| match effect {
        Effect::StartPayment { known: Some(known), .. } => Some(known.transaction_id().to_owned()),
        _ => None,
    })
}

#[test]
fn a_declined_payment_that_is_being_cancelled_is_not_used_again() {
    let (mut story, wait) = declined("tx1");
    story.happens(Event::Waited(wait));
    assert_eq!(story.sent.last().map(String::as_str), Some("cancel tx1"));
    story.click();
    assert_eq!(updates(&story), None, "its cancellation is under way");
    assert_eq!(story.count("cancel"), 1, "and is not sent twice");
}

#[test]
fn a_declined_payment_is_not_used_for_another_method_or_currency() {
    let (mut story, _) = declined("tx1");
    let sofort = Method { key: "sofort".to_owned(), name: "Sofort".to_owned(), ..method() };
    story.offer_mut().methods.push(sofort);
    story.happens(Event::Clicked {
        key: "sofort".to_owned(),
        correlation: "attempt".to_owned(),
        presentation: Presentation::Provider,
    });
    assert_eq!((updates(&story), story.count("cancel tx1")), (None, 1));

    let (mut story, _) = declined("tx1");
    story.offer_mut().total.currency = crate::money::Currency::parse("CHF").unwrap();
    story.click();
    assert_eq!((updates(&story), story.count("cancel tx1")), (None, 1));
}

/// The declined payment is updated for another card. This is the answer to the update.
fn update_answered(story: &mut Story, known: &str, result: Result<&str, GlueError>) {
    story.click();
    assert_eq!(updates(story).as_deref(), Some(known));
    let request = story.request();
    story.happens(Event::PaymentStarted {
        request,
        method: MethodName::from(&method()),
        amount: euro(2_490),
        known: Some(payment_data(known)),
        result: result.map(|id| (payment_data(id), story.dialect)),
    });
}

#[test]
fn a_declined_payment_whose_update_was_lost_counts_as_cancelled_after_the_second_refusal() {
    for (error, left) in [(GlueError::Timeout, 0), (refused_without_code(500), 0), (refused(422, 901), 1)] {
        let (mut story, _) = declined("tx1");
        update_answered(&mut story, "tx1", Err(error.clone()));
        for tried in 1..=2 {
            let cancellation = story.effects.iter().find_map(|effect| match effect {
                Effect::CancelPayment(request, ..) => Some(*request),
                _ => None,
            });
            story.happens(Event::CancellationAnswered(
                cancellation.expect("it is cancelled"),
                Err(refused_without_code(422)),
            ));
            let gone = tried == 2 && left == 0;
            assert_eq!(
                story.state.cancellations().is_empty(),
                gone,
                "{error:?}: an update may have given it another id"
            );
            retried(&mut story);
        }
        assert_eq!(story.record.cancellation.len(), left, "{error:?}");
    }
}

#[test]
fn a_declined_payment_is_cancelled_when_its_update_made_a_second_payment() {
    let (mut story, _) = declined("tx1");
    story.dialect = Dialect::Platform;
    update_answered(&mut story, "tx1", Ok("tx2"));
    assert_eq!((story.state.name(), story.count("cancel tx1")), ("awaiting-approval", 1));
}

#[test]
fn an_older_pending_cancellation_is_not_the_declined_payment() {
    let mut story = tried_twice(GlueError::Network, GlueError::Network);
    let request = story.request();
    story.happens(Event::CancellationAnswered(request, Err(GlueError::Network)));
    story.click();
    let request = story.request();
    story.payment_answers(request, Ok("tx2"));
    story.happens(Event::ApprovalFailed(ApprovalError::Declined));
    update_answered(&mut story, "tx2", Err(refused(422, 901)));
    assert_eq!((story.count("cancel tx2"), story.count("cancel tx1")), (1, 3));
}
