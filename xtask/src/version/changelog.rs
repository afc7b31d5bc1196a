//! Gives the unreleased changes of the change log their version and date.

use super::number::{Date, Version};

/// The heading of the changes that are not released.
const UNRELEASED: &str = "## Unreleased\n";

/// What stands below that heading when there are no changes.
const NOTHING: &str = "Nothing yet.";

/// The change log after the release.
pub fn release(text: &str, version: Version, date: Date) -> Result<String, String> {
    let (before, after) = text.split_once(UNRELEASED).ok_or("CHANGELOG.md has no heading `## Unreleased`")?;
    let (changes, earlier) = match after.find("\n## ") {
        Some(end) => (after.get(..end).unwrap_or_default(), after.get(end + 1..).unwrap_or_default()),
        None => (after, ""),
    };
    let is_entry = |line: &str| !line.is_empty() && !line.starts_with('#') && line != NOTHING;
    if !changes.lines().map(str::trim).any(is_entry) {
        return Err("CHANGELOG.md has no unreleased changes: write down what integrators notice".to_owned());
    }
    if changes.lines().any(|line| line.trim() == NOTHING) {
        return Err(format!("CHANGELOG.md says `{NOTHING}` and has unreleased changes"));
    }
    for heading in earlier.lines().filter_map(|line| line.strip_prefix("## ")) {
        let (name, day) = heading.split_once(" - ").unwrap_or((heading, ""));
        if name == version.to_string() {
            return Err(format!("CHANGELOG.md has changes of {version} already"));
        }
        if day.parse::<Date>().is_ok_and(|day| day > date) {
            return Err(format!("{date} is before the release of {name} on {day}"));
        }
    }
    let released = format!("{UNRELEASED}\n{NOTHING}\n\n## {version} - {date}\n\n{}\n", changes.trim());
    let rest = if earlier.is_empty() { String::new() } else { format!("\n{earlier}") };
    Ok([before, &released, &rest].concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn released(text: &str) -> Result<String, String> {
        release(text, "0.2.0".parse().unwrap(), "2026-12-01".parse().unwrap())
    }

    #[test]
    fn the_changes_move_below_the_new_version() {
        let text = "# Changelog\n\n## Unreleased\n\n### Added\n\n- A thing.\n\n## 0.1.0 - 2026-11-01\n\nThe first.\n";
        let expected = "# Changelog\n\n## Unreleased\n\nNothing yet.\n\n## 0.2.0 - 2026-12-01\n\n### Added\n\n- A thing.\n\n\
                        ## 0.1.0 - 2026-11-01\n\nThe first.\n";
        assert_eq!(released(text).as_deref(), Ok(expected));
        let first = "## Unreleased\n\n- A thing.\n";
        let expected = "## Unreleased\n\nNothing yet.\n\n## 0.2.0 - 2026-12-01\n\n- A thing.\n";
        assert_eq!(released(first).as_deref(), Ok(expected));
    }

    #[test]
    fn a_release_without_changes_is_refused() {
        for changes in ["", "\n", "\nNothing yet.\n\n", "\n### Added\n\n", "\n### Added\n\n### Fixed\n"] {
            let error = released(&format!("## Unreleased\n{changes}\n## 0.1.0\n\n- A thing.\n")).unwrap_err();
            assert!(error.contains("no unreleased changes"), "{changes:?}: {error}");
        }
        assert!(released("## 0.1.0\n\n- A thing.\n").unwrap_err().contains("no heading"));
        assert!(released("## Unreleased\n\nNothing yet.\n\n- A thing.\n").unwrap_err().contains("says `Nothing yet.`"));
    }

    #[test]
    fn a_version_is_released_once_and_after_the_earlier_ones() {
        let text = |earlier: &str| format!("## Unreleased\n\n- A thing.\n\n## {earlier}\n\n- Another.\n");
        assert!(released(&text("0.2.0")).unwrap_err().contains("changes of 0.2.0 already"));
        assert!(released(&text("0.2.0 - 2026-11-01")).unwrap_err().contains("changes of 0.2.0 already"));
        let error = released(&text("0.1.9 - 2026-12-02")).unwrap_err();
        assert_eq!(error, "2026-12-01 is before the release of 0.1.9 on 2026-12-02");
        assert!(released(&text("0.1.9 - 2026-12-01")).is_ok());
    }
}
