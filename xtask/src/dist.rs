//! `dist`: writes the shippable files.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use crate::bindgen::{self, CORE};
use crate::failure::{Failure, Result};
use crate::install;
use crate::package;
use crate::size;
use crate::workspace::{self, Workspace, option};

/// The loader, the only file that a page names.
const LOADER: &str = "express-checkout.js";

/// The modules beside the first one, by what the cutting tool calls them: what two of them need; what is fetched when a
/// shopper reaches for a button; what is fetched when a method has software of its own.
const LATER: [(&str, &str); 3] = [
    ("chunk_", "express-checkout-shared.wasm"),
    ("split_attempt", "express-checkout-attempt.wasm"),
    ("split_providers", "express-checkout-providers.wasm"),
];

/// The script under which the first module imports the fetching of the others, as the cutting tool names it.
const TIE: &str = "__wasm_split.js";

/// What `diagnose()` loads; no page fetches it before.
const DOCTOR: &str = "express-checkout-doctor.js";

/// Files that ship as they are written, where they exist.
const AS_WRITTEN: [&str; 2] = ["express-checkout.d.ts", "custom-elements.json"];

/// What goes with every copy.
const LICENCES: [&str; 3] = ["LICENSE", "LICENSE-APACHE", "LICENSE-MIT"];

/// What wasm-opt may use: the features that the compiler uses by itself, which the browsers we name have had for years.
/// Never all features: the result would not load.
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

/// How wasm-opt makes a module small. A function that has one caller is put into it only when it is tiny: bodies that stay
/// apart are more alike, and brotli takes two to three percent off for that.
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
    let module = format!("{CORE}_bg.wasm");
    compile(workspace)?;
    let postlink = |command: &str, from: &Path, to: &Path| {
        let mut postlink = workspace.cargo("run --quiet --release --package postlink --");
        workspace::run(postlink.arg(command).arg(from).arg(to))
    };
    postlink("split", &bindgen::built(workspace, "release")?, &split)?;
    bindgen::of(workspace, &split.join("main.wasm"), &bindgen)?;
    optimise(workspace, &bindgen.join(&module), &ready.join(&module))?;
    for (name, file) in LATER {
        optimise(workspace, &piece(&split, name)?, &ready.join(file))?;
    }
    postlink("shorten", &ready.join(&module), &bindgen.join(&glue))?;
    let tie = workspace.file("src/browser/modules.js");
    fs::copy(&tie, bindgen.join(TIE)).map_err(Failure::file("copy", &tie))?;
    tied(&bindgen.join(&glue))?;
    // Whole: the glue and what ties the other modules to it know each other.
    bundle(workspace, &bindgen.join(&glue), &ready.join(&glue), &[])?;
    // The glue is loaded when it is needed.
    let later = [format!("--external:./{CORE}.js*")];
    bundle(workspace, &workspace.file("src/element/loader.js"), &ready.join(LOADER), &later)?;
    bundle(workspace, &workspace.file("src/element").join(DOCTOR), &ready.join(DOCTOR), &later)?;

    let mut names = vec![LOADER.to_owned(), glue, module];
    let loaded = names.len();
    names.extend(LATER.map(|(_, file)| file.to_owned()));
    names.push(DOCTOR.to_owned());
    for name in AS_WRITTEN {
        let path = workspace.file("src/element").join(name);
        if path.is_file() {
            fs::copy(&path, ready.join(name)).map_err(Failure::file("copy", &path))?;
            names.push(name.to_owned());
        }
    }
    for name in LICENCES {
        let path = workspace.file(name);
        fs::copy(&path, ready.join(name)).map_err(Failure::file("copy", &path))?;
    }
    let files = size::measure(workspace, &ready, &names)?;
    package::write(workspace, &ready, &files)?;
    publish(&ready, &workspace.file("dist"))?;

    let (always, later) = (&files[..loaded], &files[loaded..loaded + LATER.len()]);
    let (wanted, providers) = later.split_at(2);
    println!("\n{}", size::table(always, wanted, providers));
    size::check(always, wanted, providers)
}

/// Has the glue import the one object of the script that ties the modules together, and not its namespace.
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

/// Compiles the library. The paths of this machine stay out of the module: they are nobody's business, and would make it
/// differ from one machine to the next.
fn compile(workspace: &Workspace) -> Result {
    let sysroot = workspace::output(workspace.command("rustc").args(["--print", "sysroot"]))?;
    let cargo =
        env::var_os("CARGO_HOME").map(PathBuf::from).or_else(|| env::home_dir().map(|home| home.join(".cargo")));
    let mut paths = vec![(Path::new(sysroot.trim()).join("lib/rustlib/src/rust"), "rust"), (workspace.file(""), "")];
    paths.extend(cargo.map(|cargo| (cargo.join("registry/src"), "crates")));
    let remapped = paths.iter().map(|(path, name)| format!("--remap-path-prefix={}={name}", path.display()));
    // The cut follows the linker's own notes of what refers to what.
    let flags = remapped.chain(["-Clink-arg=--emit-relocs".to_owned()]);
    let flags: Vec<_> = flags.map(|flag| format!("{flag:?}")).collect();

    let mut command = workspace
        .cargo("build --package express-checkout --lib --release --features split --target wasm32-unknown-unknown");
    // As a setting and not as RUSTFLAGS, which would replace the flags of .cargo/config.toml.
    command.arg("--config").arg(format!("target.wasm32-unknown-unknown.rustflags=[{}]", flags.join(",")));
    workspace::run(&mut command)
}

/// The module that the cutting tool wrote under a name that begins so. There is one of each.
fn piece(folder: &Path, name: &str) -> Result<PathBuf> {
    let entries = fs::read_dir(folder).map_err(Failure::file("read", folder))?;
    let named = |path: &PathBuf| path.file_name().is_some_and(|file| file.to_string_lossy().starts_with(name));
    let mut found: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).filter(named).collect();
    match (found.pop(), found.pop()) {
        (Some(only), None) => Ok(only),
        (None, _) => Err(Failure::new(format!("the cut gave no {name}"))),
        (Some(_), Some(_)) => Err(Failure::new(format!("the cut gave several {name}: modules.js loads one"))),
    }
}

/// Makes the module small, and sees that an engine still loads it.
fn optimise(workspace: &Workspace, from: &Path, to: &Path) -> Result {
    let mut command = install::js_tool(workspace, "binaryen/bin/wasm-opt");
    command.arg(from).args(SMALLER).args(FEATURES).arg("-o").arg(to);
    workspace::run(&mut command)?;
    workspace::run(workspace.command("node").arg("xtask/tools/load.mjs").arg(to))
}

/// Makes one small file of a script and of what it imports.
fn bundle(workspace: &Workspace, from: &Path, to: &Path, options: &[String]) -> Result {
    let mut command = install::js_tool(workspace, "esbuild/bin/esbuild");
    command.arg(from).args(["--bundle", "--minify", "--format=esm", "--target=es2022", "--legal-comments=none"]);
    command.args(["--charset=utf8", "--log-level=warning", "--log-override:duplicate-object-key=silent"]).args(options);
    workspace::run(command.arg(option("--outfile=", to)))
}

/// Puts the finished files where `dist/` is.
fn publish(ready: &Path, dist: &Path) -> Result {
    workspace::empty_folder(dist)?;
    for entry in fs::read_dir(ready).map_err(Failure::file("read", ready))? {
        let entry = entry.map_err(Failure::file("read", ready))?;
        fs::copy(entry.path(), dist.join(entry.file_name())).map_err(Failure::file("copy", &entry.path()))?;
    }
    Ok(())
}
