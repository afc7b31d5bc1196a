//! Stories from the first tap to the order: guests and customers, both providers, both dialects of Glue, and both paths for
//! payer data.

use e2e::Story;
use e2e::checkout::{PAYPAL, WALLET};
use e2e::provider::wait_until_closed;
use serde_json::json;

fn order(customer: bool, method: &str, dialect: &str, route: &str) {
    let shop = json!({"dialect": dialect, "customerRoute": route});
    Story::of(customer).in_a_shop(shop).tell(|shop| {
        let checkout = shop.checkout();
        checkout.wait_for("ready");
        assert_eq!(shop.events().of("ec-ready").len(), 1);
        shop.to_the_review(method);
        assert_eq!(checkout.field("shippingAddress.address1").as_deref(), Some("Linienstraße"));
        assert_eq!(checkout.missing(), Vec::<String>::new());
        let shown = checkout.total();
        assert!(shop.ledger().orders.is_empty(), "nothing is ordered before the shopper confirms");
        checkout.place();
        checkout.wait_for("placed").wait_for_text("DE--1");
        shop.expect_one_order();
        let ledger = shop.ledger();
        assert_eq!(ledger.orders[0].grand_total, shown, "the ordered total is the shown total");
        assert_eq!(ledger.payments.len(), 1, "the payment was approved once");
        assert_eq!(shop.posts("payments").len(), 1);
        assert_eq!(shop.posts("checkout").len(), 1);
        assert_eq!(shop.posts("payment-cancellations").len(), 0);
        assert_eq!(shop.events().outcomes(), ["ordered"]);
        wait_until_closed(shop);
    });
}

macro_rules! orders {
    ($($name:ident: $customer:literal, $method:ident, $dialect:literal, $route:literal;)*) => {
        $(
            #[test]
            fn $name() {
                order($customer, $method, $dialect, $route);
            }
        )*
    };
}

orders! {
    a_guest_orders_with_paypal: false, PAYPAL, "legacy", "plural";
    a_guest_orders_with_paypal_where_the_route_is_singular: false, PAYPAL, "legacy", "singular";
    a_guest_orders_with_paypal_on_api_platform: false, PAYPAL, "platform", "plural";
    a_guest_orders_with_paypal_on_api_platform_where_the_route_is_singular: false, PAYPAL, "platform", "singular";
    a_guest_orders_with_the_wallet: false, WALLET, "legacy", "plural";
    a_guest_orders_with_the_wallet_where_the_route_is_singular: false, WALLET, "legacy", "singular";
    a_guest_orders_with_the_wallet_on_api_platform: false, WALLET, "platform", "plural";
    a_guest_orders_with_the_wallet_on_api_platform_where_the_route_is_singular: false, WALLET, "platform", "singular";
    a_customer_orders_with_paypal: true, PAYPAL, "legacy", "plural";
    a_customer_orders_with_paypal_where_the_route_is_singular: true, PAYPAL, "legacy", "singular";
    a_customer_orders_with_paypal_on_api_platform: true, PAYPAL, "platform", "plural";
    a_customer_orders_with_paypal_on_api_platform_where_the_route_is_singular: true, PAYPAL, "platform", "singular";
    a_customer_orders_with_the_wallet: true, WALLET, "legacy", "plural";
    a_customer_orders_with_the_wallet_where_the_route_is_singular: true, WALLET, "legacy", "singular";
    a_customer_orders_with_the_wallet_on_api_platform: true, WALLET, "platform", "plural";
    a_customer_orders_with_the_wallet_on_api_platform_where_the_route_is_singular: true, WALLET, "platform", "singular";
}

#[test]
fn a_shop_that_serves_only_some_resources_by_api_platform_gets_its_order() {
    let mixed = json!({"dialectByResource": {"payments": "platform", "checkout-data": "platform"}});
    Story::of_a_guest().in_a_shop(mixed).tell(|shop| {
        shop.pay_and_order(WALLET);
    });
}

#[test]
fn a_shop_whose_configurations_do_not_name_the_button_gets_its_order() {
    Story::of_a_guest().in_a_shop(json!({"appPaymentMethodKey": false})).tell(|shop| {
        shop.pay_and_order(PAYPAL);
    });
}

#[test]
fn the_confirmation_shows_address_delivery_and_payment_as_the_review_did() {
    Story::of_a_guest().tell(|shop| {
        shop.to_the_review(WALLET);
        let checkout = shop.checkout();
        let of = |row: &str| {
            let script = format!(
                "const row = root.querySelector('#ec-row-{row}').closest('.row');
                 return Array.from(row.querySelectorAll('.short p'), (node) => node.firstChild.textContent)"
            );
            checkout.inside(&script).as_array().cloned().unwrap_or_default()
        };
        let shown = [of("shippingAddress"), of("0"), of("payment")].concat();
        assert!(shown.contains(&json!("Germany")) && shown.contains(&json!("Linienstraße 12")), "{shown:?}");
        checkout.settle();
        shop.order();
        let text = checkout.text();
        // The phone is for the carrier. The shopper has checked it, and the confirmation does not repeat it.
        let is_phone = |line: &str| line.chars().all(|char| char.is_ascii_digit());
        for line in shown.iter().filter_map(|line| line.as_str()).filter(|line| !is_phone(line)) {
            assert!(text.contains(line), "{line} is not in {text}");
        }
    });
}
