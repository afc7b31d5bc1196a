//! `POST /payments`: starts a payment before the order, or updates one (legacy Glue only).
//!
//! Headers: the identity, content type and accept `application/vnd.api+json`. Core Glue needs no identity here, but
//! projects may.
//!
//! Rules (payments-rest-api, payment, app-payment): the names of provider and method must be exactly those in
//! `/checkout-data`; the amount is in minor units; API Platform accepts only these fields. `preOrderPaymentData` is
//! absent in the first request (Glue would look up an empty `transactionId` and fail), and complete in later ones. A
//! success has `isSuccessful: true` **and** no `error` **and** a map with a `transactionId`, because Glue also answers
//! 201 with an error text and `[]`.

use super::{Request, Response, error, fields};
use crate::flow::{Buyer, Dialect, GlueError, MethodName, PaymentData};
use crate::json::Json;
use crate::money::Money;

/// `paymentProviderName` and `paymentMethodName`.
pub(super) fn pair(method: &MethodName) -> Json {
    fields::texts(&[("paymentProviderName", &method.provider), ("paymentMethodName", &method.name)])
}

/// The request that starts a payment of the amount, or updates the known payment to it.
pub fn request(method: &MethodName, amount: Money, buyer: &Buyer, known: Option<&PaymentData>) -> Request {
    let customer = [("firstName", &*buyer.first_name), ("lastName", &buyer.last_name), ("email", &buyer.email)];
    let mut order = Json::map([("customer", fields::texts(&customer))]);
    order.set("billingAddress", fields::texts(&[("iso2Code", &buyer.iso2_code)]));
    order.set("currency", fields::texts(&[("code", amount.currency.code())]));
    let mut payment = pair(method);
    payment.set("amount", amount.minor.into());
    let mut attributes = Json::map([("quote", order), ("payment", payment)]);
    if let Some(known) = known {
        attributes.set("preOrderPaymentData", known.whole().clone());
    }
    Request::post("payments", "payments", attributes)
}

