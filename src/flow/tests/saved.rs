//! Tests of saved addresses.

use super::shop::*;
use crate::address::{Field, Part, Path, Saved, Source};
use crate::flow::*;

const CITY: Path = Path { part: Part::Shipping, field: Field::City };

fn saved() -> Vec<Saved> {
    let address = |id: &str, city: &str| {
        let fields = [
            (Field::Salutation, "Mrs"),
            (Field::FirstName, "Sonia"),
            (Field::LastName, "Wagner"),
            (Field::Address1, "Kirchstraße"),
            (Field::Address2, "7"),
            (Field::ZipCode, "10557"),
            (Field::City, city),
            (Field::Iso2Code, "DE"),
        ];
        let fields = fields.map(|(field, value)| (field, value.to_owned())).into();
        Saved { id: id.to_owned(), is_company: false, fields }
    };
    vec![address("home", "Ulm"), address("work", "Bonn")]
}

/// In the review of a customer with two saved addresses.
fn in_review() -> Story {
    let mut story = Story::customer();
    story.in_review();
    story.step(Event::ShipmentChosen(0, 2));
    let request = story.request();
    story.step(Event::OfferFetched(request, Ok(Offer { saved: saved(), ..offer(2_000, Some(2)) })));
    story.told.clear();
    story
}

fn changes(story: &Story) -> Vec<String> {
    let change = |told: &Announcement| match told {
        Announcement::AddressChange(_, path, value) => Some(format!("{path}={value}")),
        _ => None,
    };
    story.told.iter().filter_map(change).collect()
}

#[test]
fn saved_addresses_are_used_only_when_the_shopper_chooses_them() {
    let story = in_review();
    assert_eq!(story.state.addresses().get(CITY), "Berlin");
    assert_eq!(story.state.addresses().chosen(Part::Shipping, &saved()), None);
}

#[test]
fn a_chosen_address_announces_its_fields_and_requests_a_price() {
    let mut story = in_review();
    story.step(Event::SavedChosen(Part::Shipping, Some(1)));
    assert_eq!(
        story.state.addresses().entry(CITY).map(|entry| (&*entry.value, entry.source)),
        Some(("Bonn", Source::Account))
    );
    let told = changes(&story);
    assert!(told.contains(&"shippingAddress.city=Bonn".to_owned()), "{told:?}");
    assert!(!told.iter().any(|told| told.contains("iso2Code")), "the country is unchanged: {told:?}");
    let wait = story.request();
    story.step(Event::Waited(wait));
    assert!(matches!(story.effects.last(), Some(Effect::FetchOffer(..))), "its shipping may have another price");
}

#[test]
fn a_new_address_restores_what_the_shopper_had_typed() {
    let mut story = in_review();
    story.step(Event::Edited(CITY, "Potsdam".to_owned()));
    for choice in [Some(0), Some(1), None] {
        story.step(Event::SavedChosen(Part::Shipping, choice));
        assert_eq!(story.state.addresses().chosen(Part::Shipping, &saved()), choice);
    }
    assert_eq!(
        story.state.addresses().entry(CITY).map(|entry| (&*entry.value, entry.source)),
        Some(("Potsdam", Source::Shopper))
    );
}

#[test]
fn a_choice_that_is_not_offered_or_outside_the_review_changes_nothing() {
    let mut story = in_review();
    let before = story.state.clone();
    for (part, choice) in [(Part::Shipping, Some(2)), (Part::Shipping, None), (Part::Customer, Some(0))] {
        story.step(Event::SavedChosen(part, choice));
        assert_eq!((&story.state, story.effects.len()), (&before, 0));
    }
    let mut story = in_review();
    story.happens(Event::PlaceAsked);
    let asking = story.state.clone();
    story.step(Event::SavedChosen(Part::Shipping, Some(0)));
    assert_eq!(story.state, asking, "the review cannot be changed while the page is asked");
}
