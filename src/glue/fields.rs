//! People and addresses on the wire, as `/checkout-data`, `/payment-customers` and `/checkout` share them.
//!
//! Reading keeps what came and leaves out what has no content; writing sends Glue's whole set, empty where nothing is known,
//! because an absent field is refused where an empty one may pass.

use crate::address::{Field, Fields, Part};
use crate::json::Json;

/// What `/checkout` takes of a buyer.
pub(super) const CUSTOMER: &[Field] = &[Field::Salutation, Field::FirstName, Field::LastName, Field::Email];

/// What `/checkout` and `/checkout-data` take of an address. There is no `state`.
pub(super) const ADDRESS: &[Field] = &[
    Field::Salutation,
    Field::FirstName,
    Field::LastName,
    Field::Address1,
    Field::Address2,
    Field::Address3,
    Field::ZipCode,
    Field::City,
    Field::Iso2Code,
    Field::Company,
    Field::Phone,
];

/// An object of texts.
pub(super) fn texts(members: &[(&str, &str)]) -> Json {
    let mut out = Json::Map(Vec::new());
    for (key, text) in members {
        out.set(key, (*text).into());
    }
    out
}

/// The fields for the wire, all of the set.
pub(super) fn write(fields: &Fields, set: &[Field]) -> Json {
    let mut out = Json::Map(Vec::new());
    for field in set {
        out.set(field.name(), fields.get(field).map(String::as_str).unwrap_or_default().into());
    }
    out
}

/// The fields that have content; numbers count as their text.
pub(super) fn read(map: &Json, part: Part) -> Fields {
    let mut fields = Fields::new();
    for field in part.fields() {
        if let Some(text) = map.get(field.name()).text() {
            fields.insert(*field, composed(text));
        }
    }
    fields
}

/// Letters with their accents in one sign (Unicode's NFC), as forms and databases compare them; some systems give them in
/// two. Only the browser has the tables: natively the text stays as it came.
fn composed(text: &str) -> String {
    #[cfg(all(feature = "browser", target_arch = "wasm32"))]
    let text = crate::browser::composed(text);
    text.to_owned()
}

/// The longest sentence of the shop that is shown, in characters.
pub(super) const SENTENCE: usize = 200;

/// A sentence that the shop wrote for its shopper: one line of plain text of bounded length, without tags and invisible
/// characters.
pub(super) fn sentence(text: &str) -> Option<String> {
    let mut out = String::new();
    let mut length = 0;
    let mut rest = text;
    while let Some(char) = rest.chars().next() {
        rest = &rest[char.len_utf8()..];
        let is_tag = char == '<' && rest.starts_with(|next: char| next.is_ascii_alphabetic() || next == '/');
        if is_tag && let Some((_, behind)) = rest.split_once('>') {
            rest = behind;
        } else if length == SENTENCE {
            out.push('…');
            break;
        } else if char.is_whitespace() {
            if !out.is_empty() && !out.ends_with(' ') {
                out.push(' ');
                length += 1;
            }
        } else if !is_invisible(char) {
            out.push(char);
            length += 1;
        }
    }
    out.truncate(out.trim_end().len());
    (!out.is_empty()).then_some(out)
}

/// Invisible characters, among them those that reverse a text.
fn is_invisible(char: char) -> bool {
    char.is_control()
        || matches!(char, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// An address; `None` for the object full of nulls that Glue sends for a missing address. A country without a code is kept as
/// text, which the addresses recognise later.
pub(super) fn read_address(map: &Json) -> Option<Fields> {
    let mut fields = read(map, Part::Shipping);
    if fields.get(&Field::Iso2Code).is_none()
        && let Some(country) = map.get("country").text()
    {
        fields.insert(Field::Iso2Code, country.to_owned());
    }
    let place = [Field::Address1, Field::City, Field::ZipCode];
    place.iter().any(|field| fields.get(field).is_some()).then_some(fields)
}
