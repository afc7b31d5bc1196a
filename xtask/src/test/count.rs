//! Running test programs and adding up what they say.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use crate::failure::Result;
use crate::workspace::{cannot_start, failed};

/// The tests that were run.
#[derive(Debug, Default, PartialEq)]
pub struct Count {
    /// Those that passed.
    pub passed: usize,
    /// Those that are marked to be skipped.
    pub ignored: usize,
}

impl Count {
    /// Runs a `cargo test`, shows what it prints, and adds up its results.
    pub fn run(&mut self, mut command: Command) -> Result {
        let child = command.stdout(Stdio::piped()).spawn();
        let mut child = child.map_err(|error| cannot_start(&command, &error))?;
        if let Some(stdout) = child.stdout.take() {
            // By bytes: a test may print anything.
            for line in BufReader::new(stdout).split(b'\n').map_while(|line| line.ok()) {
                let line = String::from_utf8_lossy(&line);
                println!("{line}");
                self.add(&line);
            }
        }
        let status = child.wait().map_err(|error| cannot_start(&command, &error))?;
        if status.success() { Ok(()) } else { Err(failed(&command, &status.to_string())) }
    }

    /// Adds the numbers of a line such as `test result: ok. 12 passed; 0 failed; 1 ignored; ...`.
    fn add(&mut self, line: &str) {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_are_added_up() {
        let mut count = Count::default();
        count.add("test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.00s");
        count.add("test result: ok. 3 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s");
        count.add("test flow::ok ... ok");
        assert_eq!(count, Count { passed: 15, ignored: 1 });
    }
}
