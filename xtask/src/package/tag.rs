//! `tag.html`: the script tag for a page, with the hash of the loader and, in an import map, of the other scripts.

use serde_json::{Value, json};

use crate::dist::LOADER;
use crate::size::Measure;

/// The name of the file.
pub const FILE: &str = "tag.html";

/// How the names of the files begin that every page with the element needs.
const CORE: &str = "express-checkout-core-";

/// How many further addresses a script has, `?try=0` and so on: the loader asks there after a failure. An import map has no
/// patterns, so each address is listed. A script under another address would not be checked.
const TRIES: u32 = 8;

/// The tag for files in this folder of the web server.
#[derive(Debug, PartialEq)]
pub struct Tag {
    /// The text between the tags of the import map. A content security policy needs its hash.
    pub map: String,
    /// The tag of the loader.
    loader: String,
    /// Links to the files that the loader asks for on every page, so that the browser fetches them beside it.
    early: String,
    folder: String,
}

impl Tag {
    /// Makes the tag. `None` if there is no loader.
    pub fn new(files: &[Measure], folder: &str) -> Option<Self> {
        let folder = folder.trim_end_matches('/').to_owned();
        let loader = files.iter().find(|file| file.name == LOADER)?;
        let mut hashes = json!({});
        for file in files.iter().filter(|file| file.name.ends_with(".js") && file.name != LOADER) {
            let address = format!("{folder}/{}", file.name);
            for address in std::iter::once(address.clone()).chain((0..TRIES).map(|n| format!("{address}?try={n}"))) {
                hashes[&address] = Value::from(file.integrity.as_str());
            }
        }
        let mut early = String::new();
        for file in files.iter().filter(|file| file.name.starts_with(CORE)) {
            let (name, integrity) = (&file.name, &file.integrity);
            early += &if name.ends_with(".js") {
                format!("<link rel=\"modulepreload\" href=\"{folder}/{name}\" integrity=\"{integrity}\">\n")
            } else {
                format!("<link rel=\"preload\" as=\"fetch\" crossorigin href=\"{folder}/{name}\">\n")
            };
        }
        let map = format!("\n{:#}\n", json!({ "integrity": hashes }));
        let integrity = &loader.integrity;
        let loader = format!("<script type=\"module\" src=\"{folder}/{LOADER}\" integrity=\"{integrity}\"></script>");
        Some(Self { map, loader, early, folder })
    }

    /// The text of the file. `hash` is that of the import map.
    pub fn html(&self, hash: &str) -> String {
        let Self { map, loader, early, folder } = self;
        format!(
            "<!-- The tag for the files in {folder}/, with the hash of each script.\n     \
             A content security policy needs this in script-src, for the import map: '{hash}' -->\n\
             <script type=\"importmap\">{map}</script>\n{loader}\n\
             <!-- Only for pages that show the element: they fetch these files together with the loader. -->\n{early}"
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tag(names: &[&str], folder: &str) -> Option<Tag> {
        let file = |name: &&str| Measure {
            name: (*name).into(),
            raw: 3,
            gzip: 2,
            brotli: 1,
            integrity: format!("sha384-{}", name.len()),
        };
        Tag::new(&names.iter().map(file).collect::<Vec<_>>(), folder)
    }

    #[test]
    fn each_script_has_its_hash_under_each_address() {
        let tag = tag(&["express-checkout.js", "express-checkout-core-0a.js", "express-checkout-core-0a.wasm"], "/a/");
        let tag = tag.unwrap();
        let map: Value = serde_json::from_str(&tag.map).unwrap();
        let hashes = map["integrity"].as_object().unwrap();
        let core = "/a/express-checkout-core-0a.js";
        let addresses: Vec<&str> = hashes.keys().map(String::as_str).collect();
        assert_eq!(addresses[..3], [core.to_owned(), format!("{core}?try=0"), format!("{core}?try=1")]);
        assert_eq!((addresses.len(), addresses[8]), (9, format!("{core}?try=7").as_str()));
        assert!(hashes.values().all(|hash| hash == "sha384-27"), "{hashes:?}");
        assert!(tag.loader.contains("src=\"/a/express-checkout.js\" integrity=\"sha384-19\""), "{}", tag.loader);
    }

    #[test]
    fn the_file_names_the_hash_for_the_policy_and_has_the_map_before_the_loader() {
        let text = tag(&["express-checkout.js"], "https://cdn.example/a").unwrap().html("sha384-map");
        let [policy, map, loader] =
            ["'sha384-map'", "<script type=\"importmap\">\n", "src=\"https://cdn.example/a/express-checkout.js\""]
                .map(|part| text.find(part).unwrap_or_else(|| panic!("{text}")));
        assert!(policy < map && map < loader, "{text}");
    }

    #[test]
    fn the_files_of_every_page_are_fetched_early_but_after_the_map() {
        let names = [
            "express-checkout.js",
            "express-checkout-core-0a.js",
            "express-checkout-core-0b.wasm",
            "express-checkout-sdk-0c.wasm",
        ];
        let text = tag(&names, "/a").unwrap().html("sha384-map");
        let [map, script, module] = [
            "</script>",
            "<link rel=\"modulepreload\" href=\"/a/express-checkout-core-0a.js\" integrity=\"sha384-27\">",
            "<link rel=\"preload\" as=\"fetch\" crossorigin href=\"/a/express-checkout-core-0b.wasm\">",
        ]
        .map(|part| text.find(part).unwrap_or_else(|| panic!("{text}")));
        assert!(map < script && script < module, "{text}");
        assert!(!text.contains("href=\"/a/express-checkout-sdk-0c.wasm"), "{text}");
    }

    #[test]
    fn the_loader_asks_at_no_other_address() {
        let loader = include_str!("../../../src/element/express-checkout-files.js");
        assert!(loader.contains(&format!("\"?try=\" + failures % {TRIES} ")));
        assert_eq!(loader.matches("?try=").count(), 1);
    }

    #[test]
    fn without_a_loader_there_is_no_tag() {
        assert_eq!(tag(&["express-checkout-core.js"], "/a"), None);
    }
}
