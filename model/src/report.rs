//! Runs the explorations and prints the results.

use std::time::Instant;

use stateright::{Checker, Expectation, HasDiscoveries, Model, Path};

use crate::actions::Action;
use crate::bounds::Scenario;
use crate::planted::Planted;
use crate::properties;
use crate::trial::Trial;
use crate::world::World;

/// A set of explorations.
pub struct Tier {
    /// The explorations of the real flow.
    pub scenarios: &'static [Scenario],
    /// The explorations with planted bugs.
    pub hunts: &'static [Scenario],
    /// The least number of states. Fewer mean that the worlds became too small.
    pub floor: usize,
}

/// Explores the real flow, then the flow with each planted bug. The error lists everything that is wrong.
pub fn run(tier: &Tier) -> Result<(), String> {
    let mut wrong = sound(tier);
    wrong.extend(planted(tier));
    if wrong.is_empty() { Ok(()) } else { Err(wrong.join("\n       ")) }
}

/// Looks for the planted bugs alone.
pub fn hunt(tier: &Tier) -> Result<(), String> {
    let wrong = planted(tier);
    if wrong.is_empty() { Ok(()) } else { Err(wrong.join("\n       ")) }
}

/// Explores the real flow.
fn sound(tier: &Tier) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut total = 0;
    let mut never: Vec<&str> = names(Expectation::Sometimes).collect();
    println!("{:<22} {:<40} unique states   seconds   violations", "scenario", "budget");
    for scenario in tier.scenarios {
        let begun = Instant::now();
        let threads = std::thread::available_parallelism().map_or(1, usize::from);
        let checker = Trial::new(*scenario, None).checker().threads(threads);
        let checker = checker.finish_when(HasDiscoveries::AnyFailures).spawn_bfs().join();
        let found = checker.discoveries();
        never.retain(|name| !found.contains_key(name));
        let violated: Vec<_> = names(Expectation::Always).filter_map(|name| found.get_key_value(name)).collect();
        let (states, seconds) = (checker.unique_state_count(), begun.elapsed().as_secs_f32());
        println!(
            "{:<22} {:<40} {states:13}   {seconds:7.1}   {:10}",
            scenario.name,
            scenario.budget.to_string(),
            violated.len()
        );
        for (name, path) in violated {
            println!("{name}:\n{}", described(path.clone()));
            wrong.push(format!("violated within {}: {name}", scenario.name));
        }
        total += states;
    }
    println!("{:<63} {total:13}", "altogether");
    wrong.extend(never.into_iter().map(|name| format!("never reached: {name}")));
    if total < tier.floor {
        wrong.push(format!("{total} states are fewer than {}", tier.floor));
    }
    wrong
}

/// Prints every broken law of each world of the named scenario, or of all scenarios, with the shortest way to it.
pub fn survey(scenarios: &[Scenario], name: Option<&str>) {
    for scenario in scenarios.iter().filter(|scenario| name.is_none_or(|name| scenario.name == name)) {
        for setup in scenario.setups {
            let alone = || Trial::only(*scenario, *setup, None).checker().threads(2);
            let found = alone().finish_when(HasDiscoveries::AllFailures).spawn_bfs().join();
            let laws: Vec<_> = names(Expectation::Always).filter(|law| found.discovery(law).is_some()).collect();
            println!(
                "{} / {}: {} states, {} laws broken",
                scenario.name,
                setup.name,
                found.unique_state_count(),
                laws.len()
            );
            for law in laws {
                let first = alone().finish_when(HasDiscoveries::AnyOf([law].into())).spawn_bfs().join();
                if let Some(path) = first.discovery(law) {
                    println!("{law}:\n{}\n", described(path));
                }
            }
        }
    }
}

/// Explores the flow with each planted bug, in parallel.
fn planted(tier: &Tier) -> Vec<String> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    println!("\nplanted bug            steps   where                                    what is violated");
    let mut wrong = Vec::new();
    for bugs in Planted::ALL.chunks(threads) {
        let finds = std::thread::scope(|scope| {
            let hunts: Vec<_> = bugs.iter().map(|bug| scope.spawn(|| find(tier, bug))).collect();
            hunts.into_iter().map(|hunt| hunt.join().ok().flatten()).collect::<Vec<_>>()
        });
        for ((bug, scenario, setup), found) in bugs.iter().zip(finds) {
            let (name, place) = (format!("{bug:?}"), format!("{scenario} / {setup}"));
            match found {
                Some((steps, law)) => println!("{name:22} {steps:5}   {place:<38}   {law}"),
                None => wrong.push(format!("a planted bug is not found: {name} in {place}")),
            }
        }
    }
    println!("planted bugs found: {} of {}", Planted::ALL.len() - wrong.len(), Planted::ALL.len());
    wrong
}

/// The shortest way to a violation, and the broken law.
fn find(tier: &Tier, (bug, scenario, setup): &(Planted, &str, &str)) -> Option<(usize, &'static str)> {
    let scenario = tier.hunts.iter().find(|known| known.name == *scenario)?;
    let setup = scenario.setups.iter().find(|known| known.name == *setup)?;
    let checker = Trial::only(*scenario, *setup, Some(*bug)).checker();
    let found = checker.finish_when(HasDiscoveries::AnyFailures).spawn_bfs().join();
    let lengths = names(Expectation::Always).filter_map(|law| Some((found.discovery(law)?.into_actions().len(), law)));
    lengths.min()
}

/// The names of the properties of a kind.
fn names(expectation: Expectation) -> impl Iterator<Item = &'static str> {
    properties::all()
        .into_iter()
        .filter(move |property| property.expectation == expectation)
        .map(|property| property.name)
}

/// A path through the world, one line for each step: the states of the elements, and the next action.
fn described(path: Path<World, Action>) -> String {
    let line = |(world, action): (World, Option<Action>)| {
        let names: Vec<&str> = world.elements.iter().map(|element| element.machine.name()).collect();
        let action = action.map_or_else(String::new, |action| format!("{action:?}"));
        format!("  {:36} {action}", names.join(", "))
    };
    path.into_vec().into_iter().map(line).collect::<Vec<_>>().join("\n")
}
