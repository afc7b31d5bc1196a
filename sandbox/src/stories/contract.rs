//! Tests that every answer has the format of the sample.

use crate::shopper::{PAYPAL, Shopper, WALLET, fixture, shape};
use serde_json::{Value, json};

fn without_stripe(mut sample: Value) -> Value {
    let relation = sample["data"]["relationships"]["payment-methods"]["data"].as_array_mut().unwrap();
    relation.retain(|pointer| pointer["id"] != "7");
    sample["included"].as_array_mut().unwrap().retain(|one| one["type"] != "payment-methods" || one["id"] != "7");
    sample
}

#[test]
fn a_guest_gets_methods_shipments_and_the_cart() {
    let mut guest = Shopper::guest();
    let before = guest.calculate(json!({}));
    assert_eq!(shape(&before.body), shape(&without_stripe(fixture!("checkout-data.guest-no-shipment.response"))));

    let sample = without_stripe(fixture!("checkout-data.guest.response"));
    let payments = json!([{"paymentProviderName": "payone", "paymentMethodName": "PayPal Express"}]);
    let chosen = guest.calculate(json!({"shipment": {"idShipmentMethod": 1}, "payments": payments}));
    assert_eq!(chosen.reply.status, 200);
    assert_eq!(shape(&chosen.body), shape(&sample));
    assert_eq!(chosen.attributes(), &sample["data"]["attributes"]);
    let totals = |one: &Value| one["attributes"]["totals"].clone();
    assert_eq!(
        totals(chosen.included("guest-carts")[0]),
        totals(sample["included"].as_array().unwrap().last().unwrap())
    );
}

#[test]
fn a_customer_may_split_the_cart() {
    let mut customer = Shopper::customer();
    let request = fixture!("checkout-data.customer-split.request")["data"]["attributes"]["shipments"].clone();
    let sample = without_stripe(fixture!("checkout-data.customer-split.response"));
    let answer = customer.calculate(json!({"shipments": request}));
    assert_eq!(shape(&answer.body), shape(&sample));
    assert_eq!(answer.included("carts")[0]["attributes"]["totals"]["grandTotal"], 10895);
}

#[test]
fn carts_and_tokens_match_the_samples() {
    let mut customer = Shopper::customer();
    let id = customer.cart_id.clone();
    let cart = customer.get(&format!("/glue/carts/{id}?include=items"));
    let sample = fixture!("carts.with-items.response");
    assert_eq!(shape(&cart.body), shape(&sample));
    assert_eq!(cart.attributes(), &sample["data"]["attributes"]);
    let created = customer.post("/glue/carts", &fixture!("carts.create.request"));
    assert_eq!((created.reply.status, shape(&created.body)), (201, shape(&fixture!("carts.create.response"))));
    let added = customer.post(&format!("/glue/carts/{id}/items"), &fixture!("items.create.request"));
    assert_eq!((added.reply.status, added.attributes()["totals"]["subtotal"].as_i64()), (201, Some(20448)));

    customer.identity.clear();
    let tokens = customer.post("/glue/access-tokens", &fixture!("access-tokens.request"));
    assert_eq!((tokens.reply.status, shape(&tokens.body)), (201, shape(&fixture!("access-tokens.response"))));
    let mut refresh = fixture!("refresh-tokens.request");
    refresh["data"]["attributes"]["refreshToken"] = tokens.attributes()["refreshToken"].clone();
    let fresh = customer.post("/glue/refresh-tokens", &refresh);
    assert_eq!((fresh.reply.status, shape(&fresh.body)), (201, shape(&fixture!("refresh-tokens.response"))));
    assert_eq!(customer.post("/glue/refresh-tokens", &refresh).refusal(), (401, "004"), "spent");
}

