//! Test cases: addresses as wallets send them, and the expected result. The cases follow the postal practice of each country
//! and decide what is correct: if a test fails, correct the code and not the case. The persons are not real.
//!
//! To add a case, write it into one of the text files in `fixtures/addresses/`:
//!
//! ```text
//! NL: the reason for the result
//! < address1=Bloemgracht 12-III | zipCode=1016 KH | city=Amsterdam
//! > address1=Bloemgracht? | address2=12-III?
//! ```
//!
//! The first line has the country that the provider gave (`--`: none). `<` lists the provider's values under Glue's
//! names, for the shipping address, or with `customer.` for the buyer. `>` lists the expected changes: the new value,
//! with `?` after it if the shopper should check it; nothing after `=` if the field is emptied; no `=` if only the mark
//! is new. All other fields stay as they came, without a mark. A line with `=` lists the ordered values that differ
//! from the shown values, because Glue has no field for the state. `\n`, `\t` and `\u{202e}` are escapes. `#` begins a
//! comment.

use crate::address::layout::layout;
use crate::address::normalise::normalise;
use crate::address::plain::plain;
use crate::address::{AddressState, Field, Fields, Need, Normalised, Part, Path, Payer};
use std::collections::BTreeMap;

/// The name and the text of a file of cases.
macro_rules! corpus {
    ($name:literal) => {
        ($name, include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/addresses/", $name, ".txt")))
    };
}

const FILES: [(&str, &str); 11] = [
    corpus!("german"),
    corpus!("western"),
    corpus!("british"),
    corpus!("northern"),
    corpus!("central"),
    corpus!("southern"),
    corpus!("overseas"),
    corpus!("eastern"),
    corpus!("names"),
    corpus!("states"),
    corpus!("plumbing"),
];

/// Values by their paths, each with whether it is marked.
type Values = BTreeMap<Path, (String, bool)>;

struct Case {
    name: String,
    given: Values,
    expected: Values,
    ordered: Vec<(Path, String)>,
}

fn cases() -> Vec<Case> {
    let mut out: Vec<Case> = Vec::new();
    for (file, text) in FILES {
        for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.is_empty() && !line.starts_with('#')) {
            let place = format!("{file}.txt:{}", number + 1);
            let fields =
                || line[1..].split(" | ").filter(|field| !field.trim().is_empty()).map(|field| read(field, &place));
            match line.chars().next() {
                Some('<') => {
                    let case = out.last_mut().expect("a case");
                    case.given.extend(fields().map(|(path, value, _)| (path, (value.expect(&place), false))));
                    for (path, (value, _)) in &case.given {
                        let value = plain(value).unwrap_or_default();
                        case.expected.insert(*path, (value, false));
                    }
                }
                Some('=') => {
                    let case = out.last_mut().expect("a case");
                    case.ordered.extend(fields().map(|(path, value, _)| (path, value.expect(&place))));
                }
                Some('>') => {
                    let case = out.last_mut().expect("a case");
                    for (path, value, marked) in fields() {
                        let entry = case.expected.entry(path).or_default();
                        entry.0 = value.unwrap_or(entry.0.clone());
                        entry.1 = marked;
                    }
                }
                _ => {
                    let (country, why) = line.split_once(": ").unwrap_or_else(|| panic!("{place}: no reason"));
                    assert!(!why.is_empty() && country.len() == 2, "{place}");
                    let name = format!("{place} {line}");
                    let mut case = Case { name, given: Values::new(), expected: Values::new(), ordered: Vec::new() };
                    if country != "--" {
                        let path = Path { part: Part::Shipping, field: Field::Iso2Code };
                        case.given.insert(path, (country.to_owned(), false));
                    }
                    out.push(case);
                }
            }
        }
    }
    out
}

/// `path=value?`
fn read(text: &str, place: &str) -> (Path, Option<String>, bool) {
    let (name, value) = text.split_once('=').map_or((text, None), |(name, value)| (name, Some(value)));
    let (name, marked) = match (value, name.strip_suffix('?')) {
        (None, Some(name)) => (name, true),
        _ => (name, false),
    };
    let name = if name.contains('.') { name.trim().to_owned() } else { format!("shippingAddress.{}", name.trim()) };
    let path = Path::parse(&name).unwrap_or_else(|| panic!("{place}: there is no field {name}"));
    match value.map(|value| (value, value.strip_suffix('?'))) {
        Some((_, Some(value))) => (path, Some(unescape(value)), true),
        Some((value, None)) => (path, Some(unescape(value)), false),
        None => (path, None, marked),
    }
}

fn unescape(text: &str) -> String {
    let mut out = text.replace("\\n", "\n").replace("\\t", "\t");
    while let Some((head, code, tail)) = out.split_once("\\u{").and_then(|(head, rest)| {
        let (code, tail) = rest.split_once('}')?;
        Some((head.to_owned(), char::from_u32(u32::from_str_radix(code, 16).ok()?)?, tail.to_owned()))
    }) {
        out = format!("{head}{code}{tail}");
    }
    out
}

fn payer(values: &Values) -> Payer {
    let of = |part: Part| -> Fields {
        values
            .iter()
            .filter(|(path, _)| path.part == part)
            .map(|(path, (value, _))| (path.field, value.clone()))
            .collect()
    };
    Payer { customer: of(Part::Customer), billing: None, shipping: Some(of(Part::Shipping)) }
}

