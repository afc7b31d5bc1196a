//! The ledger that tests read: payments, orders, requests and violations.

use crate::config::Dialect;
use serde::{Deserialize, Serialize};

/// Everything that has happened so far.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Ledger {
    /// All payments, the oldest first.
    pub payments: Vec<PaymentEntry>,
    /// All orders, the oldest first, without the earlier orders from the control route.
    pub orders: Vec<OrderEntry>,
    /// The last 500 requests.
    pub requests: Vec<RequestEntry>,
    /// Broken rules, one line each. Tests expect it to be empty.
    pub violations: Vec<String>,
}

/// The status of a payment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Not approved yet.
    Created,
    /// The payer approved it, and the money is reserved.
    Approved,
    /// The payer's bank declined it.
    Declined,
    /// Cancelled through Glue.
    Cancelled,
    /// It belongs to an order.
    Ordered,
}

/// The payer's decision at the provider.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Outcome {
    /// The payer approved the payment.
    Approved,
    /// The payment was declined.
    Declined,
    /// The payer cancelled.
    Cancelled,
}

impl Outcome {
    /// The name in query parameters.
    pub fn name(self) -> &'static str {
        match self {
            Self::Approved => "approved",
            Self::Declined => "declined",
            Self::Cancelled => "cancelled",
        }
    }
}

/// A payment.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PaymentEntry {
    /// The current id.
    pub transaction_id: String,
    /// All ids, the current one last.
    pub transaction_ids_ever_issued: Vec<String>,
    /// The payment method's key.
    pub method: String,
    /// In minor units.
    pub amount: i64,
    /// ISO code.
    pub currency: String,
    /// The status.
    pub status: Status,
    /// The payer's last decision.
    pub payer_outcome: Option<Outcome>,
    /// Its order. It stays set if the payment is cancelled after the order.
    pub order_reference: Option<String>,
    /// `guest:ID`, `customer:REFERENCE`, or none.
    pub identity: Option<String>,
    /// First name, last name and e-mail of the quote.
    pub customer: String,
    /// The billing country of the quote.
    pub country: String,
    /// False if the client cannot know of it, because the answer with its id was faulty.
    pub known_to_client: bool,
}

/// An order.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OrderEntry {
    /// Such as `DE--1`.
    pub order_reference: String,
    /// The cart it came from.
    pub cart_id: String,
    /// The total of the order.
    pub grand_total: i64,
    /// The total without the amount of gift cards. The payment must have this amount.
    pub price_to_pay: i64,
    /// The amount of the confirmed payment.
    pub payment_amount: Option<i64>,
    /// The confirmed payment.
    pub transaction_id: Option<String>,
}

/// A request.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RequestEntry {
    /// Upper case.
    pub method: String,
    /// Without its query.
    pub path: String,
    /// Without the question mark.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub query: String,
    /// The status of the answer, also if the answer did not arrive.
    pub status: u16,
    /// The stack that served it.
    pub dialect: Option<Dialect>,
    /// The fault that affected it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fault: Option<String>,
    /// The body as sent. Only in the native server.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<String>,
}
