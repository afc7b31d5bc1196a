//! Multi-factor authentication, as in spryker/multi-factor-auth for the legacy storefront: some resources require a code
//! from customers who switched it on. Reading requests and guests need no code.

use super::{Call, document, identity::Identity, resource};
use crate::Sandbox;
use crate::config::Dialect;
use crate::dialect::Problem;
use crate::http::{Reply, Request};
use crate::shop::cart::Owner;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// How long a code is valid: 30 minutes.
const LIFETIME_MS: u64 = 30 * 60 * 1000;

/// A code that was sent to a customer.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SentCode {
    /// The customer's reference.
    customer: String,
    /// Six digits.
    code: String,
    /// When it expires, in milliseconds since 1970.
    expires_ms: u64,
}

/// Refuses a request that needs a code and has none or a wrong one.
pub fn check(
    sandbox: &Sandbox,
    request: &Request,
    identity: &Identity,
    dialect: Dialect,
    now_ms: u64,
) -> Result<(), Problem> {
    let Identity::Customer(customer) = identity else { return Ok(()) };
    let config = &sandbox.config;
    let is_protected = config.mfa_protected.iter().any(|name| name == resource(&request.path));
    // API Platform has no multi-factor authentication.
    if dialect == Dialect::Platform || request.method == "GET" || !is_protected || config.mfa_types.is_empty() {
        return Ok(());
    }
    let Some(code) = request.header("x-mfa-code").filter(|code| !code.is_empty()) else {
        return Err(Problem::coded(403, "5900", "X-MFA-Code header is missing."));
    };
    let fits = |sent: &SentCode| sent.customer == *customer && sent.code == code && sent.expires_ms > now_ms;
    if sandbox.codes.iter().any(fits) { Ok(()) } else { Err(Problem::coded(403, "5901", "X-MFA-Code is invalid.")) }
}

/// Answers `GET /multi-factor-auth-types`: the kinds of codes that the customer switched on.
pub fn types(sandbox: &Sandbox, call: &Call<'_>) -> Result<Reply, Problem> {
    call.identity.customer()?;
    let view = |kind: &String| {
        let attributes = json!({"type": kind, "status": "activated"});
        document::resource("multi-factor-auth-types", Value::Null, attributes, call.link("/multi-factor-auth-types"))
    };
    let data: Vec<Value> = sandbox.config.mfa_types.iter().map(view).collect();
    Ok(Reply::document(200, &json!({"data": data, "links": {"self": call.link("/multi-factor-auth-types")}})))
}

/// Answers `POST /multi-factor-auth-trigger`: sends a code.
pub fn trigger(sandbox: &mut Sandbox, call: &Call<'_>) -> Result<Reply, Problem> {
    let Owner::Customer(customer) = call.identity.customer()? else {
        return Err(Problem::coded(400, "5907", "Customer not found."));
    };
    let Some(kind) = call.attributes.get("type").and_then(Value::as_str).filter(|kind| !kind.is_empty()) else {
        return Err(Problem::coded(400, "5902", "Multi-factor authentication type is missing."));
    };
    if !sandbox.config.mfa_types.iter().any(|known| known == kind) {
        return Err(Problem::coded(400, "5906", "Multi-factor authentication type is not found."));
    }
    let code = sandbox.config.mfa_code.clone();
    sandbox.codes.push(SentCode { customer, code, expires_ms: call.now_ms + LIFETIME_MS });
    Ok(Reply::bare(204))
}
