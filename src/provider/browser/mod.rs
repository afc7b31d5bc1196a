//! The providers at work: their buttons, the shopper's window at the provider, and how it ends.

mod registered;
pub mod sdk;
mod window;

pub use registered::register;
pub use window::{handed_back, is_return};

use super::{Kind, origin};
use crate::effects::Checkout;
use crate::flow::{ApprovalError, Event, Method, PaymentData, Phase, Presentation};
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
    seats: RefCell<Vec<Seat>>,
    opening: RefCell<Option<Opening>>,
    /// Hears of the return of the last window.
    returns: RefCell<Option<window::Channel>>,
}

/// The place of a method whose provider has software of its own.
struct Seat {
    key: String,
    /// What it was made ready for: its scripts with currency and language. Made anew when that changes.
    made_for: String,
    total: Money,
    work: Work,
}

enum Work {
    Preparing,
    Ready(Rc<dyn Provider>),
    /// Tried again when the method is offered anew, not before.
    Failed,
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
    pub fn follow(&self, checkout: &Checkout) {
        let state = checkout.state();
        let Phase::Ready { offer, .. } = &state.phase else { return };
        let total = offer.total;
        self.keep(|seat| state.methods(offer).any(|method| method.key == seat.key));
        for method in state.methods(offer).filter(|method| !Self::is_redirect(method)) {
            if registered::find(method).is_none() && Kind::of(method).is_none() {
                // Nobody here speaks to that provider: the method is not offered.
                checkout.send(Event::MethodUnavailable(method.key.clone(), None));
                return;
            }
            let made_for = made_for(checkout, method, total);
            if !self.keeps(&method.key, &made_for, total) {
                let key = method.key.clone();
                self.keep(|seat| seat.key != key);
                self.seats.borrow_mut().push(Seat { key, made_for, total, work: Work::Preparing });
                prepare(Site { checkout: checkout.clone(), method: method.clone(), total });
            }
        }
    }

    /// Takes the other seats away. What was drawn goes last: that may call the page, and the page us.
    fn keep(&self, kept: impl Fn(&Seat) -> bool) {
        let all = self.seats.take();
        let (kept, gone): (Vec<Seat>, Vec<Seat>) = all.into_iter().partition(kept);
        self.seats.replace(kept);
        drop(gone);
    }

    /// Whether that method's seat is as it should be, or could be told of the new total.
    fn keeps(&self, key: &str, made_for: &str, total: Money) -> bool {
        let provider =
            match self.seats.borrow_mut().iter_mut().find(|seat| seat.key == key && seat.made_for == made_for) {
                None => return false,
                Some(seat) if seat.total == total => return true,
                Some(seat) => {
                    seat.total = total;
                    match &seat.work {
                        Work::Preparing => return false,
                        Work::Failed => return true,
                        Work::Ready(provider) => provider.clone(),
                    }
                }
            };
        provider.reprice(total)
    }

    /// The provider at work for that method.
    fn at_work(&self, key: &str) -> Option<Rc<dyn Provider>> {
        match &self.seats.borrow().iter().find(|seat| seat.key == key)?.work {
            Work::Ready(provider) => Some(provider.clone()),
            Work::Preparing | Work::Failed => None,
        }
    }

    fn seat(&self, site: &Site, work: Work) {
        let wanted = |seat: &&mut Seat| {
            seat.key == site.method.key && seat.total == site.total && matches!(seat.work, Work::Preparing)
        };
        if let Some(seat) = self.seats.borrow_mut().iter_mut().find(wanted) {
            seat.work = work;
        }
    }

    /// A provider was registered: whatever had served its method goes.
    fn registered(&self, checkout: &Checkout, key: &str) {
        let state = checkout.state();
        let Some(offer) = state.offer() else { return };
        for method in offer.methods.iter().filter(|method| registered::fits(key, method)) {
            self.keep(|seat| seat.key != method.key);
        }
        let unavailable = |method: &Method| state.unavailable.contains(&method.key);
        if offer.methods.iter().any(|method| registered::fits(key, method) && unavailable(method)) {
            checkout.send(Event::Reload);
        }
        self.follow(checkout);
    }

    /// Opens the provider for one of our own buttons. Nothing here waits: a window may only be opened in the click.
    pub fn open(&self, checkout: &Checkout, method: &Method) -> Presentation {
        if !Self::is_redirect(method) {
            let promise = self.promise(&method.key);
            if let Some(provider) = self.at_work(&method.key) {
                provider.open(&promise);
            }
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
            *self.opening.borrow_mut() = Some(Opening::Promised { key, promise, resolve, reject, told: false });
        }
        promise
    }

    /// Whether the provider of that promise has its first word now. From then on it is not heard any more.
    fn has_word(&self, promise: &Promise) -> bool {
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
    pub fn hand_over(&self, checkout: &Checkout, data: &PaymentData) {
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
            checkout.approval_failed(error);
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

    /// The checkout has left the page: what providers drew goes with it.
    pub fn leave(&self) {
        self.keep(|_| false);
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

/// Gets a provider ready. Whatever comes of it, no button stays that cannot be used.
fn prepare(site: Site) {
    spawn_local(async move {
        let prepared = match sdk::load().await {
            Some(sdks) => (sdks.prepare)(site.clone()).await,
            None => Err(Some(ApprovalError::Script)),
        };
        let checkout = site.checkout.clone();
        match prepared {
            Ok(provider) => {
                checkout.providers().seat(&site, Work::Ready(provider));
                checkout.tell_change();
            }
            Err(error) => {
                checkout.providers().seat(&site, Work::Failed);
                checkout.send(Event::MethodUnavailable(site.method.key, error));
            }
        }
    });
}

fn made_for(checkout: &Checkout, method: &Method, total: Money) -> String {
    let scripts: Vec<&str> = method.scripts.iter().map(|script| script.url.as_str()).collect();
    [scripts.join(" ").as_str(), total.currency.code(), checkout.texts().language()].join(" ")
}
