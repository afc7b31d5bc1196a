//! Carts and their lines.

use super::products::{self, Product};
use serde::{Deserialize, Serialize};

/// The owner of a cart, a payment or an order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Owner {
    /// A guest, by the value of the guest header.
    Guest(String),
    /// A customer, by the customer reference.
    Customer(String),
}

/// A line of a cart.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Line {
    /// The product.
    pub sku: String,
    /// The quantity.
    pub quantity: i64,
    /// The unit price in minor units, if it differs from the product's price.
    #[serde(default)]
    pub own_price: Option<i64>,
}

impl Line {
    /// The product. A line always has a known product.
    pub fn product(&self) -> Option<&'static Product> {
        products::find(&self.sku)
    }

    /// The unit price, in minor units of this currency.
    pub fn price(&self, currency: &str) -> i64 {
        self.own_price.unwrap_or_else(|| self.product().map_or(0, |product| product.price(currency)))
    }
}

/// A cart.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Cart {
    /// The UUID.
    pub id: String,
    /// The owner.
    pub owner: Owner,
    /// The store.
    pub store: String,
    /// The currency.
    pub currency: String,
    /// `GROSS_MODE` or `NET_MODE`. The same prices include tax in the first and exclude it in the second.
    pub price_mode: String,
    /// The displayed name.
    pub name: String,
    /// The lines.
    pub lines: Vec<Line>,
    /// An extra amount that was added by a fault, in minor units.
    pub surcharge: i64,
    /// The amount of a gift card, in minor units.
    #[serde(default)]
    pub gift_card: i64,
}

impl Cart {
    /// An empty cart with gross prices.
    pub fn empty(id: String, owner: Owner, store: &str, currency: &str, name: &str) -> Self {
        Self {
            id,
            owner,
            store: store.to_owned(),
            currency: currency.to_owned(),
            price_mode: "GROSS_MODE".to_owned(),
            name: name.to_owned(),
            lines: Vec::new(),
            surcharge: 0,
            gift_card: 0,
        }
    }

    /// Whether prices exclude tax.
    pub fn is_net(&self) -> bool {
        self.price_mode == "NET_MODE"
    }

    /// The lines that are shipped.
    pub fn shippable(&self) -> impl Iterator<Item = &Line> {
        self.lines.iter().filter(|line| line.product().is_some_and(|product| product.ships))
    }

    /// Adds a product. Returns false if the shop does not sell it.
    pub fn add(&mut self, sku: &str, quantity: i64) -> bool {
        if products::find(sku).is_none() {
            return false;
        }
        match self.lines.iter_mut().find(|line| line.sku == sku) {
            Some(line) => line.quantity += quantity,
            None => self.lines.push(Line { sku: sku.to_owned(), quantity, own_price: None }),
        }
        true
    }

    /// The position of the line with this group key.
    pub fn position(&self, group_key: &str) -> Option<usize> {
        self.lines.iter().position(|line| line.product().is_some_and(|product| product.group_key == group_key))
    }
}
