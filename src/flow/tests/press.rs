//! Tests of a press on the order button while the price is being requested, and of the messages about a new total.

use super::shop::*;
use crate::address::{Field, Part, Path};
use crate::flow::*;

const ZIP: Path = Path { part: Part::Shipping, field: Field::ZipCode };
const COMPANY: Path = Path { part: Part::Shipping, field: Field::Company };

fn review(story: &Story) -> &Review {
    match story.state.phase() {
        Some(Phase::Review(review)) => review,
        phase => panic!("no review: {phase:?}"),
    }
}

/// The number of the price that is being requested.
fn pricing(story: &Story) -> RequestId {
    review(story).pricing.expect("the price is requested")
}

fn answer(story: &mut Story, offer: Offer) {
    let request = pricing(story);
    story.step(Event::OfferFetched(request, Ok(offer)));
}

/// A guest in the review.
fn guest() -> Story {
    let mut story = Story::guest();
    story.in_review();
    story
}

/// The shopper edits the postcode and presses the order button before the price is requested.
fn pressed_after_an_edit() -> Story {
    let mut story = guest();
    story.step(Event::Edited(ZIP, "10179".to_owned()));
    story.step(Event::PlaceAsked);
    story
}

fn asks_consent(story: &Story) -> bool {
    story.effects.iter().any(|effect| matches!(effect, Effect::AskConfirm(_)))
}

#[test]
fn a_press_after_an_edit_orders_when_the_total_is_the_one_that_was_shown() {
    let mut story = pressed_after_an_edit();
    assert!(review(&story).press.is_some() && review(&story).resting.is_none());
    assert!(
        matches!(story.effects[..], [Effect::Wait(_, 15_000), Effect::FetchOffer(..)]),
        "the price is asked at once"
    );
    answer(&mut story, offer(2_000, Some(1)));
    assert!(asks_consent(&story), "{:?}", story.effects);
    assert_eq!((story.state.name(), story.state.notice()), ("placing", None));
}

#[test]
fn a_press_does_not_order_another_total() {
    let mut story = pressed_after_an_edit();
    answer(&mut story, Offer { fingerprint: offer(2_000, None).fingerprint, ..offer(2_100, Some(1)) });
    assert_eq!(story.state.notice(), Some(Notice::TotalChanged { was: euro(2_490), now: euro(2_590) }));
    assert!(review(&story).press.is_none() && !asks_consent(&story));
    story.step(Event::PlaceAsked);
    assert!(asks_consent(&story), "the next press agrees to the new total");
}

#[test]
fn a_press_does_not_order_another_method_of_the_same_total() {
    // The shop no longer offers the first method, and the second one now costs the same.
    let other = |selected| {
        let mut other = Offer { total: euro(2_490), ..offer(2_000, selected) };
        other.shipments[0].methods.retain(|method| method.id == 2);
        other
    };
    for at_once in [true, false] {
        let mut story = pressed_after_an_edit();
        if !at_once {
            answer(&mut story, Offer { total: euro(2_000), ..other(None) });
            assert!(review(&story).press.is_some(), "the price of the other method is not known yet");
        }
        answer(&mut story, other(Some(2)));
        assert_eq!((story.state.notice(), asks_consent(&story)), (Some(Notice::DeliveryChanged), false));
    }
}

#[test]
fn a_press_does_not_order_another_cart() {
    let mut story = pressed_after_an_edit();
    answer(&mut story, Offer { fingerprint: "vase|2000".to_owned(), ..offer(2_000, Some(1)) });
    assert_eq!((story.state.notice(), asks_consent(&story)), (Some(Notice::CartChanged), false));
}

#[test]
fn a_press_with_a_missing_field_says_so_at_once() {
    let mut story = guest();
    story.step(Event::Edited(ZIP, String::new()));
    story.step(Event::PlaceAsked);
    assert_eq!(story.state.notice(), Some(Notice::Missing));
    assert!(review(&story).press.is_none() && story.effects.contains(&Effect::FocusMissing));
}

