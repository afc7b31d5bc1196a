//! Implements the trait `Page` for the element: its events, its light DOM and the functions of its loader.

use super::credential::credential;
use super::handle::ignored;
use crate::browser::{go_to, random_name, to_js};
use crate::effects::attempt_module;
use crate::flow::{Announcement, IdleAnnouncement, announce};
use crate::glue::Credential;
use crate::json::Json;
use crate::money::Money;
use crate::page::{Consent, Page, Question, RequestReport, is_own_container};
use crate::settings::has_no_value;
use std::cell::RefCell;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{CustomEvent, CustomEventInit, Element, EventTarget, HtmlElement};

/// The host element and the closed root inside it.
pub struct Host {
    pub element: HtmlElement,
    /// The node that Yew draws into, inside the closed root.
    pub root: Element,
    /// The object of the loader: the element's properties, and the loader's functions: `scriptUrl` (its Trusted
    /// Types policy), `early`, `giveUp`, `drawn` and `addStyles`.
    pub properties: JsValue,
    /// The containers that were created in the page for providers.
    made: RefCell<Vec<Element>>,
}

impl Page for Host {
    fn announce(&self, announcement: &Announcement, message: &str) {
        let detail = attempt_module::loaded().map(|attempt| (attempt.detail)(announcement)).unwrap_or_default();
        self.tell(announcement.name(), detail, message);
    }

    fn announce_idle(&self, announcement: IdleAnnouncement, message: &str) {
        self.tell(announcement.name(), announcement.detail(), message);
    }

    fn early(&self, key: &str) -> Option<js_sys::Promise> {
        self.call("early", &key.into())?.dyn_into().ok()
    }

    fn report(&self, request: RequestReport) {
        let detail = Json::map([
            ("method", request.method.into()),
            ("path", request.path.into()),
            ("status", i64::from(request.status).into()),
            ("durationMs", i64::from(request.duration_ms).into()),
            ("step", request.step.into()),
            ("correlationId", request.correlation_id.into()),
        ]);
        self.dispatch("ec-request", &to_js(&detail), false);
    }

    fn ask(&self, question: Question) -> bool {
        let (name, detail) = match question {
            Question::Click { method, express_page } => {
                let mut detail = announce::identify(method);
                detail.set("expressPage", express_page.name().into());
                ("ec-click", detail)
            }
            Question::Prefill { addresses, missing } => {
                let detail = attempt_module::loaded().map(|attempt| (attempt.prefill_detail)(addresses, missing));
                ("ec-prefill", detail.unwrap_or_default())
            }
        };
        self.dispatch(name, &to_js(&detail), true)
    }

    /// Dispatches `ec-confirm`. A listener may prevent it, or delay the order with promises. A rejected promise refuses
    /// the order.
    fn ask_consent(&self, amount: Money) -> Consent {
        let detail = to_js(&Json::map([("amount", amount.minor.into()), ("currency", amount.currency.code().into())]));
        let promises = js_sys::Array::new();
        let collected = promises.clone();
        let wait_until = Closure::<dyn Fn(JsValue)>::new(move |promise: JsValue| {
            collected.push(&promise);
        });
        let _ = js_sys::Reflect::set(&detail, &"waitUntil".into(), &wait_until.into_js_value());
        if self.dispatch("ec-confirm", &detail, true) {
            Consent::later(async move { JsFuture::from(js_sys::Promise::all(&promises)).await.is_ok() })
        } else {
            Consent::Refused
        }
    }

    fn host(&self) -> Option<Element> {
        Some(self.element.clone().into())
    }

    fn container(&self, key: &str) -> Option<Element> {
        self.slotted(&self.element, &["ec-", key].concat())
    }

    fn remove_containers(&self) {
        for made in self.made.take().iter().filter(|made| is_own_container(made)) {
            made.remove();
        }
    }

    fn set_container(&self, _key: &str, _element: Element) {}

