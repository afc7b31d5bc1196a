//! Answers `POST /checkout-data`: calculates the cart's prices and options, and saves nothing.

use super::shipments::{self, Group};
use super::{Call, carts, document, identity::Identity};
use crate::Sandbox;
use crate::config::{Dialect, Method, Pickup};
use crate::dialect::Problem;
use crate::http::Reply;
use crate::shop::cart::Cart;
use crate::shop::customers;
use crate::shop::shipping::ShipmentMethod;
use serde_json::{Value, json};

/// Answers `POST /checkout-data`.
pub fn post(sandbox: &mut Sandbox, call: &Call<'_>) -> Result<Reply, Problem> {
    let owner = call.owner()?;
    shipments::validate(call, |check, root| {
        for name in ["billingAddress", "shippingAddress"] {
            check.optional_address(root, name);
        }
    })?;
    shipments::check_split(&call.attributes)?;
    let id = call.attributes["idCart"].as_str().unwrap_or_default();
    let cart = sandbox.cart_of(&owner, id).cloned().ok_or_else(|| Problem::of_code("1103"))?;
    let mut groups = shipments::groups(sandbox, &cart, &call.attributes);
    if sandbox.config.pickup == Pickup::Strict {
        shipments::check_pickup(&groups, &call.attributes)?;
    }
    groups.extend(shipments::downloads(sandbox, &cart));

    let mut resource = document::resource(
        "checkout-data",
        Value::Null,
        attributes(sandbox, call, &cart, &groups),
        call.link("/checkout-data"),
    );
    let mut included = Vec::new();
    for name in ORDER.into_iter().filter(|name| call.request.includes().iter().any(|asked| asked == name)) {
        let mut found = include(sandbox, call, &cart, &groups, name);
        // Empty relationships are omitted, and so are resources that the identity may not read.
        if found.is_empty() {
            continue;
        }
        document::relate(&mut resource, name, &found);
        found.iter_mut().for_each(|resource| document::settle(resource, call.dialect));
        included.extend(found);
        if name == "shipment-methods" {
            included.extend(shipments::types(&offered(&groups), sandbox, call));
        }
    }
    let mut whole = json!({ "data": resource });
    if !included.is_empty() {
        whole["included"] = Value::Array(included);
    }
    Ok(Reply::document(200, &whole))
}

const ORDER: [&str; 7] = [
    "payment-methods",
    "shipments",
    "shipment-methods",
    "guest-carts",
    "carts",
    "addresses",
    "company-business-unit-addresses",
];

fn attributes(sandbox: &Sandbox, call: &Call<'_>, cart: &Cart, groups: &[Group]) -> Value {
    let chosen = groups.iter().filter(|_| !shipments::is_split(&call.attributes)).filter_map(|group| group.method);
    let shipment_methods: Vec<Value> = chosen.map(|method| shipments::selected(&method, cart)).collect();
    let mut attributes = json!({
        "addresses": [],
        "paymentProviders": [],
        "shipmentMethods": [],
        "selectedShipmentMethods": shipment_methods,
        "selectedPaymentMethods": selected_payment_methods(sandbox, call),
    });
    if call.dialect == Dialect::Platform {
        attributes["selectedShipmentTypes"] = json!([]);
        attributes["selectedServicePoints"] = json!([]);
    }
    attributes
}

fn selected_payment_methods(sandbox: &Sandbox, call: &Call<'_>) -> Vec<Value> {
    let wanted = call.attributes.get("payments").and_then(Value::as_array);
    let known = |payment: &Value| {
        let pair = (payment["paymentProviderName"].as_str()?, payment["paymentMethodName"].as_str()?);
        sandbox.config.methods.iter().find(|method| (method.provider(), method.name()) == pair)
    };
    let view = |method: &Method| {
        json!({
            "paymentMethodName": method.name(),
            "paymentProviderName": method.provider(),
            "requiredRequestData": ["paymentMethod", "paymentProvider"],
        })
    };
    wanted.into_iter().flatten().filter_map(known).map(view).collect()
}

fn include(sandbox: &mut Sandbox, call: &Call<'_>, cart: &Cart, groups: &[Group], name: &str) -> Vec<Value> {
    let is_customer = matches!(call.identity, Identity::Customer(_));
    match name {
        "payment-methods" => payment_methods(sandbox, call),
        "shipments" => {
            let with_methods = |group: &Group| {
                let mut resource = shipments::resource(group, sandbox.next_hash(), cart, call);
                // An empty relationship is omitted.
                if !group.offered.is_empty() {
                    let methods = shipments::methods(&group.offered, sandbox, cart, call);
                    document::relate(&mut resource, "shipment-methods", &methods);
                }
                resource
            };
            groups.iter().map(with_methods).collect()
        }
        "shipment-methods" => shipments::methods(&offered(groups), sandbox, cart, call),
        "guest-carts" if !is_customer => vec![carts::resource(sandbox, cart, call, &shipments::chosen(groups))],
        "carts" if is_customer => vec![carts::resource(sandbox, cart, call, &shipments::chosen(groups))],
        "addresses" => match &call.identity {
            Identity::Customer(reference) => {
                let customer = customers::with_reference(reference);
                let link = call.link(&format!("/customers/{reference}/addresses/{}", customer.address_id));
                vec![document::resource("addresses", json!(customer.address_id), customer.address(), link)]
            }
            _ => Vec::new(),
        },
        "company-business-unit-addresses" if is_customer && sandbox.config.company_user => {
            let unit = |(id, attributes): (&str, Value)| {
                document::resource(name, json!(id), attributes, call.link(&format!("/{name}/{id}")))
            };
            customers::unit_addresses().map(unit).into()
        }
        _ => Vec::new(),
    }
}

/// The shipment methods for any of the groups. Each group has all methods, or none.
fn offered(groups: &[Group]) -> Vec<ShipmentMethod> {
    groups.iter().map(|group| group.offered.clone()).find(|offered| !offered.is_empty()).unwrap_or_default()
}

fn payment_methods(sandbox: &Sandbox, call: &Call<'_>) -> Vec<Value> {
    let config = &sandbox.config;
    let resource = |(position, method): (usize, &Method)| {
        let attributes = json!({
            "paymentMethodName": method.name(),
            "paymentProviderName": method.provider(),
            "priority": config.priorities.get(position).copied().flatten(),
            "requiredRequestData": ["paymentMethod", "paymentProvider"],
            "paymentMethodAppConfiguration": method.app_configuration(config, &call.request.origin),
        });
        let link = call.link(&format!("/payment-methods/{}", method.id()));
        document::resource("payment-methods", json!(method.id()), attributes, link)
    };
    config.methods.iter().enumerate().map(resource).collect()
}
