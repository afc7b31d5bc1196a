//! Builds the projects of `examples/frameworks` with the packed package, as a shop would build its own.

use std::fs;
use std::path::{Path, PathBuf};

use crate::failure::{Failure, Result};
use crate::install::{self, Reached};
use crate::package;
use crate::workspace::{self, Workspace, entries, name};

/// The folder of the projects.
const EXAMPLES: &str = "examples/frameworks";

/// The folder with the packages of a project. It is kept between runs.
const PACKAGES: &str = "node_modules";

/// What a project's folder may have besides its sources, when someone has built it there.
const MADE: [&str; 8] = [PACKAGES, "dist", "build", ".next", ".nuxt", ".output", ".svelte-kit", ".astro"];

/// Switches off what frameworks report about the machine.
const SILENT: [&str; 3] = ["ASTRO_TELEMETRY_DISABLED", "NEXT_TELEMETRY_DISABLED", "NUXT_TELEMETRY_DISABLED"];

/// Builds all projects from `dist/`, in a folder of their own, and returns that folder. `None` if npm does not reach its
/// registry.
pub fn build(workspace: &Workspace) -> Result<Option<PathBuf>> {
    let built = workspace.target("frameworks");
    let (tarball, _) = package::pack(workspace, &built.join("package"))?;
    for name in projects(&workspace.file(EXAMPLES))? {
        println!("\n--- {EXAMPLES}/{name}");
        let project = built.join(&name);
        renew(&workspace.file(EXAMPLES).join(&name), &project)?;
        if let Reached::No(why) = install::example(workspace, &project, &name)? {
            println!(
                "SKIPPED: the orders from projects with frameworks, because npm does not reach its registry:\n{why}"
            );
            return Ok(None);
        }
        let npm = |arguments: &str| {
            let mut npm = workspace.command(install::NPM);
            npm.current_dir(&project).args(arguments.split(' ')).envs(SILENT.map(|name| (name, "1")));
            npm
        };
        // The lock file is that of the project without the element, whose version is not published yet.
        let install = "install --no-save --prefer-offline --ignore-scripts --no-audit --no-fund";
        workspace::run(npm(install).arg(&tarball))?;
        workspace::run(&mut npm("run build"))?;
    }
    Ok(Some(built))
}

/// The names of the projects.
fn projects(folder: &Path) -> Result<Vec<String>> {
    let found = entries(folder)?;
    Ok(found.iter().filter(|path| path.join("package.json").is_file()).map(|path| name(path)).collect())
}

/// Replaces a project's sources by those of the example. Its packages stay.
fn renew(example: &Path, project: &Path) -> Result {
    fs::create_dir_all(project).map_err(Failure::file("create", project))?;
    for old in entries(project)?.iter().filter(|path| name(path) != PACKAGES) {
        let removed = if old.is_dir() { fs::remove_dir_all(old) } else { fs::remove_file(old) };
        removed.map_err(Failure::file("delete", old))?;
    }
    copy(example, project)
}

/// Copies a folder, without what a build makes.
fn copy(from: &Path, to: &Path) -> Result {
    fs::create_dir_all(to).map_err(Failure::file("create", to))?;
    for path in entries(from)?.iter().filter(|path| !MADE.contains(&&*name(path))) {
        let target = to.join(name(path));
        if path.is_dir() {
            copy(path, &target)?;
        } else {
            fs::copy(path, &target).map_err(Failure::file("copy", path))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_renewed_project_has_the_sources_of_the_example_and_keeps_its_packages() {
        let folder = std::env::temp_dir().join(format!("express-checkout-{}", std::process::id()));
        let [example, project] = ["example", "project"].map(|name| folder.join(name));
        for file in ["example/src/new.js", "example/dist/made.js", "project/src/old.js", "project/node_modules/a.js"] {
            fs::create_dir_all(folder.join(file).parent().unwrap()).unwrap();
            fs::write(folder.join(file), file).unwrap();
        }
        renew(&example, &project).unwrap();
        let there = ["src/new.js", "src/old.js", "dist", "node_modules/a.js"].map(|file| project.join(file).exists());
        fs::remove_dir_all(&folder).unwrap();
        assert_eq!(there, [true, false, false, true]);
    }

    #[test]
    fn every_project_names_its_packages_without_a_registry() {
        let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(EXAMPLES);
        let names = projects(&examples).unwrap();
        assert!(names.len() >= 5, "{names:?}");
        for name in names {
            let lock = fs::read_to_string(examples.join(&name).join("package-lock.json")).unwrap();
            assert!(lock.contains("\"integrity\"") && !lock.contains("\"resolved\""), "{name}/package-lock.json");
        }
    }
}
