//! Street and house number in one line, divided by the custom of the country. Only where that is sure: a wrong house
//! number is a lost parcel, a question to the shopper is not.

use super::plain::{is_among, is_given, letters};

/// Julie-Wolfthorn-Straße 1a.
const NUMBER_LAST: &str = "DE AT CH LI NL BE DK NO SE FI IS PL CZ SK HU SI HR RS BA RO BG GR CY IT SM ES AD PT EE LV LT UA BR AR MX";

/// 12 bis rue de Rivoli, 221 B Baker Street.
const NUMBER_FIRST: &str = "FR LU MC GB IE";

/// 100 N Main St: a single letter behind the number is a direction.
const NUMBER_FIRST_THEN_DIRECTION: &str = "US CA AU NZ";

/// Lines with these have a number that is no house's.
const BOXES: &str = "box pobox postfach packstation postfiliale paketshop paketbox poststation postbus postboks apartado bp \
casella skrytka postilokero paczkomat km";

/// What follows these is within the house.
const UNITS: &str = "bus bte boîte m lok lgh top tür stiege app apt apartment appt ap whg int piso pta esc bl sc et etage og haus \
hinterhaus vorderhaus gebäude block halle ste suite unit flat fl floor room rm bldg building";

/// Words that only announce the number.
const ANNOUNCING: &str = "nr no nº n° n num č";

/// Behind the digits, with or without a space.
const ADDITIONS: &str = "bis ter quater hs ii iii iv";

/// A line, divided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Line<'a> {
    /// The street.
    pub street: &'a str,
    /// The house number with its additions.
    pub number: &'a str,
    /// What came behind both: floor, door, building.
    pub rest: &'a str,
}

/// Divides a line; nothing when that is not sure.
pub(super) fn split<'a>(line: &'a str, country: &str) -> Option<Line<'a>> {
    let last = is_among(country, NUMBER_LAST);
    let direction = is_among(country, NUMBER_FIRST_THEN_DIRECTION);
    if !last && !direction && !is_among(country, NUMBER_FIRST) || line.split([' ', ',', '.']).any(|word| is_among(word, BOXES)) {
        return None;
    }
    // A full stop makes a Hungarian number, elsewhere an ordinal: "Fő utca 5."
    let line = if country == "HU" { line.trim_end_matches('.') } else { line };
    let (head, behind) = line.split_once(',').map_or((line, ""), |(head, behind)| (head.trim(), behind.trim()));
    let (inner, unit) = head.split_at(unit_at(head));
    let found = if !behind.is_empty() && (if last { !has_digit(head) } else { is_number(head) }) {
        // The comma stands between street and number.
        let (near, rest) = behind.split_once(',').unwrap_or((behind, ""));
        let (near, rest) = (near.trim(), rest.trim());
        if last {
            let number = &near[number_at(near)?..];
            (number == near).then_some(Line { street: head, number, rest })
        } else {
            let (street, unit) = near.split_at(unit_at(near));
            let rest = if unit.is_empty() { rest } else { &behind[street.len()..] };
            Some(Line { street: street.trim(), number: head, rest })
        }
    } else {
        let rest = if unit.is_empty() { behind } else { &line[inner.len()..] };
        if last { number_last(inner.trim(), rest) } else { number_first(inner.trim(), rest, direction) }
    }?;
    (letters(found.street) >= 3 && is_given(found.street) && !is_doubtful(found.rest, country)).then_some(found)
}

/// What follows looks like the real street, or like postcode and city.
fn is_doubtful(rest: &str, country: &str) -> bool {
    !rest.is_empty() && (is_number(first_word(rest)) && letters(rest) >= 3 || split(rest, country).is_some())
}

fn number_last<'a>(line: &'a str, rest: &'a str) -> Option<Line<'a>> {
    let at = number_at(line)?;
    let number = line[at..].trim_end_matches([' ', '-', '/']);
    let mut street = line[..at].trim_end();
    if let Some((before, word)) = street.rsplit_once(' ')
        && is_among(word, ANNOUNCING)
    {
        street = before;
    }
    // The last number is a flat's, or there are two that could be the house's; "17. Juni" is a name.
    let crowded = street.split(' ').any(|word| is_digit(word.bytes().next()) && !word.ends_with('.'));
    // "Plein 1944" is a name too, and hardly a street in Europe has so many houses.
    let year = number.len() == 4 && number.starts_with("19");
    let inside = street.rsplit(' ').next().is_some_and(|word| is_among(word, UNITS));
    (!crowded && !year && !inside).then_some(Line { street, number, rest })
}

/// Where the number at the line's end begins: `12`, `12 a`, `12 - 14`, `3 / 2 / 14`, `12 A 5`.
fn number_at(line: &str) -> Option<usize> {
    let mut found = None;
    let mut end = line.len();
    let mut after_number = false;
    for word in line.rsplit(' ') {
        let start = end - word.len();
        let number = is_number(word);
        if number && after_number {
            return None;
        }
        after_number = number;
        if number {
            found = Some(start);
        } else if word.len() > 1 && !is_among(word, ADDITIONS) {
            // "Hauptstr.5": the space was forgotten.
            if found.is_none() && end == line.len() {
                let dot = word.rfind('.').filter(|dot| letters(&word[..*dot]) >= 3 && is_number(&word[dot + 1..]))?;
                return Some(start + dot + 1);
            }
            break;
        }
        end = start.saturating_sub(1);
    }
    found
}

fn number_first<'a>(line: &'a str, rest: &'a str, direction: bool) -> Option<Line<'a>> {
    let (number, mut street) = line.split_once(' ')?;
    let mut end = number.len();
    if let Some((addition, after)) = street.split_once(' ')
        && (is_among(addition, ADDITIONS) || !direction && addition.len() == 1 && addition.bytes().all(|byte| byte.is_ascii_alphabetic()))
    {
        end += 1 + addition.len();
        street = after;
    }
    // A second number, or a floor: "3 Floor".
    let next = first_word(street);
    (is_number(number) && !is_number(next) && !is_among(next, UNITS)).then_some(Line { street, number: &line[..end], rest })
}

/// Where a unit within the house begins, which stands behind a number or, as `#5`, anywhere; else the line's end.
fn unit_at(line: &str) -> usize {
    let mut start = 0;
    let mut has_number = false;
    for (index, word) in line.split(' ').enumerate() {
        if index > 1 && has_number && (word.starts_with('#') || is_among(word, UNITS)) {
            return start;
        }
        has_number |= is_number(word);
        start += word.len() + 1;
    }
    line.len()
}

/// `12`, `1a`, `12bis`, `3/2/14`, `12-2`, `12/A`: begins with up to five digits and has no word within.
fn is_number(word: &str) -> bool {
    word.split(['/', '-', '+']).enumerate().all(|(index, piece)| {
        let addition = piece.trim_start_matches(|char: char| char.is_ascii_digit());
        let digits = piece.len() - addition.len();
        let is_letter = addition.len() <= 1 && addition.bytes().all(|byte| byte.is_ascii_alphabetic());
        (digits > 0 || index > 0 && !piece.is_empty()) && digits <= 5 && (is_letter || is_among(addition, ADDITIONS))
    })
}

fn first_word(text: &str) -> &str {
    text.split(' ').next().unwrap_or(text)
}

fn is_digit(byte: Option<u8>) -> bool {
    byte.is_some_and(|byte| byte.is_ascii_digit())
}

/// Whether there is a digit that may be a house number's.
pub(super) fn has_digit(text: &str) -> bool {
    text.bytes().any(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests;
