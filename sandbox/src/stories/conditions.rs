//! Tests of the three meanings of code 1102, and of the conditions for an order.

use crate::ledger::Status;
use crate::shopper::{Answer, Shopper};
use serde_json::{Value, json};

fn at_checkout(fault: &str) -> Value {
    json!({"faults": [{"step": "checkout", "fault": fault, "times": 1}]})
}

fn details(answer: &Answer) -> Vec<&str> {
    let errors = answer.body["errors"].as_array().unwrap();
    assert!(errors.iter().all(|error| error["code"] == "1102" && error["status"] == 422), "{errors:?}");
    errors.iter().filter_map(|error| error["detail"].as_str()).collect()
}

#[test]
fn a_shop_refuses_with_its_reasons_and_saves_nothing() {
    for (fault, reasons) in [
        ("refused:sold-out", vec!["Product 066_23294028 is not available at the moment"]),
        ("refused:permission", vec!["You do not have permission to place orders."]),
        (
            "refused:voucher+limit",
            vec!["The voucher code SUMMER25 is no longer valid.", "Your order exceeds the limit of your company."],
        ),
    ] {
        for dialect in ["legacy", "platform"] {
            let mut guest = Shopper::guest().in_a_shop(json!({"dialect": dialect}));
            let data = guest.approved_payment();
            guest.configure(at_checkout(fault));
            let refused = guest.order(&data);
            assert_eq!((refused.reply.status, details(&refused)), (422, reasons.clone()), "{fault}");
            let ledger = guest.sandbox.ledger();
            assert_eq!((ledger.orders.len(), ledger.payments[0].status), (0, Status::Approved));
            assert_eq!(guest.order(&data).reply.status, 201, "the cart and the payment still exist");
            assert_eq!(guest.violations(), [""; 0]);
        }
    }
}

#[test]
fn reasons_may_have_markup_and_are_in_the_language_of_the_request() {
    let mut guest = Shopper::guest();
    let data = guest.approved_payment();
    guest.identity.push(("accept-language".to_owned(), "de-DE,de;q=0.9".to_owned()));
    guest.configure(at_checkout("refused:sold-out+markup+long"));
    let refused = guest.order(&data);
    let reasons = details(&refused);
    assert_eq!(reasons[0], "Das Produkt 066_23294028 ist im Moment nicht verfügbar");
    assert!(reasons[1].contains("<img src=x onerror=alert(1)>") && reasons[2].len() > 2_000);
    for nonsense in ["refused:", "refused:mood", "refused:sold-out+mood", "1102-saved:soon"] {
        assert_eq!(guest.control("POST", "/sandbox/config", at_checkout(nonsense)).reply.status, 400, "{nonsense}");
    }
}

#[test]
fn the_generic_text_does_not_tell_whether_there_is_an_order() {
    for (fault, orders, payment) in [("1102", 0, Status::Approved), ("1102-saved", 1, Status::Ordered)] {
        let mut customer = Shopper::customer();
        let data = customer.approved_payment();
        customer.configure(at_checkout(fault));
        assert_eq!(details(&customer.order(&data)), ["Order could not be placed."], "{fault}");
        let ledger = customer.sandbox.ledger();
        assert_eq!((ledger.orders.len(), ledger.payments[0].status), (orders, payment), "{fault}");
        assert_eq!(customer.get("/glue/orders").body["data"].as_array().unwrap().len(), orders);
    }
}

#[test]
fn another_request_does_not_save_an_order_that_the_shop_refuses() {
    let mut guest = Shopper::guest();
    let data = guest.approved_payment();
    guest.configure(at_checkout("1102-saved"));
    guest.cart_id = "nope".to_owned();
    assert_eq!(guest.order(&data).refusal(), (422, "1103"));
}

#[test]
fn a_failed_confirmation_keeps_the_order_and_the_cart() {
    for fault in ["saved-1102", "saved-1102:html"] {
        let mut guest = Shopper::guest();
        let data = guest.approved_payment();
        guest.configure(at_checkout(fault));
        let refused = guest.order(&data);
        let text = details(&refused)[0];
        assert!(text.starts_with("Failed to confirm pre-order payment for order DE--1. Response: "), "{text}");
        assert_eq!(text.contains("<h1>504</h1>"), fault.ends_with("html"));
        let ledger = guest.sandbox.ledger();
        assert_eq!((ledger.orders.len(), ledger.payments[0].status), (1, Status::Approved));
        assert_eq!(guest.calculate(json!({})).reply.status, 200, "the cart still exists");
    }
}

