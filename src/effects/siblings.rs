//! The checkouts of this page. One of them at a time has an attempt with a cart.

use super::{Checkout, Inner};
use std::cell::RefCell;
use std::rc::{Rc, Weak};

thread_local! {
    /// All checkouts that exist.
    static ALL: RefCell<Vec<Weak<Inner>>> = const { RefCell::new(Vec::new()) };
}

/// Does not keep the checkout alive. For what outlives the element, such as a timer.
#[derive(Clone)]
pub struct WeakCheckout(Weak<Inner>);

impl WeakCheckout {
    /// The checkout, if it still exists.
    pub fn get(&self) -> Option<Checkout> {
        self.0.upgrade().map(Checkout)
    }
}

impl Checkout {
    /// A reference that does not keep the checkout alive.
    pub fn downgrade(&self) -> WeakCheckout {
        WeakCheckout(Rc::downgrade(&self.0))
    }

    /// Makes this checkout known to the others.
    pub(super) fn register(&self) {
        ALL.with_borrow_mut(|all| {
            all.retain(|known| known.strong_count() > 0);
            all.push(Rc::downgrade(&self.0));
        });
    }

    fn existing() -> impl Iterator<Item = Self> {
        ALL.with_borrow(Clone::clone).into_iter().filter_map(|known| known.upgrade()).map(Self)
    }

    /// The checkouts that have an element in the page.
    pub fn all() -> impl Iterator<Item = Self> {
        Self::existing().filter(|checkout| !checkout.has_left())
    }

    /// The other checkouts of the cart: those with an element in the page, and those that are still busy without one.
    pub(super) fn siblings(&self) -> Vec<Self> {
        let state = self.state();
        let same_cart = |other: &Self| other != self && other.state().config().cart_id == state.config().cart_id;
        Self::existing().filter(same_cart).filter(|other| !other.has_left() || other.is_busy()).collect()
    }

    /// The busy checkout of that cart whose element has left the page.
    pub(super) fn orphan_of(cart_id: &str) -> Option<Self> {
        let is_orphan = |checkout: &Self| checkout.has_left() && checkout.is_busy();
        Self::existing().find(|checkout| checkout.state().config().cart_id == cart_id && is_orphan(checkout))
    }

    /// Something is under way, or an event waits that may start something. A placed order is not under way any more.
    pub(super) fn is_busy(&self) -> bool {
        let state = self.state();
        let engaged = state.is_engaged() && state.name() != "placed";
        engaged || !state.cancellations().is_empty() || self.is_starting() || !self.0.queue.is_empty()
    }

    /// Releases the cart when nothing is under way any more, and lets the siblings draw their buttons again.
    pub(super) fn update_siblings(&self) {
        let engaged = self.state().is_engaged();
        if !engaged && !self.is_starting() && self.0.queue.is_empty() {
            self.0.cart.release();
        }
        if self.0.presence.engaged.replace(engaged) != engaged {
            self.siblings().iter().for_each(Self::tell_change);
        }
    }

    /// The buttons do not work: the page disabled them, a click is being handled, or a sibling has an attempt.
    pub fn is_blocked(&self) -> bool {
        self.settings().disabled
            || self.has_left()
            || self.is_starting()
            || self.siblings().iter().any(|other| other.is_starting() || other.state().is_engaged())
    }

    /// A click waits for the later module, or what an earlier page left is being resumed. A checkout whose element has left
    /// does not resume: the next element does.
    pub fn is_starting(&self) -> bool {
        self.0.queue.is_loading() || self.0.presence.resuming.get() && !self.has_left()
    }
}
