//! The providers at work: their scripts and buttons, the shopper's window at the provider, and how it ends.

mod custom;
mod loading;
mod paypal;
mod window;

pub use custom::register;
pub use window::{handed_back, is_return};

use super::{Kind, origin};
use crate::effects::Checkout;
use crate::flow::{ApprovalError, CancelReason, Event, Method, PaymentData, Phase, Presentation};
use crate::json::Json;
use js_sys::{Function, Promise};
use std::cell::RefCell;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};

/// What a checkout has of its providers.
#[derive(Default)]
pub struct Providers {
    drawn: RefCell<Vec<Drawn>>,
    opening: RefCell<Option<Opening>>,
    /// Hears of the return of the last window.
    returns: RefCell<Option<window::Channel>>,
    /// What the provider of the last attempt may still call.
    held: RefCell<Vec<Box<dyn std::any::Any>>>,
}

/// A button that a provider drew. Its callbacks live as long as it does.
struct Drawn {
    key: String,
    /// What it was drawn for: its scripts with currency and locale. Drawn anew when that changes.
    made_for: String,
    /// It could not be drawn. Tried again when the method is offered anew, not before.
    failed: bool,
    /// Holds on to the callbacks that the provider's script was given.
    _callbacks: Vec<Box<dyn std::any::Any>>,
}

/// The approval under way.
enum Opening {
    /// The provider was given a promise of the payment.
    Promised { key: String, promise: Promise, resolve: Function, reject: Function, order_id: Option<String> },
    /// We opened a window.
    Window(window::Popup),
    /// The page itself goes.
    SameTab,
}

impl Providers {
    /// Whether the provider draws the button of this method itself.
    pub fn draws(method: &Method) -> bool {
        match custom::find(method) {
            Some(custom) => custom.draws(),
            None => Kind::of(method) == Some(Kind::PayPal),
        }
    }

    /// Follows the state: buttons that providers draw are drawn as soon as there is something to pay.
    pub fn follow(&self, checkout: &Checkout) {
        let state = checkout.state();
        let Phase::Ready { offer, .. } = &state.phase else { return };
        let locale = loading::underscored(checkout.texts().language());
        self.drawn
            .borrow_mut()
            .retain(|drawn| !drawn.failed || state.methods(offer).any(|method| method.key == drawn.key));
        for method in state.methods(offer) {
            let made_for = made_for(method, offer.total.currency.code(), &locale);
            if self.drawn.borrow().iter().any(|drawn| drawn.key == method.key && drawn.made_for == made_for) {
                continue;
            }
            self.drawn.borrow_mut().retain(|drawn| drawn.key != method.key);
            let custom = custom::find(method);
            if custom.is_none() && Kind::of(method) == Some(Kind::Redirect) {
                continue;
            }
            let Some(kind) = custom.map(Ok).or(Kind::of(method).map(Err)) else {
                // Nobody here speaks to that provider: the method is not offered.
                checkout.send(Event::MethodUnavailable(method.key.clone(), None));
                return;
            };
            self.drawn.borrow_mut().push(Drawn {
                key: method.key.clone(),
                made_for,
                failed: false,
                _callbacks: Vec::new(),
            });
            let (checkout, method, locale) = (checkout.clone(), method.clone(), locale.clone());
            let currency = offer.total.currency;
            spawn_local(async move {
                let drawn = match kind {
                    Ok(custom) => custom::draw(&checkout, &method, &custom).await,
                    Err(_) => paypal::draw(&checkout, &method, currency.code(), &locale).await,
                };
                match drawn {
                    Ok(callbacks) => checkout.providers().keep(&method.key, callbacks),
                    Err(error) => {
                        checkout.providers().failed(&method.key);
                        checkout.send(Event::MethodUnavailable(method.key, error));
                    }
                }
            });
        }
    }

    fn failed(&self, key: &str) {
        if let Some(drawn) = self.drawn.borrow_mut().iter_mut().find(|drawn| drawn.key == key) {
            drawn.failed = true;
        }
    }

    fn keep(&self, key: &str, callbacks: Vec<Box<dyn std::any::Any>>) {
        if let Some(drawn) = self.drawn.borrow_mut().iter_mut().find(|drawn| drawn.key == key) {
            drawn._callbacks = callbacks;
        }
    }

    /// Opens the provider for one of our own buttons. Nothing here waits: a window may only be opened in the click.
    pub fn open(&self, checkout: &Checkout, method: &Method) -> Presentation {
        if let Some(custom) = custom::find(method) {
            let promise = self.promise(&method.key);
            custom::authorize(checkout, method, &custom, &promise);
            return Presentation::Provider;
        }
        let (opening, presentation) = match window::Popup::open(checkout) {
            Some(popup) => (Opening::Window(popup), Presentation::Popup),
            None => (Opening::SameTab, Presentation::SameTab),
        };
        *self.opening.borrow_mut() = Some(opening);
        presentation
    }

