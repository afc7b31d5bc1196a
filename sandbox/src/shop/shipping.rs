//! Shipment methods.

use super::currencies;
use super::stores::Store;
use crate::config::{Config, Pickup};
use serde_json::{Value, json};

/// A way to ship.
#[derive(Debug, Clone, Copy)]
pub struct ShipmentMethod {
    /// Sent as a text by Glue and as a number to it.
    pub id: u64,
    /// For people.
    pub name: &'static str,
    /// Who carries it.
    pub carrier: &'static str,
    /// In minor units of the cart's currency.
    pub price: i64,
    /// In hours.
    pub delivery_time: Option<u64>,
    /// What kind of shipment it is.
    pub kind: ShipmentType,
}

/// Whether a parcel is brought or fetched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ShipmentType {
    /// Brought to an address.
    Delivery,
    /// Fetched at a service point, which the order has to name.
    Pickup,
}

impl ShipmentType {
    /// The key, as `shipment-types` names it.
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

/// What carriers bring, with prices in euro cents.
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

/// What the shop offers, with prices in this currency. Where parcels can be fetched that stands first and costs nothing.
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

/// The tax rate as the selected method tells it: a text with two decimals.
pub fn tax_rate_text(store: &Store) -> String {
    format!("{}.{}0", store.tax_per_mille / 10, store.tax_per_mille % 10)
}
