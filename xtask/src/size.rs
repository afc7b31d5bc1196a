//! `size`: measures the shipped files, compares them with the budgets, and shows what is in the modules.

mod difference;
mod owner;
mod page;

use std::fs;
use std::path::Path;

use clap::Args;
use difference::difference;
use page::Content;
#[cfg(test)]
pub use page::number;

use crate::content;
use crate::dist;
use crate::failure::{Failure, Result};
use crate::install;
use crate::package;
use crate::workspace::{self, Workspace};

/// The committed table.
pub const PAGE: &str = "docs/size.md";

/// The budgets, in bytes after brotli: for each file that a page may load, and for what is loaded together. A name that ends
/// with `*` stands for each file whose name begins like that.
pub const BUDGETS: [Budget; 18] = [
    Budget::of("the loader", &["express-checkout.js"], 8_060),
    Budget::of("the glue", &["express-checkout-core.js"], 5_260),
    Budget::of("the first module", &["express-checkout-core.wasm"], 84_300),
    Budget::of("the module for an attempt", &["express-checkout-attempt.wasm"], 125_100),
    Budget::of("the module for PayPal", &["express-checkout-paypal.wasm"], 6_500),
    Budget::of("the module for Stripe", &["express-checkout-stripe.wasm"], 7_550),
    Budget::of("the module for Payment Request", &["express-checkout-wallets.wasm"], 7_000),
    Budget::of("the module for registered providers", &["express-checkout-registered.wasm"], 8_950),
    Budget::of("what an attempt and PayPal share", &["express-checkout-shared.wasm"], 2_580),
    Budget::of("what PayPal and other providers share", &["express-checkout-sdk.wasm"], 11_300),
    Budget::of("what an attempt and providers other than PayPal share", &["express-checkout-extra.wasm"], 4_750),
    Budget::of("what the other providers share", &["express-checkout-sheets.wasm"], 3_900),
    Budget::of("the diagnosis", &["express-checkout-doctor.js"], 19_300),
    Budget::of("the loader of the diagnosis", &["express-checkout-diagnose.js"], 900),
    Budget::of("the texts of one language", &["express-checkout-text-*"], 3_000),
    Budget::of("every page", WITH_PAYPAL.split_at(3).0, 97_490),
    Budget::of("every page where PayPal is offered", WITH_PAYPAL.split_at(6).0, 117_490),
    Budget::of("all until an order with PayPal", WITH_PAYPAL, 247_300),
];

/// What is loaded until an order with PayPal, in this order: by every page, where PayPal is offered, and for the attempt.
const WITH_PAYPAL: &[&str] = &[
    "express-checkout.js",
    "express-checkout-core.js",
    "express-checkout-core.wasm",
    "express-checkout-paypal.wasm",
    "express-checkout-shared.wasm",
    "express-checkout-sdk.wasm",
    "express-checkout-attempt.wasm",
    "express-checkout-extra.wasm",
];

/// Options of `size`.
#[derive(Args, Debug, PartialEq)]
pub struct Options {
    /// Take dist/ as the last `cargo xtask dist` wrote it
    #[arg(long)]
    built: bool,
    /// Write docs/size.md
    #[arg(long)]
    write: bool,
}

/// How large files may be.
#[derive(Debug)]
pub struct Budget {
    /// What the files are, or when they are loaded.
    pub what: &'static str,
    /// The names of the files, without that of the build.
    files: &'static [&'static str],
    /// The largest sum, in bytes after brotli. A name that ends with `*` stands for files that each may have this size.
    pub limit: usize,
}

