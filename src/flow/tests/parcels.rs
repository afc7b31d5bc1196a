//! Tests of carts with several shipments.

use super::shop::*;
use crate::address::{Destination, Field, Part, Path, Saved};
use crate::flow::*;
use std::sync::Arc;

const CITY: Path = Path { part: Part::Shipping, field: Field::City };
const COUNTRY: Path = Path { part: Part::Shipping, field: Field::Iso2Code };
const PHONE: Path = Path { part: Part::Shipping, field: Field::Phone };

fn saved() -> Vec<Saved> {
    let fields = [
        (Field::Address1, "Hafenstraße"),
        (Field::Address2, "3"),
        (Field::ZipCode, "20457"),
        (Field::City, "Hamburg"),
        (Field::Iso2Code, "DE"),
        (Field::Phone, "040 555"),
    ];
    let fields = fields.map(|(field, value)| (field, value.to_owned())).into();
    vec![Saved { id: "unit".to_owned(), is_company: true, fields }]
}

/// An offer of two shipments, a lamp and two trays.
fn divided(groups: &[&[&str]], chosen: i64) -> Offer {
    let whole = offer(2_000, Some(chosen));
    let shipment = |items: &&[&str]| Shipment {
        items: Arc::new(items.iter().map(|item| (*item).to_owned()).collect()),
        ..whole.shipments[0].clone()
    };
    Offer { shipments: groups.iter().map(shipment).collect(), saved: saved(), ..whole }
}

const TWO: &[&[&str]] = &[&["lamp"], &["tray", "coaster"]];

/// Answers every request for the price with these groups. Returns the drafts of the requests.
fn answer(story: &mut Story, groups: &[&[&str]]) -> Vec<Draft> {
    let mut drafts = Vec::new();
    while let Some((request, draft)) = story.effects.iter().find_map(|effect| match effect {
        Effect::FetchOffer(request, draft) => Some((*request, draft.clone())),
        _ => None,
    }) {
        drafts.push(draft);
        story.step(Event::OfferFetched(request, Ok(divided(groups, 1))));
    }
    drafts
}

fn in_review() -> Story {
    let mut story = Story::customer();
    story.in_review();
    story.step(Event::Edited(PHONE, "030 555".to_owned()));
    story.step(Event::Reload);
    answer(&mut story, TWO);
    story.told.clear();
    story
}

fn type_in(story: &mut Story, shipment: usize) {
    for (field, value) in [
        (Field::FirstName, "Grace"),
        (Field::LastName, "Shopper"),
        (Field::Address1, "Torstraße"),
        (Field::Address2, "7b"),
        (Field::ZipCode, "10119"),
        (Field::City, "Potsdam"),
        (Field::Phone, "0331 555"),
    ] {
        story.step(Event::ShipmentEdited(shipment, field, value.to_owned()));
    }
}

/// Places the order. Returns the city of each shipment, and the id of a company address.
fn ordered(story: &mut Story) -> Vec<(String, Option<String>)> {
    story.step(Event::PlaceAsked);
    story.step(Event::ConfirmAnswered(true));
    answer(story, TWO);
    let draft = story.effects.iter().find_map(|effect| match effect {
        Effect::PlaceOrder(_, draft, _) => Some(draft.clone()),
        _ => None,
    });
    let to = |shipment: ChosenShipment| {
        let address = shipment.address.expect("every shipment has an address");
        (address.fields.get(&Field::City).cloned().unwrap_or_default(), address.company_id)
    };
    draft.expect("an order").shipments.into_iter().map(to).collect()
}

fn paths(story: &Story) -> Vec<String> {
    let path = |told: &Announcement| match told {
        Announcement::AddressChange(shipment, path, _) => Some(announce::address_path(*shipment, *path)),
        _ => None,
    };
    story.told.iter().filter_map(path).collect()
}

#[test]
fn every_shipment_goes_to_the_shipping_address_until_the_shopper_changes_it() {
    let mut story = in_review();
    assert_eq!(ordered(&mut story), [("Berlin".to_owned(), None), ("Berlin".to_owned(), None)]);
}

#[test]
fn a_shipment_with_its_own_address_needs_a_complete_one() {
    let mut story = in_review();
    story.step(Event::ShipmentSent(1, Destination::Own));
    let wait = story.request();
    story.step(Event::Waited(wait));
    let drafts = answer(&mut story, TWO);
    assert_eq!(drafts[0].shipments[1].address, None, "an incomplete address is not sent");
    assert!(drafts[0].shipments[0].address.is_some());
    story.step(Event::PlaceAsked);
    assert_eq!(story.state.notice(), Some(Notice::Missing));
    assert!(story.state.missing().is_empty() && story.state.missing_in(1).contains(&PHONE));
    type_in(&mut story, 1);
    assert!(paths(&story).contains(&"shipments.1.shippingAddress.city".to_owned()));
    story.step(Event::Reload);
    let drafts = answer(&mut story, TWO);
    assert!(drafts[0].shipments[1].address.is_some(), "its price may be different there");
    assert_eq!(ordered(&mut story), [("Berlin".to_owned(), None), ("Potsdam".to_owned(), None)]);
}

