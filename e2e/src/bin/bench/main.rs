//! Measures the element in a real browser, beside a page written by hand and a React application: a benchmark, run by `cargo xtask
//! bench`. It prints what it measured and never fails for it; a check that depends on a clock fails on somebody else's machine.

#![cfg_attr(test, allow(clippy::unwrap_used))]

mod attempts;
mod carts;
mod click;
mod elements;
mod page;
mod paint;
mod plan;
mod report;
mod review;
mod sample;
mod stage;
mod tasks;
mod visit;

use plan::Plan;
use report::Section;
use stage::Files;
use std::process::ExitCode;

/// Measures a part.
type Measure = fn(&Plan) -> Section;

/// The parts, by the names that the command line takes.
const PARTS: [(&str, Measure); 11] = [
    ("paint", paint::measure),
    ("settled", click::settled),
    ("aimed", click::aimed),
    ("lost", paint::lost),
    ("tasks", tasks::measure),
    ("further", elements::further),
    ("mounts", elements::mounts),
    ("attempts", attempts::cancelled),
    ("order", attempts::order),
    ("carts", carts::measure),
    ("review", review::measure),
];

/// What the command line asks for.
#[derive(Debug, Default, PartialEq)]
struct Asked {
    only: Vec<String>,
    quick: bool,
    /// The page to write.
    write: Option<String>,
}

fn main() -> ExitCode {
    let done = asked(std::env::args().skip(1)).and_then(|asked| run(&asked));
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("{why}");
            ExitCode::FAILURE
        }
    }
}

fn asked(arguments: impl IntoIterator<Item = String>) -> Result<Asked, String> {
    let (mut asked, mut arguments) = (Asked::default(), arguments.into_iter());
    while let Some(argument) = arguments.next() {
        match &*argument {
            "--quick" => asked.quick = true,
            "--write" => asked.write = Some(arguments.next().ok_or("--write needs a path")?),
            part if PARTS.iter().any(|(name, _)| *name == part) => asked.only.push(argument),
            other => {
                let names = PARTS.map(|(name, _)| name).join(", ");
                return Err(format!("there is no part {other}; the parts are {names}"));
            }
        }
    }
    Ok(asked)
}

fn run(asked: &Asked) -> Result<(), String> {
    let files = Files::make().map_err(|trouble| trouble.to_string())?;
    let plan = Plan { files: &files, quick: asked.quick };
    let machine = page::machine(&files).map_err(|trouble| trouble.to_string())?;
    let mut sections = Vec::new();
    for (name, measure) in PARTS {
        if asked.only.is_empty() || asked.only.iter().any(|only| only == name) {
            let section = measure(&plan);
            println!("{}", section.markdown());
            sections.push(section);
        }
    }
    println!("{}", report::limits(&sections, asked.quick));
    match &asked.write {
        Some(path) => std::fs::write(path, page::page(&machine, &sections, asked.quick))
            .map_err(|error| format!("{path}: {error}")),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Result<Asked, String> {
        asked(line.split_whitespace().map(str::to_owned))
    }

    #[test]
    fn the_command_line_names_parts_and_the_page_to_write() {
        assert_eq!(read(""), Ok(Asked::default()));
        let asked = Asked { only: vec!["lost".to_owned()], quick: true, write: Some("a.md".to_owned()) };
        assert_eq!(read("--quick lost --write a.md"), Ok(asked));
    }

    #[test]
    fn a_wrong_command_line_is_refused() {
        assert_eq!(read("--write"), Err("--write needs a path".to_owned()));
        assert!(read("speed").is_err_and(|why| why.starts_with("there is no part speed; the parts are paint, ")));
    }
}
