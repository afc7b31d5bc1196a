//! The phases of the active machine. Each phase has only the data that it needs.

use super::event::Sheet;
use super::failure::{Failure, GlueError};
use super::idle::{OfferRequest, Offering};
use super::notice::Notice;
use super::offer::{Country, Line, Method, Offer};
use super::order::{EarlierOrders, Order, Receipt};
use super::payment::{CancellationRequest, MethodName, Payment};
use super::press::{Press, Seen};
use super::record::Resume;
use super::rows::Row;
use super::state::RequestId;
use crate::address::{Path, Payer};
use crate::money::Money;
use std::sync::Arc;

/// One attempt to pay: from the click to its `ec-complete`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Attempt {
    /// The correlation id of the attempt in events and errors. It has no meaning.
    pub correlation: String,
    /// How it is paid.
    pub method: Method,
    /// The last offer. The shopper sees its total.
    pub offer: Offer,
}

/// An attempt whose payment exists.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct StartedPayment {
    /// The attempt.
    pub attempt: Attempt,
    /// Its payment.
    pub payment: Payment,
}

impl StartedPayment {
    pub(super) fn cancellation(&self) -> CancellationRequest {
        CancellationRequest {
            method: MethodName::from(&self.attempt.method),
            data: self.payment.data.clone(),
            dialect: self.payment.dialect,
        }
    }
}

/// How the shopper gets to the provider.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Presentation {
    /// The provider draws its own button or sheet. The page stays.
    Provider,
    /// A window that we open in the click.
    Popup,
    /// The page itself is redirected and comes back.
    SameTab,
}

/// How certain it is that the shopper approved.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Assurance {
    /// The provider's callback reported it, perhaps with the data of its sheet.
    Approved(Option<Box<Sheet>>),
    /// The provider's window closed, or the page came back. Glue is asked, and its refusal means "not approved".
    Returned,
    /// The window cannot be watched, because its opener was removed. Glue is asked, and after a refusal the shopper is
    /// asked.
    Unsure,
    /// The shopper says that they approved. Glue is asked, and the shopper learns of its refusal.
    Said,
}

/// What the shopper is asked while it is not known whether they approved. They can also cancel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Question {
    /// Whether they approved.
    Approved,
    /// To approve, because Glue says that the payment is not approved yet. They said that they approved.
    NotYet,
    /// To try again, because Glue could not say anything about the payment.
    Unanswered {
        /// The shopper is back, so Glue's refusal will mean "not approved".
        returned: bool,
    },
}

/// The phase of the active machine.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Phase {
    /// The buttons are shown, and something of an earlier attempt remains to be done.
    Offering(Offering),
    /// A payment of an earlier page will be resumed. The offer is being read.
    Resuming {
        /// The request under way; `None` while the element has left the page.
        request: Option<OfferRequest>,
        /// The message for the shopper.
        notice: Option<Notice>,
        /// The payment.
        resume: Box<Resume>,
    },
    /// The offer for a payment of an earlier page could not be read. The shopper can try again.
    ResumeFailed {
        /// What failed.
        failure: Failure,
        /// The payment.
        resume: Box<Resume>,
    },
    /// The shopper clicked. The cart is being locked for this tab, and nothing was sent yet.
    Claiming {
        /// The attempt.
        attempt: Attempt,
        /// The claim under way.
        request: RequestId,
        /// How the shopper gets to the provider.
        presentation: Presentation,
    },
    /// `POST /payments` was sent.
    Starting {
        /// The attempt.
        attempt: Attempt,
        /// The request under way.
        request: RequestId,
        /// How the shopper gets to the provider.
        presentation: Presentation,
        /// The attempt was cancelled meanwhile. The payment is cancelled as soon as its id is known.
        cancel: Option<CancelReason>,
    },
    /// The shopper is at the provider.
    AwaitingApproval {
        /// The payment.
        started: StartedPayment,
        /// How the shopper got to the provider.
        presentation: Presentation,
        /// It is not known whether the shopper approved, so they are asked.
        asking: Option<Question>,
    },
    /// `POST /payment-customers` was sent.
    FetchingCustomer {
        /// The payment.
        started: StartedPayment,
        /// How the shopper got to the provider.
        presentation: Presentation,
        /// The request under way.
        request: RequestId,
        /// How certain the approval is.
        assurance: Assurance,
    },
    /// The page is asked whether it allows the pre-fill (`ec-prefill`).
    Prefilling {
        /// The payment.
        started: StartedPayment,
        /// The provider's data about the payer.
        payer: Payer,
    },
    /// `finish="prefill"`: the addresses are pre-filled, and the page continues. The payment waits for `placeOrder()`.
    Prefilled {
        /// The payment.
        started: StartedPayment,
    },
    /// The shopper checks addresses, shipping and total.
    Review(Review),
    /// The page is asked for its consent (`ec-confirm`).
    Confirming(Review),
    /// The cart is read once more before the order is placed.
    Checking {
        /// The review that the shopper agreed to.
        review: Review,
        /// The request under way.
        request: RequestId,
    },
    /// The payment is updated to the agreed total, by sending its data again.
    Updating {
        /// The review that the shopper agreed to.
        review: Review,
        /// The request under way.
        request: RequestId,
    },
    /// `POST /checkout` was sent. The payment must not be cancelled, and the order must not be sent again.
    Placing {
        /// The review that the shopper agreed to.
        review: Review,
        /// The request under way.
        request: RequestId,
    },
    /// `/checkout` refused the order with the shop's reasons. The customer's orders are read once to confirm that no order
    /// was saved, because a project may add reasons after the order was saved.
    Refusing {
        /// The review that the shopper agreed to.
        review: Review,
        /// The request for the orders.
        request: RequestId,
        /// The refusal.
        error: GlueError,
    },
    /// The order exists. Terminal until the page sets another cart or another buyer.
    Placed {
        /// The order.
        order: Order,
        /// The order was saved behind a refusal, so the cart may still exist. The next page must not order it again.
        cart_left: bool,
        /// The page set another cart or buyer meanwhile. The confirmation is shown until this timer ends.
        until: Option<RequestId>,
        /// What was ordered. `None` after a reload, and for another buyer.
        receipt: Option<Arc<Receipt>>,
        /// An earlier page placed it.
        earlier: bool,
        /// For an order of an earlier page: the request that reads whether the shop uses the cart's id again.
        reading: Option<OfferRequest>,
    },
    /// `/checkout` was sent, and its outcome is unknown.
    Unknown(Unknown),
    /// `POST /payment-cancellations` was sent. It is one of [`super::Active::cancellations`].
    Cancelling {
        /// The attempt.
        attempt: Attempt,
        /// The cancellation under way.
        request: RequestId,
        /// What follows.
        then: After,
    },
}

