//! `structure`: checks the layout of the source: the order of the rooms, and some rules for every file.

mod files;
mod paths;
mod rooms;

use std::fmt;
use std::fs;

use crate::failure::{Failure, Result};
use crate::workspace::{self, Workspace};

/// A source file: its path from the repository's root, and its text.
struct Source {
    path: String,
    text: String,
}

/// A place that breaks a rule.
#[derive(Debug, PartialEq)]
struct Fault {
    path: String,
    line: usize,
    what: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}:{}: {}", self.path, self.line, self.what)
    }
}

/// Prints every fault, and fails if there is one.
pub fn run(workspace: &Workspace) -> Result {
    let sources = sources(workspace)?;
    let mut faults = rooms::check(&sources)?;
    faults.extend(files::check(&sources)?);
    for fault in &faults {
        println!("{fault}");
    }
    if faults.is_empty() {
        Ok(())
    } else {
        Err(Failure::new(format!("{} places break a rule of the structure", faults.len())))
    }
}

/// The Rust and JavaScript files of the repository, in the order of their paths.
fn sources(workspace: &Workspace) -> Result<Vec<Source>> {
    let mut list = workspace.command("git");
    list.args(["ls-files", "--cached", "--others", "--exclude-standard", "--deduplicate", "*.rs", "*.js", "*.mjs"]);
    let list = workspace::output(&mut list)?;
    let mut paths: Vec<&str> = list.lines().collect();
    paths.sort_unstable();
    let mut sources = Vec::new();
    for path in paths {
        let file = workspace.file(path);
        // Git lists a deleted file until the deletion is committed.
        if file.is_file() {
            let text = fs::read_to_string(&file).map_err(Failure::file("read", &file))?;
            sources.push(Source { path: path.to_owned(), text });
        }
    }
    Ok(sources)
}

/// Reads a Rust file.
fn parse(source: &Source) -> Result<syn::File> {
    syn::parse_file(&source.text)
        .map_err(|error| Failure::new(format!("{}:{}: {error}", source.path, error.span().start().line)))
}

/// Whether the item is compiled only for tests.
fn only_for_tests(attributes: &[syn::Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        attribute.path().is_ident("cfg") && attribute.parse_args::<syn::Path>().is_ok_and(|path| path.is_ident("test"))
    })
}