impl Budget {
    const fn of(what: &'static str, files: &'static [&'static str], limit: usize) -> Self {
        Self { what, files, limit }
    }

    /// Whether it is for files that are loaded together.
    pub fn is_group(&self) -> bool {
        self.files.len() > 1
    }

    /// Whether it is for each of several files, and not for their sum.
    fn is_of_each(&self) -> bool {
        self.files.iter().any(|pattern| pattern.ends_with('*'))
    }

    /// Whether it is for this file alone.
    pub fn is_of_file(&self, name: &str) -> bool {
        !self.is_group() && self.files.iter().any(|pattern| fits(pattern, name))
    }

    /// The files that it is for.
    pub fn matching<'a>(&'a self, files: &'a [Measure]) -> impl Iterator<Item = &'a Measure> {
        files.iter().filter(|file| self.files.iter().any(|pattern| fits(pattern, &file.plain())))
    }

    /// The sizes of these files together.
    fn sums(&self, files: &[Measure]) -> [usize; 3] {
        self.matching(files).map(Measure::sizes).fold([0; 3], |sums, sizes| [0, 1, 2].map(|at| sums[at] + sizes[at]))
    }

    /// What is wrong with the files.
    fn faults(&self, files: &[Measure]) -> Vec<String> {
        let exceeds = |what: &str, bytes: usize| {
            let more = bytes.saturating_sub(self.limit);
            (more > 0)
                .then(|| format!("{what}: {bytes} bytes after brotli, {more} more than the budget of {}", self.limit))
        };
        if self.is_of_each() {
            return self.matching(files).filter_map(|file| exceeds(&file.plain(), file.brotli)).collect();
        }
        let missing = self.files.iter().filter(|name| !files.iter().any(|file| file.plain() == **name));
        let missing = missing.map(|name| format!("{}: dist/ has no {name}", self.what));
        let [_, _, brotli] = self.sums(files);
        missing.chain(exceeds(self.what, brotli)).collect()
    }
}

/// Whether a file's name is the pattern, or begins like a pattern that ends with `*`.
fn fits(pattern: &str, name: &str) -> bool {
    pattern.strip_suffix('*').map_or(name == pattern, |start| name.starts_with(start))
}

/// A file, its sizes in bytes, and its hash as browsers check it.
#[derive(Debug)]
pub struct Measure {
    /// The file's name.
    pub name: String,
    /// Uncompressed.
    pub raw: usize,
    /// After gzip.
    pub gzip: usize,
    /// After brotli.
    pub brotli: usize,
    /// For the `integrity` attribute: `sha384-` and the hash in base 64.
    pub integrity: String,
}

impl Measure {
    /// The file's name without that of its build.
    pub fn plain(&self) -> String {
        content::plain(&self.name)
    }

    /// Its sizes: raw, after gzip, after brotli.
    fn sizes(&self) -> [usize; 3] {
        [self.raw, self.gzip, self.brotli]
    }

