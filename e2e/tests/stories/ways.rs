//! Stories for every supported payment method, with real clicks. Each method opens before the payment's answer arrives.

use e2e::checkout::{PAYPAL, WALLET};
use e2e::until::{PATIENCE, until};
use e2e::{Engine, Shop, Story, Window};
use serde_json::{Value, json};

pub const STRIPE: &str = "stripe-stripe-express";
pub const WEB_PAYMENT: &str = "webpay-web-payment";

/// Waits for a visible and enabled node in the page.
fn visible(shop: &Shop, selector: &str) -> e2e::browser::Node {
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

/// Runs steps inside the sheet over the page.
pub fn in_the_sheet(shop: &Shop, happens: impl FnOnce()) {
    let frame = visible(shop, "iframe[title=Stripe]");
    shop.browser.frame(Some(&frame)).unwrap();
    visible(shop, "#approve");
    happens();
    shop.browser.frame(None).unwrap();
}

/// Checks that another card was used for the same payment.
fn expect_the_same_payment(shop: &Shop) {
    assert_eq!((shop.posts("payments").len(), shop.ledger().payments.len()), (2, 1));
    assert_eq!(shop.posts("payment-cancellations").len(), 0);
}

#[test]
fn a_declined_payment_is_cancelled_if_no_other_card_is_used() {
    stripe(json!({})).excusing("/psp/stripe/confirm").tell(|shop| {
        press(shop, "#stripe-button");
        in_the_sheet(shop, || press(shop, "#decline"));
        shop.checkout().wait_for("failed");
        shop.run("document.getElementById('checkout').remove()", &[]);
        shop.expect_all_cancelled();
    });
}

fn with_method(key: &str, method: &str, more: Value) -> Story {
    let mut settings = json!({"methods": [method]});
    settings.as_object_mut().unwrap().extend(more.as_object().cloned().unwrap_or_default());
    Story::of_a_guest().in_a_shop(settings).with("methods", key)
}

pub fn stripe(more: Value) -> Story {
    with_method(STRIPE, "stripe", more)
}

pub fn web_payment(more: Value) -> Story {
    with_method(WEB_PAYMENT, "webpay", more)
}

#[test]
fn stripe_orders_with_the_address_from_its_sheet() {
    stripe(json!({})).tell(|shop| {
        press(shop, "#stripe-button");
        in_the_sheet(shop, || press(shop, "#approve"));
        shop.order();
    });
}

#[test]
fn a_card_that_stripe_declines_is_not_charged_and_another_one_orders() {
    stripe(json!({})).excusing("/psp/stripe/confirm").tell(|shop| {
        press(shop, "#stripe-button");
        in_the_sheet(shop, || press(shop, "#decline"));
        shop.checkout().wait_for("failed").wait_for_text("declined");
        press(shop, "#stripe-button");
        in_the_sheet(shop, || press(shop, "#approve"));
        shop.order();
        expect_the_same_payment(shop);
    });
}

/// Confirms with a wallet that needs a redirect: Stripe redirects the page to the wallet and back.
const WITH_A_PAGE: &str = "let stripe;
    Object.defineProperty(window, 'Stripe', {
        get: () => stripe,
        set(made) {
            stripe = (...given) => {
                const inner = made(...given);
                return { ...inner, confirmPayment: (wish) => inner.confirmPayment({ ...wish, redirect: 'always' }) };
            };
        },
    });";

#[test]
fn a_wallet_of_stripe_with_a_redirect_returns_to_the_order() {
    for back in [None, Some("/cart.html?basket=7")] {
        let mut story = stripe(json!({})).on_a_page(|page| page.put_script(WITH_A_PAGE));
        if let Some(back) = back {
            story = story.with("return-url", back);
        }
        story.tell(|shop| {
            press(shop, "#stripe-button");
            let frame = visible(shop, "iframe[title=Stripe]");
            shop.browser.frame(Some(&frame)).unwrap();
            press(shop, "#approve");
            shop.browser.frame(None).unwrap();
            let returned = || Ok(shop.browser.url()?.contains("redirect_status=succeeded").then_some(()));
            until("the return from the wallet", PATIENCE, returned).unwrap();
            assert!(shop.browser.url().unwrap().contains(back.unwrap_or("payment_intent=")));
            shop.order();
            assert_eq!(shop.posts("payment-cancellations").len(), 0);
        });
    }
}

#[test]
fn after_cancelling_stripes_sheet_its_button_works() {
    stripe(json!({})).tell(|shop| {
        press(shop, "#stripe-button");
        in_the_sheet(shop, || press(shop, "#cancel"));
        shop.checkout().wait_for("ready");
        shop.expect_all_cancelled();
        press(shop, "#stripe-button");
        in_the_sheet(shop, || press(shop, "#approve"));
        shop.order();
    });
}

#[test]
fn a_web_payment_orders() {
    web_payment(json!({})).tell(|shop| {
        shop.checkout().click(&format!("[data-key='{WEB_PAYMENT}']"));
        Window::opened(shop).approve();
        shop.order();
    });
}

#[test]
fn after_a_declined_or_cancelled_web_payment_its_button_works() {
    for decline in [true, false] {
        web_payment(json!({})).tell(|shop| {
            let button = format!("[data-key='{WEB_PAYMENT}']");
            shop.checkout().click(&button);
            let wallet = Window::opened(shop);
            if decline {
                wallet.decline()
            } else {
                wallet.cancel()
            }
            shop.checkout().wait_for_any(&["ready", "failed"]);
            if !decline {
                shop.expect_all_cancelled();
            }
            shop.checkout().click(&button);
            Window::opened(shop).approve();
            shop.order();
            if decline {
                expect_the_same_payment(shop);
            }
        });
    }
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
fn after_cancelling_paypals_newer_script_its_button_works() {
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

/// A payment method: its shop, its button, its window or sheet, and how to approve.
pub struct Way {
    pub name: &'static str,
    pub shop: fn(Value) -> Story,
    pub press: fn(&Shop),
    pub opened: fn(&Shop),
    pub approve: fn(&Shop),
}

pub fn with(key: &str, settings: Value, more: Value) -> Story {
    let mut settings = settings;
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
        name: "a window opened by the element",
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

/// Checks that the window or sheet opens although the payment takes five seconds to start.
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
fn every_method_opens_before_a_slow_payment_has_started() {
    for way in &WAYS {
        opens_before_glue_answers(way, Engine::Chromium);
    }
}

/// Changes the address or the option in the provider's window, and waits for the shop's answer.
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
fn a_changed_address_in_the_providers_window_is_priced_by_glue_and_ordered() {
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
fn the_review_begins_with_the_shipment_method_from_the_wallet() {
    web_payment(json!({})).tell(|shop| {
        shop.checkout().wait_for("ready");
        (WAYS[4].press)(shop);
        change(shop, "#change-option");
        (WAYS[4].approve)(shop);
        shop.checkout().wait_for("review");
        let before = shop.events().of("ec-payment-start")[0]["amount"].clone();
        shop.order();
        let order = &shop.ledger().orders[0];
        assert_ne!(json!(order.grand_total), before, "the other shipment method has another price, which was shown");
    });
}

#[test]
fn a_sheet_that_never_answers_times_out_and_can_be_cancelled() {
    web_payment(json!({})).on_a_page(e2e::page::Page::hold_the_clock).tell(|shop| {
        shop.checkout().wait_for("ready");
        (WAYS[4].press)(shop);
        let wallet = Window::opened(shop);
        press(shop, "#hang");
        wallet.leave_open();
        shop.turn_to_tab(0);
        shop.checkout().wait_for("awaiting-approval");
        shop.let_pass(180);
        shop.checkout().wait_for_text("Did you approve");
        assert_eq!(shop.posts("payment-customers").len(), 1, "Glue was asked first");
        // The browser's dialog covers the page's buttons, so the story cancels by the page's API.
        shop.run("document.getElementById('checkout').cancel()", &[]);
        shop.checkout().wait_for("ready");
        shop.expect_all_cancelled();
        assert_eq!(shop.events().outcomes(), ["cancelled"]);
    });
}

#[test]
fn a_wallet_is_asked_for_what_the_cart_needs_and_no_more() {
    let watch = "const Original = window.PaymentRequest;
        window.PaymentRequest = class extends Original {
            constructor(methods, details, options) { super(methods, details, options); window.asked = options; }
        };";
    for (customer, wanted) in [(false, true), (true, false)] {
        Story::of(customer)
            .in_a_shop(json!({"methods": ["webpay"]}))
            .with("methods", WEB_PAYMENT)
            .on_a_page(|page| page.put_script(watch))
            .tell(|shop| {
                shop.checkout().wait_for("ready");
                (WAYS[4].press)(shop);
                let asked = shop.run("return window.asked", &[]);
                let names = ["requestPayerName", "requestPayerEmail", "requestPayerPhone", "requestShipping"];
                let given: Vec<bool> = names.iter().map(|name| asked[*name].as_bool().unwrap()).collect();
                assert_eq!(given, [wanted, wanted, false, true]);
                (WAYS[4].approve)(shop);
                shop.order();
            });
    }
}

#[test]
fn callbacks_after_the_element_was_removed_are_ignored() {
    for way in [&WAYS[0], &WAYS[1], &WAYS[3], &WAYS[4]] {
        (way.shop)(json!({})).excusing("look-alike").tell(|shop| {
            shop.checkout().wait_for("ready");
            (way.press)(shop);
            (way.opened)(shop);
            shop.until_told("ec-payment-start");
            shop.run("window.gone = document.getElementById('checkout'); window.gone.remove()", &[]);
            shop.expect_all_cancelled();
            assert_eq!(shop.posts("payment-customers").len() + shop.posts("checkout").len(), 0, "{}", way.name);
            // Put back, it works again.
            shop.run("document.getElementById('after').before(window.gone)", &[]);
            shop.checkout().wait_for("ready");
        });
    }
}
