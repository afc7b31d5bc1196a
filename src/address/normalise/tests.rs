//! Tests of normalising, with data as providers send it.

use super::*;
use crate::json::Json;

fn fields(part: Part, text: &str) -> Fields {
    let json = Json::parse(text).unwrap();
    let given = part.fields().iter().filter_map(|field| Some((*field, json.get(field.name()).str()?.to_owned())));
    given.collect()
}

fn payer(customer: &str, billing: &str, shipping: &str) -> Payer {
    let address = |text: &str, part| (!text.is_empty()).then(|| fields(part, text));
    Payer {
        customer: fields(Part::Customer, customer),
        billing: address(billing, Part::Billing),
        shipping: address(shipping, Part::Shipping),
    }
}

/// The normalised shipping address as `field=value`, followed by the mark in brackets.
fn shipping(text: &str) -> String {
    let once = normalise(&payer("{}", "", text));
    let twice = normalise(&once.payer);
    assert_eq!(twice.payer, once.payer, "normalising twice changes nothing: {text}");
    let fields = once.payer.shipping.clone().unwrap_or_default();
    let texts = fields.iter().map(|(field, value)| {
        let check = once.check(Path { part: Part::Shipping, field: *field });
        format!("{}={value}{}", field.name(), check.map_or(String::new(), |check| format!(" [{}]", check.name())))
    });
    texts.collect::<Vec<_>>().join("|")
}

