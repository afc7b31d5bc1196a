//! What tests read afterwards: payments, orders, requests, and what must never have happened.

use crate::config::Dialect;
use serde::{Deserialize, Serialize};

/// The whole story so far.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Ledger {
    /// In the order of their creation.
    pub payments: Vec<PaymentEntry>,
    /// In the order of their placement; without those of earlier days.
    pub orders: Vec<OrderEntry>,
    /// The last 500.
    pub requests: Vec<RequestEntry>,
    /// Each in one line. Empty is what every test wants.
    pub violations: Vec<String>,
}

/// Where a payment stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Nobody has approved it yet.
    Created,
    /// The payer agreed: money is held.
    Approved,
    /// The payer's bank refused.
    Declined,
    /// Cancelled through Glue.
    Cancelled,
    /// An order carries it.
    Ordered,
}

/// What the payer did at the provider.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Outcome {
    /// Agreed.
    Approved,
    /// Was refused.
    Declined,
    /// Went away.
    Cancelled,
}

impl Outcome {
    /// As query parameters spell it.
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
    /// The newest id.
    pub transaction_id: String,
    /// All ids it ever had, the newest last.
    pub transaction_ids_ever_issued: Vec<String>,
    /// The payment method's key.
    pub method: String,
    /// In minor units.
    pub amount: i64,
    /// ISO code.
    pub currency: String,
    /// Where it stands.
    pub status: Status,
    /// What the payer did last.
    pub payer_outcome: Option<Outcome>,
    /// The order that carries it; kept when it is cancelled under the order.
    pub order_reference: Option<String>,
    /// `guest:ID`, `customer:REFERENCE`, or nothing.
    pub identity: Option<String>,
    /// First name, last name and e-mail of the quote.
    pub customer: String,
    /// The billing country of the quote.
    pub country: String,
    /// False when the client cannot know of it, because the answer that named it was spoiled.
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
    /// What the order costs.
    pub grand_total: i64,
    /// What of that is not covered by gift cards: what its payment has to hold.
    pub price_to_pay: i64,
    /// What the confirmed payment holds.
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
    /// Of the answer, even when a fault kept it from arriving.
    pub status: u16,
    /// The stack that served it.
    pub dialect: Option<Dialect>,
    /// The fault that struck it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fault: Option<String>,
    /// As sent; natively only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<String>,
}
