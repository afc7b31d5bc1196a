//! Spryker's Glue API: one file for each resource, with its request as data and the reading of its answer. Only this
//! room has the names in Glue's JSON.
//!
//! Pure, except `client`, which sends the requests. Each resource has one of two dialects, legacy or API Platform. Every
//! reader accepts both.

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
pub mod imagined;
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

/// A request to Glue, without the base address and the identity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// `POST` or `GET`.
    pub verb: Verb,
    /// The path below Glue's base address with its query, such as `checkout-data?include=payment-methods`.
    pub path: String,
    /// The JSON:API body of a `POST`.
    pub body: Option<Json>,
}

/// The HTTP method of a [`Request`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verb {
    /// For reads.
    Get,
    /// For everything else.
    Post,
}

impl Request {
    /// `POST path` with the body `{"data": {"type", "attributes"}}`.
    fn post(path: &str, resource: &str, attributes: Json) -> Self {
        let data = Json::map([("type", resource.into()), ("attributes", attributes)]);
        Self { verb: Verb::Post, path: path.to_owned(), body: Some(Json::map([("data", data)])) }
    }
}

/// An answer of Glue. Its body may also be HTML (after an exception) or incomplete.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Response {
    /// The HTTP status.
    pub status: u16,
    /// `Retry-After`, in seconds.
    pub retry_after: Option<u32>,
    /// The body as text.
    pub body: String,
}
