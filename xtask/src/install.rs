//! The programs that each command needs besides cargo and node. A program that exists is used silently; a missing one is
//! announced and installed.

mod apt;
mod cargo_tool;
mod chromium;
mod engines;
mod npm;
mod toolchain;

use std::path::PathBuf;
use std::{env, fs};

use crate::failure::{Failure, Result};
use crate::workspace::Workspace;

/// The version of trunk, which builds and serves the demo.
const TRUNK: &str = "0.21.14";

/// The version of cargo-mutants. `mutants` reads its output files, whose format may change with the version.
const MUTANTS: &str = "27.1.0";

/// The path of a program, with the environment variable that tells it to the tests.
pub type Program = (&'static str, PathBuf);

/// The browsers of this machine and their drivers.
pub struct Browsers {
    /// All of their programs.
    pub programs: Vec<Program>,
    /// The features of `e2e` for the engines beside Chromium.
    pub features: Vec<&'static str>,
}

/// The programs for serving the demo.
pub fn for_demo(workspace: &mut Workspace) -> Result {
    toolchain::target(workspace)?;
    bindgen(workspace)?;
    trunk(workspace)
}

/// The programs for finishing a build of the demo.
pub fn for_stamp(workspace: &mut Workspace) -> Result {
    bindgen(workspace)
}

/// The programs for `dist`.
pub fn for_dist(workspace: &mut Workspace) -> Result {
    toolchain::target(workspace)?;
    npm::tools(workspace)?;
    bindgen(workspace)
}

/// The programs for checking the packages when `dist/` is built already.
pub fn for_package(workspace: &Workspace) -> Result {
    toolchain::target(workspace)?;
    npm::present(workspace)
}

/// The programs for the tests without a browser.
pub fn for_quick_tests(workspace: &Workspace) -> Result {
    toolchain::target(workspace)?;
    toolchain::components(workspace)
}

/// The programs for the tests in real browsers, and the browsers.
pub fn for_browser_tests(workspace: &mut Workspace) -> Result<Browsers> {
    for_dist(workspace)?;
    let mut browsers = chromium::find_or_install(workspace)?;
    trunk(workspace)?;
    engines::find_or_install(workspace, &mut browsers);
    Ok(browsers)
}

/// The programs for planting faults.
pub fn for_mutants(workspace: &mut Workspace) -> Result {
    cargo_tool::ensure(
        workspace,
        &cargo_tool::Tool {
            program: "cargo-mutants",
            package: "cargo-mutants",
            version: MUTANTS,
            purpose: "plants small faults in the code, to see whether the tests notice",
            minutes: 4,
            locked: true,
        },
    )
}

pub use npm::{FOLDER as TOOLS, NPM, Reached, checks, compilers, example, tool as js_tool};

/// trunk, with the dependencies that its authors locked.
fn trunk(workspace: &mut Workspace) -> Result {
    cargo_tool::ensure(
        workspace,
        &cargo_tool::Tool {
            program: "trunk",
            package: "trunk",
            version: TRUNK,
            purpose: "builds and serves the demo",
            minutes: 4,
            locked: true,
        },
    )
}

/// wasm-bindgen, in the version of the workspace's lock file. The authors' own lock file is not used, because it has a crate
/// that needs a newer compiler.
fn bindgen(workspace: &mut Workspace) -> Result {
    let path = workspace.file("Cargo.lock");
    let lock = fs::read_to_string(&path).map_err(Failure::file("read", &path))?;
    let version =
        locked_version(&lock, "wasm-bindgen").ok_or_else(|| Failure::new("Cargo.lock has no wasm-bindgen"))?;
    cargo_tool::ensure(
        workspace,
        &cargo_tool::Tool {
            program: "wasm-bindgen",
            package: "wasm-bindgen-cli",
            version,
            purpose: "makes compiled Rust loadable by a browser",
            minutes: 2,
            locked: false,
        },
    )
}

/// A program of this machine: the one that the variable names, or the first of the names that is found.
fn program(workspace: &Workspace, variable: &'static str, names: &[&str]) -> Option<Program> {
    let named = env::var_os(variable).map(PathBuf::from).filter(|path| path.is_file());
    // This finds an absolute path too: joined to a folder, an absolute path stays as it is.
    let found = named.or_else(|| names.iter().find_map(|name| workspace.which(name)))?;
    Some((variable, found))
}

/// Announces an installation: what is installed, why, and how long it takes.
fn announce(what: &str, purpose: &str, time: &str) {
    println!("\nInstalling {what}, which {purpose}. This takes about {time}, once.");
}

/// The version of a package in a lock file.
pub fn locked_version<'a>(lock: &'a str, package: &str) -> Option<&'a str> {
    let (_, entry) = lock.split_once(&format!("name = \"{package}\"\nversion = \""))?;
    entry.split('"').next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_of_a_package_is_read_from_the_lock_file() {
        let lock = "[[package]]\nname = \"wasm-bindgen-macro\"\nversion = \"9.0.0\"\n\n\
                    [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\nsource = \"registry\"\n";
        assert_eq!(locked_version(lock, "wasm-bindgen"), Some("0.2.130"));
        assert_eq!(locked_version(lock, "wasm"), None);
    }
}
