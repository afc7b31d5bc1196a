//! What a provider gave, made into what Glue's checkout takes - only where that is sure.

use super::plain::{is_given, plain};
use super::{Check, Field, Fields, Part, Path, Payer, country, name, phone, street};

/// A payer made ready, and what the shopper should look at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Normalised {
    /// Clean values; what was no value is absent, and so is an address without a place.
    pub payer: Payer,
    /// Why the value there should be looked at.
    pub checks: Vec<(Path, Check)>,
}

impl Normalised {
    /// The mark of a field.
    pub fn check(&self, path: Path) -> Option<Check> {
        self.checks.iter().find(|(marked, _)| *marked == path).map(|(_, check)| *check)
    }

    fn set(&mut self, fields: &mut Fields, part: Part, values: &[(Field, &str)], check: Check) {
        for (field, value) in values {
            fields.insert(*field, (*value).to_owned());
            self.checks.push((Path { part, field: *field }, check));
        }
    }

    fn address(&mut self, part: Part, given: Option<&Fields>) -> Option<Fields> {
        let mut fields = clean(given?);
        if [Field::Address1, Field::City, Field::ZipCode].into_iter().all(|field| at(&fields, field).is_empty()) {
            return None;
        }
        let named = plain(at(given?, Field::Iso2Code)).unwrap_or_default();
        if let Some((code, recognised)) = country::country(&named, at(&fields, Field::State)) {
            if recognised {
                self.checks.push((Path { part, field: Field::Iso2Code }, Check::CountryRecognised));
            }
            fields.insert(Field::Iso2Code, code);
        }
        self.street(&mut fields, part);
        Some(fields)
    }

    fn street(&mut self, fields: &mut Fields, part: Part) {
        use Field::{Address1, Address2, Address3};
        let line = at(fields, Address1).to_owned();
        let second = at(fields, Address2).to_owned();
        let third = at(fields, Address3).to_owned();
        // "A", "bis", "s/n": with the number in the first line, or instead of one.
        let is_short = second.len() <= 3;
        if street::has_digit(&second) || !second.is_empty() && (is_short || !third.is_empty()) {
            return;
        }
        let country = at(fields, Field::Iso2Code);
        match street::split(&line, country) {
            // Two things that want the third line: one of them would be lost.
            Some(found) if found.rest.is_empty() || second.is_empty() && third.is_empty() => {
                let rest = if is_given(found.rest) { found.rest } else { &second };
                let values = [(Address1, found.street), (Address2, found.number), (Address3, rest)];
                // The third line is marked only where it is ours.
                let count = if rest.is_empty() { 2 } else { 3 };
                self.set(fields, part, &values[..count], Check::StreetSplit);
            }
            _ if second.is_empty() && street::has_digit(&line) => {
                self.checks.push((Path { part, field: Address1 }, Check::StreetWhole));
            }
            _ => {}
        }
    }

    fn name(&mut self, fields: &mut Fields, part: Part, country: &str, buyer: (&str, &str)) {
        let (first, last) = (at(fields, Field::FirstName), at(fields, Field::LastName));
        let full = match (first.is_empty(), last.is_empty()) {
            (true, false) => last.to_owned(),
            (false, true) => first.to_owned(),
            _ => return,
        };
        if let Some((given, family)) = name::split(&full, country, buyer) {
            self.set(fields, part, &[(Field::FirstName, given), (Field::LastName, family)], Check::NameSplit);
        }
    }
}

/// Cleans what a provider gave and divides what came undivided. Normalising twice changes nothing.
///
/// A single name stays in the field in which it came; the other one is asked for. Names that are in both fields already
/// are never touched, and markup in them is text.
pub fn normalise(payer: &Payer) -> Normalised {
    let mut out = Normalised::default();
    let billing = out.address(Part::Billing, payer.billing.as_ref());
    let shipping = out.address(Part::Shipping, payer.shipping.as_ref());
    let country = billing.as_ref().or(shipping.as_ref()).map_or("", |fields| at(fields, Field::Iso2Code)).to_owned();
    let mut customer = clean(&payer.customer);
    out.name(&mut customer, Part::Customer, &country, ("", ""));
    let buyer = (at(&customer, Field::FirstName), at(&customer, Field::LastName));
    let mut named = |part, fields: Option<Fields>| {
        fields.map(|mut fields| {
            let country = at(&fields, Field::Iso2Code).to_owned();
            out.name(&mut fields, part, &country, buyer);
            fields
        })
    };
    let (billing, shipping) = (named(Part::Billing, billing), named(Part::Shipping, shipping));
    out.payer = Payer { customer, billing, shipping };
    out
}

fn clean(fields: &Fields) -> Fields {
    let mut out = Fields::new();
    for (field, text) in fields.iter() {
        let value = match field {
            // Spryker's own word for "not given"; a placeholder everywhere else.
            Field::Salutation if text.trim().eq_ignore_ascii_case("n/a") => Some("n/a".to_owned()),
            Field::Phone => phone::phone(text),
            // Comes in when it is a country: shown, an unknown one would look like one.
            Field::Iso2Code => None,
            _ => plain(text),
        };
        if let Some(value) = value {
            out.insert(*field, value);
        }
    }
    out
}

/// The value, empty when absent.
pub(super) fn at(fields: &Fields, field: Field) -> &str {
    fields.get(&field).map_or("", String::as_str)
}

#[cfg(test)]
mod tests;
