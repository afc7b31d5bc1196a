//! The element as the page sees it: its events, its light DOM, what it remembers.

use crate::cart_lock;
use crate::element::journal;
use crate::flow::Record;
use crate::json::Json;
use crate::page::{Page, random_name};
use std::cell::{OnceCell, RefCell};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::{CustomEvent, CustomEventInit, Element, HtmlElement, Storage};

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
        let sent = || self.element.get_attribute("cart-id").is_some_and(|cart_id| is_sent(&cart_id));
        self.call("giveUp", &if given_up && sent() { "placing".into() } else { given_up.into() });
    }

    fn leave(&self, url: &str) {
        leave(url);
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

/// Keeps a record for the next page, or forgets it when it is empty. Storage may be refused or full: the checkout works
/// all the same, it just cannot be taken up again. That an order was sent is tried in fewer words before.
pub fn remember(cart_id: &str, record: &Record) {
    let Some(storage) = storage() else { return };
    let key = journal::key(cart_id);
    let _ = if record.is_empty() {
        storage.remove_item(&key)
    } else {
        let write = |record: &Record| {
            let mut entry = journal::encode(record, js_sys::Date::now() as i64);
            entry.set("page", document_name().into());
            storage.set_item(&key, &entry.to_string())
        };
        let shorter = || journal::shortened(record).iter().any(|shorter| write(shorter).is_ok());
        match write(record) {
            Err(_) if !shorter() => storage.remove_item(&key),
            // What stood there is out of date, and may be of before the order was sent.
            written => written,
        }
    };
}

/// Under this name the document knows how it is called in what its pages write down: one name for all that is at work in
/// it, and for what is put in after a crash.
const NAMED: &str = "express-checkout";

thread_local! {
    /// The document's name, for one that cannot be written on.
    static NAME: OnceCell<String> = const { OnceCell::new() };
}

/// The document's name in what is written down. It is locked for as long as the document lives: if the lock of a name is
/// still held and the name is not our own, the entry is a copy, as in a tab that was duplicated. What a copy says is for the
/// tab that wrote it to take up.
fn document_name() -> String {
    NAME.with(|name| name.get_or_init(named).clone())
}

fn named() -> String {
    let document = web_sys::window().and_then(|window| window.document()).map_or(JsValue::UNDEFINED, JsValue::from);
    let key = js_sys::Symbol::for_(NAMED);
    if let Some(name) = js_sys::Reflect::get(&document, &key).ok().and_then(|name| name.as_string()) {
        return name;
    }
    let name = random_name();
    let _ = js_sys::Reflect::set(&document, &key, &name.as_str().into());
    let locked = lock_of(&name);
    spawn_local(async move {
        if let Some(lock) = cart_lock::take(&locked).await {
            lock.keep();
        }
    });
    name
}

fn lock_of(document: &str) -> String {
    ["express-checkout:page:", document].concat()
}

/// Whether what is remembered for that cart is a copy of what another document wrote that is still there. One that is just
/// going away gets time for it.
pub async fn is_copied(cart_id: &str) -> bool {
    let entry = storage().and_then(|storage| storage.get_item(&journal::key(cart_id)).ok().flatten());
    let entry = entry.and_then(|entry| Json::parse(&entry).ok()).unwrap_or_default();
    let Some(document) = entry.get("page").str().filter(|document| **document != document_name()) else { return false };
    for _ in 0..TIME_TO_GO {
        if cart_lock::take(&lock_of(document)).await.is_some() {
            return false;
        }
    }
    true
}

/// How often it is tried whether a page has gone; each time takes a tenth of a second or so.
const TIME_TO_GO: u32 = 16;

/// Goes to another address.
pub fn leave(url: &str) {
    if let Some(window) = web_sys::window() {
        let _ = window.location().assign(url);
    }
}

/// Whether an earlier page left something behind for that cart.
pub fn is_remembered(cart_id: &str) -> bool {
    storage().is_some_and(|storage| matches!(storage.get_item(&journal::key(cart_id)), Ok(Some(_))))
}

/// Whether an earlier page may have ordered that cart. Whatever reads like it counts: it only keeps from ordering again.
fn is_sent(cart_id: &str) -> bool {
    let entry = storage().and_then(|storage| storage.get_item(&journal::key(cart_id)).ok().flatten());
    entry.is_some_and(|entry| ["\"placing\"", "\"ordered\""].iter().any(|phase| entry.contains(phase)))
}

/// What an earlier page left behind for that cart. What is not of our shape, or expired, is thrown away.
pub fn remembered(cart_id: &str) -> Record {
    let Some(storage) = storage() else { return Record::default() };
    let key = journal::key(cart_id);
    let Ok(Some(text)) = storage.get_item(&key) else { return Record::default() };
    let entry = Json::parse(&text).unwrap_or_default();
    journal::decode(&entry, js_sys::Date::now() as i64).unwrap_or_else(|| {
        let _ = storage.remove_item(&key);
        Record::default()
    })
}

fn storage() -> Option<Storage> {
    web_sys::window()?.session_storage().ok()?
}
