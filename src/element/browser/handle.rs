//! What the loader holds of one element.

use super::buttons::Buttons;
use super::host::{Host, is_remembered};
use crate::address::Source;
use crate::effects::{Checkout, attempt};
use crate::element::settings::{self, Settings};
use crate::flow::{CancelReason, Event, Offer, Phase, Quote, State, announce};
use crate::locale::Texts;
use crate::page::{from_js, to_js};
use crate::provider::browser::register;
use js_sys::Reflect;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Element, HtmlButtonElement, HtmlElement};

thread_local! {
    /// Carts of which an element of this page has taken up what an earlier page left.
    static TAKEN_UP: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

/// One element. Created when it stands in the page, dropped (`free`) when it has left it.
#[wasm_bindgen]
pub struct Handle {
    host: HtmlElement,
    /// What is drawn after the click is mounted in here, inside the closed root.
    mount: web_sys::Element,
    buttons: Rc<Buttons>,
    /// The element's JavaScript properties.
    properties: JsValue,
    running: RefCell<Option<Running>>,
}

/// A listener on the window, by its event.
type Listener = (&'static str, Closure<dyn FnMut(web_sys::PageTransitionEvent)>);

/// Takes away what was mounted.
type Unmount = Rc<RefCell<Option<Box<dyn FnOnce()>>>>;

struct Running {
    checkout: Checkout,
    unmount: Unmount,
    listeners: Vec<Listener>,
}

#[wasm_bindgen]
impl Handle {
    /// Takes the element, the loader's button, the place of the other buttons, what to mount into, and the object that
    /// holds the element's properties.
    #[wasm_bindgen(constructor)]
    pub fn new(
        host: HtmlElement,
        first: HtmlButtonElement,
        others: Element,
        mount: Element,
        properties: JsValue,
    ) -> Self {
        Self { host, mount, buttons: Rc::new(Buttons::new(first, others)), properties, running: RefCell::default() }
    }

    /// Reads attributes and properties again. Answers the messages about those that make no sense, one a line.
    pub fn update(&self) -> Option<String> {
        let settings = match self.settings() {
            Ok(settings) => settings,
            Err(errors) => {
                let lines: Vec<String> = errors.iter().map(ToString::to_string).collect();
                return Some(lines.join("\n"));
            }
        };
        let token = self.property("accessToken");
        let texts = self.texts(&settings);
        let known = self.checkout().filter(|checkout| moves_on(&checkout.state(), &settings));
        let book = known.map(|checkout| {
            // What is under way ends with its own cart, and what an earlier page left for the other one is taken up.
            let mut book = checkout.state().book.clone();
            if checkout.state().is_engaged() {
                checkout.send(Event::CancelAsked(CancelReason::ConfigChanged));
                book.forget();
            }
            self.leave();
            book
        });
        match self.checkout() {
            Some(checkout) => checkout.configure(settings, token, texts),
            None => self.begin(settings, token, texts),
        }
        if let (Some(book), Some(checkout)) = (book, self.checkout()) {
            checkout.send(Event::AddressesSet(book));
        }
        let addresses = self.property("addresses");
        if !addresses.is_undefined() {
            self.set_addresses(addresses);
            let _ = Reflect::set(&self.properties, &"addresses".into(), &JsValue::UNDEFINED);
        }
        None
    }

    fn begin(&self, settings: Settings, token: JsValue, texts: Texts) {
        let cart_id = settings.config.cart_id.clone();
        let host = Host { element: self.host.clone(), root: self.mount.clone(), properties: self.properties.clone() };
        let checkout = Checkout::new(Box::new(host), settings, token, texts);
        let unmount = Unmount::default();
        let (buttons, mount, properties) = (self.buttons.clone(), self.mount.clone(), self.properties.clone());
        let mounted = unmount.clone();
        let fetched = Cell::new(false);
        checkout.on_change(Rc::new(move |checkout| {
            buttons.follow(checkout);
            // What the shop says of the cart beside the buttons is drawn by what comes after the click.
            let says = |offer: &Offer| !offer.thresholds.is_empty();
            if checkout.state().offer().is_some_and(says) && !fetched.replace(true) {
                fetch(checkout.clone());
            }
            if let Some(attempt) = attempt::loaded()
                && mounted.borrow().is_none()
            {
                let _ = Reflect::set(&properties, &"styles".into(), &attempt.styles.into());
                *mounted.borrow_mut() = Some((attempt.mount)(checkout, mount.clone()));
            }
        }));
        let listeners = listen(&checkout);
        *self.running.borrow_mut() = Some(Running { checkout: checkout.clone(), unmount, listeners });
        let first_here = TAKEN_UP.with_borrow_mut(|taken| {
            let first = !taken.contains(&cart_id);
            taken.push(cart_id.clone());
            first
        });
        checkout.begin(first_here);
    }

    /// `state`
    pub fn state(&self) -> String {
        self.checkout().map_or("loading", |checkout| checkout.state().name()).to_owned()
    }

    /// `cart`
    pub fn cart(&self) -> JsValue {
        let Some(checkout) = self.checkout() else { return JsValue::NULL };
        let state = checkout.state();
        state.offer().map_or(JsValue::NULL, |offer| to_js(&announce::cart_detail(&state.config.cart_id, offer)))
    }

    /// `addresses`
    pub fn addresses(&self) -> JsValue {
        self.checkout().map_or(JsValue::NULL, |checkout| to_js(&checkout.state().book.to_json()))
    }

    fn set_addresses(&self, addresses: JsValue) {
        if let Some(checkout) = self.checkout() {
            let mut book = checkout.state().book.clone();
            book.set_all(&from_js(&addresses), Source::Shopper);
            checkout.send(Event::AddressesSet(book));
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
                while checkout.state().name() == "loading" {
                    crate::page::sleep(50).await;
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
        self.send(Event::Reload);
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
        let running = self.running.borrow_mut().take();
        if let Some(Running { checkout, unmount, listeners }) = running {
            checkout.leave();
            TAKEN_UP.with_borrow_mut(|taken| taken.retain(|cart| *cart != checkout.state().config.cart_id));
            if let Some(unmount) = unmount.take() {
                unmount();
            }
            if let Some(window) = web_sys::window() {
                for (name, listener) in &listeners {
                    let _ = window.remove_event_listener_with_callback(name, listener.as_ref().unchecked_ref());
                }
            }
        }
    }

    fn send(&self, event: Event) {
        if let Some(checkout) = self.checkout() {
            checkout.send(event);
        }
    }

    /// Never holds the borrow: whatever the page is told may call back into the element.
    fn checkout(&self) -> Option<Checkout> {
        self.running.borrow().as_ref().map(|running| running.checkout.clone())
    }

    fn property(&self, name: &str) -> JsValue {
        Reflect::get(&self.properties, &name.into()).unwrap_or(JsValue::UNDEFINED)
    }

    fn settings(&self) -> Result<Settings, Vec<settings::AttributeError>> {
        let token = self.property("accessToken");
        let customer = token.is_function() || token.as_string().is_some_and(|token| !token.is_empty());
        let given = from_js(&self.property("guestQuote"));
        let default = settings::default_quote();
        let text = |name: &str, default: String| given.get(name).text().map_or(default, str::to_owned);
        let quote = Quote {
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

/// Whether these settings are for another cart, which begins anew: where there is something to remember of one of the two,
/// and where nobody can tell any more whether there is an order. While that is being found out, nobody leaves.
fn moves_on(state: &State, settings: &Settings) -> bool {
    let (from, to) = (&state.config.cart_id, &settings.config.cart_id);
    let may = match &state.phase {
        Phase::Placing { .. } => false,
        Phase::Unknown(unknown) => unknown.verifying.is_none(),
        _ => is_remembered(from) || is_remembered(to),
    };
    from != to && may
}

/// Fetches what an attempt needs.
fn fetch(checkout: Checkout) {
    spawn_local(async move {
        if attempt::load().await {
            checkout.tell_change();
        }
    });
}

/// The page goes and comes back, as the back-forward cache has it.
fn listen(checkout: &Checkout) -> Vec<Listener> {
    let mut listeners = Vec::new();
    let Some(window) = web_sys::window() else { return listeners };
    for name in ["pagehide", "pageshow"] {
        let checkout = checkout.clone();
        let listener =
            Closure::<dyn FnMut(web_sys::PageTransitionEvent)>::new(move |event: web_sys::PageTransitionEvent| {
                if name == "pagehide" {
                    checkout.send(Event::PageHidden);
                } else if event.persisted() {
                    checkout.send(Event::PageShown);
                }
            });
        let _ = window.add_event_listener_with_callback(name, listener.as_ref().unchecked_ref());
        listeners.push((name, listener));
    }
    listeners
}

/// Runs once when the module is loaded. A crash is told by its place alone: its message may hold a shopper's data.
#[cfg(feature = "module")]
#[wasm_bindgen(start)]
pub fn start() {
    yew::set_custom_panic_hook(Box::new(|crash| {
        if let Some(place) = crash.location() {
            crate::page::warn(&["crashed at ", place.file(), ":", &place.line().to_string()].concat());
        }
    }));
}

/// `ExpressCheckout.registerProvider(key, provider)`
#[wasm_bindgen(js_name = registerProvider)]
pub fn register_provider(key: &str, provider: JsValue) {
    register(key, provider);
}

/// What gives back all that the module holds of the browser, for the loader to call when the module has died.
#[wasm_bindgen]
pub fn held() -> js_sys::Set {
    crate::held::all()
}

/// The stylesheet of the element's inside, as far as it is needed before the first click.
#[wasm_bindgen]
pub fn styles() -> String {
    crate::ui::FIRST_STYLES.to_owned()
}
