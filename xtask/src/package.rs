//! The two lists in `dist/`: `package.json` for npm, and `integrity.json` with the hash of each file.

use std::fs;
use std::path::Path;

use crate::failure::{Failure, Result};
use crate::size::Measure;
use crate::workspace::Workspace;

/// Writes both lists into the folder.
pub fn write(workspace: &Workspace, folder: &Path, files: &[Measure]) -> Result {
    let manifest = workspace.file("Cargo.toml");
    let manifest_text = fs::read_to_string(&manifest).map_err(Failure::file("read", &manifest))?;
    let description = description(&manifest_text).unwrap_or_default();
    for (name, text) in [("package.json", package(description, files)), ("integrity.json", integrity(files))] {
        let path = folder.join(name);
        fs::write(&path, text).map_err(Failure::file("write", &path))?;
    }
    Ok(())
}

/// The text of `package.json`. It names the types and the element's manifest if they ship.
fn package(description: &str, files: &[Measure]) -> String {
    let ships = |name: &str| files.iter().any(|file| file.name == name);
    let types = ships("express-checkout.d.ts");
    let mut entry = String::new();
    let mut named = String::new();
    if types {
        entry += "\"types\": \"./express-checkout.d.ts\", ";
        named += "  \"types\": \"./express-checkout.d.ts\",\n";
    }
    if ships("custom-elements.json") {
        named += "  \"customElements\": \"custom-elements.json\",\n";
    }
    let names: Vec<_> = files.iter().map(|file| format!("\"{}\"", file.name)).collect();
    // An import without names defines the element. `sideEffects` stops bundlers from dropping it.
    format!(
        r#"{{
  "name": "express-checkout",
  "version": "{version}",
  "description": "{description}",
  "license": "{license}",
  "type": "module",
  "exports": {{
    ".": {{ {entry}"default": "./express-checkout.js" }},
    "./*": "./*"
  }},
{named}  "sideEffects": true,
  "files": [{names}, "integrity.json"]
}}
"#,
        version = env!("CARGO_PKG_VERSION"),
        license = env!("CARGO_PKG_LICENSE"),
        names = names.join(", "),
    )
}

/// The text of `integrity.json`.
fn integrity(files: &[Measure]) -> String {
    let lines: Vec<_> = files.iter().map(|file| format!("  \"{}\": \"{}\"", file.name, file.integrity)).collect();
    format!("{{\n{}\n}}\n", lines.join(",\n"))
}

/// The description in Cargo.toml. It contains no quotes, so it needs no escaping in JSON.
fn description(manifest: &str) -> Option<&str> {
    manifest.lines().find_map(|line| line.strip_prefix("description = \"")?.strip_suffix('"'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(name: &str) -> Measure {
        Measure { name: name.into(), raw: 3, gzip: 2, brotli: 1, integrity: format!("sha384-{name}") }
    }

    #[test]
    fn the_package_names_only_files_that_ship() {
        let bare = package("A thing.", &[file("express-checkout.js")]);
        assert!(!bare.contains("types") && !bare.contains("customElements"), "{bare}");
        let whole = package(
            "A thing.",
            &[file("express-checkout.js"), file("express-checkout.d.ts"), file("custom-elements.json")],
        );
        assert!(whole.contains(r#""types": "./express-checkout.d.ts","#), "{whole}");
        assert!(whole.contains(r#""customElements": "custom-elements.json","#), "{whole}");
    }

    #[test]
    fn each_file_has_its_hash() {
        assert_eq!(integrity(&[file("a"), file("b")]), "{\n  \"a\": \"sha384-a\",\n  \"b\": \"sha384-b\"\n}\n");
    }

    #[test]
    fn the_description_is_read_from_the_manifest() {
        assert_eq!(description("name = \"x\"\ndescription = \"Pay: fast.\"\n"), Some("Pay: fast."));
    }
}
