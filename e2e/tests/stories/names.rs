//! The story of what assistive technology is told in each state. The expected lines are in `names/`; people review them when they
//! change. `EC_WRITE_NAMES=1 cargo xtask test e2e -- names::` writes them again.

use e2e::demo::Demo;
use e2e::names;
use std::path::Path;
use std::{env, fs};

/// Names of orders and attempts differ each time.
fn without_numbers(lines: &str) -> String {
    let known = |word: &str| {
        let word = word.trim_matches(|letter: char| !letter.is_alphanumeric());
        let hexadecimal = word.len() >= 8 && word.chars().all(|letter| letter.is_ascii_hexdigit() || letter == '-');
        word.starts_with("DE--") || hexadecimal && word.chars().any(|letter| letter.is_ascii_digit())
    };
    let line = |line: &str| {
        if is_reference(line) {
            return "  text …\n".to_owned();
        }
        line.split(' ').map(|word| if known(word) { "…" } else { word }).collect::<Vec<_>>().join(" ") + "\n"
    };
    lines.lines().map(line).collect()
}

/// Whether this is the readable name of an attempt, in groups of four.
fn is_reference(line: &str) -> bool {
    let words = line.trim().trim_start_matches("text ").trim_matches('"').split(' ');
    let is_group = |word: &str| word.len() == 4 && word.chars().all(|letter| letter.is_ascii_hexdigit());
    words.clone().count() > 1 && words.clone().all(is_group)
}

#[test]
fn each_state_tells_what_was_reviewed() {
    let demo = Demo::open_after(&[], "/demo/gallery.html?theme=light&locale=en");
    demo.wait_for_the_gallery();
    let frames = "return [...document.querySelectorAll('#frames > li')]
        .map((item) => [item.id, item.querySelector('iframe').contentWindow.location.href])";
    let frames = demo.browser().run(frames, &[]).unwrap();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/stories/names");
    let mut different = Vec::new();
    for frame in frames.as_array().unwrap() {
        let [name, address] = [0, 1].map(|part| frame[part].as_str().unwrap());
        let told = without_numbers(&names::of_frame(demo.browser(), address).unwrap());
        let file = folder.join(format!("{name}.txt"));
        if env::var_os("EC_WRITE_NAMES").is_some() {
            fs::create_dir_all(&folder).unwrap();
            fs::write(&file, &told).unwrap();
        }
        let reviewed = fs::read_to_string(&file).unwrap_or_default();
        if told != reviewed {
            different.push(format!("--- {name}, reviewed:\n{reviewed}--- {name}, now:\n{told}"));
        }
    }
    assert!(different.is_empty(), "{}\nEC_WRITE_NAMES=1 writes the files again", different.join("\n"));
}
