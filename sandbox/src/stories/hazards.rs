//! Tests of the surprising behaviour of the real backend.

use crate::ledger::Status;
use crate::shopper::{PAYPAL, Shopper, fixture};
use serde_json::{Value, json};

fn fault(step: &str, fault: &str) -> Value {
    json!({"faults": [{"step": step, "fault": fault, "times": 1}]})
}

#[test]
fn a_refused_checkout_may_have_saved_its_order() {
    let mut guest = Shopper::guest();
    let data = guest.approved_payment();
    guest.configure(fault("checkout", "saved-1102"));
    let refused = guest.order(&data);
    let mut sample = fixture!("checkout.guest.confirm-failed.error-422");
    let detail = sample["errors"][0]["detail"].as_str().unwrap().replace("DE--41", "DE--1");
    sample["errors"][0]["detail"] = json!(detail);
    assert_eq!((refused.reply.status, refused.body), (422, sample));
    assert_eq!(guest.sandbox.ledger().orders.len(), 1);
    assert_eq!(guest.violations(), [""; 0]);
    // The cart still exists, so a client that tries again orders twice.
    assert_eq!(guest.order(&data).reply.status, 201);
    assert!(guest.violations()[0].starts_with("two orders for the cart"));
}

#[test]
fn an_unapproved_payment_fails_after_the_order_was_saved() {
    let mut guest = Shopper::guest();
    let data = guest.pay(PAYPAL, 22517, None).payment_data();
    let refused = guest.order(&data);
    assert_eq!(refused.refusal(), (422, "1102"));
    let ledger = guest.sandbox.ledger();
    assert_eq!((ledger.orders.len(), ledger.orders[0].payment_amount), (1, None));
}

#[test]
fn a_cart_that_cannot_be_deleted_is_ordered() {
    let mut guest = Shopper::guest();
    let data = guest.approved_payment();
    guest.configure(fault("checkout", "1106"));
    assert_eq!(guest.order(&data).refusal(), (422, "1106"));
    let ledger = guest.sandbox.ledger();
    assert_eq!((ledger.orders.len(), ledger.payments[0].status), (1, Status::Ordered));
    assert_eq!(ledger.violations, [""; 0]);
}

#[test]
fn a_refusal_by_code_saved_nothing() {
    let mut guest = Shopper::guest();
    let data = guest.approved_payment();
    for (fault_text, code) in [("1102", "1102"), ("1103", "1103"), ("422:1101", "1101")] {
        guest.configure(fault("checkout", fault_text));
        assert_eq!(guest.order(&data).refusal(), (422, code));
    }
    assert_eq!(guest.sandbox.ledger().orders.len(), 0);
}

#[test]
fn a_payment_can_be_cancelled_after_its_order() {
    let mut guest = Shopper::guest();
    let data = guest.approved_payment();
    guest.order(&data);
    assert_eq!(guest.cancel(&data).reply.status, 201);
    let ledger = guest.sandbox.ledger();
    assert_eq!(ledger.payments[0].status, Status::Cancelled);
    assert_eq!(ledger.payments[0].order_reference.as_deref(), Some("DE--1"));
    assert!(ledger.violations[0].contains("cancelled after the order DE--1 was placed"));
}

#[test]
fn success_may_come_without_data() {
    let mut guest = Shopper::guest().in_a_shop(fault("payments", "success-without-data"));
    let answer = guest.pay(PAYPAL, 22417, None);
    assert_eq!(answer.reply.status, 201);
    assert_eq!(answer.attributes(), &fixture!("payments.success-without-data.response")["data"]["attributes"]);
    guest.configure(fault("payments", "successful-null"));
    let answer = guest.pay(PAYPAL, 22417, None);
    assert_eq!((answer.reply.status, &answer.attributes()["isSuccessful"]), (201, &Value::Null));
    assert_eq!(guest.sandbox.ledger().payments.len(), 0);
}

#[test]
fn an_order_must_have_the_amount_of_its_payment() {
    let mut guest = Shopper::guest();
    let data = guest.approved_payment();
    guest.configure(fault("checkout-data", "total-changed"));
    let dearer = guest.calculate(json!({"shipment": {"idShipmentMethod": 2}}));
    assert_eq!(dearer.included("guest-carts")[0]["attributes"]["totals"]["grandTotal"], 22617);
    assert_eq!(guest.order(&data).reply.status, 201);
    assert_eq!(guest.violations(), ["order DE--1 costs 22617, but its payment has 22517"]);
}

#[test]
fn an_express_order_without_payment_data_is_a_violation() {
    let mut guest = Shopper::guest();
    guest.approved_payment();
    assert_eq!(guest.order(&serde_json::Map::new()).reply.status, 201);
    assert_eq!(guest.violations(), ["order DE--1 was placed without the data of its payment"]);
}

#[test]
fn a_payment_that_the_client_does_not_know_is_not_a_violation() {
    let mut guest = Shopper::guest().in_a_shop(fault("payments", "lost"));
    guest.pay(PAYPAL, 22417, None);
    guest.pay(PAYPAL, 22417, None);
    let ledger = guest.sandbox.ledger();
    assert_eq!(ledger.payments.iter().map(|payment| payment.known_to_client).collect::<Vec<_>>(), [false, true]);
    assert_eq!(ledger.violations, [""; 0]);
}
