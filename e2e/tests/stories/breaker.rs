//! Stories about repeated failures to start a payment: after three, the buttons are replaced by a link to the shop's checkout
//! for a minute.

use e2e::checkout::{PAYPAL, WALLET};
use e2e::page::Page;
use e2e::provider::wait_until_closed;
use e2e::{Shop, Story, Window};
use serde_json::json;

const TO_THE_CHECKOUT: &str = "Continue to checkout";

fn refused(fault: &str, times: u32) -> Story {
    let faults = json!({"faults": [{"step": "payments", "fault": fault, "times": times}]});
    Story::of_a_guest().in_a_shop(faults).on_a_page(Page::hold_the_clock)
}

/// Clicks, and waits until this attempt has failed. `number` counts the attempts.
fn fail_to_start(shop: &Shop, method: &str, number: usize) {
    shop.checkout().pay_with(method);
    let told = || Ok((shop.events().outcomes().len() == number).then_some(()));
    e2e::until::until("the end of the attempt", e2e::until::PATIENCE, told).unwrap();
    shop.checkout().wait_for("failed");
    wait_until_closed(shop);
    assert_eq!(shop.posts("payments").len(), number);
}

fn expect_no_buttons(shop: &Shop) {
    assert_eq!(shop.checkout().ways_on(), [TO_THE_CHECKOUT]);
    let link = "return root.querySelector('a[href]').getAttribute('href')";
    assert_eq!(shop.checkout().inside(link), json!("/checkout"));
}

#[test]
fn three_failed_starts_within_a_minute_lead_to_the_shops_checkout_until_the_minute_is_over() {
    refused("422", 3).with("checkout-url", "/checkout").tell(|shop| {
        for (number, method) in [WALLET, PAYPAL, WALLET].into_iter().enumerate() {
            fail_to_start(shop, method, number + 1);
        }
        expect_no_buttons(shop);
        // The page's scripts cannot bypass it.
        shop.run("const element = document.getElementById('checkout'); element.reload(); element.setAttribute('theme', 'dark')", &[]);
        shop.run("document.querySelector('#paypal-button').click()", &[]);
        assert_eq!(shop.checkout().state(), "failed");
        expect_no_buttons(shop);
        assert_eq!(shop.posts("payments").len(), 3);
        assert_eq!(shop.events().outcomes(), ["failed"; 3]);
        shop.let_pass(60);
        shop.checkout().wallet_button();
        shop.checkout().paypal_button();
        shop.pay_and_order(WALLET);
    });
}

#[test]
fn without_a_checkout_url_the_text_says_how_long_to_wait() {
    refused("422", 3).tell(|shop| {
        for number in 1..=3 {
            fail_to_start(shop, WALLET, number);
        }
        shop.checkout().wait_for_text("Nothing was charged").wait_for_text("Please wait a minute");
        assert_eq!(shop.checkout().ways_on(), Vec::<String>::new());
        shop.let_pass(60);
        shop.pay_and_order(WALLET);
    });
}

#[test]
fn after_server_errors_the_start_over_button_comes_back_too() {
    refused("500", 3).with("checkout-url", "/checkout").tell(|shop| {
        for number in 1..=3 {
            fail_to_start(shop, WALLET, number);
            if number < 3 {
                assert_eq!(shop.checkout().ways_on(), [TO_THE_CHECKOUT, "Start over"]);
                shop.checkout().click("[data-ec=again]");
                shop.checkout().wait_for("ready");
            }
        }
        expect_no_buttons(shop);
        shop.let_pass(60);
        shop.checkout().click("[data-ec=again]");
        shop.checkout().wait_for("ready");
        shop.pay_and_order(WALLET);
    });
}

#[test]
fn failures_that_are_far_apart_do_not_hide_the_buttons() {
    refused("422", 4).tell(|shop| {
        fail_to_start(shop, WALLET, 1);
        fail_to_start(shop, WALLET, 2);
        shop.let_pass(60);
        fail_to_start(shop, WALLET, 3);
        fail_to_start(shop, WALLET, 4);
        shop.pay_and_order(WALLET);
    });
}

#[test]
fn cancellations_do_not_count_as_failures() {
    Story::of_a_guest().on_a_page(Page::hold_the_clock).tell(|shop| {
        for number in 1..=4 {
            shop.checkout().pay_with(WALLET);
            Window::opened(shop).cancel();
            shop.checkout().wait_for("ready");
            wait_until_closed(shop);
            assert_eq!(shop.events().outcomes(), vec!["cancelled"; number]);
        }
        shop.pay_and_order(WALLET);
    });
}
