//! The parts of the Rust toolchain. `rust-toolchain.toml` names them and rustup usually installs them. This file helps where
//! that did not happen.

use super::announce;
use crate::failure::{Failure, Result};
use crate::workspace::{self, Workspace};

/// The target that the element is compiled for.
pub const WASM: &str = "wasm32-unknown-unknown";

/// Makes sure that the standard library for WebAssembly is installed.
pub fn target(workspace: &Workspace) -> Result {
    let sysroot = workspace::output(workspace.command("rustc").args(["--print", "sysroot"]))?;
    let library = std::path::Path::new(sysroot.trim()).join("lib/rustlib").join(WASM).join("lib");
    if library.is_dir() {
        return Ok(());
    }
    rustup(workspace, WASM, "is the standard library for WebAssembly", &["target", "add", WASM])
}

/// Makes sure that the formatter and the linter are installed.
pub fn components(workspace: &Workspace) -> Result {
    for (command, component, purpose) in
        [("fmt", "rustfmt", "checks the format"), ("clippy", "clippy", "checks the code")]
    {
        let there = workspace.cargo(command).arg("--version").output().is_ok_and(|output| output.status.success());
        if !there {
            rustup(workspace, component, purpose, &["component", "add", component])?;
        }
    }
    Ok(())
}

/// Installs a part of the toolchain with rustup.
fn rustup(workspace: &Workspace, part: &str, purpose: &str, arguments: &[&str]) -> Result {
    if workspace.which("rustup").is_none() {
        return Err(Failure::new(format!(
            "the Rust toolchain has no {part}, which {purpose}, and there is no rustup to add it; install rustup, or that part"
        )));
    }
    announce(part, purpose, "half a minute");
    workspace::run(workspace.command("rustup").args(arguments))
}
