//! Stories about the review: edits count, and other changes are shown before the order.

use e2e::checkout::{PAYPAL, WALLET};
use e2e::{Story, Window};
use serde_json::json;

const STANDARD: i64 = 490;
const EXPRESS: i64 = 590;

#[test]
fn another_shipment_method_changes_the_total_and_the_payment() {
    for method in [PAYPAL, WALLET] {
        Story::of_a_guest().tell(|shop| {
            shop.to_the_review(method);
            let checkout = shop.checkout();
            assert_eq!(checkout.total(), shop.cart.total + STANDARD);
            checkout.ship_with(2);
            checkout.wait_for_total(shop.cart.total + EXPRESS);
            let events = shop.events();
            let changes = events.of("ec-shipping-method-change");
            assert_eq!(changes.len(), 1);
            assert_eq!(changes[0]["idShipmentMethod"], json!(2));
            assert_eq!(changes[0]["totals"]["grandTotal"], json!(shop.cart.total + EXPRESS));
            shop.order();
            assert_eq!(shop.ledger().orders[0].grand_total, shop.cart.total + EXPRESS);
            assert_eq!(shop.posts("payments").len(), 2, "one request to start it, and one to update it");
            assert_eq!(shop.ledger().payments.len(), 1, "it is the same payment");
        });
    }
}

#[test]
fn on_api_platform_another_total_must_be_approved_again() {
    for method in [PAYPAL, WALLET] {
        Story::of_a_guest().in_a_shop(json!({"dialect": "platform"})).tell(|shop| {
            shop.to_the_review(method);
            let checkout = shop.checkout();
            checkout.ship_with(2);
            checkout.wait_for_total(shop.cart.total + EXPRESS);
            checkout.place();
            checkout.wait_for("ready").wait_for_text("approve the payment again");
            assert!(shop.ledger().orders.is_empty());
            shop.expect_all_cancelled();
            shop.to_the_review(method);
            assert_eq!(checkout.total(), shop.cart.total + EXPRESS, "the chosen method stays");
            shop.order();
            assert_eq!(shop.ledger().orders[0].grand_total, shop.cart.total + EXPRESS);
        });
    }
}

#[test]
fn a_complete_review_is_a_summary_whose_rows_open_in_place() {
    Story::of_a_guest().tell(|shop| {
        shop.to_the_review(WALLET);
        let checkout = shop.checkout();
        let fields = "return root.querySelectorAll('[data-path], [data-shipment]').length";
        assert_eq!(checkout.inside(fields), json!(0), "nothing is missing, so no form is open");
        checkout.wait_for_text("×");
        let text = checkout.text();
        assert!(text.contains("Linienstraße 12") && text.contains("10178 Berlin"), "{text}");
        let items = checkout.inside("return root.querySelectorAll('.lines li').length");
        assert!(items.as_u64() > Some(0), "{text}");
        let high = "const top = (selector) => root.querySelector(selector).getBoundingClientRect().top;
            return top('[part~=place]') - top('[part~=review]')";
        let high = checkout.inside(high).as_f64().unwrap_or(f64::MAX);
        assert!(high < 844.0, "the order button is {high} px below the top of the review");
        checkout.click("[data-ec='change-shippingAddress']");
        checkout.fill("shippingAddress.city", "");
        checkout.click("[data-ec='change-shippingAddress']");
        checkout.node("[data-path='shippingAddress.city'][aria-invalid=true]");
        checkout.fill("shippingAddress.city", "Potsdam");
        checkout.click("[data-ec='change-shippingAddress']");
        checkout.wait_for_text("10178 Potsdam");
        assert_eq!(checkout.inside(fields), json!(0));
        shop.order();
        assert_eq!(shop.order_sent()["shippingAddress"]["city"], "Potsdam");
    });
}

#[test]
fn a_preselected_shipment_method_needs_no_payment_update() {
    Story::of_a_guest().with("shipment-method", "2").tell(|shop| {
        shop.to_the_review(WALLET);
        assert_eq!(shop.checkout().total(), shop.cart.total + EXPRESS);
        shop.order();
        assert_eq!(shop.posts("payments").len(), 1);
    });
}

#[test]
fn a_changed_total_is_shown_before_the_order() {
    for dialect in ["legacy", "platform"] {
        Story::of_a_guest().in_a_shop(json!({"dialect": dialect})).tell(|shop| {
            shop.to_the_review(PAYPAL);
            let checkout = shop.checkout();
            let agreed = checkout.total();
            shop.set(json!({"faults": [{"step": "checkout-data", "fault": "total-changed", "times": 1}]}));
            checkout.place();
            if dialect == "platform" {
                // The payment cannot be updated, so the shopper must approve the new total first.
                checkout.wait_for("ready").wait_for_text("approve the payment again");
                let notice = checkout.notice();
                assert!(notice.contains("changed from") && notice.contains(" to "), "{notice}");
                shop.to_the_review(PAYPAL);
            } else {
                checkout.wait_for_total(agreed + 100);
                let notice = checkout.notice();
                assert!(notice.contains("changed"), "{notice}");
            }
            assert_eq!(shop.posts("checkout").len(), 0, "the shopper did not agree to the new total");
            shop.order();
            assert_eq!(shop.ledger().orders[0].grand_total, agreed + 100);
        });
    }
}

