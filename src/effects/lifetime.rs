//! Begins a checkout when its element is in the page, and ends or continues it when the element leaves.

use super::{Checkout, attempt_module};
use crate::browser::{Stop, sleep, spawn};
use crate::flow::{Event, Record, State};
use crate::provider::browser::is_return;
use crate::storage::session;
use js_sys::Promise;
use std::cell::{Cell, RefCell};

/// The pause before the second module is loaded again to resume a record, in milliseconds.
const RETRY: u32 = 5_000;

/// Whether the element of a checkout is in the page.
#[derive(Default)]
pub(super) struct Presence {
    /// The record of an earlier page is being resumed.
    pub resuming: Cell<bool>,
    /// What the siblings were informed of: this checkout has an attempt, or a click that waits; and it has ordered.
    pub seen_by_siblings: Cell<(bool, bool)>,
    /// The element has left the page. Requests under way continue.
    pub left: Cell<bool>,
    /// Another checkout has taken its place. It handles no more events.
    pub retired: Cell<bool>,
    /// Ends the reads of the offer, with the promise that is resolved then. `None` before the first read.
    reading: RefCell<Option<(Stop, Promise)>>,
    /// The element has left and nothing is under way, so the reads of the offer have ended.
    pub read_ended: Cell<bool>,
}

impl Presence {
    /// Ends the reads of the offer.
    pub fn end_reads(&self) {
        self.read_ended.set(true);
        self.reading.take();
    }

    /// A promise that is resolved when the reads of the offer end.
    pub fn end_of_reads(&self) -> Promise {
        self.reading.borrow_mut().get_or_insert_with(Stop::begin).1.clone()
    }
}

impl Checkout {
    /// The element is in the page. Resumes the record of an earlier page for the cart, unless a sibling has done that.
    pub fn begin(&self) {
        let remembered = session::is_remembered(&self.state().config().cart_id) || is_return();
        if !remembered || !self.siblings().is_empty() {
            self.send(Event::Begun(Record::default()));
            if let Some(attempt) = attempt_module::loaded() {
                (attempt.tell_taken_elsewhere)(self);
            }
            return;
        }
        self.0.presence.resuming.set(true);
        let this = self.clone();
        spawn(async move {
            // Try until the module loads, because the record may have an order.
            let mut loaded = attempt_module::load().await;
            while !loaded && !this.has_left() {
                this.give_up(true);
                sleep(RETRY).await;
                loaded = attempt_module::load().await;
            }
            this.give_up(false);
            if let Some(attempt) = attempt_module::loaded() {
                (attempt.resume)(this.clone()).await;
            }
            this.0.presence.resuming.set(false);
            this.take_events();
            this.siblings().iter().for_each(Self::tell_change);
        });
    }

    /// True: the record cannot be resumed now, so all elements of the cart are disabled and show a message. False ends that.
    fn give_up(&self, given_up: bool) {
        self.page().give_up(given_up);
        self.siblings().iter().for_each(|other| other.page().give_up(given_up));
    }

    /// The element has left the page. An attempt that needs the shopper is cancelled. An order, a cancellation and a
    /// record that the next element resumes continue.
    pub fn leave(&self) {
        self.0.presence.left.set(true);
        if let Some(attempt) = attempt_module::loaded() {
            (attempt.stop_waiting)(self);
        }
        // From now on, another checkout may be drawn in the same node.
        self.0.listeners.borrow_mut().clear();
        let clicked = !self.0.queue.is_empty();
        if clicked && !self.state().is_engaged() {
            // The click still waits for the second module. Close the window that it opened.
            self.providers().end();
        }
        if clicked || matches!(*self.state(), State::Active(_)) {
            self.send(Event::ElementLeft);
        }
        self.providers().clear();
        self.page().remove_containers();
        if !self.is_busy() {
            self.0.presence.end_reads();
        }
    }

    /// Whether the element has left the page.
    pub fn has_left(&self) -> bool {
        self.0.presence.left.get()
    }
}
