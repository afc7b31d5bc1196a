//! Payments that must be cancelled: recorded until the PSP app has heard of it, tried a bounded number of times.

use super::active::PendingCancellation;
use super::announce::{Announcement, Outcome};
use super::effect::Effect;
use super::failure::{Cause, Failure, GlueError, Step};
use super::offer::Offer;
use super::payment::{CancellationRequest, Dialect, MethodName, PaymentData};
use super::phase::{After, Attempt, CancelReason, Notice, Phase, StartedPayment};
use super::state::RequestId;
use super::step::Transition;
use crate::money::Money;

/// Tries on one page; the next page goes on.
const TRIES_A_PAGE: u8 = 3;
/// After so many tries on however many pages the backend is told instead: the payment expires at the PSP.
const TRIES: u8 = 6;
/// How long a payment whose instrument was refused waits for another one, in milliseconds.
const ANOTHER_INSTRUMENT: u32 = 120_000;

impl Transition {
    /// Records a payment to be cancelled and sends the cancellation. The same payment is never owed twice.
    pub fn request_cancellation(&mut self, cancellation: CancellationRequest, tries: u8, leaving: bool) -> RequestId {
        self.send_cancellation(
            PendingCancellation { cancellation, tries, doubtful: false, declined: None, request: None },
            leaving,
        )
    }

    /// The same for a payment that an earlier page recorded; an earlier try may have cancelled it unheard.
    pub fn cancel_recorded(&mut self, cancellation: CancellationRequest, tries: u8, doubtful: bool) {
        self.send_cancellation(
            PendingCancellation { cancellation, tries, doubtful, declined: None, request: None },
            false,
        );
    }

    fn send_cancellation(&mut self, pending: PendingCancellation, leaving: bool) -> RequestId {
        self.drop_cancellation(&pending.cancellation.data);
        let request = self.number();
        self.effects.push(Effect::CancelPayment(request, pending.cancellation.clone(), leaving));
        self.state.cancellations.push(PendingCancellation { request: Some(request), declined: None, ..pending });
        request
    }

    /// The provider refused the instrument of an attempt. The payment waits for another one, recorded all the while as one to
    /// be cancelled. Where payments cannot be updated it is cancelled now.
    pub fn decline_payment(&mut self, started: StartedPayment, failure: Failure) {
        if !started.payment.dialect.can_update() {
            return self.cancel_payment(started, After::Failed(failure));
        }
        self.effects.push(Effect::EndApproval);
        self.drop_cancellation(&started.payment.data);
        let wait = self.number();
        self.effects.push(Effect::Wait(wait, ANOTHER_INSTRUMENT));
        let declined = Some(started.payment.amount);
        self.state.cancellations.push(PendingCancellation {
            cancellation: started.cancellation(),
            tries: 0,
            doubtful: false,
            declined,
            request: Some(wait),
        });
        self.cancelled(started.attempt, After::Failed(failure));
    }

    /// The payment that waits for another instrument, if it can be paid with in that way; from now on it waits for the
    /// answer to its update. Any other is given up.
    pub fn take_declined(&mut self, method: &MethodName, total: Money) -> Option<PaymentData> {
        let mut taken = None;
        for pending in &mut self.state.cancellations {
            let fits = pending.declined.is_some_and(|amount| amount.currency == total.currency);
            if fits && taken.is_none() && pending.cancellation.method == *method {
                pending.request = None;
                taken = Some(pending.cancellation.data.clone());
            }
        }
        self.give_up_declined(false);
        taken
    }

    /// Nobody pays by another instrument: what waits for one is cancelled.
    pub fn give_up_declined(&mut self, leaving: bool) {
        let waits = |pending: &&PendingCancellation| pending.declined.is_some() && pending.request.is_some();
        let waiting: Vec<PendingCancellation> = self.state.cancellations.iter().filter(waits).cloned().collect();
        for pending in waiting {
            self.send_cancellation(pending, leaving);
        }
    }

    /// The page goes, and perhaps its tab and what is recorded: what waits for its next try is tried now.
    pub fn retry_cancellations(&mut self) {
        let tried = |pending: &&PendingCancellation| pending.tries > 0 && pending.declined.is_none();
        let waiting: Vec<PendingCancellation> = self.state.cancellations.iter().filter(tried).cloned().collect();
        for pending in waiting {
            let before = pending.request;
            let again = self.send_cancellation(pending, true);
            if let Phase::Cancelling { request, .. } = &mut self.state.phase
                && Some(*request) == before
            {
                *request = again;
            }
        }
    }

    /// The update of a payment that waited for another instrument came to nothing, or nobody knows to what: it is cancelled
    /// under the name that is known.
    pub fn drop_declined(&mut self, doubtful: bool) {
        if let Some(pending) =
            self.state.cancellations.iter().find(|pending| pending.declined.is_some() && pending.request.is_none())
        {
            self.send_cancellation(PendingCancellation { doubtful, ..pending.clone() }, false);
        }
    }

