//! Checks what the packages contain: every file that is needed, and nothing else.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::files::DOCUMENTS;

/// The content of each file of a package.
pub type Files = BTreeMap<String, Vec<u8>>;

/// What is wrong with the npm package: `packed` are the names in the tarball, `dist` are the files of `dist/`, and `private` are
/// paths of this machine.
pub fn faults(packed: &[String], dist: &Files, private: &[String]) -> Vec<String> {
    let mut faults = Vec::new();
    let names: BTreeSet<&str> = packed.iter().map(String::as_str).collect();
    for name in dist.keys().filter(|name| !names.contains(name.as_str())) {
        faults.push(format!("{name} is in dist/ and not in the tarball"));
    }
    for name in names.iter().filter(|name| !dist.contains_key(**name)) {
        faults.push(format!("{name} is in the tarball and not in dist/"));
    }

    let (needed, mut missing) = needed(dist);
    faults.append(&mut missing);
    for name in needed.iter().filter(|name| !names.contains(name.as_str())) {
        faults.push(format!("{name} is needed and not in the tarball"));
    }
    for name in names.iter().filter(|name| !needed.contains(**name)) {
        faults.push(format!("{name} is in the tarball, and nothing refers to it"));
    }
    for (name, content) in dist {
        if content.is_empty() {
            faults.push(format!("{name} is empty"));
        }
        for path in private.iter().filter(|path| contains(content, path)) {
            faults.push(format!("{name} contains {path}, which is a path of this machine"));
        }
    }
    faults
}

/// The files that a page, a bundler, an editor or a lawyer needs; and faults that were met while looking for them.
fn needed(dist: &Files) -> (BTreeSet<String>, Vec<String>) {
    let mut faults = Vec::new();
    let mut needed: BTreeSet<String> = DOCUMENTS.iter().map(|name| (*name).to_owned()).collect();
    needed.insert("package.json".to_owned());
    let mut json = |name: &str| {
        let text = dist.get(name).map_or(&b"null"[..], Vec::as_slice);
        serde_json::from_slice(text).unwrap_or_else(|error| {
            faults.push(format!("{name} is not JSON: {error}"));
            Value::Null
        })
    };
    let (package, integrity) = (json("package.json"), json("integrity.json"));
    let mut targets = Vec::new();
    for field in ["exports", "types", "customElements"] {
        texts(&package[field], &mut targets);
    }
    if let Some(editors) = package["customElements"].as_str() {
        let modules = json(editors);
        for module in modules["modules"].as_array().into_iter().flatten() {
            texts(&module["path"], &mut targets);
        }
    }
    needed.extend(targets.iter().filter(|target| !target.contains('*')).map(|target| plain(target)));
    // These are for pages, not for importing: the second stable entry, and the themes.
    let for_pages = |name: &&String| *name == "express-checkout-diagnose.js" || name.starts_with("preset-");
    needed.extend(dist.keys().filter(for_pages).cloned());

    // What these files refer to, and so on.
    let mut waiting: Vec<String> = needed.iter().cloned().collect();
    while let Some(name) = waiting.pop() {
        let is_code = name.ends_with(".js") || name.ends_with(".d.ts");
        for found in dist.get(&name).filter(|_| is_code).into_iter().flat_map(|text| references(text)) {
            // In types, the name of a script stands for the types of that script.
            let of_types = name.ends_with(".d.ts").then(|| found.strip_suffix(".js")).flatten();
            let found = of_types.map_or(found.clone(), |stem| format!("{stem}.d.ts"));
            if needed.insert(found.clone()) {
                waiting.push(found);
            }
        }
    }
    for name in dist.keys().filter(|name| name.ends_with(".js") || name.ends_with(".wasm")) {
        if integrity.get(name).is_none() {
            faults.push(format!("integrity.json has no hash of {name}"));
        }
    }
    (needed, faults)
}

