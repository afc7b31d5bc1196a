//! The pinned JavaScript tools, in `xtask/tools`.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use super::announce;
use crate::failure::{Failure, Result};
use crate::workspace::{self, Workspace};

/// The folder in which the tools are listed and installed.
const FOLDER: &str = "xtask/tools";

/// A copy of the lock file from which the tools were installed.
const INSTALLED: &str = "node_modules/.installed-from.json";

/// Makes sure that the installed tools match the lock file.
pub fn tools(workspace: &Workspace) -> Result {
    for program in ["node", "npm"] {
        if workspace.which(program).is_none() && !cfg!(windows) {
            return Err(Failure::new(format!("there is no {program}; install Node.js 20 or later, with npm")));
        }
    }
    let folder = workspace.file(FOLDER);
    let lock = folder.join("package-lock.json");
    let wanted = fs::read(&lock).map_err(Failure::file("read", &lock))?;
    let installed = folder.join(INSTALLED);
    if fs::read(&installed).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    announce("binaryen, esbuild, React and Vue", "make the shipped files small and test them", "ten seconds");
    // Without install scripts: no tool needs them, and none should run code here.
    let mut command = workspace.command(if cfg!(windows) { "npm.cmd" } else { "npm" });
    command.current_dir(&folder).args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]);
    workspace::run(&mut command)?;
    fs::write(&installed, wanted).map_err(Failure::file("write", &installed))
}

/// The command of an installed tool, by the path of its script in `node_modules`.
pub fn tool(workspace: &Workspace, script: &str) -> Command {
    let mut command = workspace.command("node");
    command.arg(PathBuf::from(FOLDER).join("node_modules").join(script));
    command
}
