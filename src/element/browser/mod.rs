//! The element in the browser: the handle that the loader holds, the element as a page, and Yew inside it.

mod credential;
mod handle;
pub(crate) mod host;
mod mount;
