//! The element as the page sees it: its events, its light DOM, what it remembers.

use crate::browser::{go_to, random_name};
use crate::page::Page;
use crate::storage::session;
use std::cell::RefCell;
use wasm_bindgen::prelude::*;
use web_sys::{CustomEvent, CustomEventInit, Element, HtmlElement};

/// The host element and the closed root inside.
pub struct Host {
    pub element: HtmlElement,
    /// The element that everything of ours is in.
    pub root: Element,
    /// What the loader gave: the element's properties, and its own functions: `scriptUrl`, its Trusted Types policy, and
    /// `giveUp`.
    pub properties: JsValue,
    /// What was made in the page for providers to draw into.
    made: RefCell<Vec<Element>>,
}

impl Page for Host {
    fn tell(&self, name: &str, detail: &JsValue, cancelable: bool) -> bool {
        let init = CustomEventInit::new();
        init.set_bubbles(true);
        init.set_composed(true);
        init.set_cancelable(cancelable);
        init.set_detail(detail);
        CustomEvent::new_with_event_init_dict(name, &init)
            .and_then(|event| self.element.dispatch_event(&event))
            .unwrap_or(true)
    }

    fn container(&self, key: &str) -> Option<Element> {
        self.slotted(&self.element, &["ec-", key].concat())
    }

    fn vacate(&self) {
        for made in self.made.take() {
            made.remove();
        }
    }

    fn contain(&self, _key: &str, _element: Element) {}

    fn focus_missing(&self) {
        if let Ok(Some(field)) = self.root.query_selector("[aria-invalid=true]")
            && let Ok(field) = field.dyn_into::<HtmlElement>()
        {
            let _ = field.focus();
        }
    }

    fn say(&self, text: &str) {
        if let Some(parent) = self.root.parent_element() {
            parent.set_text_content(Some(text));
        }
    }

    fn give_up(&self, given_up: bool) {
        let sent = || self.element.get_attribute("cart-id").is_some_and(|cart_id| session::is_sent(&cart_id));
        self.call("giveUp", &if given_up && sent() { "placing".into() } else { given_up.into() });
    }

    fn leave(&self, url: &str) {
        go_to(url);
    }

    fn nonce(&self) -> Option<String> {
        let nonce = js_sys::Reflect::get(&self.element, &"nonce".into()).ok()?;
        nonce.as_string().filter(|nonce| !nonce.is_empty())
    }

    fn security_code(&self) -> JsValue {
        js_sys::Reflect::get(&self.properties, &"mfaCode".into()).unwrap_or(JsValue::UNDEFINED)
    }

    fn trusted(&self, url: &str) -> JsValue {
        self.call("scriptUrl", &url.into()).unwrap_or_else(|| url.into())
    }
}

impl Host {
    /// The element, what is mounted into, and what the loader gave.
    pub fn new(element: HtmlElement, root: Element, properties: JsValue) -> Self {
        Self { element, root, properties, made: RefCell::default() }
    }

    /// The element in the document itself that shows in that slot of the host; made where it is not there. A host inside a
    /// shadow root gets a slot for it, and what shows in that is looked for at the next host outwards: providers' software
    /// does not find its own button inside a shadow root.
    fn slotted(&self, host: &Element, slot: &str) -> Option<Element> {
        let outer = host.get_root_node().dyn_into::<web_sys::ShadowRoot>().ok();
        let children = host.children();
        let mine = |child: &Element| child.slot() == slot;
        let child = match (0..children.length()).filter_map(|index| children.item(index)).find(mine) {
            Some(child) => child,
            None => {
                let child = host.owner_document()?.create_element(if outer.is_some() { "slot" } else { "div" }).ok()?;
                child.set_slot(slot);
                child.set_attribute("name", &[slot, "-", &random_name()].concat()).ok()?;
                host.append_child(&child).ok()?;
                self.made.borrow_mut().push(child.clone());
                child
            }
        };
        match outer {
            Some(root) => self.slotted(&root.host(), &child.get_attribute("name")?),
            None => Some(child),
        }
    }

    /// Asks the loader.
    fn call(&self, name: &str, with: &JsValue) -> Option<JsValue> {
        let function =
            js_sys::Reflect::get(&self.properties, &name.into()).ok()?.dyn_into::<js_sys::Function>().ok()?;
        function.call1(&JsValue::UNDEFINED, with).ok()
    }
}
