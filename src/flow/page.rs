//! What the page does while an attempt is under way: it reloads, changes its settings, goes away and comes back, and moves the element.

use super::announce::{Announcement, Outcome};
use super::effect::Effect;
use super::event::IdleEvent;
use super::idle::Offering;
use super::notice::Notice;
use super::phase::{Assurance, CancelReason, Phase, Presentation, StartedPayment, Unknown};
use super::state::{Config, Finish};
use super::step::Transition;
use crate::address::AddressState;

impl Transition {
    /// The cart changed, or the shopper tries again.
    pub fn reload(&mut self) {
        match &self.state.phase {
            // Until the pause ends, only the shop's own checkout is offered.
            Phase::Offering(Offering::Failed { .. }) if self.state.is_held_back() => {
                self.state.outdated = true;
            }
            Phase::Offering(_) => self.idle(IdleEvent::Reload),
            Phase::Resuming { notice, resume, .. } => self.load_resume(*notice, resume.clone()),
            Phase::ResumeFailed { .. } if self.state.is_paused() => {}
            Phase::ResumeFailed { resume, .. } => {
                let resume = resume.clone();
                self.state.session.unavailable.clear();
                self.load_resume(None, resume);
            }
            Phase::Review(_) => self.request_price(),
            // The questions under way go on: a page that reloads often must not put off the last one.
            Phase::Unknown(unknown) if unknown.verifying.is_some() => {}
            Phase::Unknown(unknown) => {
                let again = Unknown { tries: 0, candidate: None, ..unknown.clone() };
                self.verify(again);
            }
            Phase::Placed { earlier, cart_left, .. } => {
                let may_be_new = *earlier && !*cart_left && self.state.next_config.is_none();
                self.apply_next_config();
                if may_be_new {
                    self.read_ordered_cart();
                }
            }
            // The answer under way may have the cart from before the page changed it.
            Phase::Checking { review, .. } => self.check(review.clone()),
            Phase::Updating { .. } => {
                self.stop_order();
                self.request_price();
            }
            // The cart is read again before an order is placed.
            Phase::Claiming { .. }
            | Phase::Starting { .. }
            | Phase::AwaitingApproval { .. }
            | Phase::FetchingCustomer { .. }
            | Phase::Prefilling { .. }
            | Phase::Prefilled { .. }
            | Phase::Confirming(_)
            | Phase::Placing { .. }
            | Phase::Refusing { .. }
            | Phase::Cancelling { .. } => {}
        }
    }

    /// The page changed its settings. Another cart or buyer ends the attempt under way, unless an order may already exist.
    pub fn configure(&mut self, config: Config) {
        if self.state.session.config.same_cart(&config) {
            let goes_on = config.finish != Finish::Prefill;
            self.state.next_config = None;
            self.state.session.config = config;
            // The page showed the pre-filled addresses itself, and now asks for the review.
            if let Phase::Prefilled { started } = &self.state.phase
                && goes_on
            {
                self.review(started.clone(), None);
            }
            return;
        }
        if let Phase::Unknown(unknown) = &self.state.phase
            && self.state.awaits_token_of(&config)
        {
            let unknown = unknown.clone();
            self.apply_config(config);
            return self.verify(unknown);
        }
        if matches!(self.state.phase, Phase::Placing { .. } | Phase::Refusing { .. } | Phase::Unknown(_)) {
            self.state.next_config = Some(config);
            return;
        }
        if self.is_ordered_still(&config) {
            self.apply_config(config);
            if matches!(self.state.phase, Phase::Placed { cart_left: false, .. }) {
                self.read_ordered_cart();
            }
            return;
        }
        // The others are told when their payment is cancelled.
        let is_told_now = self.state.resumed().is_some() || matches!(self.state.phase, Phase::Claiming { .. });
        if self.state.resumed().is_some() {
            self.cancel_resumed(CancelReason::ConfigChanged);
        } else {
            self.cancel_asked(CancelReason::ConfigChanged);
        }
        self.apply_config(config);
        match &self.state.phase {
            Phase::Starting { .. } | Phase::Cancelling { .. } => self.state.outdated = true,
            // The record of an earlier page must be resumed first.
            Phase::Offering(offering) if offering.is_fresh() => {}
            Phase::Offering(_)
            | Phase::Resuming { .. }
            | Phase::ResumeFailed { .. }
            | Phase::Claiming { .. }
            | Phase::AwaitingApproval { .. }
            | Phase::FetchingCustomer { .. }
            | Phase::Prefilling { .. }
            | Phase::Prefilled { .. }
            | Phase::Review(_)
            | Phase::Confirming(_)
            | Phase::Checking { .. }
            | Phase::Updating { .. }
            | Phase::Placing { .. }
            | Phase::Refusing { .. }
            | Phase::Placed { .. }
            | Phase::Unknown(_) => self.load(is_told_now.then_some(Notice::Cancelled)),
        }
    }

