//! A client for the sandbox's tests. It sends requests as the contract requires.

use crate::Sandbox;
use crate::http::{JSON_API, Reply, Request};
use serde_json::{Map, Value, json};

/// The sample body with this name.
macro_rules! fixture {
    ($name:literal) => {{
        let text = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../fixtures/glue/", $name, ".json"));
        serde_json::from_str::<serde_json::Value>(text).unwrap()
    }};
}
pub(crate) use fixture;

/// The time at which the tests start.
pub const NOW_MS: u64 = 1_795_348_134_000;

/// A shopper with a cart.
pub struct Shopper {
    pub sandbox: Sandbox,
    pub identity: Vec<(String, String)>,
    pub cart_id: String,
    /// The time, in milliseconds since 1970.
    pub now_ms: u64,
}

/// The answer to a request.
pub struct Answer {
    pub reply: Reply,
    pub body: Value,
}

impl Answer {
    pub fn attributes(&self) -> &Value {
        &self.body["data"]["attributes"]
    }

    /// The status and the code of an error.
    pub fn refusal(&self) -> (u16, &str) {
        (self.reply.status, self.body["errors"][0]["code"].as_str().unwrap_or_default())
    }

    pub fn included(&self, kind: &str) -> Vec<&Value> {
        self.body["included"].as_array().into_iter().flatten().filter(|one| one["type"] == kind).collect()
    }

    /// The payment's data, which the client must send back unchanged.
    pub fn payment_data(&self) -> Map<String, Value> {
        self.attributes()["preOrderPaymentData"].as_object().cloned().unwrap()
    }
}

impl Shopper {
    /// A guest with a lamp and two trays.
    pub fn guest() -> Self {
        let identity = vec![("x-anonymous-customer-unique-id".to_owned(), "guest-1".to_owned())];
        let mut shopper = Self { sandbox: Sandbox::new(), identity, cart_id: String::new(), now_ms: NOW_MS };
        shopper.cart_id = shopper.take_cart(json!({"guest": "guest-1"}))["cartId"].as_str().unwrap().to_owned();
        shopper
    }

    /// A customer with a clock and three coasters.
    pub fn customer() -> Self {
        let mut shopper =
            Self { sandbox: Sandbox::new(), identity: Vec::new(), cart_id: String::new(), now_ms: NOW_MS };
        let items = json!([{"sku": "001_25904006", "quantity": 1}, {"sku": "999_cheap", "quantity": 3}]);
        let cart = shopper.take_cart(json!({"customer": true, "items": items}));
        shopper.cart_id = cart["cartId"].as_str().unwrap().to_owned();
        let token = cart["accessToken"].as_str().unwrap();
        shopper.identity = vec![("authorization".to_owned(), format!("Bearer {token}"))];
        shopper
    }

    pub fn take_cart(&mut self, wish: Value) -> Value {
        self.control("POST", "/sandbox/carts", wish).body
    }

    /// Changes the sandbox's settings.
    pub fn in_a_shop(mut self, changes: Value) -> Self {
        self.configure(changes);
        self
    }

    pub fn configure(&mut self, changes: Value) {
        assert_eq!(self.control("POST", "/sandbox/config", changes).reply.status, 200);
    }

    pub fn control(&mut self, method: &str, path: &str, body: Value) -> Answer {
        self.request(method, path, &body.to_string(), &[])
    }

    pub fn get(&mut self, path: &str) -> Answer {
        let identity = self.identity.clone();
        self.request("GET", path, "", &headers(&identity))
    }

    pub fn send(&mut self, method: &str, path: &str, body: &Value) -> Answer {
        let identity = self.identity.clone();
        self.request(method, path, &body.to_string(), &headers(&identity))
    }

    pub fn post(&mut self, path: &str, body: &Value) -> Answer {
        self.send("POST", path, body)
    }

    pub fn request(&mut self, method: &str, path: &str, body: &str, headers: &[(&str, &str)]) -> Answer {
        let (path, query) = path.split_once('?').unwrap_or((path, ""));
        let request = Request {
            method: method.to_owned(),
            path: path.to_owned(),
            query: query.to_owned(),
            headers: headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect(),
            body: body.to_owned(),
            origin: "https://shop.example".to_owned(),
        };
        let reply = self.sandbox.handle(&request, self.now_ms);
        let body = serde_json::from_str(&reply.body).unwrap_or_default();
        Answer { reply, body }
    }

