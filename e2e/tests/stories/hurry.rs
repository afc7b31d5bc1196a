//! Double clicks, and Enter held down: one payment, one order.

use e2e::browser::Node;
use e2e::checkout::{PAYPAL, WALLET};
use e2e::{Shop, Story, Window, keyboard};
use serde_json::json;

fn click_many_times(shop: &Shop, node: &Node, times: usize) {
    let mut steps = vec![json!({"type": "pointerMove", "origin": node.argument(), "x": 0, "y": 0})];
    for _ in 0..times {
        steps.push(json!({"type": "pointerDown", "button": 0}));
        steps.push(json!({"type": "pointerUp", "button": 0}));
    }
    shop.browser.act(json!([{"type": "pointer", "id": "mouse", "actions": steps}])).unwrap();
}

fn expect_one_of_each(shop: &Shop) {
    shop.checkout().wait_for("placed");
    shop.expect_one_order();
    assert_eq!(shop.posts("payments").len(), 1);
    assert_eq!(shop.posts("checkout").len(), 1);
    assert_eq!(shop.ledger().payments.len(), 1);
    assert_eq!(shop.events().outcomes(), ["ordered"]);
}

#[test]
fn a_double_click_on_our_button_starts_one_payment() {
    Story::of_a_guest().in_a_shop(json!({"latencyMs": 150})).tell(|shop| {
        let checkout = shop.checkout();
        checkout.wait_for("ready");
        click_many_times(shop, &checkout.wallet_button(), 2);
        Window::opened(shop).approve();
        checkout.place();
        expect_one_of_each(shop);
    });
}

#[test]
fn a_triple_click_on_paypals_button_starts_one_payment() {
    Story::of_a_guest().in_a_shop(json!({"latencyMs": 150})).tell(|shop| {
        let checkout = shop.checkout();
        checkout.wait_for("ready");
        click_many_times(shop, &checkout.paypal_button(), 3);
        Window::opened(shop).approve();
        checkout.place();
        expect_one_of_each(shop);
    });
}

#[test]
fn enter_held_down_on_our_button_starts_one_payment() {
    Story::of_a_guest().in_a_shop(json!({"latencyMs": 150})).tell(|shop| {
        let checkout = shop.checkout();
        checkout.wait_for("ready");
        let button = checkout.wallet_button();
        shop.run("arguments[0].focus()", &[button.argument()]);
        keyboard::hold_enter(&shop.browser, 15).unwrap();
        Window::opened(shop).approve();
        checkout.place();
        expect_one_of_each(shop);
    });
}

#[test]
fn a_double_click_on_the_order_button_orders_once() {
    for method in [WALLET, PAYPAL] {
        Story::of_a_guest().in_a_shop(json!({"latencyMs": 100})).tell(|shop| {
            let checkout = shop.checkout();
            checkout.pay_with(method);
            Window::opened(shop).approve();
            checkout.wait_for("review").settle();
            click_many_times(shop, &checkout.usable("[part~=place]"), 2);
            expect_one_of_each(shop);
        });
    }
}

#[test]
fn enter_held_down_on_the_order_button_orders_once() {
    Story::of_a_customer().in_a_shop(json!({"latencyMs": 100})).tell(|shop| {
        let checkout = shop.checkout();
        checkout.pay_with(WALLET);
        Window::opened(shop).approve();
        checkout.wait_for("review").settle();
        let place = checkout.usable("[part~=place]");
        shop.run("arguments[0].focus()", &[place.argument()]);
        keyboard::hold_enter(&shop.browser, 15).unwrap();
        expect_one_of_each(shop);
    });
}

#[test]
fn a_second_tap_while_the_first_is_under_way_changes_nothing() {
    Story::of_a_guest().in_a_shop(json!({"latencyMs": 400})).tell(|shop| {
        let checkout = shop.checkout();
        checkout.wait_for("ready");
        let wallet = checkout.wallet_button();
        checkout.paypal_button();
        shop.browser.click(&wallet).unwrap();
        // The button is out of sight now; a script of the page may still click it.
        shop.run("arguments[0].click(); document.querySelector('#paypal-button').click()", &[wallet.argument()]);
        Window::opened(shop).approve();
        checkout.place();
        expect_one_of_each(shop);
    });
}
