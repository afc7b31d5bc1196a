//! Tests of the values that fill the forms of shops.

use super::*;
use crate::address::Source;
use crate::json::Json;

fn addresses(shipping: &str) -> AddressState {
    let mut addresses = AddressState::default();
    let customer = r#"{"salutation":"n/a","firstName":"Ada","lastName":"Payer","email":"ada.payer@example.com","phone":"491705550142"}"#;
    let text = format!(
        r#"{{"customer":{customer},"shippingAddress":{shipping},"billingAddress":{{"address1":"Amtsgasse","address2":"3","city":"Wien","iso2Code":"AT"}}}}"#
    );
    addresses.set_all(&Json::parse(&text).unwrap(), Source::Psp);
    addresses
}

const BERLIN: &str = r#"{"firstName":"Bea","lastName":"Gift","company":"ACME","address1":"Linienstraße","address2":"12","address3":"Hinterhaus","zipCode":"10178","city":"Berlin","iso2Code":"DE"}"#;
const BOSTON: &str = r#"{"firstName":"Bea","lastName":"Gift","address1":"Market St","address2":"1455","zipCode":"02139","city":"Boston","state":"MA","iso2Code":"US","phone":"16175550142"}"#;

fn control(tag: &str, kind: &str) -> Control {
    Control { tag: tag.to_owned(), kind: kind.to_owned(), ..Control::default() }
}

/// The first value for each field. A field is given by its tokens; with the prefix `textarea ` it is a `<textarea>`.
fn filled(fields: &[&str], addresses: &AddressState) -> Vec<String> {
    let made = |field: &&str| match field.strip_prefix("textarea ") {
        Some(tokens) => (Purpose::read(tokens), control("TEXTAREA", "textarea")),
        None => (Purpose::read(field), control("INPUT", "text")),
    };
    let fields: Vec<_> = fields.iter().map(made).collect();
    let form: Vec<Purpose> = fields.iter().filter_map(|(purpose, _)| purpose.clone()).collect();
    let value = |(purpose, control): &(Option<Purpose>, Control)| {
        let values = purpose.as_ref().map_or(Vec::new(), |purpose| wanted(purpose, control, &form, addresses));
        values.into_iter().next().unwrap_or_default()
    };
    fields.iter().map(value).collect()
}

#[test]
fn every_form_gets_its_address() {
    for (fields, address, expected, why) in [
        (&["street-address"][..], BERLIN, &["Linienstraße 12, Hinterhaus"][..], "an input has no line breaks"),
        (&["textarea street-address"], BERLIN, &["Linienstraße 12\nHinterhaus"], "a textarea has line breaks"),
        (&["street-address"], BOSTON, &["1455 Market St"], "in the order of the country"),
        (&["billing street-address"], BERLIN, &["Amtsgasse 3"], "the billing address"),
        (&["section-a shipping street-address"], BERLIN, &["Linienstraße 12, Hinterhaus"], "in a section"),
        (&["address-line1"], BERLIN, &["Linienstraße 12, Hinterhaus"], "one line"),
        (&["address-line1", "address-line2"], BERLIN, &["Linienstraße", "12, Hinterhaus"], "two lines"),
        (
            &["address-line1", "address-line2", "address-line3"],
            BERLIN,
            &["Linienstraße", "12", "Hinterhaus"],
            "three lines",
        ),
        (&["address-line1", "address-line3"], BERLIN, &["Linienstraße 12", "Hinterhaus"], "without a second line"),
        (
            &["shipping address-line1", "shipping address-line2", "billing address-line1"],
            BERLIN,
            &["Linienstraße", "12, Hinterhaus", "Amtsgasse 3"],
            "each address counts its own lines",
        ),
        (
            &["section-a shipping address-line1", "section-b shipping address-line1"],
            BERLIN,
            &["Linienstraße 12, Hinterhaus", ""],
            "a second shipping address is not filled",
        ),
        (
            &["section-a shipping given-name", "shipping postal-code", "section-b shipping given-name"],
            BERLIN,
            &["Bea", "10178", ""],
            "a section with a single field is not a second address",
        ),
        (&["name", "shipping name"], BERLIN, &["Ada Payer", "Bea Gift"], "the buyer and the recipient"),
        (&["honorific-prefix"], BERLIN, &[""], "n/a is a value of Spryker only"),
        (&["organization", "address-level2"], BERLIN, &["ACME", "Berlin"], "company and city"),
        (
            &["address-level1", "country", "postal-code"],
            BOSTON,
            &["MA", "US", "02139"],
            "state, country and postal code",
        ),
        (&["off", "cc-number", "one-time-code", ""], BERLIN, &["", "", "", ""], "unknown purposes"),
        (&["email webauthn"], BERLIN, &["ada.payer@example.com"], "`webauthn` is ignored"),
        (&["fax tel", "pager tel", "work tel"], BERLIN, &["", "", "+491705550142"], "a fax and a pager are not filled"),
    ] {
        assert_eq!(filled(fields, &addresses(address)), expected, "{fields:?}: {why}");
    }
}

