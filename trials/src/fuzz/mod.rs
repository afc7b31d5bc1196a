//! `fuzz`: reads millions of damaged payloads and checks for panics, invented values, texts of the shop in failures,
//! and wrong requests.

mod answers;
mod corpus;
mod entries;
mod mutate;

pub use mutate::spoiled;

use crate::chance::Chance;
use crate::parallel;
use crate::runs;
use corpus::Samples;
use express_checkout::flow::State;
use express_checkout::json::Json;
use std::collections::BTreeMap;
use std::time::Instant;

/// After every so many payloads, a whole checkout is played with a damaged storage entry or with damaged answers.
const PLAYED_FOR: u64 = 500;

/// In these checkouts one answer in so many is damaged.
pub const LIES: usize = 6;

/// The results of many payloads.
#[derive(Default)]
struct Counts {
    /// The counts by resource, and by the result of reading or by the state afterwards.
    by: BTreeMap<(&'static str, &'static str), u64>,
    wrong: Vec<String>,
}

impl Counts {
    fn count(&mut self, row: &'static str, column: &'static str) {
        *self.by.entry((row, column)).or_default() += 1;
    }
}

/// Reads `count` damaged payloads and prints the results. True if no rule was broken.
pub fn report(count: u64) -> bool {
    let begun = Instant::now();
    let samples = match corpus::samples() {
        Ok(samples) => samples,
        Err(error) => {
            println!("{error}");
            return false;
        }
    };
    let entries = entries::entries(&samples);
    // A checkout before its first event.
    let fresh = State::new(samples[0].stages[0].state.config().clone());
    let played = count / PLAYED_FOR;
    let all = parallel::share(count + played, |number, counts: &mut Counts| {
        let mut chance = Chance::new(number);
        parallel::tries(|text| text.push_str(&format!("payload {number}")));
        let result = if number >= count {
            play(&entries, number, &mut chance, counts)
        } else {
            try_one(&samples, &entries, &fresh, &mut chance, counts)
        };
        if let Err(wrong) = result {
            counts.wrong.push(format!("payload {number}: {wrong}"));
        }
    });
    let mut sum = Counts::default();
    for counts in all {
        counts.by.into_iter().for_each(|(key, times)| *sum.by.entry(key).or_default() += times);
        sum.wrong.extend(counts.wrong);
    }
    print(&sum);
    sum.wrong.iter().take(20).for_each(|line| println!("FAIL {line}"));
    println!("{count} damaged payloads and {played} damaged checkouts in {:.1} s", begun.elapsed().as_secs_f32());
    println!("{} went wrong", sum.wrong.len());
    sum.wrong.is_empty()
}

/// Plays a whole checkout.
fn play(entries: &[Json], number: u64, chance: &mut Chance, counts: &mut Counts) -> Result<(), String> {
    if chance.once_in(2) {
        return entries::play(entries, chance).map(|end| counts.count("played with damaged storage", end));
    }
    let (world, end) = runs::run(number, LIES, false);
    match world.observed.broken {
        Some(broken) => Err(broken),
        None => {
            counts.count("played with damaged answers", end.map_or("stopped", |_| "ended"));
            Ok(())
        }
    }
}

fn try_one(
    samples: &[Samples],
    entries: &[Json],
    fresh: &State,
    chance: &mut Chance,
    counts: &mut Counts,
) -> Result<(), String> {
    let row = chance.below(samples.len() + 1);
    let Some(samples) = samples.get(row) else {
        let read = entries::one(entries, fresh, chance)?;
        counts.count("storage", if read { "read" } else { "unreadable" });
        return Ok(());
    };
    let came = answers::one(samples, chance)?;
    counts.count(samples.step, came.read);
    counts.count(samples.step, came.to);
    Ok(())
}

/// Prints a table: the results of reading, then the states of the checkouts.
fn print(counts: &Counts) {
    const READ: [&str; 5] = ["read", "unreadable", "unsuccessful", "refused", "no answer"];
    let rows: BTreeMap<&str, ()> = counts.by.keys().map(|(row, _)| (*row, ())).collect();
    for row in rows.into_keys() {
        let mut line = format!("{row:<28}");
        let mine = counts.by.iter().filter(|((name, _), _)| *name == row);
        let (read, went): (Vec<_>, Vec<_>) = mine.partition(|((_, column), _)| READ.contains(column));
        read.into_iter().for_each(|((_, column), times)| line.push_str(&format!(" {column} {times}")));
        if !went.is_empty() {
            line.push_str("\n    went to");
            went.into_iter().for_each(|((_, column), times)| line.push_str(&format!(" {column} {times}")));
        }
        println!("{line}");
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn damaged_payloads_break_no_rule() {
        assert!(super::report(10_000));
    }
}
