//! Finds the built files and the programs: by environment variables, which `cargo xtask test` sets, or in their usual places.

use crate::trouble::{OrEnd, Result, Trouble};
use std::env;
use std::path::{Path, PathBuf};

/// The shipped files.
///
/// # Errors
/// Says how to build them when they are not there.
pub fn dist() -> Result<PathBuf> {
    folder("EC_DIST", "dist", "express-checkout.js", "cargo xtask dist")
}

/// The path at which the shop's site has a file of the element: `/dist/express-checkout-core-bab12cd34.wasm` for `core.wasm`.
///
/// # Panics
/// When `dist/` has no such file.
pub fn shipped(name: &str) -> String {
    let names = std::fs::read_dir(dist().or_end("no dist")).into_iter().flatten().flatten();
    let names = names.filter_map(|entry| entry.file_name().into_string().ok());
    let found = names.into_iter().find(|file| without_build(file) == format!("express-checkout-{name}"));
    format!("/dist/{}", found.unwrap_or_else(|| panic!("dist/ has no file for {name}")))
}

/// The same file on this machine.
///
/// # Panics
/// When `dist/` has no such file.
pub fn shipped_file(name: &str) -> PathBuf {
    let path = shipped(name);
    dist().or_end("no dist").join(path.trim_start_matches("/dist/"))
}

/// The name of a file of the element without that of its build.
pub fn without_build(file: &str) -> String {
    let parts = file.rsplit_once('.').and_then(|(stem, extension)| Some((stem.rsplit_once("-b")?, extension)));
    match parts {
        Some(((stem, hash), extension)) if hash.len() == 8 && hash.bytes().all(|digit| digit.is_ascii_hexdigit()) => {
            format!("{stem}.{extension}")
        }
        _ => file.to_owned(),
    }
}

/// The built demo.
///
/// # Errors
/// Says how to build it when it is not there.
pub fn demo() -> Result<PathBuf> {
    folder("EC_DEMO", "target/e2e/demo", "index.html", "cargo xtask test e2e")
}

/// Chromium.
///
/// # Errors
/// When there is none.
pub fn chromium() -> Result<PathBuf> {
    program("CHROMIUM", &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"])
}

/// The driver of Chromium.
///
/// # Errors
/// When there is none.
pub fn chromedriver() -> Result<PathBuf> {
    program("CHROMEDRIVER", &["chromedriver", "chromium.chromedriver"])
}

/// Firefox.
///
/// # Errors
/// When there is none.
pub fn firefox() -> Result<PathBuf> {
    program("FIREFOX", &["firefox-esr", "firefox"])
}

/// The driver of Firefox.
///
/// # Errors
/// When there is none.
pub fn geckodriver() -> Result<PathBuf> {
    program("GECKODRIVER", &["geckodriver"])
}

/// The driver of WebKit for GTK, which finds its browser itself.
///
/// # Errors
/// When there is none.
pub fn webkit_driver() -> Result<PathBuf> {
    program("WEBKITDRIVER", &["WebKitWebDriver"])
}

/// The program for a virtual display.
///
/// # Errors
/// When there is none.
pub fn xvfb() -> Result<PathBuf> {
    program("XVFB", &["Xvfb"])
}

/// The Yew applications, built: a page with the element in it, and the storefront of `examples/yew-storefront`.
///
/// # Errors
/// Says how to build them when they are not there.
pub fn yew_pages() -> Result<PathBuf> {
    folder("EC_YEW", "target/e2e/yew", "yew-storefront.js", "cargo xtask test e2e")
}

/// The projects of `examples/frameworks`, built.
///
/// # Errors
/// Says how to build them when they are not there.
pub fn frameworks() -> Result<PathBuf> {
    folder("EC_FRAMEWORKS", "target/frameworks", "react/dist/index.html", "cargo xtask test frameworks")
}

fn folder(variable: &str, usual: &str, file: &str, how: &str) -> Result<PathBuf> {
    let usual = || Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(usual);
    let folder = env::var_os(variable).map_or_else(usual, PathBuf::from);
    if folder.join(file).is_file() {
        return Ok(folder);
    }
    Err(Trouble::System(format!("there is no {file} in {} (`{how}` builds it, {variable} names it)", folder.display())))
}

fn program(variable: &str, names: &[&str]) -> Result<PathBuf> {
    if let Some(named) = env::var_os(variable) {
        return Ok(PathBuf::from(named));
    }
    let path = env::var_os("PATH").unwrap_or_default();
    let folders: Vec<PathBuf> = env::split_paths(&path).collect();
    let candidates = names.iter().flat_map(|name| folders.iter().map(move |folder| folder.join(name)));
    let found = candidates.into_iter().find(|candidate| candidate.is_file());
    found.ok_or_else(|| Trouble::System(format!("there is no {} (name it in {variable})", names.join(" or "))))
}
