//! Tests of the exchanges: the policy of each effect, and what follows from answers.

use super::*;
use crate::flow::{CancellationRequest, Refusal};
use crate::glue::samples::{answer, payment_data, paypal, sample};
use crate::settings::default_guest_buyer;

fn config() -> Config {
    Config {
        cart_id: "cart".to_owned(),
        guest: true,
        buyer: None,
        methods: Vec::new(),
        finish: crate::flow::Finish::Review,
        shipment_method: None,
        guest_buyer: default_guest_buyer(),
    }
}

fn exchange(effect: &Effect, profile: GlueProfile) -> Exchange {
    Exchange::of(effect, &Context { config: &config(), store: Some("DE"), profile }).expect("a request")
}

fn data() -> PaymentData {
    payment_data(sample!("payment-cancellations.legacy.request"), "preOrderPaymentData")
}

const ID: RequestId = RequestId(7);

/// Every effect that sends a request.
fn effects() -> Vec<Effect> {
    let draft = Draft { method: Some(paypal()), ..Draft::default() };
    let amount = crate::money::Money { minor: 1, currency: crate::money::Currency::parse("EUR").expect("a currency") };
    let cancellation = CancellationRequest { method: paypal(), data: data(), dialect: Dialect::Legacy };
    let buyer = default_guest_buyer();
    vec![
        Effect::FetchOffer(ID, Draft::default()),
        Effect::FetchOffer(ID, draft.clone()),
        Effect::StartPayment { request: ID, method: paypal(), amount, buyer, known: None },
        Effect::FetchCustomer(ID, paypal(), data()),
        Effect::PlaceOrder(ID, draft, data()),
        Effect::FetchOrders(ID),
        Effect::FetchOrder(ID, "DE--1".to_owned()),
        Effect::SendCode(ID),
        Effect::CancelPayment(ID, cancellation, false),
        Effect::FetchLines,
        Effect::FetchCountries,
    ]
}

#[test]
fn only_reads_are_repeated_or_shared_and_an_order_is_sent_once() {
    for effect in effects() {
        let policy = exchange(&effect, GlueProfile::default()).policy;
        let pays = matches!(effect, Effect::StartPayment { .. } | Effect::PlaceOrder(..));
        let writes = pays || matches!(effect, Effect::SendCode(_) | Effect::CancelPayment(..));
        assert!(!(writes && (policy.repeat || policy.shared)), "{effect:?}");
        assert_eq!(policy.late_answer_counts, pays, "{effect:?}");
        assert_eq!(policy.refresh, !matches!(effect, Effect::PlaceOrder(..)), "{effect:?}");
        assert_eq!(policy.keepalive, matches!(effect, Effect::CancelPayment(..)), "{effect:?}");
        assert_eq!(policy.limit() / policy.deadline, if pays { deadline::PATIENCE } else { 1 }, "{effect:?}");
    }
}

#[test]
fn every_answer_and_every_failure_becomes_an_event() {
    for effect in effects() {
        for result in [Err(GlueError::Network), Err(GlueError::Timeout), Ok(answer(404, "")), Ok(answer(200, "{}"))] {
            let mut profile = GlueProfile::default();
            let mut next = exchange(&effect, profile).answered(result.clone(), &mut profile);
            for _ in 0..2 {
                if let Next::Send(another) = next {
                    next = another.answered(result.clone(), &mut profile);
                }
            }
            assert!(matches!(next, Next::Event(_)), "{effect:?} {result:?}");
        }
    }
}

#[test]
fn a_read_is_sent_three_times_when_the_network_or_a_gateway_fails() {
    let read = RequestPolicy::repeated(1);
    for passing in [Err(GlueError::Network), Ok(answer(502, "")), Ok(answer(504, ""))] {
        assert_eq!([1, 2, 3].map(|sent| read.pause(sent, &passing)), [Some(400), Some(800), None]);
        assert_eq!(RequestPolicy::new(1).pause(1, &passing), None, "a write");
    }
    let asks_to_wait = Response { status: 503, retry_after: Some(9), ..Response::default() };
    for lasting in [Err(GlueError::Timeout), Ok(answer(500, "")), Ok(answer(200, "")), Ok(asks_to_wait)] {
        assert_eq!(read.pause(1, &lasting), None, "{lasting:?}");
    }
}

