//! Rules for single files: their length, their first line, and no arm in the flow that silently ignores new variants.

use syn::visit::{self, Visit};
use syn::{Arm, Expr, Item, Pat};

use super::{Fault, Source, only_for_tests, parse};
use crate::failure::Result;

/// The largest number of lines in a file.
const LINES: usize = 500;

/// Checks all files.
pub fn check(sources: &[Source]) -> Result<Vec<Fault>> {
    let mut faults = Vec::new();
    for source in sources {
        let fault = |line, what: String| Fault { path: source.path.clone(), line, what };
        let lines = source.text.lines().count();
        if lines > LINES {
            faults.push(fault(lines, format!("the file has more than {LINES} lines: split it by subject")));
        }
        let is_rust = source.path.ends_with(".rs");
        if is_rust && !source.text.starts_with("//! ") {
            faults.push(fault(1, "the file does not begin with a `//!` line about its purpose".into()));
        }
        if is_rust && source.path.starts_with("src/ui/") {
            let found = source.text.lines().enumerate().filter(|(_, text)| needs_more_of_yew(text));
            let what =
                "the shipped module has no code of Yew for this: see `NOT_DRAWN` in xtask/postlink/src/panics.rs";
            faults.extend(found.map(|(at, _)| fault(at + 1, what.into())));
        }
        if is_rust && source.path.starts_with("src/flow/") && !source.path.contains("/tests") {
            let mut finder = Finder::default();
            finder.visit_file(&parse(source)?);
            let what = "`_ => {}` ignores a variant that is added later: name the variants";
            faults.extend(finder.lines.into_iter().map(|line| fault(line, what.into())));
        }
    }
    Ok(faults)
}

/// Whether a line draws with a part of Yew that `postlink` removes from the module.
fn needs_more_of_yew(line: &str) -> bool {
    let parts =
        ["create_portal", "VPortal", "Suspense", "VRaw", "from_html_unchecked", "set_listeners", "add_listener("];
    let is_listener = |word: &str| {
        let short = word.strip_prefix("{on").and_then(|rest| rest.split_once('}'));
        let long = word.strip_prefix("on").and_then(|rest| rest.split_once("={"));
        short
            .or(long)
            .is_some_and(|(event, _)| !event.is_empty() && event.bytes().all(|byte| byte.is_ascii_lowercase()))
    };
    parts.iter().any(|part| line.contains(part)) || line.split_whitespace().any(is_listener)
}

/// Finds `_ => {}` outside of tests.
#[derive(Default)]
struct Finder {
    lines: Vec<usize>,
}

impl<'a> Visit<'a> for Finder {
    fn visit_item(&mut self, item: &'a Item) {
        if !matches!(item, Item::Mod(module) if only_for_tests(&module.attrs)) {
            visit::visit_item(self, item);
        }
    }

    fn visit_arm(&mut self, arm: &'a Arm) {
        let does_nothing = match arm.body.as_ref() {
            Expr::Block(block) => block.block.stmts.is_empty(),
            Expr::Tuple(tuple) => tuple.elems.is_empty(),
            _ => false,
        };
        if let Pat::Wild(wild) = &arm.pat
            && does_nothing
        {
            self.lines.push(wild.underscore_token.span.start().line);
        }
        visit::visit_arm(self, arm);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(path: &str, text: &str) -> Vec<usize> {
        let source = Source { path: path.into(), text: text.into() };
        check(&[source]).unwrap().iter().map(|fault| fault.line).collect()
    }

    #[test]
    fn a_long_file_is_found() {
        let lines = |count: usize| format!("//! Text.\n{}", "\n".repeat(count - 1));
        assert_eq!(found("src/json.rs", &lines(500)), [0; 0]);
        assert_eq!(found("src/json.rs", &lines(501)), [501]);
        assert_eq!(found("demo/shop.js", &"\n".repeat(501)), [501]);
    }

    #[test]
    fn a_file_without_a_first_line_about_itself_is_found() {
        assert_eq!(found("src/json.rs", "use std::fmt;\n"), [1]);
        assert_eq!(found("demo/shop.js", "let a = 1;\n"), [0; 0]);
    }

    #[test]
    fn a_part_of_yew_that_does_not_ship_is_found() {
        for line in [
            "<div {onclick}>",
            "<div key={1} {onclick}/>",
            "<a onclick={f}>",
            "create_portal(node, host)",
            "<Suspense>",
        ] {
            assert_eq!(found("src/ui/root.rs", &format!("//! Draws.\n{line}\n")), [2], "{line}");
        }
        for line in
            ["match on_drawn {", "format!(\"{one}\")", "let only = one;", "<div on_drawn={f}>", "<b class={on}>"]
        {
            assert_eq!(found("src/ui/root.rs", &format!("//! Draws.\n{line}\n")), [0; 0], "{line}");
        }
        assert_eq!(found("src/component/handle.rs", "//! Shows.\n<div {onclick}>\n"), [0; 0]);
    }

    #[test]
    fn an_arm_that_ignores_the_rest_is_found_in_the_flow() {
        let text = "//! Steps.\nfn f(n: u8) {\n    match n {\n        1 => {}\n        _ => {}\n    }\n}\n";
        assert_eq!(found("src/flow/step.rs", text), [5]);
        assert_eq!(found("src/flow/step.rs", &text.replace("_ => {}", "_ => ()")), [5]);
        assert_eq!(found("src/flow/step.rs", &text.replace("_ => {}", "_ => g()")), [0; 0]);
        assert_eq!(found("src/flow/tests/step.rs", text), [0; 0]);
        assert_eq!(found("src/glue/mod.rs", text), [0; 0]);
        let test = text.replace("fn f", "#[cfg(test)]\nmod tests {\nfn f") + "}\n";
        assert_eq!(found("src/flow/step.rs", &test), [0; 0]);
    }
}
