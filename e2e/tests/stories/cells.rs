//! Twenty-four cells of the matrix of steps and faults, in the browser. Each story checks the screen, the requests, the
//! backend's payments and orders, and that the attempt ends once. The page's clock is stopped, so that deadlines take no time.

use super::faults::expect_a_way_on;
use super::unknown::{expect_no_harm, expect_the_truth};
use e2e::checkout::{PAYPAL, WALLET};
use e2e::provider::{WalletPage, wait_until_closed};
use e2e::{Shop, Story, Window, wire};
use sandbox::ledger::Status;
use serde_json::{Value, json};

/// The expected result of a fault.
#[derive(Debug, Clone, Copy)]
enum Class {
    /// No payment was created, and the shopper can try again.
    A,
    /// The attempt continues with the payment.
    B,
    /// The payment is recorded until it is cancelled.
    C,
    /// The review is shown again with all typed values.
    D,
    /// The order is placed.
    E,
    /// The outcome is unknown: nothing is cancelled, and nothing is ordered again.
    F,
    /// The shopper is led to the shop's checkout.
    G,
    /// Nothing changes.
    H,
    /// Only the page gets an error event.
    I,
}

/// A cell of the matrix.
struct Cell {
    step: &'static str,
    fault: &'static str,
    class: Class,
}

/// A value that the shopper types in the review.
const CORRECTED: &str = "Augusta";

const TO_THE_CHECKOUT: &str = "Continue to checkout";

impl Cell {
    fn plan(&self) -> Value {
        // A browser repeats a lost request, once for each open connection. These repeats are lost too.
        let times = if self.fault == "lost" { 9 } else { 1 };
        json!({"faults": [{"step": self.step, "fault": self.fault, "times": times}]})
    }

    /// A story without the fault, for cells that simulate it themselves.
    fn story(&self) -> Story {
        Story::of_a_guest().with("checkout-url", "/checkout").on_a_page(e2e::page::Page::hold_the_clock)
    }

    fn of_a_guest(&self) -> Story {
        self.story().in_a_shop(self.plan())
    }

    fn of_a_customer(&self) -> Story {
        let story = Story::of_a_customer().with("checkout-url", "/checkout").in_a_shop(self.plan());
        story.on_a_page(e2e::page::Page::hold_the_clock)
    }

    /// How often the fault occurred, and how many requests the step had in total.
    fn counts(&self, shop: &Shop) -> (usize, usize) {
        let posts = shop.posts(self.step);
        (posts.iter().filter(|post| post.fault.as_deref() == Some(self.fault)).count(), posts.len())
    }

    /// Checks the end of the story for the class of the cell.
    #[track_caller]
    fn finish(&self, shop: &Shop) {
        let checkout = shop.checkout();
        match self.class {
            Class::A => {
                checkout.wait_for_any(&["ready", "failed"]);
                expect_buttons_or_a_way_on(shop);
                assert!(shop.live_payments().is_empty() && shop.ledger().orders.is_empty());
                shop.pay_and_order(WALLET);
            }
            Class::B | Class::H | Class::I => {
                shop.order();
                assert_eq!(shop.events().outcomes(), ["ordered"]);
                assert_eq!(shop.ledger().payments.len(), 1, "the payment was approved once");
            }
            Class::C => {
                shop.expect_all_cancelled();
                assert_eq!(shop.events().outcomes().len(), 1);
                assert!(!shop.posts("payment-cancellations").is_empty());
                expect_buttons_or_a_way_on(shop);
            }
            Class::D => {
                checkout.wait_for("review");
                expect_a_way_on(&checkout);
                checkout.settle();
                assert!(shop.ledger().orders.is_empty());
                assert_eq!(shop.events().outcomes(), Vec::<&str>::new(), "the attempt continues");
                checkout.fill("shippingAddress.firstName", CORRECTED);
                super::payers::place_until_nothing_is_missing(&checkout);
                shop.expect_one_order();
                assert_eq!(shop.events().outcomes(), ["ordered"]);
                assert_eq!(sent_to(shop), CORRECTED);
            }
            Class::E => {
                checkout.wait_for("placed").wait_for_text("We received your order");
                expect_no_harm(shop);
                assert_eq!(shop.ledger().orders.len(), 1);
                assert_eq!(shop.ledger().payments[0].status, Status::Ordered);
                assert_eq!(shop.events().of("ec-order").len(), 1);
                assert_eq!(shop.events().outcomes().len(), 1);
            }
            Class::F => {
                checkout.wait_for("unknown");
                expect_the_truth(shop);
                // The same after a reload.
                shop.browser.reload().unwrap();
                shop.checkout().wait_for("unknown");
                expect_the_truth(shop);
            }
            Class::G => {
                checkout.wait_for("failed");
                expect_a_way_on(&checkout);
                assert_eq!(checkout.ways_on()[0], TO_THE_CHECKOUT, "{:?}", checkout.ways_on());
                assert!(!checkout.ways_on().iter().any(|way| way == "Try again" || way.starts_with("Check out with")));
                assert!(shop.live_payments().is_empty() && shop.ledger().orders.is_empty());
                assert_eq!(shop.events().errors().len(), 1);
            }
        }
    }
}

