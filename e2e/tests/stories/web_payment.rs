//! Payment Request: the browser's own payment sheet.

use super::ways::{WAYS, change, expect_the_same_payment, press, with};
use e2e::{Story, Window};
use serde_json::{Value, json};

pub const WEB_PAYMENT: &str = "webpay-web-payment";

pub fn web_payment(more: Value) -> Story {
    with(WEB_PAYMENT, json!({"methods": ["webpay"]}), more)
}

#[test]
fn a_web_payment_orders() {
    web_payment(json!({})).tell(|shop| {
        shop.checkout().click(&format!("[data-key='{WEB_PAYMENT}']"));
        Window::opened(shop).approve();
        shop.order();
    });
}

#[test]
fn a_web_payment_declined_or_cancelled_leaves_a_button_that_works() {
    for decline in [true, false] {
        web_payment(json!({})).tell(|shop| {
            let button = format!("[data-key='{WEB_PAYMENT}']");
            shop.checkout().click(&button);
            let wallet = Window::opened(shop);
            if decline {
                wallet.decline()
            } else {
                wallet.cancel()
            }
            shop.checkout().wait_for_any(&["ready", "failed"]);
            if !decline {
                shop.expect_all_cancelled();
            }
            shop.checkout().click(&button);
            Window::opened(shop).approve();
            shop.order();
            if decline {
                expect_the_same_payment(shop);
            }
        });
    }
}

#[test]
fn another_shipment_in_the_wallet_is_what_the_review_begins_with() {
    web_payment(json!({})).tell(|shop| {
        shop.checkout().wait_for("ready");
        (WAYS[4].press)(shop);
        change(shop, "#change-option");
        (WAYS[4].approve)(shop);
        shop.checkout().wait_for("review");
        let before = shop.events().of("ec-payment-start")[0]["amount"].clone();
        shop.order();
        let order = &shop.ledger().orders[0];
        assert_ne!(json!(order.grand_total), before, "the other one costs another price, and that was agreed to");
    });
}

#[test]
fn a_sheet_that_never_answers_meets_a_deadline_and_can_be_cancelled() {
    web_payment(json!({})).on_a_page(e2e::page::Page::hold_the_clock).tell(|shop| {
        shop.checkout().wait_for("ready");
        (WAYS[4].press)(shop);
        let wallet = Window::opened(shop);
        press(shop, "#hang");
        wallet.leave_open();
        shop.turn_to_tab(0);
        shop.checkout().wait_for("awaiting-approval");
        shop.let_pass(180);
        shop.checkout().wait_for_text("Have you finished");
        assert_eq!(shop.posts("payment-customers").len(), 1, "Glue was asked first");
        // The browser's own dialog lies over the page, so its buttons are out of reach; the page's way is not.
        shop.run("document.getElementById('checkout').cancel()", &[]);
        shop.checkout().wait_for("ready");
        shop.expect_all_cancelled();
        assert_eq!(shop.events().outcomes(), ["cancelled"]);
    });
}

#[test]
fn a_wallet_is_asked_for_what_the_cart_needs_and_no_more() {
    let watch = "const Original = window.PaymentRequest;
        window.PaymentRequest = class extends Original {
            constructor(methods, details, options) { super(methods, details, options); window.asked = options; }
        };";
    for (customer, wanted) in [(false, true), (true, false)] {
        Story::of(customer)
            .in_a_shop(json!({"methods": ["webpay"]}))
            .with("methods", WEB_PAYMENT)
            .on_a_page(|page| page.put_script(watch))
            .tell(|shop| {
                shop.checkout().wait_for("ready");
                (WAYS[4].press)(shop);
                let asked = shop.run("return window.asked", &[]);
                let names = ["requestPayerName", "requestPayerEmail", "requestPayerPhone", "requestShipping"];
                let given: Vec<bool> = names.iter().map(|name| asked[*name].as_bool().unwrap()).collect();
                assert_eq!(given, [wanted, wanted, false, true]);
                (WAYS[4].approve)(shop);
                shop.order();
            });
    }
}
