//! Compiles the files of `e2e/types` against the types of the package in `dist/`, with TypeScript and the compilers of the
//! frameworks.

use crate::failure::Result;
use crate::install::{self, Reached};
use crate::workspace::{self, Workspace};

/// The folder of the compilers and of what they compile.
const FOLDER: &str = "e2e/types";

/// Compiles everything. Says whether the compilers could be installed.
pub fn check(workspace: &Workspace) -> Result<Reached> {
    let reached = install::compilers(workspace, FOLDER)?;
    match &reached {
        Reached::Yes => {
            let mut check = workspace.command("node");
            check.arg(format!("{FOLDER}/check.mjs")).arg(workspace.file("dist"));
            workspace::run(&mut check)?;
        }
        Reached::No(why) => {
            println!("SKIPPED: the types in each framework, because npm does not reach its registry:\n{why}");
        }
    }
    Ok(reached)
}
