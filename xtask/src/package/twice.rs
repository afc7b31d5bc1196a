//! Builds `dist/` a second time, in a copy of the repository with a target folder of its own, and compares the files. Paths,
//! times, the order of files and leftovers of earlier builds must not change a byte.

use std::fs;
use std::path::Path;

use super::contents::Files;
use super::read;
use crate::failure::{Failure, Result};
use crate::workspace::{self, Workspace};

/// Fails if a file differs.
pub fn run(workspace: &Workspace) -> Result {
    let folder = workspace.target("package/twice");
    let copy = folder.join("a copy elsewhere");
    workspace::empty_folder(&folder)?;
    copy_source(workspace, &copy)?;
    println!("\nBuilding a second time in {}. This takes some minutes.", copy.display());
    let mut again = workspace.cargo("run --quiet --package xtask -- dist");
    // Its own target folder: not that of the first build, which the environment may name.
    workspace::run(again.current_dir(&copy).env("CARGO_TARGET_DIR", copy.join("target")))?;
    let (first, second) = (read(&workspace.file("dist"))?, read(&copy.join("dist"))?);
    super::fail("the second build", &differences(&first, &second))?;
    println!("\nBoth builds gave the same {} files, byte for byte.", first.len());
    fs::remove_dir_all(&folder).map_err(Failure::file("remove", &folder))
}

/// Copies the files that git knows, and new ones that it does not ignore, as they are in the working tree.
fn copy_source(workspace: &Workspace, to: &Path) -> Result {
    let mut git = workspace.command("git");
    let list = workspace::output(git.args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"]))?;
    for name in list.split('\0').filter(|name| !name.is_empty()) {
        let (from, to) = (workspace.file(name), to.join(name));
        // A file that was deleted and not yet committed.
        if !from.is_file() {
            continue;
        }
        let folder = to.parent().unwrap_or(&to);
        fs::create_dir_all(folder).map_err(Failure::file("create", folder))?;
        fs::copy(&from, &to).map_err(Failure::file("copy", &from))?;
    }
    Ok(())
}

/// The files that only one build has, or that differ.
fn differences(first: &Files, second: &Files) -> Vec<String> {
    let only = |here: &Files, there: &Files, which: &str| {
        let names = here.keys().filter(|name| !there.contains_key(*name));
        names.map(|name| format!("only the {which} build has {name}")).collect::<Vec<_>>()
    };
    let differ = first.iter().filter(|(name, content)| second.get(*name).is_some_and(|other| other != *content));
    let differ = differ.map(|(name, _)| format!("{name} differs"));
    let mut faults = only(first, second, "first");
    faults.extend(only(second, first, "second"));
    faults.extend(differ);
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_difference_is_named() {
        let files = |pairs: &[(&str, &str)]| -> Files {
            pairs.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec())).collect()
        };
        let first = files(&[("a", "1"), ("b", "1"), ("c", "1")]);
        let second = files(&[("a", "1"), ("b", "2"), ("d", "1")]);
        let expected = ["only the first build has c", "only the second build has d", "b differs"];
        assert_eq!(differences(&first, &second), expected);
        assert_eq!(differences(&first, &first), [""; 0]);
    }
}
