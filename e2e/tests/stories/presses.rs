//! Stories about presses on the order button while the price is being requested, and about messages of a new total.

use e2e::Story;
use e2e::checkout::{Checkout, WALLET};
use serde_json::json;

const EXPRESS: i64 = 590;
const STANDARD: i64 = 490;

/// Presses the order button at once, without waiting for the price.
fn press(checkout: &Checkout) {
    checkout.click("[part~=place]");
}

#[test]
fn a_press_right_after_typing_orders() {
    Story::of_a_guest().tell(|shop| {
        shop.to_the_review(WALLET);
        let checkout = shop.checkout();
        checkout.fill("shippingAddress.zipCode", "10179");
        press(&checkout);
        checkout.wait_for("placed");
        assert_eq!(shop.order_sent()["shippingAddress"]["zipCode"], "10179");
        shop.expect_one_order();
    });
}

#[test]
fn the_button_says_that_the_press_waits_for_the_total() {
    Story::of_a_guest().tell(|shop| {
        shop.to_the_review(WALLET);
        let checkout = shop.checkout();
        shop.set(json!({"faults": [{"step": "checkout-data", "fault": "late:1500", "times": 1}]}));
        checkout.fill("shippingAddress.zipCode", "10179");
        press(&checkout);
        checkout.wait_for_text("Checking the total");
        let focused = "return root.activeElement?.dataset.ec ?? null";
        assert_eq!(checkout.inside(focused), json!("place"), "the button keeps the focus");
        checkout.wait_for("placed");
        shop.expect_one_order();
    });
}

#[test]
fn a_press_orders_no_other_total_and_says_both() {
    Story::of_a_guest().tell(|shop| {
        shop.to_the_review(WALLET);
        let checkout = shop.checkout();
        let shown = checkout.total();
        // The press comes before the answer, also on a slow machine.
        shop.set(
            json!({"latencyMs": 2000, "faults": [{"step": "checkout-data", "fault": "total-changed", "times": 1}]}),
        );
        checkout.fill("shippingAddress.zipCode", "10179");
        press(&checkout);
        checkout.wait_for_total(shown + 100);
        shop.set(json!({"latencyMs": 0, "faults": []}));
        checkout.wait_for_text("press the button again");
        let notice = checkout.notice();
        assert!(notice.contains("changed from") && notice.contains("Nothing was ordered"), "{notice}");
        assert_eq!(shop.posts("checkout").len(), 0);
        let above = "const box = (selector) => root.querySelector(selector).getBoundingClientRect();
            return box('.acts .said').bottom <= box('[part~=place]').top";
        assert_eq!(checkout.inside(above), json!(true), "the message stands above the button");
        shop.order();
        assert_eq!(shop.ledger().orders[0].grand_total, shown + 100);
    });
}

#[test]
fn a_press_reaches_the_button_although_the_note_of_the_field_moves_it() {
    Story::of_a_guest().tell(|shop| {
        shop.to_the_review(WALLET);
        let checkout = shop.checkout();
        checkout.fill("customer.email", "ada");
        let noted = "return root.querySelector('[data-path=\"customer.email\"]').getAttribute('aria-invalid')";
        assert_eq!(checkout.inside(noted), json!(null), "the field is checked when it is left");
        press(&checkout);
        checkout.wait_for_text("1 field needs your attention. Nothing is ordered yet.");
        assert_eq!(checkout.inside("return root.activeElement?.dataset.path ?? null"), json!("customer.email"));
        assert_eq!(shop.posts("checkout").len(), 0);
        checkout.fill("customer.email", "ada@example.com");
        shop.order();
    });
}

#[test]
fn another_method_tells_the_new_total() {
    Story::of_a_guest().tell(|shop| {
        shop.to_the_review(WALLET);
        let checkout = shop.checkout();
        checkout.ship_with(2);
        checkout.wait_for_total(shop.cart.total + EXPRESS);
        checkout.wait_for_text("The total has changed from");
        let spoken = checkout.inside("return root.querySelector('[role=status]').textContent");
        let spoken = spoken.as_str().unwrap_or_default();
        assert!(spoken.contains("changed from"), "{spoken}");
        assert_eq!(
            checkout.inside("return root.querySelectorAll('dl[aria-live]').length"),
            json!(0),
            "it is told once"
        );
        checkout.ship_with(1);
        checkout.wait_for_total(shop.cart.total + STANDARD);
        shop.order();
    });
}
