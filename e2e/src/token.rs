//! How the page gives the element the customer's access token: as text or by a function, at once or late.

use crate::site::{File, Site};
use serde_json::json;
use std::time::Duration;

/// The path at which the page's server returns the token of the session.
pub const SESSION: &str = "/session/token";

/// How a page gives the token.
#[derive(Debug, Clone, Copy, Default)]
pub struct Token {
    fetched_in: Option<Duration>,
    set_after_ms: u32,
}

impl Token {
    /// As text, set before the element is defined.
    pub fn text() -> Self {
        Self::default()
    }

    /// By the function of the integration guide, which asks the page's server each time. The server needs this long.
    pub fn fetched(takes: Duration) -> Self {
        Self { fetched_in: Some(takes), ..Self::default() }
    }

    /// Set this number of milliseconds after the element is in the page, as by an application that first restores its
    /// session.
    #[must_use]
    pub fn set_after(self, milliseconds: u32) -> Self {
        Self { set_after_ms: milliseconds, ..self }
    }

    /// Whether the page gives the token as text.
    pub(crate) fn is_text(self) -> bool {
        self.fetched_in.is_none()
    }

    /// The script of the page.
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

    /// Puts the token on the page's server.
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
