//! The commands for building and testing this workspace. `cargo xtask help` lists them. Each file here is one command, or
//! something that several commands need.

#![cfg_attr(test, allow(clippy::unwrap_used))]

mod bench;
mod bindgen;
mod content;
mod demo;
mod dist;
#[cfg(test)]
mod documents;
mod failure;
mod install;
mod languages;
mod look;
mod model;
mod mutants;
mod package;
mod size;
#[cfg(test)]
mod snippets;
mod stamp;
mod structure;
mod test;
mod types;
mod version;
mod workspace;

use std::process::ExitCode;

use clap::Parser;
use failure::Result;
use workspace::Workspace;

/// Build, test and serve the express-checkout element.
#[derive(Parser, Debug, PartialEq)]
#[command(
    bin_name = "cargo xtask",
    after_help = "A command installs the programs that it needs and does not find. It announces each installation first."
)]
enum Command {
    /// Serve the demo shop, and rebuild it when a file changes
    Demo(demo::Options),
    /// Run all checks: format, lints, unit tests, documentation, dist, tests in real browsers
    Test(test::Options),
    /// Explore every state of the flow that is reachable under faults, within a budget
    Model(model::Options),
    /// Plant small faults in flow, address and glue, and fail on each that no test, model or trial notices
    Mutants(mutants::Options),
    /// Write the shippable files to dist/, and fail when they exceed the size budget
    Dist,
    /// Show what is in the shipped modules, and what differs from docs/size.md
    Size(size::Options),
    /// Make the packages for npm and cargo, check them, and print the script tag with its hashes
    Package(package::Options),
    /// Set a new version everywhere, and give the unreleased changes its number and date
    Version(version::Options),
    /// Take pictures of every state and of the demo's pages, into target/look/
    Look(look::Options),
    /// Measure the element in a real browser, beside a page written by hand and a React application
    Bench(bench::Options),
    /// Check which module uses which, the length of files, and other rules of the source's layout
    Structure,
    /// Finish a build of the demo; trunk runs this command
    Stamp,
}

fn main() -> ExitCode {
    match run(&Command::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("\nerror: {failure}");
            ExitCode::FAILURE
        }
    }
}

/// Runs the command.
fn run(command: &Command) -> Result {
    let mut workspace = Workspace::find()?;
    match command {
        Command::Demo(options) => demo::run(&mut workspace, options),
        Command::Test(options) => test::run(&mut workspace, options),
        Command::Model(options) => model::run(&workspace, options),
        Command::Mutants(options) => mutants::run(&mut workspace, options),
        Command::Dist => dist::run(&mut workspace),
        Command::Size(options) => size::run(&mut workspace, options),
        Command::Package(options) => package::run(&mut workspace, options),
        Command::Version(options) => version::run(&workspace, options),
        Command::Look(options) => look::run(&mut workspace, options),
        Command::Bench(options) => bench::run(&mut workspace, options),
        Command::Structure => structure::run(&workspace),
        Command::Stamp => stamp::run(&mut workspace),
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_definition_of_the_command_line_has_no_contradiction() {
        Command::command().debug_assert();
    }

    #[test]
    fn each_documented_command_line_is_accepted() {
        for line in [
            "demo",
            "demo --port 9000 --release",
            "test",
            "test -- prefill",
            "test --quick",
            "test e2e",
            "test e2e -- prefill --nocapture",
            "test frameworks",
            "test e2e --rounds 20 -- cells",
            "test e2e --long",
            "model",
            "model --deep",
            "mutants",
            "mutants --quick src/flow/step.rs src/glue/",
            "dist",
            "size",
            "size --built --write",
            "package",
            "package --built --folder https://cdn.example/express-checkout",
            "package --twice",
            "version 0.2.0 2026-12-01",
            "look",
            "look --built --only review",
            "bench",
            "bench --built --write",
            "bench --quick paint lost",
            "structure",
            "stamp",
        ] {
            assert!(parse(line).is_ok(), "{line}");
        }
    }

    #[test]
    fn a_wrong_command_line_is_refused() {
        for line in [
            "",
            "serve",
            "dist --fast",
            "package --fast",
            "version",
            "version 0.2.0",
            "version 0.2 2026-12-01",
            "version 0.2.0 1.12.2026",
            "demo --port",
            "demo --port x",
            "demo --port 0",
            "demo --port 70000",
            "test slowly",
            "test prefill",
            "test e2e --rounds",
            "test e2e --rounds often",
            "test --rounds 2",
            "test --quick e2e",
            "test --quick --long",
            "bench paint --write",
            "model --far",
            "look --only",
            "mutants --slow",
            "mutants src/ui",
            "mutants flow",
        ] {
            assert!(parse(line).is_err(), "{line}");
        }
    }

    fn parse(line: &str) -> std::result::Result<Command, clap::Error> {
        Command::try_parse_from(["xtask"].into_iter().chain(line.split_whitespace()))
    }
}
