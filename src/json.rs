//! A JSON value, its parser and its writer. Numbers keep their exact text.
//!
//! The browser's `JSON.parse` turns numbers into floats. But payment data must go back to the shop unchanged, and a
//! transaction number over 2^53 or an amount such as `1.50` would change. So a number is kept as its text, and the shipped
//! module has no float arithmetic. Pure: native tests use the same code.

use std::fmt;

/// The deepest nesting that is accepted. Glue's answers have about a dozen levels at most.
const MAX_DEPTH: u8 = 64;

/// A JSON value. Objects keep the order in which they came; numbers keep their text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub enum Json {
    /// `null`, and the result of [`Json::get`] for an absent member: Glue treats both in the same way.
    #[default]
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number, as it was written.
    Num(String),
    /// A text.
    Str(String),
    /// A list.
    List(Vec<Json>),
    /// An object. If a key occurs twice, the last one counts.
    Map(Vec<(String, Json)>),
}

/// The error for a text that is not JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotJson;

static NULL: Json = Json::Null;

impl Json {
    /// Parses a whole text.
    ///
    /// # Errors
    /// [`NotJson`] if the text is not exactly one JSON value, or if it is nested too deeply.
    pub fn parse(text: &str) -> Result<Self, NotJson> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut reader = Reader { text, at: 0 };
        let value = reader.value(0)?;
        reader.space();
        if reader.at == text.len() { Ok(value) } else { Err(NotJson) }
    }

    /// An object with these members.
    pub fn map<'a>(members: impl IntoIterator<Item = (&'a str, Json)>) -> Self {
        Self::Map(members.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
    }

    /// A list with these values.
    pub fn list(items: impl IntoIterator<Item = Json>) -> Self {
        Self::List(items.into_iter().collect())
    }

    /// The member with that name, or null.
    pub fn get(&self, key: &str) -> &Self {
        match self {
            Self::Map(members) => members.iter().rev().find(|(name, _)| name == key).map_or(&NULL, |(_, value)| value),
            _ => &NULL,
        }
    }

    /// Sets or replaces a member of an object. Does nothing to other values.
    pub fn set(&mut self, key: &str, value: Json) {
        if let Self::Map(members) = self {
            match members.iter_mut().rev().find(|(name, _)| name == key) {
                Some((_, old)) => *old = value,
                None => members.push((key.to_owned(), value)),
            }
        }
    }

    /// The text. `None` for other values.
    pub fn str(&self) -> Option<&str> {
        match self {
            Self::Str(text) => Some(text),
            _ => None,
        }
    }

    /// A text that is not blank, or a number as text, because Glue mixes the two.
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Str(text) | Self::Num(text) if !text.trim().is_empty() => Some(text),
            _ => None,
        }
    }

    /// A whole number, also if Glue sent it as text. `None` for a fraction.
    pub fn int(&self) -> Option<i64> {
        match self {
            Self::Num(text) | Self::Str(text) => text.trim().parse().ok(),
            _ => None,
        }
    }

    /// The boolean. `None` for other values.
    pub fn bool(&self) -> Option<bool> {
        match self {
            Self::Bool(value) => Some(*value),
            _ => None,
        }
    }

    /// The items of a list. Empty for other values.
    pub fn items(&self) -> &[Self] {
        match self {
            Self::List(items) => items,
            _ => &[],
        }
    }

    /// The members of an object. Empty for other values (PHP sends an empty object as `[]`).
    pub fn members(&self) -> &[(String, Self)] {
        match self {
            Self::Map(members) => members,
            _ => &[],
        }
    }

    /// The value as JSON, numbers as they came. Without the machinery of `to_string`, which the first module does not need
    /// otherwise.
    pub fn written(&self) -> String {
        let mut out = String::new();
        self.write(&mut out);
        out
    }

    fn write(&self, out: &mut String) {
        match self {
            Self::Null => out.push_str("null"),
            Self::Bool(true) => out.push_str("true"),
            Self::Bool(false) => out.push_str("false"),
            Self::Num(text) => out.push_str(text),
            Self::Str(text) => write_text(out, text),
            Self::List(items) => write_list(out, ['[', ']'], items, |out, item| item.write(out)),
            Self::Map(members) => write_list(out, ['{', '}'], members, |out, (key, value)| {
                write_text(out, key);
                out.push(':');
                value.write(out);
            }),
        }
    }

    /// Whether there is no value.
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }
}