#[test]
fn a_project_specific_step_may_fail_after_the_order_was_saved_and_paid() {
    let mut guest = Shopper::guest();
    let data = guest.approved_payment();
    guest.configure(at_checkout("saved-refused"));
    assert_eq!(details(&guest.order(&data)), ["Your order could not be handed on to our warehouse."]);
    let ledger = guest.sandbox.ledger();
    assert_eq!((ledger.orders.len(), ledger.payments[0].status), (1, Status::Ordered));
}

fn threshold(kind: &str, threshold: i64, fee: i64) -> Value {
    json!({"thresholds": [{"type": kind, "threshold": threshold, "fee": fee}]})
}

fn cart(answer: &Answer) -> &Value {
    &answer.included("guest-carts")[0]["attributes"]
}

#[test]
fn a_hard_threshold_is_listed_in_the_cart_and_prevents_the_order() {
    for (kind, limit, delta, text) in [
        (
            "hard-minimum-threshold",
            30_000,
            5_637,
            "You need to add items for €300.00 to pass a minimum threshold. You can't proceed with the order otherwise.",
        ),
        (
            "hard-maximum-threshold",
            20_000,
            4_363,
            "The cart value cannot be higher than €200.00. Please remove some items to proceed with the order.",
        ),
    ] {
        let mut guest = Shopper::guest();
        let data = guest.approved_payment();
        guest.configure(threshold(kind, limit, 0));
        let offer = guest.calculate(json!({}));
        let told = json!({"type": kind, "threshold": limit, "fee": null, "deltaWithSubtotal": delta, "message": text});
        assert_eq!(cart(&offer)["thresholds"], json!([told]));
        assert_eq!(details(&guest.order(&data)), [text]);
        assert!(guest.sandbox.ledger().orders.is_empty());
        // A subtotal equal to the limit does not miss the threshold.
        guest.configure(threshold(kind, 24_363, 0));
        assert_eq!(cart(&guest.calculate(json!({})))["thresholds"], json!([]));
        assert_eq!(guest.order(&data).reply.status, 201);
    }
}

#[test]
fn a_soft_threshold_may_add_a_fee_that_is_not_a_shipment() {
    for (kind, fee, costs) in [
        ("soft-minimum-threshold", 0, 0),
        ("soft-minimum-threshold-fixed-fee", 500, 500),
        // Ten percent of 243.63, rounded up.
        ("soft-minimum-threshold-flexible-fee", 10, 2_437),
    ] {
        let mut guest = Shopper::guest().in_a_shop(threshold(kind, 30_000, fee));
        let offer = guest.calculate(json!({"shipment": {"idShipmentMethod": 1}}));
        let totals = &cart(&offer)["totals"];
        assert_eq!((&totals["shipmentTotal"], &totals["expenseTotal"]), (&json!(490), &json!(490 + costs)), "{kind}");
        assert_eq!(totals["grandTotal"], json!(22_417 + costs));
        let told = &cart(&offer)["thresholds"][0];
        let amount = told["message"].as_str().unwrap().contains(&format!("€{}.{:02}", costs / 100, costs % 100));
        assert_eq!(amount, costs > 0, "{told}");
        let total = 22_517 + costs;
        let data = guest.pay(crate::shopper::PAYPAL, total, None).payment_data();
        guest.decide(&data, "approve");
        assert_eq!(guest.order(&data).reply.status, 201);
        assert_eq!(guest.violations(), [""; 0]);
    }
}

#[test]
fn a_project_may_have_its_own_message() {
    let own = json!([{"type": "soft-minimum-threshold", "threshold": 500_000, "message": "Only {{threshold}} to go"}]);
    let mut guest = Shopper::guest().in_a_shop(json!({"thresholds": own}));
    let id = guest.cart_id.clone();
    let read = guest.get(&format!("/glue/guest-carts/{id}"));
    assert_eq!(read.attributes()["thresholds"][0]["message"], "Only €5000.00 to go");
    let unknown = json!({"thresholds": [{"type": "mood", "threshold": 1}]});
    assert_eq!(guest.control("POST", "/sandbox/config", unknown).reply.status, 400);
}
