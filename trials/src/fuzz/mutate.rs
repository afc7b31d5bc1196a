//! Damages payloads, as networks, proxies, PHP and attackers may.

use crate::chance::Chance;
use express_checkout::json::Json;

/// A text that is put into payloads. It must never reach the page in a failure.
pub const CANARY: &str = "canary <b>ada.payer@example.com</b>";

/// Values of wrong types, as JSON.
const WRONG_VALUES: [&str; 44] = [
    "null",
    "true",
    "false",
    "0",
    "-1",
    "1.5",
    "100",
    "9007199254740993",
    "9223372036854775807",
    "9223372036854775808",
    "-9223372036854775808",
    "1e400",
    "0.1e-7",
    "\"\"",
    "\" \"",
    "\"0\"",
    "\"100\"",
    "\" 12 \"",
    "\"true\"",
    "\"eur\"",
    "\"XXX\"",
    "\"EURO\"",
    "\"ZZ\"",
    "\"n/a\"",
    "\"../?#%\\n\\u0000\"",
    "\"\\u202e\\u200bx\\u0007\"",
    "\"e\\u0301\\u0301\\u0301\"",
    "\"\\ud83d\\udc69\\u200d\\ud83d\\udc67\"",
    "\"\\ud800\"",
    "\"<img src=x onerror=alert(1)>\"",
    "\"javascript:alert(1)\"",
    "\"//evil.example/x\"",
    "\"https://user:pass@pay.example\\\\@evil/\"",
    "\"=cmd|' /C calc'!A0\\r\\n\"",
    "\"canary <b>ada.payer@example.com</b>\"",
    "\"for order canary <b>ada.payer@example.com</b>. \"",
    "[]",
    "[[]]",
    "[null]",
    "[{}]",
    "{}",
    "{\"__proto__\":{}}",
    "{\"data\":[]}",
    "{\"transactionId\":\"tx1\"}",
];

/// Bodies that are not an answer of Glue.
const NO_ANSWERS: [&str; 18] = [
    "",
    " ",
    "\u{feff}",
    "null",
    "[]",
    "{}",
    "\"x\"",
    "NaN",
    "Infinity",
    "undefined",
    "{'data':{}}",
    "{\"data\":null}",
    "{\"data\":[]}",
    "{\"errors\":{}}",
    "{\"errors\":[null,{},{\"code\":{}}]}",
    "{\"data\":{},\"errors\":[]}",
    "\u{1f}\u{fffd}\u{8}\u{0}",
    "<!doctype html><title>Log in</title>",
];

/// A damaged copy of a payload.
pub fn spoiled(whole: &Json, chance: &mut Chance) -> String {
    if chance.once_in(40) {
        return chance.one_of(&NO_ANSWERS).to_owned();
    }
    if chance.once_in(6) {
        return spoil_text(whole.to_string(), chance);
    }
    let mut json = whole.clone();
    for _ in 0..=chance.below(4) {
        spoil_part(&mut json, chance);
    }
    json.to_string()
}

/// Chooses a part of the value and damages it.
fn spoil_part(json: &mut Json, chance: &mut Chance) {
    let inside = match json {
        Json::List(items) => items.len(),
        Json::Map(members) => members.len(),
        _ => 0,
    };
    if inside > 0 && !chance.once_in(6) {
        let at = chance.below(inside);
        return match json {
            Json::List(items) => spoil_part(&mut items[at], chance),
            Json::Map(members) => spoil_part(&mut members[at].1, chance),
            _ => {}
        };
    }
    match chance.below(12) {
        0..=5 => *json = Json::parse(chance.one_of(&WRONG_VALUES)).unwrap_or_default(),
        6 => *json = retyped(json),
        7 => *json = Json::list([json.clone()]),
        8 => *json = Json::list([Json::Null, json.clone(), json.clone()]),
        9 => *json = long(chance),
        _ => change_members(json, chance),
    }
}

/// The same content as another type.
fn retyped(json: &Json) -> Json {
    match json {
        Json::Num(text) => Json::Str(text.clone()),
        Json::Str(text) if text.parse::<i64>().is_ok() => Json::Num(text.clone()),
        Json::Str(text) => Json::Map(vec![(text.clone(), Json::Null)]),
        Json::Bool(value) => Json::Str(value.to_string()),
        Json::Null => Json::List(Vec::new()),
        Json::List(items) => Json::Map(items.iter().map(|item| (item.to_string(), item.clone())).collect()),
        Json::Map(members) => Json::List(members.iter().map(|(_, value)| value.clone()).collect()),
    }
}

/// A very long value. The longest are rare, because they take time.
fn long(chance: &mut Chance) -> Json {
    let length = chance.one_of(&[100, 100, 100, 10_000]);
    match chance.below(4) {
        0 => Json::Str("x".repeat(length)),
        1 => Json::Str("e\u{301}\u{202e}".repeat(length / 4)),
        2 => Json::List(vec![Json::Null; length]),
        _ => {
            let depth = 1 + chance.below(70);
            (0..depth).fold(Json::Null, |inside, _| Json::list([inside]))
        }
    }
}

/// Removes, doubles, renames or swaps keys.
fn change_members(json: &mut Json, chance: &mut Chance) {
    match json {
        Json::Map(members) if !members.is_empty() => {
            let at = chance.below(members.len());
            let (key, value) = members[at].clone();
            match chance.below(5) {
                0 => drop(members.remove(at)),
                1 => members.push((key, Json::Null)),
                2 => members.insert(0, (key, Json::from("first"))),
                3 => members[at].0 = chance.one_of(&["__proto__", "", "Data", "constructor", "id"]).to_owned(),
                _ => {
                    let other = chance.below(members.len());
                    members[at].1 = std::mem::replace(&mut members[other].1, value);
                }
            }
        }
        Json::List(items) if !items.is_empty() => {
            let at = chance.below(items.len());
            let item = items[at].clone();
            match chance.below(3) {
                0 => drop(items.remove(at)),
                1 => items.push(item),
                _ => items.extend(std::iter::repeat_n(item, 20)),
            }
        }
        other => *other = Json::parse(chance.one_of(&WRONG_VALUES)).unwrap_or_default(),
    }
}

/// Damages the bytes. The browser decodes invalid UTF-8 as replacement characters.
fn spoil_text(text: String, chance: &mut Chance) -> String {
    let mut bytes = text.into_bytes();
    let at = chance.below(bytes.len() + 1);
    match chance.below(12) {
        0 | 1 => bytes.truncate(at),
        2 if at < bytes.len() => bytes[at] = chance.number() as u8,
        3 if at < bytes.len() => drop(bytes.remove(at)),
        4 => bytes.insert(at, chance.number() as u8),
        5 => bytes.splice(0..0, *b"\xef\xbb\xbf").for_each(drop),
        6 => bytes = bytes.iter().flat_map(|byte| [*byte, 0]).collect(),
        7 => bytes.extend_from_slice(b"\r\n<!-- served in 3 ms -->"),
        8 => bytes.extend_from_within(..),
        9 => bytes.splice(0..0, *b"\x1f\x8b\x08\x00").for_each(drop),
        10 if chance.once_in(200) => bytes = b"[".repeat(10_000),
        10 if chance.once_in(200) => bytes = format!("{{\"pad\":\"{}\"}}", "x".repeat(1 << 20)).into_bytes(),
        10 => bytes.splice(0..0, *b" \t\r\n").for_each(drop),
        _ => {
            // A part is removed.
            let end = (at + chance.below(40)).min(bytes.len());
            bytes.drain(at..end);
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}
