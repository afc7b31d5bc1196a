//! Shoppers' stories, told to the machine alone.

mod agreed;
mod approval;
mod cancellations;
mod elements;
mod identity;
mod late;
mod ordering;
mod parcels;
mod pauses;
mod paying;
mod questions;
mod records;
mod refusals;
mod rest;
mod resuming;
mod review;
mod saved;
mod sheet;
pub(super) mod shop;
mod updates;
mod walks;
mod words;
