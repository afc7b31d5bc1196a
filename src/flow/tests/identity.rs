//! Tests of settings that change: a late token, another buyer, another cart.

use super::ordering::{customer_in_review, known, listed};
use super::shop::*;
use crate::address::{Field, Part, Path};
use crate::flow::*;

fn city() -> Path {
    Path { part: Part::Shipping, field: Field::City }
}

/// The page sets its token, so the buyer is a customer.
fn log_in(story: &mut Story) {
    story.happens(Event::Configured(Config { guest: false, ..story.state.config().clone() }));
}

/// The records that an earlier page may have left.
fn records() -> Vec<Record> {
    let mut placing = customer_in_review();
    placing.place();
    let mut review = Story::customer();
    review.in_review();
    let mut provider = Story::customer();
    provider.at_the_provider();
    let mut cancellation = Story::customer();
    cancellation.in_review();
    cancellation.happens(Event::PageHidden);
    let ordered = Record { live: Some(Live::Ordered(Some("DE--1".to_owned()))), ..Record::default() };
    vec![placing.record, review.record, provider.record, cancellation.record, ordered]
}

#[test]
fn a_token_that_is_set_before_the_record_is_read_keeps_the_record() {
    for record in records() {
        let mut story = Story::guest();
        story.record = record.clone();
        log_in(&mut story);
        assert_eq!(story.record, record, "the record was not resumed yet");
        assert_eq!(story.effects, [], "nothing is requested before that");
        story.happens(Event::Begun(record.clone()));
        assert_eq!(story.count("pay"), 0);
        match &record.live {
            Some(Live::Placing { .. }) => assert_eq!(story.state.name(), "unknown"),
            Some(Live::Ordered(_)) => assert_eq!(story.state.name(), "placed"),
            Some(Live::Away(_)) => assert_eq!(story.state.name(), "fetching-customer"),
            _ => assert_eq!((story.state.name(), story.count("cancel")), ("ready", 1)),
        }
    }
}

#[test]
fn a_record_is_resumed_in_every_phase() {
    for record in records() {
        let mut story = Story::customer();
        story.begin();
        story.happens(Event::Begun(record.clone()));
        let kept = match &record.live {
            Some(Live::Placing { .. }) => story.state.name() == "unknown",
            Some(Live::Ordered(_)) => story.state.name() == "placed",
            Some(Live::Away(_)) => story.state.name() == "fetching-customer",
            _ => story.count("cancel") == 1,
        };
        assert!(kept, "{record:?} -> {}", story.state.name());

        let mut story = Story::customer();
        story.at_the_provider();
        let data = payment_data("tx0");
        let other = CancellationRequest { method: MethodName::from(&method()), data, dialect: Dialect::Legacy };
        story.happens(Event::Begun(Record { live: Some(Live::Open(other)), ..Record::default() }));
        assert_eq!((story.state.name(), story.sent.last().unwrap().as_str()), ("awaiting-approval", "cancel tx0"));
    }
}

#[test]
fn a_token_that_is_set_after_the_record_was_read_finds_the_customers_order() {
    let mut placing = customer_in_review();
    placing.place();
    let mut story = Story::guest();
    story.happens(Event::Begun(placing.record.clone()));
    super::ordering::asked(&mut story, Err(refused(403, 2)));
    assert_eq!((story.state.name(), story.outcomes()), ("unknown", vec![]), "their token may still come");
    log_in(&mut story);
    super::ordering::asked(&mut story, listed(vec![known("DE--2", 2_490), known("DE--1", 2_490)]));
    assert_eq!((story.state.name(), story.outcomes()), ("placed", vec![Outcome::Ordered]));

    let mut guests = Story::guest();
    guests.placing();
    let mut story = Story::guest();
    story.happens(Event::Begun(guests.record.clone()));
    log_in(&mut story);
    assert_eq!((story.state.name(), story.count("cancel")), ("unknown", 0), "guests have no list of orders");
}

#[test]
fn a_log_in_while_a_payment_is_resumed_cancels_it_and_completes_the_attempt() {
    let mut left = Story::guest();
    left.at_the_provider();
    for event in [None, Some(Event::CancelAsked(CancelReason::Page))] {
        let mut story = Story::guest();
        story.step(Event::Begun(left.record.clone()));
        assert!(matches!(story.state.phase(), Some(Phase::Resuming { .. })));
        match event {
            None => log_in(&mut story),
            Some(event) => story.happens(event),
        }
        assert_eq!(story.sent, ["cancel tx1"]);
        assert_eq!((story.state.name(), story.outcomes()), ("ready", vec![Outcome::Cancelled]));
    }
}

