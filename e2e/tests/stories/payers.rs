//! Stories about unusual payer data: no value is invented, missing values are asked for, and then it can be ordered.

use e2e::Story;
use e2e::checkout::{Checkout, WALLET};
use serde_json::{Value, json};

/// The value that the shopper types into a field.
fn typed(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or_default() {
        "firstName" => "Ada",
        "lastName" => "Payer",
        "email" => "ada.payer@example.com",
        "phone" => "491705550142",
        "address1" => "Linienstraße",
        "address2" => "12",
        "zipCode" => "10178",
        "city" => "Berlin",
        other => panic!("there is no value for {other}"),
    }
}

/// Fills in fields until none is marked as missing, and returns their names.
#[track_caller]
pub fn fill_what_is_missing(checkout: &Checkout<'_>) -> Vec<String> {
    let mut filled = Vec::new();
    for _ in 0..40 {
        let Some(path) = checkout.missing().into_iter().find(|path| !filled.contains(path)) else { break };
        if path.ends_with("salutation") {
            checkout.choose(&path, "Ms");
        } else if path.ends_with("iso2Code") {
            checkout.choose(&path, "Germany");
        } else {
            checkout.fill(&path, typed(&path));
        }
        filled.push(path);
    }
    filled
}

/// Orders. If values are missing, fills them in and orders again.
#[track_caller]
pub fn place_until_nothing_is_missing(checkout: &Checkout<'_>) {
    fill_what_is_missing(checkout);
    checkout.place();
    checkout.wait_for_any(&["placed", "review"]);
    if checkout.state() == "review" && !checkout.missing().is_empty() {
        fill_what_is_missing(checkout);
        checkout.place();
    }
    checkout.wait_for("placed");
}

/// Orders with this payer's data. Returns the fields that had to be filled in, and the attributes of the order.
fn order_as(payer: &str, dialect: &str) -> (Vec<String>, Value) {
    let mut known = (Vec::new(), Value::Null);
    Story::of_a_guest().in_a_shop(json!({"payer": payer, "dialect": dialect})).tell(|shop| {
        let checkout = shop.checkout();
        shop.to_the_review(WALLET);
        assert_eq!(checkout.inside("return root.querySelectorAll('img, script, b, i, a').length"), json!(0));
        let filled = fill_what_is_missing(&checkout);
        shop.order();
        let body = shop.posts("checkout")[0].body.clone().unwrap_or_default();
        let body: Value = serde_json::from_str(&body).unwrap();
        known = (filled, body["data"]["attributes"].clone());
    });
    known
}

const NOTHING: [&str; 0] = [];

#[test]
fn a_missing_phone_is_not_asked_for_if_the_order_does_not_need_it() {
    let (filled, order) = order_as("nophone", "legacy");
    assert_eq!(filled, NOTHING);
    assert_eq!(order["shippingAddress"]["firstName"], "Ada");
}

#[test]
fn a_house_number_in_the_street_line_is_found() {
    for dialect in ["legacy", "platform"] {
        let (filled, order) = order_as("inline", dialect);
        assert_eq!(filled, NOTHING);
        assert_eq!(order["shippingAddress"]["address1"], "Linienstraße");
        assert_eq!(order["shippingAddress"]["address2"], "12");
    }
}

#[test]
fn a_full_name_is_split_and_not_ordered_twice() {
    let (filled, order) = order_as("fullname", "legacy");
    assert_eq!(filled, NOTHING);
    for part in ["customer", "shippingAddress", "billingAddress"] {
        assert_eq!(order[part]["firstName"], "Maria del Carmen", "{part}");
        assert_eq!(order[part]["lastName"], "Ruiz Soto", "{part}");
    }
}

#[test]
fn a_full_name_in_both_fields_is_one_name() {
    let (filled, order) = order_as("bothnames", "legacy");
    assert_eq!(filled, NOTHING);
    for part in ["customer", "shippingAddress", "billingAddress"] {
        assert_eq!((&order[part]["firstName"], &order[part]["lastName"]), (&json!("Ada"), &json!("Payer")), "{part}");
    }
}

#[test]
fn a_company_in_the_name_moves_to_its_field_and_the_person_is_asked_for() {
    let (filled, order) = order_as("company", "legacy");
    assert!(!filled.is_empty() && filled.iter().all(|path| path.ends_with("Name")), "{filled:?}");
    assert_eq!(order["shippingAddress"]["company"], "Muster GmbH");
    assert_eq!(order["shippingAddress"]["firstName"], "Ada");
    assert_eq!(order["shippingAddress"]["lastName"], "Payer");
}

