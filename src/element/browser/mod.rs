//! The element in the browser: the handle that the loader holds, and what lies between it and the checkout.

mod buttons;
mod credential;
mod handle;
pub(crate) mod host;
