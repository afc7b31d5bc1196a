//! Stories about carts with several shipments: each lists its items, and has its own address and shipment method.

use super::payers::fill_what_is_missing;
use e2e::checkout::WALLET;
use e2e::{Checkout, Story, keyboard};
use serde_json::{Value, json};

const STANDARD: i64 = 490;
const EXPRESS: i64 = 590;

/// Chooses the address of a shipment: moves down in the list by this number of steps, or up.
#[track_caller]
fn send(checkout: &Checkout<'_>, parcel: usize, steps: i32) {
    let key = if steps > 0 { keyboard::DOWN } else { keyboard::UP };
    for _ in 0..steps.abs() {
        checkout.press_in(&format!("[data-send='{parcel}']"), &[key]);
    }
}

fn own(parcel: usize, field: &str) -> String {
    format!("shipments.{parcel}.shippingAddress.{field}")
}

const TORSTRASSE: [(&str, &str); 7] = [
    ("firstName", "Grace"),
    ("lastName", "Shopper"),
    ("address1", "Torstraße"),
    ("address2", "7b"),
    ("zipCode", "14467"),
    ("city", "Potsdam"),
    ("phone", "0331 5550123"),
];

fn type_in(checkout: &Checkout<'_>, parcel: usize) {
    for (field, text) in TORSTRASSE {
        checkout.fill(&own(parcel, field), text);
    }
}

#[test]
fn each_shipment_lists_its_items_and_goes_to_the_chosen_address() {
    for dialect in ["legacy", "platform"] {
        Story::of_a_guest().in_a_shop(json!({"parcels": 2, "dialect": dialect})).tell(|shop| {
            shop.to_the_review(WALLET);
            let checkout = shop.checkout();
            checkout.wait_for_text("1 × Linen Desk Lamp").wait_for_text("2 × Oak Serving Tray");
            assert_eq!(checkout.missing(), [""; 0]);
            send(&checkout, 1, 1);
            let asked = checkout.missing();
            assert!(asked.contains(&own(1, "phone")) && !asked.contains(&own(1, "iso2Code")), "{asked:?}");
            type_in(&checkout, 1);
            shop.order();
            let sent = shop.order_sent();
            assert_eq!(
                (&sent["shipment"], &sent["shippingAddress"]),
                (&Value::Null, &Value::Null),
                "never mixed (4301)"
            );
            let parcels = &sent["shipments"];
            assert_eq!(parcels[0]["items"], json!(["066_23294028"]));
            assert_eq!(parcels[0]["shippingAddress"]["address1"], "Linienstraße");
            assert_eq!(parcels[1]["items"], json!(["180_29664611"]));
            assert_eq!(parcels[1]["shippingAddress"]["city"], "Potsdam");
            assert_eq!(parcels[1]["shippingAddress"]["phone"], "0331 5550123");
            assert_eq!(sent["billingAddress"]["address1"], "Linienstraße");
            let told = shop.events();
            let paths: Vec<_> = told.of("ec-address-change").iter().map(|told| told["path"].clone()).collect();
            assert!(paths.contains(&json!("shipments.1.shippingAddress.city")), "{paths:?}");
        });
    }
}

#[test]
fn each_shipment_has_its_method_and_its_price() {
    Story::of_a_guest().in_a_shop(json!({"parcels": 2})).tell(|shop| {
        shop.to_the_review(WALLET);
        let checkout = shop.checkout();
        assert_eq!(checkout.total(), shop.cart.total + 2 * STANDARD);
        checkout.click("[data-shipment='1'][value='2']");
        checkout.wait_for_total(shop.cart.total + STANDARD + EXPRESS);
        shop.order();
        let parcels = &shop.order_sent()["shipments"];
        assert_eq!((&parcels[0]["idShipmentMethod"], &parcels[1]["idShipmentMethod"]), (&json!(1), &json!(2)));
    });
}

