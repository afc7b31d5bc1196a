//! What the next page must know: written before the act, read after a reload, a crash, a redirect.
//!
//! The payment and its phase, never personal data. Legacy Glue wants the payment's map replayed whole, also to cancel it,
//! so there it is kept whole; a platform is told the `transactionId` alone, and no more is kept, but while the flow is
//! meant to outlive the page (the shopper is at a redirecting provider, or the page goes on with a pre-filled checkout).

use super::active::{Active, PendingCancellation};
use super::failure::{Cause, Failure, GlueError, Step};
use super::idle::Offering;
use super::payment::{CancellationRequest, Dialect, MethodName, Payment};
use super::phase::{Phase, Presentation, StartedPayment};
use super::state::State;

/// What an earlier page left behind for this cart.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Record {
    /// The payment that was under way.
    pub live: Option<Live>,
    /// Payments still to be cancelled, and how often that was tried.
    pub cancellation: Vec<(CancellationRequest, u8)>,
}

/// A payment that was under way.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Live {
    /// `/payments` was sent; no answer had come.
    Starting,
    /// It exists and nobody waits for it: it is to be cancelled.
    Open(CancellationRequest),
    /// It is meant to outlive the page.
    Away(Resume),
    /// `/checkout` was sent, or is about to be.
    Placing {
        /// The payment.
        payment: Payment,
        /// How it is paid.
        method: MethodName,
        /// The attempt's name.
        correlation: String,
        /// The orders that the customer had before, the newest first.
        orders_before: Option<Vec<String>>,
        /// The reference of the order, where Glue named it: then it exists, and only its payment is not known.
        reference: Option<String>,
        /// The page was told that the outcome is unknown.
        told: bool,
    },
    /// It is ordered, but its cart may still be there.
    Ordered(Option<String>),
}

impl Live {
    /// How much it matters that it is remembered.
    fn weight(&self) -> u8 {
        match self {
            Self::Placing { .. } => 5,
            Self::Ordered(_) => 4,
            Self::Away(_) => 3,
            Self::Open(_) => 2,
            Self::Starting => 1,
        }
    }
}

/// What is needed to go on with a payment.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Resume {
    /// The payment, whole.
    pub payment: Payment,
    /// How it is paid.
    pub method: MethodName,
    /// The attempt's name.
    pub correlation: String,
    /// The page was told that the attempt is complete (`prefilled`).
    pub told: bool,
    /// The shopper approves in a window, which may have outlived the page.
    pub window: bool,
    /// The record is too old to go on with: the payment is cancelled, and the end of its attempt told.
    pub stale: bool,
}

impl Resume {
    pub(super) fn cancellation(&self) -> CancellationRequest {
        CancellationRequest {
            method: self.method.clone(),
            data: self.payment.data.clone(),
            dialect: self.payment.dialect,
        }
    }
}

impl Record {
    /// What the next page must know of this state.
    pub fn of(state: &State) -> Self {
        state.active().map_or_else(Self::default, Active::record)
    }

    /// Whether this page sent the shopper away and waits for their return.
    pub fn is_away(&self) -> bool {
        matches!(self.live, Some(Live::Away(_)))
    }

    /// Whether there is an order, or there may be one.
    pub fn may_be_ordered(&self) -> bool {
        matches!(self.live, Some(Live::Placing { .. } | Live::Ordered(_)))
    }

    /// Adds what another checkout of the same cart has to remember. Of two payments under way the one counts that matters
    /// more: an order that may exist must never be forgotten.
    pub fn join(&mut self, other: Self) {
        let weight = |live: &Option<Live>| live.as_ref().map_or(0, Live::weight);
        if weight(&other.live) > weight(&self.live) {
            self.live = other.live;
        }
        for (cancellation, tries) in other.cancellation {
            let id = cancellation.data.transaction_id();
            if self.cancellation.iter().all(|(known, _)| known.data.transaction_id() != id) {
                self.cancellation.push((cancellation, tries));
            }
        }
    }

    /// Whether there is nothing to remember.
    pub fn is_empty(&self) -> bool {
        self.live.is_none() && self.cancellation.is_empty()
    }
}

impl Active {
    /// What the next page must know.
    pub(super) fn record(&self) -> Record {
        let pending = |pending: &PendingCancellation| (brief(pending.cancellation.clone()), pending.tries);
        Record { live: self.live(), cancellation: self.cancellations.iter().map(pending).collect() }
    }

    fn live(&self) -> Option<Live> {
        match &self.phase {
            // A page that goes away hears of the requests that it takes with it as of broken ones.
            Phase::Offering(Offering::Failed {
                failure: Failure { step: Step::Payment, cause: Cause::Glue(GlueError::Network), .. },
                ..
            }) => Some(Live::Starting),
            Phase::Offering(_)
            | Phase::Claiming { .. }
            | Phase::Cancelling { .. }
            | Phase::Placed { cart_left: false, .. } => None,
            Phase::Placed { order, .. } => Some(Live::Ordered(order.reference.clone())),
            Phase::Resuming { resume, .. } | Phase::ResumeFailed { resume, .. } => {
                Some(Live::Away(Resume::clone(resume)))
            }
            Phase::Starting { .. } => Some(Live::Starting),
            // A page that goes away properly cancels; one that is lost (a discarded tab, a crash) leaves the shopper at the
            // provider, where they may approve.
            Phase::AwaitingApproval { started, presentation, .. }
            | Phase::FetchingCustomer { started, presentation, .. } => {
                Some(Live::Away(self.away(started, *presentation != Presentation::SameTab)))
            }
            Phase::Prefilled { started } => Some(Live::Away(self.away(started, false))),
            Phase::Prefilling { started, .. } => Some(open(started.cancellation())),
            Phase::Review(review)
            | Phase::Confirming(review)
            | Phase::Checking { review, .. }
            | Phase::Updating { review, .. } => Some(open(review.started.cancellation())),
            Phase::Placing { review, .. } | Phase::Refusing { review, .. } => Some(Live::Placing {
                payment: brief_payment(&review.started.payment),
                method: MethodName::from(&review.started.attempt.method),
                correlation: review.started.attempt.correlation.clone(),
                orders_before: review.orders_before.clone(),
                reference: None,
                told: self.open.is_none(),
            }),
            Phase::Unknown(unknown) => Some(Live::Placing {
                payment: brief_payment(&unknown.payment),
                method: unknown.method.clone(),
                correlation: unknown.correlation.clone(),
                orders_before: unknown.orders_before.clone(),
                reference: unknown.reference.clone(),
                told: self.open.is_none(),
            }),
        }
    }

    fn away(&self, started: &StartedPayment, window: bool) -> Resume {
        Resume {
            payment: started.payment.clone(),
            method: MethodName::from(&started.attempt.method),
            correlation: started.attempt.correlation.clone(),
            told: self.open.is_none(),
            window,
            stale: false,
        }
    }
}

fn open(cancellation: CancellationRequest) -> Live {
    Live::Open(brief(cancellation))
}

/// What a cancellation will need, and no more.
fn brief(cancellation: CancellationRequest) -> CancellationRequest {
    match cancellation.dialect {
        Dialect::Legacy => cancellation,
        Dialect::Platform => CancellationRequest { data: cancellation.data.id_only(), ..cancellation },
    }
}

fn brief_payment(payment: &Payment) -> Payment {
    match payment.dialect {
        Dialect::Legacy => payment.clone(),
        Dialect::Platform => Payment { data: payment.data.id_only(), ..payment.clone() },
    }
}
