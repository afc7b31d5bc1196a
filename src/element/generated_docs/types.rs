//! Renders the parts of `express-checkout.d.ts` that the code knows: the names in events, the attributes with their
//! properties, and the events. Each part stands between two comments.

use super::attributes::{ATTRIBUTES, Kind, union};
use super::codes::{STEPS, announced};
use super::events::EVENTS;
use super::{committed, compare};
use crate::address::{Check, Source};
use crate::flow::{Actor, CancelReason, Outcome};
use crate::locale::Text;

const FILE: &str = "src/element/express-checkout.d.ts";

const PHASES: &str = include_str!("../../flow/phase.rs");
const OFFERINGS: &str = include_str!("../../flow/idle.rs");
/// The sources that name the step of a request to Glue.
const REQUESTS: [&str; 2] =
    [include_str!("../../glue/exchange.rs"), include_str!("../../provider/browser/sdk/sheet.rs")];

/// The longest line of a generated union.
const WIDTH: usize = 120;

/// The names of all variants of an enumeration. It does not compile when a variant is missing.
macro_rules! names_of {
    ($type:ident: $($variant:ident),*) => {{
        let all = |one: $type| match one { $($type::$variant => one.name()),* };
        let mut names = vec![$(all($type::$variant)),*];
        names.dedup();
        names
    }};
}

/// A comment for the declaration below it, in lines of limited length.
fn comment(indent: &str, text: &str) -> String {
    let line = format!("{indent}/** {text} */\n");
    if line.len() <= WIDTH + 1 {
        return line;
    }
    let mut lines = vec![format!("{indent}/**")];
    let mut line = format!("{indent} *");
    for word in text.split(' ') {
        if line.len() + 1 + word.len() > WIDTH {
            lines.push(std::mem::replace(&mut line, format!("{indent} *")));
        }
        line += " ";
        line += word;
    }
    lines.extend([line, format!("{indent} */\n")]);
    lines.join("\n")
}

/// Adds the names that are not in the list yet.
fn distinct<'a>(names: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut list = Vec::new();
    for name in names {
        if !list.contains(&name) {
            list.push(name);
        }
    }
    list
}

/// The texts between quotation marks.
fn quoted(text: &str) -> impl Iterator<Item = &str> {
    text.split('"').skip(1).step_by(2)
}

/// The names of states, in the function `name` of the phases.
fn states() -> Vec<&'static str> {
    let names = |source: &'static str| {
        let (_, rest) = source.split_once("pub(super) fn name(&self) -> &'static str {").expect("the function begins");
        quoted(rest.split_once("\n    }\n").expect("the function ends").0)
    };
    distinct(names(OFFERINGS).chain(names(PHASES)))
}

/// The steps in `ec-request`.
fn request_steps() -> Vec<&'static str> {
    let calls = ["Self::new(\"", "Self::learning(\"", ".ask(\""];
    let after = |source: &'static str, call: &'static str| source.split(call).skip(1);
    let all = REQUESTS.into_iter().flat_map(|source| calls.into_iter().flat_map(move |call| after(source, call)));
    distinct(all.filter_map(|rest| rest.split('"').next()))
}

/// A named union, in lines of limited length.
fn named_union(name: &str, words: &[&str]) -> String {
    let one_line = format!("export type {name} = {};", union(words.iter().copied()));
    if one_line.len() <= WIDTH {
        return one_line + "\n";
    }
    let mut lines = vec![format!("export type {name} =")];
    let mut line = "  ".to_owned();
    for word in words {
        let part = format!("| \"{word}\" ");
        if line.len() + part.len() > WIDTH {
            lines.push(line.trim_end().to_owned());
            line = "  ".to_owned();
        }
        line += &part;
    }
    lines.push(line.trim_end().to_owned());
    lines.join("\n") + ";\n"
}

