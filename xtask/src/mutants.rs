//! `mutants`: plants small faults in the pure rooms, one at a time. The unit tests, the model or the trials must notice each
//! of them.
//!
//! cargo-mutants plants the faults. The quick unit tests catch nearly all of them. The survivors are judged by the slow unit
//! tests, and then by the model and the trials, which are recompiled for each survivor.

mod judges;
mod mutant;
mod reasons;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use mutant::Mutant;
use reasons::Reasons;

use crate::failure::{Failure, Result};
use crate::install;
use crate::workspace::{self, Workspace};

/// The rooms in which faults are planted by default.
const ROOMS: [&str; 3] = ["src/flow", "src/address", "src/glue"];

/// Code that only browsers run. The tests in `e2e` cover it; the tests here cannot.
const ONLY_IN_BROWSERS: [&str; 1] = ["src/glue/client.rs"];

/// Parts of the names of tests that take longer than a second.
const SLOW_TESTS: [&str; 3] = ["walks", "damaged_answers", "random_lines"];

/// The time limit for all quick tests of one mutant, in seconds. They usually take one second; a mutant may loop forever.
const QUICK: &str = "60";

/// The time limit for the slow tests, in seconds. They usually take half a minute.
const SLOW: &str = "300";

/// The list of survivors that change no behaviour, each with its reason.
const REASONS: &str = "xtask/mutants.txt";

/// The options of `mutants`.
#[derive(clap::Args, Debug, PartialEq)]
pub struct Options {
    /// Files and folders to plant faults in; by default all of src/flow, src/address and src/glue
    #[arg(value_name = "FILE", value_parser = part)]
    parts: Vec<String>,
    /// Judge by the quick unit tests alone
    #[arg(long)]
    quick: bool,
}

/// Reads a file or folder to plant faults in.
fn part(text: &str) -> std::result::Result<String, String> {
    if ROOMS.iter().any(|room| text.starts_with(room)) {
        Ok(text.trim_end_matches('/').to_owned())
    } else {
        Err(format!("faults are planted only in {}", ROOMS.join(", ")))
    }
}

impl Options {
    /// The patterns of the files to plant faults in.
    fn patterns(&self) -> Vec<String> {
        let pattern = |part: &str| if part.ends_with(".rs") { part.to_owned() } else { format!("{part}/**/*.rs") };
        if self.parts.is_empty() {
            ROOMS.map(pattern).into()
        } else {
            self.parts.iter().map(|part| pattern(part)).collect()
        }
    }
}

/// Plants the faults and prints the survivors. Fails if a survivor has no reason in the list.
pub fn run(workspace: &mut Workspace, options: &Options) -> Result {
    install::for_mutants(workspace)?;
    let path = workspace.file(REASONS);
    let text = fs::read_to_string(&path).map_err(Failure::file("read", &path))?;
    let reasons = Reasons::parse(&text)?;

    let quick = workspace.target("mutants/quick");
    let mut planting = plant(workspace, &quick, QUICK)?;
    for pattern in options.patterns() {
        planting.args(["--file", &pattern]);
    }
    for file in ONLY_IN_BROWSERS {
        planting.args(["--exclude", file]);
    }
    planting.args(["--", "--lib", "--"]);
    for slow in SLOW_TESTS {
        planting.args(["--skip", slow]);
    }
    let judged = judged(&mut planting, &quick)?;
    if judged.planted == 0 {
        return Err(Failure::new(format!("no fault can be planted in {}", options.patterns().join(", "))));
    }
    let mut survivors = judged.survivors;
    let known = reasons.matching(&survivors).len();
    println!("\n{} survive the quick tests, {known} of them with a reason", survivors.len());

    if !options.quick && survivors.len() > known {
        survivors = reasons.unexplained(survivors);
        survivors = slow_tests(workspace, &survivors)?;
        survivors = judges::judge(workspace, survivors)?;
    }
    let unexplained = reasons.unexplained(survivors);
    println!("\n{} mutants: {} caught, {} do not compile", judged.planted, judged.caught, judged.unviable);
    if unexplained.is_empty() {
        println!("Every mutant is noticed, or {REASONS} gives the reason why it changes nothing.");
        return Ok(());
    }
    println!("These survive:\n");
    for mutant in &unexplained {
        println!("  {mutant}");
    }
    Err(Failure::new(format!(
        "{} mutants survive: add a test that notices each, or give the reason in {REASONS} why it changes nothing",
        unexplained.len()
    )))
}

