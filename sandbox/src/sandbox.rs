//! The state of the sandbox, and the function that answers requests.

use crate::config::{Config, CustomerRoute, Dialect};
use crate::faults::{self, Kind};
use crate::glue::mfa::SentCode;
use crate::glue::tokens::Session;
use crate::http::{Reply, Request};
use crate::journal::Journal;
use crate::ledger::{Ledger, OrderEntry, RequestEntry};
use crate::psp::payment::Payment;
use crate::psp::webpay::Token;
use crate::shop::cart::{Cart, Owner};
use crate::shop::order::Order;
use crate::{control, glue, psp};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// Glue, the payment app and the payment providers.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Sandbox {
    pub(crate) config: Config,
    pub(crate) carts: Vec<Cart>,
    pub(crate) sessions: Vec<Session>,
    pub(crate) payments: Vec<Payment>,
    pub(crate) orders: Vec<Order>,
    /// Decisions in the web payment's wallet that the payment app has not received yet.
    pub(crate) tokens: Vec<Token>,
    /// The multi-factor codes that were sent.
    #[serde(default)]
    pub(crate) codes: Vec<SentCode>,
    pub(crate) journal: Journal,
    /// The number from which ids are generated.
    counter: u64,
    /// Request bodies are not recorded. In the browser they may contain personal data of the demo's users.
    forgets_bodies: bool,
    /// The fault of the current request, for faults that the request's handler must simulate.
    #[serde(skip)]
    pub(crate) fault: Option<Kind>,
}

impl Sandbox {
    /// A shop without carts and with the default settings.
    pub fn new() -> Self {
        Self::default()
    }

    /// The same, but the ledger does not record request bodies.
    #[must_use]
    pub fn without_bodies(mut self) -> Self {
        self.forgets_bodies = true;
        self
    }

    /// The settings. They may be changed between two requests.
    pub fn config(&mut self) -> &mut Config {
        &mut self.config
    }

    /// Deletes all data and restores the default settings.
    pub fn reset(&mut self) {
        *self = Self { forgets_bodies: self.forgets_bodies, ..Self::default() };
    }

    /// Answers a request.
    pub fn handle(&mut self, request: &Request, now_ms: u64) -> Reply {
        if request.path == "/sandbox" || request.path.starts_with("/sandbox/") {
            return glue::cors::allow(control::answer(self, request, now_ms), request);
        }
        let step = step(&request.path, self.config.customer_route);
        let dialect = request.path.starts_with("/glue/").then(|| self.config.dialect_of(&step));
        let preflight = request.method == "OPTIONS";
        let fault = if preflight { None } else { faults::take(&mut self.config.faults, &step) };
        let mut reply = match fault.as_ref().and_then(|fault| Some((fault.acts(), fault.kind()?))) {
            Some((acts, kind)) => self.play(&kind, acts, &step, request, now_ms),
            None => self.act(request, now_ms),
        };
        reply.delay_ms += self.config.latency_ms;
        if !preflight {
            self.journal.request(RequestEntry {
                method: request.method.clone(),
                path: request.path.clone(),
                query: request.query.clone(),
                status: reply.status,
                dialect,
                fault: fault.map(|fault| fault.fault),
                body: (!self.forgets_bodies && !request.body.is_empty()).then(|| request.body.clone()),
            });
        }
        if request.path.starts_with("/glue/") { glue::cors::allow(reply, request) } else { reply }
    }

    fn act(&mut self, request: &Request, now_ms: u64) -> Reply {
        if request.path.starts_with("/glue/") {
            glue::answer(self, request, now_ms)
        } else if request.path.starts_with("/psp/") {
            psp::answer(self, request)
        } else {
            Reply::html(404, "Not Found")
        }
    }

    fn play(&mut self, kind: &Kind, acts: bool, step: &str, request: &Request, now_ms: u64) -> Reply {
        if *kind == Kind::TotalChanged {
            self.raise_totals(request);
        }
        let before = self.payments.len();
        let truth = if acts {
            self.fault = Some(kind.clone());
            let reply = self.act(request, now_ms);
            self.fault = None;
            reply
        } else {
            // An empty success document, for faults that change it.
            let document = json!({"data": {"type": step, "id": null, "attributes": {}}});
            Reply::document(if step == "checkout-data" { 200 } else { 201 }, &document)
        };
        if kind.hides_the_answer() {
            self.payments.iter_mut().skip(before).for_each(|payment| payment.known_to_client = false);
        }
        kind.answer(self.config.dialect_of(step), truth)
    }

    fn raise_totals(&mut self, request: &Request) {
        let body: Value = serde_json::from_str(&request.body).unwrap_or_default();
        let named = body["data"]["attributes"]["idCart"].as_str();
        // A request about a payment does not name a cart, so every cart of the sender is changed.
        let sender = glue::identity::owner(self, request);
        for cart in &mut self.carts {
            let affected = named.map_or_else(|| sender.as_ref() == Some(&cart.owner), |id| cart.id == id);
            if affected {
                cart.surcharge += 100;
            }
        }
    }

    /// The next number.
    pub(crate) fn count(&mut self) -> u64 {
        self.counter += 1;
        self.counter
    }

    /// An id that looks like a uuid.
    pub(crate) fn next_uuid(&mut self) -> String {
        let number = self.count();
        format!("{number:08x}-6f1c-5a0e-9d3b-2c41{number:08x}")
    }

    /// An id that looks like a hash.
    pub(crate) fn next_hash(&mut self) -> String {
        format!("{:032x}", self.count())
    }

    /// The cart, if it belongs to the owner.
    pub(crate) fn cart_of(&self, owner: &Owner, id: &str) -> Option<&Cart> {
        self.carts.iter().find(|cart| cart.id == id && cart.owner == *owner)
    }

    /// The ledger.
    pub fn ledger(&self) -> Ledger {
        let order = |order: &Order| OrderEntry {
            order_reference: order.reference.clone(),
            cart_id: order.cart_id.clone(),
            grand_total: order.grand_total,
            price_to_pay: order.price_to_pay,
            payment_amount: order.payment_amount,
            transaction_id: order.transaction_id.clone(),
        };
        Ledger {
            payments: self.payments.iter().map(Payment::entry).collect(),
            orders: self.orders.iter().filter(|order| !order.is_earlier).map(order).collect(),
            requests: self.journal.requests.clone(),
            violations: self.journal.violations.clone(),
        }
    }

    /// The stack that serves a resource.
    pub(crate) fn dialect_of(&self, resource: &str) -> Dialect {
        self.config.dialect_of(resource)
    }
}

/// The name of this request in the settings of faults. A path for payer data that the shop does not have gets no name, so
/// that a client which tries both paths meets the fault at the right one.
fn step(path: &str, customer_route: CustomerRoute) -> String {
    let name = match (path, customer_route) {
        ("/psp/paypal/js" | "/psp/paypal/v6/core" | "/psp/stripe/v3/" | "/psp/webpay/worker.js", _) => "script",
        ("/psp/stripe/confirm", _) => "confirmation",
        (path, _) if path.starts_with("/psp/") && path.ends_with("/outcome") => "approval",
        ("/glue/payment-customer", CustomerRoute::Singular) => "payment-customers",
        ("/glue/payment-customers", CustomerRoute::Singular) => "",
        _ => glue::resource(path),
    };
    name.to_owned()
}
