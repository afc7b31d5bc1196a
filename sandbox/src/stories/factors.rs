//! Tests of access tokens and multi-factor codes.

use crate::shopper::{Answer, NOW_MS, Shopper};
use serde_json::{Value, json};

fn in_a_protected_shop(protected: &[&str]) -> Shopper {
    Shopper::customer().in_a_shop(json!({"mfaProtected": protected}))
}

fn trigger(customer: &mut Shopper, kind: &str) -> Answer {
    let body = json!({"data": {"type": "multi-factor-auth-trigger", "attributes": {"type": kind}}});
    customer.post("/glue/multi-factor-auth-trigger", &body)
}

fn with_code(customer: &mut Shopper, code: &str) {
    customer.identity.retain(|(name, _)| name != "x-mfa-code");
    customer.identity.push(("x-mfa-code".to_owned(), code.to_owned()));
}

#[test]
fn a_protected_resource_requires_the_code_that_was_sent() {
    let mut customer = in_a_protected_shop(&["checkout", "checkout-data"]);
    let missing = customer.calculate(json!({}));
    assert_eq!(
        (missing.refusal(), &missing.body["errors"][0]["detail"]),
        ((403, "5900"), &json!("X-MFA-Code header is missing."))
    );
    // A code is wrong before it was sent, even if it is the code that will be sent.
    with_code(&mut customer, "482913");
    assert_eq!(customer.calculate(json!({})).refusal(), (403, "5901"));
    assert_eq!(trigger(&mut customer, "email").reply.status, 204);
    assert_eq!(customer.calculate(json!({})).reply.status, 200);
    with_code(&mut customer, "000000");
    assert_eq!(customer.calculate(json!({})).refusal(), (403, "5901"));
    with_code(&mut customer, "482913");
    let data = customer.approved_payment();
    assert_eq!(customer.order(&data).reply.status, 201);
    assert!(
        customer
            .sandbox
            .ledger()
            .requests
            .iter()
            .all(|request| request.path != "/glue/payments" || request.status == 201)
    );
}

#[test]
fn a_code_is_valid_for_half_an_hour_and_for_one_customer() {
    let mut customer = in_a_protected_shop(&["checkout-data"]);
    trigger(&mut customer, "email");
    with_code(&mut customer, "482913");
    customer.now_ms = NOW_MS + 29 * 60_000;
    assert_eq!(customer.calculate(json!({})).reply.status, 200);
    customer.now_ms = NOW_MS + 30 * 60_000;
    assert_eq!(customer.calculate(json!({})).refusal(), (403, "5901"));
    trigger(&mut customer, "email");
    assert_eq!(customer.calculate(json!({})).reply.status, 200, "another half an hour");
    let token = customer.control("POST", "/sandbox/tokens", json!({"customer": "otto"})).body["accessToken"].clone();
    customer.identity[0].1 = format!("Bearer {}", token.as_str().unwrap());
    assert_eq!(customer.calculate(json!({})).refusal(), (403, "5901"), "Sonia's code");
}

#[test]
fn reading_requests_guests_and_api_platform_need_no_code() {
    let mut customer = in_a_protected_shop(&["orders", "carts", "checkout-data"]);
    assert_eq!(customer.get("/glue/orders").reply.status, 200);
    let id = customer.cart_id.clone();
    assert_eq!(customer.get(&format!("/glue/carts/{id}")).reply.status, 200);
    customer.configure(json!({"dialect": "platform"}));
    assert_eq!(customer.calculate(json!({})).reply.status, 200);
    let mut guest = Shopper::guest().in_a_shop(json!({"mfaProtected": ["checkout", "checkout-data"]}));
    let data = guest.approved_payment();
    assert_eq!((guest.calculate(json!({})).reply.status, guest.order(&data).reply.status), (200, 201));
    let mut without = in_a_protected_shop(&["checkout-data"]).in_a_shop(json!({"mfaTypes": []}));
    assert_eq!(without.calculate(json!({})).reply.status, 200, "a customer who never switched it on");
}

#[test]
fn customers_get_codes_only_of_the_kinds_that_they_switched_on() {
    let mut customer = in_a_protected_shop(&["checkout"]);
    let types = customer.get("/glue/multi-factor-auth-types").body;
    let told: Vec<&Value> = types["data"].as_array().unwrap().iter().map(|one| &one["attributes"]).collect();
    assert_eq!(told, [&json!({"type": "email", "status": "activated"})]);
    assert_eq!(trigger(&mut customer, "sms").refusal(), (400, "5906"));
    assert_eq!(trigger(&mut customer, "").refusal(), (400, "5902"));
    customer.identity.clear();
    assert_eq!(customer.get("/glue/multi-factor-auth-types").refusal(), (403, "002"));
    assert_eq!(trigger(&mut customer, "email").refusal(), (403, "002"));
}

#[test]
fn the_cores_list_of_headers_does_not_have_the_code() {
    let mut guest = Shopper::guest();
    let ask = |guest: &mut Shopper| {
        let headers = [("origin", "https://page.example"), ("access-control-request-headers", "x-mfa-code")];
        guest.request("OPTIONS", "/glue/checkout", "", &headers).reply.status
    };
    assert_eq!(ask(&mut guest), 204);
    guest.configure(json!({"corsMfaHeader": false}));
    assert_eq!(ask(&mut guest), 403);
}

/// Decodes a part of a token.
fn decoded(part: &str) -> String {
    let sign = |sign: u8| match sign {
        b'A'..=b'Z' => sign - b'A',
        b'a'..=b'z' => sign - b'a' + 26,
        b'0'..=b'9' => sign - b'0' + 52,
        b'-' => 62,
        _ => 63,
    };
    let mut bytes = Vec::new();
    for group in part.as_bytes().chunks(4) {
        let all = group.iter().fold(0_u32, |all, one| all << 6 | u32::from(sign(*one))) << (6 * (4 - group.len()));
        bytes.extend(&all.to_be_bytes()[1..group.len()]);
    }
    String::from_utf8(bytes).unwrap()
}

#[test]
fn a_token_has_its_customer_unless_it_is_opaque() {
    let mut customer = Shopper::customer();
    let mut subject = |wish: Value| {
        let token = customer.control("POST", "/sandbox/tokens", wish).body["accessToken"].clone();
        let claims: Value = serde_json::from_str(&decoded(token.as_str().unwrap().split('.').nth(1).unwrap())).unwrap();
        let subject: Value = serde_json::from_str(claims["sub"].as_str().unwrap()).unwrap();
        (subject["customer_reference"].clone(), subject["id_customer"].clone(), claims["exp"].as_u64().unwrap())
    };
    let expires = NOW_MS / 1000 + 3600;
    assert_eq!(subject(json!({"customer": true})), (json!("DE--21"), json!(21), expires));
    assert_eq!(subject(json!({"customer": "otto"})), (json!("DE--22"), json!(22), expires));
    customer.configure(json!({"opaqueTokens": true}));
    let token = customer.control("POST", "/sandbox/tokens", json!({"customer": true})).body["accessToken"].clone();
    let token = token.as_str().unwrap();
    assert!(!token.contains('.') && token.len() == 48, "{token}");
    customer.identity[0].1 = format!("Bearer {token}");
    assert_eq!(customer.get("/glue/orders").reply.status, 200);
}
