//! Tests that manifest, TypeScript types and reference have exactly the names that the code reads or sends.

use crate::address::{AddressState, Part, Path};
use crate::flow::announce::{cart_detail, identify, prefill_detail};
use crate::flow::{
    Announcement, CancelReason, Cause, Failure, GlueError, Method, Offer, Order, Outcome, PaymentData, Step, Threshold,
    Totals, deadline,
};
use crate::json::Json;
use crate::money::{Currency, Money};
use crate::settings;
use std::cell::RefCell;
use std::collections::BTreeSet;

const MANIFEST: &str = include_str!("custom-elements.json");
const TYPES: &str = include_str!("express-checkout.d.ts");
const LOADER: &str = include_str!("loader.js");
const STYLES: &str = concat!(
    include_str!("../../styles/element.css"),
    include_str!("../../styles/attempt.css"),
    include_str!("../../styles/review.css")
);
/// The sources with the names of events: announcements, and questions to the page.
const EVENT_SOURCES: [&str; 2] = [include_str!("../flow/announce.rs"), include_str!("browser/host.rs")];
/// The sources that pass the page's choices on to providers.
const BRANDS: [&str; 2] =
    [include_str!("../provider/browser/sdk/paypal/mod.rs"), include_str!("../provider/browser/sdk/stripe.rs")];
/// The sources that draw slots and parts.
const DRAWN: [&str; 11] = [
    include_str!("../ui/after_click.rs"),
    include_str!("../ui/method_button.rs"),
    include_str!("../ui/node.rs"),
    include_str!("../ui/thanks.rs"),
    include_str!("../ui/screens.rs"),
    include_str!("../ui/field.rs"),
    include_str!("../ui/panel.rs"),
    include_str!("../ui/review.rs"),
    include_str!("../ui/shipment.rs"),
    include_str!("../ui/total.rs"),
    include_str!("../ui/summary.rs"),
];

type Names = BTreeSet<String>;

fn names<'a>(list: impl IntoIterator<Item = &'a str>) -> Names {
    list.into_iter().map(str::to_owned).collect()
}

/// The names of one list of the manifest.
fn listed(list: &str) -> Names {
    let manifest = Json::parse(MANIFEST).unwrap();
    let element = &manifest.get("modules").items()[0].get("declarations").items()[0];
    assert_eq!(element.get("tagName").str(), Some("express-checkout"));
    let items = element.get(list).items();
    assert!(items.iter().all(|item| item.get("description").text().is_some()), "{list}: a name has no description");
    let listed = names(items.iter().map(|item| item.get("name").str().unwrap()));
    assert_eq!(listed.len(), items.len(), "{list}: a name is there twice");
    listed
}

/// The texts between quotation marks.
fn quoted(text: &str) -> impl Iterator<Item = &str> {
    text.split('"').skip(1).step_by(2)
}

fn between<'a>(text: &'a str, start: &str, end: &str) -> &'a str {
    let (_, rest) = text.split_once(start).unwrap_or_else(|| panic!("nothing begins with {start}"));
    rest.split_once(end).unwrap_or_else(|| panic!("{start} does not end")).0
}

/// The members of a TypeScript interface, with the inherited ones.
fn members(interface: &str) -> Names {
    let head = ["export interface ", interface, " "].concat();
    let (_, rest) = TYPES.split_once(&head).unwrap_or_else(|| panic!("there is no interface {interface}"));
    let (base, rest) = rest.split_once('{').unwrap();
    let mut found = match base.trim().strip_prefix("extends ") {
        Some("Required<Addresses>") => members("Addresses"),
        Some(base) => members(base),
        None => Names::new(),
    };
    let lines = rest.split_once("\n}").unwrap().0.lines().filter_map(|line| line.strip_prefix("  "));
    let name = |line: &str| {
        let end = line.find([':', '?', '('])?;
        let name = line[..end].trim_matches('"');
        name.starts_with(|char: char| char.is_ascii_lowercase()).then(|| name.to_owned())
    };
    found.extend(lines.filter(|line| !line.starts_with(['/', '*', ' '])).filter_map(name));
    found
}

