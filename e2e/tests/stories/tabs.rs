//! Stories about one cart in two tabs: only one tab can pay at a time, the other shows a message, and the lock is always
//! released.

use super::module::{hover, wait_for_the_attempt};
use super::unknown::{FIRST_QUESTION, expect_no_harm};
use e2e::checkout::{PAYPAL, WALLET};
use e2e::provider::WalletPage;
use e2e::until::{PATIENCE, until};
use e2e::{Shop, Story, Window};
use serde_json::json;
use std::time::{Duration, Instant};

pub const ELSEWHERE: &str = "already open in another tab";

pub fn in_two_tabs(story: Story, happens: impl FnOnce(&Shop)) {
    story.tell(|shop| {
        shop.checkout().wait_for("ready");
        shop.enter_in_another_tab();
        shop.checkout().wait_for("ready");
        shop.turn_to_tab(0);
        happens(shop);
    });
}

/// Clicks, and checks that the shopper is sent to the other tab: the window closes, no payment is sent, and the attempt ends.
fn expect_open_in_another_tab(shop: &Shop, method: &str) {
    let (windows, payments) = (shop.browser.windows().unwrap().len(), shop.posts("payments").len());
    let before = shop.events().outcomes().len();
    shop.checkout().pay_with(method);
    shop.checkout().wait_for_text(ELSEWHERE).wait_for("ready");
    let left = || Ok((shop.browser.windows()?.len() == windows).then_some(()));
    until("the end of the second window", PATIENCE, left).unwrap();
    assert_eq!(shop.posts("payments").len(), payments, "one attempt for a cart");
    let events = shop.events();
    assert_eq!(events.outcomes()[before..], ["cancelled"]);
    assert_eq!(events.of("ec-cancel").last().map(|detail| &detail["reason"]), Some(&json!("elsewhere")));
}

/// Waits until a tab has the cart's lock, or none has.
fn wait_for_lock(shop: &Shop, held: bool) {
    let script = "return navigator.locks.query().then(({ held }) =>
        held.some(({ name }) => name.startsWith('express-checkout:') && !name.startsWith('express-checkout:page:')))";
    let look = || Ok((shop.browser.run(script, &[])? == json!(held)).then_some(()));
    until(if held { "the cart's lock" } else { "the end of the cart's lock" }, PATIENCE, look).unwrap();
}

/// Moves the mouse onto the wallet's button, when the code of an attempt is there.
fn point_at_the_wallet(shop: &Shop) {
    wait_for_the_attempt(shop);
    hover(shop);
}

#[test]
fn the_cart_is_locked_while_the_pointer_is_on_a_button() {
    Story::of_a_guest().tell(|shop| {
        shop.checkout().wait_for("ready");
        point_at_the_wallet(shop);
        wait_for_lock(shop, true);
        shop.browser.point_at(&shop.browser.find("body").unwrap().unwrap(), 0).unwrap();
        wait_for_lock(shop, false);
        shop.pay_and_order(WALLET);
    });
}

#[test]
fn another_cart_releases_the_lock_although_the_pointer_stays() {
    Story::of_a_guest().excusing("checkout-data").excusing("express-checkout: ").tell(|shop| {
        shop.checkout().wait_for("ready");
        point_at_the_wallet(shop);
        wait_for_lock(shop, true);
        // The placeholder or the next cart's button may be under the pointer.
        shop.run("document.getElementById('checkout').style.minHeight = '300px'", &[]);
        let since = Instant::now();
        shop.turn_to_cart("no-such-cart");
        wait_for_lock(shop, false);
        assert!(since.elapsed() < Duration::from_secs(5), "{:?}", since.elapsed());
    });
}

#[test]
fn a_pointer_that_stays_on_a_button_keeps_out_no_other_tab() {
    in_two_tabs(Story::of_a_guest(), |shop| {
        point_at_the_wallet(shop);
        wait_for_lock(shop, true);
        shop.turn_to_tab(1);
        shop.pay_and_order(WALLET);
        assert_eq!(shop.posts("payments").len(), 1);
    });
}

