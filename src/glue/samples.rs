//! Samples of Glue's requests and answers for the tests of this room, and damaged answers made from them.

use super::Response;
use crate::address::{Field, Fields};
use crate::flow::{GlueError, MethodName, PaymentData, Refusal};
use crate::json::Json;
use std::fmt::Debug;

/// A sample by its name, as text.
macro_rules! sample {
    ($name:literal) => {
        include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/glue/", $name, ".json"))
    };
}
pub(super) use sample;

pub(super) fn answer(status: u16, body: &str) -> Response {
    Response { status, retry_after: None, body: body.to_owned() }
}

pub(super) fn json(text: &str) -> Json {
    Json::parse(text).expect("a sample is JSON")
}

/// The value with sorted keys in every object, for comparisons, because the order of keys has no meaning in JSON.
pub(super) fn sorted(value: Json) -> Json {
    match value {
        Json::List(items) => Json::List(items.into_iter().map(sorted).collect()),
        Json::Map(members) => {
            let mut members: Vec<_> = members.into_iter().map(|(key, value)| (key, sorted(value))).collect();
            members.sort_by(|left, right| left.0.cmp(&right.0));
            Json::Map(members)
        }
        other => other,
    }
}

/// The payer of most samples.
pub(super) fn ada() -> Fields {
    use Field::*;
    [
        (Salutation, "n/a"),
        (FirstName, "Ada"),
        (LastName, "Payer"),
        (Email, "ada.payer@example.com"),
        (Address1, "Linienstraße"),
        (Address2, "12"),
        (ZipCode, "10178"),
        (City, "Berlin"),
        (Iso2Code, "DE"),
        (Phone, "491705550142"),
    ]
    .into_iter()
    .map(|(field, value)| (field, value.to_owned()))
    .collect()
}

pub(super) fn paypal() -> MethodName {
    MethodName { provider: "payone".to_owned(), name: "PayPal Express".to_owned() }
}

/// The payment data in that attribute of a sample request.
pub(super) fn payment_data(request: &str, attribute: &str) -> PaymentData {
    PaymentData::parse(json(request).get("data").get("attributes").get(attribute)).expect("a payment")
}

/// Reads damaged variants of this success. No variant may cause a panic, and no garbage may be read as a success.
pub(super) fn survives<T: Debug + PartialEq>(sample: &str, read: fn(&Response) -> Result<T, GlueError>) {
    let good = read(&answer(200, sample));
    assert!(good.is_ok(), "{good:?}");
    assert_eq!(read(&answer(201, &format!("\u{feff} {sample}\r\n"))), good, "a byte order mark is ignored");
    for body in garbage(sample) {
        let start: String = body.chars().take(80).collect();
        for status in [200, 201, 204, 206] {
            assert_eq!(read(&answer(status, &body)), Err(GlueError::Unreadable { status }), "{start}");
        }
        for status in [301, 304, 400, 404, 422, 429, 500, 503] {
            let refusal = Refusal { status, ..Refusal::default() };
            assert_eq!(read(&answer(status, &body)), Err(GlueError::Refused(refusal)), "{start}");
        }
    }
    mutate(&json(sample), &mut |mutant| {
        let result = read(&answer(201, &mutant.to_string()));
        let fits = match &result {
            Ok(_) => true,
            Err(error) => {
                matches!(error, GlueError::Unreadable { status: 201 } | GlueError::Unsuccessful { status: 201 })
            }
        };
        assert!(fits, "{result:?}: {mutant}");
    });
}

/// Bodies that are not a success of any resource.
fn garbage(sample: &str) -> Vec<String> {
    let mut bodies: Vec<String> = [
        "",
        " ",
        "\r\n\t",
        "\u{feff}",
        "null",
        "[]",
        "{}",
        "\"x\"",
        "0",
        "true",
        "NaN",
        "Infinity",
        "undefined",
        "\u{0}{\u{0}}\u{0}",
        "\u{fffd}\u{fffd}{\u{fffd}",
        "\u{1f}\u{fffd}\u{8}",
        "<html><body>Internal Server Error</body></html>",
        "Not acceptable.",
        "{\"data\":null}",
        "{\"data\":\"x\"}",
        "{\"data\":1}",
        "{\"data\":true}",
        "{\"data\":[[]]}",
        "{\"data\":[{\"attributes\":{}}]}",
        "{\"errors\":[]}",
        "{\"errors\":{}}",
        "{\"errors\":null}",
        "{\"errors\":\"x\"}",
        "{\"errors\":[{\"status\":500}]}",
        "{\"data\":null,\"errors\":[]}",
        "{\"included\":[]}",
        "{\"data\":{\"a\":NaN}}",
        "{'data':{}}",
        "{\"data\":{},\"data\":null}",
    ]
    .into_iter()
    .map(str::to_owned)
    .collect();
    bodies.push(format!("{sample}x"));
    bodies.push(format!("{sample}{sample}"));
    bodies.push(sample.trim().chars().take(sample.chars().count() / 2).collect());
    bodies.push("[".repeat(10_000));
    bodies.push(format!("{{\"data\":{}{}}}", "{\"a\":".repeat(10_000), "}".repeat(10_000)));
    bodies.push("x".repeat(1 << 20));
    bodies.push(format!("{{\"pad\":\"{}\"}}", "x".repeat(1 << 20)));
    bodies
}

/// Values of wrong types.
fn wrong_values() -> Vec<Json> {
    [
        "null",
        "true",
        "false",
        "0",
        "-1",
        "1.5",
        "9007199254740993",
        "9223372036854775808",
        "1e400",
        "\"\"",
        "\" \"",
        "\"100\"",
        "\"true\"",
        "\"eur\"",
        "\"XXX\"",
        "\"../?#%\\n\\u0000\"",
        "\"\\u202e\\u200bx\"",
        "\"<img src=x onerror=alert(1)>\"",
        "\"javascript:alert(1)\"",
        "[]",
        "[[]]",
        "[null]",
        "[{}]",
        "{}",
        "{\"__proto__\":{}}",
        "{\"data\":[]}",
    ]
    .iter()
    .map(|text| json(text))
    .chain([Json::from("x".repeat(10_000))])
    .collect()
}

/// Calls `show` with variants of the value: each part in turn is replaced by each wrong value, removed, or doubled.
fn mutate(value: &Json, show: &mut dyn FnMut(Json)) {
    for wrong in wrong_values() {
        show(wrong);
    }
    mutate_parts(value, show);
}

fn mutate_parts(value: &Json, show: &mut dyn FnMut(Json)) {
    let with = |at: usize, part: Json| {
        let mut whole = value.clone();
        match &mut whole {
            Json::Map(members) => members[at].1 = part,
            Json::List(items) => items[at] = part,
            _ => {}
        }
        whole
    };
    for (at, (key, part)) in value.members().iter().enumerate() {
        mutate(part, &mut |mutant| show(with(at, mutant)));
        let mut less = value.members().to_vec();
        less.remove(at);
        show(Json::Map(less.clone()));
        less.push((key.clone(), part.clone()));
        less.push((key.clone(), Json::Null));
        show(Json::Map(less));
    }
    // Only the first two items of a list are changed.
    for (at, part) in value.items().iter().enumerate().take(2) {
        mutate(part, &mut |mutant| show(with(at, mutant)));
        let mut more = value.items().to_vec();
        more.push(part.clone());
        show(Json::List(more.clone()));
        more.remove(at);
        show(Json::List(more));
    }
}
