//! The sandbox's shop with one shopper's cart.

use crate::chance::Chance;
use express_checkout::glue::{Request, Response, Verb};
use express_checkout::json::Json;
use sandbox::Sandbox;
use sandbox::config::{CustomerRoute, Dialect, Method, Payer};
use sandbox::faults::Fault;
use sandbox::http::{self, JSON_API, Reply};
use sandbox::ledger::Ledger;

/// The time at which all trials begin, in milliseconds since 1970.
pub const BEGINNING: u64 = 1_795_348_134_000;

/// The origin of the shop and the providers.
pub const ORIGIN: &str = "https://shop.example";

/// The security code that the shop sends to every customer.
pub const SECURITY_CODE: &str = "482913";

/// The largest body that is read, in bytes. The fault `huge` is larger.
const MAX_BODY: usize = 1 << 20;

/// The kind of shop, and its shopper.
#[derive(Clone, Copy, Debug)]
pub struct Terms {
    /// The shopper has no account.
    pub guest: bool,
    /// The implementation of Glue.
    pub dialect: Dialect,
    /// The name of the customer route.
    pub route: CustomerRoute,
    /// The page gives its token as a function, which can return a new one.
    pub renews: bool,
    /// The payer's data at the provider.
    pub payer: Payer,
    /// An update with another amount gives the payment a new id.
    pub renames: bool,
    /// The offered payment methods.
    pub methods: &'static [Method],
}

impl Terms {
    /// A shop without special features.
    pub fn usual(guest: bool, dialect: Dialect, methods: &'static [Method]) -> Self {
        let (route, payer) = (CustomerRoute::Plural, Payer::Ada);
        Self { guest, dialect, route, renews: true, payer, renames: true, methods }
    }
}

/// The shop, and one shopper's cart in it.
#[derive(Debug)]
pub struct Shop {
    sandbox: Sandbox,
    /// The cart's uuid.
    pub cart_id: String,
    terms: Terms,
    token: String,
    refresh_token: String,
}