#[test]
fn typed_fields_survive_another_shipment_method_another_address_and_an_undo() {
    let mut story = in_review();
    story.step(Event::ShipmentSent(1, Destination::Own));
    type_in(&mut story, 1);
    story.step(Event::ShipmentSent(1, Destination::Common));
    story.step(Event::ShipmentChosen(1, 2));
    story.step(Event::UndoAsked);
    story.step(Event::ShipmentSent(1, Destination::Saved(0)));
    story.step(Event::ShipmentSent(1, Destination::Own));
    assert_eq!(story.active().parcel(1).map(|addresses| addresses.get(CITY)), Some("Potsdam"));
}

#[test]
fn a_company_address_is_sent_by_its_id_until_it_is_edited() {
    let mut story = in_review();
    story.step(Event::ShipmentSent(1, Destination::Saved(0)));
    assert!(story.state.missing_in(1).is_empty(), "the recipient is the buyer: {:?}", story.state.missing_in(1));
    story.step(Event::Reload);
    answer(&mut story, TWO);
    assert_eq!(ordered(&mut story), [("Berlin".to_owned(), None), ("Hamburg".to_owned(), Some("unit".to_owned()))]);
    let mut story = in_review();
    story.step(Event::ShipmentSent(1, Destination::Saved(0)));
    story.step(Event::ShipmentEdited(1, Field::FirstName, "Grace".to_owned()));
    story.step(Event::Reload);
    answer(&mut story, TWO);
    assert_eq!(ordered(&mut story)[1].1, None, "with the id, the order would have the buyer's name again");
}

#[test]
fn an_unused_address_is_not_required() {
    let mut story = in_review();
    story.step(Event::BillingSame(false));
    for shipment in [0, 1] {
        story.step(Event::ShipmentSent(shipment, Destination::Saved(0)));
    }
    story.step(Event::Edited(CITY, String::new()));
    assert_eq!(story.state.missing(), []);
    story.step(Event::ShipmentSent(0, Destination::Common));
    assert_eq!(story.state.missing(), [CITY]);
}

#[test]
fn shipments_that_were_regrouped_meanwhile_are_shown_before_the_order() {
    let mut story = in_review();
    story.step(Event::ShipmentSent(0, Destination::Saved(0)));
    story.step(Event::Reload);
    answer(&mut story, TWO);
    story.step(Event::PlaceAsked);
    story.step(Event::ConfirmAnswered(true));
    answer(&mut story, &[&["lamp", "tray"], &["coaster"]]);
    assert_eq!((story.state.name(), story.state.notice()), ("review", Some(Notice::CartChanged)));
    assert_eq!(story.count("order"), 0, "otherwise the tray would be sent to Hamburg");
}

#[test]
fn a_country_without_shipping_is_marked_before_the_order() {
    let mut story = in_review();
    story.step(Event::CountriesFetched(Err(GlueError::Network)));
    assert_eq!(story.state.missing(), [], "without known countries, no country is wrong");
    let country = |code: &str| Country { code: code.to_owned(), zip_pattern: None };
    story.step(Event::CountriesFetched(Ok(vec![country("AT"), country("CH")])));
    assert_eq!(story.state.missing(), [COUNTRY]);
    story.step(Event::ShipmentSent(1, Destination::Saved(0)));
    assert_eq!(story.state.missing_in(1), [COUNTRY]);
    story.step(Event::Reload);
    answer(&mut story, TWO);
    story.step(Event::PlaceAsked);
    assert_eq!(story.state.notice(), Some(Notice::Missing));
}

#[test]
fn a_choice_for_a_missing_shipment_changes_nothing() {
    let mut story = in_review();
    let before = story.state.clone();
    for event in [
        Event::ShipmentSent(2, Destination::Own),
        Event::ShipmentSent(0, Destination::Saved(1)),
        Event::ShipmentSent(0, Destination::Common),
        Event::ShipmentEdited(0, Field::City, "Ulm".to_owned()),
        Event::ShipmentEdited(9, Field::City, "Ulm".to_owned()),
    ] {
        story.step(event);
        assert_eq!((&story.state, story.effects.len()), (&before, 0));
    }
}

#[test]
fn the_items_of_another_cart_are_read_again() {
    let mut story = Story::guest();
    story.in_review();
    story.step(Event::LinesFetched(Ok(vec![line("vase", "Vase")])));
    story.step(Event::Reload);
    let request = story.request();
    let other = Offer { fingerprint: "lamp,tray|2000".to_owned(), ..divided(TWO, 1) };
    story.step(Event::OfferFetched(request, Ok(other)));
    assert!(story.effects.contains(&Effect::FetchLines));
    let shown = story.active().phase.review().map(|review| review.facts.lines.len());
    assert_eq!(shown, Some(0), "items of another cart are not shown");
    let line = line("lamp", "Linen Desk Lamp");
    story.step(Event::LinesFetched(Ok(vec![line.clone()])));
    let Some(Phase::Review(review)) = story.state.phase() else { panic!("{}", story.state.name()) };
    assert_eq!(review.facts.lines, [line]);
}
