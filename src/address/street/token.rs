//! The words of an address line, and what each of them can be.

use super::super::plain::{has_digit, is_among, is_given, offset};
use super::custom::{ADDITIONS, FLOORS, NO_NUMBER, ORDINALS, UNITS, UNITS_BEHIND};

/// The words of a line. A comma is a word of its own, and a number is one that only forgot its space: `Nr.5`, `No:12`,
/// `#4`, `Hauptstr.5`.
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

/// Puts a text behind another in the same line, if it says anything.
pub(super) fn add(line: &mut String, text: &str) {
    if is_given(text) {
        if !line.is_empty() {
            line.push_str(", ");
        }
        line.push_str(text);
    }
}

/// How many of the words are the house number that they begin with: `12`, `12 a`, `12 - 14`, `3 / 2 / 14`, `12 A 5`. With
/// `letters`, a single letter may belong to it.
pub(super) fn number_length(tokens: &[&str], letters: bool) -> usize {
    if !tokens.first().is_some_and(|token| is_number(token) || is_among(token, NO_NUMBER)) {
        return 0;
    }
    let mut length = 1;
    let number_at = |at: usize| tokens.get(at).is_some_and(|token| is_number(token));
    while let Some(token) = tokens.get(length) {
        if matches!(*token, "-" | "/") && number_at(length + 1) {
            length += 2;
        } else if is_addition(token) && !is_among(token, UNITS_BEHIND) && (letters || token.len() > 1) {
            length += 1 + usize::from(letters && token.len() == 1 && number_at(length + 1));
        } else {
            break;
        }
    }
    length
}

/// `12`, `1a`, `12bis`, `3/2/14`, `12-2`, `12/A`: begins with up to five digits and has no word within.
pub(super) fn is_number(word: &str) -> bool {
    digits(word) > 0
        && word.split(['/', '-', '+']).all(|piece| {
            let (number, addition) = piece.split_at(digits(piece));
            number.len() <= 5 && (addition.is_empty() && !number.is_empty() || is_mark(addition))
        })
}

/// What stands behind a number and belongs to it: `a`, `bis`, `III`, `B-2`.
pub(super) fn is_addition(word: &str) -> bool {
    is_among(word, ADDITIONS)
        || digits(word) == 0 && word.split('-').all(|piece| is_mark(piece) || is_number(piece) && piece.len() < 4)
}

/// A letter, also a Greek or a Cyrillic one, or a usual addition.
fn is_mark(text: &str) -> bool {
    let mut chars = text.chars();
    let is_letter = |char: char| char.is_ascii_alphabetic() || matches!(char, '\u{370}'..='\u{4ff}');
    is_among(text, ADDITIONS) || chars.next().is_some_and(is_letter) && chars.next().is_none()
}

/// `17.`, `2e`, `5th`, `3º`
pub(super) fn is_ordinal(word: &str) -> bool {
    let (number, suffix) = word.split_at(digits(word));
    !number.is_empty() && (suffix == "." || is_among(suffix, ORDINALS))
}

/// Whether the words begin with a place within the house.
pub(super) fn is_unit(tokens: &[&str], behind: bool) -> bool {
    let is_behind = |token: &str| behind && (is_among(token, UNITS_BEHIND) || is_among(token, FLOORS));
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
        || is_word(first) && (behind || is_named)
        || behind && first.ends_with(':')
}

/// How many digits the word begins with.
pub(in super::super) fn digits(word: &str) -> usize {
    word.bytes().take_while(u8::is_ascii_digit).count()
}
