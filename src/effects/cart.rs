//! The lock of a cart. It lets only one tab at a time start an attempt with the cart.

use super::Checkout;
use crate::flow::Event;
use crate::storage::held_locks::Held;
use crate::storage::{journal, web_lock};
use std::cell::RefCell;
use web_sys::{AbortController, AbortSignal};

/// The state of the cart's lock in this checkout: held, awaited or neither.
#[derive(Default)]
pub(super) struct CartLock {
    held: RefCell<Option<Held>>,
    /// Aborts the wait for a lock that another tab holds.
    wait: RefCell<Option<AbortController>>,
}

impl CartLock {
    /// Releases the lock.
    pub fn release(&self) {
        self.held.borrow_mut().take();
    }

    fn is_awaited(&self) -> bool {
        self.wait.borrow().is_some()
    }
}

impl Checkout {
    /// Takes the lock if it is free. It is held until the attempt has ended.
    pub(super) async fn take_cart(&self) -> bool {
        self.lock_cart(None).await
    }

    /// Waits for the lock until the element leaves. Meanwhile all elements of the cart show that another tab has it.
    pub(super) async fn wait_for_cart(&self) {
        let Ok(wait) = AbortController::new() else { return };
        let signal = wait.signal();
        *self.0.cart.wait.borrow_mut() = Some(wait);
        self.tell_taken_elsewhere();
        self.siblings().iter().for_each(Self::tell_taken_elsewhere);
        self.lock_cart(Some(signal)).await;
        self.0.cart.wait.take();
    }

    /// Stops waiting for the lock.
    pub(super) fn stop_waiting(&self) {
        if let Some(wait) = self.0.cart.wait.take() {
            wait.abort();
        }
    }

    /// Shows that another tab has the cart, if an element of the cart waits for its lock.
    pub(super) fn tell_taken_elsewhere(&self) {
        if self.0.cart.is_awaited() || self.siblings().iter().any(|other| other.0.cart.is_awaited()) {
            self.send(Event::TakenElsewhere);
        }
    }

    /// Takes the lock, at once or before the signal is aborted.
    async fn lock_cart(&self, wait: Option<AbortSignal>) -> bool {
        if self.0.cart.held.borrow().is_some() {
            return true;
        }
        let name = journal::key(&self.state().config().cart_id);
        let lock = match wait {
            Some(wait) => web_lock::take_before(&name, &wait).await,
            None => web_lock::take_within(&name, web_lock::AT_ONCE).await,
        };
        let mut held = self.0.cart.held.borrow_mut();
        // An earlier request of this checkout may have got the lock meanwhile.
        if held.is_none() {
            *held = lock;
        }
        held.is_some()
    }
}
