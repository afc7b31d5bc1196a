//! The page `docs/performance.md`.

use crate::report::{Section, limits};
use crate::stage::{Candidate, Files, Stage};
use crate::visit::{NOT, Visit};
use e2e::trouble::Result;
use serde_json::json;
use std::thread::available_parallelism;

/// A machine with more load for each processor is too busy to measure on.
const CALM: f64 = 0.5;

const HEAD: &str = "<!-- `cargo xtask bench --write` writes this page. -->

# Performance

How long the element takes, beside a payment button that is written by hand and one that React draws. `cargo xtask bench` measures it on
your machine and prints these tables; `cargo xtask bench paint lost` measures only these parts; `--quick` takes few runs of each.
What each file weighs is in [size](size.md).
";

/// From traces of single runs at a quarter of the speed, in milliseconds.
const WAY: &str = "
## What stands in the way

What the browser's traces of November 2026 say about the times that are not kept, each at a quarter of the speed:

- **The first frame**: before it, the loader runs for 30 ms, the page by hand for 11. 13 of them compile it and define the class with its
  attributes and properties, 8 make the first element with its style sheet, and 9 read from the tab's storage how many buttons there were
  last time, so that nothing moves when they come.
- **The longest tasks**: the page by hand has such tasks too: they start the page, and open a window in the click. In the click's task
  the element also draws what comes next and moves the focus there, for which the browser lays out the page (40).
- **Further elements**: each is a Yew application with a shadow tree, a flow and listeners of its own. In a profile no part has more
  than a tenth: the texts that pass between JavaScript and WebAssembly are the largest one.
- **An order**: the answer to the payment comes while the page draws that the shopper is at the provider (12 ms at full speed), and the
  payer's data become a review for the first time (12). Browsers compile a function when it is first called; so the idle page computes an
  attempt before the click (`src/effects/warm_up.rs`), which left 28 of 259 functions to be compiled for the review.
- **A letter in the review**: the processor's part is in the last table. The rest is the wait for the browser's next frame.
";

const HOW: &str = "
## How it is measured

- **By hand** is a custom element of forty lines with the same first frame: a click sends one request for a payment, opens a window, and
  shows the status. It does nothing else that the element does: no prices, no addresses, no recovery. It is the least that a page needs.
- **By hand, again** is a copy of it. Both do the same, so what differs between them is noise. A smaller difference between two others
  says nothing.
- **React** is the same button in React 19, as a production build.
- Every page has one button and nothing else. Files come from a server on the same machine, compressed with brotli; the element's
  method is a wallet whose button it draws itself, so no provider's script is loaded.
- Each run has a new browser without a cache, and a new shop. The pages take turns.
- *4x processor*: the browser slows the page's thread to a quarter. Its other threads, which compile WebAssembly, are not slowed. *Fast
  4G*: 9 Mbit/s down, 1.5 Mbit/s up, 60 ms for each request. The connection itself costs nothing, as it would on a real network.
- *Ratio*: the median, divided by that of the first row.

No phone and no other browser was measured. Times on another machine differ, the ratios less. `met` compares the median, unless the row
says otherwise.
";

/// The machine, in general words.
pub fn machine(files: &Files) -> Result<String> {
    let visit = Visit::begin(Stage::open(files)?, Candidate::Vanilla, NOT)?;
    let version = visit.browser.devtools("Browser.getVersion", json!({}))?;
    let product = version["product"].as_str().unwrap_or_default().replace('/', " ");
    let date = visit.probe("return new Date().toISOString().slice(0, 10)")?;
    let processors = available_parallelism().map_or(1, usize::from);
    let busy = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let busy = busy.split(' ').next().and_then(|load| load.parse().ok());
    if busy.is_some_and(|load: f64| load > CALM * processors as f64) {
        eprintln!("other programs use this machine: the times that follow say little");
    }
    Ok(format!(
        "Measured on {} with {product}, on a machine with {processors} processors and {}, without a screen{}.",
        date.as_str().unwrap_or_default(),
        match std::env::consts::OS {
            "linux" => "Linux",
            "macos" => "macOS",
            "windows" => "Windows",
            other => other,
        },
        busy.map(|load| format!("; its load before the start was {load}")).unwrap_or_default(),
    ))
}

/// The whole page. A quick measurement says that it is one.
pub fn page(machine: &str, sections: &[Section], quick: bool) -> String {
    let parts: Vec<String> = sections.iter().map(Section::markdown).collect();
    let few = if quick { "\n\nThis was a quick measurement with few runs: the times say little." } else { "" };
    format!(
        "{HEAD}\n{machine}{few}\n\n## What it must keep\n\n{}{WAY}{HOW}\n{}",
        limits(sections, quick),
        parts.join("\n")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_names_the_machine_and_has_every_section() {
        let section = Section { title: "Lost clicks", text: "None.".to_owned(), ..Section::default() };
        let page = |quick| super::page("Measured here.", std::slice::from_ref(&section), quick);
        assert!(page(false).contains("\n\nMeasured here.\n\n## What it must keep\n"));
        assert!(page(false).ends_with("## Lost clicks\n\nNone.\n\n"));
        assert!(page(true).contains("Measured here.\n\nThis was a quick measurement"));
    }
}
