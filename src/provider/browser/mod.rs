//! The providers at work: their buttons, the shopper's window at the provider, and how it ends.

mod registered;
pub mod sdk;
mod window;

pub use registered::register;
pub use window::{handed_back, is_return, return_address};

use super::context::CheckoutContext;
use super::{Kind, origin};
use crate::browser::before;
use crate::flow::{ApprovalError, Event, Method, Offering, PaymentData, Presentation};
use crate::money::Money;
use js_sys::{Function, Promise};
use sdk::{Provider, Site};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};

/// What a checkout has of its providers.
#[derive(Default)]
pub struct Providers {
    slots: RefCell<Vec<ProviderSlot>>,
    opening: RefCell<Option<Opening>>,
    /// Hears of the return of the last window.
    returns: RefCell<Option<window::Channel>>,
}

/// The place of a method whose provider has software of its own.
struct ProviderSlot {
    key: String,
    spec: ProviderSpec,
    work: Work,
}

/// What a provider is wanted for.
#[derive(Clone, PartialEq)]
struct ProviderSpec {
    /// Its scripts with currency and language, and who speaks to it. Made anew when that changes.
    made_for: String,
    total: Money,
}

enum Work {
    Preparing(#[expect(dead_code, reason = "it is held until it is dropped")] Preparing),
    Ready(Rc<dyn Provider>),
    /// Tried again when the method is offered anew, not before.
    Failed,
}

/// Getting ready. It stops when this is dropped, whatever it waits for, and what it has drawn so far goes.
struct Preparing {
    stop: Option<Function>,
}

impl Preparing {
    /// With the promise that it stops.
    fn begin() -> (Self, Promise) {
        let mut stop = None;
        let stopped = Promise::new(&mut |resolve, _| stop = Some(resolve));
        (Self { stop }, stopped)
    }
}

impl Drop for Preparing {
    fn drop(&mut self) {
        if let Some(stop) = &self.stop {
            let _ = stop.call0(&JsValue::UNDEFINED);
        }
    }
}

/// The approval under way.
enum Opening {
    /// The provider was given a promise of the payment. `told` once it has said how that ended: only its first word counts.
    Promised { key: String, promise: Promise, resolve: Function, reject: Function, told: bool },
    /// We opened a window.
    Window(window::Popup),
    /// The page itself goes.
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

    /// Whether the button of this method may be shown: it would do something.
    pub fn is_ready(&self, method: &Method) -> bool {
        Self::is_redirect(method) || Self::draws(method) || self.at_work(&method.key).is_some()
    }

    fn is_redirect(method: &Method) -> bool {
        registered::find(method).is_none() && Kind::of(method) == Some(Kind::Redirect)
    }

    /// Follows the state: providers with software of their own get ready as soon as there is something to pay.
    pub fn follow(&self, checkout: &dyn CheckoutContext) {
        let state = checkout.state();
        let Some(Offering::Ready { offer, .. }) = state.offering() else {
            // It is not offered any more, and when it is again, it is tried again.
            return self.keep(|slot| !matches!(slot.work, Work::Failed));
        };
        if checkout.has_left() {
            return;
        }
        let total = offer.total;
        self.keep(|slot| state.methods(offer).any(|method| method.key == slot.key));
        for method in state.methods(offer).filter(|method| !Self::is_redirect(method)) {
            if registered::find(method).is_none() && Kind::of(method).is_none() {
                // Nobody here speaks to that provider: the method is not offered.
                checkout.send(Event::MethodUnavailable(method.key.clone(), None));
                return;
            }
            let spec = ProviderSpec { made_for: made_for(checkout, method, total), total };
            if !self.keeps(&method.key, &spec) {
                let key = method.key.clone();
                self.keep(|slot| slot.key != key);
                let (preparing, stopped) = Preparing::begin();
                self.slots.borrow_mut().push(ProviderSlot {
                    key,
                    spec: spec.clone(),
                    work: Work::Preparing(preparing),
                });
                prepare(Site::new(checkout, method.clone(), total), spec, stopped);
            }
        }
    }

