//! `GET /orders`: a customer's orders, to find out whether a lost answer of `/checkout` had placed one.
//!
//! Headers: the bearer token. Guests have no list (403 with code 002).
//!
//! Rules (orders-rest-api): the id is the order reference; `currencyIsoCode` and `totals.grandTotal` say what it cost.

use super::{Answer, Call, Verb, error};
use crate::flow::{GlueError, KnownOrder};
use crate::json::Json;
use crate::money::{Currency, Money};

/// Asks for the list.
pub fn call() -> Call {
    Call { verb: Verb::Get, path: "orders".to_owned(), body: None }
}

/// The orders in Glue's order. Strict about references: an order that was overlooked might be placed twice.
///
/// # Errors
/// Refusals, and successes that are no list of orders.
pub fn read(answer: &Answer) -> Result<Vec<KnownOrder>, GlueError> {
    let document = error::document(answer)?;
    let Json::List(entries) = document.get("data") else { return Err(error::unreadable(answer)) };
    let mut orders = Vec::new();
    for entry in entries {
        let Some(reference) = entry.get("id").text() else { return Err(error::unreadable(answer)) };
        let attributes = entry.get("attributes");
        let currency = attributes.get("currencyIsoCode").str().and_then(Currency::parse);
        let total = attributes.get("totals").get("grandTotal").int().zip(currency);
        let total = total.map(|(minor, currency)| Money { minor, currency });
        orders.push(KnownOrder { reference: reference.to_owned(), total });
    }
    Ok(orders)
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

    #[test]
    fn the_list_names_orders_and_what_they_cost() {
        assert_eq!(call(), Call { verb: Verb::Get, path: "orders".to_owned(), body: None });
        let total = Currency::parse("EUR").map(|currency| Money { minor: 22517, currency });
        assert_eq!(read(&answer(200, &list())), Ok(vec![KnownOrder { reference: "DE--1".to_owned(), total }]));
        assert_eq!(read(&answer(200, r#"{"data":[]}"#)), Ok(vec![]));
        let bare = vec![KnownOrder { reference: "7".to_owned(), total: None }];
        assert_eq!(read(&answer(200, r#"{"data":[{"id":7,"attributes":[]}]}"#)), Ok(bare));
    }

    #[test]
    fn an_order_without_a_reference_is_not_overlooked() {
        for body in [r#"{"data":[{}]}"#, r#"{"data":[null]}"#, r#"{"data":{"id":"DE--1"}}"#, r#"{"data":[{"id":""}]}"#]
        {
            assert_eq!(read(&answer(200, body)), Err(GlueError::Unreadable { status: 200 }), "{body}");
        }
    }

    #[test]
    fn nothing_that_glue_may_answer_breaks_the_reading() {
        survives(&list(), read);
    }
}
