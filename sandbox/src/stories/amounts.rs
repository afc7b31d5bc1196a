//! Tests of the totals: other currencies, net prices, fees, vouchers, gift cards, and a total of zero.

use crate::shopper::{Answer, PAYPAL, Shopper};
use serde_json::{Map, Value, json};

fn totals(answer: &Answer) -> Value {
    answer.included("guest-carts")[0]["attributes"]["totals"].clone()
}

fn shop_with_cart(changes: Value, wish: Value) -> Shopper {
    let mut guest = Shopper::guest().in_a_shop(changes);
    let mut whole = json!({"guest": "guest-1"});
    for (name, value) in wish.as_object().cloned().unwrap_or_default() {
        whole[name] = value;
    }
    let made = guest.take_cart(whole);
    guest.cart_id = made["cartId"].as_str().expect("a cart").to_owned();
    guest
}

fn approved(guest: &mut Shopper, amount: i64) -> Map<String, Value> {
    let data = guest.pay(PAYPAL, amount, None).payment_data();
    guest.decide(&data, "approve");
    data
}

#[test]
fn a_hungarian_store_has_prices_in_forints() {
    let mut guest = shop_with_cart(json!({"store": "HU"}), json!({"items": [{"sku": "999_cheap"}]}));
    let offer = guest.calculate(json!({"shipment": {"idShipmentMethod": 1}}));
    assert_eq!(offer.included("guest-carts")[0]["attributes"]["currency"], "HUF");
    assert_eq!(
        totals(&offer)["grandTotal"],
        60_000 + 196_000,
        "600.00 and 1,960.00, with the decimals that ISO counts"
    );
    assert_eq!(offer.included("shipment-methods")[0]["attributes"]["price"], 196_000);
    let stores = guest.get("/glue/stores").body;
    assert_eq!(stores["data"][0]["attributes"]["currencies"][0], json!({"code": "HUF", "name": "Hungarian Forint"}));
}

#[test]
fn a_cart_may_be_in_any_currency_and_at_any_price() {
    for (currency, cheapest) in
        [("JPY", 240), ("KWD", 495), ("IQD", 2_100_000), ("ISK", 225), ("COP", 675_000), ("SEK", 150)]
    {
        let wish = json!({"store": "INT", "currency": currency, "items": [{"sku": "999_cheap"}]});
        let mut guest = shop_with_cart(json!({}), wish);
        assert_eq!(totals(&guest.calculate(json!({})))["grandTotal"], cheapest, "{currency}");
    }
    let items = json!([{"sku": "777_pattern", "quantity": 2, "price": 64_950}]);
    let mut guest = shop_with_cart(json!({}), json!({"currency": "HUF", "items": items}));
    assert_eq!(totals(&guest.calculate(json!({})))["subtotal"], 129_900);
    assert_eq!(
        guest.control("POST", "/sandbox/carts", json!({"guest": "g", "currency": "XX"})).reply.status,
        400,
        "no such currency"
    );
}

#[test]
fn tax_is_added_to_net_prices() {
    let mut guest = shop_with_cart(
        json!({}),
        json!({"priceMode": "NET_MODE", "items": [{"sku": "999_cheap", "price": 5_000, "quantity": 2}]}),
    );
    let offer = guest.calculate(json!({"shipment": {"idShipmentMethod": 1}}));
    let told = totals(&offer);
    // 100.00 minus ten percent, plus 4.90 for the shipment, plus nineteen percent tax.
    let wanted = json!({
        "expenseTotal": 490, "discountTotal": 1_000, "taxTotal": 1_803, "subtotal": 10_000, "grandTotal": 11_293,
        "priceToPay": 11_293, "shipmentTotal": 490,
    });
    assert_eq!(told, wanted);
    let id = guest.cart_id.clone();
    let cart = guest.get(&format!("/glue/guest-carts/{id}?include=guest-cart-items"));
    let prices = &cart.included("guest-cart-items")[0]["attributes"]["calculations"];
    assert_eq!((&prices["sumNetPrice"], &prices["sumGrossPrice"]), (&json!(10_000), &json!(0)));
    let data = approved(&mut guest, 11_412);
    assert_eq!(guest.order(&data).reply.status, 201, "Express costs 1.00 more, plus tax");
    assert_eq!(guest.violations(), [""; 0]);
}

#[test]
fn a_project_specific_fee_is_an_expense_but_not_a_shipment() {
    let mut guest = Shopper::guest().in_a_shop(json!({"fee": 500}));
    let told = totals(&guest.calculate(json!({"shipment": {"idShipmentMethod": 2}})));
    assert_eq!((&told["shipmentTotal"], &told["expenseTotal"]), (&json!(590), &json!(1_090)));
    assert_eq!(told["grandTotal"], 23_017);
}

