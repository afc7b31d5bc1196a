//! `GET /orders` and `GET /orders/{reference}`: for customers only.

use super::{Call, order_view};
use crate::Sandbox;
use crate::dialect::Problem;
use crate::http::Reply;
use serde_json::{Value, json};

/// Both routes.
pub fn get(sandbox: &mut Sandbox, call: &Call<'_>, rest: &[&str]) -> Result<Reply, Problem> {
    let customer = call.identity.customer()?;
    // The newest first.
    let mine = sandbox.orders.iter().rev().filter(|order| order.owner == customer);
    let (mut data, mut included) = (Vec::new(), Vec::new());
    for order in mine.filter(|order| rest.first().is_none_or(|reference| order.reference == *reference)) {
        let (resource, shipments) = order_view::resources(order, call);
        data.push(resource);
        included.extend(shipments);
    }
    let mut whole = match rest {
        [] => json!({"data": data, "links": {"self": call.link("/orders")}}),
        [_, ..] => {
            let missing = || Problem::coded(404, "801", "Order is not found by provided order reference.");
            json!({"data": data.pop().ok_or_else(missing)?})
        }
    };
    if !included.is_empty() {
        whole["included"] = Value::Array(included);
    }
    Ok(Reply::document(200, &whole))
}
