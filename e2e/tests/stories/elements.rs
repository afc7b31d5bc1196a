//! Stories about removing the element while the page stays: open payments are cancelled, the end is reported, and the element
//! works when it is put back.

use super::ways::{WAYS, Way};
use e2e::checkout::{PAYPAL, WALLET};
use e2e::page::Page;
use e2e::provider::wait_until_closed;
use e2e::site::Flaw;
use e2e::until::{PATIENCE, pass, until};
use e2e::{Engine, Shop, Story, Window, cases};
use sandbox::ledger::Status;
use serde_json::{Value, json};
use std::time::Duration;

/// Records the events of each element, also while it is not in the document, and adds functions to remove it and to put it back.
const NOTES: &str = "window.notes = [];
    window.note = (element) => {
        for (const name of ['ec-complete', 'ec-cancel', 'ec-state-change']) {
            element.addEventListener(name, ({ detail }) => window.notes.push({ name, id: element.id, ...detail }));
        }
        return element;
    };
    document.querySelectorAll('express-checkout').forEach(window.note);
    window.takeOut = (id = 'checkout') => {
        window.out = document.getElementById(id) ?? window.out;
        window.out.remove();
    };
    window.putBack = () => document.getElementById('after').before(window.out);
    // Another element like the first one, as a page renders it on another route.
    window.another = (more = {}) => {
        const other = window.out.cloneNode(false);
        other.id = 'checkout-2';
        for (const [name, value] of Object.entries(more)) other.setAttribute(name, value);
        other.accessToken = window.out.accessToken;
        document.getElementById('after').before(window.note(other));
    };";

fn with_notes(page: &mut Page) {
    page.put_script(NOTES);
}

/// The outcomes that the elements reported, in their order.
fn ends(shop: &Shop) -> Value {
    shop.run("return window.notes.filter(({ name }) => name === 'ec-complete').map(({ outcome }) => outcome)", &[])
}

/// A script that removes the element at a moment of the click.
fn remove_at(moment: &str) -> String {
    let script = match moment {
        "inside" => "window.takeOut()".to_owned(),
        "microtask" => "queueMicrotask(() => window.takeOut())".to_owned(),
        milliseconds => format!("setTimeout(() => window.takeOut(), {milliseconds})"),
    };
    format!("document.addEventListener('ec-click', () => {{ {script}; }}, {{ once: true }});")
}

/// Checks the end of an attempt after its element was removed: no open payment, no open window, and one outcome. The document
/// is told too, once.
fn expect_nothing_left(shop: &Shop, what: &str) {
    let told = || Ok((ends(shop) == json!(["cancelled"])).then_some(()));
    until("the end of the attempt", PATIENCE, told).unwrap_or_else(|_| panic!("{what}: {}", ends(shop)));
    let events = shop.events();
    assert_eq!((events.outcomes(), events.of("ec-cancel").len()), (vec!["cancelled"], 1), "{what}: on the document");
    wait_until_closed(shop);
    let settled = || {
        let ledger = shop.ledger();
        let asked = ledger.requests.iter().filter(|request| request.path == "/glue/payments").count();
        let all = ledger.payments.iter().all(|payment| payment.status == Status::Cancelled);
        Ok((all && ledger.payments.len() == asked).then_some(()))
    };
    until("the cancellation", PATIENCE, settled).unwrap_or_else(|_| panic!("{what}: {:#?}", shop.ledger().payments));
    assert!(shop.ledger().orders.is_empty());
}

const MOMENTS: [&str; 7] = ["inside", "microtask", "0", "20", "60", "120", "400"];

fn remove_after_a_click(way: &Way) {
    remove_after_a_click_in(way, &cases(MOMENTS).collect::<Vec<_>>(), Engine::Chromium);
}

