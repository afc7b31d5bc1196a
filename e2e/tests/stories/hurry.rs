//! Stories about double clicks and about holding Enter: they start one payment and place one order.

use e2e::browser::Node;
use e2e::checkout::{PAYPAL, WALLET};
use e2e::found::shipped;
use e2e::site::Flaw;
use e2e::{Shop, Story, Window, keyboard};
use serde_json::json;

fn click_many_times(shop: &Shop, node: &Node, times: usize) {
    shop.browser.point_at(node, times).unwrap();
}

pub fn expect_one_of_each(shop: &Shop) {
    shop.checkout().wait_for("placed");
    shop.expect_one_order();
    assert_eq!(shop.posts("payments").len(), 1);
    assert_eq!(shop.posts("checkout").len(), 1);
    assert_eq!(shop.ledger().payments.len(), 1);
    assert_eq!(shop.events().outcomes(), ["ordered"]);
}

/// Presses a method's button in the given way, and then orders.
fn hurry(method: &str, press: impl Fn(&Shop, &Node)) {
    Story::of_a_guest().in_a_shop(json!({"latencyMs": 150})).tell(|shop| {
        let checkout = shop.checkout();
        checkout.wait_for("ready");
        let button = if method == PAYPAL { checkout.paypal_button() } else { checkout.wallet_button() };
        press(shop, &button);
        Window::opened(shop).approve();
        checkout.place();
        expect_one_of_each(shop);
    });
}

fn hold_enter(shop: &Shop, node: &Node) {
    shop.run("arguments[0].focus()", &[node.argument()]);
    keyboard::hold_enter(&shop.browser, 15).unwrap();
}

#[test]
fn a_double_click_starts_one_payment() {
    for method in [WALLET, PAYPAL] {
        hurry(method, |shop, button| click_many_times(shop, button, 2));
    }
}

#[test]
fn a_triple_click_starts_one_payment() {
    for method in [WALLET, PAYPAL] {
        hurry(method, |shop, button| click_many_times(shop, button, 3));
    }
}

#[test]
fn holding_enter_starts_one_payment() {
    for method in [WALLET, PAYPAL] {
        hurry(method, hold_enter);
    }
}

#[test]
fn clicks_and_enter_before_anything_has_loaded_start_one_payment() {
    for press in [hold_enter, |shop: &Shop, node: &Node| click_many_times(shop, node, 3)] {
        Story::of_a_guest().with("methods", WALLET).before_the_page_opens().tell(|shop| {
            for file in ["core.wasm", "attempt.wasm"] {
                shop.site.spoil(&shipped(file), Flaw::Held);
            }
            shop.enter();
            let checkout = shop.checkout();
            press(shop, &checkout.usable(".placeholder"));
            shop.site.mend(&shipped("core.wasm"));
            checkout.wait_for("ready");
            // The click is being served, so that the button starts nothing more.
            press(shop, &checkout.node(&format!("[data-key='{WALLET}']")));
            shop.site.mend(&shipped("attempt.wasm"));
            Window::opened(shop).approve();
            checkout.place();
            expect_one_of_each(shop);
        });
    }
}

#[test]
fn a_double_or_triple_click_on_the_order_button_orders_once() {
    for (method, times) in [(WALLET, 2), (PAYPAL, 3)] {
        Story::of_a_guest().in_a_shop(json!({"latencyMs": 100})).tell(|shop| {
            let checkout = shop.checkout();
            shop.to_the_review(method);
            click_many_times(shop, &checkout.usable("[part~=place]"), times);
            expect_one_of_each(shop);
        });
    }
}

#[test]
fn holding_enter_on_the_order_button_orders_once() {
    Story::of_a_customer().in_a_shop(json!({"latencyMs": 100})).tell(|shop| {
        let checkout = shop.checkout();
        shop.to_the_review(WALLET);
        hold_enter(shop, &checkout.usable("[part~=place]"));
        expect_one_of_each(shop);
    });
}

#[test]
fn a_second_tap_during_the_first_attempt_changes_nothing() {
    Story::of_a_guest().in_a_shop(json!({"latencyMs": 400})).tell(|shop| {
        let checkout = shop.checkout();
        checkout.wait_for("ready");
        let wallet = checkout.wallet_button();
        checkout.paypal_button();
        shop.browser.click(&wallet).unwrap();
        // The button is hidden now, but a script of the page can still click it.
        shop.run("arguments[0].click(); document.querySelector('#paypal-button').click()", &[wallet.argument()]);
        Window::opened(shop).approve();
        checkout.place();
        expect_one_of_each(shop);
    });
}
