//! An address in the lines that an envelope has, in the order of its country.

use super::layout::layout;
use super::{AddressState, Field, Part, Path, full_name, street_line};

impl AddressState {
    /// The lines of an address without its country. The name is left out where it is already shown above.
    pub fn lines(&self, part: Part, with_name: bool) -> Vec<String> {
        let at = |field| self.get(Path { part, field }).trim();
        let country = at(Field::Iso2Code);
        let mut lines: Vec<String> = Vec::new();
        if with_name {
            lines.push(full_name(at(Field::FirstName), at(Field::LastName), country));
        }
        lines.push(at(Field::Company).to_owned());
        let (mut has_street, mut has_city) = (false, false);
        for field in layout(country).fields() {
            let value = at(field);
            match field {
                Field::Address1 | Field::Address2 if !has_street => {
                    has_street = true;
                    lines.push(street_line(at(Field::Address1), at(Field::Address2), country));
                }
                Field::Address3 => lines.push(value.to_owned()),
                Field::ZipCode | Field::City | Field::State if has_city => {
                    let last = lines.last_mut().filter(|_| !value.is_empty());
                    if let Some(line) = last {
                        let comma = field == Field::State && !line.is_empty();
                        line.push_str(if comma {
                            ", "
                        } else if line.is_empty() {
                            ""
                        } else {
                            " "
                        });
                        line.push_str(value);
                    }
                }
                Field::ZipCode | Field::City | Field::State => {
                    has_city = true;
                    lines.push(value.to_owned());
                }
                _ => {}
            }
        }
        lines.retain(|line| !line.is_empty());
        lines
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(values: &[(Field, &str)], with_name: bool) -> String {
        let mut addresses = AddressState::default();
        for (field, value) in values {
            addresses.edit(Path { part: Part::Shipping, field: *field }, value);
        }
        addresses.lines(Part::Shipping, with_name).join("|")
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
        assert_eq!(lines(&[(City, "Berlin")], false), "Berlin");
        assert_eq!(lines(&[], true), "");
    }
}