#[test]
fn an_address_is_normalised_for_glue() {
    for (given, expected, why) in [
        (
            r#"{"address1":"Linienstraße 12","city":"Berlin","iso2Code":"de"}"#,
            "address1=Linienstraße [street-split]|address2=12 [street-split]|city=Berlin|iso2Code=DE",
            "the number is in the street line",
        ),
        (
            r#"{"address1":"Market St","address2":"1455","iso2Code":"US","state":"CA"}"#,
            "address1=Market St|address2=1455|state=CA|iso2Code=US",
            "already split",
        ),
        (
            r#"{"address1":"Linienstraße 12","address2":"2. OG","iso2Code":"DE"}"#,
            "address1=Linienstraße [street-split]|address2=12 [street-split]|address3=2. OG [street-split]|iso2Code=DE",
            "the second line has a floor",
        ),
        (
            r#"{"address1":"Linienstraße 12","address2":"c/o Meier","iso2Code":"DE"}"#,
            "address1=Linienstraße [street-split]|address2=12 [street-split]|address3=c/o Meier [street-split]|iso2Code=DE",
            "the second line has no number",
        ),
        (
            r#"{"address1":"Linienstraße 12","address2":"c/o Meier","address3":"Hof","iso2Code":"DE"}"#,
            "address1=Linienstraße [street-split]|address2=12 [street-split]|address3=c/o Meier, Hof [street-split]|iso2Code=DE",
            "both additions go to the third line",
        ),
        (
            r#"{"address1":"Straat 12","address2":"A","iso2Code":"NL"}"#,
            "address1=Straat [street-split]|address2=12 A [street-split]|iso2Code=NL",
            "the letter belongs to the number",
        ),
        (
            r#"{"address1":"Linienstraße 12, 3. OG","address3":"Hof","iso2Code":"DE"}"#,
            "address1=Linienstraße [street-split]|address2=12 [street-split]|address3=3. OG, Hof [street-split]|iso2Code=DE",
            "two additions for the third line",
        ),
        (
            r#"{"address1":"Linienstraße 12, -","iso2Code":"DE"}"#,
            "address1=Linienstraße [street-split]|address2=12 [street-split]|iso2Code=DE",
            "a dash is a placeholder",
        ),
        (
            r#"{"address1":"Linienstraße 12","address2":"N/A","iso2Code":"DE"}"#,
            "address1=Linienstraße [street-split]|address2=12 [street-split]|iso2Code=DE",
            "a plugin's placeholder is not a house number",
        ),
        (
            r#"{"address1":"Q7, 24","city":"Mannheim","iso2Code":"DE"}"#,
            "address1=Q7, 24 [street-whole]|city=Mannheim|iso2Code=DE",
            "not certain: it stays whole and the shopper is asked",
        ),
        (
            r#"{"address1":"Linienstraße 12","iso2Code":"Atlantis"}"#,
            "address1=Linienstraße 12 [street-whole]",
            "an unknown country is asked for, and the street is not split",
        ),
        (
            r#"{"address1":"Calle Luna 5","iso2Code":"US","state":"PR"}"#,
            "address1=Calle Luna 5 [street-whole]|state=PR|iso2Code=PR [country-recognised]",
            "Puerto Rico",
        ),
        (
            r#"{"address1":"千代田区丸の内","address2":"1-9-1","zipCode":"100-0005","city":"東京都","iso2Code":"JP"}"#,
            "address1=千代田区丸の内|address2=1-9-1|zipCode=100-0005|city=東京都|iso2Code=JP",
            "Glue's own sample from Japan",
        ),
        (
            r#"{"salutation":"N/A","firstName":"null","zipCode":"01067","phone":"000-000","company":"-","city":"Dresden"}"#,
            "salutation=n/a|zipCode=01067|city=Dresden",
            "placeholders are removed, the leading zero stays, and n/a is Spryker's value",
        ),
        (
            r#"{"salutation":"Mrs","city":"\u202eBonn\u200b\n"}"#,
            "salutation=Mrs|city=Bonn",
            "invisible characters are removed",
        ),
        (r#"{"iso2Code":"DE","firstName":"Ada"}"#, "", "PayPal's address for a cart of downloads is not an address"),
        (r#"{"address1":"null","city":" ","zipCode":"-"}"#, "", "an object full of nulls is not an address"),
        (
            r#"{"lastName":"Maria van der Berg","city":"Utrecht","iso2Code":"NL"}"#,
            "firstName=Maria [name-split]|lastName=van der Berg [name-split]|city=Utrecht|iso2Code=NL",
            "the full name is in the last name",
        ),
        (
            r#"{"firstName":"Ada Payer","city":"Bonn","iso2Code":"DE"}"#,
            "firstName=Ada [name-split]|lastName=Payer [name-split]|city=Bonn|iso2Code=DE",
            "the full name is in the first name",
        ),
        (
            r#"{"lastName":"Madonna","city":"Bonn"}"#,
            "lastName=Madonna|city=Bonn",
            "a single name: the other one is asked for",
        ),
        (
            r#"{"lastName":"Maria del Carmen Ruiz Soto","city":"Berlin","iso2Code":"DE"}"#,
            "firstName=Maria del Carmen [name-split]|lastName=Ruiz Soto [name-split]|city=Berlin|iso2Code=DE",
            "Glue's own sample",
        ),
        (
            r#"{"firstName":"<img src=x onerror=alert(1)>","lastName":"O'Neil & \"Sons\"","city":"Bonn"}"#,
            r#"firstName=<img src=x onerror=alert(1)>|lastName=O'Neil & "Sons"|city=Bonn"#,
            "markup is text",
        ),
    ] {
        assert_eq!(shipping(given), expected, "{why}");
    }
}

#[test]
fn the_buyers_names_decide_how_the_recipients_name_is_split() {
    let given = payer(
        r#"{"firstName":"Maria del Carmen","lastName":"Ruiz Soto","email":" maria@example.com\n"}"#,
        r#"{"lastName":"Maria del Carmen Ruiz Soto","city":"Madrid","iso2Code":"ES"}"#,
        r#"{"lastName":"Juan Garcia Lopez","city":"Madrid","iso2Code":"ES"}"#,
    );
    let found = normalise(&given).payer;
    let billing = found.billing.unwrap_or_default();
    assert_eq!((at(&billing, Field::FirstName), at(&billing, Field::LastName)), ("Maria del Carmen", "Ruiz Soto"));
    let shipping = found.shipping.unwrap_or_default();
    assert_eq!(at(&shipping, Field::FirstName), "Juan", "another name is split by the custom of the country");
    assert_eq!(at(&found.customer, Field::Email), "maria@example.com");
}

#[test]
fn the_buyers_name_is_split_by_the_country_of_the_address() {
    let found = normalise(&payer(r#"{"lastName":"Nagy János"}"#, "", r#"{"city":"Budapest","iso2Code":"HU"}"#));
    assert_eq!(at(&found.payer.customer, Field::FirstName), "János");
    let first = Path { part: Part::Customer, field: Field::FirstName };
    assert_eq!(found.check(first), Some(Check::NameSplit));
}

#[test]
fn random_lines_lose_no_words_and_normalising_twice_changes_nothing() {
    let pieces = [
        "Linienstraße",
        "12",
        "a",
        "12a",
        ",",
        "-",
        "3/2",
        "17.",
        "Juni",
        "Q7",
        "bis",
        "rue",
        "#5",
        "Top",
        "Hauptstr.5",
        "null",
        "3.",
        "2º",
        "🏠",
        "Whg.",
        "/",
        ".",
        "Box",
        "1944",
        "'",
        "N/A",
    ];
    let mut seed = 7_u32;
    let mut next = |count: usize| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (seed >> 16) as usize % count
    };
    let lines = |fields: &Fields| {
        [Field::Address1, Field::Address2, Field::Address3].map(|field| at(fields, field).to_owned()).join(" ")
    };
    for _ in 0..20_000 {
        let mut line = |most| (0..next(most)).map(|_| pieces[next(pieces.len())]).collect::<Vec<_>>().join(" ");
        let texts = [
            (Field::Address1, line(7)),
            (Field::Address2, line(3)),
            (Field::LastName, line(4)),
            (Field::City, "Bonn".to_owned()),
        ];
        let country = ["DE", "FR", "US", "HU", "GB", "JP", "", "ES"][next(8)].to_owned();
        let given: Fields = texts.into_iter().chain([(Field::Iso2Code, country)]).collect();
        let once = normalise(&Payer { shipping: Some(given.clone()), ..Payer::default() }).payer;
        assert_eq!(normalise(&once).payer, once, "{given:?}");
        let found = once.shipping.unwrap_or_default();
        // Placeholders may be removed when a line is split.
        let (given_lines, lines) = (lines(&given), lines(&found));
        for word in
            given_lines.split(|char: char| !char.is_alphanumeric()).filter(|word| !matches!(*word, "null" | "N" | "A"))
        {
            assert!(lines.contains(word), "{given:?} {found:?}: {word}");
        }
    }
}
