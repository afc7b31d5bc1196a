//! What an answer is worth before anything in it is read: a document, a refusal, or neither.
//!
//! Rules: `{"errors": [{"detail", "status", "code"?}]}` for what Glue refuses, with the code as text with leading zeros or
//! absent; short HTML for header failures and uncaught exceptions. A `detail` may be the raw answer of the PSP with the
//! payer's data in it, and its language follows `Accept-Language`: no text leaves this file but by the strict pattern below.

use super::Response;
use crate::flow::{GlueError, Refusal};
use crate::json::Json;

/// The JSON of a success.
pub(super) fn document(answer: &Response) -> Result<Json, GlueError> {
    match answer.status {
        200..=299 => Json::parse(&answer.body).map_err(|_| unreadable(answer)),
        // What has no status (an opaque redirect) says nothing about what the server did.
        0..=199 => Err(GlueError::Network),
        _ => Err(refusal(answer)),
    }
}

/// The JSON of a success whose `data` is one resource. A success with `errors` and no data has none.
pub(super) fn resource(answer: &Response) -> Result<Json, GlueError> {
    document(answer).and_then(|document| match document.get("data") {
        Json::Map(_) => Ok(document),
        _ => Err(unreadable(answer)),
    })
}

/// A success by its status that says nothing we can use.
pub(super) fn unreadable(answer: &Response) -> GlueError {
    GlueError::Unreadable { status: answer.status }
}

/// What a status of 3xx to 5xx says, with the codes of the body where it has any.
pub(super) fn refusal(answer: &Response) -> GlueError {
    let mut refusal = Refusal { status: answer.status, retry_after: answer.retry_after, ..Refusal::default() };
    for error in Json::parse(&answer.body).unwrap_or_default().get("errors").items() {
        let Some(code) = error.get("code").int().and_then(|code| u16::try_from(code).ok()) else { continue };
        if !refusal.codes.contains(&code) {
            refusal.codes.push(code);
        }
        let detail = error.get("detail").str().unwrap_or_default();
        if code == 901 {
            refusal.paths.extend(refused_path(detail));
        }
    }
    GlueError::Refused(refusal)
}

/// `PATH => MESSAGE`, with a path that can hold nothing but names and positions.
fn refused_path(detail: &str) -> Option<String> {
    let mut words = detail.split(' ');
    let path = words.next()?;
    let marked = words.next() == Some("=>") && words.next().is_some();
    (marked && consists_of(path, 80, b"_.")).then(|| path.to_owned())
}

