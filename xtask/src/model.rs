//! `model`: explores the flow's state machine under faults, and checks that planted bugs are found.

use crate::failure::Result;
use crate::workspace::{self, Workspace};

/// The options of `model`.
#[derive(clap::Args, Debug, Default, PartialEq)]
pub struct Options {
    /// Explore within large budgets, which takes some minutes: for a release
    #[arg(long)]
    deep: bool,
}

/// Runs the model, compiled with optimisation because it visits millions of states.
pub fn run(workspace: &Workspace, options: &Options) -> Result {
    let command = if options.deep { "deep" } else { "check" };
    workspace::run(workspace.cargo("run --quiet --release --package model --").arg(command))
}
