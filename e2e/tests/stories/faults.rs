//! Stories about faulty answers at each step: the shopper sees a clear message and a way to continue, and no error is thrown.
//! Faults of the order are in `unknown`, and single combinations in `cells`.

use e2e::checkout::{Checkout, PAYPAL, WALLET};
use e2e::{Story, Window};
use serde_json::{Value, json};
use std::time::Duration;

fn fault(step: &str, fault: &str) -> Value {
    json!({"faults": [{"step": step, "fault": fault, "times": 1}]})
}

/// Checks that the shopper sees a message and has a way to continue.
pub fn expect_a_way_on(checkout: &Checkout<'_>) {
    let notice = checkout.notice();
    assert!(notice.split_whitespace().count() >= 4, "a whole sentence: {notice:?}");
    for raw in ["<", "{", "Exception", "500", "undefined", "null", "NaN"] {
        assert!(!notice.contains(raw), "no technical text: {notice}");
    }
    assert!(!checkout.ways_on().is_empty(), "the shopper cannot continue: {notice}");
}

/// A fault while the buttons load: it is reported, and trying again works.
fn at_the_methods(name: &str, patience: Duration) {
    Story::of_a_guest().in_a_shop(fault("checkout-data", name)).tell(|shop| {
        let checkout = shop.checkout();
        checkout.wait_long_for_any(&["failed"], patience);
        expect_a_way_on(&checkout);
        assert_eq!(shop.events().errors().len(), 1, "{:?}", shop.events().errors());
        checkout.click("[data-ec=again]");
        checkout.wait_for("ready");
        shop.pay_and_order(WALLET);
    });
}

/// A fault while the payment starts: it is reported, the provider's window is closed, and the attempt has ended.
fn at_the_payment(name: &str, patience: Duration) {
    for method in [WALLET, PAYPAL] {
        Story::of_a_guest().in_a_shop(fault("payments", name)).tell(|shop| {
            let checkout = shop.checkout();
            checkout.pay_with(method);
            checkout.wait_long_for_any(&["failed"], patience);
            e2e::provider::wait_until_closed(shop);
            expect_a_way_on(&checkout);
            assert_eq!(shop.events().outcomes(), ["failed"]);
            assert_eq!(shop.events().errors().len(), 1);
            assert!(shop.ledger().orders.is_empty());
        });
    }
}

/// A fault while the payer's data is fetched: the shopper types it.
fn at_the_customer(name: &str, patience: Duration) {
    Story::of_a_guest().in_a_shop(fault("payment-customers", name)).tell(|shop| {
        let checkout = shop.checkout();
        checkout.pay_with(PAYPAL);
        Window::opened(shop).approve();
        let state = checkout.wait_long_for_any(&["review", "ready", "failed"], patience);
        if state == "review" {
            checkout.settle();
            super::payers::place_until_nothing_is_missing(&checkout);
            shop.expect_one_order();
        } else {
            expect_a_way_on(&checkout);
            shop.expect_all_cancelled();
            shop.pay_and_order(WALLET);
        }
    });
}

/// A fault of the cancellation: the element stays usable, and the payment is cancelled later.
fn at_the_cancellation(name: &str, patience: Duration) {
    Story::of_a_guest().in_a_shop(fault("payment-cancellations", name)).tell(|shop| {
        let checkout = shop.checkout();
        checkout.pay_with(PAYPAL);
        Window::opened(shop).cancel();
        checkout.wait_long_for_any(&["ready", "failed"], patience);
        expect_a_way_on(&checkout);
        assert_eq!(shop.events().outcomes(), ["cancelled"]);
        // A cancellation that failed is recorded and sent again.
        shop.browser.reload().unwrap();
        shop.checkout().wait_for("ready");
        shop.expect_all_cancelled();
        shop.pay_and_order(WALLET);
    });
}

macro_rules! faults {
    ($step:ident: $($name:ident = $fault:literal, $seconds:literal;)*) => {
        mod $step {
            $(
                #[test]
                fn $name() {
                    super::$step($fault, std::time::Duration::from_secs($seconds));
                }
            )*
        }
    };
}

faults! { at_the_methods:
    an_error = "500", 20;
    a_page_instead = "html", 20;
    nothing = "empty", 20;
    broken_json = "truncated", 20;
    null = "null", 20;
    refused = "422", 20;
    never = "never", 30;
}

faults! { at_the_payment:
    an_error = "500", 20;
    a_page_instead = "html", 20;
    nothing = "empty", 20;
    half_of_it = "cut", 20;
    broken_json = "truncated", 20;
    wrong_types = "wrong-types", 20;
    refused = "422", 20;
    success_without_data = "success-without-data", 20;
    neither_yes_nor_no = "successful-null", 20;
    the_providers_own_page = "raw-error", 20;
    never = "never", 40;
}

