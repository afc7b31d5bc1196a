//! Providers that the page registers with `ExpressCheckout.registerProvider(key, provider)`.

use crate::flow::{Method, Offer};
use js_sys::{Function, Reflect};
use std::cell::RefCell;
use wasm_bindgen::prelude::*;

thread_local! {
    static REGISTERED: RefCell<Vec<Entry>> = const { RefCell::new(Vec::new()) };
}

struct Entry {
    /// The key; empty if the page gave no text.
    key: String,
    registered: Registered,
    /// A method of a cart on this page had that key, or the page was warned that none has.
    met: bool,
}

/// The page's object `{isEligible?, render?, authorize?, destroy?}`.
#[derive(Clone)]
pub struct Registered {
    /// The first argument of `registerProvider`.
    pub key: JsValue,
    /// The second argument: the page's object.
    pub object: JsValue,
    /// The number of the registration.
    pub number: u32,
}

impl Registered {
    /// One of its functions, if it exists.
    pub fn function(&self, name: &str) -> Option<Function> {
        Reflect::get(&self.object, &name.into()).ok()?.dyn_into().ok()
    }

    /// Whether it draws its own button.
    pub fn draws(&self) -> bool {
        self.function("render").is_some()
    }
}

/// Registers a provider for a payment method key, or for an `appPaymentMethodKey`. A later one replaces an earlier one.
pub fn register(key: &str, given: JsValue, object: JsValue) {
    REGISTERED.with_borrow_mut(|all| {
        let number = all.iter().map(|known| known.registered.number).max().unwrap_or_default() + 1;
        all.retain(|known| known.key != key);
        let registered = Registered { key: given, object, number };
        all.push(Entry { key: key.to_owned(), registered, met: false });
    });
}

/// Whether a provider of that key is for this method.
pub fn fits(key: &str, method: &Method) -> bool {
    key == method.key || method.app_key.as_deref() == Some(key)
}

/// The registered provider of a method.
pub fn find(method: &Method) -> Option<Registered> {
    REGISTERED
        .with_borrow(|all| all.iter().find(|known| fits(&known.key, method)).map(|known| known.registered.clone()))
}

/// Whether a key was registered that no method of a cart on this page has had yet.
pub fn has_unused(offer: &Offer) -> bool {
    REGISTERED.with_borrow_mut(|all| {
        let mut unused = false;
        for known in all {
            known.met |= offer.methods.iter().any(|method| fits(&known.key, method));
            unused |= !known.met;
        }
        unused
    })
}

/// The registered providers whose key no method has had. Each is returned once.
pub fn take_unused() -> Vec<Registered> {
    REGISTERED.with_borrow_mut(|all| {
        let unused = |known: &mut Entry| (!std::mem::replace(&mut known.met, true)).then(|| known.registered.clone());
        all.iter_mut().filter_map(unused).collect()
    })
}
