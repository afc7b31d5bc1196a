//! The custom element: its Rust side in the browser, and the tests of its published descriptions.

#[cfg(test)]
mod generated_docs;
#[cfg(test)]
mod manifest_tests;

#[cfg(feature = "browser")]
mod browser;
