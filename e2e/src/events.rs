//! The events that the page received, in order.

use serde_json::Value;

/// An event of the element.
#[derive(Debug, Clone)]
pub struct Told {
    /// Its name, such as `ec-complete`.
    pub name: String,
    /// The id of the element that dispatched it.
    pub target: String,
    /// Its detail as JSON, without functions.
    pub detail: Value,
}

/// All events of a tab.
#[derive(Debug, Clone, Default)]
pub struct Events(pub Vec<Told>);

impl Events {
    /// Reads the entries of the recorder.
    pub fn read(written: &Value) -> Self {
        let text = |entry: &Value, name: &str| entry[name].as_str().unwrap_or_default().to_owned();
        let told = |entry: &Value| Told {
            name: text(entry, "name"),
            target: text(entry, "target"),
            detail: entry["detail"].clone(),
        };
        Self(written.as_array().into_iter().flatten().map(told).collect())
    }

    /// The details of all events of this name.
    pub fn of(&self, name: &str) -> Vec<&Value> {
        self.0.iter().filter(|told| told.name == name).map(|told| &told.detail).collect()
    }

    /// The outcomes of all attempts.
    pub fn outcomes(&self) -> Vec<&str> {
        self.of("ec-complete").into_iter().filter_map(|detail| detail["outcome"].as_str()).collect()
    }

    /// The codes of all errors.
    pub fn errors(&self) -> Vec<&str> {
        self.of("ec-error").into_iter().filter_map(|detail| detail["code"].as_str()).collect()
    }

    /// The events as text, one a line.
    pub fn lines(&self) -> String {
        let line = |told: &Told| format!("  {} {}\n", told.name, told.detail);
        self.0.iter().map(line).collect()
    }
}
