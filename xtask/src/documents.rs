//! Tests of the Markdown documents: every relative link and anchor has a target.

use crate::size;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Component, Path, PathBuf};

/// Folders without documents of this repository.
const SKIPPED: [&str; 3] = ["target", "node_modules", "dist"];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// All Markdown files below the folder, by their path from there.
fn documents(folder: &Path, below: &Path, found: &mut BTreeMap<PathBuf, String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() {
            if !name.starts_with('.') && !SKIPPED.contains(&&*name) {
                documents(&path, &below.join(&name), found);
            }
        } else if name.ends_with(".md") {
            found.insert(below.join(&name), fs::read_to_string(&path).unwrap());
        }
    }
}

/// The lines outside of code blocks, without inline code.
fn prose(text: &str) -> Vec<String> {
    let mut in_code = false;
    let mut lines = Vec::new();
    for line in text.lines() {
        if line.trim_start().starts_with("```") {
            in_code = !in_code;
        } else if !in_code {
            lines.push(line.to_owned());
        }
    }
    lines
}

/// The targets of the links of a line: `[text](target)`, and `src` or `href` of HTML.
fn links(line: &str) -> Vec<String> {
    // Inline code has no links, but the text of a link may be inline code.
    let outside: String = line.split('`').step_by(2).collect::<Vec<_>>().join("`");
    let mut targets = Vec::new();
    for (start, end) in [("](", ')'), ("src=\"", '"'), ("href=\"", '"')] {
        targets.extend(
            outside.split(start).skip(1).filter_map(|rest| rest.split_once(end)).map(|(link, _)| link.to_owned()),
        );
    }
    targets
}

/// The anchor that GitHub gives a heading.
fn anchor(heading: &str) -> String {
    let letters = heading.trim().chars().filter(|char| char.is_alphanumeric() || " -_".contains(*char));
    letters.map(|char| if char == ' ' { '-' } else { char }).collect::<String>().to_lowercase()
}

/// The anchors of a document.
fn anchors(text: &str) -> Vec<String> {
    let mut anchors: Vec<String> = Vec::new();
    for line in prose(text) {
        let Some((marks, heading)) = line.split_once(' ') else { continue };
        if marks.is_empty() || marks.len() > 6 || marks.chars().any(|char| char != '#') {
            continue;
        }
        let plain = anchor(heading);
        let same = anchors.iter().filter(|known| **known == plain).count();
        anchors.push(if same == 0 { plain } else { format!("{plain}-{same}") });
    }
    anchors
}

/// The target of a link, as a path from the root. `None` if it is above the root.
fn resolve(document: &Path, link: &str) -> Option<PathBuf> {
    let mut path = document.parent().unwrap_or(Path::new("")).to_owned();
    for part in Path::new(link).components() {
        match part {
            Component::ParentDir => {
                if !path.pop() {
                    return None;
                }
            }
            Component::CurDir => {}
            other => path.push(other),
        }
    }
    Some(path)
}

#[test]
fn every_relative_link_and_anchor_has_a_target() {
    let mut found = BTreeMap::new();
    documents(&root(), Path::new(""), &mut found);
    let mut broken = Vec::new();
    for (document, text) in &found {
        for link in prose(text).iter().flat_map(|line| links(line)) {
            if link.contains("://") || link.starts_with("mailto:") {
                continue;
            }
            let (file, anchor) = link.split_once('#').map_or((&*link, None), |(file, anchor)| (file, Some(anchor)));
            let target = if file.is_empty() { Some(document.clone()) } else { resolve(document, file) };
            let exists = target.as_ref().is_some_and(|target| root().join(target).exists());
            let leads = anchor.is_none_or(|anchor| {
                let text = target.as_ref().and_then(|target| found.get(target));
                text.is_some_and(|text| anchors(text).iter().any(|known| known == anchor))
            });
            if !exists || !leads {
                broken.push(format!("{}: {link}", document.display()));
            }
        }
    }
    assert!(broken.is_empty(), "these links have no target:\n{}", broken.join("\n"));
}

