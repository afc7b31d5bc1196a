//! The layout of a country's address form: the order of the fields, which are needed, and what they are called.
//!
//! This is for drawing the form. The fields that Glue requires are given by
//! [`AddressState::missing`](super::AddressState::missing). The order follows the addressing guides of the Universal Postal
//! Union.

use super::Field;

/// Whether addresses in a country have a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Usage {
    /// Every address has it.
    Needed,
    /// Some addresses have it.
    Optional,
    /// Addresses do not have it. Glue may still require it, as the postcode in Hong Kong.
    Unusual,
}

/// What a country calls its postcode.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ZipName {
    /// Postcode
    Postcode,
    /// ZIP code
    Zip,
    /// PIN code
    Pin,
    /// Eircode
    Eircode,
    /// CEP
    Cep,
}

/// What a country calls its states.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum StateName {
    /// Region
    Region,
    /// State
    State,
    /// Province
    Province,
    /// County
    County,
    /// Prefecture
    Prefecture,
}

/// The order of the fields by country. Each letter is a field: first name, last name, company, street, number, addition,
/// zip, town, region. The country and the salutation come before these fields, the phone after them.
const ORDERS: [(&str, &str); 8] = [
    ("FR MC RE GP MQ GF YT PM BL MF WF NC PF LU MA TN SN CI DZ", "flcnsaztr"),
    ("GB JE GG IM GI FK IE MT ZA NZ SG MY NG KE GH US PR GU VI AS MP CA AU PH", "flcnsatrz"),
    ("IN LK PK BD", "flcnsatzr"),
    ("BR CO EC BO VE ID RO MD UA RU BY KZ SA TH", "flcsnatrz"),
    ("HU", "lfctsnazr"),
    ("JP KR TW VN", "lfczrtsna"),
    ("CN HK MO", "lfcrtsnaz"),
    ("KH", "lfcsnaztr"),
];

/// The order for all other countries, and for an unknown country.
const USUAL: &str = "flcsnaztr";

/// Countries without postcodes.
const WITHOUT_ZIP: &str = "HK MO AE QA BO AG AO AW BF BI BJ BQ BS BW BZ CD CF CG CK CM CW DJ DM ER FJ GD GM GQ GY KI KM \
KN LC ML MR MW NR RW SB SC SL SR ST SX SY TD TG TK TL TO TV UG VU YE ZW";

/// Countries where most addresses have no postcode, or where many people do not know theirs.
const ZIP_OPTIONAL: &str = "IE CO CL PE NG KE SA PA CR GH JM TT CI TZ";

/// Countries where the state, province or prefecture is part of the address.
const WITH_STATE: &str = "US CA AU BR MX IN IT JP CN MY AR CO VE";
/// Countries where it is part of some addresses.
const STATE_OPTIONAL: &str = "ES IE GB KR TW HK CL PE TH ID PH NZ UA RU TR EG AE";

/// The address layout of a country.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Layout<'a> {
    country: &'a str,
}

/// The layout for a two-letter country code. An unknown country gets the most common layout.
pub fn layout(country: &str) -> Layout<'_> {
    Layout { country }
}

