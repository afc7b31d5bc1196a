//! The checkout as a pure state machine: an event comes in, effects go out. It has no browser, no clock and no random
//! numbers.
//!
//! ```text
//! loading -> ready -> starting -> awaiting-approval -> fetching-customer -> review -> placing -> placed
//!               ^        |               |                    |               |         |
//!               +--------+--- cancelling-+--------------------+---------------+         +-> unknown
//!  unavailable                      failed
//! ```
//!
//! `failed` can be reached from every step. There the shopper can try again or use the shop's checkout.

mod active;
pub mod announce;
mod cancellations;
mod code;
mod draft;
mod effect;
mod event;
mod failure;
mod idle;
mod law;
mod lines;
mod notice;
mod offer;
mod order;
mod ordering;
mod page;
mod pauses;
mod paying;
mod payment;
mod phase;
mod press;
mod reasons;
mod receipt;
mod record;
mod resuming;
mod reviewing;
mod rows;
mod sheet;
mod state;
mod step;
#[cfg(test)]
mod tests;
mod threshold;
mod verifying;

pub use active::{Active, PendingCancellation};
pub use announce::{Announcement, IdleAnnouncement, Outcome};
pub use effect::{Effect, IdleEffect, deadline};
pub use event::{ApprovalError, Event, IdleEvent, Sheet};
pub use failure::{Actor, Cause, Failure, GlueError, OrderVerdict, Refusal, Step, order_verdict};
pub use idle::{Idle, OfferRequest, Offering};
pub use lines::Cost;
pub use notice::Notice;
pub use offer::{Country, Line, Method, Offer, Script, Shipment, ShipmentMethod, Totals};
pub use order::{
    Address, Buyer, ChosenShipment, Draft, EarlierOrders, KnownOrder, Order, OrderList, Receipt, Redirect, Secret,
};
pub use ordering::THANKS;
pub use payment::{CancellationRequest, Dialect, MethodName, Payment, PaymentData};
pub use phase::{
    After, Assurance, Attempt, CancelReason, CodePrompt, Facts, Phase, Presentation, Question, Review, StartedPayment,
    Unknown,
};
pub use press::Press;
pub use record::{Live, Record, Resume};
pub use rows::Row;
pub use state::{Config, Finish, RequestId, Session, State};
pub use step::step;
pub use threshold::Threshold;
pub use verifying::{LAST_QUESTION, ORDERS_KEPT};
