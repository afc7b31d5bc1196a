//! Calls functions of providers' scripts by name. The scripts are loaded at run time, so their functions cannot be imported.

use js_sys::{Array, Function, Promise, Reflect};
use std::future::Future;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::future_to_promise;

/// A member; `undefined` if it does not exist.
pub fn get(object: &JsValue, name: &str) -> JsValue {
    Reflect::get(object, &name.into()).unwrap_or(JsValue::UNDEFINED)
}

/// A member that is a non-empty text.
pub fn text(object: &JsValue, name: &str) -> Option<String> {
    get(object, name).as_string().filter(|text| !text.trim().is_empty())
}

/// Sets a member of an object that was created here, so it cannot fail.
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
/// The error that the method throws. Also an error if the method does not exist.
pub fn call(object: &JsValue, name: &str, arguments: &[JsValue]) -> Result<JsValue, JsValue> {
    let method: Function = Reflect::get(object, &name.into())?.dyn_into()?;
    method.apply(object, &arguments.iter().collect::<Array>())
}

/// Calls a method that may not exist. Its failure is ignored, also one of the promise that it returns.
pub fn call_quietly(object: &JsValue, name: &str) {
    if let Ok(answer) = call(object, name, &[]) {
        on_rejection(&answer, |_| {});
    }
}

/// A promise that is rejected with an error of this message.
pub fn rejected(message: &str) -> Promise {
    Promise::reject(&js_sys::Error::new(message).into())
}

/// Calls back when the promise is rejected. The promise may never settle: the browser frees the callback together with it.
pub fn on_rejection(value: &JsValue, rejected: impl Fn(JsValue) + 'static) {
    let _ = call(&Promise::resolve(value), "catch", &[listener(rejected)]);
}

/// A callback with two arguments for the provider's script. It lives as long as the script keeps it, so that a late
/// call does not fail.
pub fn callback(called: impl Fn(JsValue, JsValue) -> JsValue + 'static) -> JsValue {
    let called: Box<dyn Fn(JsValue, JsValue) -> JsValue> = Box::new(called);
    Closure::wrap(called).into_js_value()
}

/// A callback with one argument and no result.
pub fn listener(called: impl Fn(JsValue) + 'static) -> JsValue {
    callback(move |first, _| {
        called(first);
        JsValue::UNDEFINED
    })
}

/// A promise of the future's result.
pub fn promised(future: impl Future<Output = Result<JsValue, JsValue>> + 'static) -> Promise {
    // Boxed, so that the wasm contains this code once and not for each type of future.
    let future: std::pin::Pin<Box<dyn Future<Output = Result<JsValue, JsValue>>>> = Box::pin(future);
    future_to_promise(future)
}

/// The result of a promise, or the value itself.
pub async fn settled(value: JsValue) -> Result<JsValue, JsValue> {
    wasm_bindgen_futures::JsFuture::from(Promise::resolve(&value)).await
}
