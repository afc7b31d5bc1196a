//! The folders of the workspace, and running other programs.

use std::env;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::failure::{Failure, Result};

/// The repository's root, cargo's target folder, and the search path for programs.
pub struct Workspace {
    root: PathBuf,
    target: PathBuf,
    search: Vec<PathBuf>,
}

impl Workspace {
    /// The workspace of this program.
    pub fn find() -> Result<Self> {
        let manifest =
            env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| env!("CARGO_MANIFEST_DIR").into(), PathBuf::from);
        let root = manifest.parent().map(Path::to_path_buf);
        let root = root.ok_or_else(|| Failure::new("the workspace has no folder"))?;
        let target = root.join(env::var_os("CARGO_TARGET_DIR").unwrap_or_else(|| "target".into()));
        let search = env::var_os("PATH").map(|path| env::split_paths(&path).collect()).unwrap_or_default();
        Ok(Self { root, target, search })
    }

    /// A path from the repository's root.
    pub fn file(&self, path: impl AsRef<Path>) -> PathBuf {
        self.root.join(path)
    }

    /// A path from cargo's target folder.
    pub fn target(&self, path: impl AsRef<Path>) -> PathBuf {
        self.target.join(path)
    }

    /// The folders of the search path, in their order.
    pub fn search(&self) -> &[PathBuf] {
        &self.search
    }

    /// Puts a folder first in the search path.
    pub fn search_first(&mut self, folder: PathBuf) {
        self.search.insert(0, folder);
    }

    /// The file of a program, if it is on the search path.
    pub fn which(&self, program: &str) -> Option<PathBuf> {
        self.search.iter().find_map(|folder| program_in(folder, program))
    }

    /// A command that runs in the repository's root with this search path.
    pub fn command(&self, program: impl AsRef<OsStr>) -> Command {
        let mut command = Command::new(program);
        command.current_dir(&self.root);
        if let Ok(path) = env::join_paths(&self.search) {
            command.env("PATH", path);
        }
        command
    }

    /// A cargo command; the arguments are separated by spaces.
    pub fn cargo(&self, arguments: &str) -> Command {
        let mut command = self.command("cargo");
        command.args(arguments.split_whitespace());
        command
    }
}

/// The file of a program in a folder, with the file extension of the system.
pub fn program_in(folder: &Path, program: &str) -> Option<PathBuf> {
    let file = folder.join(format!("{program}{}", env::consts::EXE_SUFFIX));
    file.is_file().then_some(file)
}

/// Runs a command. Its output goes to the terminal.
pub fn run(command: &mut Command) -> Result {
    let status = command.status().map_err(|error| cannot_start(command, &error))?;
    if status.success() { Ok(()) } else { Err(failed(command, &status.to_string())) }
}

/// Runs a command and returns its output. Its errors go to the terminal.
pub fn output(command: &mut Command) -> Result<String> {
    let result = command.stderr(Stdio::inherit()).output().map_err(|error| cannot_start(command, &error))?;
    if result.status.success() {
        Ok(String::from_utf8_lossy(&result.stdout).into_owned())
    } else {
        Err(failed(command, &result.status.to_string()))
    }
}

/// The failure of a command that could not be started.
pub fn cannot_start(command: &Command, error: &std::io::Error) -> Failure {
    Failure::new(format!("cannot start `{}`: {error}", line(command)))
}

/// The failure of a command that returned an error.
pub fn failed(command: &Command, status: &str) -> Failure {
    Failure::new(format!("`{}` failed ({status})", line(command)))
}

/// The command line, as a person would type it.
pub fn line(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args()).map(OsStr::to_string_lossy);
    words
        .map(|word| if word.contains(' ') { format!("'{word}'") } else { word.into_owned() })
        .collect::<Vec<_>>()
        .join(" ")
}

/// The text of a file.
pub fn text(path: &Path) -> Result<String> {
    fs::read_to_string(path).map_err(Failure::file("read", path))
}

/// The paths of what a folder has, in the order of their names.
pub fn entries(folder: &Path) -> Result<Vec<PathBuf>> {
    let read = fs::read_dir(folder).and_then(|entries| entries.map(|entry| entry.map(|entry| entry.path())).collect());
    let mut entries: Vec<PathBuf> = read.map_err(Failure::file("read", folder))?;
    entries.sort_unstable();
    Ok(entries)
}

/// The name of a file or a folder, without the folders around it.
pub fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// Copies the files of a folder into another one, which must exist.
pub fn copy_files(from: &Path, to: &Path) -> Result {
    for path in entries(from)? {
        fs::copy(&path, to.join(name(&path))).map_err(Failure::file("copy", &path))?;
    }
    Ok(())
}

/// Creates an empty folder, and deletes earlier content.
pub fn empty_folder(path: &Path) -> Result {
    if path.exists() {
        fs::remove_dir_all(path).map_err(Failure::file("clear", path))?;
    }
    fs::create_dir_all(path).map_err(Failure::file("create", path))
}

/// An option with a path as its value, such as `--outdir=dist`.
pub fn option(name: &str, path: &Path) -> OsString {
    let mut option = OsString::from(name);
    option.push(path);
    option
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_is_shown_as_it_would_be_typed() {
        let mut command = Command::new("cargo");
        command.args(["test", "--", "two words"]);
        assert_eq!(line(&command), "cargo test -- 'two words'");
    }
}
