//! Trials: the real flow and the real readers of Glue's answers, played against the sandbox in one process.
//!
//! `matrix` plays every fault at every step, `runs` plays random shoppers and faults, `fuzz` reads damaged payloads.
//! The same seed always gives the same run.

mod chance;
mod conditions;
mod fuzz;
mod matrix;
mod observations;
mod page;
mod parallel;
mod provider;
mod rules;
mod runs;
mod schedule;
mod shop;
mod shopper;
mod wire;
mod world;

use std::process::ExitCode;

use clap::Parser;

/// Run the checkout against the sandbox in one process. The same seed always gives the same run.
#[derive(Parser, Debug, PartialEq)]
#[command(bin_name = "trials")]
enum Command {
    /// Play every fault at every step, and compare each outcome with the expected one
    Matrix,
    /// Play runs with random faults, one for each seed
    Runs {
        /// How many
        #[arg(default_value_t = RUNS)]
        count: u64,
    },
    /// Play one of the runs again, and print every step
    Seed {
        /// The run's seed
        seed: u64,
    },
    /// Read damaged payloads
    Fuzz {
        /// How many
        #[arg(default_value_t = PAYLOADS)]
        count: u64,
    },
    /// Play one of the checkouts with damaged answers again, and print every step
    Lies {
        /// The checkout's seed
        seed: u64,
    },
    /// Run matrix, runs and fuzz
    All,
}

/// How many seeded runs are played by default.
const RUNS: u64 = 10_000;

/// How many damaged payloads are read by default.
const PAYLOADS: u64 = 1_000_000;

fn main() -> ExitCode {
    parallel::tell_where_it_panicked();
    let is_fine = match Command::parse() {
        Command::Matrix => matrix::report(),
        Command::Runs { count } => runs::report(count),
        Command::Seed { seed } => runs::replay(seed, 0),
        Command::Fuzz { count } => fuzz::report(count),
        Command::Lies { seed } => runs::replay(seed, fuzz::LIES),
        // All three, even if an earlier one fails.
        Command::All => matrix::report() & runs::report(RUNS) & fuzz::report(PAYLOADS),
    };
    if is_fine { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_read() {
        let parse = |line: &str| Command::try_parse_from(["trials"].into_iter().chain(line.split_whitespace())).ok();
        assert_eq!(parse("runs"), Some(Command::Runs { count: 10_000 }));
        assert_eq!(parse("runs 7"), Some(Command::Runs { count: 7 }));
        assert_eq!(parse("seed 12"), Some(Command::Seed { seed: 12 }));
        for wrong in ["", "runs many", "seed", "lies", "matrix 3"] {
            assert_eq!(parse(wrong), None, "{wrong}");
        }
    }
}
