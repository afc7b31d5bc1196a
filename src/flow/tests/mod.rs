//! Shoppers' stories, told to the machine alone.

mod debts;
mod elements;
mod identity;
mod ordering;
mod parcels;
mod pauses;
mod paying;
mod refusals;
mod resuming;
mod saved;
pub(super) mod shop;
mod updates;
mod walks;
