//! Tests of whole checkouts, from the cart to the order.

use crate::ledger::Status;
use crate::shopper::{NOW_MS, PAYPAL, Shopper, WALLET, fixture, shape};
use serde_json::{Value, json};

#[test]
fn a_guest_pays_with_paypal() {
    let mut guest = Shopper::guest();
    let offer = guest.calculate(json!({"shipment": {"idShipmentMethod": 1}}));
    assert_eq!(offer.included("guest-carts")[0]["attributes"]["totals"]["grandTotal"], 22417);
    let first = guest.pay(PAYPAL, 22417, None).payment_data();
    let early = guest.fetch_payer(&first);
    assert_eq!((early.reply.status, early.body), (422, fixture!("payment-customers.not-approved.error-422")));
    guest.decide(&first, "approve");
    assert_eq!(guest.fetch_payer(&first).attributes()["customer"]["shippingAddress"]["city"], "Berlin");
    // The shopper chooses the faster shipment method.
    let mut data = guest.pay(PAYPAL, 22517, Some(&first)).payment_data();
    data.insert("payerID".to_owned(), json!("added by the approval"));
    let placed = guest.order(&data);
    assert_eq!((placed.reply.status, shape(&placed.body)), (201, shape(&fixture!("checkout.guest.response"))));
    let attributes = placed.included("orders")[0]["attributes"].clone();
    assert_eq!(attributes["totals"], fixture!("checkout.guest.response")["included"][1]["attributes"]["totals"]);
    assert_eq!(attributes["createdAt"], "2026-11-22 11:48:54.000000");

    let ledger = guest.sandbox.ledger();
    assert_eq!(ledger.payments[0].status, Status::Ordered);
    assert_eq!(ledger.orders[0].payment_amount, Some(22517));
    assert_eq!(ledger.violations, [""; 0]);
    let again = guest.order(&data);
    assert_eq!((again.reply.status, again.body), (422, fixture!("checkout.cart-gone.legacy.error-422")));
}

#[test]
fn a_customer_pays_with_the_wallet_and_splits_the_cart() {
    let mut customer = Shopper::customer();
    let data = customer.pay(WALLET, 10895, None).payment_data();
    customer.decide(&data, "approve");
    let mut body = fixture!("checkout.customer-split.request");
    body["data"]["attributes"]["idCart"] = json!(customer.cart_id);
    body["data"]["attributes"]["payments"] = json!([{"paymentProviderName": WALLET.0, "paymentMethodName": WALLET.1}]);
    body["data"]["attributes"]["preOrderPaymentData"] = json!(data);
    let placed = customer.post("/glue/checkout?include=orders,order-shipments", &body);
    assert_eq!((placed.reply.status, shape(&placed.body)), (201, shape(&fixture!("checkout.customer-split.response"))));
    let list = customer.get("/glue/orders");
    assert_eq!(list.body["data"][0]["id"], "DE--1");
    assert_eq!(customer.get("/glue/orders/DE--1").attributes()["totals"]["grandTotal"], 10895);
    assert_eq!(customer.get("/glue/orders/DE--9").refusal(), (404, "801"));
    assert_eq!(customer.violations(), [""; 0]);
}

#[test]
fn platform_omits_empty_attributes() {
    let mut guest = Shopper::guest().in_a_shop(json!({"dialect": "platform"}));
    let data = guest.approved_payment();
    let placed = guest.order(&data);
    assert_eq!(placed.attributes(), &json!({"orderReference": "DE--1"}));
    assert_eq!(guest.sandbox.ledger().payments[0].status, Status::Ordered);
}

#[test]
fn a_platform_shop_may_drop_the_payment_data_and_never_confirm() {
    let mut guest = Shopper::guest().in_a_shop(json!({"dialect": "platform", "platformDropsPreOrderData": true}));
    let data = guest.approved_payment();
    assert_eq!(guest.order(&data).reply.status, 201);
    let ledger = guest.sandbox.ledger();
    assert_eq!((ledger.payments[0].status, ledger.orders[0].payment_amount), (Status::Approved, None));
    assert_eq!(ledger.violations, [""; 0], "a mistake of the shop, not of the client");
}

#[test]
fn a_download_needs_no_shipment() {
    let mut guest = Shopper::guest();
    let cart = guest.take_cart(json!({"guest": "guest-1", "items": [{"sku": "777_pattern"}]}));
    guest.cart_id = cart["cartId"].as_str().unwrap().to_owned();
    let offer = guest.calculate(json!({}));
    assert!(offer.included("shipments").is_empty() && offer.included("shipment-methods").is_empty());
    let data = guest.pay(PAYPAL, 1200, None).payment_data();
    guest.decide(&data, "approve");
    let mut body = fixture!("checkout.guest.request");
    let attributes = body["data"]["attributes"].as_object_mut().unwrap();
    attributes.remove("shipment");
    attributes.remove("shippingAddress");
    attributes.insert("idCart".to_owned(), json!(guest.cart_id));
    attributes.insert("preOrderPaymentData".to_owned(), json!(data));
    assert_eq!(guest.post("/glue/checkout", &body).reply.status, 201);
    assert_eq!(guest.violations(), [""; 0]);
}

