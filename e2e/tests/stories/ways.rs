//! What holds for every way to pay, each by real clicks.

use super::stripe::{in_the_sheet, stripe};
use super::web_payment::{WEB_PAYMENT, web_payment};
use e2e::checkout::{PAYPAL, WALLET};
use e2e::until::{PATIENCE, until};
use e2e::{Engine, Shop, Story, Window};
use serde_json::{Value, json};

/// A node in the page itself, as soon as it can be seen and used.
pub fn visible(shop: &Shop, selector: &str) -> e2e::browser::Node {
    let look = || {
        let Some(node) = shop.browser.find(selector)? else { return Ok(None) };
        let shown =
            shop.browser.run("return arguments[0].checkVisibility() && !arguments[0].disabled", &[node.argument()])?;
        Ok(shown.as_bool().unwrap_or_default().then_some(node))
    };
    until(selector, PATIENCE, look).unwrap()
}

pub fn press(shop: &Shop, selector: &str) {
    shop.browser.click(&visible(shop, selector)).unwrap();
}

/// Another instrument paid, not another payment.
pub fn expect_the_same_payment(shop: &Shop) {
    assert_eq!((shop.posts("payments").len(), shop.ledger().payments.len()), (2, 1));
    assert_eq!(shop.posts("payment-cancellations").len(), 0);
}

#[test]
fn paypals_newer_script_orders() {
    Story::of_a_guest().in_a_shop(json!({"paypalSdk": "v6"})).tell(|shop| {
        press(shop, "paypal-button");
        Window::opened(shop).approve();
        shop.order();
    });
}

#[test]
fn paypals_newer_script_cancelled_leaves_a_button_that_works() {
    Story::of_a_guest().in_a_shop(json!({"paypalSdk": "v6"})).tell(|shop| {
        press(shop, "paypal-button");
        Window::opened(shop).cancel();
        shop.checkout().wait_for("ready");
        shop.expect_all_cancelled();
        press(shop, "paypal-button");
        Window::opened(shop).approve();
        shop.order();
    });
}

/// A way to pay: its shop, its button, and what the payer sees first.
pub struct Way {
    pub name: &'static str,
    pub shop: fn(Value) -> Story,
    pub press: fn(&Shop),
    pub opened: fn(&Shop),
    pub approve: fn(&Shop),
}

/// A guest in a shop with these settings and more of them, and an element that offers one method.
pub fn with(key: &str, mut settings: Value, more: Value) -> Story {
    settings.as_object_mut().unwrap().extend(more.as_object().cloned().unwrap_or_default());
    Story::of_a_guest().in_a_shop(settings).with("methods", key)
}

pub const WAYS: [Way; 5] = [
    Way {
        name: "PayPal's buttons",
        shop: |more| with(PAYPAL, json!({}), more),
        press: |shop| press(shop, "#paypal-button"),
        opened: window_open,
        approve: |shop| Window::opened(shop).approve(),
    },
    Way {
        name: "PayPal's session",
        shop: |more| with(PAYPAL, json!({"paypalSdk": "v6"}), more),
        press: |shop| press(shop, "paypal-button"),
        opened: window_open,
        approve: |shop| Window::opened(shop).approve(),
    },
    Way {
        name: "a window of ours",
        shop: |more| with(WALLET, json!({}), more),
        press: |shop| shop.checkout().click(&format!("[data-key='{WALLET}']")),
        opened: window_open,
        approve: |shop| Window::opened(shop).approve(),
    },
    Way {
        name: "Stripe",
        shop: stripe,
        press: |shop| press(shop, "#stripe-button"),
        opened: |shop| in_the_sheet(shop, || {}),
        approve: |shop| in_the_sheet(shop, || press(shop, "#approve")),
    },
    Way {
        name: "Payment Request",
        shop: web_payment,
        press: |shop| shop.checkout().click(&format!("[data-key='{WEB_PAYMENT}']")),
        opened: window_open,
        approve: |shop| Window::opened(shop).approve(),
    },
];

fn window_open(shop: &Shop) {
    let look = || Ok((shop.browser.windows()?.len() > 1).then_some(()));
    until("the provider's window", PATIENCE, look).unwrap();
}

/// The payment takes five seconds to start; whatever opens is there before.
pub fn opens_before_glue_answers(way: &Way, engine: Engine) {
    let slow = json!({"faults": [{"step": "payments", "fault": "late:5000", "times": 1}]});
    (way.shop)(slow).in_engine(engine).tell(|shop| {
        shop.checkout().wait_for("ready");
        (way.press)(shop);
        (way.opened)(shop);
        assert!(shop.events().of("ec-payment-start").is_empty(), "{}: opened in the click", way.name);
        shop.until_told("ec-payment-start");
        (way.approve)(shop);
        shop.order();
    });
}

