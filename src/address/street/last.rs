//! Splits lines with the number after the street: Linienstraße 12, Calle Mayor, 3, ul. Prosta 5/7.

use super::super::plain::{has_digit, is_among, letters};
use super::custom::{ANNOUNCING, DATES, HUNGARIAN_STREETS, LONG_STREETS, UNITS, UNITS_AFTER_NUMBER};
use super::token::{add, digits, is_ordinal, is_unit, number_length, span};
use super::{Line, is_doubtful};

/// Splits before the number that is introduced by a word such as "nr". If there is none, before the first number that is
/// certainly the house number.
pub(super) fn split(line: &str, tokens: &[&str], country: &str) -> Option<Box<Line>> {
    for pass in 0..2 {
        for (at, word) in tokens.iter().enumerate() {
            let announced = is_among(word, ANNOUNCING);
            if announced == (pass == 0)
                && let Some(found) = divide(line, tokens, at + 1, announced, country)
            {
                return Some(found);
            }
        }
    }
    None
}

fn divide(line: &str, tokens: &[&str], at: usize, announced: bool, country: &str) -> Option<Box<Line>> {
    let (mut street, after) = tokens.split_at_checked(at)?;
    // In Hungary a full stop follows the house number ("Fő utca 5."). In other countries it makes an ordinal.
    let stopped = after.first()?.strip_suffix('.').filter(|_| country == "HU");
    let length = stopped.map_or_else(|| number_length(after, true), |number| number_length(&[number], true));
    let (number, after) = after.split_at_checked(length)?;
    while let [before @ .., word] = street
        && is_among(word, ANNOUNCING)
    {
        street = before;
    }
    let mut alone = false;
    if let [before @ .., ","] = street {
        (street, alone) = (before, true);
    }
    let mut early: &[&str] = &[];
    if let Some(comma) = street.iter().rposition(|token| *token == ",") {
        (early, street) = (street.get(..comma)?, street.get(comma + 1..)?);
    }
    let name = *street.last()?;
    let (early, number) = (span(line, early), span(line, number));
    let number = number.strip_suffix('.').unwrap_or(number);

    // Not the house number: the number of a kilometre or a flat, and numbers in names such as "17. Juni" and "3 Maja". A
    // second number makes it unclear. "Plein 1944" is a name, because few streets in Europe have so many houses.
    let other = is_among(name, UNITS) || is_among(name, UNITS_AFTER_NUMBER);
    let year = number.len() == 4 && number.starts_with("19") && !is_among(country, LONG_STREETS);
    let unclear = !announced && (year || is_crowded(street) || letters(name) == 0);
    // The text before the street is a name, a host or a company. If it has a number, it could be the street.
    let strange = has_digit(early) || alone && !early.is_empty();
    let typed = country == "HU" && !alone && is_among(name, HUNGARIAN_STREETS);
    let (ends, after) = match after {
        ["," | "-", after @ ..] => (true, after),
        after => (typed || after.is_empty() || is_unit(after, true), after),
    };
    let rest = span(line, after);
    if length == 0 || other || unclear || strange || !ends || is_doubtful(rest, country) {
        return None;
    }
    let mut found = Line::new(span(line, street), number, "");
    add(&mut found.rest, early);
    add(&mut found.rest, rest);
    Some(found)
}

fn is_crowded(street: &[&str]) -> bool {
    street.iter().enumerate().any(|(index, token)| {
        let is_date = street.get(index + 1).is_some_and(|next| is_among(next, DATES));
        digits(token) > 0 && !is_ordinal(token) && !is_date
    })
}
