//! `THIRD-PARTY-LICENSES.txt`: the licences of the crates that are compiled into the shipped modules, with their texts.

use std::collections::BTreeMap;
use std::path::Path;

use super::crates::{Crate, Id, Shipped};
use crate::failure::{Failure, Result};
use crate::workspace::{self, Workspace};

/// The beginnings of the names of files with licences and notices, in lower case.
const NAMES: [&str; 6] = ["license", "licence", "copying", "copyright", "notice", "unlicense"];

/// The line between two texts.
const RULE: &str = "------------------------------------------------------------------------------";

/// The text of the file, for this version of the compiler.
pub fn text(workspace: &Workspace, shipped: &Shipped, rustc: &str) -> Result<String> {
    let apache = workspace::text(&workspace.file("LICENSE-APACHE"))?;
    let mut texts = vec![(apache.clone(), format!("Rust standard library {rustc}"))];
    for (id, found) in shipped.foreign() {
        for text in texts_of(id, found, &apache)? {
            texts.push((text, format!("{} {}", id.0, id.1)));
        }
    }
    Ok(layout(&summary(shipped, rustc), texts))
}

/// The licence texts of a crate: the files in its archive, or the text of Apache 2.0.
fn texts_of(id: &Id, found: &Crate, apache: &str) -> Result<Vec<String>> {
    let texts = files(&found.folder)?;
    if !texts.is_empty() {
        return Ok(texts);
    }
    // Of two licences one may choose. The text of Apache 2.0 has no copyright line, so it is the same for all crates.
    if found.licence.split(" OR ").any(|licence| licence == "Apache-2.0") {
        return Ok(vec![apache.to_owned()]);
    }
    Err(Failure::new(format!("the archive of {} {} has no text of its licence ({})", id.0, id.1, found.licence)))
}

/// The files with licences and notices in this folder, in the order of their names.
fn files(folder: &Path) -> Result<Vec<String>> {
    let mut texts = BTreeMap::new();
    for path in workspace::entries(folder)? {
        let name = workspace::name(&path).to_lowercase();
        if path.is_file() && NAMES.iter().any(|start| name.starts_with(start)) {
            texts.insert(name, workspace::text(&path)?);
        }
    }
    Ok(texts.into_values().collect())
}

/// The first part: each crate and its licence.
fn summary(shipped: &Shipped, rustc: &str) -> String {
    let mut summary = format!(
        "Third-party software in the modules of express-checkout {}\n\n\
         The .wasm files contain code of these crates, and of the Rust standard library. The script\n\
         express-checkout-core is written by wasm-bindgen. Where a crate has several licences, you may choose.\n\n\
         Rust standard library {rustc}: MIT OR Apache-2.0\n  https://github.com/rust-lang/rust\n  \
         The Rust distribution of this version has all its notices, in COPYRIGHT-library.html.\n",
        shipped.version()
    );
    for ((name, version), found) in shipped.foreign() {
        summary += &format!("{name} {version}: {}\n", found.licence);
        if let Some(repository) = &found.repository {
            summary += &format!("  {repository}\n");
        }
    }
    summary
}

/// The summary and the texts. A text that several crates have is written once, below their names.
fn layout(summary: &str, texts: Vec<(String, String)>) -> String {
    let mut users: Vec<(String, Vec<String>)> = Vec::new();
    for (text, user) in texts {
        let text = plain(&text);
        match users.iter_mut().find(|(known, _)| *known == text) {
            Some((_, users)) if users.contains(&user) => {}
            Some((_, users)) => users.push(user),
            None => users.push((text, vec![user])),
        }
    }
    let mut whole = summary.to_owned();
    for (text, users) in users {
        whole += &format!("\n{RULE}\nOf {}:\n\n{text}\n", users.join(", "));
    }
    whole
}

/// The text without differences that mean nothing: line ends, spaces at line ends, empty lines around it.
fn plain(text: &str) -> String {
    let lines: Vec<&str> = text.trim_start_matches('\u{feff}').lines().map(str::trim_end).collect();
    lines.join("\n").trim_matches('\n').to_owned()
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn found(licence: &str, folder: &Path) -> Crate {
        Crate { licence: licence.into(), folder: folder.into(), ..Crate::default() }
    }

    fn of(name: &str, licence: &str, folder: &Path) -> Result<Vec<String>> {
        texts_of(&(name.into(), "1.0.0".into()), &found(licence, folder), "Apache License")
    }

    #[test]
    fn the_files_of_the_archive_count_before_the_standard_text() {
        let folder = std::env::temp_dir().join(format!("express-checkout-licences-{}", std::process::id()));
        fs::create_dir_all(folder.join("licenses")).unwrap();
        assert_eq!(of("a", "MIT OR Apache-2.0", &folder).unwrap(), ["Apache License"]);
        for name in ["NOTICE", "LICENSE-MIT", "Copying.txt", "README.md"] {
            fs::write(folder.join(name), name).unwrap();
        }
        let texts = of("a", "MIT OR Apache-2.0", &folder).unwrap();
        fs::remove_dir_all(&folder).unwrap();
        assert_eq!(texts, ["Copying.txt", "LICENSE-MIT", "NOTICE"]);
    }

    #[test]
    fn a_crate_without_the_text_of_its_licence_is_refused() {
        let empty = std::env::temp_dir().join(format!("express-checkout-no-licences-{}", std::process::id()));
        fs::create_dir_all(&empty).unwrap();
        let refused = of("other", "MIT", &empty).unwrap_err().to_string();
        fs::remove_dir_all(&empty).unwrap();
        assert!(refused.contains("other 1.0.0 has no text of its licence (MIT)"), "{refused}");
    }

    #[test]
    fn a_text_that_several_crates_have_is_written_once() {
        let texts = [("One\n", "a 1"), ("\u{feff}One \r\n", "b 1"), ("Two\n", "b 1"), ("Two", "b 1")];
        let texts = texts.map(|(text, user)| (text.to_owned(), user.to_owned())).to_vec();
        assert_eq!(layout("List\n", texts), format!("List\n\n{RULE}\nOf a 1, b 1:\n\nOne\n\n{RULE}\nOf b 1:\n\nTwo\n"));
    }

    #[test]
    fn the_summary_names_each_crate_but_the_package_itself() {
        let summary = summary(&super::super::crates::tests::shipped(), "1.95.0");
        for line in ["bytes 1.12.2: MIT", "http 0.2.12: MIT OR Apache-2.0", "http 1.5.0: MIT OR Apache-2.0"] {
            assert!(summary.contains(&format!("\n{line}\n")), "{summary}");
        }
        assert!(!summary.contains("express-checkout 0.1.0:"), "{summary}");
    }
}
