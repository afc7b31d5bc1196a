//! `stamp`: the last step of a build of the demo, called by trunk (`Trunk.toml`).
//!
//! It makes the demo load the element as every other page does. Trunk cannot choose the names of its output and cannot pass
//! all options to wasm-bindgen. So this step runs wasm-bindgen again, as `dist` does.

use std::collections::hash_map::DefaultHasher;
use std::env;
use std::fs;
use std::hash::Hasher;
use std::path::{Path, PathBuf};

use crate::bindgen;
use crate::failure::{Failure, Result};
use crate::install;
use crate::languages;
use crate::workspace::{self, Workspace};

/// The folder with the parts of the diagnosis.
const DOCTOR: &str = "doctor";

/// How the loader imports its styles. A bundler resolves this import; a browser cannot.
const STYLES: &str = "import STYLES from \"../../styles/element.css\";";

/// The placeholder for the build's hash in the script of the service worker.
const BUILD: &str = "__BUILD__";

/// Finishes the build in trunk's staging folder.
pub fn run(workspace: &mut Workspace) -> Result {
    let staging = PathBuf::from(variable("TRUNK_STAGING_DIR")?);
    let profile = variable("TRUNK_PROFILE")?;

    install::for_stamp(workspace)?;
    for name in ["express-checkout.js", "express-checkout_bg.wasm"] {
        let path = staging.join(name);
        fs::remove_file(&path).map_err(Failure::file("remove", &path))?;
    }
    bindgen::run(workspace, &profile, &staging)?;
    let scripts = workspace.file("src/element");
    loader(&scripts, &workspace.file("styles/element.css"), &staging)?;
    doctor(&scripts.join(DOCTOR), &staging.join(DOCTOR))?;
    languages::write(workspace, &staging)?;
    worker(&staging)
}

/// An environment variable that trunk sets.
fn variable(name: &str) -> Result<String> {
    env::var(name).map_err(|_| Failure::new(format!("{name} is not set: only trunk runs `stamp`, see Trunk.toml")))
}

/// Copies the parts of the diagnosis, which `dist` bundles into one file.
fn doctor(source: &Path, folder: &Path) -> Result {
    fs::create_dir_all(folder).map_err(Failure::file("create", folder))?;
    workspace::copy_files(source, folder)
}

/// Copies the scripts of the element under their own names, and the loader under its published name, with its styles in it.
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
    fn the_styles_replace_their_import() {
        let loader = ["// A loader.\n", STYLES, "\nstart(STYLES);\n"].concat();
        let expected = "// A loader.\nconst STYLES = \"p {\\n  content: \\\"a\\\";\\n}\";\nstart(STYLES);\n";
        assert_eq!(styled(&loader, "p {\n  content: \"a\";\n}").as_deref(), Some(expected));
        assert_eq!(styled("start();", "p {}"), None);
    }

    #[test]
    fn the_worker_changes_only_with_its_module() {
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