/// Checks that the shopper can continue: with buttons, or with a way on after an error.
#[track_caller]
fn expect_buttons_or_a_way_on(shop: &Shop) {
    if shop.checkout().notice().is_empty() {
        assert!(!shop.checkout().ways_on().is_empty(), "the shopper cannot continue");
    } else {
        expect_a_way_on(&shop.checkout());
    }
}

/// The first name in the shipping address of the last order.
fn sent_to(shop: &Shop) -> String {
    let sent = shop.posts("checkout").pop().and_then(|request| request.body).unwrap_or_default();
    let sent: Value = serde_json::from_str(&sent).unwrap();
    sent["data"]["attributes"]["shippingAddress"]["firstName"].as_str().unwrap_or_default().to_owned()
}

/// Makes the page return a token from a function, and count its calls.
fn refresh_tokens(shop: &Shop) {
    let script = "let asked = 0; document.getElementById('checkout').accessToken = () => { window.asked = ++asked; return arguments[0]; }";
    shop.run(&script.replace("arguments[0]", &json!(shop.cart.access_token).to_string()), &[]);
}

macro_rules! cells {
    ($($name:ident: $step:literal x $fault:literal => $class:ident, $story:ident;)*) => {
        $(
            #[test]
            fn $name() {
                $story(Cell { step: $step, fault: $fault, class: Class::$class });
            }
        )*
    };
}

cells! {
    a_throttled_offer_is_loaded_after_the_pause: "checkout-data" x "429:6" => A, offer_after_a_pause;
    an_endless_offer_times_out: "checkout-data" x "drip" => A, offer_timeout;
    a_missing_cart_leads_to_the_shops_checkout: "checkout-data" x "1103" => G, missing_cart;
    a_throttled_payment_can_be_started_after_the_pause: "payments" x "429:6" => A, payment_after_a_pause;
    a_payment_with_a_huge_answer_leads_to_the_shops_checkout: "payments" x "huge:5" => G, unreadable_payment;
    a_payment_with_a_lost_answer_leads_to_the_shops_checkout: "payments" x "lost" => G, lost_payment;
    a_payment_with_a_late_answer_is_cancelled: "payments" x "late:2500" => C, late_payment;
    an_expired_token_is_renewed_for_the_payment: "payments" x "401" => B, payment_with_a_new_token;
    a_blocked_window_is_replaced_by_the_page: "window" x "blocked" => B, wallet_in_the_same_tab;
    a_closed_window_is_asked_about: "window" x "closed" => B, closed_window;
    a_blocked_script_leaves_the_other_button: "script" x "blocked" => I, blocked_script;
    an_approval_of_another_payment_changes_nothing: "approval" x "forged-order-id" => H, forged_approval;
    an_html_page_instead_of_the_payer_is_an_error: "payment-customers" x "html" => D, typed_payer_data;
    a_truncated_payer_is_an_error: "payment-customers" x "truncated" => D, typed_payer_data;
    late_payer_data_overwrites_nothing: "payment-customers" x "late:2500" => D, payer_data_typed_before_the_answer;
    a_total_that_changed_is_shown_first: "checkout-data" x "total-changed" => D, changed_total;
    a_failed_check_before_the_order_is_repeated: "checkout-data" x "502" => B, cart_checked_twice;
    a_saved_order_with_an_unconfirmed_payment_is_unknown: "checkout" x "saved-1102" => F, order_without_confirmed_payment;
    an_order_whose_cart_is_not_deleted_is_placed: "checkout" x "1106" => E, order_sent_once;
    an_order_whose_cart_is_not_found_is_unknown: "checkout" x "1103" => F, order_sent_once;
    an_order_with_a_late_answer_counts: "checkout" x "late:2500" => E, late_order;
    an_order_with_a_lost_answer_is_unknown: "checkout" x "lost" => F, order_sent_once;
    an_order_refused_for_its_token_goes_back_to_the_review: "checkout" x "401" => D, order_with_an_expired_token;
    a_cancellation_without_an_answer_is_repeated: "payment-cancellations" x "never" => C, cancellation_kept;
}

