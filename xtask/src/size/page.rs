//! Writes the page `docs/size.md`: the files with their budgets, and what is in each module.

use std::collections::BTreeMap;

use super::owner;
use super::{BUDGETS, Measure};
use crate::failure::{Failure, Result};

/// How many crates have a row of their own.
const CRATES: usize = 30;

/// How many functions and data segments of a module are listed.
const LARGEST: usize = 10;

const HEAD: &str = "\
<!-- `cargo xtask size --write` writes this page. -->

# Size

What each file of `dist/` weighs, what may be loaded when, and what is in the modules. After a change, `cargo xtask size` shows which of
these numbers differ, and `cargo xtask size --write` writes them. So the diff of this page shows what a commit costs.

- **Files and groups** are measured as they ship. Browsers load them after brotli; quality 11, the highest, is measured.
- **What is in the modules** is measured in bytes before compression, in a second run of `wasm-opt`, which keeps the names of the
  functions. Its code differs from the code that ships by less than one percent. How much a function weighs after compression cannot
  be said, because it depends on the functions around it; a module as a whole shrinks to about 0.33 to 0.43 of its bytes.
- **A copy of generic code** counts for the crate that wrote it. The name that the compiler gives does not say for which type the copy was made.
- **Equal functions** are merged and have one of their names.
";

/// Why the groups are not smaller. By hand: look at it again when a group has changed by more than a kilobyte.
const WAY: &str = "\
## What stands in the way

The aims are 75,000 bytes for every page, 85,000 where PayPal is offered, and 175,000 until an order with PayPal. What stands between
them and these numbers, after brotli; the parts of a module are its raw bytes times its rate of compression:

- **Every page**, 97,400. The loader has 8,000: 1,400 of them are the words of 23 languages for the case that no other file loads, and
  600 the request that it sends while the module is on its way. The glue has 5,200: one function for each of 250 functions of the
  browser. The first module has 84,200:
  - 16,600 Yew and the tables that only Yew has: its reconciling, its attributes, its scheduler with a `BTreeMap` (2,300), hash tables.
    Its listeners, portals, suspended views and raw HTML are left out already (`NOT_DRAWN` in `xtask/postlink/src/panics.rs`). Attributes
    are compared through hash tables (1,500) where two nodes in one place have different lists of names.
  - 26,000 our own code, of which `glue` and `effects` have 9,000: sending, sharing and repeating the first request, and reading its
    answer (`read_first` 2,800 with what it calls). It runs before the buttons are ready, except for the answers to a click, a removal
    and new settings, which must not wait for a file, and the properties `cart` and `addresses`, which are read at once (1,400).
  - 22,300 copies of generic code for our types and Yew's: vectors 6,900, iterators 3,000, `Rc` 2,500, text 1,900. Copies of the state
    and the offer are 800.
  - 7,000 the bindings to the browser, 1,500 gloo-net and serde-wasm-bindgen, 2,500 code that only drops values, and
    400 the allocator, 200 of them for finding a free block at once.
  - 3,400 texts and constants, 300 of them the messages about wrong settings; 2,800 imports, exports and the table of functions that
    the later modules call.
  - In a record of one start, two thirds of this code ran before the buttons were ready. So a better cut alone does not reach the aim.
- **Where PayPal is offered**, 20,000 more: 11,200 for scripts, containers and looks of providers (loading a script beside the page's
  own 2,000, watching the container 2,300), 6,400 for both versions of PayPal's script, 2,300 that the attempt has too.
- **Until an order with PayPal**, 129,600 more: the attempt's module has 124,900. 17,000 of them are texts and tables, 22,000 the steps
  of the flow, 14,000 the reading and checking of addresses, 13,000 what is drawn; 4,600 what other providers share with it.
";

/// A part of a module.
pub struct Part {
    /// Whether it is a function, and not data.
    pub is_code: bool,
    /// Its bytes before compression.
    pub bytes: usize,
    /// The name of the function, or the beginning of the data.
    pub name: String,
}

/// A module and its parts, the largest first.
pub struct Content {
    /// Its short name, such as `core`.
    pub name: String,
    /// The bytes of the shipped file, before compression.
    pub raw: usize,
    /// Its functions and data segments.
    pub parts: Vec<Part>,
}

