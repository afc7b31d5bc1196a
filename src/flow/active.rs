//! The state of the active machine: from the click, or from the record of an earlier page, to the end.

use super::failure::Failure;
use super::idle::{Idle, Offering};
use super::notice::Notice;
use super::offer::Offer;
use super::order::Secret;
use super::payment::{CancellationRequest, PaymentData};
use super::phase::{Phase, StartedPayment};
use super::record::{Record, Resume};
use super::state::{Config, RequestId, Session, State};
use crate::address::{AddressState, Need, Path};
use crate::money::Money;

/// A checkout in which something is under way or remains to be done.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Active {
    /// What both machines know.
    pub session: Session,
    /// The phase.
    pub phase: Phase,
    /// Payments still to be cancelled.
    pub cancellations: Vec<PendingCancellation>,
    /// The failed starts of the last minute, each by the timer after which it no longer counts.
    pub failed_starts: Vec<RequestId>,
    /// Glue asked to wait (`Retry-After`): the timer that ends the pause.
    pub paused: Option<RequestId>,
    /// The correlation id of the attempt whose `ec-complete` was not sent yet.
    pub(super) open: Option<String>,
    /// The payment of the last order. A late answer about it does not cancel it.
    pub(super) ordered: Option<PaymentData>,
    /// Another cart or buyer that the page set while an order was under way. It is applied when the outcome is known.
    pub(super) next_config: Option<Config>,
    /// The page set another cart or buyer while a cancellation was under way, or reloaded during a pause. Then the offer is
    /// read again.
    pub(super) outdated: bool,
    /// The element has left the page. No attempt can begin, and no review is shown.
    pub(super) left: bool,
    /// The customer's security code that the shopper typed or the page gave.
    pub(super) code: Option<Secret>,
}

/// A payment to be cancelled.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct PendingCancellation {
    /// The request.
    pub cancellation: CancellationRequest,
    /// The number of failed tries.
    pub tries: u8,
    /// A lost request may have cancelled the payment, or an update may have renamed it.
    pub(super) doubtful: bool,
    /// The provider declined the shopper's card or account. The payment waits for another one; this is its amount.
    pub(super) declined: Option<Money>,
    /// The request under way, or the timer before the next one.
    pub request: Option<RequestId>,
}

impl From<Idle> for Active {
    fn from(Idle { session, offering }: Idle) -> Self {
        Self {
            session,
            phase: Phase::Offering(offering),
            cancellations: Vec::new(),
            failed_starts: Vec::new(),
            paused: None,
            open: None,
            ordered: None,
            next_config: None,
            outdated: false,
            left: false,
            code: None,
        }
    }
}

impl Active {
    /// Becomes idle again when nothing is under way, nothing remains to be done and nothing is recorded.
    pub(super) fn into_state(mut self: Box<Self>, record: &Record) -> State {
        if !record.is_empty() || !self.has_nothing_left() {
            return State::Active(self);
        }
        match std::mem::replace(&mut self.phase, Phase::Offering(Offering::Unavailable)) {
            Phase::Offering(offering) => State::Idle(Idle { session: self.session, offering }),
            phase => {
                self.phase = phase;
                State::Active(self)
            }
        }
    }

    fn has_nothing_left(&self) -> bool {
        let Self { session: _, phase: _, cancellations, failed_starts, paused, open, .. } = self;
        let Self { ordered, next_config, outdated, left, code, .. } = self;
        cancellations.is_empty()
            && failed_starts.is_empty()
            && (paused.is_none() && open.is_none() && ordered.is_none() && next_config.is_none() && code.is_none())
            && !(*outdated || *left)
    }

    /// What is offered, when the buttons are shown; `None` in every other phase.
    pub fn offering(&self) -> Option<&Offering> {
        let Phase::Offering(offering) = &self.phase else { return None };
        Some(offering)
    }

    /// Whether this checkout has the cart: an attempt is under way, or it is ordered. No other element may start one.
    pub(super) fn is_engaged(&self) -> bool {
        self.offering().is_none()
    }

    /// The last offer, when it is known.
    pub fn offer(&self) -> Option<&Offer> {
        match &self.phase {
            Phase::Offering(offering) => offering.offer(),
            Phase::Unknown(unknown) => unknown.review.as_ref().map(|review| &review.started.attempt.offer),
            phase => phase.attempt().map(|attempt| &attempt.offer),
        }
    }

