//! Sorts Glue's answers by status: a document, a refusal with its error codes, or unreadable.
//!
//! Rules: `{"errors": [{"detail", "status", "code"?}]}` for what Glue refuses, with the code as text with leading zeros or
//! absent; short HTML for header failures and uncaught exceptions. A `detail` may be the raw answer of the PSP with the
//! payer's data in it, so this file keeps none of its text except a path that fits the strict pattern below.

use super::Response;
use crate::flow::{GlueError, Refusal};
use crate::json::Json;

/// The JSON of a success.
pub(super) fn document(answer: &Response) -> Result<Json, GlueError> {
    match answer.status {
        200..=299 => Json::parse(&answer.body).map_err(|_| unreadable(answer)),
        // An answer without a status (an opaque redirect) does not show what the server did.
        0..=199 => Err(GlueError::Network),
        _ => Err(refusal(answer)),
    }
}

/// The JSON of a success whose `data` is one resource. A success without `data` is unreadable, also if it has `errors`.
pub(super) fn resource(answer: &Response) -> Result<Json, GlueError> {
    document(answer).and_then(|document| match document.get("data") {
        Json::Map(_) => Ok(document),
        _ => Err(unreadable(answer)),
    })
}

/// The error for a success whose body cannot be used.
pub(super) fn unreadable(answer: &Response) -> GlueError {
    GlueError::Unreadable { status: answer.status }
}

/// The error for a status from 300 to 599, with the codes of the body if it has any.
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

/// The path in `PATH => MESSAGE`, if it consists of names and positions only.
fn refused_path(detail: &str) -> Option<String> {
    let mut words = detail.split(' ');
    let path = words.next()?;
    let marked = words.next() == Some("=>") && words.next().is_some();
    (marked && consists_of(path, 80, b"_.")).then(|| path.to_owned())
}

/// Whether a text is not empty, not longer than `longest`, and has only ASCII letters, digits and these marks.
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
    fn status_and_codes_of_every_sample_refusal_are_read() {
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
    fn the_paths_of_refused_fields_are_read() {
        let legacy = refused(422, sample!("checkout.invalid.legacy.error-422"));
        assert_eq!(legacy.paths.len(), 14);
        let platform = refused(422, sample!("checkout.invalid.platform.error-422"));
        assert_eq!(platform.paths[..4], ["idCart", "customer.salutation", "customer.email", "billingAddress.address2"]);
        assert_eq!(platform.paths[5], "payments.0.paymentMethodName");
    }

    #[test]
    fn no_other_part_of_a_detail_is_read() {
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
    fn codes_are_read_as_texts_and_numbers_without_duplicates() {
        let refusal = refused(
            422,
            r#"{"errors":[{"code":"0005"},{"code":1102},{"code":"1102","detail":7},{"code":-1},{"code":70000},{"code":"x"},
                {"code":null},{},[],"x",null,{"code":1106}]}"#,
        );
        assert_eq!(refusal.codes, [5, 1102, 1106]);
    }

    #[test]
    fn a_refusal_without_readable_errors_has_no_codes_and_keeps_retry_after() {
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
    fn an_answer_without_a_status_is_a_network_error() {
        assert_eq!(document(&answer(0, "")), Err(GlueError::Network));
    }

    #[test]
    fn errors_beside_data_do_not_hide_the_data() {
        assert!(resource(&answer(200, r#"{"errors":[{"code":"1102"}],"data":{}}"#)).is_ok());
        let error = resource(&answer(201, r#"{"errors":[{"code":"1102"}]}"#));
        assert_eq!(error, Err(GlueError::Unreadable { status: 201 }));
    }
}
