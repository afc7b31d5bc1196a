//! Splits address lines into street, house number and addition by the custom of the country, and joins them.
//!
//! A line is split only if the result is certain. Otherwise the shopper is asked, because a parcel with a wrong house number
//! is lost.

mod custom;
mod first;
mod last;
mod lines;
mod script;
mod token;

pub(super) use lines::{Verdict, divide};
pub(super) use token::digits;

use super::plain::{has_digit, is_among, is_given, letters};
use custom::{BOX_WORDS, BOXES, NUMBER_FIRST, NUMBER_FIRST_THEN_DIRECTION, NUMBER_LAST, ROUTES};
use token::{is_number, span, tokens};

/// A split address line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Line {
    /// The street.
    pub street: String,
    /// The house number with its additions.
    pub number: String,
    /// The rest: floor, door, building, "c/o".
    pub rest: String,
}

impl Line {
    fn new(street: &str, number: &str, rest: &str) -> Box<Self> {
        Box::new(Self { street: street.to_owned(), number: number.to_owned(), rest: rest.to_owned() })
    }
}

/// Street and number in one line, in the order of the country. A post-office box has the same order in every country.
pub(super) fn joined(street: &str, number: &str, country: &str) -> String {
    if street.is_empty() || number.is_empty() {
        return [street, number].concat();
    }
    let is_sign = |text: &str| text.chars().next_back().is_some_and(|char| !char.is_ascii());
    let space = match () {
        // 丸の内1-9-1
        () if is_sign(street) && script::is_written_without_spaces(street) && script::is_home(country) => "",
        // "Rose Cottage, Church Lane"
        () if !has_digit(number) && token::number_length(&tokens(number), true) == 0 => ", ",
        () => " ",
    };
    let lines = [[street, space, number].concat(), [number, space, street].concat()];
    let number_first = is_among(country, NUMBER_FIRST) || is_among(country, NUMBER_FIRST_THEN_DIRECTION);
    let usual = usize::from(number_first && !is_among(country, NUMBER_LAST) && !space.is_empty());
    // Prefer an order that `split` reads back correctly, else take the usual order.
    let reads =
        |line: &&String| split(line, country).is_some_and(|found| found.street == street && found.number == number);
    let order = [lines.get(usual), lines.get(1 - usual)];
    order.into_iter().flatten().find(reads).or(order[0]).cloned().unwrap_or_default()
}

/// Splits a line. `None` if that is not certain. The result is boxed because that makes the download smaller.
pub(super) fn split(line: &str, country: &str) -> Option<Box<Line>> {
    by_custom(line, country).or_else(|| post_box(line))
}

fn by_custom(line: &str, country: &str) -> Option<Box<Line>> {
    if script::is_written_without_spaces(line) && script::is_home(country) {
        return script::split(line, country);
    }
    let tokens = tokens(line);
    let direction = is_among(country, NUMBER_FIRST_THEN_DIRECTION);
    let number_first = direction || is_among(country, NUMBER_FIRST);
    let number_last = is_among(country, NUMBER_LAST);
    let mut found = if number_last { last::split(line, &tokens, country) } else { None };
    // Both orders are usual in the country, or a comma shows that the number is not part of a name.
    if found.is_none() && (number_first || number_last && tokens.get(1) == Some(&",")) {
        found = first::split(line, &tokens, country, direction);
        found = found.filter(|found| !(number_last && has_digit(&found.street)));
    }
    let found = found?;
    let street = token::tokens(&found.street);
    // Streets in a grid have short names: "S 900 E".
    let is_street = letters(&found.street) >= if direction { 2 } else { 3 } && is_given(&found.street);
    (is_street && !street.iter().any(|token| is_among(token, BOXES))).then_some(found)
}

/// Splits a post-office box into its name and its number. They are used as street and house number, as in DHL's forms for a
/// Packstation, because a box has no house number.
fn post_box(line: &str) -> Option<Box<Line>> {
    let tokens = tokens(line);
    let end = tokens.iter().position(|token| *token == ",").unwrap_or(tokens.len());
    let (piece, rest) = tokens.split_at_checked(end)?;
    let rest = span(line, rest.get(1..).unwrap_or_default());
    // RR 2 Box 152, PSC 802 Box 74: USPS Publication 28, 24 and 225.
    let routed = matches!(piece, [route, number, word, _]
        if is_among(route, ROUTES) && is_number(number) && is_among(word, "box"));
    let words = piece.iter().take_while(|token| is_among(token, BOXES) || is_among(token, BOX_WORDS)).count();
    let at = if routed { 2 } else { words };
    let (words, number) = piece.split_at_checked(at)?;
    let last = number.last()?;
    let is_digits = |token: &&str| token.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    let is_box = at > 0 && has_digit(last) && (routed || number.iter().all(is_digits));
    is_box.then(|| Line::new(span(line, words), span(line, number), rest))
}

/// Whether the rest looks like postcode and city, or like the real street.
fn is_doubtful(rest: &str, country: &str) -> bool {
    let tokens = tokens(rest);
    tokens.first().is_some_and(|token| token::digits(token) >= 4) && letters(rest) >= 3
        || by_custom(rest, country).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn street_and_number_stand_in_one_line_as_the_country_writes_them() {
        for (street, number, country, expected, why) in [
            ("Linienstraße", "12", "DE", "Linienstraße 12", "the number comes last"),
            ("Market St", "1455", "US", "1455 Market St", "the number comes first"),
            ("rue de Rivoli", "12 bis", "FR", "12 bis rue de Rivoli", "with its addition"),
            ("PO Box", "123", "US", "PO Box 123", "a box has the same order in every country"),
            ("RR 2", "Box 152", "US", "RR 2 Box 152", "so has a route"),
            ("Packstation", "145", "DE", "Packstation 145", "so has a Packstation"),
            ("Church Lane", "Rose Cottage", "GB", "Rose Cottage, Church Lane", "a house that has only a name"),
            ("丸の内", "1-9-1", "JP", "丸の内1-9-1", "without a space"),
            ("Marunouchi", "1-9-1", "JP", "Marunouchi 1-9-1", "with a space, in Latin letters"),
            ("Straße des 17. Juni", "135", "DE", "Straße des 17. Juni 135", "a street name with a number"),
            ("Località Poggio", "snc", "IT", "Località Poggio snc", "an abbreviation for no number"),
            ("Linienstraße", "12", "", "Linienstraße 12", "an unknown country"),
            ("Linienstraße", "", "DE", "Linienstraße", "no number"),
            ("", "12", "DE", "12", "no street"),
            ("", "", "DE", "", "nothing"),
        ] {
            assert_eq!(joined(street, number, country), expected, "{why}");
        }
    }
}
