//! `dist`: builds the shippable files.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::bindgen::{self, CORE};
use crate::content;
use crate::failure::{Failure, Result};
use crate::install;
use crate::languages;
use crate::package;
use crate::size;
use crate::workspace::{self, Workspace, option};

/// The loader. Pages refer only to this file.
pub const LOADER: &str = "express-checkout.js";

/// The glue of the first module, and this module, as `bindgen` names them.
const GLUE: &str = "express-checkout-core.js";
const MODULE: &str = "express-checkout-core.wasm";

/// The modules of later code, as `later!` in `src/browser/modules.rs` names them, and as they are shipped: the code for an attempt,
/// loaded when the page is idle or the shopper's pointer or focus is at a button; and the code for each kind of providers with scripts
/// or sheets.
const PIECES: [(&str, &str); 5] = [
    ("attempt", "express-checkout-attempt.wasm"),
    ("paypal", "express-checkout-paypal.wasm"),
    ("stripe", "express-checkout-stripe.wasm"),
    ("wallets", "express-checkout-wallets.wasm"),
    ("registered", "express-checkout-registered.wasm"),
];

/// The modules of code that several pieces share: shipped name, and whether the code is for an attempt or for PayPal. `modules.js`
/// loads with each piece those that it needs. PayPal's buttons are the most common ones, so they load nothing that is not theirs.
const SHARED: [(&str, bool, bool); 4] = [
    ("express-checkout-shared.wasm", true, true),
    ("express-checkout-sdk.wasm", false, true),
    ("express-checkout-extra.wasm", true, false),
    ("express-checkout-sheets.wasm", false, false),
];

/// The script that loads the other modules for the first one, under the name that the splitting tool gives it.
const TIE: &str = "__wasm_split.js";

/// The script of `diagnose()`. It is loaded only when that function is called.
const DOCTOR: &str = "express-checkout-doctor.js";

/// The text in the diagnosis that the hashes of the files replace.
const HASHES: &str = "FILE_HASHES";

/// Loads the diagnosis without the loader, which may be what does not work.
const DIAGNOSE: &str = "express-checkout-diagnose.js";

/// Tells bundlers to leave an import to the browser. The sources have these comments too, but the minifier drops them.
const LEFT_TO_BROWSERS: &str = "/*@vite-ignore*//*webpackIgnore:true*//*turbopackIgnore:true*/";

/// Files that ship unchanged.
const AS_WRITTEN: [&str; 7] = [
    "express-checkout.d.ts",
    "express-checkout-diagnose.d.ts",
    "react.d.ts",
    "preact.d.ts",
    "vue.d.ts",
    "svelte.d.ts",
    "custom-elements.json",
];

/// The themes that a page can link. Each is shipped as `preset-`, its name and `.css`.
const PRESETS: [&str; 4] = ["quiet", "warm", "playful", "dense"];

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

/// The options with which wasm-opt makes a module small. Flattened code is taken apart and put together anew, which makes it half a
/// percent smaller; one round more finds what the first one left. A function with one caller is inlined only if it is tiny: separate
/// bodies resemble each other more, so that brotli saves another two to three percent.
const SMALLER: [&str; 6] =
    ["--flatten", "--rereloop", "-Oz", "-Oz", "--one-caller-inline-max-function-size=25", "--strip-producers"];

/// The options for a module that ships, and for one whose functions keep their names.
const SHIPPED: &str = "--strip-debug";
const NAMED: &str = "-g";

/// Builds the element and writes `dist/`.
pub fn run(workspace: &mut Workspace) -> Result {
    install::for_dist(workspace)?;
    let folders = Folders::new(workspace)?;
    compile(workspace)?;
    modules(workspace, &folders)?;
    scripts(workspace, &folders)?;
    let names = name(workspace, &folders.ready)?;
    let sources = workspace.file("src/element");
    for name in AS_WRITTEN {
        fs::copy(sources.join(name), folders.ready.join(name)).map_err(Failure::file("copy", &sources.join(name)))?;
    }
    let presets = PRESETS.map(|name| format!("preset-{name}.css"));
    for (name, shipped) in PRESETS.iter().zip(&presets) {
        let source = workspace.file(format!("styles/presets/{name}.css"));
        fs::copy(&source, folders.ready.join(shipped)).map_err(Failure::file("copy", &source))?;
    }
    let shipped = [LOADER].into_iter().chain(names.iter().map(String::as_str)).chain([DIAGNOSE]).chain(AS_WRITTEN);
    let shipped = shipped.chain(presets.iter().map(String::as_str));
    let files = size::measure(workspace, &folders.ready, &shipped.map(str::to_owned).collect::<Vec<_>>())?;
    package::write(workspace, &folders.ready, &files)?;
    publish(&folders.ready, &workspace.file("dist"))?;

    println!("\n{}\n{}", size::table(&files), size::outdated(workspace, &files));
    size::check(&files)
}

