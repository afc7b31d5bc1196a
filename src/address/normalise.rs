//! Turns the provider's payer data into values that Glue's checkout accepts, but only where the result is certain.

use super::country::country;
use super::plain::{is_filler, plain, start_of};
use super::salutation::salutation;
use super::state::{Found, state};
use super::street::{Verdict, divide};
use super::territory::{by_city, by_postcode};
use super::zip::zip;
use super::{Check, Field, Fields, Part, Path, Payer, company, name, phone};

/// The normalised payer, and the values that the shopper should check.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Normalised {
    /// Clean values. Placeholders are absent, and so are addresses without a street, a city and a postcode.
    pub payer: Payer,
    /// The fields to check, and why.
    pub checks: Vec<(Path, Check)>,
}

impl Normalised {
    /// Why the shopper should check a field.
    pub fn check(&self, path: Path) -> Option<Check> {
        self.checks.iter().find(|(marked, _)| *marked == path).map(|(_, check)| *check)
    }

    /// Sets an inferred value and marks it.
    fn set(&mut self, fields: &mut Fields, path: Path, value: &str, check: Check) {
        fields.insert(path.field, value.to_owned());
        self.checks.push((path, check));
    }

    /// Cleans the fields. A value that is too long for the shop's column is cut and marked.
    fn clean(&mut self, given: &Fields, part: Part) -> Fields {
        let mut out = Fields::new();
        for (field, text) in given.iter() {
            let mut value = plain(text).unwrap_or_default();
            match field {
                // "n/a" is a valid salutation in Spryker. In other fields it is a placeholder.
                Field::Salutation => value = salutation(text.trim_ascii()).unwrap_or_default().to_owned(),
                Field::Phone => value = phone::phone(&value).unwrap_or_default(),
                Field::Address2 if is_filler(&value) => value.clear(),
                _ => {}
            }
            if let Some(end) = start_of(&value, field.longest()) {
                value.truncate(end);
                value.truncate(value.trim_ascii_end().len());
                self.checks.push((Path { part, field: *field }, Check::Cut));
            }
            if !value.is_empty() {
                out.insert(*field, value);
            }
        }
        out
    }

    fn address(&mut self, part: Part, given: Option<&Fields>) -> Option<Fields> {
        let mut fields = self.clean(given?, part);
        let path = |field| Path { part, field };
        // An unknown country becomes empty, so that the shopper is asked for it.
        let (mut country, mut recognised) =
            country(at(&fields, Field::Iso2Code), at(&fields, Field::State)).unwrap_or_default();
        let (mut code, mut unusual) = zip(at(&fields, Field::ZipCode), &country);
        let of_city = || by_city(&country, at(&fields, Field::City)).filter(|_| code.is_empty());
        match by_postcode(&country, code).or_else(of_city) {
            Some("--") => unusual = true,
            Some(territory) => {
                (country, recognised) = (territory.to_owned(), true);
                (code, unusual) = zip(code, &country);
            }
            None => {}
        }
        let code = code.to_owned();
        if unusual {
            self.checks.push((path(Field::ZipCode), Check::Unusual));
        }
        fields.insert(Field::ZipCode, code);
        if recognised {
            self.checks.push((path(Field::Iso2Code), Check::CountryRecognised));
        }
        fields.insert(Field::Iso2Code, country.clone());
        match state(at(&fields, Field::State), &country) {
            Found::Value(value) => fields.insert(Field::State, value.to_owned()),
            Found::Nothing => self.checks.push((path(Field::State), Check::Unusual)),
            Found::AsItIs => {}
        }
        self.street(&mut fields, part, &country);
        if [Field::Address1, Field::City, Field::ZipCode].into_iter().all(|field| at(&fields, field).is_empty()) {
            self.checks.retain(|(path, _)| path.part != part);
            return None;
        }
        fields.retain_given();
        Some(fields)
    }

    fn street(&mut self, fields: &mut Fields, part: Part, country: &str) {
        use Field::{Address1, Address2, Address3};
        let path = |field| Path { part, field };
        match divide(at(fields, Address1), at(fields, Address2), at(fields, Address3), country) {
            Verdict::Divided(found) => {
                for (field, value) in [(Address1, &found.street), (Address2, &found.number), (Address3, &found.rest)] {
                    // Only changed values are marked.
                    if value != at(fields, field) {
                        self.set(fields, path(field), value, Check::StreetSplit);
                    }
                }
            }
            Verdict::Doubtful { first, second } => {
                if first {
                    self.checks.push((path(Address1), Check::StreetWhole));
                }
                if second {
                    self.checks.push((path(Address2), Check::StreetWhole));
                }
            }
            Verdict::Unchanged => {}
        }
    }