    /// The promise of the attempt under way with that method, if it was given one.
    fn given(&self, key: &str) -> Option<Promise> {
        match &*self.opening.borrow() {
            Some(Opening::Promised { key: known, promise, .. }) if known == key => Some(promise.clone()),
            _ => None,
        }
    }

    /// A promise of the payment of the attempt that begins, or the one that was given already.
    fn promise(&self, key: &str) -> Promise {
        if let Some(given) = self.given(key) {
            return given;
        }
        let mut settle = None;
        let promise = Promise::new(&mut |resolve, reject| settle = Some((resolve, reject)));
        // Whoever does not listen must not cause an unhandled rejection; the failure is shown by us.
        let listened = promise.clone();
        spawn_local(async move {
            let _ = JsFuture::from(listened).await;
        });
        if let Some((resolve, reject)) = settle {
            let (key, promise) = (key.to_owned(), promise.clone());
            *self.opening.borrow_mut() = Some(Opening::Promised { key, promise, resolve, reject, order_id: None });
        }
        promise
    }

    /// Whether that is the promise of the attempt under way.
    fn promised(&self, promise: &Promise) -> bool {
        matches!(&*self.opening.borrow(), Some(Opening::Promised { promise: known, .. }) if js_sys::Object::is(known, promise))
    }

    fn expect_return(&self, channel: Option<window::Channel>) {
        *self.returns.borrow_mut() = channel;
    }

    fn hold(&self, callbacks: Vec<Box<dyn std::any::Any>>) {
        *self.held.borrow_mut() = callbacks;
    }

    /// The payment exists: its provider may go on.
    pub fn hand_over(&self, checkout: &Checkout, data: &PaymentData) {
        let handed = match &mut *self.opening.borrow_mut() {
            Some(Opening::Promised { key, resolve, order_id, .. }) => promised(checkout, key, data, resolve, order_id),
            Some(Opening::Window(popup)) => popup.go(checkout, data),
            Some(Opening::SameTab) => window::leave(checkout, data),
            None => Err(ApprovalError::Sdk),
        };
        if let Err(error) = handed {
            checkout.approval_failed(error);
        }
    }

    /// The approval is over, however it ended. What is still open is closed.
    pub fn end(&self) {
        // Taken out first: rejecting may call back into us.
        let opening = self.opening.borrow_mut().take();
        if let Some(Opening::Promised { reject, .. }) = opening {
            let _ = reject.call1(&JsValue::UNDEFINED, &js_sys::Error::new("cancelled").into());
        }
    }

    /// The id that the provider was handed for the attempt under way.
    fn order_id(&self) -> Option<String> {
        match &*self.opening.borrow() {
            Some(Opening::Promised { order_id, .. }) => order_id.clone(),
            _ => None,
        }
    }

    /// Whether a provider's script or page may have this address: beyond the named origins, the page's own and Glue's.
    pub fn allowed(&self, checkout: &Checkout, url: &str) -> bool {
        let settings = checkout.settings();
        let mut named = settings.provider_origins.clone();
        if let Some(location) = web_sys::window().map(|window| window.location()) {
            named.extend(location.origin());
            if let Ok(glue) = web_sys::Url::new_with_base(&settings.glue_url, &location.href().unwrap_or_default()) {
                named.push(glue.origin());
            }
        }
        origin::allowed(url, &named)
    }
}

fn made_for(method: &Method, currency: &str, locale: &str) -> String {
    let scripts: Vec<&str> = method.scripts.iter().map(|script| script.url.as_str()).collect();
    [scripts.join(" ").as_str(), currency, locale].join(" ")
}

fn promised(
    checkout: &Checkout,
    key: &str,
    data: &PaymentData,
    resolve: &Function,
    order_id: &mut Option<String>,
) -> Result<(), ApprovalError> {
    let state = checkout.state();
    let custom =
        state.offer().and_then(|offer| offer.methods.iter().find(|method| method.key == key)).and_then(custom::find);
    let value = if custom.is_some() {
        js_sys::JSON::parse(&data.whole().to_string()).map_err(|_| ApprovalError::Data)?
    } else {
        let id = data.whole().get("orderId").text().ok_or(ApprovalError::Data)?;
        *order_id = Some(id.to_owned());
        id.into()
    };
    resolve.call1(&JsValue::UNDEFINED, &value).map(drop).map_err(|_| ApprovalError::Sdk)
}

/// What a provider's callback returned beside its approval, as far as it is text under a known name: Glue's app gets it
/// with the payment's data.
fn returned(data: &JsValue, names: &[&str]) -> Json {
    let mut json = Json::map([]);
    for name in names {
        if let Some(value) = js_sys::Reflect::get(data, &(*name).into()).ok().and_then(|value| value.as_string()) {
            json.set(name, value.into());
        }
    }
    json
}

/// The shopper cancelled at the provider.
fn cancelled(checkout: &Checkout) {
    checkout.send(Event::CancelAsked(CancelReason::Provider));
}
