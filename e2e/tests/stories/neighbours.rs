//! Stories about a page that uses PayPal itself, beside the element. The look-alike has PayPal's rules: a script destroys the
//! buttons of an earlier one with the same global variable, and stops when the earlier one is too old to be destroyed.

use e2e::checkout::PAYPAL;
use e2e::until::{PATIENCE, until};
use e2e::{Shop, Story, Window};
use serde_json::json;

/// Loads PayPal as a page does, and draws the page's own button. `window.usePayPal(namespace)` does it.
const PAGES_OWN: &str = "window.usePayPal = (namespace, currency = 'EUR') => {
        const glue = new URL(document.getElementById('checkout').getAttribute('glue-url'));
        const script = document.createElement('script');
        script.src = `${glue.origin}/psp/paypal/js?client-id=page&currency=${currency}`;
        if (namespace) script.dataset.namespace = namespace;
        script.onload = () => {
            const place = document.createElement('div');
            place.id = 'own';
            document.body.append(place);
            window[namespace ?? 'paypal'].Buttons({ createOrder: async () => 'OWN-1' }).render(place);
        };
        document.head.append(script);
    };";

fn beside(more: &str) -> Story {
    Story::of_a_guest().with("methods", PAYPAL).with("checkout-url", "/checkout").on_a_page(|page| {
        page.put_script(PAGES_OWN);
        page.put_script(more);
    })
}

fn own_button(shop: &Shop) {
    until("the page's own button", PATIENCE, || shop.browser.find("#own #paypal-button")).unwrap();
}

fn expect_both_and_order(shop: &Shop) {
    own_button(shop);
    shop.checkout().paypal_button();
    assert_eq!(shop.events().errors(), [""; 0]);
    shop.pay_and_order(PAYPAL);
    own_button(shop);
}

#[test]
fn the_pages_own_paypal_and_the_elements_leave_each_other_alone() {
    for own in ["undefined", "'shops_paypal'", "undefined, 'USD'"] {
        beside(&format!("usePayPal({own});")).tell(expect_both_and_order);
        beside("").tell(|shop| {
            shop.checkout().wait_for("ready").paypal_button();
            shop.run(&format!("usePayPal({own})"), &[]);
            expect_both_and_order(shop);
        });
    }
}

#[test]
fn the_pages_paypal_may_be_loaded_while_the_shopper_pays() {
    beside("").tell(|shop| {
        shop.checkout().pay_with(PAYPAL);
        let payer = Window::opened(shop);
        payer.leave_open();
        shop.run("usePayPal()", &[]);
        own_button(shop);
        Window::opened(shop).approve();
        shop.order();
    });
}

#[test]
fn an_old_version_on_the_page_stays_as_it_is() {
    // The page's version cannot be destroyed. A script with the same variable would stop.
    beside("window.old = window.paypal = { version: '4.0.344', Button: {} };").tell(|shop| {
        shop.pay_and_order(PAYPAL);
        assert_eq!(shop.run("return window.paypal === window.old", &[]), json!(true));
    });
}

#[test]
fn a_newer_version_of_the_script_leaves_the_pages_paypal_alone() {
    beside("usePayPal();").in_a_shop(json!({"paypalSdk": "v6"})).tell(|shop| {
        own_button(shop);
        let look = || shop.browser.find("#checkout paypal-button");
        let button = until("the element's button", PATIENCE, look).unwrap();
        shop.browser.click(&button).unwrap();
        Window::opened(shop).approve();
        shop.order();
        own_button(shop);
    });
}

/// A script that ignores `data-namespace`: the attribute cannot be set.
const IGNORES: &str = "const set = Element.prototype.setAttribute;
    Element.prototype.setAttribute = function (name, value) { if (name !== 'data-namespace') set.call(this, name, value); };";

#[test]
fn a_script_that_ignores_the_namespace_works_on_a_page_without_paypal() {
    beside(IGNORES).tell(|shop| shop.pay_and_order(PAYPAL));
}

#[test]
fn a_script_that_ignores_the_namespace_and_stops_is_named_in_the_error() {
    let old = "const tag = document.createElement('script'); tag.type = 'text/plain'; tag.src = '/paypal/checkout.js';
        document.head.append(tag); window.paypal = { version: '4.0.344', Button: {} };";
    beside(&[IGNORES, old].concat()).excusing("Attempted to load sdk version").excusing("Script error").tell(|shop| {
        shop.checkout().wait_for("failed");
        let events = shop.events();
        assert_eq!(events.errors(), ["approval-conflict"]);
        let detail = events.of("ec-error")[0]["detail"].as_str().unwrap_or_default().to_owned();
        assert!(detail.contains("payone, PayPal Express") && detail.contains("data-namespace"), "{detail}");
        assert_eq!(shop.checkout().ways_on(), ["Continue to checkout"]);
    });
}

#[test]
fn two_elements_with_two_languages_have_a_button_each() {
    let other = "document.getElementById('checkout-2').setAttribute('locale', 'de');";
    Story::of_a_guest()
        .with("methods", PAYPAL)
        .on_a_page(|page| {
            page.duplicate();
            page.put_script(other);
        })
        .tell(|shop| {
            for id in ["checkout", "checkout-2"] {
                let button = || shop.browser.find(&format!("#{id} #paypal-button"));
                until("the button of each", PATIENCE, button).unwrap();
            }
            // Long enough for both scripts to destroy each other's buttons.
            e2e::until::pass(std::time::Duration::from_secs(1));
            assert_eq!(shop.run("return document.querySelectorAll('#paypal-button').length", &[]), json!(2));
            assert_eq!(shop.events().errors(), [""; 0]);
            shop.pay_and_order(PAYPAL);
        });
}
