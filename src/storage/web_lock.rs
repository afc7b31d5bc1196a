//! Web Locks: one holder for each name, in all tabs of a browser with the same origin. The browser releases the locks
//! of a tab that is closed, reloaded or crashed.

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

/// How soon a lock is free after another page has released it, in milliseconds.
pub const AT_ONCE: u32 = 300;

/// Takes the lock with that name if it is free, or becomes free within `limit` milliseconds. Dropping the result
/// releases it. `None` if another page holds it. If the browser has no Web Locks, or refuses them to this page, every
/// page gets the lock.
pub async fn take_within(name: &str, limit: u32) -> Option<Held> {
    // First without a limit: on a slow machine, the answer for a free lock may take longer than the limit.
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

/// The function that releases the lock; null if the request does not wait and the lock is not free.
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
    // If locks are refused, or the wait is aborted, only the promise shows it.
    spawn(async move {
        if let Err(error) = JsFuture::from(done).await {
            let _ = fail.call1(&JsValue::UNDEFINED, &error);
        }
    });
    JsFuture::from(granted).await
}
