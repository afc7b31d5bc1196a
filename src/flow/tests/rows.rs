//! Tests of the review's rows: open is what is missing or doubtful, and what the shopper opened.

use super::shop::*;
use crate::address::{AddressState, Field, Part, Path, Payer, Source};
use crate::flow::*;
use crate::json::Json;

const CUSTOMER: Row = Row::Part(Part::Customer);
const SHIPPING: Row = Row::Part(Part::Shipping);
const BILLING: Row = Row::Part(Part::Billing);
const CITY: Path = Path { part: Part::Shipping, field: Field::City };
const EMAIL: Path = Path { part: Part::Customer, field: Field::Email };

fn review(story: &Story) -> &Review {
    story.active().phase.review().expect("the review is shown")
}

/// A review with the data of this payer.
fn with(payer: Payer) -> Story {
    let mut story = Story::guest();
    story.at_the_provider();
    story.happens(Event::Approved(Json::Null, None));
    let request = story.request();
    story.happens(Event::CustomerFetched(request, Ok(payer)));
    story.happens(Event::PrefillAnswered(true));
    story
}

fn without(part: Part, field: Field) -> Payer {
    let mut payer = ada();
    match part {
        Part::Customer => payer.customer.insert(field, String::new()),
        Part::Shipping => payer.shipping.iter_mut().for_each(|fields| fields.insert(field, String::new())),
        Part::Billing => {}
    }
    payer
}

#[test]
fn a_complete_review_has_no_open_row() {
    assert_eq!(review(&with(ada())).open, []);
}

#[test]
fn only_the_row_with_a_missing_value_is_open() {
    for (part, field) in [
        (Part::Customer, Field::Email),
        (Part::Shipping, Field::Address2),
        (Part::Shipping, Field::ZipCode),
        (Part::Shipping, Field::City),
    ] {
        assert_eq!(review(&with(without(part, field))).open, [Row::Part(part)], "{field:?}");
    }
}

#[test]
fn a_name_that_is_missing_is_asked_once() {
    let mut payer = without(Part::Customer, Field::LastName);
    payer.shipping.iter_mut().for_each(|fields| fields.insert(Field::LastName, String::new()));
    let mut story = with(payer);
    let name = Path { part: Part::Customer, field: Field::LastName };
    for typed in ["P", "Payer"] {
        assert_eq!(review(&story).open, [CUSTOMER]);
        story.happens(Event::Edited(name, typed.to_owned()));
    }
    assert_eq!(review(&story).open, [CUSTOMER]);
    assert_eq!(story.active().all_missing(), []);
    assert_eq!(story.active().session.addresses.get(Path { part: Part::Shipping, ..name }), "Payer");
}

#[test]
fn a_row_with_a_doubtful_value_is_open_until_the_shopper_closes_it() {
    let mut payer = ada();
    payer.shipping.iter_mut().for_each(|fields| {
        fields.insert(Field::Address1, "Linienstraße 12".to_owned());
        fields.insert(Field::Address2, String::new());
    });
    let mut story = with(payer);
    assert_eq!(review(&story).open, [SHIPPING]);
    story.step(Event::RowToggled(SHIPPING));
    story.step(Event::Edited(EMAIL, "ada@example.org".to_owned()));
    assert_eq!(review(&story).open, []);
}

#[test]
fn a_row_stays_open_while_the_missing_value_is_typed() {
    let mut story = with(without(Part::Shipping, Field::City));
    for text in ["B", "Be", "Ber", "Berlin"] {
        story.step(Event::Edited(CITY, text.to_owned()));
        assert_eq!(review(&story).open, [SHIPPING], "{text}");
    }
    story.step(Event::RowToggled(SHIPPING));
    assert_eq!(review(&story).open, []);
}

#[test]
fn a_row_with_a_missing_value_does_not_close_and_says_what_is_missing() {
    let mut story = with(without(Part::Shipping, Field::City));
    assert!(!review(&story).is_marked(None, CITY), "the shopper has done nothing yet");
    story.step(Event::RowToggled(SHIPPING));
    assert_eq!(review(&story).open, [SHIPPING]);
    assert!(review(&story).is_marked(None, CITY));
    assert!(!review(&story).is_marked(None, EMAIL), "only the fields of this row");
    assert!(story.effects.contains(&Effect::FocusMissing));
    assert_eq!(story.state.notice(), None);
}

#[test]
fn a_field_is_marked_when_the_shopper_left_it() {
    let mut story = with(ada());
    story.step(Event::RowToggled(CUSTOMER));
    story.step(Event::Edited(EMAIL, "ada@".to_owned()));
    assert!(!review(&story).is_marked(None, EMAIL), "the shopper is still typing");
    story.step(Event::FieldLeft(None, EMAIL));
    assert!(review(&story).is_marked(None, EMAIL));
    assert!(!story.effects.contains(&Effect::FocusMissing), "the focus is the shopper's");
}

