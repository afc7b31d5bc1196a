//! The crates that are compiled into the shipped modules, and what Cargo.toml says about the package itself.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::failure::{Failure, Result};
use crate::workspace::{self, Workspace};

/// The build that `dist` ships.
const BUILD: &str = "--locked --features split";

/// The name of the package, of its crate and of its npm package.
pub const NAME: &str = "express-checkout";

/// The name and the version of a crate. Several versions of one crate may be compiled in.
pub type Id = (String, String);

/// A crate that is compiled into the shipped modules.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Crate {
    /// The SPDX expression of its licence.
    pub licence: String,
    /// What it is for.
    pub description: Option<String>,
    /// Its repository.
    pub repository: Option<String>,
    /// The SHA-256 hash of its archive, from Cargo.lock. The package itself has none.
    pub checksum: Option<String>,
    /// The folder with its source.
    pub folder: PathBuf,
    /// The crates that it uses, as far as they are compiled in.
    pub uses: Vec<Id>,
}

/// All crates of the shipped modules, the package itself included, and the fields of its Cargo.toml.
#[derive(Debug, Default)]
pub struct Shipped {
    /// The crates, in the order of their names and versions.
    pub crates: BTreeMap<Id, Crate>,
    /// What `cargo metadata` says about the package itself.
    pub package: Value,
}

impl Shipped {
    /// Asks cargo.
    pub fn find(workspace: &Workspace) -> Result<Self> {
        let tree = format!(
            "tree {BUILD} --package {NAME} --target wasm32-unknown-unknown --edges normal,no-proc-macro --prefix depth"
        );
        let tree = workspace::output(workspace.cargo(&tree).args(["--format", " {p}"]))?;
        let metadata = format!("metadata {BUILD} --format-version 1 --filter-platform wasm32-unknown-unknown");
        let metadata = workspace::output(&mut workspace.cargo(&metadata))?;
        let metadata = serde_json::from_str(&metadata)
            .map_err(|error| Failure::new(format!("cannot read the answer of cargo metadata: {error}")))?;
        let lock = workspace::text(&workspace.file("Cargo.lock"))?;
        read(&tree, &metadata, &lock).map_err(Failure::new)
    }

    /// The version of the package.
    pub fn version(&self) -> &str {
        self.package["version"].as_str().unwrap_or_default()
    }

    /// The crates of others.
    pub fn foreign(&self) -> impl Iterator<Item = (&Id, &Crate)> {
        self.crates.iter().filter(|(id, _)| id.0 != NAME)
    }
}

/// Joins what cargo says about the tree, about the packages, and the lock file.
fn read(tree: &str, metadata: &Value, lock: &str) -> std::result::Result<Shipped, String> {
    let mut crates: BTreeMap<Id, Crate> = BTreeMap::new();
    // The crates above the current line, the root first.
    let mut above: Vec<Id> = Vec::new();
    for line in tree.lines().filter(|line| !line.is_empty()) {
        let (depth, id) = tree_line(line).ok_or_else(|| format!("cannot read `{line}` of cargo tree"))?;
        above.truncate(depth);
        if let Some(user) = above.last().and_then(|user| crates.get_mut(user))
            && !user.uses.contains(&id)
        {
            user.uses.push(id.clone());
            user.uses.sort();
        }
        crates.entry(id.clone()).or_default();
        above.push(id);
    }

    let packages = metadata["packages"].as_array().ok_or("cargo metadata lists no packages")?;
    let text = |package: &Value, name: &str| package[name].as_str().map(str::to_owned);
    let named = |id: &Id| packages.iter().find(|package| package["name"] == *id.0 && package["version"] == *id.1);
    for (id, found) in &mut crates {
        let package = named(id).ok_or_else(|| format!("cargo metadata does not know {} {}", id.0, id.1))?;
        let licence = text(package, "license").ok_or_else(|| format!("{} {} names no licence", id.0, id.1))?;
        found.licence = expression(&licence);
        found.description = text(package, "description");
        found.repository = text(package, "repository");
        found.checksum = checksum(lock, id);
        let manifest = text(package, "manifest_path").unwrap_or_default();
        found.folder = Path::new(&manifest).parent().map(Path::to_path_buf).unwrap_or_default();
    }
    let own = crates.keys().find(|id| id.0 == NAME).and_then(named);
    let package = own.cloned().ok_or_else(|| format!("cargo tree does not begin with {NAME}"))?;
    Ok(Shipped { crates, package })
}

/// The depth and the crate of a line such as `2 js-sys v0.3.107 (*)`.
fn tree_line(line: &str) -> Option<(usize, Id)> {
    let mut words = line.split_whitespace();
    let depth = words.next()?.parse().ok()?;
    let name = words.next()?.to_owned();
    let version = words.next()?.strip_prefix('v')?.to_owned();
    Some((depth, (name, version)))
}