impl From<&str> for Json {
    fn from(text: &str) -> Self {
        Self::Str(text.to_owned())
    }
}

impl From<String> for Json {
    fn from(text: String) -> Self {
        Self::Str(text)
    }
}

impl From<bool> for Json {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl From<i64> for Json {
    fn from(number: i64) -> Self {
        Self::Num(number.to_string())
    }
}

impl<T: Into<Json>> From<Option<T>> for Json {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

/// Writes the value as JSON, numbers as they came.
impl fmt::Display for Json {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.written())
    }
}

fn write_list<T>(out: &mut String, [open, close]: [char; 2], items: &[T], mut write: impl FnMut(&mut String, &T)) {
    out.push(open);
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        write(out, item);
    }
    out.push(close);
}

fn write_text(out: &mut String, text: &str) {
    out.push('"');
    for char in text.chars() {
        match char {
            '"' | '\\' => {
                out.push('\\');
                out.push(char);
            }
            '\0'..='\u{1f}' => {
                out.push_str("\\u00");
                let hex = |nibble: u32| char::from_digit(nibble, 16).unwrap_or('0');
                out.push(hex(char as u32 >> 4));
                out.push(hex(char as u32 & 15));
            }
            _ => out.push(char),
        }
    }
    out.push('"');
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl Reader<'_> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// The text from `start` to the current position.
    fn since(&self, start: usize) -> &str {
        self.text.get(start..self.at).unwrap_or_default()
    }

    fn rest(&self) -> &[u8] {
        self.text.as_bytes().get(self.at..).unwrap_or_default()
    }

    fn space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    fn take(&mut self, byte: u8) -> bool {
        self.space();
        let found = self.peek() == Some(byte);
        self.at += usize::from(found);
        found
    }

    fn expect(&mut self, byte: u8) -> Result<(), NotJson> {
        if self.take(byte) { Ok(()) } else { Err(NotJson) }
    }

    fn word(&mut self, word: &str, value: Json) -> Result<Json, NotJson> {
        if self.rest().starts_with(word.as_bytes()) {
            self.at += word.len();
            Ok(value)
        } else {
            Err(NotJson)
        }
    }

    fn value(&mut self, depth: u8) -> Result<Json, NotJson> {
        if depth > MAX_DEPTH {
            return Err(NotJson);
        }
        self.space();
        match self.peek().ok_or(NotJson)? {
            b'n' => self.word("null", Json::Null),
            b't' => self.word("true", Json::Bool(true)),
            b'f' => self.word("false", Json::Bool(false)),
            b'"' => self.string().map(Json::Str),
            b'[' => {
                self.at += 1;
                let mut items = Vec::new();
                if !self.take(b']') {
                    loop {
                        items.push(self.value(depth + 1)?);
                        if self.take(b']') {
                            break;
                        }
                        self.expect(b',')?;
                    }
                }
                Ok(Json::List(items))
            }
            b'{' => {
                self.at += 1;
                let mut members = Vec::new();
                if !self.take(b'}') {
                    loop {
                        self.space();
                        let key = self.string()?;
                        self.expect(b':')?;
                        members.push((key, self.value(depth + 1)?));
                        if self.take(b'}') {
                            break;
                        }
                        self.expect(b',')?;
                    }
                }
                Ok(Json::Map(members))
            }
            _ => self.number(),
        }
    }

    fn digits(&mut self) -> Result<(), NotJson> {
        let start = self.at;
        while matches!(self.peek(), Some(b'0'..=b'9')) {
            self.at += 1;
        }
        if self.at > start { Ok(()) } else { Err(NotJson) }
    }

    fn number(&mut self) -> Result<Json, NotJson> {
        let start = self.at;
        if self.peek() == Some(b'-') {
            self.at += 1;
        }
        if self.peek() == Some(b'0') {
            self.at += 1
        } else {
            self.digits()?
        }
        if self.peek() == Some(b'.') {
            self.at += 1;
            self.digits()?;
        }
        if matches!(self.peek(), Some(b'e' | b'E')) {
            self.at += 1;
            if matches!(self.peek(), Some(b'+' | b'-')) {
                self.at += 1;
            }
            self.digits()?;
        }
        Ok(Json::Num(self.since(start).to_owned()))
    }

    fn string(&mut self) -> Result<String, NotJson> {
        if self.peek() != Some(b'"') {
            return Err(NotJson);
        }
        self.at += 1;
        let mut out = String::new();
        loop {
            let start = self.at;
            while !matches!(self.peek().ok_or(NotJson)?, b'"' | b'\\' | 0..=0x1f) {
                self.at += 1;
            }
            out.push_str(self.since(start));
            let stop = self.peek().ok_or(NotJson)?;
            self.at += 1;
            match stop {
                b'"' => return Ok(out),
                b'\\' => self.escape(&mut out)?,
                _ => return Err(NotJson),
            }
        }
    }

    fn escape(&mut self, out: &mut String) -> Result<(), NotJson> {
        let code = self.peek().ok_or(NotJson)?;
        self.at += 1;
        out.push(match code {
            b'"' | b'\\' | b'/' => code as char,
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => {
                let first = self.hex()?;
                let high = (0xd800..0xdc00).contains(&first);
                if high && self.rest().starts_with(b"\\u") {
                    let back = self.at;
                    self.at += 2;
                    let second = self.hex()?;
                    if (0xdc00..0xe000).contains(&second) {
                        char::from_u32(0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00)).ok_or(NotJson)?
                    } else {
                        self.at = back;
                        char::REPLACEMENT_CHARACTER
                    }
                } else {
                    // A lone surrogate cannot be stored in a Rust string. Real texts do not have one.
                    char::from_u32(first).unwrap_or(char::REPLACEMENT_CHARACTER)
                }
            }
            _ => return Err(NotJson),
        });
        Ok(())
    }

    fn hex(&mut self) -> Result<u32, NotJson> {
        let digits = self.text.as_bytes().get(self.at..self.at + 4).ok_or(NotJson)?;
        let mut code = 0;
        for digit in digits {
            code = code << 4 | (*digit as char).to_digit(16).ok_or(NotJson)?;
        }
        self.at += 4;
        Ok(code)
    }
}

