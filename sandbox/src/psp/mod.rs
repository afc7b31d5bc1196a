//! The payment service providers: what they keep, and what they show.

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
    /// The payment of which this is the newest id.
    pub(crate) fn payment(&mut self, id: &str) -> Option<&mut Payment> {
        self.payments.iter_mut().find(|payment| payment.exists() && payment.id() == id)
    }

    /// The payment that ever had this id or lasting id: pages stay open while the app renames.
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

/// The outcome that a button or a control route is named after.
pub fn outcome(action: &str) -> Option<Outcome> {
    match action {
        "approve" => Some(Outcome::Approved),
        "decline" => Some(Outcome::Declined),
        "cancel" => Some(Outcome::Cancelled),
        _ => None,
    }
}

/// What a provider's script tells the shop's page after the payer's choice.
struct Told {
    first: &'static str,
    times: usize,
    /// Told after that, or empty.
    then: &'static str,
}

/// What is told of this outcome. A refused funding source shows only when the shop asks: until then it is approved.
fn told(quirk: Option<&Kind>, outcome: Outcome) -> Told {
    let usual = if outcome == Outcome::Cancelled { "cancel" } else { "approve" };
    let (first, times, then) = match quirk {
        Some(Kind::Error) => ("error", 1, ""),
        Some(Kind::Twice) => (usual, 2, ""),
        Some(Kind::InTurn(first, then)) => (*first, 1, *then),
        _ => (usual, 1, ""),
    };
    Told { first, times, then }
}

/// The id that is told of the payment: the true one, another payment's, or none.
fn told_id<'a>(quirk: Option<&Kind>, truth: &'a str, forged: &'a str) -> &'a str {
    match quirk {
        Some(Kind::ForgedOrderId) => forged,
        Some(Kind::NoId) => "",
        _ => truth,
    }
}
