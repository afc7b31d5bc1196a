//! Shoppers' stories, told to the machine alone.

mod debts;
mod ordering;
mod parcels;
mod pauses;
mod paying;
mod resuming;
mod saved;
mod shop;
mod updates;
mod walks;
