//! `bench`: measures in a real browser how long the review of a large cart takes.

use crate::dist;
use crate::failure::Result;
use crate::install;
use crate::workspace::{self, Workspace};

/// Builds the shippable files and measures them.
pub fn run(workspace: &mut Workspace) -> Result {
    let browsers = install::for_browser_tests(workspace)?;
    dist::run(workspace)?;
    let mut bench = workspace.cargo("run --quiet --release --package e2e --bin bench");
    bench.env("EC_DIST", workspace.file("dist"));
    bench.envs(browsers.programs.iter().cloned());
    workspace::run(&mut bench)
}
