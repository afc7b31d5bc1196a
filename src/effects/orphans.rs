//! Orphans: checkouts whose element left the page while a request was under way. The next element of their cart adopts
//! them, so that the shopper sees what may be paid or ordered.

use super::Checkout;
use super::settings_change::apply;
use super::widget::{ALL, PageInput, Widget};
use crate::flow::{Announcement, Event};
use std::cell::RefCell;
use std::rc::Weak;

thread_local! {
    /// Keeps the orphans alive.
    static ORPHANS: RefCell<Vec<Checkout>> = const { RefCell::new(Vec::new()) };
}

/// Keeps an orphan while something is under way, and releases it afterwards.
pub fn keep_or_release(checkout: &Checkout) {
    if !checkout.has_left() || !checkout.is_busy() {
        let release =
            |orphans: &mut Vec<Checkout>| orphans.extract_if(.., |known| known == checkout).collect::<Vec<_>>();
        // Dropped after the borrow, because the drop may call back.
        drop(ORPHANS.with_borrow_mut(release));
        if checkout.has_left() {
            checkout.0.presence.end_reads();
        }
        return;
    }
    if !ORPHANS.with_borrow(|orphans| orphans.contains(checkout)) {
        ORPHANS.with_borrow_mut(|orphans| orphans.push(checkout.clone()));
    }
    // A cancellation needs no element. Any other orphan is adopted at once if an idle element shows the cart.
    let state = checkout.state();
    if state.is_engaged() && state.name() != "cancelling" {
        let all = ALL.with_borrow(Clone::clone);
        let is_idle = |own: &Checkout| !own.is_busy() && !own.state().is_engaged();
        let same_cart = |own: &Checkout| own.state().config().cart_id == state.config().cart_id;
        let can_adopt = |widget: &Widget| widget.checkout().is_some_and(|own| same_cart(&own) && is_idle(&own));
        let widget = all.iter().filter_map(Weak::upgrade).map(Widget).find(can_adopt);
        let input = widget.as_ref().and_then(|widget| widget.0.input.borrow().clone());
        if let (Some(widget), Some(input)) = (widget, input) {
            widget.leave();
            adopt(&widget, checkout, input);
        }
    }
}

/// Shows an orphan in this element.
pub(super) fn adopt(widget: &Widget, orphan: &Checkout, input: PageInput) {
    *widget.0.checkout.borrow_mut() = Some(orphan.clone());
    *orphan.0.page.borrow_mut() = widget.0.page.clone();
    orphan.0.presence.left.set(false);
    let read_ended = orphan.0.presence.read_ended.take();
    keep_or_release(orphan);
    orphan.on_change(widget.listener());
    let state = orphan.state();
    if state.name() != "loading" {
        orphan.page().announce(&Announcement::StateChange("loading", state.name()), "");
    }
    if state.has_left() || !orphan.0.queue.is_empty() {
        orphan.send(Event::ElementBack);
    }
    apply(widget, input);
    if read_ended {
        orphan.send(Event::Reload);
    }
    orphan.tell_change();
}
