//! The checkout as a pure state machine. No browser, no clock, no chance: what happened comes in as an event, what to do
//! goes out as effects.
//!
//! ```text
//! loading -> ready -> starting -> awaiting-approval -> fetching-customer -> review -> placing -> placed
//!               ^        |               |                    |               |         |
//!               +--------+--- cancelling-+--------------------+---------------+         +-> unknown
//!  unavailable                      failed: from every step, always with a way on
//! ```

pub mod announce;
mod cancellations;
mod code;
mod effect;
mod event;
mod failure;
mod lines;
mod loading;
mod offer;
mod order;
mod ordering;
mod pauses;
mod paying;
mod payment;
mod phase;
mod record;
mod resuming;
mod reviewing;
mod sheet;
mod state;
mod step;
#[cfg(test)]
mod tests;
mod threshold;

pub use announce::{Announcement, Outcome};
pub use effect::{Effect, deadline};
pub use event::{ApprovalError, Event, Sheet};
pub use failure::{Actor, Cause, Failure, GlueError, OrderVerdict, Refusal, Step, order_verdict};
pub use lines::Cost;
pub use offer::{Country, Line, Method, Offer, Script, Shipment, ShipmentMethod, Totals};
pub use order::{Address, Buyer, ChosenShipment, Draft, KnownOrder, Order, OrderList, Redirect, Secret};
pub use ordering::ORDERS_KEPT;
pub use payment::{CancellationRequest, Dialect, MethodName, Payment, PaymentData};
pub use phase::{
    After, Assurance, Attempt, CancelReason, CodePrompt, Facts, Notice, Phase, Presentation, Reading, Review,
    StartedPayment, Unknown,
};
pub use record::{Live, Record, Resume};
pub use state::{Config, Finish, PendingCancellation, RequestId, State};
pub use step::{at_rest, step, step_at_rest, step_under_way};
pub use threshold::Threshold;
