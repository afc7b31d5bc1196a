//! `version`: sets a new version in Cargo.toml, Cargo.lock, the change log and the documents.

mod changelog;
mod number;

use std::fs;
use std::path::PathBuf;

use number::{Date, Version};

use crate::failure::{Failure, Result};
use crate::workspace::{self, Workspace};

/// The beginning of the section of Cargo.toml with the version of all packages.
const SECTION: &str = "[workspace.package]\n";

/// The options of `version`.
#[derive(clap::Args, Debug, PartialEq)]
pub struct Options {
    /// The new version, such as 0.2.0
    version: Version,
    /// The day of the release, such as 2026-12-01
    date: Date,
}

/// Sets the version. Writes nothing if one of the files is not as expected.
pub fn run(workspace: &Workspace, options: &Options) -> Result {
    let path = |name: &str| workspace.file(name);
    let (manifest, changes) = (path("Cargo.toml"), path("CHANGELOG.md"));
    let (new, text) = (options.version, workspace::text(&manifest)?);
    let old = current(&text).ok_or_else(|| Failure::new("Cargo.toml has no version in [workspace.package]"))?;
    let mut written = vec![(manifest, with_version(&text, old, new).map_err(Failure::new)?)];
    let text = changelog::release(&workspace::text(&changes)?, new, options.date).map_err(Failure::new)?;
    written.push((changes, text));
    for document in documents(workspace)? {
        let text = workspace::text(&document)?;
        let renamed = renamed(&text, old, new);
        if renamed != text {
            written.push((document, renamed));
        }
    }

    for (path, text) in &written {
        fs::write(path, text).map_err(Failure::file("write", path))?;
        println!("{}", path.display());
    }
    // Only the entries of the workspace's own packages.
    workspace::run(&mut workspace.cargo("update --workspace --offline --quiet"))?;
    println!(
        "{}\n\n{old} is now {new}. Read the changes, and go on as CONTRIBUTING.md says.",
        path("Cargo.lock").display()
    );
    Ok(())
}

/// The version in Cargo.toml.
fn current(manifest: &str) -> Option<Version> {
    let (_, section) = manifest.split_once(SECTION)?;
    let section = section.split("\n[").next()?;
    section.lines().find_map(|line| line.strip_prefix("version = \"")?.strip_suffix('"'))?.parse().ok()
}

/// Cargo.toml with the new version.
fn with_version(manifest: &str, old: Version, new: Version) -> std::result::Result<String, String> {
    if new <= old {
        return Err(format!("{new} does not come after {old}"));
    }
    let (before, section) = manifest.split_once(SECTION).ok_or("Cargo.toml has no [workspace.package]")?;
    let section = section.replacen(&format!("version = \"{old}\""), &format!("version = \"{new}\""), 1);
    Ok([before, SECTION, &section].concat())
}

/// The documents for users, which name the version in folders, packages and tags.
fn documents(workspace: &Workspace) -> Result<Vec<PathBuf>> {
    let mut documents = vec![workspace.file("README.md")];
    for folder in ["docs", "docs/frameworks", "examples/frameworks"].map(|folder| workspace.file(folder)) {
        documents.extend(workspace::entries(&folder)?);
    }
    documents.retain(|path| path.extension().is_some_and(|extension| extension == "md"));
    documents.sort();
    Ok(documents)
}

/// A document with the new version where it names the old one: in a folder, a package, a tag or a dependency.
fn renamed(text: &str, old: Version, new: Version) -> String {
    let places: [fn(Version) -> String; 4] = [
        |version| format!("express-checkout/{version}"),
        |version| format!("express-checkout-{version}.tgz"),
        |version| format!("tag = \"v{version}\""),
        |version| format!("express-checkout = \"{version}\""),
    ];
    places.iter().fold(text.to_owned(), |text, place| text.replace(&place(old), &place(new)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const MANIFEST: &str = "[workspace]\nmembers = []\n\n[workspace.package]\nedition = \"2024\"\nversion = \"0.1.0\"\n\n\
                            [workspace.dependencies]\nclap = { version = \"0.1.0\" }\n";

    fn version(text: &str) -> Version {
        text.parse().unwrap()
    }

    #[test]
    fn only_the_version_of_the_workspace_is_set() {
        assert_eq!(current(MANIFEST), Some(version("0.1.0")));
        let text = with_version(MANIFEST, version("0.1.0"), version("0.10.0")).unwrap();
        assert_eq!(text, MANIFEST.replacen("version = \"0.1.0\"", "version = \"0.10.0\"", 1));
        assert_eq!(current(&text), Some(version("0.10.0")));
        assert_eq!(current("[workspace.package]\nedition = \"2024\"\n\n[a]\nversion = \"1.0.0\"\n"), None);
    }

    #[test]
    fn a_version_that_does_not_come_after_the_current_one_is_refused() {
        for (old, new) in [("0.1.0", "0.1.0"), ("0.1.0", "0.0.9"), ("0.10.0", "0.9.0"), ("1.0.0", "0.9.9")] {
            let error = with_version(MANIFEST, version(old), version(new)).unwrap_err();
            assert_eq!(error, format!("{new} does not come after {old}"));
        }
    }

    #[test]
    fn a_document_names_the_new_version() {
        let text = |version: &str| {
            format!(
                "`/express-checkout/{version}/*` express-checkout-{version}.tgz tag = \"v{version}\", since 0.1.0, \
                 yew 10.1.0, /express-checkout/{version}"
            )
        };
        assert_eq!(renamed(&text("0.1.0"), version("0.1.0"), version("0.2.0")), text("0.2.0"));
    }

    #[test]
    fn the_documents_name_no_other_version_than_the_current_one() {
        let workspace = Workspace::find().unwrap();
        let old = current(include_str!("../../Cargo.toml")).unwrap();
        let mut found = 0;
        for path in documents(&workspace).unwrap() {
            let text = fs::read_to_string(&path).unwrap();
            let renamed = renamed(&text, old, version("777.0.0"));
            found += renamed.matches("777.0.0").count();
            assert!(!renamed.contains(&old.to_string()), "{} names {old} in another way", path.display());
        }
        assert!(found > 0, "no document names the version");
    }
}
