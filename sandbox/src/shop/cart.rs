//! Carts and their totals.

use super::products::{self, Product};
use serde::{Deserialize, Serialize};

/// Whom a cart, a payment or an order belongs to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Owner {
    /// The text of the guest header.
    Guest(String),
    /// A customer reference.
    Customer(String),
}

/// One line.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Line {
    /// What.
    pub sku: String,
    /// How many.
    pub quantity: i64,
    /// What one costs in this cart, where that is not the product's price; in minor units.
    #[serde(default)]
    pub own_price: Option<i64>,
}

impl Line {
    /// The product. Lines are only made from known ones.
    pub fn product(&self) -> Option<&'static Product> {
        products::find(&self.sku)
    }

    /// What one costs, in minor units of this currency.
    pub fn price(&self, currency: &str) -> i64 {
        self.own_price.unwrap_or_else(|| self.product().map_or(0, |product| product.price(currency)))
    }
}

/// A cart.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Cart {
    /// Its uuid.
    pub id: String,
    /// Whose it is.
    pub owner: Owner,
    /// Of which store.
    pub store: String,
    /// In which currency.
    pub currency: String,
    /// `GROSS_MODE` or `NET_MODE`. The same prices count with tax in the one and without tax in the other.
    pub price_mode: String,
    /// For people.
    pub name: String,
    /// What is in it.
    pub lines: Vec<Line>,
    /// What a fault put on top, in minor units.
    pub surcharge: i64,
    /// What a gift card covers, in minor units.
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

    /// Whether prices are without tax, and tax comes on top.
    pub fn is_net(&self) -> bool {
        self.price_mode == "NET_MODE"
    }

    /// The lines that need a parcel.
    pub fn shippable(&self) -> impl Iterator<Item = &Line> {
        self.lines.iter().filter(|line| line.product().is_some_and(|product| product.ships))
    }

    /// Puts something in. False when the shop does not sell it.
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

    /// Where the line of this group key stands.
    pub fn position(&self, group_key: &str) -> Option<usize> {
        self.lines.iter().position(|line| line.product().is_some_and(|product| product.group_key == group_key))
    }
}
