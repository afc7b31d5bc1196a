//! Imitates the backend of an express checkout: Spryker's Glue storefront API in both dialects, the payment app, and the
//! payment service providers. It checks every request strictly, records broken rules in a ledger, and simulates faults.
//!
//! The core is pure: [`Sandbox::handle`] turns a request and a time into a reply, without a clock, randomness, input or
//! output. The native server and the page's service worker are two thin shells around it. It shares no types with the
//! element, so that a mistake about the wire format cannot be in both.

pub mod config;
mod control;
mod dialect;
pub mod faults;
mod glue;
pub mod http;
mod journal;
pub mod ledger;
mod payers;
mod psp;
mod sandbox;
#[cfg(feature = "server")]
pub mod server;
mod shop;
#[cfg(test)]
mod shopper;
#[cfg(test)]
mod stories;
mod validate;
#[cfg(feature = "worker")]
mod worker;

pub use sandbox::Sandbox;
