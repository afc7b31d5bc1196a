//! Runs test programs and adds up their results.

use std::collections::BTreeMap;
use std::fmt;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use crate::failure::Result;
use crate::workspace::{cannot_start, failed};

/// The number of tests that ran.
#[derive(Debug, Default, PartialEq)]
pub struct Count {
    /// Tests that passed.
    pub passed: usize,
    /// Tests that are marked to be skipped.
    pub ignored: usize,
    /// The number of skipped tests for each reason, such as `without Firefox`.
    pub reasons: BTreeMap<String, usize>,
}

impl Count {
    /// Runs a `cargo test`, prints its output, and adds up its results.
    pub fn run(&mut self, mut command: Command) -> Result {
        let child = command.stdout(Stdio::piped()).spawn();
        let mut child = child.map_err(|error| cannot_start(&command, &error))?;
        if let Some(stdout) = child.stdout.take() {
            // Read as bytes, because a test may print invalid UTF-8.
            for line in BufReader::new(stdout).split(b'\n').map_while(|line| line.ok()) {
                let line = String::from_utf8_lossy(&line);
                println!("{line}");
                self.add(&line);
            }
        }
        let status = child.wait().map_err(|error| cannot_start(&command, &error))?;
        if status.success() { Ok(()) } else { Err(failed(&command, &status.to_string())) }
    }

    /// Counts a check that was skipped for this reason.
    pub fn skip(&mut self, reason: &str) {
        self.ignored += 1;
        *self.reasons.entry(reason.to_owned()).or_default() += 1;
    }

    /// Adds the numbers of a line such as `test result: ok. 12 passed; 0 failed; 1 ignored; ...`, and the reason of one
    /// such as `test orders::in_firefox ... ignored, without Firefox`.
    fn add(&mut self, line: &str) {
        if let Some((_, reason)) = line.split_once(" ... ignored, ") {
            *self.reasons.entry(reason.to_owned()).or_default() += 1;
        }
        let Some(result) = line.strip_prefix("test result: ok. ") else {
            return;
        };
        for part in result.split("; ") {
            match part.split_once(' ').map(|(number, what)| (number.parse(), what)) {
                Some((Ok::<usize, _>(number), "passed")) => self.passed += number,
                Some((Ok(number), "ignored")) => self.ignored += number,
                _ => {}
            }
        }
    }
}

impl fmt::Display for Count {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} passed, 0 failed, {} ignored", self.passed, self.ignored)?;
        let reasons: Vec<String> = self.reasons.iter().map(|(reason, number)| format!("{number} {reason}")).collect();
        if reasons.is_empty() { Ok(()) } else { write!(out, " ({})", reasons.join(", ")) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_are_added_up() {
        let mut count = Count::default();
        count.add("test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.00s");
        count.add("test result: ok. 3 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s");
        count.add("test flow::ok ... ok");
        assert_eq!(count.to_string(), "15 passed, 0 failed, 1 ignored");
    }

    #[test]
    fn skipped_tests_are_counted_by_their_reason() {
        let mut count = Count::default();
        for line in [
            "test a ... ignored, without WebKit",
            "test b ... ignored, without Firefox",
            "test c ... ignored, without WebKit",
            "test d ... ignored",
            "test result: ok. 12 passed; 0 failed; 4 ignored; 0 measured; 0 filtered out; finished in 0.00s",
        ] {
            count.add(line);
        }
        assert_eq!(count.to_string(), "12 passed, 0 failed, 4 ignored (1 without Firefox, 2 without WebKit)");
        count.skip("without WebKit");
        assert_eq!(count.to_string(), "12 passed, 0 failed, 5 ignored (1 without Firefox, 3 without WebKit)");
    }
}
