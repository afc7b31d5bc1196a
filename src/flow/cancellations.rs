//! Cancellations of payments: recorded until the PSP app has answered, and tried a limited number of times.

use super::active::PendingCancellation;
use super::announce::{Announcement, Outcome};
use super::effect::Effect;
use super::failure::{Cause, Failure, GlueError, Step};
use super::notice::Notice;
use super::offer::Offer;
use super::payment::{CancellationRequest, Dialect, MethodName, PaymentData};
use super::phase::{After, Attempt, CancelReason, Phase, StartedPayment};
use super::state::RequestId;
use super::step::Transition;
use crate::money::Money;

/// Tries on one page. The next page continues.
const TRIES_A_PAGE: u8 = 3;
/// After so many tries on all pages, the failure is reported instead. The payment expires at the PSP.
const TRIES: u8 = 6;
/// The longest pause that Glue may ask for before the next try, in seconds.
const LONGEST_PAUSE: u32 = 30;
/// How long a payment waits for another card or account after the first one was declined, in milliseconds.
const ANOTHER_INSTRUMENT: u32 = 120_000;

impl Transition {
    /// Records a cancellation and sends it. There is at most one for each payment.
    pub fn request_cancellation(&mut self, cancellation: CancellationRequest, leaving: bool) -> RequestId {
        self.send_cancellation(
            PendingCancellation { cancellation, tries: 0, doubtful: false, declined: None, request: None },
            leaving,
        )
    }

    /// The same for a payment that an earlier page recorded. A request of that page may have cancelled it already.
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

    /// The provider declined the shopper's card or account. The payment waits for another one. Meanwhile it is recorded as
    /// a payment to be cancelled. A payment that cannot be updated is cancelled now.
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

    /// Takes the payment that waits for another card or account, if it has that method and currency. Then it waits for the
    /// answer to its update. Any other waiting payment is cancelled.
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

    /// Cancels the payments that wait for another card or account.
    pub fn give_up_declined(&mut self, leaving: bool) {
        let waits = |pending: &&PendingCancellation| pending.declined.is_some() && pending.request.is_some();
        let waiting: Vec<PendingCancellation> = self.state.cancellations.iter().filter(waits).cloned().collect();
        for pending in waiting {
            self.send_cancellation(pending, leaving);
        }
    }

    /// The page is being left, perhaps with its tab and storage: cancellations that wait for their next try are sent now.
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

    /// The update of a payment that waited for another card or account failed, or its outcome is unknown: the payment is
    /// cancelled by its known id.
    pub fn drop_declined(&mut self, doubtful: bool) {
        if let Some(pending) =
            self.state.cancellations.iter().find(|pending| pending.declined.is_some() && pending.request.is_none())
        {
            self.send_cancellation(PendingCancellation { doubtful, ..pending.clone() }, false);
        }
    }

    /// Removes a cancellation: its payment is in use again, or an order was placed with it.
    pub fn drop_cancellation(&mut self, data: &PaymentData) {
        self.state.cancellations.retain(|pending| pending.cancellation.data.transaction_id() != data.transaction_id());
    }

    /// Cancels the payment of an attempt. `then` follows.
    pub fn cancel_payment(&mut self, started: StartedPayment, then: After) {
        self.effects.push(Effect::EndApproval);
        let request = self.request_cancellation(started.cancellation(), false);
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
        // The app deletes a cancelled payment. So a refusal without a code means that an earlier request has cancelled it,
        // but only if the answer to that request was lost.
        if pending.tries > 1 && pending.doubtful && error.says_gone() {
            self.state.cancellations.remove(index);
            return;
        }
        pending.doubtful |= !matches!(&error, GlueError::Refused(refusal) if refusal.status < 500);
        // A shop may serve this resource in another dialect than `/payments`. Unexpected fields (901) are refused by API Platform,
        // and missing ones by the app that legacy Glue asks.
        if error.has_code(901) {
            pending.cancellation.dialect = Dialect::Platform;
        } else if error.is_from_app() && pending.cancellation.data != pending.cancellation.data.id_only() {
            pending.cancellation.dialect = Dialect::Legacy;
        }
        if pending.tries >= TRIES {
            self.state.cancellations.remove(index);
            return self.report(Failure { step: Step::Cancellation, cause: Cause::Glue(error), retryable: false });
        }
        if !pending.tries.is_multiple_of(TRIES_A_PAGE) {
            pending.request = Some(wait);
            let pause = match &error {
                GlueError::Refused(refusal) => refusal.retry_after.unwrap_or(1).clamp(1, LONGEST_PAUSE) * 1_000,
                _ => 1_000 * u32::from(pending.tries),
            };
            self.effects.push(Effect::Wait(wait, pause));
        }
    }

    /// A timer ended: of a pause, of the next try of a cancellation, of an edit, of the next question about an order, or of
    /// a confirmation.
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
            Phase::Review(_) => self.drop_press(request),
            Phase::Unknown(unknown) if unknown.verifying == Some(request) => {
                let question = self.state.session.number();
                unknown.verifying = Some(question);
                self.effects.push(Effect::FetchOrders(question));
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

    /// The payment is cancelled, or its cancellation is recorded and will be tried again.
    fn cancelled(&mut self, attempt: Attempt, then: After) {
        match then {
            After::Cancelled(reason, step) => self.back_to_buttons(attempt.offer, reason, step),
            After::Restart { was, step } => {
                self.announce(Announcement::Cancel { step, reason: CancelReason::TotalChanged });
                self.complete(Outcome::Cancelled, None);
                let notice = Some(Notice::ApproveAgain { was, now: attempt.offer.total });
                self.show(attempt.offer, notice);
            }
            After::Failed(failure) => {
                self.state.session.addresses.forget();
                self.fail(failure, Some(attempt.offer));
            }
        }
        self.load_if_outdated();
    }

    /// Loads the offer, if the page has set another cart or buyer during the attempt that has ended.
    pub fn load_if_outdated(&mut self) {
        if std::mem::take(&mut self.state.outdated) {
            let notice = self.state.notice();
            self.load(notice);
        }
    }

    /// The attempt ends without a payment. The shopper's own input stays, and the provider's data are removed.
    pub fn back_to_buttons(&mut self, offer: Offer, reason: CancelReason, step: &'static str) {
        self.state.session.addresses.forget();
        self.announce(Announcement::Cancel { step, reason });
        self.complete(Outcome::Cancelled, None);
        let notice = if reason == CancelReason::NotApproved { Notice::NotApproved } else { Notice::Cancelled };
        // The choice in a provider's sheet may have a total of 0. Then no button is shown.
        self.show(offer, Some(notice));
    }
}
