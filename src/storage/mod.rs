//! Data that outlive a page: records of payments and orders, for this tab and for the others, and locks between tabs.

#[cfg(feature = "browser")]
pub(crate) mod held_locks;
pub mod journal;
#[cfg(feature = "browser")]
pub(crate) mod session;
#[cfg(feature = "browser")]
mod shared;
#[cfg(feature = "browser")]
pub(crate) mod web_lock;