#[test]
fn a_cart_that_was_emptied_is_not_ordered() {
    Story::of_a_guest().tell(|shop| {
        shop.to_the_review(WALLET);
        shop.set(json!({"faults": [{"step": "checkout-data", "fault": "1103"}]}));
        let checkout = shop.checkout();
        checkout.place();
        checkout.wait_for("failed");
        let notice = checkout.notice();
        assert!(notice.contains("empty or no longer exists"), "{notice}");
        assert!(!checkout.ways_on().is_empty());
        shop.expect_all_cancelled();
        assert_eq!(shop.posts("checkout").len(), 0);
        assert_eq!(shop.events().outcomes(), ["failed"]);
    });
}

#[test]
fn edited_values_are_ordered() {
    Story::of_a_guest().tell(|shop| {
        shop.to_the_review(WALLET);
        let checkout = shop.checkout();
        checkout.fill("shippingAddress.address1", "Hauptstraße");
        checkout.fill("shippingAddress.city", "Potsdam");
        checkout.ship_with(3);
        checkout.wait_for_total(shop.cart.total + 1000);
        assert_eq!(
            checkout.field("shippingAddress.city").as_deref(),
            Some("Potsdam"),
            "a new price changes no address"
        );
        shop.order();
        let order = shop.order_sent();
        assert_eq!(order["shippingAddress"]["address1"], "Hauptstraße");
        assert_eq!(order["shippingAddress"]["city"], "Potsdam");
        let changes = shop.events();
        let last = changes.of("ec-address-change").last().copied().cloned();
        assert_eq!(last, Some(json!({"path": "shippingAddress.city", "value": "Potsdam"})));
    });
}

#[test]
fn the_pages_customer_data_is_not_overwritten_by_the_payer() {
    let known = "document.getElementById('checkout').addresses =
        { customer: { firstName: 'Augusta' }, shippingAddress: { city: 'Potsdam' } };";
    Story::of_a_guest().on_a_page(|page| page.put_script(known)).tell(|shop| {
        shop.to_the_review(PAYPAL);
        let checkout = shop.checkout();
        assert_eq!(checkout.field("shippingAddress.city").as_deref(), Some("Potsdam"));
        assert_eq!(checkout.field("customer.firstName").as_deref(), Some("Augusta"));
        assert_eq!(checkout.field("shippingAddress.address1").as_deref(), Some("Linienstraße"));
    });
}

#[test]
fn a_late_answer_does_not_overwrite_typed_values() {
    Story::of_a_guest().in_a_shop(json!({"faults": [{"step": "payment-customers", "fault": "late:1200"}]})).tell(
        |shop| {
            let checkout = shop.checkout();
            checkout.pay_with(PAYPAL);
            Window::opened(shop).approve();
            checkout.wait_for("fetching-customer");
            shop.run("document.getElementById('checkout').addresses = { shippingAddress: { city: 'Potsdam' } }", &[]);
            checkout.wait_for("review").settle();
            assert_eq!(checkout.field("shippingAddress.city").as_deref(), Some("Potsdam"));
            assert_eq!(checkout.field("shippingAddress.zipCode").as_deref(), Some("10178"));
        },
    );
}

#[test]
fn missing_values_are_marked_and_nothing_is_sent() {
    Story::of_a_guest().tell(|shop| {
        shop.to_the_review(WALLET);
        let checkout = shop.checkout();
        checkout.fill("shippingAddress.address2", "");
        checkout.place();
        checkout.wait_for_text("1 field needs your attention. Nothing is ordered yet.");
        assert_eq!(checkout.missing(), ["shippingAddress.address2"]);
        assert_eq!(shop.posts("checkout").len(), 0);
        let focused = "return root.activeElement?.dataset.path ?? null";
        assert_eq!(checkout.inside(focused), json!("shippingAddress.address2"), "the focus is on the missing field");
        let list = "return root.querySelector('.faults').innerText";
        assert_eq!(checkout.inside(list), json!("House number"), "the list names the field");
        let below = "const box = (node) => node.getBoundingClientRect(), list = root.querySelector('.faults');
            return box(list).top >= box(list.previousElementSibling).bottom";
        assert_eq!(checkout.inside(below), json!(true), "the list stands below its sentence");
        checkout.fill("shippingAddress.address2", "14");
        shop.order();
        assert_eq!(shop.order_sent()["shippingAddress"]["address2"], "14");
    });
}