#[test]
fn an_address_typed_for_a_shipment_is_kept() {
    // With something of their own, the shopper can undo the pre-fill.
    let set = "document.getElementById('checkout').addresses = { shippingAddress: { address3: 'Hinterhaus' } };";
    let story = Story::of_a_customer().in_a_shop(json!({"parcels": 2})).on_a_page(|page| page.put_script(set));
    story.tell(|shop| {
        shop.to_the_review(WALLET);
        let checkout = shop.checkout();
        let city = || checkout.field(&own(1, "city"));
        // The options: the common address, the saved one, another address.
        send(&checkout, 1, 2);
        type_in(&checkout, 1);
        send(&checkout, 1, -1);
        assert_eq!(city().as_deref(), Some("Berlin"), "the saved address");
        send(&checkout, 1, -1);
        assert_eq!(city(), None, "it goes to the common address");
        checkout.click("[data-shipment='1'][value='2']");
        checkout.wait_for_total(shop.cart.total + STANDARD + EXPRESS);
        checkout.click("[data-ec=undo]");
        send(&checkout, 1, 2);
        assert_eq!(city().as_deref(), Some("Potsdam"));
        fill_what_is_missing(&checkout);
        checkout.place();
        checkout.wait_for("placed");
        assert_eq!(shop.order_sent()["shipments"][1]["shippingAddress"]["city"], "Potsdam");
    });
}

#[test]
fn an_unused_address_is_not_asked_for() {
    Story::of_a_customer().in_a_shop(json!({"parcels": 2})).tell(|shop| {
        shop.to_the_review(WALLET);
        let checkout = shop.checkout();
        checkout.click("[data-same]");
        send(&checkout, 0, 1);
        send(&checkout, 1, 1);
        assert_eq!(checkout.field("shippingAddress.city"), None);
        checkout.place();
        checkout.wait_for("placed");
        let parcels = &shop.order_sent()["shipments"];
        for parcel in 0..2 {
            assert_eq!(parcels[parcel]["shippingAddress"]["address1"], "Kirchstraße");
        }
    });
}

#[test]
fn a_company_user_can_choose_the_companys_address() {
    for dialect in ["legacy", "platform"] {
        Story::of_a_customer().in_a_shop(json!({"companyUser": true, "dialect": dialect})).tell(|shop| {
            shop.to_the_review(WALLET);
            let checkout = shop.checkout();
            checkout.press_in("[data-saved=shippingAddress]", &[keyboard::DOWN, keyboard::DOWN, keyboard::DOWN]);
            assert_eq!(checkout.field("shippingAddress.city").as_deref(), Some("Kiel"));
            assert_eq!(checkout.missing(), [""; 0], "the recipient is the buyer");
            shop.order();
            let sent = shop.order_sent();
            assert_eq!(sent["shippingAddress"]["idCompanyBusinessUnitAddress"], "00000028-6f1c-5a0e-9d3b-2c4100000028");
            assert_eq!(sent["billingAddress"]["idCompanyBusinessUnitAddress"], Value::Null);
        });
    }
}

#[test]
fn an_edited_company_address_is_sent_as_a_typed_address() {
    Story::of_a_customer().in_a_shop(json!({"companyUser": true, "parcels": 2})).tell(|shop| {
        shop.to_the_review(WALLET);
        let checkout = shop.checkout();
        send(&checkout, 0, 2);
        send(&checkout, 1, 2);
        checkout.click("[aria-labelledby='ec-row-1'] .to summary");
        checkout.fill(&own(1, "lastName"), "Shopper");
        shop.order();
        let parcels = &shop.order_sent()["shipments"];
        assert!(parcels[0]["shippingAddress"]["idCompanyBusinessUnitAddress"].is_string());
        assert_eq!(parcels[1]["shippingAddress"]["idCompanyBusinessUnitAddress"], Value::Null);
        assert_eq!(parcels[1]["shippingAddress"]["lastName"], "Shopper");
    });
}

#[test]
fn a_country_that_the_shop_does_not_ship_to_is_reported_before_the_order() {
    for (locale, poland, words, austria) in [
        ("en", "Poland", "The shop does not deliver", "Austria"),
        ("de", "Polen", "Der Shop liefert nicht", "Österreich"),
    ] {
        Story::of_a_guest().with("locale", locale).tell(|shop| {
            shop.to_the_review(WALLET);
            let checkout = shop.checkout();
            shop.run("document.getElementById('checkout').addresses = { shippingAddress: { iso2Code: 'PL' } }", &[]);
            checkout.wait_for_text(words);
            let chosen =
                "return root.querySelector('[data-path=\"shippingAddress.iso2Code\"]').selectedOptions[0].text";
            assert_eq!(checkout.inside(chosen), poland, "the given value stays");
            checkout.place();
            checkout.wait_for("review").settle();
            assert_eq!(checkout.missing(), ["shippingAddress.iso2Code"]);
            assert_eq!(shop.posts("checkout").len(), 0);
            checkout.choose("shippingAddress.iso2Code", austria);
            shop.order();
        });
    }
}