/// Runs the slow unit tests for the survivors of the quick ones. Returns those that survive again.
fn slow_tests(workspace: &Workspace, survivors: &[Mutant]) -> Result<Vec<Mutant>> {
    if survivors.is_empty() {
        return Ok(Vec::new());
    }
    println!("\n=== the slow tests, for {} survivors", survivors.len());
    let output = workspace.target("mutants/slow");
    let mut planting = plant(workspace, &output, SLOW)?;
    for mutant in survivors {
        planting.args(["--re", &mutant.pattern(), "--file", mutant.file()]);
    }
    planting.env("CARGO_PROFILE_TEST_OPT_LEVEL", "1");
    planting.args(["--", "--lib", "--"]).args(SLOW_TESTS);
    Ok(judged(&mut planting, &output)?.survivors)
}

/// The command that plants faults and writes the results into the folder. `seconds` limits the tests of one mutant.
fn plant(workspace: &Workspace, output: &Path, seconds: &str) -> Result<Command> {
    workspace::empty_folder(output)?;
    let mut command =
        workspace.cargo("mutants --package express-checkout --no-default-features --no-config --no-times");
    command.args(["--jobs", "1", "--timeout", seconds, "--colors", "never", "--output"]).arg(output);
    // Debug information is not needed here, and compiling takes most of the time.
    command.env("CARGO_PROFILE_DEV_DEBUG", "0").env("CARGO_PROFILE_TEST_DEBUG", "0");
    Ok(command)
}

/// The results of the mutants.
struct Judged {
    planted: usize,
    caught: usize,
    unviable: usize,
    survivors: Vec<Mutant>,
}

/// Plants the faults and reads the results.
fn judged(planting: &mut Command, output: &Path) -> Result<Judged> {
    let status = planting.status().map_err(|error| workspace::cannot_start(planting, &error))?;
    // 2: some survived. 3: some exceeded the time limit, which counts as noticed.
    if !matches!(status.code(), Some(0 | 2 | 3)) {
        return Err(workspace::failed(planting, &status.to_string()));
    }
    let output = output.join("mutants.out");
    let lines = |name: &str| -> Result<Vec<String>> {
        let path: PathBuf = output.join(name);
        let text = fs::read_to_string(&path).map_err(Failure::file("read", &path))?;
        Ok(text.lines().map(str::to_owned).collect())
    };
    let (missed, unviable) = (lines("missed.txt")?, lines("unviable.txt")?.len());
    let caught = lines("caught.txt")?.len() + lines("timeout.txt")?.len();
    let survivors = missed.iter().map(|name| Mutant::read(name, &output)).collect::<Result<Vec<_>>>()?;
    Ok(Judged { planted: caught + unviable + survivors.len(), caught, unviable, survivors })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text of all Rust files below a folder.
    fn source(folder: &Path) -> String {
        let mut text = String::new();
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                text += &source(&path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                text += &fs::read_to_string(&path).unwrap();
            }
        }
        text
    }

    #[test]
    fn each_slow_test_exists() {
        let source = source(&Workspace::find().unwrap().file("src"));
        for name in SLOW_TESTS {
            assert!(source.contains(&format!("fn {name}")) || source.contains(&format!("mod {name};")), "{name}");
        }
    }

    #[test]
    fn a_folder_stands_for_all_its_files() {
        let patterns = |parts: &[&str]| {
            let parts = parts.iter().map(|text| part(text).unwrap()).collect();
            Options { parts, quick: false }.patterns()
        };
        assert_eq!(patterns(&[]), ["src/flow/**/*.rs", "src/address/**/*.rs", "src/glue/**/*.rs"]);
        assert_eq!(patterns(&["src/flow/step.rs", "src/glue/"]), ["src/flow/step.rs", "src/glue/**/*.rs"]);
    }
}
