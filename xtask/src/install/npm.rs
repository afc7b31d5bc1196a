//! Pinned JavaScript tools, each group in a folder with a lock file.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::announce;
use crate::failure::{Failure, Result};
use crate::workspace::{self, Workspace};

/// The folder of the tools that build and test.
pub const FOLDER: &str = "xtask/tools";

/// The program of npm.
pub const NPM: &str = if cfg!(windows) { "npm.cmd" } else { "npm" };

/// A copy of the lock file from which the tools were installed.
const INSTALLED: &str = "node_modules/.installed-from.json";

/// What npm says when it does not reach its registry.
const UNREACHED: [&str; 9] = [
    "ENOTFOUND",
    "EAI_AGAIN",
    "ECONNREFUSED",
    "ECONNRESET",
    "ETIMEDOUT",
    "ERR_SOCKET_TIMEOUT",
    "ENETUNREACH",
    "EHOSTUNREACH",
    "ENOTCACHED",
];

/// How many lines of npm's errors are shown when it does not reach its registry. They name the cause; a trace follows.
const SHOWN: usize = 4;

/// Whether npm reached its registry.
#[derive(Debug, PartialEq)]
pub enum Reached {
    /// The tools are there.
    Yes,
    /// The tools are missing, and this is what npm said.
    No(String),
}

/// Makes sure that the tools that build and test match their lock file.
pub fn tools(workspace: &Workspace) -> Result {
    match ensure(
        workspace,
        FOLDER,
        "binaryen, esbuild, React, Vue, Svelte and idiomorph",
        "make the shipped files small and test them",
    )? {
        Reached::Yes => Ok(()),
        Reached::No(why) => Err(Failure::new(format!("npm does not reach its registry:\n{why}"))),
    }
}

/// Makes sure that the tools that check the npm package match their lock file, if npm reaches its registry.
pub fn checks(workspace: &Workspace, folder: &str) -> Result<Reached> {
    ensure(workspace, folder, "publint, attw and schemas", "check the npm package")
}

/// Makes sure that the compilers of the frameworks match their lock file, if npm reaches its registry.
pub fn compilers(workspace: &Workspace, folder: &str) -> Result<Reached> {
    ensure(workspace, folder, "TypeScript and the compilers of the frameworks", "compile the types of the package")
}

/// Makes sure that the packages of an example match its lock file, if npm reaches its registry.
pub fn example(workspace: &Workspace, folder: &Path, name: &str) -> Result<Reached> {
    ensure(workspace, folder, &format!("the packages of the example {name}"), "show that the element works with them")
}

/// Makes sure that the installed packages of a folder match its lock file.
fn ensure(workspace: &Workspace, folder: impl AsRef<Path>, what: &str, purpose: &str) -> Result<Reached> {
    present(workspace)?;
    let folder = workspace.file(folder);
    let lock = folder.join("package-lock.json");
    let wanted = fs::read(&lock).map_err(Failure::file("read", &lock))?;
    let installed = folder.join(INSTALLED);
    if fs::read(&installed).is_ok_and(|installed| installed == wanted) {
        return Ok(Reached::Yes);
    }
    announce(what, purpose, "ten seconds");
    // Without install scripts: no tool needs them, and none should run code here. The lock file has the versions and hashes, so
    // what npm has cached need not be asked for again.
    let mut command = workspace.command(NPM);
    command.current_dir(&folder).args(["ci", "--ignore-scripts", "--prefer-offline", "--no-audit", "--no-fund"]);
    let result =
        command.stdout(Stdio::inherit()).output().map_err(|error| workspace::cannot_start(&command, &error))?;
    let errors = String::from_utf8_lossy(&result.stderr).into_owned();
    if result.status.success() {
        fs::write(&installed, wanted).map_err(Failure::file("write", &installed))?;
        return Ok(Reached::Yes);
    }
    if unreached(&errors) {
        return Ok(Reached::No(errors.lines().take(SHOWN).collect::<Vec<_>>().join("\n")));
    }
    eprint!("{errors}");
    Err(workspace::failed(&command, &result.status.to_string()))
}

/// Fails if node or npm is missing.
pub fn present(workspace: &Workspace) -> Result {
    for program in ["node", "npm"] {
        if workspace.which(program).is_none() && !cfg!(windows) {
            return Err(Failure::new(format!("there is no {program}; install Node.js 20 or later, with npm")));
        }
    }
    Ok(())
}

/// Whether these errors of npm say that it did not reach its registry. Other errors, such as a wrong hash, must not pass
/// for that.
fn unreached(errors: &str) -> bool {
    let code = errors.lines().find_map(|line| line.strip_prefix("npm error code "));
    code.is_some_and(|code| UNREACHED.contains(&code.trim()))
}

/// The command of an installed tool, by the path of its script in the folder's `node_modules`.
pub fn tool(workspace: &Workspace, folder: &str, script: &str) -> Command {
    let mut command = workspace.command("node");
    command.arg(PathBuf::from(folder).join("node_modules").join(script));
    command
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_registry_that_is_not_reached_lets_checks_be_skipped() {
        for code in ["ENOTFOUND", "EAI_AGAIN", "ECONNREFUSED"] {
            assert!(unreached(&format!("npm error code {code}\nnpm error network request failed")), "{code}");
        }
        for errors in
            ["npm error code EINTEGRITY\nnpm error ECONNREFUSED", "npm error code E404", "npm error code EUSAGE", ""]
        {
            assert!(!unreached(errors), "{errors}");
        }
    }
}
