//! Checks whether a checkout has the expected outcome of its cell.

use super::cell::Step;
use crate::rules::started;
use crate::shopper::End;
use crate::world::World;
use express_checkout::flow::{Notice, Offering, Phase};
use sandbox::ledger::Status;

/// The counts before the fault.
pub struct Before {
    states: usize,
    errors: usize,
    payments: usize,
    orders_sent: usize,
    cancellations: usize,
}

impl Before {
    /// The counts now.
    pub fn of(world: &World) -> Self {
        Self {
            states: world.observed.states.len(),
            errors: world.observed.errors.len(),
            payments: world.ledger.payments.len(),
            orders_sent: world.observed.count("checkout"),
            cancellations: world.observed.count("payment-cancellations"),
        }
    }
}

fn must(holds: bool, what: &str, world: &World) -> Result<(), String> {
    let name = world.page.state.name();
    if holds { Ok(()) } else { Err(format!("{what} (the state is {name})")) }
}

/// Checks a checkout that waits for nothing after the fault.
pub fn has_outcome(classes: &str, step: Step, guest: bool, world: &World, before: &Before) -> Result<(), String> {
    let (state, observed) = (&world.page.state, &world.observed);
    let ordered = world.ledger.orders.len();
    let went_through = |name: &str| observed.states[before.states..].contains(&name);
    let nothing_held = world
        .ledger
        .payments
        .iter()
        .all(|payment| payment.status == Status::Cancelled || !observed.learned.contains(&payment.transaction_id));
    for class in classes.chars().filter(|char| char.is_ascii_uppercase()) {
        match class {
            'A' => {
                let again = state.failure().is_some_and(|failure| failure.retryable);
                must(again || !world.offered().is_empty(), "the shopper cannot try again", world)?;
                must(nothing_held && ordered == 0, "a payment exists", world)?;
            }
            'B' => {
                must(world.ledger.payments.len() <= before.payments.max(1), "a second payment was started", world)?;
                must(started(state).is_some(), "the payment is no longer in use", world)?;
                must(observed.count("payment-cancellations") == 0, "the payment was cancelled", world)?;
            }
            'C' => {
                let recorded = |id: &str| world.storage.entry.as_ref().is_some_and(|entry| entry.contains(id));
                let settled = world
                    .ledger
                    .payments
                    .iter()
                    .all(|payment| payment.status == Status::Cancelled || recorded(&payment.transaction_id));
                must(settled, "a payment is neither cancelled nor recorded", world)?;
                let tries = observed.count("payment-cancellations") - before.cancellations;
                must(tries > usize::from(step == Step::Cancel), "it was not tried again", world)?;
            }
            'D' => {
                // API Platform cannot update a payment: the old payment is cancelled, and the shopper approves the new
                // total.
                let again = matches!(state.notice(), Some(Notice::ApproveAgain { .. }));
                must(again || matches!(state.phase(), Some(Phase::Review(_))), "it is not back in the review", world)?;
                let cancelled = observed.count("payment-cancellations");
                must(ordered == 0 && cancelled == usize::from(again), "a payment was ordered or cancelled", world)?;
            }
            'E' => {
                must(matches!(state.phase(), Some(Phase::Placed { .. })), "the order is not known", world)?;
                must(ordered == 1, "there is not exactly one order", world)?;
            }
            'F' => {
                must(went_through("unknown"), "it was never unknown", world)?;
                must(observed.count("checkout") == before.orders_sent + 1, "the order was sent again", world)?;
                must(observed.count("payment-cancellations") == 0, "the payment was cancelled meanwhile", world)?;
                let known = match (state.phase(), guest) {
                    (Some(Phase::Placed { .. }), _) => ordered == 1,
                    (Some(Phase::Unknown(_)), true) => true,
                    (Some(Phase::Review(review)), false) => ordered == 0 && review.notice == Some(Notice::NotOrdered),
                    _ => false,
                };
                must(known, "the checkout shows a wrong outcome", world)?;
            }
            'U' => {
                let named = matches!(state.phase(), Some(Phase::Unknown(unknown)) if unknown.reference.is_some());
                must(named, "the order has no reference", world)?;
                must(ordered == 1, "there is not exactly one order", world)?;
                must(observed.count("checkout") == before.orders_sent + 1, "the order was sent again", world)?;
                must(observed.count("payment-cancellations") == 0, "the payment was cancelled", world)?;
            }
            'G' => {
                let shop = state.failure().is_some_and(|failure| !failure.retryable);
                must(
                    shop || matches!(state.offering(), Some(Offering::Unavailable)),
                    "the shop's own checkout is not offered",
                    world,
                )?;
                must(nothing_held && ordered == 0, "a payment exists", world)?;
            }
            'H' if observed.late.is_empty() => {
                must(state.name() == step.fair(), "the fault changed the outcome", world)?
            }
            'H' => must(!observed.late.contains(&true), "a late answer changed the state", world)?,
            'I' => {
                // A failed cancellation is reported only after all tries on all pages.
                let reported = observed.errors.len() > before.errors || step == Step::Cancel;
                must(reported, "no error was announced", world)?;
            }
            other => return Err(format!("there is no class {other}")),
        }
    }
    Ok(())
}

/// Checks how the checkout ended for a shopper who continued.
pub fn must_end(classes: &str, guest: bool, end: Option<End>) -> Result<(), String> {
    let expected: &[End] = match classes.chars().next() {
        Some('G') => &[End::ShopCheckout, End::Hidden],
        Some('U') => &[End::Unknown],
        Some('F') if guest && !classes.contains('E') => &[End::Unknown],
        // After a start whose id came late, only the shop's own checkout was offered.
        Some('C') => &[End::Ordered, End::ShopCheckout],
        Some('A' | 'B' | 'D' | 'E' | 'F' | 'H') => &[End::Ordered],
        _ => &[],
    };
    let fits = end.is_some_and(|end| expected.contains(&end));
    if fits { Ok(()) } else { Err(format!("it ended with {end:?}")) }
}
