//! Forms of shops, and what they are filled with.

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

fn shape(tag: &str, kind: &str) -> Shape {
    Shape { tag: tag.to_owned(), kind: kind.to_owned(), ..Shape::default() }
}

/// What the fields of a form hold in the end, each by its tokens. A token that begins with `textarea ` is of one.
fn filled(fields: &[&str], addresses: &AddressState) -> Vec<String> {
    let made = |field: &&str| match field.strip_prefix("textarea ") {
        Some(tokens) => (Place::read(tokens), shape("TEXTAREA", "textarea")),
        None => (Place::read(field), shape("INPUT", "text")),
    };
    let fields: Vec<_> = fields.iter().map(made).collect();
    let form: Vec<Place> = fields.iter().filter_map(|(place, _)| place.clone()).collect();
    let value = |(place, shape): &(Option<Place>, Shape)| {
        let values = place.as_ref().map_or(Vec::new(), |place| wanted(place, shape, &form, addresses));
        values.into_iter().next().unwrap_or_default()
    };
    fields.iter().map(value).collect()
}

#[test]
fn every_form_gets_its_address() {
    for (fields, address, expected, why) in [
        (&["street-address"][..], BERLIN, &["Linienstraße 12, Hinterhaus"][..], "one line has no line breaks"),
        (&["textarea street-address"], BERLIN, &["Linienstraße 12\nHinterhaus"], "a text has"),
        (&["street-address"], BOSTON, &["1455 Market St"], "as the country writes it"),
        (&["billing street-address"], BERLIN, &["Amtsgasse 3"], "where the bill goes"),
        (&["section-a shipping street-address"], BERLIN, &["Linienstraße 12, Hinterhaus"], "in a section"),
        (&["address-line1"], BERLIN, &["Linienstraße 12, Hinterhaus"], "one line for all"),
        (&["address-line1", "address-line2"], BERLIN, &["Linienstraße", "12, Hinterhaus"], "two"),
        (&["address-line1", "address-line2", "address-line3"], BERLIN, &["Linienstraße", "12", "Hinterhaus"], "three"),
        (&["address-line1", "address-line3"], BERLIN, &["Linienstraße 12", "Hinterhaus"], "without the second"),
        (
            &["shipping address-line1", "shipping address-line2", "billing address-line1"],
            BERLIN,
            &["Linienstraße", "12, Hinterhaus", "Amtsgasse 3"],
            "the parcel's second line is not the bill's",
        ),
        (
            &["section-a shipping address-line1", "section-b shipping address-line1"],
            BERLIN,
            &["Linienstraße 12, Hinterhaus", ""],
            "the second of two parcels is somebody else's",
        ),
        (
            &["section-a shipping given-name", "shipping postal-code", "section-b shipping given-name"],
            BERLIN,
            &["Bea", "10178", ""],
            "a section that only names one field is no other address",
        ),
        (&["name", "shipping name"], BERLIN, &["Ada Payer", "Bea Gift"], "the buyer and the recipient"),
        (&["honorific-prefix"], BERLIN, &[""], "n/a is Spryker's own word"),
        (&["organization", "address-level2"], BERLIN, &["ACME", "Berlin"], "the rest"),
        (&["address-level1", "country", "postal-code"], BOSTON, &["MA", "US", "02139"], "the rest"),
        (&["off", "cc-number", "one-time-code", ""], BERLIN, &["", "", "", ""], "what we know nothing of"),
        (&["email webauthn"], BERLIN, &["ada.payer@example.com"], "a passkey may be used too"),
        (&["fax tel", "pager tel", "work tel"], BERLIN, &["", "", "+491705550142"], "nobody's fax is called"),
    ] {
        assert_eq!(filled(fields, &addresses(address)), expected, "{fields:?}: {why}");
    }
}

