//! Shoppers' stories, told to the machine alone.

mod ordering;
mod pauses;
mod paying;
mod resuming;
mod shop;
mod walks;
