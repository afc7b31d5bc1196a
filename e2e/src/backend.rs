//! What a story changes in the shop itself: earlier orders, rules, faults, and carts that are changed elsewhere.

use crate::shop::{Cart, Shop};
use crate::trouble::OrEnd;
use crate::wire;
use serde_json::{Value, json};

/// A threshold for the sandbox's setting `thresholds`. `amount` and a fixed `fee` are in minor units.
pub fn threshold(kind: &str, amount: i64, fee: i64) -> Value {
    json!({"thresholds": [{"type": kind, "threshold": amount, "fee": fee}]})
}

/// The setting that makes this number of requests to `/checkout` meet the fault.
pub fn at_checkout(fault: &str, times: u32) -> Value {
    json!({"faults": [{"step": "checkout", "fault": fault, "times": times}]})
}

impl Shop {
    /// Sends a request to a control route of the sandbox. Returns the JSON of the response.
    #[track_caller]
    pub fn control(&self, path: &str, body: Value) -> Value {
        let asked = wire::call(self.sandbox.port(), "POST", &format!("/sandbox/{path}"), Some(&body));
        let answer = asked.or_end("the sandbox does not answer");
        assert!(answer.status < 300, "/sandbox/{path}: {}", answer.body);
        answer.body
    }

    /// Gives the customer this number of earlier orders, one a day. Returns their references, the oldest first.
    #[track_caller]
    pub fn orders_before(&self, count: u32) -> Vec<String> {
        self.orders_before_of("sonia", count)
    }

    /// The same for another customer of the sandbox.
    #[track_caller]
    pub fn orders_before_of(&self, customer: &str, count: u32) -> Vec<String> {
        let made = self.control("orders", json!({"customer": customer, "count": count}));
        let references = made["references"].as_array().into_iter().flatten();
        references.filter_map(Value::as_str).map(str::to_owned).collect()
    }

    /// Sets a condition that the shop's carts must meet from now on.
    #[track_caller]
    pub fn threshold(&self, kind: &str, amount: i64, fee: i64) {
        self.set(threshold(kind, amount, fee));
    }

    /// Makes these resources require a multi-factor code of customers from now on. Returns the code that they will get.
    #[track_caller]
    pub fn mfa(&self, resources: &[&str]) -> String {
        self.set(json!({"mfaProtected": resources}));
        self.sandbox.with(|sandbox| sandbox.config().mfa_code.clone())
    }

    /// Makes the next orders meet this fault.
    #[track_caller]
    pub fn fail_at_checkout(&self, fault: &str, times: u32) {
        self.set(at_checkout(fault, times));
    }

    /// Changes the story's cart in another tab or in the back office: `items`, `giftCard`, `surcharge`, `priceMode`.
    #[track_caller]
    pub fn change_cart(&self, changes: Value) {
        self.control(&format!("carts/{}", self.cart.id), changes);
    }

    /// Creates another cart of the same shopper. A guest has only one cart, so the new one replaces the first.
    #[track_caller]
    pub fn another_cart(&self) -> Cart {
        let wish = match &self.cart.anonymous_id {
            Some(id) => json!({"guest": id}),
            None => json!({"customer": true}),
        };
        let made = self.control("carts", wish);
        Cart {
            id: made["cartId"].as_str().unwrap_or_default().to_owned(),
            total: made["grandTotal"].as_i64().unwrap_or_default(),
            ..self.cart.clone()
        }
    }

    /// Sets another cart on the element, as a page does when the shopper turns to another cart.
    #[track_caller]
    pub fn turn_to_cart(&self, id: &str) {
        self.run("document.getElementById('checkout').setAttribute('cart-id', arguments[0])", &[json!(id)]);
    }

    /// A fresh access token of a customer of the sandbox.
    #[track_caller]
    pub fn token_of(&self, customer: &str) -> String {
        let session = self.control("tokens", json!({"customer": customer}));
        session["accessToken"].as_str().unwrap_or_default().to_owned()
    }

    /// Logs in a customer of the sandbox on the current page. A page that sets the token as text sets a new one; the server
    /// of a page that asks for it returns the new one from now on.
    #[track_caller]
    pub fn log_in_as(&self, customer: &str) {
        let token = self.token_of(customer);
        self.token.serve(&self.site, &token);
        if self.token.is_text() {
            self.run("document.getElementById('checkout').accessToken = arguments[0]", &[json!(token)]);
        }
    }

    /// The requests with this method and path that arrived at Glue.
    pub fn requests(&self, method: &str, path: &str) -> usize {
        let path = format!("/glue/{path}");
        self.ledger().requests.iter().filter(|request| request.method == method && request.path == path).count()
    }
}
