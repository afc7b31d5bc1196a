//! Tests of the simulated faults.

use crate::http::Hangup;
use crate::shopper::{PAYPAL, Shopper};
use serde_json::{Value, json};

fn shop_with(step: &str, fault: &str) -> Value {
    json!({"faults": [{"step": step, "fault": fault}]})
}

#[test]
fn faults_are_counted() {
    let mut guest = Shopper::guest()
        .in_a_shop(json!({"faults": [{"step": "checkout-data", "fault": "502", "skip": 1, "times": 2}]}));
    let statuses: Vec<u16> = (0..4).map(|_| guest.calculate(json!({})).reply.status).collect();
    assert_eq!(statuses, [200, 502, 502, 200]);
    let requests = guest.sandbox.ledger().requests;
    assert_eq!(requests[1].fault.as_deref(), Some("502"));
    assert!(requests[3].fault.is_none() && requests[0].body.is_some());
}

#[test]
fn requests_with_faulty_answers_are_processed_and_refused_ones_are_not() {
    for (fault, payments) in [
        ("500", 0),
        ("502", 0),
        ("html", 0),
        ("never", 0),
        ("drop", 0),
        ("400", 0),
        ("401", 0),
        ("403", 0),
        ("404", 0),
        ("409", 0),
        ("415", 0),
        ("422", 0),
        ("422:1101", 0),
        ("429:7", 0),
        ("success-without-data", 0),
        ("successful-null", 0),
        ("unsuccessful", 0),
        ("raw-error", 0),
        ("empty", 1),
        ("cut", 1),
        ("truncated", 1),
        ("wrong-types", 1),
        ("null", 1),
        ("null-attributes", 1),
        ("huge", 1),
        ("drip", 1),
        ("lost", 1),
        ("late:5", 1),
        ("total-changed", 1),
    ] {
        let mut guest = Shopper::guest().in_a_shop(shop_with("payments", fault));
        guest.pay(PAYPAL, 22417, None);
        assert_eq!(guest.sandbox.ledger().payments.len(), payments, "{fault}");
    }
    let mut guest = Shopper::guest().in_a_shop(json!({"faults": [{"step": "payments", "fault": "500", "acts": true}]}));
    assert_eq!(guest.pay(PAYPAL, 22417, None).reply.status, 500);
    assert_eq!(guest.sandbox.ledger().payments.len(), 1, "processed if the setting `acts` says so");
}

#[test]
fn answers_have_the_configured_faults() {
    let reply = |fault: &str| Shopper::guest().in_a_shop(shop_with("payments", fault)).pay(PAYPAL, 22417, None).reply;
    assert_eq!(reply("never").hangup, Some(Hangup::Never));
    assert_eq!(reply("drop").hangup, Some(Hangup::Drop));
    assert_eq!(reply("lost").hangup, Some(Hangup::Drop));
    assert_eq!(reply("cut").hangup, Some(Hangup::CutOff));
    assert_eq!(reply("drip").hangup, Some(Hangup::Drip));
    assert_eq!(reply("late:250").delay_ms, 250);
    assert_eq!((reply("empty").status, reply("empty").body.as_str()), (201, ""));
    assert_eq!(reply("null").body, "null");
    assert!(reply("html").body.starts_with("<!doctype html>") && reply("html").status == 201);
    assert!(serde_json::from_str::<Value>(&reply("truncated").body).is_err());
    assert!(reply("huge").body.len() > 2 << 20);
    assert!(reply("wrong-types").body.contains("\"transactionId\":1"));
    assert!(reply("raw-error").body.contains("502 Bad Gateway"));
    assert_eq!(reply("429:7").header("retry-after"), Some("7"));
}

#[test]
fn every_answer_can_be_delayed() {
    let mut guest = Shopper::guest().in_a_shop(json!({"latencyMs": 40}));
    assert_eq!(guest.calculate(json!({})).reply.delay_ms, 40);
}

#[test]
fn unknown_settings_are_refused() {
    let mut guest = Shopper::guest();
    for wrong in
        [shop_with("payments", "meteor"), json!({"payr": "ada"}), json!({"payer": "bob"}), json!({"store": "XX"})]
    {
        assert_eq!(guest.control("POST", "/sandbox/config", wrong).reply.status, 400);
    }
    assert_eq!(guest.control("GET", "/sandbox/config", json!({})).body["payer"], "ada");
    guest.configure(json!({"payer": "markup"}));
    guest.control("POST", "/sandbox/reset", json!({}));
    assert_eq!(guest.control("GET", "/sandbox/config", json!({})).body["payer"], "ada");
    assert_eq!(guest.control("POST", "/sandbox/carts", json!({})).reply.status, 400);
    assert_eq!(guest.control("POST", "/sandbox/psp/tx1/approve", json!({})).reply.status, 404);
    assert_eq!(guest.control("GET", "/sandbox/products", json!({})).body[0]["name"], "Linen Desk Lamp");
}
