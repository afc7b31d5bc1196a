//! The element in the browser: the handle that the loader holds, and what lies between it and the checkout.

mod handle;
pub(crate) mod host;
mod mount;
