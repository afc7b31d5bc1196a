//! The Stripe look-alike: the sheet over the shop's page, and what happens to an intent.

use super::pages::{self, Page};
use super::{JAVASCRIPT, told};
use crate::Sandbox;
use crate::config::Method;
use crate::faults::Kind;
use crate::http::{Reply, Request};
use crate::ledger::Outcome;
use crate::payers;
use crate::shop::methods::{ACCOUNT_ID, PUBLISHABLE_KEY};
use serde_json::{Value, json};

/// The script, which leaves nothing behind in the shop's page but its global.
pub fn script() -> Reply {
    let script = concat!(
        "(() => {\n'use strict';\n",
        include_str!("stripe-rules.js"),
        include_str!("stripe-element.js"),
        include_str!("stripe.js"),
        "})();\n"
    );
    Reply::new(200, JAVASCRIPT, script)
}

/// The sheet. It opens before there is an intent, and knows of the payment what the shop's page says.
pub fn sheet(sandbox: &Sandbox, request: &Request) -> Reply {
    let parameter = |name: &str| request.parameter(name).unwrap_or_default();
    let (shop, currency) = (parameter("shop"), parameter("currency").to_uppercase());
    let Ok(minor) = parameter("amount").parse() else {
        return pages::gone("Stripe", &request.origin);
    };
    let payer = sandbox.config.payer;
    let extras: &[(&str, &str)] = if parameter("shipping") == "true" {
        &[("change-address", "Ship to another address"), ("change-option", "Ship another way")]
    } else {
        &[]
    };
    Page {
        provider: "Stripe",
        action: format!("{}/psp/stripe/outcome", request.origin),
        fields: &[],
        extras,
        script: Some("stripe/sheet.js"),
        facts: &[("shop", &shop), ("payer", &payers::sheet(payer).to_string())],
    }
    .ask(&pages::amount(minor, &currency), payer, &request.origin)
}

/// What the payer chose. The sheet hears which events its script has to send; nothing is held before an intent is
/// confirmed.
pub fn outcome(sandbox: &mut Sandbox, request: &Request) -> Reply {
    let Some(outcome) = super::outcome(&request.form_field("action").unwrap_or_default()) else {
        return Reply::json(400, &failure("invalid_request_error", "parameter_invalid", "Unknown action."));
    };
    let quirk = sandbox.quirk.clone();
    let told = told(quirk.as_ref(), outcome);
    let mut events = vec![told.first; told.times];
    events.extend(Some(told.then).filter(|then| !then.is_empty()));
    // What `confirmPayment` will say instead of the intent's own id.
    let id = match quirk {
        Some(Kind::ForgedOrderId) => json!("pi_3FORGED000000000001"),
        Some(Kind::NoId) => json!(""),
        _ => Value::Null,
    };
    Reply::json(200, &json!({"events": events, "id": id}))
}

/// Confirms an intent for the payer who approved in the sheet.
pub fn confirm(sandbox: &mut Sandbox, request: &Request) -> Reply {
    let field = |name: &str| request.form_field(name).unwrap_or_default();
    let secret = field("clientSecret");
    let refused = |code: &str, message: &str| Reply::json(400, &failure("invalid_request_error", code, message));
    if field("key") != PUBLISHABLE_KEY || field("account") != ACCOUNT_ID {
        return refused("resource_missing", "No such payment_intent: the key or the account is another one.");
    }
    let Some(outcome) = super::outcome(&field("action")).filter(|outcome| *outcome != Outcome::Cancelled) else {
        return refused("parameter_invalid", "The payer has not approved.");
    };
    let id = secret.split("_secret_").next().unwrap_or_default().to_owned();
    let intent = sandbox.payment(&id).filter(|payment| payment.method == Method::Stripe);
    // An intent that has a newer name is as dead as one that never was.
    let Some(payment) = intent.filter(|payment| payment.issued.get("clientSecret") == Some(&json!(secret))) else {
        return refused("resource_missing", &format!("No such payment_intent: '{id}'"));
    };
    let asked = (field("amount"), field("currency").to_uppercase());
    if asked != (payment.amount.to_string(), payment.currency.clone()) {
        let message = format!("The intent's amount is {} {}, not {}.", payment.amount, payment.currency, asked.0);
        return refused("payment_intent_invalid_parameter", &message);
    }
    payment.decide(outcome);
    payment.is_abroad = field("abroad") == "true";
    if outcome == Outcome::Declined {
        return Reply::json(402, &failure("card_error", "card_declined", "Your card has been declined."));
    }
    Reply::json(200, &json!({"paymentIntent": {"id": id}}))
}

fn failure(kind: &str, code: &str, message: &str) -> Value {
    json!({"error": {"type": kind, "code": code, "message": message}})
}
