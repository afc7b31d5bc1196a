//! Web Locks of the page's origin: one holder of a name at a time, in all tabs of a browser. The browser releases the lock of
//! a tab that is closed, reloaded or has crashed.

use crate::storage::held_locks::Held;
use js_sys::{Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::AbortSignal;

/// How long a lock may take that another page has just released, in milliseconds.
pub const AT_ONCE: u32 = 180;

#[wasm_bindgen]
extern "C" {
    type Locks;

    #[wasm_bindgen(method, catch)]
    fn request(this: &Locks, name: &str, options: &Object, granted: &JsValue) -> Result<Promise, JsValue>;
}

/// Waits for the lock of that name and holds it until what is returned is dropped. `None` when the wait is aborted first:
/// another page holds it. Where the browser has no such locks, or refuses them to this page, each page gets one.
pub async fn take(name: &str, wait: &AbortSignal) -> Option<Held> {
    match request(name, wait).await {
        Ok(release) => Some(Held::new(release.dyn_into().ok())),
        Err(_) if wait.aborted() => None,
        Err(_) => Some(Held::new(None)),
    }
}

/// The function that releases the lock again.
async fn request(name: &str, wait: &AbortSignal) -> Result<JsValue, JsValue> {
    let window = web_sys::window().ok_or(JsValue::NULL)?;
    let locks: Locks = Reflect::get(&window.navigator(), &"locks".into())?.unchecked_into();
    if locks.is_undefined() {
        return Err(JsValue::NULL);
    }
    let options = Object::new();
    Reflect::set(&options, &"signal".into(), wait)?;
    let mut requested = Err(JsValue::NULL);
    let granted = Promise::new(&mut |grant, fail| {
        let granted = Closure::once_into_js(move |_lock: JsValue| {
            // The lock is held until this promise is resolved.
            Promise::new(&mut |release, _| {
                let _ = grant.call1(&JsValue::UNDEFINED, &release);
            })
        });
        requested = locks.request(name, &options, &granted).map(|done| (done, fail));
    });
    let (done, fail) = requested?;
    // A page that may not have locks, and one that stops waiting, learn it from the promise only.
    spawn_local(async move {
        if let Err(error) = JsFuture::from(done).await {
            let _ = fail.call1(&JsValue::UNDEFINED, &error);
        }
    });
    JsFuture::from(granted).await
}