/// Presses the button until the page gets the press: while the browser closes its own payment sheet, it takes the clicks.
fn press_until_the_page_gets_it(shop: &Shop, way: &Way) {
    shop.run("addEventListener('pointerdown', () => { window.gotPress = true; }, { capture: true, once: true })", &[]);
    let pressed = || {
        (way.press)(shop);
        let got = || Ok((shop.browser.run("return window.gotPress ?? false", &[])? == true).then_some(()));
        Ok(until("the press", Duration::from_millis(500), got).ok())
    };
    until("a press that the page gets", PATIENCE, pressed).unwrap();
}

pub fn remove_after_a_click_in(way: &Way, moments: &[&str], engine: Engine) {
    for moment in moments {
        let what = format!("{}, {moment}", way.name);
        let slow = json!({"latencyMs": 60});
        let story = (way.shop)(slow).excusing("look-alike").excusing("loaderror").on_a_page(with_notes);
        story.in_engine(engine).on_a_page(|page| page.put_script(&remove_at(moment))).tell(|shop| {
            shop.checkout().wait_for("ready");
            (way.press)(shop);
            let out = "return !document.getElementById('checkout')";
            until("the removal of the element", PATIENCE, || Ok((shop.run(out, &[]) == json!(true)).then_some(())))
                .unwrap();
            expect_nothing_left(shop, &what);
            shop.run("window.putBack()", &[]);
            shop.checkout().wait_for("ready");
            press_until_the_page_gets_it(shop, way);
            (way.approve)(shop);
            shop.checkout().place();
            shop.checkout().wait_for("placed");
            assert_eq!(ends(shop), json!(["cancelled", "ordered"]), "{what}");
            shop.expect_one_order();
            assert_eq!(shop.events().outcomes(), ["cancelled", "ordered"], "{what}: on the document");
        });
    }
}

#[test]
fn removing_the_element_after_a_click_on_paypals_buttons_leaves_nothing_open() {
    remove_after_a_click(&WAYS[0]);
}

#[test]
fn removing_the_element_after_a_click_on_paypals_newer_button_leaves_nothing_open() {
    remove_after_a_click(&WAYS[1]);
}

#[test]
fn removing_the_element_after_a_click_that_opens_our_window_leaves_nothing_open() {
    remove_after_a_click(&WAYS[2]);
}

#[test]
fn removing_the_element_after_a_click_on_stripes_button_leaves_nothing_open() {
    remove_after_a_click(&WAYS[3]);
}

#[test]
fn removing_the_element_after_a_click_that_opens_the_browsers_sheet_leaves_nothing_open() {
    remove_after_a_click(&WAYS[4]);
}

/// A provider of the page, which approves after a while unless it gets the abort signal.
const REGISTERED: &str = "customElements.whenDefined('express-checkout').then((ExpressCheckout) => {
        ExpressCheckout.registerProvider('redirectpay-wallet-redirect', {
            async authorize(payment, { signal }) {
                const { transactionId } = await payment;
                await new Promise((resolve, reject) => {
                    setTimeout(resolve, 300);
                    signal.addEventListener('abort', () => reject(new DOMException('over', 'AbortError')));
                });
                const origin = document.querySelector('express-checkout').getAttribute('provider-origins');
                await fetch(`${origin}/sandbox/psp/${transactionId}/approve`, { method: 'POST' });
                return {};
            },
        });
    });";

#[test]
fn removing_the_element_after_a_click_for_the_pages_own_provider_leaves_nothing_open() {
    remove_after_a_click(&Way {
        name: "the page's own provider",
        shop: |more| {
            Story::of_a_guest().in_a_shop(more).with("methods", WALLET).on_a_page(|page| page.put_script(REGISTERED))
        },
        press: |shop| shop.checkout().click(&format!("[data-key='{WALLET}']")),
        opened: |_| {},
        approve: |_| {},
    });
}

