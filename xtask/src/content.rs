//! Names a build by the content of its files, and the files by their build.
//!
//! Browsers and caches may keep such a file for ever: a changed file has another name. Only the entries, which pages name, keep
//! their names. All files of a build have one name of a build, because modules of different builds do not work together, and the
//! loader, which knows all names, is smaller so.

use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::Hasher;
use std::path::Path;

use crate::failure::{Failure, Result};
use crate::workspace;

/// The text in the sources that the build's name replaces.
pub const BUILD: &str = "BUILD_ID";

/// What the name of a build begins with, and how many hexadecimal digits follow.
const START: char = 'b';
const DIGITS: usize = 8;

/// The name of the build that consists of these files.
pub fn build<'a>(folder: &Path, files: impl Iterator<Item = &'a str>) -> Result<String> {
    let mut hasher = DefaultHasher::new();
    for file in files {
        let path = folder.join(file);
        hasher.write(&fs::read(&path).map_err(Failure::file("read", &path))?);
    }
    Ok(format!("{START}{:0DIGITS$x}", hasher.finish() >> 32))
}

/// Replaces a text in a script. The script must contain it.
pub fn replace(script: &Path, from: &str, to: &str) -> Result {
    let text = workspace::text(script)?;
    if !text.contains(from) {
        return Err(Failure::new(format!("{} does not contain {from}", script.display())));
    }
    fs::write(script, text.replace(from, to)).map_err(Failure::file("write", script))
}

/// Puts the build's name into the name of each file, and the new names into the entries. Each file must be named in an entry.
pub fn rename(folder: &Path, build: &str, files: &mut [String], entries: &[&str]) -> Result {
    for file in files {
        let name = named(file, build).ok_or_else(|| Failure::new(format!("{file} has no extension")))?;
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

/// The beginning of a hash, as the diagnosis knows it.
pub fn short(integrity: &str) -> Option<String> {
    let (_, hash) = integrity.split_once('-')?;
    let hash: String = hash.chars().filter(char::is_ascii_alphanumeric).take(DIGITS).collect();
    (hash.len() == DIGITS).then(|| hash.to_ascii_lowercase())
}

/// The name with that of the build: `express-checkout-core-bab12cd34.wasm`. The name has only small letters, because some file
/// systems do not tell small letters from capitals.
fn named(file: &str, build: &str) -> Option<String> {
    let (stem, extension) = file.rsplit_once('.')?;
    Some(format!("{stem}-{build}.{extension}"))
}

/// The name of a file without that of its build, if it has one.
pub fn plain(file: &str) -> String {
    let parts = || {
        let (stem, extension) = file.rsplit_once('.')?;
        let (stem, build) = stem.rsplit_once('-')?;
        let digits = build.strip_prefix(START)?;
        let is_build = digits.len() == DIGITS && digits.bytes().all(|digit| matches!(digit, b'0'..=b'9' | b'a'..=b'f'));
        is_build.then(|| format!("{stem}.{extension}"))
    };
    parts().unwrap_or_else(|| file.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_the_build_is_between_the_name_and_its_extension() {
        assert_eq!(named("a-b.wasm", "bab12cd34").as_deref(), Some("a-b-bab12cd34.wasm"));
        assert_eq!(named("a-b", "bab12cd34"), None);
        assert_eq!(plain("a-b-bab12cd34.wasm"), "a-b.wasm");
        for name in ["a-diagnose.js", "a-b.wasm", "a-bab12cd3.wasm", "a-bab12cd3z.wasm", "a"] {
            assert_eq!(plain(name), name);
        }
    }

    #[test]
    fn the_beginning_of_a_hash_has_small_letters_and_digits() {
        assert_eq!(short("sha384-Ab+/12cD3456").as_deref(), Some("ab12cd34"));
        assert_eq!(short("sha384-Ab"), None);
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
