//! Fills the page's own form by the standard `autocomplete` tokens of its fields.

use crate::address::{Book, Field, Part, Path, means};
use crate::ui::country_name;
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
            return crate::page::warn(
                &["form=\"", id, "\" makes no sense: expected the id of a form of this page"].concat(),
            );
        };
        let Ok(fields) = form.query_selector_all("input[autocomplete],select[autocomplete],textarea[autocomplete]")
        else {
            return;
        };
        let second_line = form.query_selector("[autocomplete~=address-line2]").is_ok_and(|found| found.is_some());
        for index in 0..fields.length() {
            let Some(field) = fields.get(index).and_then(|node| node.dyn_into::<Element>().ok()) else { continue };
            let tokens = field.get_attribute("autocomplete").unwrap_or_default().to_ascii_lowercase();
            let Some(value) = wanted(&tokens, book, second_line).filter(|value| !value.is_empty()) else { continue };
            let Some(value) = as_offered(&field, &tokens, value, book) else { continue };
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

/// Whose address a field with these tokens asks for, where it says so.
fn section(tokens: &str) -> Option<Part> {
    let says = |word| tokens.split_whitespace().any(|token| token == word);
    if says("billing") {
        Some(Part::Billing)
    } else if says("shipping") {
        Some(Part::Shipping)
    } else {
        None
    }
}

/// What a field with these tokens is to hold.
fn wanted(tokens: &str, book: &Book, second_line: bool) -> Option<String> {
    let section = section(tokens);
    let address = section.unwrap_or(Part::Shipping);
    let person = section.unwrap_or(Part::Customer);
    let get = |part, field| book.get(Path { part, field }).trim();
    let joined = |part: Part, fields: &[Field], with: &str| {
        let values: Vec<&str> =
            fields.iter().map(|field| get(part, *field)).filter(|value| !value.is_empty()).collect();
        values.join(with)
    };
    Some(match tokens.split_whitespace().last()? {
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

/// The value as this field takes it. A list takes what it offers: found by what an option holds or shows, first as it is
/// written here, then in other words for the same - shops number their countries and write out their states. A text that
/// asks for the country's name gets that. Nothing where a list has no such option.
fn as_offered(field: &Element, tokens: &str, value: String, book: &Book) -> Option<String> {
    let token = tokens.split_whitespace().last()?;
    let named = if token.starts_with("country") { country_name(&language(field), &value) } else { None };
    if field.tag_name() != "SELECT" {
        return Some(if token == "country-name" { named.unwrap_or(value) } else { value });
    }
    let part = section(tokens).unwrap_or(Part::Shipping);
    let country = book.get(Path { part, field: Field::Iso2Code });
    let asked = match token {
        "country" | "country-name" => Field::Iso2Code,
        "address-level1" => Field::State,
        _ => Field::Salutation,
    };
    let written = |text: &str| text.eq_ignore_ascii_case(&value);
    let meant = |text: &str| named.as_deref() == Some(text) || means(asked, country, text, &value);
    let options = field.query_selector_all("option").ok()?;
    let mut best = (4, None);
    for index in 0..options.length() {
        let Some(option) = options.get(index).and_then(|node| node.dyn_into::<Element>().ok()) else { continue };
        let (held, shown) = (text_property(&option, "value"), text_property(&option, "text"));
        // Numbers are the shop's own, also where somebody else's codes are numbers.
        let is_code = held.bytes().next().is_some_and(|byte| byte.is_ascii_alphabetic());
        let ranks = [written(&held), written(&shown), meant(&shown), is_code && meant(&held)];
        let rank = ranks.iter().position(|is_so| *is_so).unwrap_or(4);
        if rank < best.0 {
            best = (rank, Some(held));
        }
    }
    best.1
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
