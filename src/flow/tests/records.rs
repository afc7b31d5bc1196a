//! Tests of writing records for the next page, and of resuming records during an attempt.

use super::shop::*;
use crate::flow::*;

fn named(id: &str) -> Payment {
    Payment { data: payment_data(id), amount: euro(2_490), dialect: Dialect::Legacy }
}

fn cancellation(id: &str) -> CancellationRequest {
    CancellationRequest { method: MethodName::from(&method()), data: payment_data(id), dialect: Dialect::Legacy }
}

fn away(id: &str) -> Live {
    Live::Away(Resume {
        payment: named(id),
        method: MethodName::from(&method()),
        correlation: "earlier".to_owned(),
        completed: false,
        window: false,
        stale: false,
    })
}

fn placing(id: &str) -> Live {
    Live::Placing {
        payment: named(id),
        method: MethodName::from(&method()),
        correlation: "earlier".to_owned(),
        orders_before: None,
        reference: None,
        completed: false,
    }
}

fn record(live: Live) -> Record {
    Record { live: Some(live), cancellation: Vec::new() }
}

/// Every kind of record, the least important first.
fn lives() -> [Live; 6] {
    let open = Live::Open(cancellation("tx1"));
    [Live::Complete(None), Live::Starting, open, away("tx1"), Live::Ordered(None), placing("tx1")]
}

#[test]
fn of_two_records_the_more_important_payment_is_kept() {
    for (index, more) in lives().into_iter().enumerate() {
        for less in &lives()[..index] {
            let mut one = record(less.clone());
            one.join(record(more.clone()));
            assert_eq!(one.live, Some(more.clone()), "over {less:?}");
            let mut other = record(more.clone());
            other.join(record(less.clone()));
            assert_eq!(other.live, Some(more.clone()), "over {less:?}");
        }
    }
    let mut own = record(placing("tx1"));
    own.join(record(placing("tx2")));
    assert_eq!(own.live, Some(placing("tx1")), "of two equally important ones, the checkout's own stays");
    let mut none = Record::default();
    none.join(record(Live::Starting));
    assert_eq!(none.live, Some(Live::Starting));
}

#[test]
fn a_record_shows_whether_it_can_be_resumed_and_may_be_ordered() {
    let said = lives().map(|live| (record(live.clone()).is_away(), record(live).may_be_ordered()));
    assert_eq!(said, [(false, true), (false, false), (false, false), (true, false), (false, true), (false, true)]);
    let nothing = Record::default();
    assert!(nothing.is_empty() && !nothing.is_away() && !nothing.may_be_ordered());
}

#[test]
fn on_api_platform_only_the_id_is_recorded_once_the_shopper_is_back() {
    for (dialect, keys) in [(Dialect::Platform, 1), (Dialect::Legacy, 2)] {
        let mut story = Story::guest();
        story.dialect = dialect;
        story.in_review();
        let Some(Live::Open(cancellation)) = &story.record.live else { panic!("open: {:?}", story.record) };
        assert_eq!((cancellation.data.transaction_id(), cancellation.data.whole().members().len()), ("tx1", keys));
        story.place();
        let Some(Live::Placing { payment, .. }) = &story.record.live else { panic!("placing: {:?}", story.record) };
        assert_eq!((payment.data.transaction_id(), payment.data.whole().members().len()), ("tx1", keys));
    }
}

#[test]
fn a_resumed_record_is_removed_and_an_unchanged_one_is_not_written_again() {
    let remembered = |live: Live| {
        let mut story = Story::guest();
        story.step(Event::Begun(record(live)));
        story.effects.iter().find_map(|effect| match effect {
            Effect::Remember(record) => Some(record.clone()),
            _ => None,
        })
    };
    assert_eq!(remembered(Live::Starting), Some(Record::default()), "the notice is shown once");
    assert_eq!(
        remembered(placing("tx1")).map(|record| record.may_be_ordered()),
        Some(true),
        "its end is announced now"
    );
    for live in [Live::Ordered(None), Live::Complete(None)] {
        assert_eq!(remembered(live), None, "it is unchanged");
    }
}

/// Checkouts of this cart with the payment tx1, in every phase before an order.
fn in_progress() -> Vec<Story> {
    let mut provider = Story::guest();
    provider.at_the_provider();
    let mut review = Story::guest();
    review.in_review();
    let mut resumed = Story::guest();
    resumed.step(Event::Begun(record(away("tx1"))));
    vec![provider, review, resumed]
}