/// The SPDX expression of a licence. Old crates write `MIT/Apache-2.0`.
fn expression(licence: &str) -> String {
    licence.split('/').map(str::trim).collect::<Vec<_>>().join(" OR ")
}

/// The checksum of a crate in the lock file.
fn checksum(lock: &str, (name, version): &Id) -> Option<String> {
    let (_, entry) = lock.split_once(&format!("name = \"{name}\"\nversion = \"{version}\"\n"))?;
    let entry = entry.split("[[package]]").next()?;
    entry.lines().find_map(|line| line.strip_prefix("checksum = \"")?.strip_suffix('"')).map(str::to_owned)
}

#[cfg(test)]
pub mod tests {
    use super::*;

    fn id(name: &str, version: &str) -> Id {
        (name.into(), version.into())
    }

    /// A package that uses two versions of one crate.
    pub fn shipped() -> Shipped {
        let tree = "0 express-checkout v0.1.0 (/work)\n1 http v1.5.0\n2 bytes v1.12.2\n1 yew v0.23.0\n2 http v0.2.12\n\
                    3 bytes v1.12.2 (*)\n2 http v1.5.0 (*)\n";
        let package = |name: &str, version: &str, licence: &str| {
            serde_json::json!({
                "name": name, "version": version, "license": licence, "description": format!("The \"{name}\"."),
                "manifest_path": format!("/crates/{name}-{version}/Cargo.toml"), "keywords": ["spryker"],
            })
        };
        let metadata = serde_json::json!({ "packages": [
            package("http", "1.5.0", "MIT OR Apache-2.0"), package("http", "0.2.12", "MIT/Apache-2.0"),
            package("bytes", "1.12.2", "MIT"), package("yew", "0.23.0", "Apache-2.0 / MIT"),
            package("express-checkout", "0.1.0", "MIT OR Apache-2.0"), package("clap", "4.6.0", "MIT"),
        ]});
        let lock = "[[package]]\nname = \"http\"\nversion = \"0.2.12\"\nsource = \"registry\"\nchecksum = \"0a\"\n\n\
                    [[package]]\nname = \"http\"\nversion = \"1.5.0\"\nsource = \"registry\"\nchecksum = \"1b\"\n\n\
                    [[package]]\nname = \"express-checkout\"\nversion = \"0.1.0\"\n\n\
                    [[package]]\nname = \"yew\"\nversion = \"0.23.0\"\nchecksum = \"2c\"\n";
        read(tree, &metadata, lock).unwrap()
    }

    #[test]
    fn each_crate_of_the_tree_is_found_once_with_the_crates_that_it_uses() {
        let shipped = shipped();
        let ids: Vec<Id> = shipped.crates.keys().cloned().collect();
        let expected = [("bytes", "1.12.2"), ("express-checkout", "0.1.0"), ("http", "0.2.12"), ("http", "1.5.0")];
        assert_eq!(ids[..4], expected.map(|(name, version)| id(name, version)));
        assert_eq!(ids.len(), 5, "clap is not compiled into the modules");
        assert_eq!(shipped.crates[&id("yew", "0.23.0")].uses, [id("http", "0.2.12"), id("http", "1.5.0")]);
        assert_eq!(shipped.crates[&id("http", "0.2.12")].uses, [id("bytes", "1.12.2")]);
        assert_eq!(shipped.crates[&id("http", "1.5.0")].uses, [id("bytes", "1.12.2")]);
        assert_eq!(shipped.foreign().count(), 4);
        assert_eq!(shipped.version(), "0.1.0");
    }

    #[test]
    fn each_version_has_its_own_licence_checksum_and_folder() {
        let shipped = shipped();
        let old = &shipped.crates[&id("http", "0.2.12")];
        assert_eq!((old.licence.as_str(), old.checksum.as_deref()), ("MIT OR Apache-2.0", Some("0a")));
        assert_eq!(old.folder, Path::new("/crates/http-0.2.12"));
        assert_eq!(shipped.crates[&id("http", "1.5.0")].checksum.as_deref(), Some("1b"));
        assert_eq!(shipped.crates[&id("express-checkout", "0.1.0")].checksum, None);
        assert_eq!(shipped.crates[&id("yew", "0.23.0")].licence, "Apache-2.0 OR MIT");
    }

    #[test]
    fn a_crate_without_a_licence_is_refused() {
        let tree = "0 express-checkout v0.1.0\n";
        let metadata = serde_json::json!({ "packages": [{ "name": "express-checkout", "version": "0.1.0" }] });
        assert_eq!(read(tree, &metadata, "").unwrap_err(), "express-checkout 0.1.0 names no licence");
        assert!(read(tree, &serde_json::json!({ "packages": [] }), "").is_err());
        assert!(read("express-checkout", &metadata, "").is_err());
    }
}
