//! Calculates the totals of a cart.

use super::cart::{Cart, Line};
use super::currencies;
use super::shipping::ShipmentMethod;
use super::stores;
use super::thresholds::Threshold;
use crate::config::Config;
use serde_json::{Value, json};

/// The totals of a cart with the chosen shipment methods.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Totals {
    /// The subtotal, before discounts and expenses.
    pub subtotal: i64,
    /// All discounts.
    pub discount: i64,
    /// The discounts for shipment methods, which are included in all discounts.
    pub shipment_discount: i64,
    /// The expenses: shipment, fees and surcharges.
    pub expense: i64,
    /// The costs of shipment.
    pub shipment: i64,
    /// The tax: included in gross prices, added to net prices.
    pub tax: i64,
    /// The total of the order.
    pub grand: i64,
    /// The total without the amount of gift cards.
    pub to_pay: i64,
}

impl Totals {
    /// The totals as Glue names them, with those that only a cart or only an order has.
    pub fn view(&self, more: &[(&str, i64)]) -> Value {
        let mut view = json!({
            "expenseTotal": self.expense,
            "discountTotal": self.discount,
            "taxTotal": self.tax,
            "subtotal": self.subtotal,
            "grandTotal": self.grand,
        });
        for (name, amount) in more {
            view[name] = json!(amount);
        }
        view
    }
}

/// The thresholds that the cart misses.
pub fn missed<'a>(config: &'a Config, cart: &Cart) -> impl Iterator<Item = &'a Threshold> {
    let subtotal = subtotal(cart);
    config.thresholds.iter().filter(move |threshold| threshold.is_missed(subtotal))
}

/// The sum of the lines.
pub fn subtotal(cart: &Cart) -> i64 {
    cart.lines.iter().map(|line: &Line| line.price(&cart.currency) * line.quantity).sum()
}

/// The totals with these shipment methods, one for each shipment.
pub fn of(config: &Config, cart: &Cart, methods: &[ShipmentMethod]) -> Totals {
    let subtotal = subtotal(cart);
    let shipment: i64 = methods.iter().map(|method| method.price).sum();
    let fees: i64 = missed(config, cart).map(|threshold| threshold.fee_of(subtotal)).sum();
    let expense = shipment + fees + config.fee + cart.surcharge;
    // Ten percent discount from 100 euros. A voucher for a shipment method is added, but the total is never negative.
    let ten_percent = if subtotal >= currencies::from_cents(10_000, &cart.currency) { subtotal / 10 } else { 0 };
    let voucher = |method: &ShipmentMethod| config.shipment_discounts.get(&method.id).copied().unwrap_or_default();
    let most = subtotal + expense - ten_percent;
    let shipment_discount = methods.iter().map(voucher).sum::<i64>().min(most);
    let discount = ten_percent + shipment_discount;
    let sum = subtotal - discount + expense;
    let rate = stores::find_or_first(&cart.store).tax_per_mille;
    // Rounds half up, with integers.
    let (tax, grand) = if cart.is_net() {
        let tax = (2 * sum * rate + 1000) / 2000;
        (tax, sum + tax)
    } else {
        ((2 * sum * rate + 1000 + rate) / (2 * (1000 + rate)), sum)
    };
    let to_pay = grand - cart.gift_card.min(grand);
    Totals { subtotal, discount, shipment_discount, expense, shipment, tax, grand, to_pay }
}
