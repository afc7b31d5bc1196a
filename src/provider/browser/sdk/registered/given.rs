//! Reads the object that a page registered as a provider, calls its functions, and tells the developer in the console what is
//! wrong with it. The object and its errors are the page's own; they get into no event and no storage.

use super::super::js;
use crate::flow::ApprovalError;
use crate::provider::browser::registered::Registered;
use crate::provider::shape::{FUNCTION, FUNCTIONS, Given, Member, PROMISE, UNREADABLE, short};
use js_sys::{Array, Promise, Reflect};
use std::cell::Cell;
use wasm_bindgen::prelude::*;

thread_local! {
    /// The newest registration whose shape was reported.
    static REPORTED: Cell<u32> = const { Cell::new(0) };
}

/// Checks the shape. A fault and doubts are written to the console once for each registration.
///
/// # Errors
/// The sentence about the fault.
pub fn check(registered: &Registered) -> Result<(), ApprovalError> {
    let (given, thrown) = read(&registered.object);
    let said = |end: String| [subject(registered).as_str(), " ", &end].concat();
    let fault = given.fault().map(&said);
    if REPORTED.replace(REPORTED.get().max(registered.number)) < registered.number {
        if let Some(fault) = &fault {
            report("error", fault, thrown.as_ref());
        }
        for doubt in given.doubts() {
            report("warn", &said(doubt), None);
        }
    }
    fault.map_or(Ok(()), |fault| Err(ApprovalError::Registered(fault)))
}

/// Calls a function of the provider and returns a promise of its result. An error is written to the console, whenever it comes.
///
/// # Errors
/// The sentence about the error. The promise is rejected without it; [`broken`] makes it then.
pub fn call(registered: &Registered, name: &'static str, arguments: &[JsValue]) -> Result<Promise, ApprovalError> {
    match js::call(&registered.object, name, arguments) {
        Ok(answer) => {
            let (answer, registered) = (Promise::resolve(&answer), registered.clone());
            js::on_rejection(&answer, move |error| report_thrown(&registered, name, &error));
            Ok(answer)
        }
        Err(error) => {
            report_thrown(registered, name, &error);
            Err(broken(registered, name))
        }
    }
}

/// The failure when a function of the provider threw an error.
pub fn broken(registered: &Registered, name: &str) -> ApprovalError {
    ApprovalError::Registered(thrown(registered, name))
}

/// Writes an error of the provider to the console, whole.
pub fn report_thrown(registered: &Registered, name: &str, error: &JsValue) {
    report("error", &thrown(registered, name), Some(error));
}

/// Writes to the console that a function's promise took too long.
pub fn report_late(registered: &Registered, name: &str) {
    let said = ["the promise of ", name, " of ", &subject(registered), " did not settle in time"];
    report("error", &said.concat(), None);
}

/// Writes a sentence to the console, with an error of the page.
pub fn report(level: &str, sentence: &str, error: Option<&JsValue>) {
    let mut given = vec![["express-checkout: ", sentence].concat().into()];
    given.extend(error.cloned());
    let _ = js::call(&js::get(&js_sys::global(), "console"), level, &given);
}

/// How sentences name the provider.
pub fn subject(registered: &Registered) -> String {
    ["the provider registered for \"", &short(&registered.key.as_string().unwrap_or_default()), "\""].concat()
}

fn thrown(registered: &Registered, name: &str) -> String {
    [name, " of ", &subject(registered), " failed; the console has its error"].concat()
}

/// Reads the object, and the first error that one of its getters throws.
fn read(object: &JsValue) -> (Given, Option<JsValue>) {
    let kind = kind(object);
    if kind != "an object" {
        return (Given::Other(kind), None);
    }
    let mut error = None;
    let mut members = Vec::new();
    let mut names = names(object);
    names.extend(FUNCTIONS.map(str::to_owned));
    for name in names {
        let kind = match Reflect::get(object, &name.as_str().into()) {
            Ok(value) if value.is_undefined() || value == JsValue::NULL => continue,
            Ok(value) => self::kind(&value),
            Err(thrown) => {
                error.get_or_insert(thrown);
                UNREADABLE
            }
        };
        if members.iter().all(|known: &Member| known.name != name) {
            members.push(Member { name, kind });
        }
    }
    (Given::Object(members), error)
}

/// The kind of a value, as sentences name it.
pub fn kind(value: &JsValue) -> &'static str {
    if value.is_undefined() {
        "undefined"
    } else if *value == JsValue::NULL {
        "null"
    } else if value.is_function() {
        FUNCTION
    } else if value.is_object() {
        if js::has(value, "then") { PROMISE } else { "an object" }
    } else if value.as_string().is_some() {
        "a text"
    } else if value.as_f64().is_some() {
        "a number"
    } else if value.as_bool().is_some() {
        "a boolean"
    } else {
        "a symbol or a big integer"
    }
}

/// The names of its members and of those of its classes, without those that every object has.
fn names(object: &JsValue) -> Vec<String> {
    let class = js::get(&js_sys::global(), "Object");
    let every = js::get(&class, "prototype");
    let mut names = Vec::new();
    let mut level = object.clone();
    // A proxy may have endless prototypes.
    for _ in 0..8 {
        if !level.is_object() || level == every {
            break;
        }
        let own = js::call(&class, "getOwnPropertyNames", std::slice::from_ref(&level)).unwrap_or_default();
        if own.is_object() {
            names.extend(Array::from(&own).iter().filter_map(|name| name.as_string()));
        }
        level = js::call(&class, "getPrototypeOf", std::slice::from_ref(&level)).unwrap_or_default();
    }
    names.retain(|name| name != "constructor");
    names
}
