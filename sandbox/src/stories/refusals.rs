//! Tests of refused requests and their messages.

use crate::shopper::{PAYPAL, Shopper, fixture};
use serde_json::{Value, json};

const JSON: &str = "application/vnd.api+json";

fn details(body: &Value) -> Vec<&str> {
    body["errors"].as_array().unwrap().iter().filter_map(|error| error["detail"].as_str()).collect()
}

#[test]
fn headers_are_checked_first() {
    let mut guest = Shopper::guest();
    let body = fixture!("payments.first.request").to_string();
    let mut status = |headers: &[(&str, &str)]| {
        let reply = guest.request("POST", "/glue/payments", &body, headers).reply;
        (reply.status, reply.header("content-type").unwrap().split(';').next().unwrap().to_owned())
    };
    assert_eq!(status(&[("content-type", JSON)]), (406, "text/html".to_owned()));
    assert_eq!(status(&[("accept", "*/*"), ("content-type", "text/plain")]), (415, "text/html".to_owned()));
    assert_eq!(status(&[("accept", "*/*"), ("content-type", "application/json; charset=utf-8")]).0, 201);
    guest.configure(json!({"dialect": "platform"}));
    let mut status = |headers: &[(&str, &str)]| {
        let reply = guest.request("POST", "/glue/payments", &body, headers).reply;
        (reply.status, reply.header("content-type").unwrap().to_owned())
    };
    assert_eq!(status(&[("accept", "*/*"), ("content-type", JSON)]), (406, JSON.to_owned()));
    assert_eq!(status(&[("accept", JSON), ("content-type", "application/json")]), (415, JSON.to_owned()));
    assert_eq!(guest.violations().len(), 4);
}

#[test]
fn a_body_needs_data_and_the_type_of_its_route() {
    let mut guest = Shopper::guest();
    assert_eq!(details(&guest.post("/glue/payments", &json!({})).body), ["Post data is invalid."]);
    let wrong = json!({"data": {"type": "payment", "attributes": {"payment": {}}}});
    assert_eq!(guest.post("/glue/payments", &wrong).body, fixture!("errors.wrong-type.error-400"));
    let empty = json!({"data": {"type": "payments", "attributes": {}}});
    assert_eq!(details(&guest.post("/glue/payments", &empty).body), ["Post data is invalid."]);
    guest.configure(json!({"dialect": "platform"}));
    assert_eq!(guest.post("/glue/payments", &wrong).body, fixture!("errors.wrong-type.platform.error-400"));
    assert_eq!(guest.post("/glue/payments", &json!({})).refusal(), (400, "400"));
}

#[test]
fn a_request_cannot_be_of_a_guest_and_of_a_customer() {
    let mut shopper = Shopper::customer();
    shopper.identity.push(("x-anonymous-customer-unique-id".to_owned(), "guest-1".to_owned()));
    assert_eq!(shopper.get("/glue/carts").body, fixture!("errors.both-identities.error-400"));
    assert_eq!(shopper.violations()[0], "both identities in one request");
    shopper.identity.clear();
    assert_eq!(shopper.get("/glue/carts").body, fixture!("errors.token-missing.error-403"));
    assert_eq!(shopper.get("/glue/orders").refusal(), (403, "002"));
    assert_eq!(shopper.get("/glue/guest-carts").body, fixture!("errors.guest-header-missing.error-400"));
    let data = fixture!("checkout.guest.request");
    assert_eq!(shopper.post("/glue/checkout", &data).body, fixture!("checkout.no-identity.legacy.error-400"));
    shopper.configure(json!({"dialect": "platform"}));
    assert_eq!(shopper.post("/glue/checkout", &data).body, fixture!("checkout.no-identity.platform.error-400"));
    shopper.configure(json!({"dialect": "legacy"}));
    shopper.identity = vec![("authorization".to_owned(), "Bearer stale".to_owned())];
    let answer = shopper.post("/glue/payments", &fixture!("payments.first.request"));
    assert_eq!((answer.reply.status, answer.body), (401, fixture!("errors.invalid-token.error-401")));
    shopper.identity.clear();
    let mut log_in = fixture!("access-tokens.request");
    log_in["data"]["attributes"]["password"] = json!("wrong");
    assert_eq!(shopper.post("/glue/access-tokens", &log_in).body, fixture!("access-tokens.error-401"));
}

