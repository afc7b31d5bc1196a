//! One planted fault.

use std::fmt;
use std::fs;
use std::path::Path;

use crate::failure::{Failure, Result};

/// A planted fault, by its name in cargo-mutants: `src/flow/step.rs:60:40: replace && with || in Transition::step`.
#[derive(Clone, Debug, PartialEq)]
pub struct Mutant {
    name: String,
    change: Change,
}

/// The changed lines of its file.
#[derive(Clone, Debug, PartialEq)]
struct Change {
    /// The number of the first changed line, counted from 1.
    line: usize,
    before: Vec<String>,
    after: Vec<String>,
}

impl Mutant {
    /// Reads the mutant of this name, with its change, from the output folder of cargo-mutants.
    pub fn read(name: &str, output: &Path) -> Result<Self> {
        // The file has the name of the place, `src__flow__step.rs_line_60_col_40.diff`, with a number if there are several.
        let folder = output.join("diff");
        let place = name.splitn(4, ':').collect::<Vec<_>>();
        let [file, line, column, title] = place.as_slice() else {
            return Err(Failure::new(format!("`{name}` is not the name of a mutant")));
        };
        let stem = format!("{}_line_{line}_col_{column}", file.replace('/', "__"));
        for number in 0..100 {
            let number = if number == 0 { String::new() } else { format!("_{number:03}") };
            let path = folder.join(format!("{stem}{number}.diff"));
            let diff = fs::read_to_string(&path).map_err(Failure::file("read", &path))?;
            if diff.lines().nth(1).and_then(|line| line.strip_prefix("+++ ")) == Some(title.trim()) {
                let change =
                    Change::parse(&diff).ok_or_else(|| Failure::new(format!("cannot read {}", path.display())))?;
                return Ok(Self { name: name.to_owned(), change });
            }
        }
        Err(Failure::new(format!("the change of `{name}` is not in {}", folder.display())))
    }

    /// The file, from the repository's root.
    pub fn file(&self) -> &str {
        self.name.split(':').next().unwrap_or_default()
    }

    /// Its name without line and column, which change often. The list of reasons uses this name.
    pub fn key(&self) -> String {
        let title = self.name.splitn(4, ':').nth(3).unwrap_or_default();
        format!("{}:{title}", self.file())
    }

    /// A pattern that matches only its name.
    pub fn pattern(&self) -> String {
        let mut pattern = String::from("^");
        for char in self.name.chars() {
            if char.is_ascii_punctuation() {
                pattern.push('\\');
            }
            pattern.push(char);
        }
        pattern.push('$');
        pattern
    }

    /// The text of its file with the fault. `None` if the lines at its place are not the expected ones.
    pub fn plant(&self, text: &str) -> Option<String> {
        let Change { line, before, after } = &self.change;
        let lines: Vec<&str> = text.lines().collect();
        let first = line.checked_sub(1)?;
        let behind = first + before.len();
        if lines.get(first..behind)? != before.as_slice() {
            return None;
        }
        let after = after.iter().map(String::as_str);
        let planted = lines[..first].iter().copied().chain(after).chain(lines[behind..].iter().copied());
        Some(planted.map(|line| format!("{line}\n")).collect())
    }
}

impl Change {
    /// Reads a diff of one file with one changed part.
    fn parse(diff: &str) -> Option<Self> {
        let (head, body) = diff.split_once("\n@@ -")?.1.split_once('\n')?;
        let line = head.split([',', ' ']).next()?.parse().ok()?;
        let (mut before, mut after) = (Vec::new(), Vec::new());
        for line in body.lines() {
            // An unchanged empty line may have lost its leading space.
            let (mark, text) = line.split_at_checked(1).unwrap_or((" ", ""));
            match mark {
                "-" => before.push(text.to_owned()),
                "+" => after.push(text.to_owned()),
                " " => {
                    before.push(text.to_owned());
                    after.push(text.to_owned());
                }
                _ => return None,
            }
        }
        Some(Self { line, before, after })
    }
}

impl fmt::Display for Mutant {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.name)
    }
}

#[cfg(test)]
pub mod tests {
    use super::*;

    const DIFF: &str = "--- src/flow/a.rs\n+++ replace > with >= in grown\n@@ -2,3 +2,3 @@\n fn grown(age: u8) -> bool {\n-    age > 17\n+    age >= /* changed */ 17\n }\n";

    pub fn mutant(name: &str) -> Mutant {
        Mutant { name: name.to_owned(), change: Change::parse(DIFF).unwrap() }
    }

    #[test]
    fn a_fault_is_planted_where_its_lines_are_and_nowhere_else() {
        let mutant = mutant("src/flow/a.rs:3:9: replace > with >= in grown");
        let text = "//! Ages.\nfn grown(age: u8) -> bool {\n    age > 17\n}\n";
        let planted = "//! Ages.\nfn grown(age: u8) -> bool {\n    age >= /* changed */ 17\n}\n";
        assert_eq!(mutant.plant(text).as_deref(), Some(planted));
        assert_eq!(mutant.plant(planted), None);
        assert_eq!(mutant.plant("fn grown\n"), None);
    }

    #[test]
    fn its_key_has_no_line_and_its_pattern_escapes_punctuation() {
        let mutant = mutant("src/flow/a.rs:3:9: replace > with >= in grown");
        assert_eq!(mutant.key(), "src/flow/a.rs: replace > with >= in grown");
        assert_eq!(mutant.pattern(), r"^src\/flow\/a\.rs\:3\:9\: replace \> with \>\= in grown$");
    }
}
