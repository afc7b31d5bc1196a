//! Tests that the documents show the code of the example projects.
//!
//! `<!-- FILE: NAME -->` stands above a block with the section of the file between `// docs: NAME` and `// docs: end`.
//! `<!-- FILE -->` stands above a block with the whole file, and `<!-- package.json: NAME -->` above a script of that file. After a
//! change, `EC_WRITE_DOCS=1 cargo test -p xtask snippets` writes the documents again.

use std::path::{Path, PathBuf};
use std::{env, fs};

use serde_json::Value;

/// The documents with code of the examples. Each block of code there is one of an example, except commands and policies.
const FOLDER: &str = "docs/frameworks";

/// The projects.
const PROJECTS: &str = "examples/frameworks";

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// The section of that name.
fn section(code: &str, name: &str) -> Option<String> {
    let (_, rest) = code.split_once(&format!("// docs: {name}\n"))?;
    let end = rest.find("// docs: end")?;
    // Without the spaces before the last marker.
    Some(format!("{}\n", rest[..end].trim_end()))
}

/// What a block shows.
fn code(head: &str, read: impl Fn(&str) -> String) -> String {
    let Some((file, name)) = head.split_once(": ") else { return read(head) };
    let text = read(file);
    let found = if file.ends_with("package.json") {
        let package: Value = serde_json::from_str(&text).unwrap();
        package["scripts"][name].as_str().map(|script| format!("{}\n", script.replace(" && ", " &&\n  ")))
    } else {
        section(&text, name)
    };
    found.unwrap_or_else(|| panic!("{file} has no {name}"))
}

/// The document with the present code, and the heads of its blocks.
fn with_code(document: &str, read: impl Fn(&str) -> String) -> (String, Vec<String>) {
    let (mut written, mut heads, mut rest) = (String::new(), Vec::new(), document);
    while let Some((before, after)) = rest.split_once("<!-- ") {
        let (head, after) = after.split_once(" -->\n```").expect("a block follows the comment");
        let (language, after) = after.split_once('\n').unwrap();
        let (_, after) = after.split_once("```\n").expect("the block ends");
        written += &format!("{before}<!-- {head} -->\n```{language}\n{}```\n", code(head, &read));
        heads.push(head.to_owned());
        rest = after;
    }
    (written + rest, heads)
}

/// The languages of the blocks that do not come from an example.
fn invented(document: &str) -> Vec<String> {
    let mut found = Vec::new();
    let (mut before, mut inside) = ("", false);
    for line in document.lines() {
        if let Some(language) = line.trim_start().strip_prefix("```") {
            if !inside && !before.starts_with("<!-- ") && !["sh", "text"].contains(&language) {
                found.push(language.to_owned());
            }
            inside = !inside;
        }
        before = line;
    }
    found
}

/// The files below a folder whose text is read, by their path from the root.
fn sources(folder: &Path, found: &mut Vec<String>) {
    for entry in fs::read_dir(root().join(folder)).unwrap() {
        let path = folder.join(entry.unwrap().file_name());
        let name = path.to_string_lossy().into_owned();
        if root().join(&path).is_dir() {
            if !["node_modules", "dist", "build"].iter().any(|made| path.ends_with(made)) {
                sources(&path, found);
            }
        } else if [".js", ".jsx", ".ts", ".tsx"].iter().any(|end| name.ends_with(end)) {
            found.push(name);
        }
    }
}

#[test]
fn the_documents_show_the_code_of_the_examples() {
    let read = |file: &str| fs::read_to_string(root().join(file)).unwrap_or_else(|error| panic!("{file}: {error}"));
    let mut shown = Vec::new();
    for entry in fs::read_dir(root().join(FOLDER)).unwrap() {
        let path = entry.unwrap().path();
        let document = fs::read_to_string(&path).unwrap();
        let (written, heads) = with_code(&document, read);
        shown.extend(heads);
        let name = path.display();
        assert_eq!(invented(&document), Vec::<String>::new(), "{name} has code that is in no example");
        if env::var_os("EC_WRITE_DOCS").is_some() {
            fs::write(&path, written).unwrap();
        } else {
            let how = "EC_WRITE_DOCS=1 cargo test -p xtask snippets writes it again";
            assert!(document == written, "{name} does not show the code as it is; {how}");
        }
    }
    let mut files = Vec::new();
    sources(Path::new(PROJECTS), &mut files);
    for file in files {
        for name in
            read(&file).lines().filter_map(|line| line.trim().strip_prefix("// docs: ")).filter(|name| *name != "end")
        {
            assert!(shown.contains(&format!("{file}: {name}")), "no document shows {name} of {file}");
        }
    }
}

#[test]
fn a_block_gets_its_section_its_script_or_the_whole_file() {
    let read = |file: &str| match file {
        "a.js" => "// docs: page\none\n  // docs: end\ntwo\n".to_owned(),
        "package.json" => "{\"scripts\": {\"x\": \"a && b\"}}".to_owned(),
        _ => "whole\n".to_owned(),
    };
    let document = "A\n\n<!-- a.js: page -->\n```js\nold\n```\n<!-- package.json: x -->\n```sh\n```\n<!-- b.vue -->\n```vue\n```\n";
    let (written, heads) = with_code(document, read);
    assert_eq!(
        written,
        "A\n\n<!-- a.js: page -->\n```js\none\n```\n<!-- package.json: x -->\n```sh\na &&\n  b\n```\n<!-- b.vue -->\n```vue\nwhole\n```\n"
    );
    assert_eq!(heads, ["a.js: page", "package.json: x", "b.vue"]);
}

#[test]
fn code_that_is_in_no_example_is_found() {
    assert_eq!(invented("```js\na\n```\n\n<!-- x -->\n```vue\nb\n```\n```sh\nc\n```\n"), ["js"]);
}
