//! The locks that the module holds. A module that has crashed cannot release them, so the loader has the list and releases
//! them.

use js_sys::{Function, Set};
use wasm_bindgen::prelude::*;

thread_local! {
    static ALL: Set = Set::new(&JsValue::UNDEFINED);
}

/// A lock. Dropping it releases the lock.
pub struct Held(Option<Function>);

impl Held {
    /// With the function that releases it. It must be one of the browser's own functions: the module's are dead after a crash.
    pub fn new(release: Option<Function>) -> Self {
        if let Some(release) = &release {
            ALL.with(|all| all.add(release));
        }
        Self(release)
    }

    /// Holds the lock as long as the document exists, also after a crash.
    pub fn keep(mut self) {
        if let Some(release) = self.0.take() {
            ALL.with(|all| all.delete(&release));
        }
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

/// The functions that release all locks.
pub fn all() -> Set {
    ALL.with(Clone::clone)
}
