//! Who shows a checkout: an element, or a component of a Yew application. Which checkout that is changes with the page's
//! wishes: another cart begins anew, and a checkout that an element of the same cart left behind is taken over.

use super::{Checkout, Listener};
use crate::element::host::is_remembered;
use crate::element::settings::Settings;
use crate::flow::{CancelReason, Event, Phase, State};
use crate::glue::client::buyer_of;
use crate::locale::Texts;
use crate::page::{Page, sleep};
use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;

/// How long the word of an order stays before another cart takes its place that the page set while the order was on its
/// way, in milliseconds.
const THANKS: u32 = 10_000;

/// What the page wants.
#[derive(Clone)]
pub struct Wish {
    /// Its settings.
    pub settings: Settings,
    /// The customer's access token: a text, or a function that gives it; undefined for guests.
    pub token: JsValue,
    /// The texts.
    pub texts: Texts,
}

/// What shows a checkout.
#[derive(Clone)]
pub struct Owner(Rc<Inner>);

struct Inner {
    page: Rc<dyn Page>,
    changed: Listener,
    checkout: RefCell<Option<Checkout>>,
    wish: RefCell<Option<Wish>>,
    /// The page set another cart or buyer while an order was on its way.
    later: Cell<Later>,
}

/// When such a wish is followed.
#[derive(Clone, Copy, PartialEq)]
enum Later {
    /// There is none.
    Never,
    /// When the order's outcome is known.
    Outcome,
    /// The order is done: after the word of it has stood for a while.
    Thanks,
}

thread_local! {
    static ALL: RefCell<Vec<Weak<Inner>>> = const { RefCell::new(Vec::new()) };
}

impl Owner {
    /// One with no checkout yet. `changed` is called after every change of the checkout, and whenever it is another one.
    pub fn new(page: Rc<dyn Page>, changed: Listener) -> Self {
        let owner = Self(Rc::new(Inner {
            page,
            changed,
            checkout: RefCell::default(),
            wish: RefCell::default(),
            later: Cell::new(Later::Never),
        }));
        ALL.with_borrow_mut(|all| {
            all.retain(|known| known.strong_count() > 0);
            all.push(Rc::downgrade(&owner.0));
        });
        owner
    }

    /// The checkout, while there is one. Never holds a borrow: whatever the page is told may call back.
    pub fn checkout(&self) -> Option<Checkout> {
        self.0.checkout.borrow().clone()
    }

    /// The page wants this from now on. Answers the checkout that it gets.
    pub fn update(&self, mut wish: Wish) -> Checkout {
        if let Some(token) = wish.token.as_string().filter(|_| !wish.settings.config.guest) {
            wish.settings.config.buyer = buyer_of(&token);
        }
        *self.0.wish.borrow_mut() = Some(wish.clone());
        match self.checkout() {
            Some(checkout) => self.follow(&checkout, wish, false),
            None => self.begin(wish).0,
        }
    }

    fn follow(&self, checkout: &Checkout, wish: Wish, at_once: bool) -> Checkout {
        let state = checkout.state();
        let same_buyer = state.config.same_buyer(&wish.settings.config);
        let other = !same_buyer || state.config.cart_id != wish.settings.config.cart_id;
        if other && !at_once && self.must_wait(&state) {
            return checkout.clone();
        }
        self.0.later.set(Later::Never);
        if !moves_on(&state, &wish.settings) {
            checkout.configure(wish.settings, wish.token, wish.texts);
            return checkout.clone();
        }
        // What is under way ends with its own cart, and what an earlier page left for the other one is taken up.
        let mut book = state.book.clone();
        if state.is_engaged() {
            checkout.send(Event::CancelAsked(CancelReason::ConfigChanged));
            book.forget();
        }
        self.leave();
        let (checkout, fresh) = self.begin(wish);
        if fresh && same_buyer {
            checkout.send(Event::AddressesSet(book));
        }
        checkout
    }

    /// An order is on its way, and its outcome is shown before anything else is.
    fn must_wait(&self, state: &State) -> bool {
        if state.is_ordering() {
            self.0.later.set(Later::Outcome);
        }
        self.0.later.get() != Later::Never
    }