fn values(found: &Normalised) -> Values {
    let parts = [(Part::Customer, Some(&found.payer.customer)), (Part::Shipping, found.payer.shipping.as_ref())];
    let fields = parts.into_iter().flat_map(|(part, fields)| fields.into_iter().map(move |fields| (part, fields)));
    let entries = fields
        .flat_map(|(part, fields)| fields.iter().map(move |(field, value)| (Path { part, field: *field }, value)));
    entries.map(|(path, value)| (path, (value.clone(), found.check(path).is_some()))).collect()
}

/// The errors of a case.
fn flaws(case: &Case) -> Vec<String> {
    let mut flaws = Vec::new();
    let given = payer(&case.given);
    let once = normalise(&given);
    let found = values(&once);
    let expected: Values = case
        .expected
        .iter()
        .filter(|(_, (value, _))| !value.is_empty())
        .map(|(path, value)| (*path, value.clone()))
        .collect();
    let paths: std::collections::BTreeSet<&Path> = found.keys().chain(expected.keys()).collect();
    for path in paths {
        let nothing = (String::new(), false);
        let (is, should) = (found.get(path).unwrap_or(&nothing), expected.get(path).unwrap_or(&nothing));
        if is != should {
            let wrong = if is.0 != should.0 && !is.0.is_empty() && !is.1 { "WRONG AND UNMARKED " } else { "" };
            let show = |(value, marked): &(String, bool)| format!("{value:?}{}", if *marked { "?" } else { "" });
            flaws.push(format!("{wrong}{path}: {} instead of {}", show(is), show(should)));
        }
        // Lines and names must not change without a mark.
        let came = case.given.get(path).and_then(|(value, _)| plain(value)).unwrap_or_default();
        let exact =
            matches!(path.field, Field::Iso2Code | Field::State | Field::ZipCode | Field::Phone | Field::Salutation);
        if !exact && !is.0.is_empty() && is.0 != came && !is.1 {
            flaws.push(format!("{path}: {:?} became {:?} without a mark", came, is.0));
        }
    }
    let twice = normalise(&once.payer);
    if twice.payer != once.payer {
        flaws.push(format!("normalising twice changes values: {:?} {:?}", once.payer, twice.payer));
    }
    flaws.extend(asking(&given, &expected));
    flaws.extend(ordering(&given, &case.ordered));
    flaws
}

const NEED: Need = Need { customer: false, shipping: true, split: false };

/// Checks that the order has the values that the shopper sees, and the state.
fn ordering(given: &Payer, ordered: &[(Path, String)]) -> Vec<String> {
    let mut addresses = AddressState::default();
    addresses.prefill(given, NEED);
    let part = addresses.part(Part::Shipping);
    let mut flaws = Vec::new();
    for (field, value) in part.iter() {
        let path = Path { part: Part::Shipping, field: *field };
        let seen = addresses.get(path);
        let other = ordered.iter().find(|(changed, _)| *changed == path).map(|(_, value)| value.as_str());
        // Cases without a line of ordered values do not test the state.
        let state = ordered.is_empty() && matches!(field, Field::City | Field::Address3 | Field::ZipCode);
        if value != other.unwrap_or(seen) && !state {
            flaws.push(format!("ordered {path}: {value:?} instead of {:?}", other.unwrap_or(seen)));
        }
    }
    flaws
}

/// Checks that exactly the empty fields are asked for.
fn asking(given: &Payer, expected: &Values) -> Option<String> {
    use Field::*;
    let mut addresses = AddressState::default();
    addresses.prefill(given, NEED);
    let missing = addresses.missing(NEED);
    let wrong = [Address1, Address2, ZipCode, City, Iso2Code].into_iter().find(|field| {
        let path = Path { part: Part::Shipping, field: *field };
        let value = expected.get(&path).map_or("", |(value, _)| value);
        let ordered = addresses.part(Part::Shipping);
        let short = *field == City && ordered.get(field).is_none_or(|city| city.chars().count() < 3);
        let country = expected.get(&Path { part: Part::Shipping, field: Iso2Code }).map_or("", |(value, _)| value);
        let optional = *field == ZipCode && !layout(country).needs_zip();
        missing.contains(&path) != (value.is_empty() && !optional || short)
    });
    wrong.map(|field| format!("{}: asked for by mistake, or not asked for", field.name()))
}

#[test]
fn every_case_has_the_expected_result() {
    let cases = cases();
    let mut failed = 0;
    for case in &cases {
        let flaws = flaws(case);
        if !flaws.is_empty() {
            failed += 1;
            println!("{}", case.name);
            flaws.iter().for_each(|flaw| println!("    {flaw}"));
        }
    }
    let countries: std::collections::BTreeSet<_> =
        cases.iter().filter_map(|case| case.name.split(' ').nth(1).map(|code| code.trim_end_matches(':'))).collect();
    println!("{} of {} cases, {} countries", cases.len() - failed, cases.len(), countries.len());
    assert_eq!(failed, 0, "failed cases, listed above");
    assert!(cases.len() >= 500 && countries.len() >= 40);
}
