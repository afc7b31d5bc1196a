//! How a country's address form looks: which fields, in which order, under which name. A table for whoever draws a form;
//! what Glue demands is another matter ([`AddressState::missing`](super::AddressState::missing)).
//!
//! Orders follow the Universal Postal Union's addressing guides; a row holds for every country it names.

use super::Field;

/// How a country stands to a field of an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Usage {
    /// No parcel arrives without it.
    Needed,
    /// Some addresses there have it.
    Optional,
    /// Addresses there do not have it. Glue may want it all the same: a postcode in Hong Kong.
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

/// What a country calls its parts.
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

/// Letters stand for fields: first and last name, company, street, number, addition, zip, town, region.
/// Salutation comes before all, country and phone behind.
const ORDERS: [(&str, &str); 7] = [
    ("FR MC RE GP MQ GF YT PM BL MF WF NC PF LU MA TN SN CI DZ", "flcnsaztr"),
    ("GB JE GG IM GI FK IE MT ZA NZ SG MY NG KE GH US PR GU VI AS MP CA AU PH", "flcnsatrz"),
    ("IN LK PK BD", "flcnsatzr"),
    ("BR CO EC BO VE ID RO MD UA RU BY KZ SA TH", "flcsnatrz"),
    ("HU", "lfctsnazr"),
    ("JP KR TW VN", "lfczrtsna"),
    ("CN HK MO", "lfcrtsnaz"),
];

/// Everywhere else: most of Europe's mainland, the rest of the Spanish Americas - and where the country is not known.
const USUAL: &str = "flcsnaztr";

/// Places without postcodes.
const WITHOUT_ZIP: &str = "HK MO AE QA BO AG AO AW BF BI BJ BQ BS BW BZ CD CF CG CK CM CW DJ DM ER FJ GD GM GQ GY KI KM \
KN LC ML MR MW NR RW SB SC SL SR ST SX SY TD TG TK TL TO TV UG VU YE ZW";

/// Places where most addresses go without, or where people do not know theirs.
const ZIP_OPTIONAL: &str = "IE CO CL PE NG KE SA PA CR GH JM TT CI TZ";

/// Where the state, province or prefecture is part of the address.
const WITH_STATE: &str = "US CA AU BR MX IN IT JP CN MY AR CO VE";
const STATE_OPTIONAL: &str = "ES IE GB KR TW HK CL PE TH ID PH NZ UA RU TR EG AE";

/// A country's form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Layout<'a> {
    country: &'a str,
}

/// The form of a country, by its two letters; one that suits most where the country is not known.
pub fn layout(country: &str) -> Layout<'_> {
    Layout { country }
}

impl Layout<'_> {
    /// All fields of an address in the country's order, then what the country has no use for, the country and the phone. The
    /// last two are last everywhere, though not all guides agree: who writes another country sees the form change above, and
    /// not the field move away.
    pub fn fields(&self) -> Vec<Field> {
        let order = ORDERS.iter().find(|(countries, _)| self.is_in(countries)).map_or(USUAL, |(_, order)| order);
        let mut fields = vec![Field::Salutation];
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
        fields.extend([Field::Iso2Code, Field::Phone]);
        fields
    }

    /// How the country stands to a field.
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

    /// Whether an address without a postcode is none. Where the country is not known, nobody can say that it may go without.
    pub fn needs_zip(&self) -> bool {
        self.country.is_empty() || self.usage(Field::ZipCode) == Usage::Needed
    }

    /// What the postcode is called.
    pub fn zip_name(&self) -> ZipName {
        match self.country {
            "US" | "PR" | "GU" | "VI" | "AS" | "MP" | "PH" => ZipName::Zip,
            "IN" => ZipName::Pin,
            "IE" => ZipName::Eircode,
            "BR" => ZipName::Cep,
            _ => ZipName::Postcode,
        }
    }

    /// What the state is called.
    pub fn state_name(&self) -> StateName {
        match self.country {
            "US" | "AU" | "BR" | "MX" | "IN" | "MY" | "VE" => StateName::State,
            "CA" | "IT" | "ES" | "CN" | "AR" | "KR" | "ID" | "TR" => StateName::Province,
            "GB" | "IE" | "TW" => StateName::County,
            "JP" => StateName::Prefecture,
            _ => StateName::Region,
        }
    }

    /// Whether a list of countries, each two letters and a space, has this one.
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
    fn a_form_reads_as_the_country_writes() {
        for (country, expected, why) in [
            (
                "DE",
                "first last street number zip city state",
                "the postcode stands before the city; nobody asks for the state",
            ),
            ("FR", "first last number street zip city state", "the number stands before the street"),
            ("GB", "first last number street city state zip", "the postcode comes last"),
            ("US", "first last number street city state zip", "behind the state"),
            ("IT", "first last street number zip city state", "the province behind the city"),
            ("HU", "last first city street number zip state", "from the city to the postcode"),
            ("JP", "last first zip state city street number", "from the large to the small"),
            ("CN", "last first state city street number zip", "likewise, and the postcode last"),
            ("HK", "last first state city street number zip", "what it does not have comes last"),
            ("", "first last street number zip city state", "a country that is not known yet"),
        ] {
            assert_eq!(order(country), expected, "{country}: {why}");
        }
    }

    #[test]
    fn every_form_has_every_field_once_and_no_country_two_forms() {
        let countries: Vec<&str> = ORDERS.iter().flat_map(|(countries, _)| countries.split(' ')).collect();
        for country in countries.iter().copied().chain(["", "DE", "IT", "ZZ"]) {
            let mut fields = layout(country).fields();
            fields.sort_unstable();
            let mut all = Part::Shipping.fields().to_vec();
            all.sort_unstable();
            assert_eq!(fields, all, "{country}");
            assert!(layout(country).fields().ends_with(&[Field::Iso2Code, Field::Phone]), "{country}: nothing moves");
            assert!(countries.iter().filter(|known| **known == country).count() < 2, "{country}");
        }
    }

    #[test]
    fn a_country_calls_its_fields_by_their_names() {
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
        assert_eq!(layout("").usage(Field::ZipCode), Usage::Optional, "nobody knows");
    }
}
