//! Splits a cart into shipments, with the shopper's choice for each.

use super::{Call, document};
use crate::Sandbox;
use crate::config::{Config, Pickup};
use crate::dialect::Problem;
use crate::shop::cart::Cart;
use crate::shop::shipping::{self, ShipmentMethod, ShipmentType};
use crate::shop::stores;
use crate::validate::{At, Check};
use serde_json::{Map, Value, json};

/// One shipment.
#[derive(Debug, Clone)]
pub struct Group {
    /// Group keys of cart lines.
    pub items: Vec<String>,
    /// The address as sent.
    pub address: Value,
    /// The requested delivery date.
    pub date: Value,
    /// The id of the requested shipment method, also if it does not exist.
    pub wanted: Option<u64>,
    /// The requested shipment method, if it exists.
    pub method: Option<ShipmentMethod>,
    /// The shipment methods to choose from.
    pub offered: Vec<ShipmentMethod>,
}

impl Group {
    fn new(config: &Config, cart: &Cart, items: Vec<String>, address: Value, wanted: Option<u64>) -> Self {
        // No carrier serves the country, or there is nothing to ship.
        let unserved = address["iso2Code"].as_str().is_some_and(|code| config.unserved.iter().any(|one| one == code));
        let offered = if unserved { Vec::new() } else { shipping::offered(config, &cart.currency) };
        let method = offered.iter().find(|method| Some(method.id) == wanted).copied();
        Self { items, address, date: Value::Null, wanted, method, offered }
    }

    /// Whether pick-up was chosen.
    pub fn is_fetched(&self) -> bool {
        self.method.is_some_and(|method| method.kind == ShipmentType::Pickup)
    }
}

/// Checks the attributes of a calculation or an order. The two differ only in what they demand of addresses and payments.
pub fn validate(call: &Call<'_>, addresses: impl FnOnce(&mut Check, &At<'_>)) -> Result<(), Problem> {
    let root = At::root(&call.attributes);
    let mut check = Check::new(call.dialect);
    check.text(&root, "idCart");
    if let Some(customer) = check.optional_object(&root, "customer") {
        check.text(&customer, "salutation");
        check.email(&customer, "email", false);
    }
    addresses(&mut check, &root);
    for payment in check.objects(&root, "payments") {
        check.method(&payment);
    }
    check_shipments(&mut check, &root);
    check.done()
}

/// The rules for `shipment` and `shipments[]`.
fn check_shipments(check: &mut Check, root: &At<'_>) {
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

/// Refuses requests that mix `shipment` and `shipments[]`, or that omit a required part.
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
        // The phone is required only for split shipments.
        let fields =
            ["salutation", "firstName", "lastName", "address1", "address2", "zipCode", "city", "iso2Code", "phone"];
        let filled = |field: &str| address[field].as_str().is_some_and(|text| !text.is_empty());
        if address.is_object() && !fields.into_iter().all(filled) {
            return Err(Problem::of_code("4302"));
        }
    }
    Ok(())
}

/// The shipments of a cart for this request.
pub fn groups(sandbox: &Sandbox, cart: &Cart, attributes: &Map<String, Value>) -> Vec<Group> {
    let config = &sandbox.config;
    let keys = || cart.shippable().filter_map(|line| Some(line.product()?.group_key.to_owned()));
    if is_split(attributes) {
        let list = attributes.get("shipments").and_then(Value::as_array);
        let group = |entry: &Value| {
            let asked: Vec<&str> = entry["items"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
            let items = keys().filter(|key| asked.contains(&key.as_str())).collect();
            let wanted = entry["idShipmentMethod"].as_u64();
            let group = Group::new(config, cart, items, entry["shippingAddress"].clone(), wanted);
            Group { date: entry["requestedDeliveryDate"].clone(), ..group }
        };
        return list.into_iter().flatten().map(group).collect();
    }
    let items: Vec<String> = keys().collect();
    let wanted = attributes.get("shipment").and_then(|shipment| shipment["idShipmentMethod"].as_u64());
    let address = attributes.get("shippingAddress").cloned().unwrap_or_default();
    let size = items.len().div_ceil(config.parcels.max(1)).max(1);
    items.chunks(size).map(|items| Group::new(config, cart, items.to_vec(), address.clone(), wanted)).collect()
}

/// The downloads of a cart as a shipment without methods, in shops that list them.
pub fn downloads(sandbox: &Sandbox, cart: &Cart) -> Option<Group> {
    let products = cart.lines.iter().filter_map(|line| line.product());
    let items: Vec<String> = products.filter(|one| !one.ships).map(|one| one.group_key.to_owned()).collect();
    let listed = sandbox.config.download_groups && !items.is_empty();
    listed.then(|| Group {
        items,
        address: Value::Null,
        date: Value::Null,
        wanted: None,
        method: None,
        offered: Vec::new(),
    })
}

/// Refuses pick-up without a service point.
pub fn check_pickup(groups: &[Group], attributes: &Map<String, Value>) -> Result<(), Problem> {
    let named = attributes.get("servicePoints").and_then(Value::as_array).is_some_and(|points| !points.is_empty());
    let missing = !named && groups.iter().any(Group::is_fetched);
    if missing { Err(Problem::of_code("5601")) } else { Ok(()) }
}

/// The chosen shipment methods, one for each shipment.
pub fn chosen(groups: &[Group]) -> Vec<ShipmentMethod> {
    groups.iter().filter_map(|group| group.method).collect()
}

/// A chosen shipment method in the answer. Its id is a number and its tax rate a text.
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

/// The included `shipment-methods`, with their types if the request includes them.
pub fn methods(offered: &[ShipmentMethod], sandbox: &Sandbox, cart: &Cart, call: &Call<'_>) -> Vec<Value> {
    let types = types(offered, sandbox, call);
    let resource = |method: &ShipmentMethod| {
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
        let mut resource = document::resource("shipment-methods", json!(id), attributes, link);
        if let Some(own) = types.iter().find(|one| one["id"] == method.kind.id()) {
            document::relate(&mut resource, "shipment-types", std::slice::from_ref(own));
        }
        resource
    };
    offered.iter().map(resource).collect()
}

/// The included `shipment-types` of these methods. Shops without pick-up have none.
pub fn types(offered: &[ShipmentMethod], sandbox: &Sandbox, call: &Call<'_>) -> Vec<Value> {
    let asked = call.request.includes().iter().any(|name| name == "shipment-types");
    if !asked || sandbox.config.pickup == Pickup::No {
        return Vec::new();
    }
    let known = [ShipmentType::Delivery, ShipmentType::Pickup];
    let used = known.into_iter().filter(|kind| offered.iter().any(|method| method.kind == *kind));
    let resource = |kind: ShipmentType| {
        let link = call.link(&format!("/shipment-types/{}", kind.id()));
        document::resource("shipment-types", json!(kind.id()), kind.attributes(), link)
    };
    used.map(resource).collect()
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
