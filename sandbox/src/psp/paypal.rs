//! The PayPal look-alike: a script that draws the button, and the window that the payer approves in.

use super::pages::{self, Page};
use crate::Sandbox;
use crate::faults::Kind;
use crate::http::{Reply, Request};
use crate::ledger::Outcome;

/// The script. Like the real one it is refused as a whole when a parameter is wrong.
pub fn script(request: &Request) -> Reply {
    let client = request.parameter("client-id").unwrap_or_default();
    let currency = request.parameter("currency").unwrap_or_else(|| "USD".to_owned());
    let complaint = if client.is_empty() {
        Some("'Missing query value for client-id'")
    } else if request.parameter("locale").is_some_and(|locale| !is_locale(&locale)) {
        Some("'Invalid query value for locale'")
    } else if !crate::shop::codes::is_currency(&currency) {
        Some("'Invalid query value for currency'")
    } else {
        None
    };
    let javascript = "text/javascript; charset=utf-8";
    match complaint {
        Some(text) => Reply::new(400, javascript, format!("throw new Error(\"SDK Validation error: {text}\");\n")),
        None => Reply::new(200, javascript, include_str!("paypal.js")),
    }
}

// Two small letters, an underscore, two capitals: PayPal knows no other form.
fn is_locale(text: &str) -> bool {
    match text.as_bytes() {
        [a, b, b'_', c, d] => {
            [a, b].iter().all(|byte| byte.is_ascii_lowercase()) && [c, d].iter().all(|byte| byte.is_ascii_uppercase())
        }
        _ => false,
    }
}

/// The window.
pub fn approve(sandbox: &mut Sandbox, request: &Request) -> Reply {
    let token = request.parameter("token").unwrap_or_default();
    let shop = request.parameter("shop").unwrap_or_default();
    let payer = sandbox.config.payer;
    match sandbox.payment_ever(&token).filter(|payment| payment.exists()) {
        Some(payment) => Page {
            provider: "PayPal",
            action: format!("{}/psp/paypal/outcome", request.origin),
            fields: &[("token", &token), ("shop", &shop)],
        }
        .ask(payment, payer, &request.origin),
        None => pages::gone("PayPal", &request.origin),
    }
}

/// What the payer chose: noted, and told to the page that opened the window.
pub fn outcome(sandbox: &mut Sandbox, request: &Request) -> Reply {
    let token = request.form_field("token").unwrap_or_default();
    let action = request.form_field("action").unwrap_or_default();
    let Some(outcome) = super::outcome(&action) else {
        return pages::gone("PayPal", &request.origin);
    };
    let quirk = sandbox.quirk.clone();
    match sandbox.payment_ever(&token).filter(|payment| payment.exists()) {
        Some(payment) => payment.decide(outcome),
        None => return pages::gone("PayPal", &request.origin),
    }
    let kind = match (&quirk, outcome) {
        (Some(Kind::Error), _) => "error",
        (_, Outcome::Cancelled) => "cancel",
        // A refused funding source shows only when the shop asks: the window says "approved" as PayPal's does.
        (_, Outcome::Approved | Outcome::Declined) => "approve",
    };
    let order_id = match quirk {
        Some(Kind::ForgedOrderId) => "PPO-FORGED0001",
        Some(Kind::NoId) => "",
        _ => &token,
    };
    let times = if quirk == Some(Kind::Twice) { "2" } else { "1" };
    let shop = request.form_field("shop").unwrap_or_default();
    let facts =
        [("kind", kind), ("order-id", order_id), ("payer-id", "SANDBOXPAYER1"), ("times", times), ("shop", &shop)];
    pages::done("PayPal", &facts, &request.origin)
}