#[test]
fn simultaneous_clicks_in_two_tabs_start_one_payment() {
    // A click by a script cannot open a window, so the page itself goes to the wallet.
    let story = Story::of_a_guest().in_a_shop(json!({"latencyMs": 300}));
    in_two_tabs(story, |shop| {
        let listen = "const button = arguments[0]; new BroadcastChannel('e2e').onmessage = () => button.click();";
        for tab in [0, 1] {
            shop.turn_to_tab(tab);
            shop.run(listen, &[shop.checkout().wallet_button().argument()]);
        }
        shop.turn_to_tab(0);
        shop.run(
            "const channel = new BroadcastChannel('e2e'); channel.postMessage(1); arguments[0].click();",
            &[shop.checkout().wallet_button().argument()],
        );
        let at_the_wallet = || {
            for tab in [0, 1] {
                shop.turn_to_tab(tab);
                if shop.browser.url()?.contains("/psp/wallet/") {
                    return Ok(Some(tab));
                }
            }
            Ok(None)
        };
        let winner = until("a tab at the wallet", PATIENCE, at_the_wallet).unwrap();
        shop.turn_to_tab(1 - winner);
        shop.checkout().wait_for("ready").wait_for_text(ELSEWHERE);
        assert_eq!(shop.posts("payments").len(), 1);
        shop.turn_to_tab(winner);
        WalletPage::reached(shop).approve();
        shop.order();
        assert_eq!(shop.posts("payments").len(), 1);
    });
}

#[test]
fn the_second_tab_waits_for_the_first_and_orders_when_that_was_cancelled() {
    for method in [WALLET, PAYPAL] {
        in_two_tabs(Story::of_a_guest(), |shop| {
            shop.checkout().pay_with(method);
            Window::opened(shop).leave_open();
            shop.checkout().wait_for("awaiting-approval");
            shop.turn_to_tab(1);
            let windows = shop.browser.windows().unwrap();
            shop.checkout().pay_with(method);
            shop.checkout().wait_for_text(ELSEWHERE).wait_for("ready");
            let left = || Ok((shop.browser.windows()?.len() == windows.len()).then_some(()));
            until("the end of the second window", PATIENCE, left).unwrap();
            assert_eq!(shop.posts("payments").len(), 1);
            shop.turn_to_tab(0);
            Window::opened(shop).cancel();
            shop.checkout().wait_for("ready");
            shop.expect_all_cancelled();
            shop.turn_to_tab(1);
            shop.pay_and_order(method);
        });
    }
}

#[test]
fn in_the_review_the_first_tab_still_has_the_lock() {
    in_two_tabs(Story::of_a_customer(), |shop| {
        shop.to_the_review(WALLET);
        shop.turn_to_tab(1);
        expect_open_in_another_tab(shop, PAYPAL);
        expect_open_in_another_tab(shop, WALLET);
        shop.turn_to_tab(0);
        shop.order();
        // The cart is ordered, so the other tab cannot pay for it again.
        shop.turn_to_tab(1);
        expect_open_in_another_tab(shop, WALLET);
    });
}

#[test]
fn the_thanks_after_a_reload_do_not_hold_the_lock() {
    Story::of_a_customer().tell(|shop| {
        shop.pay_and_order(WALLET);
        wait_for_lock(shop, true);
        shop.browser.reload().unwrap();
        shop.checkout().wait_for("placed");
        wait_for_lock(shop, false);
        assert_eq!(shop.checkout().state(), "placed");
    });
}

#[test]
fn a_failed_start_releases_the_lock() {
    let refused = json!({"faults": [{"step": "payments", "fault": "422", "times": 1}]});
    in_two_tabs(Story::of_a_guest().in_a_shop(refused), |shop| {
        shop.checkout().pay_with(WALLET);
        shop.checkout().wait_for("failed");
        shop.turn_to_tab(1);
        shop.pay_and_order(WALLET);
    });
}

#[test]
fn closing_a_tab_releases_the_lock() {
    in_two_tabs(Story::of_a_guest(), |shop| {
        shop.turn_to_tab(1);
        shop.to_the_review(WALLET);
        shop.turn_to_tab(0);
        expect_open_in_another_tab(shop, WALLET);
        shop.turn_to_tab(1);
        shop.close_tab();
        shop.expect_all_cancelled();
        shop.pay_and_order(WALLET);
    });
}

#[test]
fn reloading_a_tab_releases_the_lock() {
    in_two_tabs(Story::of_a_guest(), |shop| {
        shop.to_the_review(PAYPAL);
        shop.browser.reload().unwrap();
        shop.checkout().wait_for("ready");
        shop.expect_all_cancelled();
        shop.turn_to_tab(1);
        shop.pay_and_order(PAYPAL);
    });
}

