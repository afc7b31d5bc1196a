//! Tests of the store's country and of the endpoints of payment apps.

use super::super::samples::answer;
use super::*;

/// An offer of the store with that name, with a method whose app has these endpoints.
fn offered(store: &str, endpoints: &str) -> Offer {
    let cart = format!(r#"{{"currency":"EUR","store":{store},"totals":{{"grandTotal":1000}}}}"#);
    let method = format!(
        r#"{{"paymentMethodName":"M","paymentProviderName":"Pay","paymentMethodAppConfiguration":{{"checkoutConfiguration":{{"strategy":"express-checkout"}}{endpoints}}}}}"#
    );
    let body = format!(
        r#"{{"data":{{"attributes":{{}}}},"included":[{{"type":"carts","id":"c","attributes":{cart}}},{{"type":"payment-methods","id":"1","attributes":{method}}}]}}"#
    );
    read(&answer(200, &body)).expect("an offer")
}

#[test]
fn the_name_of_a_store_may_be_its_country() {
    for (store, country) in [
        (r#""DE""#, Some("DE")),
        (r#""AT""#, Some("AT")),
        (r#""EU""#, None),
        (r#""de""#, None),
        (r#""D1""#, None),
        (r#""DEU""#, None),
        (r#""GERMANY""#, None),
        (r#""""#, None),
        ("null", None),
    ] {
        assert_eq!(offered(store, "").country.as_deref(), country, "{store}");
    }
}

#[test]
fn an_app_returns_the_payer_if_it_has_the_customer_endpoint_or_lists_no_endpoints() {
    for (endpoints, tells) in [
        ("", true),
        (r#","endpoints":[]"#, true),
        (r#","endpoints":[{"name":"pre-order-payment","path":"/p"}]"#, false),
        (r#","endpoints":[{"name":"customer","path":"/c"}]"#, true),
        (r#","endpoints":[{"name":"pre-order-payment","path":"/p"},{"name":"customer","path":"/c"}]"#, true),
    ] {
        assert_eq!(offered("null", endpoints).methods[0].tells_customer, tells, "{endpoints}");
    }
}
