//! Requests of the machine: to the shop, to the page and to the browser.

use express_checkout::flow::{Effect, LAST_QUESTION, RequestId};

use crate::bounds::Who;
use crate::samples;

/// A request under way, or a timer.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Request {
    /// Its number; questions to the page have none.
    pub id: Option<RequestId>,
    /// The request itself.
    pub ask: Ask,
    /// Its deadline has passed. Only an answer that still counts is delivered.
    pub given_up: bool,
}

/// What is requested. Payments and carts have the numbers that the shop gave them.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Ask {
    /// The record of an earlier page is being read.
    Begin,
    /// The cart is being locked.
    Claim,
    /// `/checkout-data` of a cart, with the chosen shipment method; `true` with an address.
    Offer(usize, Option<i64>, bool),
    /// `/payments` for a cart: the amount, and the payment to update.
    Pay(usize, i64, Option<usize>),
    /// `/payment-customers`
    Customer(usize),
    /// `/checkout`.
    Order(Sent),
    /// `/orders` of that customer.
    Orders(Who),
    /// `/orders/{reference}`, by the order's number.
    OrderOf(usize),
    /// `/payment-cancellations`
    Cancel(usize),
    /// The page's consent.
    Consent,
    /// The page's security code.
    Code,
    /// `/multi-factor-auth-trigger`
    SendCode,
    /// A timer; `true` for one after which no server still handles an earlier request.
    Wait(bool),
}

/// The contents of `/checkout`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Sent {
    /// The payment.
    pub payment: usize,
    /// The cart.
    pub cart: usize,
    /// The buyer.
    pub who: Who,
}

impl Ask {
    /// The request of an effect, if it has one. The buyer is that of the page's token; a payment is for the page's cart.
    pub fn of(effect: &Effect, who: Who, cart: usize) -> Option<Request> {
        let (id, ask) = match effect {
            Effect::FetchOffer(id, draft) => {
                let way = draft.shipments.first().and_then(|shipment| shipment.method);
                (*id, Self::Offer(samples::cart_number(&draft.cart_id), way, draft.shipping.is_some()))
            }
            Effect::StartPayment { request, amount, known, .. } => {
                (*request, Self::Pay(cart, amount.minor, known.as_ref().map(samples::number)))
            }
            Effect::FetchCustomer(id, _, data) => (*id, Self::Customer(samples::number(data))),
            Effect::PlaceOrder(id, draft, data) => {
                let (payment, cart) = (samples::number(data), samples::cart_number(&draft.cart_id));
                (*id, Self::Order(Sent { payment, cart, who }))
            }
            Effect::ClaimCart(id) => (*id, Self::Claim),
            Effect::FetchOrders(id) => (*id, Self::Orders(who)),
            Effect::FetchOrder(id, reference) => (*id, Self::OrderOf(samples::order_number(reference))),
            Effect::AskCode(id) => (*id, Self::Code),
            Effect::SendCode(id) => (*id, Self::SendCode),
            Effect::CancelPayment(id, cancellation, _) => (*id, Self::Cancel(samples::number(&cancellation.data))),
            Effect::Wait(id, pause) => (*id, Self::Wait(*pause == LAST_QUESTION)),
            Effect::AskConfirm(_) => return Some(Request { id: None, ask: Self::Consent, given_up: false }),
            _ => return None,
        };
        Some(Request { id: Some(id), ask, given_up: false })
    }

    /// Whether the shop changes something for it, so that it counts even without a receiver of the answer.
    pub fn acts(&self) -> bool {
        matches!(self, Self::Pay(_, _, Some(_)) | Self::Order(_) | Self::Cancel(_))
    }
}
