//! The files of the languages as they ship: one text in each line, in the order of the keys, without the keys.

use std::fs;
use std::path::Path;

use serde_json::{Map, Value};

use crate::failure::{Failure, Result};
use crate::workspace::{self, Workspace};

/// The folder with a file for each language.
const FOLDER: &str = "src/locale/languages";

/// English is compiled in.
const COMPILED: &str = "en";

/// Vite writes files that are smaller than this into the script that names them.
const LEAST: usize = 4_096;

/// Writes the files into this folder. Returns their names.
pub fn write(workspace: &Workspace, folder: &Path) -> Result<Vec<String>> {
    let mut names = Vec::new();
    for path in workspace::entries(&workspace.file(FOLDER))? {
        let file = workspace::name(&path);
        let Some(language) = file.strip_suffix(".json").filter(|language| *language != COMPILED) else { continue };
        let texts: Map<String, Value> = serde_json::from_str(&workspace::text(&path)?)
            .map_err(|error| Failure::new(format!("{}: {error}", path.display())))?;
        let name = name(language);
        let to = folder.join(&name);
        fs::write(&to, text(language, &texts)).map_err(Failure::file("write", &to))?;
        names.push(name);
    }
    names.sort_unstable();
    Ok(names)
}

/// The name of a file before it is named by its content.
fn name(language: &str) -> String {
    format!("express-checkout-text-{}.txt", language.to_ascii_lowercase())
}

/// The text of a file. Its first line says what it is, and how many texts follow.
fn text(language: &str, texts: &Map<String, Value>) -> String {
    let mut lines: Vec<String> = Vec::new();
    let mut last = "";
    for (name, text) in texts {
        let text = text.as_str().unwrap_or_default();
        // The plural forms of a text are in one line, each after its category. `Language` in `src/locale` reads them.
        match name.split_once('.') {
            Some((base, category)) if base == last => {
                if let Some(line) = lines.last_mut() {
                    *line += &format!("\t{category}\t{text}");
                }
            }
            Some((base, category)) => {
                last = base;
                lines.push(format!("{category}\t{text}"));
            }
            None => lines.push(text.to_owned()),
        }
    }
    let texts = lines.join("\n");
    let head = format!("express-checkout {language} {}", lines.len());
    let width = LEAST.saturating_sub(texts.len() + 1);
    format!("{head:<width$}\n{texts}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_forms_of_a_plural_are_in_one_line() {
        let texts = serde_json::from_str(
            r#"{ "cancel": "Anuluj", "more.one": "{number} inny", "more.few": "{number} inne", "total": "Suma" }"#,
        );
        let text = text("pl", &texts.unwrap());
        let (head, lines) = text.split_once('\n').unwrap();
        assert_eq!(head.trim_end(), "express-checkout pl 3");
        assert_eq!(lines, "Anuluj\none\t{number} inny\tfew\t{number} inne\nSuma");
        assert!(text.len() >= LEAST, "a smaller file is written into the script by bundlers");
    }

    #[test]
    fn the_name_has_small_letters_only() {
        assert_eq!(name("zh-Hans"), "express-checkout-text-zh-hans.txt");
    }
}
