//! Tests of reloads, redirects and leaving the page.

use super::shop::*;
use crate::flow::*;

/// The next page, with the record of this one.
fn next_page(story: &Story) -> Story {
    let mut next = Story::new(story.state.config().guest, story.state.config().finish);
    next.happens(Event::Begun(story.record.clone()));
    next
}

#[test]
fn a_reload_cancels_a_started_payment_and_shows_the_buttons() {
    // A page that crashed had no chance to cancel.
    for (review, crashed) in [(false, false), (true, false), (true, true)] {
        let mut story = Story::guest();
        if review {
            story.in_review()
        } else {
            story.at_the_provider();
        }
        if !crashed {
            story.happens(Event::PageHidden);
        }
        let mut next = next_page(&story);
        assert_eq!((next.state.name(), next.state.notice()), ("ready", Some(Notice::Cancelled)));
        assert_eq!(next.sent, ["cancel tx1"]);
        next.click();
        assert_eq!(next.count("pay"), 1);
    }
}

#[test]
fn a_tab_that_was_discarded_during_the_approval_resumes_the_payment() {
    let mut story = Story::guest();
    story.at_the_provider();
    // The page is lost without an event.
    let mut next = next_page(&story);
    assert_eq!(next.state.name(), "fetching-customer");
    let request = next.request();
    next.happens(Event::CustomerFetched(request, Err(refused_without_code(422))));
    assert!(
        matches!(next.state.phase(), Some(Phase::AwaitingApproval { asking: Some(_), .. })),
        "the shopper may still be at the provider"
    );
    assert_eq!(next.count("cancel"), 0);
    next.happens(Event::FinishedSaid);
    let request = next.request();
    next.happens(Event::CustomerFetched(request, Ok(ada())));
    next.happens(Event::PrefillAnswered(true));
    assert_eq!(next.state.name(), "review");
}

#[test]
fn a_payment_of_an_old_record_is_cancelled_and_its_attempt_completes() {
    let mut story = Story::guest();
    story.at_the_provider();
    let Some(Live::Away(resume)) = story.record.live.clone() else { panic!("away") };
    for completed in [false, true] {
        let mut next = Story::guest();
        let live = Some(Live::Away(Resume { stale: true, completed, ..resume.clone() }));
        next.happens(Event::Begun(Record { live, ..Record::default() }));
        assert_eq!((next.state.name(), next.state.notice()), ("ready", Some(Notice::Cancelled)));
        assert_eq!(next.sent, ["cancel tx1"]);
        assert_eq!(next.outcomes().len(), usize::from(!completed));
    }
}

#[test]
fn leaving_the_page_cancels_the_payment_and_keeps_its_record_until_the_answer() {
    let mut story = Story::guest();
    story.in_review();
    story.happens(Event::PageHidden);
    assert!(
        story.effects.iter().any(|effect| matches!(effect, Effect::CancelPayment(_, _, true))),
        "the request outlives the page"
    );
    assert_eq!(story.outcomes(), [Outcome::Cancelled]);
    let next = next_page(&story);
    assert_eq!(next.sent, ["cancel tx1"], "the next page cancels again, because it has no answer");
}

#[test]
fn a_shopper_who_returns_from_a_redirect_continues() {
    let mut story = Story::guest();
    story.begin();
    story.happens(Event::Clicked {
        key: method().key,
        correlation: "attempt".to_owned(),
        presentation: Presentation::SameTab,
    });
    let request = story.request();
    story.payment_answers(request, Ok("tx1"));
    story.happens(Event::PageHidden);
    assert_eq!(story.count("cancel"), 0, "the shopper is at the provider");

    let mut next = next_page(&story);
    assert_eq!(next.state.name(), "fetching-customer");
    let request = next.request();
    next.happens(Event::CustomerFetched(request, Ok(ada())));
    next.happens(Event::PrefillAnswered(true));
    assert_eq!(next.state.name(), "review");
    assert!(matches!(next.record.live, Some(Live::Open(_))), "the shopper is back, so only the id is recorded");

    let mut back = next_page(&story);
    let request = back.request();
    back.happens(Event::CustomerFetched(request, Err(refused_without_code(422))));
    assert_eq!(back.sent, ["cancel tx1"], "the shopper used the back button without approving");
    let request = back.request();
    back.happens(Event::CancellationAnswered(request, Ok(())));
    assert_eq!((back.state.name(), back.outcomes()), ("ready", vec![Outcome::Cancelled]));
}

#[test]
fn a_provider_that_redirects_the_page_returns_to_the_same_payment() {
    for early in [true, false] {
        let mut story = Story::guest();
        story.begin();
        story.click();
        let request = story.request();
        if early {
            story.happens(Event::MayLeave);
        }
        story.payment_answers(request, Ok("tx1"));
        story.happens(Event::MayLeave);
        assert!(story.record.is_away(), "recorded before the redirect");
        story.happens(Event::PageHidden);
        assert_eq!(story.count("cancel"), 0);
        let next = next_page(&story);
        assert_eq!((next.state.name(), next.count("cancel")), ("fetching-customer", 0));
    }
    let mut story = Story::guest();
    story.in_review();
    story.happens(Event::MayLeave);
    story.happens(Event::PageHidden);
    assert_eq!(story.count("cancel"), 1, "the shopper is back without an approval");
}

