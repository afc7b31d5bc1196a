//! `sbom.cdx.json`: the bill of materials in the format CycloneDX. It names what the shipped files are made of, and the tools
//! that made them. The same build gives the same text: there is no time in it, and its serial number follows from it.

use std::fs;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde_json::{Value, json};

use super::crates::{Crate, Id, NAME, Shipped};
use crate::failure::{Failure, Result};
use crate::size::{self, Measure};
use crate::workspace::{self, Workspace};

/// The name of the file.
pub const FILE: &str = "sbom.cdx.json";

/// A tool and its version.
type Tool = (String, String);

/// Writes the file into `dist/`, for these files and this version of the compiler.
pub fn write(workspace: &Workspace, shipped: &Shipped, files: &[Measure], rustc: &str, to: &std::path::Path) -> Result {
    let mut bom = bom(shipped, files, rustc, &tools(workspace, rustc)?)?;
    let path = to.join(FILE);
    let save = |bom: &Value| fs::write(&path, format!("{bom:#}\n")).map_err(Failure::file("write", &path));
    save(&bom)?;
    let hash = match &*size::measure(workspace, to, &[FILE.to_owned()])? {
        [measured] => hexadecimal(&measured.integrity)?,
        _ => return Err(Failure::new(format!("{FILE} was not measured"))),
    };
    bom["serialNumber"] = serial(&hash).into();
    save(&bom)
}

/// The bill of materials, without its serial number.
fn bom(shipped: &Shipped, files: &[Measure], rustc: &str, tools: &[Tool]) -> Result<Value> {
    let own = (NAME.to_owned(), shipped.version().to_owned());
    let std = ("std".to_owned(), rustc.to_owned());
    let mut components: Vec<Value> = shipped.foreign().map(|(id, found)| component(id, found)).collect();
    components.push(json!({
        "type": "library", "bom-ref": reference(&std), "name": "std", "version": rustc,
        "description": "The Rust standard library, with the libraries that it contains",
        "licenses": [{ "expression": "MIT OR Apache-2.0" }],
        "externalReferences": [{ "type": "vcs", "url": "https://github.com/rust-lang/rust" }],
    }));

    let mut dependencies = Vec::new();
    for (id, found) in &shipped.crates {
        let uses = found.uses.iter().map(reference).chain((*id == own).then(|| reference(&std)));
        dependencies.push(json!({ "ref": reference(id), "dependsOn": uses.collect::<Vec<_>>() }));
    }
    dependencies.push(json!({ "ref": reference(&std) }));

    let mut parts = Vec::new();
    for file in files {
        let hash = hexadecimal(&file.integrity)?;
        parts.push(json!({
            "type": "file", "bom-ref": format!("file:{}", file.name), "name": file.name,
            "hashes": [{ "alg": "SHA-384", "content": hash }],
        }));
    }
    let tools = tools.iter().map(|(name, version)| json!({ "type": "application", "name": name, "version": version }));
    Ok(json!({
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": null,
        "version": 1,
        "metadata": {
            "lifecycles": [{ "phase": "build" }],
            "tools": { "components": tools.collect::<Vec<_>>() },
            "component": {
                "type": "library", "bom-ref": reference(&own), "name": NAME, "version": own.1,
                "description": shipped.package["description"],
                "licenses": [{ "expression": shipped.package["license"] }],
                "purl": format!("pkg:npm/{NAME}@{}", own.1),
                "components": parts,
            },
        },
        "components": components,
        "dependencies": dependencies,
    }))
}

/// A crate of others.
fn component(id: &Id, found: &Crate) -> Value {
    let mut component = json!({ "type": "library", "bom-ref": reference(id), "name": id.0, "version": id.1 });
    if let Some(description) = &found.description {
        component["description"] = description.split_whitespace().collect::<Vec<_>>().join(" ").into();
    }
    if let Some(checksum) = &found.checksum {
        component["hashes"] = json!([{ "alg": "SHA-256", "content": checksum }]);
    }
    component["licenses"] = json!([{ "expression": found.licence }]);
    component["purl"] = format!("pkg:cargo/{}@{}", id.0, id.1.replace('+', "%2B")).into();
    if let Some(repository) = &found.repository {
        component["externalReferences"] = json!([{ "type": "vcs", "url": repository }]);
    }
    component
}

/// The name of a crate within the bill.
fn reference((name, version): &Id) -> String {
    format!("{name}@{version}")
}

