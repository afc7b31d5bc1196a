//! Programs that cargo installs.

use std::env;
use std::path::{Path, PathBuf};

use super::announce;
use crate::failure::Result;
use crate::workspace::{self, Workspace, program_in};

/// How a tool is compiled: quickly, because each of them works for seconds. Their authors' own settings take several times as long.
const QUICKLY: [(&str, &str); 4] = [
    ("CARGO_PROFILE_RELEASE_LTO", "off"),
    ("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16"),
    ("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1"),
    ("CARGO_PROFILE_RELEASE_DEBUG", "0"),
];

/// A program that cargo installs, in a pinned version.
pub struct Tool<'a> {
    /// The program's name.
    pub program: &'a str,
    /// The package that it comes from.
    pub package: &'a str,
    /// Its version.
    pub version: &'a str,
    /// Its purpose, as the announcement says it.
    pub purpose: &'a str,
    /// How long compiling it takes on two cores.
    pub minutes: u32,
    /// Whether it is built with the dependencies that its authors locked.
    pub locked: bool,
}

/// What to do about a program, decided from the versions that were found on the search path.
#[derive(Debug, PartialEq)]
enum Plan {
    /// The first one has the right version.
    Use,
    /// A later one has the right version: put its folder first.
    Prefer(PathBuf),
    /// There is none: install it into cargo's folder, so that people can run it too.
    Install,
    /// There is another version, which other projects may need: install this one into the target folder.
    InstallBeside,
}

/// Makes sure that the name of the program runs the right version.
pub fn ensure(workspace: &mut Workspace, tool: &Tool) -> Result {
    let ours = workspace.target("tools");
    let mut folders = workspace.search().to_vec();
    let on_path = folders.len();
    folders.extend(cargo_folder());
    folders.push(ours.join("bin"));
    let mut found = Vec::new();
    for (index, folder) in folders.into_iter().enumerate() {
        if let Some(program) = program_in(&folder, tool.program) {
            found.push(Found { version: version(workspace, &program), folder, on_path: index < on_path });
        }
    }

    let (install, root) = match plan(&found, tool.version) {
        Plan::Use => return Ok(()),
        Plan::Prefer(folder) => {
            workspace.search_first(folder);
            return Ok(());
        }
        Plan::Install => (cargo_folder(), None),
        Plan::InstallBeside => (Some(ours.join("bin")), Some(ours)),
    };

    announce(
        &format!("{} {}", tool.program, tool.version),
        tool.purpose,
        &format!("{} minutes on two cores", tool.minutes),
    );
    let mut command = workspace.cargo("install --force");
    command.envs(QUICKLY).args([tool.package, "--version", tool.version]);
    // In a separate folder the compiled crates survive an interruption, and stay apart from those of the workspace.
    command.arg("--target-dir").arg(workspace.target("tools-build"));
    if tool.locked {
        command.arg("--locked");
    }
    if let Some(root) = root {
        command.arg("--root").arg(root);
    }
    workspace::run(&mut command)?;
    if let Some(folder) = install {
        workspace.search_first(folder);
    }
    Ok(())
}

/// A program that was found, with its version if it prints one.
struct Found {
    version: Option<String>,
    folder: PathBuf,
    on_path: bool,
}

/// Decides what to do about a program.
fn plan(found: &[Found], wanted: &str) -> Plan {
    let right = |found: &Found| found.version.as_deref() == Some(wanted);
    match found {
        [] => Plan::Install,
        [first, ..] if first.on_path && right(first) => Plan::Use,
        all => match all.iter().find(|found| right(found)) {
            Some(found) => Plan::Prefer(found.folder.clone()),
            None => Plan::InstallBeside,
        },
    }
}

/// The folder that cargo installs programs into.
fn cargo_folder() -> Option<PathBuf> {
    let root = env::var_os("CARGO_INSTALL_ROOT").or_else(|| env::var_os("CARGO_HOME")).map(PathBuf::from);
    root.or_else(|| env::home_dir().map(|home| home.join(".cargo"))).map(|root| root.join("bin"))
}

/// The version that a program prints: the second word of `trunk 0.21.14`. A subcommand of cargo needs its own name as first
/// argument, as cargo passes it.
fn version(workspace: &Workspace, program: &Path) -> Option<String> {
    let mut command = workspace.command(program);
    command.args(program.file_stem()?.to_str()?.strip_prefix("cargo-")).arg("--version");
    let output = command.output().ok().filter(|output| output.status.success())?;
    String::from_utf8_lossy(&output.stdout).split_whitespace().nth(1).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(folder: &str, version: &str, on_path: bool) -> Found {
        Found { version: Some(version.to_owned()), folder: folder.into(), on_path }
    }

    #[test]
    fn a_program_of_the_right_version_is_used() {
        assert_eq!(plan(&[found("/usr/bin", "2", true), found("/home/bin", "1", false)], "2"), Plan::Use);
        assert_eq!(
            plan(&[found("/usr/bin", "1", true), found("/home/bin", "2", false)], "2"),
            Plan::Prefer("/home/bin".into())
        );
        assert_eq!(plan(&[found("/home/bin", "2", false)], "2"), Plan::Prefer("/home/bin".into()));
    }

    #[test]
    fn a_missing_program_is_installed_and_another_version_is_kept() {
        assert_eq!(plan(&[], "2"), Plan::Install);
        assert_eq!(plan(&[found("/usr/bin", "1", true)], "2"), Plan::InstallBeside);
        let broken = Found { version: None, folder: "/usr/bin".into(), on_path: true };
        assert_eq!(plan(&[broken], "2"), Plan::InstallBeside);
    }
}
