//! Stories about the second module, which only an attempt needs: it loads in time, clicks wait for it, and a failure is handled.

use e2e::checkout::{PAYPAL, WALLET};
use e2e::found::{shipped, without_build};
use e2e::provider::wait_until_closed;
use e2e::site::Flaw;
use e2e::until::{PATIENCE, pass, until};
use e2e::{Shop, Story, Window};
use serde_json::json;
use std::time::Duration;

/// The later files of the element, by the names that pages request.
fn attempt() -> String {
    shipped("attempt.wasm")
}

fn asked_for(shop: &Shop, path: &str) -> usize {
    shop.site.requests().iter().filter(|request| **request == format!("GET {path}")).count()
}

/// The names of the shipped files that the page has loaded.
fn fetched(shop: &Shop) -> Vec<String> {
    let requests = shop.site.requests();
    let names = requests.iter().filter_map(|request| request.strip_prefix("GET /dist/"));
    let mut names: Vec<_> = names.map(without_build).collect();
    names.sort_unstable();
    names
}

/// Moves the mouse onto the wallet's button.
pub fn hover(shop: &Shop) {
    let button = shop.checkout().wallet_button();
    shop.browser.point_at(&button, 0).unwrap();
}

/// Waits until the second module was asked for.
pub fn wait_for_the_attempt(shop: &Shop) {
    until("the second module", PATIENCE, || Ok((asked_for(shop, &attempt()) > 0).then_some(()))).unwrap();
}

pub fn wait_for_windows(shop: &Shop, number: usize) {
    let look = || Ok((shop.browser.windows()?.len() == number).then_some(()));
    until(&format!("{number} windows"), PATIENCE, look).unwrap();
}

fn approve_and_order(shop: &Shop) {
    Window::opened(shop).approve();
    shop.order();
}

/// Keeps the addresses of the files that were asked for until the buttons are shown.
const KEEP_FILES: &str = "addEventListener('ec-ready', () => {
    window.files = performance.getEntriesByType('resource').map((file) => file.name);
});";

#[test]
fn what_a_click_needs_comes_after_the_buttons_and_before_the_click() {
    for methods in [WALLET, PAYPAL] {
        Story::of_a_guest().with("methods", methods).on_a_page(|page| page.put_script(KEEP_FILES)).tell(|shop| {
            shop.checkout().wait_for("ready");
            let asked = shop.run("return window.files.join()", &[]).to_string();
            assert!(asked.contains("core.wasm") || asked.contains("core-"), "{asked}");
            assert!(!asked.contains(&attempt()), "asked for before the buttons were shown: {asked}");
            until("the second module", PATIENCE, || Ok((asked_for(shop, &attempt()) == 1).then_some(()))).unwrap();
            let before = fetched(shop);
            shop.checkout().pay_with(methods);
            shop.checkout().wait_for("awaiting-approval");
            assert_eq!(fetched(shop), before, "a click asked for a file");
            approve_and_order(shop);
        });
    }
}

/// The element computes an attempt before the first click, so that the browser has compiled its code.
#[test]
fn an_attempt_that_is_only_imagined_leaves_no_trace() {
    for methods in [WALLET, PAYPAL] {
        Story::of_a_guest().with("methods", methods).tell(|shop| {
            shop.checkout().wait_for("ready");
            let (events, screen) = (shop.events().lines(), shop.checkout().text());
            wait_for_the_attempt(shop);
            pass(Duration::from_secs(2));
            assert_eq!((shop.events().lines(), shop.checkout().text()), (events, screen));
            assert_eq!(shop.checkout().state(), "ready");
            for resource in ["payments", "payment-customers", "checkout", "payment-cancellations"] {
                assert!(shop.posts(resource).is_empty(), "{resource}");
            }
            let stored = "const keys = Object.keys(sessionStorage).concat(Object.keys(localStorage));
                return keys.filter((key) => !/^(ec-places |e2e)/.test(key))";
            assert_eq!(shop.run(stored, &[]), json!([]));
            shop.pay_and_order(methods);
        });
    }
}

#[test]
fn an_untouched_element_loads_only_the_files_for_its_buttons() {
    Story::of_a_guest().with("methods", WALLET).on_a_page(|page| page.save_data()).tell(|shop| {
        shop.checkout().wait_for("ready");
        shop.checkout().wallet_button();
        assert_eq!(fetched(shop), ["express-checkout-core.js", "express-checkout-core.wasm", "express-checkout.js"]);
        // A pointer over a button loads the rest.
        hover(shop);
        until("the second module", PATIENCE, || Ok((asked_for(shop, &attempt()) == 1).then_some(()))).unwrap();
        shop.checkout().pay_with(WALLET);
        shop.checkout().wait_for("awaiting-approval");
        assert_eq!(asked_for(shop, &attempt()), 1);
        approve_and_order(shop);
    });
}

