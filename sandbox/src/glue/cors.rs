//! Cross-origin requests: allows the headers of Glue's core, and those that a project may add.

use crate::config::Config;
use crate::http::{Reply, Request};

const CORE: &str = "accept, content-type, content-language, accept-language, authorization, store";
const GUEST: &str = "x-anonymous-customer-unique-id";
const MFA: &str = "x-mfa-code";

/// Answers a preflight. 403 if it asks for a header that is not allowed.
pub fn preflight(request: &Request, config: &Config) -> Reply {
    let mut admitted = CORE.to_owned();
    for (name, _) in [(GUEST, config.cors_guest_header), (MFA, config.cors_mfa_header)].iter().filter(|own| own.1) {
        admitted.push_str(", ");
        admitted.push_str(name);
    }
    let asked = request.header("access-control-request-headers").unwrap_or_default().to_lowercase();
    let mut wanted = asked.split(',').map(str::trim).filter(|name| !name.is_empty());
    if wanted.any(|name| !admitted.split(", ").any(|known| known == name)) {
        return Reply::html(403, "Unauthorized header");
    }
    Reply::bare(204)
        .with("access-control-allow-methods", "GET, POST, PATCH, DELETE, OPTIONS")
        .with("access-control-allow-headers", admitted)
        .with("access-control-max-age", "0")
}

/// Allows the page to read the answer.
pub fn allow(reply: Reply, request: &Request) -> Reply {
    match request.header("origin") {
        Some(origin) => reply.with("access-control-allow-origin", origin).with("vary", "Origin"),
        None => reply,
    }
}
