//! Thresholds: a minimum or maximum for the cart's subtotal, and the fee for missing it.
//!
//! They work as in spryker/sales-order-threshold: they compare the subtotal; a hard threshold prevents the order, a soft one
//! may add a fee; a cart lists only the thresholds that it misses.

use super::currencies;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// The strategy of a threshold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Strategy {
    /// Below it no order is possible.
    #[serde(rename = "hard-minimum-threshold")]
    HardMinimum,
    /// Above it no order is possible.
    #[serde(rename = "hard-maximum-threshold")]
    HardMaximum,
    /// Below it the shop shows a message.
    #[serde(rename = "soft-minimum-threshold")]
    Soft,
    /// Below it the order has a fixed fee.
    #[serde(rename = "soft-minimum-threshold-fixed-fee")]
    FixedFee,
    /// Below it the order has a fee in percent of its subtotal.
    #[serde(rename = "soft-minimum-threshold-flexible-fee")]
    FlexibleFee,
}

/// A threshold of the shop.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Threshold {
    /// The strategy, by its key in carts.
    #[serde(rename = "type")]
    pub strategy: Strategy,
    /// The limit in minor units of the cart's currency.
    pub threshold: i64,
    /// The fee: fixed in minor units, or flexible in percent of the subtotal.
    #[serde(default)]
    pub fee: i64,
    /// The shop's message, with `{{threshold}}` and `{{fee}}` for the amounts. Default: the usual message.
    #[serde(default)]
    pub message: Option<String>,
}

impl Threshold {
    /// Whether a cart with this subtotal misses it.
    pub fn is_missed(&self, subtotal: i64) -> bool {
        match self.strategy {
            Strategy::HardMaximum => subtotal > self.threshold,
            _ => subtotal < self.threshold,
        }
    }

    /// Whether missing it prevents the order.
    pub fn is_hard(&self) -> bool {
        matches!(self.strategy, Strategy::HardMinimum | Strategy::HardMaximum)
    }

    /// The fee for missing it.
    pub fn fee_of(&self, subtotal: i64) -> i64 {
        match self.strategy {
            Strategy::FixedFee => self.fee,
            // The fee is rounded up.
            Strategy::FlexibleFee => (self.fee * subtotal + 99).div_euclid(100),
            Strategy::HardMinimum | Strategy::HardMaximum | Strategy::Soft => 0,
        }
    }

    /// The shop's message about it.
    pub fn message(&self, subtotal: i64, currency: &str, is_german: bool) -> String {
        let usual = match (self.strategy, is_german) {
            (Strategy::HardMinimum, false) => {
                "You need to add items for {{threshold}} to pass a minimum threshold. You can't proceed with the order \
                 otherwise."
            }
            (Strategy::HardMinimum, true) => {
                "Der Warenwert muss mindestens {{threshold}} betragen. Vorher kann nicht bestellt werden."
            }
            (Strategy::HardMaximum, false) => {
                "The cart value cannot be higher than {{threshold}}. Please remove some items to proceed with the order."
            }
            (Strategy::HardMaximum, true) => {
                "Der Warenwert darf {{threshold}} nicht übersteigen. Bitte entfernen Sie einige Artikel."
            }
            (Strategy::Soft, false) => "You need to add items for {{threshold}} to pass a recommended threshold.",
            (Strategy::Soft, true) => "Wir empfehlen einen Warenwert von mindestens {{threshold}}.",
            (Strategy::FixedFee | Strategy::FlexibleFee, false) => {
                "You need to add items for {{threshold}} to pass a recommended threshold. Otherwise, {{fee}} fee will be \
                 added."
            }
            (Strategy::FixedFee | Strategy::FlexibleFee, true) => {
                "Unter einem Warenwert von {{threshold}} kommt eine Gebühr von {{fee}} hinzu."
            }
        };
        let amount = |minor: i64| currencies::text(minor, currency, is_german);
        let text = self.message.as_deref().unwrap_or(usual);
        text.replace("{{threshold}}", &amount(self.threshold)).replace("{{fee}}", &amount(self.fee_of(subtotal)))
    }

    /// The threshold in the format of carts.
    pub fn view(&self, subtotal: i64, currency: &str, is_german: bool) -> Value {
        json!({
            "type": self.strategy,
            "threshold": self.threshold,
            // The configured value. For a flexible fee it is the percentage.
            "fee": if self.fee == 0 { Value::Null } else { json!(self.fee) },
            "deltaWithSubtotal": (self.threshold - subtotal).abs(),
            "message": self.message(subtotal, currency, is_german),
        })
    }
}
