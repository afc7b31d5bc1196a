//! Tells a checkout when the browser hides the page, and when it shows the same page again.

use crate::browser::Listening;
use crate::flow::Event;
use crate::glue::client::forget_reads;
use wasm_bindgen::JsCast;
use web_sys::PageTransitionEvent;

/// The listeners on the window. They are removed when this is dropped.
pub(crate) struct Lifecycle {
    _listening: Option<Listening>,
}

const EVENTS: [&str; 2] = ["pagehide", "pageshow"];

impl Lifecycle {
    /// Calls back when the page is hidden, and when it comes back out of the back-forward cache.
    pub(crate) fn listen(heard: impl Fn(Event) + 'static) -> Self {
        let listening = web_sys::window().map(|window| {
            Listening::to(&window, &EVENTS, move |event| {
                if event.type_() == EVENTS[0] {
                    heard(Event::PageHidden);
                } else if event.unchecked_ref::<PageTransitionEvent>().persisted() {
                    // A read from before may have been answered meanwhile.
                    forget_reads();
                    heard(Event::PageShown);
                }
            })
        });
        Self { _listening: listening }
    }
}
