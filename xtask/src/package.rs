//! What `dist/` has beside the element's files: `package.json` and `README.md` for npm, and `integrity.json` with the
//! hash of each file.

use std::fs;
use std::path::Path;

use crate::failure::{Failure, Result};
use crate::size::Measure;
use crate::workspace::Workspace;

/// The licences, which every copy must contain.
pub const LICENCES: [&str; 3] = ["LICENSE", "LICENSE-APACHE", "LICENSE-MIT"];

/// Writes the lists and the README into the folder.
pub fn write(workspace: &Workspace, folder: &Path, files: &[Measure]) -> Result {
    let manifest = workspace.file("Cargo.toml");
    let manifest_text = fs::read_to_string(&manifest).map_err(Failure::file("read", &manifest))?;
    let description = description(&manifest_text).unwrap_or_default();
    let whole = workspace.file("README.md");
    let whole_text = fs::read_to_string(&whole).map_err(Failure::file("read", &whole))?;
    let readme = readme(&whole_text).ok_or_else(|| Failure::new("README.md has not the parts for npm"))?;
    let texts =
        [("package.json", package(description, files)), ("integrity.json", integrity(files)), ("README.md", readme)];
    for (name, text) in texts {
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
    let names = files.iter().map(|file| file.name.as_str()).chain(["integrity.json", "README.md"]).chain(LICENCES);
    let names: Vec<_> = names.map(|name| format!("\"{name}\"")).collect();
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
  "files": [{names}]
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

/// The README of the npm package: the introduction and the two examples of the repository's README, without its links,
/// which do not lead anywhere in the package.
fn readme(whole: &str) -> Option<String> {
    let (introduction, _) = whole.split_once("\n![")?;
    let (html, js) = (example(whole, "html")?, example(whole, "js")?);
    Some(format!(
        "{introduction}
Copy the files of this package into one folder of your web server, unchanged: a bundler must not process them.
From npm, import only the types. Then put this on the page:

```html
{html}```

For a logged-in customer, set the property `accessToken` instead of `anonymous-id`. Listen to the end:

```js
{js}```

The repository has the integration guide, the reference, and what the shop's Glue must have.

Licence: MIT (LICENSE-MIT) or Apache 2.0 (LICENSE-APACHE), at your option.
"
    ))
}

/// The first example in this language, without the space before its lines.
fn example(text: &str, language: &str) -> Option<String> {
    let (before, after) = text.split_once(&format!("```{language}\n"))?;
    let indent = before.rsplit('\n').next()?;
    let (code, _) = after.split_once("```")?;
    let line = |line: &str| format!("{}\n", line.strip_prefix(indent).unwrap_or(line));
    Some(code.trim_end().lines().map(line).collect())
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
    fn the_package_has_the_licences_and_a_readme() {
        let text = package("A thing.", &[file("express-checkout.js")]);
        let expected = r#""files": ["express-checkout.js", "integrity.json", "README.md", "LICENSE", "LICENSE-APACHE", "LICENSE-MIT"]"#;
        assert!(text.contains(expected), "{text}");
    }

    #[test]
    fn the_readme_of_the_package_has_both_examples_and_no_relative_link() {
        let text = readme(include_str!("../../README.md")).expect("README.md has the parts");
        assert!(text.contains("```html\n<script type=\"module\""), "{text}");
        assert!(text.contains("```js\ndocument.querySelector(\"express-checkout\")"), "{text}");
        assert!(text.split("](").skip(1).all(|link| link.starts_with("https://")), "{text}");
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