#[test]
fn a_method_with_its_own_script_loads_its_adapter() {
    Story::of_a_guest().with("methods", PAYPAL).on_a_page(|page| page.save_data()).tell(|shop| {
        shop.checkout().paypal_button();
        let first = ["express-checkout-core.js", "express-checkout-core.wasm"];
        let providers = ["express-checkout-paypal.wasm", "express-checkout-sdk.wasm", "express-checkout-shared.wasm"];
        assert_eq!(fetched(shop), [&first[..], &providers, &["express-checkout.js"]].concat());
    });
}

#[test]
fn without_its_adapter_a_method_is_not_offered() {
    let spoiled = &shipped("paypal.wasm");
    Story::of_a_guest().before_the_page_opens().tell(|shop| {
        shop.site.spoil(spoiled, Flaw::Status("404 Not Found"));
        shop.enter();
        until("no PayPal", PATIENCE, || Ok((shop.events().of("ec-availability-change").len() == 1).then_some(())))
            .unwrap();
        assert_eq!(shop.events().errors(), ["approval-script"]);
        shop.checkout().pay_with(WALLET);
        approve_and_order(shop);
    });
}

#[test]
fn a_click_before_the_second_module_loads_opens_its_window_at_once() {
    for method in [WALLET, PAYPAL] {
        Story::of_a_guest().before_the_page_opens().tell(|shop| {
            shop.site.spoil(&attempt(), Flaw::Held);
            shop.enter();
            shop.checkout().pay_with(method);
            wait_for_windows(shop, 2);
            wait_for_the_attempt(shop);
            assert_eq!(shop.posts("payments").len(), 0);
            shop.site.mend(&attempt());
            approve_and_order(shop);
            assert_eq!(shop.posts("payments").len(), 1);
            assert_eq!(shop.events().outcomes(), ["ordered"]);
        });
    }
}

/// Longer than a server may take to answer.
const SLOW: Duration = Duration::from_secs(5);

#[test]
fn on_a_slow_line_a_click_waits_for_the_file_that_arrives() {
    Story::of_a_guest().before_the_page_opens().tell(|shop| {
        shop.site.spoil(&attempt(), Flaw::HalfHeld);
        shop.enter();
        shop.checkout().pay_with(WALLET);
        wait_for_windows(shop, 2);
        pass(SLOW);
        shop.site.mend(&attempt());
        let window = Window::opened(shop);
        assert_eq!(asked_for(shop, &attempt()), 1);
        window.approve();
        shop.order();
        assert_eq!(shop.events().errors(), [""; 0]);
    });
}

#[test]
fn a_file_that_came_late_is_not_asked_for_again() {
    Story::of_a_guest().excusing("does not load").before_the_page_opens().tell(|shop| {
        shop.site.spoil(&attempt(), Flaw::Held);
        shop.enter();
        shop.checkout().wait_for("ready");
        wait_for_the_attempt(shop);
        pass(SLOW);
        let asked = asked_for(shop, &attempt());
        shop.site.mend(&attempt());
        let script = "return performance.getEntriesByType('resource').some(({ name, responseEnd }) => /attempt/.test(name) && responseEnd)";
        let came = || Ok((shop.browser.run(script, &[])? == json!(true)).then_some(()));
        until("the module", PATIENCE, came).unwrap();
        shop.checkout().pay_with(WALLET);
        let window = Window::opened(shop);
        assert_eq!(asked_for(shop, &attempt()), asked);
        window.approve();
        shop.order();
    });
}

#[test]
fn a_window_that_waits_for_the_module_closes_with_the_page() {
    Story::of_a_guest().before_the_page_opens().tell(|shop| {
        shop.site.spoil(&attempt(), Flaw::Held);
        shop.enter();
        shop.checkout().pay_with(WALLET);
        wait_for_windows(shop, 2);
        shop.run("location.href = 'about:blank'", &[]);
        wait_for_windows(shop, 1);
        assert_eq!(shop.posts("payments").len(), 0);
    });
}

