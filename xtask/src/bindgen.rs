//! The step from cargo's module to one that a browser loads. `dist` and the demo take it with the same options.

use std::path::{Path, PathBuf};

use crate::failure::{Failure, Result};
use crate::workspace::{self, Workspace};

/// The name of the glue, `express-checkout-core.js`, and of the module beside it, `express-checkout-core_bg.wasm`.
/// The loader imports the first, which fetches the second.
pub const CORE: &str = "express-checkout-core";

/// Whether the glue notices when the module has died, and calls what was given to `set_on_abort`.
///
/// Off, because it wraps every import that may throw in an instruction (`try_table`) that the browsers learned as late
/// as 2024 and 2025; older ones would refuse the whole module. A panic hook and the page's `error` events tell of the
/// same deaths.
pub const TELL_OF_ABORTS: bool = false;

/// Writes the glue and the module of the built library to a folder. The profile is `release` or `debug`.
pub fn run(workspace: &Workspace, profile: &str, folder: &Path) -> Result {
    let module = built(workspace, profile)?;
    of(workspace, &module, folder)
}

/// The library as cargo built it.
pub fn built(workspace: &Workspace, profile: &str) -> Result<PathBuf> {
    let module = workspace.target(format!("wasm32-unknown-unknown/{profile}/express_checkout.wasm"));
    if !module.is_file() {
        return Err(Failure::work(format!("{} is missing: has the library been built?", module.display())));
    }
    Ok(module)
}

/// Writes the glue of that module, and the module that goes with it, to a folder.
pub fn of(workspace: &Workspace, module: &Path, folder: &Path) -> Result {
    let mut command = workspace.command("wasm-bindgen");
    command.args(["--target", "web", "--no-typescript", "--out-name", CORE]);
    // The second module needs the table of functions, which would be hidden.
    command.arg("--keep-lld-exports");
    command.arg("--out-dir").arg(folder);
    if TELL_OF_ABORTS {
        command.arg("--force-enable-abort-handler");
    }
    workspace::run(command.arg(module))
}
