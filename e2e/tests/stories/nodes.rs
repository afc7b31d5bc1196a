//! Stories about a page that takes away or empties the nodes of the providers' buttons: the button is drawn again, or its method is
//! withdrawn with an event.

use super::ways::{WAYS, press};
use e2e::checkout::{PAYPAL, WALLET};
use e2e::until::{PATIENCE, until};
use e2e::{Shop, Story, Window};
use serde_json::{Value, json};
use std::time::Duration;

/// A provider of the page for the wallet's method, which draws its own button.
const DRAWS: &str = "customElements.whenDefined('express-checkout').then((ExpressCheckout) => {
        ExpressCheckout.registerProvider('redirectpay-wallet-redirect', {
            render(container, context) {
                const button = document.createElement('button');
                button.id = 'own-button';
                button.textContent = 'Own button';
                button.onclick = async () => {
                    const { transactionId } = await context.start();
                    const origin = document.querySelector('express-checkout').getAttribute('provider-origins');
                    await fetch(`${origin}/sandbox/psp/${transactionId}/approve`, { method: 'POST' });
                    context.approve({});
                };
                container.append(button);
            },
            destroy: () => { window.destroyed = (window.destroyed ?? 0) + 1; },
        });
    });";

/// What pages do to the container of a provider's button. `slot` is the container.
const DEEDS: [&str; 7] = [
    "slot.remove()",
    "host.innerHTML = ''",
    "host.replaceChildren(document.createComment('nothing'))",
    "slot.innerHTML = ''",
    "slot.replaceChildren(' ')",
    "slot.removeAttribute('slot')",
    "document.body.append(slot)",
];

const SLOT: &str = "const host = document.getElementById('checkout'); const slot = host.querySelector('[slot^=ec-]');";

fn own(more: Value) -> Story {
    Story::of_a_guest().in_a_shop(more).with("methods", WALLET).on_a_page(|page| page.put_script(DRAWS))
}

/// Expects that a shopper sees this button of a provider once.
fn expect_one_button(shop: &Shop, button: &str, what: &str) {
    let seen = "return [...document.querySelectorAll(arguments[0])].filter((it) => it.offsetHeight > 0).length";
    let look = || Ok((shop.browser.run(seen, &[json!(format!("#checkout {button}"))])? == json!(1)).then_some(()));
    until("one button", PATIENCE, look).unwrap_or_else(|trouble| panic!("{what}: {trouble}"));
}

/// Does a deed to the first button, and expects that the button is drawn again.
fn expect_drawn_again(shop: &Shop, button: &str, deed: &str) {
    shop.checkout().wait_for("ready");
    let shown = until(button, PATIENCE, || shop.browser.find(&format!("#checkout {button}"))).unwrap();
    shop.run(&format!("{SLOT} {deed}"), &[]);
    let again = || {
        let same = shop.browser.run("return arguments[0].isConnected", &[shown.argument()]);
        let gone = !same.is_ok_and(|same| same == json!(true)) || deed.contains("body") || deed.contains("Attribute");
        if gone { shop.browser.find(&format!("#checkout > [slot] {button}")) } else { Ok(None) }
    };
    until("another button", PATIENCE, again).unwrap_or_else(|trouble| panic!("{button} after {deed}: {trouble}"));
    expect_one_button(shop, button, deed);
    assert_eq!(shop.checkout().state(), "ready");
}

#[test]
fn paypals_button_is_drawn_again_whatever_the_page_does_to_its_container() {
    (WAYS[0].shop)(json!({})).tell(|shop| {
        // Each element has its own losses.
        for deed in DEEDS {
            expect_drawn_again(shop, "#paypal-button", deed);
            shop.browser.reload().unwrap();
        }
        expect_drawn_again(shop, "#paypal-button", DEEDS[0]);
        shop.pay_and_order(PAYPAL);
    });
}

#[test]
fn every_providers_button_is_drawn_again_and_orders() {
    for (way, button) in [(1, "paypal-button"), (3, "#stripe-button")] {
        for deed in [DEEDS[0], DEEDS[3]] {
            (WAYS[way].shop)(json!({})).excusing("look-alike").tell(|shop| {
                expect_drawn_again(shop, button, deed);
                (WAYS[way].press)(shop);
                (WAYS[way].approve)(shop);
                shop.order();
            });
        }
    }
}

