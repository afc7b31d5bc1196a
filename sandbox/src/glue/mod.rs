//! Glue's storefront API: the checks that all requests have in common, and the routes to the resources.

mod carts;
mod checkout;
mod checkout_data;
pub mod cors;
mod document;
pub mod identity;
pub mod mfa;
pub mod order_view;
mod orders;
mod payment_cancellations;
mod payment_customers;
mod payments;
mod shipments;
mod stores;
pub mod tokens;

use crate::Sandbox;
use crate::config::{CustomerRoute, Dialect};
use crate::dialect::Problem;
use crate::http::{JSON_API, Reply, Request};
use crate::shop::cart::Owner;
use identity::Identity;
use serde_json::{Map, Value};

/// A request that passed the common checks.
pub struct Call<'a> {
    /// The request as sent.
    pub request: &'a Request,
    /// The stack that serves it.
    pub dialect: Dialect,
    /// The guest or the customer.
    pub identity: Identity,
    /// The attributes in the body. Empty for requests without a body.
    pub attributes: Map<String, Value>,
    /// The time.
    pub now_ms: u64,
}

impl Call<'_> {
    /// The absolute address of a path of Glue.
    pub fn link(&self, path: &str) -> String {
        format!("{}/glue{path}", self.request.origin)
    }

    /// Whether the request's language is German. The shop's messages are in this language.
    pub fn is_german(&self) -> bool {
        self.request.header("accept-language").is_some_and(|list| list.to_lowercase().starts_with("de"))
    }

    /// The customer or guest, for resources that both may use.
    pub fn owner(&self) -> Result<Owner, Problem> {
        self.identity.owner().ok_or_else(|| Problem::of_code("1105"))
    }
}

/// The last resource name in a path. The body must have this type.
pub fn resource(path: &str) -> &str {
    let segments = segments(path);
    match segments.as_slice() {
        ["carts" | "guest-carts", _, items @ ("items" | "guest-cart-items"), ..] => items,
        [first, ..] => first,
        [] => "",
    }
}

fn segments(path: &str) -> Vec<&str> {
    path.trim_start_matches("/glue").split('/').filter(|segment| !segment.is_empty()).collect()
}

/// Answers a request below `/glue`.
pub fn answer(sandbox: &mut Sandbox, request: &Request, now_ms: u64) -> Reply {
    if request.method == "OPTIONS" {
        return cors::preflight(request, &sandbox.config);
    }
    let dialect = sandbox.dialect_of(resource(&request.path));
    respond(sandbox, request, dialect, now_ms).unwrap_or_else(|problem| {
        if problem.is_malformed_request() {
            let line = format!("malformed request: {} {}: {}", request.method, request.path, problem.summary());
            sandbox.journal.violation(line);
        }
        problem.answer(dialect)
    })
}

fn respond(sandbox: &mut Sandbox, request: &Request, dialect: Dialect, now_ms: u64) -> Result<Reply, Problem> {
    let segments = segments(&request.path);
    if !exists(sandbox.config.customer_route, &request.method, &segments) {
        return Err(Problem::no_route());
    }
    check_headers(request, dialect)?;
    let identity = identity::read(sandbox, request, now_ms).inspect_err(|problem| {
        if problem.summary().contains("logged and not logged") {
            sandbox.journal.violation("both identities in one request");
        }
    })?;
    mfa::check(sandbox, request, &identity, dialect, now_ms)?;
    let attributes = match request.method.as_str() {
        "POST" | "PATCH" => read_attributes(request, dialect)?,
        _ => Map::new(),
    };
    let call = Call { request, dialect, identity, attributes, now_ms };
    match (request.method.as_str(), segments.as_slice()) {
        ("POST", ["access-tokens"]) => tokens::log_in(sandbox, &call),
        ("POST", ["refresh-tokens"]) => tokens::refresh(sandbox, &call),
        ("GET", ["stores", rest @ ..]) => stores::get(sandbox, &call, rest),
        (_, ["carts" | "guest-carts" | "guest-cart-items", ..]) => carts::answer(sandbox, &call, &segments),
        ("POST", ["checkout-data"]) => checkout_data::post(sandbox, &call),
        ("POST", ["payments"]) => payments::post(sandbox, &call),
        ("POST", ["payment-customers" | "payment-customer"]) => payment_customers::post(sandbox, &call),
        ("POST", ["payment-cancellations"]) => payment_cancellations::post(sandbox, &call),
        ("POST", ["checkout"]) => checkout::post(sandbox, &call),
        ("GET", ["orders", rest @ ..]) => orders::get(sandbox, &call, rest),
        ("GET", ["multi-factor-auth-types"]) => mfa::types(sandbox, &call),
        ("POST", ["multi-factor-auth-trigger"]) => mfa::trigger(sandbox, &call),
        _ => Err(Problem::no_route()),
    }
}

