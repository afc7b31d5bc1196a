//! The shipment methods.

use super::currencies;
use super::stores::Store;
use crate::config::{Config, Pickup};
use serde_json::{Value, json};

/// A shipment method.
#[derive(Debug, Clone, Copy)]
pub struct ShipmentMethod {
    /// The id. Glue sends it as a text and expects a number.
    pub id: u64,
    /// The displayed name.
    pub name: &'static str,
    /// The carrier.
    pub carrier: &'static str,
    /// The price in minor units of the cart's currency.
    pub price: i64,
    /// The delivery time in hours.
    pub delivery_time: Option<u64>,
    /// The kind of shipment.
    pub kind: ShipmentType,
}

/// Delivery or pick-up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ShipmentType {
    /// Delivery to an address.
    Delivery,
    /// Pick-up at a service point, which the order must name.
    Pickup,
}

impl ShipmentType {
    /// The key in `shipment-types`.
    pub fn key(self) -> &'static str {
        match self {
            Self::Delivery => "delivery",
            Self::Pickup => "pickup",
        }
    }

    /// The id of the included resource.
    pub fn id(self) -> &'static str {
        match self {
            Self::Delivery => "174d52f3-9d8c-5f2b-8a71-2c4100000001",
            Self::Pickup => "174d52f3-9d8c-5f2b-8a71-2c4100000002",
        }
    }

    /// The attributes of the included resource.
    pub fn attributes(self) -> Value {
        let name = match self {
            Self::Delivery => "Delivery",
            Self::Pickup => "Pickup",
        };
        json!({"name": name, "key": self.key()})
    }
}

/// The methods for delivery, with prices in euro cents.
pub fn methods(express_price: i64) -> [ShipmentMethod; 3] {
    let method = |id, name, carrier, price, delivery_time| ShipmentMethod {
        id,
        name,
        carrier,
        price,
        delivery_time,
        kind: ShipmentType::Delivery,
    };
    let dummy = "Spryker Dummy Shipment";
    [
        method(1, "Standard", dummy, 490, None),
        method(2, "Express", dummy, express_price, Some(24)),
        method(3, "Air Sonic", "Spryker Drone Shipment", 1000, Some(3)),
    ]
}

/// The shop's methods, with prices in this currency. Pick-up, if possible, comes first and is free.
pub fn offered(config: &Config, currency: &str) -> Vec<ShipmentMethod> {
    let priced =
        |method: ShipmentMethod| ShipmentMethod { price: currencies::from_cents(method.price, currency), ..method };
    let pickup = ShipmentMethod {
        id: 4,
        name: "Pickup in store",
        carrier: "Store",
        price: 0,
        delivery_time: None,
        kind: ShipmentType::Pickup,
    };
    let fetched = (config.pickup != Pickup::No).then_some(pickup);
    fetched.into_iter().chain(methods(config.express_price).map(priced)).collect()
}

/// The tax rate in a selected method: a text with two decimals.
pub fn tax_rate_text(store: &Store) -> String {
    format!("{}.{}0", store.tax_per_mille / 10, store.tax_per_mille % 10)
}
