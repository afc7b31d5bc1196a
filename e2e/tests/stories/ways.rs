//! Every way to pay that a storefront meets, each by real clicks, and each opened before the payment's answer is there.

use e2e::until::{PATIENCE, until};
use e2e::{Shop, Story, Window};
use serde_json::{Value, json};

const STRIPE: &str = "stripe-stripe-express";
const WEB_PAYMENT: &str = "webpay-web-payment";

/// A node in the page itself, as soon as it can be seen.
fn visible(shop: &Shop, selector: &str) -> e2e::browser::Node {
    let look = || {
        let Some(node) = shop.browser.find(selector)? else { return Ok(None) };
        let shown = shop.browser.run("return arguments[0].checkVisibility()", &[node.argument()])?;
        Ok(shown.as_bool().unwrap_or_default().then_some(node))
    };
    until(selector, PATIENCE, look).unwrap()
}

fn press(shop: &Shop, selector: &str) {
    shop.browser.click(&visible(shop, selector)).unwrap();
}

/// In the sheet that lies over the page.
fn in_the_sheet(shop: &Shop, happens: impl FnOnce()) {
    let frame = visible(shop, "iframe[title=Stripe]");
    shop.browser.frame(Some(&frame)).unwrap();
    visible(shop, "#approve");
    happens();
    shop.browser.frame(None).unwrap();
}

fn order(shop: &Shop) {
    shop.checkout().place();
    shop.checkout().wait_for("placed");
    shop.expect_one_order();
}

fn with_method(key: &str, method: &str, more: Value) -> Story {
    let mut settings = json!({"methods": [method]});
    settings.as_object_mut().unwrap().extend(more.as_object().cloned().unwrap_or_default());
    Story::of_a_guest().in_a_shop(settings).with("methods", key)
}

fn stripe(more: Value) -> Story {
    with_method(STRIPE, "stripe", more)
}

fn web_payment(more: Value) -> Story {
    with_method(WEB_PAYMENT, "webpay", more)
}

#[test]
fn stripe_orders_and_its_sheet_tells_the_address() {
    stripe(json!({})).tell(|shop| {
        press(shop, "#stripe-button");
        in_the_sheet(shop, || press(shop, "#approve"));
        order(shop);
    });
}

#[test]
fn a_card_that_stripe_declines_is_not_charged_and_another_one_orders() {
    stripe(json!({})).excusing("/psp/stripe/confirm").tell(|shop| {
        press(shop, "#stripe-button");
        in_the_sheet(shop, || press(shop, "#decline"));
        shop.checkout().wait_for("failed").wait_for_text("declined");
        shop.expect_all_cancelled();
        press(shop, "#stripe-button");
        in_the_sheet(shop, || press(shop, "#approve"));
        order(shop);
    });
}

#[test]
fn stripes_sheet_cancelled_leaves_a_button_that_works() {
    stripe(json!({})).tell(|shop| {
        press(shop, "#stripe-button");
        in_the_sheet(shop, || press(shop, "#cancel"));
        shop.checkout().wait_for("ready");
        shop.expect_all_cancelled();
        press(shop, "#stripe-button");
        in_the_sheet(shop, || press(shop, "#approve"));
        order(shop);
    });
}

#[test]
fn a_web_payment_orders() {
    web_payment(json!({})).tell(|shop| {
        shop.checkout().click(&format!("[data-key='{WEB_PAYMENT}']"));
        Window::opened(shop).approve();
        order(shop);
    });
}

#[test]
fn a_web_payment_declined_or_cancelled_leaves_a_button_that_works() {
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
            shop.expect_all_cancelled();
            shop.checkout().click(&button);
            Window::opened(shop).approve();
            order(shop);
        });
    }
}

#[test]
fn paypals_newer_script_orders() {
    Story::of_a_guest().in_a_shop(json!({"paypalSdk": "v6"})).tell(|shop| {
        press(shop, "paypal-button");
        Window::opened(shop).approve();
        order(shop);
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
        order(shop);
    });
}
