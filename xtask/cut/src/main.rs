//! Cuts a compiled module in two: `cut MODULE FOLDER` writes `main.wasm` and `split_attempt.wasm` to the folder. Where the
//! cut is, `#[wasm_split]` says in the source; what only the far side needs goes there.

use std::path::PathBuf;
use std::process::ExitCode;
use wasm_split_cli_support::{Options, transform};

fn main() -> ExitCode {
    let mut arguments = std::env::args_os().skip(1).map(PathBuf::from);
    let (Some(module), Some(folder)) = (arguments.next(), arguments.next()) else {
        eprintln!("usage: cut MODULE FOLDER");
        return ExitCode::from(2);
    };
    let input = match std::fs::read(&module) {
        Ok(input) => input,
        Err(error) => {
            eprintln!("cannot read {}: {error}", module.display());
            return ExitCode::FAILURE;
        }
    };
    let main = folder.join("main.wasm");
    let mut options = Options::new(&input);
    options.output_dir = &folder;
    options.main_out_path = &main;
    match transform(options) {
        Ok(_) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("cannot cut {}: {error:#}", module.display());
            ExitCode::FAILURE
        }
    }
}
