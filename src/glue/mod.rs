//! Spryker's Glue API: one file per resource, each with its request as data and the reading of its answer. Wire names
//! stay inside.
//!
//! Pure, but for `client`, which sends. Two dialects exist, legacy and platform, resource by resource; every reader takes
//! both without being told which.

pub mod carts;
pub mod checkout;
pub mod checkout_data;
#[cfg(feature = "browser")]
pub mod client;
mod credential;
mod draft;
mod error;
pub mod exchange;
mod fields;
pub mod multi_factor_auth;
pub mod orders;
pub mod payment_cancellations;
pub mod payment_customers;
pub mod payments;
mod reasons;
#[cfg(test)]
mod samples;
pub mod stores;

pub use credential::{Credential, PendingCredential};

use crate::json::Json;

/// A request to Glue, without base address and identity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// `POST` or `GET`.
    pub verb: Verb,
    /// The path below Glue's base address with its query: `checkout-data?include=payment-methods`.
    pub path: String,
    /// The JSON:API body of a `POST`.
    pub body: Option<Json>,
}

/// The HTTP method of a [`Request`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verb {
    /// Reads.
    Get,
    /// Everything else that we do.
    Post,
}

impl Request {
    /// `POST path` with the envelope that Glue wants: `{"data": {"type", "attributes"}}`.
    fn post(path: &str, resource: &str, attributes: Json) -> Self {
        let data = Json::map([("type", resource.into()), ("attributes", attributes)]);
        Self { verb: Verb::Post, path: path.to_owned(), body: Some(Json::map([("data", data)])) }
    }
}

/// An answer of Glue. Failures of headers and exceptions are short HTML, and a success may be cut off.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Response {
    /// The HTTP status.
    pub status: u16,
    /// `Retry-After`, seconds.
    pub retry_after: Option<u32>,
    /// The body as text.
    pub body: String,
}