/// The payment's data, and the dialect of the answer: legacy Glue always sends an `error`, API Platform never does.
///
/// # Errors
/// Refusals; `Unsuccessful` if the app refused; `Unreadable` for every other success without a payment. Then it is unknown
/// whether a payment exists.
pub fn read(answer: &Response) -> Result<(PaymentData, Dialect), GlueError> {
    let document = error::resource(answer)?;
    let attributes = document.get("data").get("attributes");
    let failure = match attributes.get("error") {
        Json::Null => false,
        Json::Str(text) => !text.trim().is_empty(),
        Json::List(items) => !items.is_empty(),
        _ => true,
    };
    let data = PaymentData::parse(attributes.get("preOrderPaymentData"));
    match (attributes.get("isSuccessful").bool(), failure, data) {
        (Some(false), _, _) => Err(GlueError::Unsuccessful { status: answer.status }),
        (Some(true), false, Some(data)) => {
            let legacy = attributes.members().iter().any(|(key, _)| key == "error");
            Ok((data, if legacy { Dialect::Legacy } else { Dialect::Platform }))
        }
        _ => Err(error::unreadable(answer)),
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples::{answer, json, payment_data, paypal, sample, sorted, survives};
    use super::*;
    use crate::money::Currency;

    fn eur(minor: i64) -> Money {
        Money { minor, currency: Currency::parse("EUR").expect("a currency") }
    }

    fn buyer(first_name: &str, last_name: &str, email: &str) -> Buyer {
        Buyer {
            first_name: first_name.to_owned(),
            last_name: last_name.to_owned(),
            email: email.to_owned(),
            iso2_code: "DE".to_owned(),
        }
    }

    fn name(provider: &str, name: &str) -> MethodName {
        MethodName { provider: provider.to_owned(), name: name.to_owned() }
    }

    #[test]
    fn requests_are_equal_to_the_samples() {
        let guest = buyer("Guest", "Shopper", "guest@shop.example");
        let sonia = buyer("Sonia", "Wagner", "sonia@example.com");
        let update = sample!("payments.amount-changed.legacy.request");
        let known = payment_data(update, "preOrderPaymentData");
        for (expected, method, amount, buyer, known) in [
            (sample!("payments.first.request"), paypal(), 22417, &guest, None),
            (sample!("payments.customer.request"), paypal(), 10895, &sonia, None),
            (sample!("payments.redirect.request"), name("redirectpay", "Wallet Redirect"), 13098, &guest, None),
            (sample!("payments.stripe.request"), name("stripe", "stripe"), 13098, &guest, None),
            (update, paypal(), 22517, &guest, Some(&known)),
        ] {
            let sent = request(&method, eur(amount), buyer, known);
            assert_eq!((sent.path.as_str(), sent.body.map(sorted)), ("payments", Some(sorted(json(expected)))));
        }
    }

    #[test]
    fn the_data_of_a_payment_are_kept_unchanged() {
        for (response, id, dialect) in [
            (sample!("payments.paypal.legacy.response"), "tx000000000000000004", Dialect::Legacy),
            (sample!("payments.amount-changed.legacy.response"), "tx000000000000000008", Dialect::Legacy),
            (sample!("payments.paypal.platform.response"), "tx000000000000000013", Dialect::Platform),
            (sample!("payments.redirect.response"), "tx000000000000000021", Dialect::Legacy),
            (sample!("payments.stripe.response"), "tx000000000000000023", Dialect::Legacy),
        ] {
            let (data, spoken) = read(&answer(201, response)).expect("a payment");
            assert_eq!((data.transaction_id(), spoken), (id, dialect));
            assert_eq!(data.whole(), json(response).get("data").get("attributes").get("preOrderPaymentData"));
        }
    }

    #[test]
    fn a_success_without_payment_data_is_unreadable() {
        let body = sample!("payments.success-without-data.response");
        assert_eq!(read(&answer(201, body)), Err(GlueError::Unreadable { status: 201 }));
    }

    fn reading(attributes: &str) -> Result<(PaymentData, Dialect), GlueError> {
        read(&answer(201, &format!(r#"{{"data":{{"attributes":{attributes}}}}}"#)))
    }

    #[test]
    fn only_a_clear_success_with_a_transaction_id_counts() {
        let data = r#""preOrderPaymentData":{"transactionId":"tx1","__proto__":1}"#;
        for rest in [r#""isSuccessful":true"#, r#""isSuccessful":true,"error":"""#, r#""isSuccessful":true,"error":[]"#]
        {
            assert!(reading(&format!("{{{data},{rest}}}")).is_ok(), "{rest}");
        }
        for rest in [
            r#""isSuccessful":null"#,
            r#""isSuccessful":"true""#,
            r#""isSuccessful":1"#,
            r#""error":null"#,
            r#""isSuccessful":true,"error":"no""#,
            r#""isSuccessful":true,"error":{"a":1}"#,
            r#""isSuccessful":true,"error":false"#,
        ] {
            assert_eq!(reading(&format!("{{{data},{rest}}}")), Err(GlueError::Unreadable { status: 201 }), "{rest}");
        }
        for map in [
            "[]",
            "null",
            "{}",
            "\"tx1\"",
            r#"{"transactionId":""}"#,
            r#"{"transactionId":" "}"#,
            r#"{"transactionId":7}"#,
            r#"[{"transactionId":"tx1"}]"#,
        ] {
            let error = reading(&format!(r#"{{"isSuccessful":true,"preOrderPaymentData":{map}}}"#));
            assert_eq!(error, Err(GlueError::Unreadable { status: 201 }), "{map}");
        }
    }

    #[test]
    fn a_clear_refusal_counts_with_any_other_data() {
        let error = reading(r#"{"isSuccessful":false,"error":"<html>","preOrderPaymentData":{"transactionId":"tx1"}}"#);
        assert_eq!(error, Err(GlueError::Unsuccessful { status: 201 }));
    }

    #[test]
    fn odd_transaction_ids_and_huge_maps_are_kept() {
        let id = "a/?#%\\n".repeat(2_000);
        let keys: String = (0..10_000).map(|key| format!(r#","k{key}":{key}"#)).collect();
        let map = format!(r#"{{"transactionId":"{id}"{keys}}}"#);
        let (data, _) = reading(&format!(r#"{{"isSuccessful":true,"preOrderPaymentData":{map}}}"#)).expect("a payment");
        assert_eq!((data.whole().members().len(), data.whole()), (10_001, &json(&map)));
    }

    #[test]
    fn damaged_answers_do_not_cause_a_panic() {
        survives(sample!("payments.paypal.legacy.response"), read);
        survives(sample!("payments.paypal.platform.response"), read);
    }
}
