//! Tests that the generated files agree with the code: `docs/errors.md`, `docs/texts.md`, the generated parts of
//! `express-checkout.d.ts`, and the lists of `custom-elements.json`.
//!
//! After a change of a code, a text, an attribute or an event, `EC_WRITE_DOCS=1 cargo test --lib generated_docs` writes
//! the files again.

mod attributes;
mod codes;
mod errors;
mod events;
mod manifest;
mod texts;
mod types;

use std::path::PathBuf;
use std::{env, fs};

/// The text of a file of the repository.
fn committed(name: &str) -> String {
    fs::read_to_string(path(name)).unwrap_or_default()
}

fn path(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// Compares a file of the repository with its expected text, or writes the file if the variable `EC_WRITE_DOCS` is set.
fn compare(name: &str, text: &str) {
    if env::var_os("EC_WRITE_DOCS").is_some() {
        fs::write(path(name), text).unwrap();
    }
    let committed = committed(name);
    let differs = || committed.lines().zip(text.lines()).find(|(one, other)| one != other);
    assert!(
        committed == text,
        "{name} differs from the code; to write it again: EC_WRITE_DOCS=1 cargo test --lib generated_docs\n{:#?}",
        differs()
    );
}
