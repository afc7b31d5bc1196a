//! Tests of placing the order: at most one, also after a lost answer.

use super::shop::*;
use crate::address::{Field, Part, Path};
use crate::flow::*;
use crate::json::Json;

fn order() -> Order {
    Order { reference: Some("DE--1".to_owned()), redirect: None }
}

#[test]
fn a_guest_orders_what_was_shown() {
    let mut story = Story::guest();
    let request = story.placing();
    assert_eq!(story.sent, ["pay 2490 new", "order"], "the payment was started with the final amount");
    assert!(matches!(story.record.live, Some(Live::Placing { .. })), "written ahead");
    story.happens(Event::OrderPlaced(request, Ok(order())));
    assert_eq!((story.state.name(), story.outcomes()), ("placed", vec![Outcome::Ordered]));
    assert!(matches!(story.record.live, Some(Live::Complete(Some(_)))), "the shopper finds the order after a reload");
    assert!(
        !story.state.addresses().to_json().to_string().contains("Ada"),
        "the addresses were removed after the order"
    );
}

#[test]
fn another_shipment_method_updates_the_payment_before_the_order() {
    let mut story = Story::guest();
    story.in_review();
    story.happens(Event::ShipmentChosen(0, 2));
    story.happens(Event::PlaceAsked);
    story.happens(Event::ConfirmAnswered(true));
    assert_eq!(story.sent.last().map(String::as_str), Some("pay 2590 tx1"), "its data are sent again");
    let request = story.request();
    story.payment_answers(request, Ok("tx1b"));
    assert_eq!(story.sent.last().map(String::as_str), Some("order"));
    let Some(Phase::Placing { review, .. }) = story.state.phase() else { panic!("placing") };
    assert_eq!(review.started.payment.data.transaction_id(), "tx1b", "the latest data count");
}

#[test]
fn a_late_answer_about_an_ordered_payment_does_not_cancel_it() {
    let mut story = Story::guest();
    story.in_review();
    story.happens(Event::ShipmentChosen(0, 2));
    story.happens(Event::PlaceAsked);
    story.happens(Event::ConfirmAnswered(true));
    let slow = story.request();
    story.payment_answers(slow, Err(GlueError::Timeout));
    let again = story.place_after_an_update();
    story.payment_answers(again, Ok("tx1"));
    let request = story.request();
    story.happens(Event::OrderPlaced(request, Ok(order())));
    story.payment_answers(slow, Ok("tx1"));
    assert_eq!(
        (story.state.name(), story.count("cancel")),
        ("placed", 0),
        "the late update is about the ordered payment"
    );
    story.payment_answers(slow, Ok("tx2"));
    assert_eq!(story.sent.last().map(String::as_str), Some("cancel tx2"), "another payment is not needed");
}

/// In the review, while its price is being requested. Returns the request.
fn calculating(story: &mut Story) -> RequestId {
    story.at_the_provider();
    story.happens(Event::Approved(Json::Null, None));
    let request = story.request();
    story.happens(Event::CustomerFetched(request, Ok(ada())));
    story.step(Event::PrefillAnswered(true));
    assert_eq!(story.state.name(), "review");
    story.request()
}

fn is_asked(story: &Story) -> bool {
    story.effects.iter().any(|effect| matches!(effect, Effect::AskConfirm(_)))
}

#[test]
fn an_order_click_during_a_price_request_orders_when_the_price_is_unchanged() {
    let mut story = Story::guest();
    let request = calculating(&mut story);
    story.step(Event::PlaceAsked);
    assert!(story.state.name() == "review" && !is_asked(&story));
    story.step(Event::OfferFetched(request, Ok(offer(2_000, Some(1)))));
    assert!(is_asked(&story));
    story.happens(Event::ConfirmAnswered(true));
    assert_eq!(story.sent.last().map(String::as_str), Some("order"));
}

#[test]
fn an_order_click_during_a_price_request_does_not_order_after_a_change() {
    let zip = || Event::Edited(Path { part: Part::Shipping, field: Field::ZipCode }, "10179".to_owned());
    for (total, then, notice) in [
        (2_100, None, Some(Notice::CartChanged)),
        (2_000, Some(zip()), Some(Notice::DetailsChanged)),
        (2_000, Some(Event::ShipmentChosen(0, 2)), Some(Notice::DetailsChanged)),
    ] {
        let mut story = Story::guest();
        let request = calculating(&mut story);
        story.step(Event::PlaceAsked);
        then.into_iter().for_each(|change| story.step(change));
        let Some(Phase::Review(review)) = story.state.phase() else { panic!("review") };
        let request = review.pricing.unwrap_or(request);
        story.step(Event::OfferFetched(request, Ok(offer(total, Some(1)))));
        assert_eq!((story.state.name(), story.state.notice(), is_asked(&story)), ("review", notice, false));
        assert_eq!(story.count("order"), 0);
    }
}