fn keys(json: &Json) -> Names {
    names(json.members().iter().map(|(key, _)| &**key))
}

/// The attributes that the settings are read from.
fn read_attributes() -> Names {
    let asked = RefCell::new(Names::new());
    let attribute = |name: &str| {
        asked.borrow_mut().insert(name.to_owned());
        Some("1".to_owned()).filter(|_| matches!(name, "glue-url" | "cart-id" | "anonymous-id"))
    };
    settings::parse(&attribute, &|_, _| (), false, settings::default_guest_buyer()).unwrap();
    asked.into_inner()
}

/// The name of the property for an attribute.
fn camel_case(name: &str) -> String {
    let mut parts = name.split('-');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |name, part| [&name, &part[..1].to_ascii_uppercase(), &part[1..]].concat())
}

#[test]
fn every_attribute_is_observed_and_described() {
    let read = read_attributes();
    let observed = names(quoted(between(LOADER, "const ATTRIBUTES = [", "]")));
    assert_eq!(observed, read, "loader.js observes what settings.rs reads");
    // Every HTML element has a nonce; browsers hide the attribute, so it is read as a property.
    let nonce = include_str!("browser/host.rs").contains("\"nonce\"").then(|| "nonce".to_owned());
    let described: Names = read.into_iter().chain(nonce).collect();
    assert_eq!(listed("attributes"), described);
    assert_eq!(members("ExpressCheckoutAttributes"), described);
}

/// The start of the names of slots. It is not the name of an event.
const A_SLOT: &str = "ec-";

#[test]
fn every_event_is_described() {
    let told =
        EVENT_SOURCES.iter().flat_map(|code| quoted(code)).filter(|text| text.starts_with("ec-") && *text != A_SLOT);
    let told = names(told);
    assert_eq!(listed("events"), told);
    assert_eq!(members("ExpressCheckoutEventMap"), told);
}

#[test]
fn every_property_and_method_of_the_class_is_described() {
    let set = quoted(between(LOADER, "const PROPERTIES = [", "]"));
    let class = between(LOADER, "class ExpressCheckout", "\n}\n");
    let lines = || class.lines().filter_map(|line| line.strip_prefix("  "));
    let got = lines().filter_map(|line| line.strip_prefix("get ")?.split('(').next());
    let called = lines().filter_map(|line| {
        let line = line.strip_prefix("static ").unwrap_or(line);
        let name = line.strip_prefix("async ").unwrap_or(line).split_once('(')?.0;
        let own = name.starts_with(|char: char| char.is_ascii_lowercase()) && name.chars().all(char::is_alphanumeric);
        // Methods that only the browser or the loader calls.
        let inner = name == "constructor" || name.ends_with("Callback");
        (own && !inner).then_some(name)
    });
    // The loader makes an accessor for each attribute.
    let reflected = read_attributes().into_iter().map(|name| camel_case(&name));
    assert_eq!(listed("members"), names(set.chain(got).chain(called)).into_iter().chain(reflected).collect());
    let types = between(TYPES, "export declare class ExpressCheckout", "\n}\n");
    for name in listed("members") {
        let forms = ["  ", "  readonly ", "  static ", "  get "].map(|start| ["\n", start, &name].concat());
        assert!(forms.iter().any(|form| types.contains(&**form)), "the types lack {name}");
    }
}

#[test]
fn every_slot_part_and_custom_property_is_described() {
    let drawn = || DRAWN.iter().flat_map(|code| code.lines());
    let slots = drawn().filter(|line| line.contains("slot(")).flat_map(quoted).filter(|name| !name.starts_with("ec-"));
    // The loader creates the slot of the heading.
    let painted = LOADER.lines().filter(|line| line.contains("\"slot\"") && line.contains(".name = "));
    let painted = painted.filter_map(|line| line.rsplit('"').nth(1));
    assert_eq!(listed("slots"), names(slots.chain(painted)));
    let used = STYLES.split("var(").skip(1).filter_map(|rest| rest.split([',', ')']).next());
    let chosen = BRANDS.iter().flat_map(|code| quoted(code));
    assert_eq!(listed("cssProperties"), names(used.chain(chosen).filter(|name| name.starts_with("--ec-"))));
    let words: Names =
        DRAWN.iter().flat_map(|code| quoted(code)).flat_map(str::split_whitespace).map(str::to_owned).collect();
    for part in listed("cssParts") {
        assert!(words.contains(&part), "nothing is drawn with the part {part}");
    }
}