#[test]
fn the_key_of_a_cart_line_may_differ_from_the_sku() {
    let mut guest = Shopper::guest();
    let cart = guest.take_cart(json!({"guest": "guest-1", "items": [{"sku": "212_engraved"}]}));
    guest.cart_id = cart["cartId"].as_str().unwrap().to_owned();
    let parcel =
        |items: &str| json!({"shipments": [{"items": [items], "idShipmentMethod": 1, "requestedDeliveryDate": null}]});
    let by_sku = guest.calculate(parcel("212_engraved"));
    assert_eq!(by_sku.included("shipments")[0]["attributes"]["items"], json!([]));
    let by_key = guest.calculate(parcel("212_engraved-engraving-7"));
    assert_eq!(by_key.included("shipments")[0]["attributes"]["items"], json!(["212_engraved-engraving-7"]));
}

#[test]
fn the_state_survives_a_restart_of_the_service_worker() {
    let mut guest =
        Shopper::guest().in_a_shop(json!({"payer": "inline", "faults": [{"step": "orders", "fault": "late:5"}]}));
    let data = guest.approved_payment();
    let kept = serde_json::to_string(&guest.sandbox).unwrap();
    guest.sandbox = serde_json::from_str(&kept).unwrap();
    assert_eq!(guest.order(&data).reply.status, 201, "numbers keep their exact text");
    assert_eq!(serde_json::to_value(guest.sandbox.ledger()).unwrap()["payments"][0]["status"], "ordered");
    assert!(guest.sandbox.handle(&crate::http::Request::default(), NOW_MS).status == 404);
}

#[test]
fn the_shop_may_split_a_cart_into_shipments() {
    let mut customer = Shopper::customer().in_a_shop(json!({"parcels": 2}));
    let offer = customer.calculate(json!({"shipment": {"idShipmentMethod": 1}}));
    let items: Vec<&Value> = offer.included("shipments").iter().map(|one| &one["attributes"]["items"]).collect();
    assert_eq!(items, [&json!(["001_25904006"]), &json!(["999_cheap"])]);
    assert_eq!(offer.included("carts")[0]["attributes"]["totals"]["shipmentTotal"], 980);
    let id = customer.cart_id.clone();
    let cart = customer.get(&format!("/glue/carts/{id}?include=items,concrete-products"));
    let names: Vec<&Value> = cart.included("concrete-products").iter().map(|one| &one["attributes"]["name"]).collect();
    assert_eq!(names, ["Walnut Wall Clock", "Felt Coaster"]);
}

#[test]
fn a_company_user_orders_with_the_ids_of_the_companys_addresses() {
    let mut customer = Shopper::customer().in_a_shop(json!({"companyUser": true}));
    let path = "/glue/checkout-data?include=company-business-unit-addresses";
    let asked = json!({"data": {"type": "checkout-data", "attributes": {"idCart": customer.cart_id}}});
    let units = customer.post(path, &asked);
    let unit = units.included("company-business-unit-addresses")[1].clone();
    let data = customer.pay(WALLET, 10895, None).payment_data();
    customer.decide(&data, "approve");
    let mut body = fixture!("checkout.customer-split.request");
    let attributes = &mut body["data"]["attributes"];
    attributes["idCart"] = json!(customer.cart_id);
    attributes["payments"] = json!([{"paymentProviderName": WALLET.0, "paymentMethodName": WALLET.1}]);
    attributes["preOrderPaymentData"] = json!(data);
    let to = &mut attributes["shipments"][1]["shippingAddress"];
    for field in ["address1", "address2", "zipCode", "city", "iso2Code", "phone"] {
        to[field] = unit["attributes"][field].clone();
    }
    to["idCompanyBusinessUnitAddress"] = unit["id"].clone();
    let placed = customer.post("/glue/checkout?include=orders,order-shipments", &body);
    let shipped = &placed.included("order-shipments")[1]["attributes"]["shippingAddress"];
    assert_eq!((&shipped["city"], &shipped["lastName"]), (&json!("Kiel"), &json!("Wagner")));
    assert_eq!(customer.violations(), [""; 0]);

    let mut guest = Shopper::guest().in_a_shop(json!({"companyUser": true}));
    let data = guest.approved_payment();
    let mut body = fixture!("checkout.guest.request");
    body["data"]["attributes"]["idCart"] = json!(guest.cart_id);
    body["data"]["attributes"]["preOrderPaymentData"] = json!(data);
    body["data"]["attributes"]["shippingAddress"]["idCompanyBusinessUnitAddress"] = unit["id"].clone();
    guest.post("/glue/checkout", &body);
    assert!(guest.violations()[0].contains("unknown id"), "a guest has no company");
}

#[test]
fn an_order_is_only_accepted_for_the_countries_of_the_store() {
    let mut guest = Shopper::guest();
    let data = guest.approved_payment();
    let mut body = fixture!("checkout.guest.request");
    body["data"]["attributes"]["idCart"] = json!(guest.cart_id);
    body["data"]["attributes"]["preOrderPaymentData"] = json!(data);
    body["data"]["attributes"]["shippingAddress"]["iso2Code"] = json!("PL");
    let refused = guest.post("/glue/checkout", &body);
    assert_eq!(refused.refusal(), (422, "1102"));
    assert_eq!(refused.body["errors"][0]["detail"], "Shipping address country not found for country code: PL");
}
