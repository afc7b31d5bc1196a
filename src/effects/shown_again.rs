//! The page comes back out of the browser's back-forward cache. A later page of the tab may have ordered, cancelled or changed what this
//! page remembers, so what is stored counts, as on a new page.

use super::Checkout;
use super::widget::{ALL, PageInput, Widget};
use crate::browser::spawn;
use crate::flow::{Announcement, Event, Phase};
use crate::storage::session;
use std::rc::Weak;

/// The browser hides the page or shows it again. In the cache the page holds no locks: it is no open tab.
pub fn hidden_or_shown(checkout: &Checkout, event: Event) {
    if event == Event::PageShown {
        session::lock_page();
        shown_again(checkout);
    } else {
        checkout.send(event);
        checkout.0.cart.release();
        session::unlock_page();
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
    // All of them first: the first checkout that begins resumes the record, unless another one of the cart is there already.
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
        let fresh = widget.begin(input);
        fresh.send(Event::AddressesSet(state.addresses().clone()));
        fresh.tell_change();
    }
}

/// Whether what the checkout remembers still holds.
fn is_current(checkout: &Checkout) -> bool {
    let state = checkout.state();
    let cart_id = &state.config().cart_id;
    match state.phase() {
        // It has begun anew a moment ago, with another element.
        _ if checkout.0.presence.resuming.get() => true,
        // The answer about the order may still come, and a new page could not receive it.
        Some(Phase::Unknown(_)) => session::remembered(cart_id).may_be_ordered(),
        _ if state.may_have_order() => true,
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