faults! { at_the_customer:
    an_error = "500", 20;
    nothing = "empty", 20;
    half_of_it = "cut", 20;
    wrong_types = "wrong-types", 20;
    null_attributes = "null-attributes", 20;
    refused = "422", 20;
    never = "never", 30;
}

faults! { at_the_cancellation:
    an_error = "500", 20;
    a_page_instead = "html", 20;
    nothing = "empty", 20;
    half_of_it = "cut", 20;
    wrong_types = "wrong-types", 20;
    never = "never", 30;
}

#[test]
fn a_failed_offer_is_requested_three_times() {
    for (fault, times) in [("cut", 2), ("cut", 3), ("502", 2), ("503", 3)] {
        let faults = json!({"faults": [{"step": "checkout-data", "fault": fault, "times": times}]});
        Story::of_a_guest().in_a_shop(faults).tell(|shop| {
            let checkout = shop.checkout();
            if times == 3 {
                checkout.wait_for("failed");
                expect_a_way_on(&checkout);
                assert_eq!(shop.posts("checkout-data").len(), 3);
                checkout.click("[data-ec=again]");
            }
            checkout.wait_for("ready");
            assert_eq!(shop.events().errors().len(), usize::from(times == 3));
            shop.pay_and_order(WALLET);
        });
    }
}

#[test]
fn an_invalid_offer_is_tolerated_or_reported() {
    for name in ["wrong-types", "null-attributes"] {
        Story::of_a_guest().in_a_shop(fault("checkout-data", name)).tell(|shop| {
            if shop.checkout().wait_for_any(&["ready", "failed", "unavailable"]) == "failed" {
                expect_a_way_on(&shop.checkout());
                shop.checkout().click("[data-ec=again]");
            }
            if shop.checkout().wait_for_any(&["ready", "unavailable"]) == "ready" {
                shop.pay_and_order(WALLET);
            }
        });
    }
}

#[test]
fn an_unreachable_glue_is_reported() {
    // A refused connection, and a URL that the browser refuses before sending.
    for url in ["http://127.0.0.1:9/glue", "http://127.0.0.1:1/glue", "https://127.0.0.1:65535/glue"] {
        Story::of_a_guest().with("glue-url", url).tell(|shop| {
            shop.checkout().wait_for("failed").wait_for_text("could not be loaded");
            expect_a_way_on(&shop.checkout());
        });
    }
}

#[test]
fn a_forbidden_guest_header_is_reported_to_the_developer() {
    Story::of_a_guest().in_a_shop(json!({"corsGuestHeader": false})).tell(|shop| {
        let checkout = shop.checkout();
        checkout.wait_for("failed");
        expect_a_way_on(&checkout);
        let events = shop.events();
        assert!(events.of("ec-error")[0]["detail"].as_str().unwrap().contains("CORS"), "{}", events.lines());
    });
}

#[test]
fn an_order_that_never_answers_stays_unknown() {
    let never = json!({"faults": [{"step": "checkout", "fault": "never"}]});
    Story::of_a_guest().in_a_shop(never).tell(|shop| {
        let checkout = shop.checkout();
        checkout.pay_with(WALLET);
        Window::opened(shop).approve();
        checkout.place();
        checkout.wait_long_for_any(&["unknown"], Duration::from_secs(60));
        assert!(checkout.notice().contains("do not order again"));
        assert_eq!(shop.posts("payment-cancellations").len(), 0);
    });
}

#[test]
fn without_paypals_script_the_other_button_works() {
    for name in ["500", "throw", "no-global", "empty"] {
        let shop = json!({"faults": [{"step": "script", "fault": name}]});
        Story::of_a_guest()
            .in_a_shop(shop)
            .excusing("/psp/paypal/js")
            .excusing("look-alike")
            .excusing("Script error")
            .tell(|shop| {
                let checkout = shop.checkout();
                checkout.wallet_button();
                assert!(
                    !checkout.ways_on().iter().any(|way| way.contains("PayPal")),
                    "{name}: {:?}",
                    checkout.ways_on()
                );
                shop.pay_and_order(WALLET);
            });
    }
}

#[test]
fn an_approval_reported_twice_counts_once() {
    let twice = json!({"faults": [{"step": "approval", "fault": "twice", "times": 1}]});
    Story::of_a_guest().in_a_shop(twice).tell(|shop| {
        shop.pay_and_order(PAYPAL);
        assert_eq!(shop.posts("payment-customers").len(), 1);
    });
}

#[test]
fn after_an_error_of_the_provider_the_buttons_work() {
    let error = json!({"faults": [{"step": "approval", "fault": "error", "times": 1}]});
    Story::of_a_guest().in_a_shop(error).tell(|shop| {
        let checkout = shop.checkout();
        checkout.pay_with(PAYPAL);
        Window::opened(shop).approve();
        checkout.wait_for_any(&["ready", "failed"]);
        expect_a_way_on(&checkout);
        shop.expect_all_cancelled();
        shop.pay_and_order(WALLET);
    });
}
