//! The identity of a request: a guest or a customer, never both.

use crate::Sandbox;
use crate::dialect::Problem;
use crate::http::Request;
use crate::shop::cart::Owner;

/// The identity of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Identity {
    /// Neither header.
    None,
    /// The guest header.
    Guest(String),
    /// A valid access token.
    Customer(String),
}

impl Identity {
    /// The guest or the customer, if there is one.
    pub fn owner(&self) -> Option<Owner> {
        match self {
            Self::None => None,
            Self::Guest(id) => Some(Owner::Guest(id.clone())),
            Self::Customer(reference) => Some(Owner::Customer(reference.clone())),
        }
    }

    /// The customer, for protected routes.
    pub fn customer(&self) -> Result<Owner, Problem> {
        match self {
            Self::Customer(reference) => Ok(Owner::Customer(reference.clone())),
            _ => Err(Problem::coded(403, "002", "Missing access token.")),
        }
    }

    /// The guest, for guest carts.
    pub fn guest(&self) -> Result<Owner, Problem> {
        match self {
            Self::Guest(id) => Ok(Owner::Guest(id.clone())),
            _ => Err(Problem::coded(400, "109", "Anonymous customer unique id is empty.")),
        }
    }
}

fn guest_header(request: &Request) -> Option<&str> {
    request.header("x-anonymous-customer-unique-id").map(str::trim).filter(|id| !id.is_empty())
}

/// Reads both headers.
pub fn read(sandbox: &Sandbox, request: &Request, now_ms: u64) -> Result<Identity, Problem> {
    match (request.header("authorization"), guest_header(request)) {
        (Some(_), Some(_)) => Err(Problem::coded(
            400,
            "005",
            "Headers request error. A user can't act as logged and not logged user at the same time.",
        )),
        (Some(authorization), None) => {
            let token = authorization.strip_prefix("Bearer ").unwrap_or_default();
            let session =
                sandbox.sessions.iter().find(|session| session.access_token == token && session.expires_ms > now_ms);
            let session = session.ok_or_else(|| Problem::coded(401, "001", "Invalid access token."))?;
            Ok(Identity::Customer(session.customer.clone()))
        }
        (None, Some(id)) => Ok(Identity::Guest(id.to_owned())),
        (None, None) => Ok(Identity::None),
    }
}

/// The sender of the request, also if the request is invalid.
pub fn owner(sandbox: &Sandbox, request: &Request) -> Option<Owner> {
    read(sandbox, request, 0).ok()?.owner()
}
