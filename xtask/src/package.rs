//! `package`: makes the packages for npm and cargo, and checks them. The files in `package/` also write what `dist/` has beside the
//! element's files.

mod contents;
mod crates;
mod files;
mod licences;
mod manifest;
mod readme;
mod sbom;
mod tag;
mod twice;

use std::fs;
use std::path::{Path, PathBuf};

use contents::Files;
use serde_json::Value;

use crate::dist;
use crate::failure::{Failure, Result};
use crate::install::{self, Reached};
use crate::size;
use crate::workspace::{self, Workspace};

pub use files::write;

/// The folder with the pinned tools that check the npm package.
pub const CHECKS: &str = "xtask/checks";

/// The options of `package`.
#[derive(clap::Args, Debug, PartialEq)]
pub struct Options {
    /// Take dist/ as it is, instead of building it first
    #[arg(long)]
    built: bool,
    /// Print the script tag for this folder of the web server, instead of the one in dist/tag.html
    #[arg(long, value_name = "ADDRESS")]
    folder: Option<String>,
    /// Build a second time, in a copy of the repository, and fail if a file of dist/ differs
    #[arg(long)]
    twice: bool,
}

/// Makes and checks the packages, and prints the script tag.
pub fn run(workspace: &mut Workspace, options: &Options) -> Result {
    if options.built {
        install::for_package(workspace)?;
    } else {
        dist::run(workspace)?;
    }
    check(workspace)?;
    if options.twice {
        twice::run(workspace)?;
    }
    let dist = workspace.file("dist");
    let tag = match &options.folder {
        Some(folder) => files::html(workspace, &measured(workspace, &dist)?, folder)?,
        None => workspace::text(&dist.join(tag::FILE))?,
    };
    println!("\n{tag}");
    Ok(())
}

/// Makes the packages from `dist/` and the source, and checks them. Says whether the tools from npm could be used.
pub fn check(workspace: &Workspace) -> Result<Reached> {
    let made = workspace.target("package");
    crate_package(workspace)?;
    let (tarball, packed) = pack(workspace, &made.join("npm"))?;
    let dist = workspace.file("dist");
    let mut faults = contents::faults(&packed, &read(&dist)?, &private(workspace));
    faults.extend(changed(workspace, &dist)?);
    fail("the npm package", &faults)?;
    println!("\n{} ({} files)", tarball.display(), packed.len());

    let reached = install::checks(workspace, CHECKS)?;
    match &reached {
        Reached::Yes => tools(workspace, &tarball, &dist)?,
        Reached::No(why) => println!(
            "SKIPPED: publint, attw and the schemas of custom-elements.json and {}, because npm does not reach its \
             registry:\n{why}",
            sbom::FILE
        ),
    }
    let shipped = crates::Shipped::find(workspace)?;
    if shipped.package["repository"].is_null() {
        println!("Cargo.toml names no repository, so package.json has no repository, homepage and bugs.");
    }
    Ok(reached)
}

/// Makes the crate, compiles it as it is in its archive, and checks which files it has. Offline, so that it is compiled with the
/// versions of the lock file.
fn crate_package(workspace: &Workspace) -> Result {
    let package = format!("package --package {} --offline --allow-dirty", crates::NAME);
    let list = workspace::output(&mut workspace.cargo(&format!("{package} --list")))?;
    fail("the crate", &contents::crate_faults(&crate_files(&list)))?;
    workspace::run(&mut workspace.cargo(&format!("{package} --quiet --target wasm32-unknown-unknown")))
}

/// The files of the crate, without those that cargo adds.
fn crate_files(list: &str) -> Vec<&str> {
    list.lines().filter(|name| ![".cargo_vcs_info.json", "Cargo.toml.orig"].contains(name)).collect()
}

/// Makes the tarball, and returns its path and the names of its files.
pub fn pack(workspace: &Workspace, to: &Path) -> Result<(PathBuf, Vec<String>)> {
    workspace::empty_folder(to)?;
    let mut npm = workspace.command(install::NPM);
    npm.args(["pack", "./dist", "--json", "--ignore-scripts", "--loglevel=error", "--pack-destination"]).arg(to);
    let answer = workspace::output(&mut npm)?;
    let (name, files) = packed(&answer).ok_or_else(|| Failure::new(format!("cannot read `{answer}` of npm pack")))?;
    Ok((to.join(name), files))
}

