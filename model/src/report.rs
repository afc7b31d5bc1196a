//! Explores, and says what was found.

use std::time::Instant;

use stateright::{Checker, Expectation, HasDiscoveries, Model, Path};

use crate::actions::Action;
use crate::bounds::Budget;
use crate::planted::Planted;
use crate::properties;
use crate::trial::Trial;
use crate::world::World;

/// How far is explored.
pub struct Tier {
    /// What may happen.
    pub budget: Budget,
    /// Fewer states than these would mean that the world was made too small.
    pub floor: usize,
}

/// Explores the flow as it is, then with each planted bug. All that is wrong is in the error.
pub fn run(tier: &Tier) -> Result<(), String> {
    let mut wrong = sound(tier);
    wrong.extend(planted(tier));
    if wrong.is_empty() { Ok(()) } else { Err(wrong.join("\n       ")) }
}

/// The flow as it is.
fn sound(tier: &Tier) -> Vec<String> {
    let begun = Instant::now();
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let trial = Trial::new(tier.budget, None).checker().threads(threads);
    let checker = trial.finish_when(HasDiscoveries::AnyFailures).spawn_bfs().join();
    let (states, discoveries) = (checker.unique_state_count(), checker.discoveries());

    let mut wrong = Vec::new();
    let mut violations = 0;
    for property in properties::all() {
        match (property.expectation, discoveries.get(property.name)) {
            (Expectation::Sometimes, None) => wrong.push(format!("never reached: {}", property.name)),
            (Expectation::Sometimes, Some(_)) | (_, None) => {}
            (_, Some(path)) => {
                violations += 1;
                wrong.push(format!("violated: {}", property.name));
                println!("{}:\n{}", property.name, told(path.clone()));
            }
        }
    }
    if states < tier.floor {
        wrong.push(format!("{states} states are fewer than {}", tier.floor));
    }
    println!("faults/clicks/reloads/edits/carts/tabs   unique states   seconds   violations");
    println!("{:38}   {states:13}   {:7.1}   {violations:10}", tier.budget.to_string(), begun.elapsed().as_secs_f32());
    wrong
}

/// Each planted bug, two at a time.
fn planted(tier: &Tier) -> Vec<String> {
    let mut wrong = Vec::new();
    println!("\nplanted bug            steps   states until then   what was violated");
    for pair in Planted::ALL.chunks(2) {
        let trial = |planted: &Planted| Trial::new(tier.budget, Some(*planted)).checker();
        let checkers = pair.iter().map(|bug| (bug, trial(bug).finish_when(HasDiscoveries::AnyFailures).spawn_bfs()));
        for (bug, checker) in checkers.collect::<Vec<_>>() {
            let checker = checker.join();
            let found = properties::all().into_iter().filter(|property| property.expectation == Expectation::Always);
            let found = found.filter_map(|property| Some((property.name, checker.discovery(property.name)?)));
            let shortest = found.map(|(name, path)| (path.into_actions().len(), name)).min();
            let (name, states) = (format!("{bug:?}"), checker.unique_state_count());
            match shortest {
                Some((steps, law)) => println!("{name:22} {steps:5}   {states:17}   {law}"),
                None => {
                    println!("{name:22}     -   {states:17}   nothing");
                    wrong.push(format!("a planted bug is not found: {name}"));
                }
            }
        }
    }
    println!("planted bugs found: {} of {}", Planted::ALL.len() - wrong.len(), Planted::ALL.len());
    wrong
}

/// A way through the world, one line for each step: where the tabs are, and what happened then.
fn told(path: Path<World, Action>) -> String {
    let line = |(world, action): (World, Option<Action>)| {
        let tabs: Vec<&str> = world.tabs.iter().map(|tab| tab.machine.name()).collect();
        let action = action.map_or_else(String::new, |action| format!("{action:?}"));
        format!("  {:36} {action}", tabs.join(", "))
    };
    path.into_vec().into_iter().map(line).collect::<Vec<_>>().join("\n")
}