#[test]
fn an_overseas_territory_has_its_own_country_code() {
    for (payer, country) in [("overseas", "RE"), ("jersey", "JE")] {
        Story::of_a_guest().in_a_shop(json!({"payer": payer})).tell(|shop| {
            let checkout = shop.checkout();
            shop.to_the_review(WALLET);
            assert_eq!(checkout.field("shippingAddress.iso2Code").as_deref(), Some(country));
            checkout.wait_for_text("does not deliver to this country");
            checkout.place();
            let missing = checkout.missing();
            let is_told = missing.contains(&"shippingAddress.iso2Code".to_owned());
            assert!(is_told, "the shop does not ship to this country: {missing:?}");
            assert_eq!(shop.posts("checkout").len(), 0, "nothing is sent to {payer}'s mainland instead");
        });
    }
}

#[test]
fn an_address_outside_the_customs_union_is_marked_and_ordered() {
    let (filled, order) = order_as("islands", "legacy");
    assert_eq!(filled, NOTHING);
    assert_eq!(
        (&order["shippingAddress"]["iso2Code"], &order["shippingAddress"]["zipCode"]),
        (&json!("ES"), &json!("35001"))
    );
}

#[test]
fn the_state_is_ordered_in_the_city_or_in_the_third_line() {
    for (payer, city, zip, third) in [
        ("state", "San Francisco, CA", "94103", ""),
        ("japan", "東京都千代田区", "100-0005", ""),
        ("hongkong", "Mong Kok, Kowloon", "00000", ""),
        ("ireland", "Galway", "H91 AX9Y", "CO GALWAY"),
    ] {
        let (filled, order) = order_as(payer, "platform");
        assert_eq!(filled, NOTHING, "{payer}");
        for part in ["shippingAddress", "billingAddress"] {
            assert_eq!(order[part]["city"], city, "{payer} {part}");
            assert_eq!(order[part]["zipCode"], zip, "{payer} {part}");
            assert_eq!(order[part]["address3"], third, "{payer} {part}");
            assert_eq!(order[part]["state"], Value::Null, "{payer} {part}");
        }
    }
}

#[test]
fn a_country_without_postcodes_asks_for_none() {
    let (filled, order) = order_as("hongkong", "legacy");
    assert_eq!(filled, NOTHING);
    assert_eq!(order["shippingAddress"]["city"], "Mong Kok");
    assert_eq!(order["shippingAddress"]["zipCode"], "00000");
}

#[test]
fn without_a_billing_address_billing_is_the_same_as_shipping() {
    let (filled, order) = order_as("nobilling", "legacy");
    assert_eq!(filled, NOTHING);
    assert_eq!(order["billingAddress"]["address1"], "Linienstraße");
}

#[test]
fn without_any_address_everything_is_asked_for() {
    for dialect in ["legacy", "platform"] {
        let (filled, order) = order_as("empty", dialect);
        assert!(filled.contains(&"shippingAddress.address1".to_owned()), "{filled:?}");
        assert_eq!(order["shippingAddress"]["city"], "Berlin");
        assert_eq!(order["customer"]["email"], "ada.payer@example.com");
    }
}

#[test]
fn markup_in_a_name_is_text() {
    let (_, order) = order_as("markup", "legacy");
    assert_eq!(order["shippingAddress"]["firstName"], "<img src=x onerror=alert(1)>");
    assert_eq!(order["shippingAddress"]["lastName"], "O'Neil & \"Sons\"");
}

#[test]
fn another_script_than_latin_stays_as_it_is() {
    let (filled, order) = order_as("nonlatin", "legacy");
    assert_eq!(filled, NOTHING);
    assert_eq!(order["shippingAddress"]["lastName"], "山田");
    assert_eq!(order["shippingAddress"]["city"], "東京都");
}

#[test]
fn lower_case_codes_lists_numbers_and_states_are_read() {
    for payer in ["lowercase", "arrays", "numbers", "state"] {
        let (filled, order) = order_as(payer, "legacy");
        assert_eq!(filled, NOTHING, "{payer}");
        let country = if payer == "state" { "US" } else { "DE" };
        assert_eq!(order["shippingAddress"]["iso2Code"], country, "{payer}");
    }
}

#[test]
fn a_single_name_asks_for_the_other_name() {
    let (filled, _) = order_as("mononym", "legacy");
    assert!(filled.iter().all(|path| path.ends_with("lastName") || path.ends_with("firstName")), "{filled:?}");
    assert!(!filled.is_empty(), "nothing is invented");
}

#[test]
fn very_long_lines_are_ordered_or_asked_for() {
    Story::of_a_guest().in_a_shop(json!({"payer": "longline"})).tell(|shop| {
        let checkout = shop.checkout();
        shop.to_the_review(WALLET);
        fill_what_is_missing(&checkout);
        shop.order();
    });
}
