//! Reads and writes persons and addresses, for `/checkout-data`, `/payment-customers` and `/checkout`.
//!
//! Reading leaves out fields without content. Writing sends all of Glue's fields, empty if unknown, because Glue may
//! refuse an absent field but accept an empty one.

use crate::address::{Field, Fields, Part};
use crate::json::Json;

/// The fields of a buyer that `/checkout` accepts.
pub(super) const CUSTOMER: &[Field] = &[Field::Salutation, Field::FirstName, Field::LastName, Field::Email];

/// The fields of an address that `/checkout` and `/checkout-data` accept. There is no `state`.
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

/// Writes all fields of the set.
pub(super) fn write(fields: &Fields, set: &[Field]) -> Json {
    let mut out = Json::Map(Vec::new());
    for field in set {
        out.set(field.name(), fields.get(field).map(String::as_str).unwrap_or_default().into());
    }
    out
}

/// Reads the fields that have content. Numbers become texts.
pub(super) fn read(map: &Json, part: Part) -> Fields {
    let mut fields = Fields::new();
    for field in part.fields() {
        if let Some(text) = map.get(field.name()).text() {
            fields.insert(*field, composed(text));
        }
    }
    fields
}

/// The text in Unicode's normal form NFC, in which a letter with its accent is one character. Forms and databases
/// compare texts in this form. The browser has the tables for it; in native builds the text stays as it is.
fn composed(text: &str) -> String {
    #[cfg(all(feature = "browser", target_arch = "wasm32"))]
    let text = crate::browser::composed(text);
    text.to_owned()
}

/// The longest sentence of the shop that is shown, in characters.
pub(super) const SENTENCE: usize = 200;

/// The shop's sentence for the shopper as one line of plain text, of limited length, without tags and invisible characters.
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

/// Whether the character is invisible. Some of these reverse the direction of a text.
fn is_invisible(char: char) -> bool {
    char.is_control()
        || matches!(char, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// Reads an address. `None` for an object full of nulls, which Glue sends for a missing address. A country's name is
/// kept as text; the address state recognises it later.
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
