//! Listens to events of the browser.

use wasm_bindgen::prelude::*;
use web_sys::{Event, EventTarget};

/// A listener for events of these names. Dropping it removes the listener.
pub struct Listening {
    target: EventTarget,
    names: &'static [&'static str],
    heard: Closure<dyn Fn(Event)>,
}

impl Listening {
    /// Listens to the target and to all nodes in it, before they hear the event themselves. What is called may cause another
    /// event, such as `focusout` when it moves the focus.
    pub fn to(target: &EventTarget, names: &'static [&'static str], heard: impl Fn(Event) + 'static) -> Self {
        let heard = Closure::<dyn Fn(Event)>::new(heard);
        for name in names {
            let _ = target.add_event_listener_with_callback_and_bool(name, heard.as_ref().unchecked_ref(), true);
        }
        Self { target: target.clone(), names, heard }
    }

    /// Whether it listens to this target.
    pub fn is_to(&self, target: &EventTarget) -> bool {
        self.target == *target
    }
}

impl Drop for Listening {
    fn drop(&mut self) {
        let heard = self.heard.as_ref().unchecked_ref();
        for name in self.names {
            let _ = self.target.remove_event_listener_with_callback_and_bool(name, heard, true);
        }
    }
}
