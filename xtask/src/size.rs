//! Measures the shipped files, and compares them with the size budgets.

use std::path::Path;

use crate::failure::{Failure, Result};
use crate::workspace::{self, Workspace};

/// The budget for what every page loads: loader, glue and first module together. In bytes after brotli.
pub const BUDGET: usize = 102_700;

/// The budget for what is loaded in addition when the shopper's pointer or focus is at a button.
pub const GATE: usize = 104_000;

/// The budget for what is loaded in addition for providers with scripts or sheets: PayPal, Stripe, Payment Request, and
/// providers that the page registers.
pub const PROVIDERS: usize = 41_000;

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

/// A table of the files: what every page loads, with its budget, what an attempt loads, and what providers load.
pub fn table(always: &[Measure], wanted: &[Measure], providers: &[Measure]) -> String {
    let line = |name: &str, sizes: [usize; 3]| {
        let [raw, gzip, brotli] = sizes;
        format!("{name:<44}{raw:>9}{gzip:>9}{brotli:>9}\n")
    };
    let lines = |files: &[Measure]| -> String {
        files.iter().map(|file| line(&file.name, [file.raw, file.gzip, file.brotli])).collect()
    };
    let sum = |files: &[Measure]| {
        files.iter().fold([0; 3], |[raw, gzip, brotli], file| [raw + file.raw, gzip + file.gzip, brotli + file.brotli])
    };
    let mut table = format!("{:<44}{:>9}{:>9}{:>9}\n", "bytes", "raw", "gzip", "brotli");
    table += &lines(always);
    table += &line("every page, together", sum(always));
    table += &format!("{:<44}{:>27}\n", "its budget", BUDGET);
    table += &lines(wanted);
    let whole = [sum(always), sum(wanted)];
    table += &line("with an attempt, together", [0, 1, 2].map(|at| whole[0][at] + whole[1][at]));
    table + &lines(providers)
}

/// Fails if a group of files exceeds its budget.
pub fn check(always: &[Measure], wanted: &[Measure], providers: &[Measure]) -> Result {
    let limits = [
        (always, "every page loads", BUDGET),
        (wanted, "an attempt loads", GATE),
        (providers, "providers with scripts load", PROVIDERS),
    ];
    for (files, what, limit) in limits {
        let sum: usize = files.iter().map(|file| file.brotli).sum();
        if sum > limit {
            return Err(Failure::new(format!(
                "what {what} has {sum} bytes after brotli, {} more than the budget of {limit} in xtask/src/size.rs",
                sum - limit
            )));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_read() {
        let measure = read("a.js\t30\t20\t10\tsha384-x").unwrap();
        assert_eq!((measure.raw, measure.gzip, measure.brotli), (30, 20, 10));
        assert_eq!((measure.name.as_str(), measure.integrity.as_str()), ("a.js", "sha384-x"));
        assert!(read("a.js\t30").is_none());
    }

    #[test]
    fn each_budget_is_compared_with_the_sum_of_its_files() {
        let file = |brotli: usize| read(&format!("file\t0\t0\t{brotli}\t")).unwrap();
        assert!(check(&[file(BUDGET / 2), file(BUDGET - BUDGET / 2)], &[file(GATE)], &[file(PROVIDERS)]).is_ok());
        assert!(check(&[file(BUDGET), file(1)], &[], &[]).is_err());
        assert!(check(&[], &[file(GATE), file(1)], &[]).is_err());
        assert!(check(&[], &[], &[file(PROVIDERS + 1)]).is_err());
    }
}
