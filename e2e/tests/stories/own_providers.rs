//! Stories about providers of the page with mistakes: their developer reads what is wrong, and the shopper reads nothing before a
//! click.

use e2e::checkout::WALLET;
use e2e::until::{PATIENCE, until};
use e2e::{Shop, Story, cases};
use serde_json::{Value, json};
use std::time::Duration;

/// Keeps what is written to the console, and whether the page's own error object came along.
const NOTES: &str = "window.said = [];
    for (const level of ['error', 'warn']) {
        const inner = console[level];
        console[level] = (...given) => {
            window.said.push({ level, text: String(given[0]), whole: given[1] !== undefined && given[1] === window.mine });
            inner.apply(console, given);
        };
    }
    window.mine = new TypeError('mine-4711');
    window.page = customElements.whenDefined('express-checkout').then((ExpressCheckout) => ExpressCheckout);";

/// A page that registers this provider for its only method.
fn registers(key: &str, provider: &str) -> Story {
    let script =
        [NOTES, "window.page.then((ExpressCheckout) => ExpressCheckout.registerProvider(", key, ", ", provider, "));"]
            .concat();
    let story = Story::of_a_guest().with("methods", WALLET).with("checkout-url", "/checkout");
    story.excusing("express-checkout: ").on_a_page(move |page| page.put_script(&script))
}

fn wallet(provider: &str) -> Story {
    registers(&["'", WALLET, "'"].concat(), provider)
}

/// Waits for an entry of the console with these words.
fn said(shop: &Shop, level: &str, words: &str) -> Value {
    let look = || {
        let said = shop.browser.run("return window.said", &[])?;
        let mut lines = said.as_array().into_iter().flatten();
        Ok(lines
            .find(|line| line["level"] == level && line["text"].as_str().unwrap_or_default().contains(words))
            .cloned())
    };
    let all = || shop.run("return window.said", &[]);
    until(words, PATIENCE, look).unwrap_or_else(|_| panic!("nothing in the console says {words}: {}", all()))
}

/// The console has the whole error of the provider. Events, storage and the shopper's texts have nothing of it.
fn expect_the_error_whole(shop: &Shop, words: &str) {
    assert_eq!(said(shop, "error", words)["whole"], json!(true), "{words}");
    let kept = shop.events().lines();
    let stored = shop.run(
        "return JSON.stringify({ ...localStorage }) + JSON.stringify(Object.entries(sessionStorage)
        .filter(([name]) => !name.startsWith('e2e.')))",
        &[],
    );
    assert!(!kept.contains("mine-4711") && !stored.to_string().contains("mine-4711"), "{kept}\n{stored}");
    let read = shop.checkout().try_text().unwrap_or_default();
    assert!(!read.contains("mine-4711"), "{read}");
}

/// The shopper has clicked nothing, reads nothing, and can go to the shop's own checkout.
fn expect_only_the_link(shop: &Shop) {
    assert_eq!(shop.checkout().ways_on(), ["Continue to checkout"]);
    let text = shop.checkout().text();
    assert!(!text.contains("payment") && !text.contains("ordered"), "{text}");
    assert_eq!(shop.posts("payments").len(), 0);
}

/// The detail of the only error.
fn detail(shop: &Shop) -> String {
    let events = shop.events();
    assert_eq!(events.errors(), ["approval-sdk"]);
    events.of("ec-error")[0]["detail"].as_str().unwrap_or_default().to_owned()
}

#[test]
fn a_wrong_shape_is_named_and_the_method_is_not_offered() {
    for (provider, words) in cases([
        ("{}", "is an empty object"),
        ("undefined", "is undefined"),
        ("null", "is null"),
        ("7", "is a number"),
        ("class { authorize() {} }", "is a function or a class"),
        ("Promise.resolve({ authorize() {} })", "is a promise"),
        ("{ render: 1 }", "has render, but it is a number"),
        ("{ authorize: 'yes' }", "has authorize, but it is a text"),
        ("{ isEligible: true, authorize() {} }", "has isEligible, but it is a boolean"),
        ("{ authorise() {} }", "it has authorise. Did you mean authorize instead of authorise?"),
        ("new (class { rendr() {} })()", "it has rendr. Did you mean render instead of rendr?"),
        ("{ default: { authorize() {} } }", "Register the module's member default"),
        ("{ get authorize() { return Promise.resolve(() => {}); } }", "has authorize, but it is a promise"),
    ]) {
        wallet(provider).tell(|shop| {
            shop.checkout().wait_for("failed");
            let line = said(shop, "error", words);
            assert!(line["text"].as_str().unwrap_or_default().contains(WALLET), "{line}");
            assert!(detail(shop).contains(words), "{}", detail(shop));
            expect_only_the_link(shop);
        });
    }
}

