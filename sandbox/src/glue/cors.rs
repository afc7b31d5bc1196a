//! Cross-origin answers: only the headers that Glue's core admits, and those a project adds for stores and guests.

use crate::http::{Reply, Request};

const CORE: &str = "accept, content-type, content-language, accept-language, authorization, store";
const GUEST: &str = "x-anonymous-customer-unique-id";

/// Answers a preflight; 403 when it asks for a header that is not admitted.
pub fn preflight(request: &Request, guest_header: bool) -> Reply {
    let admitted = if guest_header { format!("{CORE}, {GUEST}") } else { CORE.to_owned() };
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

/// Lets the asking page read the answer.
pub fn allow(reply: Reply, request: &Request) -> Reply {
    match request.header("origin") {
        Some(origin) => reply.with("access-control-allow-origin", origin).with("vary", "Origin"),
        None => reply,
    }
}
