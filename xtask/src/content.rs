//! Names files by their content, and the build by the content of its files.
//!
//! Browsers and caches may keep such a file for ever: a changed file has another name. Only the entries, which pages name, keep
//! their names.

use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::Hasher;
use std::path::Path;

use crate::failure::{Failure, Result};
use crate::size;
use crate::workspace::{self, Workspace};

/// The text in the sources that the build's name replaces.
pub const BUILD: &str = "BUILD_ID";

/// How many characters of a hash are in a file's name.
const LENGTH: usize = 8;

/// The name of the build that consists of these files.
pub fn build<'a>(folder: &Path, files: impl Iterator<Item = &'a str>) -> Result<String> {
    let mut hasher = DefaultHasher::new();
    for file in files {
        let path = folder.join(file);
        hasher.write(&fs::read(&path).map_err(Failure::file("read", &path))?);
    }
    // It begins with a letter.
    Ok(format!("b{:08x}", hasher.finish() >> 32))
}

/// Replaces a text in a script. The script must contain it.
pub fn replace(script: &Path, from: &str, to: &str) -> Result {
    let text = workspace::text(script)?;
    if !text.contains(from) {
        return Err(Failure::new(format!("{} does not contain {from}", script.display())));
    }
    fs::write(script, text.replace(from, to)).map_err(Failure::file("write", script))
}

/// Puts a hash of its content into the name of each file, and the new names into the entries. Each file must be named in an entry.
pub fn rename(workspace: &Workspace, folder: &Path, files: &mut [String], entries: &[&str]) -> Result {
    let measured = size::measure(workspace, folder, files)?;
    for (file, measure) in files.iter_mut().zip(measured) {
        let name = named(file, &measure.integrity)
            .ok_or_else(|| Failure::new(format!("{file} has no extension, or no hash")))?;
        let path = folder.join(&*file);
        fs::rename(&path, folder.join(&name)).map_err(Failure::file("rename", &path))?;
        let mut used = false;
        for entry in entries {
            let path = folder.join(entry);
            let text = workspace::text(&path)?;
            let from = format!("./{file}");
            if text.contains(&from) {
                used = true;
                fs::write(&path, text.replace(&from, &format!("./{name}"))).map_err(Failure::file("write", &path))?;
            }
        }
        if !used {
            return Err(Failure::new(format!("no entry loads {file}")));
        }
        *file = name;
    }
    Ok(())
}

/// The name with the beginning of the hash: `express-checkout-core-ab12cd34.wasm`. The name has only small letters, because
/// some file systems do not tell small letters from capitals.
fn named(file: &str, integrity: &str) -> Option<String> {
    let (stem, extension) = file.rsplit_once('.')?;
    Some(format!("{stem}-{}.{extension}", short(integrity)?))
}

/// The name of a file without the hash of its content, if it has that hash.
pub fn plain(file: &str, integrity: &str) -> String {
    short(integrity).map_or_else(|| file.to_owned(), |hash| file.replacen(&format!("-{hash}."), ".", 1))
}

/// The beginning of a hash, as it stands in the names of files.
fn short(integrity: &str) -> Option<String> {
    let (_, hash) = integrity.split_once('-')?;
    let hash: String = hash.chars().filter(char::is_ascii_alphanumeric).take(LENGTH).collect();
    (hash.len() == LENGTH).then(|| hash.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_is_between_the_name_and_its_extension() {
        assert_eq!(named("a-b.wasm", "sha384-Ab+/12cD3456").as_deref(), Some("a-b-ab12cd34.wasm"));
        assert_eq!(plain("a-b-ab12cd34.wasm", "sha384-Ab+/12cD3456"), "a-b.wasm");
        assert_eq!(plain("a-diagnose.js", "sha384-Ab+/12cD3456"), "a-diagnose.js");
        assert_eq!(named("a-b", "sha384-Ab+/12cD3456"), None);
        assert_eq!(named("a-b.wasm", "sha384-Ab"), None);
    }

    #[test]
    fn a_build_is_named_by_the_content_of_all_its_files() {
        let folder = std::env::temp_dir().join(format!("express-checkout-content-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let name = |one: &str, two: &str| {
            fs::write(folder.join("one"), one).unwrap();
            fs::write(folder.join("two"), two).unwrap();
            build(&folder, ["one", "two"].into_iter()).unwrap()
        };
        let (first, again, other) = (name("a", "b"), name("a", "b"), name("a", "c"));
        fs::remove_dir_all(&folder).unwrap();
        assert!(first == again && first != other, "{first} {again} {other}");
    }
}
