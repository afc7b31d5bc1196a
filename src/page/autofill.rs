//! Decides which value fills each field of the page's own form. A field's purpose comes from its standard `autocomplete`
//! tokens (HTML, section 4.10.18.7). Pure.

use crate::address::{AddressState, Dialled, Field, Part, Path, dialled, full_name, means, street_line};

/// What a form field asks for, read from the tokens of its `autocomplete` attribute, such as `section-a shipping work tel`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Purpose {
    /// The token `section-…`: it groups the fields of one address when a form has several. Empty without it.
    section: String,
    /// The token `billing` or `shipping`.
    part: Option<Part>,
    /// The last token, such as `given-name` or `tel`.
    pub name: String,
}

impl Purpose {
    /// Reads the tokens. `None` for a field that cannot be filled, such as `off` or a fax number.
    pub fn read(tokens: &str) -> Option<Self> {
        let tokens = tokens.to_ascii_lowercase();
        let mut words: Vec<&str> = tokens.split_ascii_whitespace().collect();
        if words.last() == Some(&"webauthn") {
            words.pop();
        }
        let name = words.pop()?.to_owned();
        let mut purpose = Self { section: String::new(), part: None, name };
        for word in words {
            match word {
                "billing" => purpose.part = Some(Part::Billing),
                "shipping" => purpose.part = Some(Part::Shipping),
                "home" | "work" | "mobile" => {}
                _ if word.starts_with("section-") => purpose.section = word.to_owned(),
                _ => return None,
            }
        }
        Some(purpose)
    }

    /// The address that fills the field. Without a token, the shipping address.
    pub fn address(&self) -> Part {
        self.part.unwrap_or(Part::Shipping)
    }

    fn same_address(&self, other: &Self) -> bool {
        self.section == other.section && self.part == other.part
    }
}

/// The kind of a form field, and which values it accepts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Control {
    /// `INPUT`, `SELECT` or `TEXTAREA`.
    pub tag: String,
    /// Its `type` in lower case, such as `text`, `tel` or `select-one`.
    pub kind: String,
    /// Read-only or disabled.
    pub locked: bool,
    /// Its `maxlength`, in UTF-16 code units. `None` without a limit.
    pub longest: Option<usize>,
}

impl Control {
    /// Whether a shopper could fill the field. The others belong to the page.
    pub fn is_open(&self) -> bool {
        let texts = ["text", "search", "tel", "email", "url", "number", "textarea", "select-one"];
        !self.locked && texts.contains(&self.kind.as_str())
    }

    /// Whether the field is a drop-down list.
    pub fn is_list(&self) -> bool {
        self.tag == "SELECT"
    }

    /// Whether a value fits. A script may write more than `maxlength`, but servers reject it. A number field silently drops
    /// a text that is not a number.
    pub fn takes(&self, value: &str) -> bool {
        let short = self.longest.is_none_or(|longest| value.encode_utf16().count() <= longest);
        short && (self.kind != "number" || value.bytes().all(|byte| byte.is_ascii_digit()))
    }
}

/// The values for a field, the best one first. Empty if there is none. `form` has the purposes of all fields: if the
/// form has a separate field for the house number, the street field does not get it.
pub fn wanted(purpose: &Purpose, control: &Control, form: &[Purpose], addresses: &AddressState) -> Vec<String> {
    // If a form asks for several addresses of one kind, only the first is filled. The others may belong to other people.
    let first = form.iter().find(|other| other.name == purpose.name && other.part == purpose.part);
    if first.is_some_and(|first| first.section != purpose.section) {
        return Vec::new();
    }
    let has = |name: &str| form.iter().any(|other| other.same_address(purpose) && other.name == name);
    let address = purpose.address();
    let person = purpose.part.unwrap_or(Part::Customer);
    let get = |part, field| addresses.get(Path { part, field }).trim();
    let of = |field| get(address, field);
    let country = of(Field::Iso2Code);
    let third = of(Field::Address3);
    let street = || street_line(of(Field::Address1), of(Field::Address2), country);
    let lines = |lines: [&str; 2], between: &str| {
        let given: Vec<&str> = lines.into_iter().filter(|line| !line.is_empty()).collect();
        given.join(between)
    };
    let phones = [get(person, Field::Phone), get(Part::Customer, Field::Phone), of(Field::Phone)];
    let phone = phones.into_iter().find(|phone| !phone.is_empty()).unwrap_or_default();
    let one = match purpose.name.as_str() {
        "name" => full_name(get(person, Field::FirstName), get(person, Field::LastName), country),
        "given-name" => get(person, Field::FirstName).to_owned(),
        "family-name" => get(person, Field::LastName).to_owned(),
        // "n/a" is a value of Spryker's lists, not a text that a person writes.
        "honorific-prefix" if get(person, Field::Salutation) == "n/a" && !control.is_list() => String::new(),
        "honorific-prefix" => get(person, Field::Salutation).to_owned(),
        "email" => get(Part::Customer, Field::Email).to_owned(),
        "organization" => of(Field::Company).to_owned(),
        "street-address" => lines([&street(), third], if control.tag == "TEXTAREA" { "\n" } else { ", " }),
        "address-line1" if has("address-line2") => of(Field::Address1).to_owned(),
        "address-line1" if has("address-line3") => street(),
        "address-line1" => lines([&street(), third], ", "),
        "address-line2" if has("address-line3") => of(Field::Address2).to_owned(),
        "address-line2" => lines([of(Field::Address2), third], ", "),
        "address-line3" => third.to_owned(),
        "postal-code" => of(Field::ZipCode).to_owned(),
        "address-level2" => of(Field::City).to_owned(),
        "address-level1" => of(Field::State).to_owned(),
        "country" | "country-name" => country.to_owned(),
        name => return telephone(name, phone, country, control.is_list(), has("tel-country-code")),
    };
    if one.is_empty() { Vec::new() } else { vec![one] }
}

