//! The express-checkout element for headless Spryker storefronts.
//!
//! The map of the rooms, and what each may know, is in `ARCHITECTURE.md`.

pub mod address;
pub mod flow;
pub mod glue;
pub mod json;
pub mod locale;
pub mod money;
