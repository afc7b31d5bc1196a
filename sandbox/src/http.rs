//! Requests and replies as plain data, so that the core works without a network.

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// The media type of Glue's bodies.
pub const JSON_API: &str = "application/vnd.api+json";

/// A request, from the native server or from the service worker.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Request {
    /// Upper case.
    pub method: String,
    /// Starts with a slash. Relative to the folder in which the sandbox is mounted.
    pub path: String,
    /// Without the question mark.
    #[serde(default)]
    pub query: String,
    /// Names in any case.
    #[serde(default)]
    pub headers: Vec<(String, String)>,
    /// The body as sent.
    #[serde(default)]
    pub body: String,
    /// The scheme, host and folder of the sandbox's URL, without a trailing slash. Links are built from it.
    pub origin: String,
}

impl Request {
    /// The first header of this name.
    pub fn header(&self, name: &str) -> Option<&str> {
        let named = |(key, _): &&(String, String)| key.eq_ignore_ascii_case(name);
        self.headers.iter().find(named).map(|(_, value)| value.as_str())
    }

    /// The first query parameter of this name, decoded.
    pub fn parameter(&self, name: &str) -> Option<String> {
        field(&self.query, name)
    }

    /// The first field of this name in a posted form, decoded.
    pub fn form_field(&self, name: &str) -> Option<String> {
        field(&self.body, name)
    }

    /// The names in the `include` parameter, in their order.
    pub fn includes(&self) -> Vec<String> {
        let list = self.parameter("include").unwrap_or_default();
        list.split(',').map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect()
    }
}

fn field(encoded: &str, name: &str) -> Option<String> {
    form_urlencoded::parse(encoded.as_bytes()).find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
}

/// A fault of the connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Hangup {
    /// The request is never answered.
    Never,
    /// Headers and half of the body arrive, then the connection closes.
    CutOff,
    /// The connection closes without an answer.
    Drop,
    /// Headers arrive, and then an endless body.
    Drip,
}

/// An answer, with its delay and a fault of the connection.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Reply {
    /// The status code.
    pub status: u16,
    /// Names in lower case.
    pub headers: Vec<(String, String)>,
    /// The body. The sandbox only sends text.
    pub body: String,
    /// The delay of the answer.
    pub delay_ms: u64,
    /// The fault of the connection, if any.
    pub hangup: Option<Hangup>,
}

impl Reply {
    /// An answer of the given media type.
    pub fn new(status: u16, media_type: &str, body: impl Into<String>) -> Self {
        let headers = vec![("content-type".to_owned(), media_type.to_owned())];
        Self { status, headers, body: body.into(), delay_ms: 0, hangup: None }
    }

    /// A JSON:API document.
    pub fn document(status: u16, document: &Value) -> Self {
        Self::new(status, JSON_API, document.to_string())
    }

    /// Plain JSON, as used by the control routes.
    pub fn json(status: u16, value: &Value) -> Self {
        Self::new(status, "application/json", value.to_string())
    }

    /// An HTML page.
    pub fn html(status: u16, body: impl Into<String>) -> Self {
        Self::new(status, "text/html; charset=utf-8", body)
    }

    /// An answer without a body.
    pub fn bare(status: u16) -> Self {
        Self { status, headers: Vec::new(), body: String::new(), delay_ms: 0, hangup: None }
    }

    /// Adds a header.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.headers.push((name.to_owned(), value.into()));
        self
    }

    /// The first header of this name.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}
