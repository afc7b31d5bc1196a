//! What the loader holds of one element.

use super::buttons::Buttons;
use super::host::Host;
use crate::address::Source;
use crate::browser::{credential, from_js, to_js};
use crate::effects::owner::{Owner, PageInput};
use crate::effects::{Checkout, attempt};
use crate::flow::{Buyer, CancelReason, Event, Offer, announce};
use crate::locale::Texts;
use crate::page::lifecycle::Lifecycle;
use crate::settings::{self, Settings};
use js_sys::Reflect;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Element, HtmlButtonElement, HtmlElement};

/// One element. Created when it stands in the page, dropped (`free`) when it has left it.
#[wasm_bindgen]
pub struct Handle {
    host: HtmlElement,
    buttons: Rc<Buttons>,
    /// The element's JavaScript properties.
    properties: JsValue,
    owner: Owner,
    mounted: Mounted,
    lifecycle: Cell<Option<Lifecycle>>,
}

/// The checkout that is drawn, and what takes it away again.
type Mounted = Rc<RefCell<Option<(Checkout, Box<dyn FnOnce()>)>>>;

#[wasm_bindgen]
impl Handle {
    /// Takes the element, the loader's button, the place of the other buttons, what to mount into (what is drawn after the
    /// click, inside the closed root), and the object that holds the element's properties.
    #[wasm_bindgen(constructor)]
    pub fn new(
        host: HtmlElement,
        first: HtmlButtonElement,
        others: Element,
        mount: Element,
        properties: JsValue,
    ) -> Self {
        let buttons = Rc::new(Buttons::new(first, others));
        let page = Host::new(host.clone(), mount.clone(), properties.clone());
        let mounted = Mounted::default();
        let (drawn, here, given) = (mounted.clone(), buttons.clone(), properties.clone());
        let fetched = Cell::new(false);
        let changed = move |checkout: &Checkout| {
            here.follow(checkout);
            // What the shop says of the cart beside the buttons is drawn by what comes after the click.
            let says = |offer: &Offer| !offer.thresholds.is_empty() || offer.is_blocked();
            if checkout.state().offer().is_some_and(says) && !fetched.replace(true) {
                fetch(checkout.clone());
            }
            let Some(attempt) = attempt::loaded() else { return };
            if drawn.borrow().as_ref().is_some_and(|(known, _)| known == checkout) {
                return;
            }
            unmount(&drawn);
            let _ = Reflect::set(&given, &"styles".into(), &attempt.styles.into());
            *drawn.borrow_mut() = Some((checkout.clone(), (attempt.mount)(checkout, mount.clone())));
        };
        let owner = Owner::new(Rc::new(page), Rc::new(changed));
        let told = owner.clone();
        let lifecycle = Lifecycle::listen(move |event| {
            if let Some(checkout) = told.checkout() {
                checkout.send(event);
            }
        });
        Self { host, buttons, properties, owner, mounted, lifecycle: Cell::new(Some(lifecycle)) }
    }

    /// Reads attributes and properties again. Answers the messages about those that make no sense, one a line: then nothing
    /// is shown, and what was under way for other settings ends.
    pub fn update(&self) -> Option<String> {
        let settings = match self.settings() {
            Ok(settings) => settings,
            Err(errors) => {
                self.owner.end();
                self.clear();
                let lines: Vec<String> = errors.iter().map(ToString::to_string).collect();
                return Some(lines.join("\n"));
            }
        };
        let token = credential(&self.property("accessToken"));
        let texts = Rc::new(self.texts(&settings));
        self.owner.update(PageInput { settings: Rc::new(settings), token, texts });
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
            state.set_all(&from_js(&addresses), Source::Shopper);
            checkout.send(Event::AddressesSet(state));
        }
    }

    /// A click on the button of that method.
    pub fn click(&self, key: &str) {
        if let Some(checkout) = self.checkout() {
            self.buttons.used(key);
            checkout.click(key);
        }
    }

    /// A click on the loader's button before we were there: it counts as soon as its method is known.
    #[wasm_bindgen(js_name = clickWhenReady)]
    pub fn click_when_ready(&self) {
        if let Some(checkout) = self.checkout() {
            let buttons = self.buttons.clone();
            spawn_local(async move {
                while checkout.state().name() == "loading" && !checkout.has_left() {
                    crate::browser::sleep(50).await;
                }
                if let Some(key) = buttons.first() {
                    buttons.used(&key);
                    checkout.click(&key);
                }
            });
        }
    }

    /// The shopper reaches for a button: what an attempt needs is fetched, so that it is there at the click.
    pub fn prepare(&self) {
        if let Some(checkout) = self.checkout() {
            fetch(checkout);
        }
    }

    /// `reload()`
    pub fn reload(&self) {
        self.owner.reload();
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

    /// Which dialect answered `/payments`, once one has; for `diagnose()`.
    pub fn dialect(&self) -> Option<String> {
        self.checkout()?.dialect().map(str::to_owned)
    }

    /// The element has left the page. Whatever nobody will wait for is cancelled.
    pub fn leave(&self) {
        self.owner.leave();
        self.clear();
        self.lifecycle.take();
    }

    /// Nothing of a checkout is to be seen any more.
    fn clear(&self) {
        self.buttons.clear();
        unmount(&self.mounted);
    }

    fn send(&self, event: Event) {
        if let Some(checkout) = self.checkout() {
            checkout.send(event);
        }
    }

    fn checkout(&self) -> Option<Checkout> {
        self.owner.checkout()
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
        settings::parse(&attribute, customer, quote)
    }

    fn texts(&self, settings: &Settings) -> Texts {
        let nearest = || self.host.closest("[lang]").ok().flatten().and_then(|near| near.get_attribute("lang"));
        let browser = || web_sys::window().and_then(|window| window.navigator().language());
        let language = settings.locale.clone().or_else(nearest).filter(|lang| !lang.is_empty()).or_else(browser);
        Texts::first(language.as_deref().unwrap_or("en"), &from_js(&self.property("messages")))
    }
}

fn unmount(mounted: &Mounted) {
    let drawn = mounted.borrow_mut().take();
    if let Some((_, unmount)) = drawn {
        unmount();
    }
}

/// Fetches what an attempt needs.
fn fetch(checkout: Checkout) {
    spawn_local(async move {
        if attempt::load().await {
            checkout.tell_change();
        } else if checkout.state().name() == "failed" {
            // Why there are no buttons cannot be said: the shop's own checkout is the way on all the same.
            checkout.page().give_up(true);
        }
    });
}

/// Runs once when the module is loaded. A crash is told by its place alone: its message may hold a shopper's data.
#[cfg(feature = "module")]
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
pub fn register_provider(key: &str, provider: JsValue) {
    crate::effects::register_provider(key, provider);
}

/// What gives back all that the module holds of the browser, for the loader to call when the module has died.
#[wasm_bindgen]
pub fn started() -> js_sys::Set {
    crate::storage::held_locks::all()
}

/// The stylesheet of the element's inside, as far as it is needed before the first click.
#[wasm_bindgen]
pub fn styles() -> String {
    crate::ui::FIRST_STYLES.to_owned()
}
