//! What the next page must know: written before the act, read after a reload, a crash, a redirect.
//!
//! Ids, never personal data. The payment's whole map is kept only while the flow is meant to outlive the page (the
//! shopper is at a redirecting provider, or the page goes on with a pre-filled checkout), because Glue then wants it
//! replayed whole; everywhere else its `transactionId` is enough to cancel or to ask.

use super::payment::{MethodName, Owed, Payment};
use super::state::{Phase, State};

/// What an earlier page left behind for this cart.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Record {
    /// The payment that was under way.
    pub live: Option<Live>,
    /// Payments still to be cancelled, and how often that was tried.
    pub owed: Vec<(Owed, u8)>,
}

/// A payment that was under way.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Live {
    /// `/payments` was sent; no answer had come.
    Starting,
    /// It exists and nobody waits for it: it is to be cancelled.
    Open(Owed),
    /// It is meant to outlive the page.
    Away(Resume),
    /// `/checkout` was sent, or is about to be.
    Placing {
        /// The payment, by its id.
        payment: Payment,
        /// How it is paid.
        method: MethodName,
        /// The attempt's name.
        correlation: String,
        /// The orders that the customer had before.
        orders_before: Option<Vec<String>>,
        /// The page was told that the outcome is unknown.
        told: bool,
    },
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
}

impl Resume {
    pub(super) fn owed(&self) -> Owed {
        Owed { method: self.method.clone(), data: self.payment.data.clone(), dialect: self.payment.dialect }
    }
}

impl Record {
    /// What the next page must know of this state.
    pub fn of(state: &State) -> Self {
        let owed = state.debts.iter().map(|debt| {
            let id_only = Owed { data: debt.owed.data.id_only(), ..debt.owed.clone() };
            (id_only, debt.tries)
        });
        Self { live: live(state), owed: owed.collect() }
    }

    /// Whether there is nothing to remember.
    pub fn is_empty(&self) -> bool {
        self.live.is_none() && self.owed.is_empty()
    }
}

fn live(state: &State) -> Option<Live> {
    use super::state::Presentation::SameTab;
    match &state.phase {
        Phase::Unavailable | Phase::Ready { .. } | Phase::Cancelling { .. } | Phase::Placed { .. } => None,
        Phase::Loading { resume, .. } | Phase::Failed { resume, .. } => {
            resume.as_ref().map(|resume| Live::Away(Resume::clone(resume)))
        }
        Phase::Starting { .. } => Some(Live::Starting),
        Phase::AwaitingApproval { held, presentation: SameTab, .. }
        | Phase::FetchingCustomer { held, presentation: SameTab, .. }
        | Phase::Prefilled { held } => Some(Live::Away(Resume {
            payment: held.payment.clone(),
            method: MethodName::from(&held.attempt.method),
            correlation: held.attempt.correlation.clone(),
        })),
        Phase::AwaitingApproval { held, .. }
        | Phase::FetchingCustomer { held, .. }
        | Phase::Prefilling { held, .. } => Some(open(held.owed())),
        Phase::Review(review)
        | Phase::Confirming(review)
        | Phase::Checking { review, .. }
        | Phase::Updating { review, .. } => Some(open(review.held.owed())),
        Phase::Placing { review, .. } => Some(Live::Placing {
            payment: by_id(&review.held.payment),
            method: MethodName::from(&review.held.attempt.method),
            correlation: review.held.attempt.correlation.clone(),
            orders_before: review.orders_before.clone(),
            told: false,
        }),
        Phase::Unknown(unknown) => Some(Live::Placing {
            payment: by_id(&unknown.payment),
            method: unknown.method.clone(),
            correlation: unknown.correlation.clone(),
            orders_before: unknown.orders_before.clone(),
            told: state.open.is_none(),
        }),
    }
}

fn open(owed: Owed) -> Live {
    Live::Open(Owed { data: owed.data.id_only(), ..owed })
}

fn by_id(payment: &Payment) -> Payment {
    Payment { data: payment.data.id_only(), ..payment.clone() }
}
