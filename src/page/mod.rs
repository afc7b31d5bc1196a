//! The page around a checkout: what the interpreter may tell it and ask of it, and the page's own form.

#[cfg(any(feature = "browser", test))]
mod autofill;
#[cfg(feature = "browser")]
pub(crate) mod form;

#[cfg(feature = "browser")]
use wasm_bindgen::JsValue;

#[cfg(feature = "browser")]
/// The page, as the interpreter knows it: an element, or a Yew application.
pub trait Page {
    /// Tells the page of something. False when it prevented what was to follow.
    fn tell(&self, name: &str, detail: &JsValue, cancelable: bool) -> bool;
    /// The container in the page's own DOM that a provider draws its button into.
    fn container(&self, key: &str) -> Option<web_sys::Element>;
    /// Takes a container that was drawn for a provider; the element has its own.
    fn contain(&self, key: &str, element: web_sys::Element);
    /// The checkout has left: what was made in the page for providers goes.
    fn vacate(&self);
    /// Shows the shopper the first field that is missing.
    fn focus_missing(&self);
    /// Says something in place of the checkout.
    fn say(&self, text: &str);
    /// Says that what an attempt needs does not load, or takes that back. An application brings all of its code along.
    fn give_up(&self, given_up: bool);
    /// Goes to another address.
    fn leave(&self, url: &str);
    /// The nonce for scripts, where the page's policy wants one.
    fn nonce(&self) -> Option<String>;
    /// What the page gave for the customer's security code: a text, or a function that gives one.
    fn security_code(&self) -> JsValue;
    /// A script's address as the page's browser takes it: through our Trusted Types policy where there are such.
    fn trusted(&self, url: &str) -> JsValue;
}
