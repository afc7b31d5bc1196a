//! Stories about refused orders, with the shop's reasons, and about orders with an unconfirmed payment. Both are shown at once.
//! The shopper can continue, and no second order is placed.

use super::unknown::expect_no_harm;
use e2e::backend::at_checkout;
use e2e::checkout::{PAYPAL, WALLET};
use e2e::until::{PATIENCE, until};
use e2e::{Shop, Story, Window};
use sandbox::ledger::Status;
use serde_json::{Value, json};
use std::time::{Duration, Instant};

const SOLD_OUT: &str = "Product 066_23294028 is not available at the moment";

/// The same with the name of the product in the cart.
const SOLD_OUT_BY_NAME: &str = "Product Linen Desk Lamp is not available at the moment";

/// The longest time until the reason is shown.
const AT_ONCE: Duration = Duration::from_secs(1);

/// Another page of the same shop, without the element.
const ELSEWHERE: &str = "/elsewhere.html";

/// Clicks the order button, and waits until the shop has answered.
#[track_caller]
fn place_and_wait_for_the_answer(shop: &Shop, answers: usize) {
    shop.checkout().place();
    shop.until("the shop's answer", |_| shop.posts("checkout").len() == answers);
}

/// Checks that the reason is shown in time.
#[track_caller]
fn expect_the_reason(shop: &Shop, reason: &str) {
    let answered = Instant::now();
    let read = || Ok(shop.checkout().try_text()?.contains(reason).then_some(answered.elapsed()));
    let took = until(reason, PATIENCE, read).unwrap_or_else(|_| panic!("{}", shop.checkout().text()));
    assert!(took < AT_ONCE, "the reason was shown after {took:?}");
    shop.checkout().wait_for("review");
}

/// Checks that nothing is ordered, that the payment still exists for another try, and that the attempt has not ended.
#[track_caller]
fn expect_nothing_ordered(shop: &Shop) {
    let ledger = shop.ledger();
    assert!(ledger.orders.is_empty(), "{:#?}", ledger.orders);
    assert_eq!(ledger.payments.len(), 1);
    assert_eq!(ledger.payments[0].status, Status::Approved);
    assert_eq!(shop.events().outcomes(), Vec::<&str>::new());
    let ways = shop.checkout().ways_on();
    assert!(ways.iter().any(|way| way.contains("Cancel")), "{ways:?}");
    assert!(ways.iter().any(|way| way.contains("Place order")), "{ways:?}");
    let told = shop.events();
    assert_eq!(told.errors(), ["order-refused"], "{}", told.lines());
}

fn reasons_told(shop: &Shop) -> Value {
    shop.events().of("ec-error")[0]["reasons"].clone()
}

#[test]
fn a_guest_reads_at_once_why_the_shop_refuses_and_orders_later() {
    for dialect in ["legacy", "platform"] {
        let story = Story::of_a_guest().in_a_shop(json!({"dialect": dialect}));
        story.in_a_shop(at_checkout("refused:sold-out", 1)).tell(|shop| {
            shop.to_the_review(WALLET);
            place_and_wait_for_the_answer(shop, 1);
            expect_the_reason(shop, SOLD_OUT_BY_NAME);
            expect_nothing_ordered(shop);
            assert_eq!(reasons_told(shop), json!([SOLD_OUT]));
            // The item is available again.
            shop.order();
            assert_eq!(shop.posts("payments").len(), 1, "with the same payment");
        });
    }
}

#[test]
fn all_reasons_are_shown_and_their_markup_is_text() {
    let story = Story::of_a_guest().in_a_shop(at_checkout("refused:voucher+limit+markup+long", 1));
    story.tell(|shop| {
        shop.to_the_review(PAYPAL);
        let before = shop.checkout().inside("return root.querySelectorAll('a, img, b').length");
        place_and_wait_for_the_answer(shop, 1);
        expect_the_reason(shop, "The voucher code SUMMER25 is no longer valid.");
        let text = shop.checkout().text();
        assert!(text.contains("Your order exceeds the limit of your company."), "{text}");
        assert!(!text.contains('<') && !text.contains("onerror"), "{text}");
        assert!(text.matches("This item is sold out").count() < 10, "a long reason is cut: {text}");
        assert_eq!(shop.checkout().inside("return root.querySelectorAll('a, img, b').length"), before);
        expect_nothing_ordered(shop);
    });
}

#[test]
fn the_payment_of_a_refused_order_is_cancelled_when_the_shopper_leaves() {
    for method in [WALLET, PAYPAL] {
        Story::of_a_guest().in_a_shop(at_checkout("refused:sold-out", 1)).tell(|shop| {
            shop.to_the_review(method);
            place_and_wait_for_the_answer(shop, 1);
            expect_the_reason(shop, SOLD_OUT_BY_NAME);
            shop.browser.go(&shop.site.url(ELSEWHERE)).unwrap();
            shop.expect_all_cancelled();
            shop.enter();
            shop.checkout().wait_for("ready");
            assert_eq!(shop.events().outcomes(), ["cancelled"]);
        });
    }
}

