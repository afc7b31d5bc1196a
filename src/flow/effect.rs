//! What to do. Effects are data; one interpreter runs them, in their order.

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
    /// Write down what the next page must know, before anything else is done.
    Remember(Record),
    /// `POST /checkout-data`.
    FetchOffer(RequestId, Draft),
    /// Claim the cart for this tab: no other tab may start an attempt with it.
    ClaimCart(RequestId),
    /// `POST /payments`; with known data, that payment is updated.
    StartPayment {
        /// Numbers the answer.
        request: RequestId,
        /// How it is paid.
        method: MethodName,
        /// What is to pay.
        amount: Money,
        /// In whose name.
        quote: Buyer,
        /// The payment to update.
        known: Option<PaymentData>,
    },
    /// Hand the payment to its provider: settle its promise, send the window or the page there.
    HandOver(PaymentData),
    /// Close the provider's window, reject its promise: the approval is over.
    EndApproval,
    /// `POST /payment-customers`.
    FetchCustomer(RequestId, MethodName, PaymentData),
    /// Ask the page whether it agrees to this pre-fill (`ec-prefill`).
    AskPrefill(AddressState),
    /// Fill the page's form.
    FillForm(AddressState),
    /// Put back what the pre-fill changed in the page's form.
    UndoForm,
    /// Ask the page for its consent (`ec-confirm`).
    AskConfirm(Money),
    /// `POST /checkout`. Sent once, never repeated.
    PlaceOrder(RequestId, Draft, PaymentData),
    /// `GET /orders`, the newest first.
    FetchOrders(RequestId),
    /// `GET /orders/{reference}`: what that order is paid with.
    FetchOrder(RequestId, String),
    /// Ask the page for the customer's security code (`mfaCode`).
    AskCode(RequestId),
    /// `POST /multi-factor-auth-trigger`: the shop sends the customer a security code.
    SendCode(RequestId),
    /// `GET` of the cart with its lines. Says nothing about money.
    FetchLines,
    /// `GET /stores`
    FetchCountries,
    /// `POST /payment-cancellations`; `true` when the page goes away and the request must outlive it.
    CancelPayment(RequestId, CancellationRequest, bool),
    /// Come back with [`super::Event::Waited`] after so many milliseconds.
    Wait(RequestId, u32),
    /// Tell the page.
    Announce(Announcement),
    /// Go where the order leads: the address, and whether it is external.
    Leave(String, bool),
    /// Show the shopper the first field that is missing.
    FocusMissing,
}

/// Something to do while nothing is under way.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum IdleEffect {
    /// `POST /checkout-data`.
    FetchOffer(RequestId, Draft),
    /// Tell the page.
    Announce(IdleAnnouncement),
}

impl From<IdleEffect> for Effect {
    fn from(effect: IdleEffect) -> Self {
        match effect {
            IdleEffect::FetchOffer(request, draft) => Self::FetchOffer(request, draft),
            IdleEffect::Announce(announcement) => Self::Announce(announcement.into()),
        }
    }
}

/// How long each request may take before its step goes on without it, in milliseconds. The request itself goes on where
/// its answer would still matter.
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
    /// The page's access token, before each request that it belongs to
    pub const TOKEN: u32 = 10_000;
    /// `POST /multi-factor-auth-trigger`, and what it may send
    pub const CODE: u32 = 10_000;
    /// `POST /payment-cancellations`
    pub const CANCELLATION: u32 = 10_000;
    /// How many times its deadline a request may go on whose late answer still matters.
    pub const PATIENCE: u32 = 4;
}
