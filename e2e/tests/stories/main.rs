//! Stories of shoppers, in a real browser, through the files that ship. One program, so that they share a driver.
#![expect(clippy::unwrap_used, reason = "a failed expectation in a test is its own message")]

mod addresses;
mod breaker;
mod canaries;
mod cells;
mod demo;
mod faults;
mod forms;
mod harness;
mod hurry;
mod leaving;
mod module;
mod orders;
mod parcels;
mod payers;
mod policy;
mod prefill;
mod review;
mod same_tab;
mod settings;
mod storage;
mod tabs;
mod unknown;