#[test]
fn without_the_shops_countries_and_items_it_can_be_ordered() {
    for fault in ["500", "never", "html", "truncated"] {
        let faults = json!([{"step": "stores", "fault": fault}, {"step": "guest-carts", "fault": fault}]);
        let shop = json!({"parcels": 2, "faults": faults});
        Story::of_a_guest().in_a_shop(shop).excusing("500 (Internal Server Error)").tell(|shop| {
            shop.to_the_review(WALLET);
            let checkout = shop.checkout();
            checkout.wait_for_text("180_29664611");
            shop.order();
        });
    }
}

#[test]
fn fields_have_the_labels_of_the_country() {
    Story::of_a_guest().in_a_shop(json!({"payer": "state"})).tell(|shop| {
        shop.to_the_review(WALLET);
        let checkout = shop.checkout();
        checkout.reveal("[data-path='shippingAddress.zipCode']");
        let label = |field: &str| {
            let script =
                format!("return root.querySelector('label[for=\"shippingAddress.{field}\"]').firstChild.textContent");
            checkout.inside(&script)
        };
        for (country, zip, state) in [
            ("United States", "ZIP code", "State"),
            ("Japan", "Postcode", "Prefecture"),
            ("Ireland", "Eircode", "County"),
        ] {
            checkout.choose("shippingAddress.iso2Code", country);
            assert_eq!((label("zipCode"), label("state")), (json!(zip), json!(state)), "{country}");
        }
    });
}

#[test]
fn an_unusual_postcode_is_marked_and_ordered() {
    Story::of_a_guest().tell(|shop| {
        shop.to_the_review(WALLET);
        let checkout = shop.checkout();
        checkout.fill("shippingAddress.zipCode", "1017");
        checkout.wait_for_text("Unusual here");
        shop.order();
    });
}

#[test]
fn split_shipments_ask_only_for_a_missing_phone() {
    for dialect in ["legacy", "platform"] {
        Story::of_a_guest().in_a_shop(json!({"parcels": 2, "payer": "nophone", "dialect": dialect})).tell(|shop| {
            shop.to_the_review(WALLET);
            let checkout = shop.checkout();
            assert_eq!(fill_what_is_missing(&checkout), ["shippingAddress.phone"]);
            shop.order();
        });
    }
}

#[test]
fn very_long_values_and_markup_for_a_shipment_are_shown_as_text() {
    let hostile = ["<img src=x onerror=alert(1)><script>alert(2)</script><b>", &"W".repeat(10_000)].concat();
    Story::of_a_guest().in_a_shop(json!({"parcels": 2})).tell(|shop| {
        shop.to_the_review(WALLET);
        let checkout = shop.checkout();
        send(&checkout, 1, 1);
        let fill = format!(
            "for (const node of root.querySelectorAll('input[data-path^=shipments]')) {{
                node.value = {};
                node.dispatchEvent(new InputEvent('input', {{ bubbles: true, composed: true }}));
            }}",
            json!(hostile)
        );
        checkout.inside(&fill);
        assert_eq!(checkout.field(&own(1, "city")), Some(hostile));
        for width in ["300px", "480px", "720px"] {
            let wide = format!(
                "host.style.display = 'block'; host.style.width = '{width}';
                const card = root.querySelector('[part~=review]').getBoundingClientRect();
                const boxes = Array.from(root.querySelectorAll('.parcel *'), (node) => node.getBoundingClientRect());
                return boxes.filter((box) => box.width && (box.left < card.left || box.right > card.right)).length"
            );
            assert_eq!(checkout.inside(&wide), json!(0), "{width}");
        }
        assert_eq!(checkout.inside("return root.querySelectorAll('img, script, b').length"), json!(0));
        checkout.place();
        checkout.wait_for_text("your attention");
        assert_eq!(shop.posts("checkout").len(), 0, "the values are too long for the shop");
    });
}
