//! The payment service providers: what they keep, and what they show.

pub mod ledger_rules;
mod pages;
pub mod payment;
mod paypal;
mod wallet;

use crate::Sandbox;
use crate::http::{Reply, Request};
use crate::ledger::Outcome;
use payment::Payment;

impl Sandbox {
    /// The payment of which this is the newest id.
    pub(crate) fn payment(&mut self, id: &str) -> Option<&mut Payment> {
        self.payments.iter_mut().find(|payment| payment.exists() && payment.id() == id)
    }

    /// The payment that ever had this id or order id: pages stay open while the app renames.
    pub(crate) fn payment_ever(&mut self, id: &str) -> Option<&mut Payment> {
        let known =
            |payment: &&mut Payment| payment.ids.iter().any(|known| known == id) || payment.order_id() == Some(id);
        self.payments.iter_mut().find(known)
    }
}

/// Answers a request below `/psp`.
pub fn answer(sandbox: &mut Sandbox, request: &Request) -> Reply {
    match (request.method.as_str(), request.path.as_str()) {
        ("GET", "/psp/pages.css") => Reply::new(200, "text/css; charset=utf-8", include_str!("pages.css")),
        ("GET", "/psp/paypal/js") => paypal::script(request),
        ("GET", "/psp/paypal/approve") => paypal::approve(sandbox, request),
        ("POST", "/psp/paypal/outcome") => paypal::outcome(sandbox, request),
        ("GET", "/psp/paypal/done.js") => Reply::new(200, "text/javascript; charset=utf-8", include_str!("done.js")),
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