    /// Requests `/checkout-data` with all includes.
    pub fn calculate(&mut self, attributes: Value) -> Answer {
        let include = "payment-methods,shipments,shipment-methods,carts,guest-carts,addresses";
        let body = self.with_cart("checkout-data", attributes);
        self.post(&format!("/glue/checkout-data?include={include}"), &body)
    }

    fn with_cart(&self, kind: &str, attributes: Value) -> Value {
        let mut body = json!({"data": {"type": kind, "attributes": {"idCart": self.cart_id}}});
        for (name, value) in attributes.as_object().unwrap() {
            body["data"]["attributes"][name.as_str()] = value.clone();
        }
        body
    }

    /// Starts a payment, or updates one.
    pub fn pay(&mut self, method: (&str, &str), amount: i64, data: Option<&Map<String, Value>>) -> Answer {
        let mut body = fixture!("payments.first.request");
        let attributes = &mut body["data"]["attributes"];
        attributes["payment"] =
            json!({"paymentProviderName": method.0, "paymentMethodName": method.1, "amount": amount});
        if let Some(data) = data {
            attributes["preOrderPaymentData"] = json!(data);
        }
        self.post("/glue/payments", &body)
    }

    /// Decides on the payment as the payer.
    pub fn decide(&mut self, data: &Map<String, Value>, action: &str) {
        let id = data["transactionId"].as_str().unwrap();
        assert_eq!(self.control("POST", &format!("/sandbox/psp/{id}/{action}"), json!({})).reply.status, 200);
    }

    pub fn fetch_payer(&mut self, data: &Map<String, Value>) -> Answer {
        let mut body = fixture!("payment-customers.request");
        body["data"]["attributes"]["customerPaymentServiceProviderData"] = json!(data);
        self.post("/glue/payment-customers", &body)
    }

    pub fn cancel(&mut self, data: &Map<String, Value>) -> Answer {
        let mut body = fixture!("payment-cancellations.legacy.request");
        body["data"]["attributes"]["preOrderPaymentData"] = json!(data);
        self.post("/glue/payment-cancellations", &body)
    }

    /// Places the order with shipment method 2, as in the sample request of a guest.
    pub fn order(&mut self, data: &Map<String, Value>) -> Answer {
        let attributes = fixture!("checkout.guest.request")["data"]["attributes"].clone();
        let mut body = self.with_cart("checkout", attributes);
        body["data"]["attributes"]["idCart"] = json!(self.cart_id);
        body["data"]["attributes"]["preOrderPaymentData"] = json!(data);
        self.post("/glue/checkout?include=orders,order-shipments", &body)
    }

    /// An approved payment with the amount of the sample order.
    pub fn approved_payment(&mut self) -> Map<String, Value> {
        let data = self.pay(PAYPAL, 22517, None).payment_data();
        self.decide(&data, "approve");
        data
    }

    pub fn violations(&self) -> Vec<String> {
        self.sandbox.ledger().violations
    }
}

pub const PAYPAL: (&str, &str) = ("payone", "PayPal Express");
pub const WALLET: (&str, &str) = ("redirectpay", "Wallet Redirect");

fn headers(identity: &[(String, String)]) -> Vec<(&str, &str)> {
    let mut headers = vec![("accept", JSON_API), ("content-type", JSON_API)];
    headers.extend(identity.iter().map(|(name, value)| (name.as_str(), value.as_str())));
    headers
}

/// The keys in their order and the types of the values. Two answers of the same shape have the same result.
pub fn shape(value: &Value) -> String {
    fn plain(value: &Value) -> Value {
        match value {
            Value::Null => json!("null"),
            Value::Bool(_) => json!("bool"),
            Value::Number(_) => json!("number"),
            Value::String(_) => json!("text"),
            Value::Array(list) => list.iter().map(plain).collect(),
            Value::Object(map) => {
                let shown = map.iter().filter(|(key, _)| *key != "opaque");
                Value::Object(shown.map(|(key, value)| (key.clone(), plain(value))).collect())
            }
        }
    }
    plain(value).to_string()
}