#[test]
fn the_documents_name_the_size_budgets() {
    let [operations, table] =
        ["docs/operations.md", size::PAGE].map(|file| fs::read_to_string(root().join(file)).unwrap());
    for budget in size::BUDGETS {
        let limit = size::number(budget.limit);
        assert!(
            table.contains(&format!("| {limit} |")),
            "`cargo xtask size --write`: the budget of {} is new",
            budget.what
        );
        if budget.is_group() {
            let limit = format!("{} KB", budget.limit / 1_000);
            assert!(operations.contains(&limit), "docs/operations.md does not name {limit} for {}", budget.what);
        }
    }
}

#[test]
fn the_readme_names_the_test_command() {
    let [readme, checks] = ["README.md", ".ci/run"].map(|file| fs::read_to_string(root().join(file)).unwrap());
    let command = checks.lines().find_map(|line| line.strip_prefix("exec ")).unwrap();
    assert!(readme.contains(command), "README.md does not name `{command}`");
}

#[test]
fn what_the_documents_import_from_the_package_is_exported() {
    let mut found = BTreeMap::new();
    documents(&root(), Path::new(""), &mut found);
    let types = ["express-checkout.d.ts", "express-checkout-diagnose.d.ts"];
    let types = types.map(|file| fs::read_to_string(root().join("src/element").join(file)).unwrap()).concat();
    let exported = |name: &str| {
        ["class", "interface", "type", "function"].iter().any(|kind| {
            types.match_indices(&format!("{kind} {name}")).any(|(at, whole)| {
                !types[at + whole.len()..].starts_with(|next: char| next.is_alphanumeric())
                    && types[..at].trim_end_matches("declare ").ends_with("export ")
            })
        })
    };
    let mut imports = 0;
    let mut missing = Vec::new();
    for (document, text) in &found {
        for (names, from) in text.lines().filter_map(|line| line.split_once("} from \"")) {
            if !from.contains("express-checkout") {
                continue;
            }
            let names = names.split_once('{').map_or("", |(_, names)| names);
            for name in names.split(',').map(str::trim) {
                imports += 1;
                if !exported(name) {
                    missing.push(format!("{}: {name}", document.display()));
                }
            }
        }
    }
    assert!(imports > 5, "the documents import only {imports} names");
    assert!(missing.is_empty(), "the package does not export these names:\n{}", missing.join("\n"));
}

#[test]
fn anchors_are_equal_to_githubs() {
    assert_eq!(
        anchors("# A title\n## `methods`: `POST /x`\n## A title\n```\n# code\n```\n"),
        ["a-title", "methods-post-x", "a-title-1"]
    );
    assert_eq!(links("[a `b`](c.md#d) and `[e](f)`, <img src=\"g.png\">"), ["c.md#d", "g.png"]);
    assert_eq!(resolve(Path::new("docs/a.md"), "../b.md"), Some("b.md".into()));
    assert_eq!(resolve(Path::new("a.md"), "../b.md"), None);
}

#[test]
fn the_code_about_types_is_compiled_by_the_tests() {
    let mut compiled = Vec::new();
    for folder in ["dom", "react", "preact", "svelte", "vue", "angular"] {
        for entry in fs::read_dir(root().join("e2e/types").join(folder)).unwrap() {
            compiled.push(fs::read_to_string(entry.unwrap().path()).unwrap());
        }
    }
    let page = fs::read_to_string(root().join("docs/types.md")).unwrap();
    let blocks: Vec<_> = page.split("\n```").skip(1).step_by(2).filter_map(|block| block.split_once('\n')).collect();
    assert!(blocks.len() > 3, "docs/types.md has no code");
    for (_, code) in blocks {
        assert!(compiled.iter().any(|file| file.contains(code)), "no file of e2e/types has this code:\n{code}");
    }
}
