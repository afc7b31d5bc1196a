//! How a checkout comes into the page with its element, leaves with it, and goes on with the next element of its cart.

use super::{Checkout, Inner, attempt};
use crate::browser::sleep;
use crate::flow::{Event, Record, State};
use crate::provider::browser::is_return;
use crate::storage::session;
use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};
use wasm_bindgen_futures::spawn_local;

thread_local! {
    /// The checkouts of this page: one cart is checked out by one of them at a time.
    static ALL: RefCell<Vec<Weak<Inner>>> = const { RefCell::new(Vec::new()) };
}

/// A checkout that does not live on because of this: for whatever outlives the element, as the software of providers does.
#[derive(Clone)]
pub struct WeakCheckout(Weak<Inner>);

impl WeakCheckout {
    /// The checkout, if it is still there.
    pub fn get(&self) -> Option<Checkout> {
        self.0.upgrade().map(Checkout)
    }
}

/// Whether a checkout's element is in the page, and what its siblings must know of it.
#[derive(Default)]
pub(super) struct Presence {
    /// What an earlier page left is being resumed.
    resuming: Cell<bool>,
    /// The siblings were told that this checkout is engaged.
    engaged: Cell<bool>,
    /// The element has left the page. What is under way goes on.
    pub left: Cell<bool>,
}

impl Checkout {
    /// The same, for whatever outlives the element.
    pub fn downgrade(&self) -> WeakCheckout {
        WeakCheckout(Rc::downgrade(&self.0))
    }

    pub(super) fn enlist(&self) {
        ALL.with_borrow_mut(|all| {
            all.retain(|known| known.strong_count() > 0);
            all.push(Rc::downgrade(&self.0));
        });
    }

    fn known() -> impl Iterator<Item = Self> {
        ALL.with_borrow(Clone::clone).into_iter().filter_map(|known| known.upgrade()).map(Self)
    }

    /// The checkouts that have an element in the page.
    pub fn all() -> impl Iterator<Item = Self> {
        Self::known().filter(|checkout| !checkout.has_left())
    }

    /// The other checkouts of this page with the same cart. One that has left with its order done is none of them.
    pub(super) fn siblings(&self) -> Vec<Self> {
        let state = self.state();
        let same = |other: &Self| other != self && other.state().config().cart_id == state.config().cart_id;
        Self::known().filter(same).filter(|other| !other.has_left() || other.is_busy()).collect()
    }

    /// Something is under way: in the flow, or on its way to it. What has been ordered is done.
    pub(super) fn is_busy(&self) -> bool {
        let state = self.state();
        let engaged = state.is_engaged() && state.name() != "placed";
        engaged || !state.cancellations().is_empty() || self.is_starting() || !self.0.queue.is_empty()
    }

    /// Releases the cart when nothing is under way any more, and tells the siblings when that changes.
    pub(super) fn tell_engaged(&self) {
        let engaged = self.state().is_engaged();
        if !engaged && !self.is_starting() && self.0.queue.is_empty() {
            self.0.cart.release();
        }
        if self.0.presence.engaged.replace(engaged) != engaged {
            self.siblings().iter().for_each(Self::tell_change);
        }
    }

    /// The checkout of that cart that its element left behind, where something is still under way.
    pub(super) fn left_behind(cart_id: &str) -> Option<Self> {
        Self::known()
            .find(|checkout| checkout.has_left() && checkout.state().config().cart_id == cart_id && checkout.is_busy())
    }

    /// The page stands. What an earlier page left for this cart is taken up, unless another checkout of this page has done
    /// that.
    pub fn begin(&self) {
        let remembered = session::is_remembered(&self.state().config().cart_id) || is_return();
        if !remembered || !self.siblings().is_empty() {
            self.send(Event::Begun(Record::default()));
            return self.tell_taken_elsewhere();
        }
        self.0.presence.resuming.set(true);
        let this = self.clone();
        spawn_local(async move {
            // It must not be passed over, since it may be an order.
            let mut loaded = attempt::load().await;
            while !loaded && !this.has_left() {
                this.give_up(true);
                sleep(AGAIN).await;
                loaded = attempt::load().await;
            }
            this.give_up(false);
            if let Some(attempt) = attempt::loaded() {
                (attempt.begin)(this.clone()).await;
            }
            this.0.presence.resuming.set(false);
            this.take_events();
            this.siblings().iter().for_each(Self::tell_change);
        });
    }

    /// What is to be taken up cannot be: no element of this cart can do anything, and each says so.
    fn give_up(&self, given_up: bool) {
        self.page().give_up(given_up);
        self.siblings().iter().for_each(|other| other.page().give_up(given_up));
    }

    /// The element has left the page: what nobody will wait for is cancelled. What goes on, or waits for the next element,
    /// is kept.
    pub fn leave(&self) {
        self.0.presence.left.set(true);
        self.0.cart.stop_waiting();
        // The place where it was drawn may be another checkout's by now.
        self.0.listeners.borrow_mut().clear();
        let clicked = !self.0.queue.is_empty();
        if clicked && !self.state().is_engaged() {
            // The click waits for what an attempt needs; what it opened does not.
            self.providers().end();
        }
        if clicked || matches!(*self.state(), State::Active(_)) {
            self.send(Event::ElementLeft);
        }
        self.providers().leave();
        self.page().vacate();
    }

    /// Its element has left the page.
    pub fn has_left(&self) -> bool {
        self.0.presence.left.get()
    }

    /// Nothing can be started: the page says so, a click is being served, or another element has this cart in hand.
    pub fn is_blocked(&self) -> bool {
        self.settings().disabled
            || self.has_left()
            || self.is_starting()
            || self.siblings().iter().any(|other| other.is_starting() || other.state().is_engaged())
    }

    /// A click is being served that the state does not show yet, or what an earlier page left is being taken up. Where its
    /// element has left, the next one does that.
    pub fn is_starting(&self) -> bool {
        self.0.queue.is_loading() || self.0.presence.resuming.get() && !self.has_left()
    }
}

/// How long until what an earlier page left is tried to be taken up again, in milliseconds.
const AGAIN: u32 = 5_000;
