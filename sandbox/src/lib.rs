//! A look-alike of everything that stands behind an express checkout: Spryker's Glue storefront API in both of its
//! dialects, the payment app, and the payment service providers. It is strict about the contract, keeps a ledger of
//! what must never happen, and breaks on demand.
//!
//! The core is pure: [`Sandbox::handle`] turns a request and a time into a reply, with no clock, no chance and no
//! input or output. The native server and the page's service worker are two thin shells around it. It shares no type
//! with the widget, so that both cannot be wrong about the wire in the same way.

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
