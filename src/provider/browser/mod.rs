//! The providers of a checkout: their buttons, the approval in their windows, and how it ends.

mod pricing;
mod registered;
pub mod sdk;
mod window;

pub use pricing::{Choice, Pricing, price};
pub use registered::register;
pub use window::{handed_back, is_return, return_address};

use super::Kind;
use super::context::CheckoutContext;
use crate::browser::{Stop, before, spawn};
use crate::flow::{ApprovalError, Event, Method, PaymentData, Presentation};
use crate::money::Money;
use crate::settings::origin;
use js_sys::{Function, Promise, Reflect};
use sdk::{Provider, Site};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

/// The providers of one checkout.
#[derive(Default)]
pub struct Providers {
    slots: RefCell<Vec<ProviderSlot>>,
    opening: RefCell<Option<Opening>>,
    /// Keeps the data for the callbacks of the approval under way, also if its button is removed or prepared again.
    site: RefCell<Option<Site>>,
    /// Listens for the return of the last window.
    returns: RefCell<Option<window::Channel>>,
    /// When the page took away the button of which method, on the browser's clock.
    losses: RefCell<Vec<(String, f64)>>,
}

/// A payment method whose provider has a script or a sheet.
struct ProviderSlot {
    key: String,
    spec: ProviderSpec,
    readiness: Readiness,
}

/// What a provider was prepared with.
#[derive(Clone, PartialEq)]
struct ProviderSpec {
    /// The scripts, the currency, the language and the registered provider. When one of them changes, the provider is
    /// prepared again.
    key: String,
    total: Money,
}

enum Readiness {
    /// Dropping the signal stops the preparation and removes what it has drawn.
    Preparing(#[expect(dead_code, reason = "it is held until it is dropped")] Stop),
    Ready(Rc<dyn Provider>),
    /// The preparation failed. It is tried again when the method is offered again.
    Failed,
}

/// The approval under way.
enum Opening {
    /// The provider has a promise of the payment's data. `settled` once it has reported how the approval ended: only
    /// its first report counts.
    Promised { key: String, promise: Promise, resolve: Function, reject: Function, settled: bool },
    /// The checkout opened a window for the provider.
    Window(window::Popup),
    /// The page itself goes to the provider.
    SameTab,
}

impl Providers {
    /// Whether the provider draws the button of this method itself.
    pub fn draws(method: &Method) -> bool {
        match registered::find(method) {
            Some(registered) => registered.draws(),
            None => Kind::of(method).is_some_and(Kind::draws),
        }
    }

    /// Whether the button of this method works when it is shown.
    pub fn is_ready(&self, method: &Method) -> bool {
        Self::is_redirect(method) || Self::draws(method) || self.ready(&method.key).is_some()
    }

    fn is_redirect(method: &Method) -> bool {
        registered::find(method).is_none() && Kind::of(method) == Some(Kind::Redirect)
    }

    /// Prepares the providers of the methods that are offered, and removes all others.
    pub fn update(&self, checkout: &dyn CheckoutContext) {
        let state = checkout.state();
        let Some(offer) = state.clickable() else {
            // A failed preparation is tried again when the method is offered again.
            return self.retain(|slot| !matches!(slot.readiness, Readiness::Failed));
        };
        if checkout.has_left() {
            return;
        }
        if registered::has_unused(offer) {
            let context = checkout.downgrade();
            spawn(async move {
                if let Some(tell) = sdk::load_registered().await.and_then(|sdk| sdk.tell_unused) {
                    tell(context).await;
                }
            });
        }
        let total = offer.total;
        self.retain(|slot| state.methods(offer).any(|method| method.key == slot.key));
        for method in state.methods(offer).filter(|method| !Self::is_redirect(method)) {
            if registered::find(method).is_none() && Kind::of(method).is_none() {
                // Without an integration of its provider the method is not offered.
                checkout.send(Event::MethodUnavailable(method.key.clone(), None));
                return;
            }
            let spec = ProviderSpec { key: spec_key(checkout, method, total), total };
            if !self.is_current(&method.key, &spec) {
                let key = method.key.clone();
                self.retain(|slot| slot.key != key);
                let (preparing, stopped) = Stop::begin();
                self.slots.borrow_mut().push(ProviderSlot {
                    key,
                    spec: spec.clone(),
                    readiness: Readiness::Preparing(preparing),
                });
                prepare(Site::new(checkout, method.clone(), total, stopped), spec);
            }
        }
    }

