//! Twenty-four cells of the matrix of steps and faults, in the browser: what the shopper sees, what went over the wire,
//! what the backend holds, and one end of each attempt. The page's clock is held, so that no deadline is waited for.

use super::faults::expect_a_way_on;
use super::unknown::{expect_no_harm, expect_the_truth};
use e2e::checkout::{PAYPAL, WALLET};
use e2e::provider::{WalletPage, wait_until_closed};
use e2e::{Shop, Story, Window, wire};
use sandbox::ledger::Status;
use serde_json::{Value, json};

/// What comes of a fault.
#[derive(Debug, Clone, Copy)]
enum Class {
    /// Nothing was created; it can be tried again.
    A,
    /// The payment is known and goes on.
    B,
    /// The payment is recorded until it is cancelled.
    C,
    /// Back to the review, with all that was typed.
    D,
    /// Ordered.
    E,
    /// Nobody can say: nothing is cancelled, nothing is ordered again.
    F,
    /// The shop's own checkout is the way on.
    G,
    /// Nothing changes.
    H,
    /// Only the page is told.
    I,
}

/// One cell.
struct Cell {
    step: &'static str,
    fault: &'static str,
    class: Class,
}

/// What the shopper corrects in the review.
const CORRECTED: &str = "Augusta";

const TO_THE_CHECKOUT: &str = "Go to the shop’s checkout";

impl Cell {
    fn plan(&self) -> Value {
        // What a browser sends again by itself, once for each connection that it had open, is lost too.
        let times = if self.fault == "lost" { 9 } else { 1 };
        json!({"faults": [{"step": self.step, "fault": self.fault, "times": times}]})
    }

    /// The shop as it should be: the story says when the fault strikes, or brings it along.
    fn sound(&self) -> Story {
        Story::of_a_guest().with("checkout-url", "/checkout").on_a_page(e2e::page::Page::hold_the_clock)
    }

    fn of_a_guest(&self) -> Story {
        self.sound().in_a_shop(self.plan())
    }

    fn of_a_customer(&self) -> Story {
        let story = Story::of_a_customer().with("checkout-url", "/checkout").in_a_shop(self.plan());
        story.on_a_page(e2e::page::Page::hold_the_clock)
    }

    /// How often the fault struck, and how often the step was asked for in all.
    fn struck(&self, shop: &Shop) -> (usize, usize) {
        let posts = shop.posts(self.step);
        (posts.iter().filter(|post| post.fault.as_deref() == Some(self.fault)).count(), posts.len())
    }

    /// What must hold in the end, whatever the cell told before.
    #[track_caller]
    fn comes_out(&self, shop: &Shop) {
        let checkout = shop.checkout();
        match self.class {
            Class::A => {
                checkout.wait_for_any(&["ready", "failed"]);
                expect_a_way_on_or_nothing_to_say(shop);
                assert!(shop.live_payments().is_empty() && shop.ledger().orders.is_empty());
                shop.pay_and_order(WALLET);
            }
            Class::B | Class::H | Class::I => {
                shop.order();
                assert_eq!(shop.events().outcomes(), ["ordered"]);
                assert_eq!(shop.ledger().payments.len(), 1, "nobody had to approve twice");
            }
            Class::C => {
                shop.expect_all_cancelled();
                assert_eq!(shop.events().outcomes().len(), 1);
                assert!(!shop.posts("payment-cancellations").is_empty());
                expect_a_way_on_or_nothing_to_say(shop);
            }
            Class::D => {
                checkout.wait_for("review");
                expect_a_way_on(&checkout);
                checkout.settle();
                assert!(shop.ledger().orders.is_empty());
                assert_eq!(shop.events().outcomes(), Vec::<&str>::new(), "the attempt goes on");
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
                // Not even after a reload.
                shop.browser.reload().unwrap();
                shop.checkout().wait_for("unknown");
                expect_the_truth(shop);
            }
            Class::G => {
                checkout.wait_for("failed");
                expect_a_way_on(&checkout);
                assert_eq!(checkout.ways_on()[0], TO_THE_CHECKOUT, "{:?}", checkout.ways_on());
                assert!(!checkout.ways_on().iter().any(|way| way == "Try again" || way.starts_with("Checkout with")));
                assert!(shop.live_payments().is_empty() && shop.ledger().orders.is_empty());
                assert_eq!(shop.events().errors().len(), 1);
            }
        }
    }
}

