//! What the sandbox does for shoppers, told from the outside.

mod contract;
mod faults;
mod hazards;
mod orders;
mod providers;
mod refusals;
mod sheets;
