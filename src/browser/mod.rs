//! Small browser functions that several rooms use: JavaScript values, the clock, random names, timers, the console.

pub(crate) mod intl;
mod listening;
#[cfg(feature = "split")]
pub(crate) mod modules;

pub use listening::Listening;

use crate::json::Json;
use serde::Serialize;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Waker};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

/// Turns JSON into a JavaScript value.
pub fn to_js(json: &Json) -> JsValue {
    let serializer = serde_wasm_bindgen::Serializer::json_compatible();
    json.serialize(&serializer).unwrap_or(JsValue::NULL)
}

/// Turns a JavaScript value into JSON; null if it has no JSON form. It is read through its JSON text, because serde
/// would link the formatting of floats, ten kilobytes.
pub fn from_js(value: &JsValue) -> Json {
    // `undefined` and functions have no JSON text.
    let text = js_sys::JSON::stringify(value).ok().and_then(|text| JsValue::from(text).as_string());
    Json::parse(&text.unwrap_or_default()).unwrap_or_default()
}

/// The text in Unicode's normal form NFC. The browser has the tables for it.
#[cfg(target_arch = "wasm32")]
pub fn composed(text: &str) -> String {
    js_sys::JsString::from(text).normalize("NFC").into()
}

/// Writes a warning to the console, for the developer. It must not contain personal data or a text of a provider.
pub fn warn(text: &str) {
    web_sys::console::warn_1(&["express-checkout: ", text].concat().into());
}

/// The time of the browser's monotonic clock, in milliseconds.
pub fn now() -> f64 {
    web_sys::window().and_then(|window| window.performance()).map_or(0.0, |performance| performance.now())
}

/// A random name with 128 bits.
pub fn random_name() -> String {
    let mut bytes = [0_u8; 16];
    if let Some(crypto) = web_sys::window().and_then(|window| window.crypto().ok()) {
        let _ = crypto.get_random_values_with_u8_array(&mut bytes);
    }
    bytes
        .iter()
        .flat_map(|byte| [byte >> 4, byte & 15])
        .filter_map(|nibble| char::from_digit(nibble.into(), 16))
        .collect()
}

/// Starts an asynchronous task. It is first polled later, in a microtask.
pub fn spawn(task: impl Future<Output = ()> + 'static) {
    spawn_boxed(Box::pin(task));
}

/// Starts an asynchronous task at once: what it does before it first waits is done when this returns.
pub fn spawn_now(mut task: Pin<Box<dyn Future<Output = ()>>>) {
    // The first poll has a waker that does nothing. A task that is not finished is polled again in a microtask, with its real waker.
    if task.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending() {
        spawn_boxed(task);
    }
}

/// Takes all tasks as one type, so that the code that runs a task is compiled once and not for each task.
fn spawn_boxed(task: Pin<Box<dyn Future<Output = ()>>>) {
    wasm_bindgen_futures::spawn_local(task);
}

/// A signal for tasks that wait: dropping it resolves its promise.
///
/// A `JsFuture` is freed only when its promise settles. So a promise that may never settle is awaited together with such a
/// promise, which is resolved when nothing waits any more.
#[derive(Default)]
pub struct Stop(Option<js_sys::Function>);

impl Stop {
    /// A signal, and its promise.
    pub fn begin() -> (Self, js_sys::Promise) {
        let mut stop = Self::default();
        let stopped = js_sys::Promise::new(&mut |resolve, _| stop.0 = Some(resolve));
        (stop, stopped)
    }
}

impl Drop for Stop {
    fn drop(&mut self) {
        if let Some(resolve) = &self.0 {
            let _ = resolve.call0(&JsValue::UNDEFINED);
        }
    }
}

/// Whatever settles first.
pub fn race(promise: &JsValue, stopped: &js_sys::Promise) -> JsFuture {
    JsFuture::from(js_sys::Promise::race(&js_sys::Array::of2(promise, stopped)))
}

/// Waits for a number of milliseconds.
pub async fn sleep(milliseconds: u32) {
    let (stop, over) = Stop::begin();
    if let (Some(window), Some(resolve)) = (web_sys::window(), &stop.0) {
        let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(resolve, milliseconds as i32);
    }
    // When this future is dropped, `stop` resolves the promise, so nothing is held until the end of the time.
    let _ = JsFuture::from(over).await;
    drop(stop);
}

/// The future's result, or `None` if it takes longer than this.
pub async fn within<T: 'static>(milliseconds: u32, future: impl Future<Output = T>) -> Option<T> {
    before(sleep(milliseconds), future).await
}

/// The future's result, or `None` if `end` comes first.
pub async fn before<T: 'static>(end: impl Future<Output = ()>, future: impl Future<Output = T>) -> Option<T> {
    let mut future = Box::pin(future);
    let mut end = Box::pin(end);
    std::future::poll_fn(move |context| {
        use std::task::Poll;
        if let Poll::Ready(value) = future.as_mut().poll(context) {
            return Poll::Ready(Some(value));
        }
        end.as_mut().poll(context).map(|()| None)
    })
    .await
}

/// Navigates to another address.
pub fn go_to(url: &str) {
    if let Some(window) = web_sys::window() {
        let _ = window.location().assign(url);
    }
}
