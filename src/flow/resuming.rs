//! Taking up what an earlier page left behind, and what the page does while an attempt is under way.

use super::announce::{Announcement, Outcome};
use super::effect::Effect;
use super::event::{ApprovalError, IdleEvent};
use super::failure::{Cause, Failure, GlueError, Step, cart_gone};
use super::idle::{Fetched, Offering};
use super::offer::Offer;
use super::order::Order;
use super::payment::{CancellationRequest, PaymentData};
use super::phase::{Assurance, Attempt, CancelReason, Notice, Phase, Presentation, StartedPayment, Unknown};
use super::record::{Live, Record, Resume};
use super::state::{Config, Finish, RequestId};
use super::step::Transition;
use crate::address::AddressState;

impl Transition {
    /// Takes up what an earlier page, or an element that left this one, had under way: cancellations are sent, a payment
    /// at a provider is gone on with, an order of unknown outcome is asked about, every other payment is cancelled (rule
    /// R5). Nothing of a record is passed over, whatever the phase.
    pub fn resume_record(&mut self, record: Record) {
        for (cancellation, tries) in record.cancellation {
            // The earlier page went away before it had heard of its first try.
            let doubtful = tries == 0;
            self.cancel_recorded(cancellation, tries, doubtful);
        }
        let ordering = matches!(record.live, Some(Live::Placing { .. } | Live::Ordered(_)));
        if self.state.is_engaged() && !(ordering && self.give_way_to_order()) {
            // Something is under way here already: it goes on, and the payment of the record is cancelled.
            return match record.live {
                Some(Live::Open(cancellation)) => self.cancel_unless_in_use(cancellation),
                Some(Live::Away(resume)) => self.cancel_unless_in_use(resume.cancellation()),
                Some(Live::Starting | Live::Ordered(_) | Live::Placing { .. }) | None => {}
            };
        }
        match record.live {
            None => self.idle(IdleEvent::Begun),
            Some(Live::Starting) => self.load(Some(Notice::Interrupted)),
            Some(Live::Ordered(reference)) => {
                let order = Order { reference, redirect: None };
                self.state.phase = Phase::Placed { order, cart_left: true, until: None };
            }
            Some(Live::Open(cancellation)) => {
                self.request_cancellation(cancellation, 0, false);
                self.load(Some(Notice::Cancelled));
            }
            Some(Live::Away(resume)) => {
                self.state.open = (!resume.told).then(|| resume.correlation.clone());
                if resume.stale {
                    self.request_cancellation(resume.cancellation(), 0, false);
                    self.announce(Announcement::Cancel { step: self.state.phase.name(), reason: CancelReason::Stale });
                    self.complete(Outcome::Cancelled, None);
                    return self.load(Some(Notice::Cancelled));
                }
                self.load_resume(None, Box::new(resume));
            }
            Some(Live::Placing { payment, method, correlation, orders_before, reference, told }) => {
                self.state.open = (!told).then(|| correlation.clone());
                self.verify(Unknown {
                    payment,
                    method,
                    correlation,
                    reference,
                    review: None,
                    orders_before,
                    candidate: None,
                    refusal: None,
                    verifying: None,
                    tries: 0,
                });
            }
        }
    }

    /// Ends what is under way here in favour of an order that may exist. False where an order is under way here, too.
    fn give_way_to_order(&mut self) -> bool {
        if matches!(self.state.phase, Phase::Placed { .. } | Phase::Unknown(_)) || self.state.is_ordering() {
            return false;
        }
        if let Some(started) = self.state.cancellable() {
            self.cancel_unattended(started, self.state.phase.name(), CancelReason::ConfigChanged);
        }
        true
    }

    /// Cancels a payment that an earlier page had, unless it is the one in use here.
    fn cancel_unless_in_use(&mut self, cancellation: CancellationRequest) {
        let id = cancellation.data.transaction_id();
        let used = |data: &PaymentData| data.transaction_id() == id;
        let in_use = self.state.payment_in_use().as_ref().is_some_and(used)
            || self.state.resumed().is_some_and(|resume| used(&resume.payment.data));
        if !in_use && !self.state.ordered.as_ref().is_some_and(used) {
            self.request_cancellation(cancellation, 0, false);
        }
    }

    /// `/checkout-data` answered: for the review, before an order, for a payment to be taken up, or for the buttons.
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

