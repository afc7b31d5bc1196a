//! Tests of `/checkout-data`: the request, and the reading of the offer.

use super::super::samples::{ada, answer, json, paypal, sample, sorted, survives};
use super::*;
use crate::address::Field;
use crate::flow::{Address, ChosenShipment};

fn chosen(item: &str, method: i64) -> ChosenShipment {
    ChosenShipment { items: vec![item.to_owned()].into(), method: Some(method), address: home() }
}

fn home() -> Option<Address> {
    Some(Address { fields: ada(), company_id: None, cut_short: false })
}

fn eur(minor: i64) -> Money {
    Money { minor, currency: Currency::parse("EUR").expect("a currency") }
}

fn offered(body: &str) -> Offer {
    read(&answer(200, body)).expect("an offer")
}

/// An answer with an included cart, other included resources, and the relationships of `data`.
fn body(cart: &str, relationships: &str, included: &str) -> String {
    format!(
        r#"{{"data":{{"attributes":{{}},"relationships":{relationships}}},"included":[{{"type":"carts","id":"c","attributes":{cart}}}{included}]}}"#
    )
}

const CART: &str = r#"{"currency":"EUR","totals":{"grandTotal":1000}}"#;

#[test]
fn a_guests_first_request_has_only_the_cart_and_later_ones_the_choices() {
    let bare = Draft { cart_id: "00000001-6f1c-5a0e-9d3b-2c4100000001".to_owned(), guest: true, ..Draft::default() };
    let sent = request(&bare);
    assert_eq!(
        sent.path,
        "checkout-data?include=payment-methods,shipments,shipment-methods,shipment-types,guest-carts,guest-cart-items"
    );
    assert_eq!(sent.body.map(sorted), Some(sorted(json(sample!("checkout-data.guest-no-shipment.request")))));
    let draft = Draft { shipments: vec![chosen("a", 1)], method: Some(paypal()), ..bare };
    assert_eq!(request(&draft).body.map(sorted), Some(sorted(json(sample!("checkout-data.guest.request")))));
}

#[test]
fn a_customers_request_has_each_group_of_items() {
    let mut draft = Draft {
        cart_id: "00000022-6f1c-5a0e-9d3b-2c4100000022".to_owned(),
        customer: Some(ada()),
        shipping: home(),
        shipments: vec![chosen("001_25904006", 1), chosen("999_cheap", 3)],
        ..Draft::default()
    };
    let sent = request(&draft);
    assert_eq!(
        sent.path,
        "checkout-data?include=payment-methods,shipments,shipment-methods,shipment-types,carts,addresses,items,company-business-unit-addresses"
    );
    assert_eq!(sent.body.map(sorted), Some(sorted(json(sample!("checkout-data.customer-split.request")))));
    draft.shipments[0].address = None;
    let groups = request(&draft).body.expect("a body");
    let group = &groups.get("data").get("attributes").get("shipments").items()[0];
    assert!(group.members().iter().all(|(key, _)| key != "shippingAddress"));
}

