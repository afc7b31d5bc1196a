//! Saved orders.

use super::cart::Owner;
use crate::config::Method;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A saved order.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Order {
    /// Such as `DE--1`.
    pub reference: String,
    /// The id of its cart. Empty for earlier orders.
    pub cart_id: String,
    /// The owner.
    pub owner: Owner,
    /// The total.
    pub grand_total: i64,
    /// The total without the amount of gift cards.
    pub price_to_pay: i64,
    /// The payment method. Unknown for earlier orders.
    pub method: Option<Method>,
    /// The amount of the confirmed payment.
    pub payment_amount: Option<i64>,
    /// The confirmed payment.
    pub transaction_id: Option<String>,
    /// When it was saved, in whole seconds since 1970. Lists are sorted by whole seconds.
    pub created_s: u64,
    /// When it appears in lists, in milliseconds since 1970.
    pub listed_ms: u64,
    /// Whether it is an earlier order from the control route. Such an order is in the customer's list, but not in the ledger.
    pub is_earlier: bool,
    /// The attributes in Glue's answer for this single order.
    pub attributes: Value,
    /// The included shipments.
    pub shipments: Vec<Value>,
}