#[test]
fn guest_carts_and_stores_match_the_samples() {
    let mut guest = Shopper::guest();
    guest.identity[0].1 = "guest-2".to_owned();
    assert_eq!(guest.get("/glue/guest-carts").body["data"], json!([]));
    let first = guest.post("/glue/guest-cart-items", &fixture!("guest-cart-items.create.request"));
    let sample = fixture!("guest-carts.create.response");
    assert_eq!((first.reply.status, shape(&first.body)), (201, shape(&sample)));
    assert_eq!(first.attributes(), &sample["data"]["attributes"]);
    guest.identity[0].1 = "guest-1".to_owned();
    let list = guest.get("/glue/guest-carts");
    assert_eq!(shape(&list.body), shape(&fixture!("guest-carts.collection.response")));
    let id = guest.cart_id.clone();
    let cart = guest.get(&format!("/glue/guest-carts/{id}?include=guest-cart-items"));
    assert_eq!(
        cart.body["included"][1]["attributes"],
        fixture!("guest-carts.with-items.response")["included"][1]["attributes"]
    );

    let more = json!({"data": {"type": "guest-cart-items", "attributes": {"quantity": 3}}});
    let path = format!("/glue/guest-carts/{id}/guest-cart-items/180_29664611");
    assert_eq!(guest.send("PATCH", &path, &more).attributes()["totals"]["subtotal"], 14553 + 3 * 4905);
    assert_eq!(guest.send("DELETE", &path, &json!({})).reply.status, 204);

    let store = guest.get("/glue/stores").body;
    let sample = fixture!("stores.collection.response");
    assert_eq!(store["data"][0]["attributes"]["locales"], sample["data"][0]["attributes"]["locales"]);
    assert_eq!(
        shape(&store["data"][0]["attributes"]["countries"][0]),
        shape(&sample["data"][0]["attributes"]["countries"][0])
    );
}

#[test]
fn payments_match_the_samples_in_both_dialects() {
    let mut guest = Shopper::guest();
    let first = guest.pay(PAYPAL, 22417, None);
    assert_eq!((first.reply.status, shape(&first.body)), (201, shape(&fixture!("payments.paypal.legacy.response"))));
    let wallet = guest.pay(WALLET, 13098, None);
    assert_eq!(shape(&wallet.body), shape(&fixture!("payments.redirect.response")));
    let url = wallet.payment_data()["redirectUrl"].as_str().unwrap().to_owned();
    assert!(url.starts_with("https://shop.example/psp/wallet/session/tx"), "{url}");
    guest.configure(json!({"dialect": "platform"}));
    let platform = guest.pay(PAYPAL, 22417, None);
    assert_eq!(shape(&platform.body), shape(&fixture!("payments.paypal.platform.response")));
}

#[test]
fn an_update_changes_the_transaction_id_and_keeps_the_order_id() {
    let mut guest = Shopper::guest();
    let data = guest.pay(PAYPAL, 22417, None).payment_data();
    let same = guest.pay(PAYPAL, 22417, Some(&data)).payment_data();
    assert_eq!(same, data, "the same amount changes nothing");
    let answer = guest.pay(PAYPAL, 22517, Some(&data));
    assert_eq!(shape(&answer.body), shape(&fixture!("payments.amount-changed.legacy.response")));
    let updated = answer.payment_data();
    assert_ne!(updated["transactionId"], data["transactionId"]);
    assert_eq!(updated["orderId"], data["orderId"]);
    let ledger = guest.sandbox.ledger();
    assert_eq!((ledger.payments.len(), ledger.payments[0].amount), (1, 22517));
    assert_eq!(ledger.payments[0].transaction_ids_ever_issued.len(), 2);
    assert_eq!(guest.violations(), [""; 0]);
}

#[test]
fn platform_ignores_the_old_data_and_creates_a_new_payment() {
    let mut guest = Shopper::guest().in_a_shop(json!({"dialectByResource": {"payments": "platform"}}));
    let data = guest.pay(PAYPAL, 22417, None).payment_data();
    guest.pay(PAYPAL, 22517, Some(&data));
    assert_eq!(guest.sandbox.ledger().payments.len(), 2);
    assert!(guest.violations()[0].starts_with("two live payments of guest:guest-1"));
}

#[test]
fn payers_match_the_samples() {
    let samples = [
        ("ada", "legacy", fixture!("payment-customers.legacy.response")),
        ("arrays", "legacy", fixture!("payment-customers.array-addresses.legacy.response")),
        ("fullname", "legacy", fixture!("payment-customers.full-name-only.legacy.response")),
        ("inline", "legacy", fixture!("payment-customers.house-number-inline.legacy.response")),
        ("markup", "legacy", fixture!("payment-customers.html-name.legacy.response")),
        ("lowercase", "legacy", fixture!("payment-customers.lowercase-iso.legacy.response")),
        ("nobilling", "legacy", fixture!("payment-customers.no-billing.legacy.response")),
        ("nonlatin", "legacy", fixture!("payment-customers.non-latin.legacy.response")),
        ("nophone", "legacy", fixture!("payment-customers.null-phone.legacy.response")),
        ("state", "legacy", fixture!("payment-customers.with-state.legacy.response")),
        ("ada", "platform", fixture!("payment-customers.platform.response")),
        ("empty", "platform", fixture!("payment-customers.platform-typed.response")),
    ];
    for (payer, dialect, sample) in samples {
        let mut guest = Shopper::guest().in_a_shop(json!({"payer": payer, "dialect": dialect}));
        let data = guest.approved_payment();
        let answer = guest.fetch_payer(&data);
        assert_eq!(answer.attributes(), &sample["data"]["attributes"], "{payer} in {dialect}");
        assert_eq!(shape(&answer.body), shape(&sample), "{payer} in {dialect}");
    }
}

