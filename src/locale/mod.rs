//! The shopper's texts in each language, and how to choose them. Pure.
//!
//! A language is one `match` over all keys, so that a missing text is a compile error. The page may replace single texts by
//! their names (the `messages` property). Names in braces are replaced by values: `{method}`, `{reference}`, `{number}`,
//! `{was}` and `{now}`.

mod de;
mod en;
mod key;
mod sentence;
#[cfg(test)]
mod tests;

pub use key::Text;
pub use sentence::{
    check_text, cost_text, failure_sentence, failure_text, field_text, flaw_text, notice_text, with_reasons,
};

use crate::json::Json;
use std::rc::Rc;

/// The texts of one language, some of them replaced by the page.
#[derive(Clone, Debug)]
pub struct Texts {
    language: String,
    lookup: fn(Text) -> &'static str,
    overrides: Rc<Json>,
}

impl Texts {
    /// The texts for a BCP 47 tag. An unknown language becomes English. The region only changes how amounts are formatted.
    /// `overrides` is an object of texts by [`Text::name`]; other members are ignored.
    pub fn new(language: &str, overrides: &Json) -> Self {
        Self::first(language, overrides).whole()
    }

    /// Only the texts that are needed before the first click, such as the buttons' labels. All other texts are empty.
    pub fn first(language: &str, overrides: &Json) -> Self {
        let mut subtags = language.split(['-', '_']);
        let known = subtags.next().unwrap_or_default();
        let german = known.eq_ignore_ascii_case("de");
        let mut language = if german { "de" } else { "en" }.to_owned();
        let region = if german || known.eq_ignore_ascii_case("en") { subtags.find(is_region) } else { None };
        if let Some(region) = region {
            language.push('-');
            language.push_str(&region.to_ascii_uppercase());
        }
        Self { language, lookup: if german { de::first } else { en::first }, overrides: Rc::new(overrides.clone()) }
    }

    /// All texts of the same language.
    pub fn whole(&self) -> Self {
        let lookup = if self.language.starts_with("de") { de::text } else { en::text };
        Self { lookup, ..self.clone() }
    }

    /// A text.
    pub fn get(&self, text: Text) -> &str {
        self.overrides.get(text.name()).str().unwrap_or_else(|| (self.lookup)(text))
    }

    /// A text with `value` in place of the name in braces.
    pub fn with(&self, text: Text, value: &str) -> String {
        let template = self.get(text);
        let Some((head, (_, tail))) =
            template.split_once('{').and_then(|(head, rest)| Some((head, rest.split_once('}')?)))
        else {
            return template.to_owned();
        };
        [head, value, tail].concat()
    }

    /// The language tag, such as `de` or `de-AT`. It is well formed, so the browser's formatters accept it.
    pub fn language(&self) -> &str {
        &self.language
    }
}

/// Whether the subtag is a region of two letters. The browser's formatters throw an error for malformed tags.
fn is_region(tag: &&str) -> bool {
    tag.len() == 2 && tag.bytes().all(|byte| byte.is_ascii_alphabetic())
}

impl PartialEq for Texts {
    fn eq(&self, other: &Self) -> bool {
        self.language == other.language && self.overrides == other.overrides
    }
}
