//! Tests that the generated documents `docs/errors.md` and `docs/texts.md` agree with the code.
//!
//! After a change of a code, an actor or a text, `EC_WRITE_DOCS=1 cargo test --lib generated_docs` writes the files again.

mod errors;
mod texts;

use std::path::PathBuf;
use std::{env, fs};

/// Compares a file of `docs/` with its expected content, or writes the file if the variable `EC_WRITE_DOCS` is set.
fn compare(name: &str, page: &str) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("docs").join(name);
    if env::var_os("EC_WRITE_DOCS").is_some() {
        fs::write(&path, page).unwrap();
    }
    let committed = fs::read_to_string(&path).unwrap_or_default();
    let differs = || committed.lines().zip(page.lines()).find(|(one, other)| one != other);
    assert!(
        committed == page,
        "docs/{name} differs from the code; to write it again: EC_WRITE_DOCS=1 cargo test --lib generated_docs\n{:#?}",
        differs()
    );
}
