//! What the module holds of the browser until it gives it back: locks. A module that has crashed cannot give anything back,
//! so the loader has a list of it all and does that.

use js_sys::{Function, Set};
use wasm_bindgen::prelude::*;

thread_local! {
    static ALL: Set = Set::new(&JsValue::UNDEFINED);
}

/// Something held. Given back when it is dropped.
pub struct Held(Option<Function>);

impl Held {
    /// Holds what this function gives back. It must be one of the browser's own: ours are dead after a crash.
    pub fn new(give_back: Option<Function>) -> Self {
        if let Some(give_back) = &give_back {
            ALL.with(|all| all.add(give_back));
        }
        Self(give_back)
    }

    /// Holds it for as long as the document lives, also after a crash.
    pub fn keep(mut self) {
        if let Some(give_back) = self.0.take() {
            ALL.with(|all| all.delete(&give_back));
        }
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        if let Some(give_back) = &self.0 {
            ALL.with(|all| all.delete(give_back));
            let _ = give_back.call0(&JsValue::UNDEFINED);
        }
    }
}

/// The functions that give back all that is held.
pub fn all() -> Set {
    ALL.with(Clone::clone)
}