#[test]
fn the_state_of_a_payer_is_sent_only_on_platform() {
    let mut guest = Shopper::guest().in_a_shop(json!({"payer": "state", "dialect": "platform"}));
    let data = guest.approved_payment();
    let answer = guest.fetch_payer(&data);
    assert_eq!(answer.attributes()["customer"]["shippingAddress"][0]["state"], "CA");
}

#[test]
fn the_route_for_payer_data_may_be_singular() {
    let mut guest = Shopper::guest().in_a_shop(json!({"customerRoute": "singular"}));
    let data = guest.approved_payment();
    let wrong = guest.fetch_payer(&data);
    assert_eq!((wrong.reply.status, &wrong.body), (404, &fixture!("errors.no-route.error-404")));
    let mut body = fixture!("payment-customer.request");
    body["data"]["attributes"]["customerPaymentServiceProviderData"] = json!(data);
    let right = guest.post("/glue/payment-customer", &body);
    assert_eq!(shape(&right.body), shape(&fixture!("payment-customer.singular.response")));
    assert_eq!(guest.violations(), [""; 0], "a request to the other path is allowed");
}

#[test]
fn a_cancelled_payment_is_deleted() {
    let mut guest = Shopper::guest();
    let data = guest.pay(PAYPAL, 22417, None).payment_data();
    let cancelled = guest.cancel(&data);
    assert_eq!(
        (cancelled.reply.status, shape(&cancelled.body)),
        (201, shape(&fixture!("payment-cancellations.legacy.response")))
    );
    let again = guest.cancel(&data);
    let mut sample = fixture!("payment-cancellations.unknown.legacy.error-422");
    sample["errors"][0]["detail"] =
        json!(format!("Could not find a payment by transaction id {}.", data["transactionId"]));
    assert_eq!((again.reply.status, again.body), (422, sample));
}

#[test]
fn platform_cancels_by_the_id_only() {
    let mut guest = Shopper::guest().in_a_shop(json!({"dialect": "platform"}));
    let mut data = guest.pay(PAYPAL, 22417, None).payment_data();
    let refused = guest.cancel(&data);
    assert_eq!(
        (refused.reply.status, refused.body),
        (422, fixture!("payment-cancellations.full-map.platform.error-422"))
    );
    data.retain(|key, _| key == "transactionId");
    let cancelled = guest.cancel(&data);
    assert_eq!(
        (cancelled.reply.status, shape(&cancelled.body)),
        (201, shape(&fixture!("payment-cancellations.platform.response")))
    );
    assert_eq!(guest.violations(), [""; 0], "a client can find it out only by trying");
}

#[test]
fn platform_omits_attributes_without_a_value() {
    let mut guest = Shopper::guest().in_a_shop(json!({"dialect": "platform"}));
    let answer = guest.calculate(json!({}));
    let invoice = answer.included("payment-methods")[2];
    assert!(invoice["attributes"].get("paymentMethodAppConfiguration").is_none());
    assert_eq!(answer.attributes()["selectedShipmentTypes"], json!([]));
}

#[test]
fn the_settings_change_the_answers() {
    let mut guest = Shopper::guest()
        .in_a_shop(json!({"methods": ["wallet", "paypal"], "priorities": [null, 1], "appPaymentMethodKey": false}));
    let answer = guest.calculate(json!({}));
    let methods = answer.included("payment-methods");
    assert_eq!(methods.len(), 2);
    assert_eq!(methods[1]["attributes"]["priority"], 1);
    let checkout = &methods[1]["attributes"]["paymentMethodAppConfiguration"]["checkoutConfiguration"];
    assert!(checkout.get("appPaymentMethodKey").is_none());
    guest.configure(json!({"methods": [], "store": "JP"}));
    guest.cart_id = guest.take_cart(json!({"guest": "guest-1"}))["cartId"].as_str().unwrap().to_owned();
    let answer = guest.calculate(json!({}));
    assert!(answer.included("payment-methods").is_empty());
    assert_eq!(answer.included("guest-carts")[0]["attributes"]["currency"], "JPY");
}
