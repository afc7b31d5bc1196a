//! Where a checkout stands. Each phase carries only what it knows.

use super::event::Sheet;
use super::failure::{Failure, GlueError};
use super::offer::{Country, Line, Method, Offer};
use super::order::Order;
use super::payment::{CancellationRequest, MethodName, Payment};
use super::record::Resume;
use super::state::RequestId;
use crate::address::Payer;
use crate::money::Money;
use std::sync::Arc;

/// What every step after the click knows.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Attempt {
    /// Names the attempt in events and errors; means nothing.
    pub correlation: String,
    /// How it is paid.
    pub method: Method,
    /// What the shop offered last; its total is what the shopper sees.
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
    /// The provider draws and opens by itself; the page stays.
    Provider,
    /// A window that we opened in the click.
    Popup,
    /// The page itself goes there and comes back.
    SameTab,
}

/// How sure we are that the shopper approved.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Assurance {
    /// The provider's own callback said so, perhaps with what its sheet collected.
    Approved(Option<Box<Sheet>>),
    /// The provider's window closed or the page came back: Glue is asked, and its no means no.
    Returned,
    /// The window cannot be watched (its opener was severed): Glue is asked, and after a no the shopper is.
    Unsure,
}

/// Where the checkout stands.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Phase {
    /// Asking what the shop offers. With an offer at hand: asking its price with the default shipment.
    Loading {
        /// The reading under way.
        reading: Option<Reading>,
        /// Said when ready.
        notice: Option<Notice>,
        /// A payment of an earlier page to go on with.
        resume: Option<Box<Resume>>,
    },
    /// Nothing to show: no express method for this cart here.
    Unavailable,
    /// The buttons are there.
    Ready {
        /// What is offered.
        offer: Offer,
        /// What the shopper should know.
        notice: Option<Notice>,
        /// The offer is being read again.
        reading: Option<Reading>,
    },
    /// The shopper clicked; the cart is being claimed for this tab. Nothing was sent yet.
    Claiming {
        /// The attempt.
        attempt: Attempt,
        /// The claim under way.
        request: RequestId,
        /// How the shopper gets to the provider.
        presentation: Presentation,
    },
    /// `POST /payments` is on its way.
    Starting {
        /// The attempt.
        attempt: Attempt,
        /// The request under way.
        request: RequestId,
        /// How the shopper gets to the provider.
        presentation: Presentation,
        /// The attempt was cancelled while it started: the payment is cancelled as soon as it has a name.
        cancel: Option<CancelReason>,
    },
    /// The shopper is at the provider.
    AwaitingApproval {
        /// The payment.
        started: StartedPayment,
        /// How they got there.
        presentation: Presentation,
        /// We cannot see whether they approved, so we ask.
        asking: bool,
    },
    /// `POST /payment-customers` is on its way.
    FetchingCustomer {
        /// The payment.
        started: StartedPayment,
        /// How they got to the provider.
        presentation: Presentation,
        /// The request under way.
        request: RequestId,
        /// How sure the approval is.
        assurance: Assurance,
    },
    /// The page is asked whether it agrees to the pre-fill.
    Prefilling {
        /// The payment.
        started: StartedPayment,
        /// What the provider told.
        payer: Payer,
    },
    /// `finish="prefill"`: the address state is filled, the page goes on. The payment waits for `placeOrder()`.
    Prefilled {
        /// The payment.
        started: StartedPayment,
    },
    /// The shopper checks addresses, shipping and total.
    Review(Review),
    /// The page is asked for its consent (`ec-confirm`).
    Confirming(Review),
    /// The cart is read once more before anything is placed.
    Checking {
        /// What was agreed to.
        review: Review,
        /// The request under way.
        request: RequestId,
    },
    /// The payment is updated to the agreed total by replaying its data.
    Updating {
        /// What was agreed to.
        review: Review,
        /// The request under way.
        request: RequestId,
    },
    /// `POST /checkout` is on its way. Nothing may be cancelled or placed again.
    Placing {
        /// What was agreed to.
        review: Review,
        /// The request under way.
        request: RequestId,
    },
    /// `/checkout` refused the order with reasons of the shop. A customer's orders are read once before that is believed,
    /// because a project may add texts after the order was saved.
    Refusing {
        /// What was agreed to.
        review: Review,
        /// The reading of the orders.
        request: RequestId,
        /// The refusal.
        error: GlueError,
    },
    /// The order exists. Terminal until the page sets another cart or another buyer.
    Placed {
        /// The order.
        order: Order,
        /// The cart may still be there (the order was saved behind a refusal), so the next page must know not to order
        /// it again.
        cart_left: bool,
        /// The page set another cart or buyer meanwhile: the thanks are shown until this wait is over.
        until: Option<RequestId>,
    },
    /// `/checkout` was sent and nobody can say yet what came of it.
    Unknown(Unknown),
    /// `POST /payment-cancellations` is on its way; its debt is in [`super::State::cancellations`].
    Cancelling {
        /// The attempt.
        attempt: Attempt,
        /// The cancellation under way.
        request: RequestId,
        /// Where to go afterwards.
        then: After,
    },
    /// Something failed. There is always a way on.
    Failed {
        /// What failed.
        failure: Failure,
        /// What may be tried again, if anything is known to be on offer.
        offer: Option<Offer>,
        /// A payment of an earlier page that can be taken up by trying again.
        resume: Option<Box<Resume>>,
    },
}