/// Whoever is told of a failure can do something about it.
#[track_caller]
fn expect_a_way_on_or_nothing_to_say(shop: &Shop) {
    if shop.checkout().notice().is_empty() {
        assert!(!shop.checkout().ways_on().is_empty(), "a dead end");
    } else {
        expect_a_way_on(&shop.checkout());
    }
}

/// Whom the last order was sent to.
fn sent_to(shop: &Shop) -> String {
    let sent = shop.posts("checkout").pop().and_then(|request| request.body).unwrap_or_default();
    let sent: Value = serde_json::from_str(&sent).unwrap();
    sent["data"]["attributes"]["shippingAddress"]["firstName"].as_str().unwrap_or_default().to_owned()
}

/// From now on the page gives a fresh token whenever it is asked.
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
    a_busy_shop_shows_its_buttons_when_it_has_time: "checkout-data" x "429:6" => A, the_offer_is_waited_for;
    an_offer_without_end_is_given_up: "checkout-data" x "drip" => A, the_offer_has_a_deadline;
    a_cart_that_is_gone_leads_to_the_shops_checkout: "checkout-data" x "1103" => G, there_is_no_cart;
    a_busy_shop_takes_the_payment_when_it_has_time: "payments" x "429:6" => A, the_payment_is_waited_for;
    a_payment_in_a_huge_answer_is_nobodys: "payments" x "huge:5" => G, the_payment_is_unreadable;
    a_payment_whose_answer_is_lost_is_nobodys: "payments" x "lost" => G, the_payment_is_lost;
    a_payment_that_is_heard_of_late_is_cancelled: "payments" x "late:2500" => C, the_payment_is_late;
    a_token_that_expired_is_renewed_for_the_payment: "payments" x "401" => B, the_payment_is_sent_with_a_fresh_token;
    a_blocked_window_becomes_the_page_itself: "window" x "blocked" => B, the_wallet_is_in_the_same_tab;
    a_closed_window_is_asked_about: "window" x "closed" => B, the_window_is_closed;
    a_blocked_script_leaves_the_other_button: "script" x "blocked" => I, the_script_is_blocked;
    an_approval_of_another_payment_changes_nothing: "approval" x "forged-order-id" => H, the_approval_is_forged;
    a_page_in_place_of_the_payer_is_no_payer: "payment-customers" x "html" => D, the_payer_types;
    half_a_payer_is_no_payer: "payment-customers" x "truncated" => D, the_payer_types;
    a_payer_who_is_known_late_overwrites_nothing: "payment-customers" x "late:2500" => D, the_payer_types_meanwhile;
    a_total_that_changed_is_shown_first: "checkout-data" x "total-changed" => D, the_total_changes;
    a_failed_look_before_the_order_is_repeated: "checkout-data" x "502" => B, the_cart_is_looked_at_twice;
    a_saved_order_without_its_payment_stays_unknown: "checkout" x "saved-1102" => F, the_order_is_half_done;
    an_order_whose_cart_stays_is_an_order: "checkout" x "1106" => E, the_order_is_sent;
    a_cart_that_the_order_does_not_find_stays_unknown: "checkout" x "1103" => F, the_order_is_sent;
    an_order_that_is_heard_of_late_counts: "checkout" x "late:2500" => E, the_order_is_late;
    an_order_whose_answer_is_lost_stays_unknown: "checkout" x "lost" => F, the_order_is_sent;
    an_order_refused_for_its_token_goes_back_to_the_review: "checkout" x "401" => D, the_order_needs_a_fresh_token;
    a_cancellation_that_nobody_answers_is_repeated: "payment-cancellations" x "never" => C, the_cancellation_is_kept;
}

fn the_offer_is_waited_for(cell: Cell) {
    cell.of_a_guest().tell(|shop| {
        let checkout = shop.checkout();
        checkout.wait_for("failed").wait_for_text("could not be loaded").wait_for_text("try again automatically");
        assert_eq!(checkout.ways_on(), [TO_THE_CHECKOUT], "nothing to hurry it with");
        assert_eq!(shop.events().errors(), ["methods-throttled"]);
        assert_eq!(cell.struck(shop), (1, 1), "not asked again before the time");
        shop.let_pass(6);
        checkout.wait_for("ready");
        cell.comes_out(shop);
    });
}