fn ordering() -> Vec<Story> {
    let mut on_its_way = Story::guest();
    let request = on_its_way.placing();
    let at = |result: Result<Order, GlueError>| {
        let mut story = Story { state: on_its_way.state.clone(), ..Story::guest() };
        story.happens(Event::OrderPlaced(request, result));
        story
    };
    let unknown = at(Err(GlueError::Timeout));
    let placed = at(Ok(Order { reference: None, redirect: None }));
    vec![on_its_way, unknown, placed]
}

#[test]
fn another_payment_of_a_record_is_cancelled_and_the_one_in_use_is_not() {
    for live in [away as fn(&str) -> Live, |id| Live::Open(cancellation(id))] {
        for (mut story, name) in in_progress().into_iter().chain(ordering()).map(|story| {
            let name = story.state.name();
            (story, name)
        }) {
            story.sent.clear();
            story.happens(Event::Begun(record(live("tx1"))));
            assert_eq!((story.state.name(), story.count("cancel")), (name, 0), "its own");
            story.happens(Event::Begun(record(live("tx9"))));
            assert_eq!((story.state.name(), story.sent.clone()), (name, vec!["cancel tx9".to_owned()]));
        }
    }
}

#[test]
fn a_record_of_a_possible_order_ends_an_attempt_without_an_order() {
    for mut story in in_progress() {
        story.sent.clear();
        let started = story.state.name() != "loading";
        story.happens(Event::Begun(record(placing("tx9"))));
        assert_eq!(story.state.name(), "unknown");
        assert_eq!(story.sent, if started { vec!["cancel tx1".to_owned()] } else { vec![] });
    }
}

#[test]
fn a_record_of_a_possible_order_does_not_end_an_order_in_progress() {
    for mut story in ordering() {
        let before = story.state.clone();
        story.sent.clear();
        for live in [placing("tx9"), Live::Ordered(Some("DE--9".to_owned())), Live::Starting] {
            story.happens(Event::Begun(record(live)));
            assert_eq!((&story.state, story.sent.len()), (&before, 0));
        }
    }
}

/// A page to which a shopper returns. The shop offers this method there.
fn came_back(method: Method) -> Story {
    let mut story = Story::guest();
    story.step(Event::Begun(record(away("tx1"))));
    let request = story.request();
    story.step(Event::OfferFetched(request, Ok(Offer { methods: vec![method], ..offer(2_000, Some(1)) })));
    story
}

#[test]
fn a_payment_is_resumed_only_with_its_own_method() {
    assert_eq!(came_back(method()).state.name(), "fetching-customer");
    let another_name = Method { name: "Sofort".to_owned(), ..method() };
    let another_provider = Method { provider: "unzer".to_owned(), ..method() };
    for other in [another_name, another_provider] {
        let story = came_back(other);
        assert_eq!((story.state.name(), story.count("cancel tx1")), ("ready", 1));
        assert_eq!(story.outcomes(), [Outcome::Cancelled]);
    }
}

#[test]
fn retry_after_pauses_the_resuming_of_a_payment() {
    let busy = GlueError::Refused(Refusal { status: 429, retry_after: Some(7), ..Refusal::default() });
    let mut story = Story::guest();
    story.step(Event::Begun(record(away("tx1"))));
    let request = story.request();
    story.step(Event::OfferFetched(request, Err(busy)));
    assert_eq!(story.state.name(), "failed");
    let wait = story.effects.iter().find_map(|effect| match effect {
        Effect::Wait(request, 7_000) => Some(*request),
        _ => None,
    });
    story.step(Event::Reload);
    assert_eq!((story.state.name(), story.effects.len()), ("failed", 0));
    story.happens(Event::Waited(wait.expect("a wait")));
    assert_eq!(story.state.name(), "fetching-customer");
}

#[test]
fn a_cart_that_changes_while_a_payment_is_resumed_is_read_again() {
    let mut story = Story::guest();
    story.step(Event::Begun(record(away("tx1"))));
    let first = story.request();
    story.step(Event::Reload);
    assert!(Record::of(&story.state).is_away());
    let second = story.request();
    story.step(Event::OfferFetched(first, Ok(offer(2_000, Some(1)))));
    assert_eq!(story.state.name(), "loading", "the first answer is for the old cart");
    story.step(Event::OfferFetched(second, Ok(offer(3_000, Some(1)))));
    assert_eq!(story.state.name(), "fetching-customer");
}