#[test]
fn the_button_of_a_registered_provider_is_destroyed_and_drawn_again() {
    for deed in DEEDS {
        own(json!({})).tell(|shop| {
            expect_drawn_again(shop, "#own-button", deed);
            assert_eq!(shop.run("return window.destroyed", &[]), json!(1), "{deed}");
            press(shop, "#checkout #own-button");
            shop.order();
        });
    }
}

#[test]
fn a_container_that_is_removed_while_its_script_loads_is_made_again() {
    let slow = json!({"faults": [{"step": "script", "fault": "late:1000", "times": 1}]});
    (WAYS[0].shop)(slow).tell(|shop| {
        let loading = || shop.browser.find("#checkout [slot^=ec-]");
        until("the container", PATIENCE, loading).unwrap();
        shop.run(&format!("{SLOT} slot.remove()"), &[]);
        shop.pay_and_order(PAYPAL);
    });
}

#[test]
fn a_container_outside_of_shadow_roots_is_made_again() {
    let nested = "customElements.define('shop-box', class extends HTMLElement {});
        for (const id of ['inner', 'outer']) {
            const box = document.createElement('shop-box');
            const within = document.getElementById(id === 'inner' ? 'checkout' : 'inner');
            box.id = id;
            within.before(box);
            box.attachShadow({ mode: 'open' }).append(within);
        }
        window.boxes = { outer: document.getElementById('outer') };
        boxes.inner = boxes.outer.shadowRoot.getElementById('inner');
        boxes.checkout = boxes.inner.shadowRoot.getElementById('checkout');";
    for host in ["outer", "inner", "checkout"] {
        for deed in ["replaceChildren()", "querySelector('[slot^=ec-]').remove()"] {
            (WAYS[0].shop)(json!({})).on_a_page(|page| page.put_script(nested)).tell(|shop| {
                let button = || shop.browser.find("#outer > [slot] #paypal-button");
                let first = until("the button", PATIENCE, button).unwrap();
                shop.run(&format!("boxes.{host}.{deed}"), &[]);
                let again = || Ok(button()?.filter(|now| now.argument() != first.argument()));
                let again = until("another button", PATIENCE, again)
                    .unwrap_or_else(|trouble| panic!("{host}.{deed}: {trouble}"));
                let shown = || {
                    let height = shop.browser.run("return arguments[0].offsetHeight", &[again.argument()])?;
                    Ok(height.as_f64().filter(|height| *height > 0.0))
                };
                until("a visible button", PATIENCE, shown).unwrap();
            });
        }
    }
}

#[test]
fn removing_the_button_during_an_attempt_breaks_nothing() {
    for deed in [DEEDS[0], DEEDS[1], DEEDS[3]] {
        (WAYS[0].shop)(json!({})).tell(|shop| {
            shop.checkout().pay_with(PAYPAL);
            let payer = Window::opened(shop);
            payer.leave_open();
            shop.checkout().wait_for("awaiting-approval");
            shop.run(&format!("{SLOT} {deed}"), &[]);
            Window::opened(shop).approve();
            shop.checkout().wait_for("review");
            assert_eq!(shop.posts("payments").len(), 1, "{deed}");
            shop.order();
        });
        (WAYS[0].shop)(json!({})).tell(|shop| {
            shop.to_the_review(PAYPAL);
            shop.run(&format!("{SLOT} {deed}"), &[]);
            shop.checkout().cancel();
            shop.checkout().wait_for("ready");
            shop.expect_all_cancelled();
            shop.pay_and_order(PAYPAL);
        });
    }
}

/// A page that removes every container at once, until `window.patient` is set.
const AGAIN_AND_AGAIN: &str = "new MutationObserver(() => {
        if (!window.patient) document.querySelector('#checkout > [slot^=ec-]:has(#paypal-button)')?.remove();
    }).observe(document.body, { childList: true, subtree: true });";

