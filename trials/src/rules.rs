//! The rules for every run: the rules about money, checked with the shop's ledger, and the rule that the shopper always
//! has a next step.

use crate::world::World;
use express_checkout::flow::{Effect, Offering, PaymentData, Phase, State};
use sandbox::ledger::{PaymentEntry, Status};

/// The sandbox's violation for a new payment beside an open one. A rule below replaces it, because the trials also know
/// the browser's side: the older payment may be recorded to be cancelled, or its answer may be lost.
const TWO_LIVE: &str = "two live payments";

impl World {
    /// Reads the shop's ledger after a possible change.
    pub fn read_ledger(&mut self) {
        self.ledger = self.shop.ledger();
        self.check_rules();
    }

    /// Checks the rules that must hold after every step.
    pub fn check_rules(&mut self) {
        if self.observed.broken.is_some() {
            return;
        }
        let excused = |line: &str| line.starts_with(TWO_LIVE) || self.believes_lies && is_good_faith(line);
        if let Some(violation) = self.ledger.violations.iter().find(|line| !excused(line)) {
            let line = violation.clone();
            return self.observed.breaks(|| line);
        }
        if self.ledger.orders.len() > 1 {
            return self.observed.breaks(|| "two orders".to_owned());
        }
        let mut free = 0;
        for payment in &self.ledger.payments {
            let id = payment.transaction_id.as_str();
            if self.observed.ordered.contains(id) {
                if payment.status == Status::Cancelled {
                    let line = format!("{id} was cancelled although it has an order");
                    return self.observed.breaks(|| line);
                }
            } else if self.is_live_and_known(payment) {
                if !self.is_named(id) {
                    let line = format!("{id} exists and the browser knew it, but it is not recorded");
                    return self.observed.breaks(|| line);
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
        // Until the record of the earlier page is resumed, only the storage has its payments.
        let is_fresh = matches!(self.page.state.offering(), Some(Offering::Loading { request: None, .. }));
        if free > 1 && !self.page.is_away && !is_fresh {
            self.observed.breaks(|| "two payments exist at the same time".to_owned());
        }
    }

    /// Whether the payment may still be charged and the browser knows its latest id.
    fn is_live_and_known(&self, payment: &PaymentEntry) -> bool {
        let id = payment.transaction_id.as_str();
        matches!(payment.status, Status::Created | Status::Approved | Status::Declined)
            && self.observed.learned.contains(id)
            && !self.believes_lies
            && !self.observed.reported.contains(id)
            && !self.observed.believed_gone.contains(id)
            && !self.observed.left_behind.contains(id)
    }

    fn is_named(&self, id: &str) -> bool {
        // A page in the back-forward cache may return.
        let in_hand = started(&self.page.state).is_some_and(|data| data.transaction_id() == id)
            || self.page.state.cancellations().iter().any(|pending| pending.cancellation.data.transaction_id() == id);
        in_hand || self.storage.entry.as_ref().is_some_and(|entry| entry.contains(&format!("\"{id}\"")))
    }

    /// Notes the ids that the loaded page cannot know, because the browser has no record or an expired one.
    pub fn note_unrecorded(&mut self) {
        let known: Vec<&PaymentEntry> =
            self.ledger.payments.iter().filter(|payment| self.is_live_and_known(payment)).collect();
        let ids: Vec<String> = known.into_iter().map(|payment| payment.transaction_id.clone()).collect();
        let lost = ids.into_iter().filter(|id| !self.is_named(id));
        let lost: Vec<String> = lost.collect();
        self.observed.left_behind.extend(lost);
    }

    /// The rules for a checkout that waits for nothing: the shopper has a next step, and every attempt that
    /// ended was reported by `ec-complete`.
    pub fn check_at_end(&mut self) {
        self.read_ledger();
        if self.page.is_away {
            return;
        }
        let state = &self.page.state;
        if !has_next_step(state) {
            let line = format!("the shopper has no next step in {}", state.name());
            return self.observed.breaks(|| line);
        }
        let open = state.correlation().unwrap_or_default();
        let completed = |name: &str| self.observed.completed.iter().any(|(known, _)| known == name);
        let silent = self
            .observed
            .begun
            .iter()
            .find(|name| *name != open && !completed(name) && !self.observed.interrupted.contains(name.as_str()));
        if let Some(name) = silent.cloned() {
            self.observed.breaks(|| format!("no ec-complete for {name}"));
        }
    }

    /// Whether a `/checkout` request is under way.
    pub fn is_ordering(&self) -> bool {
        self.awaited().iter().any(|request| matches!(request.effect, Effect::PlaceOrder(..)))
    }
}

/// Whether a damaged answer is the cause of a violation: an incomplete request, or another amount than the one that was
/// shown.
fn is_good_faith(violation: &str) -> bool {
    violation.contains(" incomplete or changed: ")
        || violation.starts_with("malformed request")
        || violation.contains(" costs ")
}

/// The payment that is in use in a state.
pub fn started(state: &State) -> Option<&PaymentData> {
    match state.phase()? {
        Phase::Unknown(unknown) => Some(&unknown.payment.data),
        Phase::Resuming { resume, .. } | Phase::ResumeFailed { resume, .. } => Some(&resume.payment.data),
        phase => phase.started().map(|started| &started.payment.data),
    }
}

/// Whether the shopper has a next step, or needs none, in a state without a request under way. It corresponds to
/// `ui/panel.rs`.
pub fn has_next_step(state: &State) -> bool {
    let active = match state {
        State::Idle(idle) => return has_button(state, &idle.offering),
        State::Active(active) => active,
    };
    match &active.phase {
        Phase::Offering(offering) => has_button(state, offering),
        Phase::Placed { .. } | Phase::ResumeFailed { .. } => true,
        // Finish or cancel, order or cancel.
        Phase::AwaitingApproval { .. } | Phase::Prefilled { .. } | Phase::Review(_) => true,
        // No second order is possible. The next step is the shop's support, and for customers another check.
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
        // The link to the shop's own checkout is always there.
        Offering::Unavailable | Offering::Failed { .. } => true,
        Offering::Ready { offer, .. } => state.methods(offer).next().is_some(),
    }
}
