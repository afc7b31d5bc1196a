//! `test`: all checks that a change must pass. The stages run one after the other, up to the first that fails.

mod count;
mod frameworks;

use std::fs;
use std::process::Command;
use std::time::{Duration, Instant};

use count::Count;

use crate::dist;
use crate::failure::{Failure, Result};
use crate::install::{self, Reached};
use crate::model;
use crate::package;
use crate::structure;
use crate::types;
use crate::workspace::{self, Workspace};

/// The crates that the pure rooms must not depend on.
const BROWSER_CRATES: [&str; 6] = ["js-sys", "web-sys", "wasm-bindgen", "yew", "gloo", "serde-wasm-bindgen"];

/// The builds whose documentation must have no warnings: the pure rooms, the public documentation of docs.rs, and
/// everything.
const DOCUMENTED: [&str; 3] = [
    "--no-default-features",
    "--no-default-features --features browser --target wasm32-unknown-unknown",
    "--all-features",
];

/// The options of `test`.
#[derive(clap::Args, Debug, PartialEq)]
pub struct Options {
    /// Run only this part, with the builds that it needs
    #[arg(value_enum)]
    part: Option<Part>,
    /// Run only the checks that need no browser
    #[arg(long, conflicts_with = "part")]
    quick: bool,
    /// Run all cases of the tests in real browsers that have many; do so before a release
    #[arg(long, conflicts_with = "quick")]
    long: bool,
    /// Repeat the tests in real browsers N times, up to the first failure: this finds rare failures
    #[arg(long, value_name = "N", default_value_t = 1, requires = "part")]
    rounds: u32,
    /// Arguments for the test programs, such as a part of a test's name
    #[arg(last = true)]
    filter: Vec<String>,
}

impl Options {
    /// Whether the projects with frameworks are built, which takes minutes. A filter that does not name their tests leaves them
    /// out.
    fn wants_frameworks(&self) -> bool {
        let names_tests = self.part == Some(Part::E2e) && self.filter.iter().any(|word| !word.starts_with('-'));
        !names_tests || self.filter.iter().any(|word| word.contains("frameworks"))
    }
}

/// A part of the tests that can be run alone.
#[derive(clap::ValueEnum, Clone, Copy, Debug, PartialEq)]
enum Part {
    /// The tests in real browsers
    E2e,
    /// Those of them that order from projects with frameworks and bundlers
    Frameworks,
    /// The TypeScript types, compiled in each framework
    Types,
}