    /// Whether pages may load it: a script, or a file with the name of a build in its name. All others are for developers.
    fn is_loaded(&self) -> bool {
        self.name.ends_with(".js") || self.plain() != self.name
    }
}

/// Measures files of a folder.
pub fn measure(workspace: &Workspace, folder: &Path, names: &[String]) -> Result<Vec<Measure>> {
    let mut command = workspace.command("node");
    command.arg("xtask/tools/measure.mjs").args(names.iter().map(|name| folder.join(name)));
    let output = workspace::output(&mut command)?;
    output.lines().map(|line| read(line).ok_or_else(|| Failure::new(format!("cannot read `{line}`")))).collect()
}

/// Reads one line of the measuring script.
fn read(line: &str) -> Option<Measure> {
    let mut fields = line.split('\t');
    Some(Measure {
        name: fields.next()?.to_owned(),
        raw: fields.next()?.parse().ok()?,
        gzip: fields.next()?.parse().ok()?,
        brotli: fields.next()?.parse().ok()?,
        integrity: fields.next()?.to_owned(),
    })
}

/// Shows what is in the modules and what differs from the committed table, and writes that table if this is wished.
pub fn run(workspace: &mut Workspace, options: &Options) -> Result {
    if options.built {
        install::for_dist(workspace)?;
    } else {
        dist::run(workspace)?;
    }
    let mut files = package::measured(workspace, &workspace.file("dist"))?;
    files.retain(Measure::is_loaded);
    let mut modules = Vec::new();
    for (file, list) in dist::weighed(workspace)? {
        let shipped = files.iter().find(|measure| measure.plain() == file);
        let raw = shipped.ok_or_else(|| Failure::new(format!("dist/ has no {file}")))?.raw;
        modules.push(Content::read(short(file), raw, &list)?);
    }
    let (committed, page) = (workspace.file(PAGE), page::page(&files, &modules));
    let before = fs::read_to_string(&committed).unwrap_or_default();
    println!("{page}");
    match &*difference(&before, &page, |_| true) {
        "" => println!("No number differs from {PAGE}."),
        lines => println!("Different from {PAGE}:\n{lines}"),
    }
    if options.write {
        fs::write(&committed, page).map_err(Failure::file("write", &committed))?;
    }
    check(&files)
}

/// The short name of a module: `core` for `express-checkout-core.wasm`.
fn short(file: &str) -> &str {
    let name = file.strip_suffix(".wasm").unwrap_or(file);
    name.strip_prefix("express-checkout-").unwrap_or(name)
}

/// The files that pages may load, with their sizes, and what is loaded together, with its budget.
pub fn table(files: &[Measure]) -> String {
    let line = |name: &str, [raw, gzip, brotli]: [usize; 3], budget: Option<usize>| {
        let budget = budget.map(|limit| limit.to_string()).unwrap_or_default();
        format!("{name:<44}{raw:>9}{gzip:>9}{brotli:>9}{budget:>9}\n")
    };
    let mut table = format!("{:<44}{:>9}{:>9}{:>9}{:>9}\n", "bytes", "raw", "gzip", "brotli", "budget");
    for file in files.iter().filter(|file| file.is_loaded()) {
        let budget = BUDGETS.iter().find(|budget| budget.is_of_file(&file.plain()));
        table += &line(&file.name, file.sizes(), budget.map(|budget| budget.limit));
    }
    for budget in BUDGETS.iter().filter(|budget| budget.is_group()) {
        table += &line(budget.what, budget.sums(files), Some(budget.limit));
    }
    table
}

/// The sizes that differ from the committed table. Nothing if it is up to date.
pub fn outdated(workspace: &Workspace, files: &[Measure]) -> String {
    let committed = fs::read_to_string(workspace.file(PAGE)).unwrap_or_default();
    match difference(&committed, &page::of_files(files), |place| place.heading == "Files" && place.column == "brotli") {
        lines if lines.is_empty() => lines,
        lines => format!("{PAGE} is older than these files; `cargo xtask size --built --write` writes it:\n{lines}"),
    }
}

/// Fails if a file or a group of files exceeds its budget, and if a file has none.
pub fn check(files: &[Measure]) -> Result {
    let loaded = files.iter().filter(|file| file.is_loaded()).map(Measure::plain);
    let without = loaded.filter(|name| !BUDGETS.iter().any(|budget| budget.is_of_file(name)));
    let mut faults: Vec<String> = without.map(|name| format!("{name} has no budget")).collect();
    faults.extend(BUDGETS.iter().flat_map(|budget| budget.faults(files)));
    if faults.is_empty() {
        return Ok(());
    }
    Err(Failure::new(format!("the budgets in xtask/src/size.rs do not hold:\n  {}", faults.join("\n  "))))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A small file for each budget of a file.
    pub fn files() -> Vec<Measure> {
        let names =
            BUDGETS.iter().filter(|budget| !budget.is_group()).map(|budget| budget.files[0].replace('*', "fr.js"));
        names.map(|name| file(&name, 10)).collect()
    }

    fn file(name: &str, brotli: usize) -> Measure {
        // As a build names its files.
        let (stem, extension) = name.rsplit_once('.').unwrap();
        read(&format!("{stem}-bab12cd34.{extension}\t0\t0\t{brotli}\tsha384-x")).unwrap()
    }

    /// The files, one of them with this size.
    fn with(name: &str, brotli: usize) -> Vec<Measure> {
        files().into_iter().map(|known| if known.plain() == name { file(name, brotli) } else { known }).collect()
    }

    #[test]
    fn a_line_is_read() {
        let measure = read("a.js\t30\t20\t10\tsha384-x").unwrap();
        assert_eq!((measure.raw, measure.gzip, measure.brotli), (30, 20, 10));
        assert_eq!((measure.name.as_str(), measure.integrity.as_str()), ("a.js", "sha384-x"));
        assert!(read("a.js\t30").is_none());
    }

    #[test]
    fn each_file_is_compared_with_its_budget() {
        assert!(check(&files()).is_ok());
        for budget in BUDGETS.iter().filter(|budget| !budget.is_group()) {
            let name = budget.files[0].replace('*', "fr.js");
            let failed = check(&with(&name, budget.limit + 1)).unwrap_err().to_string();
            let what = if budget.files[0] == name { budget.what } else { &name };
            assert!(failed.contains(what), "{failed}");
        }
    }

    #[test]
    fn each_group_is_compared_with_the_sum_of_its_files() {
        for budget in BUDGETS.iter().filter(|budget| budget.is_group()) {
            let each = budget.limit / budget.files.len();
            let sum = |more: usize| {
                let of = |name: &&str| file(name, each + if *name == budget.files[0] { more } else { 0 });
                budget.faults(&budget.files.iter().map(of).collect::<Vec<_>>())
            };
            assert!(sum(budget.limit % budget.files.len()).is_empty(), "{}", budget.what);
            assert_eq!(sum(budget.limit % budget.files.len() + 1).len(), 1, "{}", budget.what);
        }
    }

    #[test]
    fn a_budget_without_a_file_and_a_file_without_a_budget_are_faults() {
        let mut files = files();
        files.push(file("express-checkout-new.wasm", 1));
        let failed = check(&files).unwrap_err().to_string();
        assert!(failed.contains("express-checkout-new.wasm has no budget"), "{failed}");
        files.retain(|file| file.plain() != "express-checkout.js");
        let failed = check(&files).unwrap_err().to_string();
        assert!(failed.contains("every page: dist/ has no express-checkout.js"), "{failed}");
    }

    #[test]
    fn files_for_developers_need_no_budget() {
        let mut files = files();
        files.push(read("react.d.ts\t0\t0\t9\tsha384-ABCDEFGHIJ").unwrap());
        assert!(check(&files).is_ok());
    }

    #[test]
    fn the_table_has_each_file_and_each_group() {
        let table = table(&files());
        assert!(table.contains("express-checkout-bab12cd34.js"), "{table}");
        for budget in BUDGETS.iter().filter(|budget| budget.is_group()) {
            assert!(table.contains(budget.what), "{table}");
        }
    }
}
