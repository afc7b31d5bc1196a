//! Resuming the record of an earlier page, and the answers about the offer.

use super::announce::{Announcement, Outcome};
use super::event::{ApprovalError, IdleEvent};
use super::failure::{Cause, Failure, GlueError, Step, cart_gone};
use super::idle::{Fetched, Offering};
use super::notice::Notice;
use super::offer::Offer;
use super::payment::{CancellationRequest, PaymentData};
use super::phase::{Assurance, Attempt, CancelReason, Phase, Presentation, StartedPayment, Unknown};
use super::record::{Live, Record, Resume};
use super::state::RequestId;
use super::step::Transition;

impl Transition {
    /// Resumes what an earlier page, or an element that has left this page, had under way: cancellations are sent, a payment
    /// at a provider is resumed, an order of unknown outcome is looked up, and every other payment is cancelled (rule *Cancelled or recorded*).
    /// A record is handled in every phase.
    pub fn resume_record(&mut self, record: Record) {
        for (cancellation, tries) in record.cancellation {
            // The earlier page was left before it got the answer to its first request, and told the shopper nothing.
            let doubtful = tries == 0;
            if doubtful && let Phase::Offering(Offering::Loading { request: None, notice }) = &mut self.state.phase {
                *notice = Some(Notice::Cancelled);
            }
            self.cancel_recorded(cancellation, tries, doubtful);
        }
        let ordering = matches!(record.live, Some(Live::Placing { .. } | Live::Ordered(_)));
        if self.state.is_engaged() && !(ordering && self.give_way_to_order()) {
            // Another attempt is under way here. It continues, and the payment of the record is cancelled.
            return match record.live {
                Some(Live::Open(cancellation)) => self.cancel_unless_in_use(cancellation),
                Some(Live::Away(resume)) => self.cancel_unless_in_use(resume.cancellation()),
                Some(Live::Starting | Live::Complete(_) | Live::Ordered(_) | Live::Placing { .. }) | None => {}
            };
        }
        match record.live {
            None => self.idle(IdleEvent::Begun),
            Some(Live::Starting) => self.load(Some(Notice::Interrupted)),
            Some(Live::Ordered(reference)) => self.place_before(reference, true),
            Some(Live::Complete(reference)) => {
                self.place_before(reference, false);
                self.read_ordered_cart();
            }
            Some(Live::Open(cancellation)) => {
                self.request_cancellation(cancellation, false);
                self.load(Some(Notice::Cancelled));
            }
            Some(Live::Away(resume)) => {
                self.state.open = (!resume.completed).then(|| resume.correlation.clone());
                if resume.stale {
                    self.request_cancellation(resume.cancellation(), false);
                    self.announce(Announcement::Cancel { step: self.state.phase.name(), reason: CancelReason::Stale });
                    self.complete(Outcome::Cancelled, None);
                    return self.load(Some(Notice::Cancelled));
                }
                self.load_resume(None, Box::new(resume));
            }
            Some(Live::Placing { payment, method, correlation, orders_before, reference, completed }) => {
                self.state.open = (!completed).then(|| correlation.clone());
                self.verify(Unknown {
                    payment,
                    method,
                    correlation,
                    reference,
                    review: None,
                    orders_before,
                    candidate: None,
                    request: None,
                    refusal: None,
                    verifying: None,
                    tries: 0,
                });
            }
        }
    }

    /// Ends the attempt under way here, because the record has an order that may exist. False when an order is under way
    /// here too.
    fn give_way_to_order(&mut self) -> bool {
        if self.state.may_have_order() {
            return false;
        }
        if let Some(started) = self.state.cancellable() {
            self.cancel_unattended(started, self.state.phase.name(), CancelReason::ConfigChanged);
        }
        true
    }

    /// Cancels a payment of an earlier page, unless it is in use here.
    fn cancel_unless_in_use(&mut self, cancellation: CancellationRequest) {
        let id = cancellation.data.transaction_id();
        let used = |data: &PaymentData| data.transaction_id() == id;
        let in_use = self.state.payment_in_use().as_ref().is_some_and(used)
            || self.state.resumed().is_some_and(|resume| used(&resume.payment.data));
        if !in_use && !self.state.ordered.as_ref().is_some_and(used) {
            self.request_cancellation(cancellation, false);
        }
    }

