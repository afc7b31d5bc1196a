//! Stories of shoppers, in a real browser, through the files that ship. One program, so that they share a driver.

mod harness;
mod hurry;
mod leaving;
mod orders;
mod same_tab;