#[test]
fn an_error_of_a_provider_goes_whole_to_the_console_before_a_click() {
    for (provider, words) in [
        ("{ isEligible() { throw window.mine; }, authorize() {} }", "isEligible of the provider registered for"),
        (
            "{ isEligible: () => Promise.reject(window.mine), authorize() {} }",
            "isEligible of the provider registered for",
        ),
        ("{ render() { throw window.mine; } }", "render of the provider registered for"),
        (
            "{ render(container) { container.append('Pay'); throw window.mine; } }",
            "render of the provider registered for",
        ),
        (
            "{ async render(container) { container.append('Pay'); throw window.mine; } }",
            "render of the provider registered for",
        ),
        // Its button stood there for a moment, and is taken away with the error.
        (
            "{ async render(container) {
                container.append(document.createElement('button'));
                await new Promise(resolve => setTimeout(resolve, 50));
                throw window.mine;
            } }",
            "render of the provider registered for",
        ),
        ("{ get authorize() { throw window.mine; } }", "has authorize, but its getter throws an error"),
    ] {
        wallet(provider).tell(|shop| {
            shop.checkout().wait_for("failed");
            expect_the_error_whole(shop, words);
            assert!(detail(shop).contains(words), "{}", detail(shop));
            expect_only_the_link(shop);
            assert_eq!(shop.run("return document.getElementById('checkout').textContent.trim()", &[]), json!(""));
        });
    }
}

#[test]
fn a_function_that_never_settles_is_named_after_fifteen_seconds() {
    wallet("{ isEligible: () => new Promise(() => {}), authorize() {} }").tell(|shop| {
        shop.checkout().wait_long_for_any(&["failed"], Duration::from_secs(25));
        said(shop, "error", "the promise of isEligible of the provider registered for");
        assert_eq!(shop.events().errors(), ["approval-script"]);
        assert!(shop.checkout().ways_on().contains(&"Continue to checkout".to_owned()));
    });
}

#[test]
fn without_a_checkout_url_a_broken_provider_leaves_nothing() {
    let story = wallet("{}").with("checkout-url", "");
    story.tell(|shop| {
        shop.checkout().wait_for("failed");
        let height = "return document.getElementById('checkout').getBoundingClientRect().height";
        let empty = || Ok((shop.browser.run(height, &[])? == json!(0)).then_some(()));
        until("an element without height", PATIENCE, empty).unwrap();
        assert!(shop.checkout().ways_on().is_empty());
    });
}

#[test]
fn an_error_of_authorize_goes_whole_to_the_console_and_the_payment_is_cancelled() {
    for (provider, payments) in [
        ("{ authorize() { throw window.mine; } }", 0),
        ("{ authorize: () => Promise.reject(window.mine) }", 0),
        ("{ async authorize(payment) { await payment; throw window.mine; } }", 1),
    ] {
        wallet(provider).tell(|shop| {
            shop.checkout().pay_with(WALLET);
            shop.until_told("ec-complete");
            expect_the_error_whole(shop, "authorize of the provider registered for");
            shop.expect_all_cancelled();
            assert_eq!((shop.posts("payments").len(), shop.events().outcomes()), (payments, vec!["failed"]));
            assert_eq!(shop.events().errors(), ["approval-provider"]);
        });
    }
}

