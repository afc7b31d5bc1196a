//! Street and house number in one line, divided by the custom of the country. Only where that is sure: a wrong house
//! number is a lost parcel, a question to the shopper is not.

use super::plain::{is_among, is_given, letters, offset, words};

/// Julie-Wolfthorn-Straße 1a.
const NUMBER_LAST: &str =
    "DE AT CH LI NL BE DK NO SE FI IS PL CZ SK HU SI HR RS BA RO BG GR CY IT SM ES AD PT EE LV LT UA BR AR MX";

/// 12 bis rue de Rivoli, 221 B Baker Street.
const NUMBER_FIRST: &str = "FR LU MC GB IE";

/// 100 N Main St: a single letter behind the number is a direction.
const NUMBER_FIRST_THEN_DIRECTION: &str = "US CA AU NZ";

/// Lines with these have a number that is no house's.
const BOXES: &str = "box pobox p.o.box postfach packstation postfiliale paketshop paketbox poststation postbus postboks apartado bp \
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
    if !last && !direction && !is_among(country, NUMBER_FIRST) || words(line).iter().any(|word| is_among(word, BOXES)) {
        return None;
    }
    // A full stop makes a Hungarian number, elsewhere an ordinal: "Fő utca 5."
    let line = line.strip_suffix('.').filter(|_| country == "HU").unwrap_or(line);
    let (head, behind) = halves(line);
    let found = if !behind.is_empty() && (if last { !has_digit(head) } else { is_number(head) }) {
        // The comma stands between street and number.
        let (near, rest) = halves(behind);
        if last {
            (number_at(near)? == 0).then_some(Line { street: head, number: near, rest })
        } else {
            let (street, unit) = near.split_at(unit_at(near));
            Some(Line { street, number: head, rest: if unit.is_empty() { rest } else { &behind[street.len()..] } })
        }
    } else {
        let (inner, unit) = head.split_at(unit_at(head));
        let rest = if unit.is_empty() { behind } else { &line[inner.len()..] };
        let found = if last { number_last(inner.trim_ascii()) } else { number_first(inner.trim_ascii(), direction) };
        found.map(|(street, number)| Line { street, number, rest })
    }?;
    let found = Line { street: found.street.trim_ascii(), ..found };
    (letters(found.street) >= 3 && is_given(found.street) && !is_doubtful(found.rest, country)).then_some(found)
}

/// What stands before and behind the first comma.
fn halves(text: &str) -> (&str, &str) {
    text.split_once(',').map_or((text, ""), |(head, behind)| (head.trim_ascii(), behind.trim_ascii()))
}

/// What follows looks like the real street, or like postcode and city.
fn is_doubtful(rest: &str, country: &str) -> bool {
    !rest.is_empty() && (is_number(words(rest)[0]) && letters(rest) >= 3 || split(rest, country).is_some())
}

fn number_last(line: &str) -> Option<(&str, &str)> {
    let (street, number) = line.split_at(number_at(line)?);
    let mut street = street.trim_ascii();
    let words = words(street);
    let last = words[words.len() - 1];
    if is_among(last, ANNOUNCING) {
        street = &street[..offset(street, last)];
    }
    // The last number is a flat's, or there are two that could be the house's; "17. Juni" is a name.
    let crowded = words.iter().any(|word| has_digit(word.get(..1).unwrap_or_default()) && !word.ends_with('.'));
    // "Plein 1944" is a name too, and hardly a street in Europe has so many houses.
    let year = number.len() == 4 && number.starts_with("19");
    (!crowded && !year && !is_among(last, UNITS)).then_some((street, number))
}

/// Where the number at the line's end begins: `12`, `12 a`, `12 - 14`, `3 / 2 / 14`, `12 A 5`.
fn number_at(line: &str) -> Option<usize> {
    let mut found = None;
    let mut after_number = false;
    for word in words(line).into_iter().rev() {
        let number = is_number(word);
        // Two numbers; or a line that ends in a stroke.
        if number && after_number || found.is_none() && matches!(word, "-" | "/") {
            return None;
        }
        after_number = number;
        if number {
            found = Some(offset(line, word));
        } else if word.len() > 1 && !is_among(word, ADDITIONS) {
            // "Hauptstr.5": the space was forgotten.
            if found.is_none() && offset(line, word) + word.len() == line.len() {
                let (name, number) = word.split_once('.')?;
                return (letters(name) >= 3 && is_number(number)).then(|| offset(line, number));
            }
            break;
        }
    }
    found
}

fn number_first(line: &str, direction: bool) -> Option<(&str, &str)> {
    let words = words(line);
    let is_letter = |word: &str| !direction && word.len() == 1 && letters(word) == 1;
    let at = if words.len() > 2 && (is_among(words[1], ADDITIONS) || is_letter(words[1])) { 2 } else { 1 };
    let next = *words.get(at)?;
    let (number, street) = line.split_at(offset(line, next));
    // A second number, or a floor: "3 Floor".
    (is_number(words[0]) && !is_number(next) && !is_among(next, UNITS)).then_some((street, number.trim_ascii()))
}

/// Where a unit within the house begins, which stands behind street and number; else the line's end.
fn unit_at(line: &str) -> usize {
    let mut has_number = false;
    for (index, word) in words(line).into_iter().enumerate() {
        if index > 1 && has_number && (word.starts_with('#') || is_among(word, UNITS)) {
            return offset(line, word);
        }
        has_number |= is_number(word);
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

/// Whether there is a digit that may be a house number's.
pub(super) fn has_digit(text: &str) -> bool {
    text.bytes().any(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests;