#[test]
fn each_row_opens_and_closes_by_itself() {
    let mut story = with(ada());
    for row in [CUSTOMER, SHIPPING, BILLING, Row::Payment, Row::Shipment(0)] {
        story.step(Event::RowToggled(row));
        assert_eq!((review(&story).open.as_slice(), story.effects.len()), (&[row][..], 0));
        story.step(Event::RowToggled(row));
        assert_eq!(review(&story).open, []);
    }
}

#[test]
fn opening_a_row_does_not_revoke_the_order() {
    let mut story = with(ada());
    story.step(Event::ShipmentChosen(0, 2));
    story.step(Event::PlaceAsked);
    let before = review(&story).press.clone();
    story.step(Event::RowToggled(SHIPPING));
    assert_eq!((before.is_some(), &review(&story).press), (true, &before));
}

#[test]
fn while_the_order_is_sent_no_row_opens() {
    let mut story = with(ada());
    story.place();
    story.step(Event::RowToggled(SHIPPING));
    story.step(Event::FieldLeft(None, CITY));
    assert_eq!((review(&story).open.len(), review(&story).is_marked(None, CITY)), (0, true), "the order marked all");
    assert_eq!(story.state.name(), "placing");
}

#[test]
fn without_any_data_the_bill_goes_where_the_parcel_goes() {
    let story = with(Payer::default());
    assert!(story.state.addresses().billing_same());
    assert_eq!(review(&story).open, [CUSTOMER, SHIPPING]);
    let missing = story.state.missing();
    let names = missing.iter().filter(|path| matches!(path.field, Field::FirstName | Field::LastName));
    assert!(names.clone().all(|path| path.part == Part::Customer) && names.count() == 2, "the name is asked for once");
    assert!(missing.iter().all(|path| path.field != Field::Salutation), "\"not given\" is an answer");
}

#[test]
fn another_billing_address_speaks_against_it() {
    for source in [Source::Account, Source::Shopper] {
        let mut story = Story::guest();
        story.begin();
        let mut addresses = AddressState::default();
        addresses.set_all(&Json::parse(r#"{"billingAddress":{"city":"Bonn"}}"#).unwrap(), source);
        story.step(Event::AddressesSet(addresses));
        story.click();
        let request = story.request();
        story.payment_answers(request, Ok("tx1"));
        story.happens(Event::Approved(Json::Null, None));
        let request = story.request();
        story.happens(Event::CustomerFetched(request, Ok(Payer::default())));
        story.happens(Event::PrefillAnswered(true));
        assert!(!story.state.addresses().billing_same());
    }
}

#[test]
fn the_parcel_goes_to_the_buyer_until_another_recipient_is_named() {
    let mut story = with(Payer::default());
    let at = |part, field| Path { part, field };
    let name = |story: &Story| {
        let get = |field| story.state.addresses().get(at(Part::Shipping, field)).to_owned();
        [get(Field::FirstName), get(Field::LastName)]
    };
    for typed in ["A", "Ada"] {
        story.step(Event::Edited(at(Part::Customer, Field::FirstName), typed.to_owned()));
    }
    story.step(Event::Edited(at(Part::Customer, Field::LastName), "Payer".to_owned()));
    assert_eq!(name(&story), ["Ada", "Payer"]);
    story.step(Event::Edited(at(Part::Shipping, Field::FirstName), "Bob".to_owned()));
    assert_eq!(name(&story), ["Bob", "Payer"]);
    story.step(Event::Edited(at(Part::Customer, Field::LastName), "Lovelace".to_owned()));
    assert_eq!(name(&story), ["Bob", "Payer"], "the recipient is the shopper's");
}

#[test]
fn a_recipient_who_was_typed_as_the_buyer_stays() {
    let mut story = with(ada());
    let name = |part| Path { part, field: Field::FirstName };
    story.step(Event::UndoAsked);
    story.step(Event::Edited(name(Part::Customer), "Grace".to_owned()));
    story.step(Event::Edited(name(Part::Shipping), "Grace".to_owned()));
    story.step(Event::Edited(name(Part::Customer), "Ada".to_owned()));
    assert_eq!(story.state.addresses().get(name(Part::Shipping)), "Grace");
}

#[test]
fn no_price_is_requested_for_an_address_without_a_name() {
    let mut story = with(Payer::default());
    for (field, value) in [
        (Field::Address1, "Linienstraße"),
        (Field::Address2, "12"),
        (Field::ZipCode, "10178"),
        (Field::City, "Berlin"),
        (Field::Iso2Code, "DE"),
    ] {
        story.step(Event::Edited(Path { part: Part::Shipping, field }, value.to_owned()));
    }
    story.step(Event::Reload);
    let sent = story.effects.iter().find_map(|effect| match effect {
        Effect::FetchOffer(_, draft) => Some((draft.shipping.is_some(), draft.billing.is_some())),
        _ => None,
    });
    assert_eq!(sent, Some((false, false)));
}

#[test]
fn after_the_undo_the_bill_still_goes_where_the_parcel_goes() {
    let mut story = with(ada());
    story.happens(Event::UndoAsked);
    assert!(story.state.addresses().billing_same());
    assert_eq!(review(&story).open, [CUSTOMER, SHIPPING]);
}
