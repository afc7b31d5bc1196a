//! The web payment handler: its manifests, its worker, and the wallet's page that it opens.

use super::pages::{self, Page};
use super::{Told, told, told_id};
use crate::Sandbox;
use crate::config::Method;
use crate::http::{Reply, Request};
use crate::ledger::Outcome;
use crate::payers;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

// An icon of 128 by 128 pixels, because browsers refuse a handler without an icon.
const ICON: &str = "data:image/png;base64,\
iVBORw0KGgoAAAANSUhEUgAAAIAAAACAAQMAAAD58POIAAAABlBMVEUKW9P///9/YFQWAAAAH0lEQVR42mNgGAWjYGiA/3AwKjAqMCpASGAU\
jILBDgCHkN4wR+dFvAAAAABJRU5ErkJggg==";

/// The payment method. Its URL is its identifier, and the answer has the URL of its manifest.
pub fn method(request: &Request) -> Reply {
    let link = format!("<{}/psp/webpay/payment-manifest.json>; rel=\"payment-method-manifest\"", request.origin);
    Reply::html(200, "The web payment method of the sandbox.").with("link", link)
}

/// The manifest of the payment method, which lists its handlers.
pub fn payment_manifest(request: &Request) -> Reply {
    let host = request.origin.split('/').take(3).collect::<Vec<_>>().join("/");
    let manifest = json!({
        "default_applications": [format!("{}/psp/webpay/app.webmanifest", request.origin)],
        "supported_origins": [host],
    });
    Reply::json(200, &manifest)
}

/// The web app manifest of the handler.
pub fn app_manifest() -> Reply {
    let manifest = json!({
        "name": "Web Payment (look-alike)",
        "short_name": "Web Payment",
        "icons": [{"src": ICON, "sizes": "128x128", "type": "image/png"}],
        "serviceworker": {"src": "worker.js", "scope": "./", "use_cache": false},
        "payment": {"supported_delegations": ["shippingAddress", "payerName", "payerPhone", "payerEmail"]},
    });
    Reply::new(200, "application/manifest+json", manifest.to_string())
}

/// The wallet's page. Like real wallets, it knows only the amount of the payment, which it gets from the browser.
pub fn wallet(sandbox: &Sandbox, request: &Request) -> Reply {
    let shipping = request.parameter("shipping").is_some_and(|asked| asked == "true");
    let payer = sandbox.config.payer;
    let Some(total) = request.parameter("total").filter(|total| !total.is_empty()) else {
        return pages::gone("Web Payment", &request.origin);
    };
    let extras = [
        ("hang", "Never answer"),
        ("change-address", "Ship to another address"),
        ("change-option", "Ship another way"),
    ];
    Page {
        provider: "Web Payment",
        action: format!("{}/psp/webpay/outcome", request.origin),
        fields: &[("abroad", "")],
        extras: if shipping { &extras } else { &extras[..1] },
        script: Some("webpay/wallet.js"),
        facts: &[("payer", &payers::sheet(payer).to_string())],
    }
    .ask(&total, payer, &request.origin)
}

/// Records the payer's choice as a token that the payment app accepts once, and returns the handler's answer.
pub fn outcome(sandbox: &mut Sandbox, request: &Request) -> Reply {
    let field = |name: &str| request.form_field(name).unwrap_or_default();
    let fault = sandbox.fault.clone();
    let payer = sandbox.config.payer;
    let Some(outcome) = super::outcome(&field("action")) else {
        return Reply::json(400, &json!({"error": "approve, decline or cancel"}));
    };
    let name = format!("wt-{:08}", sandbox.count());
    sandbox.tokens.push(Token { name: name.clone(), outcome, is_abroad: field("abroad") == "true" });
    // A handler answers once, so a second callback is not sent.
    let status = match told(fault.as_ref(), outcome) {
        Told { first: "error", .. } => "error",
        Told { first: "cancel", .. } => Outcome::Cancelled.name(),
        _ => outcome.name(),
    };
    let token = told_id(fault.as_ref(), &name, "wt-99999999");
    Reply::json(200, &json!({"details": {"status": status, "walletToken": token}, "payer": payers::sheet(payer)}))
}

/// A payer's decision, for the payment app.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Token {
    name: String,
    outcome: Outcome,
    is_abroad: bool,
}

/// The app accepts the token of an approval for this payment.
pub fn redeem(sandbox: &mut Sandbox, replayed: &Map<String, Value>) {
    let text = |name: &str| replayed.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    let (id, name) = (text("transactionId"), text("walletToken"));
    let Some(place) = sandbox.tokens.iter().position(|token| token.name == name) else { return };
    let token = sandbox.tokens.swap_remove(place);
    if let Some(payment) = sandbox.payment(&id).filter(|payment| payment.method == Method::Webpay) {
        payment.decide(token.outcome);
        payment.is_abroad = token.is_abroad;
    }
}
