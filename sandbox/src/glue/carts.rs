//! Answers `/carts`, `/guest-carts` and their items.

use super::{Call, document, stores};
use crate::Sandbox;
use crate::dialect::Problem;
use crate::http::Reply;
use crate::shop::cart::{Cart, Line, Owner};
use crate::shop::shipping::ShipmentMethod;
use crate::shop::thresholds::Threshold;
use crate::shop::totals;
use crate::validate::{At, Check};
use serde_json::{Value, json};

/// Answers a request below the two cart routes.
pub fn answer(sandbox: &mut Sandbox, call: &Call<'_>, segments: &[&str]) -> Result<Reply, Problem> {
    let owner = if segments[0] == "carts" { call.identity.customer()? } else { call.identity.guest()? };
    match (call.request.method.as_str(), segments) {
        ("GET", [_]) => Ok(list(sandbox, call, &owner)),
        ("GET", [_, id]) => Ok(one(sandbox, find(sandbox, &owner, id)?, call, 200)),
        ("POST", ["carts"]) => create(sandbox, call, owner),
        ("DELETE", ["carts", id]) => {
            let id = find(sandbox, &owner, id)?.id.clone();
            sandbox.carts.retain(|cart| cart.id != id);
            Ok(Reply::bare(204))
        }
        ("POST", ["guest-cart-items"]) => {
            let existing = sandbox.carts.iter().find(|cart| cart.owner == owner).map(|cart| cart.id.clone());
            let (sku, quantity) = wanted_item(call)?;
            let id = match existing {
                Some(id) => id,
                None => open(sandbox, call, owner.clone()),
            };
            add(sandbox, call, &id, &sku, quantity)
        }
        ("POST", [_, id, _]) => {
            let id = find(sandbox, &owner, id)?.id.clone();
            let (sku, quantity) = wanted_item(call)?;
            add(sandbox, call, &id, &sku, quantity)
        }
        (method, [_, id, _, group_key]) => {
            let id = find(sandbox, &owner, id)?.id.clone();
            change_item(sandbox, call, &id, group_key, method)
        }
        _ => Err(Problem::no_route()),
    }
}

fn find<'s>(sandbox: &'s Sandbox, owner: &Owner, id: &str) -> Result<&'s Cart, Problem> {
    sandbox.cart_of(owner, id).ok_or_else(|| Problem::coded(404, "101", "Cart with given uuid not found."))
}

fn list(sandbox: &Sandbox, call: &Call<'_>, owner: &Owner) -> Reply {
    let (mut data, mut included) = (Vec::new(), Vec::new());
    for cart in sandbox.carts.iter().filter(|cart| cart.owner == *owner) {
        let (resource, items) = with_items(sandbox, cart, call);
        data.push(resource);
        included.extend(items);
    }
    let link = call.link(&format!("/{}", kind(owner)));
    let mut list = json!({"data": data, "links": {"self": link}});
    if !included.is_empty() {
        list["included"] = Value::Array(included);
    }
    Reply::document(200, &list)
}

fn one(sandbox: &Sandbox, cart: &Cart, call: &Call<'_>, status: u16) -> Reply {
    let (resource, items) = with_items(sandbox, cart, call);
    let mut whole = json!({ "data": resource });
    if !items.is_empty() {
        whole["included"] = Value::Array(items);
    }
    Reply::document(status, &whole)
}

