//! `GET /multi-factor-auth-types` and `POST /multi-factor-auth-trigger`: a security code for a customer with a multi-factor
//! log-in.
//!
//! Headers: the bearer token. Legacy Glue only.
//!
//! Rules (multi-factor-auth): the types list what the customer has activated; the trigger takes one of them and answers
//! 204. The code goes along in `X-MFA-Code` and is good for 30 minutes.

use super::{Request, Response, Verb, error};
use crate::flow::GlueError;
use crate::json::Json;

/// What every shop with multi-factor log-ins has.
const EMAIL: &str = "email";

/// Asks which types of code the customer has.
pub fn request_types() -> Request {
    Request { verb: Verb::Get, path: "multi-factor-auth-types".to_owned(), body: None }
}

/// The type to send a code by: the first that is active, else e-mail.
pub fn read_type(answer: &Response) -> String {
    let document = error::document(answer).unwrap_or_default();
    let of = |entry: &Json| entry.get("attributes").get("type").str().map(str::to_owned);
    document.get("data").items().iter().find_map(of).unwrap_or_else(|| EMAIL.to_owned())
}

/// Asks for a code to be sent.
pub fn request_trigger(kind: &str) -> Request {
    Request::post("multi-factor-auth-trigger", "multi-factor-auth-trigger", Json::map([("type", kind.into())]))
}

/// Whether the code is on its way: 204, with nothing to read.
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
    fn the_code_is_sent_by_the_first_type_that_the_customer_has() {
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
    fn a_code_is_on_its_way_when_glue_says_so() {
        assert_eq!(read_trigger(&answer(204, "")), Ok(()));
        assert!(read_trigger(&answer(400, r#"{"errors":[{"code":"5903"}]}"#)).is_err());
        assert_eq!(read_trigger(&answer(0, "")), Err(GlueError::Network));
    }
}