/// Runs the chosen stages.
pub fn run(workspace: &mut Workspace, options: &Options) -> Result {
    let started = Instant::now();
    let mut count = Count::default();
    if options.part.is_none() {
        native(workspace, options, &mut count)?;
    }
    if options.part == Some(Part::Types) {
        stage("dist", || dist::run(workspace))?;
        typed(workspace, &mut count)?;
    } else if !options.quick {
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
    stage("the structure of the source", || structure::run(workspace))?;
    stage("the pure rooms stay pure", || pure(workspace))?;
    stage("tests of the pure rooms alone", || {
        count.run(with_filter(workspace.cargo("test --package express-checkout --no-default-features"), options))
    })?;
    stage("tests of all rooms", || count.run(with_filter(workspace.cargo("test --workspace --exclude e2e"), options)))?;
    stage("every state within small budgets", || model::run(workspace, &model::Options::default()))?;
    stage("trials against the sandbox", || cargo("run --quiet --release --package trials -- all"))?;
    stage("documentation", || {
        for build in DOCUMENTED {
            cargo(&format!("rustdoc --quiet --package express-checkout --lib {build} -- -D warnings"))?;
        }
        Ok(())
    })
}

/// The builds for the tests in real browsers, and these tests.
fn browser(workspace: &mut Workspace, options: &Options, count: &mut Count) -> Result {
    let mut browsers = install::for_browser_tests(workspace)?;
    if options.part.is_none() {
        stage("lints of the code for the browser", || {
            let lints = "clippy --package express-checkout --lib --target wasm32-unknown-unknown -- -D warnings";
            workspace::run(&mut workspace.cargo(lints))
        })?;
    }
    stage("dist", || dist::run(workspace))?;
    if options.part.is_none() {
        // After `dist`, which has written the files of the npm package and fetched the crates that only a browser needs.
        stage("the packages for npm and cargo", || {
            if package::check(workspace)? != Reached::Yes {
                count.skip("without npm's registry");
            }
            Ok(())
        })?;
        typed(workspace, count)?;
    }

    // Not into the folder of `trunk serve`, so that a running demo is not disturbed.
    let demo = workspace.target("e2e/demo");
    if options.part != Some(Part::Frameworks) {
        fs::create_dir_all(&demo).map_err(Failure::file("create", &demo))?;
        stage("demo", || workspace::run(workspace.command("trunk").arg("build").arg("--dist").arg(&demo)))?;
    }

    let pages = workspace.target("e2e/yew");
    for (package, module) in [("yew-page", "yew_page"), ("yew-storefront", "yew-storefront")] {
        stage(&format!("the Yew application {package}"), || {
            let build = format!("build --package {package} --target wasm32-unknown-unknown");
            workspace::run(&mut workspace.cargo(&build))?;
            let module = workspace.target(format!("wasm32-unknown-unknown/debug/{module}.wasm"));
            let mut bindgen = workspace.command("wasm-bindgen");
            bindgen.args(["--target", "web", "--no-typescript", "--out-dir"]).arg(&pages).arg(module);
            workspace::run(&mut bindgen)
        })?;
    }

    let mut projects = None;
    if options.wants_frameworks() {
        stage("the examples with frameworks and bundlers", || {
            projects = frameworks::build(workspace)?;
            Ok(())
        })?;
    }
    if projects.is_some() {
        browsers.features.push("frameworks");
    }

    if options.long {
        browsers.features.push("long");
    }

    for round in 1..=options.rounds {
        let tests = |again: &[String]| {
            let mut tests = workspace.cargo("test --package e2e");
            tests.arg("--features").arg(browsers.features.join(",")).envs(browsers.programs.iter().cloned());
            tests.envs(projects.iter().map(|folder| ("EC_FRAMEWORKS", folder)));
            tests.env("EC_DIST", workspace.file("dist")).env("EC_DEMO", &demo).env("EC_YEW", &pages);
            if again.is_empty() {
                // Two stories run at a time. The others wait, so that they take over the browsers.
                tests.env("RUST_TEST_THREADS", "4");
                return with_filter(tests, options);
            }
            tests.env("RUST_TEST_THREADS", "1").args(["--test", "stories", "--", "--exact"]).args(again);
            tests
        };
        if options.rounds == 1 {
            stage("tests in real browsers", || count.run_with_a_second_look(tests))?;
        } else {
            stage(&format!("tests in real browsers, round {round} of {}", options.rounds), || count.run(tests(&[])))?;
        }
    }
    Ok(())
}

/// Compiles the types of the package in each framework.
fn typed(workspace: &Workspace, count: &mut Count) -> Result {
    stage("the types in each framework", || {
        if types::check(workspace)? != Reached::Yes {
            count.skip("without npm's registry");
        }
        Ok(())
    })
}

/// Fails if the pure rooms depend on a crate that needs a browser.
fn pure(workspace: &Workspace) -> Result {
    let tree = "tree --package express-checkout --no-default-features --edges normal --target all --prefix none";
    let tree = workspace::output(&mut workspace.cargo(tree))?;
    match tree.lines().find(|line| BROWSER_CRATES.iter().any(|name| line.starts_with(name))) {
        None => Ok(()),
        Some(found) => Err(Failure::new(format!(
            "{found} is in the tree without default features: the pure rooms must compile without a browser \
             (cargo tree --no-default-features --edges normal --invert)"
        ))),
    }
}

/// Adds the arguments for the test programs.
fn with_filter(mut command: Command, options: &Options) -> Command {
    if !options.filter.is_empty() {
        command.arg("--").args(&options.filter);
    } else if options.part == Some(Part::Frameworks) {
        command.arg("--").arg("frameworks::");
    }
    command
}

/// Runs one stage. Prints its name and how long it took.
fn stage(name: &str, work: impl FnOnce() -> Result) -> Result {
    println!("\n=== {name}");
    let started = Instant::now();
    let result = work();
    let took = time(started.elapsed());
    result.map_err(|failure| Failure::new(format!("stage `{name}`, after {took}: {failure}")))?;
    println!("--- {name}: fine, {took}");
    Ok(())
}

/// A duration in minutes and seconds.
fn time(duration: Duration) -> String {
    match duration.as_secs() {
        seconds @ 0..60 => format!("{seconds} s"),
        seconds => format!("{} min {} s", seconds / 60, seconds % 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_duration_is_shown_in_minutes_and_seconds() {
        assert_eq!(time(Duration::from_millis(59_900)), "59 s");
        assert_eq!(time(Duration::from_secs(754)), "12 min 34 s");
    }
}