pub(super) fn consists_of(text: &str, longest: usize, marks: &[u8]) -> bool {
    (1..=longest).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || marks.contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::super::samples::{answer, sample};
    use super::*;

    fn refused(status: u16, body: &str) -> Refusal {
        match document(&answer(status, body)) {
            Err(GlueError::Refused(refusal)) => refusal,
            other => panic!("not refused: {other:?}"),
        }
    }

    #[test]
    fn every_refusal_of_the_contract_is_known_by_status_and_codes() {
        for (status, body, codes) in [
            (422, sample!("checkout.cart-gone.legacy.error-422"), &[1103][..]),
            (422, sample!("checkout.cart-gone.platform.error-422"), &[1103]),
            (422, sample!("checkout.guest-customer-missing.legacy.error-422"), &[1109]),
            (422, sample!("checkout.guest-customer-missing.platform.error-422"), &[1109]),
            (422, sample!("checkout.guest.confirm-failed.error-422"), &[1102]),
            (422, sample!("checkout.invalid.legacy.error-422"), &[901]),
            (422, sample!("checkout.invalid.platform.error-422"), &[901]),
            (400, sample!("checkout.no-identity.legacy.error-400"), &[1105]),
            (400, sample!("checkout.no-identity.platform.error-400"), &[1105]),
            (400, sample!("errors.both-identities.error-400"), &[5]),
            (400, sample!("errors.guest-header-missing.error-400"), &[109]),
            (401, sample!("errors.invalid-token.error-401"), &[1]),
            (404, sample!("errors.no-route.error-404"), &[]),
            (403, sample!("errors.token-missing.error-403"), &[2]),
            (400, sample!("errors.wrong-type.error-400"), &[]),
            (400, sample!("errors.wrong-type.platform.error-400"), &[]),
            (422, sample!("payment-cancellations.full-map.platform.error-422"), &[901]),
            (422, sample!("payment-cancellations.unknown.legacy.error-422"), &[]),
            (422, sample!("payment-cancellations.unknown.platform.error-422"), &[]),
            (422, sample!("payment-customers.not-approved.error-422"), &[]),
            (422, sample!("payments.invalid.legacy.error-422"), &[901]),
            (422, sample!("payments.invalid.platform.error-422"), &[901]),
            (422, sample!("payments.method-not-found.error-422"), &[]),
            (422, sample!("payments.unknown-transaction.error-422"), &[]),
        ] {
            let refusal = refused(status, body);
            assert_eq!((refusal.status, &refusal.codes[..]), (status, codes), "{body}");
            assert_eq!(refusal.paths.is_empty(), codes != [901], "{body}");
        }
    }

    #[test]
    fn an_integrator_learns_which_fields_were_refused() {
        let legacy = refused(422, sample!("checkout.invalid.legacy.error-422"));
        assert_eq!(legacy.paths.len(), 14);
        let platform = refused(422, sample!("checkout.invalid.platform.error-422"));
        assert_eq!(platform.paths[..4], ["idCart", "customer.salutation", "customer.email", "billingAddress.address2"]);
        assert_eq!(platform.paths[5], "payments.0.paymentMethodName");
    }

    #[test]
    fn nothing_else_of_a_detail_gets_through() {
        for detail in
            ["", "a.b", "a.b =>", "<b> => x", "a b => x", " => x", "a => => x ü", "{\"m\": \"a => b\"}", "ä => x"]
        {
            assert_eq!(refused_path(detail), (detail == "a => => x ü").then(|| "a".to_owned()), "{detail}");
        }
        assert_eq!(refused_path(&format!("{} => x", "a".repeat(81))), None);
        let body = r#"{"errors":[{"code":"1101","detail":"for order DE--1"},{"code":"5","detail":"a => b"}]}"#;
        let other = refused(422, body);
        assert_eq!((other.order_reference, other.paths), (None, vec![]));
    }

    #[test]
    fn codes_come_as_texts_and_numbers_and_once_each() {
        let refusal = refused(
            422,
            r#"{"errors":[{"code":"0005"},{"code":1102},{"code":"1102","detail":7},{"code":-1},{"code":70000},{"code":"x"},
                {"code":null},{},[],"x",null,{"code":1106}]}"#,
        );
        assert_eq!(refusal.codes, [5, 1102, 1106]);
    }

    #[test]
    fn a_refusal_without_readable_errors_has_no_codes_and_keeps_its_wait() {
        for body in [
            "",
            " ",
            "null",
            "[]",
            "{}",
            "\"x\"",
            "<html>500 code 1102</html>",
            "{\"errors\":{}}",
            "{\"errors\":\"x\"}",
            "{\"errors\":null}",
            "{\"errors\":[",
            "{\"errors\":[[]]}",
            "{\"errors\":[{\"code\":{}}]}",
            "{\"errors\":1}",
        ] {
            for status in [300, 304, 400, 404, 415, 429, 500, 503, 599] {
                let error = document(&Response { status, retry_after: Some(3), body: body.to_owned() });
                let expected = Refusal { status, retry_after: Some(3), ..Refusal::default() };
                assert_eq!(error, Err(GlueError::Refused(expected)), "{body}");
            }
        }
    }

    #[test]
    fn what_has_no_status_tells_nothing_about_the_server() {
        assert_eq!(document(&answer(0, "")), Err(GlueError::Network));
    }

    #[test]
    fn errors_beside_data_do_not_hide_the_data() {
        assert!(resource(&answer(200, r#"{"errors":[{"code":"1102"}],"data":{}}"#)).is_ok());
        let error = resource(&answer(201, r#"{"errors":[{"code":"1102"}]}"#));
        assert_eq!(error, Err(GlueError::Unreadable { status: 201 }));
    }
}
