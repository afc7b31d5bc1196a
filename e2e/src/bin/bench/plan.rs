//! Repeats measurements: the candidates take turns, and a run that fails is reported and left out.

use crate::report::Table;
use crate::sample::Sample;
use crate::stage::{Candidate, Files};
use e2e::trouble::Result;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// What is the same for all parts.
#[derive(Debug)]
pub struct Plan<'a> {
    pub files: &'a Files,
    /// Whether a few runs are enough, to see that everything works.
    pub quick: bool,
}

impl Plan<'_> {
    /// How many rounds there are.
    pub fn rounds(&self, usual: usize) -> usize {
        if self.quick { (usual / 10).max(2) } else { usual }
    }

    /// Measures each candidate in each round. The order changes from round to round, so that no candidate always follows the same
    /// other one.
    pub fn interleave(
        &self,
        rounds: usize,
        candidates: &[Candidate],
        mut measure: impl FnMut(Candidate, usize) -> Result<()>,
    ) {
        for round in 0..rounds {
            for at in 0..candidates.len() {
                let candidate = candidates[(at + round) % candidates.len()];
                // The steps of the stories end with a panic, which has printed its message.
                match catch_unwind(AssertUnwindSafe(|| measure(candidate, round))) {
                    Ok(Ok(())) => {}
                    Ok(Err(trouble)) => eprintln!("left out, round {} of {}: {trouble}", round + 1, candidate.name()),
                    Err(_) => eprintln!("left out, round {} of {}", round + 1, candidate.name()),
                }
            }
        }
    }
}

/// One sample for each candidate.
#[derive(Debug)]
pub struct Samples(Vec<(Candidate, Sample)>);

impl Samples {
    /// Empty samples.
    pub fn new(candidates: &[Candidate]) -> Self {
        Self(candidates.iter().map(|candidate| (*candidate, Sample::default())).collect())
    }

    /// Adds a value to the sample of a candidate.
    pub fn add(&mut self, candidate: Candidate, value: f64) {
        for (_, sample) in self.0.iter_mut().filter(|(known, _)| *known == candidate) {
            sample.add(value);
        }
    }

    /// The sample of a candidate. Empty if there is none.
    pub fn of(&self, candidate: Candidate) -> Sample {
        self.0.iter().find(|(known, _)| *known == candidate).map(|(_, sample)| sample.clone()).unwrap_or_default()
    }

    /// How much more the element's median is than that of the page written by hand.
    pub fn more(&self) -> Option<f64> {
        self.of(Candidate::Element).more_than(&self.of(Candidate::Vanilla))
    }

    /// The table of all.
    pub fn table(&self, what: &str) -> Table {
        Table::new(what, self.0.iter().map(|(candidate, sample)| (candidate.name().to_owned(), sample.clone())))
    }
}
