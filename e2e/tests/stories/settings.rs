//! Stories about attributes, several elements on a page, and the page's own providers.

use e2e::checkout::{PAYPAL, WALLET};
use e2e::until::{PATIENCE, until};
use e2e::{Story, Window};
use serde_json::json;

/// The markup of the page without the element.
const PAGE: &str = "const page = document.documentElement.cloneNode(true);
    for (const element of page.querySelectorAll('express-checkout')) element.remove();
    return page.outerHTML";

#[test]
fn an_invalid_attribute_is_reported_in_the_console() {
    for (name, value, expected) in [
        ("finish", "later", "review, prefill, order or order-at-once"),
        ("theme", "drak", "auto, light or dark"),
        ("layout", "grid", "auto, rows or columns"),
        ("button-type", "donate", "pay, buy, checkout or plain"),
        ("express-page", "home", "pdp, cart, minicart or checkout"),
        ("customer-endpoint", "customers", "payment-customers or payment-customer"),
        ("shipment-method", "fast", "the id of a shipment method"),
        ("provider-origins", "http://pay.example", "origins such as https://pay.example"),
        ("glue-url", "ftp://glue.example", "an http(s) URL"),
        ("return-url", "javascript:alert(1)", "an http(s) URL"),
        ("cart-id", "", "the cart's UUID"),
    ] {
        Story::of_a_guest().with(name, value).before_the_page_opens().tell(|shop| {
            shop.enter();
            let page = shop.run(PAGE, &[]);
            let checkout = shop.checkout();
            checkout.wait_for_text(name).wait_for_text(expected);
            assert!(checkout.text().contains(value), "{}", checkout.text());
            let console = shop.console();
            let said = |line: &&e2e::console::Line| {
                line.level == "SEVERE" && [name, value, expected].iter().all(|part| line.text.contains(part))
            };
            assert!(console.iter().find(said).is_some(), "{console:#?}");
            assert_eq!(shop.run(PAGE, &[]), page, "the page is unchanged");
            // The loader may have asked for the offer before the module has read the settings. Nothing else was asked.
            assert!(shop.posts("checkout-data").len() <= 1 && shop.posts("payments").is_empty());
            // After a correction the element works without a reload.
            shop.run(
                "const element = document.getElementById('checkout');
                if (arguments[1] === null) element.removeAttribute(arguments[0]); else element.setAttribute(arguments[0], arguments[1])",
                &[json!(name), match name {
                    "glue-url" => json!(format!("{}/glue", shop.sandbox.url())),
                    "cart-id" => json!(shop.cart.id),
                    "provider-origins" => json!(shop.sandbox.url()),
                    _ => json!(null),
                }],
            );
            checkout.wait_for("ready");
        });
    }
}

#[test]
fn the_text_of_a_missing_value_counts_as_not_set_and_is_named_once() {
    let given = [
        ("disabled", "false"),
        ("shipment-method", "undefined"),
        ("checkout-url", "null"),
        ("finish", "undefined"),
        ("theme", "null"),
        ("store", "undefined"),
        ("methods", "null"),
        ("nonce", "undefined"),
    ];
    let story = given.iter().fold(Story::of_a_guest(), |story, (name, value)| story.with(name, value));
    story.on_a_page(e2e::page::Page::duplicate).tell(|shop| {
        shop.checkout_named("checkout-2").wait_for("ready");
        // The settings are read again after a change.
        shop.run("document.getElementById('checkout').setAttribute('theme', 'dark')", &[]);
        shop.pay_and_order(PAYPAL);
        for (name, value) in given {
            let line = format!("{name}=\\\"{value}\\\" counts as not set");
            let plain = line.replace('\\', "");
            let named = |line_of: &&e2e::console::Line| line_of.text.contains(&line) || line_of.text.contains(&plain);
            assert_eq!(shop.console().iter().filter(named).count(), 1, "{name}: {:#?}", shop.console());
        }
    });
}

#[test]
fn shoppers_see_the_way_to_the_checkout_where_developers_see_the_mistake() {
    Story::of_a_guest().with("cart-id", "").with("checkout-url", "/to-the-checkout").tell(|shop| {
        shop.checkout().wait_for_text("cart-id is missing");
        let of_shoppers = shop.run("return location.href.replace('127.0.0.1', 'shop.localhost')", &[]);
        shop.browser.go(of_shoppers.as_str().unwrap()).unwrap();
        let checkout = shop.checkout();
        checkout.wait_for_text("Continue to checkout");
        assert!(!checkout.text().contains("cart-id"), "{}", checkout.text());
        let told = || Ok(shop.console().iter().any(|line| line.text.contains("cart-id is missing")).then_some(()));
        until("the mistake in the console", PATIENCE, told).unwrap();
    });
}