    /// There are no buttons to show, or no newer ones.
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
            // What was offered stays; the cart is checked again before anything is placed.
            None if matches!(offering, Offering::Ready { .. }) && !cart_gone(&error) => {}
            None => self.fail(Failure::offer(Step::Methods, error), None),
        }
    }

    /// A method does not work here, and why.
    pub fn method_failed(&mut self, key: String, error: Option<ApprovalError>) {
        let failure = error.filter(|_| !self.state.session.unavailable.contains(&key)).map(|error| Failure {
            step: Step::Approval,
            cause: Cause::Approval(error),
            retryable: false,
        });
        if let Some(failure) = &failure {
            self.report(failure.clone());
        }
        self.state.session.exclude(key);
        if let Phase::Offering(offering) = &mut self.state.phase {
            offering.withdraw(&self.state.session);
            // Nothing is left, but not because nothing is offered: the shopper is told, and shown the shop's checkout.
            if let (Offering::Unavailable, Some(failure)) = (&*offering, failure) {
                *offering = Offering::Failed { failure, offer: None };
            }
        }
    }

    /// An attempt could not begin on this device: nothing was sent.
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

    /// The same, to go on with the payment of an earlier page.
    fn load_resume(&mut self, notice: Option<Notice>, resume: Box<Resume>) {
        let (request, effect) = self.state.session.fetch_offer();
        self.effects.push(effect.into());
        self.state.phase = Phase::Resuming { request: Some(request), notice, resume };
    }

    /// Shows what is offered.
    pub fn show(&mut self, offer: Offer, notice: Option<Notice>) {
        self.state.phase = Phase::Offering(self.state.session.show(offer, notice));
    }

    /// Goes on with the payment of an earlier page. Nothing that the address bar says is believed: Glue is asked.
    fn resume(&mut self, offer: Offer, resume: Resume) {
        let method = offer
            .methods
            .iter()
            .find(|method| method.provider == resume.method.provider && method.name == resume.method.name);
        let Some(method) = method.cloned() else {
            self.request_cancellation(resume.cancellation(), 0, false);
            self.announce(Announcement::Cancel { step: "loading", reason: CancelReason::Stale });
            self.complete(Outcome::Cancelled, None);
            return self.show(offer, Some(Notice::Cancelled));
        };
        let attempt = Attempt { correlation: resume.correlation, method, offer };
        let started = StartedPayment { attempt, payment: resume.payment };
        // A page that was lost while the provider's window was open: the shopper may still be there.
        let (presentation, assurance) = match resume.window {
            true => (Presentation::Popup, Assurance::Unsure),
            false => (Presentation::SameTab, Assurance::Returned),
        };
        self.fetch_customer(started, presentation, assurance);
    }

    fn not_resumed(&mut self, error: GlueError, resume: Box<Resume>) {
        let failure = Failure::offer(Step::Methods, error);
        if failure.retryable {
            // The payment can still be taken up, so its attempt stays open.
            self.count_failure(&failure);
            self.report(Failure { retryable: self.state.can_retry(&failure), ..failure.clone() });
            self.state.phase = Phase::ResumeFailed { failure, resume };
            return;
        }
        self.request_cancellation(resume.cancellation(), 0, false);
        self.fail(failure, None);
    }

    /// Rests in a failure and says so.
    pub fn fail(&mut self, failure: Failure, offer: Option<Offer>) {
        self.count_failure(&failure);
        self.report(Failure { retryable: self.state.can_retry(&failure), ..failure.clone() });
        self.complete(Outcome::Failed, None);
        self.state.phase = Phase::Offering(Offering::Failed { failure, offer });
    }

    /// Another tab of this browser has the cart in hand.
    pub fn taken_elsewhere(&mut self) {
        if let Phase::Offering(Offering::Loading { notice, .. } | Offering::Ready { notice, .. })
        | Phase::Resuming { notice, .. } = &mut self.state.phase
        {
            *notice = Some(Notice::Elsewhere);
        }
    }

    /// The page's cart changed, or somebody wants to try again.
    pub fn reload(&mut self) {
        match &self.state.phase {
            // The shop's own checkout is the way on, until some time has passed.
            Phase::Offering(Offering::Failed { .. }) if self.state.is_tripped() || self.state.is_paused() => {}
            Phase::Offering(_) => self.idle(IdleEvent::Reload),
            Phase::Resuming { notice, resume, .. } => self.load_resume(*notice, resume.clone()),
            Phase::ResumeFailed { .. } if self.state.is_paused() => {}
            Phase::ResumeFailed { resume, .. } => {
                let resume = resume.clone();
                self.state.session.unavailable.clear();
                self.load_resume(None, resume);
            }
            Phase::Review(_) => self.request_price(),
            Phase::Unknown(unknown) => {
                let again = Unknown { tries: 0, candidate: None, ..unknown.clone() };
                self.verify(again);
            }
            Phase::Placed { .. } => self.apply_next_config(),
            // The cart is read again before anything is placed.
            Phase::Claiming { .. }
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
            | Phase::Cancelling { .. } => {}
        }
    }

    /// New settings. Another cart or identity ends what was under way, unless an order may already exist.
    pub fn configure(&mut self, config: Config) {
        if self.state.session.config.same_cart(&config) {
            let goes_on = config.finish != Finish::Prefill;
            self.state.next_config = None;
            self.state.session.config = config;
            // The page showed the pre-filled addresses somewhere else, and now wants the review here.
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
            return self.apply_config(config);
        }
        if self.state.resumed().is_some() {
            self.cancel_resumed(CancelReason::ConfigChanged);
        } else {
            self.cancel_asked(CancelReason::ConfigChanged);
        }
        self.apply_config(config);
        match &self.state.phase {
            Phase::Starting { .. } | Phase::Cancelling { .. } => self.state.outdated = true,
            // The payments that an earlier page left are still to be taken up.
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
            | Phase::Unknown(_) => self.load(None),
        }
    }

    /// Takes over settings. What was typed for one buyer is not shown to another.
    pub fn apply_config(&mut self, config: Config) {
        if !self.state.session.config.same_buyer(&config) {
            self.state.code = None;
        }
        self.state.session.apply(config);
    }

    /// The cart of these settings is ordered here and may still be there: nobody may order it again.
    fn is_ordered_still(&self, config: &Config) -> bool {
        matches!(self.state.phase, Phase::Placed { cart_left: true, .. })
            && self.state.session.config.cart_id == config.cart_id
    }

    /// Cancels the payment of an earlier page that is being taken up. What is next is for the caller.
    pub fn cancel_resumed(&mut self, reason: CancelReason) {
        let step = self.state.phase.name();
        if let Some(resume) = self.state.resumed() {
            let cancellation = resume.cancellation();
            self.request_cancellation(cancellation, 0, false);
            self.announce(Announcement::Cancel { step, reason });
            self.complete(Outcome::Cancelled, None);
        }
    }

    /// Takes over the cart or buyer that the page set while an order was on its way.
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

    /// The page set addresses.
    pub fn set_addresses(&mut self, addresses: AddressState) {
        self.state.session.addresses = addresses;
        self.revoke_consent();
        if matches!(self.state.phase, Phase::Review(_)) {
            self.request_price();
        }
    }

    /// The page goes away. A payment that nobody will wait for is cancelled with a request that outlives the page; it
    /// stays recorded until somebody has heard the answer.
    pub fn page_hidden(&mut self) {
        self.give_up_declined(true);
        self.retry_cancellations();
        if matches!(self.state.phase, Phase::Claiming { .. } | Phase::Starting { .. }) {
            // It has no name to be cancelled by yet.
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

    /// The element leaves, and the page stays. Before an order is sent, all ends as if the page had left. A payment that
    /// is meant to be taken up stays recorded. An order on its way goes on, so that its outcome is heard.
    pub fn element_left(&mut self) {
        self.state.left = true;
        if let Phase::Resuming { request, .. } = &mut self.state.phase {
            // The next element of the cart takes it up; an answer to this one would open a review that is not seen.
            *request = None;
        }
        self.page_hidden();
    }

    /// An element of the same cart took over.
    pub fn element_back(&mut self) {
        self.state.left = false;
        // The new element has told its page of no methods yet.
        self.state.session.announced = None;
        if let Phase::Resuming { request: None, notice, resume } = &self.state.phase {
            let (notice, resume) = (*notice, resume.clone());
            self.load_resume(notice, resume);
        }
    }

    fn cancel_unattended(&mut self, started: StartedPayment, step: &'static str, reason: CancelReason) {
        self.effects.push(Effect::EndApproval);
        self.request_cancellation(started.cancellation(), 0, true);
        self.state.session.addresses.forget();
        self.announce(Announcement::Cancel { step, reason });
        self.complete(Outcome::Cancelled, None);
        self.show(started.attempt.offer, Some(Notice::Cancelled));
    }

    /// The page came back as it was left. The world may have moved on.
    pub fn page_shown(&mut self) {
        if let Phase::AwaitingApproval { started, presentation: Presentation::SameTab, .. } = &self.state.phase {
            self.fetch_customer(started.clone(), Presentation::SameTab, Assurance::Returned);
        }
        self.idle(IdleEvent::PageShown);
    }
}
