//! Tests of the whole address state: the corpus of addresses, random walks, and the lookups of country and territory.

mod corpus;
mod walks;

use super::*;

#[test]
fn a_text_is_matched_to_a_value_by_its_names_and_codes() {
    for (field, country, text, value, expected) in [
        (Field::Iso2Code, "DE", "Deutschland", "DE", true),
        (Field::Iso2Code, "DE", "DEU", "DE", true),
        (Field::Iso2Code, "DE", "Austria", "DE", false),
        (Field::Iso2Code, "DE", "", "DE", false),
        (Field::State, "US", "California", "CA", true),
        (Field::State, "US", "US-CA", "CA", true),
        (Field::State, "IT", "Cagliari", "CA", true),
        (Field::State, "US", "Cagliari", "CA", false),
        (Field::State, "DE", "Berlin", "BE", false),
        (Field::City, "DE", "Berlin", "Berlin", false),
    ] {
        assert_eq!(means(field, country, text, value), expected, "{text} for {value}");
    }
}

#[test]
fn a_postcode_identifies_a_territory() {
    let address = |country: &str, zip: &str| {
        Fields::from([(Field::Iso2Code, country.to_owned()), (Field::ZipCode, zip.to_owned())])
    };
    assert_eq!(territory(&address("FR", "97400")), Some("RE"));
    assert_eq!(territory(&address("FR", "75001")), None);
    assert_eq!(territory(&address("ES", "35001")), None, "outside the customs union, but the same country");
    assert_eq!(territory(&Fields::new()), None);
}