#[test]
fn a_voucher_for_shipment_changes_the_discount_but_not_the_total() {
    let vouchers = json!({"shipmentDiscounts": {"1": 490, "2": 590, "3": 1_000}});
    let mut guest = Shopper::guest().in_a_shop(vouchers);
    let mut told = |method: u32| totals(&guest.calculate(json!({"shipment": {"idShipmentMethod": method}})));
    let (standard, express) = (told(1), told(2));
    assert_eq!(standard["grandTotal"], express["grandTotal"]);
    assert_eq!((&standard["discountTotal"], &express["discountTotal"]), (&json!(2_926), &json!(3_026)));
    let offer = guest.calculate(json!({"shipment": {"idShipmentMethod": 1}}));
    let discounts = &offer.included("guest-carts")[0]["attributes"]["discounts"];
    assert_eq!(discounts[1], json!({"displayName": "Free shipping", "amount": 490, "code": "SHIPFREE"}));
}

#[test]
fn a_gift_card_reduces_the_amount_of_the_payment() {
    let mut guest = shop_with_cart(json!({}), json!({"giftCard": 2_000}));
    let told = totals(&guest.calculate(json!({"shipment": {"idShipmentMethod": 2}})));
    assert_eq!((&told["grandTotal"], &told["priceToPay"]), (&json!(22_517), &json!(20_517)));
    let data = approved(&mut guest, 20_517);
    assert_eq!(guest.order(&data).reply.status, 201);
    assert_eq!(guest.violations(), [""; 0]);
    let order = &guest.sandbox.ledger().orders[0];
    assert_eq!((order.grand_total, order.price_to_pay, order.payment_amount), (22_517, 20_517, Some(20_517)));
}

#[test]
fn the_total_may_be_zero_from_the_start_or_after_choosing_a_shipment_method() {
    let mut guest = shop_with_cart(json!({}), json!({"giftCard": 99_999}));
    assert_eq!(totals(&guest.calculate(json!({})))["priceToPay"], 0);

    let mut guest = Shopper::guest().in_a_shop(json!({"shipmentDiscounts": {"2": 999_999}}));
    let mut told = |method: u32| totals(&guest.calculate(json!({"shipment": {"idShipmentMethod": method}})));
    assert_eq!((told(1)["priceToPay"].as_i64(), told(2)["priceToPay"].as_i64()), (Some(22_417), Some(0)));
    for amount in [0, -5] {
        let refused = guest.pay(PAYPAL, amount, None);
        assert_eq!(refused.reply.status, 422);
        assert!(guest.violations().contains(&format!("a payment of {amount}")));
    }
}

#[test]
fn a_cart_can_be_changed_by_the_control_route() {
    let mut guest = Shopper::guest();
    let path = format!("/sandbox/carts/{}", guest.cart_id);
    let same_price = json!([{"sku": "001_25904006", "price": 14_553}, {"sku": "180_29664611", "quantity": 2}]);
    let changed = guest.control("POST", &path, json!({"items": same_price}));
    assert_eq!((changed.reply.status, &changed.body["grandTotal"]), (200, &json!(21_927)));
    assert_eq!(guest.control("POST", &path, json!({"giftCard": 1_000})).body["priceToPay"], 20_927);
    assert_eq!(guest.control("POST", &path, json!({"items": []})).body["grandTotal"], 0);
    assert_eq!(guest.calculate(json!({})).reply.status, 200, "an empty cart is still a cart");
    assert_eq!(guest.control("POST", &path, json!({"items": [{"sku": "nope"}]})).reply.status, 400);
    assert_eq!(guest.control("POST", "/sandbox/carts/nope", json!({})).reply.status, 400);
    assert_eq!(guest.control("POST", &path, json!({"priceMode": "MOOD"})).reply.status, 400);
}

#[test]
fn paypals_page_shows_shipment_costs_in_the_currency_of_the_payment() {
    let mut guest = shop_with_cart(json!({"store": "HU"}), json!({"items": [{"sku": "999_cheap"}]}));
    let mut body = crate::shopper::fixture!("payments.first.request");
    body["data"]["attributes"]["quote"]["currency"]["code"] = json!("HUF");
    body["data"]["attributes"]["payment"]["amount"] = json!(256_000);
    let data = guest.post("/glue/payments", &body).payment_data();
    let token = data["orderId"].as_str().expect("an order id");
    let page = guest.request("GET", &format!("/psp/paypal/approve?token={token}&changes=option"), "", &[]).reply.body;
    assert!(page.contains("1960.00") && page.contains("2560.00 HUF"), "{page}");
}
