//! Debian's package manager.

use std::process::{Command, Stdio};

use crate::failure::Result;
use crate::workspace::{self, Workspace};

/// Installs packages. It exists only if no password is needed.
pub struct Administrator<'a> {
    workspace: &'a Workspace,
    root: bool,
}

impl<'a> Administrator<'a> {
    /// The way to install packages here: as root, or by sudo without a password. `None` if there is neither.
    pub fn of(workspace: &'a Workspace) -> Option<Self> {
        workspace.which("apt-get")?;
        let quietly = |program: &str, arguments: &[&str]| {
            workspace.command(program).args(arguments).stdin(Stdio::null()).output().ok()
        };
        let root = quietly("id", &["-u"]).is_some_and(|output| output.stdout == b"0\n");
        let may = root || quietly("sudo", &["-n", "true"]).is_some_and(|output| output.status.success());
        may.then_some(Self { workspace, root })
    }

    /// Installs packages; the names are separated by spaces.
    pub fn install(&self, packages: &str) -> Result {
        workspace::run(&mut self.apt("update"))?;
        workspace::run(&mut self.apt(&format!("install -y --no-install-recommends {packages}")))
    }

    fn apt(&self, arguments: &str) -> Command {
        let mut command = self.workspace.command(if self.root { "apt-get" } else { "sudo" });
        if !self.root {
            // sudo drops the environment. The variable stops packages from asking questions.
            command.args(["-n", "DEBIAN_FRONTEND=noninteractive", "apt-get"]);
        }
        command.args(arguments.split_whitespace()).stdin(Stdio::null()).env("DEBIAN_FRONTEND", "noninteractive");
        command
    }
}
