//! What the benchmark says: tables of measured values, and which limits are met. As Markdown.

use crate::sample::{Sample, shown, shown_or_none};

/// A part of the page.
#[derive(Debug, Default)]
pub struct Section {
    /// Its heading.
    pub title: &'static str,
    /// What was done, in Markdown.
    pub text: String,
    pub tables: Vec<Table>,
    pub limits: Vec<Limit>,
}

/// A table of samples. Each is compared with the first one.
#[derive(Debug)]
pub struct Table {
    /// What is measured, with its unit.
    pub what: String,
    pub rows: Vec<(String, Sample)>,
}

/// A limit that a measured value must keep.
#[derive(Debug)]
pub struct Limit {
    /// What is measured.
    pub what: &'static str,
    /// The largest value that is accepted, and the one that is aimed at. The number of lost clicks has no other aim.
    pub must: f64,
    pub goal: Option<f64>,
    pub unit: &'static str,
    /// `None` if it was not measured.
    pub measured: Option<f64>,
}

impl Limit {
    fn verdict(&self) -> &'static str {
        match self.measured {
            None => "not measured",
            Some(value) if self.goal.is_some_and(|goal| value <= goal) => "yes, and the goal",
            Some(value) if value <= self.must => "yes",
            Some(_) => "**no**",
        }
    }

    fn line(&self, few: bool) -> String {
        let with_unit = |value: f64| format!("{}{}", shown(value), self.unit);
        let measured = self.measured.map_or_else(|| "-".to_owned(), with_unit);
        let goal = self.goal.map_or_else(String::new, with_unit);
        let verdict = if few { "too few runs" } else { self.verdict() };
        format!("| {} | {} | {goal} | {measured} | {verdict} |\n", self.what, with_unit(self.must))
    }
}

impl Table {
    /// A table with these rows.
    pub fn new(what: impl Into<String>, rows: impl IntoIterator<Item = (String, Sample)>) -> Self {
        Self { what: what.into(), rows: rows.into_iter().collect() }
    }

    /// The sample with this name. Empty if there is none.
    pub fn sample(&self, name: &str) -> Sample {
        self.rows.iter().find(|(known, _)| known == name).map(|(_, sample)| sample.clone()).unwrap_or_default()
    }

    fn markdown(&self) -> String {
        let mut text = format!(
            "| {} | runs | minimum | median | maximum | ratio |\n| --- | ---: | ---: | ---: | ---: | ---: |\n",
            self.what
        );
        let first = self.rows.first().map(|(_, sample)| sample.clone()).unwrap_or_default();
        for (name, sample) in &self.rows {
            let [minimum, median, maximum] = [sample.minimum(), sample.median(), sample.maximum()].map(shown_or_none);
            let ratio = sample.ratio_to(&first).map_or_else(|| "-".to_owned(), |ratio| format!("{ratio:.2}"));
            let count = sample.count();
            text.push_str(&format!("| {name} | {count} | {minimum} | {median} | {maximum} | {ratio} |\n"));
        }
        text
    }
}

impl Section {
    /// The section in Markdown.
    pub fn markdown(&self) -> String {
        let tables: Vec<String> = self.tables.iter().map(Table::markdown).collect();
        format!("## {}\n\n{}\n\n{}", self.title, self.text.trim(), tables.join("\n"))
    }
}

/// The table of all limits. Few runs meet or miss none.
pub fn limits(sections: &[Section], few: bool) -> String {
    let head = "| | must | goal | measured | met |\n| --- | ---: | ---: | ---: | --- |\n";
    let lines = sections.iter().flat_map(|section| &section.limits).map(|limit| limit.line(few));
    head.to_owned() + &lines.collect::<String>()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limit(measured: Option<f64>) -> Limit {
        Limit { what: "paint", must: 50.0, goal: Some(30.0), unit: " ms", measured }
    }

    #[test]
    fn a_limit_says_whether_it_is_met() {
        let lines = [None, Some(29.0), Some(50.0), Some(51.0)].map(|measured| limit(measured).line(false));
        assert_eq!(
            lines,
            [
                "| paint | 50.0 ms | 30.0 ms | - | not measured |\n",
                "| paint | 50.0 ms | 30.0 ms | 29.0 ms | yes, and the goal |\n",
                "| paint | 50.0 ms | 30.0 ms | 50.0 ms | yes |\n",
                "| paint | 50.0 ms | 30.0 ms | 51.0 ms | **no** |\n",
            ]
        );
        let lost = Limit { what: "lost", must: 0.0, goal: None, unit: "", measured: Some(1.0) };
        assert_eq!(lost.line(false), "| lost | 0 |  | 1.00 | **no** |\n");
        assert_eq!(lost.line(true), "| lost | 0 |  | 1.00 | too few runs |\n");
    }

    #[test]
    fn each_row_is_compared_with_the_first() {
        let table = Table::new(
            "paint, ms",
            [
                ("one".to_owned(), [100.0].into_iter().collect()),
                ("other".to_owned(), [150.0, 160.0].into_iter().collect()),
            ],
        );
        assert_eq!(
            table.markdown(),
            "| paint, ms | runs | minimum | median | maximum | ratio |\n| --- | ---: | ---: | ---: | ---: | ---: |\n\
             | one | 1 | 100 | 100 | 100 | 1.00 |\n| other | 2 | 150 | 155 | 160 | 1.55 |\n"
        );
        assert_eq!(table.sample("other").count(), 2);
    }

    #[test]
    fn a_section_has_its_tables_and_the_limits_are_listed_together() {
        let section =
            Section { title: "Paint", text: "How.\n".to_owned(), limits: vec![limit(None)], ..Section::default() };
        assert_eq!(section.markdown(), "## Paint\n\nHow.\n\n");
        assert_eq!(limits(&[section], false).lines().count(), 3);
    }
}