#[test]
fn after_a_refusal_the_shopper_may_cancel() {
    Story::of_a_guest().in_a_shop(at_checkout("refused:permission", 1)).tell(|shop| {
        shop.to_the_review(WALLET);
        place_and_wait_for_the_answer(shop, 1);
        expect_the_reason(shop, "You do not have permission to place orders.");
        shop.checkout().cancel();
        super::leaving::then_a_second_attempt_orders(shop, PAYPAL);
    });
}

#[test]
fn after_a_refusal_another_cart_is_ordered_and_the_first_payment_cancelled() {
    Story::of_a_guest().in_a_shop(at_checkout("refused:sold-out", 1)).tell(|shop| {
        shop.to_the_review(WALLET);
        place_and_wait_for_the_answer(shop, 1);
        expect_the_reason(shop, SOLD_OUT_BY_NAME);
        let next = shop.another_cart();
        shop.turn_to_cart(&next.id);
        shop.expect_all_cancelled();
        shop.checkout().wait_for("ready");
        assert_eq!(shop.events().outcomes(), ["cancelled"]);
        shop.checkout().pay_with(WALLET);
        Window::opened(shop).approve();
        shop.checkout().place();
        shop.checkout().wait_for("placed");
        let ledger = shop.ledger();
        assert_eq!((ledger.orders.len(), &ledger.orders[0].cart_id), (1, &next.id));
        assert!(shop.live_payments().is_empty());
        assert_eq!(shop.events().outcomes(), ["cancelled", "ordered"]);
    });
}

#[test]
fn a_customer_sees_the_refusal_after_one_request_for_the_orders() {
    for (dialect, before) in [("legacy", 0), ("legacy", 40), ("platform", 40)] {
        let story = Story::of_a_customer().with_orders_before(before).in_a_shop(json!({"dialect": dialect}));
        story.in_a_shop(at_checkout("refused:sold-out", 1)).tell(|shop| {
            shop.to_the_review(WALLET);
            let looks = shop.requests("GET", "orders");
            place_and_wait_for_the_answer(shop, 1);
            expect_the_reason(shop, SOLD_OUT_BY_NAME);
            expect_nothing_ordered(shop);
            assert_eq!(shop.requests("GET", "orders"), looks + 1, "no second request");
            shop.order();
        });
    }
}

#[test]
fn an_order_refused_after_it_was_saved_is_found_for_a_customer() {
    let story = Story::of_a_customer().with_orders_before(12).in_a_shop(at_checkout("saved-refused", 1));
    story.tell(|shop| {
        shop.to_the_review(WALLET);
        shop.checkout().place();
        shop.checkout().wait_long_for_any(&["placed"], Duration::from_secs(30));
        expect_no_harm(shop);
        shop.expect_one_order();
    });
}

/// Checks that the order is shown with its reference, and that the shopper cannot cancel it or order again.
#[track_caller]
fn expect_it_exists(shop: &Shop, reference: &str) {
    let checkout = shop.checkout();
    checkout.wait_for("unknown").wait_for_text(reference);
    let text = checkout.text();
    assert!(text.contains("could not be confirmed") && text.contains("do not order again"), "{text}");
    for raw in ["declined", "504", "debug_id", "ada.payer@example.com"] {
        assert!(!text.contains(raw), "{raw} comes from the payment app: {text}");
    }
    let risky = ["Place order", "Check out with", "Cancel", "Start over", "Try again"];
    let ways = checkout.ways_on();
    assert!(!ways.iter().any(|way| risky.iter().any(|word| way.contains(word))), "{ways:?}");
    expect_no_harm(shop);
    assert_eq!(shop.ledger().orders.len(), 1);
}

#[test]
fn an_order_with_an_unconfirmed_payment_is_shown_and_never_cancelled() {
    for fault in ["saved-1102", "saved-1102:html"] {
        for dialect in ["legacy", "platform"] {
            let story = Story::of_a_guest().in_a_shop(json!({"dialect": dialect}));
            story.in_a_shop(at_checkout(fault, 1)).tell(|shop| {
                shop.to_the_review(WALLET);
                place_and_wait_for_the_answer(shop, 1);
                expect_it_exists(shop, "DE--1");
                assert_eq!(shop.events().outcomes(), ["unknown"]);
                let told = shop.events().lines();
                assert!(!told.contains("504") && !told.contains("The payment was declined"), "{told}");
                // A reload and leaving the page change nothing.
                shop.browser.reload().unwrap();
                expect_it_exists(shop, "DE--1");
                shop.browser.go(&shop.site.url(ELSEWHERE)).unwrap();
                shop.enter();
                expect_it_exists(shop, "DE--1");
                assert_eq!(shop.posts("checkout").len(), 1);
            });
        }
    }
}

#[test]
fn a_customer_sees_an_order_with_an_unconfirmed_payment() {
    let story = Story::of_a_customer().with_orders_before(40).in_a_shop(at_checkout("saved-1102", 1));
    story.tell(|shop| {
        shop.to_the_review(PAYPAL);
        place_and_wait_for_the_answer(shop, 1);
        expect_it_exists(shop, "DE--41");
        assert_eq!(shop.events().outcomes(), ["unknown"]);
        assert!(shop.checkout().ways_on().is_empty(), "the outcome is known, so there is no button to check again");
    });
}