/// A rule for a class that is never drawn is shipped for nothing.
#[test]
fn each_class_in_the_styles_is_drawn() {
    let drawn = [
        &DRAWN[..],
        &[
            LOADER,
            include_str!("express-checkout-link.js"),
            include_str!("../ui/root.rs"),
            include_str!("../ui/form.rs"),
            include_str!("../settings/appearance.rs"),
        ],
    ]
    .concat();
    let class =
        |rest: &str| rest.chars().take_while(|char| char.is_ascii_lowercase() || *char == '-').collect::<String>();
    let rules = STYLES.lines().map(str::trim).filter(|line| !line.starts_with("/*"));
    let selectors = rules.filter(|line| line.contains(['{', ','])).filter_map(|line| line.split('{').next());
    let classes: Names =
        selectors.flat_map(|line| line.split('.').skip(1)).map(class).filter(|name| !name.is_empty()).collect();
    for class in classes {
        let is_drawn = drawn.iter().any(|code| code.contains(&*class));
        assert!(is_drawn, "nothing is drawn with the class {class}");
    }
}

/// The words that say that a Boolean attribute is not set are the same in the module, in the loader and in the diagnosis.
#[test]
fn the_loader_and_the_diagnosis_know_the_same_words_for_not_set() {
    let words = [settings::NOT_SET, settings::NO_VALUE].concat().join("|");
    for code in [LOADER, include_str!("doctor/settings.js")] {
        assert!(code.contains(&["(", &words, ")"].concat()), "{words}");
    }
}

/// The loader's first request and that of the diagnosis wait as long as the module's.
#[test]
fn the_first_request_has_the_same_deadline_everywhere() {
    let limit = ["const LIMIT = ", &deadline::OFFER.to_string(), ";"].concat();
    for code in [include_str!("express-checkout-early.js"), include_str!("doctor/glue.js")] {
        assert!(code.contains(&limit), "{limit}");
    }
}

/// The reference for integrators. It is read at run time because it is not part of the published crate.
fn reference() -> String {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/reference.md");
    std::fs::read_to_string(path).unwrap()
}

#[test]
fn every_name_is_in_the_reference() {
    let reference = reference();
    for list in ["attributes", "members", "events", "slots", "cssParts", "cssProperties"] {
        for name in listed(list) {
            let forms = ["| `", "| `.", "| `ExpressCheckout."].map(|start| [start, &name].concat());
            assert!(forms.iter().any(|form| reference.contains(&**form)), "the reference lacks {name} ({list})");
        }
    }
    let states = between(TYPES, "export type State =", ";");
    for state in quoted(states) {
        assert!(reference.contains(&["| `", state, "` |"].concat()), "the reference lacks the state {state}");
    }
}

#[test]
fn every_member_of_every_event_is_in_the_reference() {
    let reference = reference();
    let map = between(TYPES, "export interface ExpressCheckoutEventMap {", "\n}");
    for line in map.lines().filter(|line| line.contains("CustomEvent<")) {
        let event = quoted(line).next().unwrap();
        let row = between(&reference, &["| `", event, "` |"].concat(), "\n");
        for member in members(between(line, "CustomEvent<", ">")) {
            assert!(row.contains(&["`", &member, "`"].concat()), "the reference lacks {member} of {event}");
        }
    }
}

#[test]
fn the_types_of_addresses_have_the_fields_of_the_address_state() {
    for (interface, part) in [("Customer", Part::Customer), ("Address", Part::Shipping), ("Address", Part::Billing)] {
        assert_eq!(members(interface), names(part.fields().iter().map(|field| field.name())), "{interface}");
    }
}

