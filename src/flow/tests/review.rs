//! Tests of the review.

use super::shop::*;
use crate::address::{Destination, Field, Need, Part, Path, Source};
use crate::flow::*;
use crate::json::Json;
use std::sync::Arc;

const ZIP: Path = Path { part: Part::Shipping, field: Field::ZipCode };
const EMAIL: Path = Path { part: Part::Customer, field: Field::Email };

fn review(story: &Story) -> &Review {
    match story.state.phase() {
        Some(Phase::Review(review)) => review,
        phase => panic!("no review: {phase:?}"),
    }
}

fn answer(story: &mut Story, offer: Offer) {
    let request = story.price_request().expect("the price is requested");
    story.step(Event::OfferFetched(request, Ok(offer)));
}

/// An offer with `count` shipments of one item each.
fn divided(count: usize, selected: Option<i64>) -> Offer {
    let whole = offer(2_000, selected);
    let shipment = |index| Shipment { items: Arc::new(vec![format!("item {index}")]), ..whole.shipments[0].clone() };
    Offer { shipments: (0..count).map(shipment).collect(), ..whole }
}

/// Approved with that offer. In the review, the request for the price is under way.
fn approved(offer: Offer) -> Story {
    let mut story = Story::guest();
    story.step(Event::Begun(Record::default()));
    answer(&mut story, offer);
    story.click();
    let request = story.request();
    story.payment_answers(request, Ok("tx1"));
    story.step(Event::Approved(Json::Null, None));
    let request = story.request();
    story.step(Event::CustomerFetched(request, Ok(ada())));
    story.step(Event::PrefillAnswered(true));
    story
}

#[test]
fn countries_are_read_for_shipments_and_lines_for_every_cart() {
    for (shipments, countries, lines) in [(0, 0, 1), (1, 1, 1), (2, 1, 1), (3, 1, 1)] {
        let story = approved(divided(shipments, Some(1)));
        let asked = |wanted: Effect| story.effects.iter().filter(|effect| **effect == wanted).count();
        assert_eq!((asked(Effect::FetchCountries), asked(Effect::FetchLines)), (countries, lines), "{shipments}");
    }
}

#[test]
fn the_review_has_the_shops_countries_and_the_carts_lines() {
    let mut story = Story::guest();
    story.in_review();
    assert!(review(&story).facts.countries.is_empty(), "the countries are not known yet");
    let germany = Country { code: "DE".to_owned(), zip_pattern: None };
    story.step(Event::CountriesFetched(Ok(vec![germany.clone()])));
    assert_eq!(story.active().countries(), ["DE"]);
    let line = line("lamp", "Lamp");
    story.step(Event::LinesFetched(Ok(vec![line.clone()])));
    let facts = &review(&story).facts;
    assert_eq!((&facts.countries, &facts.lines), (&vec![germany], &vec![line]));
}

#[test]
fn an_edited_address_requests_a_price_after_a_pause_and_an_edited_email_does_not() {
    let mut story = Story::guest();
    story.in_review();
    story.step(Event::Edited(EMAIL, "ada@example.org".to_owned()));
    assert!(!story.effects.iter().any(|effect| matches!(effect, Effect::Wait(..))));
    story.step(Event::Edited(ZIP, "10179".to_owned()));
    assert!(story.effects.iter().any(|effect| matches!(effect, Effect::Wait(_, 600))));
}

#[test]
fn an_edit_after_the_order_click_revokes_the_consent() {
    let mut confirming = Story::guest();
    confirming.in_review();
    confirming.step(Event::PlaceAsked);
    let mut checking = Story::guest();
    checking.in_review();
    checking.step(Event::PlaceAsked);
    checking.step(Event::ConfirmAnswered(true));
    for mut story in [confirming, checking] {
        assert_eq!(story.state.name(), "placing");
        let total = story.price_request();
        story.step(Event::Edited(EMAIL, "ada@example.org".to_owned()));
        assert_eq!(story.state.name(), "review");
        story.step(Event::ConfirmAnswered(true));
        total.into_iter().for_each(|request| story.step(Event::OfferFetched(request, Ok(offer(2_000, Some(1))))));
        assert_eq!((story.state.name(), story.count("order")), ("review", 0));
    }
}

#[test]
fn addresses_that_the_page_sets_request_a_price_and_revoke_the_consent() {
    let mut story = Story::guest();
    story.in_review();
    story.step(Event::PlaceAsked);
    let mut addresses = story.state.addresses().clone();
    addresses.edit(ZIP, "10179");
    story.step(Event::AddressesSet(addresses));
    assert_eq!((story.state.name(), story.state.addresses().get(ZIP)), ("review", "10179"));
    assert!(story.price_request().is_some());
}

