//! `look`: takes pictures of every state of the element and of the demo's pages, for looking at.

use std::fs;

use crate::failure::{Failure, Result};
use crate::install;
use crate::workspace::{self, Workspace};

/// The options of `look`.
#[derive(clap::Args, Debug, PartialEq)]
pub struct Options {
    /// Only pictures whose names have all these words, such as "review de 390 dark"
    #[arg(long, value_name = "WORDS")]
    only: Option<String>,
    /// Take the demo as the last `look` built it
    #[arg(long)]
    built: bool,
}

/// Builds the demo, and writes the pictures and a page that shows them into `target/look/`.
pub fn run(workspace: &mut Workspace, options: &Options) -> Result {
    let browsers = install::for_browser_tests(workspace)?;
    // Not the folder of `trunk serve` and not that of the tests, so that neither is disturbed.
    let demo = workspace.target("look-demo");
    if !options.built || !demo.join("index.html").is_file() {
        fs::create_dir_all(&demo).map_err(Failure::file("create", &demo))?;
        workspace::run(workspace.command("trunk").args(["build", "--release", "--dist"]).arg(&demo))?;
    }
    let mut look = workspace.cargo("run --quiet --package e2e --bin look --");
    look.args(options.only.iter());
    look.env("EC_DEMO", demo).env("EC_LOOK", workspace.target("look"));
    look.envs(browsers.programs.iter().cloned());
    workspace::run(&mut look)
}