    /// The outcome of the order may be known by now.
    fn follow_outcome(&self, checkout: &Checkout) {
        let state = checkout.state();
        if self.0.later.get() != Later::Outcome || state.is_ordering() {
            return;
        }
        if state.name() != "placed" {
            return self.follow_later();
        }
        self.0.later.set(Later::Thanks);
        let this = self.clone();
        spawn_local(async move {
            sleep(THANKS).await;
            if this.0.later.get() == Later::Thanks {
                this.follow_later();
            }
        });
    }

    fn follow_later(&self) {
        let wish = self.0.wish.borrow().clone();
        if let (Some(checkout), Some(wish)) = (self.checkout(), wish) {
            self.follow(&checkout, wish, true);
        }
    }

    /// `reload()`
    pub fn reload(&self) {
        if self.0.later.get() == Later::Thanks {
            self.follow_later();
        } else if let Some(checkout) = self.checkout() {
            checkout.send(Event::Reload);
        }
    }

    /// Begins with the cart. False when a checkout of it goes on.
    fn begin(&self, wish: Wish) -> (Checkout, bool) {
        if let Some(checkout) = Checkout::left_behind(&wish.settings.config.cart_id) {
            self.take_over(&checkout, wish);
            return (checkout, false);
        }
        let checkout = Checkout::new(self.0.page.clone(), wish.settings, wish.token, wish.texts);
        checkout.on_change(self.listener());
        *self.0.checkout.borrow_mut() = Some(checkout.clone());
        checkout.begin();
        (checkout, true)
    }

    /// Shows a checkout that another element of the cart has left behind.
    fn take_over(&self, checkout: &Checkout, wish: Wish) {
        *self.0.checkout.borrow_mut() = Some(checkout.clone());
        checkout.return_to(self.0.page.clone(), self.listener());
        self.follow(checkout, wish, false);
        checkout.tell_change();
    }

    fn listener(&self) -> Listener {
        let this = Rc::downgrade(&self.0);
        Rc::new(move |checkout| {
            if let Some(this) = this.upgrade().map(Self) {
                (this.0.changed)(checkout);
                this.follow_outcome(checkout);
            }
        })
    }

    /// An element has left this behind. Where another one of the cart is at rest, that one shows it from now on.
    pub fn offer(checkout: &Checkout) {
        let cart_id = &checkout.state().config.cart_id;
        let all = ALL.with_borrow(Clone::clone);
        let waits = |owner: &Self| {
            let own = owner.checkout();
            let rests = |own: &Checkout| !own.is_busy() && !own.state().is_engaged();
            own.is_some_and(|own| own.state().config.cart_id == *cart_id && rests(&own))
        };
        if let Some(owner) = all.iter().filter_map(Weak::upgrade).map(Self).find(waits) {
            owner.leave();
            let wish = owner.0.wish.borrow().clone();
            if let Some(wish) = wish {
                owner.take_over(checkout, wish);
            }
        }
    }

    /// What the page wants makes no sense any more, as after a log-out: nothing of the buyer stays.
    pub fn end(&self) {
        if let Some(checkout) = self.checkout().filter(|checkout| checkout.state().is_engaged()) {
            checkout.send(Event::CancelAsked(CancelReason::ConfigChanged));
        }
        self.leave();
    }

    /// Shows nothing any more. What nobody will wait for is cancelled.
    pub fn leave(&self) {
        self.0.later.set(Later::Never);
        let checkout = self.0.checkout.borrow_mut().take();
        if let Some(checkout) = checkout {
            checkout.leave();
        }
    }
}

/// Whether these settings are for another cart, which begins anew: where there is something to remember of one of the two,
/// and where nobody can tell any more whether there is an order.
fn moves_on(state: &State, settings: &Settings) -> bool {
    let (from, to) = (&state.config.cart_id, &settings.config.cart_id);
    from != to && (matches!(state.phase, Phase::Unknown(_)) || is_remembered(from) || is_remembered(to))
}
