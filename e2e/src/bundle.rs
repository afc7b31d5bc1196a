//! Bundles the scripts in `e2e/pages` with their frameworks, as a shop would.

use crate::trouble::{Result, Trouble};
use serde_json::Value;
use std::path::Path;
use std::process::Command;

/// The folder in which `cargo xtask` installs the frameworks and the bundler.
pub(crate) const TOOLS: &str = "xtask/tools/node_modules";

/// The script of a page as one file, by its name in `e2e/pages`. It is minified, so that the frameworks are the builds that
/// shops ship.
///
/// # Errors
/// When the tools are not installed, or the script has an error.
pub fn bundle(page: &str) -> Result<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let tools = root.join(TOOLS);
    let made = Command::new("node")
        .arg(tools.join("esbuild/bin/esbuild"))
        .arg(root.join("e2e/pages").join(page))
        .args(["--bundle", "--minify", "--format=iife", "--jsx=automatic", "--log-level=warning"])
        .args(["__VUE_OPTIONS_API__", "__VUE_PROD_DEVTOOLS__", "__VUE_PROD_HYDRATION_MISMATCH_DETAILS__"].map(off))
        .env("NODE_PATH", &tools)
        .output()?;
    if made.status.success() {
        return Ok(String::from_utf8_lossy(&made.stdout).into_owned());
    }
    let said = String::from_utf8_lossy(&made.stderr);
    Err(Trouble::System(format!("{page} is not bundled (`cargo xtask dist` installs what it needs): {said}")))
}

fn off(flag: &str) -> String {
    format!("--define:{flag}=false")
}

/// The script that hydrates a page of `e2e/pages/hydrated`, as one file with the global variable `page`.
///
/// # Errors
/// When the tools are not installed, or the script has an error.
pub fn hydrating(page: &str) -> Result<String> {
    run(&[page])
}

/// A page of `e2e/pages/hydrated` as a server renders it, with these attributes of the element.
///
/// # Errors
/// When the tools are not installed, or the script has an error.
pub fn rendered(page: &str, attributes: &Value) -> Result<String> {
    run(&[page, &attributes.to_string()])
}

fn run(arguments: &[&str]) -> Result<String> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("pages/hydrated/bundle.mjs");
    let made = Command::new("node").arg(script).args(arguments).output()?;
    if made.status.success() {
        return Ok(String::from_utf8_lossy(&made.stdout).into_owned());
    }
    let said = String::from_utf8_lossy(&made.stderr);
    Err(Trouble::System(format!("{arguments:?} is not bundled (`cargo xtask dist` installs what it needs): {said}")))
}