#[test]
fn after_a_404_for_the_plural_customer_endpoint_the_singular_one_is_used_and_remembered() {
    let ask = Effect::FetchCustomer(ID, paypal(), data());
    let mut profile = GlueProfile::default();
    let first = exchange(&ask, profile);
    assert_eq!(first.request.path, "payment-customers");
    let Next::Send(second) = first.answered(Ok(answer(404, "<html>")), &mut profile) else { panic!("one request") };
    assert_eq!(second.request.path, "payment-customer");
    let customer = Ok(answer(201, sample!("payment-customers.legacy.response")));
    let Next::Event(Event::CustomerFetched(ID, Ok(_))) = second.answered(customer.clone(), &mut profile) else {
        panic!("no customer")
    };
    assert_eq!(profile.customer_endpoint, Some(CustomerEndpoint::Singular));
    assert_eq!(exchange(&ask, profile).request.path, "payment-customer");

    let mut profile = GlueProfile::default();
    assert!(matches!(first.answered(customer, &mut profile), Next::Event(Event::CustomerFetched(_, Ok(_)))));
    assert_eq!(profile.customer_endpoint, Some(CustomerEndpoint::Plural));
    let not_found = exchange(&ask, profile).answered(Ok(answer(404, "")), &mut profile);
    assert!(matches!(not_found, Next::Event(Event::CustomerFetched(_, Err(_)))), "the name is known");

    let mut profile = GlueProfile::default();
    let lost = first.answered(Err(GlueError::Network), &mut profile);
    assert!(matches!(lost, Next::Event(Event::CustomerFetched(_, Err(GlueError::Network)))));
    assert_eq!(profile.customer_endpoint, None, "without an answer, nothing is remembered");
    let Next::Send(second) = first.answered(Ok(answer(404, "")), &mut profile) else { panic!("one request") };
    second.answered(Err(GlueError::Network), &mut profile);
    assert_eq!(profile.customer_endpoint, None, "not remembered before the singular one has answered");
    let neither = second.answered(Ok(answer(404, "")), &mut profile);
    let Next::Event(Event::CustomerFetched(_, Err(GlueError::Refused(Refusal { status: 404, .. })))) = neither else {
        panic!("{neither:?}")
    };
    assert_eq!(profile.customer_endpoint, None, "the shop has neither of the two");
}

#[test]
fn a_code_of_the_customers_type_is_requested() {
    let mut profile = GlueProfile::default();
    let first = exchange(&Effect::SendCode(ID), profile);
    let types = r#"{"data":[{"attributes":{"type":"sms"}}]}"#;
    let Next::Send(second) = first.answered(Ok(answer(200, types)), &mut profile) else { panic!("one request") };
    assert!(second.request.body.as_ref().is_some_and(|body| body.to_string().contains("sms")), "{second:?}");
    let sent = second.answered(Ok(answer(204, "")), &mut profile);
    assert!(matches!(sent, Next::Event(Event::CodeSent(ID, Ok(())))));
    let lost = first.answered(Err(GlueError::Timeout), &mut profile);
    assert!(matches!(lost, Next::Event(Event::CodeSent(ID, Err(GlueError::Timeout)))));
}

#[test]
fn the_dialect_is_learnt_from_the_answer_to_payments() {
    let payment = effects().remove(2);
    let mut profile = GlueProfile::default();
    let exchange = exchange(&payment, profile);
    exchange.answered(Ok(answer(201, sample!("payments.paypal.platform.response"))), &mut profile);
    assert_eq!(profile.dialect, Some(Dialect::Platform));
    exchange.answered(Err(GlueError::Timeout), &mut profile);
    assert_eq!(profile.dialect, Some(Dialect::Platform), "a lost answer changes nothing");
}