#[test]
fn the_first_request_sends_no_address_and_reads_no_company_address() {
    let draft = Draft { billing: home(), shipments: vec![chosen("a", 1), chosen("b", 2)], ..Draft::default() };
    let sent = first_request(&draft);
    // The first request does not read items either. It reads only what the buttons and the price need.
    assert_eq!(
        sent.path,
        "checkout-data?include=payment-methods,shipments,shipment-methods,shipment-types,carts,addresses"
    );
    let guest = first_request(&Draft { guest: true, ..Draft::default() });
    assert_eq!(
        guest.path,
        "checkout-data?include=payment-methods,shipments,shipment-methods,shipment-types,guest-carts"
    );
    let body = sent.body.expect("a body").to_string();
    assert!(body.contains(r#"{"items":["a"],"idShipmentMethod":1,"requestedDeliveryDate":null}"#), "{body}");
    assert!(!body.contains("Address"), "{body}");
}

#[test]
fn a_company_users_own_addresses_come_before_the_companys() {
    let address = r#"{"address1":"Hafenstraße","address2":"3","zipCode":"20457","city":"Hamburg","iso2Code":"DE"}"#;
    let included = format!(
        r#",{{"type":"company-business-unit-addresses","id":"unit","attributes":{address}}},{{"type":"addresses","id":"home","attributes":{address}}}"#
    );
    let offer = offered(&body(CART, "{}", &included));
    let saved: Vec<_> = offer.saved.iter().map(|saved| (saved.id.as_str(), saved.is_company)).collect();
    assert_eq!(saved, [("home", false), ("unit", true)]);
}

#[test]
fn a_single_shipment_uses_the_addresses_of_the_whole_cart() {
    let draft = Draft {
        billing: home(),
        shipping: home(),
        shipments: vec![ChosenShipment { items: Default::default(), method: None, address: None }],
        ..Draft::default()
    };
    let body = request(&draft).body.expect("a body");
    let attributes = body.get("data").get("attributes");
    let keys: Vec<_> = attributes.members().iter().map(|(key, _)| key.as_str()).collect();
    assert_eq!(keys, ["idCart", "billingAddress", "shippingAddress"]);
}

#[test]
fn total_methods_and_shipments_of_a_guest_are_read() {
    let offer = offered(sample!("checkout-data.guest.response"));
    assert_eq!(offer.total, eur(22417));
    assert_eq!(
        offer.totals,
        Totals {
            subtotal: Some(24363),
            discount: Some(2436),
            shipment: Some(490),
            fees: Some(0),
            tax: Some(3579),
            tax_on_top: false,
            gift_cards: None
        }
    );
    let keys: Vec<_> = offer.methods.iter().map(|method| method.key.as_str()).collect();
    assert_eq!(keys, ["payone-paypal-express", "redirectpay-wallet-redirect", "stripe-stripe"]);
    let paypal = &offer.methods[0];
    assert_eq!((paypal.provider.as_str(), paypal.name.as_str()), ("payone", "PayPal Express"));
    assert_eq!(paypal.app_key.as_deref(), Some("paypal-express"));
    assert_eq!(paypal.scripts[0].params[1], ("locale".to_owned(), "localeName".to_owned()));
    assert_eq!(paypal.data.get("isLive").bool(), Some(false));
    assert_eq!((&offer.methods[1].data, offer.methods[1].scripts.len()), (&Json::Map(vec![]), 0));
    assert_eq!(offer.methods[2].scripts[0].params, vec![]);
    assert_eq!(offer.shipments.len(), 1);
    assert_eq!(offer.shipments[0].items[..], ["066_23294028", "180_29664611"]);
    assert_eq!(offer.shipments[0].selected, Some(1));
    let standard = ShipmentMethod {
        id: 1,
        name: "Standard".to_owned(),
        carrier: "Spryker Dummy Shipment".to_owned(),
        price: Some(eur(490)),
    };
    assert_eq!((offer.shipments[0].methods.len(), &offer.shipments[0].methods[0]), (3, &standard));
    assert_eq!(offer.saved, vec![]);
}

#[test]
fn another_shipment_method_changes_the_total_but_not_the_fingerprint() {
    let before = offered(sample!("checkout-data.guest-no-shipment.response"));
    let after = offered(sample!("checkout-data.guest.response"));
    assert_eq!((before.total, before.shipments[0].selected), (eur(21927), None));
    assert_eq!(before.fingerprint, "066_23294028,180_29664611|24363|EUR|DE");
    assert_eq!(before.fingerprint, after.fingerprint);
}

#[test]
fn two_shipments_and_the_saved_address_of_a_customer_are_read() {
    let offer = offered(sample!("checkout-data.customer-split.response"));
    assert_eq!(offer.total, eur(10895));
    let selected: Vec<_> =
        offer.shipments.iter().map(|shipment| (shipment.items[0].as_str(), shipment.selected)).collect();
    assert_eq!(selected, [("001_25904006", Some(1)), ("999_cheap", Some(3))]);
    assert_eq!(offer.fingerprint, "001_25904006,999_cheap|10449|EUR|DE");
    let Saved { id, is_company, fields: address } = &offer.saved[0];
    assert_eq!((id.as_str(), is_company), ("00000025-6f1c-5a0e-9d3b-2c4100000025", &false));
    assert_eq!(address.get(&Field::Iso2Code).map(String::as_str), Some("DE"));
    assert!(address.get(&Field::Company).is_none());
}

#[test]
fn the_sample_has_three_express_methods() {
    let entries = json(sample!("payment-methods.included"));
    let entries: Vec<_> = entries.items().iter().collect();
    assert_eq!(methods(&entries).len(), 3);
}

#[test]
fn gift_cards_reduce_the_amount_to_pay() {
    for (totals, total, covered) in [
        (r#"{"grandTotal":1000,"priceToPay":400}"#, 400, Some(600)),
        (r#"{"grandTotal":"1000","priceToPay":"0"}"#, 0, Some(1000)),
        (r#"{"grandTotal":1000,"priceToPay":null}"#, 1000, None),
        (r#"{"grandTotal":1000,"priceToPay":1200}"#, 1000, None),
        (r#"{"grandTotal":9007199254740993}"#, 9_007_199_254_740_993, None),
    ] {
        let offer = offered(&body(&format!(r#"{{"currency":"EUR","totals":{totals}}}"#), "{}", ""));
        assert_eq!((offer.total, offer.totals.gift_cards), (eur(total), covered), "{totals}");
    }
}

#[test]
fn an_answer_without_a_valid_amount_is_unreadable() {
    let mut carts = vec!["{}".to_owned(), "null".to_owned(), r#"{"currency":"EUR","totals":[]}"#.to_owned()];
    for wrong in ["-1", "1.5", "9223372036854775808", "1e400", "null", "\"\"", "\"12x\"", "true", "[]", "{}"] {
        carts.push(format!(r#"{{"currency":"EUR","totals":{{"grandTotal":{wrong}}}}}"#));
        if wrong != "null" {
            carts.push(format!(r#"{{"currency":"EUR","totals":{{"grandTotal":5,"priceToPay":{wrong}}}}}"#));
        }
    }
    for currency in ["null", "\"\"", "\"eur\"", "\"EURO\"", "7", "{}"] {
        carts.push(format!(r#"{{"currency":{currency},"totals":{{"grandTotal":5}}}}"#));
    }
    for cart in carts {
        assert_eq!(read(&answer(200, &body(&cart, "{}", ""))), Err(GlueError::Unreadable { status: 200 }), "{cart}");
    }
    for body in
        [r#"{"data":{}}"#, r#"{"data":{},"included":{}}"#, r#"{"data":{},"included":[null,1,{"type":"carts"}]}"#]
    {
        assert_eq!(read(&answer(200, body)), Err(GlueError::Unreadable { status: 200 }), "{body}");
    }
}

#[test]
fn express_methods_are_sorted_by_priority_and_then_by_the_relationship() {
    let method = |id: u8, priority: &str, rest: &str| {
        format!(
            r#",{{"type":"payment-methods","id":{id},"attributes":{{"paymentMethodName":"M {id}","paymentProviderName":"Pay",{rest}"priority":{priority},"paymentMethodAppConfiguration":{{"checkoutConfiguration":{{"strategy":"express-checkout"}}}}}}}}"#
        )
    };
    let included = [
        method(1, "null", ""),
        method(2, "7", ""),
        method(3, "\"2\"", ""),
        method(4, "7", ""),
        method(5, "1", r#""paymentProviderName":" ","#),
        method(6, "1", r#""paymentMethodName":null,"#),
        method(7, "null", ""),
    ]
    .concat();
    let keys = |relationships: &str| -> Vec<String> {
        let offer = offered(&body(CART, relationships, &included));
        offer.methods.into_iter().map(|method| method.key).collect()
    };
    assert_eq!(keys("{}"), ["Pay-m-3", "Pay-m-2", "Pay-m-4", "Pay-m-1", "Pay-m-7"]);
    let named = r#"{"payment-methods":{"data":[{"id":"7"},{"id":"4"},{"id":"2"},{"id":"1"},{"id":"99"},null]}}"#;
    assert_eq!(keys(named), ["Pay-m-4", "Pay-m-2", "Pay-m-7", "Pay-m-1"]);
}

const METHODS: &str = r#",{"type":"shipment-methods","id":"1","attributes":{"name":"A","price":null}},{"type":"shipment-methods","id":2,"attributes":{"name":7,"price":"5","currencyIsoCode":"CHF"}},{"type":"shipment-methods","id":"x"}"#;

fn group(id: u8, items: &str, relation: &str) -> String {
    format!(r#",{{"type":"shipments","id":"{id}","attributes":{{"items":{items}}},"relationships":{relation}}}"#)
}

/// Items and method ids of each shipment.
fn shipped(included: &str) -> Option<Vec<(Vec<String>, Vec<i64>)>> {
    let offer = read(&answer(200, &body(CART, "{}", included))).ok()?;
    let ids = |shipment: &Shipment| shipment.methods.iter().map(|method| method.id).collect();
    Some(offer.shipments.iter().map(|shipment| (shipment.items.to_vec(), ids(shipment))).collect())
}

#[test]
fn a_cart_without_anything_to_ship_has_no_groups_of_items() {
    assert_eq!(shipped(""), Some(vec![]));
    assert_eq!(shipped(&group(1, "[]", "{}")), Some(vec![]));
    assert_eq!(shipped(&group(1, "null", r#"{"shipment-methods":{"data":[]}}"#)), Some(vec![]));
}

#[test]
fn items_without_a_possible_method_still_need_a_shipment() {
    // Glue groups every item that is shipped, also if no carrier serves the address of the request.
    let kept = Some(vec![(vec!["a".to_owned()], vec![])]);
    assert_eq!(shipped(&group(1, r#"["a"]"#, "{}")), kept);
    assert_eq!(shipped(&group(1, r#"["a"]"#, r#"{"shipment-methods":{"data":[]}}"#)), kept);
    let both = group(1, r#"["a"]"#, "{}") + &group(2, r#"["b"]"#, "{}") + &group(3, "[]", "{}");
    assert_eq!(shipped(&both), Some(vec![(vec!["a".to_owned()], vec![]), (vec!["b".to_owned()], vec![])]));
}

#[test]
fn groups_without_named_methods_can_use_all_methods() {
    let a = || vec!["a".to_owned()];
    assert_eq!(shipped(METHODS), Some(vec![(vec![], vec![1, 2])]), "without any group");
    assert_eq!(shipped(&(group(1, r#"["a"]"#, "{}") + METHODS)), Some(vec![(a(), vec![1, 2])]));
    let two = group(1, r#"["a"]"#, "{}") + &group(2, r#"[7]"#, "[]") + &group(3, "[]", "null") + METHODS;
    assert_eq!(shipped(&two), Some(vec![(a(), vec![1, 2]), (vec!["7".to_owned()], vec![1, 2])]));
}

#[test]
fn a_group_without_methods_is_kept_beside_a_group_with_methods() {
    let one = r#"{"shipment-methods":{"data":[{"id":2}]}}"#;
    let mixed = group(1, r#"["a"]"#, one) + &group(2, r#"["b"]"#, "{}") + METHODS;
    assert_eq!(shipped(&mixed), Some(vec![(vec!["a".to_owned()], vec![2]), (vec!["b".to_owned()], vec![])]));
    assert_eq!(shipped(&group(1, r#"["a"]"#, one)), None, "the named method is not included");
}

/// Two methods, of which the first has that shipment type.
fn typed(key: &str) -> String {
    format!(
        r#",{{"type":"shipment-methods","id":"1","attributes":{{"price":0}},"relationships":{{"shipment-types":{{"data":[{{"type":"shipment-types","id":"t1"}}]}}}}}},{{"type":"shipment-methods","id":"2","attributes":{{"price":5}},"relationships":{{"shipment-types":{{"data":{{"type":"shipment-types","id":"t2"}}}}}}}},{{"type":"shipment-types","id":"t1","attributes":{{"key":"{key}"}}}},{{"type":"shipment-types","id":"t2","attributes":{{"key":"delivery"}}}}"#
    )
}

#[test]
fn methods_for_pick_up_are_left_out() {
    let both = r#"{"shipment-methods":{"data":[{"id":"1"},{"id":"2"}]}}"#;
    let a = || vec!["a".to_owned()];
    assert_eq!(shipped(&(group(1, r#"["a"]"#, both) + &typed("pickup"))), Some(vec![(a(), vec![2])]));
    assert_eq!(shipped(&(group(1, r#"["a"]"#, both) + &typed("delivery"))), Some(vec![(a(), vec![1, 2])]));
    assert_eq!(shipped(&typed("pickup")), Some(vec![(vec![], vec![2])]), "without any group");
}

#[test]
fn a_method_for_pick_up_is_never_selected() {
    let selected = |id: u8, key: &str| {
        let group = format!(
            r#",{{"type":"shipments","id":"1","attributes":{{"items":["a"],"selectedShipmentMethod":{{"id":{id}}}}},"relationships":{{"shipment-methods":{{"data":[{{"id":"1"}},{{"id":"2"}}]}}}}}}"#
        );
        offered(&body(CART, "{}", &[&group, &*typed(key)].concat())).shipments[0].selected
    };
    assert_eq!([selected(1, "pickup"), selected(1, "delivery"), selected(2, "pickup")], [None, Some(1), Some(2)]);
}

#[test]
fn a_cart_with_only_pick_up_is_blocked() {
    let one = r#"{"shipment-methods":{"data":[{"id":"1"}]}}"#;
    for included in [group(1, r#"["a"]"#, one), group(1, "[]", one)] {
        let offer = offered(&body(CART, "{}", &(included + &typed("pickup"))));
        let [shipment] = &offer.shipments[..] else { panic!("one group") };
        assert_eq!((shipment.methods.len(), shipment.only_pick_up, offer.is_blocked()), (0, true, true));
        assert!(!offer.is_deliverable());
    }
    let nothing = offered(&body(CART, "{}", &group(1, r#"["a"]"#, "{}")));
    assert!(!nothing.shipments[0].only_pick_up && !nothing.is_blocked(), "another address may have a method");
}

#[test]
fn without_included_shipment_types_all_methods_are_possible() {
    // A relationship to a resource that is not included is ignored.
    let alone = typed("pickup").split(",{\"type\":\"shipment-types\"").next().unwrap_or_default().to_owned();
    assert_eq!(shipped(&alone), Some(vec![(vec![], vec![1, 2])]));
    let of_another = r#",{"type":"shipment-types","id":"t1","attributes":{"key":"pickup"}}"#;
    assert_eq!(shipped(&(METHODS.to_owned() + of_another)), Some(vec![(vec![], vec![1, 2])]));
}

/// The totals of a cart with these attributes, and with a selected shipment method of that price if there is one.
fn totals(cart: &str, selected: Option<i64>) -> Totals {
    let selected = selected.map_or("null".to_owned(), |price| format!(r#"{{"id":1,"price":{price}}}"#));
    let shipment = format!(
        r#",{{"type":"shipments","id":"1","attributes":{{"items":["a"],"selectedShipmentMethod":{selected}}}}}"#
    );
    let method = r#",{"type":"shipment-methods","id":"1","attributes":{"price":590}}"#;
    offered(&body(cart, "{}", &(shipment + method))).totals
}

#[test]
fn expenses_beyond_the_shipment_are_fees() {
    for (wire, selected, shipment, fees) in [
        (r#""expenseTotal":1090,"shipmentTotal":590"#, Some(590), Some(590), Some(500)),
        (r#""expenseTotal":590,"shipmentTotal":590"#, Some(590), Some(590), Some(0)),
        (r#""expenseTotal":"500","shipmentTotal":0"#, None, Some(0), Some(500)),
        // Without a total of the shipment, the price of the selected method is used.
        (r#""expenseTotal":1090"#, Some(590), Some(590), Some(500)),
        (r#""expenseTotal":500,"shipmentTotal":null"#, None, Some(0), Some(500)),
        (r#""expenseTotal":300"#, Some(590), Some(300), Some(0)),
        (r#""shipmentTotal":590"#, Some(590), Some(590), None),
        ("", Some(590), None, None),
        // Less than the shipment: the fees are unknown, and none are invented.
        (r#""expenseTotal":100,"shipmentTotal":590"#, Some(590), Some(590), None),
    ] {
        let comma = if wire.is_empty() { "" } else { "," };
        let totals = totals(&format!(r#"{{"currency":"EUR","totals":{{"grandTotal":1000{comma}{wire}}}}}"#), selected);
        assert_eq!((totals.shipment, totals.fees), (shipment, fees), "{wire}");
    }
}

#[test]
fn tax_is_added_to_net_prices() {
    let net = |mode: &str| {
        let cart =
            format!(r#"{{"currency":"EUR","priceMode":{mode},"totals":{{"grandTotal":12495,"taxTotal":1995}}}}"#);
        totals(&cart, None).tax_on_top
    };
    assert!(net("\"NET_MODE\""));
    for other in ["\"GROSS_MODE\"", "null", "\"net\"", "7"] {
        assert!(!net(other), "{other}");
    }
}

#[test]
fn lines_of_gross_and_net_carts_add_up() {
    for (mode, grand, tax) in [("GROSS_MODE", 10_590, 1_691), ("NET_MODE", 12_602, 2_012)] {
        let cart = format!(
            r#"{{"currency":"EUR","priceMode":"{mode}","totals":{{"subtotal":10000,"discountTotal":500,"expenseTotal":1090,"shipmentTotal":590,"taxTotal":{tax},"grandTotal":{grand},"priceToPay":{}}}}}"#,
            grand - 2_000
        );
        let offer = offered(&body(&cart, "{}", METHODS));
        assert!(offer.summed_lines().is_some(), "{mode}: {:?}", offer.lines());
    }
}

#[test]
fn a_discount_that_depends_on_the_shipment_does_not_change_the_cart() {
    let cart = |discount: i64, items: i64| {
        format!(
            r#"{{"currency":"EUR","store":"DE","totals":{{"subtotal":{items},"discountTotal":{discount},"grandTotal":1000}}}}"#
        )
    };
    let offer = |discount, items| offered(&body(&cart(discount, items), "{}", METHODS));
    assert!(offer(590, 1_000).is_same_cart(&offer(1_290, 1_000)));
    assert!(!offer(590, 1_000).is_same_cart(&offer(590, 1_001)));
}

#[test]
fn the_same_items_in_other_quantities_are_another_cart() {
    let counted = |kind: &str, items: &[(&str, &str)]| {
        let item = |(id, quantity): &(&str, &str)| {
            format!(r#",{{"type":"{kind}","id":"{id}","attributes":{{"quantity":{quantity}}}}}"#)
        };
        offered(&body(CART, "{}", &items.iter().map(item).collect::<String>()))
    };
    for kind in ["items", "guest-cart-items"] {
        let cart = counted(kind, &[("a", "1"), ("b", "\"3\"")]);
        assert!(cart.is_same_cart(&counted(kind, &[("b", "3"), ("a", "\"1\"")])), "in any order");
        assert!(!cart.is_same_cart(&counted(kind, &[("a", "3"), ("b", "1")])));
        assert!(!cart.is_same_cart(&counted(kind, &[("a", "1"), ("b", "3"), ("c", "1")])));
        assert!(cart.is_same_cart(&offered(&body(CART, "{}", ""))), "the first answer has no quantities");
    }
    assert_eq!(counted("items", &[("a", "1"), ("b", "null")]).quantities, None, "one quantity is missing");
}

#[test]
fn thresholds_have_the_shops_message() {
    let cart = r#"{"currency":"EUR","totals":{"grandTotal":1000},"thresholds":[
        {"type":"hard-minimum-threshold","threshold":2000,"fee":null,"deltaWithSubtotal":1000,"message":"Please order for\n  at <b>least</b> €20.00.\u202e"},
        {"type":"soft-minimum-threshold-fixed-fee","threshold":5000,"fee":500,"deltaWithSubtotal":"4000","message":null},
        {"type":"hard-maximum-threshold","deltaWithSubtotal":-1,"message":"cart.threshold.maximum"},
        {"type":null,"message":"nothing"},7,null]}"#;
    let offer = offered(&body(cart, "{}", ""));
    let seen: Vec<_> = offer
        .thresholds
        .iter()
        .map(|missed| (missed.kind.as_str(), missed.message.as_deref(), missed.delta, missed.is_hard()))
        .collect();
    assert_eq!(
        seen,
        [
            ("hard-minimum-threshold", Some("Please order for at least €20.00."), Some(1_000), true),
            ("soft-minimum-threshold-fixed-fee", None, Some(4_000), false),
            ("hard-maximum-threshold", None, None, true),
        ],
        "an untranslated glossary key is not a message"
    );
    assert!(offer.is_blocked());
    for none in ["[]", "{}", "null", "7"] {
        let cart = format!(r#"{{"currency":"EUR","totals":{{"grandTotal":1000}},"thresholds":{none}}}"#);
        assert_eq!(offered(&body(&cart, "{}", "")).thresholds, vec![]);
    }
}

#[test]
fn a_long_message_of_the_shop_is_shortened() {
    let cart = |message: &str| {
        let message = Json::from(message.to_owned());
        format!(
            r#"{{"currency":"EUR","totals":{{"grandTotal":1000}},"thresholds":[{{"type":"soft","message":{message}}}]}}"#
        )
    };
    let read = |message: &str| offered(&body(&cart(message), "{}", "")).thresholds[0].message.clone();
    let cut = read(&"wörd ".repeat(500)).expect("a sentence");
    assert!(cut.chars().count() <= 201 && cut.ends_with('…'), "{cut}");
    assert_eq!(read(" \u{200b}\n"), None);
    assert_eq!(read("最低注文金額は2,000円です").as_deref(), Some("最低注文金額は2,000円です"));
    assert_eq!(read("Up to 5 < 6 kg").as_deref(), Some("Up to 5 < 6 kg"));
}

#[test]
fn a_missing_price_is_unknown_and_a_number_is_read_as_a_name() {
    let offer = offered(&body(CART, "{}", METHODS));
    let [first, second] = &offer.shipments[0].methods[..] else { panic!("two methods") };
    assert_eq!((first.price, second.name.as_str()), (None, "7"));
    assert_eq!(second.price.map(|price| (price.minor, price.currency.code().to_owned())), Some((5, "CHF".to_owned())));
}

#[test]
fn the_default_shipping_address_comes_first() {
    let address = |id: &str, rest: &str| format!(r#",{{"type":"addresses","id":{id},"attributes":{{{rest}}}}}"#);
    let included = [
        address("1", r#""city":"A","company":null"#),
        address("2", r#""phone":"1""#),
        address("null", r#""city":"B""#),
        address("\"3\"", r#""zipCode":3,"isDefaultShipping":true"#),
    ]
    .concat();
    let ids: Vec<_> = offered(&body(CART, "{}", &included)).saved.into_iter().map(|Saved { id, .. }| id).collect();
    assert_eq!(ids, ["3", "1"]);
}

#[test]
fn the_related_cart_is_read_also_if_the_relationship_is_a_single_object() {
    let other = r#",{"type":"carts","id":"other","attributes":{"currency":"CHF","totals":{"grandTotal":7}}}"#;
    let offer = offered(&body(CART, r#"{"carts":{"data":{"type":"carts","id":"other"}}}"#, other));
    assert_eq!(offer.total.minor, 7);
}

#[test]
fn damaged_answers_do_not_cause_a_panic() {
    survives(sample!("checkout-data.customer-split.response"), read);
}
