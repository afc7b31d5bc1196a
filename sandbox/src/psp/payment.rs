//! The payments of the payment app, which are created before the order.

use crate::config::Method;
use crate::ledger::{Outcome, PaymentEntry, Status};
use crate::shop::methods::{ACCOUNT_ID, CLIENT_ID, MERCHANT_ID, PUBLISHABLE_KEY};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

/// A payment in the app.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Payment {
    /// The payment method.
    pub method: Method,
    /// All its ids, the current one last.
    pub ids: Vec<String>,
    /// The data that the client must send back unchanged.
    pub issued: Map<String, Value>,
    /// In minor units.
    pub amount: i64,
    /// ISO code.
    pub currency: String,
    /// The status.
    pub status: Status,
    /// The payer's last decision.
    pub outcome: Option<Outcome>,
    /// Its order.
    pub order_reference: Option<String>,
    /// `guest:ID`, `customer:REFERENCE`, or none.
    pub identity: Option<String>,
    /// First name, last name and e-mail of the quote.
    pub customer: String,
    /// The billing country of the quote.
    pub country: String,
    /// Whether the client got its id in a readable answer.
    pub known_to_client: bool,
    /// Whether the payer chose the second address for shipping.
    #[serde(default)]
    pub is_abroad: bool,
}

impl Payment {
    /// The current id.
    pub fn id(&self) -> &str {
        self.ids.last().map_or("", String::as_str)
    }

    /// The id for PayPal's window and for the web payment handler. Updates do not change it.
    pub fn lasting_id(&self) -> Option<&str> {
        let field = if self.method == Method::Webpay { "paymentId" } else { "orderId" };
        self.issued.get(field).and_then(Value::as_str)
    }

    /// Whether it is open: the payer approved it or may still approve it.
    pub fn is_live(&self) -> bool {
        matches!(self.status, Status::Created | Status::Approved)
    }

    /// Whether the app still has it. Cancelling deletes it.
    pub fn exists(&self) -> bool {
        self.status != Status::Cancelled
    }

    /// Records the payer's decision. If the payer cancels at the provider, the payment stays open until the shop cancels it.
    pub fn decide(&mut self, outcome: Outcome) {
        if matches!(self.status, Status::Created | Status::Approved | Status::Declined) {
            self.outcome = Some(outcome);
            self.status = match outcome {
                Outcome::Approved => Status::Approved,
                Outcome::Declined => Status::Declined,
                Outcome::Cancelled => Status::Created,
            };
        }
    }

    /// The keys whose values differ from the issued data. Additional keys are allowed at the top level.
    pub fn lost_in_replay(&self, replayed: &Map<String, Value>) -> Vec<&str> {
        let whole = |(key, value): &(&String, &Value)| replayed.get(*key) == Some(value);
        self.issued.iter().filter(|entry| !whole(entry)).map(|(key, _)| key.as_str()).collect()
    }

    /// The entry for the ledger.
    pub fn entry(&self) -> PaymentEntry {
        PaymentEntry {
            transaction_id: self.id().to_owned(),
            transaction_ids_ever_issued: self.ids.clone(),
            method: self.method.key(),
            amount: self.amount,
            currency: self.currency.clone(),
            status: self.status,
            payer_outcome: self.outcome,
            order_reference: self.order_reference.clone(),
            identity: self.identity.clone(),
            customer: self.customer.clone(),
            country: self.country.clone(),
            known_to_client: self.known_to_client,
        }
    }
}

/// The data of a new or updated payment. `lasting_id` is the id that an update does not change.
pub fn data(
    method: Method,
    id: &str,
    currency: &str,
    lasting_id: Option<&str>,
    origin: &str,
    mut next: impl FnMut() -> u64,
) -> Map<String, Value> {
    let data = match method {
        Method::Wallet => json!({
            "transactionId": id,
            "redirectUrl": format!("{origin}/psp/wallet/session/{id}"),
            "paymentId": format!("{:032x}", next()),
            "opaque": opaque(),
        }),
        Method::Stripe => json!({
            "transactionId": id,
            "clientSecret": format!("{id}_secret_{:024x}", next()),
            "publishableKey": PUBLISHABLE_KEY,
            "accountId": ACCOUNT_ID,
            "opaque": opaque(),
        }),
        Method::Webpay => {
            let payment_id = lasting_id.map_or_else(|| format!("webpay-{:08}", next()), str::to_owned);
            json!({"transactionId": id, "paymentId": payment_id, "opaque": opaque()})
        }
        Method::Paypal | Method::Invoice => {
            let order_id = lasting_id.map_or_else(|| format!("PPO-SANDBOX{:04}", next()), str::to_owned);
            json!({
                "transactionId": id,
                "orderId": order_id,
                "workorderid": format!("PP1SANDBOX{:04}", next()),
                "token": format!("EC-SANDBOX{:04}", next()),
                "currency": currency,
                "clientId": CLIENT_ID,
                "merchantId": MERCHANT_ID,
                "opaque": opaque(),
            })
        }
    };
    data.as_object().cloned().unwrap_or_default()
}

// Values that a client would change if it parsed them with JavaScript or into typed structs: a null, an integer above 2^53,
// and a decimal number with a trailing zero.
fn opaque() -> Value {
    const TEXT: &str = r#"{"nested":[1,{"k":null}],"unicode":"ü","serial":9007199254740993,"rate":1.50,"none":[]}"#;
    serde_json::from_str(TEXT).unwrap_or_default()
}
