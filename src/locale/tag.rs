//! Language tags. The loader does the same with `Intl`; this is for Yew applications.

#![cfg(any(feature = "browser", test))]

/// Languages that are written from right to left, unless the tag names another script.
const RIGHT_TO_LEFT: [&str; 12] = ["ar", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "syr", "ug", "ur", "yi"];

/// The scripts that are written from right to left.
const SCRIPTS: [&str; 7] = ["Adlm", "Arab", "Hebr", "Nkoo", "Rohg", "Syrc", "Thaa"];

/// The well-formed tag with language, script and region. English for a text that is no tag: the browser's formatters throw
/// an error for malformed tags.
pub(crate) fn canonical(tag: &str) -> String {
    let mut subtags = tag.trim().split(['-', '_']);
    let language = subtags.next().unwrap_or_default();
    if !is_letters(language, 2) && !is_letters(language, 3) {
        return "en".to_owned();
    }
    let mut canonical = language.to_ascii_lowercase();
    let mut rest = subtags.peekable();
    if let Some(script) = rest.next_if(|subtag| is_letters(subtag, 4)) {
        let (first, others) = script.split_at(1);
        canonical = [&canonical, "-", &first.to_ascii_uppercase(), &others.to_ascii_lowercase()].concat();
    }
    if let Some(region) = rest.find(|subtag| is_letters(subtag, 2) || is_number(subtag)) {
        canonical = [&canonical, "-", &region.to_ascii_uppercase()].concat();
    }
    canonical
}

/// Whether the language of a canonical tag is written from right to left.
pub(crate) fn is_right_to_left(tag: &str) -> bool {
    let mut subtags = tag.split('-');
    let language = subtags.next().unwrap_or_default();
    match subtags.next().filter(|subtag| subtag.len() == 4) {
        Some(script) => SCRIPTS.contains(&script),
        None => RIGHT_TO_LEFT.contains(&language),
    }
}

fn is_letters(subtag: &str, length: usize) -> bool {
    subtag.len() == length && subtag.bytes().all(|byte| byte.is_ascii_alphabetic())
}

fn is_number(subtag: &str) -> bool {
    subtag.len() == 3 && subtag.bytes().all(|byte| byte.is_ascii_digit())
}