    /// Splits a name. Returns a company that was found in it, if the part has no field for a company.
    fn name(&mut self, fields: &mut Fields, part: Part, country: &str, buyer: (&str, &str)) -> Option<String> {
        use Field::{FirstName, LastName};
        let path = |field| Path { part, field };
        let given = (at(fields, FirstName).to_owned(), at(fields, LastName).to_owned());
        let (mut first, mut last) = (name::bare(&given.0), name::bare(&given.1));
        let mut company = None;
        if let Some(found) = company::company(&first, &last) {
            (first, last) = found.names;
            company = Some(found.company);
        }
        let whole = first.is_empty() || last.is_empty() || first.eq_ignore_ascii_case(&last) && last.contains(' ');
        let full = if last.is_empty() { &first } else { &last };
        let (salutation, bare) = if whole { name::salutation(full, country) } else { (None, "") };
        let names = if whole { name::split(bare, country, buyer) } else { name::overlap(&first, &last, country) };
        // Two equal names may be a single name that came twice.
        let doubtful = if whole { names.is_none() && name::is_whole(bare) } else { first == last };
        let divided = names.is_some();
        let now = match names {
            Some((given, family)) => Some((given.to_owned(), family.to_owned())),
            None if salutation.is_none() => None,
            None if last.is_empty() => Some((bare.to_owned(), String::new())),
            None => Some((first.clone(), bare.to_owned())),
        };
        (first, last) = now.unwrap_or((first, last));
        for (field, was, now) in [(FirstName, &given.0, &first), (LastName, &given.1, &last)] {
            let check = if doubtful { Check::NameWhole } else { Check::NameSplit };
            if !now.is_empty() && (now != was || divided || doubtful) {
                self.checks.push((path(field), check));
            }
            fields.insert(field, now.clone());
        }
        if let Some(salutation) = salutation.filter(|_| at(fields, Field::Salutation).is_empty()) {
            self.set(fields, path(Field::Salutation), salutation, Check::NameSplit);
        }
        fields.retain_given();
        match company {
            Some(company) if part != Part::Customer => {
                self.company(fields, part, &company);
                None
            }
            company => company,
        }
    }

    /// Adds a company to the company field.
    fn company(&mut self, fields: &mut Fields, part: Part, company: &str) {
        let known = at(fields, Field::Company).to_owned();
        let both = [&known, ", ", company].concat();
        let value = if known.is_empty() || known == company { company } else { &both };
        self.set(fields, Path { part, field: Field::Company }, value, Check::CompanyRecognised);
    }
}

/// Cleans the provider's data and splits combined street lines and names. Normalising twice changes nothing.
///
/// A single name stays in its field; the shopper is asked for the other one. If both name fields are filled, they are
/// changed only if one of them contains the other. A company in a name field moves to the company field. The buyer has no
/// company field, so the buyer's company moves to the billing address. Markup is treated as plain text.
pub fn normalise(payer: &Payer) -> Normalised {
    let mut out = Normalised::default();
    let mut billing = out.address(Part::Billing, payer.billing.as_ref());
    let mut shipping = out.address(Part::Shipping, payer.shipping.as_ref());
    let country = billing.as_ref().or(shipping.as_ref()).map_or("", |fields| at(fields, Field::Iso2Code)).to_owned();
    let mut customer = out.clean(&payer.customer, Part::Customer);
    let company = out.name(&mut customer, Part::Customer, &country, ("", ""));
    let buyer = (at(&customer, Field::FirstName), at(&customer, Field::LastName));
    for (part, fields) in [(Part::Billing, &mut billing), (Part::Shipping, &mut shipping)] {
        if let Some(fields) = fields {
            let country = at(fields, Field::Iso2Code).to_owned();
            out.name(fields, part, &country, buyer);
        }
    }
    if let Some(company) = company {
        match (&mut billing, &mut shipping) {
            (Some(bill), _) => out.company(bill, Part::Billing, &company),
            (None, Some(parcel)) => out.company(parcel, Part::Shipping, &company),
            // Without an address, the company is the only name of the buyer.
            (None, None) => out.set(
                &mut customer,
                Path { part: Part::Customer, field: Field::LastName },
                &company,
                Check::NameWhole,
            ),
        }
    }
    out.payer = Payer { customer, billing, shipping };
    out
}

/// The value, empty when absent.
pub(super) fn at(fields: &Fields, field: Field) -> &str {
    fields.get(&field).map_or("", String::as_str)
}

#[cfg(test)]
mod tests;
