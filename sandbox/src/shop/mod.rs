//! The shop behind Glue: what it sells, for how much, and how it ships.

pub mod cart;
pub mod codes;
pub mod currencies;
pub mod customers;
pub mod methods;
pub mod order;
pub mod products;
pub mod refusals;
pub mod shipping;
pub mod stores;
pub mod thresholds;
pub mod totals;