#[test]
fn a_crash_of_a_tab_releases_the_lock() {
    // The payment gets no answer, so the crashed tab leaves no open payment.
    let never = json!({"faults": [{"step": "payments", "fault": "never", "times": 1}]});
    in_two_tabs(Story::of_a_guest().in_a_shop(never), |shop| {
        shop.turn_to_tab(1);
        shop.checkout().pay_with(WALLET);
        shop.until("the payment's request", |ledger| ledger.requests.iter().any(|request| request.fault.is_some()));
        shop.turn_to_tab(0);
        expect_open_in_another_tab(shop, WALLET);
        shop.crash_tab(1);
        shop.pay_and_order(WALLET);
    });
}

#[test]
fn a_return_from_the_wallet_waits_for_the_tab_with_the_lock() {
    // A redirect to the wallet releases the lock, so the other tab can start another payment.
    let story =
        Story::of_a_guest().with("methods", WALLET).on_a_page(with_a_switch_for_windows).excusing("two live payments");
    in_two_tabs(story, |shop| {
        shop.run("window.blocked = true", &[]);
        shop.checkout().pay_with(WALLET);
        let wallet = WalletPage::reached(shop);
        shop.turn_to_tab(1);
        shop.checkout().pay_with(WALLET);
        let window = Window::opened(shop);
        shop.turn_to_tab(0);
        wallet.approve();
        shop.checkout().wait_for("loading").wait_for_text(ELSEWHERE);
        assert_eq!(shop.posts("payment-customers").len(), 0, "this tab waits");
        shop.turn_to_tab(1);
        window.leave_open();
        shop.turn_to_tab(1);
        shop.checkout().cancel();
        shop.checkout().wait_for("ready");
        // Now this tab gets the lock and continues automatically.
        shop.turn_to_tab(0);
        shop.order();
    });
}

/// Windows are blocked in a tab that sets `window.blocked`.
pub fn with_a_switch_for_windows(page: &mut e2e::page::Page) {
    page.put_script(
        "const open = window.open; window.open = (...all) => window.blocked ? null : open.apply(window, all);",
    );
}

/// The first tab returns from the wallet with an approval, and waits for the second one, which is in the review of the same cart.
pub fn return_while_another_tab_pays(shop: &Shop) {
    shop.run("window.blocked = true", &[]);
    shop.checkout().pay_with(WALLET);
    let wallet = WalletPage::reached(shop);
    shop.turn_to_tab(1);
    shop.to_the_review(WALLET);
    shop.turn_to_tab(0);
    wallet.approve();
    shop.checkout().wait_for("loading").wait_for_text(ELSEWHERE);
}

#[test]
fn a_return_that_waited_for_an_order_without_an_outcome_shows_the_doubt() {
    let story = Story::of_a_guest().with("methods", WALLET).on_a_page(with_a_switch_for_windows);
    in_two_tabs(story.excusing("two live payments"), |shop| {
        return_while_another_tab_pays(shop);
        shop.turn_to_tab(1);
        shop.set(json!({"faults": [{"step": "checkout", "fault": "saved-1102", "times": 9}]}));
        shop.checkout().place();
        shop.checkout().wait_for("unknown");
        shop.close_tab();
        shop.checkout().wait_for("unknown").wait_for_text("do not order again");
        assert_eq!((shop.posts("checkout").len(), shop.ledger().orders.len()), (1, 1));
    });
}

#[test]
fn a_duplicate_of_a_tab_that_waits_for_the_outcome_waits_too() {
    let lost = json!({"faults": [{"step": "checkout", "fault": "lost"}]});
    Story::of_a_customer().in_a_shop(lost).tell(|shop| {
        shop.to_the_review(WALLET);
        shop.checkout().place();
        shop.checkout().wait_for("unknown");
        shop.duplicate_tab();
        shop.checkout().wait_for("loading").wait_for_text(ELSEWHERE);
        shop.turn_to_tab(0);
        shop.checkout().wait_long_for_any(&["placed"], FIRST_QUESTION);
        assert_eq!(shop.posts("payment-cancellations").len(), 0, "the payment belongs to an order");
        shop.expect_one_order();
    });
}

#[test]
fn a_duplicated_tab_does_not_cancel_the_payment_of_the_original() {
    Story::of_a_guest().tell(|shop| {
        shop.checkout().pay_with(WALLET);
        Window::opened(shop).approve();
        shop.checkout().wait_for("review");
        shop.duplicate_tab();
        shop.checkout().wait_for("ready");
        shop.turn_to_tab(0);
        assert_eq!(shop.posts("payment-cancellations").len(), 0, "the copy does not own the payment");
        shop.order();
    });
}

