//! What the page's own form is filled with: by the standard `autocomplete` tokens of a field (HTML, section 4.10.18.7), and
//! by what the field can take. Pure.

use crate::address::{AddressState, Dialled, Field, Part, Path, dialled, full_name, means, street_line};

/// A field of a form, by the tokens of its `autocomplete` attribute: `section-a shipping work tel`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// `section-…`: fields of one address among several of a kind; empty where the page has only one.
    section: String,
    /// Whose address, where the tokens say so.
    part: Option<Part>,
    /// What the field asks for.
    pub name: String,
}

impl Place {
    /// Reads the tokens. Nothing for a field that asks for nothing that we know of: `off`, a fax.
    pub fn read(tokens: &str) -> Option<Self> {
        let tokens = tokens.to_ascii_lowercase();
        let mut words: Vec<&str> = tokens.split_ascii_whitespace().collect();
        if words.last() == Some(&"webauthn") {
            words.pop();
        }
        let name = words.pop()?.to_owned();
        let mut place = Self { section: String::new(), part: None, name };
        for word in words {
            match word {
                "billing" => place.part = Some(Part::Billing),
                "shipping" => place.part = Some(Part::Shipping),
                "home" | "work" | "mobile" => {}
                _ if word.starts_with("section-") => place.section = word.to_owned(),
                _ => return None,
            }
        }
        Some(place)
    }

    /// The address that the field belongs to.
    pub fn address(&self) -> Part {
        self.part.unwrap_or(Part::Shipping)
    }

    fn is_beside(&self, other: &Self) -> bool {
        self.section == other.section && self.part == other.part
    }
}

/// How a field is made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shape {
    /// `INPUT`, `SELECT` or `TEXTAREA`.
    pub tag: String,
    /// Its `type`, in small letters: `text`, `tel`, `select-one`.
    pub kind: String,
    /// The page keeps it: read-only or disabled.
    pub locked: bool,
    /// How many characters a shopper may type into it, as browsers count them; nothing where that has no end.
    pub longest: Option<usize>,
}

impl Shape {
    /// Whether a shopper could fill the field. What they cannot see or change is the page's own.
    pub fn is_open(&self) -> bool {
        let texts = ["text", "search", "tel", "email", "url", "number", "textarea", "select-one"];
        !self.locked && texts.contains(&self.kind.as_str())
    }

    /// Whether it is chosen from a list.
    pub fn is_list(&self) -> bool {
        self.tag == "SELECT"
    }

    /// Whether a value fits. Scripts may write more than `maxlength`, but no server takes it; and a field for numbers drops
    /// all else without a word.
    pub fn takes(&self, value: &str) -> bool {
        let short = self.longest.is_none_or(|longest| value.encode_utf16().count() <= longest);
        short && (self.kind != "number" || value.bytes().all(|byte| byte.is_ascii_digit()))
    }
}

/// What the field of that place may hold, the best first; nothing where nothing is known. `form` has all places of the form:
/// who has a field for the house number does not want it in the street's.
pub fn wanted(place: &Place, shape: &Shape, form: &[Place], addresses: &AddressState) -> Vec<String> {
    // Of several addresses of a kind ours is the first. The others are somebody else's.
    let first = form.iter().find(|other| other.name == place.name && other.part == place.part);
    if first.is_some_and(|first| first.section != place.section) {
        return Vec::new();
    }
    let has = |name: &str| form.iter().any(|other| other.is_beside(place) && other.name == name);
    let address = place.address();
    let person = place.part.unwrap_or(Part::Customer);
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
    let one = match place.name.as_str() {
        "name" => full_name(get(person, Field::FirstName), get(person, Field::LastName), country),
        "given-name" => get(person, Field::FirstName).to_owned(),
        "family-name" => get(person, Field::LastName).to_owned(),
        // "n/a" is Spryker's word, for its lists alone.
        "honorific-prefix" if get(person, Field::Salutation) == "n/a" && !shape.is_list() => String::new(),
        "honorific-prefix" => get(person, Field::Salutation).to_owned(),
        "email" => get(Part::Customer, Field::Email).to_owned(),
        "organization" => of(Field::Company).to_owned(),
        "street-address" => lines([&street(), third], if shape.tag == "TEXTAREA" { "\n" } else { ", " }),
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
        name => return telephone(name, phone, country, shape.is_list(), has("tel-country-code")),
    };
    if one.is_empty() { Vec::new() } else { vec![one] }
}

/// A telephone number, or a part of it.
fn telephone(name: &str, text: &str, country: &str, is_list: bool, has_code: bool) -> Vec<String> {
    let Some(Dialled { code, number, prefix, is_international, is_home }) = dialled(text, country) else {
        // Too short for a number, but it is what we have.
        let whole = name == "tel" && !text.is_empty();
        return whole.then(|| text.to_owned()).into_iter().collect();
    };
    let at_home = || is_home.then(|| [prefix, &number].concat());
    // Only in North America everybody knows where the area's code ends.
    let american = |range: std::ops::Range<usize>| {
        number.get(range).filter(|_| code == "1" && number.len() == 10).map(str::to_owned)
    };
    let found = match name {
        "tel" if !is_international => [Some(text.to_owned()), None, None],
        // A field that is too short for the one may take the other.
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

/// What a list holds for one of the values: found by what an option holds or shows, first as it is written here, then in
/// other words for the same - shops number their countries and write out their states. `named` is the country's name in
/// the page's language. Nothing where the list has no such option.
pub fn choose(
    place: &Place,
    values: &[String],
    country: &str,
    named: Option<&str>,
    options: &[(String, String)],
) -> Option<String> {
    let asked = match place.name.as_str() {
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
            // Numbers are the shop's own, also where somebody else's codes are numbers.
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