    /// Removes the other slots. They are dropped at the end, because dropping may call the page, and the page may call back.
    fn retain(&self, kept: impl Fn(&ProviderSlot) -> bool) {
        let all = self.slots.take();
        let (kept, gone): (Vec<ProviderSlot>, Vec<ProviderSlot>) = all.into_iter().partition(kept);
        self.slots.replace(kept);
        drop(gone);
    }

    /// Whether the slot of that method serves this specification, will serve it, or could take the new total. A provider
    /// whose button the page took away is prepared again.
    fn is_current(&self, key: &str, spec: &ProviderSpec) -> bool {
        let (provider, before) = match self.slots.borrow_mut().iter_mut().find(|slot| slot.key == key) {
            None => return false,
            Some(slot) => {
                let before = std::mem::replace(&mut slot.spec, spec.clone());
                match &slot.readiness {
                    // One preparation at a time: two would draw into the same container.
                    Readiness::Preparing(_) => return true,
                    Readiness::Failed => return before.key == spec.key,
                    Readiness::Ready(provider) if before.key == spec.key => (provider.clone(), before),
                    Readiness::Ready(_) => return false,
                }
            }
        };
        provider.is_drawn() && (before.total == spec.total || provider.reprice(spec.total))
    }

    /// Stores the outcome of a preparation. False if the slot was removed or needs a new preparation.
    fn finish(&self, site: &Site, made: &ProviderSpec, readiness: Readiness) -> bool {
        let mut slots = self.slots.borrow_mut();
        let preparing =
            |slot: &&mut ProviderSlot| slot.key == site.method.key && matches!(slot.readiness, Readiness::Preparing(_));
        match slots.iter_mut().find(preparing) {
            Some(slot) if slot.spec == *made => {
                slot.readiness = readiness;
                true
            }
            Some(_) => {
                slots.retain(|slot| slot.key != site.method.key);
                false
            }
            None => false,
        }
    }

    /// The provider of that method, if it is ready.
    fn ready(&self, key: &str) -> Option<Rc<dyn Provider>> {
        match &self.slots.borrow().iter().find(|slot| slot.key == key)?.readiness {
            Readiness::Ready(provider) => Some(provider.clone()),
            Readiness::Preparing(_) | Readiness::Failed => None,
        }
    }

    /// A provider was registered, and serves its method from now on.
    pub fn registered(&self, checkout: &dyn CheckoutContext, key: &str) {
        let state = checkout.state();
        let Some(offer) = state.offer() else { return };
        let unavailable = |method: &Method| state.session().unavailable.contains(&method.key);
        if offer.methods.iter().any(|method| registered::fits(key, method) && unavailable(method)) {
            checkout.send(Event::Reload);
        }
        self.update(checkout);
    }

    /// Opens the provider's software after a click on one of our own buttons. Nothing here waits: browsers allow the
    /// window only in the click.
    pub fn open(&self, method: &Method) {
        if !Self::is_redirect(method)
            && let Some(provider) = self.ready(&method.key)
            && let Some(promise) = self.current_promise(&method.key)
        {
            provider.open(&promise);
        }
    }

    /// Makes the promise for a provider that opens its own window. Returns how the shopper gets to the provider.
    pub fn begin_approval(&self, method: &Method) -> Presentation {
        if Self::is_redirect(method) {
            return Presentation::Popup;
        }
        let _ = self.promise(&method.key);
        Presentation::Provider
    }

    /// Opens a window for a redirecting provider. False when none opens; then this page will be redirected. Nothing here waits:
    /// browsers allow the window only in the click.
    pub fn open_window(&self, checkout: &dyn CheckoutContext) -> bool {
        let popup = window::Popup::open(checkout);
        let opened = popup.is_some();
        *self.opening.borrow_mut() = Some(popup.map_or(Opening::SameTab, Opening::Window));
        opened
    }

    /// Writes the text into the window that was opened for the current attempt, if there is one.
    pub fn tell_window(&self, text: &str, language: &str) {
        if let Some(Opening::Window(popup)) = &*self.opening.borrow() {
            popup.tell(text, language);
        }
    }

    /// Brings the window that was opened for the current attempt to the front, if there is one.
    pub fn show_window(&self) {
        if let Some(Opening::Window(popup)) = &*self.opening.borrow() {
            popup.show();
        }
    }

    /// The promise of the current attempt with that method, if there is one.
    fn current_promise(&self, key: &str) -> Option<Promise> {
        match &*self.opening.borrow() {
            Some(Opening::Promised { key: known, promise, settled: false, .. }) if known == key => {
                Some(promise.clone())
            }
            _ => None,
        }
    }