#[test]
fn the_same_addresses_once_more_change_nothing() {
    let mut story = Story::guest();
    story.in_review();
    story.step(Event::Edited(ZIP, "10179".to_owned()));
    story.step(Event::PlaceAsked);
    let mut addresses = story.state.addresses().clone();
    let shown = addresses.to_json();
    addresses.set_all(&shown, Source::Page);
    story.step(Event::AddressesSet(addresses));
    assert!(review(&story).press.is_some() && story.effects.is_empty(), "the press counts: {:?}", story.effects);
}

#[test]
fn another_shipment_method_is_announced_with_its_total() {
    let mut story = Story::guest();
    story.in_review();
    story.step(Event::ShipmentChosen(0, 2));
    answer(&mut story, offer(2_000, Some(2)));
    assert_eq!(story.state.notice(), Some(Notice::NewTotal { was: euro(2_490), now: euro(2_590) }));
    let told =
        Announcement::ShippingMethodChange { shipment: 0, method: 2, total: euro(2_590), totals: Totals::default() };
    assert!(story.told.contains(&told));
    for (shipment, method) in [(0, 7), (1, 1), (0, 2)] {
        let before = story.state.clone();
        story.step(Event::ShipmentChosen(shipment, method));
        assert_eq!((&story.state, story.effects.len()), (&before, 0), "{method} is not offered, or already chosen");
    }
}

#[test]
fn a_shipment_method_that_is_no_longer_possible_is_replaced_and_priced() {
    let mut story = Story::guest();
    story.in_review();
    let slower = |selected| {
        let mut slower = offer(2_000, selected);
        slower.shipments[0].methods.retain(|method| method.id == 2);
        slower
    };
    story.step(Event::Reload);
    answer(&mut story, slower(None));
    assert_eq!(review(&story).chosen, [Some(2)]);
    answer(&mut story, slower(Some(2)));
    assert_eq!((review(&story).started.attempt.offer.total, story.price_request()), (euro(2_590), None));

    let mut story = Story::guest();
    story.in_review();
    story.step(Event::Reload);
    answer(&mut story, slower(Some(2)));
    assert_eq!(
        (review(&story).chosen.clone(), story.price_request()),
        (vec![Some(2)], None),
        "the price already includes it"
    );
}

#[test]
fn an_address_without_shipping_shows_a_notice_and_a_missing_cart_ends_the_attempt() {
    let mut story = Story::guest();
    story.in_review();
    story.step(Event::Reload);
    let mut nowhere = offer(2_000, None);
    nowhere.shipments[0].methods.clear();
    answer(&mut story, nowhere);
    assert_eq!((story.state.notice(), story.price_request()), (Some(Notice::NoShipment), None));
    story.step(Event::PlaceAsked);
    assert_eq!((story.state.name(), story.state.notice()), ("review", Some(Notice::NoShipment)));

    for (error, name) in [(refused(422, 1103), "cancelling"), (GlueError::Timeout, "review")] {
        let mut story = Story::guest();
        story.in_review();
        story.step(Event::Reload);
        let request = story.price_request().unwrap();
        story.step(Event::OfferFetched(request, Err(error.clone())));
        assert_eq!(story.state.name(), name);
        assert_eq!(story.count("cancel"), usize::from(name == "cancelling"));

        let mut story = Story::guest();
        story.in_review();
        story.step(Event::PlaceAsked);
        story.step(Event::ConfirmAnswered(true));
        let request = story.price_request().unwrap();
        story.step(Event::OfferFetched(request, Err(error)));
        assert_eq!((story.state.name(), story.count("order")), (name, 0));
    }
}

#[test]
fn on_api_platform_changed_shipments_are_priced_before_the_new_total_is_approved() {
    for (second, ends) in [(2_590, "cancelling"), (2_490, "review")] {
        let mut story = Story::guest();
        story.dialect = Dialect::Platform;
        story.in_review();
        story.step(Event::PlaceAsked);
        story.step(Event::ConfirmAnswered(true));
        let slower = |total, selected| {
            let mut slower = Offer { total: euro(total), ..offer(2_000, selected) };
            slower.shipments[0].methods.retain(|method| method.id == 2);
            slower
        };
        answer(&mut story, slower(2_000, None));
        assert_eq!((story.state.name(), story.count("cancel")), ("review", 0), "its price is not known yet");
        answer(&mut story, slower(second, Some(2)));
        assert_eq!(story.state.name(), ends);
    }
}

