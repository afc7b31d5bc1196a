//! Stories about orders with an unknown outcome: no second order is possible, nothing is cancelled, and the shopper is told that
//! the outcome is unknown.

use e2e::checkout::{PAYPAL, WALLET};
use e2e::until::{PATIENCE, until};
use e2e::{Shop, Story};
use sandbox::ledger::Status;
use serde_json::json;
use std::time::Duration;

/// Longer than the pause before the element first asks whether the order exists.
pub const FIRST_QUESTION: Duration = Duration::from_secs(30);

fn fault_at_checkout(fault: &str, times: u32) -> serde_json::Value {
    json!({"faults": [{"step": "checkout", "fault": fault, "times": times}]})
}

/// Checks for every outcome: the element sent one request, there is at most one order, and no payment was cancelled or started.
pub fn expect_no_harm(shop: &Shop) {
    let events = shop.events();
    let sent = events.of("ec-request").into_iter().filter(|detail| detail["path"] == "/checkout").count();
    assert!(sent <= 1, "the element sent /checkout {sent} times");
    let ledger = shop.ledger();
    assert!(ledger.orders.len() <= 1, "{:#?}", ledger.orders);
    assert_eq!(shop.posts("payment-cancellations").len(), 0, "nothing is cancelled while the outcome is unknown");
    assert_eq!(ledger.payments.len(), 1);
    assert_ne!(ledger.payments[0].status, Status::Cancelled);
}

/// Orders, and reloads the page when the order exists.
pub fn reload_once_ordered(shop: &Shop) {
    shop.checkout().place();
    shop.until("the order", |ledger| ledger.orders.len() == 1);
    shop.browser.reload().unwrap();
}

/// Checks the end for guests, who cannot list orders: the outcome is shown as unknown, and there is no way to order again.
pub fn expect_the_truth(shop: &Shop) {
    let checkout = shop.checkout();
    let notice = checkout.notice();
    assert!(notice.contains("do not order again"), "{notice}");
    let text = checkout.text();
    assert!(text.contains("Reference: "), "{text}");
    assert_eq!(shop.events().outcomes(), ["unknown"]);
    let risky = ["Place order", "Check out with", "Cancel", "Start over", "Try again"];
    let ways = checkout.ways_on();
    assert!(!ways.iter().any(|way| risky.iter().any(|word| way.contains(word))), "{ways:?}");
    expect_no_harm(shop);
}

#[test]
fn a_customers_order_whose_cart_could_not_be_deleted_is_an_order() {
    Story::of_a_customer().in_a_shop(fault_at_checkout("1106", 1)).tell(|shop| {
        shop.to_the_review(WALLET);
        shop.checkout().place();
        shop.checkout().wait_for("placed").wait_for_text("We received your order");
        expect_no_harm(shop);
        assert_eq!(shop.ledger().orders.len(), 1);
        assert_eq!(shop.ledger().payments[0].status, Status::Ordered);
        assert_eq!(shop.events().outcomes(), ["ordered"]);
        assert_eq!(shop.events().errors(), Vec::<&str>::new());
    });
}

#[test]
fn the_answer_to_a_customers_order_is_lost_and_the_order_found() {
    Story::of_a_customer().in_a_shop(fault_at_checkout("lost", 9)).tell(|shop| {
        shop.to_the_review(PAYPAL);
        shop.checkout().place();
        shop.checkout().wait_for("unknown").wait_for_text("do not order again");
        shop.checkout().wait_long_for_any(&["placed"], FIRST_QUESTION);
        shop.checkout().wait_for_text("DE--1");
        expect_no_harm(shop);
        shop.expect_one_order();
    });
}

#[test]
fn a_request_repeated_by_the_browser_finds_the_cart_already_ordered() {
    Story::of_a_guest().in_a_shop(fault_at_checkout("lost", 1)).tell(|shop| {
        shop.to_the_review(PAYPAL);
        shop.checkout().place();
        shop.checkout().wait_for_any(&["unknown", "placed"]);
        expect_no_harm(shop);
        assert_eq!(shop.ledger().orders.len(), 1);
        if shop.checkout().state() == "unknown" {
            expect_the_truth(shop);
        }
    });
}

#[test]
fn unreadable_answers_leave_the_outcome_unknown() {
    for fault in ["500", "html", "empty", "cut", "truncated", "null", "1102"] {
        Story::of_a_guest().in_a_shop(fault_at_checkout(fault, 1)).tell(|shop| {
            shop.to_the_review(WALLET);
            shop.checkout().place();
            let state = shop.checkout().wait_for_any(&["unknown", "placed"]);
            expect_no_harm(shop);
            if state == "unknown" {
                expect_the_truth(shop);
            } else {
                assert_eq!(shop.ledger().orders.len(), 1, "{fault}: nothing is `placed` without an order");
            }
        });
    }
}

