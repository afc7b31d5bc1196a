//! Web Locks: one holder for each name, in all tabs of a browser with the same origin. The browser releases the locks
//! of a tab that is closed, reloaded or crashed.

use crate::browser::spawn;
use crate::storage::held_locks::{self, Held};
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
    match Request::new(name).answer().await.lock() {
        None => take_before(name, &AbortSignal::timeout_with_u32(limit)).await,
        lock => lock,
    }
}

/// A request for a lock. The answer comes later; every clone of the request gets the same answer.
#[derive(Clone)]
pub struct Request(Promise);

impl Request {
    /// Asks for the lock if it is free.
    pub fn new(name: &str) -> Self {
        Self(ask(name, "ifAvailable", &true.into()))
    }

    /// Waits for the answer.
    pub async fn answer(self) -> Answer {
        Answer(JsFuture::from(self.0).await.unwrap_or_default())
    }

    /// Whether both are clones of one request.
    pub fn is(&self, other: &Self) -> bool {
        *self.0 == *other.0
    }
}

/// The answer to a request: the function that releases the lock, null, or undefined, as [`ask`] says.
pub struct Answer(JsValue);

impl Answer {
    /// The lock. `None` if another page holds it. Of the clones of an answer only one may be turned into a lock, because
    /// dropping any of them releases it.
    pub fn lock(self) -> Option<Held> {
        (!self.0.is_null()).then(|| Held::new(self.0.dyn_into().ok()))
    }
}

/// Waits for the lock until the signal is aborted.
pub async fn take_before(name: &str, wait: &AbortSignal) -> Option<Held> {
    let lock = Request(ask(name, "signal", wait)).answer().await.lock();
    lock.filter(|_| !wait.aborted())
}

/// Asks for a lock. The promise gives the function that releases it; null if the request does not wait and the lock is not
/// free; undefined if the wait was aborted, or the browser has no locks or refuses them. It is never rejected.
fn ask(name: &str, option: &str, value: &JsValue) -> Promise {
    asked(name, option, value).unwrap_or_else(|_| Promise::resolve(&JsValue::UNDEFINED))
}

fn asked(name: &str, option: &str, value: &JsValue) -> Result<Promise, JsValue> {
    let window = web_sys::window().ok_or(JsValue::NULL)?;
    let locks: Locks = Reflect::get(&window.navigator(), &"locks".into())?.unchecked_into();
    if locks.is_undefined() {
        return Err(JsValue::NULL);
    }
    let options = Object::new();
    Reflect::set(&options, &option.into(), value)?;
    let mut requested = Err(JsValue::NULL);
    let granted = Promise::new(&mut |grant, _| {
        let refused = grant.clone();
        let granted = Closure::once_into_js(move |lock: JsValue| {
            if lock.is_null() {
                let _ = grant.call1(&JsValue::UNDEFINED, &lock);
                return JsValue::UNDEFINED;
            }
            // The lock is held until this promise is resolved.
            let held = Promise::new(&mut |release, _| {
                held_locks::add(&release);
                let _ = grant.call1(&JsValue::UNDEFINED, &release);
            });
            held.into()
        });
        requested = locks.request(name, &options, &granted).map(|done| (done, refused));
    });
    let (done, refused) = requested?;
    // If locks are refused, or the wait is aborted, only the promise shows it.
    spawn(async move {
        if JsFuture::from(done).await.is_err() {
            let _ = refused.call0(&JsValue::UNDEFINED);
        }
    });
    Ok(granted)
}