/// JavaScript's `Number.MAX_SAFE_INTEGER`: its numbers are exact up to here, 2^53 - 1.
const MAX_SAFE_INTEGER: i64 = (1 << 53) - 1;

/// The number, where JavaScript holds it exactly.
fn safe_integer(text: &str) -> Option<i64> {
    text.parse().ok().filter(|number| (-MAX_SAFE_INTEGER..=MAX_SAFE_INTEGER).contains(number))
}

/// The way out to JavaScript: objects as plain objects, whole numbers as numbers. A number that JavaScript would round (a
/// fraction, or one beyond [`MAX_SAFE_INTEGER`]) becomes the text that Glue sent, because a rounded amount is a wrong one
/// and a page cannot write a `BigInt` as JSON.
impl serde::Serialize for Json {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Bool(value) => serializer.serialize_bool(*value),
            Self::Num(text) => match safe_integer(text) {
                // A JavaScript number holds these integers exactly. `serialize_i64` would link the formatting of an error
                // message that cannot occur here: about one kilobyte.
                Some(number) => serializer.serialize_f64(number as f64),
                None => serializer.serialize_str(text),
            },
            Self::Str(text) => serializer.serialize_str(text),
            Self::List(items) => serializer.collect_seq(items),
            Self::Map(members) => serializer.collect_map(members.iter().map(|(key, value)| (key, value))),
        }
    }
}

#[cfg(test)]
mod tests;