/// Clicks on the placeholder while the first module is held.
fn click_the_placeholder(shop: &Shop) {
    shop.site.spoil(&shipped("core.wasm"), Flaw::Held);
    shop.enter();
    shop.checkout().click(".placeholder");
}

fn expect_nothing_started(shop: &Shop) {
    shop.site.mend(&shipped("core.wasm"));
    shop.checkout().wait_for("ready");
    pass(Duration::from_secs(1));
    assert_eq!(shop.browser.windows().unwrap().len(), 1);
    assert_eq!(shop.posts("payments").len(), 0);
    shop.pay_and_order(WALLET);
}

#[test]
fn a_click_is_not_kept_when_the_shopper_goes_on_with_something_else() {
    let story = || Story::of_a_guest().with("methods", WALLET);
    let field = story().on_a_page(|page| page.put_before("<textarea id=\"note\"></textarea>"));
    field.before_the_page_opens().tell(|shop| {
        click_the_placeholder(shop);
        let note = shop.browser.find("#note").unwrap().unwrap();
        shop.browser.write(&note, "Please ring twice").unwrap();
        expect_nothing_started(shop);
    });
}

#[test]
fn a_click_is_not_kept_longer_than_browsers_allow_a_window() {
    let late = json!({"faults": [{"step": "checkout-data", "fault": "late:6000", "times": 1}]});
    Story::of_a_guest().with("methods", WALLET).in_a_shop(late).before_the_page_opens().tell(|shop| {
        shop.enter();
        shop.checkout().click(".placeholder");
        expect_nothing_started(shop);
    });
}

#[test]
fn a_click_chooses_no_other_method_than_the_first() {
    let both = format!("{PAYPAL},{WALLET}");
    Story::of_a_guest().with("methods", &both).before_the_page_opens().tell(|shop| {
        click_the_placeholder(shop);
        expect_nothing_started(shop);
    });
}

#[test]
fn a_click_before_the_first_module_loads_is_kept() {
    Story::of_a_guest().with("methods", WALLET).before_the_page_opens().tell(|shop| {
        shop.site.spoil(&shipped("core.wasm"), Flaw::Held);
        shop.enter();
        shop.checkout().click(".placeholder");
        assert_eq!(shop.posts("payments").len(), 0);
        shop.site.mend(&shipped("core.wasm"));
        approve_and_order(shop);
        assert_eq!(shop.posts("payments").len(), 1);
    });
}

#[test]
fn a_click_without_the_second_module_is_reported_and_a_new_try_works() {
    for (flaw, method) in [
        (Flaw::Status("404 Not Found"), WALLET),
        (Flaw::Status("500 Internal Server Error"), PAYPAL),
        (Flaw::Cut, WALLET),
    ] {
        Story::of_a_guest().with("checkout-url", "/checkout").before_the_page_opens().tell(|shop| {
            shop.site.spoil(&attempt(), flaw);
            shop.enter();
            shop.checkout().pay_with(method);
            shop.checkout().wait_for("failed").wait_for_text("could not be loaded");
            wait_until_closed(shop);
            assert_eq!(shop.checkout().ways_on()[..2], ["Continue to checkout", "Try again"]);
            assert_eq!(shop.posts("payments").len(), 0);
            assert_eq!(shop.events().outcomes(), ["failed"]);
            assert_eq!(shop.events().errors(), ["methods-not-loaded"]);
            shop.site.mend(&attempt());
            // Both buttons work: "Try again", and the method's button.
            if flaw != Flaw::Cut {
                shop.checkout().click(".ec-retry");
                shop.checkout().wait_for("ready");
            }
            shop.checkout().pay_with(method);
            approve_and_order(shop);
            assert_eq!(shop.events().outcomes(), ["failed", "ordered"]);
        });
    }
}

#[test]
fn while_the_second_module_is_missing_an_order_that_was_sent_is_not_sent_again() {
    let lost = json!({"faults": [{"step": "checkout", "fault": "lost", "times": 9}]});
    Story::of_a_customer().in_a_shop(lost).with("checkout-url", "/checkout").tell(|shop| {
        shop.to_the_review(WALLET);
        shop.checkout().place();
        shop.checkout().wait_for("unknown");
        shop.site.spoil(&attempt(), Flaw::Status("404 Not Found"));
        shop.browser.reload().unwrap();
        shop.checkout().wait_for_text("Your order was sent");
        assert_eq!(shop.checkout().ways_on(), Vec::<String>::new(), "no button for a second order");
        shop.run("document.getElementById('checkout').placeOrder(); document.getElementById('checkout').reload()", &[]);
        assert_eq!(shop.checkout().state(), "unknown");
        assert_eq!(shop.posts("payments").len(), 1);
        assert_eq!(shop.ledger().orders.len(), 1);
        shop.site.mend(&attempt());
        shop.checkout().wait_for_any(&["unknown", "placed"]);
        shop.checkout().wait_for("placed").wait_for_text("DE--1");
        shop.expect_one_order();
        assert!(!shop.checkout().text().contains("Your order was sent"));
    });
}