#[test]
fn billing_may_have_another_address() {
    Story::of_a_guest().tell(|shop| {
        shop.to_the_review(WALLET);
        let checkout = shop.checkout();
        checkout.reveal("[data-same]");
        if checkout.inside("return root.querySelector('[data-same]').checked") == json!(true) {
            checkout.click("[data-same]");
        }
        checkout.fill("billingAddress.address1", "Amtsgasse");
        shop.order();
        let order = shop.order_sent();
        assert_eq!(order["billingAddress"]["address1"], "Amtsgasse");
        assert_eq!(order["shippingAddress"]["address1"], "Linienstraße");
    });
}

#[test]
fn a_cart_of_downloads_asks_for_no_shipping_address() {
    let cart = json!({"items": [{"sku": "777_pattern", "quantity": 1}]});
    Story::of_a_guest().with_cart(cart).tell(|shop| {
        shop.to_the_review(PAYPAL);
        let checkout = shop.checkout();
        assert_eq!(checkout.field("shippingAddress.city"), None);
        super::payers::fill_what_is_missing(&checkout);
        shop.order();
    });
}

#[test]
fn yen_have_no_decimals_and_german_texts_are_german() {
    let shop = json!({"store": "JP", "payer": "nonlatin"});
    Story::of_a_guest().in_a_shop(shop).with_cart(json!({"store": "JP"})).with("locale", "de-DE").tell(|shop| {
        shop.to_the_review(WALLET);
        let checkout = shop.checkout();
        assert!(checkout.text().contains("Jetzt bestellen"), "{}", checkout.text());
        assert_eq!(checkout.total(), shop.cart.total + STANDARD);
        shop.order();
    });
}

#[test]
fn many_items_are_one_line_that_opens_and_closes() {
    let item = |number: usize| json!({"sku": format!("bulk_{number}"), "quantity": 2, "price": 100});
    let items: Vec<_> = (1..=8).map(item).collect();
    Story::of_a_guest().with_cart(json!({"items": items})).tell(|shop| {
        shop.to_the_review(WALLET);
        let checkout = shop.checkout();
        checkout.wait_for_text("8 items");
        let listed = "return root.querySelectorAll('.lines li').length";
        assert_eq!(checkout.inside(listed), json!(0));
        checkout.click("[data-ec='change-items'][aria-expanded=false]");
        checkout.node("[data-ec='change-items'][aria-expanded=true]");
        assert_eq!(checkout.inside(listed), json!(8));
        checkout.click("[data-ec='change-items']");
        checkout.node("[data-ec='change-items'][aria-expanded=false]");
        assert_eq!(checkout.inside(listed), json!(0));
        shop.order();
    });
}

#[test]
fn a_page_that_sets_addresses_replaces_nothing_that_was_typed() {
    Story::of_a_guest().tell(|shop| {
        shop.to_the_review(WALLET);
        let checkout = shop.checkout();
        checkout.fill("shippingAddress.city", "Potsdam");
        let late = "document.getElementById('checkout').addresses = { shippingAddress: { city: 'Ulm', address1: 'Torstraße' } }";
        shop.run(late, &[]);
        checkout.settle();
        assert_eq!(checkout.field("shippingAddress.city").as_deref(), Some("Potsdam"));
        assert_eq!(checkout.field("shippingAddress.address1").as_deref(), Some("Torstraße"), "the shopper did not type it");
        assert_eq!(checkout.inside("return root.activeElement?.dataset.path ?? null"), json!("shippingAddress.city"));
        shop.order();
        assert_eq!(shop.order_sent()["shippingAddress"]["city"], "Potsdam");
    });
}

#[test]
fn a_closed_row_still_says_what_is_unusual_in_it() {
    Story::of_a_guest().tell(|shop| {
        shop.to_the_review(WALLET);
        let checkout = shop.checkout();
        checkout.fill("shippingAddress.zipCode", "101");
        checkout.click("[data-ec='change-shippingAddress']");
        checkout.node("[data-ec='change-shippingAddress'][aria-expanded=false]");
        let marks = "return Array.from(root.querySelectorAll('.short .look'), (node) => node.innerText)";
        assert_eq!(checkout.inside(marks), json!(["Postcode: Unusual here – please check"]));
        checkout.fill("shippingAddress.zipCode", "10179");
        checkout.click("[data-ec='change-shippingAddress']");
        checkout.node("[data-ec='change-shippingAddress'][aria-expanded=false]");
        assert_eq!(checkout.inside(marks), json!([]));
        shop.order();
    });
}

#[test]
fn an_edit_of_the_delivery_address_says_that_billing_stays() {
    Story::of_a_guest().tell(|shop| {
        shop.to_the_review(WALLET);
        let checkout = shop.checkout();
        assert!(!checkout.text().contains("stays as it was"));
        checkout.fill("shippingAddress.city", "Berlin-Mitte");
        checkout.wait_for_text("The billing address stays as it was.");
        checkout.click("[data-ec='change-billingAddress']");
        checkout.click("[data-same]");
        shop.order();
        assert_eq!(shop.order_sent()["billingAddress"]["city"], "Berlin-Mitte");
    });
}
