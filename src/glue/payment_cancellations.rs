//! `POST /payment-cancellations`: cancels a payment without an order.
//!
//! Headers: the identity, content type and accept `application/vnd.api+json`; sent with `keepalive` when the page is
//! being left.
//!
//! Rules (payments-rest-api, app-payment): legacy Glue needs the whole data; API Platform accepts only `transactionId`
//! and refuses other fields (901). The result is in the status and in `isSuccessful`, not in `error`, because a success
//! may have `error: ""`. The app does not check the payment's status, so a cancellation must never be sent while an
//! order may exist.

use super::{Request, Response, error, payments};
use crate::flow::{CancellationRequest, Dialect, GlueError};
use crate::json::Json;

/// The request that cancels the payment.
pub fn request(cancellation: &CancellationRequest) -> Request {
    let data = match cancellation.dialect {
        Dialect::Legacy => cancellation.data.whole().clone(),
        Dialect::Platform => cancellation.data.id_only().whole().clone(),
    };
    let attributes = Json::map([("payment", payments::pair(&cancellation.method)), ("preOrderPaymentData", data)]);
    Request::post("payment-cancellations", "payment-cancellations", attributes)
}

/// Whether the payment is cancelled.
///
/// # Errors
/// Refusals, also for a payment that no longer exists (see [`GlueError::says_gone`]); `Unsuccessful` if the app refused;
/// `Unreadable` for every other success.
pub fn read(answer: &Response) -> Result<(), GlueError> {
    let document = error::resource(answer)?;
    match document.get("data").get("attributes").get("isSuccessful").bool() {
        Some(true) => Ok(()),
        Some(false) => Err(GlueError::Unsuccessful { status: answer.status }),
        None => Err(error::unreadable(answer)),
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples::{answer, json, payment_data, paypal, sample, sorted, survives};
    use super::*;

    #[test]
    fn each_dialect_gets_the_data_that_it_accepts() {
        for (expected, dialect) in [
            (sample!("payment-cancellations.legacy.request"), Dialect::Legacy),
            (sample!("payment-cancellations.platform.request"), Dialect::Platform),
        ] {
            let data = payment_data(expected, "preOrderPaymentData");
            let sent = request(&CancellationRequest { method: paypal(), data, dialect });
            assert_eq!(sent.path, "payment-cancellations");
            assert_eq!(sent.body.map(sorted), Some(sorted(json(expected))));
        }
        let whole = payment_data(sample!("payment-cancellations.legacy.request"), "preOrderPaymentData");
        let sent = request(&CancellationRequest { method: paypal(), data: whole, dialect: Dialect::Platform });
        let body = sent.body.expect("a body");
        assert_eq!(body.get("data").get("attributes").get("preOrderPaymentData").members().len(), 1);
    }

    #[test]
    fn an_empty_error_text_is_not_a_failure() {
        assert_eq!(read(&answer(201, sample!("payment-cancellations.legacy.response"))), Ok(()));
        assert_eq!(read(&answer(201, sample!("payment-cancellations.platform.response"))), Ok(()));
        assert_eq!(read(&answer(200, r#"{"data":{"attributes":{"isSuccessful":true,"error":"x"}}}"#)), Ok(()));
    }

    #[test]
    fn only_a_clear_success_cancels_the_payment() {
        let no = read(&answer(201, r#"{"data":{"attributes":{"isSuccessful":false}}}"#));
        assert_eq!(no, Err(GlueError::Unsuccessful { status: 201 }));
        for attributes in ["{}", "[]", "null", r#"{"isSuccessful":"true"}"#, r#"{"isSuccessful":null}"#] {
            let body = format!(r#"{{"data":{{"attributes":{attributes}}}}}"#);
            assert_eq!(read(&answer(201, &body)), Err(GlueError::Unreadable { status: 201 }), "{body}");
        }
    }

    #[test]
    fn only_a_422_without_a_code_may_mean_that_the_payment_no_longer_exists() {
        for (status, body, is_gone) in [
            (422, sample!("payment-cancellations.unknown.legacy.error-422"), true),
            (422, sample!("payment-cancellations.unknown.platform.error-422"), true),
            (422, sample!("payment-cancellations.full-map.platform.error-422"), false),
            (404, sample!("errors.no-route.error-404"), false),
            (500, "<html>", false),
            (201, "<html>", false),
        ] {
            assert_eq!(read(&answer(status, body)).map_err(|error| error.says_gone()), Err(is_gone), "{body}");
        }
    }

    #[test]
    fn damaged_answers_do_not_cause_a_panic() {
        survives(sample!("payment-cancellations.legacy.response"), read);
        survives(sample!("payment-cancellations.platform.response"), read);
    }
}