    /// The offer whose buttons can be clicked now.
    pub(super) fn clickable(&self) -> Option<&Offer> {
        let offering = self.offering()?;
        let held_back = matches!(offering, Offering::Failed { .. }) && self.is_held_back();
        offering.clickable().filter(|_| !held_back)
    }

    /// The payment that can be cancelled: it exists, and no order was sent with it.
    pub(super) fn cancellable(&self) -> Option<StartedPayment> {
        let sent = matches!(self.phase, Phase::Placing { .. } | Phase::Refusing { .. });
        self.phase.started().filter(|_| !sent).cloned()
    }

    /// The payment under way, also when its order was sent.
    pub(super) fn payment_in_use(&self) -> Option<PaymentData> {
        let payment = match &self.phase {
            Phase::Unknown(unknown) => Some(&unknown.payment),
            phase => phase.started().map(|started| &started.payment),
        };
        payment.map(|payment| payment.data.clone())
    }

    /// The payment of an earlier page that this page resumes.
    pub(super) fn resumed(&self) -> Option<&Resume> {
        let (Phase::Resuming { resume, .. } | Phase::ResumeFailed { resume, .. }) = &self.phase else { return None };
        Some(resume)
    }

    /// The addresses that this cart needs.
    pub fn need(&self) -> Need {
        self.session.need(self.offer())
    }

    /// The fields that the order still needs.
    pub fn missing(&self) -> Vec<Path> {
        self.session.missing(self.offer(), &self.countries())
    }

    /// The fields that the n-th shipment's own address still needs, if it has one.
    pub fn missing_in(&self, shipment: usize) -> Vec<Path> {
        self.session.missing_in(self.offer(), shipment, &self.countries())
    }

    /// All fields that the order still needs, with the shipment whose own address has them, in the order in which they are
    /// shown.
    pub fn all_missing(&self) -> Vec<(Option<usize>, Path)> {
        let mut all: Vec<(Option<usize>, Path)> = self.missing().into_iter().map(|path| (None, path)).collect();
        for shipment in 0..self.offer().map_or(0, |offer| offer.shipments.len()) {
            all.extend(self.missing_in(shipment).into_iter().map(|path| (Some(shipment), path)));
        }
        all
    }

    /// Whether every address is complete.
    pub(super) fn is_complete(&self) -> bool {
        self.all_missing().is_empty()
    }

    /// The address state with the n-th shipment's own shipping address, if it has one. A single shipment has none.
    pub fn parcel(&self, shipment: usize) -> Option<&AddressState> {
        self.session.parcel(self.offer(), shipment)
    }

    /// The countries that the shop ships to; empty when unknown.
    pub(super) fn countries(&self) -> Vec<&str> {
        let countries = self.phase.review().map_or(&[][..], |review| &review.facts.countries);
        countries.iter().map(|country| &*country.code).collect()
    }

    /// Whether an order was sent and its outcome is still unknown.
    pub(super) fn is_ordering(&self) -> bool {
        let verifies = matches!(&self.phase, Phase::Unknown(unknown) if unknown.verifying.is_some());
        verifies || matches!(self.phase, Phase::Placing { .. } | Phase::Refusing { .. })
    }

    /// Whether an order was sent and not refused.
    pub(super) fn may_have_order(&self) -> bool {
        matches!(self.phase, Phase::Placing { .. } | Phase::Refusing { .. } | Phase::Placed { .. } | Phase::Unknown(_))
    }

    /// Whether these settings bring the token of the customer whose order an earlier page sent. The record was read before
    /// the page set the token, so the customer's orders could not be read until now.
    pub(super) fn awaits_token_of(&self, config: &Config) -> bool {
        let customers = matches!(&self.phase, Phase::Unknown(unknown) if unknown.orders_before.is_some());
        let own = &self.session.config;
        customers && own.guest && !config.guest && own.cart_id == config.cart_id
    }

    /// The message for the shopper, besides the state itself.
    pub(super) fn notice(&self) -> Option<Notice> {
        match &self.phase {
            Phase::Offering(offering) => offering.notice(),
            Phase::Resuming { notice, .. } => notice.filter(|notice| *notice == Notice::Elsewhere),
            Phase::Review(review) => review.notice,
            Phase::ResumeFailed { .. }
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
            | Phase::Cancelling { .. } => None,
        }
    }

    /// Whether the shopper can try again now, after this failure.
    pub(super) fn can_retry(&self, failure: &Failure) -> bool {
        failure.retryable && !self.is_held_back()
    }
}
