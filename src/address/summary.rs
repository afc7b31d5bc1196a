//! An address in the order of its country: the fields of its form, and the lines that an envelope has.

use super::layout::layout;
use super::{AddressState, Field, Fields, Part, Path, full_name, street_line};

impl AddressState {
    /// The fields of a part, in the order in which they are shown.
    pub fn order(&self, part: Part) -> Vec<Field> {
        let layout = layout(self.home(part));
        if part != Part::Customer {
            return layout.fields();
        }
        let mut fields = part.fields().to_vec();
        if layout.is_family_first() {
            let names = [Field::FirstName, Field::LastName].map(|name| fields.iter().position(|field| *field == name));
            if let [Some(first), Some(last)] = names {
                fields.swap(first, last);
            }
        }
        fields
    }

    /// The country whose custom a part follows. The buyer has no country, so this is where the bill goes, or the parcel.
    pub fn home(&self, part: Part) -> &str {
        let at = |part| self.get(Path { part, field: Field::Iso2Code });
        match part {
            Part::Customer if at(Part::Billing).is_empty() => at(Part::Shipping),
            Part::Customer | Part::Billing => at(Part::Billing),
            Part::Shipping => at(Part::Shipping),
        }
    }

    /// The name of a part in one line.
    pub fn written_name(&self, part: Part) -> String {
        let at = |field| self.get(Path { part, field }).trim();
        full_name(at(Field::FirstName), at(Field::LastName), self.home(part))
    }

    /// The lines of an address without its country. The name is left out where it is already shown above.
    pub fn lines(&self, part: Part, with_name: bool) -> Vec<String> {
        let name = if with_name { self.written_name(part) } else { String::new() };
        lines(name, &|field| self.get(Path { part, field }).trim())
    }
}

/// An address in one line, without its country.
pub fn in_one_line(address: &Fields) -> String {
    let at = |field| address.get(&field).map_or("", |value| value.trim());
    lines(full_name(at(Field::FirstName), at(Field::LastName), at(Field::Iso2Code)), &at).join(", ")
}

