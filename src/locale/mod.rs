//! The shopper's texts, and how to choose them. Pure.
//!
//! Each language is a file in `languages/`, by the keys of [`Text`]. English is compiled in. The files of the other languages
//! ship beside the element, and only the one in use is loaded. A text is looked up in the page's `messages`, then in the file,
//! then in English. Names in braces are replaced by values: `{method}`, `{reference}`, `{number}`, `{field}`,
//! `{email}`, `{was}` and `{now}`.

mod key;
mod language;
mod sentence;
mod tag;
#[cfg(test)]
mod tests;

pub use key::Text;
pub use language::{Language, languages};
pub use sentence::{
    check_text, cost_text, failure_sentence, failure_text, field_text, flaw_text, notice_text, with_reasons,
};
#[cfg(any(feature = "browser", test))]
pub(crate) use tag::{canonical, is_right_to_left};

use crate::json::Json;
use language::{FIRST, FIRST_AT, Words, english, form};
use std::rc::Rc;

/// The texts of one language, some of them replaced by the page.
#[derive(Clone, Debug)]
pub struct Texts {
    /// The tag of the wanted language.
    language: String,
    /// The texts of the language's file.
    file: Language,
    /// The page's own texts, by name.
    messages: Rc<Json>,
    /// The names and the English texts. `None` for those of the first module.
    words: Option<Rc<Words>>,
}

impl Texts {
    /// The texts for a BCP 47 tag, with the file of its language. `messages` is an object of texts by [`Text::name`]; other
    /// members are ignored.
    pub fn new(language: &str, file: Language, messages: &Json) -> Self {
        Self::first(language, file, messages).whole()
    }

    /// The same without the names and the English texts that only the second module has.
    pub fn first(language: &str, file: Language, messages: &Json) -> Self {
        Self { language: language.to_owned(), file, messages: Rc::new(messages.clone()), words: None }
    }

    /// All texts of the same language.
    pub fn whole(&self) -> Self {
        Self { words: Some(english()), file: self.file.spelt_for(&self.language), ..self.clone() }
    }

    /// The same texts without a language. They are for a drawing that nobody sees: amounts and countries in it are not formatted.
    pub fn without_language(&self) -> Self {
        Self { language: String::new(), ..self.clone() }
    }

    /// The name of a text in `messages`, and the text in English.
    fn word(&self, text: Text) -> (&str, &str) {
        let at = text as usize;
        let word = match &self.words {
            Some(words) => words.get(at).map(|(name, english)| (&**name, &**english)),
            None => FIRST.get(at.wrapping_sub(FIRST_AT)).copied(),
        };
        word.unwrap_or_default()
    }

    /// A text.
    pub fn get(&self, text: Text) -> &str {
        let (name, english) = self.word(text);
        self.messages.get(name).str().or_else(|| self.file.line(text)).unwrap_or(english)
    }

    /// The words of the button that orders. `plain`: no law prescribes them. What the page sets as `placeOrder` counts in every
    /// country, unless it has plain words of its own, too.
    pub fn order_button(&self, plain: bool) -> &str {
        let by_law = Text::PlaceOrder;
        if !plain {
            return self.get(by_law);
        }
        let (name, english) = self.word(Text::PlaceOrderPlain);
        let own = |name: &str| self.messages.get(name).str();
        let own = own(name).or_else(|| own(self.word(by_law).0));
        let file = || self.file.line(Text::PlaceOrderPlain).or_else(|| self.file.line(by_law));
        own.or_else(file).unwrap_or(english)
    }

    /// A text with `value` in place of the name in braces.
    pub fn with(&self, text: Text, value: &str) -> String {
        filled(self.get(text), value)
    }

    /// A text about a number of things. `category` is the plural category of the number in the language: `one`, `few`, ….
    pub fn counted(&self, text: Text, category: &str, number: &str) -> String {
        let (name, english) = self.word(text);
        let own = |end: &str| self.messages.get(&[name, end].concat()).str();
        let own = own(&[".", category].concat()).or_else(|| own(".other")).or_else(|| own(""));
        let file = || form(self.file.line(text)?, category);
        filled(own.or_else(file).or_else(|| form(english, category)).unwrap_or_default(), number)
    }

    /// The shopper's name of a payment method: `method.` and its key in the page's `messages`, or the name that the shop gives.
    pub fn method<'a>(&'a self, key: &str, name: &'a str) -> &'a str {
        self.messages.get(&["method.", key].concat()).str().unwrap_or(name)
    }

    /// The tag of the wanted language, such as `de` or `de-AT`. It is well formed, so the browser's formatters accept it.
    pub fn language(&self) -> &str {
        &self.language
    }

    /// The tag of the language in which the texts are written: English, if neither a file nor the page has the wanted one.
    pub fn written_in(&self) -> &str {
        if self.file.is_empty() && self.messages.members().is_empty() && !self.language.starts_with("en") {
            return "en";
        }
        &self.language
    }
}

/// The template with the value in place of the first name in braces.
fn filled(template: &str, value: &str) -> String {
    match template.split_once('{').and_then(|(head, rest)| Some((head, rest.split_once('}')?))) {
        Some((head, (_, tail))) => [head, value, tail].concat(),
        None => template.to_owned(),
    }
}

impl PartialEq for Texts {
    fn eq(&self, other: &Self) -> bool {
        self.language == other.language && self.file == other.file && self.messages == other.messages
    }
}
