//! Stories about a page that comes back out of the browser's back-forward cache, where it kept its memory.

use super::storage::then_it_can_be_ordered_again;
use super::tabs::{self, in_two_tabs, return_while_another_tab_pays, with_a_switch_for_windows};
use e2e::checkout::WALLET;
use e2e::page::Page;
use e2e::provider::WalletPage;
use e2e::until::{PATIENCE, until};
use e2e::{Shop, Story};
use serde_json::json;

/// Another page of the same shop, with the same storage and without an element.
const ELSEWHERE: &str = "/elsewhere.html";

const SHOWN: &str = "window.addEventListener('pageshow', (event) => { window.persisted = event.persisted; });";

#[test]
fn a_page_from_the_back_forward_cache_reads_the_cart_again() {
    Story::of_a_guest().on_a_page(|page| page.put_script(SHOWN)).tell(|shop| {
        shop.checkout().wait_for("ready");
        let reads = shop.posts("checkout-data").len();
        shop.browser.go(&shop.site.url(ELSEWHERE)).unwrap();
        shop.set(json!({"expressPrice": 790}));
        shop.browser.back().unwrap();
        assert_eq!(shop.run("return window.persisted", &[]), json!(true), "restored from the back-forward cache");
        shop.until("another request for the cart", |_| shop.posts("checkout-data").len() > reads);
        shop.checkout().wait_for("ready");
        shop.pay_and_order(WALLET);
    });
}

#[test]
fn a_review_from_the_back_forward_cache_has_no_payment() {
    Story::of_a_guest().on_a_page(|page| page.put_script(SHOWN)).tell(|shop| {
        shop.to_the_review(WALLET);
        shop.browser.go(&shop.site.url(ELSEWHERE)).unwrap();
        shop.expect_all_cancelled();
        shop.browser.back().unwrap();
        shop.checkout().wait_for("ready");
        assert_eq!(shop.events().outcomes(), ["cancelled"]);
        then_it_can_be_ordered_again(shop);
    });
}

/// The wallet's page replaces the shop's page. The page has no locks, so that Chromium keeps it in the back-forward cache with a
/// payment under way, as WebKit does with locks.
fn in_this_tab(page: &mut Page) {
    page.put_script(SHOWN);
    page.put_script(
        "window.open = () => null; Object.defineProperty(Navigator.prototype, 'locks', { get: () => undefined });",
    );
}

/// Goes to the wallet and comes back with an approval, to a new page.
fn approve_on_a_new_page(shop: &Shop) {
    shop.checkout().pay_with(WALLET);
    WalletPage::reached(shop).approve();
    shop.checkout().wait_for("review");
}

/// Goes back to the first page.
fn go_back_to_the_first_page(shop: &Shop) {
    shop.run("history.go(-2)", &[]);
    let first = || Ok((shop.browser.run("return window.persisted ?? false", &[])? == json!(true)).then_some(()));
    until("the first page, from the back-forward cache", PATIENCE, first).unwrap();
}

#[test]
fn a_page_from_before_the_order_does_not_cancel_its_payment() {
    Story::of_a_guest().on_a_page(in_this_tab).tell(|shop| {
        approve_on_a_new_page(shop);
        shop.order();
        go_back_to_the_first_page(shop);
        // The first page knew of a shopper at the wallet.
        shop.checkout().wait_for_any(&["ready", "unavailable", "failed", "placed"]);
        assert_eq!(shop.posts("payment-cancellations").len(), 0, "the payment belongs to an order");
        shop.expect_one_order();
    });
}

#[test]
fn a_page_from_before_an_order_without_an_outcome_shows_the_doubt() {
    Story::of_a_guest().on_a_page(in_this_tab).tell(|shop| {
        shop.set(json!({"faults": [{"step": "checkout", "fault": "saved-1102", "times": 9}]}));
        approve_on_a_new_page(shop);
        shop.checkout().place();
        shop.checkout().wait_for("unknown");
        go_back_to_the_first_page(shop);
        shop.checkout().wait_for("unknown").wait_for_text("do not order again");
        assert_eq!((shop.posts("payment-cancellations").len(), shop.posts("checkout").len()), (0, 1));
        assert_eq!(shop.ledger().orders.len(), 1);
    });
}

#[test]
fn a_page_from_before_an_approval_that_never_came_continues() {
    Story::of_a_guest().on_a_page(in_this_tab).tell(|shop| {
        shop.checkout().pay_with(WALLET);
        WalletPage::reached(shop).go_back();
        shop.checkout().wait_for("ready");
        shop.expect_all_cancelled();
        assert_eq!(shop.events().outcomes(), ["cancelled"]);
        approve_on_a_new_page(shop);
        shop.order();
    });
}

