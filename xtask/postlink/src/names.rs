//! Names of imports and exports between the modules and their glue. The long ones are shortened: wasm-bindgen adds a hash
//! to about two hundred of them, and hashes do not compress. And each build has a name, so that files of two builds cannot
//! be linked.

use std::collections::HashMap;

use wasm_encoder::reencode::{Error, Reencode, RoundtripReencoder};
use wasm_encoder::{ExportSection, ImportSection, Module, RawSection};
use wasmparser::{Parser, Payload};

/// The prefixes of the imports that are shortened.
const IMPORTS: [&str; 2] = ["__wbg_", "__wbindgen_"];

/// The prefix of the exports that are shortened. They call closures, and only the glue uses them.
const EXPORTS: [&str; 1] = ["wasm_bindgen__"];

/// The names under which modules import from the glue, and from the first module.
const PARTNERS: [&str; 2] = ["./express-checkout-core_bg.js", "__wasm_split"];

/// The short name of both.
const PARTNER: &str = "e";

/// The module with short names, and the short name of each name that it replaces.
pub fn shorten(module: &[u8]) -> Result<(Vec<u8>, HashMap<String, String>), Error> {
    let mut names = HashMap::new();
    let module = with_imports(module, |from, name| (from.to_owned(), shortened(name, &IMPORTS, &mut names)))?;
    let module = with_exports(&module, |name| shortened(name, &EXPORTS, &mut names))?;
    Ok((module, names))
}

/// The module with the build's name in place of the name of the glue or of the first module, from which it imports. A
/// module of another build asks for another name, and browsers refuse to link it. One import is enough for that; the others
/// get a short name that every build has, because a hash does not compress.
pub fn name_build(module: &[u8], build: &str) -> Result<Vec<u8>, Error> {
    let mut named = Some(build);
    with_imports(module, |from, name| {
        let from = if PARTNERS.contains(&from) { named.take().unwrap_or(PARTNER) } else { from };
        (from.to_owned(), name.to_owned())
    })
}

/// The module with other imports. `rename` gets the name of the module that an import comes from, and its name there.
fn with_imports(module: &[u8], mut rename: impl FnMut(&str, &str) -> (String, String)) -> Result<Vec<u8>, Error> {
    with_section(module, |payload, out| {
        let Payload::ImportSection(imports) = payload else { return Ok(false) };
        let mut section = ImportSection::new();
        for import in imports.clone().into_imports() {
            let import = import?;
            let (from, name) = rename(import.module, import.name);
            section.import(&from, &name, RoundtripReencoder.entity_type(import.ty)?);
        }
        out.section(&section);
        Ok(true)
    })
}

/// The module with other names of its exports.
fn with_exports(module: &[u8], mut rename: impl FnMut(&str) -> String) -> Result<Vec<u8>, Error> {
    with_section(module, |payload, out| {
        let Payload::ExportSection(exports) = payload else { return Ok(false) };
        let mut section = ExportSection::new();
        for export in exports.clone() {
            let export = export?;
            section.export(&rename(export.name), RoundtripReencoder.export_kind(export.kind)?, export.index);
        }
        out.section(&section);
        Ok(true)
    })
}

/// The module with another section in place of one. `write` says whether it has written one. All others are copied.
fn with_section(
    module: &[u8],
    mut write: impl FnMut(&Payload<'_>, &mut Module) -> Result<bool, Error>,
) -> Result<Vec<u8>, Error> {
    let mut out = Module::new();
    for payload in Parser::new(0).parse_all(module) {
        let payload = payload?;
        if !write(&payload, &mut out)?
            && let Some((id, range)) = payload.as_section()
        {
            out.section(&RawSection { id, data: &module[range.start as usize..range.end as usize] });
        }
    }
    Ok(out.finish())
}

/// The short name of an import or export with one of the prefixes. Other names stay.
fn shortened(name: &str, prefixes: &[&str], names: &mut HashMap<String, String>) -> String {
    if !prefixes.iter().any(|prefix| name.starts_with(prefix)) {
        return name.to_owned();
    }
    let next = short(names.len());
    names.entry(name.to_owned()).or_insert(next).clone()
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

/// The text with short names. A name is replaced only where it is a whole word.
pub fn replace(text: &str, names: &HashMap<String, String>) -> String {
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

#[cfg(test)]
mod tests {
    use wasm_encoder::{EntityType, ExportKind, MemoryType, TypeSection};

    use super::*;

    /// Imports the function `m.NAME` and the memory `m.memory`, and exports the function as `EXPORT` and as `start`.
    fn module(name: &str, export: &str) -> Vec<u8> {
        let mut types = TypeSection::new();
        types.ty().function([], []);
        let mut imports = ImportSection::new();
        imports.import("m", name, EntityType::Function(0));
        let memory = MemoryType { minimum: 1, maximum: None, memory64: false, shared: false, page_size_log2: None };
        imports.import("m", "memory", memory);
        let mut exports = ExportSection::new();
        exports.export(export, ExportKind::Func, 0).export("start", ExportKind::Func, 0);
        let mut module = Module::new();
        module.section(&types).section(&imports).section(&exports).section(&RawSection { id: 0, data: b"\x04noteabc" });
        module.finish()
    }

    #[test]
    fn names_of_the_glue_are_shortened_in_both_files_and_everything_else_stays() {
        let (out, names) = shorten(&module("__wbg_now_0123456789abcdef", "wasm_bindgen__convert__h01")).unwrap();
        assert_eq!(out, module("$a", "$b"));
        assert_eq!(replace("wasm.wasm_bindgen__convert__h01(1)", &names), "wasm.$b(1)");
        let glue = "imports.__wbg_now_0123456789abcdef = () => 1; __wbg_now_0123456789abcdef_2; // ä";
        assert_eq!(replace(glue, &names), "imports.$a = () => 1; __wbg_now_0123456789abcdef_2; // ä");
        let (out, names) = shorten(&module("other", "__wbindgen_malloc")).unwrap();
        assert!(out == module("other", "__wbindgen_malloc") && names.is_empty());
    }

    #[test]
    fn imports_from_the_partner_get_the_name_of_the_build_and_all_others_stay() {
        let of = |from: [&str; 2]| {
            let mut imports = ImportSection::new();
            let memory = MemoryType { minimum: 1, maximum: None, memory64: false, shared: false, page_size_log2: None };
            imports
                .import(from[0], "memory", memory)
                .import("other", "memory", memory)
                .import(from[1], "memory", memory);
            let mut module = Module::new();
            module.section(&imports);
            module.finish()
        };
        assert_eq!(name_build(&of(["__wasm_split"; 2]), "b1").unwrap(), of(["b1", "e"]));
        assert_eq!(name_build(&of(["./express-checkout-core_bg.js"; 2]), "b1").unwrap(), of(["b1", "e"]));
        assert_eq!(name_build(&of(["./__wasm_split.js"; 2]), "b1").unwrap(), of(["./__wasm_split.js"; 2]));
    }

    #[test]
    fn short_names_differ() {
        let names: std::collections::BTreeSet<_> = (0..1_000).map(short).collect();
        assert_eq!(names.len(), 1_000);
        assert_eq!([short(0), short(25), short(26)], ["$a", "$z", "$aa"]);
    }

    #[test]
    fn a_module_that_ends_too_early_is_refused() {
        let whole = module("__wbg_now_0123456789abcdef", "run");
        // Inside the last section, inside the imports, and inside the header.
        for end in [whole.len() - 1, 20, 5] {
            assert!(shorten(&whole[..end]).is_err(), "{end}");
        }
    }
}
