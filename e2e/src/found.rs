//! Finds the built files and the programs: by environment variables, which `cargo xtask test` sets, or in their usual places.

use crate::trouble::{Result, Trouble};
use std::env;
use std::path::{Path, PathBuf};

/// The shipped files.
///
/// # Errors
/// Says how to build them when they are not there.
pub fn dist() -> Result<PathBuf> {
    folder("EC_DIST", "dist", "express-checkout.js", "cargo xtask dist")
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
