//! How a customer's page gives the element its access token: as a text or by a function, at once or late.

use crate::site::{File, Site};
use serde_json::json;
use std::time::Duration;

/// Where the page's own server tells the token of its session.
pub const SESSION: &str = "/session/token";

/// The way of a page.
#[derive(Debug, Clone, Copy, Default)]
pub struct Token {
    fetched_in: Option<Duration>,
    set_after_ms: u32,
}

impl Token {
    /// The token itself, set before the element is defined.
    pub fn text() -> Self {
        Self::default()
    }

    /// The function of the integration guide, which asks the page's own server each time; that takes so long to answer.
    pub fn fetched(takes: Duration) -> Self {
        Self { fetched_in: Some(takes), ..Self::default() }
    }

    /// Set only so many milliseconds after the element stands in the page, as by an application that restores its session
    /// first.
    #[must_use]
    pub fn set_after(self, milliseconds: u32) -> Self {
        Self { set_after_ms: milliseconds, ..self }
    }

    /// Whether the page gives the token itself.
    pub(crate) fn is_text(self) -> bool {
        self.fetched_in.is_none()
    }

    /// What the page runs.
    pub(crate) fn script(self, token: &str) -> String {
        let value = match self.fetched_in {
            Some(_) => format!("async () => (await fetch({})).text()", json!(SESSION)),
            None => json!(token).to_string(),
        };
        let set = format!(
            "for (const element of document.querySelectorAll('express-checkout')) element.accessToken = {value};"
        );
        match self.set_after_ms {
            0 => set,
            late => format!("setTimeout(() => {{ {set} }}, {late});"),
        }
    }

    /// Puts what the page's server tells on its site.
    pub(crate) fn serve(self, site: &Site, token: &str) {
        let delay = self.fetched_in.unwrap_or_default();
        site.put(SESSION, File { kind: "text/plain", text: token.to_owned(), delay, ..File::default() });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_a_text_or_a_function_and_may_come_late() {
        assert!(Token::text().script("a\"b").ends_with("element.accessToken = \"a\\\"b\";"));
        let fetched = Token::fetched(Duration::from_millis(5)).set_after(50).script("secret");
        assert!(fetched.starts_with("setTimeout(") && fetched.ends_with("}, 50);"), "{fetched}");
        assert!(fetched.contains("(await fetch(\"/session/token\")).text()") && !fetched.contains("secret"));
    }
}
