//! The wallet with a redirect: the payer's page, and the redirect back to the shop.

use super::pages::{self, Page, amount};
use crate::Sandbox;
use crate::faults::Kind;
use crate::http::{Reply, Request};

/// The page at `redirectUrl`.
pub fn session(sandbox: &mut Sandbox, request: &Request, id: &str) -> Reply {
    let return_url = request.parameter("returnUrl").unwrap_or_default();
    let payer = sandbox.config.payer;
    match sandbox.payment_ever(id).filter(|payment| payment.exists()) {
        Some(payment) => Page {
            provider: "Wallet",
            action: format!("{}/psp/wallet/outcome", request.origin),
            fields: &[("transactionId", id), ("returnUrl", &return_url)],
            extras: &[],
            script: None,
            facts: &[],
        }
        .ask(&amount(payment.amount, &payment.currency), payer, &request.origin),
        None => pages::gone("Wallet", &request.origin),
    }
}

/// Records the payer's choice, and redirects back to the shop.
pub fn outcome(sandbox: &mut Sandbox, request: &Request) -> Reply {
    let id = request.form_field("transactionId").unwrap_or_default();
    let action = request.form_field("action").unwrap_or_default();
    let Some(outcome) = super::outcome(&action) else {
        return pages::gone("Wallet", &request.origin);
    };
    let fault = sandbox.fault.clone();
    // The payment's id may have changed while the page was open. The redirect has the id with which the page was opened.
    match sandbox.payment_ever(&id).filter(|payment| payment.exists()) {
        Some(payment) => payment.decide(outcome),
        None => return pages::gone("Wallet", &request.origin),
    }
    let told = match fault {
        Some(Kind::ForgedOrderId) => Some("tx999999999999999999"),
        Some(Kind::NoId) => None,
        _ => Some(id.as_str()),
    };
    let mut facts: Vec<(&str, &str)> = told.map(|id| ("transactionId", id)).into_iter().collect();
    facts.push(("status", outcome.name()));
    let return_url = request.form_field("returnUrl").unwrap_or_default();
    match way_back(&return_url, &facts) {
        Some(url) => Reply::bare(303).with("location", url).with("cache-control", "no-store"),
        None => pages::done("Wallet", &[("kind", "close")], &request.origin),
    }
}

/// The shop's URL with these parameters added. Its other parameters are kept.
pub fn way_back(return_url: &str, facts: &[(&str, &str)]) -> Option<String> {
    let scheme = return_url.split_once("://").map(|(scheme, _)| scheme.to_ascii_lowercase());
    let is_web = matches!(scheme.as_deref(), Some("http" | "https"));
    if !is_web || return_url.chars().any(|letter| letter.is_control() || letter == ' ') {
        return None;
    }
    let (address, fragment) =
        return_url.split_once('#').map_or((return_url, None), |(front, back)| (front, Some(back)));
    let added = form_urlencoded::Serializer::new(String::new()).extend_pairs(facts).finish();
    let joint = match address.split_once('?') {
        None => "?",
        Some((_, query)) if query.is_empty() || query.ends_with('&') => "",
        Some(_) => "&",
    };
    let fragment = fragment.map(|text| format!("#{text}")).unwrap_or_default();
    Some(format!("{address}{joint}{added}{fragment}"))
}