#[test]
fn removing_the_element_in_the_review_cancels_and_it_works_when_put_back() {
    for method in [WALLET, PAYPAL] {
        Story::of_a_customer().on_a_page(with_notes).tell(|shop| {
            shop.to_the_review(method);
            shop.run("window.takeOut()", &[]);
            expect_nothing_left(shop, method);
            shop.run("window.putBack()", &[]);
            shop.checkout().pay_with(method);
            Window::opened(shop).approve();
            shop.checkout().place();
            shop.checkout().wait_for("placed");
            assert_eq!(ends(shop), json!(["cancelled", "ordered"]));
        });
    }
}

fn prefilled(shop: &Shop) {
    shop.checkout().pay_with(WALLET);
    Window::opened(shop).approve();
    shop.checkout().wait_for_text("Your details are filled in");
    shop.run("window.takeOut()", &[]);
}

#[test]
fn a_prefilled_checkout_continues_in_the_next_element_of_the_cart() {
    for (customer, review) in [(false, false), (true, true), (false, true)] {
        prefilled_continues(Engine::Chromium, customer, review);
    }
}

pub fn prefilled_continues(engine: Engine, customer: bool, review: bool) {
    Story::of(customer).in_engine(engine).with("finish", "prefill").on_a_page(with_notes).tell(|shop| {
        prefilled(shop);
        // The route changes, and for a while there is no element.
        pass(Duration::from_secs(1));
        let more = if review { json!({"finish": "review"}) } else { json!({}) };
        shop.run("window.another(arguments[0])", &[more]);
        let next = shop.checkout_named("checkout-2");
        next.wait_for("review");
        if !review {
            next.wait_for_text("Your details are filled in");
            shop.run("document.getElementById('checkout-2').placeOrder()", &[]);
        }
        next.place();
        next.wait_for("placed");
        assert_eq!(ends(shop), json!(["prefilled", "ordered"]));
        let ledger = shop.ledger();
        assert_eq!((ledger.orders.len(), ledger.payments.len(), shop.posts("payment-cancellations").len()), (1, 1, 0));
    });
}

#[test]
fn a_prefilled_checkout_that_the_next_element_cancels_is_cancelled() {
    Story::of_a_guest().with("finish", "prefill").on_a_page(with_notes).tell(|shop| {
        prefilled(shop);
        shop.run("window.another({ finish: 'review' })", &[]);
        let next = shop.checkout_named("checkout-2");
        next.wait_for("review").cancel();
        next.wait_for("ready");
        shop.expect_all_cancelled();
        assert_eq!(ends(shop), json!(["prefilled", "cancelled"]));
    });
}

#[test]
fn a_prefilled_checkout_continues_in_another_element_of_the_cart() {
    let two = |page: &mut Page| {
        page.duplicate();
        with_notes(page);
    };
    Story::of_a_guest().with("finish", "prefill").on_a_page(two).tell(|shop| {
        shop.checkout_named("checkout-2").wait_for("ready");
        prefilled(shop);
        let other = shop.checkout_named("checkout-2");
        other.wait_for("review");
        shop.run("document.getElementById('checkout-2').placeOrder()", &[]);
        other.place();
        other.wait_for("placed");
        assert_eq!((shop.ledger().orders.len(), shop.ledger().payments.len()), (1, 1));
        assert_eq!(ends(shop), json!(["prefilled", "ordered"]));
    });
}

#[test]
fn an_element_removed_during_the_order_shows_the_result_when_put_back() {
    for (customer, back_after) in [(false, 0), (true, 500), (false, 3_500)] {
        let slow = json!({"faults": [{"step": "checkout", "fault": "late:2500", "times": 1}]});
        Story::of(customer).in_a_shop(slow).on_a_page(with_notes).tell(|shop| {
            shop.to_the_review(WALLET);
            shop.checkout().place();
            shop.until("the request for the order", |_| !shop.posts("checkout").is_empty());
            shop.run("window.takeOut()", &[]);
            shop.run("setTimeout(window.putBack, arguments[0])", &[json!(back_after)]);
            if back_after < 2_500 {
                shop.checkout().wait_for("placing");
                shop.checkout().wait_for("placed");
            }
            let told = || Ok((ends(shop) == json!(["ordered"])).then_some(()));
            until("the end", PATIENCE, told).unwrap();
            assert_eq!(shop.posts("payment-cancellations").len(), 0);
            assert_eq!(shop.ledger().orders.len(), 1);
        });
    }
}

