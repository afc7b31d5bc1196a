//! `stamp`: the last step of a build of the demo, called by trunk (`Trunk.toml`).
//!
//! It makes the demo load the element as every other page does. Trunk cannot name its output freely, nor pass all
//! options on to wasm-bindgen, so that step is taken again, as `dist` takes it.

use std::collections::hash_map::DefaultHasher;
use std::env;
use std::fs;
use std::hash::Hasher;
use std::path::{Path, PathBuf};

use crate::bindgen;
use crate::failure::{Failure, Result};
use crate::install;
use crate::workspace::Workspace;

/// How the loader imports its styles. A bundler knows what that means, a browser does not.
const STYLES: &str = "import STYLES from \"../../styles/element.css\";";

/// What stands for the build in the service worker's script.
const BUILD: &str = "__BUILD__";

/// Finishes the build in the folder that trunk names.
pub fn run(workspace: &mut Workspace) -> Result {
    let staging = PathBuf::from(variable("TRUNK_STAGING_DIR")?);
    let profile = variable("TRUNK_PROFILE")?;

    install::for_stamp(workspace)?;
    for name in ["express-checkout.js", "express-checkout_bg.wasm"] {
        let path = staging.join(name);
        fs::remove_file(&path).map_err(Failure::file("remove", &path))?;
    }
    bindgen::run(workspace, &profile, &staging)?;
    loader(&workspace.file("src/element"), &workspace.file("styles/element.css"), &staging)?;
    worker(&staging)
}

/// A variable that trunk sets.
fn variable(name: &str) -> Result<String> {
    env::var(name).map_err(|_| Failure::new(format!("{name} is not set: `stamp` is for trunk to call, see Trunk.toml")))
}

/// Copies the loader under the name that it ships with, its styles within it, and the scripts that it imports under their own
/// names.
fn loader(source: &Path, styles: &Path, staging: &Path) -> Result {
    for entry in fs::read_dir(source).map_err(Failure::file("read", source))? {
        let path = entry.map_err(Failure::file("read", source))?.path();
        let Some(name) = path.file_name().and_then(|name| name.to_str()).filter(|name| name.ends_with(".js")) else {
            continue;
        };
        if name == "loader.js" {
            let text = fs::read_to_string(&path).map_err(Failure::file("read", &path))?;
            let css = fs::read_to_string(styles).map_err(Failure::file("read", styles))?;
            let text = styled(&text, &css)
                .ok_or_else(|| Failure::new(format!("{} does not import its styles", path.display())))?;
            let to = staging.join("express-checkout.js");
            fs::write(&to, text).map_err(Failure::file("write", &to))?;
            continue;
        }
        fs::copy(&path, staging.join(name)).map_err(Failure::file("copy", &path))?;
    }
    Ok(())
}

/// The loader with its styles as a text in place of their import.
fn styled(loader: &str, css: &str) -> Option<String> {
    loader.contains(STYLES).then(|| loader.replace(STYLES, &format!("const STYLES = {css:?};")))
}

/// Writes the hash of the sandbox's module into the script of its service worker. A browser updates a service worker
/// when that script changes, and only then.
fn worker(staging: &Path) -> Result {
    let module = staging.join("sandbox_bg.wasm");
    let script = staging.join("sandbox-sw.js");
    let mut hasher = DefaultHasher::new();
    hasher.write(&fs::read(&module).map_err(Failure::file("read", &module))?);
    let text = fs::read_to_string(&script).map_err(Failure::file("read", &script))?;
    if !text.contains(BUILD) {
        return Err(Failure::new(format!("{} has no {BUILD} to replace", script.display())));
    }
    let text = text.replace(BUILD, &format!("{:016x}", hasher.finish()));
    fs::write(&script, text).map_err(Failure::file("write", &script))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_loader_has_its_styles_as_a_text() {
        let loader = ["// A loader.\n", STYLES, "\nstart(STYLES);\n"].concat();
        let expected = "// A loader.\nconst STYLES = \"p {\\n  content: \\\"a\\\";\\n}\";\nstart(STYLES);\n";
        assert_eq!(styled(&loader, "p {\n  content: \"a\";\n}").as_deref(), Some(expected));
        assert_eq!(styled("start();", "p {}"), None);
    }

    #[test]
    fn the_worker_changes_with_its_module_and_only_then() {
        let staging = env::temp_dir().join(format!("express-checkout-stamp-{}", std::process::id()));
        fs::create_dir_all(&staging).unwrap();
        let stamp = |module: &str| {
            fs::write(staging.join("sandbox_bg.wasm"), module).unwrap();
            fs::write(staging.join("sandbox-sw.js"), "const BUILD = '__BUILD__';").unwrap();
            worker(&staging).unwrap();
            fs::read_to_string(staging.join("sandbox-sw.js")).unwrap()
        };
        let (first, again, other) = (stamp("one"), stamp("one"), stamp("two"));
        fs::remove_dir_all(&staging).unwrap();
        assert_eq!(first, again);
        assert_ne!(first, other);
        assert!(!first.contains(BUILD));
    }
}
