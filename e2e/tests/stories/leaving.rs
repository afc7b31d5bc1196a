//! Stories about leaving during an attempt: nothing is charged, the payment is cancelled, and the next attempt works.

use e2e::checkout::{PAYPAL, WALLET};
use e2e::{Shop, Story, Window};

/// Checks that the first attempt ended without an order and without a payment, and orders with a second one.
pub fn then_a_second_attempt_orders(shop: &Shop, method: &str) {
    let checkout = shop.checkout();
    checkout.wait_for("ready");
    shop.expect_all_cancelled();
    let before = shop.events();
    assert_eq!(before.outcomes(), ["cancelled"], "an attempt ends exactly once");
    close_what_is_left(shop);
    shop.pay_and_order(method);
    assert_eq!(shop.events().outcomes(), ["cancelled", "ordered"]);
}

/// Closes a window that PayPal's script opened, as the shopper does after a reload.
fn close_what_is_left(shop: &Shop) {
    for handle in shop.browser.windows().unwrap() {
        if !shop.tabs().contains(&handle) {
            shop.browser.switch(&handle).unwrap();
            shop.browser.close().unwrap();
        }
    }
    shop.turn_to_tab(0);
}

#[test]
fn a_guest_cancels_in_paypals_window() {
    Story::of_a_guest().tell(|shop| {
        shop.checkout().pay_with(PAYPAL);
        Window::opened(shop).cancel();
        then_a_second_attempt_orders(shop, PAYPAL);
    });
}

#[test]
fn a_guest_cancels_in_the_wallets_window() {
    Story::of_a_guest().tell(|shop| {
        shop.checkout().pay_with(WALLET);
        Window::opened(shop).cancel();
        then_a_second_attempt_orders(shop, WALLET);
    });
}

#[test]
fn a_customer_closes_paypals_window() {
    Story::of_a_customer().tell(|shop| {
        shop.checkout().pay_with(PAYPAL);
        Window::opened(shop).close();
        then_a_second_attempt_orders(shop, PAYPAL);
    });
}

#[test]
fn a_guest_closes_the_wallets_window_and_pays_with_paypal() {
    Story::of_a_guest().tell(|shop| {
        shop.checkout().pay_with(WALLET);
        Window::opened(shop).linger().close();
        then_a_second_attempt_orders(shop, PAYPAL);
    });
}

#[test]
fn after_a_window_closes_at_once_the_shopper_is_asked() {
    Story::of_a_guest().tell(|shop| {
        let checkout = shop.checkout();
        checkout.pay_with(WALLET);
        Window::opened(shop).close();
        checkout.wait_for_text("Did you approve the payment with Wallet Redirect?");
        assert_eq!(checkout.ways_on(), ["Yes, continue", "Cancel"]);
        checkout.click("[data-ec=finished]");
        checkout.wait_for_text("Wallet Redirect has not confirmed your payment yet").cancel();
        then_a_second_attempt_orders(shop, WALLET);
    });
}

#[test]
fn a_guest_cancels_on_the_page_while_the_wallets_window_is_open() {
    Story::of_a_guest().tell(|shop| {
        let checkout = shop.checkout();
        checkout.pay_with(WALLET);
        Window::opened(shop).leave_open();
        checkout.wait_for("awaiting-approval").cancel();
        then_a_second_attempt_orders(shop, WALLET);
    });
}

#[test]
fn a_guest_cancels_in_the_review() {
    Story::of_a_guest().tell(|shop| {
        let checkout = shop.checkout();
        checkout.pay_with(PAYPAL);
        Window::opened(shop).approve();
        checkout.wait_for("review").cancel();
        then_a_second_attempt_orders(shop, WALLET);
    });
}

#[test]
fn the_bank_declines_a_payment_that_was_approved_in_the_wallet() {
    Story::of_a_guest().tell(|shop| {
        let checkout = shop.checkout();
        checkout.pay_with(WALLET);
        Window::opened(shop).decline();
        // Glue's answer is the same after a decline and after the shopper left.
        checkout.wait_for("ready").wait_for_text("The payment was not approved. Nothing was ordered.");
        then_a_second_attempt_orders(shop, PAYPAL);
    });
}

#[test]
fn the_bank_declines_a_payment_that_paypal_reports_as_approved() {
    Story::of_a_guest().tell(|shop| {
        let checkout = shop.checkout();
        checkout.pay_with(PAYPAL);
        Window::opened(shop).decline();
        // The bank is asked when the money is taken. Then Glue has already saved the order.
        checkout.wait_for("review").settle();
        checkout.place();
        checkout.wait_for("unknown").wait_for_text("DE--1");
        assert_eq!(shop.events().outcomes(), ["unknown"]);
        assert_eq!((shop.posts("checkout").len(), shop.posts("payment-cancellations").len()), (1, 0));
    });
}

#[test]
fn a_reload_while_the_wallets_window_is_open() {
    Story::of_a_guest().tell(|shop| {
        shop.checkout().pay_with(WALLET);
        Window::opened(shop).leave_open();
        shop.checkout().wait_for("awaiting-approval");
        shop.browser.reload().unwrap();
        then_a_second_attempt_orders(shop, WALLET);
    });
}

#[test]
fn a_reload_while_paypals_window_is_open() {
    Story::of_a_guest().tell(|shop| {
        shop.checkout().pay_with(PAYPAL);
        Window::opened(shop).leave_open();
        shop.checkout().wait_for("awaiting-approval");
        shop.browser.reload().unwrap();
        then_a_second_attempt_orders(shop, PAYPAL);
    });
}

#[test]
fn a_reload_in_the_review() {
    Story::of_a_guest().tell(|shop| {
        shop.to_the_review(WALLET);
        shop.browser.reload().unwrap();
        then_a_second_attempt_orders(shop, PAYPAL);
    });
}

#[test]
fn leaving_the_page_in_the_review_and_coming_back() {
    Story::of_a_customer().tell(|shop| {
        shop.to_the_review(WALLET);
        shop.browser.go(&shop.site.url("/elsewhere.html")).unwrap();
        shop.until("the cancellation", |ledger| {
            ledger.requests.iter().any(|request| request.path == "/glue/payment-cancellations")
        });
        shop.browser.back().unwrap();
        then_a_second_attempt_orders(shop, PAYPAL);
    });
}