#[test]
fn regrouped_shipments_are_shown_before_the_order() {
    let mut story = approved(divided(3, Some(1)));
    let phone = Path { part: Part::Shipping, field: Field::Phone };
    answer(&mut story, divided(3, Some(1)));
    story.step(Event::Edited(phone, "030 555".to_owned()));
    story.step(Event::Reload);
    answer(&mut story, divided(3, Some(1)));
    story.step(Event::PlaceAsked);
    story.step(Event::ConfirmAnswered(true));
    let mut regrouped = divided(3, Some(1));
    regrouped.shipments.swap(0, 2);
    answer(&mut story, regrouped);
    assert_eq!((story.state.name(), story.state.notice()), ("review", Some(Notice::CartChanged)));
    assert_eq!(story.count("order"), 0);
}

#[test]
fn a_single_shipment_has_no_address_of_its_own() {
    let mut story = Story::guest();
    story.in_review();
    story.step(Event::ShipmentSent(0, Destination::Own));
    assert_eq!(story.effects, []);
    assert!(story.active().parcel(0).is_none());
    let mut story = approved(divided(2, Some(1)));
    answer(&mut story, divided(2, Some(1)));
    story.step(Event::ShipmentSent(0, Destination::Own));
    assert!(story.active().parcel(0).is_some() && story.active().parcel(1).is_none());
    // One of the two items is removed from the cart. The other one is sent to the shipping address.
    story.step(Event::Reload);
    answer(&mut story, Offer { fingerprint: "item 0".to_owned(), ..divided(1, Some(1)) });
    assert!(story.active().parcel(0).is_none());
}

#[test]
fn an_address_is_required_when_a_shipment_or_the_bill_uses_it() {
    let need = |shipping, split| Need { customer: true, shipping, split };
    assert_eq!(approved(divided(0, None)).state.need(), need(false, false), "nothing is shipped");
    assert_eq!(approved(divided(1, Some(1))).state.need(), need(true, false));
    let mut story = approved(divided(2, Some(1)));
    answer(&mut story, divided(2, Some(1)));
    assert_eq!(story.state.need(), need(true, true));
    story.step(Event::ShipmentSent(0, Destination::Own));
    story.step(Event::ShipmentSent(1, Destination::Own));
    assert_eq!(story.state.need(), need(true, true), "the billing address uses it");
    story.step(Event::BillingSame(false));
    assert_eq!(story.state.need(), need(false, true), "each shipment has its own address, and billing too");
}

#[test]
fn a_prefilled_page_that_asks_to_order_gets_the_review_as_a_new_attempt() {
    let mut story = Story::new(true, Finish::Prefill);
    story.at_the_provider();
    story.happens(Event::Approved(Json::Null, None));
    let request = story.request();
    story.happens(Event::CustomerFetched(request, Ok(ada())));
    story.happens(Event::PrefillAnswered(true));
    assert_eq!((story.outcomes(), story.state.correlation()), (vec![Outcome::Prefilled], None));
    story.happens(Event::PlaceAsked);
    assert_eq!((story.state.name(), story.state.correlation()), ("review", Some("attempt-order")));
}

#[test]
fn a_guest_orders_with_their_name_and_only_addresses_that_are_complete_are_priced() {
    let mut story = Story::guest();
    story.placing();
    let order = story.effects.iter().find_map(|effect| match effect {
        Effect::PlaceOrder(_, draft, _) => Some(draft.clone()),
        _ => None,
    });
    let draft = order.expect("an order");
    let customer = draft.customer.expect("a guest's order has the buyer");
    assert_eq!(customer.get(&Field::Email).map(String::as_str), Some("ada@example.com"));
    let shipment = &draft.shipments[0];
    assert_eq!((shipment.method, shipment.address.is_none()), (Some(1), true), "the whole cart has one address");
    assert!(draft.shipping.is_some() && draft.billing.is_some());

    let priced = |missing: &[Path], same: bool| {
        let mut story = Story::guest();
        story.in_review();
        story.step(Event::BillingSame(same));
        for (field, value) in ada().shipping.iter().flat_map(|fields| fields.iter()).filter(|_| !same) {
            story.step(Event::Edited(Path { part: Part::Billing, field: *field }, value.clone()));
        }
        for path in missing {
            story.step(Event::Edited(*path, String::new()));
        }
        story.step(Event::ShipmentChosen(0, 2));
        story.effects.iter().find_map(|effect| match effect {
            Effect::FetchOffer(_, draft) => Some((draft.shipping.is_some(), draft.billing.is_some())),
            _ => None,
        })
    };
    let bill = Path { part: Part::Billing, field: Field::ZipCode };
    assert_eq!(priced(&[], true), Some((true, true)));
    assert_eq!(priced(&[ZIP], true), Some((false, false)), "billing is the same as shipping");
    assert_eq!(priced(&[], false), Some((true, true)));
    assert_eq!(priced(&[bill], false), Some((true, false)));
    assert_eq!(priced(&[ZIP], false), Some((false, true)), "billing is separate");
    assert_eq!(priced(&[EMAIL], true), Some((true, true)));
}
