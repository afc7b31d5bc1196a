//! Reads a secret that the page gives as a JavaScript value: the access token, or a multi-factor code.

use crate::glue::Credential;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

/// A secret that the page gave: a text, or a function that returns a text or a promise of one. `None` for anything else.
pub fn credential(value: &JsValue) -> Option<Credential> {
    if let Some(text) = value.as_string() {
        return Some(Credential::Fixed(text));
    }
    let function = value.dyn_ref::<js_sys::Function>()?.clone();
    Some(Credential::provider(move || called(function.clone())))
}

/// Calls the page's function. `None` if it throws or its promise is rejected; empty if the result is not a text.
async fn called(function: js_sys::Function) -> Option<String> {
    let value = function.call0(&JsValue::UNDEFINED).ok()?;
    let value = JsFuture::from(js_sys::Promise::resolve(&value)).await.ok()?;
    Some(value.as_string().unwrap_or_default())
}
