//! Observations of a run, for the rules: announcements, payment ids that the browser got, values that the shopper typed.

use express_checkout::address::{Field, Fields, Part, Path};
use express_checkout::flow::{Announcement, Effect, Event, GlueError, Outcome, Phase, State, Step};
use std::collections::{BTreeMap, BTreeSet};

/// The observations of a run.
#[derive(Debug, Default)]
pub struct Observations {
    /// Every event and effect as a line; `None` if they are not printed.
    pub trail: Option<Vec<String>>,
    /// The first rule that was broken.
    pub broken: Option<String>,
    /// The public names of all states, in the order in which they were entered.
    pub states: Vec<&'static str>,
    /// The announced failures.
    pub errors: Vec<(Step, String)>,
    /// The outcomes of the attempts, by correlation id.
    pub completed: Vec<(String, Outcome)>,
    /// The correlation ids of all attempts.
    pub begun: BTreeSet<String>,
    /// Attempts that ended with their page.
    pub interrupted: BTreeSet<String>,
    /// Ids of payments that the browser got in an answer.
    pub learned: BTreeSet<String>,
    /// Ids of payments of saved orders.
    pub ordered: BTreeSet<String>,
    /// Ids of payments whose failed cancellation was announced.
    pub reported: BTreeSet<String>,
    /// Ids of payments whose cancellation may have arrived, although its answer was lost.
    pub doubtful: BTreeSet<String>,
    /// Those of them whose next cancellation was refused as if the payment no longer existed. They may still exist.
    pub believed_gone: BTreeSet<String>,
    /// Ids of payments that no page can know any more, because the browser has no record of them.
    pub left_behind: BTreeSet<String>,
    /// For each late answer: whether it changed the state.
    pub late: Vec<bool>,
    /// The requests to Glue, by the sandbox's names of their steps.
    pub sent: Vec<&'static str>,
    /// The last values that the shopper typed on this page.
    pub typed: BTreeMap<Path, String>,
    /// The number of attempts.
    pub attempts: u32,
}

impl Observations {
    /// Adds a line, if lines are printed.
    pub fn note(&mut self, line: impl FnOnce() -> String) {
        if let Some(trail) = &mut self.trail {
            trail.push(line());
        }
    }

    /// Notes a broken rule.
    pub fn breaks(&mut self, what: impl FnOnce() -> String) {
        if self.broken.is_none() {
            let what = what();
            self.note(|| format!("!! {what}"));
            self.broken = Some(what);
        }
    }

    /// The correlation id of the next attempt.
    pub fn name_attempt(&mut self) -> String {
        self.attempts += 1;
        format!("attempt-{}", self.attempts)
    }

    /// Notes that an order was saved with this payment.
    pub fn carries(&mut self, payment: &str) {
        self.ordered.insert(payment.to_owned());
    }

    /// How many times a request was sent.
    pub fn count(&self, step: &str) -> usize {
        self.sent.iter().filter(|sent| **sent == step).count()
    }

    /// The page ends. Typed values are lost.
    pub fn page_ends(&mut self, state: &State) {
        self.note(|| "-- the page ends".to_owned());
        self.interrupted.extend(state.correlation().map(str::to_owned));
        let unheard = state.cancellations().iter().filter(|pending| pending.request.is_some());
        self.doubtful.extend(unheard.map(|pending| pending.cancellation.data.transaction_id().to_owned()));
        self.typed.clear();
    }

    /// Notes the payment id in an answer.
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

    /// Notes a step of the flow.
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

    /// Checks that the order has the values that the shopper typed.
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
