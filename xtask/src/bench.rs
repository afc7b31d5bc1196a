//! `bench`: measures the element in a real browser, beside a page written by hand and a React application.

use clap::Args;

use crate::dist;
use crate::failure::Result;
use crate::install;
use crate::workspace::{self, Workspace};

/// The committed tables.
const PAGE: &str = "docs/performance.md";

/// Options of `bench`.
#[derive(Args, Debug, PartialEq)]
pub struct Options {
    /// Measure only these parts, such as `paint` or `lost`
    parts: Vec<String>,
    /// Measure each thing a few times, to see that everything works
    #[arg(long)]
    quick: bool,
    /// Take dist/ as the last `cargo xtask dist` wrote it
    #[arg(long)]
    built: bool,
    /// Write docs/performance.md
    #[arg(long, conflicts_with_all = ["parts", "quick"])]
    write: bool,
}

/// Builds the shippable files and measures them.
pub fn run(workspace: &mut Workspace, options: &Options) -> Result {
    let browsers = install::for_browser_tests(workspace)?;
    if !options.built {
        dist::run(workspace)?;
    }
    let mut bench = workspace.cargo("run --quiet --release --package e2e --bin bench --");
    bench.env("EC_DIST", workspace.file("dist"));
    bench.envs(browsers.programs.iter().cloned());
    bench.args(&options.parts).args(options.quick.then_some("--quick"));
    if options.write {
        bench.arg("--write").arg(workspace.file(PAGE));
    }
    workspace::run(&mut bench)
}
