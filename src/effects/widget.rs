//! A widget is an element or a Yew component that shows a checkout. The page's settings decide which checkout it shows.

use super::{Checkout, Listener, attempt_module};
use crate::flow::{CancelReason, Event, State};
use crate::glue::Credential;
use crate::glue::client::forget_reads;
use crate::locale::Texts;
use crate::page::Page;
use crate::settings::Settings;
use crate::storage::session::is_remembered;
use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

/// The page's settings, token and texts.
#[derive(Clone)]
pub struct PageInput {
    /// The settings.
    pub settings: Rc<Settings>,
    /// The customer's access token. `None` for guests.
    pub token: Option<Credential>,
    /// The texts.
    pub texts: Rc<Texts>,
}

/// An element or a component, and the checkout that it shows.
#[derive(Clone)]
pub struct Widget(pub(super) Rc<Inner>);

pub(super) struct Inner {
    pub page: Rc<dyn Page>,
    pub changed: Listener,
    pub checkout: RefCell<Option<Checkout>>,
    pub input: RefCell<Option<PageInput>>,
    /// Whether another cart or buyer waits for the outcome of an order.
    pub deferred: Cell<Deferred>,
}

/// A change of cart or buyer that waits.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Deferred {
    /// No change waits.
    No,
    /// The outcome of the order is not known yet.
    UntilOutcome,
    /// The outcome of the order is shown for some time.
    WhileShown,
}

thread_local! {
    pub(super) static ALL: RefCell<Vec<Weak<Inner>>> = const { RefCell::new(Vec::new()) };
}

impl Widget {
    /// A widget without a checkout. `changed` is called after every change of the checkout, and when another checkout
    /// is shown.
    pub fn new(page: Rc<dyn Page>, changed: Listener) -> Self {
        let widget = Self(Rc::new(Inner {
            page,
            changed,
            checkout: RefCell::default(),
            input: RefCell::default(),
            deferred: Cell::new(Deferred::No),
        }));
        ALL.with_borrow_mut(|all| {
            all.retain(|known| known.strong_count() > 0);
            all.push(Rc::downgrade(&widget.0));
        });
        widget
    }

    /// The checkout, if one is shown. The borrow ends here, because listeners of the page may call back.
    pub fn checkout(&self) -> Option<Checkout> {
        self.0.checkout.borrow().clone()
    }

    /// Applies the page's settings, and returns the checkout that is shown from now on.
    pub fn update(&self, input: PageInput) -> Checkout {
        *self.0.input.borrow_mut() = Some(input.clone());
        if let Some(attempt) = attempt_module::loaded() {
            return (attempt.apply)(self, input);
        }
        match self.checkout() {
            Some(checkout) => self.apply_idle(&checkout, input),
            None => self.begin(input),
        }
    }

    /// Applies settings while nothing is under way. With a record of this cart or of the cart before, a new checkout begins,
    /// which resumes the record.
    pub(super) fn apply_idle(&self, checkout: &Checkout, input: PageInput) -> Checkout {
        let state = checkout.state();
        let (from, to) = (&state.config().cart_id, &input.settings.config.cart_id);
        let resuming = checkout.0.presence.resuming.get();
        if from == to || !resuming && !is_remembered(from) && !is_remembered(to) {
            checkout.configure(input);
            return checkout.clone();
        }
        self.leave();
        self.renew(&state, input)
    }

    /// Begins a checkout after one with that state, which keeps the addresses of the same buyer.
    pub(super) fn renew(&self, before: &State, input: PageInput) -> Checkout {
        let same_buyer = before.config().same_buyer(&input.settings.config);
        let fresh = self.begin(input);
        if same_buyer {
            fresh.send(Event::AddressesSet(before.addresses().clone()));
        }
        fresh
    }

    /// Begins a checkout of the cart.
    pub(super) fn begin(&self, input: PageInput) -> Checkout {
        let checkout = Checkout::new(self.0.page.clone(), input);
        checkout.on_change(self.listener());
        *self.0.checkout.borrow_mut() = Some(checkout.clone());
        checkout.begin();
        checkout
    }

    pub(super) fn listener(&self) -> Listener {
        let this = Rc::downgrade(&self.0);
        Rc::new(move |checkout| {
            let Some(this) = this.upgrade() else { return };
            (this.changed)(checkout);
            if let Some(attempt) = attempt_module::loaded().filter(|_| this.deferred.get() == Deferred::UntilOutcome) {
                (attempt.apply_deferred)(&Self(this), checkout);
            }
        })
    }

    /// `reload()`
    pub fn reload(&self) {
        let Some(checkout) = self.checkout() else { return };
        forget_reads();
        match attempt_module::loaded().filter(|_| self.0.deferred.get() == Deferred::WhileShown) {
            Some(attempt) => (attempt.apply_deferred)(self, &checkout),
            None => checkout.send(Event::Reload),
        }
    }

    /// The browser hides the page, or shows it again out of its back-forward cache.
    pub fn hear(&self, event: Event) {
        let Some(checkout) = self.checkout() else { return };
        if let Some(attempt) = attempt_module::loaded() {
            return (attempt.hidden_or_shown)(&checkout, event);
        }
        let input = self.0.input.borrow().clone();
        if let Some(input) = input.filter(|_| event == Event::PageShown)
            && is_remembered(&checkout.state().config().cart_id)
        {
            // A later page has left a record.
            self.leave();
            self.renew(&checkout.state(), input);
        } else {
            checkout.send(event);
        }
    }

    /// The page's settings are invalid, as after a log-out. An attempt is cancelled, and the buyer's data are removed. False,
    /// and nothing is done, when an order may exist: what the shopper reads about it stays.
    pub fn end(&self) -> bool {
        if let Some(checkout) = self.checkout() {
            let state = checkout.state();
            if state.may_have_order() {
                return false;
            }
            if state.is_engaged() {
                checkout.send(Event::CancelAsked(CancelReason::ConfigChanged));
            }
        }
        self.leave();
        true
    }

    /// Stops showing the checkout, and tells it that its element has left.
    pub fn leave(&self) {
        self.0.deferred.set(Deferred::No);
        let checkout = self.0.checkout.borrow_mut().take();
        if let Some(checkout) = checkout {
            checkout.leave();
        }
    }
}
