//! Tests of pauses, and of the change from the active machine to the idle one.

use super::shop::*;
use crate::flow::*;

fn fails_to_start(story: &mut Story, error: GlueError) {
    story.click();
    let request = story.request();
    story.payment_answers(request, Err(error));
    assert_eq!(story.state.name(), "failed");
}

/// The timers with this length that the last step started.
fn waits(story: &Story, milliseconds: u32) -> Vec<RequestId> {
    let wait = |effect: &Effect| match effect {
        Effect::Wait(request, pause) if *pause == milliseconds => Some(*request),
        _ => None,
    };
    story.effects.iter().filter_map(wait).collect()
}

#[test]
fn after_three_failed_starts_in_a_minute_only_the_shops_checkout_is_offered() {
    let mut story = Story::guest();
    story.begin();
    let mut minutes = Vec::new();
    for tried in 1..=3 {
        fails_to_start(&mut story, refused(422, 901));
        minutes.extend(waits(&story, 60_000));
        assert_eq!(story.state.clickable().is_some(), tried < 3);
    }
    let told = story.told.iter().rev().find_map(|told| match told {
        Announcement::Error(failure, _) => Some(failure.retryable),
        _ => None,
    });
    assert_eq!(told, Some(false), "the error is not retryable");
    story.click();
    story.happens(Event::Reload);
    assert_eq!((story.state.name(), story.count("pay")), ("failed", 3));

    story.happens(Event::Waited(minutes[0]));
    story.click();
    assert_eq!(story.count("pay"), 4, "the oldest failure no longer counts");
}

#[test]
fn a_reload_during_a_pause_is_made_up_for_when_the_pause_ends() {
    for tripped in [true, false] {
        let mut story = Story::guest();
        story.begin();
        let busy = GlueError::Refused(Refusal { status: 429, retry_after: Some(7), ..Refusal::default() });
        let timer = if tripped {
            fails_to_start(&mut story, refused(422, 901));
            let oldest = waits(&story, 60_000)[0];
            fails_to_start(&mut story, refused(422, 901));
            fails_to_start(&mut story, refused(422, 901));
            oldest
        } else {
            fails_to_start(&mut story, busy);
            waits(&story, 7_000)[0]
        };
        let before = story.told.len();
        story.happens(Event::Reload);
        assert_eq!((story.state.name(), story.told.len()), ("failed", before), "not before");
        story.step(Event::Waited(timer));
        assert!(story.price_request().is_some());
        assert_eq!(story.state.name(), "loading");
    }
}

#[test]
fn another_cart_does_not_wait_for_a_pause_of_the_one_before() {
    let busy = GlueError::Refused(Refusal { status: 429, retry_after: Some(40), ..Refusal::default() });
    for (failure, times) in [(busy, 1), (refused(422, 901), 3)] {
        let mut story = Story::guest();
        story.begin();
        (0..times).for_each(|_| fails_to_start(&mut story, failure.clone()));
        assert!(story.state.clickable().is_none());
        let other = Config { cart_id: "other".to_owned(), ..story.state.config().clone() };
        story.step(Event::Configured(other));
        let request = story.request();
        story.step(Event::OfferFetched(request, Err(refused_without_code(500))));
        let failure = story.state.failure().unwrap().clone();
        assert!(story.state.can_retry(&failure) && !story.state.is_paused());
        story.happens(Event::Reload);
        assert_eq!((story.state.name(), story.state.clickable().is_some()), ("ready", true));
    }
}

#[test]
fn old_failures_do_not_count() {
    let mut story = Story::guest();
    story.begin();
    for _ in 0..5 {
        fails_to_start(&mut story, refused(422, 901));
        let minute = waits(&story, 60_000)[0];
        story.happens(Event::Waited(minute));
        assert!(story.state.clickable().is_some());
    }
}

#[test]
fn retry_after_pauses_new_starts() {
    let busy = GlueError::Refused(Refusal { status: 429, retry_after: Some(7), ..Refusal::default() });
    let mut story = Story::guest();
    story.begin();
    fails_to_start(&mut story, busy);
    let wait = waits(&story, 7_000)[0];
    story.click();
    assert_eq!(story.count("pay"), 1);
    story.happens(Event::Waited(wait));
    story.click();
    assert_eq!(story.count("pay"), 2);
}