#[test]
fn a_change_after_the_press_takes_it_back() {
    let changes = [
        Event::Edited(ZIP, "10180".to_owned()),
        Event::Edited(COMPANY, "Payer & Sons".to_owned()),
        Event::ShipmentChosen(0, 2),
        Event::BillingSame(false),
        Event::UndoAsked,
    ];
    for change in changes {
        let mut story = pressed_after_an_edit();
        story.step(change.clone());
        assert!(review(&story).press.is_none(), "{change:?}");
        let selected = review(&story).chosen[0];
        if let Some(request) = review(&story).pricing {
            story.step(Event::OfferFetched(request, Ok(offer(2_000, selected))));
        }
        assert_eq!((story.state.name(), asks_consent(&story)), ("review", false), "{change:?}");
    }
}

/// The events of the page and of the shopper that stop an order before it is sent, with the message about each.
fn stops(story: &Story) -> Vec<(Event, Notice)> {
    let mut addresses = story.state.addresses().clone();
    addresses.edit(ZIP, "10180");
    vec![
        (Event::AddressesSet(addresses), Notice::DetailsChanged),
        (Event::Edited(ZIP, "10180".to_owned()), Notice::DetailsChanged),
        (Event::Edited(COMPANY, "Payer & Sons".to_owned()), Notice::DetailsChanged),
        (Event::UndoAsked, Notice::DetailsChanged),
    ]
}

#[test]
fn the_shopper_is_told_why_a_kept_press_orders_nothing() {
    let chosen =
        [(Event::ShipmentChosen(0, 2), Notice::DetailsChanged), (Event::BillingSame(false), Notice::DetailsChanged)];
    for (stop, notice) in stops(&guest()).into_iter().chain(chosen) {
        let mut story = pressed_after_an_edit();
        story.step(stop.clone());
        assert_eq!((story.state.name(), story.state.notice()), ("review", Some(notice)), "{stop:?}");
        // The answer to the price changes nothing about that.
        let selected = review(&story).chosen[0];
        if let Some(request) = review(&story).pricing {
            let same = Offer { total: euro(2_490), ..offer(2_000, selected) };
            story.step(Event::OfferFetched(request, Ok(same)));
        }
        assert_eq!((story.state.notice(), asks_consent(&story)), (Some(notice), false), "{stop:?}");
    }
}

#[test]
fn the_shopper_is_told_why_an_order_that_was_being_prepared_is_not_sent() {
    for (stop, notice) in stops(&guest()) {
        for step in ["confirming", "checking", "updating"] {
            let mut story = guest();
            if step == "updating" {
                story.happens(Event::ShipmentChosen(0, 2));
            }
            story.step(Event::PlaceAsked);
            if step != "confirming" {
                story.step(Event::ConfirmAnswered(true));
            }
            if step == "updating" {
                let request = story.request();
                story.step(Event::OfferFetched(request, Ok(offer(2_000, Some(2)))));
                assert!(matches!(story.state.phase(), Some(Phase::Updating { .. })));
            }
            story.step(stop.clone());
            assert_eq!((story.state.name(), story.state.notice()), ("review", Some(notice)), "{step}, {stop:?}");
            story.step(Event::ConfirmAnswered(true));
            assert_eq!((story.state.name(), story.count("order")), ("review", 0), "{step}, {stop:?}");
        }
    }
}

#[test]
fn a_new_total_after_a_stopped_press_says_that_nothing_was_ordered() {
    let mut story = pressed_after_an_edit();
    story.step(Event::ShipmentChosen(0, 2));
    answer(&mut story, offer(2_000, Some(2)));
    assert_eq!(story.state.notice(), Some(Notice::TotalChanged { was: euro(2_490), now: euro(2_590) }));
}