/// An offer being read: plain first, then priced with the default shipment methods.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Reading {
    /// The request under way.
    pub request: RequestId,
    /// What was offered before shipment methods were chosen.
    pub unpriced: Option<Box<Offer>>,
}

/// What the review knows.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Review {
    /// The payment, and in its attempt the offer whose total is shown.
    pub started: StartedPayment,
    /// The shipment method chosen for each shipment of the offer.
    pub chosen: Vec<Option<i64>>,
    /// A quote under way; the total may change.
    pub pricing: Option<RequestId>,
    /// An edit that asks for a new quote once the typing rests.
    pub resting: Option<RequestId>,
    /// The shopper tried to order, so what is missing is now marked.
    pub asked: bool,
    /// The shopper chose a shipment method of this shipment, and its new total is not known yet.
    pub(super) chose: Option<usize>,
    /// The order may be placed without asking, if the quote agrees with the payment.
    pub(super) unasked: bool,
    /// The page asked to order while the total was still being calculated, and this total was shown: it is done if that
    /// comes out the same.
    pub(super) wanted: Option<Money>,
    /// An update of the payment got lost: its amount at the provider is not known.
    pub(super) amount_unsure: bool,
    /// The payment's app refused to change it to the agreed total.
    pub(super) update_refused: bool,
    /// The orders that the customer had before, the newest first; `None` for guests or while unknown.
    pub(super) orders_before: Option<Vec<String>>,
    /// The reading of those orders.
    pub orders_request: Option<RequestId>,
    /// What Glue says besides.
    pub facts: Arc<Facts>,
    /// What the shopper should know.
    pub notice: Option<Notice>,
    /// The shop's own sentences that belong to the notice: why it refused the order.
    pub reasons: Vec<String>,
    /// The shopper asked to order and the total came out as another one. Where the payment cannot be updated, the new
    /// total is to be approved as soon as it is known.
    pub(super) reapprove: bool,
    /// No total was calculated for this review yet.
    pub(super) unpriced: bool,
    /// The shop wants a security code of the customer before it takes the order.
    pub code: Option<CodePrompt>,
    /// The page was asked for the code (`mfaCode`). Once: what it gave may be wrong, and is not tried again and again.
    pub(super) page_asked: bool,
}

