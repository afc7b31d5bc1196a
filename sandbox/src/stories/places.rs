//! Tests of pick-up, of countries without shipment methods, and of payers with unusual addresses.

use crate::shopper::{Answer, PAYPAL, Shopper, WALLET, fixture};
use serde_json::{Value, json};

const SERVICE_POINT: &str = "3fec586e-92f6-5692-a98b-dfca29cd2e16";

fn asked_for_types(guest: &mut Shopper, attributes: Value) -> Answer {
    let mut body = json!({"data": {"type": "checkout-data", "attributes": {"idCart": guest.cart_id}}});
    for (name, value) in attributes.as_object().unwrap() {
        body["data"]["attributes"][name.as_str()] = value.clone();
    }
    guest.post("/glue/checkout-data?include=shipments,shipment-methods,shipment-types,guest-carts", &body)
}

fn ordered_by(guest: &mut Shopper, method: u32, total: i64, change: impl FnOnce(&mut Value)) -> Answer {
    let data = guest.pay(PAYPAL, total, None).payment_data();
    guest.decide(&data, "approve");
    let mut body = fixture!("checkout.guest.request");
    let attributes = &mut body["data"]["attributes"];
    attributes["idCart"] = json!(guest.cart_id);
    attributes["preOrderPaymentData"] = json!(data);
    attributes["shipment"]["idShipmentMethod"] = json!(method);
    change(attributes);
    guest.post("/glue/checkout", &body)
}

#[test]
fn pick_up_methods_have_their_type_if_it_is_included() {
    let mut guest = Shopper::guest().in_a_shop(json!({"pickup": "late"}));
    let answer = asked_for_types(&mut guest, json!({}));
    let first = answer.included("shipment-methods")[0];
    assert_eq!((&first["id"], &first["attributes"]["price"]), (&json!("4"), &json!(0)), "the first and the cheapest");
    let kind = &first["relationships"]["shipment-types"]["data"][0]["id"];
    let types = answer.included("shipment-types");
    let pickup = types.iter().find(|one| one["id"] == *kind).unwrap();
    assert_eq!(pickup["attributes"], json!({"name": "Pickup", "key": "pickup"}));
    assert_eq!(types.len(), 2);

    let unasked = guest.calculate(json!({}));
    assert!(unasked.included("shipment-methods")[0].get("relationships").is_none());
    let mut guest = Shopper::guest();
    let answer = asked_for_types(&mut guest, json!({}));
    assert!(answer.included("shipment-types").is_empty() && answer.included("shipment-methods").len() == 3);
}

#[test]
fn pick_up_needs_a_service_point() {
    let points = json!([{"idServicePoint": SERVICE_POINT, "items": ["066_23294028", "180_29664611"]}]);
    for (pickup, code, text) in
        [("late", "1102", "Service point is required."), ("strict", "5601", "Please select service point.")]
    {
        let mut guest = Shopper::guest().in_a_shop(json!({"pickup": pickup}));
        let refused = ordered_by(&mut guest, 4, 21_927, |_| ());
        assert_eq!((refused.refusal(), &refused.body["errors"][0]["detail"]), ((422, code), &json!(text)));
        let priced = asked_for_types(&mut guest, json!({"shipment": {"idShipmentMethod": 4}}));
        assert_eq!(priced.reply.status, if pickup == "strict" { 422 } else { 200 });
        assert!(guest.sandbox.ledger().orders.is_empty());
        let mut guest = Shopper::guest().in_a_shop(json!({"pickup": pickup}));
        let placed = ordered_by(&mut guest, 4, 21_927, |attributes| attributes["servicePoints"] = points.clone());
        assert_eq!(placed.reply.status, 201);
        let mut guest = Shopper::guest().in_a_shop(json!({"pickup": pickup}));
        assert_eq!(ordered_by(&mut guest, 2, 22_517, |_| ()).reply.status, 201, "delivery needs none");
    }
}

#[test]
fn a_country_without_a_carrier_has_no_shipment_methods() {
    let mut guest = Shopper::guest().in_a_shop(json!({"unserved": ["FR"]}));
    let mut to = fixture!("checkout.guest.request")["data"]["attributes"]["shippingAddress"].clone();
    let home = guest.calculate(json!({"shippingAddress": to, "shipment": {"idShipmentMethod": 1}}));
    assert!(home.included("shipments")[0]["relationships"]["shipment-methods"]["data"].is_array());
    to["iso2Code"] = json!("FR");
    let away = guest.calculate(json!({"shippingAddress": to, "shipment": {"idShipmentMethod": 1}}));
    let parcel = away.included("shipments")[0];
    assert!(parcel.get("relationships").is_none() && parcel["attributes"]["selectedShipmentMethod"].is_null());
    assert!(away.included("shipment-methods").is_empty());
    assert_eq!(away.included("guest-carts")[0]["attributes"]["totals"]["shipmentTotal"], 0);
    let refused =
        ordered_by(&mut guest, 2, 22_517, |attributes| attributes["shippingAddress"]["iso2Code"] = json!("FR"));
    assert_eq!(refused.refusal(), (422, "1102"));
    assert!(guest.sandbox.ledger().orders.is_empty());
}

