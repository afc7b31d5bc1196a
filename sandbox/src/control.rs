//! The control routes: what tests and the demo steer by. Not part of any real shop.

use crate::Sandbox;
use crate::dialect::Problem;
use crate::glue::{cors, tokens};
use crate::http::{Reply, Request};
use crate::psp;
use crate::shop::cart::{Cart, Owner};
use crate::shop::{customers, products, stores};
use serde_json::{Map, Value, json};

/// Answers a request below `/sandbox`.
pub fn answer(sandbox: &mut Sandbox, request: &Request, now_ms: u64) -> Reply {
    if request.method == "OPTIONS" {
        return cors::preflight(request, true);
    }
    let segments: Vec<&str> = request.path.split('/').filter(|segment| !segment.is_empty()).skip(1).collect();
    match (request.method.as_str(), segments.as_slice()) {
        ("POST", ["reset"]) => {
            sandbox.reset();
            Reply::json(200, &json!({}))
        }
        ("GET", ["config"]) => show_config(sandbox),
        ("POST", ["config"]) => match body(request).and_then(|changes| sandbox.config.update(&changes)) {
            Ok(()) => show_config(sandbox),
            Err(reason) => refused(&reason),
        },
        ("POST", ["carts"]) => match body(request).and_then(|wish| make_cart(sandbox, &wish, now_ms)) {
            Ok(cart) => Reply::json(201, &cart),
            Err(reason) => refused(&reason),
        },
        ("GET", ["products"]) => Reply::json(200, &catalogue(sandbox)),
        ("POST", ["psp", id, action]) => decide(sandbox, id, action),
        ("GET", ["ledger"]) => match serde_json::to_value(sandbox.ledger()) {
            Ok(ledger) => Reply::json(200, &ledger),
            Err(error) => refused(&error.to_string()),
        },
        _ => Problem::no_route().answer(crate::config::Dialect::Legacy),
    }
}

fn refused(reason: &str) -> Reply {
    Reply::json(400, &json!({ "error": reason }))
}

fn body(request: &Request) -> Result<Map<String, Value>, String> {
    let text = if request.body.trim().is_empty() { "{}" } else { &request.body };
    serde_json::from_str(text).map_err(|error| error.to_string())
}

fn show_config(sandbox: &Sandbox) -> Reply {
    match serde_json::to_value(&sandbox.config) {
        Ok(config) => Reply::json(200, &config),
        Err(error) => refused(&error.to_string()),
    }
}

fn catalogue(sandbox: &Sandbox) -> Value {
    let currency = stores::find_or_first(&sandbox.config.store).currencies[0].0;
    let view = |product: &products::Product| {
        json!({
            "sku": product.sku,
            "name": product.name,
            "groupKey": product.group_key,
            "price": product.price(currency),
            "currency": currency,
            "ships": product.ships,
        })
    };
    Value::Array(products::PRODUCTS.iter().map(view).collect())
}

fn make_cart(sandbox: &mut Sandbox, wish: &Map<String, Value>, now_ms: u64) -> Result<Value, String> {
    let guest = wish.get("guest").and_then(Value::as_str);
    let is_customer = wish.get("customer") == Some(&json!(true));
    let owner = match (guest, is_customer) {
        (Some(id), false) => Owner::Guest(id.to_owned()),
        (None, true) => Owner::Customer(customers::REFERENCE.to_owned()),
        _ => return Err("either `guest` or `customer` is needed".to_owned()),
    };
    let wanted_store = wish.get("store").and_then(Value::as_str).unwrap_or(&sandbox.config.store);
    let store = stores::find(wanted_store).ok_or_else(|| format!("unknown store `{wanted_store}`"))?;
    let currency = wish.get("currency").and_then(Value::as_str).unwrap_or(store.currencies[0].0);
    let name = if is_customer { "My cart" } else { "Shopping cart" };
    let mut cart = Cart {
        id: sandbox.next_uuid(),
        owner: owner.clone(),
        store: store.name.to_owned(),
        currency: currency.to_owned(),
        price_mode: "GROSS_MODE".to_owned(),
        name: name.to_owned(),
        lines: Vec::new(),
        surcharge: 0,
    };
    let usual = json!([{"sku": "066_23294028", "quantity": 1}, {"sku": "180_29664611", "quantity": 2}]);
    for item in wish.get("items").unwrap_or(&usual).as_array().ok_or("`items` is a list")? {
        let sku = item["sku"].as_str().unwrap_or_default();
        if !cart.add(sku, item["quantity"].as_i64().unwrap_or(1)) {
            return Err(format!("unknown sku `{sku}`"));
        }
    }
    let mut answer = json!({
        "cartId": cart.id,
        "currency": cart.currency,
        "grandTotal": cart.totals(0).grand,
        "items": cart.lines.iter().filter_map(|line| {
            let product = line.product()?;
            Some(json!({"sku": line.sku, "quantity": line.quantity, "groupKey": product.group_key, "name": product.name, "price": product.price(&cart.currency)}))
        }).collect::<Vec<_>>(),
    });
    match &owner {
        Owner::Guest(id) => {
            answer["anonymousId"] = json!(id);
            // A guest has one cart.
            sandbox.carts.retain(|other| other.owner != owner);
        }
        Owner::Customer(_) => {
            let session = tokens::open(sandbox, now_ms);
            answer["accessToken"] = json!(session.access_token);
            answer["refreshToken"] = json!(session.refresh_token);
        }
    }
    sandbox.carts.push(cart);
    Ok(answer)
}

fn decide(sandbox: &mut Sandbox, id: &str, action: &str) -> Reply {
    let Some(outcome) = psp::outcome(action) else {
        return refused("approve, decline or cancel");
    };
    match sandbox.payment_ever(id) {
        Some(payment) => {
            payment.decide(outcome);
            match serde_json::to_value(payment.entry()) {
                Ok(entry) => Reply::json(200, &entry),
                Err(error) => refused(&error.to_string()),
            }
        }
        None => Reply::json(404, &json!({"error": format!("no payment `{id}`")})),
    }
}
