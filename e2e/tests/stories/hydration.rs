//! Stories about pages that a server rendered: the element gets ready first, and then a framework hydrates the page or a library
//! morphs it. Afterwards there is one button, and it orders.

use e2e::bundle::{hydrating, rendered};
use e2e::checkout::{PAYPAL, WALLET};
use e2e::found::shipped;
use e2e::shop::PAGE;
use e2e::site::{File, Flaw};
use e2e::until::{PATIENCE, until};
use e2e::{Shop, Story, Window};
use serde_json::json;

/// Three frameworks that hydrate, and a library that morphs.
const PAGES: [&str; 4] = ["react.jsx", "vue.js", "svelte.js", "idiomorph.js"];

fn story(method: &str) -> Story {
    // React reports that the page differs from what it would have rendered, and renders it again. Vue reports it too.
    let story = Story::of_a_guest().with("methods", method).with("checkout-url", "/checkout");
    story.excusing("React error #418").excusing("Hydration completed but contains mismatches").before_the_page_opens()
}

/// Opens a page that the server rendered. `window.hydrate()` hydrates or morphs it.
fn open(shop: &Shop, page: &str, method: &str) {
    let attributes = json!({
        "id": "checkout", "glue-url": format!("{}/glue", shop.sandbox.url()), "cart-id": shop.cart.id,
        "anonymous-id": shop.cart.anonymous_id, "provider-origins": shop.sandbox.url(), "methods": method,
        "checkout-url": "/checkout",
    });
    let file = |kind, text| File { kind, text, ..File::default() };
    let begin = format!("window.hydrate = () => page.hydrate(document.getElementById('app'), {attributes});");
    shop.site
        .put("/page.js", file("text/javascript; charset=utf-8", [&hydrating(page).unwrap(), "\n", &*begin].concat()));
    let text = format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Cart</title>\
         <script src=\"/recorder.js\"></script><script type=\"module\" src=\"/dist/express-checkout.js\"></script></head>\
         <body><div id=\"app\">{}</div><script src=\"/page.js\"></script></body></html>",
        rendered(page, &attributes).unwrap()
    );
    shop.site.put(PAGE, file("text/html; charset=utf-8", text));
    shop.enter();
}

fn hydrate(shop: &Shop) {
    shop.run("window.hydrate()", &[]);
}

/// The payment buttons that a shopper sees.
fn expect_one_button(shop: &Shop, page: &str) {
    let script = "return document.querySelectorAll('express-checkout').length";
    assert_eq!(shop.run(script, &[]), json!(1), "{page}");
    let one = || Ok((shop.checkout().ways_on().len() == 1).then_some(()));
    until("one button", PATIENCE, one).unwrap_or_else(|_| panic!("{page}: {:?}", shop.checkout().ways_on()));
}

/// Opens the page, waits for the button, and hydrates.
fn hydrated_late(page: &str, method: &str, then: impl FnOnce(&Shop)) {
    story(method).tell(|shop| {
        open(shop, page, method);
        shop.checkout().wait_for("ready");
        expect_one_button(shop, page);
        hydrate(shop);
        expect_one_button(shop, page);
        shop.checkout().wait_for("ready");
        then(shop);
        assert_eq!(shop.events().errors(), [""; 0], "{page}");
    });
}

#[test]
fn hydrated_late_by_react_the_element_orders() {
    for method in [PAYPAL, WALLET] {
        hydrated_late(PAGES[0], method, |shop| shop.pay_and_order(method));
    }
}

#[test]
fn hydrated_late_by_vue_the_element_orders() {
    for method in [PAYPAL, WALLET] {
        hydrated_late(PAGES[1], method, |shop| shop.pay_and_order(method));
    }
}

#[test]
fn hydrated_late_by_svelte_the_element_orders() {
    for method in [PAYPAL, WALLET] {
        hydrated_late(PAGES[2], method, |shop| shop.pay_and_order(method));
    }
}

#[test]
fn morphed_by_idiomorph_the_element_orders() {
    for method in [PAYPAL, WALLET] {
        hydrated_late(PAGES[3], method, |shop| {
            // A page morphs itself after each of the shopper's actions.
            hydrate(shop);
            expect_one_button(shop, PAGES[3]);
            shop.to_the_review(method);
            let consent =
                shop.browser.find("#checkout > [slot=consent] > #consent").unwrap().expect("the page's own node");
            let shown = shop.browser.run("return arguments[0].offsetHeight > 0", &[consent.argument()]).unwrap();
            assert_eq!(shown, json!(true));
            shop.order();
            let script = "const consent = document.getElementById('consent');
                document.getElementById('checkout').remove();
                return new Promise((done) => setTimeout(() => done(consent.textContent), 100))";
            assert_eq!(shop.run(script, &[]), json!("You agree to the terms."));
        });
    }
}

#[test]
fn hydrated_before_the_module_is_loaded_the_element_orders() {
    for page in PAGES {
        story(PAYPAL).tell(|shop| {
            let core = shipped("core.wasm");
            shop.site.spoil(&core, Flaw::Held);
            open(shop, page, PAYPAL);
            hydrate(shop);
            shop.site.mend(&core);
            expect_one_button(shop, page);
            shop.pay_and_order(PAYPAL);
        });
    }
}

#[test]
fn hydrated_while_the_providers_script_loads_the_element_orders() {
    for page in PAGES {
        let slow = json!({"faults": [{"step": "script", "fault": "late:700", "times": 1}]});
        story(PAYPAL).in_a_shop(slow).tell(|shop| {
            open(shop, page, PAYPAL);
            until("the container", PATIENCE, || shop.browser.find("#checkout [slot^=ec-]")).unwrap();
            hydrate(shop);
            expect_one_button(shop, page);
            shop.pay_and_order(PAYPAL);
        });
    }
}

#[test]
fn hydrated_or_morphed_in_the_review_the_shopper_orders_or_the_payment_is_cancelled() {
    for page in PAGES {
        story(PAYPAL).tell(|shop| {
            open(shop, page, PAYPAL);
            shop.checkout().pay_with(PAYPAL);
            Window::opened(shop).approve();
            shop.checkout().wait_for("review").settle();
            hydrate(shop);
            // React replaces the element. The new one cancels the payment of the one that was removed.
            let state = || Ok(shop.checkout().try_state()?.filter(|state| state == "review" || state == "ready"));
            if until("the review or the buttons", PATIENCE, state).unwrap() == "review" && page != PAGES[0] {
                shop.order();
            } else {
                shop.expect_all_cancelled();
                assert_eq!(shop.events().outcomes(), ["cancelled"], "{page}");
                shop.checkout().wait_for("ready");
                shop.pay_and_order(PAYPAL);
            }
        });
    }
}