    /// A payment that carries an order is never cancelled.
    pub fn drop_cancellation(&mut self, data: &PaymentData) {
        self.state.cancellations.retain(|pending| pending.cancellation.data.transaction_id() != data.transaction_id());
    }

    /// Cancels the payment of an attempt and goes wherever that leads.
    pub fn cancel_payment(&mut self, started: StartedPayment, then: After) {
        self.effects.push(Effect::EndApproval);
        let request = self.request_cancellation(started.cancellation(), 0, false);
        self.state.phase = Phase::Cancelling { attempt: started.attempt, request, then };
    }

    /// `/payment-cancellations` answered.
    pub fn cancellation_answered(&mut self, request: RequestId, result: Result<(), GlueError>) {
        if let Some(index) = self.state.cancellations.iter().position(|pending| pending.request == Some(request)) {
            match result {
                Ok(()) => {
                    self.state.cancellations.remove(index);
                }
                Err(error) => self.cancellation_failed(index, error),
            }
        }
        self.start_after_cancellation(request);
        if let Phase::Cancelling { attempt, request: waiting, then } = &self.state.phase
            && *waiting == request
        {
            let (attempt, then) = (attempt.clone(), then.clone());
            self.cancelled(attempt, then);
        }
    }

    fn cancellation_failed(&mut self, index: usize, error: GlueError) {
        let wait = self.number();
        let pending = &mut self.state.cancellations[index];
        pending.tries = pending.tries.saturating_add(1);
        pending.request = None;
        // The app deletes a cancelled payment, so after a try that may have reached it a refusal without a code says: it is
        // gone already. Where every try was refused, nothing says so.
        if pending.tries > 1 && pending.doubtful && error.says_gone() {
            self.state.cancellations.remove(index);
            return;
        }
        pending.doubtful |= !matches!(&error, GlueError::Refused(refusal) if refusal.status < 500);
        // Unexpected fields: this resource is served by the other stack than `/payments` is.
        if error.has_code(901) {
            pending.cancellation.dialect = Dialect::Platform;
        }
        if pending.tries >= TRIES {
            self.state.cancellations.remove(index);
            return self.report(Failure { step: Step::Cancellation, cause: Cause::Glue(error), retryable: false });
        }
        if !pending.tries.is_multiple_of(TRIES_A_PAGE) {
            pending.request = Some(wait);
            let pause = match &error {
                GlueError::Refused(refusal) => refusal.retry_after.unwrap_or(1).clamp(1, 30) * 1_000,
                _ => 1_000 * u32::from(pending.tries),
            };
            self.effects.push(Effect::Wait(wait, pause));
        }
    }

    /// A wait is over: until starting is allowed again, for the next try of a cancellation, for typing to rest, or for the
    /// next question about an order.
    pub fn waited(&mut self, request: RequestId) {
        if self.wait_is_over(request) {
            return;
        }
        if let Some(pending) = self.state.cancellations.iter().find(|pending| pending.request == Some(request)).cloned()
        {
            self.send_cancellation(pending, false);
            return;
        }
        match &mut self.state.phase {
            Phase::Placed { until, .. } if *until == Some(request) => self.apply_next_config(),
            Phase::Review(review) if review.resting == Some(request) => {
                review.resting = None;
                self.request_price();
            }
            Phase::Unknown(unknown) if unknown.verifying == Some(request) => {
                let question = self.state.session.requests + 1;
                unknown.verifying = Some(RequestId(question));
                self.state.session.requests = question;
                self.effects.push(Effect::FetchOrders(RequestId(question)));
            }
            Phase::Offering(_)
            | Phase::Resuming { .. }
            | Phase::ResumeFailed { .. }
            | Phase::Claiming { .. }
            | Phase::Starting { .. }
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
            | Phase::Unknown(_)
            | Phase::Cancelling { .. } => {}
        }
    }

    /// The payment is cancelled, or will be.
    fn cancelled(&mut self, attempt: Attempt, then: After) {
        match then {
            After::Cancelled(reason, step) => self.back_to_buttons(attempt.offer, reason, step),
            After::Restart(was) => {
                self.announce(Announcement::Cancel { step: "placing", reason: CancelReason::TotalChanged });
                self.complete(Outcome::Cancelled, None);
                let notice = Some(Notice::ApproveAgain { was, now: attempt.offer.total });
                self.show(attempt.offer, notice);
            }
            After::Failed(failure) => {
                self.state.session.addresses.forget();
                self.fail(failure, Some(attempt.offer));
            }
        }
        if std::mem::take(&mut self.state.outdated) {
            let notice = self.state.notice();
            self.load(notice);
        }
    }

    /// The attempt is over without a payment. What the shopper typed stays; what the provider told is forgotten.
    pub fn back_to_buttons(&mut self, offer: Offer, reason: CancelReason, step: &'static str) {
        self.state.session.addresses.forget();
        self.announce(Announcement::Cancel { step, reason });
        self.complete(Outcome::Cancelled, None);
        // A provider's sheet may have brought the total to nothing: then there is no button to go back to.
        self.show(offer, Some(Notice::Cancelled));
    }
}
