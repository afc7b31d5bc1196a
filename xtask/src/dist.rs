//! `dist`: builds the shippable files.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use crate::bindgen::{self, CORE};
use crate::content;
use crate::failure::{Failure, Result};
use crate::install;
use crate::package;
use crate::size;
use crate::workspace::{self, Workspace, option};

/// The loader. Pages refer only to this file.
const LOADER: &str = "express-checkout.js";

/// The later modules: the prefix that the splitting tool gives each, and its shipped name. They are the code that two
/// of them share; the code for an attempt, loaded when the shopper's pointer or focus is at a button; and the code for
/// providers with scripts or sheets.
const LATER: [(&str, &str); 3] = [
    ("chunk_", "express-checkout-shared.wasm"),
    ("split_attempt", "express-checkout-attempt.wasm"),
    ("split_providers", "express-checkout-providers.wasm"),
];

/// The script that loads the other modules for the first one, under the name that the splitting tool gives it.
const TIE: &str = "__wasm_split.js";

/// The script of `diagnose()`. It is loaded only when that function is called.
const DOCTOR: &str = "express-checkout-doctor.js";

/// Loads the diagnosis without the loader, which may be what does not work.
const DIAGNOSE: &str = "express-checkout-diagnose.js";

/// Files that ship unchanged, if they exist.
const AS_WRITTEN: [&str; 6] =
    ["express-checkout.d.ts", "react.d.ts", "preact.d.ts", "vue.d.ts", "svelte.d.ts", "custom-elements.json"];

/// The WebAssembly features that wasm-opt may use: those that the compiler uses by default. All supported browsers have had
/// them for years. With `--all-features` the result would not load.
const FEATURES: [&str; 8] = [
    "--mvp-features",
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// The options with which wasm-opt makes a module small. A function with one caller is inlined only if it is tiny: separate
/// bodies resemble each other more, so that brotli saves another two to three percent.
const SMALLER: [&str; 4] = ["-Oz", "--one-caller-inline-max-function-size=25", "--strip-debug", "--strip-producers"];

/// Builds the element and writes `dist/`.
pub fn run(workspace: &mut Workspace) -> Result {
    install::for_dist(workspace)?;
    let work = workspace.target("dist-work");
    let [split, bindgen, ready] = ["split", "bindgen", "ready"].map(|name| work.join(name));
    for folder in [&split, &bindgen, &ready] {
        workspace::empty_folder(folder)?;
    }

    let glue = format!("{CORE}.js");
    let module = format!("{CORE}.wasm");
    let modules = [module.as_str()].into_iter().chain(LATER.map(|(_, file)| file));
    compile(workspace)?;
    let postlink = |command: &str, arguments: &[&Path]| {
        let mut postlink = workspace.cargo("run --quiet --release --package postlink --");
        workspace::run(postlink.arg(command).args(arguments))
    };
    postlink("split", &[&bindgen::built(workspace, "release")?, &split])?;
    bindgen::of(workspace, &split.join("main.wasm"), &bindgen)?;
    optimise(workspace, &bindgen.join(&module), &ready.join(&module))?;
    for (name, file) in LATER {
        optimise(workspace, &piece(&split, name)?, &ready.join(file))?;
    }
    postlink("shorten", &[&ready.join(&module), &bindgen.join(&glue)])?;
    for file in modules.clone() {
        postlink("arrange", &[&ready.join(file)])?;
    }
    let tie = workspace.file("src/browser/modules.js");
    fs::copy(&tie, bindgen.join(TIE)).map_err(Failure::file("copy", &tie))?;
    tied(&bindgen.join(&glue))?;
    // One file: the glue and the script that loads the other modules import each other.
    bundle(workspace, &bindgen.join(&glue), &ready.join(&glue), &[])?;
    let sources = workspace.file("src/element");
    bundle(workspace, &sources.join(DOCTOR), &ready.join(DOCTOR), &[])?;
    let mut entries = vec![LOADER];
    loader(workspace, &work.join("loader"), &ready.join(LOADER))?;
    if sources.join(DIAGNOSE).is_file() {
        entries.push(DIAGNOSE);
        bundle(workspace, &sources.join(DIAGNOSE), &ready.join(DIAGNOSE), &[])?;
    }

    let build = content::build(&ready, modules.clone().chain([glue.as_str()]))?;
    for file in modules.clone() {
        postlink("build", &[Path::new(&build), &ready.join(file)])?;
        loads(workspace, &ready.join(file))?;
    }
    content::replace(&ready.join(&glue), &format!("./{CORE}_bg.js"), &build)?;
    content::replace(&ready.join(&glue), content::BUILD, &build)?;
    content::replace(&ready.join(LOADER), content::BUILD, &build)?;
    let mut names: Vec<_> = [glue.as_str()].into_iter().chain(modules).chain([DOCTOR]).map(str::to_owned).collect();
    content::rename(workspace, &ready, &mut names, &entries)?;

    let loaded = 3;
    names.splice(0..0, [LOADER.to_owned()]);
    names.extend(entries[1..].iter().map(|&entry| entry.to_owned()));
    for name in AS_WRITTEN {
        let path = workspace.file("src/element").join(name);
        if path.is_file() {
            fs::copy(&path, ready.join(name)).map_err(Failure::file("copy", &path))?;
            names.push(name.to_owned());
        }
    }
    let files = size::measure(workspace, &ready, &names)?;
    package::write(workspace, &ready, &files)?;
    publish(&ready, &workspace.file("dist"))?;

    let (always, later) = (&files[..loaded], &files[loaded..loaded + LATER.len()]);
    let (wanted, providers) = later.split_at(2);
    println!("\n{}", size::table(always, wanted, providers));
    size::check(always, wanted, providers)
}

/// Rewrites the glue so that it imports only one object of the loading script, instead of the whole namespace.
fn tied(glue: &Path) -> Result {
    let text = fs::read_to_string(glue).map_err(Failure::file("read", glue))?;
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let mut found = false;
    for line in lines.iter_mut().filter(|line| line.ends_with(&format!(" from \"./{TIE}\""))) {
        let name = line.strip_prefix("import * as ").and_then(|rest| rest.split_once(' ')).map(|(name, _)| name);
        let name = name.ok_or_else(|| Failure::new(format!("{} imports {TIE} otherwise", glue.display())))?;
        *line = format!("import {{ imports as {name} }} from \"./{TIE}\"");
        found = true;
    }
    if !found {
        return Err(Failure::new(format!("{} does not import {TIE}", glue.display())));
    }
    fs::write(glue, lines.join("\n")).map_err(Failure::file("write", glue))
}

/// Compiles the library. Paths of the build machine are removed from the module: they are private, and the module would
/// differ between machines.
fn compile(workspace: &Workspace) -> Result {
    let sysroot = workspace::output(workspace.command("rustc").args(["--print", "sysroot"]))?;
    let cargo =
        env::var_os("CARGO_HOME").map(PathBuf::from).or_else(|| env::home_dir().map(|home| home.join(".cargo")));
    let mut paths = vec![(Path::new(sysroot.trim()).join("lib/rustlib/src/rust"), "rust"), (workspace.file(""), "")];
    paths.extend(cargo.map(|cargo| (cargo.join("registry/src"), "crates")));
    let remapped = paths.iter().map(|(path, name)| format!("--remap-path-prefix={}={name}", path.display()));
    // The splitting tool reads the relocations to see which function refers to which.
    let flags = remapped.chain(["-Clink-arg=--emit-relocs".to_owned()]);
    let flags: Vec<_> = flags.map(|flag| format!("{flag:?}")).collect();

    let mut command = workspace
        .cargo("build --package express-checkout --lib --release --features split --target wasm32-unknown-unknown");
    // By --config, because the variable RUSTFLAGS would replace the flags of .cargo/config.toml.
    command.arg("--config").arg(format!("target.wasm32-unknown-unknown.rustflags=[{}]", flags.join(",")));
    workspace::run(&mut command)
}

/// The module whose name has this prefix. The splitting tool must have written exactly one.
fn piece(folder: &Path, name: &str) -> Result<PathBuf> {
    let entries = fs::read_dir(folder).map_err(Failure::file("read", folder))?;
    let named = |path: &PathBuf| path.file_name().is_some_and(|file| file.to_string_lossy().starts_with(name));
    let mut found: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).filter(named).collect();
    match (found.pop(), found.pop()) {
        (Some(only), None) => Ok(only),
        (None, _) => Err(Failure::new(format!("the splitting tool wrote no {name}"))),
        (Some(_), Some(_)) => {
            Err(Failure::new(format!("the splitting tool wrote several {name}, but modules.js loads only one")))
        }
    }
}

