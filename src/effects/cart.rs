//! The lock of a cart. It lets only one tab at a time start an attempt with the cart.

use super::Checkout;
use crate::browser::{Listening, sleep, spawn};
use crate::flow::Event;
use crate::storage::held_locks::Held;
use crate::storage::journal;
use crate::storage::web_lock::{self, Answer, Request};
use std::cell::RefCell;
use web_sys::{AbortController, AbortSignal, Document, Element};

/// The state of the cart's lock in this checkout: held, awaited or neither.
#[derive(Default)]
pub(super) struct CartLock {
    held: RefCell<Option<Held>>,
    /// Aborts the wait for a lock that another tab holds.
    wait: RefCell<Option<AbortController>>,
    /// The lock that a button has asked for before its click.
    early: RefCell<Option<EarlyLock>>,
}

/// A lock that was asked for before a click.
struct EarlyLock {
    /// The lock's name. The checkout may show another cart by now.
    name: String,
    request: Request,
    /// The lock, when the browser has answered.
    lock: Option<Held>,
}

/// How often it is checked whether the pointer still is on the button, in milliseconds. It is shorter than
/// [`web_lock::AT_ONCE`], so that a click in another tab finds the lock free.
const POINTED: u32 = 250;

/// How often it is checked before the lock is released in any case.
const CHECKS: u32 = 40;

impl CartLock {
    /// Releases the lock.
    pub fn release(&self) {
        self.held.borrow_mut().take();
    }

    /// Keeps the answer to an early request, unless a click has taken the request.
    fn keep_early(&self, request: &Request, answer: Answer) {
        let mut early = self.early.borrow_mut();
        if let Some(asked) = early.as_mut().filter(|early| early.request.is(request)) {
            asked.lock = answer.lock();
            if asked.lock.is_none() {
                *early = None;
            }
        }
    }

    /// Releases the lock of this early request. A request without an answer stays, because its lock may still come.
    fn release_early(&self, request: &Request) {
        self.early.borrow_mut().take_if(|early| early.lock.is_some() && early.request.is(request));
    }

    fn is_awaited(&self) -> bool {
        self.wait.borrow().is_some()
    }
}

impl Checkout {
    /// Asks for the lock when the pointer comes to a button. The browser answers only after it has opened the window of the
    /// click, and the payment would wait for that. Without a click, the lock is released soon after the pointer has left
    /// the button, the shopper has left the tab, or the page has set another cart.
    pub fn ask_early(&self, button: &Element) {
        let cart = &self.0.cart;
        if cart.held.borrow().is_some() || cart.early.borrow().is_some() {
            return;
        }
        let name = self.cart_lock();
        let request = Request::new(&name);
        *cart.early.borrow_mut() = Some(EarlyLock { name: name.clone(), request: request.clone(), lock: None });
        let (this, button) = (self.downgrade(), button.clone());
        let release = {
            let (this, request) = (this.clone(), request.clone());
            move || {
                if let Some(this) = this.get() {
                    this.0.cart.release_early(&request);
                }
            }
        };
        // The timers of a hidden tab are slow, and another tab may be clicked at once.
        let hidden = web_sys::window().map(|window| {
            let release = release.clone();
            Listening::to(&window, &["visibilitychange"], move |_| release())
        });
        spawn(async move {
            let _hidden = hidden;
            let answer = request.clone().answer().await;
            match this.get() {
                Some(this) => this.0.cart.keep_early(&request, answer),
                None => return drop(answer.lock()),
            }
            for _ in 0..CHECKS {
                sleep(POINTED).await;
                let is_shown = |this: Self| !this.has_left() && this.cart_lock() == name;
                if !this.get().is_some_and(is_shown) || !is_pointed_at(&button) {
                    break;
                }
            }
            release();
        });
    }

    /// Takes the lock if this checkout, or another one of the cart, already has it.
    pub(super) fn take_cart_at_once(&self) -> bool {
        if self.0.cart.held.borrow().is_none()
            && let Some(early) = self.take_early(|early| early.lock.is_some())
        {
            *self.0.cart.held.borrow_mut() = early.lock;
        }
        self.0.cart.held.borrow().is_some()
    }

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
        if self.take_cart_at_once() {
            return true;
        }
        let name = self.cart_lock();
        // A request under way has no lock yet.
        let early = match self.take_early(|_| true) {
            Some(early) => early.request.answer().await.lock(),
            None => None,
        };
        let lock = match (early, wait) {
            (Some(lock), _) => Some(lock),
            (None, Some(wait)) => web_lock::take_before(&name, &wait).await,
            (None, None) => web_lock::take_within(&name, web_lock::AT_ONCE).await,
        };
        let mut held = self.0.cart.held.borrow_mut();
        // An earlier request of this checkout may have got the lock meanwhile.
        if held.is_none() {
            *held = lock;
        }
        held.is_some()
    }

    /// The name of the cart's lock.
    fn cart_lock(&self) -> String {
        journal::key(&self.state().config().cart_id)
    }

    /// Takes what this checkout, or another one of the cart, has asked for early.
    fn take_early(&self, is_wanted: impl Fn(&EarlyLock) -> bool) -> Option<EarlyLock> {
        let name = self.cart_lock();
        let is_wanted = |early: &mut EarlyLock| early.name == name && is_wanted(early);
        let take = |checkout: &Self| checkout.0.cart.early.borrow_mut().take_if(is_wanted);
        take(self).or_else(|| self.siblings().iter().find_map(take))
    }
}

/// Whether the pointer is on the button, in the tab that the shopper uses.
fn is_pointed_at(button: &Element) -> bool {
    let used = |document: Document| !document.hidden() && document.has_focus().unwrap_or_default();
    button.owner_document().is_some_and(used) && button.matches(":hover,:active").unwrap_or_default()
}