#[test]
fn the_types_of_details_have_the_members_that_are_sent() {
    let eur = Money { minor: 1230, currency: Currency::parse("EUR").unwrap() };
    let method = Method {
        key: String::new(),
        provider: String::new(),
        name: String::new(),
        app_key: None,
        tells_customer: true,
        scripts: Vec::new(),
        data: Json::Null,
    };
    let methods = || vec![(method.clone(), true)];
    let totals = Totals::default();
    let data = PaymentData::parse(&Json::map([("transactionId", "1".into())])).unwrap();
    let path = Path::parse("customer.email").unwrap();
    let failure = Failure { step: Step::Payment, cause: Cause::Glue(GlueError::Timeout), retryable: true };
    let told = [
        (Announcement::Ready(methods()), "MethodsDetail"),
        (Announcement::AvailabilityChange(methods()), "MethodsDetail"),
        (Announcement::PaymentStart { method: method.clone(), data, amount: eur }, "PaymentStartDetail"),
        (Announcement::AddressChange(None, path, String::new()), "AddressChangeDetail"),
        (
            Announcement::ShippingMethodChange { shipment: 0, method: 1, total: eur, totals },
            "ShippingMethodChangeDetail",
        ),
        (Announcement::Order(Order { reference: None, redirect: None }), "OrderDetail"),
        (Announcement::Cancel { step: "review", reason: CancelReason::Page }, "CancelDetail"),
        (Announcement::Error(failure, None), "ErrorDetail"),
        (
            Announcement::Complete { outcome: Outcome::Failed, reference: None, correlation: String::new() },
            "CompleteDetail",
        ),
        (Announcement::StateChange("loading", "ready"), "StateChangeDetail"),
    ];
    for (announcement, interface) in told {
        let mut detail = announcement.detail();
        if let Announcement::Error(..) = announcement {
            // The effects add it, because they know the shopper's language.
            detail.set("message", Json::Null);
        }
        assert_eq!(keys(&detail), members(interface), "{}", announcement.name());
        let typed = format!("\"{}\": CustomEvent<{interface}>", announcement.name());
        assert!(TYPES.contains(&typed), "the event map lacks {typed}");
    }
    assert_eq!(keys(&identify(&method)), members("MethodName"));
    assert_eq!(keys(&prefill_detail(&AddressState::default(), &[])), members("PrefillDetail"));
    let offer = Offer {
        total: eur,
        totals,
        fingerprint: String::new(),
        quantities: None,
        thresholds: vec![Threshold { kind: String::new(), message: None, delta: None }],
        methods: Vec::new(),
        shipments: Vec::new(),
        country: None,
        saved: Vec::new(),
    };
    let cart = cart_detail("c", &offer);
    assert_eq!(keys(&cart), members("Cart"));
    assert_eq!(keys(cart.get("totals")), members("Totals"));
    assert_eq!(keys(&cart.get("thresholds").items()[0]), members("Threshold"));
}

/// The files of `diagnose()` that make checks.
const DOCTOR: [&str; 7] = [
    include_str!("express-checkout-doctor.js"),
    include_str!("doctor/files.js"),
    include_str!("doctor/glue.js"),
    include_str!("doctor/offer.js"),
    include_str!("doctor/page.js"),
    include_str!("doctor/providers.js"),
    include_str!("doctor/settings.js"),
];

#[test]
fn every_check_of_the_diagnosis_is_described() {
    let called =
        |code: &'static str| ["add(\"", "skip(\"", "judge(\""].into_iter().flat_map(|call| code.split(call).skip(1));
    let made = names(DOCTOR.into_iter().flat_map(called).filter_map(|rest| rest.split('"').next()));
    let typed = names(quoted(between(between(TYPES, "export interface Check {", "\n}"), "name:", ";")));
    assert_eq!(made, typed);
    let documented = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/testing.md");
    let documented = std::fs::read_to_string(documented).unwrap();
    for name in made {
        assert!(documented.contains(&["| `", &name, "` |"].concat()), "docs/testing.md lacks the check {name}");
    }
}
