//! Texts by language. Pure.
//!
//! A language is one `match` over all keys, so that a text that is missing does not compile. The page may replace single
//! texts by their names (the `messages` property). What stands in braces is put in: `{method}`, `{reference}`, `{number}`.

mod de;
mod en;
mod key;
mod sentence;
#[cfg(test)]
mod tests;

pub use key::Text;
pub use sentence::{check_text, failure_text, field_text, flaw_text, notice_text};

use crate::json::Json;

/// The texts of one language, with the page's own in place of some.
#[derive(Clone, Debug)]
pub struct Texts {
    language: String,
    lookup: fn(Text) -> &'static str,
    overrides: Json,
}

impl Texts {
    /// The texts for a BCP 47 tag. A region that is not known changes nothing but how amounts are written; a language that
    /// is not known becomes English. `overrides` is an object of texts by [`Text::name`]; whatever else it holds is ignored.
    pub fn new(language: &str, overrides: &Json) -> Self {
        let mut subtags = language.split(['-', '_']);
        let known = subtags.next().unwrap_or_default().to_ascii_lowercase();
        let (known, lookup): (_, fn(Text) -> &'static str) = match known.as_str() {
            "de" => ("de", de::text),
            "en" => ("en", en::text),
            _ => {
                subtags = "".split(['-', '_']);
                ("en", en::text)
            }
        };
        let mut language = known.to_owned();
        // Only what is certainly well formed: the browser's formatters throw at anything else.
        if let Some(region) = subtags.find(|tag| tag.len() == 2 && tag.bytes().all(|byte| byte.is_ascii_alphabetic())) {
            language.push('-');
            language.push_str(&region.to_ascii_uppercase());
        }
        Self { language, lookup, overrides: overrides.clone() }
    }

    /// A text.
    pub fn get(&self, text: Text) -> &str {
        self.overrides.get(text.name()).str().unwrap_or_else(|| (self.lookup)(text))
    }

    /// A text with `value` in place of what stands in braces.
    pub fn with(&self, text: Text, value: &str) -> String {
        let template = self.get(text);
        let Some((head, (_, tail))) =
            template.split_once('{').and_then(|(head, rest)| Some((head, rest.split_once('}')?)))
        else {
            return template.to_owned();
        };
        [head, value, tail].concat()
    }

    /// The tag of what is shown: `de`, `de-AT`. Well formed, so the browser's formatters take it.
    pub fn language(&self) -> &str {
        &self.language
    }
}

impl PartialEq for Texts {
    fn eq(&self, other: &Self) -> bool {
        self.language == other.language && self.overrides == other.overrides
    }
}
