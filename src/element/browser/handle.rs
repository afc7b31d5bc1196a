//! The Rust side of one element. The loader holds a handle and calls its methods.

use super::credential::credential;
use super::host::Host;
use super::mount::Mounted;
use crate::address::Source;
use crate::browser::{from_js, spawn, to_js};
use crate::effects::widget::{PageInput, Widget};
use crate::effects::{Checkout, attempt_module};
use crate::flow::{Buyer, CancelReason, Event, Offer, announce};
use crate::locale::{Language, Texts};
use crate::page::lifecycle::Lifecycle;
use crate::settings::{self, Settings};
use crate::ui::{Shown, after_click};
use js_sys::Reflect;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::{Element, HtmlElement};
use yew::Callback;

/// One element. It is created when the element is in the page, and dropped (`free`) when the element was removed.
#[wasm_bindgen]
pub struct Handle {
    host: HtmlElement,
    page: Rc<Host>,
    /// The element's JavaScript properties.
    properties: JsValue,
    widget: Widget,
    drawn: Drawn,
    lifecycle: Cell<Option<Lifecycle>>,
}

/// The checkout that is drawn, and the application that draws it.
type Drawn = Rc<RefCell<Option<(Checkout, Mounted)>>>;

#[wasm_bindgen]
impl Handle {
    /// A handle for the element. It draws into `parent`, a node inside the closed shadow root. `properties` has the
    /// element's properties and the loader's functions.
    #[wasm_bindgen(constructor)]
    pub fn new(host: HtmlElement, parent: Element, properties: JsValue) -> Self {
        let page = Rc::new(Host::new(host.clone(), parent.clone(), properties.clone()));
        let drawn = Drawn::default();
        let (here, known, told) = (drawn.clone(), drawn.clone(), page.clone());
        let on_drawn = Callback::from(move |shown| {
            // A rendering that was scheduled before may end after everything was removed.
            if known.borrow().is_some() {
                tell_drawn(&told, shown);
            }
        });
        let fetched = Cell::new(false);
        let changed = move |checkout: &Checkout| {
            // The second module draws the shop's messages about thresholds.
            let says = |offer: &Offer| !offer.thresholds.is_empty() || offer.is_blocked();
            if checkout.state().offer().is_some_and(says) && !fetched.replace(true) {
                fetch(checkout);
            }
            let mut here = here.borrow_mut();
            match &mut *here {
                Some((known, _)) if known == checkout => {}
                Some((known, mounted)) => {
                    *known = checkout.clone();
                    mounted.draw(checkout);
                }
                None => {
                    let mounted = Mounted::new(&parent, checkout, on_drawn.clone());
                    *here = mounted.map(|mounted| (checkout.clone(), mounted));
                }
            }
        };
        let widget = Widget::new(page.clone(), Rc::new(changed));
        let told = widget.clone();
        let lifecycle = Lifecycle::listen(move |event| told.hear(event));
        Self { host, page, properties, widget, drawn, lifecycle: Cell::new(Some(lifecycle)) }
    }

    /// Reads attributes and properties again. Returns messages about invalid ones, one for each line. Then nothing is
    /// shown, and an attempt ends, unless an order may exist.
    pub fn update(&self) -> Option<String> {
        let settings = match self.settings() {
            Ok(settings) => settings,
            Err(errors) => {
                if self.widget.end() {
                    self.clear();
                }
                let mut lines = String::new();
                for error in &errors {
                    if !lines.is_empty() {
                        lines.push('\n');
                    }
                    lines.push_str(&error.text());
                }
                return Some(lines);
            }
        };
        let token = credential(&self.property("accessToken"));
        let texts = Rc::new(self.texts());
        self.widget.update(PageInput { settings: Rc::new(settings), token, texts });
        let addresses = self.property("addresses");
        if !addresses.is_undefined() {
            self.set_addresses(addresses);
            let _ = Reflect::set(&self.properties, &"addresses".into(), &JsValue::UNDEFINED);
        }
        None
    }

    /// `state`
    pub fn state(&self) -> String {
        self.checkout().map_or("loading", |checkout| checkout.state().name()).to_owned()
    }

    /// `cart`
    pub fn cart(&self) -> JsValue {
        let Some(checkout) = self.checkout() else { return JsValue::NULL };
        let state = checkout.state();
        state.offer().map_or(JsValue::NULL, |offer| to_js(&announce::cart_detail(&state.config().cart_id, offer)))
    }

    /// `addresses`
    pub fn addresses(&self) -> JsValue {
        self.checkout().map_or(JsValue::NULL, |checkout| to_js(&checkout.state().addresses().to_json()))
    }

    fn set_addresses(&self, addresses: JsValue) {
        if let Some(checkout) = self.checkout() {
            let mut state = checkout.state().addresses().clone();
            state.set_all(&from_js(&addresses), Source::Page);
            checkout.send(Event::AddressesSet(state));
        }
    }

    /// The shopper's pointer or focus is at a button. Fetches the second module, so that it is loaded before the click.
    pub fn prepare(&self) {
        if let Some(checkout) = self.checkout() {
            fetch(&checkout);
        }
    }

    /// `reload()`
    pub fn reload(&self) {
        self.widget.reload();
    }

