//! Calls into providers' software by name: it is loaded at run time, so it cannot be imported.

use js_sys::{Array, Function, Promise, Reflect};
use std::future::Future;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::future_to_promise;

/// A member; undefined when it does not exist.
pub fn get(object: &JsValue, name: &str) -> JsValue {
    Reflect::get(object, &name.into()).unwrap_or(JsValue::UNDEFINED)
}

/// A member that is text with content.
pub fn text(object: &JsValue, name: &str) -> Option<String> {
    get(object, name).as_string().filter(|text| !text.trim().is_empty())
}

/// Sets a member of an object that was made here, which cannot fail.
pub fn set(object: &JsValue, name: &str, value: &JsValue) {
    let _ = Reflect::set(object, &name.into(), value);
}

/// An object with these members.
pub fn object(members: &[(&str, JsValue)]) -> JsValue {
    let object = js_sys::Object::new().into();
    for (name, value) in members {
        set(&object, name, value);
    }
    object
}

/// Whether it has a method of that name.
pub fn has(object: &JsValue, name: &str) -> bool {
    get(object, name).is_function()
}

/// Calls a method.
///
/// # Errors
/// What the method throws, or that it does not exist.
pub fn call(object: &JsValue, name: &str, arguments: &[JsValue]) -> Result<JsValue, JsValue> {
    let method: Function = Reflect::get(object, &name.into())?.dyn_into()?;
    method.apply(object, &arguments.iter().collect::<Array>())
}

/// A function for the provider's software, called with its first two arguments. It lives as long as that software keeps it, so
/// that a late call does not fail.
pub fn callback(called: impl Fn(JsValue, JsValue) -> JsValue + 'static) -> JsValue {
    let called: Box<dyn Fn(JsValue, JsValue) -> JsValue> = Box::new(called);
    Closure::wrap(called).into_js_value()
}

/// The same, without a result.
pub fn listener(called: impl Fn(JsValue) + 'static) -> JsValue {
    callback(move |first, _| {
        called(first);
        JsValue::UNDEFINED
    })
}

/// A promise of what the future gives.
pub fn promised(future: impl Future<Output = Result<JsValue, JsValue>> + 'static) -> Promise {
    // Boxed, so that the wasm has one type of future for all callers.
    let future: std::pin::Pin<Box<dyn Future<Output = Result<JsValue, JsValue>>>> = Box::pin(future);
    future_to_promise(future)
}

/// The result of a promise, or the value itself.
pub async fn settled(value: JsValue) -> Result<JsValue, JsValue> {
    wasm_bindgen_futures::JsFuture::from(Promise::resolve(&value)).await
}