/// Orders in the current tab, which does not learn the outcome, and closes it.
fn order_without_an_outcome_and_close(shop: &Shop) {
    order_with_a_fault_and_close(shop, "saved-1102");
}

fn order_with_a_fault_and_close(shop: &Shop, fault: &str) {
    shop.set(json!({"faults": [{"step": "checkout", "fault": fault, "times": 9}]}));
    order_without_an_outcome(shop);
    shop.close_tab();
}

fn order_without_an_outcome(shop: &Shop) {
    shop.to_the_review(WALLET);
    shop.checkout().place();
    shop.checkout().wait_for("unknown");
}

fn expect_the_doubt(shop: &Shop) {
    shop.checkout().wait_for("unknown").wait_for_text("do not order again").wait_for_text("Reference: ");
    expect_no_harm(shop);
}

#[test]
fn a_new_tab_knows_that_an_order_may_exist() {
    Story::of_a_guest().tell(|shop| {
        shop.enter_in_another_tab();
        shop.checkout().wait_for("ready");
        order_without_an_outcome_and_close(shop);
        shop.enter();
        expect_the_doubt(shop);
        shop.browser.reload().unwrap();
        expect_the_doubt(shop);
    });
}

#[test]
fn a_tab_that_was_open_before_starts_no_second_payment() {
    for pointed in [true, false] {
        Story::of_a_guest().tell(|shop| {
            shop.checkout().wait_for("ready");
            shop.enter_in_another_tab();
            order_without_an_outcome_and_close(shop);
            if pointed {
                point_at_the_wallet(shop);
                wait_for_lock(shop, true);
            }
            shop.checkout().pay_with(WALLET);
            expect_the_doubt(shop);
            assert_eq!(shop.events().outcomes(), ["cancelled"]);
            assert_eq!(shop.browser.windows().unwrap().len(), 1);
        });
    }
}

#[test]
fn a_tab_with_a_cancellation_of_its_own_starts_no_second_payment_either() {
    let fails = json!({"step": "payment-cancellations", "fault": "500", "times": 99});
    let story =
        Story::of_a_guest().excusing("payment-cancellations").excusing("cancellation-").excusing("two live payments");
    story.tell(|shop| {
        shop.set(json!({ "faults": [fails] }));
        shop.checkout().pay_with(WALLET);
        Window::opened(shop).leave_open();
        shop.run("document.getElementById('checkout').cancel()", &[]);
        shop.checkout().wait_for("ready");
        shop.enter_in_another_tab();
        shop.set(json!({"faults": [fails, {"step": "checkout", "fault": "saved-1102", "times": 1}]}));
        order_without_an_outcome(shop);
        shop.close_tab();
        let payments = shop.posts("payments").len();
        shop.checkout().pay_with(WALLET);
        shop.checkout().wait_for("unknown").wait_for_text("do not order again");
        assert_eq!((shop.posts("payments").len(), shop.ledger().orders.len()), (payments, 1));
    });
}

#[test]
fn while_the_tab_that_ordered_is_open_the_others_wait_for_it() {
    Story::of_a_guest().tell(|shop| {
        shop.enter_in_another_tab();
        shop.set(json!({"faults": [{"step": "checkout", "fault": "saved-1102", "times": 1}]}));
        order_without_an_outcome(shop);
        shop.turn_to_tab(0);
        shop.browser.reload().unwrap();
        shop.checkout().wait_for_text(ELSEWHERE);
        shop.turn_to_tab(1);
        shop.close_tab();
        expect_the_doubt(shop);
    });
}

#[test]
fn a_tab_that_learns_the_outcome_takes_the_doubt_back() {
    Story::of_a_customer().tell(|shop| {
        shop.enter_in_another_tab();
        shop.checkout().wait_for("ready");
        order_with_a_fault_and_close(shop, "lost");
        shop.enter();
        shop.checkout().wait_long_for_any(&["placed"], FIRST_QUESTION);
        let told = shop.run("return Object.values(localStorage).join()", &[]).to_string();
        assert!(!told.contains("placing"), "{told}");
    });
}

#[test]
fn an_order_with_an_outcome_leaves_nothing_for_other_tabs() {
    Story::of_a_customer().tell(|shop| {
        shop.pay_and_order(WALLET);
        assert_eq!(shop.run("return Object.keys(localStorage)", &[]), json!([]));
    });
}