/// Makes the module small.
fn optimise(workspace: &Workspace, from: &Path, to: &Path) -> Result {
    let mut command = install::js_tool(workspace, install::TOOLS, "binaryen/bin/wasm-opt");
    command.arg(from).args(SMALLER).args(FEATURES).arg("-o").arg(to);
    workspace::run(&mut command)
}

/// Checks that an engine still loads the module.
fn loads(workspace: &Workspace, module: &Path) -> Result {
    workspace::run(workspace.command("node").arg("xtask/tools/load.mjs").arg(module))
}

/// Bundles the loader. It has the styles of the first frame as a text, without their comments and spaces.
fn loader(workspace: &Workspace, work: &Path, to: &Path) -> Result {
    let [script, styles] = ["src/element/loader.js", "styles/element.css"];
    workspace::empty_folder(work)?;
    let folder = work.join("src/element");
    fs::create_dir_all(&folder).map_err(Failure::file("create", &folder))?;
    fs::copy(workspace.file(script), work.join(script)).map_err(Failure::file("copy", &work.join(script)))?;
    bundle(workspace, &workspace.file(styles), &work.join(styles), &[])?;
    bundle(workspace, &work.join(script), to, &["--loader:.css=text".to_owned()])
}

/// Bundles a script, or a style sheet, and its imports into one small file.
fn bundle(workspace: &Workspace, from: &Path, to: &Path, options: &[String]) -> Result {
    let mut command = install::js_tool(workspace, install::TOOLS, "esbuild/bin/esbuild");
    command.arg(from).args(["--bundle", "--minify", "--format=esm", "--target=es2022", "--legal-comments=none"]);
    command.args(["--charset=utf8", "--log-level=warning", "--log-override:duplicate-object-key=silent"]).args(options);
    workspace::run(command.arg(option("--outfile=", to)))
}

/// Replaces `dist/` by the finished files.
fn publish(ready: &Path, dist: &Path) -> Result {
    workspace::empty_folder(dist)?;
    for entry in fs::read_dir(ready).map_err(Failure::file("read", ready))? {
        let entry = entry.map_err(Failure::file("read", ready))?;
        fs::copy(entry.path(), dist.join(entry.file_name())).map_err(Failure::file("copy", &entry.path()))?;
    }
    Ok(())
}