fn exists(customer_route: CustomerRoute, method: &str, segments: &[&str]) -> bool {
    match (method, segments) {
        ("POST", ["payment-customers"]) => customer_route == CustomerRoute::Plural,
        ("POST", ["payment-customer"]) => customer_route == CustomerRoute::Singular,
        (
            "POST",
            [
                "access-tokens"
                | "refresh-tokens"
                | "checkout-data"
                | "payments"
                | "payment-cancellations"
                | "checkout"
                | "multi-factor-auth-trigger",
            ],
        ) => true,
        ("GET", ["stores" | "orders" | "multi-factor-auth-types"] | ["stores" | "orders", _]) => true,
        ("GET", ["carts" | "guest-carts"] | ["carts" | "guest-carts", _]) => true,
        ("POST", ["carts" | "guest-cart-items"] | ["carts", _, "items"] | ["guest-carts", _, "guest-cart-items"]) => {
            true
        }
        ("DELETE", ["carts", _]) => true,
        ("PATCH" | "DELETE", ["carts", _, "items", _] | ["guest-carts", _, "guest-cart-items", _]) => true,
        _ => false,
    }
}

fn check_headers(request: &Request, dialect: Dialect) -> Result<(), Problem> {
    let accepted = match (dialect, request.header("accept")) {
        (_, None) => false,
        (Dialect::Legacy, Some(accept)) => {
            [JSON_API, "application/json", "*/*"].iter().any(|good| accept.contains(good))
        }
        (Dialect::Platform, Some(accept)) => accept.contains(JSON_API),
    };
    if !accepted {
        return Err(Problem::of_status(406));
    }
    if matches!(request.method.as_str(), "POST" | "PATCH") {
        let media_type = request.header("content-type").map(|text| text.split(';').next().unwrap_or_default().trim());
        let understood = match dialect {
            Dialect::Legacy => matches!(media_type, Some(JSON_API | "application/json")),
            // Recent versions treat an absent header as JSON:API.
            Dialect::Platform => matches!(media_type, None | Some(JSON_API)),
        };
        if !understood {
            return Err(Problem::of_status(415));
        }
    }
    Ok(())
}

fn read_attributes(request: &Request, dialect: Dialect) -> Result<Map<String, Value>, Problem> {
    let body: Value = serde_json::from_str(&request.body).unwrap_or_default();
    let nothing = body.as_object().is_none_or(Map::is_empty);
    if nothing && dialect == Dialect::Platform {
        return Err(Problem::coded(400, "400", "Post data missing or invalid."));
    }
    let data = &body["data"];
    let invalid = || Problem::plain(400, "Post data is invalid.");
    let kind = data["type"].as_str().filter(|kind| !kind.is_empty()).ok_or_else(invalid)?;
    if kind != resource(&request.path) {
        return Err(Problem::plain(400, "Invalid type."));
    }
    let attributes = data["attributes"].as_object().cloned().unwrap_or_default();
    if attributes.is_empty() && dialect == Dialect::Legacy {
        return Err(invalid());
    }
    Ok(attributes)
}
