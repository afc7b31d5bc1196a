//! Creates earlier orders of a customer.

use crate::Sandbox;
use crate::glue::order_view;
use crate::shop::cart::Owner;
use crate::shop::order::Order;
use crate::shop::stores;
use serde_json::{Map, Value, json};

const DAY_MS: u64 = 24 * 60 * 60 * 1000;
/// The maximum number of orders per request.
const MOST: u64 = 1000;

/// Creates `count` orders, the oldest first. They are `apartMs` apart (default: one day), and the newest is that long ago.
/// Each has `total` in minor units (default: different totals).
pub fn orders(sandbox: &mut Sandbox, wish: &Map<String, Value>, now_ms: u64) -> Result<Value, String> {
    let owner = Owner::Customer(super::customer(wish)?.reference.to_owned());
    let number = |name: &str| wish.get(name).and_then(Value::as_u64);
    let count = number("count").filter(|count| *count <= MOST).ok_or_else(|| format!("`count`, at most {MOST}"))?;
    let apart_ms = number("apartMs").unwrap_or(DAY_MS);
    let store = stores::find_or_first(&sandbox.config.store);
    let currency = wish.get("currency").and_then(Value::as_str).unwrap_or(store.currencies[0]).to_owned();
    let mut references = Vec::new();
    for back in (1..=count).rev() {
        let reference = format!("{}--{}", store.name, sandbox.orders.len() + 1);
        let created_ms = now_ms.saturating_sub(back * apart_ms);
        let total = wish.get("total").and_then(Value::as_i64).unwrap_or(2_000 + 137 * back as i64);
        sandbox.orders.push(Order {
            reference: reference.clone(),
            cart_id: String::new(),
            owner: owner.clone(),
            grand_total: total,
            price_to_pay: total,
            method: None,
            payment_amount: None,
            transaction_id: None,
            created_s: created_ms / 1000,
            listed_ms: 0,
            is_earlier: true,
            attributes: order_view::earlier(total, &currency, created_ms),
            shipments: Vec::new(),
        });
        references.push(reference);
    }
    Ok(json!({ "references": references }))
}
