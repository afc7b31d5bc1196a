//! Writes what `dist/` has beside the element's files: lists, licences and documents.

use std::fs;
use std::path::Path;

use super::crates::Shipped;
use super::tag::{self, Tag};
use super::{licences, manifest, readme, sbom};
use crate::failure::{Failure, Result};
use crate::size::{self, Measure};
use crate::workspace::{self, Workspace};

/// The licences, which every copy must contain.
pub const LICENCES: [&str; 3] = ["LICENSE", "LICENSE-APACHE", "LICENSE-MIT"];

/// The hash of each file.
pub const INTEGRITY: &str = "integrity.json";

/// The licences of the crates that are compiled in.
pub const THIRD_PARTY: &str = "THIRD-PARTY-LICENSES.txt";

/// All files that this module writes, but `package.json`.
pub const DOCUMENTS: [&str; 8] =
    ["README.md", LICENCES[0], LICENCES[1], LICENCES[2], THIRD_PARTY, INTEGRITY, sbom::FILE, tag::FILE];

/// Writes the files into the folder of the element's files.
pub fn write(workspace: &Workspace, folder: &Path, files: &[Measure]) -> Result {
    let shipped = Shipped::find(workspace)?;
    let rustc = workspace::output(workspace.command("rustc").arg("--version"))?;
    let rustc = rustc.split_whitespace().nth(1).ok_or_else(|| Failure::new("rustc does not say its version"))?;
    for name in LICENCES {
        let path = workspace.file(name);
        fs::copy(&path, folder.join(name)).map_err(Failure::file("copy", &path))?;
    }
    let readme = readme::text(&workspace::text(&workspace.file("README.md"))?)
        .ok_or_else(|| Failure::new("README.md has not the parts for npm"))?;
    let names: Vec<String> = files.iter().map(|file| file.name.clone()).chain(DOCUMENTS.map(str::to_owned)).collect();
    let texts = [
        ("package.json", manifest::text(&shipped, &names)),
        ("README.md", readme),
        (INTEGRITY, integrity(files)),
        (THIRD_PARTY, licences::text(workspace, &shipped, rustc)?),
        (tag::FILE, html(workspace, files, &folder_of(shipped.version()))?),
    ];
    for (name, text) in texts {
        let path = folder.join(name);
        fs::write(&path, text).map_err(Failure::file("write", &path))?;
    }
    sbom::write(workspace, &shipped, files, rustc, folder)
}

/// The folder of the web server that the documentation proposes: each version has its own.
pub fn folder_of(version: &str) -> String {
    format!("/express-checkout/{version}")
}

/// The script tag for these files in a folder of the web server.
pub fn html(workspace: &Workspace, files: &[Measure], folder: &str) -> Result<String> {
    let tag = Tag::new(files, folder).ok_or_else(|| Failure::new("there is no loader to write a tag for"))?;
    let map = workspace.target("package/import-map.json");
    let parent = workspace.target("package");
    fs::create_dir_all(&parent).map_err(Failure::file("create", &parent))?;
    fs::write(&map, &tag.map).map_err(Failure::file("write", &map))?;
    let measured = size::measure(workspace, &parent, &["import-map.json".to_owned()])?;
    let hash = measured.first().ok_or_else(|| Failure::new("the import map was not measured"))?;
    Ok(tag.html(&hash.integrity))
}

/// The text of `integrity.json`.
fn integrity(files: &[Measure]) -> String {
    let lines: Vec<_> = files.iter().map(|file| format!("  \"{}\": \"{}\"", file.name, file.integrity)).collect();
    format!("{{\n{}\n}}\n", lines.join(",\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_file_has_its_hash() {
        let file =
            |name: &str| Measure { name: name.into(), raw: 3, gzip: 2, brotli: 1, integrity: format!("sha384-{name}") };
        assert_eq!(integrity(&[file("a"), file("b")]), "{\n  \"a\": \"sha384-a\",\n  \"b\": \"sha384-b\"\n}\n");
    }
}
