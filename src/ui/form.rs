//! The attributes of each field's input: type, width and `autocomplete` tokens. Pure.

use crate::address::layout::layout;
use crate::address::{Field, Part, Path};

/// Spryker's salutations.
pub const SALUTATIONS: [&str; 5] = ["n/a", "Ms", "Mr", "Mrs", "Dr"];

/// The standard `autocomplete` tokens of a field, for browsers and password managers. The fields are a section of their
/// own, and so is each shipment's address: the browser must not fill the page's fields with them, nor one address with
/// the others.
pub fn autocomplete(shipment: Option<usize>, path: Path) -> String {
    let own = match shipment {
        Some(shipment) => ["section-shipment", &shipment.to_string(), " "].concat(),
        None => "section-express ".to_owned(),
    };
    let section = match path.part {
        Part::Customer => "",
        Part::Shipping => "shipping ",
        Part::Billing => "billing ",
    };
    let token = match path.field {
        Field::Salutation => "honorific-prefix",
        Field::FirstName => "given-name",
        Field::LastName => "family-name",
        Field::Email => "email",
        Field::Phone => "tel",
        Field::Company => "organization",
        Field::Address1 => "address-line1",
        Field::Address2 => "address-line2",
        Field::Address3 => "address-line3",
        Field::ZipCode => "postal-code",
        Field::City => "address-level2",
        Field::State => "address-level1",
        Field::Iso2Code => "country",
    };
    [&own, section, token].concat()
}

/// The `type` and the `inputmode` of a field.
pub fn kind(field: Field) -> (&'static str, &'static str) {
    match field {
        Field::Email => ("email", "email"),
        Field::Phone => ("tel", "tel"),
        _ => ("text", "text"),
    }
}

/// The `dir` of an input: the one of its text, also in a language of the other direction. Numbers and e-mail addresses are written
/// from left to right everywhere.
pub fn direction(field: Field) -> &'static str {
    match field {
        Field::Email | Field::Phone | Field::ZipCode | Field::Iso2Code => "ltr",
        _ => "auto",
    }
}

/// The class for the width of a field: `full` for a whole row, `half`, `long` or `short`.
pub fn width(field: Field) -> &'static str {
    match field {
        Field::Salutation | Field::Address2 | Field::ZipCode | Field::State => "short",
        Field::Address1 | Field::City => "long",
        Field::FirstName | Field::LastName | Field::Iso2Code | Field::Email | Field::Phone => "half",
        Field::Company | Field::Address3 => "full",
    }
}

/// Whether an order needs the field in an address of that country.
pub fn is_required(path: Path, country: &str, split: bool) -> bool {
    match path.field {
        Field::Company | Field::Address3 | Field::State => false,
        Field::Phone => path.part == Part::Shipping && split,
        Field::ZipCode => layout(country).needs_zip(),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::address::{AddressState, Need};

    fn paths() -> impl Iterator<Item = Path> {
        Part::ALL.into_iter().flat_map(|part| part.fields().iter().map(move |field| Path { part, field: *field }))
    }

    #[test]
    fn every_field_has_its_own_autocomplete_tokens() {
        let mut seen = Vec::new();
        for path in paths() {
            let tokens = autocomplete(None, path);
            assert!(!tokens.contains("cc-"), "no field asks for a card");
            assert!(!seen.contains(&tokens), "{tokens}");
            seen.push(tokens);
        }
        for (path, tokens) in [
            ("customer.email", "section-express email"),
            ("customer.firstName", "section-express given-name"),
            ("shippingAddress.address1", "section-express shipping address-line1"),
            ("shippingAddress.city", "section-express shipping address-level2"),
            ("billingAddress.zipCode", "section-express billing postal-code"),
            ("billingAddress.iso2Code", "section-express billing country"),
        ] {
            assert_eq!(autocomplete(None, Path::parse(path).unwrap()), tokens);
        }
        let city = Path::parse("shippingAddress.city").unwrap();
        assert_eq!(autocomplete(Some(1), city), "section-shipment1 shipping address-level2");
    }

    #[test]
    fn fields_that_the_order_needs_are_marked_as_required() {
        for (split, country) in [(false, ""), (true, ""), (false, "DE"), (false, "HK"), (true, "IE")] {
            let need = Need { customer: true, shipping: true, split };
            let mut addresses = AddressState::default();
            // Another recipient: the buyer's own name is asked for once.
            addresses.edit(Path { part: Part::Shipping, field: Field::FirstName }, "Ada");
            addresses.edit(Path { part: Part::Shipping, field: Field::FirstName }, "");
            for part in [Part::Shipping, Part::Billing] {
                addresses.edit(Path { part, field: Field::Iso2Code }, country);
            }
            let missing = addresses.missing(need);
            for path in paths().filter(|path| path.field != Field::Iso2Code) {
                assert_eq!(is_required(path, country, split), missing.contains(&path), "{path} {country} {split}");
            }
        }
    }

    #[test]
    fn a_field_asks_for_the_keyboard_of_its_content() {
        // `inputmode` has no sections, unlike `autocomplete`.
        assert_eq!(kind(Field::Email), ("email", "email"));
        assert_eq!(kind(Field::Phone), ("tel", "tel"));
        assert_eq!(kind(Field::ZipCode), ("text", "text"));
    }
}