    fn focus_missing(&self) {
        if let Ok(Some(field)) = self.root.query_selector("[aria-invalid=true]")
            && let Ok(field) = field.dyn_into::<HtmlElement>()
        {
            let _ = field.focus();
        }
    }

    fn show_message(&self, text: &str) {
        if let Some(parent) = self.root.parent_element() {
            parent.set_text_content(Some(text));
        }
    }

    fn give_up(&self, given_up: bool) {
        self.call("giveUp", &given_up.into());
    }

    fn places(&self) -> usize {
        let places = js_sys::Reflect::get(&self.properties, &"places".into());
        places.ok().and_then(|places| places.as_f64()).unwrap_or_default() as usize
    }

    fn navigate(&self, url: &str) {
        go_to(url);
    }

    fn nonce(&self) -> Option<String> {
        let nonce = js_sys::Reflect::get(&self.element, &"nonce".into()).ok()?;
        let nonce = nonce.as_string()?;
        if has_no_value(&nonce) {
            ignored("nonce", &nonce);
            return None;
        }
        (!nonce.is_empty()).then_some(nonce)
    }

    fn security_code(&self) -> Option<Credential> {
        credential(&js_sys::Reflect::get(&self.properties, &"mfaCode".into()).ok()?)
    }

    fn trusted(&self, url: &str) -> JsValue {
        self.call("scriptUrl", &url.into()).unwrap_or_else(|| url.into())
    }
}

impl Host {
    /// Takes the element, the node to draw into, and the object of the loader.
    pub fn new(element: HtmlElement, root: Element, properties: JsValue) -> Self {
        Self { element, root, properties, made: RefCell::default() }
    }

    /// Dispatches an event that takes no answer. An error comes with its sentence for the shopper.
    ///
    /// The end of an attempt is also told to the document if the element has left it, because the page may listen there.
    fn tell(&self, name: &str, mut detail: Json, message: &str) {
        if !message.is_empty() {
            detail.set("message", message.into());
        }
        let detail = to_js(&detail);
        let left = !self.element.is_connected();
        self.dispatch(name, &detail, false);
        if left
            && matches!(name, "ec-cancel" | "ec-complete" | "ec-order" | "ec-error")
            && let Some(document) = self.element.owner_document()
        {
            dispatch_on(&document, name, &detail, false);
        }
    }

    /// Dispatches an event on the element. Returns false when a listener prevented the default.
    fn dispatch(&self, name: &str, detail: &JsValue, cancelable: bool) -> bool {
        dispatch_on(&self.element, name, detail, cancelable)
    }

    /// The container in the document that is assigned to that slot of the host; it is created if it does not exist.
    /// Providers' software does not find its button inside a shadow root. So a host that is itself inside a shadow root
    /// gets a nested slot, and the container is looked for at the next host outwards.
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
                let mut made = self.made.borrow_mut();
                // The page may have removed earlier ones.
                made.retain(|made| made.is_connected());
                made.push(child.clone());
                child
            }
        };
        match outer {
            Some(root) => self.slotted(&root.host(), &child.get_attribute("name")?),
            None => Some(child),
        }
    }

    /// Calls a function of the loader.
    pub fn call(&self, name: &str, with: &JsValue) -> Option<JsValue> {
        let function =
            js_sys::Reflect::get(&self.properties, &name.into()).ok()?.dyn_into::<js_sys::Function>().ok()?;
        function.call1(&JsValue::UNDEFINED, with).ok()
    }
}

/// Dispatches an event. Returns false when a listener prevented the default.
fn dispatch_on(target: &EventTarget, name: &str, detail: &JsValue, cancelable: bool) -> bool {
    let init = CustomEventInit::new();
    init.set_bubbles(true);
    init.set_composed(true);
    init.set_cancelable(cancelable);
    init.set_detail(detail);
    CustomEvent::new_with_event_init_dict(name, &init).and_then(|event| target.dispatch_event(&event)).unwrap_or(true)
}
