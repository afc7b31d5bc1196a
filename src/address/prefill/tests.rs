//! Tests of pre-filling and of its undo.

use super::*;
use crate::address::Check;
use crate::json::Json;

const GUEST: Need = Need { customer: true, shipping: true, split: false };
const BUYER: &str = r#"{"salutation":"n/a","firstName":"Ada","lastName":"Payer","email":"ada.payer@example.com","phone":"491705550142"}"#;
const BERLIN: &str = r#"{"firstName":"Ada","lastName":"Payer","address1":"Linienstraße","address2":"12","address3":"c/o Meier","zipCode":"10178","city":"Berlin","iso2Code":"DE"}"#;
const BONN: &str =
    r#"{"firstName":"Bea","lastName":"Gift","address1":"Markt 7","zipCode":"53111","city":"Bonn","iso2Code":"DE"}"#;

fn payer(customer: &str, billing: &str, shipping: &str) -> Payer {
    let fields = |part: Part, text: &str| -> Fields {
        let json = Json::parse(text).unwrap();
        part.fields().iter().filter_map(|field| Some((*field, json.get(field.name()).str()?.to_owned()))).collect()
    };
    let address = |part, text: &str| (!text.is_empty()).then(|| fields(part, text));
    Payer {
        customer: fields(Part::Customer, customer),
        billing: address(Part::Billing, billing),
        shipping: address(Part::Shipping, shipping),
    }
}

fn path(text: &str) -> Path {
    Path::parse(text).unwrap()
}

fn get<'a>(addresses: &'a AddressState, text: &str) -> &'a str {
    addresses.get(path(text))
}

fn origin(addresses: &AddressState, text: &str) -> Option<(Source, Option<Check>)> {
    addresses.own(path(text)).map(|entry| (entry.source, entry.check))
}

fn account(text: &str) -> AddressState {
    let mut addresses = AddressState::default();
    addresses.set_all(&Json::parse(text).unwrap(), Source::Account);
    addresses
}

