//! Tests of the optional providers: PayPal's version 6, Stripe's sheet, and the web payment handler.

use crate::ledger::Status;
use crate::shopper::{Answer, PAYPAL, Shopper};
use serde_json::{Value, json};

const STRIPE: (&str, &str) = ("stripe", "Stripe Express");
const WEBPAY: (&str, &str) = ("webpay", "Web Payment");

fn press(shopper: &mut Shopper, path: &str, fields: &[(&str, &str)]) -> Answer {
    let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    shopper.request("POST", path, &body, &[("content-type", "application/x-www-form-urlencoded")])
}

fn get(shopper: &mut Shopper, path: &str) -> Answer {
    shopper.request("GET", path, "", &[])
}

/// The `checkoutConfiguration` of the offered methods, in their order.
fn configurations(shopper: &mut Shopper) -> Vec<Value> {
    let answer = shopper.calculate(json!({}));
    let configuration =
        |method: &&Value| method["attributes"]["paymentMethodAppConfiguration"]["checkoutConfiguration"].clone();
    answer.included("payment-methods").iter().map(configuration).collect()
}

#[test]
fn optional_methods_are_offered_if_they_are_switched_on() {
    let mut guest = Shopper::guest();
    assert_eq!(configurations(&mut guest).len(), 3);
    guest.configure(json!({"methods": ["stripe", "webpay", "paypal"], "paypalSdk": "v6"}));
    let [stripe, webpay, paypal] = configurations(&mut guest).try_into().unwrap();
    assert_eq!(stripe["appPaymentMethodKey"], "stripe-express");
    assert_eq!(stripe["scripts"], json!([{"url": "https://shop.example/psp/stripe/v3/", "queryParams": []}]));
    assert_eq!(stripe["paymentServiceProviderData"]["accountId"], "acct_SANDBOX0001");
    assert_eq!(webpay["appPaymentMethodKey"], "payment-request");
    let supported = &webpay["paymentServiceProviderData"]["supportedMethods"][0]["supportedMethods"];
    assert_eq!((supported, &webpay["scripts"]), (&json!("https://shop.example/psp/webpay/pay"), &json!([])));
    assert_eq!(paypal["scripts"], json!([{"url": "https://shop.example/psp/paypal/v6/core", "queryParams": []}]));
}

#[test]
fn scripts_are_served_and_can_have_faults() {
    let mut guest = Shopper::guest();
    for path in ["/psp/paypal/v6/core", "/psp/stripe/v3/", "/psp/webpay/worker.js"] {
        let reply = get(&mut guest, path).reply;
        assert_eq!(reply.header("content-type"), Some("text/javascript; charset=utf-8"));
        guest.configure(json!({"faults": [{"step": "script", "fault": "throw", "times": 1}]}));
        assert!(get(&mut guest, path).reply.body.starts_with("throw new Error"), "{path}");
    }
    let core = get(&mut guest, "/psp/paypal/v6/core").reply.body;
    assert!(core.contains(" de-CH ") && !core.contains("it-CH") && !core.contains("paypal.Buttons"));
}

#[test]
fn paypal_accepts_only_its_languages() {
    let mut guest = Shopper::guest();
    let mut status =
        |locale: &str| get(&mut guest, &format!("/psp/paypal/js?client-id=a&locale={locale}")).reply.status;
    assert_eq!(["de_AT", "de_CH", "fr_CH", "it_IT", "en_US"].map(&mut status), [200; 5]);
    assert_eq!(["it_CH", "de_FR", "xx_XX", "de-DE"].map(&mut status), [400; 4]);
}