#[test]
fn an_error_of_destroy_goes_whole_to_the_console_and_the_button_goes() {
    for destroy in ["destroy() { throw window.mine; }", "destroy: () => Promise.reject(window.mine)"] {
        let provider = ["{ render(container) { container.append('Pay'); }, ", destroy, " }"].concat();
        wallet(&provider).tell(|shop| {
            let drawn = || Ok(shop.browser.find("[slot^=ec-]")?.filter(|_| true));
            until("the provider's button", PATIENCE, drawn).unwrap();
            shop.checkout().wait_for("ready");
            shop.run("document.getElementById('checkout').remove()", &[]);
            expect_the_error_whole(shop, "destroy of the provider registered for");
            assert_eq!(shop.run("return document.querySelectorAll('[slot^=ec-]').length", &[]), json!(0));
        });
    }
}

#[test]
fn probable_mistakes_are_warned_of_and_the_method_is_offered() {
    for (provider, words) in [
        ("{ authorize() {}, isEligable() {} }", "did you mean isEligible?"),
        ("{ authorize() {}, render(container) { container.append('Pay'); } }", "authorize is never called"),
    ] {
        wallet(provider).tell(|shop| {
            shop.checkout().wait_for("ready");
            said(shop, "warn", words);
            assert!(shop.events().errors().is_empty());
        });
    }
    wallet("{ authorize() {}, isEligible() {} }").tell(|shop| {
        shop.checkout().wait_for("unavailable");
        said(shop, "warn", "returned undefined");
    });
}

#[test]
fn a_key_that_fits_no_method_is_warned_of_once_with_the_keys_of_the_shop() {
    registers("'redirectpay-wallet-redirct'", "{ authorize() {} }").tell(|shop| {
        shop.checkout().wait_for("ready");
        let line = said(shop, "warn", "redirectpay-wallet-redirct")["text"].as_str().unwrap_or_default().to_owned();
        for key in [WALLET, "wallet-redirect", "payone-paypal-express", "Did you mean \"redirectpay-wallet-redirect\"?"]
        {
            assert!(line.contains(key), "{key}: {line}");
        }
        shop.run("document.getElementById('checkout').reload()", &[]);
        shop.pay_and_order(WALLET);
        let lines = shop.run("return window.said.filter(({ text }) => text.includes('redirct')).length", &[]);
        assert_eq!(lines, json!(1));
    });
}

#[test]
fn a_key_that_is_no_text_is_an_error_and_the_page_works() {
    for (key, words) in
        [("''", "is an empty text"), ("undefined", "is undefined"), ("{}", "is an object"), ("7", "is a number")]
    {
        registers(key, "{ authorize() {} }").tell(|shop| {
            said(shop, "error", words);
            shop.pay_and_order(WALLET);
        });
    }
}

#[test]
fn a_key_that_another_element_of_the_page_uses_is_not_warned_of() {
    let other = "window.page.then(() => {
        const first = document.getElementById('checkout');
        const second = document.createElement('express-checkout');
        for (const { name, value } of [...first.attributes]) second.setAttribute(name, value);
        second.id = 'second';
        second.setAttribute('methods', 'payone-paypal-express');
        first.after(second);
    });";
    let story = registers("'payone-paypal-express'", "{ authorize() {} }").on_a_page(|page| page.put_script(other));
    story.tell(|shop| {
        shop.checkout().wait_for("ready");
        shop.checkout_named("second").wait_for("ready");
        shop.pay_and_order(WALLET);
        assert_eq!(
            shop.run("return window.said.filter(({ text }) => text.includes('payone-paypal')).length", &[]),
            json!(0)
        );
    });
}

/// A provider that draws and starts by itself, and keeps its context.
const STARTS: &str = "{ render(container, context) {
        const button = document.createElement('button');
        button.id = 'own';
        button.textContent = 'Pay';
        button.onclick = () => { CLICKED };
        container.append(button);
    } }";

#[test]
fn a_start_that_is_refused_and_not_awaited_is_no_error_of_the_page() {
    let provider = STARTS.replace("CLICKED", "context.start(); context.start();");
    let vetoes = "document.addEventListener('ec-click', (event) => event.preventDefault());";
    wallet(&provider).on_a_page(|page| page.put_script(vetoes)).tell(|shop| {
        let own = until("the provider's button", PATIENCE, || shop.browser.find("#own")).unwrap();
        shop.browser.click(&own).unwrap();
        shop.until_told("ec-click");
        shop.checkout().wait_for("ready");
        assert_eq!(shop.posts("payments").len(), 0);
    });
}

