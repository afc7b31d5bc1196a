//! The page comes back out of the browser's back-forward cache. A later page of the tab may have ordered, cancelled or changed
//! what this page remembers, so what is stored counts, as on a new page.

use super::Checkout;
use super::widget::{ALL, PageInput, Widget};
use crate::browser::spawn;
use crate::flow::{Announcement, Event, Phase};
use crate::storage::session;
use std::rc::Weak;

/// The browser hides the page or shows it again. In the cache the page holds no locks and waits for none: it is no open tab.
pub fn hidden_or_shown(checkout: &Checkout, event: Event) {
    if event == Event::PageShown {
        return shown_again(checkout);
    }
    checkout.send(event);
    checkout.0.cart.release();
    if checkout.0.presence.resuming.get() {
        // What it has read of the record may be outdated when the page comes back.
        checkout.retire();
    }
}

/// Begins anew what may be outdated, and reads the cart again where nothing is.
fn shown_again(checkout: &Checkout) {
    if is_current(checkout) {
        if checkout.state().is_engaged() {
            let checkout = checkout.clone();
            spawn(async move {
                // The lock was released when the page was hidden.
                checkout.take_cart().await;
            });
        }
        return checkout.send(Event::PageShown);
    }
    // All of them first: the first checkout that begins resumes the record, unless another one of the cart is there.
    let all: Vec<Widget> = ALL.with_borrow(|all| all.iter().filter_map(Weak::upgrade).map(Widget).collect());
    let outdated = all.into_iter().filter_map(|widget| {
        let checkout = widget.checkout().filter(|checkout| !is_current(checkout))?;
        let input = widget.0.input.borrow().clone()?;
        Some((widget, checkout, input))
    });
    let outdated: Vec<(Widget, Checkout, PageInput)> = outdated.collect();
    for (_, checkout, _) in &outdated {
        checkout.retire();
    }
    for (widget, before, input) in outdated {
        let state = before.state();
        widget.0.page.announce(&Announcement::StateChange(state.name(), "loading"), "");
        widget.renew(&state, input).tell_change();
    }
}

/// Whether what the checkout remembers still holds.
fn is_current(checkout: &Checkout) -> bool {
    let presence = &checkout.0.presence;
    if presence.retired.get() || presence.resuming.get() {
        // The second one has begun anew a moment ago, with another element.
        return !presence.retired.get();
    }
    let state = checkout.state();
    let cart_id = &state.config().cart_id;
    match state.phase() {
        Some(Phase::Placed { .. }) => true,
        // No later page can order with a payment that has no id yet, or that is being cancelled. But it may have ordered with
        // another one.
        Some(Phase::Claiming { .. } | Phase::Starting { .. } | Phase::Cancelling { .. }) => {
            !session::remembered(cart_id).may_be_ordered()
        }
        // Nothing is stored, so nothing else knows of it.
        _ if state.is_engaged() && session::is_unkept(cart_id) => session::remembered(cart_id).is_empty(),
        // A later page may have found out whether the order exists.
        _ if state.may_have_order() => session::remembered(cart_id).may_be_ordered(),
        // Another element of the cart resumes the record.
        _ if !state.is_engaged() && checkout.siblings().iter().any(|other| other.0.presence.resuming.get()) => true,
        _ => !state.is_engaged() && !session::is_remembered(cart_id),
    }
}

impl Checkout {
    /// Ends this checkout without a word. What it still hears changes nothing any more.
    fn retire(&self) {
        self.0.presence.retired.set(true);
        self.0.presence.left.set(true);
        self.forget();
        self.stop_waiting();
        self.0.listeners.borrow_mut().clear();
        self.providers().end();
        self.providers().clear();
        self.page().remove_containers();
        self.0.presence.end_reads();
        self.0.cart.release();
    }
}