/// The folders of the steps.
struct Folders {
    /// The modules after splitting.
    split: PathBuf,
    /// The glue before it is bundled.
    glue: PathBuf,
    /// A copy of the loader's sources with smaller styles.
    loader: PathBuf,
    /// The finished files.
    ready: PathBuf,
}

impl Folders {
    fn new(workspace: &Workspace) -> Result<Self> {
        let work = workspace.target("dist-work");
        let empty = |name: &str| {
            let folder = work.join(name);
            workspace::empty_folder(&folder).map(|()| folder)
        };
        Ok(Self { split: empty("split")?, glue: empty("bindgen")?, loader: empty("loader")?, ready: empty("ready")? })
    }
}

/// The names of the modules, before they are named by their build.
fn module_names() -> impl Iterator<Item = &'static str> {
    [MODULE].into_iter().chain(SHARED.map(|(file, ..)| file)).chain(PIECES.map(|(_, file)| file))
}

/// The package `postlink` with a command.
fn postlink(workspace: &Workspace, command: &str, arguments: &[&Path]) -> Command {
    let mut postlink = workspace.cargo("run --quiet --release --package postlink --");
    postlink.arg(command).args(arguments);
    postlink
}

/// Splits the compiled module, makes its parts small, and writes their glue.
fn modules(workspace: &Workspace, Folders { split, glue, ready, .. }: &Folders) -> Result {
    let built = bindgen::built(workspace, "release")?;
    let written = workspace::output(&mut postlink(workspace, "split", &[&built, split]))?;
    bindgen::of(workspace, &split.join("main.wasm"), glue)?;
    let chunks = chunks(&written)?;
    for (file, for_attempt, for_paypal) in SHARED {
        let is_in = |chunk: &&Chunk| chunk.has("attempt") == for_attempt && chunk.has("paypal") == for_paypal;
        let parts: Vec<PathBuf> =
            chunks.iter().filter(is_in).map(|chunk| split.join(format!("{}.wasm", chunk.file))).collect();
        let merged = split.join(file);
        let arguments: Vec<&Path> = [&merged].into_iter().chain(&parts).map(PathBuf::as_path).collect();
        workspace::run(&mut postlink(workspace, "merge", &arguments))?;
    }
    for (file, unoptimised) in unoptimised(split, glue) {
        optimise(workspace, &unoptimised, &ready.join(file), SHIPPED)?;
    }
    workspace::run(&mut postlink(workspace, "shorten", &[&ready.join(MODULE), &glue.join(GLUE)]))?;
    for file in module_names() {
        workspace::run(&mut postlink(workspace, "arrange", &[&ready.join(file)]))?;
    }
    // As `postlink build` names the imports.
    let (whole, names) =
        (format!("\"./{CORE}_bg.js\": import0"), format!("e: import0, \"{}\": import0", content::BUILD));
    content::replace(&glue.join(GLUE), &whole, &names)?;
    let tie = workspace.file("src/browser/modules.js");
    fs::copy(&tie, glue.join(TIE)).map_err(Failure::file("copy", &tie))?;
    tied(&glue.join(GLUE))
}

/// The modules before `wasm-opt` makes them small, with the names of the shipped files.
fn unoptimised(split: &Path, glue: &Path) -> Vec<(&'static str, PathBuf)> {
    let shared = SHARED.map(|(file, ..)| (file, split.join(file)));
    let pieces = PIECES.map(|(piece, file)| (file, split.join(format!("split_{piece}.wasm"))));
    [(MODULE, glue.join(MODULE))].into_iter().chain(shared).chain(pieces).collect()
}

/// The modules of the last build, made small once more so that their functions keep their names: the name of each shipped
/// file, and what `postlink weigh` says about it.
pub fn weighed(workspace: &Workspace) -> Result<Vec<(&'static str, String)>> {
    let work = workspace.target("dist-work");
    let (split, glue, named) = (work.join("split"), work.join("bindgen"), work.join("named.wasm"));
    let mut weighed = Vec::new();
    for (file, unoptimised) in unoptimised(&split, &glue) {
        optimise(workspace, &unoptimised, &named, NAMED)?;
        weighed.push((file, workspace::output(&mut postlink(workspace, "weigh", &[&named]))?));
    }
    Ok(weighed)
}

/// Bundles the scripts.
fn scripts(workspace: &Workspace, Folders { glue, loader: work, ready, .. }: &Folders) -> Result {
    // One file: the glue and the script that loads the other modules import each other.
    bundle(workspace, &glue.join(GLUE), &ready.join(GLUE), &[])?;
    loader(workspace, work, &ready.join(LOADER))?;
    for name in [DOCTOR, DIAGNOSE] {
        bundle(workspace, &workspace.file("src/element").join(name), &ready.join(name), &[])?;
    }
    for entry in [LOADER, DIAGNOSE] {
        content::replace(&ready.join(entry), "import(", &format!("import({LEFT_TO_BROWSERS}"))?;
    }
    Ok(())
}

