//! The record for the next page: written before each request, read after a reload, a crash or a redirect.
//!
//! It has the payment and its phase, and no personal data. Legacy Glue needs the payment's whole data, also to cancel it,
//! so they are recorded whole. API Platform needs the `transactionId` alone, so only that is recorded, except for a
//! payment that will be resumed (the shopper is at the provider, or the page continues with a pre-fill).

use super::active::{Active, PendingCancellation};
use super::failure::{Cause, Failure, GlueError, Step};
use super::idle::Offering;
use super::order::EarlierOrders;
use super::payment::{CancellationRequest, Dialect, MethodName, Payment};
use super::phase::{Phase, Presentation, StartedPayment};
use super::state::State;

/// What an earlier page left for this cart.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Record {
    /// The payment that was under way.
    pub live: Option<Live>,
    /// Payments still to be cancelled, with the number of failed tries.
    pub cancellation: Vec<(CancellationRequest, u8)>,
}

/// A payment that was under way.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Live {
    /// `/payments` was sent, and no answer had come.
    Starting,
    /// The payment exists and will not be resumed. It must be cancelled.
    Open(CancellationRequest),
    /// The payment can be resumed.
    Away(Resume),
    /// `/checkout` was sent, or is about to be.
    Placing {
        /// The payment.
        payment: Payment,
        /// How it is paid.
        method: MethodName,
        /// The attempt's correlation id.
        correlation: String,
        /// The customer's earlier orders; `None` for guests.
        orders_before: Option<EarlierOrders>,
        /// The order's reference, if Glue's answer had it. Then the order exists, and only its payment is not confirmed.
        reference: Option<String>,
        /// The page got its `ec-complete` (`unknown`).
        completed: bool,
    },
    /// The cart is ordered, but may still exist.
    Ordered(Option<String>),
    /// The cart is ordered, and the shop has removed it. The shopper finds the order after a reload.
    Complete(Option<String>),
}

impl Live {
    /// The weight with which records of the same cart are compared. An order that was sent comes first, because its outcome must be
    /// found out. A confirmation comes last, because its cart is gone.
    fn weight(&self) -> u8 {
        match self {
            Self::Placing { .. } => 6,
            Self::Ordered(_) => 5,
            Self::Away(_) => 4,
            Self::Open(_) => 3,
            Self::Starting => 2,
            Self::Complete(_) => 1,
        }
    }
}

/// What is needed to resume a payment.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Resume {
    /// The payment with its whole data.
    pub payment: Payment,
    /// How it is paid.
    pub method: MethodName,
    /// The attempt's correlation id.
    pub correlation: String,
    /// The page got its `ec-complete` (`prefilled`).
    pub completed: bool,
    /// The shopper approves in a window, which may still be open.
    pub window: bool,
    /// The record is too old to resume: the payment is cancelled, and the end of its attempt announced.
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
    /// The record of this state.
    pub fn of(state: &State) -> Self {
        state.active().map_or_else(Self::default, Active::record)
    }

    /// Whether the payment can be resumed.
    pub fn is_away(&self) -> bool {
        matches!(self.live, Some(Live::Away(_)))
    }

    /// Whether an order exists, or may exist.
    pub fn may_be_ordered(&self) -> bool {
        matches!(self.live, Some(Live::Placing { .. } | Live::Ordered(_) | Live::Complete(_)))
    }

    /// Adds the record of another checkout of the same cart. Of two payments under way, the more important one is kept: an
    /// order that may exist must never be lost.
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

    /// Adds the order that another tab has sent. A payment of this tab is cancelled, unless it is that order's.
    pub fn give_way_to(&mut self, order: Self) {
        let own = match self.live.take() {
            Some(Live::Open(cancellation)) => Some(cancellation),
            Some(Live::Away(resume)) => Some(resume.cancellation()),
            Some(Live::Starting | Live::Placing { .. } | Live::Ordered(_) | Live::Complete(_)) | None => None,
        };
        let is_ordered = |own: &CancellationRequest| match &order.live {
            Some(Live::Placing { payment, .. }) => payment.data.transaction_id() == own.data.transaction_id(),
            _ => false,
        };
        let given_up = own.filter(|own| !is_ordered(own));
        self.cancellation.retain(|(cancellation, _)| !is_ordered(cancellation));
        self.join(Self { live: order.live, cancellation: given_up.into_iter().map(|own| (own, 0)).collect() });
    }

    /// Whether nothing is recorded.
    pub fn is_empty(&self) -> bool {
        self.live.is_none() && self.cancellation.is_empty()
    }
}

impl Active {
    /// The record of this state.
    pub(super) fn record(&self) -> Record {
        let pending = |pending: &PendingCancellation| (brief(pending.cancellation.clone()), pending.tries);
        Record { live: self.live(), cancellation: self.cancellations.iter().map(pending).collect() }
    }

    fn live(&self) -> Option<Live> {
        match &self.phase {
            // While a page is being left, its requests fail as network errors.
            Phase::Offering(Offering::Failed {
                failure: Failure { step: Step::Payment, cause: Cause::Glue(GlueError::Network), .. },
                ..
            }) => Some(Live::Starting),
            Phase::Offering(_) | Phase::Claiming { .. } | Phase::Cancelling { .. } => None,
            Phase::Placed { order, cart_left: true, .. } => Some(Live::Ordered(order.reference.clone())),
            Phase::Placed { order, cart_left: false, .. } => Some(Live::Complete(order.reference.clone())),
            Phase::Resuming { resume, .. } | Phase::ResumeFailed { resume, .. } => {
                Some(Live::Away(Resume::clone(resume)))
            }
            Phase::Starting { .. } => Some(Live::Starting),
            // A page that is left cancels the payment. After a crash or in a discarded tab it does not, and the shopper may
            // still approve at the provider.
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
                completed: self.open.is_none(),
            }),
            Phase::Unknown(unknown) => Some(Live::Placing {
                payment: brief_payment(&unknown.payment),
                method: unknown.method.clone(),
                correlation: unknown.correlation.clone(),
                orders_before: unknown.orders_before.clone(),
                reference: unknown.reference.clone(),
                completed: self.open.is_none(),
            }),
        }
    }

    fn away(&self, started: &StartedPayment, window: bool) -> Resume {
        Resume {
            payment: started.payment.clone(),
            method: MethodName::from(&started.attempt.method),
            correlation: started.attempt.correlation.clone(),
            completed: self.open.is_none(),
            window,
            stale: false,
        }
    }
}

fn open(cancellation: CancellationRequest) -> Live {
    Live::Open(brief(cancellation))
}

/// Only what the cancellation needs.
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
