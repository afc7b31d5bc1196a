//! Stories in which the wallet replaces the page, because windows are blocked or cannot be seen by the page.

use e2e::checkout::{PAYPAL, WALLET};
use e2e::provider::{WalletPage, in_the_overlay, wait_until_closed};
use e2e::{Story, Window};
use serde_json::json;

fn blocked() -> Story {
    Story::of_a_guest().on_a_page(|page| page.put_script("window.open = () => null;"))
}

#[test]
fn a_page_with_an_opener_policy_redirects_to_the_wallet_and_back() {
    let isolated = Story::of_a_guest().with("methods", WALLET).on_a_page(|page| {
        page.put_header("cross-origin-opener-policy", "same-origin");
        page.put_header("cross-origin-embedder-policy", "require-corp");
    });
    isolated.tell(|shop| {
        assert_eq!(shop.run("return crossOriginIsolated", &[]), json!(true));
        shop.checkout().pay_with(WALLET);
        WalletPage::reached(shop).approve();
        shop.order();
        assert_eq!(shop.events().outcomes(), ["ordered"]);
        assert!(!shop.browser.url().unwrap().contains("ec-return"), "the element's parameter is removed from the URL");
    });
}

#[test]
fn a_page_that_cannot_see_its_window_still_gets_its_order() {
    let severed = Story::of_a_guest().with("methods", WALLET).on_a_page(|page| {
        page.put_header("cross-origin-opener-policy", "same-origin");
    });
    severed.tell(|shop| {
        let checkout = shop.checkout();
        checkout.pay_with(WALLET);
        Window::opened(shop).approve();
        shop.order();
        // The window returned to a page of the shop. It must not become a second checkout.
        wait_until_closed(shop);
    });
}

#[test]
fn a_slow_payer_in_a_window_that_cannot_be_seen_still_orders() {
    let severed = Story::of_a_guest().with("methods", WALLET).on_a_page(|page| {
        page.put_header("cross-origin-opener-policy", "same-origin");
    });
    severed.tell(|shop| {
        shop.checkout().pay_with(WALLET);
        // The window looks closed to the page, so it asks Glue and then the shopper.
        Window::opened(shop).linger().approve();
        shop.order();
        wait_until_closed(shop);
    });
}

#[test]
fn blocked_windows_redirect_a_customer_to_the_wallet_and_back_on_api_platform() {
    let story = Story::of_a_customer().in_a_shop(json!({"dialect": "platform"}));
    story.on_a_page(|page| page.put_script("window.open = () => null;")).tell(|shop| {
        shop.checkout().pay_with(WALLET);
        WalletPage::reached(shop).approve();
        shop.order();
    });
}

#[test]
fn without_windows_paypal_opens_over_the_page() {
    blocked().tell(|shop| {
        shop.checkout().pay_with(PAYPAL);
        in_the_overlay(shop, "#approve");
        shop.order();
    });
}

#[test]
fn the_payer_returns_to_the_configured_return_url() {
    blocked().with("return-url", "/cart.html?basket=7").tell(|shop| {
        shop.checkout().pay_with(WALLET);
        WalletPage::reached(shop).approve();
        shop.checkout().wait_for("review");
        assert!(shop.browser.url().unwrap().contains("/cart.html?basket=7"));
        shop.order();
    });
}

#[test]
fn after_cancelling_in_the_wallet_the_buttons_work() {
    blocked().tell(|shop| {
        let checkout = shop.checkout();
        checkout.pay_with(WALLET);
        WalletPage::reached(shop).cancel();
        checkout.wait_for("ready");
        shop.expect_all_cancelled();
        assert_eq!(shop.events().outcomes(), ["cancelled"]);
        checkout.pay_with(WALLET);
        WalletPage::reached(shop).approve();
        shop.order();
        assert_eq!(shop.events().outcomes(), ["cancelled", "ordered"]);
    });
}

#[test]
fn after_the_back_button_on_the_wallets_page_the_buttons_work() {
    blocked().tell(|shop| {
        let checkout = shop.checkout();
        checkout.pay_with(WALLET);
        WalletPage::reached(shop).go_back();
        checkout.wait_for("ready");
        shop.expect_all_cancelled();
        assert_eq!(shop.events().outcomes(), ["cancelled"]);
        checkout.pay_with(WALLET);
        WalletPage::reached(shop).approve();
        shop.order();
    });
}