    /// `cancel()`
    pub fn cancel(&self) {
        self.send(Event::CancelAsked(CancelReason::Page));
    }

    /// `placeOrder()`
    #[wasm_bindgen(js_name = placeOrder)]
    pub fn place_order(&self) {
        self.send(Event::PlaceAsked);
    }

    /// `undoPrefill()`
    #[wasm_bindgen(js_name = undoPrefill)]
    pub fn undo_prefill(&self) {
        self.send(Event::UndoAsked);
    }

    /// The dialect that answered `/payments`, if it is known; for `diagnose()`.
    pub fn dialect(&self) -> Option<String> {
        self.checkout()?.dialect().map(str::to_owned)
    }

    /// The element was removed from the page. A payment that no other element continues is cancelled.
    pub fn leave(&self) {
        self.widget.leave();
        self.clear();
        self.lifecycle.take();
    }

    /// Removes everything that was drawn.
    fn clear(&self) {
        drop(self.drawn.take());
        tell_drawn(&self.page, Shown::Placeholder);
    }

    fn send(&self, event: Event) {
        if let Some(checkout) = self.checkout() {
            checkout.send(event);
        }
    }

    fn checkout(&self) -> Option<Checkout> {
        self.widget.checkout()
    }

    fn property(&self, name: &str) -> JsValue {
        Reflect::get(&self.properties, &name.into()).unwrap_or(JsValue::UNDEFINED)
    }

    fn settings(&self) -> Result<Settings, Vec<settings::AttributeError>> {
        let token = self.property("accessToken");
        let customer = token.is_function() || token.as_string().is_some_and(|token| !token.is_empty());
        let given = from_js(&self.property("guestQuote"));
        let default = settings::default_guest_buyer();
        let text = |name: &str, default: String| given.get(name).text().map_or(default, str::to_owned);
        let quote = Buyer {
            first_name: text("firstName", default.first_name),
            last_name: text("lastName", default.last_name),
            email: text("email", default.email),
            iso2_code: text("iso2Code", default.iso2_code),
        };
        let attribute = |name: &str| match name {
            "anonymous-id" => self.property("anonymousId").as_string().or_else(|| self.host.get_attribute(name)),
            _ => self.host.get_attribute(name),
        };
        settings::parse(&attribute, &ignored, customer, quote)
    }

    /// The texts in the language that the loader has chosen, with the lines of its file if they have come.
    fn texts(&self) -> Texts {
        let file = Language::of_lines(from_js(&self.property("texts")));
        let language = self.property("language").as_string();
        Texts::first(language.as_deref().unwrap_or("en"), file, &from_js(&self.property("messages")))
    }
}

/// Names an attribute that counts as not set, once for the page.
pub(super) fn ignored(name: &str, value: &str) {
    thread_local! {
        static NAMED: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
    }
    let line = settings::ignored_attribute(name, value);
    NAMED.with_borrow_mut(|named| {
        if !named.contains(&line) {
            crate::browser::warn(&line);
            named.push(line);
        }
    });
}

/// Tells the loader what is drawn inside the element now.
fn tell_drawn(page: &Host, shown: Shown) {
    if let Some(drawing) = after_click::loaded() {
        page.call("addStyles", &drawing.styles.into());
    }
    let name = match shown {
        Shown::Placeholder => "placeholder",
        Shown::Drawn => "drawn",
        Shown::Nothing => "nothing",
    };
    page.call("drawn", &name.into());
}

/// Fetches the second module. The checkout of a removed element does not wait for it.
fn fetch(checkout: &Checkout) {
    let checkout = checkout.downgrade();
    spawn(async move {
        let loaded = attempt_module::load().await;
        let Some(checkout) = checkout.get() else { return };
        if loaded {
            checkout.tell_change();
            // The drawing is in the same module, so it is there at once.
            if after_click::load().await
                && let (Some(attempt), Some(drawing)) = (attempt_module::loaded(), after_click::loaded())
            {
                (attempt.warm_up)(&checkout, drawing.imagine);
            }
        } else if checkout.state().name() == "failed" {
            // The failure's message cannot be drawn without the module. The loader offers the shop's own checkout.
            checkout.page().give_up(true);
        }
    });
}

/// Runs once when the module is loaded. The report of a crash has only its source line, because the message may contain
/// a shopper's data. The shipped module has neither source lines nor messages: there a panic is a trap, which the
/// loader notices.
#[cfg(all(feature = "module", not(feature = "split")))]
#[wasm_bindgen(start)]
pub fn start() {
    yew::set_custom_panic_hook(Box::new(|crash| {
        if let Some(place) = crash.location() {
            crate::browser::warn(&["crashed at ", place.file(), ":", &place.line().to_string()].concat());
        }
    }));
}

/// `ExpressCheckout.registerProvider(key, provider)`
#[wasm_bindgen(js_name = registerProvider)]
pub fn register_provider(key: JsValue, provider: JsValue) {
    crate::effects::register_provider(key, provider);
}

/// Functions that release the locks that the module holds. The loader calls them after a crash.
#[wasm_bindgen]
pub fn started() -> js_sys::Set {
    crate::storage::held_locks::all()
}
