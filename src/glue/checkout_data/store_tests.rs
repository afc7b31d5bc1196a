//! What the store and its payment methods say of themselves.

use super::super::samples::answer;
use super::*;

/// An offer of the store of that name, with a method whose app has these endpoints.
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
fn a_store_that_is_named_by_a_country_says_where_a_payment_starts() {
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
fn an_app_says_who_the_payer_is_if_it_names_that_endpoint_or_none_at_all() {
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
