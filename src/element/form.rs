//! Fills the page's own form by the standard `autocomplete` tokens of its fields.

use crate::address::{Book, Field, Part, Path};
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
    /// Fills the form of that id. A field that holds something the shopper typed stays as it is.
    pub fn fill(&mut self, id: &str, book: &Book) {
        let Some(form) =
            web_sys::window().and_then(|window| window.document()).and_then(|page| page.get_element_by_id(id))
        else {
            return crate::page::warn(&["no form has the id \"", id, "\""].concat());
        };
        let Ok(fields) = form.query_selector_all("input[autocomplete],select[autocomplete],textarea[autocomplete]")
        else {
            return;
        };
        let second_line = form.query_selector("[autocomplete~=address-line2]").is_ok_and(|found| found.is_some());
        for index in 0..fields.length() {
            let Some(field) = fields.get(index).and_then(|node| node.dyn_into::<Element>().ok()) else { continue };
            let tokens = field.get_attribute("autocomplete").unwrap_or_default().to_ascii_lowercase();
            let Some(value) = wanted(&tokens, book, second_line) else { continue };
            let before = text_property(&field, "value");
            let ours = self.changes.iter().position(|(known, ..)| *known == field);
            let mine = ours.is_some_and(|index| self.changes[index].2 == before);
            if value.is_empty() || before == value || !(mine || untouched(&field, &before)) || !set(&field, &value) {
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

/// What a field with these tokens is to hold.
fn wanted(tokens: &str, book: &Book, second_line: bool) -> Option<String> {
    let words: Vec<&str> = tokens.split_whitespace().collect();
    let section = if words.contains(&"billing") {
        Some(Part::Billing)
    } else if words.contains(&"shipping") {
        Some(Part::Shipping)
    } else {
        None
    };
    let address = section.unwrap_or(Part::Shipping);
    let person = section.unwrap_or(Part::Customer);
    let get = |part, field| book.get(Path { part, field }).trim();
    let joined = |part: Part, fields: &[Field], with: &str| {
        let values: Vec<&str> =
            fields.iter().map(|field| get(part, *field)).filter(|value| !value.is_empty()).collect();
        values.join(with)
    };
    Some(match *words.last()? {
        "name" => joined(person, &[Field::FirstName, Field::LastName], " "),
        "given-name" => get(person, Field::FirstName).to_owned(),
        "family-name" => get(person, Field::LastName).to_owned(),
        "honorific-prefix" => get(person, Field::Salutation).to_owned(),
        "email" => get(Part::Customer, Field::Email).to_owned(),
        "tel" => [get(person, Field::Phone), get(Part::Customer, Field::Phone), get(Part::Shipping, Field::Phone)]
            .into_iter()
            .find(|phone| !phone.is_empty())?
            .to_owned(),
        "organization" => get(address, Field::Company).to_owned(),
        "street-address" => {
            let street = joined(address, &[Field::Address1, Field::Address2], " ");
            let more = get(address, Field::Address3);
            if more.is_empty() { street } else { [street.as_str(), more].join("\n") }
        }
        "address-line1" if second_line => get(address, Field::Address1).to_owned(),
        "address-line1" => joined(address, &[Field::Address1, Field::Address2], " "),
        "address-line2" => get(address, Field::Address2).to_owned(),
        "address-line3" => get(address, Field::Address3).to_owned(),
        "postal-code" => get(address, Field::ZipCode).to_owned(),
        "address-level2" => get(address, Field::City).to_owned(),
        "address-level1" => get(address, Field::State).to_owned(),
        "country" | "country-name" => get(address, Field::Iso2Code).to_owned(),
        _ => return None,
    })
}

/// Sets the field as typing would: through the browser's own setter, because frameworks put theirs over it, and with the
/// events that they listen for. A choice is found by its value or by what it shows. False when it offers no such choice.
fn set(field: &Element, value: &str) -> bool {
    let mut value = value.to_owned();
    if field.tag_name() == "SELECT" && !value.is_empty() {
        let Ok(options) = field.query_selector_all("option") else { return false };
        let option =
            (0..options.length()).filter_map(|index| options.get(index)?.dyn_into::<Element>().ok()).find(|option| {
                let shown = option.text_content().unwrap_or_default();
                text_property(option, "value").eq_ignore_ascii_case(&value) || shown.trim().eq_ignore_ascii_case(&value)
            });
        let Some(option) = option else { return false };
        value = text_property(&option, "value");
    }
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
