//! Tells a checkout when the browser hides the page, and when it shows the same page again.

use crate::flow::Event;
use wasm_bindgen::prelude::*;
use web_sys::PageTransitionEvent;

/// The listeners on the window. They are removed when this is dropped.
pub(crate) struct Lifecycle {
    listener: Closure<dyn FnMut(PageTransitionEvent)>,
}

const EVENTS: [&str; 2] = ["pagehide", "pageshow"];

impl Lifecycle {
    /// Calls back when the page is hidden, and when it comes back out of the back-forward cache.
    pub(crate) fn listen(heard: impl Fn(Event) + 'static) -> Self {
        let listener = Closure::<dyn FnMut(PageTransitionEvent)>::new(move |event: PageTransitionEvent| {
            if event.type_() == EVENTS[0] {
                heard(Event::PageHidden);
            } else if event.persisted() {
                heard(Event::PageShown);
            }
        });
        if let Some(window) = web_sys::window() {
            for name in EVENTS {
                let _ = window.add_event_listener_with_callback(name, listener.as_ref().unchecked_ref());
            }
        }
        Self { listener }
    }
}

impl Drop for Lifecycle {
    fn drop(&mut self) {
        if let Some(window) = web_sys::window() {
            for name in EVENTS {
                let _ = window.remove_event_listener_with_callback(name, self.listener.as_ref().unchecked_ref());
            }
        }
    }
}
