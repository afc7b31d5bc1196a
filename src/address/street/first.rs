//! Splits lines with the number before the street: 12 bis rue de Rivoli; Flat 3, 12 High Street; No. 12, Jalan Ampang.

use super::super::plain::{has_digit, is_among};
use super::custom::{ANNOUNCING, BRITISH_STREETS, HOUSE_NAMES, KEPT_WITH_NUMBER, UNIT_BEFORE_STROKE, UNITS};
use super::token::{add, is_number, is_ordinal, is_unit, number_length, span};
use super::{Line, post_box};

/// Finds the piece between commas that begins with the number. The pieces before it are a flat, a floor or a name.
pub(super) fn split(line: &str, tokens: &[&str], country: &str, direction: bool) -> Option<Box<Line>> {
    let pieces: Vec<&[&str]> = tokens.split(|token| *token == ",").filter(|piece| !piece.is_empty()).collect();
    if !has_digit(line) {
        return house_name(line, &pieces, country);
    }
    let at = pieces.iter().position(|piece| !is_early(span(line, piece), piece, country))?;
    let (early, later) = pieces.split_at_checked(at)?;
    let (piece, mut later) = later.split_first()?;
    let mut piece = *piece;
    let mut rest = String::new();
    for piece in early {
        add(&mut rest, span(line, piece));
    }
    // "Flat 3 12 High Street"
    if let [unit, flat, house, _, ..] = piece
        && is_among(unit, UNITS)
        && is_number(flat)
        && is_number(house)
    {
        let (flat, after) = piece.split_at_checked(2)?;
        add(&mut rest, span(line, flat));
        piece = after;
    }
    if let [word, after @ ..] = piece
        && is_among(word, ANNOUNCING)
    {
        piece = after;
    }
    let kept = usize::from(is_kept(piece, country));
    let length = number_length(piece.get(kept..)?, !direction);
    let (number, mut street) = piece.split_at_checked(kept + length)?;
    // "12, rue de Rivoli"
    if street.is_empty() && rest.is_empty() {
        let (next, after) = later.split_first()?;
        (street, later) = (next, after);
    }
    // A second number, or a floor: "3 Floor".
    let next = street.first()?;
    let other = is_plain_number(next) || is_among(next, UNITS);
    if length == 0 || other || later.iter().any(|piece| matches!(piece, [number, _, ..] if is_plain_number(number))) {
        return None;
    }
    let mut end = 1;
    while !is_unit(street.get(end..)?, false) && end < street.len() {
        end += 1;
    }
    let (street, unit) = street.split_at_checked(end)?;
    add(&mut rest, span(line, unit));
    for piece in later {
        add(&mut rest, span(line, piece));
    }
    Some(Line::new(span(line, street), span(line, number), &rest))
}

/// Whether the word is a number and not an ordinal.
fn is_plain_number(word: &str) -> bool {
    is_number(word) && !is_ordinal(word)
}

/// Whether the piece comes before the street: a flat or floor, a box, or a text without a number.
fn is_early(text: &str, piece: &[&str], country: &str) -> bool {
    let only_one = !text.starts_with('#') && !piece.iter().skip(2).any(|token| has_digit(token));
    let is_unit = is_unit(piece, false) && only_one && !(piece.len() > 2 && is_kept(piece, country));
    !has_digit(text) || is_unit || post_box(text).is_some()
}

/// Whether the word stays part of the number: "Lot 12", "Blk 123", "Unit 5/12".
fn is_kept(piece: &[&str], country: &str) -> bool {
    let [word, number, ..] = piece else { return false };
    is_among(word, KEPT_WITH_NUMBER)
        || is_among(country, UNIT_BEFORE_STROKE) && number.bytes().any(|byte| byte == b'/') && is_among(word, UNITS)
}

/// Uses the name of a house as its number, as Royal Mail does: "Rose Cottage, Church Lane".
fn house_name(line: &str, pieces: &[&[&str]], country: &str) -> Option<Box<Line>> {
    let is_street = |piece: &[&str]| matches!(piece, [_, .., word] if is_among(word, BRITISH_STREETS));
    let [name, street] = pieces else { return None };
    let found = is_among(country, HOUSE_NAMES) && is_street(street) && !is_street(name);
    found.then(|| Line::new(span(line, street), span(line, name), ""))
}