impl Shop {
    /// Opens a shop with a filled cart.
    pub fn open(terms: Terms) -> Self {
        let mut sandbox = Sandbox::new().without_bodies();
        let config = sandbox.config();
        config.dialect = terms.dialect;
        config.customer_route = terms.route;
        config.payer = terms.payer;
        config.rotate_transaction_id = terms.renames;
        config.methods = terms.methods.to_vec();
        let mut shop =
            Self { sandbox, cart_id: String::new(), terms, token: String::new(), refresh_token: String::new() };
        let input = if terms.guest { r#"{"guest":"guest-1"}"# } else { r#"{"customer":true}"# };
        let cart = shop.post("/sandbox/carts", input, 0);
        let text = |name: &str| cart.get(name).str().unwrap_or_default().to_owned();
        (shop.cart_id, shop.token, shop.refresh_token) = (text("cartId"), text("accessToken"), text("refreshToken"));
        shop
    }

    /// Adds earlier orders of the customer.
    pub fn ordered_before(&mut self, count: usize) {
        self.post("/sandbox/orders", &format!(r#"{{"customer":true,"count":{count}}}"#), 0);
    }

    /// Serves some resources with the other stack. One combination is left out because it cannot work: a legacy
    /// cancellation needs the whole data of the payment, but data of API Platform are not recorded whole.
    pub fn mix(&mut self, chance: &mut Chance) {
        let config = self.sandbox.config();
        for resource in ["checkout-data", "payments", "payment-customers", "payment-cancellations", "checkout"] {
            if chance.once_in(3) {
                let other = chance.one_of(&[Dialect::Legacy, Dialect::Platform]);
                config.dialect_by_resource.insert(resource.to_owned(), other);
            }
        }
        if config.dialect_of("payments") == Dialect::Platform {
            config.dialect_by_resource.insert("payment-cancellations".to_owned(), Dialect::Platform);
        }
    }

    /// Divides the cart into that many shipments.
    pub fn split(&mut self, parcels: usize) {
        self.sandbox.config().parcels = parcels;
    }

    /// Whether the cart has several shipments.
    pub fn is_split(&mut self) -> bool {
        self.sandbox.config().parcels > 1
    }

    /// Requires a security code for customers' orders.
    pub fn demand_code(&mut self) {
        self.sandbox.config().mfa_protected = vec!["checkout".to_owned()];
    }

    /// Applies a fault to a step, that many times or always.
    pub fn break_at(&mut self, step: &str, fault: &str, times: Option<u32>) {
        let fault = Fault { step: step.to_owned(), fault: fault.to_owned(), times, skip: 0, acts: None };
        assert!(fault.kind().is_some(), "the sandbox does not know the fault `{}`", fault.fault);
        self.sandbox.config().faults.push(fault);
    }

    /// Ends all faults.
    pub fn mend(&mut self) {
        self.sandbox.config().faults.clear();
    }

    /// Sends a request to Glue with the same headers as the product.
    pub fn ask(&mut self, call: &Request, code: Option<String>, now: u64) -> Reply {
        let mut headers = vec![("accept", JSON_API.to_owned())];
        if self.terms.guest {
            headers.push(("x-anonymous-customer-unique-id", "guest-1".to_owned()));
        } else {
            headers.push(("authorization", format!("Bearer {}", self.token)));
        }
        headers.extend(code.filter(|_| !self.terms.guest).map(|code| ("x-mfa-code", code)));
        let body = call.body.as_ref().map(Json::to_string);
        if body.is_some() {
            headers.push(("content-type", JSON_API.to_owned()));
        }
        let verb = match call.verb {
            Verb::Get => "GET",
            Verb::Post => "POST",
        };
        self.send(verb, &format!("/glue/{}", call.path), &headers, body.unwrap_or_default(), now)
    }

    /// Calls the page's token function. False if there is no new token.
    pub fn renew(&mut self, now: u64) -> bool {
        if self.terms.guest || !self.terms.renews {
            return false;
        }
        let attributes = Json::map([("refreshToken", self.refresh_token.as_str().into())]);
        let data = Json::map([("type", "refresh-tokens".into()), ("attributes", attributes)]);
        let answer = self.post("/glue/refresh-tokens", &Json::map([("data", data)]).to_string(), now);
        let text = |name: &str| answer.get("data").get("attributes").get(name).str().unwrap_or_default().to_owned();
        (self.token, self.refresh_token) = (text("accessToken"), text("refreshToken"));
        true
    }

    /// Another part of the page adds an item to the cart.
    pub fn fill_cart(&mut self, now: u64) {
        let (carts, items) = if self.terms.guest { ("guest-carts", "guest-cart-items") } else { ("carts", "items") };
        let attributes = Json::map([("sku", "999_cheap".into()), ("quantity", 1.into())]);
        let data = Json::map([("type", items.into()), ("attributes", attributes)]);
        let body = Some(Json::map([("data", data)]));
        self.ask(&Request { verb: Verb::Post, path: format!("{carts}/{}/{items}", self.cart_id), body }, None, now);
    }

    /// Deletes the cart, as after an order elsewhere.
    pub fn lose_cart(&mut self) {
        // Glue does not delete a guest's cart, so another cart replaces it.
        if self.terms.guest {
            self.post("/sandbox/carts", r#"{"guest":"guest-1"}"#, 0);
        } else {
            let (verb, path) = ("DELETE", format!("/glue/carts/{}", self.cart_id));
            let headers = [("accept", JSON_API.to_owned()), ("authorization", format!("Bearer {}", self.token))];
            self.send(verb, &path, &headers, String::new(), 0);
        }
    }

    /// Sends a form to a provider's page.
    pub fn submit(&mut self, path: &str, fields: &[(&str, &str)], now: u64) -> Reply {
        let pairs: Vec<String> = fields.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect();
        self.send("POST", path, &[], pairs.join("&"), now)
    }

    /// Loads a provider's script.
    pub fn script(&mut self, now: u64) -> Reply {
        let path = "/psp/paypal/js?client-id=AZd3m0cl13nt1d&currency=EUR&locale=de_DE";
        self.send("GET", path, &[], String::new(), now)
    }

    /// Payments, orders and violations.
    pub fn ledger(&self) -> Ledger {
        self.sandbox.ledger()
    }

    fn post(&mut self, path: &str, body: &str, now: u64) -> Json {
        let headers = [("accept", JSON_API.to_owned()), ("content-type", JSON_API.to_owned())];
        Json::parse(&self.send("POST", path, &headers, body.to_owned(), now).body).unwrap_or_default()
    }

    fn send(&mut self, method: &str, path: &str, headers: &[(&str, String)], body: String, now: u64) -> Reply {
        let (path, query) = path.split_once('?').unwrap_or((path, ""));
        let request = http::Request {
            method: method.to_owned(),
            path: path.to_owned(),
            query: query.to_owned(),
            headers: headers.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect(),
            body,
            origin: ORIGIN.to_owned(),
        };
        self.sandbox.handle(&request, BEGINNING + now)
    }
}

/// A reply of the sandbox as the product's client reads it.
pub fn answer(reply: &Reply) -> Response {
    let retry_after = reply.header("retry-after").and_then(|seconds| seconds.parse().ok());
    let body = if reply.body.len() > MAX_BODY { String::new() } else { reply.body.clone() };
    Response { status: reply.status, retry_after, body }
}

fn encoded(text: &str) -> String {
    text.bytes()
        .map(|byte| if byte.is_ascii_alphanumeric() { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}
