//! Orders as they are saved.

use super::cart::Owner;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A saved order.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Order {
    /// Such as `DE--1`.
    pub reference: String,
    /// The cart it came from.
    pub cart_id: String,
    /// Whose it is.
    pub owner: Owner,
    /// What is to be paid.
    pub grand_total: i64,
    /// The amount of the payment when it was confirmed.
    pub payment_amount: Option<i64>,
    /// The payment that was confirmed.
    pub transaction_id: Option<String>,
    /// The attributes that Glue shows.
    pub attributes: Value,
    /// The included shipments.
    pub shipments: Vec<Value>,
}