fn offer_after_a_pause(cell: Cell) {
    cell.of_a_guest().tell(|shop| {
        let checkout = shop.checkout();
        checkout.wait_for("failed").wait_for_text("could not be loaded").wait_for_text("Please wait a moment");
        assert_eq!(checkout.ways_on(), [TO_THE_CHECKOUT], "no button to try again before the pause is over");
        assert_eq!(shop.events().errors(), ["methods-throttled"]);
        assert_eq!(cell.counts(shop), (1, 1), "not requested again before the pause is over");
        shop.let_pass(6);
        checkout.wait_for("ready");
        cell.finish(shop);
    });
}

fn offer_timeout(cell: Cell) {
    cell.of_a_guest().tell(|shop| {
        let checkout = shop.checkout();
        shop.until("the question", |ledger| ledger.requests.iter().any(|request| request.fault.is_some()));
        assert_eq!(checkout.state(), "loading");
        shop.let_pass(8);
        checkout.wait_for("failed");
        expect_a_way_on(&checkout);
        assert_eq!(shop.events().errors(), ["methods-timeout"]);
        assert_eq!(cell.counts(shop), (1, 1));
        checkout.click("[data-ec=again]");
        checkout.wait_for("ready");
        cell.finish(shop);
    });
}

fn missing_cart(cell: Cell) {
    cell.of_a_guest().tell(|shop| {
        shop.checkout().wait_for("failed").wait_for_text("empty or no longer exists");
        assert_eq!(shop.events().errors(), ["methods-cart-gone"]);
        assert_eq!(shop.events().outcomes(), Vec::<&str>::new(), "no attempt has started");
        cell.finish(shop);
    });
}

fn payment_after_a_pause(cell: Cell) {
    cell.of_a_guest().tell(|shop| {
        let checkout = shop.checkout();
        checkout.pay_with(WALLET);
        checkout.wait_for("failed").wait_for_text("Nothing was charged").wait_for_text("Please wait a moment");
        wait_until_closed(shop);
        assert_eq!(checkout.ways_on(), [TO_THE_CHECKOUT]);
        assert_eq!(shop.events().errors(), ["payment-throttled"]);
        assert_eq!(shop.events().outcomes(), ["failed"]);
        shop.let_pass(6);
        checkout.wallet_button();
        assert_eq!(cell.counts(shop), (1, 1), "only the shopper starts a payment again");
        cell.finish(shop);
    });
}

fn unreadable_payment(cell: Cell) {
    cell.of_a_guest().tell(|shop| {
        shop.checkout().pay_with(PAYPAL);
        shop.checkout().wait_for("failed").wait_for_text("Something went wrong before the payment");
        wait_until_closed(shop);
        assert_eq!(cell.counts(shop), (1, 1));
        assert_eq!(shop.events().errors(), ["payment-unreadable"]);
        assert_eq!(shop.events().outcomes(), ["failed"]);
        cell.finish(shop);
    });
}

fn lost_payment(cell: Cell) {
    cell.of_a_guest().tell(|shop| {
        shop.checkout().pay_with(WALLET);
        shop.checkout().wait_for("failed").wait_for_text("Something went wrong before the payment");
        wait_until_closed(shop);
        let (struck, sent) = cell.counts(shop);
        assert_eq!(struck, sent, "the element sent it once, the browser perhaps twice");
        assert_eq!(shop.events().errors(), ["payment-network"]);
        assert_eq!(shop.events().outcomes(), ["failed"]);
        assert_eq!(shop.posts("payment-cancellations").len(), 0, "a payment with an unknown id cannot be cancelled");
        cell.finish(shop);
    });
}

fn late_payment(cell: Cell) {
    cell.of_a_guest().tell(|shop| {
        shop.checkout().pay_with(WALLET);
        shop.until("the payment", |ledger| !ledger.payments.is_empty());
        shop.let_pass(15);
        shop.checkout().wait_for("failed").wait_for_text("Something went wrong before the payment");
        wait_until_closed(shop);
        assert_eq!(shop.events().errors(), ["payment-timeout"]);
        cell.finish(shop);
        assert_eq!(cell.counts(shop), (1, 1));
        assert_eq!(shop.events().outcomes(), ["failed"]);
    });
}

