//! Tests of the list of a customer's orders.

use crate::shopper::{Answer, NOW_MS, PAYPAL, Shopper};
use serde_json::{Value, json};

fn with_orders(count: u64, dialect: &str) -> Shopper {
    let mut customer = Shopper::customer().in_a_shop(json!({"dialect": dialect}));
    let made = customer.control("POST", "/sandbox/orders", json!({"customer": true, "count": count}));
    assert_eq!((made.reply.status, made.body["references"].as_array().unwrap().len() as u64), (201, count));
    customer
}

fn references(answer: &Answer) -> Vec<&str> {
    answer.body["data"].as_array().unwrap().iter().filter_map(|order| order["id"].as_str()).collect()
}

#[test]
fn the_oldest_orders_come_first_and_legacy_lists_them_all() {
    let mut customer = with_orders(40, "legacy");
    let data = customer.approved_payment();
    customer.order(&data);
    let list = customer.get("/glue/orders");
    let all = references(&list);
    assert_eq!((all.len(), all[0], all[40]), (41, "DE--1", "DE--41"));
    let sorted = customer.get("/glue/orders?sort=-createdAt");
    assert_eq!(references(&sorted)[..2], ["DE--41", "DE--40"]);
    assert_eq!(references(&customer.get("/glue/orders?sort=createdAt"))[0], "DE--1");
}

#[test]
fn platform_lists_the_ten_oldest_orders_by_default() {
    let mut customer = with_orders(40, "platform");
    let ten = customer.get("/glue/orders");
    assert_eq!((references(&ten).len(), references(&ten)[0]), (10, "DE--1"));
    let newest = customer.get("/glue/orders?sort=-createdAt&page%5Blimit%5D=3");
    assert_eq!(references(&newest), ["DE--40", "DE--39", "DE--38"]);
    let next = customer.get("/glue/orders?sort=-createdAt&page[limit]=2&page[offset]=3");
    assert_eq!(references(&next), ["DE--37", "DE--36"]);
}

#[test]
fn legacy_limits_the_list_only_if_offset_and_limit_are_given() {
    let mut customer = with_orders(5, "legacy");
    assert_eq!(references(&customer.get("/glue/orders?page[limit]=2")).len(), 5);
    assert_eq!(references(&customer.get("/glue/orders?page[offset]=1&page[limit]=2")), ["DE--2", "DE--3"]);
    for unusable in ["page[offset]=1", "page[offset]=0&page[limit]=0", "page[offset]=0&page[limit]=many"] {
        assert_eq!(customer.get(&format!("/glue/orders?{unusable}")).reply.status, 400, "{unusable}");
    }
    assert_eq!(customer.get("/glue/orders?sort=-grandTotal").reply.status, 500, "no such column");
}

#[test]
fn orders_of_the_same_second_stay_sorted_by_id() {
    let mut customer = Shopper::customer();
    customer.control("POST", "/sandbox/orders", json!({"customer": true, "count": 3, "apartMs": 0}));
    let list = customer.get("/glue/orders?sort=-createdAt");
    assert_eq!(references(&list), ["DE--1", "DE--2", "DE--3"]);
    assert_eq!(list.body["data"][0]["attributes"]["createdAt"], "2026-11-22 11:48:54.000000");
}

#[test]
fn a_list_has_fewer_attributes_than_a_single_order() {
    let mut customer = Shopper::customer();
    let data = customer.pay(PAYPAL, 9_995, None).payment_data();
    customer.decide(&data, "approve");
    customer.order(&data);
    let list = customer.get("/glue/orders");
    let listed = &list.body["data"][0]["attributes"];
    assert!(
        listed["totals"]["grandTotal"].is_i64() && listed.get("items").is_none() && listed.get("payments").is_none()
    );
    let alone = customer.get("/glue/orders/DE--1");
    let payment = json!({"amount": 9_995, "paymentProvider": "payone", "paymentMethod": "PayPal Express"});
    assert_eq!(alone.attributes()["payments"], json!([payment]));
}

#[test]
fn earlier_orders_are_not_in_the_ledger() {
    let mut customer = with_orders(2, "legacy");
    assert!(customer.sandbox.ledger().orders.is_empty());
    let wanted = json!({"customer": true, "count": 1, "total": 22_517, "currency": "CHF"});
    customer.control("POST", "/sandbox/orders", wanted);
    let order = customer.get("/glue/orders/DE--3");
    assert_eq!(order.attributes()["totals"]["grandTotal"], 22_517);
    assert_eq!(order.attributes()["currencyIsoCode"], "CHF");
    for refused in [json!({"count": 1}), json!({"customer": "eve", "count": 1}), json!({"customer": true})] {
        assert_eq!(customer.control("POST", "/sandbox/orders", refused).reply.status, 400);
    }
}

#[test]
fn each_customer_gets_their_own_orders_unless_a_fault_is_simulated() {
    let mut sonia = with_orders(2, "legacy");
    sonia.control("POST", "/sandbox/orders", json!({"customer": "otto", "count": 1}));
    assert_eq!(references(&sonia.get("/glue/orders")), ["DE--1", "DE--2"]);
    sonia.configure(json!({"faults": [{"step": "orders", "fault": "foreign", "times": 1}]}));
    assert_eq!(references(&sonia.get("/glue/orders")), ["DE--3"]);
    let mut otto = sonia;
    let token = otto.control("POST", "/sandbox/tokens", json!({"customer": "otto"})).body["accessToken"].clone();
    otto.identity = vec![("authorization".to_owned(), format!("Bearer {}", token.as_str().unwrap()))];
    assert_eq!(references(&otto.get("/glue/orders")), ["DE--3"]);
    assert_eq!(otto.get("/glue/orders/DE--1").refusal(), (404, "801"));
    let id = otto.cart_id.clone();
    assert_eq!(otto.get(&format!("/glue/carts/{id}")).refusal(), (404, "101"), "Sonia's cart");
}

#[test]
fn an_order_that_another_request_saves_may_be_listed_later() {
    let mut customer = Shopper::customer();
    let data = customer.approved_payment();
    customer.configure(json!({"faults": [{"step": "checkout", "fault": "1102-saved:5000", "times": 1}]}));
    customer.order(&data);
    assert_eq!(customer.get("/glue/orders").body["data"], Value::Array(Vec::new()));
    assert_eq!(customer.get("/glue/orders/DE--1").refusal(), (404, "801"));
    assert_eq!(customer.sandbox.ledger().orders.len(), 1, "it is saved already");
    customer.now_ms = NOW_MS + 5000;
    assert_eq!(references(&customer.get("/glue/orders")), ["DE--1"]);
}
