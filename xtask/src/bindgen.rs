//! The step from cargo's module to one that a browser loads. `dist` and the demo take it with the same options.

use std::path::Path;

use crate::failure::{Failure, Result};
use crate::workspace::{self, Workspace};

/// The name of the glue, `express-checkout-core.js`, and of the module beside it, `express-checkout-core_bg.wasm`.
/// The loader imports the first, which fetches the second.
pub const CORE: &str = "express-checkout-core";

/// Whether the glue notices when the module has died, so that the loader can put in a fresh instance. It makes the module
/// larger, and lets it load only in browsers that have WebAssembly's exceptions with `exnref`.
pub const TELL_OF_PANICS: bool = true;

/// Writes the glue and the module of the built library to a folder. The profile is `release` or `debug`.
pub fn run(workspace: &Workspace, profile: &str, folder: &Path) -> Result {
    let module = workspace.target(format!(
        "wasm32-unknown-unknown/{profile}/express_checkout.wasm"
    ));
    if !module.is_file() {
        return Err(Failure::work(format!(
            "{} is missing: has the library been built?",
            module.display()
        )));
    }
    let mut command = workspace.command("wasm-bindgen");
    command.args(["--target", "web", "--no-typescript", "--out-name", CORE]);
    command.arg("--out-dir").arg(folder);
    if TELL_OF_PANICS {
        command.arg("--force-enable-abort-handler");
    }
    workspace::run(command.arg(module))
}
