//! Entries of the browser's console, and which of them must never appear.

use serde_json::Value;

/// An entry of the console.
#[derive(Debug, Clone)]
pub struct Line {
    /// `javascript` for uncaught errors, `security`, `network`, `console-api`, and more.
    pub source: String,
    /// `SEVERE`, `WARNING`, `INFO`, ...
    pub level: String,
    /// The text, with address and position in front.
    pub text: String,
}

impl Line {
    /// Reads a log entry of the driver.
    pub fn read(entry: &Value) -> Self {
        let text = |name: &str| entry[name].as_str().unwrap_or_default().to_owned();
        Self { source: text("source"), level: text("level"), text: text("message") }
    }

    /// Whether the entry fails the story: uncaught errors, unhandled rejections, policy violations. The browser's message
    /// about a failed request does not, because no page can suppress it.
    pub fn is_wrong(&self) -> bool {
        let by_words = ["Uncaught", "Content Security Policy", "panicked", "TrustedScript"];
        let refused_by_cors = self.text.contains("blocked by CORS policy");
        let by_source = ["javascript", "security"].contains(&self.source.as_str()) && self.level == "SEVERE";
        (by_source && !refused_by_cors) || by_words.iter().any(|words| self.text.contains(words))
    }
}

impl std::fmt::Display for Line {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{} {}: {}", self.level, self.source, self.text)
    }
}