#[test]
fn the_next_buyer_does_not_see_what_the_last_one_typed() {
    for (one, two) in [(Some(1), Some(2)), (None, None)] {
        let mut story = Story::guest();
        story.state.session_mut().config.buyer = one;
        story.in_review();
        story.happens(Event::Edited(city(), "Bonn".to_owned()));
        let guest = one.is_some();
        story.happens(Event::Configured(Config { guest, buyer: two, ..story.state.config().clone() }));
        assert_eq!(story.sent.last().map(String::as_str), Some("cancel tx1"));
        assert_eq!(story.state.addresses().get(city()), "");
    }
    let mut story = Story::guest();
    story.begin();
    let mut addresses = story.state.addresses().clone();
    addresses.edit(city(), "Bonn");
    story.happens(Event::AddressesSet(addresses));
    log_in(&mut story);
    assert_eq!(
        story.state.addresses().get(city()),
        "Bonn",
        "addresses from the page stay, because a page may set them before the token"
    );
}

#[test]
fn another_buyer_during_an_order_is_applied_once_its_outcome_is_known() {
    let order = || Order { reference: Some("DE--1".to_owned()), redirect: None };
    let mut story = Story::guest();
    let request = story.placing();
    log_in(&mut story);
    assert_eq!((story.state.name(), story.count("cancel")), ("placing", 0));
    story.happens(Event::OrderPlaced(request, Ok(order())));
    assert_eq!((story.state.name(), story.outcomes()), ("placed", vec![Outcome::Ordered]));
    assert!(matches!(story.state.phase(), Some(Phase::Placed { receipt: None, .. })), "another buyer may see the page");
    let mut reloaded = Story { state: story.state.clone(), ..Story::guest() };
    let wait = story.request();
    story.happens(Event::Waited(wait));
    assert_eq!((story.state.name(), story.state.config().guest), ("ready", false), "after the confirmation was shown");
    reloaded.happens(Event::Reload);
    assert_eq!((reloaded.state.name(), reloaded.state.config().guest), ("ready", false), "or at `reload()`");

    let mut story = Story::guest();
    let request = story.placing();
    log_in(&mut story);
    story.happens(Event::OrderPlaced(request, Err(refused(422, 1101))));
    assert_eq!(story.sent.last().map(String::as_str), Some("cancel tx1"), "the review belonged to the guest");
    let request = story.request();
    story.happens(Event::CancellationAnswered(request, Ok(())));
    assert_eq!((story.state.name(), story.state.config().guest), ("ready", false));
}

#[test]
fn another_buyer_during_a_cancellation_gets_a_new_offer() {
    let mut story = Story::guest();
    story.in_review();
    story.happens(Event::CancelAsked(CancelReason::Shopper));
    let request = story.request();
    log_in(&mut story);
    story.step(Event::CancellationAnswered(request, Ok(())));
    assert!(
        matches!(story.state.offering(), Some(Offering::Loading { request: Some(_), .. })),
        "requested again for the customer"
    );
}

#[test]
fn another_buyer_gets_a_new_offer_when_the_payment_of_the_one_before_does_not_start() {
    for error in [refused(422, 901), refused_without_code(503), GlueError::Network] {
        let mut story = Story::guest();
        story.begin();
        story.click();
        let request = story.request();
        log_in(&mut story);
        let (method, amount) = (MethodName::from(&method()), euro(2_490));
        story.step(Event::PaymentStarted { request, method, amount, known: None, result: Err(error) });
        if story.state.name() == "cancelling" {
            let request = story.request();
            story.step(Event::CancellationAnswered(request, Ok(())));
        }
        assert!(
            matches!(story.state.offering(), Some(Offering::Loading { request: Some(_), .. })),
            "requested again for the customer: {:?}",
            story.state.offering()
        );
    }
}

#[test]
fn another_customers_list_of_orders_proves_nothing() {
    let mut story = customer_in_review();
    let request = story.place();
    story.happens(Event::OrderPlaced(request, Err(GlueError::Timeout)));
    for orders in [vec![], vec![known("AT--7", 2_490)], vec![], vec![known("AT--7", 2_490)]] {
        super::ordering::asked(&mut story, listed(orders));
    }
    assert_eq!((story.state.name(), story.outcomes()), ("unknown", vec![Outcome::Unknown]));
    assert_eq!((story.count("order"), story.count("cancel")), (1, 0));
}
