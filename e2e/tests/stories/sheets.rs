//! Stories about the wallets' sheets: correct lines and amounts in the wallet's digits, and the countries of the shop.

use super::ways::{STRIPE, WAYS, WEB_PAYMENT, change, in_the_sheet, press, stripe, web_payment};
use e2e::until::{PATIENCE, until};
use e2e::{Shop, Story, Window};
use serde_json::{Value, json};

/// Records the options for Stripe in `window.told`.
const LISTEN_TO_STRIPE: &str = "let stripe;
    window.told = {};
    Object.defineProperty(window, 'Stripe', {
        get: () => stripe,
        set(made) {
            stripe = (...given) => {
                const inner = made(...given);
                const elements = (options) => {
                    window.told.amount = options.amount;
                    const all = inner.elements(options);
                    const { create, update } = all;
                    all.create = (kind, wishes) => {
                        window.told.wishes = wishes;
                        return create(kind, wishes);
                    };
                    all.update = (changes) => {
                        window.told.amount = changes.amount;
                        return update(changes);
                    };
                    return all;
                };
                return { ...inner, elements };
            };
        },
    });";

/// Records the arguments of the last Payment Request in `window.asked`.
const LISTEN_TO_REQUESTS: &str = "const Original = window.PaymentRequest;
    window.PaymentRequest = class extends Original {
        constructor(methods, details, options) { super(methods, details, options); window.asked = details; }
    };";

fn told(shop: &Shop) -> Value {
    shop.run("return window.told", &[])
}

fn in_currency(story: Story, currency: &str, price: i64) -> Story {
    let items = json!([{"sku": "777_pattern", "quantity": 1, "price": price}]);
    story.in_a_shop(json!({"store": "INT"})).with_cart(json!({"store": "INT", "currency": currency, "items": items}))
}

#[test]
fn stripe_gets_amounts_in_its_digits() {
    for (currency, price, amount) in [
        ("HUF", 129_900, 129_900),
        ("JPY", 500, 500),
        ("ISK", 2_000, 200_000),
        ("UGX", 5_000, 500_000),
        ("KWD", 1_230, 1_230),
    ] {
        let story = stripe(json!({})).on_a_page(|page| page.put_script(LISTEN_TO_STRIPE));
        in_currency(story, currency, price).tell(|shop| {
            press(shop, "#stripe-button");
            assert_eq!(told(shop)["amount"], json!(amount), "{currency}");
            in_the_sheet(shop, || press(shop, "#approve"));
            shop.order();
        });
    }
}

#[test]
fn stripe_is_not_offered_for_amounts_that_it_cannot_express() {
    in_currency(stripe(json!({})), "KWD", 1_234).tell(|shop| {
        shop.checkout().wait_for("unavailable");
        assert!(shop.browser.find("#stripe-button").unwrap().is_none());
        assert_eq!(shop.posts("payments").len(), 0);
    });
}

#[test]
fn a_payment_request_has_amounts_with_the_right_digits() {
    for (currency, price, value) in
        [("HUF", 129_900, "1299.00"), ("IQD", 129_900, "129.900"), ("JPY", 500, "500"), ("KWD", 1_234, "1.234")]
    {
        let story = web_payment(json!({})).on_a_page(|page| page.put_script(LISTEN_TO_REQUESTS));
        in_currency(story, currency, price).tell(|shop| {
            shop.checkout().wait_for("ready");
            shop.checkout().click(&format!("[data-key='{WEB_PAYMENT}']"));
            let asked = shop.run("return window.asked", &[]);
            assert_eq!(asked["total"]["amount"], json!({"currency": currency, "value": value}));
            Window::opened(shop).approve();
            shop.order();
        });
    }
}