#[test]
fn every_way_opens_before_a_slow_payment_has_started() {
    for way in &WAYS {
        opens_before_glue_answers(way, Engine::Chromium);
    }
}

#[test]
fn callbacks_in_any_order_come_to_one_outcome_and_leave_a_button_that_works() {
    for way in [&WAYS[0], &WAYS[1], &WAYS[3]] {
        for turn in ["approve-cancel", "cancel-approve", "approve-error", "cancel-error", "twice"] {
            let fault = json!({"faults": [{"step": "approval", "fault": turn, "times": 1}]});
            (way.shop)(fault).excusing("look-alike").excusing("loaderror").tell(|shop| {
                shop.checkout().wait_for("ready");
                (way.press)(shop);
                (way.approve)(shop);
                if !turn.starts_with("cancel") {
                    return shop.order();
                }
                shop.until_told("ec-complete");
                shop.expect_all_cancelled();
                assert_eq!(shop.events().outcomes(), ["cancelled"], "{}: {turn}", way.name);
                shop.checkout().wait_for("ready");
                (way.press)(shop);
                (way.approve)(shop);
                shop.order();
            });
        }
    }
}

#[test]
fn an_approval_under_another_name_is_not_believed() {
    for way in &WAYS {
        for forged in ["forged-order-id", "no-id"] {
            let fault = json!({"faults": [{"step": "approval", "fault": forged, "times": 1}]});
            (way.shop)(fault).excusing("look-alike").tell(|shop| {
                shop.checkout().wait_for("ready");
                (way.press)(shop);
                (way.approve)(shop);
                // A way that goes by Glue's word alone has nothing to forge.
                let word = || {
                    let events = shop.events();
                    let told = |name| !events.of(name).is_empty();
                    Ok((told("ec-error") || told("ec-complete") || told("ec-prefill")).then_some(()))
                };
                until("a word of it", PATIENCE, word).unwrap();
                if shop.checkout().wait_for_any(&["review", "awaiting-approval", "failed", "ready"]) == "review" {
                    return shop.order();
                }
                if shop.checkout().state() == "awaiting-approval" {
                    shop.checkout().click("[data-ec=cancel]");
                }
                shop.expect_all_cancelled();
                assert_eq!(shop.events().of("ec-order").len(), 0, "{}: {forged}", way.name);
            });
        }
    }
}

/// The payer changes something in the provider's window, and waits for the shop's answer.
pub fn change(shop: &Shop, what: &str) {
    let window = Window::opened(shop);
    press(shop, what);
    let answered = || {
        let free = "return !document.getElementById('approve').disabled && document.getElementById('status').textContent !== 'updating'";
        Ok(shop.browser.run(free, &[])?.as_bool().unwrap_or_default().then_some(()))
    };
    until("the shop's answer", PATIENCE, answered).unwrap();
    window.leave_open();
}

#[test]
fn another_address_in_the_providers_window_is_priced_by_glue_and_ordered() {
    for way in [&WAYS[0], &WAYS[1], &WAYS[4]] {
        (way.shop)(json!({"dialect": "platform"})).tell(|shop| {
            shop.checkout().wait_for("ready");
            (way.press)(shop);
            change(shop, "#change-address");
            let asked = shop.posts("checkout-data");
            let cut_short = |body: &str| body.contains("\"zipCode\":\"75001\"") && !body.contains("address1");
            let bodies = asked.iter().filter_map(|request| request.body.as_deref());
            assert_eq!(bodies.filter(|body| cut_short(body)).count(), 1, "{}", way.name);
            (way.approve)(shop);
            shop.checkout().wait_for("review");
            let addresses = shop.run("return document.getElementById('checkout').addresses", &[]);
            assert_eq!(addresses["shippingAddress"]["iso2Code"], "FR", "{}", way.name);
            shop.order();
        });
    }
}

#[test]
fn what_a_provider_says_after_its_element_has_left_is_not_heard() {
    for way in [&WAYS[0], &WAYS[1], &WAYS[3], &WAYS[4]] {
        (way.shop)(json!({})).excusing("look-alike").tell(|shop| {
            shop.checkout().wait_for("ready");
            (way.press)(shop);
            (way.opened)(shop);
            shop.until_told("ec-payment-start");
            shop.run("window.gone = document.getElementById('checkout'); window.gone.remove()", &[]);
            shop.expect_all_cancelled();
            assert_eq!(shop.posts("payment-customers").len() + shop.posts("checkout").len(), 0, "{}", way.name);
            // Back again, it is as new.
            shop.run("document.getElementById('after').before(window.gone)", &[]);
            shop.checkout().wait_for("ready");
        });
    }
}