fn payment_with_a_new_token(cell: Cell) {
    cell.of_a_customer().tell(|shop| {
        shop.checkout().wait_for("ready");
        refresh_tokens(shop);
        shop.checkout().pay_with(WALLET);
        Window::opened(shop).approve();
        shop.checkout().wait_for("review");
        assert_eq!(cell.counts(shop), (1, 2), "sent twice");
        assert_eq!(shop.events().errors(), Vec::<&str>::new());
        assert!(shop.run("return window.asked", &[]).as_u64().unwrap() >= 2, "the page was asked for another token");
        cell.finish(shop);
    });
}

fn wallet_in_the_same_tab(cell: Cell) {
    cell.story().on_a_page(|page| page.put_script("window.open = () => null;")).tell(|shop| {
        shop.checkout().pay_with(WALLET);
        WalletPage::reached(shop).approve();
        shop.checkout().wait_for("review");
        assert_eq!(shop.posts("payments").len(), 1);
        cell.finish(shop);
    });
}

fn closed_window(cell: Cell) {
    cell.story().tell(|shop| {
        let checkout = shop.checkout();
        checkout.pay_with(WALLET);
        Window::opened(shop).close();
        checkout.wait_for_text("Did you approve the payment with Wallet Redirect?");
        assert_eq!(checkout.ways_on(), ["Yes, continue", "Cancel"]);
        assert_eq!(shop.posts("payment-cancellations").len(), 0, "a closed window is not a cancellation");
        // The payer approved on another device, such as a phone.
        let id = shop.ledger().payments[0].transaction_id.clone();
        let approved = wire::call(shop.sandbox.port(), "POST", &format!("/sandbox/psp/{id}/approve"), None).unwrap();
        assert_eq!(approved.status, 200);
        checkout.click("[data-ec=finished]");
        checkout.wait_for("review");
        cell.finish(shop);
    });
}

fn blocked_script(cell: Cell) {
    let blocked = |page: &mut e2e::page::Page| {
        page.put_header("content-security-policy", "script-src 'self' 'wasm-unsafe-eval'");
    };
    let story = cell.story().on_a_page(blocked).excusing("policy: script-src").excusing("Content Security Policy");
    story.excusing("/psp/paypal/js").tell(|shop| {
        let checkout = shop.checkout();
        checkout.wallet_button();
        shop.until_told("ec-error");
        assert_eq!(shop.events().errors().len(), 1, "{}", shop.events().lines());
        assert_eq!(checkout.notice(), "", "no error is shown, because another method works");
        assert_eq!(checkout.ways_on(), ["Check out with Wallet Redirect"]);
        checkout.pay_with(WALLET);
        Window::opened(shop).approve();
        cell.finish(shop);
    });
}

fn forged_approval(cell: Cell) {
    cell.of_a_guest().tell(|shop| {
        let checkout = shop.checkout();
        checkout.pay_with(PAYPAL);
        Window::opened(shop).approve();
        wait_until_closed(shop);
        shop.until_told("ec-error");
        assert_eq!(shop.events().errors(), ["approval-mismatch"]);
        assert_eq!(shop.posts("payment-customers").len(), 0, "nothing is fetched for it");
        assert_eq!(shop.posts("payment-cancellations").len(), 0);
        // The real payment was approved, and the payer confirms it.
        checkout.click("[data-ec=finished]");
        checkout.wait_for("review");
        cell.finish(shop);
    });
}

fn typed_payer_data(cell: Cell) {
    cell.of_a_guest().tell(|shop| {
        shop.checkout().pay_with(PAYPAL);
        Window::opened(shop).approve();
        shop.checkout().wait_for("review").wait_for_text("We could not get your details");
        assert_eq!(shop.checkout().field("shippingAddress.city").as_deref(), Some(""), "nothing is guessed");
        assert_eq!(cell.counts(shop), (1, 1));
        assert_eq!(shop.events().errors().len(), 1);
        cell.finish(shop);
    });
}

fn payer_data_typed_before_the_answer(cell: Cell) {
    cell.of_a_guest().tell(|shop| {
        let checkout = shop.checkout();
        checkout.pay_with(PAYPAL);
        Window::opened(shop).approve();
        shop.until("the question", |ledger| ledger.requests.iter().any(|request| request.fault.is_some()));
        assert_eq!(checkout.state(), "fetching-customer");
        shop.let_pass(10);
        checkout.wait_for("review").wait_for_text("We could not get your details");
        checkout.fill("shippingAddress.city", "Potsdam");
        assert_eq!(shop.events().errors(), ["customer-timeout"]);
        cell.finish(shop);
        let sent: Value = serde_json::from_str(&shop.posts("checkout")[0].body.clone().unwrap()).unwrap();
        assert_eq!(sent["data"]["attributes"]["shippingAddress"]["city"], "Potsdam");
    });
}