#[test]
fn without_storage_a_page_out_of_the_cache_remembers_that_an_order_may_exist() {
    let story = Story::of_a_guest().on_a_page(super::storage::refused).on_a_page(|page| {
        page.put_script(SHOWN);
        page.put_script("Object.defineProperty(Navigator.prototype, 'locks', { get: () => undefined });");
    });
    story.tell(|shop| {
        shop.set(json!({"faults": [{"step": "checkout", "fault": "saved-1102", "times": 9}]}));
        shop.to_the_review(WALLET);
        shop.checkout().place();
        shop.checkout().wait_for("unknown");
        shop.browser.go(&shop.site.url(ELSEWHERE)).unwrap();
        shop.browser.back().unwrap();
        assert_eq!(shop.run("return window.persisted", &[]), json!(true), "restored from the back-forward cache");
        shop.checkout().wait_for("unknown").wait_for_text("do not order again");
        e2e::until::pass(std::time::Duration::from_secs(1));
        assert_eq!(shop.checkout().state(), "unknown");
    });
}

/// A tab that returns from the wallet waits for another one, and is hidden and shown meanwhile.
#[test]
fn a_page_that_waited_when_it_was_hidden_waits_again() {
    let story = Story::of_a_guest().on_a_page(with_a_switch_for_windows).excusing("two live payments");
    in_two_tabs(story, |shop| {
        return_while_another_tab_pays(shop);
        tell(shop, "pagehide");
        tell(shop, "pageshow");
        shop.checkout().wait_for("loading").wait_for_text(tabs::ELSEWHERE);
        shop.turn_to_tab(1);
        shop.checkout().cancel();
        shop.checkout().wait_for("ready");
        shop.turn_to_tab(0);
        shop.order();
    });
}

/// The browser hides the page or shows it again. It is told here, because Chromium closes a page with locks.
fn tell(shop: &Shop, event: &str) {
    shop.run("dispatchEvent(new PageTransitionEvent(arguments[0], { persisted: true }))", &[json!(event)]);
}

fn wait_for_locks(shop: &Shop, count: usize) {
    let held = "return navigator.locks.query().then(({ held }) =>
        held.filter(({ name }) => name.startsWith('express-checkout:')).length)";
    let look = || Ok((shop.browser.run(held, &[])? == json!(count)).then_some(()));
    until(&format!("{count} locks"), PATIENCE, look).unwrap();
}

#[test]
fn a_page_in_the_cache_holds_no_locks() {
    Story::of_a_guest().tell(|shop| {
        shop.to_the_review(WALLET);
        // The page's name, and the cart.
        wait_for_locks(shop, 2);
        tell(shop, "pagehide");
        wait_for_locks(shop, 0);
        tell(shop, "pageshow");
        // The page's name.
        wait_for_locks(shop, 1);
        shop.checkout().wait_for("ready");
        shop.expect_all_cancelled();
        then_it_can_be_ordered_again(shop);
    });
}

#[test]
fn a_payment_that_was_starting_when_the_page_was_hidden_forgets_no_order_of_a_later_page() {
    let slow = json!({"faults": [{"step": "payments", "fault": "late:8000", "times": 1}]});
    Story::of_a_guest().in_a_shop(slow).excusing("two live payments").tell(|shop| {
        shop.checkout().wait_for("ready");
        shop.enter_in_another_tab();
        shop.checkout().wait_for("ready");
        shop.turn_to_tab(0);
        shop.checkout().pay_with(WALLET);
        shop.checkout().wait_for("starting");
        tell(shop, "pagehide");
        // What a later page of the same tab leaves, made in another tab.
        shop.turn_to_tab(1);
        shop.set(json!({"faults": [{"step": "checkout", "fault": "saved-1102", "times": 9}]}));
        shop.to_the_review(WALLET);
        shop.checkout().place();
        shop.checkout().wait_for("unknown");
        let left =
            shop.run("return Object.entries(sessionStorage).find(([key]) => key.startsWith('express-checkout:'))", &[]);
        shop.close_tab();
        shop.run("sessionStorage.setItem(...arguments[0])", &[left]);
        tell(shop, "pageshow");
        shop.checkout().wait_for("unknown").wait_for_text("do not order again");
        // The answer to the payment that was starting.
        shop.until("the late payment", |ledger| ledger.payments.len() == 2);
        e2e::until::pass(std::time::Duration::from_secs(1));
        assert_eq!(shop.checkout().state(), "unknown");
        assert_ne!(shop.run("return Object.keys(localStorage).length", &[]), json!(0), "other tabs know it, too");
        assert_eq!(shop.posts("checkout").len(), 1);
    });
}
