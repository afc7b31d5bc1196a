//! Short names between the module and its glue. wasm-bindgen ends each name with a hash, which no compression shortens, and
//! there are two hundred of them, once in each file.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use crate::failure::{Failure, Result};

/// How the names that are shortened begin.
const BEGINNINGS: [&str; 2] = ["__wbg_", "__wbindgen_"];

/// The section of a module that lists what it imports.
const IMPORTS: u8 = 2;

/// Shortens the names that the module imports from its glue, in both files.
pub fn shorten(module: &Path, glue: &Path) -> Result {
    let bytes = fs::read(module).map_err(Failure::file("read", module))?;
    let text = fs::read_to_string(glue).map_err(Failure::file("read", glue))?;
    let strange = || Failure::new(format!("{} has an import that is not understood", module.display()));
    let (bytes, names) = imports(&bytes).ok_or_else(strange)?;
    fs::write(module, bytes).map_err(Failure::file("write", module))?;
    fs::write(glue, replaced(&text, &names)).map_err(Failure::file("write", glue))
}

/// The module with short names, and which stands for which.
fn imports(module: &[u8]) -> Option<(Vec<u8>, HashMap<String, String>)> {
    let mut names = HashMap::new();
    let mut reader = Reader(module);
    let mut out = reader.take(8)?.to_vec();
    while let Some(&id) = reader.0.first() {
        reader.take(1)?;
        let length = reader.number()?;
        let content = reader.take(length)?;
        let content = if id == IMPORTS { shortened(content, &mut names)? } else { content.to_vec() };
        out.push(id);
        write_number(&mut out, content.len());
        out.extend(content);
    }
    Some((out, names))
}

fn shortened(section: &[u8], names: &mut HashMap<String, String>) -> Option<Vec<u8>> {
    let mut reader = Reader(section);
    let count = reader.number()?;
    let mut out = Vec::new();
    write_number(&mut out, count);
    for _ in 0..count {
        let from = reader.name()?;
        let name = reader.name()?;
        let short = if BEGINNINGS.iter().any(|beginning| name.starts_with(beginning)) {
            let next = short(names.len());
            names.entry(name.to_owned()).or_insert(next).clone()
        } else {
            name.to_owned()
        };
        for text in [from, &short] {
            write_number(&mut out, text.len());
            out.extend(text.as_bytes());
        }
        out.extend(reader.kind()?);
    }
    reader.0.is_empty().then_some(out)
}

/// The n-th short name: `$a`, `$b`, …, `$aa`.
fn short(mut number: usize) -> String {
    let mut name = Vec::new();
    loop {
        name.push(b'a' + (number % 26) as u8);
        number /= 26;
        if number == 0 {
            break;
        }
        number -= 1;
    }
    name.push(b'$');
    name.into_iter().rev().map(char::from).collect()
}

/// The text with each name replaced where it stands as a whole word.
fn replaced(text: &str, names: &HashMap<String, String>) -> String {
    let is_word = |char: char| char.is_ascii_alphanumeric() || char == '_' || char == '$';
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(is_word) {
        let end = rest[start..].find(|char| !is_word(char)).map_or(rest.len(), |length| start + length);
        out.push_str(&rest[..start]);
        let word = &rest[start..end];
        out.push_str(names.get(word).map_or(word, String::as_str));
        rest = &rest[end..];
    }
    out + rest
}

fn write_number(out: &mut Vec<u8>, mut number: usize) {
    while number >= 0x80 {
        out.push((number & 0x7f) as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

/// What is left to read of a module.
struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(taken)
    }

    /// A number as the format has it: seven bits a byte, the lowest first.
    fn number(&mut self) -> Option<usize> {
        let mut number = 0;
        for shift in (0..35).step_by(7) {
            let byte = self.take(1)?[0];
            number |= usize::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Some(number);
            }
        }
        None
    }

    fn name(&mut self) -> Option<&'a str> {
        let length = self.number()?;
        std::str::from_utf8(self.take(length)?).ok()
    }

    /// What is imported, as it stands: a function's type, a table's or memory's type and limits, a global's type.
    fn kind(&mut self) -> Option<&'a [u8]> {
        let whole = self.0;
        match self.take(1)?[0] {
            0 => drop(self.number()?),
            kind @ (1 | 2) => {
                if kind == 1 {
                    self.take(1)?;
                }
                let limits = self.take(1)?[0];
                self.number()?;
                if limits & 1 == 1 {
                    self.number()?;
                }
            }
            3 => drop(self.take(2)?),
            _ => return None,
        }
        whole.get(..whole.len() - self.0.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Imports the function `m.NAME` of type 0 and the memory `m.memory`.
    fn module(name: &str) -> Vec<u8> {
        let mut section = vec![2, 1, b'm', name.len() as u8];
        section.extend(name.as_bytes());
        section.extend([0, 0, 1, b'm', 6]);
        section.extend(b"memory");
        section.extend([2, 0, 1]);
        let mut module = b"\0asm\x01\0\0\0\x01\x04\x01\x60\0\0".to_vec();
        module.extend([IMPORTS, section.len() as u8]);
        module.extend(section);
        module.extend(b"\x03\x01\0");
        module
    }

    #[test]
    fn names_of_the_glue_are_shortened_in_both_files_and_all_else_stays() {
        let (out, names) = imports(&module("__wbg_now_0123456789abcdef")).unwrap();
        assert_eq!(out, module("$a"));
        let glue = "imports.__wbg_now_0123456789abcdef = () => 1; __wbg_now_0123456789abcdef_2; // ä";
        assert_eq!(replaced(glue, &names), "imports.$a = () => 1; __wbg_now_0123456789abcdef_2; // ä");
        let (out, names) = imports(&module("other")).unwrap();
        assert!(out == module("other") && names.is_empty());
    }

    #[test]
    fn short_names_differ() {
        let names: std::collections::BTreeSet<_> = (0..1_000).map(short).collect();
        assert_eq!(names.len(), 1_000);
        assert_eq!([short(0), short(25), short(26)], ["$a", "$z", "$aa"]);
    }

    #[test]
    fn what_is_cut_off_is_refused() {
        let whole = module("__wbg_now_0123456789abcdef");
        assert!((9..whole.len()).all(|end| imports(&whole[..end]).is_none_or(|(out, _)| out.len() < whole.len())));
    }
}
