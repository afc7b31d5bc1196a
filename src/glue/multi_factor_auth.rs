//! `GET /multi-factor-auth-types` and `POST /multi-factor-auth-trigger`: a security code for a customer with a multi-factor
//! log-in.
//!
//! Headers: the bearer token. Legacy Glue only.
//!
//! Rules (multi-factor-auth): the first resource lists the types that the customer has activated; the trigger takes one
//! of them and answers 204. The code is sent in the header `X-MFA-Code` and is valid for 30 minutes.

use super::{Request, Response, Verb, error};
use crate::flow::GlueError;
use crate::json::Json;

/// The type that every shop with multi-factor log-ins has.
const EMAIL: &str = "email";

/// The request for the customer's types of code.
pub fn request_types() -> Request {
    Request { verb: Verb::Get, path: "multi-factor-auth-types".to_owned(), body: None }
}

/// The type of code to request: the first active one, else e-mail.
pub fn read_type(answer: &Response) -> String {
    let document = error::document(answer).unwrap_or_default();
    let of = |entry: &Json| entry.get("attributes").get("type").str().map(str::to_owned);
    document.get("data").items().iter().find_map(of).unwrap_or_else(|| EMAIL.to_owned())
}

/// The request to send a code.
pub fn request_trigger(kind: &str) -> Request {
    Request::post("multi-factor-auth-trigger", "multi-factor-auth-trigger", Json::map([("type", kind.into())]))
}

/// Whether the shop sends the code: 204, without a body.
///
/// # Errors
/// Refusals, and answers without a status.
pub fn read_trigger(answer: &Response) -> Result<(), GlueError> {
    match answer.status {
        200..=299 => Ok(()),
        0..=199 => Err(GlueError::Network),
        _ => Err(error::refusal(answer)),
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples::answer;
    use super::*;

    #[test]
    fn the_first_active_type_is_used() {
        let body = r#"{"data":[{"type":"multi-factor-auth-types","attributes":{"type":"sms","status":1}}]}"#;
        assert_eq!(read_type(&answer(200, body)), "sms");
        for nothing in [r#"{"data":[]}"#, "", "<html>", r#"{"data":[{"attributes":{"type":1}}]}"#] {
            assert_eq!(read_type(&answer(200, nothing)), "email", "{nothing}");
        }
        let sent = request_trigger("sms");
        assert_eq!(sent.path, "multi-factor-auth-trigger");
        let body = sent.body.expect("a body");
        assert_eq!(body.get("data").get("attributes").get("type").str(), Some("sms"));
    }

    #[test]
    fn only_a_success_means_that_a_code_is_sent() {
        assert_eq!(read_trigger(&answer(204, "")), Ok(()));
        assert!(read_trigger(&answer(400, r#"{"errors":[{"code":"5903"}]}"#)).is_err());
        assert_eq!(read_trigger(&answer(0, "")), Err(GlueError::Network));
    }
}