    /// Takes the other seats away. What was drawn goes last: that may call the page, and the page us.
    fn keep(&self, kept: impl Fn(&ProviderSlot) -> bool) {
        let all = self.slots.take();
        let (kept, gone): (Vec<ProviderSlot>, Vec<ProviderSlot>) = all.into_iter().partition(kept);
        self.slots.replace(kept);
        drop(gone);
    }

    /// Whether that method's seat is as it should be, will be, or could be told of the new total.
    fn keeps(&self, key: &str, spec: &ProviderSpec) -> bool {
        let provider = match self.slots.borrow_mut().iter_mut().find(|slot| slot.key == key) {
            None => return false,
            Some(slot) if slot.spec == *spec => return true,
            Some(slot) => {
                let same = std::mem::replace(&mut slot.spec, spec.clone()).made_for == spec.made_for;
                match &slot.work {
                    // One at a time: two would draw into the same place.
                    Work::Preparing(_) => return true,
                    Work::Failed => return same,
                    Work::Ready(provider) if same => provider.clone(),
                    Work::Ready(_) => return false,
                }
            }
        };
        provider.reprice(spec.total)
    }

    /// A provider is ready, or could not get ready. What was wished otherwise meanwhile is made anew, after it has gone.
    fn prepared(&self, site: &Site, made: &ProviderSpec, work: Work) -> bool {
        let mut slots = self.slots.borrow_mut();
        let preparing =
            |slot: &&mut ProviderSlot| slot.key == site.method.key && matches!(slot.work, Work::Preparing(_));
        match slots.iter_mut().find(preparing) {
            Some(slot) if slot.spec == *made => {
                slot.work = work;
                true
            }
            Some(_) => {
                slots.retain(|slot| slot.key != site.method.key);
                false
            }
            None => false,
        }
    }

    /// The provider at work for that method.
    fn at_work(&self, key: &str) -> Option<Rc<dyn Provider>> {
        match &self.slots.borrow().iter().find(|slot| slot.key == key)?.work {
            Work::Ready(provider) => Some(provider.clone()),
            Work::Preparing(_) | Work::Failed => None,
        }
    }

    /// A provider was registered: it serves its method from now on.
    pub fn registered(&self, checkout: &dyn CheckoutContext, key: &str) {
        let state = checkout.state();
        let Some(offer) = state.offer() else { return };
        let unavailable = |method: &Method| state.session().unavailable.contains(&method.key);
        if offer.methods.iter().any(|method| registered::fits(key, method) && unavailable(method)) {
            checkout.send(Event::Reload);
        }
        self.follow(checkout);
    }

    /// Opens the provider with software of its own for one of our own buttons, after the attempt has begun. Nothing here
    /// waits: its window may only be opened in the click.
    pub fn open(&self, method: &Method) {
        if !Self::is_redirect(method)
            && let Some(provider) = self.at_work(&method.key)
            && let Some(promise) = self.given(&method.key)
        {
            provider.open(&promise);
        }
    }

    /// Opens our own window for a redirecting provider, or prepares the promise for one that opens by itself. Nothing here
    /// waits: a window may only be opened in the click.
    pub fn open_window(&self, checkout: &dyn CheckoutContext, method: &Method) -> Presentation {
        if !Self::is_redirect(method) {
            let _ = self.promise(&method.key);
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
            Some(Opening::Promised { key: known, promise, told: false, .. }) if known == key => Some(promise.clone()),
            _ => None,
        }
    }

    /// A promise of the payment's data for the attempt that begins, or the one that was given already.
    fn promise(&self, key: &str) -> Promise {
        self.given(key).unwrap_or_else(|| self.renew(key))
    }

