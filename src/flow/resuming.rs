//! Resuming the record of an earlier page, and the events of the page while an attempt is under way.

use super::announce::{Announcement, Outcome};
use super::effect::Effect;
use super::event::{ApprovalError, IdleEvent};
use super::failure::{Cause, Failure, GlueError, Step, cart_gone};
use super::idle::{Fetched, Offering};
use super::notice::Notice;
use super::offer::Offer;
use super::payment::{CancellationRequest, PaymentData};
use super::phase::{Assurance, Attempt, CancelReason, Phase, Presentation, StartedPayment, Unknown};
use super::record::{Live, Record, Resume};
use super::state::{Config, Finish, RequestId};
use super::step::Transition;
use crate::address::AddressState;

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
    fn load_resume(&mut self, notice: Option<Notice>, resume: Box<Resume>) {
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

    fn cancel_unattended(&mut self, started: StartedPayment, step: &'static str, reason: CancelReason) {
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