impl Phase {
    /// The public name of the state.
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::Offering(offering) => offering.name(),
            Self::Resuming { .. } => "loading",
            Self::ResumeFailed { .. } => "failed",
            Self::Claiming { .. } | Self::Starting { cancel: None, .. } => "starting",
            Self::AwaitingApproval { .. } => "awaiting-approval",
            Self::FetchingCustomer { .. } | Self::Prefilling { .. } => "fetching-customer",
            Self::Prefilled { .. } | Self::Review(_) => "review",
            Self::Confirming(_)
            | Self::Checking { .. }
            | Self::Updating { .. }
            | Self::Placing { .. }
            | Self::Refusing { .. } => "placing",
            Self::Placed { .. } => "placed",
            Self::Unknown(_) => "unknown",
            Self::Starting { cancel: Some(_), .. } | Self::Cancelling { .. } => "cancelling",
        }
    }

    /// The attempt under way.
    pub fn attempt(&self) -> Option<&Attempt> {
        match self {
            Self::Claiming { attempt, .. } | Self::Starting { attempt, .. } | Self::Cancelling { attempt, .. } => {
                Some(attempt)
            }
            phase => phase.started().map(|started| &started.attempt),
        }
    }

    /// The payment under way, with its attempt.
    pub fn started(&self) -> Option<&StartedPayment> {
        match self {
            Self::AwaitingApproval { started, .. }
            | Self::FetchingCustomer { started, .. }
            | Self::Prefilling { started, .. }
            | Self::Prefilled { started } => Some(started),
            phase => phase.review().map(|review| &review.started),
        }
    }

    /// The review, editable or already sent.
    pub fn review(&self) -> Option<&Review> {
        match self {
            Self::Review(review)
            | Self::Confirming(review)
            | Self::Checking { review, .. }
            | Self::Updating { review, .. }
            | Self::Placing { review, .. }
            | Self::Refusing { review, .. } => Some(review),
            Self::Offering(_)
            | Self::Resuming { .. }
            | Self::ResumeFailed { .. }
            | Self::Claiming { .. }
            | Self::Starting { .. }
            | Self::AwaitingApproval { .. }
            | Self::FetchingCustomer { .. }
            | Self::Prefilling { .. }
            | Self::Prefilled { .. }
            | Self::Placed { .. }
            | Self::Unknown(_)
            | Self::Cancelling { .. } => None,
        }
    }

    /// The review before its order is sent.
    pub(super) fn unsent_review(&mut self) -> Option<&mut Review> {
        if let Self::Review(review)
        | Self::Confirming(review)
        | Self::Checking { review, .. }
        | Self::Updating { review, .. } = self
        {
            return Some(review);
        }
        None
    }
}

