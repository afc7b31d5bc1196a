//! Fills the page's own form in the browser. `autofill` decides the values.

use super::autofill::{Control, Purpose, choose, wanted};
use crate::address::{AddressState, Field, Path};
use crate::browser::intl::country;
use js_sys::{Function, Object, Reflect};
use wasm_bindgen::prelude::*;
use web_sys::{Element, Event, EventInit};

/// The changes in the page's form, so that they can be undone.
#[derive(Default)]
pub struct Filled {
    /// The field, its earlier value, and the value that filled it.
    changes: Vec<(Element, String, String)>,
}

impl Filled {
    /// Fills the form with that id. A field keeps what the shopper typed. A field that the shopper could not fill is
    /// skipped. A value that does not fit is not filled, because a shortened one would be wrong.
    pub fn fill(&mut self, id: &str, addresses: &AddressState) {
        let Some(form) =
            web_sys::window().and_then(|window| window.document()).and_then(|page| page.get_element_by_id(id))
        else {
            return crate::browser::warn(
                &["form=\"", id, "\" makes no sense: expected the id of a form of this page"].concat(),
            );
        };
        let fields = fields(&form);
        let purposes: Vec<Purpose> = fields.iter().map(|(_, purpose, _)| purpose.clone()).collect();
        for (field, purpose, control) in fields {
            let values = wanted(&purpose, &control, &purposes, addresses);
            let Some(value) = as_offered(&field, &purpose, &control, values, addresses) else { continue };
            let before = text_property(&field, "value");
            let ours = self.changes.iter().position(|(known, ..)| *known == field);
            let mine = ours.is_some_and(|index| self.changes[index].2 == before);
            if before == value || !(mine || untouched(&field, &before)) || !set(&field, &value) {
                continue;
            }
            let now = text_property(&field, "value");
            match ours {
                Some(index) => self.changes[index].2 = now,
                None => self.changes.push((field, before, now)),
            }
        }
    }

    /// Restores the earlier values, except where the shopper has typed since.
    pub fn undo(&mut self) {
        for (field, before, ours) in self.changes.drain(..) {
            if text_property(&field, "value") == ours {
                set(&field, &before);
            }
        }
    }
}

/// Whether the field is empty or has the option that the page selected at first.
fn untouched(field: &Element, value: &str) -> bool {
    if value.is_empty() {
        return true;
    }
    field.tag_name() == "SELECT"
        && field.query_selector("option[selected]").is_ok_and(|selected| match selected {
            Some(option) => text_property(&option, "value") == value,
            None => Reflect::get(field, &"selectedIndex".into()).is_ok_and(|index| index == 0),
        })
}

/// The fields that a shopper could fill, in the order of the page.
fn fields(form: &Element) -> Vec<(Element, Purpose, Control)> {
    let Ok(found) = form.query_selector_all("input[autocomplete],select[autocomplete],textarea[autocomplete]") else {
        return Vec::new();
    };
    let field = |index| {
        let field = found.get(index)?.dyn_into::<Element>().ok()?;
        let purpose = Purpose::read(&field.get_attribute("autocomplete")?)?;
        let control = control(&field);
        control.is_open().then_some((field, purpose, control))
    };
    (0..found.length()).filter_map(field).collect()
}

/// Reads the kind of a field. A field in a disabled fieldset is disabled.
fn control(field: &Element) -> Control {
    let property = |name: &str| Reflect::get(field, &name.into()).unwrap_or_default();
    Control {
        tag: field.tag_name(),
        kind: text_property(field, "type"),
        locked: property("readOnly").is_truthy() || field.matches(":disabled").unwrap_or(false),
        // -1 without a limit.
        longest: property("maxLength").as_f64().filter(|longest| *longest >= 0.0).map(|longest| longest as usize),
    }
}

/// The first value that the field accepts: an option of a list, or a text, with the country's name for `country-name`.
/// `None` if no value fits.
fn as_offered(
    field: &Element,
    purpose: &Purpose,
    control: &Control,
    mut values: Vec<String>,
    addresses: &AddressState,
) -> Option<String> {
    let first = values.first()?;
    let named = if purpose.name.starts_with("country") { country(&language(field), first) } else { None };
    if control.is_list() {
        let options = field.query_selector_all("option").ok()?;
        let option = |index| options.get(index)?.dyn_into::<Element>().ok();
        let options = (0..options.length()).filter_map(option);
        let options: Vec<_> =
            options.map(|node| (text_property(&node, "value"), text_property(&node, "text"))).collect();
        let country = addresses.get(Path { part: purpose.address(), field: Field::Iso2Code });
        return choose(purpose, &values, country, named.as_deref(), &options);
    }
    if let Some(named) = named.filter(|_| purpose.name == "country-name") {
        values = vec![named];
    }
    values.into_iter().find(|value| control.takes(value))
}

/// The language of the field, from the nearest `lang` attribute.
fn language(field: &Element) -> String {
    let says = field.closest("[lang]").ok().flatten().and_then(|node| node.get_attribute("lang"));
    says.filter(|language| !language.is_empty()).unwrap_or_else(|| "en".to_owned())
}

/// Sets the value as typing would. Frameworks override the setter of a field, so the setter of the prototype is called, and
/// then the events follow that frameworks listen for.
fn set(field: &Element, value: &str) -> bool {
    let prototype = Object::get_prototype_of(field);
    let setter = Reflect::get_own_property_descriptor(&prototype, &"value".into())
        .and_then(|descriptor| Reflect::get(&descriptor, &"set".into()))
        .and_then(JsCast::dyn_into::<Function>);
    let done = match setter {
        Ok(setter) => setter.call1(field, &value.into()).is_ok(),
        Err(_) => Reflect::set(field, &"value".into(), &value.into()).is_ok(),
    };
    for name in ["input", "change"] {
        let init = EventInit::new();
        init.set_bubbles(true);
        if let Ok(event) = Event::new_with_event_init_dict(name, &init) {
            let _ = field.dispatch_event(&event);
        }
    }
    done
}

fn text_property(element: &Element, name: &str) -> String {
    Reflect::get(element, &name.into()).ok().and_then(|value| value.as_string()).unwrap_or_default()
}