#[test]
fn invalid_fields_match_the_samples() {
    for (dialect, payments, checkout) in [
        ("legacy", fixture!("payments.invalid.legacy.error-422"), fixture!("checkout.invalid.legacy.error-422")),
        ("platform", fixture!("payments.invalid.platform.error-422"), fixture!("checkout.invalid.platform.error-422")),
    ] {
        let mut guest = Shopper::guest().in_a_shop(json!({"dialect": dialect}));
        assert_eq!(guest.post("/glue/payments", &fixture!("payments.invalid.request")).body, payments);
        assert_eq!(guest.post("/glue/checkout", &fixture!("checkout.invalid.request")).body, checkout);
        assert_eq!(guest.violations().len(), 2);
    }
}

#[test]
fn platform_refuses_unknown_fields_of_payments() {
    let mut body = fixture!("payments.first.request");
    body["data"]["attributes"]["quote"]["store"] = json!({"name": "DE"});
    body["data"]["attributes"]["unknown"] = json!(1);
    let mut guest = Shopper::guest();
    assert_eq!(guest.post("/glue/payments", &body).reply.status, 201);
    let mut guest = Shopper::guest().in_a_shop(json!({"dialect": "platform"}));
    assert_eq!(details(&guest.post("/glue/payments", &body).body), ["quote.store => This field was not expected."]);
    assert_eq!(guest.violations().len(), 1);
}

#[test]
fn names_are_found_by_key_and_the_case_of_the_provider_counts() {
    let mut guest = Shopper::guest();
    assert_eq!(guest.pay(("PayOne", "PayPal Express"), 1, None).body, fixture!("payments.method-not-found.error-422"));
    assert_eq!(guest.pay(("payone", "paypal-express"), 1, None).reply.status, 201, "the method's key is found too");
    let invoice = guest.pay(("DummyPayment", "Invoice"), 1, None);
    assert!(details(&invoice.body)[0].starts_with("Could not find an authorization endpoint"));
}

#[test]
fn an_empty_transaction_id_is_looked_up() {
    let mut guest = Shopper::guest();
    let mut body = fixture!("payments.first.request");
    body["data"]["attributes"]["preOrderPaymentData"] = json!({"transactionId": ""});
    assert_eq!(guest.post("/glue/payments", &body).body, fixture!("payments.unknown-transaction.error-422"));
    body["data"]["attributes"]["preOrderPaymentData"] = json!([]);
    assert_eq!(guest.post("/glue/payments", &body).reply.status, 201);
}

#[test]
fn payment_data_must_be_sent_back_unchanged() {
    let mut guest = Shopper::guest();
    let data = guest.approved_payment();
    // JavaScript changes a large integer, and a decimal number with a trailing zero.
    for (key, lossy) in [("serial", json!(9_007_199_254_740_992_u64)), ("rate", json!(1.5))] {
        let mut replayed = data.clone();
        replayed["opaque"][key] = lossy;
        assert_eq!(guest.fetch_payer(&replayed).reply.status, 422, "{key}");
        assert_eq!(guest.cancel(&replayed).reply.status, 422, "{key}");
    }
    let mut replayed = data.clone();
    replayed.remove("workorderid");
    assert!(details(&guest.fetch_payer(&replayed).body)[0].contains("/workorderid"));
    assert_eq!(guest.violations().len(), 5);
    let mut enriched = data.clone();
    enriched.insert("payerID".to_owned(), json!("P1"));
    assert_eq!(guest.fetch_payer(&enriched).reply.status, 201);
    assert_eq!(guest.cancel(&data).reply.status, 201);
}