#[test]
fn the_payment_of_an_order_refused_after_the_element_was_removed_is_cancelled() {
    let refused = json!({"faults": [{"step": "checkout", "fault": "1101", "times": 1}], "latencyMs": 400});
    Story::of_a_guest().in_a_shop(refused).on_a_page(with_notes).tell(|shop| {
        shop.to_the_review(WALLET);
        shop.checkout().place();
        shop.until_told("ec-confirm");
        shop.checkout().wait_for("placing");
        shop.until("the order", |_| shop.events().of("ec-request").len() > 1);
        shop.run("window.takeOut()", &[]);
        expect_nothing_left(shop, "refused");
        shop.run("window.putBack()", &[]);
        shop.checkout().wait_for("ready");
    });
}

#[test]
fn removing_a_second_element_does_not_affect_the_order_of_the_first() {
    let slow = json!({"faults": [{"step": "checkout", "fault": "late:3000", "times": 1}]});
    let two = |page: &mut Page| {
        page.duplicate();
        with_notes(page);
    };
    Story::of_a_guest().in_a_shop(slow).with("methods", WALLET).on_a_page(two).tell(|shop| {
        shop.checkout_named("checkout-2").wait_for("ready");
        shop.to_the_review(WALLET);
        shop.checkout().place();
        shop.until("the request for the order", |_| !shop.posts("checkout").is_empty());
        shop.run("window.takeOut('checkout-2'); setTimeout(window.putBack, 300)", &[]);
        shop.checkout().wait_for("placed");
        assert_eq!(ends(shop), json!(["ordered"]), "one outcome: ordered");
        let state = shop.checkout_named("checkout-2").state();
        assert_ne!(state, "unknown");
        assert_eq!(shop.ledger().orders.len(), 1);
    });
}

#[test]
fn removing_a_second_element_keeps_the_record_of_the_first() {
    let two = |page: &mut Page| {
        page.duplicate();
        with_notes(page);
    };
    Story::of_a_guest().with("methods", WALLET).on_a_page(two).tell(|shop| {
        shop.checkout_named("checkout-2").wait_for("ready");
        shop.to_the_review(WALLET);
        shop.run("window.takeOut('checkout-2'); setTimeout(window.putBack, 100)", &[]);
        pass(Duration::from_secs(4));
        let ours = "return Object.keys(sessionStorage).filter((key) => key.startsWith('express-checkout')).length";
        assert_eq!(shop.run(ours, &[]), json!(1));
        assert_eq!(shop.checkout_named("checkout-2").ways_on(), Vec::<String>::new(), "one attempt for a cart");
        shop.order();
    });
}

#[test]
fn a_return_continues_in_the_next_element_if_the_first_is_replaced() {
    // The page goes to the wallet and back. Then a router renders the element again, twice.
    let replaced = "if (location.search.includes('ec-return')) {
        setTimeout(() => { window.takeOut(); window.putBack(); }, 30);
        setTimeout(() => { window.takeOut(); setTimeout(window.putBack, 50); }, 120);
        setTimeout(() => { window.takeOut(); setTimeout(window.putBack, 50); }, 400);
    }";
    let story = Story::of_a_guest().in_a_shop(json!({"latencyMs": 300})).with("methods", WALLET).on_a_page(with_notes);
    let story = story.on_a_page(|page| page.put_script("window.open = () => null;"));
    story.on_a_page(|page| page.put_script(replaced)).tell(|shop| {
        shop.checkout().pay_with(WALLET);
        e2e::provider::WalletPage::reached(shop).approve();
        shop.checkout().wait_for("review");
        assert!(!shop.checkout().text().contains("another tab"));
        shop.order();
    });
}

