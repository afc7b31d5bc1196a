//! `package.json`, made from Cargo.toml and the list of files.

use serde_json::{Value, json};

use super::crates::{NAME, Shipped};
use crate::dist::LOADER;

/// The script that a page refers to, and its types.
const MAIN: (&str, &str) = (LOADER, "express-checkout.d.ts");

/// Further names that can be imported, each with its script and its types. A name is left out when its types do not ship.
/// The names of frameworks have a script because an import without names is not dropped from what is built.
const ENTRIES: [(&str, &str, &str); 5] = [
    ("./diagnose", "express-checkout-diagnose.js", "express-checkout-diagnose.d.ts"),
    ("./react", MAIN.0, "react.d.ts"),
    ("./preact", MAIN.0, "preact.d.ts"),
    ("./vue", MAIN.0, "vue.d.ts"),
    ("./svelte", MAIN.0, "svelte.d.ts"),
];

/// The frameworks whose types the entries of the same names use.
const PEERS: [&str; 4] = ["react", "preact", "vue", "svelte"];

/// What people search for on npm, in addition to the keywords of Cargo.toml.
const KEYWORDS: [&str; 6] =
    ["express-checkout", "custom-element", "paypal", "stripe", "payment-request", "webassembly"];

/// The versions of Node.js that the package is tested with. Only servers and bundlers import it there.
const NODE: &str = ">=20";

/// The text of `package.json`, for a package of these files.
pub fn text(shipped: &Shipped, files: &[String]) -> String {
    let ships = |name: &str| files.iter().any(|file| file == name);
    let field = |name: &str| shipped.package[name].as_str();
    let (script, types) = MAIN;
    let mut package = json!({
        "name": NAME,
        "version": shipped.version(),
        "description": field("description"),
        "keywords": keywords(&shipped.package["keywords"]),
        "license": field("license"),
    });
    for (name, value) in addresses(field("repository"), field("homepage")) {
        package[name] = value;
    }
    package["type"] = "module".into();
    package["engines"] = json!({ "node": NODE });

    let mut exports = json!({ ".": entry(script, Some(types).filter(|types| ships(types))) });
    let mut peers: Vec<&str> = Vec::new();
    for (name, script, types) in ENTRIES.iter().filter(|(_, _, types)| ships(types)) {
        exports[*name] = entry(script, Some(types));
        peers.extend(PEERS.iter().find(|peer| name.strip_prefix("./") == Some(peer)));
    }
    // A page can take each file by its name.
    exports["./*"] = "./*".into();
    package["exports"] = exports;
    // Parcel does not read `exports`.
    package["main"] = format!("./{script}").into();
    if ships(types) {
        package["types"] = format!("./{types}").into();
    }
    if ships("custom-elements.json") {
        package["customElements"] = "custom-elements.json".into();
    }
    // An import without names defines the element. This stops bundlers from dropping it.
    package["sideEffects"] = true.into();
    // The types of these entries use those of the framework, of any version: strict package managers ask for that.
    if !peers.is_empty() {
        package["peerDependencies"] = peers.iter().map(|peer| ((*peer).to_owned(), json!("*"))).collect();
        package["peerDependenciesMeta"] =
            peers.iter().map(|peer| ((*peer).to_owned(), json!({ "optional": true }))).collect();
    }
    package["files"] = files.iter().filter(|file| *file != "package.json").cloned().collect();
    format!("{package:#}\n")
}

/// What an entry of `exports` leads to. TypeScript wants the types first.
fn entry(script: &str, types: Option<&str>) -> Value {
    let mut entry = json!({});
    for (name, file) in types.map(|types| ("types", types)).into_iter().chain([("default", script)]) {
        entry[name] = format!("./{file}").into();
    }
    entry
}

/// The keywords of Cargo.toml and those for npm.
fn keywords(cargo: &Value) -> Vec<&str> {
    cargo.as_array().into_iter().flatten().filter_map(Value::as_str).chain(KEYWORDS).collect()
}