#[test]
fn the_checkout_refuses_with_its_codes() {
    let mut guest = Shopper::guest();
    let data = guest.approved_payment();
    let cart_id = guest.cart_id.clone();
    let mut refused = |change: &dyn Fn(&mut Value)| {
        let mut body = fixture!("checkout.guest.request");
        let attributes = &mut body["data"]["attributes"];
        attributes["idCart"] = json!(cart_id);
        attributes["preOrderPaymentData"] = json!(data);
        change(attributes);
        let answer = guest.post("/glue/checkout", &body);
        (answer.refusal().1.to_owned(), details(&answer.body)[0].to_owned())
    };
    let split = fixture!("checkout.customer-split.request")["data"]["attributes"]["shipments"].clone();
    assert_eq!(refused(&|a| a["customer"] = Value::Null).0, "1109");
    assert_eq!(refused(&|a| a["idCart"] = json!("nope")).0, "1103");
    assert_eq!(refused(&|a| a["payments"] = json!([a["payments"][0], a["payments"][0]])).0, "1107");
    assert_eq!(refused(&|a| a["payments"][0]["paymentMethodName"] = json!("Cash")).1, "Checkout payment is not valid");
    assert_eq!(refused(&|a| a["shipment"]["idShipmentMethod"] = json!(9)).1, "Shipment method not found.");
    assert_eq!(refused(&|a| a["shipment"]["idShipmentMethod"] = json!("2")).0, "901");
    assert_eq!(
        refused(&|a| a["billingAddress"]["iso2Code"] = json!("XX")).1,
        "Billing address country not found for country code: XX"
    );
    assert_eq!(refused(&|a| a["billingAddress"]["iso2Code"] = json!("de")).0, "1102");
    assert_eq!(refused(&|a| a["shippingAddress"]["city"] = json!("Au")).0, "901");
    assert_eq!(refused(&|a| a["billingAddress"]["address2"] = json!("")).0, "901");
    assert_eq!(refused(&|a| a["shipments"] = split.clone()).0, "4301");
    assert_eq!(refused(&|a| a["shipment"] = Value::Null).0, "4303");
    let only_split = |a: &mut Value, change: &dyn Fn(&mut Value)| {
        a["shipment"] = Value::Null;
        a["shippingAddress"] = Value::Null;
        a["shipments"] = json!([split[0]]);
        change(&mut a["shipments"][0]);
    };
    assert_eq!(refused(&|a| only_split(a, &|s| s["shippingAddress"]["phone"] = json!(""))).0, "4302");
    assert_eq!(refused(&|a| only_split(a, &|_| ())).0, "4304", "an item is in no shipment");
    assert_eq!(guest.sandbox.ledger().orders.len(), 0);
    guest.send(
        "DELETE",
        &format!("/glue/guest-carts/{}/guest-cart-items/066_23294028", guest.cart_id.clone()),
        &json!({}),
    );
    guest.send(
        "DELETE",
        &format!("/glue/guest-carts/{}/guest-cart-items/180_29664611", guest.cart_id.clone()),
        &json!({}),
    );
    assert_eq!(guest.order(&guest.sandbox.payments[0].issued.clone()).refusal(), (422, "1104"));
}

#[test]
fn carts_are_only_visible_to_their_owner() {
    let mut guest = Shopper::guest();
    guest.identity[0].1 = "somebody-else".to_owned();
    let id = guest.cart_id.clone();
    assert_eq!(guest.get(&format!("/glue/guest-carts/{id}")).refusal(), (404, "101"));
    assert_eq!(guest.calculate(json!({})).refusal(), (422, "1103"));
    let unknown = json!({"data": {"type": "guest-cart-items", "attributes": {"sku": "nope", "quantity": 1}}});
    assert_eq!(guest.post("/glue/guest-cart-items", &unknown).refusal(), (422, "102"));
    let none = json!({"data": {"type": "guest-cart-items", "attributes": {"sku": "999_cheap", "quantity": 0}}});
    let refused = guest.post("/glue/guest-cart-items", &none);
    assert_eq!(details(&refused.body), ["quantity => This value should be greater than 0."]);
    let mut customer = Shopper::customer();
    let mut cart = fixture!("carts.create.request");
    cart["data"]["attributes"]["currency"] = json!("JPY");
    assert_eq!(customer.post("/glue/carts", &cart).refusal(), (422, "117"));
}

#[test]
fn preflights_allow_only_known_headers() {
    let mut guest = Shopper::guest();
    let ask = |guest: &mut Shopper, wanted: &str| {
        let headers = [("origin", "https://page.example"), ("access-control-request-headers", wanted)];
        guest.request("OPTIONS", "/glue/payments", "", &headers).reply
    };
    let reply = ask(&mut guest, "content-type,x-anonymous-customer-unique-id");
    assert_eq!((reply.status, reply.header("access-control-allow-origin")), (204, Some("https://page.example")));
    assert_eq!(reply.header("access-control-allow-credentials"), None);
    assert_eq!(ask(&mut guest, "x-other").status, 403);
    guest.configure(json!({"corsGuestHeader": false}));
    assert_eq!(ask(&mut guest, "x-anonymous-customer-unique-id").status, 403);
    assert_eq!(ask(&mut guest, "authorization, store").status, 204);
}

#[test]
fn two_open_payments_of_a_shopper_are_a_violation() {
    let mut guest = Shopper::guest();
    let data = guest.pay(PAYPAL, 22417, None).payment_data();
    guest.cancel(&data);
    guest.pay(PAYPAL, 22417, None);
    assert_eq!(guest.violations(), [""; 0]);
    guest.pay(PAYPAL, 22417, None);
    assert_eq!(guest.violations().len(), 1);
}
