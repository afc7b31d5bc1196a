//! The order of the rooms in `src/`: a room uses only itself and the rooms before it. Test modules are not checked.

use std::collections::HashMap;

use super::paths::{self, Module};
use super::{Fault, Source, parse};
use crate::failure::Result;

/// The top-level modules of the crate in their order, each with its purpose.
const ROOMS: [(&str, &str); 17] = [
    ("hash", "A function over text. It needs nothing."),
    ("json", "Values that keep numbers as text. They need nothing."),
    ("money", "Amounts, which are read from JSON."),
    ("address", "The addresses of a cart: rules over fields."),
    ("flow", "The state machine over money and addresses. It knows neither Glue's wire format nor a browser."),
    ("locale", "The texts for the shopper, also for the failures of the flow."),
    ("browser", "Small browser functions for the later rooms: promises, clock, timers, formats."),
    ("glue", "Spryker's Glue API: the requests of the flow as HTTP, and the meaning of the responses."),
    ("settings", "What the page configures, parsed into the types of the rooms above."),
    ("page", "The page around a checkout, as a trait, and the page's own form."),
    ("storage", "Records and locks in the browser's storage, for the state of the flow."),
    ("provider", "Payment providers: their scripts, buttons and windows. They send events to the flow."),
    ("effects", "Carries out the effects of the flow with Glue, storage and providers."),
    ("ui", "Draws the state."),
    ("component", "The Yew component and the hook, which connect the drawing with the effects."),
    ("element", "The custom element. It does not use the component."),
    ("lib", "The root of the crate, which names the public items of all rooms."),
];

/// Finds each use of a later room, and each module without a place in the order.
pub fn check(sources: &[Source]) -> Result<Vec<Fault>> {
    let mut modules = Vec::new();
    for source in sources.iter().filter(|source| source.path.starts_with("src/") && source.path.ends_with(".rs")) {
        modules.push(Module::read(source, &parse(source)?));
    }
    // The file of `#[cfg(test)] mod tests;`, and the files below it.
    let tests: Vec<Vec<String>> = modules.iter().flat_map(|module| module.tests.iter().cloned()).collect();
    modules.retain(|module| !tests.iter().any(|test| module.path.starts_with(test)));
    let exported = exported(&modules);

    let mut faults = Vec::new();
    for module in &modules {
        let room = module.path.first().map_or("lib", String::as_str);
        let fault = |line: usize, what: String| Fault { path: module.file.clone(), line, what };
        let Some(here) = position(room) else {
            faults
                .push(fault(1, format!("the room `{room}` has no place in the order of xtask/src/structure/rooms.rs")));
            continue;
        };
        for (line, path) in module.uses.iter().filter(|_| room != "lib") {
            let Some(first) = path.first() else { continue };
            let target = exported.get(first).map_or(first.as_str(), String::as_str);
            let shown = paths::shown(path);
            match self::position(target) {
                Some(later) if later > here => {
                    faults.push(fault(*line, format!("`{room}` uses {shown}, but the room `{target}` comes after it")));
                }
                Some(_) => {}
                None => faults.push(fault(*line, format!("`{room}` uses {shown}, which is in no room"))),
            }
        }
    }
    faults.dedup();
    Ok(faults)
}

/// The position of a room in the order.
fn position(room: &str) -> Option<usize> {
    ROOMS.iter().position(|(name, _)| *name == room)
}

/// The room of each item that the root of the crate re-exports.
fn exported(modules: &[Module]) -> HashMap<String, String> {
    let root = modules.iter().find(|module| module.path.is_empty());
    let exports = root.iter().flat_map(|root| root.uses.iter()).filter(|(_, path)| path.len() > 1);
    exports.filter_map(|(_, path)| Some((path.last()?.clone(), path.first()?.clone()))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(files: &[(&str, &str)]) -> Vec<String> {
        let sources: Vec<Source> =
            files.iter().map(|(path, text)| Source { path: (*path).into(), text: (*text).into() }).collect();
        check(&sources).unwrap().iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_tree_in_order_has_no_fault() {
        let tree = [
            ("src/lib.rs", "pub mod flow; pub mod glue; pub use glue::Request;"),
            ("src/flow/mod.rs", "mod step; use crate::money::Money; pub(in crate::flow) fn f() { super::json::g() }"),
            ("src/flow/step.rs", "use super::State; use std::fmt; use crate::address::{self, Field};"),
            ("src/glue.rs", "// use crate::element;\nfn f() { let text = \"crate::element\"; crate::flow::step() }"),
            ("src/effects.rs", "use crate::Request;"),
            ("xtask/src/main.rs", "use crate::element;"),
        ];
        assert_eq!(found(&tree), [""; 0]);
    }

    #[test]
    fn a_use_of_a_later_room_is_found_however_it_is_written() {
        for text in [
            "use crate::glue::Request;",
            "use crate::{json, glue::{self}};",
            "use super::super::glue as wire;",
            "fn f(request: &crate::glue::Request) {}",
            "fn f() { crate::glue::read() }",
            "fn f() { log!(\"{}\", crate::glue::read()) }",
            "mod inner { use super::super::super::glue; }",
            "use crate::Request;",
        ] {
            let root = ("src/lib.rs", "pub use glue::Request;");
            let faults = found(&[root, ("src/flow/step.rs", text)]);
            assert_eq!(faults.len(), 1, "{text}: {faults:?}");
            assert!(faults[0].starts_with("src/flow/step.rs:1: `flow` uses crate::"), "{faults:?}");
            assert!(faults[0].ends_with("but the room `glue` comes after it"), "{faults:?}");
        }
    }

    #[test]
    fn test_modules_are_not_checked() {
        let tree = [
            ("src/flow/mod.rs", "#[cfg(test)]\nmod tests;\n#[cfg(test)]\nmod more { use crate::element; }"),
            ("src/flow/tests/mod.rs", "mod shop;\nuse crate::glue;"),
            ("src/flow/tests/shop.rs", "use crate::effects;"),
        ];
        assert_eq!(found(&tree), [""; 0]);
    }

    #[test]
    fn a_room_without_a_place_is_found() {
        let faults = found(&[("src/attic.rs", ""), ("src/flow/mod.rs", "use crate::cellar;")]);
        assert!(faults[0].contains("`attic` has no place"), "{faults:?}");
        assert!(faults[1].contains("crate::cellar, which is in no room"), "{faults:?}");
    }
}
