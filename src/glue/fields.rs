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
    let text = crate::page::composed(text);
    text.to_owned()
}

/// An address, if it is one: Glue sends objects full of nulls for addresses that nobody gave. A country without a code is
/// kept as it came, for the address book to recognise.
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
