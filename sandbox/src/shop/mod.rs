//! The shop behind Glue: what it sells, for how much, and how it ships.

pub mod cart;
pub mod codes;
pub mod customers;
pub mod methods;
pub mod order;
pub mod products;
pub mod shipping;
pub mod stores;