/// Browsers tell of one choice by two events, and a field may be read again before an order.
#[test]
fn a_value_that_is_known_already_changes_nothing() {
    let mut story = pressed_after_an_edit();
    let before = story.state.clone();
    let known = [
        Event::Edited(ZIP, "10179".to_owned()),
        Event::BillingSame(true),
        Event::ShipmentChosen(0, 1),
        Event::SavedChosen(Part::Shipping, None),
        Event::SavedChosen(Part::Billing, None),
    ];
    for event in known {
        story.step(event.clone());
        assert_eq!((&story.state, &story.effects[..]), (&before, &[][..]), "{event:?}");
    }
}

#[test]
fn a_press_is_not_kept_when_the_price_fails_or_takes_too_long() {
    let mut story = pressed_after_an_edit();
    let request = pricing(&story);
    story.step(Event::OfferFetched(request, Err(GlueError::Timeout)));
    assert_eq!((story.state.notice(), review(&story).press.is_none()), (Some(Notice::PriceUnknown), true));

    let mut story = pressed_after_an_edit();
    let timer = review(&story).press.as_ref().unwrap().until;
    story.step(Event::Waited(timer));
    assert_eq!((story.state.notice(), review(&story).press.is_none()), (Some(Notice::PriceUnknown), true));
    answer(&mut story, offer(2_000, Some(1)));
    assert_eq!((story.state.name(), asks_consent(&story), story.state.notice()), ("review", false, None));
}

#[test]
fn the_timer_of_an_earlier_press_does_not_end_the_next_one() {
    let mut story = pressed_after_an_edit();
    let first = review(&story).press.as_ref().unwrap().until;
    story.step(Event::Edited(ZIP, "10180".to_owned()));
    story.step(Event::PlaceAsked);
    story.step(Event::Waited(first));
    assert!(review(&story).press.is_some());
    answer(&mut story, offer(2_000, Some(1)));
    assert!(asks_consent(&story));
}

#[test]
fn a_press_does_not_outlive_its_review() {
    for end in [Event::CancelAsked(CancelReason::Shopper), Event::ElementLeft, Event::PageHidden] {
        let mut story = pressed_after_an_edit();
        let request = pricing(&story);
        story.step(end.clone());
        story.step(Event::OfferFetched(request, Ok(offer(2_000, Some(1)))));
        assert_eq!((asks_consent(&story), story.count("order")), (false, 0), "{end:?}");
    }
}

#[test]
fn a_total_that_an_edit_changes_is_told() {
    let mut story = guest();
    story.step(Event::Edited(ZIP, "10179".to_owned()));
    let timer = review(&story).resting.unwrap();
    story.step(Event::Waited(timer));
    answer(&mut story, Offer { fingerprint: offer(2_000, None).fingerprint, ..offer(2_100, Some(1)) });
    assert_eq!(story.state.notice(), Some(Notice::NewTotal { was: euro(2_490), now: euro(2_590) }));
    story.step(Event::PlaceAsked);
    assert!(asks_consent(&story));
}

#[test]
fn the_list_of_missing_fields_stays_until_it_is_empty() {
    let dearer = || Offer { fingerprint: offer(2_000, None).fingerprint, ..offer(2_100, Some(1)) };
    for missing in [true, false] {
        let mut story = guest();
        story.step(Event::Edited(ZIP, String::new()));
        story.step(Event::PlaceAsked);
        story.step(Event::Edited(ZIP, if missing { "" } else { "10179" }.to_owned()));
        story.step(Event::Reload);
        answer(&mut story, dearer());
        let new = Notice::NewTotal { was: euro(2_490), now: euro(2_590) };
        assert_eq!(story.state.notice(), Some(if missing { Notice::Missing } else { new }));
    }
}

#[test]
fn a_method_that_the_shop_replaces_at_the_same_total_is_told() {
    let mut story = guest();
    story.step(Event::Reload);
    let mut other = Offer { total: euro(2_490), ..offer(2_000, Some(2)) };
    other.shipments[0].methods.retain(|method| method.id == 2);
    answer(&mut story, other);
    assert_eq!(story.state.notice(), Some(Notice::DeliveryChanged));
}
