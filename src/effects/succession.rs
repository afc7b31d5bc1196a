//! What becomes of a checkout that its element leaves with something under way, and of a wish for another cart or buyer
//! meanwhile. Nothing that may be paid or ordered goes on unseen where an element could show it.

use super::Checkout;
use super::owner::{ALL, Later, Owner, PageInput};
use crate::address::AddressState;
use crate::browser::sleep;
use crate::flow::{Announcement, CancelReason, Config, Event, State};
use crate::glue::Credential;
use crate::glue::client::buyer_of;
use crate::settings::Settings;
use std::cell::RefCell;
use std::rc::{Rc, Weak};
use wasm_bindgen_futures::spawn_local;

/// How long the word of an order stays before another cart takes its place that the page set while the order was on its
/// way, in milliseconds.
const THANKS: u32 = 10_000;

thread_local! {
    /// Checkouts whose element has left.
    static KEPT: RefCell<Vec<Checkout>> = const { RefCell::new(Vec::new()) };
}

/// Keeps a checkout whose element has left for as long as something is under way, or lets it go.
pub fn keep(checkout: &Checkout) {
    if !checkout.has_left() || !checkout.is_busy() {
        // Dropped after the borrow: with it may go what calls back.
        let let_go = |kept: &mut Vec<Checkout>| kept.extract_if(.., |known| known == checkout).collect::<Vec<_>>();
        drop(KEPT.with_borrow_mut(let_go));
        return;
    }
    if !KEPT.with_borrow(|kept| kept.contains(checkout)) {
        KEPT.with_borrow_mut(|kept| kept.push(checkout.clone()));
    }
    // A cancellation ends by itself. The rest waits for an element: one of the cart that is at rest takes it at once.
    let state = checkout.state();
    if state.is_engaged() && state.name() != "cancelling" {
        let all = ALL.with_borrow(Clone::clone);
        let rests = |own: &Checkout| !own.is_busy() && !own.state().is_engaged();
        let same = |own: &Checkout| own.state().config().cart_id == state.config().cart_id;
        let waits = |owner: &Owner| owner.checkout().is_some_and(|own| same(&own) && rests(&own));
        let owner = all.iter().filter_map(Weak::upgrade).map(Owner).find(waits);
        let input = owner.as_ref().and_then(|owner| owner.0.input.borrow().clone());
        if let (Some(owner), Some(input)) = (owner, input) {
            owner.leave();
            take_over(&owner, checkout, input);
        }
    }
}

/// Shows a checkout that another element of the cart has left behind.
fn take_over(owner: &Owner, checkout: &Checkout, input: PageInput) {
    *owner.0.checkout.borrow_mut() = Some(checkout.clone());
    *checkout.0.page.borrow_mut() = owner.0.page.clone();
    checkout.0.presence.left.set(false);
    keep(checkout);
    checkout.on_change(owner.listener());
    let state = checkout.state();
    if state.name() != "loading" {
        checkout.page().announce(&Announcement::StateChange("loading", state.name()), "");
    }
    if state.has_left() || !checkout.0.queue.is_empty() {
        checkout.send(Event::ElementBack);
    }
    follow(owner, input);
    checkout.tell_change();
}

/// Follows what the page wants: with the checkout at hand, with one that was left behind, or with a new one.
pub fn follow(owner: &Owner, mut input: PageInput) -> Checkout {
    let fixed = input.token.as_ref().and_then(Credential::fixed);
    if let Some(token) = fixed.filter(|_| !input.settings.config.guest) {
        let config = Config { buyer: buyer_of(token), ..input.settings.config.clone() };
        input.settings = Rc::new(Settings { config, ..Settings::clone(&input.settings) });
    }
    let Some(checkout) = owner.checkout() else { return begin(owner, input, None) };
    let state = checkout.state();
    let (from, to) = (state.config(), &input.settings.config);
    let (same_buyer, same_cart) = (from.same_buyer(to), from.cart_id == to.cart_id);
    let known = same_buyer && same_cart || state.awaits_token_of(to);
    if !known && must_wait(owner, &state) {
        return checkout;
    }
    owner.0.later.set(Later::Never);
    let engaged = state.is_engaged();
    if same_cart || !engaged && Checkout::left_behind(&to.cart_id).is_none() {
        return owner.follow_at_rest(&checkout, input);
    }
    // What is under way ends with its own cart.
    let mut addresses = state.addresses().clone();
    if engaged {
        checkout.send(Event::CancelAsked(CancelReason::ConfigChanged));
        addresses.forget();
    }
    owner.leave();
    begin(owner, input, same_buyer.then_some(addresses))
}

/// With a checkout of the cart that was left behind, or with a new one that has these addresses.
fn begin(owner: &Owner, input: PageInput, addresses: Option<AddressState>) -> Checkout {
    if let Some(left_behind) = Checkout::left_behind(&input.settings.config.cart_id) {
        take_over(owner, &left_behind, input);
        return left_behind;
    }
    let fresh = owner.begin(input);
    if let Some(addresses) = addresses {
        fresh.send(Event::AddressesSet(addresses));
    }
    fresh
}

/// An order is on its way, and its outcome is shown before anything else is.
fn must_wait(owner: &Owner, state: &State) -> bool {
    if state.is_ordering() {
        owner.0.later.set(Later::Outcome);
    }
    owner.0.later.get() != Later::Never
}

/// The order's outcome may be known by now, or the page wants to wait no longer.
pub fn follow_outcome(owner: &Owner, checkout: &Checkout) {
    let state = checkout.state();
    if state.is_ordering() {
        return;
    }
    if owner.0.later.get() == Later::Outcome && state.name() == "placed" {
        owner.0.later.set(Later::Thanks);
        let owner = owner.clone();
        spawn_local(async move {
            sleep(THANKS).await;
            if owner.0.later.get() == Later::Thanks {
                follow_now(&owner);
            }
        });
    } else {
        follow_now(owner);
    }
}

fn follow_now(owner: &Owner) {
    owner.0.later.set(Later::Never);
    let input = owner.0.input.borrow().clone();
    if let Some(input) = input {
        follow(owner, input);
    }
}

/// The page's token function may give the token of another buyer, and nobody else says so.
pub fn notice_buyer(checkout: &Checkout) {
    let last = checkout.0.glue.last_token.borrow().borrow().clone();
    let token =
        last.or_else(|| checkout.0.input.borrow().token.as_ref().and_then(Credential::fixed).map(str::to_owned));
    if *checkout.0.glue.buyers_token.borrow() == token {
        return;
    }
    let buyer = token.as_deref().and_then(buyer_of);
    *checkout.0.glue.buyers_token.borrow_mut() = token;
    let config = checkout.settings().config.clone();
    if buyer.is_some() && !config.guest && checkout.state().config().buyer != buyer {
        checkout.send(Event::Configured(Config { buyer, ..config }));
    }
}
