//! How a cart is split into parcels, and what the shopper chose for each.

use super::{Call, document};
use crate::Sandbox;
use crate::dialect::Problem;
use crate::shop::cart::Cart;
use crate::shop::shipping::{self, ShipmentMethod};
use crate::shop::stores;
use crate::validate::{At, Check};
use serde_json::{Map, Value, json};

/// One parcel.
#[derive(Debug, Clone)]
pub struct Group {
    /// Group keys of cart lines.
    pub items: Vec<String>,
    /// Where it goes, as sent.
    pub address: Value,
    /// When it shall come.
    pub date: Value,
    /// What the request names, known or not.
    pub wanted: Option<u64>,
    /// What exists of that.
    pub method: Option<ShipmentMethod>,
}

/// The rules for `shipment` and `shipments[]`, common to checkout-data and checkout.
pub fn check(check: &mut Check, root: &At<'_>) {
    if let Some(shipment) = check.optional_object(root, "shipment") {
        check.shipment_method(&shipment);
    }
    for shipment in check.objects(root, "shipments") {
        check.filled(&shipment, "items");
        check.shipment_method(&shipment);
    }
}

/// Whether `shipments[]` is used.
pub fn is_split(attributes: &Map<String, Value>) -> bool {
    attributes.get("shipments").and_then(Value::as_array).is_some_and(|list| !list.is_empty())
}

/// What must not be mixed or left out.
pub fn check_split(attributes: &Map<String, Value>) -> Result<(), Problem> {
    let sent = |name: &str| attributes.get(name).is_some_and(|value| !value.is_null());
    if is_split(attributes) && (sent("shipment") || sent("shippingAddress")) {
        return Err(Problem::of_code("4301"));
    }
    for shipment in attributes.get("shipments").and_then(Value::as_array).into_iter().flatten() {
        let address = &shipment["shippingAddress"];
        if address["id"].is_string() {
            continue;
        }
        // The phone is required here, and only here.
        let fields =
            ["salutation", "firstName", "lastName", "address1", "address2", "zipCode", "city", "iso2Code", "phone"];
        let filled = |field: &str| address[field].as_str().is_some_and(|text| !text.is_empty());
        if address.is_object() && !fields.into_iter().all(filled) {
            return Err(Problem::of_code("4302"));
        }
    }
    Ok(())
}

/// The parcels of a cart, as this request wants them.
pub fn groups(sandbox: &Sandbox, cart: &Cart, attributes: &Map<String, Value>) -> Vec<Group> {
    let method = |wanted: Option<u64>| {
        shipping::methods(sandbox.config.express_price).into_iter().find(|method| Some(method.id) == wanted)
    };
    let keys = || cart.shippable().filter_map(|line| Some(line.product()?.group_key.to_owned()));
    if is_split(attributes) {
        let list = attributes.get("shipments").and_then(Value::as_array);
        let group = |entry: &Value| {
            let asked: Vec<&str> = entry["items"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
            let wanted = entry["idShipmentMethod"].as_u64();
            Group {
                items: keys().filter(|key| asked.contains(&key.as_str())).collect(),
                address: entry["shippingAddress"].clone(),
                date: entry["requestedDeliveryDate"].clone(),
                wanted,
                method: method(wanted),
            }
        };
        return list.into_iter().flatten().map(group).collect();
    }
    let items: Vec<String> = keys().collect();
    let wanted = attributes.get("shipment").and_then(|shipment| shipment["idShipmentMethod"].as_u64());
    let address = attributes.get("shippingAddress").cloned().unwrap_or_default();
    let parcel = |items: &[String]| Group {
        items: items.to_vec(),
        address: address.clone(),
        date: Value::Null,
        wanted,
        method: method(wanted),
    };
    let size = items.len().div_ceil(sandbox.config.parcels.max(1)).max(1);
    items.chunks(size).map(parcel).collect()
}

/// What all parcels cost.
pub fn price(groups: &[Group]) -> i64 {
    groups.iter().filter_map(|group| group.method).map(|method| method.price).sum()
}

/// A method as the shopper's choice: a numeric id and a tax rate as text.
pub fn selected(method: &ShipmentMethod, cart: &Cart) -> Value {
    json!({
        "id": method.id,
        "name": method.name,
        "carrierName": method.carrier,
        "price": method.price,
        "taxRate": shipping::tax_rate_text(stores::find_or_first(&cart.store)),
        "deliveryTime": method.delivery_time,
        "currencyIsoCode": cart.currency,
    })
}

/// The included `shipment-methods`.
pub fn methods(sandbox: &Sandbox, cart: &Cart, call: &Call<'_>) -> Vec<Value> {
    let resource = |method: ShipmentMethod| {
        let attributes = json!({
            "name": method.name,
            "carrierName": method.carrier,
            "price": method.price,
            "taxRate": null,
            "deliveryTime": method.delivery_time,
            "currencyIsoCode": cart.currency,
        });
        let id = method.id.to_string();
        let link = call.link(&format!("/shipment-methods/{id}"));
        document::resource("shipment-methods", json!(id), attributes, link)
    };
    shipping::methods(sandbox.config.express_price).into_iter().map(resource).collect()
}

/// The included `shipments`.
pub fn resource(group: &Group, id: String, cart: &Cart, call: &Call<'_>) -> Value {
    let attributes = json!({
        "items": group.items,
        "requestedDeliveryDate": group.date,
        "shippingAddress": full_address(&group.address),
        "selectedShipmentMethod": group.method.map(|method| selected(&method, cart)),
    });
    document::resource("shipments", json!(id), attributes, call.link("/shipments/x"))
}

fn full_address(sent: &Value) -> Value {
    const FIELDS: [&str; 15] = [
        "id",
        "salutation",
        "firstName",
        "lastName",
        "address1",
        "address2",
        "address3",
        "zipCode",
        "city",
        "country",
        "iso2Code",
        "company",
        "phone",
        "isDefaultBilling",
        "isDefaultShipping",
    ];
    if !sent.is_object() {
        return Value::Null;
    }
    let mut address: Map<String, Value> =
        FIELDS.iter().map(|field| ((*field).to_owned(), sent[*field].clone())).collect();
    let unit = sent["idCompanyBusinessUnitAddress"].clone();
    address.insert("idCompanyBusinessUnitAddress".to_owned(), unit);
    Value::Object(address)
}
