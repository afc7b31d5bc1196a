//! What assistive technology is told: roles, names and states, from Chromium's accessibility tree.

use crate::browser::Browser;
use crate::trouble::Result;
use serde_json::{Value, json};
use std::collections::HashMap;

/// Roles that only group other nodes, or that repeat the text of the node around them.
const SILENT: [&str; 9] =
    ["none", "generic", "InlineTextBox", "LineBreak", "RootWebArea", "main", "LabelText", "LayoutTable", "Ignored"];

/// The states that are told, if they are set.
const STATES: [&str; 10] =
    ["checked", "disabled", "expanded", "invalid", "required", "busy", "live", "atomic", "level", "pressed"];

/// The lines about a frame of the page, by its address: for each node its role, its name and its states.
///
/// # Errors
/// When there is no such frame.
pub fn of_frame(browser: &Browser, address: &str) -> Result<String> {
    let tree = browser.devtools("Page.getFrameTree", json!({}))?;
    let frames = tree["frameTree"]["childFrames"].as_array().cloned().unwrap_or_default();
    let frame = frames.iter().map(|child| &child["frame"]).find(|frame| frame["url"] == address);
    let id = frame.map_or(Value::Null, |frame| frame["id"].clone());
    let answer = browser.devtools("Accessibility.getFullAXTree", json!({ "frameId": id }))?;
    Ok(lines(answer["nodes"].as_array().map_or(&[], Vec::as_slice)))
}

fn lines(nodes: &[Value]) -> String {
    let by_id: HashMap<&str, &Value> = nodes.iter().filter_map(|node| Some((node["nodeId"].as_str()?, node))).collect();
    let mut told = String::new();
    if let Some(root) = nodes.first() {
        tell(root, &by_id, 0, &mut told);
    }
    told
}

fn tell(node: &Value, by_id: &HashMap<&str, &Value>, depth: usize, told: &mut String) {
    let text = |name: &str| node[name]["value"].as_str().unwrap_or_default();
    let role = text("role");
    // A paragraph has a name only while it has the focus. Its text is told in any case.
    let name = if role == "paragraph" { "" } else { text("name").trim() };
    let silent = node["ignored"] == true || SILENT.contains(&role);
    let told_before = told.lines().last().is_some_and(|line| role == "StaticText" && repeats(line, name));
    let mut deeper = depth;
    let empty = role == "StaticText" && name.is_empty();
    if !(silent || told_before || empty) {
        let states: String = states(node).iter().map(|state| format!(" [{state}]")).collect();
        let described = match text("description") {
            "" => String::new(),
            words => format!(" ({words})"),
        };
        let value = match text("value") {
            "" => String::new(),
            value => format!(" = {value}"),
        };
        let role = if role == "StaticText" { "text" } else { role };
        let name = if name.is_empty() { String::new() } else { format!(" \"{name}\"") };
        told.push_str(&format!("{}{role}{name}{value}{described}{states}\n", "  ".repeat(depth)));
        deeper += 1;
    }
    // What is announced depends on the focus. Other stories look at it.
    if ["status", "alert"].contains(&role) {
        return;
    }
    for child in node["childIds"].as_array().into_iter().flatten() {
        if let Some(child) = child.as_str().and_then(|id| by_id.get(id)) {
            tell(child, by_id, deeper, told);
        }
    }
}

/// Whether a line about the node around a text has this text already.
fn repeats(line: &str, name: &str) -> bool {
    !line.trim_start().starts_with("text ") && line.contains(&format!("\"{name}\""))
}

fn states(node: &Value) -> Vec<String> {
    let properties = node["properties"].as_array().into_iter().flatten();
    // The depth of a list says nothing.
    let properties = properties.filter(|property| property["name"] != "level" || node["role"]["value"] == "heading");
    let set = properties.filter_map(|property| {
        let name = property["name"].as_str().filter(|name| STATES.contains(name))?;
        match &property["value"]["value"] {
            Value::Bool(true) => Some(name.to_owned()),
            Value::String(value) if !["false", ""].contains(&value.as_str()) => Some(match value.as_str() {
                "true" => name.to_owned(),
                value => format!("{name} {value}"),
            }),
            Value::Number(number) if name == "expanded" || name == "level" => Some(format!("{name} {number}")),
            Value::Bool(false) if name == "expanded" => Some("not expanded".to_owned()),
            _ => None,
        }
    });
    set.collect()
}
