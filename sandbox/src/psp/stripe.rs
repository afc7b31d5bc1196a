//! Imitates Stripe: its script, the sheet over the shop's page, and the confirmation of intents.

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

/// The script. It adds only its global variable to the shop's page.
pub fn script() -> Reply {
    let script = concat!(
        "(() => {\n'use strict';\n",
        include_str!("overlay.js"),
        include_str!("stripe-rules.js"),
        include_str!("stripe-element.js"),
        include_str!("stripe.js"),
        "})();\n"
    );
    Reply::new(200, JAVASCRIPT, script)
}

/// The sheet. It opens before there is an intent, so it gets the amount from the shop's page.
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
    .ask(&pages::decimal(minor, digits(&currency), &currency), payer, &request.origin)
}

/// The number of decimal digits that Stripe uses for a currency.
fn digits(currency: &str) -> u32 {
    match currency {
        "ISK" | "UGX" => 2,
        "MGA" => 0,
        _ => pages::iso_digits(currency),
    }
}

/// The amount with Stripe's decimal digits. The app that creates the intent must use the same digits. `None` if the amount
/// cannot be written with them.
fn counted(minor: i64, currency: &str) -> Option<i64> {
    let (from, to) = (pages::iso_digits(currency), digits(currency));
    let amount = if to >= from {
        minor * 10_i64.pow(to - from)
    } else {
        let by = 10_i64.pow(from - to);
        (minor % by == 0).then_some(minor / by)?
    };
    (to != 3 || amount % 10 == 0).then_some(amount)
}

/// Answers the payer's choice with the events that the sheet must send. No money is reserved before an intent is confirmed.
pub fn outcome(sandbox: &mut Sandbox, request: &Request) -> Reply {
    let Some(outcome) = super::outcome(&request.form_field("action").unwrap_or_default()) else {
        return Reply::json(400, &failure("invalid_request_error", "parameter_invalid", "Unknown action."));
    };
    let fault = sandbox.fault.clone();
    let told = told(fault.as_ref(), outcome);
    let mut events = vec![told.first; told.times];
    events.extend(Some(told.then).filter(|then| !then.is_empty()));
    // The id that `confirmPayment` returns instead of the intent's id.
    let id = match fault {
        Some(Kind::ForgedOrderId) => json!("pi_3FORGED000000000001"),
        Some(Kind::NoId) => json!(""),
        _ => Value::Null,
    };
    Reply::json(200, &json!({"events": events, "id": id}))
}

/// Confirms an intent after the payer approved in the sheet.
pub fn confirm(sandbox: &mut Sandbox, request: &Request) -> Reply {
    let field = |name: &str| request.form_field(name).unwrap_or_default();
    let secret = field("clientSecret");
    let refused = |code: &str, message: &str| Reply::json(400, &failure("invalid_request_error", code, message));
    if field("key") != PUBLISHABLE_KEY || field("account") != ACCOUNT_ID {
        return refused("resource_missing", "No such payment_intent: wrong key or account.");
    }
    let Some(outcome) = super::outcome(&field("action")).filter(|outcome| *outcome != Outcome::Cancelled) else {
        return refused("parameter_invalid", "The payer has not approved.");
    };
    let id = secret.split("_secret_").next().unwrap_or_default().to_owned();
    let intent = sandbox.payment(&id).filter(|payment| payment.method == Method::Stripe);
    // An intent with a newer id is as invalid as an unknown one.
    let Some(payment) = intent.filter(|payment| payment.issued.get("clientSecret") == Some(&json!(secret))) else {
        return refused("resource_missing", &format!("No such payment_intent: '{id}'"));
    };
    let asked = (field("amount"), field("currency").to_uppercase());
    let Some(amount) = counted(payment.amount, &payment.currency) else {
        return refused("amount_invalid", "Stripe does not count this amount.");
    };
    if asked != (amount.to_string(), payment.currency.clone()) {
        let message = format!("The intent's amount is {amount} {}, not {}.", payment.currency, asked.0);
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stripe_counts_some_currencies_otherwise() {
        for (code, minor, amount) in [
            ("EUR", 11_490, Some(11_490)),
            ("HUF", 129_900, Some(129_900)),
            ("JPY", 500, Some(500)),
            ("ISK", 2_000, Some(200_000)),
            ("UGX", 5_000, Some(500_000)),
            ("KWD", 1_230, Some(1_230)),
            ("KWD", 1_234, None),
            ("MGA", 129_900, Some(1_299)),
            ("MGA", 129_950, None),
        ] {
            assert_eq!(counted(minor, code), amount, "{code}");
        }
        assert_eq!(pages::decimal(200_000, digits("ISK"), "ISK"), "2000.00 ISK");
        assert_eq!(pages::amount(129_900, "HUF"), "1299.00 HUF");
        assert_eq!(pages::amount(129_900, "IQD"), "129.900 IQD");
        assert_eq!(pages::amount(500, "JPY"), "500 JPY");
    }
}
