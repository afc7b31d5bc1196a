//! The flow's machine, unchanged, in worlds that lose, delay, repeat and reorder whatever they can: every state that can
//! be reached within a budget is visited and judged.

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

use report::Tier;
use scenarios::{LARGE, SMALL};

/// What `model` says when it is not told what to do.
const USAGE: &str = "\
model check   visits every state within small budgets, and looks for planted bugs
model deep    the same within large budgets
";

/// Before every change, in some three minutes.
const CHECK: Tier = Tier { scenarios: SMALL, hunts: SMALL, floor: 3_000_000 };

/// Before a release.
const DEEP: Tier = Tier { scenarios: LARGE, hunts: SMALL, floor: 8_000_000 };

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let tier = match words.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["survey", name] => {
            report::survey(SMALL, name);
            return ExitCode::SUCCESS;
        }
        ["survey"] => {
            report::survey(SMALL, "");
            return ExitCode::SUCCESS;
        }
        ["hunt"] => {
            return match report::hunt(&CHECK) {
                Ok(()) => ExitCode::SUCCESS,
                Err(reasons) => {
                    eprintln!("{reasons}");
                    ExitCode::FAILURE
                }
            };
        }
        ["check"] => CHECK,
        ["deep"] => DEEP,
        _ => {
            eprint!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    match report::run(&tier) {
        Ok(()) => ExitCode::SUCCESS,
        Err(reasons) => {
            eprintln!("\nerror: {reasons}");
            ExitCode::FAILURE
        }
    }
}