    /// A new promise of the payment's data, in place of one that was given.
    fn renew(&self, key: &str) -> Promise {
        let mut settle = None;
        let promise = Promise::new(&mut |resolve, reject| settle = Some((resolve, reject)));
        // Whoever does not listen must not cause an unhandled rejection; the failure is shown by us.
        let listened = promise.clone();
        spawn_local(async move {
            let _ = JsFuture::from(listened).await;
        });
        if let Some((resolve, reject)) = settle {
            let (key, promise) = (key.to_owned(), promise.clone());
            *self.opening.borrow_mut() = Some(Opening::Promised { key, promise, resolve, reject, told: false });
        }
        promise
    }

    /// Whether the provider of that promise has its first word now. From then on it is not heard any more.
    fn settle_once(&self, promise: &Promise) -> bool {
        match &mut *self.opening.borrow_mut() {
            Some(Opening::Promised { promise: known, told, .. }) if js_sys::Object::is(known, promise) => {
                !std::mem::replace(told, true)
            }
            _ => false,
        }
    }

    fn expect_return(&self, channel: Option<window::Channel>) {
        *self.returns.borrow_mut() = channel;
    }

    /// The payment exists: its provider may go on.
    pub fn hand_over(&self, checkout: &dyn CheckoutContext, data: &PaymentData) {
        let handed = match &mut *self.opening.borrow_mut() {
            Some(Opening::Promised { resolve, .. }) => js_sys::JSON::parse(&data.whole().to_string())
                .and_then(|data| resolve.call1(&JsValue::UNDEFINED, &data))
                .map(drop)
                .map_err(|_| ApprovalError::Data),
            Some(Opening::Window(popup)) => popup.go(checkout, data),
            Some(Opening::SameTab) => window::leave(checkout, data),
            None => Err(ApprovalError::Sdk),
        };
        if let Err(error) = handed {
            checkout.send(Event::ApprovalFailed(error));
        }
    }

    /// The approval is over, one way or the other.
    pub fn end(&self) {
        // Taken out first: rejecting may call back into us.
        let opening = self.opening.borrow_mut().take();
        if let Some(Opening::Promised { key, reject, .. }) = opening {
            let _ = reject.call1(&JsValue::UNDEFINED, &js_sys::Error::new("cancelled").into());
            if let Some(provider) = self.at_work(&key) {
                provider.end();
            }
        }
    }

    /// The checkout has left the page: what providers drew goes with it, and nobody waits for a window any more.
    pub fn leave(&self) {
        self.keep(|_| false);
        self.returns.take();
    }

    /// Whether a provider's script or page may have this address: beyond the named origins, the page's own and Glue's.
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

/// Gets a provider ready. Whatever comes of it, no button stays that cannot be used.
fn prepare(site: Site, spec: ProviderSpec, stopped: Promise) {
    spawn_local(async move {
        let stopped = async move {
            let _ = JsFuture::from(stopped).await;
        };
        let preparing = async {
            match sdk::load().await {
                Some(sdks) => (sdks.prepare)(site.clone()).await,
                None => Err(Some(ApprovalError::Script)),
            }
        };
        let Some(prepared) = before(stopped, preparing).await else { return };
        let Some(checkout) = site.checkout() else { return };
        let providers = checkout.providers();
        match prepared {
            Ok(provider) => {
                let kept = providers.prepared(&site, &spec, Work::Ready(provider.clone()));
                drop(provider);
                if !kept {
                    providers.follow(&*checkout);
                }
                checkout.redraw();
            }
            Err(error) => {
                if providers.prepared(&site, &spec, Work::Failed) {
                    checkout.send(Event::MethodUnavailable(site.method.key, error));
                } else {
                    providers.follow(&*checkout);
                }
            }
        }
    });
}

fn made_for(checkout: &dyn CheckoutContext, method: &Method, total: Money) -> String {
    let scripts: Vec<&str> = method.scripts.iter().map(|script| script.url.as_str()).collect();
    let number = registered::find(method).map_or(0, |registered| registered.1).to_string();
    [scripts.join(" ").as_str(), total.currency.code(), &checkout.language(), &number].join(" ")
}