/// The tools that made the files. Those of the workspace itself are in its repository.
fn tools(workspace: &Workspace, rustc: &str) -> Result<Vec<Tool>> {
    let read = |name: &str| workspace::text(&workspace.file(name));
    let lock = read("Cargo.lock")?;
    let npm: Value = serde_json::from_str(&read("xtask/tools/package.json")?)
        .map_err(|error| Failure::new(format!("cannot read xtask/tools/package.json: {error}")))?;
    let mut tools = vec![("rustc".to_owned(), rustc.to_owned())];
    // wasm-bindgen's program has the version of its crate.
    for (name, package) in [("wasm-bindgen-cli", "wasm-bindgen"), ("wasm_split_cli_support", "wasm_split_cli_support")]
    {
        let version = crate::install::locked_version(&lock, package);
        let version = version.ok_or_else(|| Failure::new(format!("Cargo.lock has no {package}")))?;
        tools.push((name.to_owned(), version.to_owned()));
    }
    for name in ["binaryen", "esbuild"] {
        let version = npm["devDependencies"][name].as_str();
        let version = version.ok_or_else(|| Failure::new(format!("xtask/tools/package.json has no {name}")))?;
        tools.push((name.to_owned(), version.to_owned()));
    }
    Ok(tools)
}

/// A serial number that follows from the content: the first half of its hash as a UUID of version 8, which is for values of
/// one's own making.
fn serial(hash: &str) -> String {
    let digits: Vec<char> = hash.chars().take(32).collect();
    let part = |from: usize, to: usize| digits.get(from..to).unwrap_or_default().iter().collect::<String>();
    format!("urn:uuid:{}-{}-8{}-8{}-{}", part(0, 8), part(8, 12), part(13, 16), part(17, 20), part(20, 32))
}

/// The hexadecimal digits of a hash such as `sha384-…` in base 64.
fn hexadecimal(integrity: &str) -> Result<String> {
    let bytes = integrity.split_once('-').and_then(|(_, text)| BASE64_STANDARD.decode(text).ok());
    let bytes = bytes.ok_or_else(|| Failure::new(format!("`{integrity}` is not a hash in base 64")))?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

#[cfg(test)]
mod tests {
    use super::super::crates::tests::shipped;
    use super::*;

    fn example() -> Value {
        let file = Measure { name: "a.js".into(), raw: 3, gzip: 2, brotli: 1, integrity: "sha384-AP+/".into() };
        bom(&shipped(), &[file], "1.95.0", &[("rustc".into(), "1.95.0".into())]).unwrap()
    }

    #[test]
    fn the_bill_has_each_crate_the_standard_library_and_each_file() {
        let bom = example();
        let names: Vec<&str> =
            bom["components"].as_array().unwrap().iter().map(|part| part["bom-ref"].as_str().unwrap()).collect();
        assert_eq!(names, ["bytes@1.12.2", "http@0.2.12", "http@1.5.0", "yew@0.23.0", "std@1.95.0"]);
        let http = &bom["components"][1];
        assert_eq!(http["purl"], "pkg:cargo/http@0.2.12");
        assert_eq!(http["licenses"], json!([{ "expression": "MIT OR Apache-2.0" }]));
        assert_eq!(http["hashes"], json!([{ "alg": "SHA-256", "content": "0a" }]));
        let own = &bom["metadata"]["component"];
        assert_eq!(own["purl"], "pkg:npm/express-checkout@0.1.0");
        assert_eq!(own["components"][0]["hashes"], json!([{ "alg": "SHA-384", "content": "00ffbf" }]));
    }

    #[test]
    fn each_dependency_is_a_component_of_the_bill() {
        let bom = example();
        let mut known = vec![bom["metadata"]["component"]["bom-ref"].clone()];
        known.extend(bom["components"].as_array().unwrap().iter().map(|part| part["bom-ref"].clone()));
        let edges = bom["dependencies"].as_array().unwrap();
        assert_eq!(edges.len(), known.len());
        for edge in edges {
            assert!(known.contains(&edge["ref"]), "{edge}");
            let uses = edge["dependsOn"].as_array().into_iter().flatten();
            assert!(uses.clone().all(|used| known.contains(used)), "{edge}");
        }
        assert_eq!(edges[1]["dependsOn"], json!(["http@1.5.0", "yew@0.23.0", "std@1.95.0"]));
    }

    #[test]
    fn the_serial_number_follows_from_the_hash() {
        let hash = "0123456789abcdef0123456789abcdef0123";
        assert_eq!(serial(hash), "urn:uuid:01234567-89ab-8def-8123-456789abcdef");
    }

    #[test]
    fn a_hash_is_written_in_hexadecimal() {
        assert_eq!(hexadecimal("sha384-TWFu").unwrap(), "4d616e");
        assert_eq!(hexadecimal("sha256-TWE=").unwrap(), "4d61");
        assert!(hexadecimal("TWFu").is_err() && hexadecimal("sha256-T?").is_err());
    }
}
