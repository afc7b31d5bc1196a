//! The payment service providers: their payments, scripts and pages.

pub mod ledger_rules;
mod pages;
pub mod payment;
mod paypal;
mod stripe;
mod wallet;
pub mod webpay;

use crate::Sandbox;
use crate::faults::Kind;
use crate::http::{Reply, Request};
use crate::ledger::Outcome;
use payment::Payment;

const JAVASCRIPT: &str = "text/javascript; charset=utf-8";

impl Sandbox {
    /// The payment with this current id.
    pub(crate) fn payment(&mut self, id: &str) -> Option<&mut Payment> {
        self.payments.iter_mut().find(|payment| payment.exists() && payment.id() == id)
    }

    /// The payment that has or had this id. A provider's page may be open while the app changes the id.
    pub(crate) fn payment_ever(&mut self, id: &str) -> Option<&mut Payment> {
        let known =
            |payment: &&mut Payment| payment.ids.iter().any(|known| known == id) || payment.lasting_id() == Some(id);
        self.payments.iter_mut().find(known)
    }
}

/// Answers a request below `/psp`.
pub fn answer(sandbox: &mut Sandbox, request: &Request) -> Reply {
    let javascript = |text: &str| Reply::new(200, JAVASCRIPT, text);
    match (request.method.as_str(), request.path.as_str()) {
        ("GET", "/psp/pages.css") => Reply::new(200, "text/css; charset=utf-8", include_str!("pages.css")),
        ("GET", "/psp/paypal/js") => paypal::script(request),
        ("GET", "/psp/paypal/v6/core") => paypal::script_v6(),
        ("GET", "/psp/paypal/approve") => paypal::approve(sandbox, request),
        ("POST", "/psp/paypal/outcome") => paypal::outcome(sandbox, request),
        ("GET", "/psp/paypal/done.js") => javascript(include_str!("done.js")),
        ("GET", "/psp/paypal/approve.js") => javascript(include_str!("paypal-approve.js")),
        ("GET", "/psp/stripe/v3/") => stripe::script(),
        ("GET", "/psp/stripe/sheet") => stripe::sheet(sandbox, request),
        ("GET", "/psp/stripe/sheet.js") => javascript(include_str!("stripe-sheet.js")),
        ("POST", "/psp/stripe/outcome") => stripe::outcome(sandbox, request),
        ("POST", "/psp/stripe/confirm") => stripe::confirm(sandbox, request),
        ("GET" | "HEAD", "/psp/webpay/pay") => webpay::method(request),
        ("GET", "/psp/webpay/payment-manifest.json") => webpay::payment_manifest(request),
        ("GET", "/psp/webpay/app.webmanifest") => webpay::app_manifest(),
        ("GET", "/psp/webpay/worker.js") => javascript(include_str!("webpay-worker.js")),
        ("GET", "/psp/webpay/wallet") => webpay::wallet(sandbox, request),
        ("GET", "/psp/webpay/wallet.js") => javascript(include_str!("webpay-wallet.js")),
        ("POST", "/psp/webpay/outcome") => webpay::outcome(sandbox, request),
        ("POST", "/psp/wallet/outcome") => wallet::outcome(sandbox, request),
        ("GET", path) => match path.strip_prefix("/psp/wallet/session/") {
            Some(id) => wallet::session(sandbox, request, id),
            None => Reply::html(404, "Not Found"),
        },
        _ => Reply::html(404, "Not Found"),
    }
}

/// The outcome for the name of a button or a control route.
pub fn outcome(action: &str) -> Option<Outcome> {
    match action {
        "approve" => Some(Outcome::Approved),
        "decline" => Some(Outcome::Declined),
        "cancel" => Some(Outcome::Cancelled),
        _ => None,
    }
}

/// The callbacks that a provider's script calls after the payer's choice.
struct Told {
    first: &'static str,
    times: usize,
    /// The callback after the first one, or empty.
    then: &'static str,
}

/// The callbacks for an outcome. A declined payment is reported as approved: the shop learns it only when it takes the money.
fn told(fault: Option<&Kind>, outcome: Outcome) -> Told {
    let usual = if outcome == Outcome::Cancelled { "cancel" } else { "approve" };
    let (first, times, then) = match fault {
        Some(Kind::Error) => ("error", 1, ""),
        Some(Kind::Twice) => (usual, 2, ""),
        Some(Kind::InTurn(first, then)) => (*first, 1, *then),
        _ => (usual, 1, ""),
    };
    Told { first, times, then }
}

/// The payment's id in the callback: the true one, another payment's, or none.
fn told_id<'a>(fault: Option<&Kind>, truth: &'a str, forged: &'a str) -> &'a str {
    match fault {
        Some(Kind::ForgedOrderId) => forged,
        Some(Kind::NoId) => "",
        _ => truth,
    }
}
