//! Tests of messages whose reason is gone.

use super::shop::*;
use crate::flow::*;

/// A review whose order the page refused.
fn not_confirmed() -> Story {
    let mut story = Story::guest();
    story.in_review();
    story.happens(Event::PlaceAsked);
    story.happens(Event::ConfirmAnswered(false));
    assert_eq!(story.state.notice(), Some(Notice::NotConfirmed));
    story
}

#[test]
fn the_message_of_a_missing_consent_goes_when_the_shopper_changes_a_field_of_the_page() {
    let mut story = not_confirmed();
    story.happens(Event::PageFieldChanged);
    assert_eq!((story.state.name(), story.state.notice(), story.count("order")), ("review", None, 0));
    story.place();
}

#[test]
fn a_field_of_the_page_removes_no_other_message() {
    let mut story = Story::guest();
    story.in_review();
    story.items = 2_100;
    story.happens(Event::Reload);
    let notice = story.state.notice();
    assert_eq!(notice, Some(Notice::CartChanged));
    story.happens(Event::PageFieldChanged);
    assert_eq!(story.state.notice(), notice);

    let mut story = Story::guest();
    story.begin();
    story.happens(Event::PageFieldChanged);
    assert_eq!((story.state.name(), story.sent.len()), ("ready", 0));
}

/// A customer's review after `/checkout` was refused with that code.
fn refused_with(status: u16, code: u16) -> Story {
    let mut story = Story::customer();
    let request = story.placing();
    story.happens(Event::OrderPlaced(request, Err(refused(status, code))));
    story
}

#[test]
fn the_message_of_a_needed_code_goes_when_the_code_is_typed() {
    let mut story = refused_with(403, 5900);
    assert_eq!(story.state.notice(), Some(Notice::CodeNeeded));
    story.happens(Event::CodeTyped(Secret(" ".to_owned())));
    assert_eq!(story.state.notice(), Some(Notice::CodeNeeded), "nothing was typed");
    story.happens(Event::CodeTyped(Secret("123456".to_owned())));
    assert_eq!(story.state.notice(), None);
}

/// A page that draws itself anew sets its settings anew, too.
#[test]
fn the_request_to_log_in_again_stays_when_the_page_sets_its_settings_again() {
    let mut story = refused_with(401, 1);
    assert_eq!(story.state.notice(), Some(Notice::LogInAgain));
    let config = story.state.config().clone();
    story.happens(Event::Configured(config));
    assert_eq!((story.state.name(), story.state.notice()), ("review", Some(Notice::LogInAgain)));
}

#[test]
fn the_request_to_approve_again_names_the_total_that_is_shown_now() {
    let euros = |was: i64, now: i64| Notice::ApproveAgain { was: euro(was), now: euro(now) };
    let asked = euros(2_490, 2_590);
    assert_eq!(asked.beside(euro(2_590)), asked);
    assert_eq!(asked.beside(euro(2_790)), euros(2_490, 2_790));
    assert_eq!(asked.beside(euro(2_490)), Notice::Cancelled, "the total is the approved one again");
    assert_eq!(Notice::Elsewhere.beside(euro(1)), Notice::Elsewhere);
}

/// Another cart is set, and its offer is shown.
fn turned_to_another_cart(story: &mut Story) {
    let config = Config { cart_id: "c2".to_owned(), ..story.state.config().clone() };
    story.happens(Event::Configured(config));
}

