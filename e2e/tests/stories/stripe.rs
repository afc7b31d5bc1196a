//! Stripe: its sheet over the page, a declined card, and a wallet with a page of its own.

use super::ways::{expect_the_same_payment, press, visible, with};
use e2e::until::{PATIENCE, until};
use e2e::{Shop, Story};
use serde_json::{Value, json};

pub const STRIPE: &str = "stripe-stripe-express";

pub fn stripe(more: Value) -> Story {
    with(STRIPE, json!({"methods": ["stripe"]}), more)
}

/// In the sheet that lies over the page.
pub fn in_the_sheet(shop: &Shop, happens: impl FnOnce()) {
    let frame = visible(shop, "iframe[title=Stripe]");
    shop.browser.frame(Some(&frame)).unwrap();
    visible(shop, "#approve");
    happens();
    shop.browser.frame(None).unwrap();
}

#[test]
fn stripe_orders_and_its_sheet_tells_the_address() {
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

#[test]
fn a_declined_payment_that_nobody_pays_any_more_is_cancelled() {
    stripe(json!({})).excusing("/psp/stripe/confirm").tell(|shop| {
        press(shop, "#stripe-button");
        in_the_sheet(shop, || press(shop, "#decline"));
        shop.checkout().wait_for("failed");
        shop.run("document.getElementById('checkout').remove()", &[]);
        shop.expect_all_cancelled();
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
        shop.order();
    });
}

/// The shopper confirms with a wallet that has a page of its own: Stripe takes ours there, and back.
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
fn a_wallet_of_stripes_that_takes_the_page_away_brings_it_back_to_the_order() {
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
            until("the way back", PATIENCE, returned).unwrap();
            assert!(shop.browser.url().unwrap().contains(back.unwrap_or("payment_intent=")));
            shop.order();
            assert_eq!(shop.posts("payment-cancellations").len(), 0);
        });
    }
}
