//! Data that outlive a page: records of payments and orders in session storage, and locks between tabs.

#[cfg(feature = "browser")]
pub(crate) mod held_locks;
pub mod journal;
#[cfg(feature = "browser")]
pub(crate) mod session;
#[cfg(feature = "browser")]
pub(crate) mod web_lock;
