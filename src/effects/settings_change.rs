//! Applies changed settings, such as another cart or buyer, also while an attempt is under way.

use super::Checkout;
use super::orphans::adopt;
use super::widget::{Deferred, PageInput, Widget};
use crate::address::AddressState;
use crate::browser::{sleep, spawn};
use crate::flow::{CancelReason, Config, Event, State, THANKS};
use crate::glue::Credential;
use crate::glue::client::buyer_of;
use crate::settings::Settings;
use std::rc::Rc;

/// How long the warning that an order may exist is shown before a waiting change is applied, in milliseconds.
const WARNING: u32 = 60_000;

/// Applies the page's settings to the checkout that the element shows, to an orphan of the cart, or to a new checkout.
/// Another cart or buyer waits until the outcome of an order under way is known.
pub fn apply(widget: &Widget, mut input: PageInput) -> Checkout {
    let fixed = input.token.as_ref().and_then(Credential::fixed);
    if let Some(token) = fixed.filter(|_| !input.settings.config.guest) {
        let config = Config { buyer: buyer_of(token), ..input.settings.config.clone() };
        input.settings = Rc::new(Settings { config, ..Settings::clone(&input.settings) });
    }
    let Some(checkout) = widget.checkout() else { return begin(widget, input, None) };
    let state = checkout.state();
    let (from, to) = (state.config(), &input.settings.config);
    let (same_buyer, same_cart) = (from.same_buyer(to), from.cart_id == to.cart_id);
    let same = same_buyer && same_cart || state.awaits_token_of(to);
    if !same && is_deferred(widget, &state) {
        return checkout;
    }
    widget.0.deferred.set(Deferred::No);
    let engaged = state.is_engaged();
    if same_cart || !engaged && Checkout::orphan_of(&to.cart_id).is_none() {
        return widget.apply_idle(&checkout, input);
    }
    // Another cart ends the attempt.
    let mut addresses = state.addresses().clone();
    if engaged {
        checkout.send(Event::CancelAsked(CancelReason::ConfigChanged));
        addresses.forget();
    }
    let is_cancelled = engaged && !checkout.state().may_have_order();
    widget.leave();
    let next = begin(widget, input, same_buyer.then_some(addresses));
    if is_cancelled {
        next.send(Event::OtherCartCancelled);
    }
    next
}

/// Shows an orphan of the cart, or a new checkout with these addresses.
fn begin(widget: &Widget, input: PageInput, addresses: Option<AddressState>) -> Checkout {
    if let Some(orphan) = Checkout::orphan_of(&input.settings.config.cart_id) {
        adopt(widget, &orphan, input);
        return orphan;
    }
    let checkout = widget.begin(input);
    if let Some(addresses) = addresses {
        checkout.send(Event::AddressesSet(addresses));
    }
    checkout
}

/// Whether the change must wait for the outcome of an order.
fn is_deferred(widget: &Widget, state: &State) -> bool {
    if state.is_ordering() {
        widget.0.deferred.set(Deferred::UntilOutcome);
    }
    widget.0.deferred.get() != Deferred::No
}

/// Applies a waiting change after the outcome of the order is known and was shown.
pub fn apply_deferred(widget: &Widget, checkout: &Checkout) {
    let state = checkout.state();
    if state.is_ordering() {
        return;
    }
    let shown = match state.name() {
        "placed" => THANKS,
        "unknown" => WARNING,
        _ => 0,
    };
    if widget.0.deferred.get() == Deferred::UntilOutcome && shown > 0 {
        widget.0.deferred.set(Deferred::WhileShown);
        let widget = widget.clone();
        spawn(async move {
            sleep(shown).await;
            if widget.0.deferred.get() == Deferred::WhileShown {
                apply_now(&widget);
            }
        });
    } else {
        apply_now(widget);
    }
}

fn apply_now(widget: &Widget) {
    widget.0.deferred.set(Deferred::No);
    let input = widget.0.input.borrow().clone();
    if let Some(input) = input {
        apply(widget, input);
    }
}

/// Compares the token with the one from which the buyer was identified. A token function may return another customer's token,
/// and only the token shows that.
pub fn check_buyer(checkout: &Checkout) {
    let last = checkout.0.glue.last_token.borrow().borrow().clone();
    let fixed = || checkout.0.input.borrow().token.as_ref().and_then(Credential::fixed).map(str::to_owned);
    let token = last.or_else(fixed);
    if *checkout.0.glue.buyers_token.borrow() == token {
        return;
    }
    let buyer = token.as_deref().and_then(buyer_of);
    let before = checkout.0.glue.buyers_token.replace(token);
    // Only a JWT says whose it is.
    if before.is_some_and(|before| buyer.is_none() || buyer_of(&before) != buyer) {
        checkout.send(Event::TokenChanged);
    }
    let config = checkout.settings().config.clone();
    if buyer.is_some() && !config.guest && checkout.state().config().buyer != buyer {
        checkout.send(Event::Configured(Config { buyer, ..config }));
    }
}
