//! What a story does behind the shop's pages: in the shop's past, in its rules, and in another tab or the back office.

use crate::shop::{Cart, Shop};
use crate::trouble::OrEnd;
use crate::wire;
use serde_json::{Value, json};

/// A threshold as the sandbox's setting `thresholds` takes it; `amount` is in minor units, as is a fixed `fee`.
pub fn threshold(kind: &str, amount: i64, fee: i64) -> Value {
    json!({"thresholds": [{"type": kind, "threshold": amount, "fee": fee}]})
}

/// A plan for `/checkout`: so many requests meet the fault.
pub fn at_checkout(fault: &str, times: u32) -> Value {
    json!({"faults": [{"step": "checkout", "fault": fault, "times": times}]})
}

impl Shop {
    /// Asks a control route of the sandbox; the answer is its JSON.
    #[track_caller]
    pub fn control(&self, path: &str, body: Value) -> Value {
        let asked = wire::call(self.sandbox.port(), "POST", &format!("/sandbox/{path}"), Some(&body));
        let answer = asked.or_end("the sandbox does not answer");
        assert!(answer.status < 300, "/sandbox/{path}: {}", answer.body);
        answer.body
    }

    /// The customer has ordered so often before, a day apart. Answers the references, the oldest first.
    #[track_caller]
    pub fn orders_before(&self, count: u32) -> Vec<String> {
        self.orders_before_of("sonia", count)
    }

    /// The same for one of the sandbox's customers.
    #[track_caller]
    pub fn orders_before_of(&self, customer: &str, count: u32) -> Vec<String> {
        let made = self.control("orders", json!({"customer": customer, "count": count}));
        let references = made["references"].as_array().into_iter().flatten();
        references.filter_map(Value::as_str).map(str::to_owned).collect()
    }

    /// The shop demands something of its carts from now on.
    #[track_caller]
    pub fn threshold(&self, kind: &str, amount: i64, fee: i64) {
        self.set(threshold(kind, amount, fee));
    }

    /// From now on these resources want a multi-factor code of customers. Answers the code that will be sent to them.
    #[track_caller]
    pub fn mfa(&self, resources: &[&str]) -> String {
        self.set(json!({"mfaProtected": resources}));
        self.sandbox.with(|sandbox| sandbox.config().mfa_code.clone())
    }

    /// The next orders meet this fault.
    #[track_caller]
    pub fn fail_at_checkout(&self, fault: &str, times: u32) {
        self.set(at_checkout(fault, times));
    }

    /// Changes the story's cart in another tab or in the back office: `items`, `giftCard`, `surcharge`, `priceMode`.
    #[track_caller]
    pub fn change_cart(&self, changes: Value) {
        self.control(&format!("carts/{}", self.cart.id), changes);
    }

    /// Another cart of the same shopper. A guest has only one: it takes the place of the first.
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

    /// Gives the element another cart, as a page does that goes on to the next one.
    #[track_caller]
    pub fn turn_to_cart(&self, id: &str) {
        self.run("document.getElementById('checkout').setAttribute('cart-id', arguments[0])", &[json!(id)]);
    }

    /// A fresh access token of one of the sandbox's customers.
    #[track_caller]
    pub fn token_of(&self, customer: &str) -> String {
        let session = self.control("tokens", json!({"customer": customer}));
        session["accessToken"].as_str().unwrap_or_default().to_owned()
    }

    /// One of the sandbox's customers logs in on the page in hand: a page that gives a text sets another one, and a page
    /// that asks its own server is told another one from now on.
    #[track_caller]
    pub fn log_in_as(&self, customer: &str) {
        let token = self.token_of(customer);
        self.token.serve(&self.site, &token);
        if self.token.is_text() {
            self.run("document.getElementById('checkout').accessToken = arguments[0]", &[json!(token)]);
        }
    }

    /// The requests of this verb to a path of Glue that arrived.
    pub fn requests(&self, method: &str, path: &str) -> usize {
        let path = format!("/glue/{path}");
        self.ledger().requests.iter().filter(|request| request.method == method && request.path == path).count()
    }
}
