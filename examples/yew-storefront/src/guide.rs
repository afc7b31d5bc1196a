//! Tests that the guide, `docs/yew.md`, shows the code of this application.
//!
//! A section begins with `// guide: NAME` and ends with `// guide: end`. The guide shows it below `<!-- FILE: NAME
//! -->`, after the `use` lines that it needs. After a change of a section, `EC_WRITE_DOCS=1 cargo test -p
//! yew-storefront` writes the guide again.

use std::path::{Path, PathBuf};
use std::{env, fs};

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The section of that name, without the space that all of its lines begin with.
fn section(code: &str, name: &str) -> Option<String> {
    let start = format!("// guide: {name}");
    let lines = code.lines().skip_while(|line| line.trim() != start).skip(1);
    let lines: Vec<&str> = lines.take_while(|line| line.trim() != "// guide: end").collect();
    let space = |line: &&str| line.len() - line.trim_start().len();
    let indent = lines.iter().filter(|line| !line.is_empty()).map(space).min()?;
    let line = |line: &&str| [line.get(indent..).unwrap_or_default(), "\n"].concat();
    Some(lines.iter().map(line).collect())
}

/// Whether the name occurs in the code as a whole word.
fn has_word(code: &str, name: &str) -> bool {
    code.split(|char: char| !char.is_alphanumeric() && char != '_').any(|word| word == name)
}

/// The `use` lines of the file, with only those names that the section has. The section may have its own.
fn uses(code: &str, section: &str) -> String {
    let mut lines = String::new();
    let head = code.split("\n#[").next().unwrap_or_default();
    let statements = head.split("\nuse ").skip(1).filter_map(|rest| rest.split(';').next());
    for statement in statements.filter(|_| !section.contains("use yew::prelude::*")) {
        let (path, names) = statement.rsplit_once("::").filter(|_| !statement.ends_with('}')).unwrap_or_else(|| {
            let (path, list) = statement.split_once("::{").expect("a list of names");
            (path, list.trim_end_matches('}'))
        });
        let own = path.rsplit("::").next().unwrap_or_default();
        let needed = |name: &&str| match *name {
            "*" => ["Callback", "Html", "html"].iter().any(|name| has_word(section, name)),
            "self" => has_word(section, own),
            name => has_word(section, name),
        };
        let names: Vec<&str> = names.split(',').map(str::trim).filter(|name| !name.is_empty()).filter(needed).collect();
        match *names {
            [] => {}
            ["self"] => lines += &["use ", path, ";\n"].concat(),
            [name] => lines += &["use ", path, "::", name, ";\n"].concat(),
            _ => lines += &["use ", path, "::{", &names.join(", "), "};\n"].concat(),
        }
    }
    if lines.is_empty() { lines } else { lines + "\n" }
}

/// The guide with the code of the sections that it names, and their names.
fn with_code(guide: &str, code_of: impl Fn(&str, &str) -> String) -> (String, Vec<String>) {
    let (mut written, mut names, mut rest) = (String::new(), Vec::new(), guide);
    while let Some((before, after)) = rest.split_once("<!-- ") {
        let (head, after) = after.split_once(" -->\n```rust\n").expect("a block of Rust follows the comment");
        let (_, after) = after.split_once("```\n").expect("the block ends");
        let (file, name) = head.split_once(": ").expect("a file and a section");
        written += &[before, "<!-- ", head, " -->\n```rust\n", &code_of(file, name), "```\n"].concat();
        names.push(format!("{file}: {name}"));
        rest = after;
    }
    (written + rest, names)
}

#[test]
fn the_guide_shows_this_code() {
    let here = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let path = here.join("../../docs/yew.md");
    let guide = read(&path);
    let (written, shown) = with_code(&guide, |file, name| {
        let code = read(&here.join(file));
        let section = section(&code, name).unwrap_or_else(|| panic!("{file} has no section {name}"));
        uses(&code, &section) + &section
    });
    if env::var_os("EC_WRITE_DOCS").is_some() {
        fs::write(&path, &written).expect("the guide can be written");
    } else {
        let how = "EC_WRITE_DOCS=1 cargo test -p yew-storefront writes it again";
        assert!(guide == written, "docs/yew.md does not show the code as it is; {how}");
    }
    let files = ["analytics", "cart", "checkout", "consent", "main", "shop"].map(|name| format!("src/{name}.rs"));
    for file in files.iter().map(String::as_str).chain(["examples/smallest.rs"]) {
        let code = read(&here.join(file));
        let names =
            code.lines().filter_map(|line| line.trim().strip_prefix("// guide: ")).filter(|name| *name != "end");
        for name in names {
            assert!(shown.contains(&format!("{file}: {name}")), "the guide does not show {name} of {file}");
        }
    }
}

#[test]
fn a_section_loses_the_space_before_it_and_keeps_that_inside() {
    let code = "fn a() {\n    // guide: x\n    one {\n        two\n    }\n\n    three\n    // guide: end\n}\n";
    assert_eq!(section(code, "x").as_deref(), Some("one {\n    two\n}\n\nthree\n"));
    assert_eq!(section(code, "y"), None);
}

#[test]
fn a_section_gets_the_uses_that_it_needs() {
    let code = "//! A page.\n\nuse a::one::{self, Two};\nuse b::{Four, Three};\nuse yew::prelude::*;\n\n#[component]\nfn x() {}\n";
    assert_eq!(uses(code, "one::go(Three, Fourth)\n"), "use a::one;\nuse b::Three;\n\n");
    assert_eq!(
        uses(code, "Two, Three, Four, Html\n"),
        "use a::one::Two;\nuse b::{Four, Three};\nuse yew::prelude::*;\n\n"
    );
    assert_eq!(uses(code, "nothing\n"), "");
}
