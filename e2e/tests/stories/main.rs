//! The browser tests ("stories"): shoppers in real browsers, with the shipped files. They are one program, so that they share
//! drivers.
#![expect(clippy::unwrap_used, reason = "a failed expectation in a test is its own message")]

mod addresses;
mod amounts;
mod breaker;
mod buttons;
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
mod own_providers;
mod parcels;
mod payers;
mod policy;
mod prefill;
mod provider_faults;
mod refused;
mod removed;
mod review;
mod same_tab;
mod settings;
mod sheets;
mod storage;
mod tabs;
mod tokens;
mod unknown;
mod ways;