fn changed_total(cell: Cell) {
    cell.story().tell(|shop| {
        shop.to_the_review(PAYPAL);
        let checkout = shop.checkout();
        let agreed = checkout.total();
        shop.set(cell.plan());
        checkout.place();
        checkout.wait_for_total(agreed + 100);
        assert_eq!(shop.posts("checkout").len(), 0, "the shopper did not agree to the new total");
        assert!(checkout.notice().contains("changed"), "{}", checkout.notice());
        cell.finish(shop);
        assert_eq!(shop.ledger().orders[0].grand_total, agreed + 100);
        assert_eq!(shop.ledger().payments.len(), 1, "the payment is the same, with another total");
    });
}

fn cart_checked_twice(cell: Cell) {
    cell.story().tell(|shop| {
        shop.to_the_review(WALLET);
        shop.set(cell.plan());
        let before = shop.posts("checkout-data").len();
        cell.finish(shop);
        let (struck, all) = cell.counts(shop);
        assert_eq!((struck, all - before), (1, 2));
        assert_eq!(shop.events().errors(), Vec::<&str>::new(), "the shopper sees no error");
    });
}

fn order_sent_once(cell: Cell) {
    cell.of_a_guest().tell(|shop| {
        shop.to_the_review(WALLET);
        shop.checkout().place();
        shop.checkout().wait_for_any(&["placed", "unknown"]);
        let (struck, sent) = cell.counts(shop);
        assert_eq!(struck, sent);
        let acted = cell.fault != "1103";
        assert_eq!(shop.ledger().orders.len(), usize::from(acted));
        cell.finish(shop);
    });
}

fn order_without_confirmed_payment(cell: Cell) {
    cell.of_a_guest().tell(|shop| {
        shop.to_the_review(PAYPAL);
        shop.checkout().place();
        shop.checkout().wait_for("unknown").wait_for_text("DE--1");
        assert_eq!(shop.ledger().orders.len(), 1);
        assert_eq!(cell.counts(shop), (1, 1));
        cell.finish(shop);
    });
}

fn late_order(cell: Cell) {
    cell.of_a_guest().tell(|shop| {
        shop.to_the_review(WALLET);
        shop.checkout().place();
        shop.until("the order", |ledger| ledger.orders.len() == 1);
        shop.let_pass(45);
        shop.checkout().wait_for("unknown").wait_for_text("do not order again");
        cell.finish(shop);
        assert_eq!(cell.counts(shop), (1, 1));
        assert_eq!(shop.events().outcomes(), ["unknown"], "told once; `ec-order` says the rest");
    });
}

fn order_with_an_expired_token(cell: Cell) {
    cell.of_a_customer().tell(|shop| {
        shop.checkout().wait_for("ready");
        refresh_tokens(shop);
        shop.to_the_review(WALLET);
        shop.checkout().place();
        shop.checkout().wait_for_text("Please log in again");
        assert_eq!(cell.counts(shop), (1, 1), "/checkout is never sent again by itself");
        cell.finish(shop);
        assert_eq!(cell.counts(shop), (1, 2));
    });
}

fn cancellation_kept(cell: Cell) {
    let never = json!({"faults": [{"step": cell.step, "fault": cell.fault, "times": 3}]});
    cell.story().in_a_shop(never).tell(|shop| {
        let checkout = shop.checkout();
        checkout.pay_with(PAYPAL);
        Window::opened(shop).cancel();
        for tries in 1..=3 {
            shop.until("a cancellation", |_| cell.counts(shop).0 == tries);
            shop.let_pass(10);
        }
        checkout.wait_for("ready").wait_for_text("Nothing was ordered");
        assert_eq!(shop.events().outcomes(), ["cancelled"]);
        assert_eq!(shop.live_payments().len(), 1);
        // This page stops repeating the cancellation, but sends it once more when it is closed, because the tab may never come
        // back. The next page does not know the result, so it sends the cancellation again.
        shop.browser.reload().unwrap();
        shop.checkout().wait_for("ready");
        cell.finish(shop);
        assert_eq!(cell.counts(shop), (3, 5));
        shop.pay_and_order(WALLET);
    });
}