#[test]
fn downloads_may_be_a_shipment_without_methods() {
    let mut guest = Shopper::guest().in_a_shop(json!({"downloadGroups": true}));
    let cart = guest.take_cart(json!({"guest": "guest-1", "items": [{"sku": "777_pattern"}, {"sku": "999_cheap"}]}));
    guest.cart_id = cart["cartId"].as_str().unwrap().to_owned();
    let offer = guest.calculate(json!({}));
    let groups = offer.included("shipments");
    assert_eq!((groups.len(), &groups[1]["attributes"]["items"]), (2, &json!(["777_pattern"])));
    assert!(groups[0].get("relationships").is_some() && groups[1].get("relationships").is_none());
}

#[test]
fn the_store_lists_the_countries_that_it_ships_to() {
    let mut guest = Shopper::guest().in_a_shop(json!({"shipsTo": ["FR", "RE"]}));
    let stores = guest.get("/glue/stores").body;
    let countries = stores["data"][0]["attributes"]["countries"].as_array().unwrap();
    let codes: Vec<&Value> = countries.iter().map(|country| &country["iso2Code"]).collect();
    assert_eq!(codes, ["FR", "RE"]);
    assert_eq!(ordered_by(&mut guest, 2, 22_517, |_| ()).refusal(), (422, "1102"), "not to Germany");
    let mut guest = Shopper::guest().in_a_shop(json!({"shipsTo": ["FR", "RE"]}));
    let to = |attributes: &mut Value| attributes["shippingAddress"]["iso2Code"] = json!("RE");
    assert_eq!(ordered_by(&mut guest, 2, 22_517, to).reply.status, 201);
    assert_eq!(guest.control("POST", "/sandbox/config", json!({"shipsTo": ["XX"]})).reply.status, 400);
}

#[test]
fn payers_have_unusual_addresses() {
    for (payer, country, zip, state) in [
        ("overseas", "FR", json!("97400"), Value::Null),
        ("jersey", "GB", json!("JE2 3AB"), Value::Null),
        ("islands", "ES", json!("35001"), Value::Null),
        ("hongkong", "HK", Value::Null, json!("Kowloon")),
        ("japan", "JP", json!("100-0005"), json!("東京都")),
        ("ireland", "IE", json!("H91 AX9Y"), json!("CO GALWAY")),
        ("state", "US", json!("94103"), json!("CA")),
    ] {
        let mut guest = Shopper::guest().in_a_shop(json!({"payer": payer, "dialect": "platform"}));
        let data = guest.approved_payment();
        let told = guest.fetch_payer(&data).attributes()["customer"]["shippingAddress"][0].clone();
        assert_eq!((&told["iso2Code"], &told["zipCode"], &told["state"]), (&json!(country), &zip, &state), "{payer}");
        let mut guest = Shopper::guest().in_a_shop(json!({"payer": payer}));
        let data = guest.approved_payment();
        let told = guest.fetch_payer(&data).attributes()["customer"]["shippingAddress"].clone();
        assert_eq!((&told["iso2Code"], told.get("state")), (&json!(country), None), "{payer}: legacy has no states");
    }
}

#[test]
fn names_may_be_in_the_wrong_field_or_in_both() {
    for (payer, first, last) in [
        ("company", Value::Null, json!("Muster GmbH")),
        ("bothnames", json!("Ada Payer"), json!("Ada Payer")),
        ("fullname", Value::Null, json!("Maria del Carmen Ruiz Soto")),
    ] {
        let mut guest = Shopper::guest().in_a_shop(json!({"payer": payer}));
        let data = guest.approved_payment();
        let told = guest.fetch_payer(&data).attributes()["customer"].clone();
        assert_eq!((&told["firstName"], &told["lastName"], &told["company"]), (&first, &last, &Value::Null));
    }
}

#[test]
fn an_app_without_payer_data_says_so_in_its_configuration() {
    for (dialect, status) in [("legacy", 500), ("platform", 422)] {
        let fault = json!({"dialect": dialect, "noCustomerEndpoint": ["wallet"]});
        let mut guest = Shopper::guest().in_a_shop(fault);
        let offer = guest.calculate(json!({}));
        let names = |position: usize| {
            let configuration =
                &offer.included("payment-methods")[position]["attributes"]["paymentMethodAppConfiguration"];
            let endpoints = configuration["endpoints"].as_array().unwrap();
            endpoints.iter().any(|endpoint| endpoint["name"] == "customer")
        };
        assert_eq!((names(0), names(1)), (true, false));
        let data = guest.pay(WALLET, 22_417, None).payment_data();
        guest.decide(&data, "approve");
        let body = json!({"data": {"type": "payment-customers", "attributes": {
            "payment": {"paymentProviderName": WALLET.0, "paymentMethodName": WALLET.1},
            "customerPaymentServiceProviderData": data,
        }}});
        let answer = guest.post("/glue/payment-customers", &body);
        assert_eq!(answer.reply.status, status, "{dialect}");
        let text = if status == 422 { "Payment method not found" } else { "Internal Server Error" };
        assert!(answer.reply.body.contains(text), "{}", answer.reply.body);
    }
}
