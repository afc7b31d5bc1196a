//! Measures the shipped files, and compares them with the size budgets.

use std::path::Path;

use crate::failure::{Failure, Result};
use crate::workspace::{self, Workspace};

/// The budget for what every page loads: loader, glue and first module together. In bytes after brotli.
pub const BUDGET: usize = 102_600;

/// The budget for what is loaded in addition when the shopper's pointer or focus is at a button.
pub const GATE: usize = 104_000;

/// The budget for what is loaded in addition where PayPal is offered.
pub const PAYPAL: usize = 26_000;

/// The budget for the modules of the other kinds of providers: Stripe, Payment Request, and providers that the page registers.
/// Only those that are offered are loaded.
pub const OTHERS: usize = 34_000;

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

/// A table of the files: what every page loads, with its budget, what an attempt loads, what PayPal loads, and the modules of the
/// other providers.
pub fn table(always: &[&Measure], attempt: &[&Measure], paypal: &[&Measure], others: &[&Measure]) -> String {
    let line = |name: &str, sizes: [usize; 3]| {
        let [raw, gzip, brotli] = sizes;
        format!("{name:<44}{raw:>9}{gzip:>9}{brotli:>9}\n")
    };
    let lines = |files: &[&Measure]| -> String {
        files.iter().map(|file| line(&file.name, [file.raw, file.gzip, file.brotli])).collect()
    };
    let sum = |files: &[&Measure]| {
        files.iter().fold([0; 3], |[raw, gzip, brotli], file| [raw + file.raw, gzip + file.gzip, brotli + file.brotli])
    };
    let mut table = format!("{:<44}{:>9}{:>9}{:>9}\n", "bytes", "raw", "gzip", "brotli");
    for (files, what, budget) in [
        (always, "every page, together", BUDGET),
        (attempt, "an attempt, in addition", GATE),
        (paypal, "where PayPal is offered, in addition", PAYPAL),
        (others, "the other providers, all together", OTHERS),
    ] {
        table += &lines(files);
        table += &line(what, sum(files));
        table += &format!("{:<44}{:>27}\n", "its budget", budget);
    }
    table
}

/// Fails if a group of files exceeds its budget.
pub fn check(always: &[&Measure], attempt: &[&Measure], paypal: &[&Measure], others: &[&Measure]) -> Result {
    let limits = [
        (always, "every page loads", BUDGET),
        (attempt, "an attempt loads", GATE),
        (paypal, "PayPal loads", PAYPAL),
        (others, "the other providers load", OTHERS),
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
        let (half, rest, one) = (file(BUDGET / 2), file(BUDGET - BUDGET / 2), file(1));
        let (gate, paypal, others) = (file(GATE), file(PAYPAL), file(OTHERS));
        assert!(check(&[&half, &rest], &[&gate], &[&paypal], &[&others]).is_ok());
        assert!(check(&[&half, &rest, &one], &[], &[], &[]).is_err());
        assert!(check(&[], &[&gate, &one], &[], &[]).is_err());
        assert!(check(&[], &[], &[&paypal, &one], &[]).is_err());
        assert!(check(&[], &[], &[], &[&others, &one]).is_err());
    }
}
