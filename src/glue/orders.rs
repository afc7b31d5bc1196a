//! `GET /orders`: a customer's orders, to find out whether `/checkout` placed an order when its answer was lost.
//!
//! Headers: the bearer token. Guests have no list (403 with code 002).
//!
//! Rules (orders-rest-api, sales): the id is the order reference; `currencyIsoCode` and `totals.grandTotal` are its
//! total; `createdAt` is its time, to the second. Without `sort` the order of the list is not defined: usually the
//! oldest come first, and API Platform returns ten (`OrdersStorefrontProvider::DEFAULT_LIMIT`). Both stacks support
//! `sort=-createdAt`.

use super::{Request, Response, Verb, error};
use crate::flow::{GlueError, KnownOrder, ORDERS_KEPT, OrderList};
use crate::json::Json;
use crate::money::{Currency, Money};

/// The number of orders that API Platform returns without a limit in the request.
const DEFAULT_LIMIT: usize = 10;

/// The request for the newest orders, the newest first.
pub fn request() -> Request {
    let path = ["orders?sort=-createdAt&page[offset]=0&page[limit]=", &ORDERS_KEPT.to_string()].concat();
    Request { verb: Verb::Get, path, body: None }
}

/// The request for one order.
pub fn request_one(reference: &str) -> Request {
    let mut path = "orders/".to_owned();
    for byte in reference.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
            path.push(byte.into());
        } else {
            path.push('%');
            path.extend([byte >> 4, byte & 15].into_iter().filter_map(|digit| char::from_digit(digit.into(), 16)));
        }
    }
    Request { verb: Verb::Get, path, body: None }
}

/// How an order is paid: the names of its payment methods and providers, as Glue spells them.
///
/// # Errors
/// Refusals, and successes without an order.
pub fn read_payments(answer: &Response) -> Result<Vec<String>, GlueError> {
    let document = error::resource(answer)?;
    let mut names = Vec::new();
    for payment in document.get("data").get("attributes").get("payments").items() {
        for key in ["paymentMethod", "paymentProvider"] {
            names.extend(payment.get(key).text().map(str::to_owned));
        }
    }
    Ok(names)
}

/// The orders, in the sequence of Glue's answer. An entry without a reference makes the whole list unreadable: if an order
/// were overlooked, it could be placed twice.
///
/// # Errors
/// Refusals, and successes without a list of orders.
pub fn read(answer: &Response) -> Result<OrderList, GlueError> {
    let document = error::document(answer)?;
    let Json::List(entries) = document.get("data") else { return Err(error::unreadable(answer)) };
    let mut orders = Vec::new();
    let mut times = Vec::new();
    for entry in entries {
        let Some(reference) = entry.get("id").text() else { return Err(error::unreadable(answer)) };
        let attributes = entry.get("attributes");
        let currency = attributes.get("currencyIsoCode").str().and_then(Currency::parse);
        let total = attributes.get("totals").get("grandTotal").int().zip(currency);
        let total = total.map(|(minor, currency)| Money { minor, currency });
        times.push(attributes.get("createdAt").str());
        orders.push(KnownOrder { reference: reference.to_owned(), total });
    }
    // All times have one format, so texts sort like times. With an order that has no time, the sequence proves nothing.
    let falling = times.windows(2).all(|pair| pair[0].zip(pair[1]).is_some_and(|(one, next)| one >= next));
    // Orders of the same second (an import) do not show how the list is sorted. So a list that may be incomplete needs at
    // least two different times.
    let newest_first = falling && (times.len() < DEFAULT_LIMIT || times.first() != times.last());
    Ok(OrderList { orders, newest_first })
}

#[cfg(test)]
mod tests {
    use super::super::samples::{answer, json, sample, survives};
    use super::*;

    fn list() -> String {
        let placed = json(sample!("checkout.guest.response"));
        let order = placed.get("included").items().iter().find(|entry| entry.get("type").str() == Some("orders"));
        Json::map([("data", Json::list(order.cloned()))]).to_string()
    }

    fn read_list(body: &str) -> Vec<(String, bool)> {
        let list = read(&answer(200, body)).expect("a list");
        list.orders.into_iter().map(|order| (order.reference, list.newest_first)).collect()
    }

    #[test]
    fn references_and_totals_are_read_from_the_list() {
        let total = Currency::parse("EUR").map(|currency| Money { minor: 22517, currency });
        let orders = vec![KnownOrder { reference: "DE--1".to_owned(), total }];
        assert_eq!(read(&answer(200, &list())), Ok(OrderList { orders, newest_first: true }));
        assert_eq!(read(&answer(200, r#"{"data":[]}"#)), Ok(OrderList { orders: vec![], newest_first: true }));
        let bare = vec![KnownOrder { reference: "7".to_owned(), total: None }];
        let bare = OrderList { orders: bare, newest_first: true };
        assert_eq!(read(&answer(200, r#"{"data":[{"id":7,"attributes":[]}]}"#)), Ok(bare));
    }

    #[test]
    fn the_newest_orders_are_requested_and_another_sort_order_is_detected() {
        assert_eq!(request().path, "orders?sort=-createdAt&page[offset]=0&page[limit]=25");
        let entry = |id: &str, time: &str| format!(r#"{{"id":"{id}","attributes":{{"createdAt":"{time}"}}}}"#);
        let (old, new) = (entry("1", "2026-01-01 10:00:00.000000"), entry("2", "2026-01-02 09:00:00.000000"));
        let same = entry("3", "2026-01-02 09:00:00.000000");
        assert!(read_list(&format!(r#"{{"data":[{new},{same},{old}]}}"#))[0].1);
        assert!(!read_list(&format!(r#"{{"data":[{old},{new}]}}"#))[0].1, "the oldest first");
        assert!(!read_list(&format!(r#"{{"data":[{new},{{"id":"4"}}]}}"#))[0].1, "one without a time");
    }

    #[test]
    fn the_payment_names_of_an_order_are_read() {
        assert_eq!(request_one("DE--1").path, "orders/DE--1");
        assert_eq!(request_one("a/b?ü").path, "orders/a%2fb%3f%c3%bc");
        let body = r#"{"data":{"id":"DE--1","attributes":{"payments":[
            {"amount":1,"paymentProvider":"payone","paymentMethod":"PayPal Express"},{"paymentMethod":7},{}]}}}"#;
        let names = read_payments(&answer(200, body)).expect("an order");
        assert_eq!(names, ["PayPal Express", "payone", "7"]);
        assert_eq!(read_payments(&answer(200, r#"{"data":{"attributes":[]}}"#)), Ok(vec![]));
    }

    #[test]
    fn an_order_without_a_reference_makes_the_list_unreadable() {
        for body in [r#"{"data":[{}]}"#, r#"{"data":[null]}"#, r#"{"data":{"id":"DE--1"}}"#, r#"{"data":[{"id":""}]}"#]
        {
            assert_eq!(read(&answer(200, body)), Err(GlueError::Unreadable { status: 200 }), "{body}");
        }
    }

    #[test]
    fn damaged_answers_do_not_cause_a_panic() {
        survives(&list(), read);
        survives(r#"{"data":{"attributes":{"payments":[{"paymentMethod":"PayPal"}]}}}"#, read_payments);
    }
}