fn create(sandbox: &mut Sandbox, call: &Call<'_>, owner: Owner) -> Result<Reply, Problem> {
    let root = At::root(&call.attributes);
    let mut check = Check::new(call.dialect);
    let price_mode = check.text(&root, "priceMode").unwrap_or_default().to_owned();
    let currency = check.text(&root, "currency").unwrap_or_default().to_owned();
    let store = check.text(&root, "store").unwrap_or_default().to_owned();
    if call.dialect == crate::config::Dialect::Platform {
        check.text(&root, "name");
    }
    check.at_most(&root, "name", 30);
    check.done()?;
    let known =
        crate::shop::stores::find(&store).ok_or_else(|| Problem::coded(422, "112", "Store data is invalid."))?;
    if !known.currencies.contains(&currency.as_str()) {
        return Err(Problem::coded(422, "117", "Currency is incorrect."));
    }
    if !matches!(price_mode.as_str(), "GROSS_MODE" | "NET_MODE") {
        return Err(Problem::coded(422, "119", "Price mode is incorrect."));
    }
    let name = call.attributes.get("name").and_then(Value::as_str).unwrap_or("Shopping cart").to_owned();
    let id = sandbox.next_uuid();
    let cart = Cart { price_mode, ..Cart::empty(id, owner, &store, &currency, &name) };
    let reply = one(sandbox, &cart, call, 201);
    sandbox.carts.push(cart);
    Ok(reply)
}

fn open(sandbox: &mut Sandbox, call: &Call<'_>, owner: Owner) -> String {
    let store = stores::current(sandbox, call);
    let id = sandbox.next_uuid();
    let cart = Cart::empty(id, owner, store.name, store.currencies[0], "Shopping cart");
    let id = cart.id.clone();
    sandbox.carts.push(cart);
    id
}

fn wanted_item(call: &Call<'_>) -> Result<(String, i64), Problem> {
    let root = At::root(&call.attributes);
    let mut check = Check::new(call.dialect);
    let sku = check.text(&root, "sku").unwrap_or_default().to_owned();
    check.positive(&root, "quantity");
    check.done()?;
    if crate::shop::products::find(&sku).is_none() {
        return Err(Problem::coded(422, "102", format!("Product \"{sku}\" not found.")));
    }
    Ok((sku, whole(&call.attributes["quantity"])))
}

// Reads a whole number as PHP does: numeric texts are converted, and fractions are cut off.
fn whole(value: &Value) -> i64 {
    let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    text.parse::<f64>().map_or(0, |number| number as i64)
}

fn add(sandbox: &mut Sandbox, call: &Call<'_>, id: &str, sku: &str, quantity: i64) -> Result<Reply, Problem> {
    let cart = sandbox.carts.iter_mut().find(|cart| cart.id == id);
    let cart = cart.ok_or_else(|| Problem::coded(404, "101", "Cart with given uuid not found."))?;
    cart.add(sku, quantity);
    Ok(one(sandbox, find(sandbox, &call.owner()?, id)?, call, 201))
}

fn change_item(
    sandbox: &mut Sandbox,
    call: &Call<'_>,
    id: &str,
    group_key: &str,
    method: &str,
) -> Result<Reply, Problem> {
    let cart = sandbox.carts.iter_mut().find(|cart| cart.id == id);
    let cart = cart.ok_or_else(|| Problem::coded(404, "101", "Cart with given uuid not found."))?;
    let missing = || Problem::coded(404, "103", "Item with the given group key not found in the cart.");
    let position = cart.position(group_key).ok_or_else(missing)?;
    if method == "DELETE" {
        cart.lines.remove(position);
        return Ok(Reply::bare(204));
    }
    let mut check = Check::new(call.dialect);
    check.positive(&At::root(&call.attributes), "quantity");
    check.done()?;
    cart.lines[position].quantity = whole(&call.attributes["quantity"]);
    Ok(one(sandbox, find(sandbox, &call.owner()?, id)?, call, 200))
}

fn kind(owner: &Owner) -> &'static str {
    match owner {
        Owner::Guest(_) => "guest-carts",
        Owner::Customer(_) => "carts",
    }
}