/// The question for the security code of a customer with a multi-factor log-in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct CodePrompt {
    /// The page is asked for the code first (`mfaCode`).
    pub asking: Option<RequestId>,
    /// The shop is asked to send the code.
    pub sending: Option<RequestId>,
    /// How sending went; `None` before the shopper asked for it.
    pub sent: Option<bool>,
    /// The code that was sent along was wrong or too old.
    pub wrong: bool,
}

impl Review {
    /// The total may still change: a new one is on its way, or will be asked for when the typing rests.
    pub fn is_settling(&self) -> bool {
        self.pricing.is_some() || self.resting.is_some()
    }
}

/// What the review tells the shopper besides the offer. It is asked for once; without an answer it is just not told.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Facts {
    /// The cart's lines, sorted by their ids, where it is sent in several shipments.
    pub lines: Vec<Line>,
    /// The countries that the shop ships to.
    pub countries: Vec<Country>,
}

/// An order of which nobody can say yet whether it exists.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Unknown {
    /// The payment; it must not be cancelled.
    pub payment: Payment,
    /// How it is paid.
    pub method: MethodName,
    /// The attempt's name.
    pub correlation: String,
    /// An order reference that Glue's answer named.
    pub reference: Option<String>,
    /// What to return to when it is certain that nothing was ordered; unknown after a reload.
    pub review: Option<Box<Review>>,
    /// The orders that the customer had before, the newest first; `None` for guests.
    pub orders_before: Option<Vec<String>>,
    /// A new order that may be this one: its payment is being looked at.
    pub candidate: Option<String>,
    /// The shop refused the order with these reasons; its orders could not be read to confirm that.
    pub refusal: Option<Box<GlueError>>,
    /// The question to Glue, or the wait before it, that is under way.
    pub verifying: Option<RequestId>,
    /// How often Glue was asked.
    pub tries: u8,
}

/// Where a cancellation leads.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum After {
    /// Back to the buttons: the attempt was cancelled, in the state of that name.
    Cancelled(CancelReason, &'static str),
    /// Back to the buttons with the new total, instead of the one that was approved: this Glue cannot update a payment.
    Restart(Money),
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
    /// Glue says that the payment is not approved after the shopper came back.
    NotApproved,
    /// The page called `cancel()`.
    Page,
    /// The page went away.
    PageLeft,
    /// The page changed the cart or the identity.
    ConfigChanged,
    /// The total changed, and this Glue cannot update a payment: it must be approved again.
    TotalChanged,
    /// The payment's method is not offered any more, or it is certain now that nothing was ordered with it.
    Stale,
    /// Another tab of this browser has the cart in hand.
    Elsewhere,
}

impl CancelReason {
    /// The word for it in `ec-cancel`.
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

/// What the shopper should know besides the state itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Notice {
    /// The payment was cancelled; nothing is charged.
    Cancelled,
    /// An earlier start was interrupted; that payment is not approved and expires.
    Interrupted,
    /// Another tab of this browser has the cart in hand.
    Elsewhere,
    /// The total changed and must be approved again at the provider.
    ApproveAgain {
        /// The total that was approved.
        was: Money,
        /// The total now.
        now: Money,
    },
    /// The cart was changed meanwhile.
    CartChanged,
    /// The total changed meanwhile.
    TotalChanged,
    /// The total could not be calculated; trying to order tries again.
    PriceUnknown,
    /// The provider's address could not be fetched; it must be typed.
    CustomerUnavailable,
    /// Something is missing.
    Missing,
    /// No shipment method is possible there.
    NoShipment,
    /// The page did not agree.
    NotConfirmed,
    /// The shop refused the order; nothing was ordered. The review has the shop's reasons, where it gave any.
    OrderRefused,
    /// Glue refused the order because the access token is invalid or missing; nothing was ordered.
    LogInAgain,
    /// The shop takes no such order: the review has its reasons (a threshold).
    Blocked,
    /// The shop wants the customer's security code.
    CodeNeeded,
    /// The payment could not be updated to the new total; nothing was ordered.
    UpdateFailed,
    /// It is certain now that nothing was ordered.
    NotOrdered,
}
