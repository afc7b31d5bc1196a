//! Splits an address line into words and classifies them: numbers, additions, floors and flats.

use super::super::plain::{has_digit, is_among, is_given, offset};
use super::custom::{ADDITIONS, FLOORS, NO_NUMBER, ORDINALS, UNITS, UNITS_AFTER_NUMBER};

/// The words of a line. A comma is a separate word. A number after a full stop or a similar sign is also a separate word:
/// `Nr.5`, `No:12`, `#4`, `Hauptstr.5`.
pub(super) fn tokens(line: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let mut start = 0;
    for at in 0..=line.len() {
        let byte = line.as_bytes().get(at).copied().unwrap_or(b' ');
        let word = line.get(start..at).unwrap_or_default();
        let ends = matches!(byte, b' ' | b',');
        let announces = matches!(word.chars().next_back(), Some('.' | ':' | '#' | 'º' | '№')) && digits(word) == 0;
        if ends || byte.is_ascii_digit() && announces {
            if !word.is_empty() {
                out.push(word);
            }
            if byte == b',' {
                out.extend(line.get(at..=at));
            }
            start = at + usize::from(ends);
        }
    }
    out
}

/// The text from the first of these words to the last.
pub(super) fn span<'a>(line: &'a str, tokens: &[&'a str]) -> &'a str {
    match tokens {
        [] => "",
        [first, .., last] => line.get(offset(line, first)..offset(line, last) + last.len()).unwrap_or_default(),
        [only] => only,
    }
}

/// Appends a text to a line, unless it is empty or a placeholder.
pub(super) fn add(line: &mut String, text: &str) {
    if is_given(text) {
        if !line.is_empty() {
            line.push_str(", ");
        }
        line.push_str(text);
    }
}

/// How many words at the beginning are the house number: `12`, `12 a`, `12 - 14`, `3 / 2 / 14`, `12 A 5`. With `letters`, a
/// single letter may belong to it.
pub(super) fn number_length(tokens: &[&str], letters: bool) -> usize {
    if !tokens.first().is_some_and(|token| is_number(token) || is_among(token, NO_NUMBER)) {
        return 0;
    }
    let mut length = 1;
    let number_at = |at: usize| tokens.get(at).is_some_and(|token| is_number(token));
    while let Some(token) = tokens.get(length) {
        if matches!(*token, "-" | "/") && number_at(length + 1) {
            length += 2;
        } else if is_addition(token) && !is_among(token, UNITS_AFTER_NUMBER) && (letters || token.len() > 1) {
            length += 1 + usize::from(letters && token.len() == 1 && number_at(length + 1));
        } else {
            break;
        }
    }
    length
}

/// Whether the word is a number of up to five digits, with additions but without other words: `12`, `1a`, `12bis`, `3/2/14`,
/// `12-2`, `12/A`.
pub(super) fn is_number(word: &str) -> bool {
    digits(word) > 0
        && word.split(['/', '-', '+']).all(|piece| {
            let (number, addition) = piece.split_at(digits(piece));
            number.len() <= 5 && (addition.is_empty() && !number.is_empty() || is_mark(addition))
        })
}

/// Whether the word is an addition to the number before it: `a`, `bis`, `III`, `B-2`.
pub(super) fn is_addition(word: &str) -> bool {
    is_among(word, ADDITIONS)
        || digits(word) == 0 && word.split('-').all(|piece| is_mark(piece) || is_number(piece) && piece.len() < 4)
}

/// Whether the text is a single letter (Latin, Greek or Cyrillic) or a known addition.
fn is_mark(text: &str) -> bool {
    let mut chars = text.chars();
    let is_letter = |char: char| char.is_ascii_alphabetic() || matches!(char, '\u{370}'..='\u{4ff}');
    is_among(text, ADDITIONS) || chars.next().is_some_and(is_letter) && chars.next().is_none()
}

/// Whether the word is an ordinal: `17.`, `2e`, `5th`, `3º`.
pub(super) fn is_ordinal(word: &str) -> bool {
    let (number, suffix) = word.split_at(digits(word));
    !number.is_empty() && (suffix == "." || is_among(suffix, ORDINALS))
}

/// Whether the words begin with a flat, a floor or a similar place within the house. `after_number`: they follow the
/// house number.
pub(super) fn is_unit(tokens: &[&str], after_number: bool) -> bool {
    let is_behind = |token: &str| after_number && (is_among(token, UNITS_AFTER_NUMBER) || is_among(token, FLOORS));
    let is_word = |token: &str| is_among(token, UNITS) || is_behind(token);
    let Some(first) = tokens.first() else { return false };
    let next = tokens.get(1).copied().unwrap_or_default();
    if is_ordinal(first) {
        return matches!(first.chars().next_back(), Some('º' | 'ª' | '°')) || is_word(next);
    }
    let is_named = has_digit(next) || next.len() == 1 && next != ",";
    first.starts_with('#')
        || first.starts_with('(')
        || first.ends_with("/F")
        || is_word(first) && (after_number || is_named)
        || after_number && first.ends_with(':')
}

/// The number of digits at the beginning of the word.
pub(in super::super) fn digits(word: &str) -> usize {
    word.bytes().take_while(u8::is_ascii_digit).count()
}
