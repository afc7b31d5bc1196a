//! Judges mutants by the model and the trials, which are recompiled for each mutant in a copy of the workspace.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use std::{io, thread};

use super::mutant::Mutant;
use crate::failure::{Failure, Result};
use crate::workspace::{self, Workspace};

/// The judging programs with their arguments, the quickest first.
const JUDGES: [(&str, &[&str]); 3] = [("trials", &["matrix"]), ("model", &["check"]), ("trials", &["runs"])];

/// The time limit for a judge, as a multiple of its usual time. A mutant may make it run forever.
const PATIENCE: u32 = 4;

/// The mutants that neither the model nor the trials notice.
pub fn judge(workspace: &Workspace, mutants: Vec<Mutant>) -> Result<Vec<Mutant>> {
    if mutants.is_empty() {
        return Ok(mutants);
    }
    println!("\n=== model and trials, for {} survivors", mutants.len());
    let copy = Copy::of(workspace)?;
    copy.build()?;
    let mut usual = Vec::new();
    for judge in JUDGES {
        let started = Instant::now();
        if copy.notices(judge, Duration::MAX)? {
            return Err(Failure::new(format!("`{} {}` fails without any mutant", judge.0, judge.1.join(" "))));
        }
        usual.push((judge, started.elapsed()));
    }

    let mut survivors = Vec::new();
    for mutant in mutants {
        let original = copy.plant(&mutant)?;
        let noticed = copy.build().is_err() || {
            let mut noticed = false;
            for (judge, time) in &usual {
                noticed = noticed || copy.notices(*judge, *time * PATIENCE + Duration::from_secs(30))?;
            }
            noticed
        };
        copy.write(mutant.file(), &original)?;
        println!("{} {mutant}", if noticed { "CAUGHT" } else { "MISSED" });
        if !noticed {
            survivors.push(mutant);
        }
    }
    Ok(survivors)
}

/// A copy of the workspace, uncommitted changes included, with its own target folder.
struct Copy<'a> {
    workspace: &'a Workspace,
    root: PathBuf,
}

impl<'a> Copy<'a> {
    fn of(workspace: &'a Workspace) -> Result<Self> {
        let copy = Self { workspace, root: workspace.target("mutants/tree") };
        let files = workspace::output(workspace.command("git").args(["ls-files", "-co", "--exclude-standard"]))?;
        workspace::empty_folder(&copy.root)?;
        for file in files.lines() {
            let from = workspace.file(file);
            // Git lists a deleted file until the deletion is committed.
            if from.is_file() {
                let text = fs::read(&from).map_err(Failure::file("read", &from))?;
                copy.write(file, &text)?;
            }
        }
        Ok(copy)
    }

    fn target(&self) -> PathBuf {
        self.workspace.target("mutants/build")
    }

    fn write(&self, file: &str, text: &[u8]) -> Result {
        let path = self.root.join(file);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).map_err(Failure::file("create", folder))?;
        }
        fs::write(&path, text).map_err(Failure::file("write", &path))
    }

    /// Plants a mutant, and returns the original text of its file.
    fn plant(&self, mutant: &Mutant) -> Result<Vec<u8>> {
        let path = self.root.join(mutant.file());
        let text = fs::read_to_string(&path).map_err(Failure::file("read", &path))?;
        let planted = mutant.plant(&text);
        let planted =
            planted.ok_or_else(|| Failure::new(format!("{} has changed since the mutant was made", path.display())))?;
        self.write(mutant.file(), planted.as_bytes())?;
        Ok(text.into_bytes())
    }

    /// Compiles the judges with optimisation, but incrementally and without link-time optimisation, which would take a
    /// minute for each mutant.
    fn build(&self) -> Result {
        let mut build = self.workspace.cargo("build --quiet --release --package model --package trials");
        build.current_dir(&self.root).env("CARGO_TARGET_DIR", self.target());
        for (name, value) in [("LTO", "false"), ("CODEGEN_UNITS", "16"), ("INCREMENTAL", "true"), ("OPT_LEVEL", "2")] {
            build.env(format!("CARGO_PROFILE_RELEASE_{name}"), value);
        }
        // A mutant may leave a variable or a function unused.
        build.env("RUSTFLAGS", "-Awarnings");
        workspace::run(&mut build)
    }

    /// Whether the judge finds a fault, or exceeds its time limit.
    fn notices(&self, (program, arguments): (&str, &[&str]), patience: Duration) -> Result<bool> {
        let program: PathBuf = self.target().join("release").join(program);
        let mut command = self.workspace.command(&program);
        command.args(arguments).current_dir(&self.root).stdout(Stdio::null()).stderr(Stdio::null());
        ends_well(&mut command, patience).map(|well| !well).map_err(|error| cannot_run(&program, &error))
    }
}

fn cannot_run(program: &Path, error: &io::Error) -> Failure {
    Failure::new(format!("cannot run {}: {error}", program.display()))
}

/// Runs a program with a time limit. Returns whether it ended in time and succeeded.
fn ends_well(command: &mut Command, patience: Duration) -> io::Result<bool> {
    let started = Instant::now();
    let mut child = command.spawn()?;
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(status.success());
        }
        if started.elapsed() > patience {
            child.kill()?;
            child.wait()?;
            return Ok(false);
        }
        thread::sleep(Duration::from_millis(100));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_and_an_exceeded_time_limit_are_noticed() {
        let long = Duration::from_secs(60);
        assert!(ends_well(Command::new("cargo").arg("--version").stdout(Stdio::null()), long).unwrap());
        assert!(!ends_well(Command::new("cargo").arg("no-such-command").stderr(Stdio::null()), long).unwrap());
        assert!(!ends_well(Command::new("sleep").arg("60"), Duration::from_millis(200)).unwrap());
    }
}