impl Content {
    /// Reads the list that `postlink weigh` prints.
    pub fn read(name: &str, raw: usize, list: &str) -> Result<Self> {
        let part = |line: &str| {
            let mut fields = line.splitn(3, '\t');
            let is_code = fields.next()? == "function";
            Some(Part { is_code, bytes: fields.next()?.parse().ok()?, name: fields.next()?.to_owned() })
        };
        let part = |line: &str| part(line).ok_or_else(|| Failure::new(format!("cannot read `{line}`")));
        let mut parts = list.lines().map(part).collect::<Result<Vec<_>>>()?;
        parts.sort_by(|a, b| b.bytes.cmp(&a.bytes).then_with(|| a.name.cmp(&b.name)));
        Ok(Self { name: name.to_owned(), raw, parts })
    }

    /// The bytes of its functions, or of its data.
    fn sum(&self, code: bool) -> usize {
        self.parts.iter().filter(|part| part.is_code == code).map(|part| part.bytes).sum()
    }
}

/// The whole page.
pub fn page(files: &[Measure], modules: &[Content]) -> String {
    [
        HEAD.to_owned(),
        of_files(files),
        groups(files),
        WAY.to_owned(),
        sections(modules),
        crates(modules),
        rooms(modules),
    ]
    .into_iter()
    .chain(modules.iter().map(largest))
    .collect::<Vec<_>>()
    .join("\n")
}

/// A table with numbers in all columns but the first.
fn table(heading: &str, columns: &[&str], rows: &[(String, Vec<String>)]) -> String {
    let mut table =
        format!("{heading}\n\n| {} |\n| --- |{}\n", columns.join(" | "), " ---: |".repeat(columns.len() - 1));
    for (name, cells) in rows {
        table.push_str(&format!("| {name} | {} |\n", cells.join(" | ")));
    }
    table
}

/// A number with a comma before each three digits.
pub fn number(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// The table of the files.
pub fn of_files(files: &[Measure]) -> String {
    let cells = |file: &Measure| file.sizes().map(number).to_vec();
    let mut rows = Vec::new();
    for budget in BUDGETS.iter().filter(|budget| !budget.is_group()) {
        let largest = budget.matching(files).max_by_key(|file| file.brotli);
        let cells = largest.map_or_else(|| vec![String::new(); 3], cells);
        let each = if budget.is_of_each() { ", the largest" } else { "" };
        rows.push((format!("`{}`{each}", budget.files[0]), [cells, vec![number(budget.limit)]].concat()));
    }
    table("## Files", &["file", "raw", "gzip", "brotli", "budget"], &rows)
}

fn groups(files: &[Measure]) -> String {
    let rows: Vec<_> = BUDGETS
        .iter()
        .filter(|budget| budget.is_group())
        .map(|budget| {
            let [raw, gzip, brotli] = budget.sums(files);
            (budget.what.to_owned(), [raw, gzip, brotli, budget.limit].map(number).to_vec())
        })
        .collect();
    table("## Groups", &["loaded", "raw", "gzip", "brotli", "budget"], &rows)
}

fn sections(modules: &[Content]) -> String {
    let rows: Vec<_> = modules
        .iter()
        .map(|module| {
            let (code, data) = (module.sum(true), module.sum(false));
            let functions = module.parts.iter().filter(|part| part.is_code).count();
            let rest = module.raw.saturating_sub(code + data);
            (module.name.clone(), [functions, code, data, rest].map(number).to_vec())
        })
        .collect();
    table("## Sections", &["module", "functions", "code", "data", "imports, exports and tables"], &rows)
}

fn crates(modules: &[Content]) -> String {
    let mut rows = sums(modules, |name| Some(owner::owner(name)));
    if rows.len() > CRATES {
        let rest = rows.split_off(CRATES - 1);
        let others =
            rest.iter().fold(vec![0; modules.len()], |all, (_, one)| all.iter().zip(one).map(|(a, b)| a + b).collect());
        rows.push((format!("{} others", rest.len()), others));
    }
    by_module("## Code by crate", "crate", modules, rows)
}

fn rooms(modules: &[Content]) -> String {
    let rows = sums(modules, |name| owner::room(name).map(|room| format!("src/{room}")));
    by_module("## Our code by folder", "folder", modules, rows)
}

/// For each owner the bytes of code in each module, the largest sum first.
fn sums(modules: &[Content], owner: impl Fn(&str) -> Option<String>) -> Vec<(String, Vec<usize>)> {
    let mut sums: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, module) in modules.iter().enumerate() {
        for part in module.parts.iter().filter(|part| part.is_code) {
            if let Some(owner) = owner(&part.name) {
                sums.entry(owner).or_insert_with(|| vec![0; modules.len()])[at] += part.bytes;
            }
        }
    }
    let mut sums: Vec<_> = sums.into_iter().collect();
    sums.sort_by_key(|(_, bytes)| std::cmp::Reverse(bytes.iter().sum::<usize>()));
    sums
}

