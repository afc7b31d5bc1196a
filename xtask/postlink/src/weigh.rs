//! What a module consists of: its functions and its data segments, with the bytes of each.

use std::collections::HashMap;

use crate::functions;
use wasmparser::{BinaryReaderError, Parser, Payload};

/// How many characters of a data segment are shown.
const SHOWN: usize = 60;

/// How many digits the hashes of the compiler have.
const HASH: usize = 16;

/// What the splitting tool adds to the name of a function that calls one of another module.
const SHIM: &str = " indirect_call_shim";

/// One line for each part: its kind, its bytes and its name, separated by tabs. The names of functions are in the section of
/// names, which the module must still have.
pub fn weigh(module: &[u8]) -> Result<String, BinaryReaderError> {
    let names = names(module)?;
    let (mut index, mut out) = (0_u32, String::new());
    let mut part = |kind: &str, bytes: usize, name: &str| out.push_str(&format!("{kind}\t{bytes}\t{name}\n"));
    for payload in Parser::new(0).parse_all(module) {
        match payload? {
            Payload::ImportSection(imports) => index += functions::imported(&imports)?,
            Payload::CodeSectionEntry(body) => {
                let name = names.get(&index).map_or_else(|| format!("function {index}"), |name| plain(name));
                part("function", body.range().count(), &name);
                index += 1;
            }
            Payload::DataSection(segments) => {
                for segment in segments {
                    let segment = segment?;
                    part("data", segment.range.count(), &preview(segment.data));
                }
            }
            _ => {}
        }
    }
    Ok(out)
}

/// The names of the functions, by their index.
fn names(module: &[u8]) -> Result<HashMap<u32, &str>, BinaryReaderError> {
    let mut names = HashMap::new();
    for payload in Parser::new(0).parse_all(module) {
        if let Payload::CustomSection(custom) = payload? {
            names.extend(functions::names(&custom)?.into_iter().map(|naming| (naming.index, naming.name)));
        }
    }
    Ok(names)
}

/// The name as it stands in the source, without the hash that the compiler adds.
fn plain(name: &str) -> String {
    // The splitting tool adds a word to functions through which one module calls another.
    let (name, word) = name.split_once(SHIM).map_or((name, ""), |(name, _)| (name, SHIM));
    let name = format!("{:#}{word}", rustc_demangle::demangle(name));
    // wasm-bindgen writes names without the compiler's marks, but leaves the hashes of crates and functions.
    let name = without_crate_hashes(&name);
    match name.rsplit_once("::h") {
        Some((path, hash)) if is_hash(hash) => path.to_owned(),
        _ => name,
    }
}

fn is_hash(text: &str) -> bool {
    text.len() == HASH && text.chars().all(|char| char.is_ascii_hexdigit())
}

/// The name with `core` in place of `core[0123456789abcdef]`.
fn without_crate_hashes(name: &str) -> String {
    let mut parts = name.split('[');
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        match part.split_once(']') {
            Some((hash, rest)) if is_hash(hash) => out.push_str(rest),
            _ => {
                out.push('[');
                out.push_str(part);
            }
        }
    }
    out
}

/// The beginning of a data segment, as text, with a point for each byte that is no printable character.
fn preview(data: &[u8]) -> String {
    let printable = |byte: &u8| if byte.is_ascii_graphic() || *byte == b' ' { char::from(*byte) } else { '.' };
    data.iter().take(SHOWN).map(printable).collect()
}

#[cfg(test)]
mod tests {
    use wasm_encoder::{
        CodeSection, ConstExpr, DataSection, EntityType, Function, FunctionSection, ImportSection, Module, NameMap,
        NameSection, TypeSection,
    };

    use super::*;

    #[test]
    fn functions_and_data_are_listed_with_their_bytes() {
        let mut types = TypeSection::new();
        types.ty().function([], []);
        let mut imports = ImportSection::new();
        imports.import("m", "f", EntityType::Function(0));
        let mut functions = FunctionSection::new();
        functions.function(0).function(0).function(0);
        let mut code = CodeSection::new();
        for length in [2, 3, 5] {
            let mut body = Function::new([]);
            for _ in 0..length {
                body.instructions().nop();
            }
            body.instructions().end();
            code.function(&body);
        }
        let mut data = DataSection::new();
        data.passive(b"text\0\x01".iter().copied());
        data.active(0, &ConstExpr::i32_const(0), b"at".iter().copied());
        let mut map = NameMap::new();
        map.append(0, "imported");
        map.append(1, "_ZN4core3fmt5write17h0123456789abcdefE");
        map.append(2, "_RNvNtCs5cOc02OMXlo_5alloc5boxed14box_new_uninit indirect_call_shim");
        map.append(3, "<a[0123456789abcdef]::B as c::D<[T; 2]>>::e::h0123456789abcdef");
        let mut names = NameSection::new();
        names.functions(&map);
        let mut module = Module::new();
        module.section(&types).section(&imports).section(&functions).section(&code).section(&data).section(&names);
        let listed = weigh(&module.finish()).unwrap();
        assert_eq!(
            listed.lines().collect::<Vec<_>>(),
            [
                "function\t4\tcore::fmt::write",
                "function\t5\talloc::boxed::box_new_uninit indirect_call_shim",
                "function\t7\t<a::B as c::D<[T; 2]>>::e",
                "data\t8\ttext..",
                "data\t7\tat",
            ]
        );
    }

    #[test]
    fn a_module_that_ends_too_early_is_refused() {
        let mut types = TypeSection::new();
        types.ty().function([], []);
        let mut module = Module::new();
        module.section(&types);
        let module = module.finish();
        assert!(weigh(&module[..module.len() - 1]).is_err());
    }
}
