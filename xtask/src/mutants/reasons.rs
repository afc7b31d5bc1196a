//! The list of mutants that change no behaviour, with the reasons.

use super::mutant::Mutant;
use crate::failure::{Failure, Result};

/// The list of mutants with a reason. Each entry stands for one mutant: a second mutant of the same name is still reported.
#[derive(Debug)]
pub struct Reasons {
    keys: Vec<String>,
}

impl Reasons {
    /// Reads the list. An entry is the mutant's name without line and column, and the indented reason below it.
    pub fn parse(text: &str) -> Result<Self> {
        let mut keys = Vec::new();
        let mut lines = text.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#')).peekable();
        while let Some(key) = lines.next() {
            if key.starts_with(' ') {
                continue;
            }
            if !lines.peek().is_some_and(|reason| reason.starts_with(' ')) {
                return Err(Failure::new(format!("`{key}` is listed without a reason")));
            }
            keys.push(key.trim_end().to_owned());
        }
        Ok(Self { keys })
    }

    /// The mutants that have a reason.
    pub fn matching<'a>(&self, mutants: &'a [Mutant]) -> Vec<&'a Mutant> {
        let mut left: Vec<&str> = self.keys.iter().map(String::as_str).collect();
        let mut has_reason = |mutant: &&Mutant| {
            let found = left.iter().position(|key| *key == mutant.key());
            found.map(|index| left.remove(index)).is_some()
        };
        mutants.iter().filter(|mutant| has_reason(mutant)).collect()
    }

    /// The mutants without a reason.
    pub fn unexplained(&self, mutants: Vec<Mutant>) -> Vec<Mutant> {
        let known: Vec<Mutant> = self.matching(&mutants).into_iter().cloned().collect();
        mutants.into_iter().filter(|mutant| !known.contains(mutant)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::mutant::tests::mutant;
    use super::*;

    #[test]
    fn a_reason_holds_for_one_mutant_in_any_line() {
        let list = "# Comment\n\nsrc/a.rs: replace > with >= in grown\n    The age\n    is not used.\n";
        let reasons = Reasons::parse(list).unwrap();
        let [first, second] =
            ["src/a.rs:3:9: replace > with >= in grown", "src/a.rs:4:9: replace > with >= in grown"].map(mutant);
        assert_eq!(reasons.unexplained(vec![first.clone(), second.clone()]), [second]);
        assert_eq!(reasons.unexplained(vec![first]), []);
    }

    #[test]
    fn an_entry_without_a_reason_is_refused() {
        assert!(Reasons::parse("src/a.rs: replace > with >= in grown\n").is_err());
        assert!(Reasons::parse("src/a.rs: one\nsrc/a.rs: two\n    why\n").is_err());
    }
}
