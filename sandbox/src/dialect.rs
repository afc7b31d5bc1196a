//! Error answers in the formats of the two API stacks.

use crate::config::Dialect;
use crate::http::{JSON_API, Reply};
use serde_json::{Value, json};

/// One entry of an error document.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Entry {
    detail: String,
    code: Option<String>,
}

/// The format of an error answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Look {
    /// An error document. Platform repeats the text as `message`.
    Domain,
    /// The same error document in both stacks: the forwarded answer of the payment app.
    Provider,
    /// A list of fields.
    Fields,
    /// An HTML page in legacy, an error document on platform.
    Headers,
    /// An HTML page in both.
    Page,
}

/// An error answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    status: u16,
    entries: Vec<Entry>,
    look: Look,
}

impl Problem {
    fn single(status: u16, code: Option<&str>, detail: impl Into<String>, look: Look) -> Self {
        let entry = Entry { detail: detail.into(), code: code.map(str::to_owned) };
        Self { status, entries: vec![entry], look }
    }

    /// Refused by the shop's rules, with a code.
    pub fn coded(status: u16, code: &str, detail: impl Into<String>) -> Self {
        Self::single(status, Some(code), detail, Look::Domain)
    }

    /// Refused by the shop's rules for several reasons, all with the same code.
    pub fn coded_for_all(status: u16, code: &str, details: Vec<String>) -> Self {
        let entry = |detail: String| Entry { detail, code: Some(code.to_owned()) };
        Self { status, entries: details.into_iter().map(entry).collect(), look: Look::Domain }
    }

    /// Refused by the shop's rules, without a code.
    pub fn plain(status: u16, detail: impl Into<String>) -> Self {
        Self::single(status, None, detail, Look::Domain)
    }

    /// The payment app's error, as 422 without a code.
    pub fn provider(detail: impl Into<String>) -> Self {
        Self::single(422, None, detail, Look::Provider)
    }

    /// No such route, or not with this HTTP method.
    pub fn no_route() -> Self {
        Self::single(404, None, "Not Found", Look::Provider)
    }

    /// Fields that are missing, blank, invalid or unexpected.
    pub fn fields(findings: Vec<(String, String)>) -> Self {
        let entry = |(path, text): (String, String)| Entry {
            detail: format!("{path} => {text}"),
            code: Some("901".to_owned()),
        };
        Self { status: 422, entries: findings.into_iter().map(entry).collect(), look: Look::Fields }
    }

    /// The usual error for this status.
    pub fn of_status(status: u16) -> Self {
        match status {
            400 => Self::plain(400, "Post data is invalid."),
            401 => Self::coded(401, "001", "Invalid access token."),
            403 => Self::coded(403, "002", "Missing access token."),
            404 => Self::no_route(),
            406 => Self::single(406, None, "Not acceptable.", Look::Headers),
            415 => Self::single(415, None, "Unsupported media type.", Look::Headers),
            422 => Self::provider("Request to payment provider failed."),
            409 => Self::plain(409, "Conflict"),
            429 => Self::single(429, None, "Too Many Requests", Look::Page),
            502 => Self::single(502, None, "Bad Gateway", Look::Page),
            503 => Self::single(503, None, "Service Unavailable", Look::Page),
            _ => Self::single(500, None, "Internal Server Error", Look::Page),
        }
    }

    /// The error with this code.
    pub fn of_code(code: &str) -> Self {
        let (status, detail) = match code {
            "1101" => (422, "Checkout data is invalid."),
            "1102" => (422, "Order could not be placed."),
            "1103" => (422, "Cart not found."),
            "1104" => (422, "Cart is empty."),
            "1105" => (400, "One of Authorization or X-Anonymous-Customer-Unique-Id headers is required."),
            "1106" => (422, "Unable to delete cart."),
            "1107" => (422, "Multiple payments are not allowed."),
            "1108" => (422, "Payment method \"PayPal Express\" of payment provider \"payone\" is invalid"),
            "1109" => (422, "Required customer information is missing from the request body."),
            "4301" => (422, "Single and multiple shipments attributes are not allowed in the same request."),
            "4302" => (422, "Provided address is not valid. You can either provide address ID or address fields."),
            "4303" => (422, "Shipment attribute is not specified."),
            "4304" => (422, "Shipments attribute is not specified."),
            "5601" => (422, "Please select service point."),
            _ => (422, "The request was refused."),
        };
        Self::coded(status, code, detail)
    }

    /// Whether only a client that breaks the contract can cause this error. An unexpected field in a platform cancellation is
    /// an exception: a client can find it out only by trying.
    pub fn is_malformed_request(&self) -> bool {
        let unexpected_only = self.entries.iter().all(|entry| {
            entry.detail.starts_with("preOrderPaymentData.") && entry.detail.ends_with("This field was not expected.")
        });
        matches!(self.status, 400 | 406 | 415) || (self.look == Look::Fields && !unexpected_only)
    }

    /// One line for the ledger.
    pub fn summary(&self) -> String {
        let details: Vec<_> = self.entries.iter().map(|entry| entry.detail.as_str()).collect();
        format!("{} {}", self.status, details.join("; "))
    }

    /// The reply.
    pub fn answer(&self, dialect: Dialect) -> Reply {
        let as_page = self.look == Look::Page || (self.look == Look::Headers && dialect == Dialect::Legacy);
        if as_page {
            let text = self.entries.first().map_or("", |entry| entry.detail.as_str());
            return Reply::html(self.status, text);
        }
        let errors: Vec<Value> = self.entries.iter().map(|entry| self.entry(entry, dialect)).collect();
        Reply::new(self.status, JSON_API, json!({ "errors": errors }).to_string())
    }

    fn entry(&self, entry: &Entry, dialect: Dialect) -> Value {
        if self.look == Look::Fields {
            return json!({"detail": entry.detail, "code": entry.code, "status": self.status});
        }
        let mut error = json!({"detail": entry.detail, "status": self.status});
        if let Some(code) = &entry.code {
            error["code"] = json!(code);
        }
        if dialect == Dialect::Platform && self.look != Look::Provider {
            error["message"] = json!(entry.detail);
        }
        error
    }
}
