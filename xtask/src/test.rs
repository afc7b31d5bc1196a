//! `test`: everything that must hold before a change lands, one stage after the other, up to the first that fails.

mod count;

use std::fs;
use std::process::Command;
use std::time::{Duration, Instant};

use count::Count;

use crate::dist;
use crate::failure::{Failure, Result};
use crate::install;
use crate::model::{self, Tier};
use crate::workspace::{self, Workspace};

/// Names of crates that must not be below the pure rooms.
const BROWSER_CRATES: [&str; 6] = ["js-sys", "web-sys", "wasm-bindgen", "yew", "gloo", "serde-wasm-bindgen"];

/// Which tests are run.
#[derive(Debug, PartialEq, Clone, Copy)]
enum Scope {
    Everything,
    Quick,
    Browser,
}

/// What can be chosen about the tests.
#[derive(Debug, PartialEq)]
pub struct Options {
    scope: Scope,
    /// How often the tests in a browser are run: whatever fails once in a while is found that way.
    rounds: u32,
    /// Arguments of the test programs, such as a part of a test's name.
    filter: Vec<String>,
}

impl Options {
    /// Reads the options of `test`.
    pub fn parse(arguments: &[String]) -> Result<Self> {
        let end = arguments.iter().position(|argument| argument == "--").unwrap_or(arguments.len());
        let given = arguments[..end].iter().map(String::as_str).collect::<Vec<_>>();
        let unknown = || Failure::Usage(format!("`test` does not know `{}`", given.join(" ")));
        let (scope, rounds) = match given.as_slice() {
            [] => (Scope::Everything, 1),
            ["--quick"] => (Scope::Quick, 1),
            ["e2e"] => (Scope::Browser, 1),
            ["e2e", "--rounds", rounds] => (Scope::Browser, rounds.parse().map_err(|_| unknown())?),
            _ => return Err(unknown()),
        };
        Ok(Self { scope, rounds, filter: arguments.iter().skip(end + 1).cloned().collect() })
    }
}

/// Runs the stages of the chosen scope.
pub fn run(workspace: &mut Workspace, options: &Options) -> Result {
    let started = Instant::now();
    let mut count = Count::default();
    if options.scope != Scope::Browser {
        native(workspace, options, &mut count)?;
    }
    if options.scope != Scope::Quick {
        browser(workspace, options, &mut count)?;
    }
    println!("\n{count}, in {}", time(started.elapsed()));
    Ok(())
}

/// The stages that need no browser.
fn native(workspace: &mut Workspace, options: &Options, count: &mut Count) -> Result {
    install::for_quick_tests(workspace)?;
    let cargo = |arguments: &str| workspace::run(&mut workspace.cargo(arguments));
    stage("format", || cargo("fmt --all --check"))?;
    stage("lints", || cargo("clippy --workspace --all-targets -- -D warnings"))?;
    stage("the pure rooms stay pure", || pure(workspace))?;
    stage("tests of the pure rooms alone", || {
        count.run(with_filter(workspace.cargo("test --package express-checkout --no-default-features"), options))
    })?;
    stage("tests of all rooms", || count.run(with_filter(workspace.cargo("test --workspace --exclude e2e"), options)))?;
    stage("every state within small budgets", || model::run(workspace, Tier::Check))?;
    stage("trials against the sandbox", || cargo("run --quiet --release --package trials -- all"))?;
    stage("documentation", || cargo("rustdoc --package express-checkout --lib -- -D warnings"))
}

