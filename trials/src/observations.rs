//! What was observed of a checkout: what the page was told, what the browser learned, what the shopper typed. The rules read it.

use express_checkout::address::{Field, Fields, Part, Path};
use express_checkout::flow::{Announcement, Effect, Event, GlueError, Outcome, Phase, State, Step};
use std::collections::{BTreeMap, BTreeSet};

/// What was observed.
#[derive(Debug, Default)]
pub struct Observations {
    /// Every event and effect in a line; `None` where it is not printed.
    pub trail: Option<Vec<String>>,
    /// The first rule that was broken.
    pub broken: Option<String>,
    /// The public names of all states, in the order in which they were entered.
    pub states: Vec<&'static str>,
    /// The failures that the page was told of.
    pub errors: Vec<(Step, String)>,
    /// How the attempts ended, by their names.
    pub completed: Vec<(String, Outcome)>,
    /// The attempts that began.
    pub begun: BTreeSet<String>,
    /// Attempts that a page took with it when it ended.
    pub interrupted: BTreeSet<String>,
    /// Ids of payments that an answer named to the browser.
    pub learned: BTreeSet<String>,
    /// Ids of payments that an order was saved with.
    pub ordered: BTreeSet<String>,
    /// Ids of payments whose cancellation failed so often that the page was told.
    pub reported: BTreeSet<String>,
    /// Ids of payments whose cancellation may have arrived, although its answer was lost.
    pub doubtful: BTreeSet<String>,
    /// Those of them whose next cancellation was refused as if the payment were gone. They may still exist; no answer tells.
    pub believed_gone: BTreeSet<String>,
    /// Ids of payments that no page can know of any more: the browser kept nothing.
    pub left_behind: BTreeSet<String>,
    /// For each answer that the flow did not wait for any more: whether it changed anything.
    pub late: Vec<bool>,
    /// The steps that were sent to Glue, as the sandbox names them.
    pub sent: Vec<&'static str>,
    /// What the shopper typed last, on the page that is loaded.
    pub typed: BTreeMap<Path, String>,
    /// How many attempts were named.
    pub attempts: u32,
}

impl Observations {
    /// Writes a line, where lines are printed.
    pub fn note(&mut self, line: impl FnOnce() -> String) {
        if let Some(trail) = &mut self.trail {
            trail.push(line());
        }
    }

    /// A rule is broken.
    pub fn breaks(&mut self, what: impl FnOnce() -> String) {
        if self.broken.is_none() {
            let what = what();
            self.note(|| format!("!! {what}"));
            self.broken = Some(what);
        }
    }

    /// A name for the next attempt.
    pub fn name_attempt(&mut self) -> String {
        self.attempts += 1;
        format!("attempt-{}", self.attempts)
    }

    /// An order was saved with this payment.
    pub fn carries(&mut self, payment: &str) {
        self.ordered.insert(payment.to_owned());
    }

    /// How often a request was sent.
    pub fn count(&self, step: &str) -> usize {
        self.sent.iter().filter(|sent| **sent == step).count()
    }

    /// The page ends, and with it what the shopper typed.
    pub fn page_ends(&mut self, state: &State) {
        self.note(|| "-- the page ends".to_owned());
        self.interrupted.extend(state.correlation().map(str::to_owned));
        let unheard = state.cancellations().iter().filter(|pending| pending.request.is_some());
        self.doubtful.extend(unheard.map(|pending| pending.cancellation.data.transaction_id().to_owned()));
        self.typed.clear();
    }

    /// What the browser learns from an answer.
    pub fn learns(&mut self, state: &State, event: &Event) {
        match event {
            Event::PaymentStarted { result: Ok((data, _)), .. } => {
                self.learned.insert(data.transaction_id().to_owned());
            }
            Event::CancellationAnswered(request, Err(error)) => {
                let pending = state.cancellations().iter().find(|pending| pending.request == Some(*request));
                let Some(id) = pending.map(|pending| pending.cancellation.data.transaction_id().to_owned()) else {
                    return;
                };
                let plain = matches!(error, GlueError::Refused(refusal) if refusal.status < 500);
                if error.says_gone() && self.doubtful.contains(&id) {
                    self.believed_gone.insert(id);
                } else if !plain {
                    self.doubtful.insert(id);
                }
            }
            _ => {}
        }
    }

    /// A step was made.
    pub fn stepped(&mut self, before: &State, after: &State, effects: &[Effect]) {
        let mut reported = false;
        for effect in effects {
            match effect {
                Effect::Announce(announcement) => {
                    reported |=
                        matches!(announcement, Announcement::Error(failure, _) if failure.step == Step::Cancellation);
                    self.hears(announcement);
                }
                Effect::FetchOffer(..) => self.sent.push("checkout-data"),
                Effect::StartPayment { .. } => self.sent.push("payments"),
                Effect::FetchCustomer(..) => self.sent.push("payment-customers"),
                Effect::CancelPayment(..) => self.sent.push("payment-cancellations"),
                Effect::FetchLines => self.sent.push("carts"),
                Effect::SendCode(_) => self.sent.push("multi-factor-auth-types"),
                Effect::PlaceOrder(_, draft, _) => {
                    self.sent.push("checkout");
                    self.compare(Part::Shipping, draft.shipping.as_ref().map(|address| &address.fields));
                    self.compare(Part::Customer, draft.customer.as_ref());
                }
                _ => {}
            }
        }
        if reported {
            let kept =
                |id: &str| after.cancellations().iter().any(|pending| pending.cancellation.data.transaction_id() == id);
            let gone = before
                .cancellations()
                .iter()
                .map(|pending| pending.cancellation.data.transaction_id())
                .filter(|id| !kept(id));
            self.reported.extend(gone.map(str::to_owned));
        }
        if let Some(begun) = after.correlation()
            && before.correlation() != Some(begun)
        {
            self.begun.insert(begun.to_owned());
        }
        let is_placed = |state: &State| matches!(state.phase(), Some(Phase::Placed { .. }));
        if is_placed(after) && !is_placed(before) {
            self.typed.clear();
        }
        for (path, value) in &self.typed {
            let through = path.part == Part::Billing && after.addresses().billing_same();
            if !through && after.addresses().get(*path) != value {
                let line = format!("{path} was typed as {value:?} and is {:?}", after.addresses().get(*path));
                return self.breaks(|| line);
            }
        }
    }

    fn hears(&mut self, announcement: &Announcement) {
        match announcement {
            Announcement::StateChange(_, to) => self.states.push(to),
            Announcement::Error(failure, _) => self.errors.push((failure.step, failure.code())),
            Announcement::AddressChange(None, path, value) => {
                self.typed.insert(*path, value.clone());
            }
            Announcement::Complete { outcome, correlation, .. } => {
                if self.completed.iter().any(|(known, _)| known == correlation) {
                    self.breaks(|| format!("two ec-complete for {correlation}"));
                }
                self.completed.push((correlation.clone(), *outcome));
            }
            _ => {}
        }
    }

    /// What the shopper typed is what is ordered.
    fn compare(&mut self, part: Part, sent: Option<&Fields>) {
        let Some(sent) = sent else { return };
        let wrong = self.typed.iter().find(|(path, value)| {
            let on_the_wire = path.field != Field::State && (part != Part::Customer || path.field != Field::Phone);
            path.part == part && on_the_wire && sent.get(&path.field).map(String::as_str) != Some(value.trim())
        });
        if let Some((path, value)) = wrong {
            let line = format!("{path} was typed as {value:?} and ordered otherwise");
            self.breaks(|| line);
        }
    }
}
