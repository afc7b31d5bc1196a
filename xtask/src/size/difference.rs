//! What changed between two versions of the table in `docs/size.md`.

use std::collections::BTreeMap;

/// Where a number of a page stands.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The heading above its table.
    pub heading: String,
    row: String,
    /// The column.
    pub column: String,
}

/// One line for each number that differs, and nothing for equal pages. Only the places that are `compared` count.
pub fn difference(before: &str, now: &str, compared: impl Fn(&Place) -> bool) -> String {
    let (before, now) = (numbers(before), numbers(now));
    let mut changes: Vec<(&Place, i64, i64)> = Vec::new();
    let places = before.keys().chain(now.keys().filter(|place| !before.contains_key(*place)));
    for place in places.filter(|place| compared(place)) {
        let value = |of: &BTreeMap<Place, i64>| of.get(place).copied().unwrap_or_default();
        if value(&before) != value(&now) {
            changes.push((place, value(&before), value(&now)));
        }
    }
    changes.sort_by_key(|(place, _, _)| *place);
    let line = |(Place { heading, row, column }, before, now): &(&Place, i64, i64)| {
        format!("{:+8}  {heading}: {row}, {column}: {before} -> {now}\n", now - before)
    };
    changes.iter().map(line).collect()
}

/// The numbers in the tables of a page.
fn numbers(page: &str) -> BTreeMap<Place, i64> {
    let mut numbers = BTreeMap::new();
    let (mut heading, mut columns) = (String::new(), Vec::new());
    for line in page.lines() {
        if let Some(text) = line.strip_prefix('#') {
            heading = text.trim_matches(['#', ' ']).to_owned();
        }
        let cells: Vec<&str> = match line.strip_prefix('|').and_then(|line| line.strip_suffix('|')) {
            Some(row) => row.split('|').map(str::trim).collect(),
            None => {
                columns.clear();
                continue;
            }
        };
        let Some((row, cells)) = cells.split_first() else { continue };
        if columns.is_empty() {
            columns = cells.iter().map(|cell| (*cell).to_owned()).collect();
            continue;
        }
        for (column, cell) in columns.iter().zip(cells) {
            if let Ok(number) = cell.replace(',', "").parse() {
                let place = Place { heading: heading.clone(), row: row.replace('`', ""), column: column.clone() };
                numbers.insert(place, number);
            }
        }
    }
    numbers
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "# Size\n\n## Files\n\n| file | raw | brotli |\n| --- | ---: | ---: |\n| `a.js` | 1,200 | 300 |\n| `b.js` | 10 | |\n";

    #[test]
    fn only_numbers_that_differ_are_listed() {
        assert_eq!(difference(PAGE, PAGE, |_| true), "");
        let now = PAGE.replace("1,200", "1,150").replace("| `b.js` | 10 | |", "| `c.js` | 10 | 7 |");
        assert_eq!(
            difference(PAGE, &now, |_| true).lines().collect::<Vec<_>>(),
            [
                "     -50  Files: a.js, raw: 1200 -> 1150",
                "     -10  Files: b.js, raw: 10 -> 0",
                "      +7  Files: c.js, brotli: 0 -> 7",
                "     +10  Files: c.js, raw: 0 -> 10",
            ]
        );
    }

    #[test]
    fn places_that_are_not_compared_do_not_count() {
        let now = PAGE.replace("1,200", "1,150").replace("300", "310");
        let shown = difference(PAGE, &now, |place| place.heading == "Files" && place.column == "brotli");
        assert_eq!(shown, "     +10  Files: a.js, brotli: 300 -> 310\n");
    }

    #[test]
    fn a_first_table_is_new_as_a_whole() {
        assert_eq!(difference("", PAGE, |_| true).lines().count(), 3);
    }
}