    /// Applies new settings. Another buyer does not see what was typed before, and another cart does not wait for a pause of the
    /// one before.
    pub fn apply_config(&mut self, config: Config) {
        if !self.state.session.config.same_cart(&config) {
            self.state.failed_starts.clear();
            self.state.paused = None;
        }
        if !self.state.session.config.same_buyer(&config) {
            self.state.code = None;
            if let Phase::Placed { receipt, .. } = &mut self.state.phase {
                *receipt = None;
            }
        }
        self.state.session.apply(config);
    }

    /// Cancels the payment of an earlier page that is being resumed. The caller decides what follows.
    pub fn cancel_resumed(&mut self, reason: CancelReason) {
        let step = self.state.phase.name();
        if let Some(resume) = self.state.resumed() {
            let cancellation = resume.cancellation();
            self.request_cancellation(cancellation, false);
            self.announce(Announcement::Cancel { step, reason });
            self.complete(Outcome::Cancelled, None);
        }
    }

    /// Applies the settings that the page changed while an order was under way.
    pub fn apply_next_config(&mut self) {
        if let Some(config) = self.state.next_config.take() {
            let stays = self.is_ordered_still(&config);
            self.apply_config(config);
            if let (true, Phase::Placed { until, .. }) = (stays, &mut self.state.phase) {
                *until = None;
                return;
            }
            self.load(None);
        }
    }

    /// The page set addresses. The same values once more, for example from a page that draws itself again, change nothing.
    pub fn set_addresses(&mut self, addresses: AddressState) {
        let before = std::mem::replace(&mut self.state.session.addresses, addresses);
        if before.to_json() == self.state.session.addresses.to_json() {
            return;
        }
        self.revoke_consent();
        if matches!(self.state.phase, Phase::Review(_)) {
            self.settle_addresses();
            self.request_price();
        }
    }

    /// The page is being left. A payment that will not be resumed is cancelled with a request that outlives the page. It
    /// stays recorded until a page gets the answer.
    pub fn page_hidden(&mut self) {
        self.give_up_declined(true);
        self.retry_cancellations();
        if matches!(self.state.phase, Phase::Claiming { .. } | Phase::Starting { .. }) {
            // The payment's id is not known yet.
            return self.cancel_asked(CancelReason::PageLeft);
        }
        let stays = matches!(
            &self.state.phase,
            Phase::AwaitingApproval { presentation: Presentation::SameTab, .. } | Phase::Prefilled { .. }
        );
        if let Some(started) = self.state.cancellable().filter(|_| !stays) {
            self.cancel_unattended(started, self.state.phase.name(), CancelReason::PageLeft);
        }
    }

    /// The element leaves, and the page stays. Before an order is sent, this is like leaving the page. A payment that will
    /// be resumed stays recorded. An order that was sent continues, so that its outcome becomes known.
    pub fn element_left(&mut self) {
        self.state.left = true;
        if let Phase::Resuming { request, .. } = &mut self.state.phase {
            // The next element of the cart resumes it. The answer here would open a review that is not shown.
            *request = None;
        }
        self.page_hidden();
    }

    /// Another element of the same cart takes this checkout over.
    pub fn element_back(&mut self) {
        self.state.left = false;
        // The new element has not sent `ec-ready` yet.
        self.state.session.announced = None;
        if let Phase::Resuming { request: None, notice, resume } = &self.state.phase {
            let (notice, resume) = (*notice, resume.clone());
            self.load_resume(notice, resume);
        }
    }

    /// Cancels a payment that nobody attends to any more, with a request that outlives the page.
    pub fn cancel_unattended(&mut self, started: StartedPayment, step: &'static str, reason: CancelReason) {
        self.effects.push(Effect::EndApproval);
        self.request_cancellation(started.cancellation(), true);
        self.state.session.addresses.forget();
        self.announce(Announcement::Cancel { step, reason });
        self.complete(Outcome::Cancelled, None);
        self.show(started.attempt.offer, Some(Notice::Cancelled));
    }

    /// The page came back out of the back-forward cache. The cart may have changed. A payment with a record is not told: a later page may
    /// have ordered with it, so it begins anew from its record. Without one, Glue is asked whether the shopper approved.
    pub fn page_shown(&mut self) {
        if let Phase::AwaitingApproval { started, presentation: Presentation::SameTab, .. } = &self.state.phase {
            self.fetch_customer(started.clone(), Presentation::SameTab, Assurance::Returned);
        }
        self.idle(IdleEvent::PageShown);
    }
}
