//! Orders in the format of Glue's answers.

use super::shipments::Group;
use super::{Call, document};
use crate::Sandbox;
use crate::shop::cart::Cart;
use crate::shop::order::Order;
use crate::shop::totals::Totals;
use serde_json::{Value, json};

/// The attributes of a new order, and those of its shipments.
pub fn saved(
    sandbox: &mut Sandbox,
    call: &Call<'_>,
    cart: &Cart,
    groups: &[Group],
    totals: &Totals,
    first_shipment: usize,
) -> (Value, Vec<Value>) {
    let mut items = Vec::new();
    let mut uuids = Vec::new();
    for line in &cart.lines {
        let uuid = sandbox.next_hash();
        items.push(json!({"sku": line.sku, "quantity": line.quantity, "uuid": uuid}));
        uuids.push((line.product().map_or("", |product| product.group_key), uuid));
    }
    let shipment = |(position, group): (usize, &Group)| {
        let inside = uuids.iter().filter(|(key, _)| group.items.iter().any(|item| item == key));
        let attributes = json!({
            "itemUuids": inside.map(|(_, uuid)| uuid).collect::<Vec<_>>(),
            "methodName": group.method.map(|method| method.name),
            "carrierName": group.method.map(|method| method.carrier),
            "requestedDeliveryDate": group.date,
            "shippingAddress": group.address,
        });
        let id = (first_shipment + position).to_string();
        let link = call.link(&format!("/order-shipments/{id}"));
        document::resource("order-shipments", json!(id), attributes, link)
    };
    let attributes = json!({
        "merchantReferences": [],
        "itemStates": ["new"],
        "createdAt": timestamp(call.now_ms),
        "currencyIsoCode": cart.currency,
        "priceMode": cart.price_mode,
        "totals": totals.view(&[("canceledTotal", 0), ("remunerationTotal", 0)]),
        "billingAddress": call.attributes.get("billingAddress").cloned().unwrap_or_default(),
        "shippingAddress": null,
        "items": items,
        "expenses": [],
        "payments": [],
        "calculatedDiscounts": [],
    });
    (attributes, groups.iter().enumerate().map(shipment).collect())
}

/// The attributes of an earlier order.
pub fn earlier(total: i64, currency: &str, created_ms: u64) -> Value {
    json!({
        "merchantReferences": [],
        "itemStates": ["delivered"],
        "createdAt": timestamp(created_ms),
        "currencyIsoCode": currency,
        "priceMode": "GROSS_MODE",
        "totals": {
            "expenseTotal": 0,
            "discountTotal": 0,
            "taxTotal": 0,
            "subtotal": total,
            "grandTotal": total,
            "canceledTotal": 0,
            "remunerationTotal": 0,
        },
        "billingAddress": null,
        "shippingAddress": null,
        "items": [],
        "expenses": [],
        "payments": [],
        "calculatedDiscounts": [],
    })
}

/// The order as a resource, and its shipments if the request includes them.
pub fn resources(order: &Order, call: &Call<'_>) -> (Value, Vec<Value>) {
    let link = call.link(&format!("/orders/{}", order.reference));
    let mut resource = document::resource("orders", json!(order.reference), order.attributes.clone(), link);
    if !call.request.includes().iter().any(|name| name == "order-shipments") {
        return (resource, Vec::new());
    }
    document::relate(&mut resource, "order-shipments", &order.shipments);
    (resource, order.shipments.clone())
}

/// A time in the format of PHP, with whole seconds.
pub fn timestamp(now_ms: u64) -> String {
    let seconds = now_ms / 1000;
    let (days, second) = (seconds / 86_400, seconds % 86_400);
    // Calculates the date from the days since 1970. Years begin in March here, so that the leap day is the last day.
    let shifted = days + 719_468;
    let era_day = shifted % 146_097;
    let era_year = (era_day - era_day / 1_460 + era_day / 36_524 - era_day / 146_096) / 365;
    let year_day = era_day - (365 * era_year + era_year / 4 - era_year / 100);
    let shifted_month = (5 * year_day + 2) / 153;
    let day = year_day - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    let year = era_year + shifted / 146_097 * 400 + u64::from(month <= 2);
    let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
    format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}.000000")
}
