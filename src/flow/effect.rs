//! Effects: what to do, as data. One interpreter runs them in their order.

use super::announce::{Announcement, IdleAnnouncement};
use super::order::{Buyer, Draft};
use super::payment::{CancellationRequest, MethodName, PaymentData};
use super::record::Record;
use super::state::RequestId;
use crate::address::AddressState;
use crate::money::Money;

/// Something to do.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Effect {
    /// Store the record for the next page, before any other effect.
    Remember(Record),
    /// `POST /checkout-data`.
    FetchOffer(RequestId, Draft),
    /// Lock the cart for this tab, so that no other tab starts an attempt with it.
    ClaimCart(RequestId),
    /// `POST /payments`: starts a payment, or updates a known one.
    StartPayment {
        /// The number of the request.
        request: RequestId,
        /// How it is paid.
        method: MethodName,
        /// The amount.
        amount: Money,
        /// The buyer.
        buyer: Buyer,
        /// The payment to update.
        known: Option<PaymentData>,
    },
    /// Hand the payment to its provider: resolve its promise, or redirect the window or the page.
    HandOver(PaymentData),
    /// End the approval: close the provider's window, reject its promise.
    EndApproval,
    /// `POST /payment-customers`.
    FetchCustomer(RequestId, MethodName, PaymentData),
    /// Ask the page whether it allows this pre-fill (`ec-prefill`).
    AskPrefill(AddressState),
    /// Fill the page's form.
    FillForm(AddressState),
    /// Undo the pre-fill in the page's form.
    UndoForm,
    /// Ask the page for its consent (`ec-confirm`).
    AskConfirm(Money),
    /// `POST /checkout`. Sent once, never repeated.
    PlaceOrder(RequestId, Draft, PaymentData),
    /// `GET /orders`, the newest first.
    FetchOrders(RequestId),
    /// `GET /orders/{reference}`: the payment methods of that order.
    FetchOrder(RequestId, String),
    /// Ask the page for the customer's security code (`mfaCode`).
    AskCode(RequestId),
    /// `POST /multi-factor-auth-trigger`: the shop sends the customer a security code.
    SendCode(RequestId),
    /// `GET` the cart with its lines. The total is not read from it.
    FetchLines,
    /// `GET /stores`
    FetchCountries,
    /// `POST /payment-cancellations`. `true` when the page is being left and the request must outlive it.
    CancelPayment(RequestId, CancellationRequest, bool),
    /// Start a timer in milliseconds. At its end comes [`super::Event::Waited`].
    Wait(RequestId, u32),
    /// Tell the page.
    Announce(Announcement),
    /// Redirect the page to the order's `redirectUrl`; `true` when the address is external.
    Leave(String, bool),
    /// Focus the first missing field.
    FocusMissing,
}

/// An effect of the idle machine.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum IdleEffect {
    /// `POST /checkout-data`.
    FetchOffer(RequestId, Box<Draft>),
    /// Tell the page.
    Announce(IdleAnnouncement),
}

impl From<IdleEffect> for Effect {
    fn from(effect: IdleEffect) -> Self {
        match effect {
            IdleEffect::FetchOffer(request, draft) => Self::FetchOffer(request, *draft),
            IdleEffect::Announce(announcement) => Self::Announce(announcement.into()),
        }
    }
}

/// After how many milliseconds a step continues without the answer to its request. The request itself continues when its
/// answer still counts.
pub mod deadline {
    /// `POST /checkout-data`
    pub const OFFER: u32 = 8_000;
    /// `POST /payments`
    pub const PAYMENT: u32 = 15_000;
    /// `POST /payment-customers`
    pub const CUSTOMER: u32 = 10_000;
    /// `POST /checkout`
    pub const ORDER: u32 = 45_000;
    /// `GET /orders`
    pub const ORDERS: u32 = 8_000;
    /// `GET /stores`, and the cart's lines
    pub const FACTS: u32 = 8_000;
    /// The page's access token, before each request that needs it. It is shorter than the deadlines of a payment and of an order,
    /// so that neither is sent after its step has ended.
    pub const TOKEN: u32 = 10_000;
    /// `POST /multi-factor-auth-trigger`, and the page's security code
    pub const CODE: u32 = 10_000;
    /// The page's consent to the order. Then the console has a warning, and the order still waits.
    pub const CONSENT: u32 = 10_000;
    /// `POST /payment-cancellations`
    pub const CANCELLATION: u32 = 10_000;
    /// A request whose late answer still counts is given up after this many times its deadline.
    pub const PATIENCE: u32 = 4;
}
