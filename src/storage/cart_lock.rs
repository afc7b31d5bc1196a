//! One attempt for a cart at a time, in all tabs of a browser: the Web Locks of the page's origin. A tab that is closed,
//! reloaded or crashed gives its lock back by itself.

use crate::browser::sleep;
use crate::storage::held_locks::Held;
use js_sys::{Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

/// A lock that was just given back may take a moment to be free: tried so often, with a pause between.
const TRIES: u32 = 3;
/// Milliseconds.
const PAUSE: u32 = 60;

#[wasm_bindgen]
extern "C" {
    type Locks;

    #[wasm_bindgen(method, catch)]
    fn request(this: &Locks, name: &str, options: &Object, granted: &JsValue) -> Result<Promise, JsValue>;
}

/// Takes the cart of that name in hand, until what is answered is dropped. `None` when another tab has it. Where the browser
/// has no such locks, or refuses them to this page, everybody is given one.
pub async fn take(name: &str) -> Option<Held> {
    for tried in 0..TRIES {
        if tried > 0 {
            sleep(PAUSE).await;
        }
        match asked(name).await {
            Ok(value) if value.is_null() => {}
            Ok(release) => return Some(Held::new(release.dyn_into().ok())),
            Err(_) => return Some(Held::new(None)),
        }
    }
    None
}

/// What gives the lock back again; null when it is not free.
async fn asked(name: &str) -> Result<JsValue, JsValue> {
    let window = web_sys::window().ok_or(JsValue::NULL)?;
    let locks: Locks = Reflect::get(&window.navigator(), &"locks".into())?.unchecked_into();
    if locks.is_undefined() {
        return Err(JsValue::NULL);
    }
    let options = Object::new();
    Reflect::set(&options, &"ifAvailable".into(), &true.into())?;
    let mut refused = Err(JsValue::NULL);
    let told = Promise::new(&mut |tell, fail| {
        let granted = Closure::once_into_js(move |lock: JsValue| {
            if lock.is_null() {
                let _ = tell.call1(&JsValue::UNDEFINED, &JsValue::NULL);
                return JsValue::UNDEFINED;
            }
            // It is ours until this promise is resolved.
            let held = Promise::new(&mut |release, _| {
                let _ = tell.call1(&JsValue::UNDEFINED, &release);
            });
            held.into()
        });
        refused = locks.request(name, &options, &granted).map(|done| (done, fail));
    });
    let (done, fail) = refused?;
    // A page that may not have locks at all learns it from the promise only.
    wasm_bindgen_futures::spawn_local(async move {
        if let Err(error) = JsFuture::from(done).await {
            let _ = fail.call1(&JsValue::UNDEFINED, &error);
        }
    });
    JsFuture::from(told).await
}
