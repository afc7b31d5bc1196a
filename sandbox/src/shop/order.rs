//! Orders as they are saved.

use super::cart::Owner;
use crate::config::Method;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A saved order.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Order {
    /// Such as `DE--1`.
    pub reference: String,
    /// The cart it came from; empty for orders of earlier days.
    pub cart_id: String,
    /// Whose it is.
    pub owner: Owner,
    /// What it costs.
    pub grand_total: i64,
    /// What of that is not covered by gift cards.
    pub price_to_pay: i64,
    /// How it is paid; unknown for orders of earlier days.
    pub method: Option<Method>,
    /// The amount of the payment when it was confirmed.
    pub payment_amount: Option<i64>,
    /// The payment that was confirmed.
    pub transaction_id: Option<String>,
    /// When it was saved, in whole seconds since 1970: lists know no finer order.
    pub created_s: u64,
    /// From when on lists hold it, in milliseconds since 1970.
    pub listed_ms: u64,
    /// Whether it is of an earlier day: part of the customer's list, and no part of the story.
    pub is_earlier: bool,
    /// The attributes that Glue shows of it alone.
    pub attributes: Value,
    /// The included shipments.
    pub shipments: Vec<Value>,
}