#[test]
fn on_api_platform_a_changed_total_is_approved_again() {
    let mut story = Story::guest();
    story.dialect = Dialect::Platform;
    story.in_review();
    story.happens(Event::ShipmentChosen(0, 2));
    story.happens(Event::PlaceAsked);
    story.happens(Event::ConfirmAnswered(true));
    assert_eq!(story.sent.last().map(String::as_str), Some("cancel tx1"));
    let request = story.request();
    story.happens(Event::CancellationAnswered(request, Ok(())));
    assert_eq!(
        (story.state.name(), story.state.notice()),
        ("ready", Some(Notice::ApproveAgain { was: euro(2_490), now: euro(2_590) }))
    );
    story.click();
    assert_eq!(story.sent.last().map(String::as_str), Some("pay 2590 new"));
    assert_eq!(story.count("order"), 0);
}

#[test]
fn a_cart_that_changed_meanwhile_is_shown_before_it_is_ordered() {
    let mut story = Story::guest();
    story.in_review();
    story.items = 3_000;
    story.happens(Event::PlaceAsked);
    story.happens(Event::ConfirmAnswered(true));
    assert_eq!((story.state.name(), story.state.notice()), ("review", Some(Notice::CartChanged)));
    assert_eq!(story.count("order"), 0);
    story.happens(Event::PlaceAsked);
    story.happens(Event::ConfirmAnswered(true));
    assert_eq!(story.sent.last().map(String::as_str), Some("pay 3490 tx1"));
}

#[test]
fn a_lost_update_is_repeated_even_if_the_old_total_returns() {
    let mut story = Story::guest();
    story.in_review();
    story.happens(Event::ShipmentChosen(0, 2));
    story.happens(Event::PlaceAsked);
    story.happens(Event::ConfirmAnswered(true));
    let request = story.request();
    story.payment_answers(request, Err(GlueError::Timeout));
    assert_eq!((story.state.name(), story.state.notice()), ("review", Some(Notice::UpdateFailed)));
    story.happens(Event::ShipmentChosen(0, 1));
    story.happens(Event::PlaceAsked);
    story.happens(Event::ConfirmAnswered(true));
    assert_eq!(story.sent.last().map(String::as_str), Some("pay 2490 tx1"), "its amount is unknown");
}

#[test]
fn an_update_that_an_edit_interrupted_is_repeated_even_if_the_old_total_returns() {
    let mut story = Story::guest();
    story.in_review();
    story.happens(Event::ShipmentChosen(0, 2));
    story.happens(Event::PlaceAsked);
    story.happens(Event::ConfirmAnswered(true));
    story.happens(Event::Edited(Path { part: Part::Shipping, field: Field::Address2 }, "13".to_owned()));
    assert_eq!(story.state.name(), "review");
    story.happens(Event::ShipmentChosen(0, 1));
    story.happens(Event::PlaceAsked);
    story.happens(Event::ConfirmAnswered(true));
    assert_eq!(story.sent.last().map(String::as_str), Some("pay 2490 tx1"), "its amount is unknown");
}

#[test]
fn missing_fields_are_marked_and_nothing_is_sent() {
    let mut story = Story::guest();
    story.in_review();
    story.happens(Event::Edited(Path { part: Part::Shipping, field: Field::Address2 }, String::new()));
    story.happens(Event::PlaceAsked);
    assert_eq!((story.state.name(), story.state.notice()), ("review", Some(Notice::Missing)));
    assert!(story.effects.contains(&Effect::FocusMissing));
}

#[test]
fn without_the_pages_consent_nothing_is_ordered() {
    let mut story = Story::guest();
    story.in_review();
    story.happens(Event::PlaceAsked);
    story.happens(Event::ConfirmAnswered(false));
    assert_eq!((story.state.name(), story.count("order")), ("review", 0));
}

#[test]
fn only_definite_refusals_lead_back_to_the_review() {
    for error in [
        refused(422, 901),
        refused(422, 1101),
        refused(400, 1105),
        refused(422, 1107),
        refused(422, 1108),
        refused(422, 1109),
        refused(422, 4302),
        refused(422, 5601),
        refused(401, 1),
        refused(403, 2),
    ] {
        let mut story = Story::guest();
        let request = story.placing();
        story.happens(Event::OrderPlaced(request, Err(error.clone())));
        assert_eq!((story.state.name(), story.state.notice()), ("review", Some(Notice::OrderRefused)), "{error:?}");
        let again = story.place();
        story.happens(Event::OrderPlaced(again, Ok(order())));
        assert_eq!(story.outcomes(), [Outcome::Ordered]);
    }
}

