//! Shipment methods.

use super::stores::Store;

/// A way to ship.
#[derive(Debug, Clone, Copy)]
pub struct ShipmentMethod {
    /// Sent as a text by Glue and as a number to it.
    pub id: u64,
    /// For people.
    pub name: &'static str,
    /// Who carries it.
    pub carrier: &'static str,
    /// In minor units.
    pub price: i64,
    /// In hours.
    pub delivery_time: Option<u64>,
}

/// What the shop offers.
pub fn methods(express_price: i64) -> [ShipmentMethod; 3] {
    let dummy = "Spryker Dummy Shipment";
    [
        ShipmentMethod { id: 1, name: "Standard", carrier: dummy, price: 490, delivery_time: None },
        ShipmentMethod { id: 2, name: "Express", carrier: dummy, price: express_price, delivery_time: Some(24) },
        ShipmentMethod {
            id: 3,
            name: "Air Sonic",
            carrier: "Spryker Drone Shipment",
            price: 1000,
            delivery_time: Some(3),
        },
    ]
}

/// The tax rate as the selected method tells it: a text with two decimals.
pub fn tax_rate_text(store: &Store) -> String {
    format!("{}.{}0", store.tax_per_mille / 10, store.tax_per_mille % 10)
}
