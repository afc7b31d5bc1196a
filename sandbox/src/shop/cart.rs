//! Carts and their totals.

use super::products::{self, Product};
use super::stores;
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
}

impl Line {
    /// The product. Lines are only made from known ones.
    pub fn product(&self) -> Option<&'static Product> {
        products::find(&self.sku)
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
    /// `GROSS_MODE` or `NET_MODE`; a label only, prices are gross.
    pub price_mode: String,
    /// For people.
    pub name: String,
    /// What is in it.
    pub lines: Vec<Line>,
    /// What a fault put on top.
    pub surcharge: i64,
}

/// What a cart costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Totals {
    /// Shipment and surcharges.
    pub expense: i64,
    /// Ten percent from a hundred.
    pub discount: i64,
    /// Included in the prices.
    pub tax: i64,
    /// Before discount and expenses.
    pub subtotal: i64,
    /// What is to be paid.
    pub grand: i64,
    /// The shipment alone.
    pub shipment: i64,
}

impl Cart {
    /// The totals with this much shipping.
    pub fn totals(&self, shipment: i64) -> Totals {
        let price = |line: &Line| line.product().map_or(0, |product| product.price(&self.currency) * line.quantity);
        let subtotal: i64 = self.lines.iter().map(price).sum();
        let discount = if subtotal >= 10_000 { subtotal / 10 } else { 0 };
        let expense = shipment + self.surcharge;
        let grand = subtotal - discount + expense;
        let rate = stores::find_or_first(&self.store).tax_per_mille;
        // Rounded half up, in integers.
        let tax = (2 * grand * rate + 1000 + rate) / (2 * (1000 + rate));
        Totals { expense, discount, tax, subtotal, grand, shipment }
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
            None => self.lines.push(Line { sku: sku.to_owned(), quantity }),
        }
        true
    }

    /// Where the line of this group key stands.
    pub fn position(&self, group_key: &str) -> Option<usize> {
        self.lines.iter().position(|line| line.product().is_some_and(|product| product.group_key == group_key))
    }
}
