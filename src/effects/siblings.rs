//! Siblings: checkouts of this page with the same cart. Only one of them at a time can have an attempt.

use super::{Checkout, Inner};
use std::cell::RefCell;
use std::rc::{Rc, Weak};

thread_local! {
    /// All checkouts that exist.
    static ALL: RefCell<Vec<Weak<Inner>>> = const { RefCell::new(Vec::new()) };
}

/// A weak reference to the checkout, for code that may outlive the element, such as a timer.
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

    /// Adds this checkout to the list of all checkouts.
    pub(super) fn register(&self) {
        ALL.with_borrow_mut(|all| {
            all.retain(|known| known.strong_count() > 0);
            all.push(Rc::downgrade(&self.0));
        });
    }

    /// Removes this checkout from that list.
    pub(super) fn forget(&self) {
        ALL.with_borrow_mut(|all| all.retain(|known| !std::ptr::eq(known.as_ptr(), Rc::as_ptr(&self.0))));
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
        self.siblings_that(&|_| true)
    }

    /// Those of them for which the condition holds. It is asked before the carts are compared: with many elements on a page it is
    /// rarely true, and each element asks for its siblings whenever it is drawn.
    fn siblings_that(&self, holds: &dyn Fn(&Self) -> bool) -> Vec<Self> {
        let state = self.state();
        let fits = |other: &Self| {
            other != self
                && holds(other)
                && (!other.has_left() || other.is_busy())
                && other.state().config().cart_id == state.config().cart_id
        };
        Self::existing().filter(fits).collect()
    }

    /// The busy checkout of that cart whose element has left the page.
    pub(super) fn orphan_of(cart_id: &str) -> Option<Self> {
        let is_orphan = |checkout: &Self| checkout.has_left() && checkout.is_busy();
        Self::existing().find(|checkout| checkout.state().config().cart_id == cart_id && is_orphan(checkout))
    }

    /// Whether something is under way, or an event waits that may start something. A placed order counts as ended.
    pub(super) fn is_busy(&self) -> bool {
        let state = self.state();
        let engaged = state.is_engaged() && state.name() != "placed";
        engaged || !state.cancellations().is_empty() || self.is_starting() || !self.0.queue.is_empty()
    }

    /// Releases the cart when the attempt has ended, and redraws the siblings' buttons. While this page thanks for its own order, other
    /// tabs must not pay for the same cart. After a reload the thanks keep out no tab with a new cart of the same id.
    pub(super) fn update_siblings(&self) {
        let state = self.state();
        let engaged = state.is_engaged();
        if (!engaged || state.was_ordered_before()) && !self.is_starting() && self.0.queue.is_empty() {
            self.0.cart.release();
        }
        let seen = (engaged || self.is_starting(), self.has_ordered());
        if self.0.presence.seen_by_siblings.replace(seen) != seen {
            self.siblings().iter().for_each(Self::tell_change);
        }
    }

    /// Whether the buttons are disabled: by the page, while a click is being handled, or while a sibling has the cart.
    pub fn is_blocked(&self) -> bool {
        self.settings().disabled || self.has_left() || self.is_starting() || self.is_taken_by_sibling()
    }

    /// Whether a sibling has an attempt, or a click that waits. One that only resumes a record has none yet.
    pub fn is_paid_by_sibling(&self) -> bool {
        !self.siblings_that(&|other| other.0.queue.has_click() || other.state().is_engaged()).is_empty()
    }

    /// Whether a sibling is paying for the cart or has ordered it.
    fn is_taken_by_sibling(&self) -> bool {
        !self.siblings_that(&|other| other.is_starting() || other.state().is_engaged()).is_empty()
    }

    fn has_ordered(&self) -> bool {
        self.state().name() == "placed"
    }

    /// Whether a sibling has ordered the cart, so that there is nothing left to buy here.
    pub fn is_ordered_by_sibling(&self) -> bool {
        !self.siblings_that(&Self::has_ordered).is_empty()
    }

    /// Whether a click waits for the second module, or a record is being resumed. If the element has left, the next element
    /// resumes the record.
    pub fn is_starting(&self) -> bool {
        self.0.queue.has_click() || self.0.presence.resuming.get() && !self.has_left()
    }
}