impl Layout<'_> {
    /// All fields of an address: the country, which decides the rest, the used fields in the country's order, the unusual
    /// ones, and the phone. The country stays at the same place in every layout, so that it does not move while the shopper
    /// changes it.
    pub fn fields(&self) -> Vec<Field> {
        let order = self.order();
        let mut fields = vec![Field::Iso2Code, Field::Salutation];
        for late in [false, true] {
            for letter in order.bytes() {
                let field = match letter {
                    b'f' => Field::FirstName,
                    b'l' => Field::LastName,
                    b'c' => Field::Company,
                    b's' => Field::Address1,
                    b'n' => Field::Address2,
                    b'a' => Field::Address3,
                    b'z' => Field::ZipCode,
                    b't' => Field::City,
                    _ => Field::State,
                };
                if (self.usage(field) == Usage::Unusual) == late {
                    fields.push(field);
                }
            }
        }
        fields.push(Field::Phone);
        fields
    }

    /// Whether forms ask for the family name first.
    pub fn is_family_first(&self) -> bool {
        self.order().starts_with('l')
    }

    fn order(&self) -> &'static str {
        ORDERS.iter().find(|(countries, _)| self.is_in(countries)).map_or(USUAL, |(_, order)| order)
    }

    /// Whether addresses in the country have a field.
    pub fn usage(&self, field: Field) -> Usage {
        let (without, optional) = match field {
            Field::ZipCode => (self.is_in(WITHOUT_ZIP), self.is_in(ZIP_OPTIONAL)),
            Field::State => (!self.is_in(WITH_STATE) && !self.is_in(STATE_OPTIONAL), self.is_in(STATE_OPTIONAL)),
            Field::Salutation | Field::Company | Field::Address3 | Field::Phone => (false, true),
            _ => return Usage::Needed,
        };
        if self.country.is_empty() || optional {
            Usage::Optional
        } else if without {
            Usage::Unusual
        } else {
            Usage::Needed
        }
    }

    /// Whether every address has a postcode. True for an unknown country.
    pub fn needs_zip(&self) -> bool {
        self.country.is_empty() || self.usage(Field::ZipCode) == Usage::Needed
    }

    /// What the country calls its postcode.
    pub fn zip_name(&self) -> ZipName {
        match self.country {
            "US" | "PR" | "GU" | "VI" | "AS" | "MP" | "PH" => ZipName::Zip,
            "IN" => ZipName::Pin,
            "IE" => ZipName::Eircode,
            "BR" => ZipName::Cep,
            _ => ZipName::Postcode,
        }
    }

    /// What the country calls its states.
    pub fn state_name(&self) -> StateName {
        match self.country {
            "US" | "AU" | "BR" | "MX" | "IN" | "MY" | "VE" => StateName::State,
            "CA" | "IT" | "ES" | "CN" | "AR" | "KR" | "ID" | "TR" => StateName::Province,
            "GB" | "IE" | "TW" => StateName::County,
            "JP" => StateName::Prefecture,
            _ => StateName::Region,
        }
    }

    /// Whether a list of two-letter codes, separated by spaces, contains this country.
    fn is_in(&self, list: &str) -> bool {
        list.as_bytes().chunks(3).any(|code| code.get(..2) == Some(self.country.as_bytes()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::address::Part;

    fn order(country: &str) -> String {
        let short = |field: &Field| match field {
            Field::Address1 => Some("street"),
            Field::Address2 => Some("number"),
            Field::ZipCode => Some("zip"),
            Field::City => Some("city"),
            Field::State => Some("state"),
            Field::FirstName => Some("first"),
            Field::LastName => Some("last"),
            _ => None,
        };
        layout(country).fields().iter().filter_map(short).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn fields_are_in_the_order_of_the_country() {
        for (country, expected, why) in [
            (
                "DE",
                "first last street number zip city state",
                "the postcode stands before the city; the state is unusual",
            ),
            ("FR", "first last number street zip city state", "the number stands before the street"),
            ("GB", "first last number street city state zip", "the postcode comes last"),
            ("US", "first last number street city state zip", "after the state"),
            ("IT", "first last street number zip city state", "the province comes after the city"),
            ("HU", "last first city street number zip state", "from the city to the postcode"),
            ("JP", "last first zip state city street number", "from the largest area to the smallest"),
            ("CN", "last first state city street number zip", "the same, with the postcode last"),
            ("HK", "last first state city street number zip", "unusual fields come last"),
            ("", "first last street number zip city state", "an unknown country"),
        ] {
            assert_eq!(order(country), expected, "{country}: {why}");
        }
    }

    #[test]
    fn every_layout_has_every_field_once_and_every_country_has_one_layout() {
        let countries: Vec<&str> = ORDERS.iter().flat_map(|(countries, _)| countries.split(' ')).collect();
        for country in countries.iter().copied().chain(["", "DE", "IT", "ZZ"]) {
            let mut fields = layout(country).fields();
            fields.sort_unstable();
            let mut all = Part::Shipping.fields().to_vec();
            all.sort_unstable();
            assert_eq!(fields, all, "{country}");
            let fields = layout(country).fields();
            assert_eq!(fields.first(), Some(&Field::Iso2Code), "{country}: the country stays in its place");
            assert_eq!(fields.last(), Some(&Field::Phone), "{country}");
            assert!(countries.iter().filter(|known| **known == country).count() < 2, "{country}");
        }
    }

    #[test]
    fn countries_name_the_postcode_and_the_state_differently() {
        assert_eq!((layout("US").zip_name(), layout("US").state_name()), (ZipName::Zip, StateName::State));
        assert_eq!((layout("IE").usage(Field::ZipCode), layout("IE").zip_name()), (Usage::Optional, ZipName::Eircode));
        assert_eq!(
            (layout("JP").usage(Field::State), layout("JP").state_name()),
            (Usage::Needed, StateName::Prefecture)
        );
        assert_eq!(
            (layout("HK").usage(Field::ZipCode), layout("DE").usage(Field::State)),
            (Usage::Unusual, Usage::Unusual)
        );
        assert_eq!(layout("").usage(Field::ZipCode), Usage::Optional, "unknown country");
    }
}
