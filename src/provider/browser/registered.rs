//! Providers that the page registers with `ExpressCheckout.registerProvider(key, provider)`.

use crate::flow::Method;
use js_sys::{Function, Reflect};
use std::cell::RefCell;
use wasm_bindgen::prelude::*;

thread_local! {
    static REGISTERED: RefCell<Vec<(String, Registered)>> = const { RefCell::new(Vec::new()) };
}

/// The page's object `{isEligible?, render?, authorize?, destroy?}`, and the number of its registration.
#[derive(Clone)]
pub struct Registered(pub JsValue, pub u32);

impl Registered {
    /// One of its functions, if it exists.
    pub fn function(&self, name: &str) -> Option<Function> {
        Reflect::get(&self.0, &name.into()).ok()?.dyn_into().ok()
    }

    /// Whether it draws its own button.
    pub fn draws(&self) -> bool {
        self.function("render").is_some()
    }
}

/// Registers a provider for a payment method key, or for an `appPaymentMethodKey`. A later one replaces an earlier one.
pub fn register(key: &str, provider: JsValue) {
    REGISTERED.with_borrow_mut(|registered| {
        let number = registered.iter().map(|(_, known)| known.1).max().unwrap_or_default() + 1;
        registered.retain(|(known, _)| known != key);
        registered.push((key.to_owned(), Registered(provider, number)));
    });
}

/// Whether a provider of that key is for this method.
pub fn fits(key: &str, method: &Method) -> bool {
    key == method.key || method.app_key.as_deref() == Some(key)
}

/// The registered provider of a method.
pub fn find(method: &Method) -> Option<Registered> {
    REGISTERED
        .with_borrow(|all| all.iter().find(|(key, _)| fits(key, method)).map(|(_, registered)| registered.clone()))
}
