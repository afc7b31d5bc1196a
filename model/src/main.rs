//! The flow's machine, unchanged, in worlds that lose, delay, repeat and reorder whatever they can: every state that can
//! be reached within a budget is visited and judged.

mod actions;
mod bounds;
mod canonical;
mod fates;
mod planted;
mod pool;
mod properties;
mod report;
mod samples;
mod shop;
#[cfg(test)]
mod tests;
mod trial;
mod world;

use std::process::ExitCode;

use bounds::Budget;
use report::Tier;

/// What `model` says when it is not told what to do.
const USAGE: &str = "\
model check   visits every state within small budgets, and looks for planted bugs
model deep    the same within large budgets
";

/// Before every change, in less than a minute.
const CHECK: Tier = Tier { budgets: SMALL, hunts: SMALL, floor: 150_000 };

/// Each way in which things go wrong meets some of the others.
const SMALL: &[Budget] = &[
    Budget { faults: 1, clicks: 3, reloads: 1, edits: 0, carts: 0, tabs: 0 },
    Budget { faults: 1, clicks: 3, reloads: 0, edits: 1, carts: 1, tabs: 0 },
    Budget { faults: 1, clicks: 4, reloads: 0, edits: 0, carts: 0, tabs: 1 },
    Budget { faults: 0, clicks: 3, reloads: 1, edits: 0, carts: 0, tabs: 1 },
    Budget { faults: 2, clicks: 4, reloads: 0, edits: 0, carts: 0, tabs: 0 },
];

/// Before a release, in some minutes: each meets most of the others.
const DEEP: Tier = Tier {
    budgets: &[
        Budget { faults: 1, clicks: 3, reloads: 1, edits: 0, carts: 0, tabs: 1 },
        Budget { faults: 1, clicks: 4, reloads: 0, edits: 1, carts: 0, tabs: 1 },
        Budget { faults: 1, clicks: 3, reloads: 0, edits: 1, carts: 1, tabs: 1 },
        Budget { faults: 2, clicks: 3, reloads: 1, edits: 1, carts: 0, tabs: 0 },
    ],
    hunts: SMALL,
    floor: 8_000_000,
};

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let tier = match words.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
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
