//! The event queue of a checkout. Events are handled one after the other; those that need the second module wait for it.

use super::{Checkout, attempt_module};
use crate::browser::spawn;
use crate::flow::{Event, State};
use std::cell::{Cell, RefCell};
use std::rc::Rc;

/// The events that were not handled yet.
#[derive(Default)]
pub(super) struct EventQueue {
    waiting: RefCell<Vec<Event>>,
    /// An event is being handled. New events wait.
    running: Cell<bool>,
    /// The first event waits for the second module.
    loading: Cell<bool>,
}

impl EventQueue {
    /// Whether no event waits.
    pub fn is_empty(&self) -> bool {
        self.waiting.borrow().is_empty()
    }

    /// Whether a click waits.
    pub fn has_click(&self) -> bool {
        self.waiting.borrow().iter().any(|event| matches!(event, Event::Clicked { .. }))
    }

    fn next(&self) -> Option<Event> {
        let mut waiting = self.waiting.borrow_mut();
        (!waiting.is_empty()).then(|| waiting.remove(0))
    }
}

impl Checkout {
    /// Adds an event, and handles all events that can be handled now.
    pub fn send(&self, event: Event) {
        if matches!(event, Event::PageHidden) && self.0.queue.has_click() {
            // The click still waits for the second module, and its window would stay open without the page.
            self.drop_waiting();
        }
        self.send_and(event, &|| ());
    }

    /// Adds an event, handles all events that can be handled now, and calls the function before anything is drawn. Events that come
    /// during the call are handled after it: while Firefox opens a window, it runs other tasks.
    pub(super) fn send_and(&self, event: Event, call: &dyn Fn()) {
        self.0.queue.waiting.borrow_mut().push(event);
        self.take_events_and(call);
    }

    /// Handles all events that can be handled now, and then updates providers, siblings and listeners.
    pub(super) fn take_events(&self) {
        self.take_events_and(&|| ());
    }

    fn take_events_and(&self, call: &dyn Fn()) {
        if self.0.presence.retired.get() {
            return;
        }
        if self.0.queue.running.replace(true) {
            return call();
        }
        self.handle_events();
        call();
        self.handle_events();
        self.0.queue.running.set(false);
        self.providers().update(self);
        self.tell_change();
        self.update_siblings();
        if let Some(attempt) = attempt_module::loaded().filter(|_| self.has_left()) {
            (attempt.keep_or_release)(self);
        }
    }

    fn handle_events(&self) {
        while let Some(event) = self.0.queue.next() {
            if let Some(event) = self.take_idle(event)
                && let Some(event) = self.take_active(event)
                && !self.is_without_effect(&event)
            {
                self.0.queue.waiting.borrow_mut().insert(0, event);
                self.load_attempt();
                break;
            }
        }
    }

    /// Handles an event of the idle machine. Returns any other event.
    fn take_idle(&self, event: Event) -> Option<Event> {
        match &*self.state() {
            State::Idle(idle) => match event.idle() {
                Ok(event) => {
                    let (idle, effects) = idle.clone().step(event);
                    *self.0.state.borrow_mut() = Rc::new(State::Idle(idle));
                    effects.into_iter().for_each(|effect| self.run(effect));
                    None
                }
                Err(event) => Some(event),
            },
            State::Active(_) => Some(event),
        }
    }

    /// Handles any event. Returns it if the second module is not loaded.
    fn take_active(&self, event: Event) -> Option<Event> {
        let Some(attempt) = attempt_module::loaded() else { return Some(event) };
        let (state, effects) = (attempt.step)(&self.state(), event);
        *self.0.state.borrow_mut() = Rc::new(state);
        effects.into_iter().for_each(|effect| (attempt.run)(self, effect));
        None
    }

    /// Whether the page asks to cancel, order or undo while there is nothing to cancel, order or undo.
    fn is_without_effect(&self, event: &Event) -> bool {
        let asked = matches!(event, Event::CancelAsked(_) | Event::PlaceAsked | Event::UndoAsked);
        asked && matches!(*self.state(), State::Idle(_)) && !self.0.presence.resuming.get()
    }

    /// Loads the second module for the events that wait.
    fn load_attempt(&self) {
        if self.0.queue.loading.replace(true) {
            return;
        }
        let this = self.clone();
        spawn(async move {
            let loaded = attempt_module::load().await;
            let clicked = this.0.queue.has_click();
            this.0.queue.loading.set(false);
            if !loaded {
                this.drop_waiting();
            }
            // The shopper reads about it only after a click. The place of a checkout that has left shows something else by now.
            if !this.has_left() && (loaded || clicked) {
                this.page().give_up(!loaded);
            }
            this.take_events();
        });
    }

    /// The module cannot be loaded, or the page goes away before. A waiting click fails with a message, and the other waiting events are dropped.
    fn drop_waiting(&self) {
        self.providers().end();
        let waiting = std::mem::take(&mut *self.0.queue.waiting.borrow_mut());
        let known = waiting.into_iter().filter_map(|event| match event {
            Event::Clicked { correlation, .. } => Some(Event::AttemptFailed(correlation)),
            // The reason is lost, but the button is removed.
            Event::MethodUnavailable(key, _) => Some(Event::MethodUnavailable(key, None)),
            event => event.idle().ok().map(Event::from),
        });
        self.0.queue.waiting.borrow_mut().extend(known);
    }
}