#[test]
fn a_payer_can_change_the_address_if_the_shop_listens() {
    let mut guest = Shopper::guest();
    let data = guest.pay(PAYPAL, 22417, None).payment_data();
    let id = data["orderId"].as_str().unwrap();
    let mut page = |changes: &str| {
        let path = format!("/psp/paypal/approve?token={id}&shop=https://page.example&changes={changes}");
        get(&mut guest, &path).reply.body
    };
    assert!(!page("").contains("id=\"change-"));
    let both = page("address+option");
    for part in ["id=\"change-address\"", "id=\"change-option\"", "paypal/approve.js", "75001", "5.90", "id=\"status\""]
    {
        assert!(both.contains(part), "{part}");
    }
    press(&mut guest, "/psp/paypal/outcome", &[("token", id), ("action", "approve"), ("abroad", "true")]);
    let customer = guest.fetch_payer(&data).attributes()["customer"].clone();
    assert_eq!(
        (&customer["shippingAddress"]["iso2Code"], &customer["billingAddress"]["iso2Code"]),
        (&json!("FR"), &json!("DE"))
    );
}

#[test]
fn a_payer_returns_after_a_redirect() {
    let mut guest = Shopper::guest();
    let data = guest.pay(PAYPAL, 22417, None).payment_data();
    let id = data["orderId"].as_str().unwrap();
    let fields = [("token", id), ("action", "cancel"), ("returnUrl", "https://page.example/cart?a=1#top")];
    let reply = press(&mut guest, "/psp/paypal/outcome", &fields).reply;
    let expected = format!("https://page.example/cart?a=1&paypal=cancel&token={id}&PayerID=SANDBOXPAYER1#top");
    assert_eq!((reply.status, reply.header("location")), (303, Some(expected.as_str())));
}

#[test]
fn callbacks_are_in_the_order_of_the_fault() {
    let mut guest = Shopper::guest();
    let data = guest.pay(PAYPAL, 22417, None).payment_data();
    let id = data["orderId"].as_str().unwrap();
    for fault in ["approve-cancel", "cancel-approve", "approve-error", "cancel-error"] {
        guest.configure(json!({"faults": [{"step": "approval", "fault": fault}]}));
        let (first, then) = fault.split_once('-').unwrap();
        let done = press(&mut guest, "/psp/paypal/outcome", &[("token", id), ("action", "approve")]).reply.body;
        assert!(done.contains(&format!("data-kind=\"{first}\"")) && done.contains(&format!("data-then=\"{then}\"")));
        let told = press(&mut guest, "/psp/stripe/outcome", &[("action", "approve")]).body;
        assert_eq!(told["events"], json!([first, then]));
    }
}

/// Confirms an intent, as the sheet does.
fn confirm(shopper: &mut Shopper, secret: &str, changes: &[(&str, &str)]) -> Answer {
    let mut fields = vec![
        ("clientSecret", secret),
        ("key", "pk_test_SANDBOX0001"),
        ("account", "acct_SANDBOX0001"),
        ("amount", "22417"),
        ("currency", "eur"),
        ("action", "approve"),
    ];
    for (name, value) in changes {
        fields.retain(|(known, _)| known != name);
        fields.push((name, value));
    }
    press(shopper, "/psp/stripe/confirm", &fields)
}

#[test]
fn stripe_confirms_an_intent_and_the_app_has_the_payers_data() {
    let mut guest = Shopper::guest().in_a_shop(json!({"methods": ["stripe"]}));
    let data = guest.pay(STRIPE, 22417, None).payment_data();
    let (id, secret) = (data["transactionId"].as_str().unwrap(), data["clientSecret"].as_str().unwrap());
    assert!(id.starts_with("pi_") && secret.starts_with(&format!("{id}_secret_")));
    let sheet = get(&mut guest, "/psp/stripe/sheet?amount=22417&currency=eur&shipping=true&shop=https://page.example");
    assert!(sheet.reply.body.contains("224.17 EUR") && sheet.reply.body.contains("id=\"change-option\""));
    assert_eq!(press(&mut guest, "/psp/stripe/outcome", &[("action", "approve")]).body["events"], json!(["approve"]));
    assert_eq!(
        guest.sandbox.ledger().payments[0].status,
        Status::Created,
        "no money is reserved before the confirmation"
    );
    let declined = confirm(&mut guest, secret, &[("action", "decline")]);
    assert_eq!((declined.reply.status, &declined.body["error"]["code"]), (402, &json!("card_declined")));
    assert_eq!(guest.sandbox.ledger().payments[0].status, Status::Declined);
    assert_eq!(confirm(&mut guest, secret, &[]).body["paymentIntent"]["id"], id);
    assert_eq!(guest.sandbox.ledger().payments[0].status, Status::Approved);
    assert_eq!(guest.fetch_payer(&data).attributes()["customer"]["email"], "ada.payer@example.com");
}

