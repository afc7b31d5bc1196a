//! Taking up what an earlier page left behind, and what the page does while an attempt is under way.

use super::announce::{Announcement, Outcome};
use super::effect::Effect;
use super::event::ApprovalError;
use super::failure::{Cause, Failure, GlueError, Step, cart_gone};
use super::loading::Read;
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
    pub fn take_up(&mut self, record: Record) {
        for (cancellation, tries) in record.cancellation {
            // The earlier page went away before it had heard of its first try.
            let doubtful = tries == 0;
            self.owe_doubtful(cancellation, tries, doubtful);
        }
        let ordering = matches!(record.live, Some(Live::Placing { .. } | Live::Ordered(_)));
        if self.state.is_engaged() && !(ordering && self.make_room()) {
            // Something is under way here already: it goes on, and the payment of the record is cancelled.
            return match record.live {
                Some(Live::Open(cancellation)) => self.owe_other(cancellation),
                Some(Live::Away(resume)) => self.owe_other(resume.cancellation()),
                Some(Live::Starting | Live::Ordered(_) | Live::Placing { .. }) | None => {}
            };
        }
        match record.live {
            None => self.begin(),
            Some(Live::Starting) => self.load(Some(Notice::Interrupted), None),
            Some(Live::Ordered(reference)) => {
                let order = Order { reference, redirect: None };
                self.state.phase = Phase::Placed { order, cart_left: true, until: None };
            }
            Some(Live::Open(cancellation)) => {
                self.owe(cancellation, 0, false);
                self.load(Some(Notice::Cancelled), None);
            }
            Some(Live::Away(resume)) => {
                self.state.open = (!resume.told).then(|| resume.correlation.clone());
                if resume.stale {
                    self.owe(resume.cancellation(), 0, false);
                    self.announce(Announcement::Cancel { step: self.state.name(), reason: CancelReason::Stale });
                    self.complete(Outcome::Cancelled, None);
                    return self.load(Some(Notice::Cancelled), None);
                }
                self.load(None, Some(Box::new(resume)));
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
    fn make_room(&mut self) -> bool {
        if matches!(self.state.phase, Phase::Placed { .. } | Phase::Unknown(_)) || self.state.is_ordering() {
            return false;
        }
        if let Some(started) = self.state.cancellable() {
            self.abandon(started, self.state.name(), CancelReason::ConfigChanged);
        }
        true
    }

    /// Cancels a payment that an earlier page had, unless it is the one in use here.
    fn owe_other(&mut self, cancellation: CancellationRequest) {
        let id = cancellation.data.transaction_id();
        let used = |data: &PaymentData| data.transaction_id() == id;
        let in_use = self.state.payment_in_use().as_ref().is_some_and(used) || self.state.resumed().is_some_and(used);
        if !in_use && !self.state.ordered.as_ref().is_some_and(used) {
            self.owe(cancellation, 0, false);
        }
    }

    /// `/checkout-data` answered: for the review, before an order, for a payment to be taken up, or for the buttons.
    pub fn offer_answered(&mut self, request: RequestId, result: Result<Offer, GlueError>) {
        match &self.state.phase {
            Phase::Review(review) if review.pricing == Some(request) => self.priced(review.clone(), result),
            Phase::Checking { review, request: checking } if *checking == request => {
                self.checked(review.clone(), result);
            }
            Phase::Loading { reading: Some(reading), notice, resume: Some(resume) } if reading.request == request => {
                let (reading, notice, resume) = (reading.clone(), *notice, resume.clone());
                match result.map(|offer| self.read(reading.clone(), offer)) {
                    Ok(Read::Again(again)) => {
                        self.state.phase = Phase::Loading { reading: Some(again), notice, resume: Some(resume) };
                    }
                    Ok(Read::Done(offer)) => self.resume(*offer, *resume),
                    Err(error) => match reading.unpriced {
                        Some(unpriced) => self.resume(*unpriced, *resume),
                        None => self.not_resumed(error, resume),
                    },
                }
            }
            _ => match result {
                Ok(offer) => self.offer_fetched(request, offer),
                Err(error) => self.offer_failed(request, error),
            },
        }
    }

    /// There are no buttons to show, or no newer ones.
    fn offer_failed(&mut self, request: RequestId, error: GlueError) {
        match &self.state.phase {
            Phase::Loading { reading: Some(reading), notice, .. } if reading.request == request => {
                let notice = *notice;
                match reading.unpriced.clone() {
                    Some(unpriced) => self.loaded(*unpriced, notice),
                    None => self.fail(Failure::offer(Step::Methods, error), None, None),
                }
            }
            Phase::Ready { notice, reading: Some(reading), .. } if reading.request == request => {
                let notice = *notice;
                match reading.unpriced.clone() {
                    Some(unpriced) => self.loaded(*unpriced, notice),
                    None if cart_gone(&error) => self.fail(Failure::offer(Step::Methods, error), None, None),
                    // What was offered stays; the cart is checked again before anything is placed.
                    None => self.set_reading(None),
                }
            }
            _ => {}
        }
    }

    /// A method does not work here, and why.
    pub fn method_failed(&mut self, key: String, error: Option<ApprovalError>) {
        let failure = error.filter(|_| !self.state.unavailable.contains(&key)).map(|error| Failure {
            step: Step::Approval,
            cause: Cause::Approval(error),
            retryable: false,
        });
        if let Some(failure) = &failure {
            self.report(failure.clone());
        }
        self.method_unavailable(key);
        // Nothing is left, but not because nothing is offered: the shopper is told, and shown the shop's checkout.
        if let (Phase::Unavailable, Some(failure)) = (&self.state.phase, failure) {
            self.state.phase = Phase::Failed { failure, offer: None, resume: None };
        }
    }

    /// Goes on with the payment of an earlier page. Nothing that the address bar says is believed: Glue is asked.
    fn resume(&mut self, offer: Offer, resume: Resume) {
        let method = offer
            .methods
            .iter()
            .find(|method| method.provider == resume.method.provider && method.name == resume.method.name);
        let Some(method) = method.cloned() else {
            self.owe(resume.cancellation(), 0, false);
            self.announce(Announcement::Cancel { step: "loading", reason: CancelReason::Stale });
            self.complete(Outcome::Cancelled, None);
            return self.loaded(offer, Some(Notice::Cancelled));
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
            return self.fail(failure, None, Some(resume));
        }
        self.owe(resume.cancellation(), 0, false);
        self.fail(failure, None, None);
    }

    /// Rests in a failure and says so. A payment that can still be taken up keeps its attempt open.
    pub fn fail(&mut self, failure: Failure, offer: Option<Offer>, resume: Option<Box<Resume>>) {
        self.hold_back(&failure);
        self.report(Failure { retryable: self.state.can_retry(&failure), ..failure.clone() });
        if resume.is_none() {
            self.complete(Outcome::Failed, None);
        }
        self.state.phase = Phase::Failed { failure, offer, resume };
    }

    /// Another tab of this browser has the cart in hand.
    pub fn taken_elsewhere(&mut self) {
        if let Phase::Loading { notice, .. } | Phase::Ready { notice, .. } = &mut self.state.phase {
            *notice = Some(Notice::Elsewhere);
        }
    }

    /// The page's cart changed, or somebody wants to try again.
    pub fn reload_under_way(&mut self) {
        match &self.state.phase {
            Phase::Loading { notice, resume, .. } => self.load(*notice, resume.clone()),
            // It goes on by itself.
            Phase::Failed { .. } if self.state.is_paused() => {}
            Phase::Failed { resume: Some(resume), .. } => {
                let resume = resume.clone();
                self.state.unavailable.clear();
                self.load(None, Some(resume));
            }
            Phase::Review(_) => self.quote(),
            Phase::Unknown(unknown) => {
                let again = Unknown { tries: 0, candidate: None, ..unknown.clone() };
                self.verify(again);
            }
            Phase::Placed { .. } => self.take_pending(),
            // Where an attempt is under way, the cart is read again before anything is placed.
            _ => self.reload(),
        }
    }

    /// New settings. Another cart or identity ends what was under way, unless an order may already exist.
    pub fn configure_under_way(&mut self, config: Config) {
        if self.state.config.same_cart(&config) {
            let goes_on = config.finish != Finish::Prefill;
            self.state.next_config = None;
            self.state.config = config;
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
            self.adopt_config(config);
            return self.verify(unknown);
        }
        if matches!(self.state.phase, Phase::Placing { .. } | Phase::Refusing { .. } | Phase::Unknown(_)) {
            self.state.next_config = Some(config);
            return;
        }
        if self.is_ordered_still(&config) {
            return self.adopt_config(config);
        }
        if self.state.resumed().is_some() {
            self.cancel_resumed(CancelReason::ConfigChanged);
        } else {
            self.cancel_asked(CancelReason::ConfigChanged);
        }
        self.adopt_config(config);
        match &self.state.phase {
            Phase::Starting { .. } | Phase::Cancelling { .. } => self.state.outdated = true,
            // The payments that an earlier page left are still to be taken up.
            Phase::Loading { reading: None, resume: None, .. } => {}
            _ => self.load(None, None),
        }
    }

    /// The cart of these settings is ordered here and may still be there: nobody may order it again.
    fn is_ordered_still(&self, config: &Config) -> bool {
        matches!(self.state.phase, Phase::Placed { cart_left: true, .. }) && self.state.config.cart_id == config.cart_id
    }

    /// Cancels the payment of an earlier page that is being taken up. What is next is for the caller.
    pub fn cancel_resumed(&mut self, reason: CancelReason) {
        let step = self.state.name();
        if let Phase::Loading { resume: Some(resume), .. } | Phase::Failed { resume: Some(resume), .. } =
            &self.state.phase
        {
            let cancellation = resume.cancellation();
            self.owe(cancellation, 0, false);
            self.announce(Announcement::Cancel { step, reason });
            self.complete(Outcome::Cancelled, None);
        }
    }

    /// Takes over the cart or buyer that the page set while an order was on its way.
    pub fn take_pending(&mut self) {
        if let Some(config) = self.state.next_config.take() {
            let stays = self.is_ordered_still(&config);
            self.adopt_config(config);
            if let (true, Phase::Placed { until, .. }) = (stays, &mut self.state.phase) {
                *until = None;
                return;
            }
            self.load(None, None);
        }
    }

    /// The page set addresses.
    pub fn set_addresses_under_way(&mut self, addresses: AddressState) {
        self.set_addresses(addresses);
        self.reconsider();
        if matches!(self.state.phase, Phase::Review(_)) {
            self.quote();
        }
    }

    /// The page goes away. A payment that nobody will wait for is cancelled with a request that outlives the page; it
    /// stays recorded until somebody has heard the answer.
    pub fn page_hidden(&mut self) {
        self.give_up_declined(true);
        self.try_debts_again();
        if matches!(self.state.phase, Phase::Claiming { .. } | Phase::Starting { .. }) {
            // It has no name to be cancelled by yet.
            return self.cancel_asked(CancelReason::PageLeft);
        }
        let stays = matches!(
            &self.state.phase,
            Phase::AwaitingApproval { presentation: Presentation::SameTab, .. } | Phase::Prefilled { .. }
        );
        if let Some(started) = self.state.cancellable().filter(|_| !stays) {
            self.abandon(started, self.state.name(), CancelReason::PageLeft);
        }
    }

    /// The element leaves, and the page stays. Before an order is sent, all ends as if the page had left. A payment that
    /// is meant to be taken up stays recorded. An order on its way goes on, so that its outcome is heard.
    pub fn element_left(&mut self) {
        self.state.left = true;
        if let Phase::Loading { notice, resume: Some(resume), .. } = &self.state.phase {
            // The next element of the cart takes it up; an answer to this one would open a review that is not seen.
            self.state.phase = Phase::Loading { reading: None, notice: *notice, resume: Some(resume.clone()) };
        }
        self.page_hidden();
    }

    /// An element of the same cart took over.
    pub fn element_back(&mut self) {
        self.state.left = false;
        // The new element has told its page of no methods yet.
        self.state.announced = None;
        if let Phase::Loading { reading: None, notice, resume: Some(resume) } = &self.state.phase {
            let (notice, resume) = (*notice, resume.clone());
            self.load(notice, Some(resume));
        }
    }

    fn abandon(&mut self, started: StartedPayment, step: &'static str, reason: CancelReason) {
        self.effects.push(Effect::EndApproval);
        self.owe(started.cancellation(), 0, true);
        self.state.addresses.forget();
        self.announce(Announcement::Cancel { step, reason });
        self.complete(Outcome::Cancelled, None);
        self.loaded(started.attempt.offer, Some(Notice::Cancelled));
    }

    /// The page came back as it was left. The world may have moved on.
    pub fn page_shown(&mut self) {
        match &self.state.phase {
            Phase::AwaitingApproval { started, presentation: Presentation::SameTab, .. } => {
                self.fetch_customer(started.clone(), Presentation::SameTab, Assurance::Returned);
            }
            Phase::Ready { .. } | Phase::Unavailable => self.reload(),
            _ => {}
        }
    }
}
