//! The step from cargo's module to one that a browser loads. `dist` and the demo take it with the same options.

use std::fs;
use std::path::{Path, PathBuf};

use crate::failure::{Failure, Result};
use crate::workspace::{self, Workspace};

/// The name of the glue, `express-checkout-core.js`, and of the module beside it, `express-checkout-core_bg.wasm`.
/// The loader imports the first, which fetches the second.
pub const CORE: &str = "express-checkout-core";

/// The script that watches over the module, beside its glue.
const LIFE: &str = "express-checkout-life.js";

/// Where the glue takes the module's functions.
const FUNCTIONS: &str = "wasm = instance.exports;";

/// Writes the glue and the module of the built library to a folder. The profile is `release` or `debug`.
pub fn run(workspace: &Workspace, profile: &str, folder: &Path) -> Result {
    let module = built(workspace, profile)?;
    of(workspace, &module, folder)
}

/// The library as cargo built it.
pub fn built(workspace: &Workspace, profile: &str) -> Result<PathBuf> {
    let module = workspace.target(format!("wasm32-unknown-unknown/{profile}/express_checkout.wasm"));
    if !module.is_file() {
        return Err(Failure::new(format!("{} is missing: has the library been built?", module.display())));
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
    workspace::run(command.arg(module))?;
    let (life, glue) = (workspace.file("src/element").join(LIFE), folder.join(format!("{CORE}.js")));
    fs::copy(&life, folder.join(LIFE)).map_err(Failure::file("copy", &life))?;
    let text = fs::read_to_string(&glue).map_err(Failure::file("read", &glue))?;
    let text = watched(&text).ok_or_else(|| Failure::new(format!("{} is not understood", glue.display())))?;
    fs::write(&glue, text).map_err(Failure::file("write", &glue))
}

/// The glue with a guard at every entry into the module: it tells when the module has died, and keeps everything out of it
/// from then on. wasm-bindgen's own way of telling wraps imports in an instruction (`try_table`) that the browsers learned
/// as late as 2024 and 2025; older ones would refuse the whole module.
fn watched(glue: &str) -> Option<String> {
    let import = format!("import {{ watched, life }} from \"./{LIFE}\";\n");
    let export = "\nexport { life };\n";
    let (before, after) = glue.split_once(FUNCTIONS)?;
    let once = !after.contains(FUNCTIONS);
    once.then(|| [&import, before, "wasm = watched(instance.exports);", after, export].concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_entry_into_the_module_is_watched() {
        let glue = "let wasm;\nfunction ready(instance) {\n    wasm = instance.exports;\n    wasm.start();\n}";
        let watched = watched(glue).unwrap();
        assert!(watched.contains("wasm = watched(instance.exports);") && !watched.contains(FUNCTIONS));
        assert!(watched.starts_with("import ") && watched.ends_with("export { life };\n"));
    }

    #[test]
    fn glue_that_is_written_otherwise_is_noticed() {
        assert_eq!(watched("wasm = module.exports;"), None);
        assert_eq!(watched("wasm = instance.exports; wasm = instance.exports;"), None);
    }
}