fn lines<'a>(name: String, at: &dyn Fn(Field) -> &'a str) -> Vec<String> {
    let country = at(Field::Iso2Code);
    let mut lines = vec![name, at(Field::Company).to_owned()];
    let mut has_street = false;
    // The field before, if it is in the same line.
    let mut before = None;
    for field in layout(country).fields() {
        let value = at(field);
        match field {
            Field::Address1 | Field::Address2 => {
                if !has_street {
                    lines.push(street_line(at(Field::Address1), at(Field::Address2), country));
                }
                (has_street, before) = (true, None);
            }
            Field::Address3 => {
                lines.push(value.to_owned());
                before = None;
            }
            Field::ZipCode | Field::City | Field::State if value.is_empty() => {}
            Field::ZipCode | Field::City | Field::State => {
                match lines.last_mut().zip(before) {
                    Some((line, before)) => {
                        line.push_str(if (before, field) == (Field::City, Field::State) { ", " } else { " " });
                        line.push_str(value);
                    }
                    None => lines.push(value.to_owned()),
                }
                before = Some(field);
            }
            _ => {}
        }
    }
    lines.retain(|line| !line.is_empty());
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn state(part: Part, values: &[(Field, &str)]) -> AddressState {
        let mut addresses = AddressState::default();
        for (field, value) in values {
            addresses.edit(Path { part, field: *field }, value);
        }
        addresses
    }

    fn lines(values: &[(Field, &str)], with_name: bool) -> String {
        state(Part::Shipping, values).lines(Part::Shipping, with_name).join("|")
    }

    #[test]
    fn an_address_has_the_lines_of_its_country() {
        use Field::*;
        let ada = [(FirstName, "Ada"), (LastName, "Payer")];
        let of = |rest: &[(Field, &str)]| lines(&[&ada[..], rest].concat(), true);
        assert_eq!(
            of(&[(Address1, "Linienstraße"), (Address2, "12"), (ZipCode, "10178"), (City, "Berlin"), (Iso2Code, "DE")]),
            "Ada Payer|Linienstraße 12|10178 Berlin"
        );
        assert_eq!(
            of(&[
                (Company, "Payer & Sons"),
                (Address1, "Main Street"),
                (Address2, "12"),
                (Address3, "Floor 2"),
                (City, "Boston"),
                (State, "MA"),
                (ZipCode, "02108"),
                (Iso2Code, "US")
            ]),
            "Ada Payer|Payer & Sons|12 Main Street|Floor 2|Boston, MA 02108"
        );
        assert_eq!(
            of(&[(Address1, "Fő utca"), (Address2, "12"), (ZipCode, "7621"), (City, "Pécs"), (Iso2Code, "HU")]),
            "Payer Ada|Pécs|Fő utca 12|7621",
            "the postcode is a line of its own"
        );
        assert_eq!(
            of(&[
                (Address1, "丸の内"),
                (Address2, "1-1"),
                (ZipCode, "100-0005"),
                (City, "千代田区"),
                (State, "東京都"),
                (Iso2Code, "JP")
            ]),
            "Ada Payer|100-0005 東京都 千代田区|丸の内1-1",
            "names in Latin letters often have the given name first"
        );
        assert_eq!(lines(&[(City, "Berlin")], false), "Berlin");
        assert_eq!(lines(&[], true), "");
    }

    #[test]
    fn the_family_name_comes_first_where_the_country_says_so() {
        use Field::*;
        for (country, order) in [
            ("DE", [FirstName, LastName]),
            ("", [FirstName, LastName]),
            ("HU", [LastName, FirstName]),
            ("JP", [LastName, FirstName]),
            ("KR", [LastName, FirstName]),
            ("CN", [LastName, FirstName]),
            ("KH", [LastName, FirstName]),
        ] {
            for part in Part::ALL {
                // The buyer follows the billing address.
                let of = if part == Part::Customer { Part::Billing } else { part };
                let addresses = state(of, &[(Iso2Code, country)]);
                let names = addresses.order(part).into_iter().filter(|field| order.contains(field));
                assert_eq!(names.collect::<Vec<_>>(), order, "{country} {part:?}");
            }
        }
        let mut buyer = state(Part::Customer, &[(FirstName, "Péter"), (LastName, "Nagy")]);
        assert_eq!(buyer.written_name(Part::Customer), "Péter Nagy");
        buyer.edit(Path { part: Part::Shipping, field: Iso2Code }, "HU");
        assert_eq!(buyer.written_name(Part::Customer), "Nagy Péter");
        buyer.edit(Path { part: Part::Billing, field: Iso2Code }, "DE");
        assert_eq!(buyer.written_name(Part::Customer), "Péter Nagy", "the bill goes to another country");
    }

    #[test]
    fn a_part_shows_each_of_its_fields_once() {
        for (country, part) in ["", "DE", "JP"].into_iter().flat_map(|country| Part::ALL.map(|part| (country, part))) {
            let mut fields = state(Part::Billing, &[(Field::Iso2Code, country)]).order(part);
            fields.sort_unstable();
            let mut all = part.fields().to_vec();
            all.sort_unstable();
            assert_eq!(fields, all, "{country} {part:?}");
        }
    }

    #[test]
    fn an_address_in_one_line_has_the_order_of_its_country() {
        use Field::*;
        let of = |values: &[(Field, &str)]| {
            in_one_line(&Fields::from_iter(values.iter().map(|(field, value)| (*field, (*value).to_owned()))))
        };
        assert_eq!(
            of(&[
                (FirstName, "Ada"),
                (LastName, "Payer"),
                (Address1, "Main Street"),
                (Address2, "12"),
                (City, "Boston")
            ]),
            "Ada Payer, Main Street 12, Boston"
        );
        assert_eq!(
            of(&[(FirstName, "Péter"), (LastName, "Nagy"), (City, "Pécs"), (ZipCode, "7621"), (Iso2Code, "HU")]),
            "Nagy Péter, Pécs, 7621"
        );
        assert_eq!(of(&[]), "");
    }
}
