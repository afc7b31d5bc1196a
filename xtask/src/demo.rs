//! `demo`: serves the demo shop.

use std::net::{Ipv4Addr, TcpListener};
use std::process::Command;

use crate::failure::{Failure, Result};
use crate::install;
use crate::workspace::Workspace;
#[cfg(not(unix))]
use crate::workspace::run as replace;

/// The options of `demo`.
#[derive(clap::Args, Debug, PartialEq)]
pub struct Options {
    /// The port of the demo shop
    #[arg(long, value_name = "N", default_value_t = 8080, value_parser = clap::value_parser!(u16).range(1..))]
    port: u16,
    /// Build with optimisation
    #[arg(long)]
    release: bool,
}

/// Installs what is missing and serves the demo until it is interrupted.
pub fn run(workspace: &mut Workspace, options: &Options) -> Result {
    let port = options.port;
    // Checked before anything is installed or built, because trunk would fail only minutes later.
    TcpListener::bind((Ipv4Addr::LOCALHOST, port)).map_err(|_| {
        Failure::new(format!("port {port} is taken; choose another: cargo xtask demo --port {}", port ^ 1))
    })?;

    install::for_demo(workspace)?;

    println!("\n  The demo shop opens at http://localhost:{port}/ once the build below is done. Ctrl-C ends it.\n");
    let mut trunk = workspace.command("trunk");
    trunk.arg("serve").arg("--port").arg(port.to_string());
    if options.release {
        trunk.arg("--release");
    }
    replace(&mut trunk)
}

/// Replaces this process by the command, so that Ctrl-C and other signals reach the command. Returns only if it cannot be
/// started.
#[cfg(unix)]
fn replace(command: &mut Command) -> Result {
    use std::os::unix::process::CommandExt;

    let error = command.exec();
    Err(crate::workspace::cannot_start(command, &error))
}