#[test]
fn a_telephone_number_is_divided_as_the_form_asks() {
    for (fields, address, expected, why) in [
        (&["tel"][..], BERLIN, &["+491705550142"][..], "digits with the country's code get their plus"),
        (&["tel-country-code", "tel-national"], BERLIN, &["+49", "1705550142"], "in two fields"),
        (&["tel-national"], BERLIN, &["01705550142"], "as it is dialled at home"),
        (&["tel-national", "tel-extension"], BERLIN, &["01705550142", ""], "nobody gave an extension"),
        (&["tel-area-code", "tel-local"], BERLIN, &["", ""], "where the area's code ends, nobody knows in Germany"),
        (
            &["shipping tel-country-code", "shipping tel-area-code", "shipping tel-local"],
            BOSTON,
            &["+1", "617", "5550142"],
            "in America all do",
        ),
        (
            &["shipping tel-area-code", "shipping tel-local-prefix", "shipping tel-local-suffix"],
            BOSTON,
            &["617", "555", "0142"],
            "in three pieces",
        ),
        (&["billing tel-national"], BERLIN, &[""], "a German number is none of Austria's"),
        (&["billing tel-country-code", "billing tel-national"], BERLIN, &["+49", "1705550142"], "but has its code"),
    ] {
        assert_eq!(filled(fields, &addresses(address)), expected, "{fields:?}: {why}");
    }
}

#[test]
fn what_the_shopper_could_not_fill_is_the_pages_own() {
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
        assert_eq!(Shape { locked, ..shape(tag, kind) }.is_open(), open, "{tag} {kind} {locked}");
    }
}

#[test]
fn a_value_that_does_not_fit_is_not_cut() {
    let short = |longest| Shape { longest: Some(longest), ..shape("INPUT", "text") };
    assert!(short(12).takes("Linienstraße") && !short(11).takes("Linienstraße"));
    assert!(!short(1).takes("𠮷") && short(2).takes("𠮷"), "browsers count halves of such a sign");
    assert!(shape("INPUT", "text").takes(&"a".repeat(1000)));
    let number = shape("INPUT", "number");
    assert!(number.takes("01067") && !number.takes("SW1A 2AA") && !number.takes("+49"));
    let first = |place: &str, shape: &Shape| {
        let place = Place::read(place).unwrap();
        wanted(&place, shape, std::slice::from_ref(&place), &addresses(BERLIN))
            .into_iter()
            .find(|value| shape.takes(value))
    };
    assert_eq!(first("tel", &short(11)).as_deref(), Some("01705550142"), "as it is dialled at home");
    assert_eq!(first("tel", &short(5)), None);
    assert_eq!(first("tel-country-code", &short(2)).as_deref(), Some("49"));
    assert_eq!(first("tel-country-code", &number).as_deref(), Some("49"));
    assert_eq!(first("street-address", &short(20)), None, "half an address is none");
}

#[test]
fn a_list_is_understood_by_what_it_holds_or_shows() {
    for (place, address, options, expected, why) in [
        ("tel-country-code", BERLIN, &[("AT", "+43"), ("DE", "+49")][..], Some("DE"), "by the country"),
        ("tel-country-code", BERLIN, &[("43", "Austria"), ("49", "Germany")], Some("49"), "by the code"),
        ("tel-country-code", BERLIN, &[("+43", ""), ("+49", "")], Some("+49"), "with its plus"),
        ("tel-country-code", BERLIN, &[("1", "Austria (+43)"), ("2", "Germany (+49)")], Some("2"), "by what it shows"),
        ("tel-country-code", BERLIN, &[("0043", "A"), ("0049", "D")], Some("0049"), "with noughts"),
        ("tel-country-code", BERLIN, &[("149", "A"), ("490", "D")], None, "other numbers"),
        ("tel-country-code", BOSTON, &[("CA", "Canada (+1)"), ("US", "America (+1)")], Some("US"), "two have one code"),
        ("honorific-prefix", BERLIN, &[("Ms", "Ms"), ("n/a", "none")], Some("n/a"), "Spryker's own list"),
        ("shipping country", BERLIN, &[("AUT", "1"), ("DEU", "2")], Some("DEU"), "three letters"),
        ("address-level1", BOSTON, &[("1", "Maine"), ("2", "Massachusetts")], Some("2"), "a state's name"),
        ("address-level2", BOSTON, &[("1", "Berlin"), ("2", "Boston")], Some("2"), "a city"),
    ] {
        let place = Place::read(place).unwrap();
        let mut addresses = addresses(address);
        if address == BOSTON {
            addresses.edit(Path { part: Part::Customer, field: Field::Phone }, "16175550142");
        }
        let values = wanted(&place, &shape("SELECT", "select-one"), std::slice::from_ref(&place), &addresses);
        let country = addresses.get(Path { part: place.address(), field: Field::Iso2Code }).to_owned();
        let options: Vec<_> =
            options.iter().map(|(started, shown)| ((*started).to_owned(), (*shown).to_owned())).collect();
        assert_eq!(choose(&place, &values, &country, None, &options).as_deref(), expected, "{why}");
    }
}