#[test]
fn a_return_continues_in_the_next_element_if_the_first_is_removed_before_its_module_loads() {
    let attempt = &e2e::found::shipped("attempt.wasm");
    let story = Story::of_a_guest().with("methods", WALLET).on_a_page(with_notes);
    story.on_a_page(|page| page.put_script("window.open = () => null;")).tell(|shop| {
        shop.checkout().pay_with(WALLET);
        let wallet = e2e::provider::WalletPage::reached(shop);
        shop.site.spoil(attempt, Flaw::Held);
        wallet.approve();
        shop.checkout().wait_for("loading");
        shop.run("window.takeOut(); setTimeout(() => window.another(), 300)", &[]);
        let next = shop.checkout_named("checkout-2");
        next.wait_for("loading");
        shop.site.mend(attempt);
        next.wait_for("review");
        assert!(!next.text().contains("another tab"));
        next.place();
        next.wait_for("placed");
        shop.expect_one_order();
    });
}

/// Providers that fail during the click, before any request is sent.
const FAILS_AT_ONCE: &str = "customElements.whenDefined('express-checkout').then((ExpressCheckout) => {
        ExpressCheckout.registerProvider('redirectpay-wallet-redirect', { authorize() { FAILS } });
    });";

#[test]
fn an_error_of_a_provider_during_the_click_is_reported_and_no_payment_starts() {
    for (fails, outcome) in [
        ("throw new TypeError('AcmePay is not there');", "failed"),
        ("return Promise.reject(new TypeError('AcmePay is not there'));", "failed"),
        ("return Promise.reject(new DOMException('closed', 'AbortError'));", "cancelled"),
    ] {
        let script = FAILS_AT_ONCE.replace("FAILS", fails);
        let story = Story::of_a_guest().with("methods", WALLET).excusing("express-checkout: ").on_a_page(with_notes);
        story.on_a_page(|page| page.put_script(&script)).tell(|shop| {
            shop.checkout().pay_with(WALLET);
            let told = || Ok((ends(shop) == json!([outcome])).then_some(()));
            until("the end", PATIENCE, told).unwrap_or_else(|_| panic!("{fails}: {}", ends(shop)));
            assert_eq!(shop.posts("payments").len(), 0, "{fails}");
            shop.checkout().wait_for_any(&["ready", "failed"]);
            assert!(!shop.checkout().ways_on().is_empty(), "{fails}");
        });
    }
}

#[test]
fn an_error_of_the_browsers_sheet_is_reported_and_no_payment_starts() {
    let fails = "if (window.PaymentRequest) PaymentRequest.prototype.show = () => { throw new DOMException('no', 'NotSupportedError'); };";
    (WAYS[4].shop)(json!({})).excusing("express-checkout: ").on_a_page(|page| page.put_script(fails)).tell(|shop| {
        shop.checkout().wait_for("ready");
        (WAYS[4].press)(shop);
        shop.checkout().wait_for("failed");
        assert_eq!((shop.posts("payments").len(), shop.events().outcomes()), (0, vec!["failed"]));
    });
}

#[test]
fn after_an_order_the_other_element_of_the_cart_has_no_buttons() {
    for (first, second) in [(WALLET, PAYPAL), (PAYPAL, WALLET)] {
        let story = Story::of_a_guest().with("methods", &format!("{WALLET},{PAYPAL}"));
        story.on_a_page(e2e::page::Page::duplicate).tell(|shop| {
            let other = shop.checkout_named("checkout-2");
            other.wait_for("ready");
            shop.pay_and_order(first);
            until("no buttons", PATIENCE, || {
                let seen = shop.browser.run(
                    "const other = document.getElementById('checkout-2'); return other.getBoundingClientRect().height",
                    &[],
                )?;
                Ok((seen == json!(0)).then_some(()))
            })
            .unwrap_or_else(|_| panic!("{second} is still offered: {}", other.text()));
        });
    }
}