#[test]
fn the_lines_in_a_sheet_add_up_to_the_total() {
    web_payment(json!({"fee": 300})).on_a_page(|page| page.put_script(LISTEN_TO_REQUESTS)).tell(|shop| {
        let checkout = shop.checkout();
        checkout.wait_for("ready");
        // A pointer over the button loads the names of the lines.
        let button = format!("[data-key='{WEB_PAYMENT}']");
        checkout.inside(&format!("root.querySelector(\"{button}\").focus()"));
        let lines = || {
            shop.run("delete window.asked", &[]);
            checkout.click(&button);
            let asked = shop.run("return window.asked ?? null", &[]);
            Window::opened(shop).cancel();
            checkout.wait_for("ready");
            let lines = asked["displayItems"].as_array().cloned().unwrap_or_default();
            Ok((!lines.is_empty()).then_some((lines, asked["total"]["amount"]["value"].clone())))
        };
        let (lines, total) = until("lines", PATIENCE, lines).unwrap();
        let cents = |value: &Value| value.as_str().unwrap_or_default().replace('.', "").parse::<i64>().unwrap();
        let sum: i64 = lines.iter().map(|line| cents(&line["amount"]["value"])).sum();
        assert_eq!(sum, cents(&total), "{lines:?}");
        assert!(lines.iter().any(|line| line["label"] == "Fees"), "{lines:?}");
    });
}

/// A shop that does not ship to the payer's second address.
const ONLY_GERMANY: &str = "This address cannot be used";

#[test]
fn stripes_sheet_has_the_countries_of_the_shop() {
    for dialect in ["legacy", "platform"] {
        let shop = json!({"shipsTo": ["DE", "AT"], "dialect": dialect});
        stripe(shop).on_a_page(|page| page.put_script(LISTEN_TO_STRIPE)).tell(|shop| {
            press(shop, "#stripe-button");
            assert_eq!(told(shop)["wishes"]["allowedShippingCountries"], json!(["DE", "AT"]), "{STRIPE}");
            in_the_sheet(shop, || {
                press(shop, "#change-address");
                let refused = || {
                    let status = "return document.getElementById('status').textContent";
                    Ok((shop.browser.run(status, &[])? == ONLY_GERMANY).then_some(()))
                };
                until("the refusal", PATIENCE, refused).unwrap();
                press(shop, "#cancel");
            });
            shop.checkout().wait_for("ready");
            shop.expect_all_cancelled();
        });
    }
}

#[test]
fn a_payment_request_refuses_countries_that_the_shop_does_not_ship_to() {
    for dialect in ["legacy", "platform"] {
        web_payment(json!({"shipsTo": ["DE"], "dialect": dialect})).tell(|shop| {
            shop.checkout().wait_for("ready");
            shop.checkout().click(&format!("[data-key='{WEB_PAYMENT}']"));
            let wallet = Window::opened(shop);
            press(shop, "#change-address");
            let refused = || {
                let status = "return document.getElementById('status').textContent";
                Ok((shop.browser.run(status, &[])? == ONLY_GERMANY).then_some(()))
            };
            until("the refusal", PATIENCE, refused).unwrap();
            wallet.cancel();
            shop.checkout().wait_for("ready");
            shop.expect_all_cancelled();
        });
    }
}

#[test]
fn the_payment_has_the_last_price_in_the_wallet() {
    for dialect in ["legacy", "platform"] {
        web_payment(json!({"dialect": dialect})).tell(|shop| {
            shop.checkout().wait_for("ready");
            shop.checkout().click(&format!("[data-key='{WEB_PAYMENT}']"));
            change(shop, "#change-option");
            let wallet = Window::opened(shop);
            let shown = shop.browser.run("return document.getElementById('amount').textContent", &[]).unwrap();
            wallet.approve();
            shop.checkout().wait_for("review").settle();
            assert_eq!(shop.checkout().notice(), "", "the price is the same as in the wallet");
            let cents: String = shown.as_str().unwrap_or_default().chars().filter(char::is_ascii_digit).collect();
            assert_eq!(shop.checkout().total().to_string(), cents);
            shop.order();
            assert_eq!(shop.posts("payments").len(), 2, "one request to start it, and one with the new price");
        });
    }
}

#[test]
fn without_the_shops_countries_a_sheet_works() {
    for way in [&WAYS[3], &WAYS[4]] {
        for fault in ["500", "html"] {
            let faults = json!({"faults": [{"step": "stores", "fault": fault}]});
            (way.shop)(faults).excusing("500 (Internal Server Error)").tell(|shop| {
                shop.checkout().wait_for("ready");
                (way.press)(shop);
                (way.approve)(shop);
                shop.order();
            });
        }
    }
}
