//! An exchange is the request that an effect sends to Glue, the policy for sending it, and the event for its answer. Pure.
//!
//! The product (`effects`) and the trials both use these exchanges, so the tested code is the shipped code.

use super::payment_customers::{self, CustomerEndpoint};
use super::{
    Request, Response, carts, checkout, checkout_data, multi_factor_auth, orders, payment_cancellations, payments,
    stores,
};
use crate::flow::{Config, Dialect, Draft, Effect, Event, GlueError, MethodName, PaymentData, RequestId, deadline};
use std::fmt;
use std::sync::Arc;

/// How a request is sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RequestPolicy {
    /// After this time the checkout continues without an answer, in milliseconds.
    pub deadline: u32,
    /// The request itself continues after the deadline, because a late answer about a payment or an order still counts.
    pub late_answer_counts: bool,
    /// The request outlives the page. It is sent at once; if the token is a function, with its last token.
    pub keepalive: bool,
    /// After a 401 the page's token function is called and the request is sent once more. Never for `/checkout`.
    pub refresh: bool,
    /// Elements that send the same request at the same time share one. For reads only.
    pub shared: bool,
    /// The request is sent again if the network or a gateway failed. For reads only.
    pub repeat: bool,
}

/// The longest pauses before the second and the third try of a read, in milliseconds.
const PAUSES: [u32; 2] = [400, 800];

impl RequestPolicy {
    /// A request that is sent once, and a second time only with a new token.
    pub const fn new(deadline: u32) -> Self {
        Self { deadline, late_answer_counts: false, keepalive: false, refresh: true, shared: false, repeat: false }
    }

    /// A read that is sent again if the network or a gateway failed.
    pub const fn repeated(deadline: u32) -> Self {
        Self { repeat: true, ..Self::new(deadline) }
    }

    /// The time after which the request itself is given up, in milliseconds.
    pub fn limit(&self) -> u32 {
        if self.late_answer_counts { self.deadline * deadline::PATIENCE } else { self.deadline }
    }

    /// The longest pause before the request is sent again, in milliseconds. `None` if it is not sent again. `sent` is
    /// the number of times that it was sent.
    pub fn pause(&self, sent: usize, answer: &Result<Response, GlueError>) -> Option<u32> {
        let temporary = match answer {
            Ok(answer) => matches!(answer.status, 502..=504) && answer.retry_after.is_none(),
            // Not `==`, which would link the comparison of all errors.
            Err(error) => matches!(error, GlueError::Network),
        };
        PAUSES.get(sent.checked_sub(1)?).copied().filter(|_| self.repeat && temporary)
    }
}

/// What is known about this shop's Glue. Answers add to it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct GlueProfile {
    /// The name of the customer endpoint, from the page's settings or from an answer.
    pub customer_endpoint: Option<CustomerEndpoint>,
    /// The dialect of the last answer to `/payments`.
    pub dialect: Option<Dialect>,
}

/// The data that a request needs besides its effect.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The cart and the buyer.
    pub config: &'a Config,
    /// The store that the page names.
    pub store: Option<&'a str>,
    /// What is known about this shop's Glue.
    pub profile: GlueProfile,
}

/// A request to Glue, with the reading of its answer.
#[derive(Clone)]
pub struct Exchange {
    /// The step of the checkout, for telemetry.
    pub step: &'static str,
    /// The request.
    pub request: Request,
    /// How it is sent.
    pub policy: RequestPolicy,
    read: Arc<Read>,
}

type Read = dyn Fn(Result<Response, GlueError>, &mut GlueProfile) -> Next + Send + Sync;

/// What follows an answer.
#[derive(Debug)]
pub enum Next {
    /// The answer becomes this event.
    Event(Event),
    /// The effect needs another request.
    Send(Exchange),
}

impl Exchange {
    /// The first offer for a cart, before a click. All elements with the cart share one request.
    ///
    /// It is separate from [`Exchange::of`], so that the first module, which every page loads, does not contain the
    /// other readers.
    pub fn first_offer(request: RequestId, draft: &Draft) -> Self {
        let policy = RequestPolicy { shared: true, ..RequestPolicy::repeated(deadline::OFFER) };
        Self::learning("methods", checkout_data::first_request(draft), policy, move |answer, _| {
            let offer = answer.and_then(|answer| checkout_data::read_first(&answer));
            Next::Event(Event::OfferFetched(request, offer))
        })
    }