fn the_offer_has_a_deadline(cell: Cell) {
    cell.of_a_guest().tell(|shop| {
        let checkout = shop.checkout();
        shop.until("the question", |ledger| ledger.requests.iter().any(|request| request.fault.is_some()));
        assert_eq!(checkout.state(), "loading");
        shop.let_pass(8);
        checkout.wait_for("failed");
        expect_a_way_on(&checkout);
        assert_eq!(shop.events().errors(), ["methods-timeout"]);
        assert_eq!(cell.struck(shop), (1, 1));
        checkout.click("[data-ec=again]");
        checkout.wait_for("ready");
        cell.comes_out(shop);
    });
}

fn there_is_no_cart(cell: Cell) {
    cell.of_a_guest().tell(|shop| {
        shop.checkout().wait_for("failed").wait_for_text("empty or no longer exists");
        assert_eq!(shop.events().errors(), ["methods-cart-gone"]);
        assert_eq!(shop.events().outcomes(), Vec::<&str>::new(), "no attempt had begun");
        cell.comes_out(shop);
    });
}

fn the_payment_is_waited_for(cell: Cell) {
    cell.of_a_guest().tell(|shop| {
        let checkout = shop.checkout();
        checkout.pay_with(WALLET);
        checkout.wait_for("failed").wait_for_text("Nothing was charged").wait_for_text("try again automatically");
        wait_until_closed(shop);
        assert_eq!(checkout.ways_on(), [TO_THE_CHECKOUT]);
        assert_eq!(shop.events().errors(), ["payment-throttled"]);
        assert_eq!(shop.events().outcomes(), ["failed"]);
        shop.let_pass(6);
        checkout.wallet_button();
        assert_eq!(cell.struck(shop), (1, 1), "a payment is the shopper's to start again");
        cell.comes_out(shop);
    });
}

fn the_payment_is_unreadable(cell: Cell) {
    cell.of_a_guest().tell(|shop| {
        shop.checkout().pay_with(PAYPAL);
        shop.checkout().wait_for("failed").wait_for_text("do not know whether the payment was prepared");
        wait_until_closed(shop);
        assert_eq!(cell.struck(shop), (1, 1));
        assert_eq!(shop.events().errors(), ["payment-unreadable"]);
        assert_eq!(shop.events().outcomes(), ["failed"]);
        cell.comes_out(shop);
    });
}

fn the_payment_is_lost(cell: Cell) {
    cell.of_a_guest().tell(|shop| {
        shop.checkout().pay_with(WALLET);
        shop.checkout().wait_for("failed").wait_for_text("do not know whether the payment was prepared");
        wait_until_closed(shop);
        let (struck, sent) = cell.struck(shop);
        assert_eq!(struck, sent, "the element sent it once, the browser perhaps twice");
        assert_eq!(shop.events().errors(), ["payment-network"]);
        assert_eq!(shop.events().outcomes(), ["failed"]);
        assert_eq!(shop.posts("payment-cancellations").len(), 0, "what has no name cannot be cancelled");
        cell.comes_out(shop);
    });
}

fn the_payment_is_late(cell: Cell) {
    cell.of_a_guest().tell(|shop| {
        shop.checkout().pay_with(WALLET);
        shop.until("the payment", |ledger| !ledger.payments.is_empty());
        shop.let_pass(15);
        shop.checkout().wait_for("failed").wait_for_text("do not know whether the payment was prepared");
        wait_until_closed(shop);
        assert_eq!(shop.events().errors(), ["payment-timeout"]);
        cell.comes_out(shop);
        assert_eq!(cell.struck(shop), (1, 1));
        assert_eq!(shop.events().outcomes(), ["failed"]);
    });
}

fn the_payment_is_sent_with_a_fresh_token(cell: Cell) {
    cell.of_a_customer().tell(|shop| {
        shop.checkout().wait_for("ready");
        refresh_tokens(shop);
        shop.checkout().pay_with(WALLET);
        Window::opened(shop).approve();
        shop.checkout().wait_for("review");
        assert_eq!(cell.struck(shop), (1, 2), "once more, and no more");
        assert_eq!(shop.events().errors(), Vec::<&str>::new());
        assert!(shop.run("return window.asked", &[]).as_u64().unwrap() >= 2, "the page was asked for another");
        cell.comes_out(shop);
    });
}