#[test]
fn another_cart_says_that_the_attempt_with_the_first_one_was_cancelled() {
    // Before the cart is locked, while the payment starts, at the provider and in the review.
    for ahead in 0..4 {
        let mut story = Story::guest();
        story.begin();
        if ahead == 0 {
            let (key, correlation) = (method().key, "attempt".to_owned());
            story.step(Event::Clicked { key, correlation, presentation: Presentation::Provider });
        } else {
            story.click();
        }
        let start = (ahead > 0).then(|| story.request());
        if ahead > 1 {
            story.payment_answers(start.unwrap(), Ok("tx1"));
        }
        if ahead > 2 {
            story.happens(Event::Approved(crate::json::Json::Null, None));
            let request = story.request();
            story.happens(Event::CustomerFetched(request, Ok(ada())));
            story.happens(Event::PrefillAnswered(true));
        }
        turned_to_another_cart(&mut story);
        if ahead == 1 {
            story.payment_answers(start.unwrap(), Ok("tx1"));
        }
        if ahead > 0 {
            let request = story.request();
            story.happens(Event::CancellationAnswered(request, Ok(())));
        }
        assert_eq!((story.state.name(), story.state.notice()), ("ready", Some(Notice::Cancelled)), "{ahead}");
        assert_eq!(story.outcomes(), [Outcome::Cancelled]);
    }
    let mut story = Story::guest();
    story.begin();
    turned_to_another_cart(&mut story);
    assert_eq!((story.state.name(), story.state.notice()), ("ready", None), "there was no attempt");
}

#[test]
fn a_reload_says_no_longer_that_another_tab_has_the_cart() {
    let mut story = Story::guest();
    story.begin();
    story.happens(Event::TakenElsewhere);
    story.happens(Event::Reload);
    assert_eq!((story.state.name(), story.state.notice()), ("ready", None));
}

#[test]
fn a_customer_whose_token_has_expired_in_the_review_is_asked_to_log_in_until_the_price_can_be_read() {
    let mut story = Story::customer();
    story.in_review();
    for events in [vec![Event::PlaceAsked, Event::ConfirmAnswered(true)], vec![Event::Reload]] {
        events.into_iter().for_each(|event| story.step(event));
        let request = story.price_request().expect("the cart is read");
        story.step(Event::OfferFetched(request, Err(refused_without_code(401))));
        assert_eq!((story.state.name(), story.state.notice()), ("review", Some(Notice::LogInAgain)));
    }
    story.happens(Event::Reload);
    assert_eq!((story.state.name(), story.state.notice()), ("review", None));
}

#[test]
fn a_page_that_only_repeats_a_cancellation_says_nothing() {
    let mut story = Story::guest();
    story.happens(Event::Begun(with_a_cancellation()));
    assert_eq!((story.state.name(), story.state.notice()), ("ready", None), "the shopper has read it");
}

/// What an earlier page left: a payment whose cancellation failed once.
fn with_a_cancellation() -> Record {
    let mut story = Story::guest();
    story.at_the_provider();
    story.happens(Event::CancelAsked(CancelReason::Shopper));
    story.record.cancellation[0].1 = 1;
    story.record
}

#[test]
fn a_new_checkout_in_place_of_a_cancelled_one_says_so_unless_another_tab_has_the_cart() {
    let mut story = Story::guest();
    story.step(Event::Begun(Record::default()));
    let offer_request = story.request();
    story.step(Event::OtherCartCancelled);
    story.step(Event::OfferFetched(offer_request, Ok(offer(2_000, Some(1)))));
    assert_eq!((story.state.name(), story.state.notice()), ("ready", Some(Notice::Cancelled)));

    story.happens(Event::TakenElsewhere);
    story.happens(Event::OtherCartCancelled);
    assert_eq!(story.state.notice(), Some(Notice::Elsewhere));

    // A cancellation of an earlier page remains to be done, and the browser has not read it yet.
    let mut story = Story::guest();
    story.step(Event::OtherCartCancelled);
    story.happens(Event::Begun(with_a_cancellation()));
    assert_eq!((story.state.name(), story.state.notice()), ("ready", Some(Notice::Cancelled)));

    let mut story = Story::guest();
    story.step(Event::TakenElsewhere);
    story.happens(Event::Begun(with_a_cancellation()));
    assert_eq!((story.state.name(), story.state.notice()), ("ready", None), "this tab has the cart now");
}
