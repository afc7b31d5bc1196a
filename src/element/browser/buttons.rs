//! The element's buttons: plain nodes beside the one that the loader painted, drawn without Yew, because they are all that
//! most pages ever need. A node stays the same for as long as its method is offered: a press that begins on a button must
//! end on it, and what a provider drew lives in its node.

use crate::effects::Checkout;
use crate::flow::{Method, Offering};
use crate::provider::browser::Providers;
use std::cell::{Cell, RefCell};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlButtonElement, HtmlElement};

/// The buttons of one element.
pub struct Buttons {
    /// The loader's, for the first method whose button is ours.
    first: HtmlButtonElement,
    /// Where all others stand.
    others: Element,
    /// The method whose button was used last. The focus goes back there.
    used: RefCell<Option<String>>,
    shown: Cell<bool>,
}

impl Buttons {
    /// The loader's button, and the place of the others.
    pub fn new(first: HtmlButtonElement, others: Element) -> Self {
        Self { first, others, used: RefCell::default(), shown: Cell::new(true) }
    }

    /// The method whose button is the loader's.
    pub fn first(&self) -> Option<String> {
        self.first.get_attribute("data-key").filter(|_| !self.first.hidden())
    }

    /// The button of that method was used.
    pub fn used(&self, key: &str) {
        *self.used.borrow_mut() = Some(key.to_owned());
    }

    /// Follows the state.
    pub fn follow(&self, checkout: &Checkout) {
        let state = checkout.state();
        let loading = state.name() == "loading";
        let offer = state.clickable().filter(|offer| state.methods(offer).next().is_some());
        // The heading comes and goes with what it stands over.
        if let Some(heading) = self.first.parent_element().and_then(|root| root.first_element_child()) {
            let nothing = matches!(state.offering(), Some(Offering::Unavailable));
            let _ = heading.toggle_attribute_with_force("hidden", nothing);
        }
        if loading {
            return;
        }
        let methods: Vec<&Method> = offer
            .into_iter()
            .flat_map(|offer| state.methods(offer))
            .filter(|method| checkout.providers().is_ready(method))
            .collect();
        let mine = methods.iter().position(|method| !Providers::draws(method));
        self.first.set_hidden(mine.is_none());
        if let Some((place, method)) = mine.map(|place| (place, methods[place])) {
            let _ = self.first.remove_attribute("aria-busy");
            self.draw(&self.first, checkout, method, "ec-first", place);
        }
        // Out of sight, what a provider drew stays alive: its software may be at work.
        self.others.set_class_name(if offer.is_some() { "buttons" } else { "buttons away" });
        if offer.is_some() || matches!(state.offering(), Some(Offering::Unavailable)) {
            self.fill(checkout, &methods, mine);
        }
        let shown = offer.is_some();
        if !self.shown.replace(shown) && shown {
            self.focus();
        }
    }

    /// Takes all buttons away. The loader's is as it was before its method was known.
    pub fn clear(&self) {
        self.first.set_hidden(true);
        let _ = self.first.remove_attribute("data-key");
        let _ = self.first.set_attribute("aria-busy", "true");
        self.others.set_text_content(None);
    }

    fn fill(&self, checkout: &Checkout, methods: &[&Method], mine: Option<usize>) {
        let children = self.others.children();
        let mut known: Vec<Element> = (0..children.length()).filter_map(|index| children.item(index)).collect();
        for (place, method) in methods.iter().enumerate().filter(|(place, _)| Some(*place) != mine) {
            let class = if Providers::draws(method) { "drawn" } else { "b" };
            let is_mine = |node: &Element| {
                node.get_attribute("data-key").as_ref() == Some(&method.key) && node.class_name().starts_with(class)
            };
            let node = match known.iter().position(is_mine) {
                Some(index) => Some(known.swap_remove(index)),
                None => self.make(class, &method.key),
            };
            if let Some(node) = node {
                self.draw(&node, checkout, method, class, place);
            }
        }
        for gone in known {
            gone.remove();
        }
    }

    fn make(&self, class: &str, key: &str) -> Option<Element> {
        let document = self.others.owner_document()?;
        let node = document.create_element(if class == "b" { "button" } else { "div" }).ok()?;
        let _ = node.set_attribute("data-key", key);
        if class == "b" {
            let _ = node.set_attribute("type", "button");
            let _ = node.set_attribute("part", "button");
        } else {
            let slot = document.create_element("slot").ok()?;
            let _ = slot.set_attribute("name", &["ec-", key].concat());
            let _ = node.append_child(&slot);
        }
        self.others.append_child(&node).ok()?;
        Some(node)
    }

    /// Writes what has changed. The order is one of style, so that no node ever moves.
    fn draw(&self, node: &Element, checkout: &Checkout, method: &Method, class: &str, place: usize) {
        node.set_class_name(&[class, " o", &place.min(9).to_string()].concat());
        let blocked = checkout.is_blocked();
        if class == "drawn" {
            let _ = node.toggle_attribute_with_force("inert", blocked);
            return;
        }
        let label = checkout.settings().button_type.label(&checkout.texts(), &method.name);
        if node.text_content().as_deref() != Some(&label) {
            node.set_text_content(Some(&label));
        }
        let _ = node.set_attribute("data-key", &method.key);
        let _ = node.set_attribute("aria-disabled", if blocked { "true" } else { "false" });
    }

    /// Back to the button that was used, unless the shopper is in a field of the page by now.
    fn focus(&self) {
        let Some(key) = self.used.borrow_mut().take() else { return };
        let active = self.others.owner_document().and_then(|document| document.active_element());
        if active.is_some_and(|active| active.matches("input,textarea,select,[contenteditable]").unwrap_or(false)) {
            return;
        }
        let node = match self.first() {
            Some(first) if first == key => Some(self.first.clone().into()),
            _ => self.others.query_selector(&["[data-key=\"", &key, "\"]"].concat()).ok().flatten(),
        };
        if let Some(node) = node {
            let _ = node.unchecked_into::<HtmlElement>().focus();
        }
    }
}
