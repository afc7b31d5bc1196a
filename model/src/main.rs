//! The flow's machine, unchanged, in worlds that lose, delay, repeat and reorder whatever they can: every state that can
//! be reached within a budget is visited and judged.

mod actions;
mod bounds;
mod canonical;
mod planted;
mod pool;
mod properties;
mod report;
mod samples;
mod shop;
mod trial;
mod world;

use std::process::ExitCode;

use bounds::Budget;
use report::Tier;

/// Before every change.
const CHECK: Tier =
    Tier { budget: Budget { faults: 2, clicks: 4, reloads: 1, edits: 1, carts: 1, tabs: 1 }, floor: 150_000 };

/// Before a release.
const DEEP: Tier =
    Tier { budget: Budget { faults: 3, clicks: 5, reloads: 1, edits: 1, carts: 1, tabs: 1 }, floor: 8_000_000 };

fn main() -> ExitCode {
    let word = std::env::args().nth(1);
    let tier = match word.as_deref() {
        Some("check") => CHECK,
        Some("deep") => DEEP,
        _ => {
            eprintln!(
                "model check   visits every state within a small budget, and looks for planted bugs\nmodel deep    the same with a large budget"
            );
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
