//! Tests of the receipt: what was ordered, for the buyer who ordered it.

use super::shop::*;
use crate::address::{Field, Part, Path};
use crate::flow::*;

fn order() -> Order {
    Order { reference: Some("DE--1".to_owned()), redirect: None }
}

/// The receipt of a placed order.
fn receipt(story: &Story) -> Option<&Receipt> {
    let Some(Phase::Placed { receipt, .. }) = story.state.phase() else { panic!("placed") };
    receipt.as_deref()
}

#[test]
fn the_confirmation_has_what_was_ordered() {
    let mut story = Story::guest();
    let request = story.placing();
    let lines = story.state.addresses().lines(Part::Shipping, true);
    let email = story.state.addresses().get(Path { part: Part::Customer, field: Field::Email }).to_owned();
    story.happens(Event::OrderPlaced(request, Ok(order())));
    let receipt = receipt(&story).unwrap();
    assert_eq!((receipt.total.minor, &receipt.shipping, &receipt.email), (2_490, &lines, &email));
    assert!(!email.is_empty() && lines == ["Ada Payer", "Linienstraße 12", "10178 Berlin"], "{lines:?}");
    assert_eq!((&*receipt.country, receipt.delivery.as_slice()), ("DE", &["Way 1".to_owned()][..]));
    assert_eq!(receipt.method, method());
}

#[test]
fn an_order_that_is_found_later_has_the_receipt_of_its_review() {
    let mut story = Story::guest();
    let request = story.placing();
    story.happens(Event::OrderPlaced(request, Err(GlueError::Timeout)));
    story.happens(Event::OrderPlaced(request, Ok(order())));
    assert_eq!(receipt(&story).map(|receipt| receipt.total.minor), Some(2_490));
}

#[test]
fn another_buyer_after_an_order_does_not_see_what_was_ordered() {
    let mut story = Story::guest();
    let request = story.placing();
    // The cart may still exist, so the confirmation stays.
    story.happens(Event::OrderPlaced(request, Err(refused(422, 1106))));
    assert!(matches!(story.state.phase(), Some(Phase::Placed { receipt: Some(_), .. })));
    story.happens(Event::Configured(Config { guest: false, ..story.state.config().clone() }));
    assert!(matches!(story.state.phase(), Some(Phase::Placed { receipt: None, .. })));
}

/// The page is loaded again after the order.
fn after_a_reload() -> Story {
    let mut story = Story::guest();
    let request = story.placing();
    let reference = Some("DE--7".to_owned());
    story.happens(Event::OrderPlaced(request, Ok(Order { reference: reference.clone(), redirect: None })));
    assert_eq!(story.record, Record { live: Some(Live::Complete(reference)), ..Record::default() });
    let mut next = Story::guest();
    next.step(Event::Begun(story.record.clone()));
    next.record = story.record;
    assert_eq!(next.state.name(), "placed");
    next
}

/// The reference that the confirmation shows.
fn reference(story: &Story) -> Option<String> {
    match story.state.phase() {
        Some(Phase::Placed { order, receipt: None, .. }) => order.reference.clone(),
        phase => panic!("{phase:?}"),
    }
}

#[test]
fn after_a_reload_the_shopper_finds_the_reference_of_the_order() {
    let free = || Offer { total: euro(0), ..offer(0, None) };
    let answers =
        [Err(refused(422, 1103)), Err(refused(404, 1103)), Err(GlueError::Timeout), Err(refused(401, 1)), Ok(free())];
    for answer in answers {
        let mut story = after_a_reload();
        let request = story.request();
        story.step(Event::OfferFetched(request, answer.clone()));
        assert_eq!(reference(&story).as_deref(), Some("DE--7"), "{answer:?}");
        let told = |told: &Announcement| matches!(told, Announcement::Error(..) | Announcement::Order(_));
        assert_eq!((story.told.iter().any(told), story.outcomes()), (false, vec![]), "it was told before");
        assert!(story.record.may_be_ordered(), "also after the next reload");
    }
}

#[test]
fn a_cart_id_that_the_shop_uses_again_has_its_buttons_again() {
    let mut story = after_a_reload();
    while let Some((request, draft)) = story.effects.iter().find_map(|effect| match effect {
        Effect::FetchOffer(request, draft) => Some((*request, draft.clone())),
        _ => None,
    }) {
        let selected = draft.shipments.first().and_then(|shipment| shipment.method);
        story.step(Event::OfferFetched(request, Ok(offer(2_000, selected))));
    }
    assert_eq!((story.state.name(), story.record.is_empty()), ("ready", true));
}

#[test]
fn a_reload_by_the_page_reads_the_ordered_cart_again() {
    let mut story = after_a_reload();
    let request = story.request();
    story.step(Event::OfferFetched(request, Err(refused(422, 1103))));
    // The page has filled the cart anew.
    story.step(Event::Reload);
    let again = story.request();
    assert_ne!(again, request);
    story.step(Event::OfferFetched(again, Ok(offer(2_000, Some(1)))));
    assert_eq!(story.state.name(), "ready");
}

#[test]
fn a_token_that_comes_late_does_not_hide_the_order() {
    let mut story = after_a_reload();
    let early = story.request();
    story.step(Event::Configured(Config { guest: false, buyer: Some(1), ..story.state.config().clone() }));
    assert_eq!(reference(&story).as_deref(), Some("DE--7"));
    let request = story.request();
    story.step(Event::OfferFetched(early, Ok(offer(2_000, Some(1)))));
    story.step(Event::OfferFetched(request, Err(refused(404, 1103))));
    assert_eq!(reference(&story).as_deref(), Some("DE--7"));
    // Another customer sees nothing of it.
    story.step(Event::Configured(Config { buyer: Some(2), ..story.state.config().clone() }));
    assert_eq!((story.state.name(), story.record.is_empty()), ("loading", true));
}

#[test]
fn the_record_of_a_complete_order_ends_no_attempt_that_is_under_way() {
    let record = Record { live: Some(Live::Complete(None)), ..Record::default() };
    let mut story = Story::guest();
    story.at_the_provider();
    story.step(Event::Begun(record));
    assert_eq!((story.state.name(), story.count("cancel")), ("awaiting-approval", 0));
}
