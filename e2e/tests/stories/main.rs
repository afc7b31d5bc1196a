//! Stories of shoppers, in real browsers, through the files that ship. One program, so that they share drivers.
#![expect(clippy::unwrap_used, reason = "a failed expectation in a test is its own message")]

mod addresses;
mod amounts;
mod breaker;
mod buyers;
mod canaries;
mod cells;
mod component;
mod crashes;
mod demo;
mod elements;
mod engines;
mod faults;
mod forms;
mod harness;
mod hosts;
mod hurry;
mod leaks;
mod leaving;
mod lists;
mod module;
mod orders;
mod parcels;
mod payers;
mod policy;
mod prefill;
mod refused;
mod review;
mod same_tab;
mod settings;
mod sheets;
mod storage;
mod tabs;
mod tokens;
mod unknown;
mod ways;
