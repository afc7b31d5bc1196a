//! Runs wasm-bindgen: makes the module that cargo built loadable by a browser. `dist` and the demo use the same options.

use std::fs;
use std::path::{Path, PathBuf};

use crate::failure::{Failure, Result};
use crate::workspace::{self, Workspace};

/// The base name of the JavaScript glue, `express-checkout-core.js`, and of its module, `express-checkout-core.wasm`.
/// The loader imports the glue, and tells it the address of the module.
pub const CORE: &str = "express-checkout-core";

/// The script that notices a crash of the module.
const LIFE: &str = "express-checkout-life.js";

/// The line of the glue that stores the functions of the module.
const FUNCTIONS: &str = "wasm = instance.exports;";

/// The line of the glue that exports its functions for starting the module.
const EXPORTS: &str = "export { initSync, __wbg_init as default };";

/// The line of the glue with which the module starts its tasks.
const TASKS: &str = "queueMicrotask(arg0);";

/// The warning of the glue about a server that sends another content type, and a shorter one.
const CONTENT_TYPE: &str = "`WebAssembly.instantiateStreaming` failed because your server does not serve Wasm with \
    `application/wasm` MIME type. Falling back to `WebAssembly.instantiate` which is slower. Original error:\\n";
const SHORTER: &str = "express-checkout: slower, as .wasm is not sent as application/wasm:";

/// The line of the glue for callers that give the address without an object.
const DEPRECATED: &str =
    "console.warn('using deprecated parameters for the initialization function; pass a single object instead')";

/// The line of the glue with the address of the module, for callers that do not give one. The loader gives it. A bundler
/// that reads this line would look for a file that does not exist.
const ADDRESS: &str = "module_or_path = new URL('express-checkout-core_bg.wasm', import.meta.url);";

/// Writes the glue and the module of the built library to a folder. `profile` is `release` or `debug`.
pub fn run(workspace: &Workspace, profile: &str, folder: &Path) -> Result {
    let module = built(workspace, profile)?;
    of(workspace, &module, folder)
}

/// The module that cargo built.
pub fn built(workspace: &Workspace, profile: &str) -> Result<PathBuf> {
    let module = workspace.target(format!("wasm32-unknown-unknown/{profile}/express_checkout.wasm"));
    if !module.is_file() {
        return Err(Failure::new(format!("{} is missing: has the library been built?", module.display())));
    }
    Ok(module)
}

/// Writes the glue of a module, and the module as the glue needs it, to a folder.
pub fn of(workspace: &Workspace, module: &Path, folder: &Path) -> Result {
    let mut command = workspace.command("wasm-bindgen");
    command.args(["--target", "web", "--no-typescript", "--out-name", CORE]);
    // The modules that are loaded later need the table of functions, which is not exported by default.
    command.arg("--keep-lld-exports");
    command.arg("--out-dir").arg(folder);
    workspace::run(command.arg(module))?;
    let (life, glue) = (workspace.file("src/element").join(LIFE), folder.join(format!("{CORE}.js")));
    fs::copy(&life, folder.join(LIFE)).map_err(Failure::file("copy", &life))?;
    let text = fs::read_to_string(&glue).map_err(Failure::file("read", &glue))?;
    let text = watched(&text).ok_or_else(|| Failure::new(format!("{} has an unknown shape", glue.display())))?;
    fs::write(&glue, text).map_err(Failure::file("write", &glue))?;
    let (from, to) = (folder.join(format!("{CORE}_bg.wasm")), folder.join(format!("{CORE}.wasm")));
    fs::rename(&from, &to).map_err(Failure::file("rename", &from))
}

/// The glue without an own address of the module, with tasks that do not run inside themselves, and with a guard at every
/// entry into the module. The guard reports a crash, and stops all later calls into the module. wasm-bindgen has a crash
/// handler too, but it needs the instruction `try_table`, which browsers support only since 2024 and 2025. Older browsers would
/// refuse the whole module.
fn watched(glue: &str) -> Option<String> {
    let import = format!("import {{ later, life, watched }} from \"./{LIFE}\";\n");
    // A copy by Parcel has no exports: the loader then finds them by the build's name.
    let export = "\nexport { life };\nglobalThis[Symbol.for(life.build)] = \
                  { default: __wbg_init, Handle, life, registerProvider, started };\n";
    let (tasks, rest) = glue.split_once(TASKS)?;
    let (before, after) = rest.split_once(FUNCTIONS)?;
    let (middle, end) = after.split_once(ADDRESS)?;
    // The loader is the only caller: it waits for the module, and gives an object.
    let middle = middle.replace(DEPRECATED, "").replace(CONTENT_TYPE, SHORTER);
    let end = end.replace(EXPORTS, "export { __wbg_init as default };");
    let once = !rest.contains(TASKS) && !after.contains(FUNCTIONS) && !end.contains(ADDRESS);
    let entry = "wasm = watched(instance.exports);";
    once.then(|| [&import, tasks, "later(arg0);", before, entry, &middle, &end, export].concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_entry_into_the_module_gets_the_guard() {
        let glue = format!(
            "let wasm;\n{TASKS}\nfunction ready(instance) {{\n    wasm = instance.exports;\n    wasm.start();\n}}\n{ADDRESS}"
        );
        let watched = watched(&glue).unwrap();
        assert!(!watched.contains("import.meta"));
        assert!(watched.contains("wasm = watched(instance.exports);") && !watched.contains(FUNCTIONS));
        assert!(watched.contains("later(arg0);") && !watched.contains(TASKS));
        assert!(watched.starts_with("import ") && watched.contains("\nexport { life };\n"));
    }

    #[test]
    fn glue_of_an_unknown_shape_is_refused() {
        for glue in [
            format!("{TASKS} wasm = module.exports; {ADDRESS}"),
            format!("{TASKS} {FUNCTIONS} {FUNCTIONS} {ADDRESS}"),
            format!("{TASKS} {FUNCTIONS}"),
            format!("{TASKS} {TASKS} {FUNCTIONS} {ADDRESS}"),
            format!("{FUNCTIONS} {ADDRESS}"),
        ] {
            assert_eq!(watched(&glue), None, "{glue}");
        }
    }
}
