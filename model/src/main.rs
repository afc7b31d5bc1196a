//! A model of the flow: the real state machine in worlds that lose, delay, repeat and reorder answers. Every state that can
//! be reached within a budget is visited and checked.

mod actions;
mod ask;
mod bounds;
mod canonical;
mod deeds;
mod fates;
mod laws;
mod planted;
mod pool;
mod properties;
mod report;
mod samples;
mod scenarios;
mod shop;
mod storage;
#[cfg(test)]
mod tests;
mod trial;
mod world;

use std::process::ExitCode;

use clap::Parser;
use report::Tier;
use scenarios::{LARGE, SMALL};

/// Explore the flow's state machine in worlds that lose, delay, repeat and reorder answers.
#[derive(Parser)]
#[command(bin_name = "model")]
enum Command {
    /// Visit every state within small budgets, and look for the planted bugs
    Check,
    /// The same within large budgets
    Deep,
    /// Look only for the planted bugs
    Hunt,
    /// List every broken law of each world, with the shortest way to it
    Survey {
        /// The scenario to look at; by default all of them
        scenario: Option<String>,
    },
}

/// Before every change, in some three minutes.
const CHECK: Tier = Tier { scenarios: SMALL, hunts: SMALL, floor: 3_000_000 };

/// Before a release.
const DEEP: Tier = Tier { scenarios: LARGE, hunts: SMALL, floor: 8_000_000 };

fn main() -> ExitCode {
    let result = match Command::parse() {
        Command::Check => report::run(&CHECK),
        Command::Deep => report::run(&DEEP),
        Command::Hunt => report::hunt(&CHECK),
        Command::Survey { scenario } => {
            report::survey(SMALL, scenario.as_deref());
            Ok(())
        }
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(reasons) => {
            eprintln!("\nerror: {reasons}");
            ExitCode::FAILURE
        }
    }
}

#[cfg(test)]
mod command_line {
    use clap::CommandFactory;

    #[test]
    fn the_definition_of_the_command_line_has_no_contradiction() {
        super::Command::command().debug_assert();
    }
}
