//! Writes the state, province or prefecture into the city or the third line of an order.
//!
//! Glue's checkout has no field for it (checkout-rest-api, `RestAddress`), so it is written where the country's
//! carriers read it. This is done only for the order; the address state and the page's form keep the state in its own
//! field.

use super::country::country;
use super::normalise::at;
use super::plain::{is_among, is_same, start_of};
use super::state::{Found, name, state};
use super::{Field, Fields};

/// Countries and territories whose addresses have no state.
const NONE: &str = "DE AT CH LI LU NL BE FR MC RE GP MQ GF YT PM BL MF WF NC PF DK FO GL SE NO SJ FI AX IS EE LV LT PL CZ \
SK HU SI HR BG GR CY MT PT SG PR GU VI AS MP JE GG IM GI";

/// Countries where the state is written in the same line as the city. In other countries it is written in the third line
/// (UPU's addressing guides).
const WITH_CITY: &str = "US CA AU BR MX IN IT ES JP CN TW KR HK MO MY AR CO VE";

/// Countries where carriers read the state's name and not its code.
const NAMED: &str = "ES IN MX";

/// Adds the state to the fields of an order, unless the address contains it already. An address without a city is not
/// complete and stays as it is.
pub(super) fn add(fields: &mut Fields, text: &str) {
    let iso = at(fields, Field::Iso2Code);
    let known = state(text, iso);
    let own = !matches!(known, Found::Value(_)) && country(text, "").is_some_and(|(code, _)| code == iso);
    let city = at(fields, Field::City);
    if text.is_empty() || city.is_empty() || own || is_among(iso, NONE) {
        return;
    }
    let text = if is_among(iso, NAMED) { name(text, iso) } else { text };
    if is_there(fields, text, iso) {
        return;
    }
    let third = at(fields, Field::Address3);
    let both = |one: &str, between: &str, other: &str| [one, if one.is_empty() { "" } else { between }, other].concat();
    let with_city = if !is_east_asian(text) || !is_east_asian(city) {
        both(city, ", ", text)
    } else if text.starts_with(city) {
        // 北京 in 北京市
        text.to_owned()
    } else {
        both(text, if iso == "KR" { " " } else { "" }, city)
    };
    let third = both(third, ", ", text);
    let is_beside = is_among(iso, WITH_CITY) && start_of(&with_city, Field::City.longest()).is_none();
    let (field, value) = if is_beside { (Field::City, with_city) } else { (Field::Address3, third) };
    fields.insert(field, value);
}

/// Whether the address contains the state already: with the city, in the third line, or in an East Asian street line.
fn is_there(fields: &Fields, text: &str, iso: &str) -> bool {
    if is_east_asian(text) {
        return [Field::City, Field::Address1, Field::Address3]
            .into_iter()
            .any(|field| at(fields, field).contains(text));
    }
    let city = at(fields, Field::City);
    let is_text = |piece: &str| is_same(piece.trim_ascii(), text);
    // "San Francisco, California" contains the state. "New York" may be just the city.
    let means = |piece: &str| match state(piece.trim_ascii().trim_end_matches(')'), iso) {
        Found::Value(found) => is_same(found, text) || is_same(name(found, iso), text),
        _ => is_text(piece),
    };
    let after_comma = city.rsplit_once([',', '(']).is_some_and(|(_, last)| means(last));
    let last = city.rsplit_once(' ').is_some_and(|(_, last)| last == text);
    after_comma || last || is_text(city) || at(fields, Field::Address3).split(',').any(means)
}

/// Whether the text begins with a character of Han, kana or Hangul.
fn is_east_asian(text: &str) -> bool {
    text.chars().next().is_some_and(super::name::is_east_asian)
}
