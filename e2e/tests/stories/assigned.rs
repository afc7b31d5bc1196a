//! Stories about values that scripts set in the fields of the review, such as password managers, extensions and tools for
//! tests. What is visible is what is ordered.

use e2e::checkout::{Checkout, WALLET};
use e2e::until::{PATIENCE, until};
use e2e::{Shop, Story};
use serde_json::{Value, json};

/// Sets the value of a field, and dispatches these events.
fn assign(checkout: &Checkout, selector: &str, property: &str, value: Value, events: &[&str]) {
    checkout.reveal(selector);
    checkout.inside(&format!(
        "const node = root.querySelector({});
        node[{}] = {value};
        for (const name of {}) node.dispatchEvent(new Event(name, {{ bubbles: true, composed: true }}))",
        json!(selector),
        json!(property),
        json!(events)
    ));
}

/// Orders. If the total has changed, the shopper agrees to the new one.
fn order(shop: &Shop) {
    let checkout = shop.checkout();
    checkout.settle();
    checkout.click("[part~=place]");
    let ended = || match checkout.try_state()?.as_deref() {
        Some("placed") => Ok(Some(true)),
        _ => Ok(checkout.try_text()?.contains("press the button again").then_some(false)),
    };
    if !until("the order or a new total", PATIENCE, ended).unwrap() {
        checkout.settle();
        checkout.click("[part~=place]");
    }
    checkout.wait_for("placed");
    shop.expect_one_order();
}

fn of_field(path: &str) -> String {
    format!("[data-path='{path}']")
}

#[test]
fn values_that_a_script_sets_are_ordered_whatever_events_it_sends() {
    for events in [&["change"][..], &[], &["input", "change"]] {
        Story::of_a_guest().tell(|shop| {
            shop.to_the_review(WALLET);
            let checkout = shop.checkout();
            checkout.settle();
            // One field at a time: the review is drawn again after each event.
            let typed = [("address1", "Torstraße"), ("address2", "99"), ("zipCode", "10119"), ("city", "Potsdam")];
            for (field, value) in typed {
                assign(&checkout, &of_field(&format!("shippingAddress.{field}")), "value", json!(value), events);
            }
            assign(&checkout, &of_field("customer.email"), "value", json!("grace@example.com"), events);
            // Each drawing shows what is known, so the value is set after the last one.
            checkout.reveal("[data-shipment='0'][value='2']").settle();
            assign(&checkout, "[data-shipment='0'][value='2']", "checked", json!(true), events);
            order(shop);
            let sent = shop.order_sent();
            let address = ["address1", "address2", "zipCode", "city"].map(|name| sent["shippingAddress"][name].clone());
            assert_eq!(json!(address), json!(["Torstraße", "99", "10119", "Potsdam"]), "{events:?}");
            assert_eq!(sent["customer"]["email"], "grace@example.com", "{events:?}");
            assert_eq!(sent["shipment"]["idShipmentMethod"], 2, "{events:?}");
        });
    }
}

#[test]
fn a_country_that_a_script_sets_without_an_event_is_the_one_that_is_ordered() {
    Story::of_a_guest().tell(|shop| {
        shop.to_the_review(WALLET);
        let checkout = shop.checkout();
        checkout.settle();
        assign(&checkout, &of_field("shippingAddress.iso2Code"), "value", json!("AT"), &[]);
        let shown = checkout.field("shippingAddress.iso2Code");
        order(shop);
        assert_eq!(shop.order_sent()["shippingAddress"]["iso2Code"].as_str().map(str::to_owned), shown);
    });
}
