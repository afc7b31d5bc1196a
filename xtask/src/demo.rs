//! `demo`: serves the demo shop.

use std::net::{Ipv4Addr, TcpListener};
use std::process::Command;

use crate::failure::{Failure, Result};
use crate::install;
use crate::workspace::Workspace;
#[cfg(not(unix))]
use crate::workspace::run as replace;

/// What can be chosen about the demo.
#[derive(Debug, PartialEq)]
pub struct Options {
    port: u16,
    release: bool,
}

impl Options {
    /// Reads the options of `demo`.
    pub fn parse(arguments: &[String]) -> Result<Self> {
        let mut options = Self { port: 8080, release: false };
        let mut arguments = arguments.iter().map(String::as_str);
        while let Some(argument) = arguments.next() {
            match argument {
                "--release" => options.release = true,
                "--port" => {
                    let port = arguments.next().and_then(|port| port.parse().ok()).filter(|port| *port != 0);
                    options.port =
                        port.ok_or_else(|| Failure::Usage("`--port` needs a number from 1 to 65535".into()))?;
                }
                other => return Err(Failure::Usage(format!("`demo` has no option `{other}`"))),
            }
        }
        Ok(options)
    }
}

/// Installs what is missing and serves the demo until it is interrupted.
pub fn run(workspace: &mut Workspace, options: &Options) -> Result {
    let port = options.port;
    // Asked before anything is installed or built: trunk would notice only minutes later.
    TcpListener::bind((Ipv4Addr::LOCALHOST, port)).map_err(|_| {
        Failure::work(format!("port {port} is taken; choose another: cargo xtask demo --port {}", port ^ 1))
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

/// Becomes the command, so that Ctrl-C and every other signal reach it. Returns only if it cannot be started.
#[cfg(unix)]
fn replace(command: &mut Command) -> Result {
    use std::os::unix::process::CommandExt;

    let error = command.exec();
    Err(crate::workspace::cannot_start(command, &error))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(line: &str) -> Result<Options> {
        Options::parse(&line.split_whitespace().map(str::to_owned).collect::<Vec<_>>())
    }

    #[test]
    fn options_are_read() {
        assert_eq!(parse("").unwrap(), Options { port: 8080, release: false });
        assert_eq!(parse("--release --port 9000").unwrap(), Options { port: 9000, release: true });
    }

    #[test]
    fn wrong_options_are_refused_as_usage() {
        for line in ["--port", "--port x", "--port 0", "--port 70000", "--fast"] {
            assert!(matches!(parse(line), Err(Failure::Usage(_))), "{line}");
        }
    }
}
