//! The state of everything, and the one door to it.

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

/// Glue, payment app and payment providers in one.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Sandbox {
    pub(crate) config: Config,
    pub(crate) carts: Vec<Cart>,
    pub(crate) sessions: Vec<Session>,
    pub(crate) payments: Vec<Payment>,
    pub(crate) orders: Vec<Order>,
    /// Decisions of payers in the web payment's wallet that the app has not been shown yet.
    pub(crate) tokens: Vec<Token>,
    /// Multi-factor codes that were sent.
    #[serde(default)]
    pub(crate) codes: Vec<SentCode>,
    pub(crate) journal: Journal,
    /// The source of every id.
    counter: u64,
    /// Bodies hold personal data of whoever tries the demo: the browser keeps none.
    forgets_bodies: bool,
    /// The fault that strikes the request in hand and that only its handler can play.
    #[serde(skip)]
    pub(crate) quirk: Option<Kind>,
}

impl Sandbox {
    /// A shop without carts, in its default configuration.
    pub fn new() -> Self {
        Self::default()
    }

    /// The same, but its ledger keeps no request bodies.
    #[must_use]
    pub fn without_bodies(mut self) -> Self {
        self.forgets_bodies = true;
        self
    }

    /// The settings; change them at will between two requests.
    pub fn config(&mut self) -> &mut Config {
        &mut self.config
    }

    /// Forgets everything, settings too.
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
            self.quirk = Some(kind.clone());
            let reply = self.act(request, now_ms);
            self.quirk = None;
            reply
        } else {
            // What a success would look like, for faults that spoil one.
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
        // A request about a payment names no cart: every cart of the sender gets dearer.
        let sender = glue::identity::owner(self, request);
        for cart in &mut self.carts {
            let meant = named.map_or_else(|| sender.as_ref() == Some(&cart.owner), |id| cart.id == id);
            if meant {
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

    /// The cart, if it is the owner's.
    pub(crate) fn cart_of(&self, owner: &Owner, id: &str) -> Option<&Cart> {
        self.carts.iter().find(|cart| cart.id == id && cart.owner == *owner)
    }

    /// What happened so far.
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

/// What a plan of faults calls the request to this path. A spelling that the shop does not know has no name: a client
/// that tries both must meet the fault at the right one.
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