    /// The request of an effect; `None` for an effect that sends none.
    pub fn of(effect: &Effect, context: &Context) -> Option<Self> {
        Some(match effect {
            Effect::FetchOffer(request, draft) if draft.method.is_none() => Self::first_offer(*request, draft),
            Effect::FetchOffer(request, draft) => Self::offer(*request, draft),
            Effect::StartPayment { request, method, amount, buyer, known } => {
                let call = payments::request(method, *amount, buyer, known.as_ref());
                let policy = RequestPolicy { late_answer_counts: true, ..RequestPolicy::new(deadline::PAYMENT) };
                let (request, method, amount, known) = (*request, method.clone(), *amount, known.clone());
                Self::learning("payment", call, policy, move |answer, profile| {
                    let result = answer.and_then(|answer| payments::read(&answer));
                    profile.dialect = result.as_ref().map_or(profile.dialect, |(_, dialect)| Some(*dialect));
                    let (method, known) = (method.clone(), known.clone());
                    Next::Event(Event::PaymentStarted { request, method, amount, known, result })
                })
            }
            Effect::FetchCustomer(request, method, data) => {
                let known = context.profile.customer_endpoint;
                let customer = |endpoint, other| Self::customer(*request, method, data, endpoint, other);
                let other = known.is_none().then(|| customer(CustomerEndpoint::Singular, None));
                customer(known.unwrap_or_default(), other)
            }
            Effect::PlaceOrder(request, draft, data) => {
                // Sent only once, also after a 401.
                let policy =
                    RequestPolicy { late_answer_counts: true, refresh: false, ..RequestPolicy::new(deadline::ORDER) };
                let request = *request;
                Self::new("order", checkout::request(draft, data), policy, move |answer| {
                    Event::OrderPlaced(request, answer.and_then(|answer| checkout::read(&answer)))
                })
            }
            Effect::FetchOrders(request) => {
                let request = *request;
                Self::new("order", orders::request(), RequestPolicy::repeated(deadline::ORDERS), move |answer| {
                    Event::OrdersFetched(request, answer.and_then(|answer| orders::read(&answer)))
                })
            }
            Effect::FetchOrder(request, reference) => {
                let (request, call) = (*request, orders::request_one(reference));
                Self::new("order", call, RequestPolicy::repeated(deadline::ORDERS), move |answer| {
                    Event::OrderFetched(request, answer.and_then(|answer| orders::read_payments(&answer)))
                })
            }
            Effect::SendCode(request) => Self::code(*request),
            Effect::CancelPayment(request, cancellation, _) => {
                // The page may go away at any moment.
                let policy = RequestPolicy { keepalive: true, ..RequestPolicy::new(deadline::CANCELLATION) };
                let (request, call) = (*request, payment_cancellations::request(cancellation));
                Self::new("cancellation", call, policy, move |answer| {
                    let result = answer.and_then(|answer| payment_cancellations::read(&answer));
                    Event::CancellationAnswered(request, result)
                })
            }
            Effect::FetchLines => {
                let call = carts::request(&context.config.cart_id, context.config.guest);
                Self::new("review", call, RequestPolicy::new(deadline::FACTS), |answer| {
                    Event::LinesFetched(answer.and_then(|answer| carts::read(&answer)))
                })
            }
            Effect::FetchCountries => {
                let store = context.store.map(str::to_owned);
                Self::new("review", stores::request(), RequestPolicy::new(deadline::FACTS), move |answer| {
                    Event::CountriesFetched(answer.and_then(|answer| stores::read(&answer, store.as_deref())))
                })
            }
            Effect::Remember(_)
            | Effect::ClaimCart(_)
            | Effect::HandOver(_)
            | Effect::EndApproval
            | Effect::AskPrefill(_)
            | Effect::FillForm(_)
            | Effect::UndoForm
            | Effect::AskConfirm(_)
            | Effect::AskCode(_)
            | Effect::Wait(..)
            | Effect::Announce(_)
            | Effect::Leave(..)
            | Effect::FocusMissing => return None,
        })
    }

    /// What follows from the answer or from its absence.
    pub fn answered(&self, answer: Result<Response, GlueError>, profile: &mut GlueProfile) -> Next {
        (self.read)(answer, profile)
    }

    /// An exchange whose answer is one event.
    fn new(
        step: &'static str,
        request: Request,
        policy: RequestPolicy,
        read: impl Fn(Result<Response, GlueError>) -> Event + Send + Sync + 'static,
    ) -> Self {
        Self::learning(step, request, policy, move |answer, _| Next::Event(read(answer)))
    }

    /// An exchange whose answer updates the profile of this shop's Glue, or needs another request.
    fn learning(
        step: &'static str,
        request: Request,
        policy: RequestPolicy,
        read: impl Fn(Result<Response, GlueError>, &mut GlueProfile) -> Next + Send + Sync + 'static,
    ) -> Self {
        Self { step, request, policy, read: Arc::new(read) }
    }

    /// The offer during an attempt. It is not shared, because the answer to an earlier request may be older than the cart.
    fn offer(request: RequestId, draft: &Draft) -> Self {
        let policy = RequestPolicy::repeated(deadline::OFFER);
        Self::new("methods", checkout_data::request(draft), policy, move |answer| {
            Event::OfferFetched(request, answer.and_then(|answer| checkout_data::read(&answer)))
        })
    }

    /// The payer's data. If the name of the endpoint is unknown, both names are tried. That is safe because the request only
    /// reads.
    fn customer(
        request: RequestId,
        method: &MethodName,
        data: &PaymentData,
        endpoint: CustomerEndpoint,
        other: Option<Self>,
    ) -> Self {
        let call = payment_customers::request(endpoint, method, data);
        Self::learning("customer", call, RequestPolicy::new(deadline::CUSTOMER), move |answer, profile| {
            let result = answer.and_then(|answer| payment_customers::read(&answer));
            if result.is_ok() {
                profile.customer_endpoint = Some(endpoint);
            }
            match &other {
                Some(other)
                    if profile.customer_endpoint.is_none()
                        && result.as_ref().is_err_and(payment_customers::is_wrong_endpoint) =>
                {
                    Next::Send(other.clone())
                }
                Some(_) | None => Next::Event(Event::CustomerFetched(request, result)),
            }
        })
    }

    /// Reads the customer's types of security code, and then requests a code of one of these types.
    fn code(request: RequestId) -> Self {
        let policy = RequestPolicy::new(deadline::CODE);
        Self::learning("order", multi_factor_auth::request_types(), policy, move |answer, _| match answer {
            Ok(types) => {
                let call = multi_factor_auth::request_trigger(&multi_factor_auth::read_type(&types));
                Next::Send(Self::new("order", call, policy, move |answer| {
                    Event::CodeSent(request, answer.and_then(|answer| multi_factor_auth::read_trigger(&answer)))
                }))
            }
            Err(error) => Next::Event(Event::CodeSent(request, Err(error))),
        })
    }
}

impl fmt::Debug for Exchange {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        out.debug_struct("Exchange")
            .field("request", &self.request)
            .field("policy", &self.policy)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
