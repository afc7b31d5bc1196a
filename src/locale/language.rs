//! The files of the languages: their format, and the English words that are compiled in.

use super::key::Text;
use crate::json::Json;
use std::rc::Rc;

/// The words of the first module, by their names in `messages`, in the order of [`Text`].
pub(super) const FIRST: &[(&str, &str)] = &[
    ("failedMethods", "Express Checkout could not be loaded. Nothing was ordered."),
    ("payWith", "Pay with {method}"),
    ("buyWith", "Buy with {method}"),
    ("checkoutWith", "Check out with {method}"),
];

/// The position of the first of these words among all texts.
pub(super) const FIRST_AT: usize = Text::FailedMethods as usize;

/// The name of each text and its line, in the order of [`Text`].
pub(super) type Words = Vec<(String, String)>;

/// The texts of one language.
///
/// ```
/// use express_checkout::{Language, languages};
///
/// let german = Language::parse(languages::DE).expect("it ships with this crate");
/// let own = Language::parse(r#"{ "cancel": "Stop" }"#).expect("it is JSON");
/// assert!(german != own);
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Language(Rc<Json>);

impl Language {
    /// Reads a file of a language, as in [`languages`]: a JSON object of texts by the names in `docs/texts.md`. A text that is
    /// missing is shown in English. `None` if the file is not JSON.
    pub fn parse(json: &str) -> Option<Self> {
        let own = lines(&Json::parse(json).ok()?);
        let line = |(name, _): &(String, String)| {
            own.iter().find(|(known, _)| known == name).map_or(Json::Null, |(_, line)| Json::Str(line.clone()))
        };
        Some(Self::of_lines(Json::list(english().iter().map(line))))
    }

    /// The lines of a shipped file, in the order of [`Text`].
    pub(crate) fn of_lines(lines: Json) -> Self {
        Self(Rc::new(lines))
    }

    /// The same texts as the region of the tag writes them: Switzerland and Liechtenstein write "ss" for "ß".
    pub(super) fn spelt_for(&self, tag: &str) -> Self {
        let mut subtags = tag.split('-');
        if subtags.next() != Some("de") || !subtags.any(|region| ["CH", "LI"].contains(&region)) {
            return self.clone();
        }
        let spell = |line: &Json| line.str().map_or(Json::Null, |line| Json::Str(line.replace('ß', "ss")));
        Self::of_lines(Json::list(self.0.items().iter().map(spell)))
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.items().is_empty()
    }

    pub(super) fn line(&self, text: Text) -> Option<&str> {
        self.0.items().get(text as usize)?.str().filter(|line| !line.is_empty())
    }
}

thread_local! {
    /// Read once for all checkouts of the page.
    static ENGLISH: Rc<Words> = Rc::new(lines(&Json::parse(languages::EN).unwrap_or_default()));
}

/// The names and the English lines.
pub(super) fn english() -> Rc<Words> {
    ENGLISH.with(Rc::clone)
}

/// One line for each text of a file. A text with plural forms has them in one line, each after its category, with tabs
/// between them. `xtask/src/languages.rs` writes such lines into the shipped files.
fn lines(file: &Json) -> Words {
    let mut words = Words::new();
    for (name, text) in file.members() {
        let text = text.str().unwrap_or_default();
        let Some((name, category)) = name.split_once('.') else {
            words.push((name.clone(), text.to_owned()));
            continue;
        };
        let form = [category, "\t", text].concat();
        match words.last_mut() {
            Some((last, line)) if last == name => *line = [line, "\t", &form].concat(),
            _ => words.push((name.to_owned(), form)),
        }
    }
    words
}

/// The plural form of this category in a line, or the form `other`.
pub(super) fn form<'a>(line: &'a str, category: &str) -> Option<&'a str> {
    let find = |category: &str| {
        let mut parts = line.split('\t');
        while let (Some(known), Some(form)) = (parts.next(), parts.next()) {
            if known == category {
                return Some(form);
            }
        }
        None
    };
    find(category).or_else(|| find("other"))
}

macro_rules! files {
    ($($(#[$doc:meta])* $name:ident = $tag:literal,)*) => {
        /// The files of the languages that the element ships, for [`Language::parse`].
        pub mod languages {
            $($(#[$doc])* pub const $name: &str = include_str!(concat!("languages/", $tag, ".json"));)*

            /// All of them, by the tag in the name of the file.
            #[cfg(test)]
            pub(crate) const ALL: &[(&str, &str)] = &[$(($tag, $name)),*];
        }
    };
}

files! {
    /// English.
    EN = "en",
    /// German.
    DE = "de",
    /// French.
    FR = "fr",
    /// Dutch.
    NL = "nl",
    /// Italian.
    IT = "it",
    /// Spanish.
    ES = "es",
    /// Polish.
    PL = "pl",
    /// Czech.
    CS = "cs",
    /// Portuguese.
    PT = "pt",
    /// Swedish.
    SV = "sv",
    /// Danish.
    DA = "da",
    /// Finnish.
    FI = "fi",
    /// Norwegian Bokmål.
    NB = "nb",
    /// Hungarian.
    HU = "hu",
    /// Romanian.
    RO = "ro",
    /// Greek.
    EL = "el",
    /// Turkish.
    TR = "tr",
    /// Ukrainian.
    UK = "uk",
    /// Japanese.
    JA = "ja",
    /// Korean.
    KO = "ko",
    /// Chinese, simplified.
    ZH_HANS = "zh-Hans",
    /// Arabic.
    AR = "ar",
    /// Hebrew.
    HE = "he",
}
