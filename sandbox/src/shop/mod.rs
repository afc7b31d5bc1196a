//! The shop behind Glue: its products, prices, customers, stores and shipment methods.

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
