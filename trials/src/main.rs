//! The checkout on trial: the real flow and the real readers of Glue's answers, played against the sandbox in one process.
//!
//! `matrix` plays every fault at every step, `runs` lets chance play, `fuzz` spoils payloads. All of it is repeatable: the
//! same seed gives the same.

mod agenda;
mod chance;
mod crew;
mod diary;
mod fuzz;
mod matrix;
mod page;
mod provider;
mod rules;
mod runs;
mod shop;
mod shopper;
mod weather;
mod wire;
mod world;

use std::process::ExitCode;

const USAGE: &str = "\
cargo run --release -p trials -- <command>

  matrix     every fault at every step, each cell with its expected outcome
  runs [N]   N seeded runs, 10,000 by default
  seed N     one of them again, with all that happened
  fuzz [N]   N spoiled payloads, 1,000,000 by default
  lies N     one of the checkouts again whose answers were spoiled
  all        matrix, runs and fuzz
";

fn main() -> ExitCode {
    crew::tell_where_it_panicked();
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let is_fine = match words.as_slice() {
        ["matrix"] => matrix::report(),
        ["runs"] => runs::report(10_000),
        ["runs", count] => count.parse().is_ok_and(runs::report),
        ["seed", seed] => seed.parse().is_ok_and(|seed| runs::replay(seed, 0)),
        ["lies", seed] => seed.parse().is_ok_and(|seed| runs::replay(seed, fuzz::LIES)),
        ["fuzz"] => fuzz::report(1_000_000),
        ["fuzz", count] => count.parse().is_ok_and(fuzz::report),
        ["all"] => matrix::report() & runs::report(10_000) & fuzz::report(1_000_000),
        _ => {
            eprint!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    if is_fine { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
