//! The control routes, with which tests and the demo control the sandbox. A real shop does not have them.

use crate::Sandbox;
use crate::config::Config;
use crate::dialect::Problem;
use crate::glue::{cors, tokens};
use crate::http::{Reply, Request};
use crate::psp;
use crate::shop::cart::{Cart, Line, Owner};
use crate::shop::customers::{self, Customer};
use crate::shop::{codes, products, stores, totals};
use serde_json::{Map, Value, json};

mod earlier;

/// Answers a request below `/sandbox`.
pub fn answer(sandbox: &mut Sandbox, request: &Request, now_ms: u64) -> Reply {
    if request.method == "OPTIONS" {
        return cors::preflight(request, &Config::default());
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
        ("POST", ["carts", id]) => match body(request).and_then(|changes| change_cart(sandbox, id, &changes)) {
            Ok(cart) => Reply::json(200, &cart),
            Err(reason) => refused(&reason),
        },
        ("POST", ["orders"]) => match body(request).and_then(|wish| earlier::orders(sandbox, &wish, now_ms)) {
            Ok(orders) => Reply::json(201, &orders),
            Err(reason) => refused(&reason),
        },
        ("POST", ["tokens"]) => match body(request).and_then(|wish| customer(&wish)) {
            Ok(customer) => Reply::json(201, &session(sandbox, customer, now_ms)),
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
    let currency = stores::find_or_first(&sandbox.config.store).currencies[0];
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

fn customer(wish: &Map<String, Value>) -> Result<&'static Customer, String> {
    let wanted = wish.get("customer").ok_or("`customer` is needed")?;
    customers::named(wanted).ok_or_else(|| format!("unknown customer {wanted}"))
}

fn session(sandbox: &mut Sandbox, customer: &Customer, now_ms: u64) -> Value {
    let session = tokens::open(sandbox, customer, now_ms);
    json!({"accessToken": session.access_token, "refreshToken": session.refresh_token})
}

fn make_cart(sandbox: &mut Sandbox, wish: &Map<String, Value>, now_ms: u64) -> Result<Value, String> {
    let guest = wish.get("guest").and_then(Value::as_str);
    let customer = if wish.contains_key("customer") { Some(customer(wish)?) } else { None };
    let owner = match (guest, customer) {
        (Some(id), None) => Owner::Guest(id.to_owned()),
        (None, Some(customer)) => Owner::Customer(customer.reference.to_owned()),
        _ => return Err("either `guest` or `customer` is needed".to_owned()),
    };
    let wanted_store = wish.get("store").and_then(Value::as_str).unwrap_or(&sandbox.config.store);
    let store = stores::find(wanted_store).ok_or_else(|| format!("unknown store `{wanted_store}`"))?;
    let currency = wish.get("currency").and_then(Value::as_str).unwrap_or(store.currencies[0]);
    if !codes::is_currency(currency) {
        return Err(format!("unknown currency `{currency}`"));
    }
    let name = if customer.is_some() { "My cart" } else { "Shopping cart" };
    let id = sandbox.next_uuid();
    let mut cart = Cart::empty(id.clone(), owner.clone(), store.name, currency, name);
    let usual = json!([{"sku": "066_23294028", "quantity": 1}, {"sku": "180_29664611", "quantity": 2}]);
    fill(&mut cart, wish.get("items").unwrap_or(&usual))?;
    adjust(&mut cart, wish)?;
    if guest.is_some() {
        // A guest has one cart.
        sandbox.carts.retain(|other| other.owner != owner);
    }
    sandbox.carts.push(cart);
    let mut answer = view(sandbox, &id);
    match customer {
        Some(customer) => {
            let tokens = session(sandbox, customer, now_ms);
            answer["accessToken"] = tokens["accessToken"].clone();
            answer["refreshToken"] = tokens["refreshToken"].clone();
        }
        None => answer["anonymousId"] = json!(guest),
    }
    Ok(answer)
}

/// Changes a cart, as another tab or the back office would do.
fn change_cart(sandbox: &mut Sandbox, id: &str, changes: &Map<String, Value>) -> Result<Value, String> {
    let cart = sandbox.carts.iter_mut().find(|cart| cart.id == id).ok_or_else(|| format!("no cart `{id}`"))?;
    let mut changed = cart.clone();
    if let Some(items) = changes.get("items") {
        changed.lines.clear();
        fill(&mut changed, items)?;
    }
    adjust(&mut changed, changes)?;
    *cart = changed;
    Ok(view(sandbox, id))
}

fn fill(cart: &mut Cart, items: &Value) -> Result<(), String> {
    for item in items.as_array().ok_or("`items` is a list")? {
        let sku = item["sku"].as_str().unwrap_or_default();
        if !cart.add(sku, item["quantity"].as_i64().unwrap_or(1)) {
            return Err(format!("unknown sku `{sku}`"));
        }
        if let (Some(line), Some(price)) = (cart.lines.iter_mut().find(|line| line.sku == sku), item["price"].as_i64())
        {
            line.own_price = Some(price);
        }
    }
    Ok(())
}

fn adjust(cart: &mut Cart, wish: &Map<String, Value>) -> Result<(), String> {
    match wish.get("priceMode").and_then(Value::as_str) {
        Some(mode @ ("GROSS_MODE" | "NET_MODE")) => cart.price_mode = mode.to_owned(),
        Some(mode) => return Err(format!("unknown price mode `{mode}`")),
        None => {}
    }
    let number = |name: &str| wish.get(name).and_then(Value::as_i64);
    cart.gift_card = number("giftCard").unwrap_or(cart.gift_card);
    cart.surcharge = number("surcharge").unwrap_or(cart.surcharge);
    Ok(())
}

fn view(sandbox: &Sandbox, id: &str) -> Value {
    let Some(cart) = sandbox.carts.iter().find(|cart| cart.id == id) else { return Value::Null };
    let totals = totals::of(&sandbox.config, cart, &[]);
    let item = |line: &Line| {
        let product = line.product()?;
        let (price, key) = (line.price(&cart.currency), product.group_key);
        let (sku, quantity, name) = (&line.sku, line.quantity, product.name);
        Some(json!({"sku": sku, "quantity": quantity, "groupKey": key, "name": name, "price": price}))
    };
    json!({
        "cartId": cart.id,
        "currency": cart.currency,
        "grandTotal": totals.grand,
        "priceToPay": totals.to_pay,
        "items": cart.lines.iter().filter_map(item).collect::<Vec<_>>(),
    })
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