#[test]
fn a_required_attribute_with_the_text_of_a_missing_value_is_named_and_asks_nothing() {
    for name in ["cart-id", "glue-url", "anonymous-id"] {
        Story::of_a_guest().with(name, "undefined").with("checkout-url", "null").tell(|shop| {
            shop.checkout().wait_for_text(&format!("{name} is missing"));
            assert_eq!(shop.posts("checkout-data").len(), 0);
            let named = format!("{name}=\\\"undefined\\\" counts as not set");
            let plain = named.replace('\\', "");
            let console = shop.console();
            assert!(
                console.iter().any(|line| line.text.contains(&named) || line.text.contains(&plain)),
                "{console:#?}"
            );
        });
    }
}

#[test]
fn a_javascript_url_is_refused() {
    Story::of_a_guest().with("glue-url", "javascript:alert(1)").tell(|shop| {
        shop.checkout().wait_for_text("glue-url").wait_for_text("an http(s) URL");
    });
}

#[test]
fn two_elements_of_a_cart_read_it_once() {
    let mut requests = Vec::new();
    for elements in 1..=2 {
        let story = Story::of_a_guest().on_a_page(|page| (1..elements).for_each(|_| page.duplicate()));
        story.tell(|shop| {
            shop.checkout().wait_for("ready");
            if elements == 2 {
                shop.checkout_named("checkout-2").wait_for("ready");
            }
            requests.push(shop.posts("checkout-data").len());
        });
    }
    assert_eq!(requests[0], requests[1], "one element and two elements send the same requests");
}

#[test]
fn the_second_of_two_elements_can_order() {
    Story::of_a_guest().with("methods", WALLET).on_a_page(e2e::page::Page::duplicate).tell(|shop| {
        let second = shop.checkout_named("checkout-2");
        second.pay_with(WALLET);
        Window::opened(shop).approve();
        second.place();
        second.wait_for("placed");
        shop.expect_one_order();
        assert!(shop.events().0.iter().all(|told| told.name != "ec-complete" || told.target == "checkout-2"));
    });
}

#[test]
fn only_one_of_two_elements_can_pay_the_cart() {
    Story::of_a_guest().with("methods", WALLET).on_a_page(e2e::page::Page::duplicate).tell(|shop| {
        let (first, second) = (shop.checkout(), shop.checkout_named("checkout-2"));
        second.wait_for("ready");
        first.pay_with(WALLET);
        first.wait_for("awaiting-approval");
        // A button that does nothing says why.
        second.wait_for("ready").wait_for_text("already paying in another part of this page");
        second.inside("root.querySelector('[part~=button][aria-disabled=true]').click()");
        assert_eq!(shop.posts("payments").len(), 1, "never two open payments for a cart");
        Window::opened(shop).cancel();
        first.wait_for("ready");
        second.wait_until_gone("already paying");
        second.pay_with(WALLET);
        Window::opened(shop).approve();
        second.place();
        second.wait_for("placed");
        shop.expect_one_order();
    });
}

#[test]
fn a_removed_element_works_when_put_back() {
    Story::of_a_guest().tell(|shop| {
        let checkout = shop.checkout();
        checkout.wait_for("ready");
        shop.run("window.taken = document.getElementById('checkout'); taken.remove()", &[]);
        shop.run("return new Promise((done) => setTimeout(done, 50))", &[]);
        shop.run("document.getElementById('after').before(taken)", &[]);
        shop.pay_and_order(PAYPAL);
    });
}

#[test]
fn a_moved_element_continues() {
    Story::of_a_guest().tell(|shop| {
        let checkout = shop.checkout();
        shop.to_the_review(WALLET);
        shop.run("document.getElementById('after').after(document.getElementById('checkout'))", &[]);
        assert_eq!(checkout.state(), "review");
        shop.order();
    });
}

#[test]
fn an_element_removed_in_the_review_leaves_no_open_payment() {
    Story::of_a_guest().tell(|shop| {
        shop.to_the_review(WALLET);
        shop.run("window.taken = document.getElementById('checkout'); taken.remove()", &[]);
        shop.expect_all_cancelled();
        shop.run("document.getElementById('after').before(taken)", &[]);
        shop.pay_and_order(WALLET);
    });
}

/// A provider in plain JavaScript, which approves automatically.
const PROVIDER: &str = "customElements.whenDefined('express-checkout').then((ExpressCheckout) => {
    ExpressCheckout.registerProvider('redirectpay-wallet-redirect', {
        isEligible: () => true,
        async authorize(payment, context) {
            const data = await payment;
            window.seen = { context, data };
            await fetch(`${document.querySelector('express-checkout').getAttribute('provider-origins')}/sandbox/psp/${data.transactionId}/approve`, { method: 'POST' });
            return { sheet: 'native' };
        },
    });
});";