#[test]
fn a_provider_that_starts_and_then_fails_to_draw_leaves_no_payment() {
    for fails in [
        "throw window.mine;",
        "return Promise.reject(window.mine);",
        "return payment.then(() => { throw window.mine; });",
    ] {
        let provider = ["{ render(container, context) { const payment = context.start(); ", fails, " } }"].concat();
        wallet(&provider).tell(|shop| {
            shop.until_told("ec-complete");
            expect_the_error_whole(shop, "render of the provider registered for");
            shop.expect_all_cancelled();
            assert_eq!(shop.events().outcomes(), ["failed"]);
        });
    }
}

#[test]
fn what_authorize_returns_does_not_matter_before_the_payment_exists() {
    for returned in ["7", "'yes'", "null", "undefined", "{ get x() { throw window.mine; } }", "Promise.resolve([1n])"] {
        let provider = [
            "{ async authorize(payment) { const { transactionId } = await payment;
            const origin = document.querySelector('express-checkout').getAttribute('provider-origins');
            await fetch(`${origin}/sandbox/psp/${transactionId}/approve`, { method: 'POST' }); return ",
            returned,
            "; } }",
        ]
        .concat();
        wallet(&provider).tell(|shop| {
            shop.checkout().pay_with(WALLET);
            shop.order();
        });
    }
}

#[test]
fn an_approval_that_never_comes_can_be_cancelled_and_started_again() {
    wallet("{ authorize: () => new Promise(() => {}) }").tell(|shop| {
        for _ in 0..2 {
            shop.checkout().pay_with(WALLET);
            shop.checkout().wait_for("awaiting-approval");
            shop.checkout().click("[data-ec=cancel]");
            shop.checkout().wait_for("ready");
        }
        shop.expect_all_cancelled();
    });
}

#[test]
fn a_provider_that_passes_the_end_of_the_payment_on_reports_no_error() {
    wallet("{ authorize: (payment) => payment.then(() => new Promise(() => {})) }").tell(|shop| {
        shop.checkout().pay_with(WALLET);
        shop.checkout().wait_for("awaiting-approval");
        shop.checkout().click("[data-ec=cancel]");
        shop.checkout().wait_for("ready");
        assert_eq!(
            shop.run("return window.said.filter(({ text }) => text.includes('authorize')).length", &[]),
            json!(0)
        );
    });
}

#[test]
fn a_provider_registered_through_any_copy_of_the_script_is_used() {
    for (copy, early) in [(true, true), (true, false), (false, true), (false, false)] {
        let provider = "{ async authorize(payment) { const { transactionId } = await payment;
            const origin = document.querySelector('express-checkout').getAttribute('provider-origins');
            await fetch(`${origin}/sandbox/psp/${transactionId}/approve`, { method: 'POST' }); window.used = true; return {}; } }";
        let script = [
            "const register = async (ExpressCheckout) => ExpressCheckout.registerProvider('redirectpay-wallet-redirect', ",
            provider,
            ");
            window.ways = {
                first: () => customElements.whenDefined('express-checkout').then(register),
                copy: () => import(`${document.querySelector('script[type=module]').src}?copy=2`)
                    .then(({ ExpressCheckout }) => register(ExpressCheckout)),
            };",
        ]
        .concat();
        let call = if copy { "window.ways.copy()" } else { "window.ways.first()" };
        let now = if early { format!("addEventListener('DOMContentLoaded', () => {call});") } else { String::new() };
        let story = Story::of_a_guest().with("methods", WALLET).on_a_page(move |page| {
            page.put_script(&script);
            page.put_script(&now);
        });
        story.tell(|shop| {
            shop.checkout().wait_for("ready");
            if !early {
                shop.run(&format!("return {call}"), &[]);
            }
            shop.checkout().pay_with(WALLET);
            shop.order();
            assert_eq!(shop.run("return window.used", &[]), json!(true), "copy: {copy}, early: {early}");
        });
    }
}