#[test]
fn while_the_second_module_is_missing_a_pending_cancellation_is_kept() {
    Story::of_a_guest().with("checkout-url", "/checkout").tell(|shop| {
        shop.to_the_review(WALLET);
        // The cancellation that is sent when the page closes is lost.
        shop.set(json!({"faults": [{"step": "payment-cancellations", "fault": "500", "times": 1}]}));
        shop.site.spoil(&attempt(), Flaw::Status("500 Internal Server Error"));
        shop.browser.reload().unwrap();
        shop.checkout().wait_for_text("Continue to checkout");
        assert_eq!(shop.checkout().state(), "failed", "no second payment");
        shop.site.mend(&attempt());
        shop.checkout().wait_for("ready");
        shop.expect_all_cancelled();
        shop.checkout().pay_with(PAYPAL);
        approve_and_order(shop);
    });
}

#[test]
fn with_nothing_to_cancel_or_order_the_methods_of_the_element_load_nothing() {
    Story::of_a_guest().with("methods", WALLET).on_a_page(|page| page.save_data()).tell(|shop| {
        shop.checkout().wait_for("ready");
        for method in ["cancel", "placeOrder", "undoPrefill"] {
            shop.run(&format!("document.getElementById('checkout').{method}()"), &[]);
        }
        shop.checkout().wallet_button();
        assert_eq!(asked_for(shop, &attempt()), 0);
        shop.checkout().pay_with(WALLET);
        approve_and_order(shop);
    });
}

#[test]
fn an_error_in_the_settings_stays_when_the_module_of_an_earlier_click_arrives() {
    Story::of_a_guest().with("methods", WALLET).excusing("cart-id").on_a_page(|page| page.save_data()).tell(|shop| {
        shop.site.spoil(&attempt(), Flaw::Held);
        shop.checkout().wait_for("ready");
        shop.checkout().pay_with(WALLET);
        shop.run("document.getElementById('checkout').removeAttribute('cart-id')", &[]);
        shop.checkout().wait_for_text("cart-id");
        shop.site.mend(&attempt());
        wait_until_closed(shop);
        wait_for_the_attempt(shop);
        pass(Duration::from_secs(1));
        shop.checkout().wait_for_text("cart-id");
        assert_eq!(shop.posts("payments").len(), 0);
    });
}

#[test]
fn the_other_element_of_the_cart_is_disabled_while_a_click_waits_for_the_module() {
    Story::of_a_guest().with("methods", WALLET).on_a_page(|page| page.save_data()).tell(|shop| {
        let copy = "const first = document.getElementById('checkout');
            const second = first.cloneNode(false);
            second.id = 'checkout-2';
            first.after(second)";
        shop.run(copy, &[]);
        let second = shop.checkout_named("checkout-2");
        second.wait_for("ready");
        second.wallet_button();
        shop.site.spoil(&attempt(), Flaw::Held);
        shop.checkout().pay_with(WALLET);
        let disabled = "return root.querySelector('[data-key]').getAttribute('aria-disabled')";
        until("the disabled button", PATIENCE, || Ok((second.inside(disabled) == json!("true")).then_some(())))
            .unwrap();
        shop.site.mend(&attempt());
        shop.checkout().wait_for("awaiting-approval");
        approve_and_order(shop);
    });
}

#[test]
fn while_the_failure_of_a_provider_waits_for_the_module_another_method_can_be_clicked() {
    let fault = json!({"faults": [{"step": "script", "fault": "404"}]});
    Story::of_a_guest().in_a_shop(fault).excusing("psp/paypal").before_the_page_opens().tell(|shop| {
        shop.site.spoil(&attempt(), Flaw::Held);
        shop.enter();
        shop.checkout().wait_for("ready");
        wait_for_the_attempt(shop);
        shop.checkout().pay_with(WALLET);
        wait_for_windows(shop, 2);
        shop.site.mend(&attempt());
        approve_and_order(shop);
        assert_eq!(shop.posts("payments").len(), 1);
    });
}