fn by_module(heading: &str, what: &str, modules: &[Content], rows: Vec<(String, Vec<usize>)>) -> String {
    let columns: Vec<&str> =
        [what].into_iter().chain(modules.iter().map(|module| &*module.name)).chain(["together"]).collect();
    let rows: Vec<_> = rows
        .into_iter()
        .map(|(name, bytes)| {
            let sum = bytes.iter().sum();
            (format!("`{name}`"), bytes.into_iter().chain([sum]).map(number).collect())
        })
        .collect();
    table(heading, &columns, &rows)
}

/// The largest functions and data segments of a module.
fn largest(module: &Content) -> String {
    let rows = |code: bool| -> Vec<(String, Vec<String>)> {
        let parts = module.parts.iter().filter(|part| part.is_code == code).take(LARGEST);
        parts.map(|part| (cell(&part.name), vec![number(part.bytes)])).collect()
    };
    let (functions, data) = (rows(true), rows(false));
    let functions = table(&format!("## Largest functions of {}", module.name), &["function", "bytes"], &functions);
    let data = table(&format!("## Largest data segments of {}", module.name), &["begins with", "bytes"], &data);
    [functions, data].join("\n")
}

/// A text as code in a cell, without characters that end the code or the cell.
fn cell(text: &str) -> String {
    format!("`{}`", text.replace(['|', '`'], ".").trim())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::size::tests::files;

    #[test]
    fn numbers_have_groups_of_three_digits() {
        assert_eq!([0, 999, 1_000, 1_234_567].map(number), ["0", "999", "1,000", "1,234,567"]);
    }

    #[test]
    fn the_page_has_the_sums_of_what_is_in_the_modules() {
        let list = "function\t30\texpress_checkout::ui::a\nfunction\t12\texpress_checkout::ui::b\nfunction\t5\tcore::fmt::write\n\
                    data\t7\t|text`..\n";
        let core = Content::read("core", 60, list).unwrap();
        let other = Content::read("attempt", 9, "function\t8\texpress_checkout::flow::c\n").unwrap();
        let page = page(&files(), &[core, other]);
        for line in [
            "| core | 3 | 47 | 7 | 6 |",
            "| attempt | 1 | 8 | 0 | 1 |",
            "| `express_checkout` | 42 | 8 | 50 |",
            "| `core::fmt` | 5 | 0 | 5 |",
            "| `src/ui` | 42 | 0 | 42 |",
            "| `src/flow` | 0 | 8 | 8 |",
            "| `.text...` | 7 |",
        ] {
            assert!(page.lines().any(|shown| shown == line), "{line} is missing in\n{page}");
        }
    }

    #[test]
    fn crates_beyond_the_limit_are_one_row() {
        let list: String = (0..CRATES + 5).map(|at| format!("function\t{}\tcrate{at}::f\n", 100 - at)).collect();
        let rows = crates(&[Content::read("core", 9_000, &list).unwrap()]);
        let rows: Vec<_> = rows.lines().skip(4).collect();
        assert_eq!(rows.len(), CRATES);
        let last: usize = (CRATES - 1..CRATES + 5).map(|at| 100 - at).sum();
        assert_eq!(rows[CRATES - 1], format!("| `6 others` | {last} | {last} |"));
    }

    #[test]
    fn a_list_of_another_shape_is_refused() {
        assert!(Content::read("core", 0, "function\tmany\tf").is_err());
        assert!(Content::read("core", 0, "function").is_err());
    }
}
