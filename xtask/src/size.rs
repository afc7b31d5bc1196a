//! What the shipped files weigh.

use std::path::Path;

use crate::failure::{Failure, Result};
use crate::workspace::{self, Workspace};

/// What a page should have to load, in bytes after brotli: loader, glue and module together. A KB is 1000 bytes.
const BUDGET: usize = 85_000;

/// What a page may have to load until the budget is reached. It only ever goes down: set it to what was reached.
const GATE: usize = 157_000;

/// A file, its sizes in bytes, and its hash as browsers check it.
#[derive(Debug)]
pub struct Measure {
    /// The file's name.
    pub name: String,
    /// As it lies there.
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
    output.lines().map(|line| read(line).ok_or_else(|| Failure::work(format!("cannot read `{line}`")))).collect()
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

/// The table of the files that a page loads, their sum and the budget.
pub fn table(files: &[&Measure]) -> String {
    let sum = |size: fn(&Measure) -> usize| files.iter().map(|file| size(file)).sum::<usize>();
    let mut table = format!("{:<32}{:>10}{:>10}{:>10}\n", "bytes", "raw", "gzip", "brotli");
    for file in files {
        table += &format!("{:<32}{:>10}{:>10}{:>10}\n", file.name, file.raw, file.gzip, file.brotli);
    }
    let (raw, gzip, brotli) = (sum(|file| file.raw), sum(|file| file.gzip), sum(|file| file.brotli));
    table += &format!("{:<32}{raw:>10}{gzip:>10}{brotli:>10}\n", "together");
    table += &format!("{:<32}{:>10}{:>10}{BUDGET:>10}\n", "budget", "", "");
    if brotli > BUDGET {
        table += &format!("{:<32}{:>10}{:>10}{:>10}\n", "over the budget", "", "", brotli - BUDGET);
    }
    table
}

/// Fails when the files that a page loads are larger than they have been.
pub fn check(files: &[&Measure]) -> Result {
    let sum: usize = files.iter().map(|file| file.brotli).sum();
    if sum <= GATE.max(BUDGET) {
        return Ok(());
    }
    Err(Failure::work(format!(
        "the shipped files take {sum} bytes after brotli, {} more than the gate of {GATE} (xtask/src/size.rs)",
        sum - GATE
    )))
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
    fn the_gate_holds_for_the_sum_to_the_byte() {
        let loader = read(&format!("loader\t0\t0\t{}\t", GATE / 2)).unwrap();
        let module = read(&format!("module\t0\t0\t{}\t", GATE - GATE / 2)).unwrap();
        let byte = read("glue\t0\t0\t1\t").unwrap();
        assert!(check(&[&loader, &module]).is_ok());
        assert!(check(&[&loader, &module, &byte]).is_err());
    }
}