#[test]
fn a_button_that_the_page_removes_again_and_again_is_withdrawn_until_the_page_reloads_the_element() {
    for methods in [PAYPAL.to_owned(), format!("{PAYPAL}, {WALLET}")] {
        let only = methods == PAYPAL;
        let story = Story::of_a_guest().with("methods", &methods).with("checkout-url", "/checkout");
        story.on_a_page(|page| page.put_script(AGAIN_AND_AGAIN)).tell(|shop| {
            shop.until_told("ec-error");
            shop.until_told("ec-availability-change");
            let events = shop.events();
            assert_eq!(events.errors(), ["approval-removed"]);
            let error = events.of("ec-error")[0];
            assert_eq!((&error["actor"], &error["retryable"]), (&json!("integrator"), &json!(false)));
            let detail = error["detail"].as_str().unwrap();
            assert!(detail.contains("payone, PayPal Express") && detail.contains("removed"), "{detail}");
            let change = events.of("ec-availability-change")[0];
            assert_eq!(change["methods"][0]["key"], json!(PAYPAL));
            assert_eq!(change["methods"][0]["available"], json!(false));
            shop.checkout().wait_for(if only { "failed" } else { "ready" });
            let ways = shop.checkout().ways_on();
            let wanted = if only { "Continue to checkout" } else { "Wallet Redirect" };
            assert!(ways.iter().any(|way| way.contains(wanted)), "{ways:?}");
            shop.run("window.patient = true; document.getElementById('checkout').reload()", &[]);
            shop.pay_and_order(PAYPAL);
        });
    }
}

/// Providers that draw nothing that can be seen.
const INVISIBLE: [&str; 3] = [
    "render: () => {}",
    "render: (container) => { container.append(document.createElement('span')); }",
    "render: async (container) => { container.innerHTML = '<button style=\"display: none\">Pay</button>'; }",
];

#[test]
fn a_button_without_height_is_withdrawn_after_fifteen_seconds_with_an_error_that_names_it() {
    for invisible in INVISIBLE {
        let script = format!(
            "customElements.whenDefined('express-checkout').then((it) => it.registerProvider('{WALLET}', {{ {invisible} }}));"
        );
        Story::of_a_guest()
            .with("methods", &format!("{WALLET}, {PAYPAL}"))
            .on_a_page(|page| {
                page.put_script(&script);
                page.hold_the_clock();
            })
            .tell(|shop| {
                shop.checkout().wait_for("ready").paypal_button();
                let withdrawn = || {
                    shop.browser.run("return window.e2eLetTimePass(15000)", &[])?;
                    Ok((!shop.events().of("ec-error").is_empty()).then_some(()))
                };
                until("the error", Duration::from_secs(5), withdrawn).unwrap();
                let events = shop.events();
                assert_eq!(events.errors(), ["approval-empty"], "{invisible}");
                let detail = events.of("ec-error")[0]["detail"].as_str().unwrap_or_default().to_owned();
                assert!(detail.contains("redirectpay, Wallet Redirect"), "{detail}");
                shop.until_told("ec-availability-change");
                assert_eq!(shop.checkout().ways_on(), ["PayPal Checkout"], "{invisible}");
                shop.pay_and_order(PAYPAL);
            });
    }
}

#[test]
fn a_button_in_a_hidden_part_of_the_page_is_not_withdrawn() {
    let hide = "document.getElementById('checkout').style.display = 'none';";
    own(json!({}))
        .on_a_page(|page| {
            page.put_script(hide);
            page.hold_the_clock();
        })
        .tell(|shop| {
            let drawn = || shop.browser.find("#own-button");
            until("the button", PATIENCE, drawn).unwrap();
            shop.run("return window.e2eLetTimePass(60000)", &[]);
            shop.run("document.getElementById('checkout').style.display = ''", &[]);
            shop.run("return window.e2eLetTimePass(15000)", &[]);
            press(shop, "#checkout #own-button");
            shop.order();
            assert_eq!(shop.events().errors(), [""; 0]);
        });
}

#[test]
fn hiding_the_element_or_changing_its_attributes_draws_nothing_again() {
    own(json!({})).tell(|shop| {
        press(shop, "#checkout #own-button");
        shop.checkout().wait_for("review").cancel();
        shop.checkout().wait_for("ready");
        for deed in [
            "host.style.display = 'none'",
            "host.reload()",
            "host.style.display = ''",
            "host.className = 'changed'",
            "host.append(document.createElement('i'))",
            "host.setAttribute('theme', 'dark')",
            "host.before(host.previousElementSibling)",
        ] {
            shop.run(&format!("{SLOT} {deed}"), &[]);
            shop.checkout().wait_for("ready");
        }
        e2e::until::pass(Duration::from_millis(500));
        assert_eq!(shop.run("return window.destroyed ?? 0", &[]), json!(0));
        press(shop, "#checkout #own-button");
        shop.order();
    });
}