#[test]
fn a_provider_of_the_page_orders() {
    Story::of_a_guest().with("methods", WALLET).on_a_page(|page| page.put_script(PROVIDER)).tell(|shop| {
        let checkout = shop.checkout();
        checkout.pay_with(WALLET);
        shop.order();
        assert_eq!(shop.run("return window.seen.context.currency", &[]), json!("EUR"));
        let sent = shop.posts("checkout")[0].body.clone().unwrap_or_default();
        assert!(sent.contains("\"sheet\":\"native\""), "the data from the approval is sent: {sent}");
    });
}

#[test]
fn a_provider_of_the_page_may_cancel() {
    let cancels =
        PROVIDER.replace("const data = await payment;", "await payment; throw new DOMException('no', 'AbortError');");
    Story::of_a_guest().with("methods", WALLET).on_a_page(|page| page.put_script(&cancels)).tell(|shop| {
        let checkout = shop.checkout();
        checkout.pay_with(WALLET);
        shop.until_told("ec-complete");
        shop.expect_all_cancelled();
        checkout.wait_for("ready");
        assert_eq!(shop.events().outcomes(), ["cancelled"]);
    });
}

#[test]
fn methods_are_shown_in_the_order_of_the_attribute() {
    for (methods, wallet_first) in
        [(format!("{WALLET},{PAYPAL},unheard-of"), true), (format!("{PAYPAL},{WALLET}"), false)]
    {
        Story::of_a_guest().with("methods", &methods).with("layout", "rows").tell(|shop| {
            let checkout = shop.checkout();
            checkout.wait_for("ready");
            let (wallet, paypal) = (checkout.wallet_button(), checkout.paypal_button());
            let above = "return arguments[0].getBoundingClientRect().top < arguments[1].getBoundingClientRect().top";
            assert_eq!(shop.run(above, &[wallet.argument(), paypal.argument()]), json!(wallet_first));
        });
    }
}

#[test]
fn one_method_alone_is_shown_alone() {
    Story::of_a_guest().with("methods", WALLET).tell(|shop| {
        let checkout = shop.checkout();
        checkout.wait_for("ready");
        assert_eq!(checkout.ways_on(), ["Check out with Wallet Redirect"]);
    });
}

#[test]
fn a_shop_without_express_methods_hides_the_element() {
    Story::of_a_guest().in_a_shop(json!({"methods": ["invoice"]})).tell(|shop| {
        let checkout = shop.checkout();
        checkout.wait_for("unavailable");
        assert_eq!(checkout.ways_on(), Vec::<String>::new());
        assert_eq!(checkout.text().trim(), "");
    });
}

#[test]
fn a_disabled_element_starts_nothing() {
    Story::of_a_guest().with("disabled", "").tell(|shop| {
        let checkout = shop.checkout();
        checkout.wait_for("ready");
        checkout.paypal_button();
        shop.run("document.querySelector('#paypal-button').click()", &[]);
        assert_eq!(checkout.ways_on(), Vec::<String>::new());
        assert_eq!(shop.posts("payments").len(), 0);
    });
}

/// The records for the next page, without the entries of the recorder.
const OURS: &str =
    "return JSON.stringify(Object.entries(sessionStorage).filter(([key]) => key.startsWith('express-checkout')))";

#[test]
fn two_elements_keep_each_others_records() {
    let story = Story::of_a_guest().with("methods", WALLET).on_a_page(e2e::page::Page::duplicate);
    // The order is placed, but the answer is not readable. A lost connection is not used here, because the browser would repeat
    // the request.
    let lost = json!({"step": "payment-cancellations", "fault": "500", "acts": true, "times": 2});
    let faults = json!({"faults": [lost]});
    story.in_a_shop(faults).tell(|shop| {
        let (first, second) = (shop.checkout(), shop.checkout_named("checkout-2"));
        second.wait_for("ready");
        first.pay_with(WALLET);
        Window::opened(shop).cancel();
        first.wait_for("ready");
        second.pay_with(WALLET);
        second.wait_for("awaiting-approval");
        let (old, new) = (&shop.ledger().payments[0], &shop.live_payments()[0]);
        let kept = || shop.run(OURS, &[]).to_string();
        for payment in [old, new] {
            assert!(kept().contains(&payment.transaction_id), "{}", kept());
        }
        let settled = || Ok((!kept().contains(&old.transaction_id)).then_some(()));
        e2e::until::until("the end of the first payment", e2e::until::PATIENCE, settled).unwrap();
        assert!(kept().contains(&new.transaction_id), "{}", kept());
        Window::opened(shop).approve();
        second.place();
        second.wait_for("placed");
    });
}