    /// The promise of the payment's data for the attempt that begins.
    fn promise(&self, key: &str) -> Promise {
        self.current_promise(key).unwrap_or_else(|| self.new_promise(key))
    }

    /// A new promise of the payment's data, in place of the current one.
    fn new_promise(&self, key: &str) -> Promise {
        let mut settle = None;
        let promise = Promise::new(&mut |resolve, reject| settle = Some((resolve, reject)));
        // The page shows the failure. A provider that does not listen must not cause an unhandled rejection.
        let listened = promise.clone();
        spawn(async move {
            let _ = JsFuture::from(listened).await;
        });
        if let Some((resolve, reject)) = settle {
            let (key, promise) = (key.to_owned(), promise.clone());
            *self.opening.borrow_mut() = Some(Opening::Promised { key, promise, resolve, reject, settled: false });
        }
        promise
    }

    /// Whether this is the first report about that promise. Later reports are ignored.
    fn settle_once(&self, promise: &Promise) -> bool {
        match &mut *self.opening.borrow_mut() {
            Some(Opening::Promised { promise: known, settled, .. }) if js_sys::Object::is(known, promise) => {
                !std::mem::replace(settled, true)
            }
            _ => false,
        }
    }

    fn expect_return(&self, channel: Option<window::Channel>) {
        *self.returns.borrow_mut() = channel;
    }

    /// The payment exists: its provider continues with the data.
    pub fn hand_over(&self, checkout: &dyn CheckoutContext, data: &PaymentData) {
        let handed = match &mut *self.opening.borrow_mut() {
            Some(Opening::Promised { resolve, .. }) => js_sys::JSON::parse(&data.whole().written())
                .and_then(|data| resolve.call1(&JsValue::UNDEFINED, &data))
                .map(drop)
                .map_err(|_| ApprovalError::Data),
            Some(Opening::Window(popup)) => popup.go(checkout, data),
            Some(Opening::SameTab) => window::redirect(checkout, data),
            None => Err(ApprovalError::Sdk),
        };
        if let Err(error) = handed {
            checkout.send(Event::ApprovalFailed(error));
        }
    }

    /// The approval has ended.
    pub fn end(&self) {
        drop(self.site.take());
        // First removed, because the rejection may call back.
        let opening = self.opening.borrow_mut().take();
        if let Some(Opening::Promised { key, reject, .. }) = opening {
            // A provider that passes this error on reports no error of its own.
            let ended = js_sys::Error::new("cancelled");
            let _ = Reflect::set(&ended, &"name".into(), &"AbortError".into());
            let _ = reject.call1(&JsValue::UNDEFINED, &ended.into());
            if let Some(provider) = self.ready(&key) {
                provider.end();
            }
        }
    }

    /// The element has left the page: removes what providers drew, and stops listening for a window.
    pub fn clear(&self) {
        self.retain(|_| false);
        self.returns.take();
    }

    /// Whether a provider's script or page may have this address: on a named origin, the page's own, or Glue's.
    pub fn allowed(&self, checkout: &dyn CheckoutContext, url: &str) -> bool {
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

/// Prepares a provider. A method whose provider cannot be prepared is not offered.
fn prepare(site: Site, spec: ProviderSpec) {
    spawn(async move {
        let mut prepared = None;
        let preparing = async {
            prepared = Some(match sdk::load(&site.method).await {
                Some(sdk) => (sdk.prepare)(site.clone()).await,
                None => Err(Some(ApprovalError::Module)),
            });
        };
        // The stop comes first, because it also ends what the preparation waits for.
        if before(preparing, JsFuture::from(site.stopped.clone())).await.is_some() {
            return;
        }
        let (Some(prepared), Some(checkout)) = (prepared, site.checkout()) else { return };
        let providers = checkout.providers();
        match prepared {
            Ok(provider) => {
                let kept = providers.finish(&site, &spec, Readiness::Ready(provider.clone()));
                drop(provider);
                if !kept {
                    providers.update(&*checkout);
                }
                checkout.redraw();
            }
            Err(error) => {
                if providers.finish(&site, &spec, Readiness::Failed) {
                    checkout.send(Event::MethodUnavailable(site.method.key.clone(), error));
                } else {
                    providers.update(&*checkout);
                }
            }
        }
    });
}

fn spec_key(checkout: &dyn CheckoutContext, method: &Method, total: Money) -> String {
    let scripts: Vec<&str> = method.scripts.iter().map(|script| script.url.as_str()).collect();
    let number = registered::find(method).map_or(0, |registered| registered.number).to_string();
    [scripts.join(" ").as_str(), total.currency.code(), &checkout.language(), &number].join(" ")
}
