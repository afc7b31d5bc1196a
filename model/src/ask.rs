//! What is asked, of the shop or of the browser, and how long it is waited for.

use express_checkout::flow::{Effect, RequestId};

use crate::bounds::Who;
use crate::samples;

/// A request on its way, or something else that the machine waits for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Request {
    /// Its number; what the page and the browser are asked has none.
    pub id: Option<RequestId>,
    /// What is asked.
    pub ask: Ask,
    /// Its deadline has passed; only an answer that still matters is heard.
    pub given_up: bool,
}

/// What is asked. Payments go by the number that the shop gave them, carts by theirs.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Ask {
    /// What an earlier page left behind is being looked for.
    Begin,
    /// The cart is being taken in hand.
    Claim,
    /// `/checkout-data` of a cart, with the way to ship that was chosen; `true` where the address is known.
    Offer(usize, Option<i64>, bool),
    /// `/payments` for a cart: the amount, and the payment that is to be updated.
    Pay(usize, i64, Option<usize>),
    /// `/payment-customers`
    Customer(usize),
    /// `/checkout`, in whose name.
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
    /// That the shop sends a security code.
    SendCode,
    /// A while; `true` for one that outlasts every server.
    Wait(bool),
}

/// What `/checkout` is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Sent {
    /// The payment.
    pub payment: usize,
    /// The cart.
    pub cart: usize,
    /// Who orders.
    pub who: Who,
}

impl Ask {
    /// What an effect asks, if it asks at all; who asks goes by the page's token, and a payment is for the page's cart.
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
            Effect::Wait(id, pause) => (*id, Self::Wait(*pause >= HORIZON)),
            Effect::AskConfirm(_) => return Some(Request { id: None, ask: Self::Consent, given_up: false }),
            _ => return None,
        };
        Some(Request { id: Some(id), ask, given_up: false })
    }

    /// Whether the shop does something for it, so that it matters even if nobody hears the answer.
    pub fn acts(&self) -> bool {
        matches!(self, Self::Pay(_, _, Some(_)) | Self::Order(_) | Self::Cancel(_))
    }
}

/// The wait, in milliseconds, after which no server is still at work on an earlier request.
const HORIZON: u32 = 60_000;
