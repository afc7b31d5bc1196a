//! The checkout as a pure state machine. No browser, no clock, no chance: what happened comes in as an event, what to do
//! goes out as effects.

mod failure;
mod offer;
mod order;
mod payment;

pub use failure::{Actor, GlueError, Refusal, Step};
pub use order::{ChosenShipment, Draft, KnownOrder, Order, Quote, Redirect};
pub use offer::{Method, Offer, Script, Shipment, ShipmentMethod, Totals};
pub use payment::{Dialect, MethodName, Owed, Payment, PaymentData};