    /// `/checkout-data` answered: for the review, before an order, for a payment to resume, or for the buttons.
    pub fn offer_answered(&mut self, request: RequestId, result: Result<Offer, GlueError>) {
        match &self.state.phase {
            Phase::Review(review) if review.pricing == Some(request) => self.priced(review.clone(), result),
            Phase::Checking { review, request: checking } if *checking == request => {
                self.checked(review.clone(), result);
            }
            Phase::Resuming { request: Some(asked), notice, resume } if asked.id == request => {
                let (asked, notice, resume) = (asked.clone(), *notice, resume.clone());
                match result.map(|offer| self.state.session.fetched(&asked, offer)) {
                    Ok(Fetched::Again(again, effect)) => {
                        self.effects.push(effect.into());
                        self.state.phase = Phase::Resuming { request: Some(again), notice, resume };
                    }
                    Ok(Fetched::Priced(offer)) => self.resume(*offer, *resume),
                    Err(error) => match asked.unpriced {
                        Some(unpriced) => self.resume(*unpriced, *resume),
                        None => self.not_resumed(error, resume),
                    },
                }
            }
            Phase::Placed { reading: Some(asked), .. } if asked.id == request => {
                let asked = asked.clone();
                self.ordered_cart_read(&asked, result);
            }
            Phase::Offering(_) => match result {
                Ok(offer) => self.idle(IdleEvent::OfferFetched(request, offer)),
                Err(error) => self.offer_failed(request, error),
            },
            Phase::Resuming { .. }
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

    /// `/checkout-data` failed for the buttons.
    fn offer_failed(&mut self, request: RequestId, error: GlueError) {
        let Phase::Offering(offering) = &mut self.state.phase else { return };
        let (Offering::Loading { request: asked, notice } | Offering::Ready { request: asked, notice, .. }) = offering
        else {
            return;
        };
        let notice = *notice;
        let Some(asked) = asked.take_if(|asked| asked.id == request) else { return };
        match asked.unpriced {
            Some(unpriced) => self.show(*unpriced, notice),
            // The buttons stay. The cart is checked again before an order is placed.
            None if matches!(offering, Offering::Ready { .. }) && !cart_gone(&error) => {}
            None => self.fail(Failure::offer(Step::Methods, error), None),
        }
    }

    /// A method does not work here, perhaps with an error.
    pub fn method_failed(&mut self, key: String, error: Option<ApprovalError>) {
        let again = matches!(error, Some(ApprovalError::Removed | ApprovalError::Module));
        let failure = error.filter(|_| !self.state.session.unavailable.contains(&key)).map(|error| {
            let known = self.state.offer().and_then(|offer| offer.methods.iter().find(|method| method.key == key));
            let cause = match known {
                Some(method) => Cause::Unavailable(error, method.into()),
                None => Cause::Approval(error),
            };
            Failure { step: Step::Approval, cause, retryable: false }
        });
        self.state.session.tried_again.retain(|known| *known != key);
        if again {
            self.state.session.tried_again.push(key.clone());
        }
        self.state.session.exclude(key);
        if let Some(failure) = &failure {
            self.report(failure.clone());
            // Before the last method makes the checkout fail: a failed checkout announces no methods.
            self.announce_methods();
        }
        if let Phase::Offering(offering) = &mut self.state.phase {
            offering.withdraw(&self.state.session);
            // The last method failed, so the shopper sees the failure and the link to the shop's own checkout.
            if let (Offering::Unavailable, Some(failure)) = (&*offering, failure) {
                *offering = Offering::Failed { failure, offer: None };
            }
        }
    }

    /// An attempt could not begin on this device. Nothing was sent.
    pub fn attempt_failed(&mut self, correlation: String) {
        if self.state.clickable().is_some() {
            self.idle(IdleEvent::AttemptFailed(correlation));
        }
    }

    /// Reads the offer from the start.
    pub fn load(&mut self, notice: Option<Notice>) {
        let (offering, effect) = self.state.session.load(notice);
        self.effects.push(effect.into());
        self.state.phase = Phase::Offering(offering);
    }

    /// The same, to resume the payment of an earlier page.
    pub fn load_resume(&mut self, notice: Option<Notice>, resume: Box<Resume>) {
        let (request, effect) = self.state.session.fetch_offer();
        self.effects.push(effect.into());
        self.state.phase = Phase::Resuming { request: Some(request), notice, resume };
    }

    /// Shows the buttons of an offer, or why there are none.
    pub fn show(&mut self, offer: Offer, notice: Option<Notice>) {
        self.state.phase = Phase::Offering(self.state.session.show(offer, notice));
    }

    /// Resumes the payment of an earlier page. The address bar proves nothing, so Glue is asked.
    fn resume(&mut self, offer: Offer, resume: Resume) {
        let method = offer
            .methods
            .iter()
            .find(|method| method.provider == resume.method.provider && method.name == resume.method.name);
        let Some(method) = method.cloned() else {
            self.request_cancellation(resume.cancellation(), false);
            self.announce(Announcement::Cancel { step: "loading", reason: CancelReason::Stale });
            self.complete(Outcome::Cancelled, None);
            return self.show(offer, Some(Notice::Cancelled));
        };
        let attempt = Attempt { correlation: resume.correlation, method, offer };
        let started = StartedPayment { attempt, payment: resume.payment };
        // The earlier page was lost while the provider's window was open, so the shopper may still be there.
        let (presentation, assurance) = match resume.window {
            true => (Presentation::Popup, Assurance::Unsure),
            false => (Presentation::SameTab, Assurance::Returned),
        };
        self.fetch_customer(started, presentation, assurance);
    }

    fn not_resumed(&mut self, error: GlueError, resume: Box<Resume>) {
        let failure = Failure::offer(Step::Methods, error);
        if failure.retryable {
            // The payment can still be resumed, so its attempt has not ended.
            self.count_failure(&failure);
            self.report(Failure { retryable: self.state.can_retry(&failure), ..failure.clone() });
            self.state.phase = Phase::ResumeFailed { failure, resume };
            return;
        }
        self.request_cancellation(resume.cancellation(), false);
        self.fail(failure, None);
    }

    /// Ends the attempt with a failure, and announces it.
    pub fn fail(&mut self, failure: Failure, offer: Option<Offer>) {
        self.count_failure(&failure);
        self.report(Failure { retryable: self.state.can_retry(&failure), ..failure.clone() });
        self.complete(Outcome::Failed, None);
        self.state.phase = Phase::Offering(Offering::Failed { failure, offer });
    }

    /// Another tab of this browser has the cart.
    pub fn taken_elsewhere(&mut self) {
        if let Phase::Offering(Offering::Loading { notice, .. } | Offering::Ready { notice, .. })
        | Phase::Resuming { notice, .. } = &mut self.state.phase
        {
            *notice = Some(Notice::Elsewhere);
        }
    }

    /// The page has set this cart in place of another one, whose attempt was cancelled.
    pub fn other_cart_cancelled(&mut self) {
        if let Phase::Offering(Offering::Loading { notice, .. } | Offering::Ready { notice, .. }) =
            &mut self.state.phase
        {
            notice.get_or_insert(Notice::Cancelled);
        }
    }
}
