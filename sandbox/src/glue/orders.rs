//! Answers `GET /orders` and `GET /orders/{reference}`, for customers only.
//!
//! Without `sort` the database query has no order, so usually the oldest orders come first. API Platform lists ten orders
//! unless the request has a limit (`OrdersStorefrontProvider::DEFAULT_LIMIT`). Legacy limits the list only if both
//! `page[offset]` and `page[limit]` are given (`RequestFormatter::setPaginationFields`).

use super::{Call, document, order_view};
use crate::Sandbox;
use crate::config::Dialect;
use crate::dialect::Problem;
use crate::faults::Kind;
use crate::http::Reply;
use crate::shop::cart::Owner;
use crate::shop::customers;
use crate::shop::order::Order;
use serde_json::{Value, json};

/// The default limit of API Platform.
const PLATFORM_LIMIT: usize = 10;

/// Answers both routes.
pub fn get(sandbox: &mut Sandbox, call: &Call<'_>, rest: &[&str]) -> Result<Reply, Problem> {
    let customer = call.identity.customer()?;
    match rest {
        [] => list(sandbox, call, customer),
        [reference, ..] => one(sandbox, call, &customer, reference),
    }
}

fn one(sandbox: &Sandbox, call: &Call<'_>, customer: &Owner, reference: &str) -> Result<Reply, Problem> {
    let order = orders_of(sandbox, call, customer).find(|order| order.reference == reference);
    let order = order.ok_or_else(|| Problem::coded(404, "801", "Order is not found by provided order reference."))?;
    let (mut resource, shipments) = order_view::resources(order, call);
    if let Some(method) = order.method {
        let (provider, name) = (method.provider(), method.name());
        resource["attributes"]["payments"] =
            json!([{"amount": order.price_to_pay, "paymentProvider": provider, "paymentMethod": name}]);
    }
    document::settle(&mut resource, call.dialect);
    Ok(Reply::document(200, &whole(json!({ "data": resource }), shipments)))
}

fn list(sandbox: &Sandbox, call: &Call<'_>, customer: Owner) -> Result<Reply, Problem> {
    let page = page(call)?;
    let customer = if sandbox.fault == Some(Kind::Foreign) { another_customer(&customer) } else { customer };
    let mut mine: Vec<&Order> = orders_of(sandbox, call, &customer).collect();
    let sort = call.request.parameter("sort").unwrap_or_default();
    // Orders of the same second stay sorted by id, also if the list is sorted in descending order.
    match sort.as_str() {
        "" => {}
        "createdAt" | "updatedAt" => mine.sort_by_key(|order| order.created_s),
        "-createdAt" | "-updatedAt" => mine.sort_by_key(|order| std::cmp::Reverse(order.created_s)),
        // The name is passed to the database, which has no such column.
        _ => return Err(Problem::of_status(500)),
    }
    let (mut data, mut included) = (Vec::new(), Vec::new());
    let (offset, limit) = page.unwrap_or((0, usize::MAX));
    for order in mine.into_iter().skip(offset).take(limit) {
        let (mut resource, shipments) = order_view::resources(order, call);
        if let Some(attributes) = resource["attributes"].as_object_mut() {
            attributes.retain(|name, _| LISTED.contains(&name.as_str()));
        }
        document::settle(&mut resource, call.dialect);
        data.push(resource);
        included.extend(shipments);
    }
    let list = json!({"data": data, "links": {"self": call.link("/orders")}});
    Ok(Reply::document(200, &whole(list, included)))
}

/// The attributes of an order in a list. Items, addresses and payments are only in the answer for a single order.
const LISTED: [&str; 6] = ["merchantReferences", "itemStates", "createdAt", "currencyIsoCode", "priceMode", "totals"];

fn orders_of<'s>(sandbox: &'s Sandbox, call: &Call<'_>, customer: &Owner) -> impl Iterator<Item = &'s Order> {
    let (now_ms, customer) = (call.now_ms, customer.clone());
    sandbox.orders.iter().filter(move |order| order.owner == customer && order.listed_ms <= now_ms)
}

fn another_customer(customer: &Owner) -> Owner {
    let is_other = |one: &&customers::Customer| Owner::Customer(one.reference.to_owned()) != *customer;
    let other = customers::CUSTOMERS.iter().find(is_other).unwrap_or(&customers::CUSTOMERS[0]);
    Owner::Customer(other.reference.to_owned())
}

/// The offset and the limit of the list, if it has a limit.
fn page(call: &Call<'_>) -> Result<Option<(usize, usize)>, Problem> {
    let (offset, limit) = (call.request.parameter("page[offset]"), call.request.parameter("page[limit]"));
    let number = |text: &Option<String>| text.as_deref().and_then(|text| text.parse::<usize>().ok());
    if call.dialect == Dialect::Platform {
        return Ok(Some((number(&offset).unwrap_or(0), number(&limit).unwrap_or(PLATFORM_LIMIT))));
    }
    if offset.is_none() && limit.is_none() {
        return Ok(None);
    }
    let unusable = (offset.is_some() && number(&offset).is_none()) || number(&limit).is_none_or(|limit| limit == 0);
    if unusable {
        return Err(Problem::plain(400, "Pagination parameters are invalid."));
    }
    Ok(number(&offset).zip(number(&limit)))
}

fn whole(mut document: Value, included: Vec<Value>) -> Value {
    if !included.is_empty() {
        document["included"] = Value::Array(included);
    }
    document
}