fn the_wallet_is_in_the_same_tab(cell: Cell) {
    cell.sound().on_a_page(|page| page.put_script("window.open = () => null;")).tell(|shop| {
        shop.checkout().pay_with(WALLET);
        WalletPage::reached(shop).approve();
        shop.checkout().wait_for("review");
        assert_eq!(shop.posts("payments").len(), 1);
        cell.comes_out(shop);
    });
}

fn the_window_is_closed(cell: Cell) {
    cell.sound().tell(|shop| {
        let checkout = shop.checkout();
        checkout.pay_with(WALLET);
        Window::opened(shop).close();
        checkout.wait_for_text("Have you finished at Wallet Redirect?");
        assert_eq!(checkout.ways_on(), ["I have finished", "Cancel"]);
        assert_eq!(shop.posts("payment-cancellations").len(), 0, "a closed window is no cancellation");
        // The payer finished elsewhere, such as on a phone.
        let id = shop.ledger().payments[0].transaction_id.clone();
        let approved = wire::call(shop.sandbox.port(), "POST", &format!("/sandbox/psp/{id}/approve"), None).unwrap();
        assert_eq!(approved.status, 200);
        checkout.click("[data-ec=finished]");
        checkout.wait_for("review");
        cell.comes_out(shop);
    });
}

fn the_script_is_blocked(cell: Cell) {
    let blocked = |page: &mut e2e::page::Page| {
        page.put_header("content-security-policy", "script-src 'self' 'wasm-unsafe-eval'");
    };
    let story = cell.sound().on_a_page(blocked).excusing("policy: script-src").excusing("Content Security Policy");
    story.excusing("/psp/paypal/js").tell(|shop| {
        let checkout = shop.checkout();
        checkout.wallet_button();
        shop.until_told("ec-error");
        assert_eq!(shop.events().errors().len(), 1, "{}", shop.events().lines());
        assert_eq!(checkout.notice(), "", "whoever has another way is not bothered");
        assert_eq!(checkout.ways_on(), ["Checkout with Wallet Redirect"]);
        checkout.pay_with(WALLET);
        Window::opened(shop).approve();
        cell.comes_out(shop);
    });
}

fn the_approval_is_forged(cell: Cell) {
    cell.of_a_guest().tell(|shop| {
        let checkout = shop.checkout();
        checkout.pay_with(PAYPAL);
        Window::opened(shop).approve();
        wait_until_closed(shop);
        shop.until_told("ec-error");
        assert_eq!(shop.events().errors(), ["approval-mismatch"]);
        assert_eq!(shop.posts("payment-customers").len(), 0, "nothing is fetched for it");
        assert_eq!(shop.posts("payment-cancellations").len(), 0);
        // The true payment was approved all the same; its payer says so.
        checkout.click("[data-ec=finished]");
        checkout.wait_for("review");
        cell.comes_out(shop);
    });
}

fn the_payer_types(cell: Cell) {
    cell.of_a_guest().tell(|shop| {
        shop.checkout().pay_with(PAYPAL);
        Window::opened(shop).approve();
        shop.checkout().wait_for("review").wait_for_text("Your details could not be fetched");
        assert_eq!(shop.checkout().field("shippingAddress.city").as_deref(), Some(""), "nothing is guessed");
        assert_eq!(cell.struck(shop), (1, 1));
        assert_eq!(shop.events().errors().len(), 1);
        cell.comes_out(shop);
    });
}

fn the_payer_types_meanwhile(cell: Cell) {
    cell.of_a_guest().tell(|shop| {
        let checkout = shop.checkout();
        checkout.pay_with(PAYPAL);
        Window::opened(shop).approve();
        shop.until("the question", |ledger| ledger.requests.iter().any(|request| request.fault.is_some()));
        assert_eq!(checkout.state(), "fetching-customer");
        shop.let_pass(10);
        checkout.wait_for("review").wait_for_text("Your details could not be fetched");
        checkout.fill("shippingAddress.city", "Potsdam");
        assert_eq!(shop.events().errors(), ["customer-timeout"]);
        cell.comes_out(shop);
        let sent: Value = serde_json::from_str(&shop.posts("checkout")[0].body.clone().unwrap()).unwrap();
        assert_eq!(sent["data"]["attributes"]["shippingAddress"]["city"], "Potsdam");
    });
}

