//! Tests that only what the shopper agreed to is ordered.

use super::shop::*;
use crate::flow::*;
use crate::json::Json;

#[test]
fn a_total_of_0_leads_to_the_shops_checkout_without_a_payment() {
    for dialect in [Dialect::Legacy, Dialect::Platform] {
        for at_the_order in [true, false] {
            let mut story = Story::guest();
            story.dialect = dialect;
            story.in_review();
            story.items = -490;
            if at_the_order {
                story.happens(Event::PlaceAsked);
                story.happens(Event::ConfirmAnswered(true));
            } else {
                story.happens(Event::Reload);
            }
            assert_eq!(story.sent.last().map(String::as_str), Some("cancel tx1"));
            let request = story.request();
            story.happens(Event::CancellationAnswered(request, Ok(())));
            let Some(Offering::Failed { failure, .. }) = story.state.offering() else { panic!("failed") };
            assert_eq!((failure.code().as_str(), failure.retryable), ("review-nothing-to-pay", false));
            story.click();
            assert_eq!((story.count("pay"), story.count("order")), (1, 0));
        }
    }
}

#[test]
fn items_without_a_shipment_method_are_not_ordered_without_shipment() {
    let nowhere = || Offer { shipments: Vec::new(), total: euro(2_490), ..offer(2_000, Some(1)) };
    let mut story = Story::guest();
    story.in_review();
    story.step(Event::Reload);
    let request = story.request();
    story.step(Event::OfferFetched(request, Ok(nowhere())));
    assert_eq!((story.state.name(), story.state.notice()), ("review", Some(Notice::NoShipment)));
    assert!(story.state.need().shipping, "the delivery address is still shown, so that it can be changed");
    story.happens(Event::PlaceAsked);
    assert_eq!((story.state.name(), story.state.notice()), ("review", Some(Notice::NoShipment)));

    let mut story = Story::guest();
    story.in_review();
    story.step(Event::PlaceAsked);
    story.step(Event::ConfirmAnswered(true));
    let request = story.request();
    story.step(Event::OfferFetched(request, Ok(nowhere())));
    assert_eq!((story.state.name(), story.count("order")), ("review", 0), "the last offer has no shipment methods");
}

/// An offer whose cart does not meet a hard threshold.
pub fn too_little() -> Offer {
    let threshold = Threshold {
        kind: "hard-minimum-threshold".to_owned(),
        message: Some("Order for 30 EUR or more.".to_owned()),
        delta: Some(1_000),
    };
    Offer { thresholds: vec![threshold], ..offer(2_000, Some(1)) }
}

#[test]
fn a_cart_that_the_shop_would_refuse_has_no_buttons_and_can_be_read_again() {
    let mut story = Story::guest();
    story.step(Event::Begun(Record::default()));
    let request = story.request();
    story.step(Event::OfferFetched(request, Ok(too_little())));
    assert!(story.state.clickable().is_none());
    assert!(
        matches!(story.state.offering(), Some(Offering::Failed { failure, .. }) if failure.cause == Cause::Blocked)
    );
    let told = |story: &Story, usable: bool| {
        story.told.iter().any(|told| match told {
            Announcement::Ready(methods) | Announcement::AvailabilityChange(methods) => {
                methods.iter().all(|(_, available)| *available == usable)
            }
            _ => false,
        })
    };
    assert!(told(&story, false) && !told(&story, true));
    story.happens(Event::Reload);
    assert_eq!(story.state.name(), "ready");
    assert!(told(&story, true));
}

#[test]
fn a_cart_that_the_shop_starts_to_refuse_during_the_attempt_is_not_ordered() {
    for at_the_order in [true, false] {
        let mut story = Story::guest();
        story.in_review();
        if at_the_order {
            story.step(Event::PlaceAsked);
            story.step(Event::ConfirmAnswered(true));
        } else {
            story.step(Event::Reload);
        }
        let request = story.request();
        story.step(Event::OfferFetched(request, Ok(too_little())));
        assert_eq!((story.state.name(), story.state.notice()), ("review", Some(Notice::Blocked)));
        story.step(Event::PlaceAsked);
        assert_eq!((story.state.notice(), story.count("order"), story.count("cancel")), (Some(Notice::Blocked), 0, 0));
        let request = story.request();
        story.happens(Event::OfferFetched(request, Ok(offer(2_000, Some(1)))));
        assert_eq!(
            (story.state.name(), story.state.notice()),
            ("review", None),
            "after another reading it can be ordered"
        );
        story.place();
    }
}

#[test]
fn a_total_that_differs_from_the_approved_one_shows_a_notice() {
    for (total, notice) in [(2_000, None), (2_084, Some(Notice::NewTotal { was: euro(2_490), now: euro(2_574) }))] {
        let mut story = Story::guest();
        story.at_the_provider();
        story.happens(Event::Approved(Json::Null, None));
        let request = story.request();
        story.happens(Event::CustomerFetched(request, Ok(ada())));
        story.step(Event::PrefillAnswered(true));
        let request = story.request();
        let taxed = Offer { fingerprint: offer(2_000, None).fingerprint, ..offer(total, Some(1)) };
        story.step(Event::OfferFetched(request, Ok(taxed)));
        assert_eq!((story.state.name(), story.state.notice()), ("review", notice));
    }
}

#[test]
fn on_api_platform_a_total_that_changed_at_the_order_click_is_approved_again() {
    let mut story = Story::guest();
    story.dialect = Dialect::Platform;
    story.in_review();
    story.items = 3_000;
    story.happens(Event::PlaceAsked);
    story.happens(Event::ConfirmAnswered(true));
    assert_eq!(story.sent.last().map(String::as_str), Some("cancel tx1"));
    let request = story.request();
    story.happens(Event::CancellationAnswered(request, Ok(())));
    let notice = Notice::ApproveAgain { was: euro(2_490), now: euro(3_490) };
    assert_eq!((story.state.name(), story.state.notice()), ("ready", Some(notice)));
}

#[test]
fn a_cart_that_the_page_changes_while_it_is_checked_is_read_again() {
    let mut story = Story::guest();
    story.in_review();
    story.step(Event::PlaceAsked);
    story.step(Event::ConfirmAnswered(true));
    let before = story.request();
    let old = offer(story.items, Some(1));
    story.step(Event::Reload);
    let again = story.request();
    assert_ne!(before, again, "the read under way may have the cart from before");
    story.step(Event::OfferFetched(before, Ok(old)));
    assert_eq!(story.count("order"), 0);
    story.step(Event::OfferFetched(again, Ok(offer(story.items + 100, Some(1)))));
    assert_eq!((story.state.name(), story.count("order")), ("review", 0));
    assert!(story.state.notice().is_some(), "the shopper reads what changed");
}
