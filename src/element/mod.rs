//! The custom element: what a page sets, what it is told, what is remembered between pages.

#[cfg(test)]
mod generated_docs;
#[cfg(test)]
mod manifest_tests;

#[cfg(feature = "browser")]
mod browser;
