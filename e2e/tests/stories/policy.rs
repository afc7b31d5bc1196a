//! Stories with the strictest Content Security Policy and Trusted Types, and stories with only a keyboard.

use e2e::checkout::{Checkout, PAYPAL, WALLET};
use e2e::keyboard::{DOWN, ENTER, SPACE, TAB, press};
use e2e::provider::in_the_overlay;
use e2e::{Shop, Story, Window};
use serde_json::json;

#[test]
fn under_a_strict_policy_both_providers_order() {
    for method in [WALLET, PAYPAL] {
        Story::of_a_guest().under_a_strict_policy().excusing("TrustedHTML").tell(|shop| {
            shop.pay_and_order(method);
            assert_eq!(shop.run("return typeof trustedTypes", &[]), json!("object"));
            // Checks that the policy is active.
            let refused = "try { document.createElement('div').innerHTML = '<b>'; return false } catch { return true }";
            assert!(shop.wrongs().is_empty(), "{:?}", shop.wrongs());
            assert_eq!(shop.run(refused, &[]), json!(true));
            shop.run("sessionStorage.removeItem('e2e.wrongs')", &[]);
        });
    }
}

#[test]
fn under_a_strict_policy_paypal_opens_over_the_page_if_windows_are_blocked() {
    let story = Story::of_a_customer().under_a_strict_policy();
    story.on_a_page(|page| page.put_script("window.open = () => null;")).tell(|shop| {
        let checkout = shop.checkout();
        checkout.pay_with(PAYPAL);
        in_the_overlay(shop, "#approve");
        shop.order();
    });
}

#[test]
fn under_a_strict_policy_failures_are_shown_without_a_violation() {
    let broken = json!({"faults": [{"step": "payments", "fault": "html", "times": 1}]});
    Story::of_a_guest().under_a_strict_policy().in_a_shop(broken).with("checkout-url", "/checkout").tell(|shop| {
        let checkout = shop.checkout();
        checkout.pay_with(WALLET);
        checkout.wait_for("failed");
        assert!(checkout.ways_on().iter().any(|way| way == "Continue to checkout"), "{:?}", checkout.ways_on());
    });
}

/// Presses Tab until the focus is on this node inside the element.
#[track_caller]
pub fn tab_to(shop: &Shop, checkout: &Checkout<'_>, selector: &str) {
    let there = format!("return root.activeElement?.matches('{selector}') ?? false");
    for _ in 0..60 {
        if checkout.inside(&there) == json!(true) {
            return;
        }
        press(&shop.browser, &[TAB]).unwrap();
    }
    panic!("the focus never reaches {selector}");
}

pub fn tab_and_press(shop: &Shop, id: &str, key: &str) {
    for _ in 0..20 {
        if shop.run("return document.activeElement.id", &[]) == json!(id) {
            break;
        }
        press(&shop.browser, &[TAB]).unwrap();
    }
    match press(&shop.browser, &[key]) {
        Err(trouble) if trouble.is_gone() => {}
        pressed => pressed.unwrap(),
    }
}

#[test]
fn with_the_keyboard_alone_the_wallet_orders() {
    order_by_keyboard(Story::of_a_guest());
}

/// Pays with the wallet, chooses a shipment and orders, all by keys.
pub fn order_by_keyboard(story: Story) {
    story.tell(|shop| {
        let checkout = shop.checkout();
        checkout.wait_for("ready");
        checkout.wallet_button();
        tab_to(shop, &checkout, &format!("[data-key={WALLET}]"));
        press(&shop.browser, &[ENTER]).unwrap();
        let window = Window::opened(shop);
        tab_and_press(shop, "approve", ENTER);
        window.leave_open();
        checkout.wait_for("review").settle();
        let heading = "return root.activeElement?.id ?? null";
        assert_eq!(checkout.inside(heading), json!("ec-heading"), "the focus moves to the review");
        tab_to(shop, &checkout, "[data-ec=change-0]");
        press(&shop.browser, &[ENTER]).unwrap();
        tab_to(shop, &checkout, "[data-shipment=\"0\"]");
        press(&shop.browser, &[DOWN]).unwrap();
        checkout.wait_for_total(shop.cart.total + 590);
        checkout.settle();
        tab_to(shop, &checkout, "[part~=place]");
        press(&shop.browser, &[SPACE]).unwrap();
        checkout.wait_for("placed");
        shop.expect_one_order();
    });
}

#[test]
fn with_the_keyboard_alone_paypal_is_cancelled_in_the_review() {
    Story::of_a_guest().tell(|shop| {
        let checkout = shop.checkout();
        checkout.wait_for("ready");
        checkout.paypal_button();
        tab_and_press(shop, "paypal-button", ENTER);
        let window = Window::opened(shop);
        tab_and_press(shop, "approve", SPACE);
        window.leave_open();
        checkout.wait_for("review").settle();
        tab_to(shop, &checkout, "[data-ec=cancel]");
        press(&shop.browser, &[ENTER]).unwrap();
        checkout.wait_for("ready");
        shop.expect_all_cancelled();
    });
}