#[test]
fn a_telephone_number_is_divided_as_the_form_asks() {
    for (fields, address, expected, why) in [
        (&["tel"][..], BERLIN, &["+491705550142"][..], "a plus is added before the country code"),
        (&["tel-country-code", "tel-national"], BERLIN, &["+49", "1705550142"], "in two fields"),
        (&["tel-national"], BERLIN, &["01705550142"], "as it is dialled in the country"),
        (&["tel-national", "tel-extension"], BERLIN, &["01705550142", ""], "no extension is known"),
        (&["tel-area-code", "tel-local"], BERLIN, &["", ""], "German area codes have no fixed length"),
        (
            &["shipping tel-country-code", "shipping tel-area-code", "shipping tel-local"],
            BOSTON,
            &["+1", "617", "5550142"],
            "American area codes have three digits",
        ),
        (
            &["shipping tel-area-code", "shipping tel-local-prefix", "shipping tel-local-suffix"],
            BOSTON,
            &["617", "555", "0142"],
            "in three parts",
        ),
        (&["billing tel-national"], BERLIN, &[""], "a German number has no Austrian form"),
        (
            &["billing tel-country-code", "billing tel-national"],
            BERLIN,
            &["+49", "1705550142"],
            "but it has its country code",
        ),
    ] {
        assert_eq!(filled(fields, &addresses(address)), expected, "{fields:?}: {why}");
    }
}

#[test]
fn only_a_field_that_the_shopper_could_fill_is_filled() {
    for (tag, kind, locked, open) in [
        ("INPUT", "text", false, true),
        ("INPUT", "tel", false, true),
        ("TEXTAREA", "textarea", false, true),
        ("SELECT", "select-one", false, true),
        ("INPUT", "text", true, false),
        ("SELECT", "select-one", true, false),
        ("SELECT", "select-multiple", false, false),
        ("INPUT", "hidden", false, false),
        ("INPUT", "checkbox", false, false),
        ("INPUT", "radio", false, false),
        ("INPUT", "submit", false, false),
    ] {
        assert_eq!(Control { locked, ..control(tag, kind) }.is_open(), open, "{tag} {kind} {locked}");
    }
}

#[test]
fn a_value_that_does_not_fit_is_not_shortened() {
    let short = |longest| Control { longest: Some(longest), ..control("INPUT", "text") };
    assert!(short(12).takes("Linienstraße") && !short(11).takes("Linienstraße"));
    assert!(!short(1).takes("𠮷") && short(2).takes("𠮷"), "browsers count UTF-16 code units");
    assert!(control("INPUT", "text").takes(&"a".repeat(1000)));
    let number = control("INPUT", "number");
    assert!(number.takes("01067") && !number.takes("SW1A 2AA") && !number.takes("+49"));
    let first = |purpose: &str, control: &Control| {
        let purpose = Purpose::read(purpose).unwrap();
        wanted(&purpose, control, std::slice::from_ref(&purpose), &addresses(BERLIN))
            .into_iter()
            .find(|value| control.takes(value))
    };
    assert_eq!(first("tel", &short(11)).as_deref(), Some("01705550142"), "the shorter national number");
    assert_eq!(first("tel", &short(5)), None);
    assert_eq!(first("tel-country-code", &short(2)).as_deref(), Some("49"));
    assert_eq!(first("tel-country-code", &number).as_deref(), Some("49"));
    assert_eq!(first("street-address", &short(20)), None, "an address is never filled in part");
}

#[test]
fn an_option_is_found_by_its_value_or_its_label() {
    for (purpose, address, options, expected, why) in [
        ("tel-country-code", BERLIN, &[("AT", "+43"), ("DE", "+49")][..], Some("DE"), "by the country"),
        ("tel-country-code", BERLIN, &[("43", "Austria"), ("49", "Germany")], Some("49"), "by the code"),
        ("tel-country-code", BERLIN, &[("+43", ""), ("+49", "")], Some("+49"), "with its plus"),
        ("tel-country-code", BERLIN, &[("1", "Austria (+43)"), ("2", "Germany (+49)")], Some("2"), "by the label"),
        ("tel-country-code", BERLIN, &[("0043", "A"), ("0049", "D")], Some("0049"), "with zeros before it"),
        ("tel-country-code", BERLIN, &[("149", "A"), ("490", "D")], None, "other numbers"),
        (
            "tel-country-code",
            BOSTON,
            &[("CA", "Canada (+1)"), ("US", "America (+1)")],
            Some("US"),
            "two countries share a code",
        ),
        ("honorific-prefix", BERLIN, &[("Ms", "Ms"), ("n/a", "none")], Some("n/a"), "Spryker's own list"),
        ("shipping country", BERLIN, &[("AUT", "1"), ("DEU", "2")], Some("DEU"), "three letters"),
        ("address-level1", BOSTON, &[("1", "Maine"), ("2", "Massachusetts")], Some("2"), "a state's name"),
        ("address-level2", BOSTON, &[("1", "Berlin"), ("2", "Boston")], Some("2"), "a city"),
    ] {
        let purpose = Purpose::read(purpose).unwrap();
        let mut addresses = addresses(address);
        if address == BOSTON {
            addresses.edit(Path { part: Part::Customer, field: Field::Phone }, "16175550142");
        }
        let values = wanted(&purpose, &control("SELECT", "select-one"), std::slice::from_ref(&purpose), &addresses);
        let country = addresses.get(Path { part: purpose.address(), field: Field::Iso2Code }).to_owned();
        let options: Vec<_> =
            options.iter().map(|(started, shown)| ((*started).to_owned(), (*shown).to_owned())).collect();
        assert_eq!(choose(&purpose, &values, &country, None, &options).as_deref(), expected, "{why}");
    }
}