#[test]
fn a_cart_that_another_tab_has_shows_a_notice_with_the_buttons() {
    let mut loading = Story::guest();
    loading.step(Event::Begun(Record::default()));
    let mut ready = Story::guest();
    ready.begin();
    for mut story in [loading, ready] {
        story.step(Event::TakenElsewhere);
        assert_eq!(story.state.notice(), Some(Notice::Elsewhere), "{}", story.state.name());
    }
    let mut review = Story::guest();
    review.in_review();
    // A payment with an unknown id may exist, so another one is not offered.
    let mut failed = Story::guest();
    failed.begin();
    failed.click();
    let request = failed.request();
    failed.payment_answers(request, Err(GlueError::Timeout));
    for mut story in [review, failed] {
        let before = story.state.clone();
        story.step(Event::TakenElsewhere);
        assert_eq!(story.state, before);
    }
}

#[test]
fn a_page_out_of_the_back_forward_cache_asks_whether_the_shopper_approved() {
    let mut story = Story::guest();
    story.begin();
    story.happens(Event::Clicked {
        key: method().key,
        correlation: "attempt".to_owned(),
        presentation: Presentation::SameTab,
    });
    let request = story.request();
    story.payment_answers(request, Ok("tx1"));
    story.happens(Event::PageHidden);
    story.happens(Event::PageShown);
    assert_eq!(story.state.name(), "fetching-customer");
    assert!(story.effects.iter().any(|effect| matches!(effect, Effect::FetchCustomer(..))));

    let mut story = Story::guest();
    story.in_review();
    story.happens(Event::PageHidden);
    assert_eq!((story.state.name(), story.state.cancellations().len()), ("ready", 1));
    story.step(Event::PageShown);
    assert!(story.effects.iter().any(|effect| matches!(effect, Effect::FetchOffer(..))), "the cart may have changed");

    let mut story = Story::guest();
    story.at_the_provider();
    let before = story.state.clone();
    story.step(Event::PageShown);
    assert_eq!(story.state, before, "its window is still open");
}

#[test]
fn the_state_shows_the_current_attempt_and_whether_the_element_has_left() {
    let mut story = Story::guest();
    story.begin();
    assert_eq!((story.state.correlation(), story.state.has_left()), (None, false));
    story.click();
    assert_eq!(story.state.correlation(), Some("attempt"));
    story.happens(Event::ElementLeft);
    assert!(story.state.has_left());
    story.happens(Event::ElementBack);
    assert!(!story.state.has_left());
}

#[test]
fn a_return_of_unknown_approval_asks_the_shopper_and_a_refusal_cancels() {
    for (error, name, sent) in [
        (refused_without_code(422), "cancelling", vec!["cancel tx1".to_owned()]),
        (GlueError::Unsuccessful { status: 200 }, "cancelling", vec!["cancel tx1".to_owned()]),
        (GlueError::Timeout, "awaiting-approval", vec![]),
        (refused_without_code(404), "awaiting-approval", vec![]),
        // The request was wrong, not the payment.
        (refused(422, 901), "awaiting-approval", vec![]),
    ] {
        let mut story = came_back(method());
        let request = story.request();
        story.happens(Event::CustomerFetched(request, Err(error)));
        assert_eq!((story.state.name(), &story.sent), (name, &sent));
        if name == "cancelling" {
            // Glue does not say whether the shopper left or the bank declined.
            let request = story.request();
            story.happens(Event::CancellationAnswered(request, Ok(())));
            assert_eq!((story.state.name(), story.state.notice()), ("ready", Some(Notice::NotApproved)));
        }
    }
    let mut story = came_back(Method { tells_customer: false, ..method() });
    assert!(matches!(story.state.phase(), Some(Phase::AwaitingApproval { asking: Some(_), .. })), "Glue does not know");
    story.happens(Event::FinishedSaid);
    assert_eq!(story.count("cancel"), 0);
}

#[test]
fn an_order_of_another_tab_takes_the_place_of_this_tabs_payment_which_is_cancelled() {
    let sent = || record(placing("tx1"));
    let after = |own: Record| {
        let mut own = own;
        own.give_way_to(sent());
        let cancelled: Vec<_> =
            own.cancellation.iter().map(|(cancellation, _)| cancellation.data.transaction_id().to_owned()).collect();
        assert_eq!(own.live, sent().live);
        cancelled
    };
    assert_eq!(after(Record::default()), [""; 0]);
    assert_eq!(after(record(Live::Starting)), [""; 0]);
    assert_eq!(after(record(Live::Open(cancellation("tx2")))), ["tx2"]);
    assert_eq!(after(record(Live::Open(cancellation("tx1")))), [""; 0], "it is the payment of the order");
}