#[test]
fn an_answer_with_wrong_types_is_an_order_or_unknown() {
    Story::of_a_guest().in_a_shop(fault_at_checkout("wrong-types", 1)).tell(|shop| {
        shop.to_the_review(PAYPAL);
        shop.checkout().place();
        shop.checkout().wait_for_any(&["unknown", "placed"]);
        expect_no_harm(shop);
        assert_eq!(shop.ledger().orders.len(), 1);
    });
}

#[test]
fn a_definite_refusal_leads_back_to_the_review_and_the_next_try_orders() {
    for fault in ["1101", "422:901", "400"] {
        Story::of_a_guest().in_a_shop(fault_at_checkout(fault, 1)).tell(|shop| {
            shop.to_the_review(WALLET);
            shop.checkout().fill("customer.firstName", "Augusta");
            shop.checkout().place();
            shop.checkout().wait_for_text("did not accept the order").wait_for("review");
            assert_eq!(shop.checkout().field("customer.firstName").as_deref(), Some("Augusta"));
            shop.order();
            assert_eq!(shop.events().outcomes(), ["ordered"]);
        });
    }
}

#[test]
fn a_guest_reloads_during_the_order() {
    Story::of_a_guest().in_a_shop(fault_at_checkout("late:4000", 1)).tell(|shop| {
        shop.to_the_review(WALLET);
        reload_once_ordered(shop);
        shop.checkout().wait_for("unknown");
        expect_the_truth(shop);
    });
}

#[test]
fn a_customer_reloads_during_the_order_and_it_is_found() {
    Story::of_a_customer().in_a_shop(fault_at_checkout("late:4000", 1)).tell(|shop| {
        shop.to_the_review(WALLET);
        reload_once_ordered(shop);
        shop.checkout().wait_long_for_any(&["placed"], FIRST_QUESTION);
        expect_no_harm(shop);
        shop.expect_one_order();
    });
}

#[test]
fn a_page_that_changes_the_cart_and_back_finds_the_unknown_order() {
    Story::of_a_guest().in_a_shop(fault_at_checkout("lost", 1)).excusing("/checkout").tell(|shop| {
        shop.to_the_review(WALLET);
        shop.checkout().place();
        shop.checkout().wait_for("unknown");
        let turn = |cart: &str| {
            let script = "const checkout = document.getElementById('checkout');
                const before = checkout.getAttribute('cart-id');
                checkout.setAttribute('cart-id', arguments[0]);
                return before";
            shop.run(script, &[json!(cart)]).as_str().unwrap_or_default().to_owned()
        };
        let cart = turn("00000000-0000-4000-8000-000000000000");
        shop.checkout().wait_for("failed");
        turn(&cart);
        shop.checkout().wait_for("unknown");
        expect_no_harm(shop);
    });
}

/// Orders, and runs this script when the order was sent and has no answer yet.
fn during_the_order(shop: &Shop, script: &str) {
    shop.to_the_review(WALLET);
    shop.set(json!({"latencyMs": 1_000}));
    shop.checkout().place();
    shop.until("the order is sent", |_| shop.posts("checkout").len() == 1);
    shop.run(script, &[]);
}

const ANOTHER_CART: &str =
    "document.getElementById('checkout').setAttribute('cart-id', '00000000-0000-4000-8000-000000000000')";
const NO_CART: &str = "document.getElementById('checkout').removeAttribute('cart-id')";

#[test]
fn another_cart_during_the_order_does_not_hide_that_an_order_may_exist() {
    Story::of_a_guest().in_a_shop(fault_at_checkout("lost", 1)).excusing("/checkout").tell(|shop| {
        during_the_order(shop, ANOTHER_CART);
        shop.checkout().wait_for("unknown").wait_for_text("please do not order again");
        shop.run("document.getElementById('checkout').reload()", &[]);
        shop.checkout().wait_for("failed");
    });
}

#[test]
fn a_page_that_forgets_its_cart_keeps_what_the_shopper_reads_about_the_order() {
    for (faults, state, text) in
        [(json!({}), "placed", "Thank you"), (fault_at_checkout("lost", 1), "unknown", "please do not order again")]
    {
        Story::of_a_guest().in_a_shop(faults).excusing("/checkout").excusing("cart-id").tell(|shop| {
            shop.to_the_review(WALLET);
            shop.checkout().place();
            shop.checkout().wait_for(state);
            shop.run(NO_CART, &[]);
            let told = || Ok(shop.console().iter().any(|line| line.text.contains("cart-id is missing")).then_some(()));
            until("the message for developers", PATIENCE, told).unwrap_or_else(|trouble| panic!("{trouble}"));
            assert_eq!(shop.checkout().state(), state);
            let shown = shop.checkout().text();
            assert!(shown.contains(text) && !shown.contains("cart-id"), "{shown}");
        });
    }
}

#[test]
fn a_page_that_forgets_its_cart_during_the_order_shows_how_it_ends() {
    Story::of_a_guest().excusing("cart-id").tell(|shop| {
        during_the_order(shop, NO_CART);
        shop.checkout().wait_for("placed").wait_for_text("Thank you");
        shop.expect_one_order();
    });
}
