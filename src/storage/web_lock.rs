//! Web Locks of the page's origin: one holder of a name at a time, in all tabs of a browser. The browser releases the lock of
//! a tab that is closed, reloaded or has crashed.

use crate::browser::spawn;
use crate::storage::held_locks::Held;
use js_sys::{Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::AbortSignal;

#[wasm_bindgen]
extern "C" {
    type Locks;

    #[wasm_bindgen(method, catch)]
    fn request(this: &Locks, name: &str, options: &Object, granted: &JsValue) -> Result<Promise, JsValue>;
}

/// A lock that another page has just released is free so soon, in milliseconds.
pub const AT_ONCE: u32 = 300;

/// Takes the lock of that name if it is free, or becomes free within so many milliseconds, and holds it until what is
/// returned is dropped. `None` when another page holds it. Where the browser has no such locks, or refuses them to this page,
/// each page gets one.
pub async fn take_within(name: &str, limit: u32) -> Option<Held> {
    // Asked without a limit first: on a slow machine even a free lock takes its time.
    match take_if_free(name).await {
        None => take_before(name, &AbortSignal::timeout_with_u32(limit)).await,
        lock => lock,
    }
}

async fn take_if_free(name: &str) -> Option<Held> {
    match request(name, "ifAvailable", &true.into()).await {
        Ok(nothing) if nothing.is_null() => None,
        Ok(release) => Some(held(release)),
        Err(_) => Some(Held::new(None)),
    }
}

/// Waits for the lock until the signal is aborted.
pub async fn take_before(name: &str, wait: &AbortSignal) -> Option<Held> {
    match request(name, "signal", wait).await {
        Ok(release) => Some(held(release)),
        Err(_) if wait.aborted() => None,
        Err(_) => Some(Held::new(None)),
    }
}

fn held(release: JsValue) -> Held {
    Held::new(release.dyn_into().ok())
}

/// The function that releases the lock again; null where the option does not wait and the lock is not free.
async fn request(name: &str, option: &str, value: &JsValue) -> Result<JsValue, JsValue> {
    let window = web_sys::window().ok_or(JsValue::NULL)?;
    let locks: Locks = Reflect::get(&window.navigator(), &"locks".into())?.unchecked_into();
    if locks.is_undefined() {
        return Err(JsValue::NULL);
    }
    let options = Object::new();
    Reflect::set(&options, &option.into(), value)?;
    let mut requested = Err(JsValue::NULL);
    let granted = Promise::new(&mut |grant, fail| {
        let granted = Closure::once_into_js(move |lock: JsValue| {
            if lock.is_null() {
                let _ = grant.call1(&JsValue::UNDEFINED, &lock);
                return JsValue::UNDEFINED;
            }
            // The lock is held until this promise is resolved.
            let held = Promise::new(&mut |release, _| {
                let _ = grant.call1(&JsValue::UNDEFINED, &release);
            });
            held.into()
        });
        requested = locks.request(name, &options, &granted).map(|done| (done, fail));
    });
    let (done, fail) = requested?;
    // A page that may not have locks, and one that stops waiting, learn it from the promise only.
    spawn(async move {
        if let Err(error) = JsFuture::from(done).await {
            let _ = fail.call1(&JsValue::UNDEFINED, &error);
        }
    });
    JsFuture::from(granted).await
}