#[test]
fn after_retry_after_the_offer_is_read_again() {
    let busy = GlueError::Refused(Refusal { status: 429, retry_after: Some(600), ..Refusal::default() });
    let mut story = Story::guest();
    story.step(Event::Begun(Record::default()));
    let request = story.request();
    story.step(Event::OfferFetched(request, Err(busy)));
    assert_eq!(story.state.name(), "failed");
    let wait = waits(&story, 60_000)[0];
    story.happens(Event::Reload);
    assert_eq!(story.state.name(), "failed", "Retry-After is honoured up to a minute");
    story.happens(Event::Waited(wait));
    assert_eq!(story.state.name(), "ready");
}

#[test]
fn a_cart_that_another_tab_has_is_not_started_here() {
    let mut story = Story::guest();
    story.begin();
    story.happens(Event::TakenElsewhere);
    assert_eq!((story.state.name(), story.state.notice()), ("ready", Some(Notice::Elsewhere)));
    story.click();
    assert_eq!(story.count("pay"), 1, "later, after the other tab has finished");
}

#[test]
fn an_attempt_that_cannot_begin_fails_before_anything_is_sent() {
    let mut story = Story::guest();
    story.begin();
    story.happens(Event::AttemptFailed("attempt".to_owned()));
    assert_eq!((story.state.name(), story.outcomes()), ("failed", vec![Outcome::Failed]));
    assert!(story.sent.is_empty() && story.record.is_empty());
    story.click();
    assert_eq!(story.count("pay"), 1);
}

#[test]
fn a_checkout_is_idle_without_an_attempt_and_without_a_pending_cancellation() {
    let is_idle = |story: &Story| matches!(story.state, State::Idle(_));
    let mut story = Story::guest();
    assert!(is_idle(&story));
    story.begin();
    assert!(is_idle(&story));
    story.happens(Event::TakenElsewhere);
    assert!(is_idle(&story), "the active machine returns to the idle one");
    story.click();
    assert!(!is_idle(&story), "an attempt is under way");
    let payment = story.request();
    story.step(Event::CancelAsked(CancelReason::Shopper));
    story.payment_answers(payment, Ok("tx1"));
    let cancellation = story.request();
    assert!(!is_idle(&story), "its payment is being cancelled");
    story.happens(Event::CancellationAnswered(cancellation, Ok(())));
    assert_eq!((story.state.name(), is_idle(&story)), ("ready", true));
}

#[test]
fn a_failed_start_counts_until_its_timer_ends() {
    let mut story = Story::guest();
    story.begin();
    story.click();
    let request = story.request();
    story.payment_answers(request, Err(refused(422, 901)));
    assert!(matches!(story.state, State::Active(_)));
    let wait = story.request();
    story.happens(Event::Waited(wait));
    assert_eq!((story.state.name(), matches!(story.state, State::Idle(_))), ("failed", true));
}

#[test]
fn a_lost_start_is_recorded_until_the_offer_is_read_again() {
    let mut story = Story::guest();
    story.begin();
    story.click();
    let request = story.request();
    story.payment_answers(request, Err(GlueError::Network));
    let wait = story.request();
    story.happens(Event::Waited(wait));
    assert_eq!((story.state.name(), &story.record.live), ("failed", &Some(Live::Starting)));
    story.happens(Event::Reload);
    assert_eq!((story.state.name(), story.record.is_empty()), ("ready", true));
}

#[test]
fn a_pause_of_an_earlier_attempt_does_not_hold_back_the_next_one() {
    let mut story = Story::guest();
    story.at_the_provider();
    story.happens(Event::Returned { watched: true });
    let request = story.request();
    let busy = GlueError::Refused(Refusal { status: 503, retry_after: Some(60), ..Refusal::default() });
    story.happens(Event::CustomerFetched(request, Err(busy)));
    let pause = waits(&story, 60_000)[0];
    story.happens(Event::CancelAsked(CancelReason::Shopper));
    let request = story.request();
    story.happens(Event::CancellationAnswered(request, Ok(())));
    fails_to_start(&mut story, refused(422, 901));
    let failure = story.state.failure().unwrap().clone();
    assert!(story.state.can_retry(&failure) && story.state.clickable().is_some());
    let before = story.state.clone();
    story.happens(Event::Waited(pause));
    assert_eq!((story.state, story.effects.len()), (before, 0), "the old timer does nothing");
}
