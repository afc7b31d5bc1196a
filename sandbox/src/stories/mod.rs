//! Tests of the whole sandbox by requests.

mod amounts;
mod conditions;
mod contract;
mod factors;
mod faults;
mod hazards;
mod lists;
mod orders;
mod places;
mod providers;
mod refusals;
mod sheets;
