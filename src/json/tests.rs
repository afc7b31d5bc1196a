//! Tests of reading and writing JSON values.

use super::*;

#[test]
fn payment_data_is_written_exactly_as_it_was_read() {
    for text in [
        r#"{"transactionId":"tx1","n":9007199254740993,"d":1.50,"e":-1E+9,"opaque":{"nested":[1,{"k":null}],"u":"ü"},"[]":[]}"#,
        r#"{"__proto__":{"a":true},"":"","\"\\":"\u0000\u001f"}"#,
        "[]",
        "null",
    ] {
        assert_eq!(Json::parse(text).map(|json| json.to_string()), Ok(text.to_owned()));
    }
}

#[test]
fn a_number_that_javascript_would_round_stays_text() {
    for (text, number) in [
        ("0", Some(0)),
        ("-7", Some(-7)),
        ("9007199254740991", Some(9_007_199_254_740_991)),
        ("-9007199254740991", Some(-9_007_199_254_740_991)),
        ("9007199254740992", None),
        ("-9007199254740992", None),
        ("9223372036854775807", None),
        ("9223372036854775808", None),
        ("1.50", None),
        ("1e3", None),
    ] {
        assert_eq!(safe_integer(text), number, "{text}");
    }
}

#[test]
fn escapes_become_the_characters_they_stand_for() {
    let json = Json::parse(r#""\u00fc\ud83d\ude00\n\/\ud800x\udc00\ud800\u0041""#);
    assert_eq!(json, Ok(Json::from("ü😀\n/\u{fffd}x\u{fffd}\u{fffd}A")));
}

#[test]
fn invalid_json_is_refused() {
    for text in [
        "",
        " ",
        "{",
        "[1,]",
        "{\"a\"}",
        "{\"a\":}",
        "{a:1}",
        "01",
        "1.",
        ".5",
        "+1",
        "1e",
        "NaN",
        "Infinity",
        "tru",
        "nul",
        "\"",
        "\"\\x\"",
        "\"\\u12\"",
        "\"\n\"",
        "[1] x",
        "<html>",
        "{\"a\":1}}",
        "'a'",
        "[1 2]",
        "-",
    ] {
        assert_eq!(Json::parse(text), Err(NotJson), "{text}");
    }
    assert_eq!(Json::parse(&"[".repeat(10_000)), Err(NotJson));
    assert_eq!(Json::parse(&format!("{}{}", "[".repeat(10_000), "]".repeat(10_000))), Err(NotJson));
}

#[test]
fn a_byte_order_mark_and_white_space_are_ignored() {
    assert_eq!(Json::parse("\u{feff} \r\n[ 1 , 2 ]\t"), Ok(Json::list([Json::from(1), Json::from(2)])));
}

#[test]
fn texts_and_numbers_are_interchangeable_where_glue_mixes_them() {
    let json = Json::parse(r#"{"a":"19","b":19,"c":"19.00","d":" ","e":[],"a":"20"}"#).unwrap_or_default();
    assert_eq!(json.get("a").int(), Some(20), "the last of duplicate keys counts");
    assert_eq!(json.get("b").text(), Some("19"));
    assert_eq!(json.get("c").int(), None);
    assert_eq!(json.get("d").text(), None);
    assert!(json.get("e").members().is_empty());
    assert!(json.get("absent").get("deeper").is_null());
}