#[test]
fn an_answer_of_unknown_outcome_neither_cancels_nor_orders_again() {
    let both = GlueError::Refused(Refusal { status: 422, codes: vec![901, 1102], ..Refusal::default() });
    for error in [
        GlueError::Timeout,
        GlueError::Network,
        GlueError::Unreadable { status: 201 },
        refused_without_code(500),
        refused_without_code(502),
        refused(422, 1102),
        refused(422, 1103),
        refused(422, 1104),
        refused_without_code(429),
        refused_without_code(409),
        both,
        GlueError::Refused(Refusal { status: 422, ..Refusal::default() }),
    ] {
        let mut story = Story::guest();
        let request = story.placing();
        story.happens(Event::OrderPlaced(request, Err(error.clone())));
        assert_eq!((story.state.name(), story.outcomes()), ("unknown", vec![Outcome::Unknown]), "{error:?}");
        for event in [
            Event::CancelAsked(CancelReason::Shopper),
            Event::PlaceAsked,
            Event::ConfirmAnswered(true),
            Event::Reload,
            Event::PageHidden,
            Event::ShipmentChosen(0, 2),
            Event::UndoAsked,
        ] {
            story.happens(event);
        }
        story.click();
        assert_eq!((story.count("order"), story.count("cancel"), story.count("pay")), (1, 0, 1), "{error:?}");
        assert!(matches!(story.record.live, Some(Live::Placing { completed: true, .. })));
        story.happens(Event::OrderPlaced(request, Ok(order())));
        assert_eq!((story.state.name(), story.outcomes().len()), ("placed", 1), "a late order counts, announced once");
    }
}

#[test]
fn an_order_that_could_not_delete_its_cart_is_an_order() {
    let mut story = Story::guest();
    let request = story.placing();
    story.happens(Event::OrderPlaced(request, Err(refused(422, 1106))));
    assert_eq!((story.state.name(), story.outcomes()), ("placed", vec![Outcome::Ordered]));
    assert!(story.told.contains(&Announcement::Order(Order { reference: None, redirect: None })));
}

#[test]
fn an_order_that_could_not_delete_its_cart_counts_after_the_deadline() {
    let mut story = Story::guest();
    let request = story.placing();
    story.happens(Event::OrderPlaced(request, Err(GlueError::Timeout)));
    story.happens(Event::OrderPlaced(request, Err(refused(422, 1106))));
    assert_eq!((story.state.name(), story.outcomes()), ("placed", vec![Outcome::Unknown]), "announced once");
    assert!(matches!(story.record.live, Some(Live::Ordered(None))), "its cart may still exist");
}

/// A customer in the review, with one known earlier order.
pub fn customer_in_review() -> Story {
    customer_with(vec![known("DE--1", 2_490)])
}

/// A customer in the review, with these earlier orders.
pub fn customer_with(orders: Vec<KnownOrder>) -> Story {
    in_review_with(Story::customer(), orders)
}

/// The same for this customer.
pub fn in_review_with(mut story: Story, orders: Vec<KnownOrder>) -> Story {
    story.at_the_provider();
    story.happens(Event::Approved(Json::Null, None));
    let request = story.request();
    story.happens(Event::CustomerFetched(request, Ok(ada())));
    story.step(Event::PrefillAnswered(true));
    let requests: Vec<RequestId> = story
        .effects
        .iter()
        .filter_map(|effect| match effect {
            Effect::FetchOrders(request) => Some(*request),
            _ => None,
        })
        .collect();
    let price = story.price_request();
    story.happens(Event::OfferFetched(price.unwrap(), Ok(offer(2_000, Some(1)))));
    story.happens(Event::OrdersFetched(requests[0], listed(orders)));
    story
}

pub fn known(reference: &str, total: i64) -> KnownOrder {
    KnownOrder { reference: reference.to_owned(), total: Some(euro(total)) }
}

pub fn listed(orders: Vec<KnownOrder>) -> Result<OrderList, GlueError> {
    Ok(OrderList { orders, newest_first: true })
}

/// The list of orders is answered. If an order may be this one, it was paid with PayPal.
pub fn asked(story: &mut Story, orders: Result<OrderList, GlueError>) {
    let wait = story.request();
    story.happens(Event::Waited(wait));
    let request = story.request();
    story.happens(Event::OrdersFetched(request, orders));
    if let Some(Effect::FetchOrder(request, _)) = story.effects.first() {
        story.happens(Event::OrderFetched(*request, Ok(vec!["PayPal Express".to_owned()])));
    }
}

impl Story {
    /// Asks to order again. Returns the request for the update of the payment.
    fn place_after_an_update(&mut self) -> RequestId {
        self.happens(Event::PlaceAsked);
        self.happens(Event::ConfirmAnswered(true));
        self.request()
    }
}
