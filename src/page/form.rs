//! Fills the page's own form. What with, `autofill` says; here is what browsers have to do with it.

use super::autofill::{Place, Shape, choose, wanted};
use crate::address::{AddressState, Field, Path};
use crate::browser::intl::country;
use js_sys::{Function, Object, Reflect};
use wasm_bindgen::prelude::*;
use web_sys::{Element, Event, EventInit};

/// What we changed in the page's form, to be able to put it back.
#[derive(Default)]
pub struct Filled {
    /// The field, what it held before, and what we put in.
    changes: Vec<(Element, String, String)>,
}

impl Filled {
    /// Fills the form of that id. A field that holds something the shopper typed stays as it is, and so does one that they
    /// could not fill. A value that does not fit is left to the shopper whole, and not cut.
    pub fn fill(&mut self, id: &str, addresses: &AddressState) {
        let Some(form) =
            web_sys::window().and_then(|window| window.document()).and_then(|page| page.get_element_by_id(id))
        else {
            return crate::browser::warn(
                &["form=\"", id, "\" makes no sense: expected the id of a form of this page"].concat(),
            );
        };
        let fields = fields(&form);
        let places: Vec<Place> = fields.iter().map(|(_, place, _)| place.clone()).collect();
        for (field, place, shape) in fields {
            let values = wanted(&place, &shape, &places, addresses);
            let Some(value) = as_offered(&field, &place, &shape, values, addresses) else { continue };
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

    /// Puts back what was there, where the shopper has not typed since.
    pub fn undo(&mut self) {
        for (field, before, ours) in self.changes.drain(..) {
            if text_property(&field, "value") == ours {
                set(&field, &before);
            }
        }
    }
}

/// Empty, or a choice that the page made by itself.
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

/// The fields that a shopper could fill, in their order, with what they ask for.
fn fields(form: &Element) -> Vec<(Element, Place, Shape)> {
    let Ok(found) = form.query_selector_all("input[autocomplete],select[autocomplete],textarea[autocomplete]") else {
        return Vec::new();
    };
    let field = |index| {
        let field = found.get(index)?.dyn_into::<Element>().ok()?;
        let place = Place::read(&field.get_attribute("autocomplete")?)?;
        let shape = shape(&field);
        shape.is_open().then_some((field, place, shape))
    };
    (0..found.length()).filter_map(field).collect()
}

/// How a field is made. What stands in a disabled group is disabled too.
fn shape(field: &Element) -> Shape {
    let property = |name: &str| Reflect::get(field, &name.into()).unwrap_or_default();
    Shape {
        tag: field.tag_name(),
        kind: text_property(field, "type"),
        locked: property("readOnly").is_truthy() || field.matches(":disabled").unwrap_or(false),
        // -1 where the page names none.
        longest: property("maxLength").as_f64().filter(|longest| *longest >= 0.0).map(|longest| longest as usize),
    }
}

/// The value as this field takes it: of a list what it offers; a text that asks for the country's name gets that. Nothing
/// where none fits.
fn as_offered(
    field: &Element,
    place: &Place,
    shape: &Shape,
    mut values: Vec<String>,
    addresses: &AddressState,
) -> Option<String> {
    let first = values.first()?;
    let named = if place.name.starts_with("country") { country(&language(field), first) } else { None };
    if shape.is_list() {
        let options = field.query_selector_all("option").ok()?;
        let option = |index| options.get(index)?.dyn_into::<Element>().ok();
        let options = (0..options.length()).filter_map(option);
        let options: Vec<_> =
            options.map(|node| (text_property(&node, "value"), text_property(&node, "text"))).collect();
        let country = addresses.get(Path { part: place.address(), field: Field::Iso2Code });
        return choose(place, &values, country, named.as_deref(), &options);
    }
    if let Some(named) = named.filter(|_| place.name == "country-name") {
        values = vec![named];
    }
    values.into_iter().find(|value| shape.takes(value))
}

/// The language that the page says the field is in.
fn language(field: &Element) -> String {
    let says = field.closest("[lang]").ok().flatten().and_then(|node| node.get_attribute("lang"));
    says.filter(|language| !language.is_empty()).unwrap_or_else(|| "en".to_owned())
}

/// Sets the field as typing would: through the browser's own setter, because frameworks put theirs over it, and with the
/// events that they listen for.
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
