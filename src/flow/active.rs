//! The active machine's state: what is known from the click, or from the record of an earlier page, to the end.

use super::failure::Failure;
use super::idle::{Idle, Offering};
use super::offer::Offer;
use super::order::Secret;
use super::payment::{CancellationRequest, PaymentData};
use super::phase::{Notice, Phase, StartedPayment};
use super::record::{Record, Resume};
use super::state::{Config, RequestId, Session, State};
use crate::address::{AddressState, Need, Path};
use crate::money::Money;

/// A checkout of which something is under way or remains to be done.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Active {
    /// What both machines know.
    pub session: Session,
    /// Where the checkout stands.
    pub phase: Phase,
    /// Payments still to be cancelled.
    pub cancellations: Vec<PendingCancellation>,
    /// A failed start each, for as long as it counts: the wait until it is forgotten.
    pub failed_starts: Vec<RequestId>,
    /// Glue asked for patience: the wait until it is over.
    pub paused: Option<RequestId>,
    /// The attempt that began with a click and has not been told to be complete.
    pub(super) open: Option<String>,
    /// The payment that was ordered with last. Whatever is heard of it late, it is not cancelled.
    pub(super) ordered: Option<PaymentData>,
    /// Another cart or buyer that the page set while an order was on its way: taken over once its outcome is known.
    pub(super) next_config: Option<Config>,
    /// The page set another cart or buyer while a cancellation was under way: the offer is read again after it.
    pub(super) outdated: bool,
    /// The element has left the page. Nothing begins here, and no review is shown.
    pub(super) left: bool,
    /// The customer's security code, once the shopper typed it or the page gave it.
    pub(super) code: Option<Secret>,
}

/// A payment to be cancelled.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct PendingCancellation {
    /// Which.
    pub cancellation: CancellationRequest,
    /// How often it was tried in vain.
    pub tries: u8,
    /// A try may have cancelled it, or an update renamed it, although no answer said so.
    pub(super) doubtful: bool,
    /// The provider refused the shopper's instrument: until somebody gives it up, they may pay with it by another one. What
    /// it was started with.
    pub(super) declined: Option<Money>,
    /// The cancellation, or the wait before the next one, that is under way.
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
    /// Idle again, where nothing is under way, nothing remains to be done and nothing is recorded.
    pub(super) fn settle(self: Box<Self>, record: &Record) -> State {
        let done = record.is_empty() && self.has_nothing_left();
        match *self {
            Self { session, phase: Phase::Offering(offering), .. } if done => State::Idle(Idle { session, offering }),
            active => State::Active(Box::new(active)),
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

    /// What is offered, where nothing more than the buttons is shown.
    pub fn offering(&self) -> Option<&Offering> {
        let Phase::Offering(offering) = &self.phase else { return None };
        Some(offering)
    }

    /// Whether the cart is spoken for: an attempt is under way, or it is ordered. No other element may start one with it.
    pub(super) fn is_engaged(&self) -> bool {
        self.offering().is_none()
    }

    /// What the shop offered last, where it is known.
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
        let held_back = matches!(offering, Offering::Failed { .. }) && (self.is_tripped() || self.is_paused());
        offering.clickable().filter(|_| !held_back)
    }

    /// The payment that can still be cancelled: it exists, and no order was sent for it.
    pub(super) fn cancellable(&self) -> Option<StartedPayment> {
        let sent = matches!(self.phase, Phase::Placing { .. } | Phase::Refusing { .. });
        self.phase.started().filter(|_| !sent).cloned()
    }

    /// The payment that the checkout is about, whatever may still be done with it.
    pub(super) fn payment_in_use(&self) -> Option<PaymentData> {
        let payment = match &self.phase {
            Phase::Unknown(unknown) => Some(&unknown.payment),
            phase => phase.started().map(|started| &started.payment),
        };
        payment.map(|payment| payment.data.clone())
    }

    /// The payment of an earlier page that is being taken up.
    pub(super) fn resumed(&self) -> Option<&Resume> {
        let (Phase::Resuming { resume, .. } | Phase::ResumeFailed { resume, .. }) = &self.phase else { return None };
        Some(resume)
    }

    /// What this cart needs of the address state.
    pub fn need(&self) -> Need {
        self.session.need(self.offer())
    }

    /// What is still missing for the order.
    pub fn missing(&self) -> Vec<Path> {
        self.session.missing(self.offer(), &self.countries())
    }

    /// What is still missing in the address that the n-th shipment has of its own, if it has one.
    pub fn missing_in(&self, shipment: usize) -> Vec<Path> {
        self.session.missing_in(self.offer(), shipment, &self.countries())
    }

    /// Whether nothing is missing anywhere.
    pub(super) fn is_complete(&self) -> bool {
        let shipments = self.offer().map_or(0, |offer| offer.shipments.len());
        self.missing().is_empty() && (0..shipments).all(|shipment| self.missing_in(shipment).is_empty())
    }

    /// The address state whose shipping address is the n-th shipment's own, if it has one. A single shipment has none.
    pub fn parcel(&self, shipment: usize) -> Option<&AddressState> {
        self.session.parcel(self.offer(), shipment)
    }

    /// The countries that the shop ships to; none when it has not said.
    pub(super) fn countries(&self) -> Vec<&str> {
        let countries = self.phase.review().map_or(&[][..], |review| &review.facts.countries);
        countries.iter().map(|country| &*country.code).collect()
    }

    /// Whether an order was sent, and its outcome is not known yet.
    pub(super) fn is_ordering(&self) -> bool {
        let verifies = matches!(&self.phase, Phase::Unknown(unknown) if unknown.verifying.is_some());
        verifies || matches!(self.phase, Phase::Placing { .. } | Phase::Refusing { .. })
    }

    /// Whether these settings bring the token of the customer whose order an earlier page sent. The record was read before
    /// the token came, so until now the customer's orders could not be read.
    pub(super) fn awaits_token_of(&self, config: &Config) -> bool {
        let customers = matches!(&self.phase, Phase::Unknown(unknown) if unknown.orders_before.is_some());
        let own = &self.session.config;
        customers && own.guest && !config.guest && own.cart_id == config.cart_id
    }

    /// What the shopper should know besides the state itself.
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

    /// Whether it can be tried again after this failure, now.
    pub(super) fn can_retry(&self, failure: &Failure) -> bool {
        failure.retryable && !self.is_tripped() && !self.is_paused()
    }
}