/// The name of the tarball and the names of its files, from the answer of `npm pack --json`.
fn packed(answer: &str) -> Option<(String, Vec<String>)> {
    let answer: Value = serde_json::from_str(answer).ok()?;
    let name = answer[0]["filename"].as_str()?.to_owned();
    let files = answer[0]["files"].as_array()?.iter().map(|file| file["path"].as_str().map(str::to_owned));
    Some((name, files.collect::<Option<_>>()?))
}

/// The files of the folder.
fn read(folder: &Path) -> Result<Files> {
    let mut files = Files::new();
    for path in workspace::entries(folder)? {
        files.insert(workspace::name(&path), fs::read(&path).map_err(Failure::file("read", &path))?);
    }
    Ok(files)
}

/// The hashes in `integrity.json`.
fn hashes(dist: &Path) -> Result<Vec<(String, String)>> {
    let path = dist.join(files::INTEGRITY);
    let hashes: Value = serde_json::from_str(&workspace::text(&path)?).map_err(Failure::file("read", &path))?;
    let pairs = hashes.as_object().into_iter().flatten();
    Ok(pairs.filter_map(|(name, hash)| Some((name.clone(), hash.as_str()?.to_owned()))).collect())
}

/// The element's files, measured again.
pub fn measured(workspace: &Workspace, dist: &Path) -> Result<Vec<size::Measure>> {
    let names: Vec<String> = hashes(dist)?.into_iter().map(|(name, _)| name).collect();
    size::measure(workspace, dist, &names)
}

/// The files that no longer have the hash of `integrity.json`.
fn changed(workspace: &Workspace, dist: &Path) -> Result<Vec<String>> {
    let measured = measured(workspace, dist)?;
    let hashes = hashes(dist)?;
    let differ =
        measured.iter().zip(&hashes).filter(|(file, (name, hash))| file.name != *name || file.integrity != *hash);
    Ok(differ.map(|(file, _)| format!("{} has not the hash of {}", file.name, files::INTEGRITY)).collect())
}

/// The paths of this machine that must not be in a package.
fn private(workspace: &Workspace) -> Vec<String> {
    let cargo = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let cargo = cargo.or_else(|| std::env::home_dir().map(|home| home.join(".cargo")));
    let paths = [Some(workspace.file("")), cargo].into_iter().flatten();
    let texts = paths.map(|path| path.to_string_lossy().trim_end_matches(['/', '\\']).to_owned());
    texts.filter(|path| path.len() > 3).collect()
}

/// Runs the tools from npm.
fn tools(workspace: &Workspace, tarball: &Path, dist: &Path) -> Result {
    let tool = |script: &str| install::js_tool(workspace, CHECKS, script);
    workspace::run(tool("publint/src/cli.js").arg("run").arg(tarball).arg("--strict"))?;
    // There is no CommonJS. A bundler, and a `require` of Node.js 22, load the module all the same.
    let mut attw = tool("@arethetypeswrong/cli/dist/index.js");
    workspace::run(attw.arg(tarball).args(["--profile", "esm-only", "--format", "ascii", "--no-emoji", "--no-color"]))?;
    let mut schemas = workspace.command("node");
    schemas.arg(format!("{CHECKS}/schemas.mjs")).arg(dist.join("custom-elements.json")).arg(dist.join(sbom::FILE));
    workspace::run(&mut schemas)
}

/// Fails if there are faults.
fn fail(what: &str, faults: &[String]) -> Result {
    match faults {
        [] => Ok(()),
        faults => Err(Failure::new(format!("{what} is not right:\n  {}", faults.join("\n  ")))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_answer_of_npm_is_read() {
        let answer =
            r#"[{ "filename": "a-1.0.0.tgz", "files": [{ "path": "a.js", "size": 1 }, { "path": "LICENSE" }] }]"#;
        assert_eq!(packed(answer), Some(("a-1.0.0.tgz".into(), vec!["a.js".into(), "LICENSE".into()])));
        assert_eq!(packed(r#"[{ "filename": "a", "files": [{ "size": 1 }] }]"#), None);
        assert_eq!(packed("npm error"), None);
    }

    #[test]
    fn what_cargo_adds_to_the_crate_is_not_checked() {
        assert_eq!(
            crate_files(".cargo_vcs_info.json\nCargo.toml\nCargo.toml.orig\nsrc/lib.rs\n"),
            ["Cargo.toml", "src/lib.rs"]
        );
    }

    #[test]
    fn all_faults_are_shown_at_once() {
        assert!(fail("the crate", &[]).is_ok());
        let failure = fail("the crate", &["a".into(), "b".into()]).unwrap_err();
        assert_eq!(failure.to_string(), "the crate is not right:\n  a\n  b");
    }
}