#[test]
fn stripe_refuses_invalid_confirmations() {
    let mut guest = Shopper::guest();
    let old = guest.pay(STRIPE, 22417, None).payment_data();
    let new = guest.pay(STRIPE, 22517, Some(&old)).payment_data();
    let (old, new) = (old["clientSecret"].as_str().unwrap(), new["clientSecret"].as_str().unwrap());
    for (secret, changes) in [
        (old, [("amount", "22417")]),
        (new, [("amount", "22417")]),
        (new, [("account", "")]),
        (new, [("action", "cancel")]),
        ("pi_1_secret_1", [("amount", "22517")]),
    ] {
        assert_eq!(confirm(&mut guest, secret, &changes).reply.status, 400, "{secret} {changes:?}");
    }
    assert_eq!(guest.sandbox.ledger().payments[0].status, Status::Created);
}

#[test]
fn the_manifests_lead_to_the_web_payment_handler() {
    let mut guest = Shopper::guest();
    let method = guest.request("HEAD", "/psp/webpay/pay", "", &[]).reply;
    let link = "<https://shop.example/psp/webpay/payment-manifest.json>; rel=\"payment-method-manifest\"";
    assert_eq!((method.status, method.header("link")), (200, Some(link)));
    let manifest = get(&mut guest, "/psp/webpay/payment-manifest.json").body;
    assert_eq!(manifest["default_applications"], json!(["https://shop.example/psp/webpay/app.webmanifest"]));
    assert_eq!(manifest["supported_origins"], json!(["https://shop.example"]));
    let app = get(&mut guest, "/psp/webpay/app.webmanifest").body;
    assert_eq!(app["serviceworker"], json!({"src": "worker.js", "scope": "./", "use_cache": false}));
    assert!(app["icons"][0]["src"].as_str().unwrap().starts_with("data:image/png;base64,"));
    for event in ["canmakepayment", "paymentrequest", "abortpayment"] {
        assert!(get(&mut guest, "/psp/webpay/worker.js").reply.body.contains(event));
    }
}

#[test]
fn the_decision_in_the_web_wallet_counts_when_the_app_gets_its_token() {
    let mut guest = Shopper::guest();
    let mut data = guest.pay(WEBPAY, 22417, None).payment_data();
    let page = get(&mut guest, "/psp/webpay/wallet?total=224.17%20EUR&shipping=false").reply.body;
    assert!(page.contains("id=\"hang\"") && page.contains("224.17 EUR") && !page.contains("change-address"));
    for (action, status, answer) in
        [("cancel", "cancelled", 422), ("decline", "declined", 422), ("approve", "approved", 201)]
    {
        let told = press(&mut guest, "/psp/webpay/outcome", &[("action", action)]).body;
        assert_eq!(told["details"]["status"], status);
        data.insert("walletToken".to_owned(), told["details"]["walletToken"].clone());
        assert_eq!(guest.fetch_payer(&data).reply.status, answer);
    }
    assert_eq!(guest.fetch_payer(&data).attributes()["customer"]["firstName"], "Ada");
    for (fault, status, token) in [("error", "error", None), ("forged-order-id", "approved", Some("wt-99999999"))] {
        guest.configure(json!({"faults": [{"step": "approval", "fault": fault}]}));
        let details = press(&mut guest, "/psp/webpay/outcome", &[("action", "approve")]).body["details"].clone();
        assert_eq!(details["status"], status);
        assert!(token.is_none_or(|token| details["walletToken"] == token));
    }
}