fn with_items(sandbox: &Sandbox, cart: &Cart, call: &Call<'_>) -> (Value, Vec<Value>) {
    let mut resource = resource(sandbox, cart, call, &[]);
    let item_kind = if kind(&cart.owner) == "carts" { "items" } else { "guest-cart-items" };
    if !call.request.includes().iter().any(|name| name == item_kind) {
        return (resource, Vec::new());
    }
    let mut items: Vec<Value> = cart.lines.iter().filter_map(|line| item(cart, line, item_kind, call)).collect();
    document::relate(&mut resource, item_kind, &items);
    if call.request.includes().iter().any(|name| name == "concrete-products") {
        let products: Vec<Value> = cart.lines.iter().filter_map(|line| product(line, call)).collect();
        for (item, product) in items.iter_mut().zip(&products) {
            document::relate(item, "concrete-products", std::slice::from_ref(product));
        }
        items.extend(products);
    }
    (resource, items)
}

fn product(line: &Line, call: &Call<'_>) -> Option<Value> {
    let product = line.product()?;
    let attributes = json!({"sku": product.sku, "name": product.name, "productAbstractSku": product.abstract_sku});
    let link = call.link(&format!("/concrete-products/{}", product.sku));
    Some(document::resource("concrete-products", json!(product.sku), attributes, link))
}

/// The cart, with its totals for these shipment methods.
pub fn resource(sandbox: &Sandbox, cart: &Cart, call: &Call<'_>, methods: &[ShipmentMethod]) -> Value {
    let kind = kind(&cart.owner);
    let totals = totals::of(&sandbox.config, cart, methods);
    let discounts = [
        ("10% off orders from 100", totals.discount - totals.shipment_discount, Value::Null),
        ("Free shipping", totals.shipment_discount, json!("SHIPFREE")),
    ];
    let discount = |(name, amount, code)| json!({"displayName": name, "amount": amount, "code": code});
    let discounts: Vec<Value> = discounts.into_iter().filter(|(_, amount, _)| *amount > 0).map(discount).collect();
    let view = |threshold: &Threshold| threshold.view(totals.subtotal, &cart.currency, call.is_german());
    let thresholds: Vec<Value> = totals::missed(&sandbox.config, cart).map(view).collect();
    let attributes = json!({
        "priceMode": cart.price_mode,
        "currency": cart.currency,
        "store": cart.store,
        "name": cart.name,
        "isDefault": true,
        "totals": totals.view(&[("priceToPay", totals.to_pay), ("shipmentTotal", totals.shipment)]),
        "discounts": discounts,
        "thresholds": thresholds,
    });
    document::resource(kind, json!(cart.id), attributes, call.link(&format!("/{kind}/{}", cart.id)))
}

fn item(cart: &Cart, line: &Line, item_kind: &str, call: &Call<'_>) -> Option<Value> {
    let product = line.product()?;
    let unit = line.price(&cart.currency);
    let sum = unit * line.quantity;
    let (net, gross) = if cart.is_net() { ((unit, sum), (0, 0)) } else { ((0, 0), (unit, sum)) };
    let per_mille = crate::shop::stores::find_or_first(&cart.store).tax_per_mille;
    let tax_rate = if per_mille % 10 == 0 { json!(per_mille / 10) } else { json!(per_mille as f64 / 10.0) };
    let attributes = json!({
        "sku": product.sku,
        "quantity": line.quantity,
        "groupKey": product.group_key,
        "abstractSku": product.abstract_sku,
        "amount": null,
        "calculations": {
            "unitPrice": unit, "sumPrice": sum, "taxRate": tax_rate,
            "unitNetPrice": net.0, "sumNetPrice": net.1, "unitGrossPrice": gross.0, "sumGrossPrice": gross.1,
            "unitSubtotalAggregation": unit, "sumSubtotalAggregation": sum,
            "unitPriceToPayAggregation": unit, "sumPriceToPayAggregation": sum,
        },
        "selectedProductOptions": [],
    });
    let link = call.link(&format!("/{}/{}/{item_kind}/{}", kind(&cart.owner), cart.id, product.group_key));
    Some(document::resource(item_kind, json!(product.group_key), attributes, link))
}