/// All texts within a value.
fn texts(value: &Value, into: &mut Vec<String>) {
    match value {
        Value::String(text) => into.push(text.clone()),
        Value::Array(all) => all.iter().for_each(|value| texts(value, into)),
        Value::Object(all) => all.values().for_each(|value| texts(value, into)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// The name of a file without `./` before it.
fn plain(target: &str) -> String {
    target.trim_start_matches("./").to_owned()
}

/// The files beside this one that a script imports or makes an address of, such as `import("./express-checkout-core.js")`. Other
/// texts of this form are no files: a module's imports have such names, too.
fn references(text: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(text);
    let is_name = |part: &str| part.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte));
    let mut before = "";
    let mut found = Vec::new();
    for part in text.split(['"', '\'', '`']) {
        let mut code = before.trim_end();
        // Bundlers read what they must do from comments in between.
        while let Some((rest, _)) = code.strip_suffix("*/").and_then(|code| code.rsplit_once("/*")) {
            code = rest.trim_end();
        }
        let is_file = ["import", "from", "import(", "new URL(", "path="].iter().any(|end| code.ends_with(end));
        if let Some(name) = part.strip_prefix("./").filter(|name| is_file && !name.is_empty() && is_name(name)) {
            found.push(name.to_owned());
        }
        before = part;
    }
    found
}

/// Whether the bytes contain this text.
fn contains(content: &[u8], text: &str) -> bool {
    content.windows(text.len().max(1)).any(|part| part == text.as_bytes())
}

/// What is wrong with the files of the crate, as `cargo package --list` names them.
pub fn crate_faults(listed: &[&str]) -> Vec<String> {
    let wanted =
        ["Cargo.toml", "README.md", "src/lib.rs", "styles/element.css", "styles/attempt.css", "styles/review.css"];
    let wanted = wanted.into_iter().chain(super::files::LICENCES);
    let missing = wanted.filter(|name| !listed.contains(name)).map(|name| format!("{name} is not in the crate"));
    let allowed = |name: &str| {
        let folder = name.split_once('/').map_or("", |(folder, _)| folder);
        let is_test = name.contains("tests") || name.contains("samples");
        ["", "src", "styles"].contains(&folder) && !is_test
    };
    let extra = listed.iter().filter(|name| !allowed(name));
    missing.chain(extra.map(|name| format!("{name} is in the crate, and is not needed there"))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const PACKAGE: &str = r#"{ "exports": { ".": { "types": "./express-checkout.d.ts", "default": "./express-checkout.js" },
        "./vue": { "types": "./vue.d.ts" }, "./*": "./*" }, "customElements": "custom-elements.json" }"#;

    fn dist() -> Files {
        let texts = [
            ("package.json", PACKAGE),
            (
                "express-checkout.js",
                "new URL('./core-0a.js',import.meta.url);new URL(`./core-0a.wasm`,import.meta.url)",
            ),
            ("core-0a.js", "import\"./express-checkout.js\";let imports={\"./core_bg.js\":{}}"),
            ("core-0a.wasm", "\0asm"),
            ("express-checkout.d.ts", "export class ExpressCheckout {}"),
            ("vue.d.ts", "import type {} from \"./shared.js\""),
            ("shared.d.ts", "export {}"),
            ("custom-elements.json", r#"{ "modules": [{ "path": "express-checkout.js" }] }"#),
        ];
        let mut files: Files = DOCUMENTS.iter().map(|name| ((*name).to_owned(), b"text".to_vec())).collect();
        files.extend(texts.map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec())));
        let hashes = r#"{ "express-checkout.js": "a", "core-0a.js": "b", "core-0a.wasm": "c" }"#;
        files.insert("integrity.json".into(), hashes.as_bytes().to_vec());
        files
    }

    fn found(dist: &Files, packed: &[String]) -> Vec<String> {
        faults(packed, dist, &["/home/me/shop".to_owned()])
    }

    fn names(dist: &Files) -> Vec<String> {
        dist.keys().cloned().collect()
    }

    #[test]
    fn imports_and_addresses_are_references_and_other_texts_are_not() {
        let text = "import\"./a.js\";import{x}from'./b.js';import(/*@vite-ignore*//* webpackIgnore: true */ \"./c.js\");new URL(`./d.wasm`,u);\
                    /// <reference path=\"./e.d.ts\" />\nlet i={\"./f.js\":x};import \"yew\";import\"./sub/g.js\";from\"./\"";
        assert_eq!(references(text.as_bytes()), ["a.js", "b.js", "c.js", "d.wasm", "e.d.ts"]);
    }

    #[test]
    fn a_whole_package_has_no_fault() {
        let dist = dist();
        assert_eq!(found(&dist, &names(&dist)), [""; 0]);
    }

    #[test]
    fn each_file_that_is_missing_is_named() {
        let whole = dist();
        for name in whole.keys().filter(|name| *name != "package.json" && *name != "express-checkout.js") {
            let mut dist = whole.clone();
            dist.remove(name);
            let faults = found(&dist, &names(&dist));
            assert!(faults.iter().any(|fault| fault.contains(name.as_str())), "{name}: {faults:?}");
            let packed: Vec<String> = names(&whole).into_iter().filter(|packed| packed != name).collect();
            let faults = found(&whole, &packed);
            assert!(faults.contains(&format!("{name} is in dist/ and not in the tarball")), "{faults:?}");
        }
    }

    #[test]
    fn a_file_that_nothing_refers_to_is_named() {
        for name in ["core-0b.js", "core-0b.wasm", "express-checkout.js.map", "notes.txt", "react.d.ts", "sub/LICENSE"]
        {
            let mut dist = dist();
            dist.insert(name.into(), b"text".to_vec());
            let faults = found(&dist, &names(&dist));
            assert!(faults.contains(&format!("{name} is in the tarball, and nothing refers to it")), "{faults:?}");
        }
    }

    #[test]
    fn empty_files_private_paths_and_missing_hashes_are_named() {
        for (name, text, fault) in [
            ("LICENSE-MIT", "", "LICENSE-MIT is empty"),
            ("core-0a.wasm", "x/home/me/shop/src", "core-0a.wasm contains /home/me/shop"),
            ("integrity.json", r#"{ "express-checkout.js": "a" }"#, "integrity.json has no hash of core-0a.js"),
            ("integrity.json", "{", "integrity.json is not JSON"),
        ] {
            let mut dist = dist();
            dist.insert(name.into(), text.as_bytes().to_vec());
            let faults = found(&dist, &names(&dist));
            assert!(faults.iter().any(|found| found.starts_with(fault)), "{fault}: {faults:?}");
        }
    }

    #[test]
    fn the_crate_has_its_source_and_licences_and_no_tests() {
        let whole = [
            "Cargo.toml",
            "Cargo.lock",
            "README.md",
            "LICENSE",
            "LICENSE-APACHE",
            "LICENSE-MIT",
            "src/lib.rs",
            "src/flow/mod.rs",
            "styles/element.css",
            "styles/attempt.css",
            "styles/review.css",
        ];
        assert_eq!(crate_faults(&whole), [""; 0]);
        for name in ["Cargo.toml", "LICENSE-MIT", "README.md", "styles/attempt.css"] {
            let rest: Vec<&str> = whole.into_iter().filter(|other| *other != name).collect();
            assert_eq!(crate_faults(&rest), [format!("{name} is not in the crate")]);
        }
        for name in ["src/flow/tests/mod.rs", "src/glue/samples.rs", "e2e/src/lib.rs", "xtask/src/main.rs"] {
            let more: Vec<&str> = whole.into_iter().chain([name]).collect();
            assert_eq!(crate_faults(&more).len(), 1, "{name}");
        }
    }
}
