//! Shoppers' stories, told to the machine alone.

mod debts;
mod ordering;
mod pauses;
mod paying;
mod resuming;
mod shop;
mod updates;
mod walks;