/// The review: what is ordered, and what the shopper changed.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Review {
    /// The payment. Its attempt has the offer whose total is shown.
    pub started: StartedPayment,
    /// The shipment method chosen for each shipment of the offer.
    pub chosen: Vec<Option<i64>>,
    /// The request for the price under way. The total may change.
    pub pricing: Option<RequestId>,
    /// The timer of an edit. At its end the price is requested.
    pub resting: Option<RequestId>,
    /// Missing fields are marked, because the shopper tried to order.
    pub marks_missing: bool,
    /// The rows that are open, in the order in which they were opened.
    pub open: Vec<Row>,
    /// The fields that the shopper has left, with the shipment whose own address has them. They are marked when they are
    /// missing.
    pub(super) left: Vec<(Option<usize>, Path)>,
    /// The shipment whose method the shopper changed, while its new price is being requested.
    pub(super) repricing: Option<usize>,
    /// The order is placed without a review, if the price agrees with the payment.
    pub(super) auto_order: bool,
    /// The total and the methods that the shopper was shown last, when no price was being requested.
    pub(super) seen: Seen,
    /// The shopper ordered while the price was being requested.
    pub press: Option<Press>,
    /// The answer to an update of the payment was lost, so its amount at the provider is unknown.
    pub(super) amount_unsure: bool,
    /// The payment's app refused the update to the agreed total.
    pub(super) update_refused: bool,
    /// The customer's earlier orders; `None` for guests, and until they were read.
    pub(super) orders_before: Option<EarlierOrders>,
    /// The request for those orders.
    pub orders_request: Option<RequestId>,
    /// Data for display.
    pub facts: Arc<Facts>,
    /// The message for the shopper.
    pub notice: Option<Notice>,
    /// The shop's own reasons why it refused the order.
    pub reasons: Vec<String>,
    /// The total changed after the shopper ordered. A payment that cannot be updated is approved again with the new total.
    pub(super) reapprove: bool,
    /// The price of this review was not requested yet.
    pub(super) unpriced: bool,
    /// The shop wants the customer's security code before it accepts the order.
    pub code: Option<CodePrompt>,
    /// The page was asked for the code (`mfaCode`). It is asked only once, because its code may be wrong.
    pub(super) code_requested: bool,
}

/// The security code of a customer with a multi-factor log-in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct CodePrompt {
    /// The question to the page (`mfaCode`) that is under way.
    pub asking: Option<RequestId>,
    /// What the shopper has ordered when the page was asked.
    pub(super) agreed: Option<Seen>,
    /// The request to send the code that is under way.
    pub sending: Option<RequestId>,
    /// Whether the shop sent the code; `None` before the shopper asked for it.
    pub sent: Option<bool>,
    /// The last code was wrong or expired.
    pub wrong: bool,
}

impl Review {
    /// Whether the total may still change: its price is being requested, or will be when the shopper stops typing.
    pub fn is_settling(&self) -> bool {
        self.pricing.is_some() || self.resting.is_some()
    }
}

/// Data that the review shows besides the offer. They are requested once, and left out when the request fails.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Facts {
    /// The cart's lines, sorted by their ids.
    pub lines: Vec<Line>,
    /// The countries that the shop ships to.
    pub countries: Vec<Country>,
}

/// An order of unknown outcome.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Unknown {
    /// The payment. It must not be cancelled.
    pub payment: Payment,
    /// How it is paid.
    pub method: MethodName,
    /// The attempt's correlation id.
    pub correlation: String,
    /// The order reference in Glue's answer.
    pub reference: Option<String>,
    /// The review to show when nothing was ordered; `None` after a reload.
    pub review: Option<Box<Review>>,
    /// The customer's earlier orders; `None` for guests.
    pub orders_before: Option<EarlierOrders>,
    /// A new order that may be this one. Its payment method is being read.
    pub candidate: Option<String>,
    /// The request for the order, whose answer may still come. `None` after a reload.
    pub request: Option<RequestId>,
    /// The shop's refusal. The orders could not be read to confirm it.
    pub refusal: Option<Box<GlueError>>,
    /// The request under way, or the timer before it.
    pub verifying: Option<RequestId>,
    /// The number of requests.
    pub tries: u8,
}

/// What follows a cancellation.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum After {
    /// The buttons: the attempt was cancelled in the state of that name.
    Cancelled(CancelReason, &'static str),
    /// The buttons with a new total; this was the approved one. The payment cannot be updated.
    Restart { was: Money, step: &'static str },
    /// The attempt failed.
    Failed(Failure),
}

/// Who cancelled, and why. The names are part of `ec-cancel`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CancelReason {
    /// The shopper, here.
    Shopper,
    /// The shopper, at the provider.
    Provider,
    /// The shopper came back, and Glue says that the payment is not approved.
    NotApproved,
    /// The page called `cancel()`.
    Page,
    /// The page went away.
    PageLeft,
    /// The page set another cart or buyer.
    ConfigChanged,
    /// The total changed. The payment cannot be updated and must be approved again.
    TotalChanged,
    /// The payment's method is no longer offered, its record is too old, or nothing was ordered with it.
    Stale,
    /// Another tab of this browser has the cart.
    Elsewhere,
}

impl CancelReason {
    /// Its name in `ec-cancel`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Shopper => "shopper",
            Self::Provider => "provider",
            Self::NotApproved => "not-approved",
            Self::Page => "page",
            Self::PageLeft => "page-left",
            Self::ConfigChanged => "config-changed",
            Self::TotalChanged => "total-changed",
            Self::Stale => "stale",
            Self::Elsewhere => "elsewhere",
        }
    }
}
