//! Commands that change the compiled module after linking. `cargo xtask dist` runs all of them.

#![cfg_attr(test, allow(clippy::unwrap_used))]

mod functions;
mod locations;
mod merge;
mod names;
mod order;
mod panics;
mod relocations;
mod weigh;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{fmt, fs};

use wasm_split_cli_support::{Options, transform};

const USAGE: &str = "\
postlink split MODULE FOLDER    splits the module, which was linked with --emit-relocs, where the source says
                                `later!`, without the messages of panics; writes main.wasm and the modules that are
                                loaded later to the folder, and prints for each of these its users: a file with code that
                                several share has several users
postlink merge TO MODULE...     writes the modules as one
postlink arrange MODULE         puts functions that resemble each other together, which compresses better
postlink shorten MODULE GLUE    shortens the names of imports in the module and in its JavaScript glue
postlink build BUILD MODULE     gives what the module imports from its glue, or from the first module, the build's name
postlink weigh MODULE           lists the functions and the data segments with the bytes of each
";

fn main() -> ExitCode {
    let arguments: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let result = match arguments.as_slice() {
        [command, module, folder] if command.as_os_str() == "split" => split(module, folder),
        [command, to, modules @ ..] if command.as_os_str() == "merge" => merge(to, modules),
        [command, module] if command.as_os_str() == "arrange" => arrange(module),
        [command, module, glue] if command.as_os_str() == "shorten" => shorten(module, glue),
        [command, build, module] if command.as_os_str() == "build" => name_build(&build.to_string_lossy(), module),
        [command, module] if command.as_os_str() == "weigh" => weigh(module),
        _ => {
            eprint!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            eprintln!("error: {reason}");
            ExitCode::FAILURE
        }
    }
}

/// Writes the modules into which the module is split.
fn split(module: &Path, folder: &Path) -> Result<(), String> {
    let input = fs::read(module).map_err(failed("read", module))?;
    let input = panics::strip(&input).map_err(failed("read the functions of", module))?;
    let input = locations::merge(&input).map_err(failed("read the data of", module))?;
    let main = folder.join("main.wasm");
    let mut options = Options::new(&input);
    options.output_dir = folder;
    options.main_out_path = &main;
    let written = transform(options).map_err(|error| format!("cannot split {}: {error:#}", module.display()))?;
    let mut files: Vec<(String, String)> = Vec::new();
    for (user, parts) in written.prefetch_map {
        files.extend(parts.into_iter().map(|part| (part, user.clone())));
    }
    files.sort();
    for (file, user) in files {
        println!("{file} {user}");
    }
    Ok(())
}

/// Writes one module in place of several.
fn merge(to: &Path, modules: &[PathBuf]) -> Result<(), String> {
    let read = |module: &PathBuf| fs::read(module).map_err(failed("read", module));
    let read: Vec<Vec<u8>> = modules.iter().map(read).collect::<Result<_, _>>()?;
    let merged = merge::merge(&read).map_err(failed("merge", to))?;
    fs::write(to, merged).map_err(failed("write", to))
}

/// Writes the module with its functions in an order that compresses well.
fn arrange(module: &Path) -> Result<(), String> {
    let bytes = fs::read(module).map_err(failed("read", module))?;
    let bytes = order::arrange(&bytes).map_err(failed("read the functions of", module))?;
    fs::write(module, bytes).map_err(failed("write", module))
}

/// Writes the module and its glue with short names of imports.
fn shorten(module: &Path, glue: &Path) -> Result<(), String> {
    let bytes = fs::read(module).map_err(failed("read", module))?;
    let text = fs::read_to_string(glue).map_err(failed("read", glue))?;
    let (bytes, names) = names::shorten(&bytes).map_err(failed("read the imports of", module))?;
    fs::write(module, bytes).map_err(failed("write", module))?;
    fs::write(glue, names::replace(&text, &names)).map_err(failed("write", glue))
}

/// Writes the module with the build's name at its imports.
fn name_build(build: &str, module: &Path) -> Result<(), String> {
    let bytes = fs::read(module).map_err(failed("read", module))?;
    let bytes = names::name_build(&bytes, build).map_err(failed("read the imports of", module))?;
    fs::write(module, bytes).map_err(failed("write", module))
}

/// Prints what the module consists of.
fn weigh(module: &Path) -> Result<(), String> {
    let bytes = fs::read(module).map_err(failed("read", module))?;
    print!("{}", weigh::weigh(&bytes).map_err(failed("read the sections of", module))?);
    Ok(())
}

/// The message for an operation on a file that failed.
fn failed<E: fmt::Display>(operation: &str, path: &Path) -> impl FnOnce(E) -> String {
    move |error| format!("cannot {operation} {}: {error}", path.display())
}