#[test]
fn a_guests_prefill_leaves_no_field_missing() {
    let mut addresses = AddressState::default();
    addresses.prefill(&payer(BUYER, BERLIN, BERLIN), GUEST);
    assert_eq!(addresses.missing(GUEST), []);
    assert!(addresses.billing_same(), "two equal addresses are shown as one");
    assert_eq!(addresses.provenance().get("billingAddress.city").to_string(), r#"{"source":"psp","check":null}"#);
    assert_eq!(origin(&addresses, "shippingAddress.city"), Some((Source::Psp, None)));
    assert_eq!(
        origin(&addresses, "shippingAddress.salutation"),
        Some((Source::Derived, None)),
        "n/a is Spryker's value"
    );
    assert_eq!(origin(&addresses, "customer.salutation"), Some((Source::Psp, None)));
    assert_eq!(origin(&addresses, "shippingAddress.phone"), None, "a single shipment needs no phone");
    assert_eq!(addresses.provenance().get("shippingAddress.address1").to_string(), r#"{"source":"psp","check":null}"#);
}

#[test]
fn inferred_values_are_marked() {
    let mut addresses = AddressState::default();
    addresses.prefill(&payer(BUYER, "", BONN), GUEST);
    assert_eq!(get(&addresses, "shippingAddress.address2"), "7");
    assert_eq!(origin(&addresses, "shippingAddress.address1"), Some((Source::Psp, Some(Check::StreetSplit))));
    assert!(addresses.billing_same(), "no billing address: billing is the same as shipping");
    assert_eq!(get(&addresses, "billingAddress.city"), "Bonn");
}

#[test]
fn a_gift_has_the_name_of_its_recipient() {
    let mut addresses = AddressState::default();
    addresses.prefill(&payer(BUYER, BERLIN, BONN), GUEST);
    assert_eq!(get(&addresses, "shippingAddress.firstName"), "Bea");
    assert_eq!(get(&addresses, "customer.firstName"), "Ada");
    assert_eq!(get(&addresses, "billingAddress.lastName"), "Payer");
}

#[test]
fn half_a_name_is_not_completed_with_the_buyers_name() {
    let mut addresses = AddressState::default();
    addresses.prefill(&payer(BUYER, "", r#"{"lastName":"Gift","city":"Bonn"}"#), GUEST);
    assert_eq!(get(&addresses, "shippingAddress.firstName"), "");
    addresses.prefill(&payer(BUYER, "", r#"{"city":"Bonn"}"#), GUEST);
    assert_eq!(
        get(&addresses, "shippingAddress.firstName"),
        "Ada",
        "an address without any name gets the buyer's name"
    );
    assert_eq!(origin(&addresses, "shippingAddress.lastName"), Some((Source::Derived, None)));
}

#[test]
fn fields_that_the_shopper_typed_or_emptied_stay() {
    let mut addresses = AddressState::default();
    addresses.edit(path("shippingAddress.city"), "Potsdam");
    addresses.edit(path("customer.phone"), "1");
    addresses.edit(path("customer.phone"), "");
    addresses.prefill(&payer(BUYER, "", BERLIN), GUEST);
    assert_eq!(get(&addresses, "shippingAddress.city"), "Potsdam");
    assert_eq!(get(&addresses, "customer.phone"), "");
    assert_eq!(get(&addresses, "shippingAddress.zipCode"), "10178");
}

#[test]
fn a_typed_billing_address_is_not_hidden() {
    let mut addresses = AddressState::default();
    addresses.edit(path("billingAddress.company"), "Payer & Sons");
    addresses.prefill(&payer(BUYER, "", BERLIN), GUEST);
    assert!(!addresses.billing_same());
    assert_eq!(get(&addresses, "billingAddress.company"), "Payer & Sons");
}

#[test]
fn the_accounts_customer_data_and_the_wallets_address_are_kept() {
    let mut addresses = account(
        r#"{"customer":{"firstName":"Augusta","email":"a@shop.example"},
        "shippingAddress":{"address1":"Alte Straße","address2":"1","address3":"Hinterhof","city":"Köln"}}"#,
    );
    addresses.prefill(&payer(BUYER, "", BONN), GUEST);
    assert_eq!(get(&addresses, "customer.firstName"), "Augusta");
    assert_eq!(get(&addresses, "customer.email"), "a@shop.example");
    assert_eq!(get(&addresses, "shippingAddress.address1"), "Markt");
    assert_eq!(get(&addresses, "shippingAddress.address3"), "", "no line of the account's address remains");
}

#[test]
fn a_billing_address_alone_is_copied_to_shipping_and_marked() {
    let mut addresses = AddressState::default();
    addresses.prefill(&payer(BUYER, BERLIN, ""), GUEST);
    assert_eq!(get(&addresses, "shippingAddress.address3"), "c/o Meier");
    assert_eq!(origin(&addresses, "shippingAddress.city"), Some((Source::Derived, Some(Check::Copied))));
    let mut addresses = account(r#"{"shippingAddress":{"address1":"Alte Straße","city":"Köln"}}"#);
    addresses.prefill(&payer(BUYER, BERLIN, ""), GUEST);
    assert_eq!(get(&addresses, "shippingAddress.city"), "Köln", "the account's shipping address stays");
    assert_eq!(get(&addresses, "billingAddress.city"), "Berlin");
}

#[test]
fn empty_addresses_from_the_provider_change_nothing() {
    let mut addresses = account(r#"{"shippingAddress":{"city":"Köln"}}"#);
    addresses.prefill(&payer(r#"{"firstName":"Ada"}"#, r#"{"city":"null"}"#, ""), GUEST);
    assert_eq!(get(&addresses, "shippingAddress.city"), "Köln");
    assert_eq!(get(&addresses, "customer.salutation"), "n/a");
    let mut addresses = AddressState::default();
    addresses.prefill(&Payer::default(), GUEST);
    assert_eq!(addresses, AddressState::default());
    assert!(!addresses.has_prefill(), "nothing was filled, so there is nothing to undo");
}

#[test]
fn split_shipments_get_the_customers_phone() {
    let split = Need { split: true, ..GUEST };
    let mut addresses = AddressState::default();
    addresses.prefill(&payer(BUYER, "", BERLIN), split);
    assert_eq!(get(&addresses, "shippingAddress.phone"), "491705550142");
    assert_eq!(origin(&addresses, "shippingAddress.phone"), Some((Source::Derived, None)));
    let mut addresses = AddressState::default();
    addresses.prefill(&payer(r#"{"phone":"0000000000"}"#, "", BERLIN), split);
    assert!(
        addresses.missing(split).contains(&path("shippingAddress.phone")),
        "a placeholder is removed and asked for"
    );
}

#[test]
fn a_second_wallet_replaces_all_values_of_the_first() {
    let mut addresses = AddressState::default();
    addresses.prefill(&payer(BUYER, BERLIN, BERLIN), GUEST);
    addresses.prefill(&payer(r#"{"firstName":"Bea"}"#, "", BONN), GUEST);
    assert_eq!(get(&addresses, "shippingAddress.address3"), "");
    assert_eq!(get(&addresses, "customer.email"), "");
    assert_eq!(get(&addresses, "billingAddress.city"), "Bonn");
}

#[test]
fn undo_restores_the_earlier_state_and_keeps_values_typed_since() {
    let mut addresses = account(r#"{"customer":{"firstName":"Augusta"},"shippingAddress":{"city":"Köln"}}"#);
    addresses.edit(path("shippingAddress.company"), "ACME");
    addresses.set_billing_same(true);
    let before = addresses.clone();
    assert!(!addresses.undo_prefill());
    addresses.prefill(&payer(BUYER, BERLIN, BONN), GUEST);
    let first = addresses.clone();
    addresses.prefill(&payer(BUYER, "", BERLIN), GUEST);
    assert!(addresses.undo_prefill());
    assert_eq!(addresses, first, "exactly the earlier state");
    assert!(addresses.undo_prefill());
    assert_eq!(addresses, before, "exactly the earlier state");

    addresses.prefill(&payer(BUYER, BERLIN, BONN), GUEST);
    addresses.edit(path("shippingAddress.company"), "");
    addresses.edit(path("billingAddress.zipCode"), "10115");
    assert!(addresses.undo_prefill());
    assert_eq!(addresses.own(path("shippingAddress.company")).map(|entry| entry.value.as_str()), Some(""));
    assert_eq!(get(&addresses, "shippingAddress.city"), "Köln");
    assert_eq!(get(&addresses, "billingAddress.zipCode"), "10115", "a typed billing address is not hidden");
    assert_eq!(get(&addresses, "billingAddress.city"), "Köln");
    assert!(!addresses.has_prefill());
}

#[test]
fn a_cancelled_payment_removes_the_payers_data() {
    let mut addresses = account(r#"{"customer":{"lastName":"Shopper"},"shippingAddress":{"city":"Köln"}}"#);
    addresses.prefill(&payer(BUYER, BERLIN, BONN), GUEST);
    addresses.prefill(&payer(BUYER, "", BERLIN), GUEST);
    addresses.edit(path("customer.email"), "me@shop.example");
    addresses.forget();
    assert_eq!(
        addresses.to_json().to_string(),
        r#"{"customer":{"lastName":"Shopper","email":"me@shop.example"},"billingAddress":{},"shippingAddress":{"city":"Köln"}}"#
    );
    assert!(!addresses.has_prefill() && !addresses.billing_same());
}

#[test]
fn changing_shipping_does_not_change_the_providers_billing_address() {
    let mut addresses = AddressState::default();
    addresses.prefill(&payer(BUYER, BERLIN, BERLIN), GUEST);
    addresses.edit(path("shippingAddress.city"), "Potsdam");
    assert!(!addresses.billing_same());
    assert_eq!(get(&addresses, "billingAddress.city"), "Berlin");
    addresses.set_billing_same(true);
    addresses.edit(path("shippingAddress.city"), "Bonn");
    assert_eq!(get(&addresses, "billingAddress.city"), "Bonn", "the shopper chose that billing is the same");
}

#[test]
fn a_recipient_with_the_buyers_name_is_no_other_one() {
    let prefilled = |shipping: &str| {
        let mut addresses = AddressState::default();
        addresses.prefill(&payer(BUYER, BERLIN, shipping), GUEST);
        addresses
    };
    assert!(!AddressState::default().has_other_recipient());
    assert!(prefilled(BONN).has_other_recipient());
    let mut addresses = prefilled(BERLIN);
    assert!(!addresses.has_other_recipient());
    addresses.edit(path("shippingAddress.firstName"), "Bea");
    addresses.edit(path("shippingAddress.firstName"), "Ada");
    assert!(addresses.has_other_recipient(), "the fields stay open while the shopper types");
}

#[test]
fn a_place_from_two_sources_is_mixed() {
    let mut addresses = AddressState::default();
    addresses.prefill(&payer(BUYER, BERLIN, BERLIN), GUEST);
    assert!(!addresses.is_mixed(Part::Shipping), "all of it is the provider's");
    let mut addresses = AddressState::default();
    addresses.edit(path("shippingAddress.city"), "Potsdam");
    addresses.prefill(&payer(BUYER, BERLIN, BONN), GUEST);
    assert_eq!(get(&addresses, "shippingAddress.zipCode"), "53111");
    assert!(addresses.is_mixed(Part::Shipping), "Potsdam is not in 53111");
    let full =
        r#"{"shippingAddress":{"address1":"Markt","address2":"7","zipCode":"53111","city":"Bonn","iso2Code":"DE"}}"#;
    let mut addresses = account(full);
    addresses.prefill(&payer(BUYER, BERLIN, BERLIN), GUEST);
    assert!(!addresses.is_mixed(Part::Shipping));
}

#[test]
fn an_edit_of_the_delivery_address_says_that_billing_stays() {
    let city = path("shippingAddress.city");
    let mut addresses = AddressState::default();
    addresses.prefill(&payer(BUYER, BERLIN, BERLIN), GUEST);
    assert_eq!((addresses.billing_same(), addresses.billing_kept()), (true, false));
    addresses.edit(city, "Berlin-Mitte");
    assert_eq!((addresses.billing_same(), addresses.billing_kept()), (false, true));
    assert_eq!(get(&addresses, "billingAddress.city"), "Berlin");
    addresses.edit(city, "Berlin Mitte");
    assert!(addresses.billing_kept());
    for settled in [true, false] {
        let mut now = addresses.clone();
        now.set_billing_same(settled);
        assert!(!now.billing_kept());
    }
    let mut now = addresses.clone();
    now.edit(path("billingAddress.company"), "Payer & Sons");
    assert!(!now.billing_kept(), "the shopper looked at it");

    let mut addresses = AddressState::default();
    addresses.prefill(&payer(BUYER, BONN, BERLIN), GUEST);
    addresses.edit(city, "Berlin-Mitte");
    assert!(!addresses.billing_kept(), "the two were never one");
}

#[test]
fn only_something_of_ones_own_can_be_restored() {
    let mut addresses = AddressState::default();
    addresses.prefill(&payer(BUYER, "", BERLIN), GUEST);
    assert_eq!((addresses.has_prefill(), addresses.has_own_before()), (true, false), "the guest had given nothing");
    let own = r#"{"shippingAddress":{"city":"Ulm","address1":"Weg 1"}}"#;
    for source in [Source::Page, Source::Account, Source::Shopper] {
        let mut addresses = AddressState::default();
        addresses.set_all(&Json::parse(own).unwrap(), source);
        addresses.prefill(&payer(BUYER, "", BERLIN), GUEST);
        addresses.prefill(&payer(BUYER, "", BONN), GUEST);
        assert!(addresses.has_own_before(), "{source:?}");
        assert!(addresses.undo_prefill() && addresses.undo_prefill());
        assert!(!addresses.has_own_before());
    }
}

#[test]
fn a_value_that_was_cut_is_marked_as_cut() {
    let mut addresses = AddressState::default();
    let long = [
        "{\"address1\":\"",
        &"Lange Straße ".repeat(30),
        "\",\"address2\":\"1\",\"city\":\"Berlin\",\"iso2Code\":\"DE\"}",
    ]
    .concat();
    addresses.prefill(&payer(BUYER, "", &long), GUEST);
    assert_eq!(origin(&addresses, "shippingAddress.address1"), Some((Source::Psp, Some(Check::Cut))));
    assert!(addresses.has_doubts());
}
