//! Tests of the price requests of a provider's sheet.

use super::shop::*;
use crate::address::{Field, Fields};
use crate::flow::*;

fn berlin() -> Fields {
    [(Field::Iso2Code, "DE".to_owned()), (Field::ZipCode, "10178".to_owned())].into()
}

#[test]
fn a_sheets_address_is_priced_for_this_cart_with_the_payments_method() {
    let mut story = Story::guest();
    story.at_the_provider();
    let draft = story.state.sheet_draft(berlin(), Some(2), false).expect("something is offered");
    assert_eq!((draft.cart_id.as_str(), draft.guest), ("c1", true));
    assert_eq!(draft.method, Some(MethodName::from(&method())));
    let place = draft.shipping.expect("the draft has the address");
    assert_eq!((place.fields, place.cut_short), (berlin(), true));
    assert_eq!(draft.shipments[0].method, Some(2));

    let draft = story.state.sheet_draft(Fields::new(), None, false).expect("something is offered");
    assert_eq!((draft.shipping, draft.shipments[0].method), (None, Some(1)), "no address is known yet");
    story.happens(Event::CancelAsked(CancelReason::Shopper));
    let draft = story.state.sheet_draft(berlin(), None, false).expect("the offer is still known");
    assert_eq!(draft.method, None, "no attempt is under way");
}

#[test]
fn a_cart_without_shipments_sends_no_address() {
    let mut story = Story::guest();
    story.begin();
    story.offer_mut().shipments.clear();
    let draft = story.state.sheet_draft(berlin(), None, false).expect("something is offered");
    assert_eq!((draft.shipping, draft.shipments), (None, vec![]));
}

#[test]
fn without_an_offer_there_is_no_draft() {
    assert_eq!(Story::guest().state.sheet_draft(berlin(), None, false), None);
}

#[test]
fn a_cart_is_deliverable_if_every_shipment_has_a_method() {
    let mut cart = offer(2_000, None);
    assert!(cart.is_deliverable());
    let nothing = Shipment { methods: Vec::new(), ..cart.shipments[0].clone() };
    cart.shipments.push(nothing);
    assert!(!cart.is_deliverable(), "one shipment has no method");
    cart.shipments.clear();
    assert!(cart.is_deliverable(), "the cart has no shipments");
}

#[test]
fn placeholders_replace_no_value_that_glue_accepts() {
    let mut story = Story::guest();
    story.at_the_provider();
    let ulm = Fields::from([(Field::Iso2Code, "DE".to_owned()), (Field::City, "Ulm".to_owned())]);
    let au = Fields::from([(Field::Iso2Code, "CH".to_owned()), (Field::City, "Au".to_owned())]);
    let city = |place: Fields| {
        let draft = story.state.sheet_draft(place, None, true).expect("something is offered");
        draft.shipping.and_then(|address| address.fields.get(&Field::City).cloned())
    };
    assert_eq!(city(ulm).as_deref(), Some("Ulm"));
    assert_eq!(city(au).as_deref(), Some("---"), "legacy Glue refuses a city of two letters");
}
