//! Checkouts that their element left with something under way: kept until it is done, or the next element of the cart comes.

use super::Checkout;
use super::owner::Owner;
use std::cell::RefCell;

thread_local! {
    static KEPT: RefCell<Vec<Checkout>> = const { RefCell::new(Vec::new()) };
}

/// Keeps a checkout whose element has left for as long as something is under way, or lets it go.
pub fn keep(checkout: &Checkout) {
    let is_kept = KEPT.with_borrow(|kept| kept.contains(checkout));
    if !checkout.has_left() || !checkout.is_busy() {
        // Dropped after the borrow: with it may go what calls back.
        let let_go = |kept: &mut Vec<Checkout>| kept.extract_if(.., |known| known == checkout).collect::<Vec<_>>();
        drop(KEPT.with_borrow_mut(let_go));
        return;
    }
    if !is_kept {
        KEPT.with_borrow_mut(|kept| kept.push(checkout.clone()));
    }
    // A cancellation ends by itself. The rest waits for an element.
    let state = checkout.state();
    if state.is_engaged() && state.name() != "cancelling" {
        Owner::offer(checkout);
    }
}
