//! The list of held locks. A crashed module cannot release its locks, so the loader has the list and releases them.

use js_sys::{Array, Function, Set};
use wasm_bindgen::prelude::*;

thread_local! {
    static ALL: Set = Set::new(&JsValue::UNDEFINED);
}

/// A lock. Dropping it releases the lock.
pub struct Held(Option<Function>);

impl Held {
    /// A lock with the function that releases it. `None` if the browser has no locks.
    pub fn new(release: Option<Function>) -> Self {
        Self(release)
    }

    /// Holds the lock also after a crash. Returns the function that releases it.
    pub fn hold(mut self) -> Option<Function> {
        let release = self.0.take()?;
        ALL.with(|all| all.delete(&release));
        Some(release)
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        if let Some(release) = &self.0 {
            ALL.with(|all| all.delete(release));
            let _ = release.call0(&JsValue::UNDEFINED);
        }
    }
}

/// Notes the function that releases a new lock, also before anybody holds its [`Held`]. It must be a function of the browser,
/// because the module's own functions cannot be called after a crash.
pub fn add(release: &Function) {
    ALL.with(|all| all.add(release));
}

/// Releases all locks, but not the one that is held also after a crash.
pub fn release_all() {
    for release in ALL.with(|all| Array::from(all)).iter() {
        let _ = release.unchecked_into::<Function>().call0(&JsValue::UNDEFINED);
    }
}

/// The functions that release all locks.
pub fn all() -> Set {
    ALL.with(Clone::clone)
}
