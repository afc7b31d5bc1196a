//! The one command of this workspace. `cargo xtask help` lists what it does; each file here is one command or one thing
//! that several of them need.

#![cfg_attr(test, allow(clippy::unwrap_used))]

mod bench;
mod bindgen;
mod demo;
mod dist;
#[cfg(test)]
mod documents;
mod failure;
mod install;
mod model;
mod mutants;
mod names;
mod package;
mod size;
mod stamp;
mod test;
mod workspace;

use std::process::ExitCode;

use failure::{Failure, Result};
use workspace::Workspace;

/// What `help` prints.
const USAGE: &str = "\
cargo xtask <command>

  demo [--port N] [--release]   serve the demo shop, by default on port 8080, and rebuild it when a file changes
  test [-- FILTER]              everything: format, lints, unit tests, documentation, dist, tests in real browsers
  test --quick                  only what needs no browser
  test e2e [-- FILTER]          only the tests in real browsers, with what they need
  test e2e --rounds N [-- …]    the same N times, up to the first failure; `-- cells` for the fault matrix
  model [--deep]                every state of the flow that can be reached while things go wrong, within a budget
  mutants [FILE…] [--quick]     small faults in flow, address and glue: each must be noticed by tests, model or trials
  dist                          write the shippable files to dist/, and fail when they outgrow the size budget
  bench                         how long the review of a large cart takes, in a real browser
  stamp                         finish a build of the demo; trunk calls it by itself
  help                          this list

What a command needs and does not find is installed; each installation is announced first.
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure::Usage(message)) => {
            eprintln!("error: {message}\n\n{USAGE}");
            ExitCode::from(2)
        }
        Err(Failure::Work(message)) => {
            eprintln!("\nerror: {message}");
            ExitCode::FAILURE
        }
    }
}

/// Runs the command that the arguments name.
fn run(arguments: &[String]) -> Result {
    let (command, options) = arguments.split_first().map_or(("help", arguments), |(first, rest)| (first, rest));
    let mut workspace = Workspace::find()?;
    match command {
        "demo" => demo::run(&mut workspace, &demo::Options::parse(options)?),
        "test" => test::run(&mut workspace, &test::Options::parse(options)?),
        "model" => model::run(&workspace, model::Tier::parse(options)?),
        "mutants" => mutants::run(&mut workspace, &mutants::Options::parse(options)?),
        "dist" => no_options("dist", options).and_then(|()| dist::run(&mut workspace)),
        "bench" => no_options("bench", options).and_then(|()| bench::run(&mut workspace)),
        "stamp" => no_options("stamp", options).and_then(|()| stamp::run(&mut workspace)),
        "help" | "--help" | "-h" => {
            print!("{USAGE}");
            Ok(())
        }
        unknown => Err(Failure::Usage(format!("there is no command `{unknown}`"))),
    }
}

/// Refuses options where a command has none.
fn no_options(command: &str, options: &[String]) -> Result {
    match options.first() {
        None => Ok(()),
        Some(option) => Err(Failure::Usage(format!("`{command}` has no option `{option}`"))),
    }
}
