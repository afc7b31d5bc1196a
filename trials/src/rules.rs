//! What must hold whatever happens: the money rules of the whole, read from the shop's own ledger, and that nobody is ever
//! left without a way on.

use crate::world::World;
use express_checkout::flow::{Effect, Offering, PaymentData, Phase, State};
use sandbox::ledger::{PaymentEntry, Status};

/// The sandbox's word for a new payment beside a living one. Here the browser's side is known too: the older one may be
/// recorded for its cancellation, or its answer may have reached nobody. The rule below is about exactly that.
const TWO_LIVE: &str = "two live payments";

impl World {
    /// Reads the shop's books again, after something that may have changed them.
    pub fn look(&mut self) {
        self.address_states = self.shop.ledger();
        self.watch();
    }

    /// Looks at everything that must never be.
    pub fn watch(&mut self) {
        if self.diary.broken.is_some() {
            return;
        }
        let excused = |line: &str| line.starts_with(TWO_LIVE) || self.believes_lies && is_good_faith(line);
        if let Some(violation) = self.address_states.violations.iter().find(|line| !excused(line)) {
            let line = violation.clone();
            return self.diary.breaks(|| line);
        }
        if self.address_states.orders.len() > 1 {
            return self.diary.breaks(|| "two orders".to_owned());
        }
        let mut free = 0;
        for payment in &self.address_states.payments {
            let id = payment.transaction_id.as_str();
            if self.diary.ordered.contains(id) {
                if payment.status == Status::Cancelled {
                    let line = format!("{id} was cancelled under its order");
                    return self.diary.breaks(|| line);
                }
            } else if self.is_live_and_known(payment) {
                if !self.is_named(id) {
                    let line = format!("{id} lives, the browser knew it, and nobody has it recorded");
                    return self.diary.breaks(|| line);
                }
                free += usize::from(
                    !self
                        .page
                        .state
                        .cancellations()
                        .iter()
                        .any(|pending| pending.cancellation.data.transaction_id() == id),
                );
            }
        }
        // Until what the page before left is taken up, its payments stand in the storage alone.
        let is_fresh = matches!(self.page.state.offering(), Some(Offering::Loading { request: None, .. }));
        if free > 1 && !self.page.is_away && !is_fresh {
            self.diary.breaks(|| "two payments live beside each other".to_owned());
        }
    }

    /// Whether money is or may be held by a payment that the browser can name by its newest id.
    fn is_live_and_known(&self, payment: &PaymentEntry) -> bool {
        let id = payment.transaction_id.as_str();
        matches!(payment.status, Status::Created | Status::Approved | Status::Declined)
            && self.diary.learned.contains(id)
            && !self.believes_lies
            && !self.diary.reported.contains(id)
            && !self.diary.believed_gone.contains(id)
            && !self.diary.left_behind.contains(id)
    }

    fn is_named(&self, id: &str) -> bool {
        // A page that went away may come back as it was left.
        let in_hand = started(&self.page.state).is_some_and(|data| data.transaction_id() == id)
            || self.page.state.cancellations().iter().any(|pending| pending.cancellation.data.transaction_id() == id);
        in_hand || self.storage.entry.as_ref().is_some_and(|entry| entry.contains(&format!("\"{id}\"")))
    }

    /// Ids that the loaded page cannot know, because the browser kept nothing, or too long ago.
    pub fn leave_behind(&mut self) {
        let known: Vec<&PaymentEntry> =
            self.address_states.payments.iter().filter(|payment| self.is_live_and_known(payment)).collect();
        let ids: Vec<String> = known.into_iter().map(|payment| payment.transaction_id.clone()).collect();
        let lost = ids.into_iter().filter(|id| !self.is_named(id));
        let lost: Vec<String> = lost.collect();
        self.diary.left_behind.extend(lost);
    }

    /// What must hold when nothing is on its way any more, besides: somebody can do something, and every attempt that
    /// ended was told to be complete.
    pub fn watch_rest(&mut self) {
        self.look();
        if self.page.is_away {
            return;
        }
        let state = &self.page.state;
        if !has_way_on(state) {
            let line = format!("no way on from {}", state.name());
            return self.diary.breaks(|| line);
        }
        let open = state.correlation().unwrap_or_default();
        let completed = |name: &str| self.diary.completed.iter().any(|(known, _)| known == name);
        let silent = self
            .diary
            .begun
            .iter()
            .find(|name| *name != open && !completed(name) && !self.diary.interrupted.contains(name.as_str()));
        if let Some(name) = silent.cloned() {
            self.diary.breaks(|| format!("no ec-complete for {name}"));
        }
    }

    /// Whether a request that orders is on its way to the shop.
    pub fn is_ordering(&self) -> bool {
        self.awaited().iter().any(|letter| matches!(letter.effect, Effect::PlaceOrder(..)))
    }
}

/// Whether a violation is what comes of believing a spoiled answer: a request that is not as the shop would have it, and an
/// amount other than the one that was shown.
fn is_good_faith(violation: &str) -> bool {
    violation.starts_with("data of ") || violation.starts_with("malformed request") || violation.contains(" costs ")
}

/// The payment that a state has in hand.
pub fn started(state: &State) -> Option<&PaymentData> {
    match state.phase()? {
        Phase::Unknown(unknown) => Some(&unknown.payment.data),
        Phase::Resuming { resume, .. } | Phase::ResumeFailed { resume, .. } => Some(&resume.payment.data),
        phase => phase.started().map(|started| &started.payment.data),
    }
}

/// Whether a shopper who finds the checkout like this, with nothing on its way, can do something, or needs to do nothing.
/// As `ui/panel.rs` draws it.
pub fn has_way_on(state: &State) -> bool {
    let active = match state {
        State::Idle(idle) => return has_button(state, &idle.offering),
        State::Active(active) => active,
    };
    match &active.phase {
        Phase::Offering(offering) => has_button(state, offering),
        Phase::Placed { .. } | Phase::ResumeFailed { .. } => true,
        // Finish or cancel, order or cancel.
        Phase::AwaitingApproval { .. } | Phase::Prefilled { .. } | Phase::Review(_) => true,
        // Nothing leads to a second order, so the way on is the shop's support, and for customers another look.
        Phase::Unknown(unknown) => unknown.verifying.is_none(),
        Phase::Resuming { .. }
        | Phase::Claiming { .. }
        | Phase::Starting { .. }
        | Phase::FetchingCustomer { .. }
        | Phase::Prefilling { .. }
        | Phase::Confirming(_)
        | Phase::Checking { .. }
        | Phase::Updating { .. }
        | Phase::Placing { .. }
        | Phase::Refusing { .. }
        | Phase::Cancelling { .. } => false,
    }
}

fn has_button(state: &State, offering: &Offering) -> bool {
    match offering {
        Offering::Loading { .. } => false,
        // The shop's own checkout, to which the element never hides the way.
        Offering::Unavailable | Offering::Failed { .. } => true,
        Offering::Ready { offer, .. } => state.methods(offer).next().is_some(),
    }
}