/// The values for a field that asks for a telephone number or for a part of it.
fn telephone(name: &str, text: &str, country: &str, is_list: bool, has_code: bool) -> Vec<String> {
    let Some(Dialled { code, number, prefix, is_international, is_home }) = dialled(text, country) else {
        // Not a complete number. Fill it as it is; the shopper can correct it.
        let whole = name == "tel" && !text.is_empty();
        return whole.then(|| text.to_owned()).into_iter().collect();
    };
    let at_home = || is_home.then(|| [prefix, &number].concat());
    // Only in North America does the area code have a fixed length.
    let american = |range: std::ops::Range<usize>| {
        number.get(range).filter(|_| code == "1" && number.len() == 10).map(str::to_owned)
    };
    let found = match name {
        "tel" if !is_international => [Some(text.to_owned()), None, None],
        // The national number may fit into a field that is too short for the international one.
        "tel" => [Some(["+", code, &number].concat()), at_home(), None],
        "tel-country-code" if code.is_empty() => [None, None, None],
        "tel-country-code" => {
            let listed = Some(country.to_owned()).filter(|_| is_list && is_home);
            [listed, Some(["+", code].concat()), Some(code.to_owned())]
        }
        "tel-national" if has_code && !code.is_empty() => [Some(number), None, None],
        "tel-national" => [at_home(), None, None],
        "tel-area-code" => [american(0..3), None, None],
        "tel-local" => [american(3..10), None, None],
        "tel-local-prefix" => [american(3..6), None, None],
        "tel-local-suffix" => [american(6..10), None, None],
        _ => [None, None, None],
    };
    found.into_iter().flatten().collect()
}

/// The option of a drop-down list that matches one of the values best. The value and the label of each option are compared,
/// first literally, then by meaning, because shops may use numbers for countries and full names for states. `named` is the
/// country's name in the page's language. `None` if no option matches.
pub fn choose(
    purpose: &Purpose,
    values: &[String],
    country: &str,
    named: Option<&str>,
    options: &[(String, String)],
) -> Option<String> {
    let asked = match purpose.name.as_str() {
        "country" | "country-name" => Field::Iso2Code,
        "address-level1" => Field::State,
        "tel-country-code" => Field::Phone,
        _ => Field::Salutation,
    };
    let mut best = (usize::MAX, None);
    for (started, shown) in options {
        for (order, value) in values.iter().enumerate() {
            let written = |text: &str| text.eq_ignore_ascii_case(value);
            let meant = |text: &str| named == Some(text) || means(asked, country, text, value);
            // A number is an internal id of the shop. A standard code has letters.
            let is_code = started.starts_with(|char: char| char.is_ascii_alphabetic());
            // "Germany (+49)", "0049"
            let has_code = |text: &str| {
                let mut numbers = text.split(|char: char| !char.is_ascii_digit());
                asked == Field::Phone && numbers.any(|number| number.trim_start_matches('0') == value)
            };
            let ranks = [
                written(started),
                written(shown),
                meant(shown),
                is_code && meant(started),
                has_code(shown),
                has_code(started),
            ];
            let rank = ranks.iter().position(|is_so| *is_so).map(|rank| rank * values.len() + order);
            if let Some(rank) = rank.filter(|rank| *rank < best.0) {
                best = (rank, Some(started.clone()));
            }
        }
    }
    best.1
}

#[cfg(test)]
mod tests;
