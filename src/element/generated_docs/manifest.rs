//! Renders the lists of `custom-elements.json` that the code knows: attributes, their properties, and events.

use super::attributes::ATTRIBUTES;
use super::events::EVENTS;
use super::{committed, compare};
use crate::json::Json;

const FILE: &str = "src/element/custom-elements.json";

/// Marks the line of a property for an attribute.
const GENERATED: &str = "\"attribute\": ";

/// One line of a list: an object on one line.
fn line(pairs: &[(&str, Option<String>)]) -> String {
    let member = |(name, value): &(&str, Option<String>)| Some(format!("\"{name}\": {}", value.as_ref()?));
    let members: Vec<_> = pairs.iter().filter_map(member).collect();
    format!("            {{ {} }}", members.join(", "))
}

fn text(text: &str) -> Option<String> {
    Some(Json::from(text).to_string())
}

fn attributes() -> Vec<String> {
    let one = |attribute: &super::attributes::Attribute| {
        let (kind, default) = attribute.manifest_type();
        line(&[
            ("name", text(attribute.name)),
            ("description", text(attribute.text)),
            ("type", Some(Json::map([("text", kind.as_str().into())]).to_string())),
            ("default", default.as_deref().and_then(text)),
            ("fieldName", attribute.property().as_deref().and_then(text)),
        ])
    };
    ATTRIBUTES.iter().map(one).collect()
}

fn properties() -> Vec<String> {
    let one = |attribute: &super::attributes::Attribute| {
        let name = attribute.property()?;
        let (read, _) = attribute.property_types();
        let (_, default) = attribute.manifest_type();
        Some(line(&[
            ("kind", text("field")),
            ("name", text(&name)),
            ("privacy", text("public")),
            ("description", text(attribute.text)),
            ("type", Some(Json::map([("text", read.as_str().into())]).to_string())),
            ("default", default.filter(|_| read == "boolean").as_deref().and_then(text)),
            ("attribute", text(attribute.name)),
            ("reflects", attribute.reflects().then(|| "true".to_owned())),
        ]))
    };
    ATTRIBUTES.iter().filter_map(one).collect()
}

fn events() -> Vec<String> {
    let one = |event: &super::events::Event| {
        let kind = ["CustomEvent<", event.detail, ">"].concat();
        line(&[
            ("name", text(event.name)),
            ("description", text(event.text)),
            ("type", Some(Json::map([("text", kind.as_str().into())]).to_string())),
        ])
    };
    EVENTS.iter().map(one).collect()
}

/// Replaces the objects of a list. `keep` says which of the old ones stay, after the new ones.
fn with_list(manifest: &str, list: &str, new: &[String], keep: impl Fn(&str) -> bool) -> String {
    let start = format!("          \"{list}\": [\n");
    let end = "\n          ]";
    let (before, rest) = manifest.split_once(&start).expect("the list begins");
    let (old, after) = rest.split_once(end).expect("the list ends");
    let kept = old.lines().map(|line| line.trim_end_matches(',').to_owned()).filter(|line| keep(line));
    let all: Vec<_> = new.iter().cloned().chain(kept).collect();
    [before, &start, &all.join(",\n"), end, after].concat()
}

#[test]
fn the_manifest_is_up_to_date() {
    let manifest = committed(FILE);
    let manifest = with_list(&manifest, "attributes", &attributes(), |_| false);
    let manifest = with_list(&manifest, "members", &properties(), |line| !line.contains(GENERATED));
    let manifest = with_list(&manifest, "events", &events(), |_| false);
    compare(FILE, &manifest);
}