#[test]
fn a_reload_while_the_order_is_placed_never_cancels() {
    let mut story = Story::guest();
    story.placing();
    story.happens(Event::PageHidden);
    assert!(story.record.may_be_ordered(), "the next page prevents an order in other tabs");
    let mut next = next_page(&story);
    assert_eq!((next.state.name(), next.outcomes()), ("unknown", vec![Outcome::Unknown]));
    assert_eq!(next.sent, Vec::<String>::new());
    let again = next_page(&next);
    assert_eq!((again.state.name(), again.outcomes()), ("unknown", vec![]), "announced once");
    next.click();
    assert_eq!(next.sent, Vec::<String>::new());
}

#[test]
fn an_interrupted_start_shows_a_notice() {
    let mut story = Story::guest();
    story.begin();
    story.click();
    let next = next_page(&story);
    assert_eq!((next.state.name(), next.state.notice()), ("ready", Some(Notice::Interrupted)));
}

#[test]
fn a_payment_that_starts_after_its_page_has_gone_is_cancelled() {
    let mut story = Story::guest();
    story.begin();
    story.click();
    let request = story.request();
    story.happens(Event::PageHidden);
    story.payment_answers(request, Ok("tx1"));
    assert_eq!(story.sent.last().map(String::as_str), Some("cancel tx1"));
    let request = story.request();
    story.happens(Event::CancellationAnswered(request, Ok(())));
    assert_eq!((story.state.name(), story.outcomes()), ("ready", vec![Outcome::Cancelled]));
}

#[test]
fn a_start_that_failed_while_the_page_was_left_shows_a_notice() {
    let mut story = Story::guest();
    story.begin();
    story.click();
    let request = story.request();
    story.happens(Event::PageHidden);
    story.payment_answers(request, Err(GlueError::Network));
    assert_eq!((story.state.name(), story.outcomes()), ("failed", vec![Outcome::Failed]));
    let next = next_page(&story);
    assert_eq!((next.state.name(), next.state.notice()), ("ready", Some(Notice::Interrupted)));
    assert_eq!((next.outcomes(), next.record.is_empty()), (vec![], true), "the notice is shown once");
}

#[test]
fn a_payment_stays_recorded_while_the_shop_cannot_be_reached() {
    let mut story = Story::guest();
    story.begin();
    story.happens(Event::Clicked {
        key: method().key,
        correlation: "attempt".to_owned(),
        presentation: Presentation::SameTab,
    });
    let request = story.request();
    story.payment_answers(request, Ok("tx1"));
    let mut next = Story::guest();
    next.step(Event::Begun(story.record.clone()));
    let request = next.request();
    next.step(Event::OfferFetched(request, Err(GlueError::Network)));
    assert_eq!(next.state.name(), "failed");
    next.step(Event::Reload);
    let request = next.request();
    next.happens(Event::OfferFetched(request, Ok(offer(2_000, Some(1)))));
    assert_eq!(next.state.name(), "fetching-customer");
}

#[test]
fn another_buyer_ends_the_attempt_in_progress() {
    let mut story = Story::guest();
    story.in_review();
    let config = Config { guest: false, ..story.state.config().clone() };
    story.happens(Event::Configured(config));
    assert_eq!(story.sent.last().map(String::as_str), Some("cancel tx1"));
    let request = story.request();
    story.happens(Event::CancellationAnswered(request, Ok(())));
    assert_eq!((story.state.name(), story.outcomes()), ("ready", vec![Outcome::Cancelled]));
}

#[test]
fn another_cart_does_not_end_a_possible_order() {
    for answer in [None, Some(GlueError::Timeout)] {
        let mut story = Story::guest();
        let request = story.placing();
        if let Some(error) = answer {
            story.happens(Event::OrderPlaced(request, Err(error)));
        }
        let before = (story.state.name(), story.state.config().clone(), story.record.clone());
        let config = Config { cart_id: "another".to_owned(), ..story.state.config().clone() };
        story.happens(Event::Configured(config));
        assert_eq!((story.state.name(), story.state.config().clone(), story.record.clone()), before);
        assert_eq!(story.count("cancel"), 0);
    }
}

#[test]
fn the_records_of_two_elements_of_one_cart_are_joined() {
    let (mut first, mut second) = (Story::guest(), Story::guest());
    first.in_review();
    first.step(Event::PageHidden);
    second.at_the_provider();
    let cancellations = Record::of(&first.state);
    assert_eq!(cancellations.cancellation.len(), 1);
    let mut both = Record::of(&second.state);
    let live = both.live.clone();
    both.join(cancellations.clone());
    assert_eq!(both, Record { live: live.clone(), cancellation: cancellations.cancellation.clone() });
    let mut other = cancellations.clone();
    other.join(both);
    assert_eq!(other, Record { live, cancellation: cancellations.cancellation }, "each cancellation is recorded once");
}