/// The stages that lead to the tests in a browser, and those tests.
fn browser(workspace: &mut Workspace, options: &Options, count: &mut Count) -> Result {
    let browsers = install::for_browser_tests(workspace)?;
    if options.scope == Scope::Everything {
        stage("lints of the code for the browser", || {
            let lints = "clippy --package express-checkout --lib --target wasm32-unknown-unknown -- -D warnings";
            workspace::run(&mut workspace.cargo(lints))
        })?;
    }
    stage("dist", || dist::run(workspace))?;

    // Beside the folder that `trunk serve` uses, so that a running demo is not disturbed.
    let demo = workspace.target("e2e/demo");
    fs::create_dir_all(&demo).map_err(Failure::file("create", &demo))?;
    stage("demo", || workspace::run(workspace.command("trunk").arg("build").arg("--dist").arg(&demo)))?;

    let page = workspace.target("e2e/yew");
    stage("a page that is a Yew application", || {
        workspace::run(&mut workspace.cargo("build --package yew-page --target wasm32-unknown-unknown"))?;
        let module = workspace.target("wasm32-unknown-unknown/debug/yew_page.wasm");
        let mut bindgen = workspace.command("wasm-bindgen");
        bindgen.args(["--target", "web", "--no-typescript", "--out-dir"]).arg(&page).arg(module);
        workspace::run(&mut bindgen)
    })?;

    for round in 1..=options.rounds {
        let mut tests = workspace.cargo("test --package e2e");
        tests.arg("--features").arg(browsers.features.join(",")).envs(browsers.programs.iter().cloned());
        tests.env("EC_DIST", workspace.file("dist")).env("EC_DEMO", &demo).env("EC_YEW", &page);
        let tests = with_filter(tests, options);
        let name = if options.rounds == 1 { String::new() } else { format!(", round {round} of {}", options.rounds) };
        stage(&format!("tests in real browsers{name}"), || count.run(tests))?;
    }
    Ok(())
}

/// Fails when a crate that needs a browser is below the pure rooms.
fn pure(workspace: &Workspace) -> Result {
    let tree = "tree --package express-checkout --no-default-features --edges normal --target all --prefix none";
    let tree = workspace::output(&mut workspace.cargo(tree))?;
    match tree.lines().find(|line| BROWSER_CRATES.iter().any(|name| line.starts_with(name))) {
        None => Ok(()),
        Some(found) => Err(Failure::work(format!(
            "{found} is in the tree without default features: the pure rooms must compile without a browser \
             (cargo tree --no-default-features --edges normal --invert)"
        ))),
    }
}

/// Adds what the test programs are to be told.
fn with_filter(mut command: Command, options: &Options) -> Command {
    if !options.filter.is_empty() {
        command.arg("--").args(&options.filter);
    }
    command
}

/// Runs one stage: says what begins, and how long it took.
fn stage(name: &str, work: impl FnOnce() -> Result) -> Result {
    println!("\n=== {name}");
    let started = Instant::now();
    let result = work();
    let took = time(started.elapsed());
    match result {
        Ok(()) => {
            println!("--- {name}: fine, {took}");
            Ok(())
        }
        Err(Failure::Work(message)) => Err(Failure::Work(format!("stage `{name}`, after {took}: {message}"))),
        Err(usage) => Err(usage),
    }
}

/// A time that a person can read.
fn time(duration: Duration) -> String {
    match duration.as_secs() {
        seconds @ 0..60 => format!("{seconds} s"),
        seconds => format!("{} min {} s", seconds / 60, seconds % 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(line: &str) -> Result<Options> {
        Options::parse(&line.split_whitespace().map(str::to_owned).collect::<Vec<_>>())
    }

    #[test]
    fn options_are_read() {
        assert_eq!(parse("").unwrap(), Options { scope: Scope::Everything, rounds: 1, filter: vec![] });
        assert_eq!(parse("--quick").unwrap().scope, Scope::Quick);
        assert_eq!(parse("e2e -- prefill --nocapture").unwrap().filter, ["prefill", "--nocapture"]);
        assert_eq!(parse("e2e --rounds 20 -- cells").unwrap().rounds, 20);
        for nonsense in ["slowly", "e2e --rounds", "e2e --rounds often", "--quick --rounds 2"] {
            assert!(matches!(parse(nonsense), Err(Failure::Usage(_))), "{nonsense}");
        }
    }

    #[test]
    fn times_are_readable() {
        assert_eq!(time(Duration::from_millis(59_900)), "59 s");
        assert_eq!(time(Duration::from_secs(754)), "12 min 34 s");
    }
}
