//! The custom element: what a page sets, what it is told, what is remembered between pages.

#[cfg(any(feature = "browser", test))]
mod autofill;
#[cfg(test)]
mod generated_docs;
pub mod journal;
#[cfg(test)]
mod manifest_tests;
pub mod settings;

#[cfg(feature = "browser")]
mod browser;
#[cfg(feature = "browser")]
pub(crate) use browser::host;
#[cfg(feature = "browser")]
pub mod form;