/// Where the repository is, where its bugs are reported, and its home page. Without a repository in Cargo.toml there is none
/// of them. On GitHub the others follow from it.
fn addresses(repository: Option<&str>, homepage: Option<&str>) -> Vec<(&'static str, Value)> {
    let mut fields = Vec::new();
    let github = repository.filter(|url| url.starts_with("https://github.com/"));
    let github = github.map(|url| url.trim_end_matches('/').trim_end_matches(".git"));
    if let Some(url) = repository {
        fields.push(("repository", json!({ "type": "git", "url": format!("git+{}", with_git(url)) })));
    }
    if let Some(url) = homepage.map(str::to_owned).or_else(|| Some(format!("{}#readme", github?))) {
        fields.push(("homepage", url.into()));
    }
    if let Some(url) = github {
        fields.push(("bugs", json!({ "url": format!("{url}/issues") })));
    }
    fields
}

/// The address from which git clones, as npm writes it.
fn with_git(url: &str) -> String {
    let url = url.trim_end_matches('/');
    if url.ends_with(".git") { url.to_owned() } else { format!("{url}.git") }
}

#[cfg(test)]
mod tests {
    use super::super::crates::tests::shipped;
    use super::*;

    fn package(files: &[&str]) -> Value {
        let files: Vec<String> = files.iter().map(|file| (*file).to_owned()).collect();
        serde_json::from_str(&text(&shipped(), &files)).unwrap()
    }

    #[test]
    fn the_package_names_only_files_that_ship() {
        let bare = package(&["express-checkout.js"]);
        assert_eq!(bare["exports"], json!({ ".": { "default": "./express-checkout.js" }, "./*": "./*" }));
        assert!(bare.get("types").is_none() && bare.get("customElements").is_none(), "{bare}");
        let whole = package(&["express-checkout.js", "express-checkout.d.ts", "custom-elements.json", "react.d.ts"]);
        assert_eq!(whole["types"], "./express-checkout.d.ts");
        assert_eq!(whole["customElements"], "custom-elements.json");
        assert_eq!(whole["exports"]["./react"], json!({ "types": "./react.d.ts", "default": "./express-checkout.js" }));
        assert!(whole["exports"].get("./vue").is_none(), "{whole}");
        assert_eq!(whole["peerDependencies"], json!({ "react": "*" }));
        assert_eq!(whole["peerDependenciesMeta"], json!({ "react": { "optional": true } }));
        assert!(bare.get("peerDependencies").is_none(), "{bare}");
    }

    #[test]
    fn types_stand_before_the_script_and_the_wildcard_stands_last() {
        let whole = package(&["express-checkout.js", "express-checkout.d.ts", "vue.d.ts"]);
        let names = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
        assert_eq!(names(&whole["exports"]["."]), ["types", "default"]);
        assert_eq!(names(&whole["exports"]), [".", "./vue", "./*"]);
    }

    #[test]
    fn texts_of_the_manifest_are_escaped() {
        assert_eq!(package(&[])["description"], "The \"express-checkout\".");
    }

    #[test]
    fn every_file_but_the_list_itself_is_listed() {
        let files = package(&["express-checkout.js", "package.json", "LICENSE-MIT"]);
        assert_eq!(files["files"], json!(["express-checkout.js", "LICENSE-MIT"]));
    }

    #[test]
    fn no_address_is_invented() {
        let package = package(&["express-checkout.js"]);
        for name in ["repository", "homepage", "bugs"] {
            assert!(package.get(name).is_none(), "{package}");
        }
        assert_eq!(addresses(None, Some("https://shop.example")), [("homepage", "https://shop.example".into())]);
        let elsewhere = addresses(Some("https://git.example/a/b"), None);
        assert_eq!(elsewhere, [("repository", json!({ "type": "git", "url": "git+https://git.example/a/b.git" }))]);
    }

    #[test]
    fn the_pages_of_a_repository_on_github_follow_from_its_address() {
        for address in ["https://github.com/a/b", "https://github.com/a/b/", "https://github.com/a/b.git"] {
            let fields = addresses(Some(address), None);
            assert_eq!(fields[0].1["url"], "git+https://github.com/a/b.git", "{address}");
            assert_eq!(fields[1], ("homepage", "https://github.com/a/b#readme".into()), "{address}");
            assert_eq!(fields[2].1["url"], "https://github.com/a/b/issues", "{address}");
        }
    }
}
