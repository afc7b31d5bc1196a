//! The events of a checkout: they are taken one after the other, and those that need the later module wait for it.

use super::{Checkout, attempt_module};
use crate::browser::spawn;
use crate::flow::{Event, State};
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;

/// The events that are still to be taken.
#[derive(Default)]
pub(super) struct EventQueue {
    waiting: RefCell<VecDeque<Event>>,
    /// An event is being taken: what happens meanwhile waits.
    running: Cell<bool>,
    /// The first event waits for the later module.
    loading: Cell<bool>,
}

impl EventQueue {
    /// No event waits.
    pub fn is_empty(&self) -> bool {
        self.waiting.borrow().is_empty()
    }

    /// An event waits for the later module.
    pub fn is_loading(&self) -> bool {
        self.loading.get()
    }

    fn next(&self) -> Option<Event> {
        self.waiting.borrow_mut().pop_front()
    }
}

impl Checkout {
    /// Takes an event, after those that wait.
    pub fn send(&self, event: Event) {
        self.0.queue.waiting.borrow_mut().push_back(event);
        self.take_events();
    }

    /// Takes all events that can be taken, and brings everything around the checkout up to date.
    pub(super) fn take_events(&self) {
        if self.0.queue.running.replace(true) {
            return;
        }
        while let Some(event) = self.0.queue.next() {
            if let Some(event) = self.take_idle(event)
                && let Some(event) = self.take_active(event)
            {
                self.0.queue.waiting.borrow_mut().push_front(event);
                self.load_attempt();
                break;
            }
        }
        self.0.queue.running.set(false);
        self.providers().update(self);
        self.tell_change();
        self.update_siblings();
        if let Some(attempt) = attempt_module::loaded().filter(|_| self.has_left()) {
            (attempt.keep_or_release)(self);
        }
    }

    /// Takes an event of an idle checkout; returns every other event.
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

    /// Takes any event; returns it when the later module is not loaded.
    fn take_active(&self, event: Event) -> Option<Event> {
        let Some(attempt) = attempt_module::loaded() else { return Some(event) };
        let (state, effects) = (attempt.step)(&self.state(), event);
        *self.0.state.borrow_mut() = Rc::new(state);
        effects.into_iter().for_each(|effect| (attempt.run)(self, effect));
        None
    }

    /// Loads the later module for the events that wait.
    fn load_attempt(&self) {
        if self.0.queue.loading.replace(true) {
            return;
        }
        let this = self.clone();
        spawn(async move {
            let loaded = attempt_module::load().await;
            this.0.queue.loading.set(false);
            if !loaded {
                this.drop_waiting();
            }
            this.page().give_up(!loaded);
            this.take_events();
        });
    }

    /// The module does not load: a click fails and says so, and all other events that need the module are dropped.
    fn drop_waiting(&self) {
        self.providers().end();
        let waiting = std::mem::take(&mut *self.0.queue.waiting.borrow_mut());
        let known = waiting.into_iter().filter_map(|event| match event {
            Event::Clicked { correlation, .. } => Some(Event::AttemptFailed(correlation)),
            // The reason is lost, but the button that does not work is removed.
            Event::MethodUnavailable(key, _) => Some(Event::MethodUnavailable(key, None)),
            event => event.idle().ok().map(Event::from),
        });
        self.0.queue.waiting.borrow_mut().extend(known);
    }
}
