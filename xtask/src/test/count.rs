//! Runs test programs and adds up their results.

use std::collections::BTreeMap;
use std::fmt;
use std::io::{BufRead, BufReader};
use std::mem;
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
    /// Tests that failed, and passed when they ran again alone.
    pub unsteady: Vec<String>,
    /// The names of the tests that failed in the command that runs.
    failed: Vec<String>,
}

/// How many failed tests of a run may run once more. More of them are no chance.
const SECOND_LOOKS: usize = 2;

impl Count {
    /// As [`Self::run`], but one or two tests of many that fail run once more alone, by their exact names. If they pass then,
    /// the run counts, and the summary names them. A browser on a busy machine loses a click in one of some thousand stories; a
    /// fault of the element fails again, or in more stories.
    pub fn run_with_a_second_look(&mut self, tests: impl Fn(&[String]) -> Command) -> Result {
        let failure = match self.run(tests(&[])) {
            Ok(()) => return Ok(()),
            Err(failure) => failure,
        };
        let failed = mem::take(&mut self.failed);
        if failed.is_empty() || failed.len() > SECOND_LOOKS {
            return Err(failure);
        }
        println!("\n{} failed. Once more, alone:", failed.join(" and "));
        let before = self.passed;
        self.run(tests(&failed))?;
        if self.passed - before != failed.len() {
            // Such a test is in another program, and the programs after it have not run.
            return Err(failure);
        }
        self.unsteady.extend(failed);
        Ok(())
    }

    /// Runs a `cargo test`, prints its output, and adds up its results.
    pub fn run(&mut self, mut command: Command) -> Result {
        self.failed.clear();
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
        if let Some(name) = line.strip_prefix("test ").and_then(|rest| rest.strip_suffix(" ... FAILED")) {
            self.failed.push(name.to_owned());
        }
        let results = ["test result: ok. ", "test result: FAILED. "];
        let Some(result) = results.iter().find_map(|start| line.strip_prefix(start)) else {
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
        if !reasons.is_empty() {
            write!(out, " ({})", reasons.join(", "))?;
        }
        if !self.unsteady.is_empty() {
            write!(out, "; failed once and passed alone, to be looked at: {}", self.unsteady.join(", "))?;
        }
        Ok(())
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

    /// A shell that prints what a test program prints, and fails if a test does.
    fn prints(lines: &[&str]) -> Command {
        let failed = lines.iter().any(|line| line.ends_with("FAILED"));
        let mut shell = Command::new("sh");
        shell.arg("-c").arg(format!("echo '{}'; exit {}", lines.join("'; echo '"), i32::from(failed)));
        shell
    }

    const MANY: &str = "test result: FAILED. 733 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out";

    #[test]
    fn a_test_that_fails_once_is_named() {
        let mut count = Count::default();
        let tests = |again: &[String]| match again {
            [] => prints(&["test a ... ok", "test b::c ... FAILED", MANY]),
            [name] => prints(&[&format!("test {name} ... ok"), "test result: ok. 1 passed; 0 failed; 0 ignored"]),
            more => panic!("{more:?}"),
        };
        count.run_with_a_second_look(tests).unwrap();
        let expected = "734 passed, 0 failed, 0 ignored; failed once and passed alone, to be looked at: b::c";
        assert_eq!(count.to_string(), expected);
    }

    #[test]
    fn a_test_that_fails_again_fails_the_run() {
        let tests = |_: &[String]| prints(&["test b::c ... FAILED", MANY]);
        assert!(Count::default().run_with_a_second_look(tests).is_err());
    }

    #[test]
    fn a_failed_test_that_does_not_run_again_fails_the_run() {
        let tests = |again: &[String]| match again {
            [] => prints(&["test page::tests::a ... FAILED", MANY]),
            _ => prints(&["test result: ok. 0 passed; 0 failed; 0 ignored"]),
        };
        assert!(Count::default().run_with_a_second_look(tests).is_err());
    }

    #[test]
    fn many_failed_tests_do_not_run_again() {
        let tests = |again: &[String]| {
            assert!(again.is_empty(), "{again:?}");
            prints(&["test a ... FAILED", "test b ... FAILED", "test c ... FAILED", MANY])
        };
        assert!(Count::default().run_with_a_second_look(tests).is_err());
    }

    #[test]
    fn a_run_that_ends_without_a_failed_test_fails() {
        let tests = |again: &[String]| {
            assert!(again.is_empty(), "{again:?}");
            let mut shell = Command::new("sh");
            shell.args(["-c", "echo 'error: could not compile'; exit 101"]);
            shell
        };
        assert!(Count::default().run_with_a_second_look(tests).is_err());
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