/// Writes the languages, and puts the name of the build that all these files make into the modules, into the scripts and into the
/// names of the files. Returns the names: glue, modules, diagnosis, languages.
fn name(workspace: &Workspace, ready: &Path) -> Result<Vec<String>> {
    let mut names: Vec<_> = [GLUE].into_iter().chain(module_names()).chain([DOCTOR]).map(str::to_owned).collect();
    names.extend(languages::write(workspace, ready)?);
    let build = content::build(ready, names.iter().map(String::as_str))?;
    for file in module_names() {
        workspace::run(&mut postlink(workspace, "build", &[Path::new(&build), &ready.join(file)]))?;
        loads(workspace, &ready.join(file))?;
    }
    for script in [GLUE, LOADER] {
        content::replace(&ready.join(script), content::BUILD, &build)?;
    }
    content::rename(ready, &build, &mut names, &[LOADER, DIAGNOSE])?;
    tell_hashes(workspace, ready, &names)?;
    Ok(names)
}

/// Writes the beginning of the hash of each file into the diagnosis, which finds files that were changed.
fn tell_hashes(workspace: &Workspace, ready: &Path, names: &[String]) -> Result {
    let measured = size::measure(workspace, ready, names)?;
    let (doctor, files): (Vec<_>, Vec<_>) = measured.iter().partition(|file| file.plain() == DOCTOR);
    let hash = |file: &&size::Measure| {
        let plain = file.plain();
        Some([plain.strip_prefix("express-checkout-")?, "=", &content::short(&file.integrity)?].concat())
    };
    let hashes: Option<Vec<String>> = files.iter().map(hash).collect();
    let (Some(hashes), [doctor]) = (hashes, &*doctor) else {
        return Err(Failure::new("a file has no hash, or the diagnosis is missing"));
    };
    content::replace(&ready.join(&doctor.name), HASHES, &hashes.join(" "))
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

/// A file of the splitting tool, with code that several pieces share.
struct Chunk {
    file: String,
    pieces: Vec<String>,
}

impl Chunk {
    fn has(&self, piece: &str) -> bool {
        self.pieces.iter().any(|has| has == piece)
    }
}

/// Reads the list that `postlink split` prints: lines with a file and a piece that needs it.
fn chunks(list: &str) -> Result<Vec<Chunk>> {
    let mut chunks: Vec<Chunk> = Vec::new();
    for line in list.lines() {
        let (file, piece) =
            line.split_once(' ').ok_or_else(|| Failure::new(format!("postlink split printed `{line}`")))?;
        if !PIECES.iter().any(|(known, _)| *known == piece) {
            return Err(Failure::new(format!("modules.js does not load the piece {piece}")));
        }
        if file == format!("split_{piece}") {
            continue;
        }
        match chunks.iter_mut().find(|chunk| chunk.file == file) {
            Some(chunk) => chunk.pieces.push(piece.to_owned()),
            None => chunks.push(Chunk { file: file.to_owned(), pieces: vec![piece.to_owned()] }),
        }
    }
    Ok(chunks)
}

/// Makes the module small.
fn optimise(workspace: &Workspace, from: &Path, to: &Path, names: &str) -> Result {
    let mut command = install::js_tool(workspace, install::TOOLS, "binaryen/bin/wasm-opt");
    command.arg(from).args(SMALLER).arg(names).args(FEATURES).arg("-o").arg(to);
    workspace::run(&mut command)
}

/// Checks that an engine still loads the module.
fn loads(workspace: &Workspace, module: &Path) -> Result {
    workspace::run(workspace.command("node").arg("xtask/tools/load.mjs").arg(module))
}

/// Bundles the loader. It has the styles of the first frame as a text, without their comments and spaces.
fn loader(workspace: &Workspace, work: &Path, to: &Path) -> Result {
    let [script, styles] = ["src/element/loader.js", "styles/element.css"];
    let folder = work.join("src/element");
    fs::create_dir_all(&folder).map_err(Failure::file("create", &folder))?;
    let parts = ["early", "files", "idle", "keys", "language", "link", "places", "press", "record"]
        .map(|part| format!("src/element/express-checkout-{part}.js"));
    for part in parts.iter().map(String::as_str).chain([script]) {
        fs::copy(workspace.file(part), work.join(part)).map_err(Failure::file("copy", &work.join(part)))?;
    }
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
    workspace::copy_files(ready, dist)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pieces_of_each_shared_file_are_read() {
        let list = "chunk_6 attempt\nchunk_6 paypal\nchunk_7 paypal\nchunk_7 stripe\nsplit_paypal paypal";
        let chunks = chunks(list).unwrap();
        let read: Vec<_> = chunks.iter().map(|chunk| (chunk.file.as_str(), chunk.pieces.join("+"))).collect();
        assert_eq!(read, [("chunk_6", "attempt+paypal".to_owned()), ("chunk_7", "paypal+stripe".to_owned())]);
        assert!(chunks[0].has("attempt") && !chunks[1].has("attempt"));
    }

    #[test]
    fn a_piece_that_no_script_loads_is_refused() {
        assert!(chunks("split_other other").is_err());
        assert!(chunks("chunk_6").is_err());
    }
}