fn the_total_changes(cell: Cell) {
    cell.sound().tell(|shop| {
        shop.to_the_review(PAYPAL);
        let checkout = shop.checkout();
        let agreed = checkout.total();
        shop.set(cell.plan());
        checkout.place();
        checkout.wait_for_total(agreed + 100);
        assert_eq!(shop.posts("checkout").len(), 0, "nobody agreed to the new total");
        assert!(checkout.notice().contains("changed"), "{}", checkout.notice());
        cell.comes_out(shop);
        assert_eq!(shop.ledger().orders[0].grand_total, agreed + 100);
        assert_eq!(shop.ledger().payments.len(), 1, "the payment is the same, with another total");
    });
}

fn the_cart_is_looked_at_twice(cell: Cell) {
    cell.sound().tell(|shop| {
        shop.to_the_review(WALLET);
        shop.set(cell.plan());
        let before = shop.posts("checkout-data").len();
        cell.comes_out(shop);
        let (struck, all) = cell.struck(shop);
        assert_eq!((struck, all - before), (1, 2));
        assert_eq!(shop.events().errors(), Vec::<&str>::new(), "the shopper does not hear of it");
    });
}

fn the_order_is_sent(cell: Cell) {
    cell.of_a_guest().tell(|shop| {
        shop.to_the_review(WALLET);
        shop.checkout().place();
        shop.checkout().wait_for_any(&["placed", "unknown"]);
        let (struck, sent) = cell.struck(shop);
        assert_eq!(struck, sent);
        let acted = cell.fault != "1103";
        assert_eq!(shop.ledger().orders.len(), usize::from(acted));
        cell.comes_out(shop);
    });
}

fn the_order_is_half_done(cell: Cell) {
    cell.of_a_guest().tell(|shop| {
        shop.to_the_review(PAYPAL);
        shop.checkout().place();
        shop.checkout().wait_for("unknown").wait_for_text("DE--1");
        assert_eq!(shop.ledger().orders.len(), 1);
        assert_eq!(cell.struck(shop), (1, 1));
        cell.comes_out(shop);
    });
}

fn the_order_is_late(cell: Cell) {
    cell.of_a_guest().tell(|shop| {
        shop.to_the_review(WALLET);
        shop.checkout().place();
        shop.until("the order", |ledger| ledger.orders.len() == 1);
        shop.let_pass(45);
        shop.checkout().wait_for("unknown").wait_for_text("do not order again");
        cell.comes_out(shop);
        assert_eq!(cell.struck(shop), (1, 1));
        assert_eq!(shop.events().outcomes(), ["unknown"], "told once; `ec-order` says the rest");
    });
}

fn the_order_needs_a_fresh_token(cell: Cell) {
    cell.of_a_customer().tell(|shop| {
        shop.checkout().wait_for("ready");
        refresh_tokens(shop);
        shop.to_the_review(WALLET);
        shop.checkout().place();
        shop.checkout().wait_for_text("did not accept the order");
        assert_eq!(cell.struck(shop), (1, 1), "/checkout is never sent again by itself");
        cell.comes_out(shop);
        assert_eq!(cell.struck(shop), (1, 2));
    });
}

fn the_cancellation_is_kept(cell: Cell) {
    let never = json!({"faults": [{"step": cell.step, "fault": cell.fault, "times": 3}]});
    cell.sound().in_a_shop(never).tell(|shop| {
        let checkout = shop.checkout();
        checkout.pay_with(PAYPAL);
        Window::opened(shop).cancel();
        for tries in 1..=3 {
            shop.until("a cancellation", |_| cell.struck(shop).0 == tries);
            shop.let_pass(10);
        }
        checkout.wait_for("ready").wait_for_text("Nothing was ordered");
        assert_eq!(shop.events().outcomes(), ["cancelled"]);
        assert_eq!(shop.live_payments().len(), 1);
        // This page has tried often enough, but for a last time when it goes: its tab may never come back. The next one
        // cannot know how that went, and goes on.
        shop.browser.reload().unwrap();
        shop.checkout().wait_for("ready");
        cell.comes_out(shop);
        assert_eq!(cell.struck(shop), (3, 5));
        shop.pay_and_order(WALLET);
    });
}
