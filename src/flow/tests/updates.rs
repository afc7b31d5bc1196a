//! Tests of payment updates before the order.

use super::shop::*;
use crate::flow::*;

/// The shopper orders with another total, so the payment is being updated. Returns the request.
fn updating(story: &mut Story) -> RequestId {
    story.in_review();
    story.happens(Event::ShipmentChosen(0, 2));
    story.place_again()
}

impl Story {
    fn place_again(&mut self) -> RequestId {
        self.happens(Event::PlaceAsked);
        self.happens(Event::ConfirmAnswered(true));
        assert_eq!(self.sent.last().map(|sent| &sent[..3]), Some("pay"));
        self.request()
    }

    fn update_answers(&mut self, request: RequestId, known: &str, result: Result<&str, GlueError>) {
        self.happens(Event::PaymentStarted {
            request,
            method: MethodName::from(&method()),
            amount: euro(2_590),
            known: Some(payment_data(known)),
            result: result.map(|id| (payment_data(id), self.dialect)),
        });
    }
}

#[test]
fn a_late_update_never_cancels_the_payment_of_an_order() {
    for name in ["tx1", "tx2"] {
        let mut story = Story::guest();
        let late = updating(&mut story);
        story.update_answers(late, "tx1", Err(GlueError::Timeout));
        let again = story.place_again();
        story.update_answers(again, "tx1", Ok("tx1"));
        let order = story.request();
        story.update_answers(late, "tx1", Ok(name));
        story.happens(Event::OrderPlaced(order, Ok(Order { reference: Some("DE--1".to_owned()), redirect: None })));
        story.update_answers(late, "tx1", Ok(name));
        assert_eq!((story.state.name(), story.count("cancel")), ("placed", 0), "{name}");
    }
}

#[test]
fn a_late_update_sets_the_payments_latest_id_before_the_order() {
    let mut story = Story::guest();
    let late = updating(&mut story);
    story.update_answers(late, "tx1", Err(GlueError::Timeout));
    let again = story.place_again();
    story.update_answers(late, "tx1", Ok("tx2"));
    story.update_answers(again, "tx1", Err(refused(422, 901)));
    story.place_again();
    assert_eq!(story.sent.last().map(String::as_str), Some("pay 2590 tx2"));
    assert_eq!(story.count("cancel"), 0);
}

#[test]
fn a_change_during_an_update_must_be_agreed_to_first() {
    let mut story = Story::guest();
    let update = updating(&mut story);
    story.happens(Event::UndoAsked);
    assert_eq!(story.state.name(), "review");
    story.update_answers(update, "tx1", Ok("tx2"));
    assert_eq!((story.state.name(), story.count("order")), ("review", 0));
}

#[test]
fn a_payment_that_a_lost_update_renamed_is_approved_again() {
    let mut story = Story::guest();
    let update = updating(&mut story);
    story.update_answers(update, "tx1", Err(GlueError::Timeout));
    let again = story.place_again();
    story.update_answers(again, "tx1", Err(GlueError::Refused(Refusal { status: 422, ..Refusal::default() })));
    assert_eq!(story.sent.last().map(String::as_str), Some("cancel tx1"));
    let request = story.request();
    story.happens(Event::CancellationAnswered(request, Ok(())));
    assert_eq!(
        (story.state.name(), story.state.notice()),
        ("ready", Some(Notice::ApproveAgain { was: euro(2_490), now: euro(2_590) }))
    );
}

#[test]
fn after_two_refused_updates_a_new_payment_is_approved() {
    let mut story = Story::guest();
    let update = updating(&mut story);
    story.update_answers(update, "tx1", Err(refused(422, 901)));
    assert_eq!((story.state.name(), story.state.notice()), ("review", Some(Notice::UpdateFailed)));
    let again = story.place_again();
    story.update_answers(again, "tx1", Err(refused(422, 901)));
    assert_eq!(story.sent.last().map(String::as_str), Some("cancel tx1"));
    let request = story.request();
    story.happens(Event::CancellationAnswered(request, Ok(())));
    let notice = Notice::ApproveAgain { was: euro(2_490), now: euro(2_590) };
    assert_eq!((story.state.name(), story.state.notice()), ("ready", Some(notice)));
}
