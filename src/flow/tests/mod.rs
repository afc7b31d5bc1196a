//! Tests of the flow: shoppers' stories with only the state machine.

mod agreed;
mod announcements;
mod approval;
mod at_once;
mod cancellations;
mod elements;
mod identity;
mod idle;
mod late;
mod notices;
mod ordering;
mod parcels;
mod pauses;
mod paying;
mod press;
mod questions;
mod receipt;
mod records;
mod refusals;
mod resuming;
mod review;
mod rows;
mod saved;
mod sheet;
pub(super) mod shop;
mod updates;
mod walks;
