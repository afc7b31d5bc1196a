//! The scripts in `e2e/pages`, bundled with the frameworks that they are written with, as a shop would.

use crate::trouble::{Result, Trouble};
use std::path::Path;
use std::process::Command;

/// Where `cargo xtask` installs the frameworks and what bundles them.
const TOOLS: &str = "xtask/tools/node_modules";

/// A page's script as one file, by its name in `e2e/pages`. Minified: then the frameworks are those that shops ship.
///
/// # Errors
/// When the tools are not installed, or the script is wrong.
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
