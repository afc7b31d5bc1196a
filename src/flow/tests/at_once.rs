//! Tests of orders without a summary: only where the page and the law allow them.

use super::shop::*;
use crate::address::{Field, Part, Path, Payer};
use crate::flow::*;
use crate::json::Json;

/// A shop in that country.
fn shop(finish: Finish, country: Option<&str>) -> Story {
    let mut story = Story::new(true, finish);
    story.store = country.map(str::to_owned);
    story.at_the_provider();
    story
}

/// The payer approves, and their data arrive.
fn approve(story: &mut Story, payer: Payer) {
    story.happens(Event::Approved(Json::Null, None));
    let request = story.request();
    story.happens(Event::CustomerFetched(request, Ok(payer)));
    story.happens(Event::PrefillAnswered(true));
}

#[test]
fn an_order_at_once_is_placed_where_no_country_asks_for_the_button() {
    for (finish, store, address, name) in [
        (Finish::OrderAtOnce, Some("US"), "US", "placing"),
        (Finish::OrderAtOnce, Some("US"), "MX", "placing"),
        (Finish::OrderAtOnce, Some("US"), "DE", "review"),
        (Finish::OrderAtOnce, Some("US"), "CH", "review"),
        (Finish::OrderAtOnce, Some("DE"), "US", "review"),
        (Finish::OrderAtOnce, Some("NO"), "US", "review"),
        (Finish::OrderAtOnce, Some("GB"), "US", "review"),
        (Finish::OrderAtOnce, Some("TR"), "US", "review"),
        (Finish::OrderAtOnce, None, "US", "review"),
        (Finish::Order, Some("US"), "US", "review"),
        (Finish::Review, Some("US"), "US", "review"),
    ] {
        let mut story = shop(finish, store);
        approve(&mut story, ada_in(address));
        assert_eq!(story.state.name(), name, "{finish:?} {store:?} {address}");
        if name == "placing" {
            story.happens(Event::ConfirmAnswered(true));
            assert_eq!(story.sent.last().map(String::as_str), Some("order"));
        }
    }
}

#[test]
fn a_billing_address_in_europe_asks_for_the_button_too() {
    let mut story = shop(Finish::OrderAtOnce, Some("US"));
    let mut payer = ada_in("US");
    payer.billing = ada_in("AT").shipping;
    approve(&mut story, payer);
    assert_eq!(story.state.name(), "review");
}

#[test]
fn the_order_button_has_plain_words_only_where_every_country_allows_them() {
    for (store, shipping, billing, plain) in [
        (Some("US"), "US", "US", true),
        (Some("US"), "JP", "CA", true),
        (Some("US"), "", "", true),
        (Some("US"), "DE", "US", false),
        (Some("US"), "US", "AT", false),
        (Some("US"), "TR", "US", false),
        (Some("US"), "PE", "US", false),
        (Some("CH"), "US", "US", false),
        (Some("DE"), "US", "US", false),
        (None, "US", "US", false),
    ] {
        let mut story = shop(Finish::Review, store);
        let mut payer = ada_in(shipping);
        payer.billing = ada_in(billing).shipping;
        approve(&mut story, payer);
        assert_eq!(story.state.name(), "review");
        assert_eq!(story.active().may_use_plain_words(), plain, "{store:?} {shipping} {billing}");
    }
}

#[test]
fn an_edited_country_may_ask_for_the_words_of_the_law() {
    let mut story = shop(Finish::Review, Some("US"));
    approve(&mut story, ada_in("US"));
    assert!(story.active().may_use_plain_words());
    story.step(Event::Edited(Path { part: Part::Shipping, field: Field::Iso2Code }, "FR".to_owned()));
    assert!(!story.active().may_use_plain_words());
}

#[test]
fn an_order_at_once_needs_the_approved_total() {
    let mut story = shop(Finish::OrderAtOnce, Some("US"));
    story.items = 5_000;
    approve(&mut story, ada_in("US"));
    assert_eq!(story.state.name(), "review");
}

#[test]
fn an_order_at_once_needs_an_address_that_was_not_guessed() {
    let mut story = shop(Finish::OrderAtOnce, Some("US"));
    let mut payer = ada_in("US");
    let one_line = |fields: &mut crate::address::Fields| {
        fields.insert(Field::Address1, "12 Main Street".to_owned());
        fields.insert(Field::Address2, String::new());
    };
    payer.shipping.iter_mut().for_each(one_line);
    approve(&mut story, payer);
    assert_eq!((story.state.name(), story.count("order")), ("review", 0));
    assert!(story.state.missing().is_empty());
}

/// A story in which the price of the review is being requested, and the number of that request.
fn while_the_price_is_requested() -> (Story, RequestId) {
    let mut story = shop(Finish::OrderAtOnce, Some("US"));
    story.happens(Event::Approved(Json::Null, None));
    let request = story.request();
    story.happens(Event::CustomerFetched(request, Ok(ada_in("US"))));
    story.step(Event::PrefillAnswered(true));
    let request = story.request();
    (story, request)
}

#[test]
fn an_order_at_once_does_not_order_a_cart_that_changed_meanwhile() {
    let (mut story, request) = while_the_price_is_requested();
    let vase = Offer { fingerprint: "vase|2000".to_owned(), country: Some("US".to_owned()), ..offer(2_000, Some(1)) };
    story.step(Event::OfferFetched(request, Ok(vase)));
    assert_eq!((story.state.name(), story.state.notice()), ("review", Some(Notice::CartChanged)));
}

#[test]
fn an_order_at_once_that_the_shopper_edits_waits_for_the_button() {
    let (mut story, request) = while_the_price_is_requested();
    let company = Path { part: Part::Shipping, field: Field::Company };
    story.step(Event::Edited(company, "Payer & Sons".to_owned()));
    let offer = Offer { country: Some("US".to_owned()), ..offer(2_000, Some(1)) };
    story.step(Event::OfferFetched(request, Ok(offer)));
    assert_eq!((story.state.name(), story.count("order")), ("review", 0));
}