/// The names of texts, states and events.
fn names() -> String {
    let codes: Vec<String> = announced().map(|failure| failure.code()).collect();
    let codes = distinct(codes.iter().map(String::as_str));
    let steps = STEPS.map(|step| step.name());
    let cause = |code: &&str| {
        steps.iter().find_map(|step| Some(code.strip_prefix(step)?.strip_prefix('-')?.len())).unwrap_or_default()
    };
    let causes = distinct(codes.iter().map(|code| &code[code.len() - cause(code)..]));
    let texts: Vec<_> = Text::ALL.iter().map(|text| text.name()).collect();
    let actors = names_of!(Actor: Shopper, Integrator, Backend);
    let reasons = names_of!(
        CancelReason: Shopper, Provider, NotApproved, Page, PageLeft, ConfigChanged, TotalChanged, Stale, Elsewhere
    );
    let outcomes = names_of!(Outcome: Ordered, Prefilled, Cancelled, Failed, Unknown);
    let sources = names_of!(Source: Shopper, Page, Account, Psp, Derived);
    let checks = names_of!(
        Check: StreetSplit, StreetWhole, NameSplit, NameWhole, CompanyRecognised, CountryRecognised, Unusual, Cut, Copied
    );
    let all = [
        ("The state of the checkout.", "State", states()),
        ("The step of the checkout at which something failed.", "Step", steps.to_vec()),
        ("The cause of a failure.", "Trouble", causes),
        ("Every code of `ec-error`: the step and the cause.", "ErrorCode", codes.clone()),
        ("Who must act after a failure.", "Actor", actors),
        ("Who cancelled, and why.", "CancelReason", reasons),
        ("How an attempt ended.", "Outcome", outcomes),
        ("The step of a request to Glue. `quote` is a price in a provider's sheet.", "RequestStep", request_steps()),
        ("Where a value of an address came from.", "AddressSource", sources),
        ("Why the shopper should check a value of an address.", "AddressCheck", checks),
        ("The names of all texts.", "MessageName", texts),
    ];
    all.map(|(text, name, words)| comment("", text) + &named_union(name, &words)).join("\n")
}

/// The types of attributes that accept only a few words.
fn words() -> String {
    let mut types = Vec::new();
    for attribute in ATTRIBUTES {
        if let (Kind::Words(name), Some(union)) = (&attribute.kind, attribute.union()) {
            let text = format!("The words of the attribute `{}`.", attribute.name);
            types.push(format!(
                "{}export type {name} = {union};
",
                comment("", &text)
            ));
        }
    }
    types.join("\n")
}

fn attributes() -> String {
    let one = |attribute: &super::attributes::Attribute| {
        let mark = if matches!(attribute.kind, Kind::Required) { "" } else { "?" };
        let also = if mark.is_empty() { "" } else { " | undefined" };
        comment("  ", attribute.text)
            + &format!("  \"{}\"{mark}: {}{also};\n", attribute.name, attribute.attribute_type())
    };
    ATTRIBUTES.iter().map(one).collect()
}

/// The accessors of the class.
fn accessors() -> String {
    let one = |attribute: &super::attributes::Attribute| {
        let name = attribute.property()?;
        let (read, write) = attribute.property_types();
        let text = [attribute.text, " ", &attribute.relation()].concat();
        Some(comment("  ", &text) + &format!("  get {name}(): {read};\n  set {name}(value: {write});\n"))
    };
    ATTRIBUTES.iter().filter_map(one).collect()
}

/// The properties that can be set, for templates.
fn properties() -> String {
    let one = |attribute: &super::attributes::Attribute| {
        let (_, write) = attribute.property_types();
        Some(format!("  {}?: {write};\n", attribute.property()?))
    };
    ATTRIBUTES.iter().filter_map(one).collect()
}

fn events() -> String {
    let one = |event: &super::events::Event| {
        comment("  ", event.text) + &format!("  \"{}\": CustomEvent<{}>;\n", event.name, event.detail)
    };
    EVENTS.iter().map(one).collect()
}

/// Replaces the text between the two comments of a generated part.
fn with_part(types: &str, name: &str, text: &str) -> String {
    let start = format!("// Generated: {name}\n");
    let (before, rest) = types.split_once(&start).unwrap_or_else(|| panic!("{FILE} has no part {name}"));
    let indent = before.rsplit('\n').next().unwrap_or_default();
    let end = format!("{indent}// End\n");
    let (_, after) = rest.split_once(&end).unwrap_or_else(|| panic!("the part {name} does not end"));
    [before, &start, text, &end, after].concat()
}

#[test]
fn the_types_are_up_to_date() {
    let parts = [
        ("accessors", accessors()),
        ("attributes", attributes()),
        ("properties", properties()),
        ("words", words()),
        ("names", names()),
        ("events", events()),
    ];
    let types = parts.iter().fold(committed(FILE), |types, (name, text)| with_part(&types, name, text));
    compare(FILE, &types);
}
