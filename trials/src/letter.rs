//! A request to Glue that somebody waits for: what is asked, how long, and what its answer means to the flow.

use express_checkout::flow::{Effect, Event, GlueError, MethodName, PaymentData, RequestId, deadline};
use express_checkout::glue::payment_customers::{self, CustomerEndpoint};
use express_checkout::glue::{Request, Response, checkout, checkout_data, orders, payment_cancellations, payments};
use express_checkout::money::Money;

/// How many times its deadline a request may go on whose late answer still matters.
pub const PATIENCE: u64 = 4;

/// What is asked.
#[derive(Clone, Debug)]
pub enum Ask {
    /// `/checkout-data`
    Offer(RequestId),
    /// `/payments`
    Payment(RequestId, MethodName, Money, Option<PaymentData>),
    /// `/payment-customers`
    Customer(RequestId, MethodName, PaymentData, CustomerEndpoint),
    /// `/checkout`, with the payment of that id.
    Order(RequestId, String),
    /// `/orders`
    Orders(RequestId),
    /// `/orders/{reference}`
    OneOrder(RequestId),
    /// `/payment-cancellations`; true when it outlives the page.
    Cancellation(RequestId, bool),
}

/// A request on its way, or answered.
#[derive(Clone, Debug)]
pub struct Letter {
    /// Numbers all letters.
    pub number: u32,
    /// Which page sent it.
    pub page: u32,
    /// What is asked.
    pub ask: Ask,
    /// The request itself.
    pub call: Request,
    /// It was sent once more: with a fresh token, or by the browser.
    pub again: bool,
}

impl Ask {
    /// What an effect asks Glue, if it does.
    pub fn of(effect: &Effect, endpoint: CustomerEndpoint) -> Option<(Self, Request)> {
        Some(match effect {
            Effect::FetchOffer(request, draft) => (Self::Offer(*request), checkout_data::call(draft)),
            Effect::StartPayment { request, method, amount, quote, known } => (
                Self::Payment(*request, method.clone(), *amount, known.clone()),
                payments::call(method, *amount, quote, known.as_ref()),
            ),
            Effect::FetchCustomer(request, method, data) => (
                Self::Customer(*request, method.clone(), data.clone(), endpoint),
                payment_customers::call(endpoint, method, data),
            ),
            Effect::PlaceOrder(request, draft, data) => {
                (Self::Order(*request, data.transaction_id().to_owned()), checkout::call(draft, data))
            }
            Effect::FetchOrders(request) => (Self::Orders(*request), orders::call()),
            Effect::FetchOrder(request, reference) => (Self::OneOrder(*request), orders::call_one(reference)),
            Effect::CancelPayment(request, cancellation, leaving) => {
                (Self::Cancellation(*request, *leaving), payment_cancellations::call(cancellation))
            }
            _ => return None,
        })
    }

    /// What the sandbox calls the step, in a plan of faults.
    pub fn step(&self) -> &'static str {
        match self {
            Self::Offer(_) => "checkout-data",
            Self::Payment(..) => "payments",
            Self::Customer(..) => "payment-customers",
            Self::Order(..) => "checkout",
            Self::Orders(_) | Self::OneOrder(_) => "orders",
            Self::Cancellation(..) => "payment-cancellations",
        }
    }

    /// When its step goes on without an answer.
    pub fn limit(&self) -> u64 {
        u64::from(match self {
            Self::Offer(_) => deadline::OFFER,
            Self::Payment(..) => deadline::PAYMENT,
            Self::Customer(..) => deadline::CUSTOMER,
            Self::Order(..) => deadline::ORDER,
            Self::Orders(_) | Self::OneOrder(_) => deadline::ORDERS,
            Self::Cancellation(..) => deadline::CANCELLATION,
        })
    }

    /// Whether the request goes on after its deadline, because its answer matters whenever it comes.
    pub fn is_patient(&self) -> bool {
        matches!(self, Self::Payment(..) | Self::Order(..))
    }

    /// Whether it may be sent once more with a fresh token.
    pub fn may_renew(&self) -> bool {
        !matches!(self, Self::Order(..))
    }

    /// Whether the shop's books may change.
    pub fn moves_money(&self) -> bool {
        matches!(self, Self::Payment(..) | Self::Order(..) | Self::Cancellation(..))
    }

    /// What the answer, or its absence, means.
    pub fn heard(&self, answer: Result<Response, GlueError>) -> Event {
        match self {
            Self::Offer(request) => {
                Event::OfferFetched(*request, answer.and_then(|answer| checkout_data::read(&answer)))
            }
            Self::Payment(request, method, amount, known) => Event::PaymentStarted {
                request: *request,
                method: method.clone(),
                amount: *amount,
                known: known.clone(),
                result: answer.and_then(|answer| payments::read(&answer)),
            },
            Self::Customer(request, ..) => {
                Event::CustomerFetched(*request, answer.and_then(|answer| payment_customers::read(&answer)))
            }
            Self::Order(request, _) => Event::OrderPlaced(*request, answer.and_then(|answer| checkout::read(&answer))),
            Self::Orders(request) => Event::OrdersFetched(*request, answer.and_then(|answer| orders::read(&answer))),
            Self::OneOrder(request) => {
                Event::OrderFetched(*request, answer.and_then(|answer| orders::read_payments(&answer)))
            }
            Self::Cancellation(request, _) => {
                let result = answer.and_then(|answer| payment_cancellations::read(&answer));
                Event::CancellationAnswered(*request, result)
            }
        }
    }
}
