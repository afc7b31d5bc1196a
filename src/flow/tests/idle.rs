//! Tests of the idle machine.

use super::shop::*;
use crate::flow::*;

/// The request for the offer in the last step, with its draft.
fn asked(story: &Story) -> (RequestId, Draft) {
    let offer = story.effects.iter().find_map(|effect| match effect {
        Effect::FetchOffer(request, draft) => Some((*request, draft.clone())),
        _ => None,
    });
    offer.expect("the offer is requested")
}

fn total(story: &Story) -> i64 {
    story.state.offer().map_or(0, |offer| offer.total.minor)
}

/// The announcements of methods: the event's name, and which methods are available.
fn methods(story: &Story) -> Vec<(&'static str, Vec<bool>)> {
    let told = |told: &Announcement| match told {
        Announcement::Ready(methods) | Announcement::AvailabilityChange(methods) => {
            Some((told.name(), methods.iter().map(|(_, available)| *available).collect()))
        }
        _ => None,
    };
    story.told.iter().filter_map(told).collect()
}

#[test]
fn the_offer_is_requested_for_the_pages_cart_and_buyer() {
    for guest in [true, false] {
        let mut story = Story::new(guest, Finish::Review);
        story.state.session_mut().config.shipment_method = Some(2);
        story.step(Event::Begun(Record::default()));
        for chosen in [vec![Some(2)], vec![Some(1)]] {
            let (request, draft) = asked(&story);
            let methods: Vec<_> = draft.shipments.iter().map(|shipment| shipment.method).collect();
            assert_eq!((draft.cart_id.as_str(), draft.guest, methods), ("c1", guest, chosen));
            // The shop does not accept the method that the page preselects.
            let mut answer = offer(2_000, None);
            answer.shipments[0].methods.retain(|method| method.id == 1);
            story.step(Event::OfferFetched(request, Ok(answer)));
        }
        assert_eq!(story.state.name(), "ready", "the offer is shown without another request");
    }
}

#[test]
fn the_preselected_shipment_method_is_chosen_when_the_shop_has_it() {
    let mut story = Story::guest();
    story.state.session_mut().config.shipment_method = Some(2);
    story.begin();
    assert_eq!(total(&story), 2_590);
}

#[test]
fn an_offer_without_shipment_methods_is_requested_once() {
    let mut story = Story::guest();
    story.step(Event::Begun(Record::default()));
    let (request, _) = asked(&story);
    let mut answer = offer(2_000, None);
    answer.shipments[0].methods.clear();
    story.step(Event::OfferFetched(request, Ok(answer)));
    assert_eq!(story.state.name(), "ready");
}

#[test]
fn without_a_method_or_without_anything_to_pay_there_are_no_buttons() {
    let methodless = Offer { methods: Vec::new(), ..offer(2_000, Some(1)) };
    let free = Offer { total: euro(0), ..offer(2_000, Some(1)) };
    for answer in [methodless, free] {
        let mut story = Story::guest();
        story.step(Event::Begun(Record::default()));
        let (request, _) = asked(&story);
        story.step(Event::OfferFetched(request, Ok(answer)));
        assert_eq!(story.state.name(), "unavailable");
        assert_eq!(methods(&story), [("ec-ready", vec![])]);
    }
}

#[test]
fn a_changed_cart_is_read_again_while_the_buttons_stay() {
    let mut story = Story::guest();
    story.begin();
    story.items = 3_000;
    story.step(Event::Reload);
    assert_eq!((story.state.name(), total(&story)), ("ready", 2_490), "the buttons stay meanwhile");
    let (request, _) = asked(&story);
    story.step(Event::OfferFetched(request, Ok(offer(3_000, None))));
    assert_eq!(total(&story), 2_490, "not yet priced with a shipment");
    let (request, _) = asked(&story);
    story.step(Event::OfferFetched(request, Ok(offer(3_000, Some(1)))));
    assert_eq!((story.state.name(), total(&story)), ("ready", 3_490));
}

#[test]
fn only_the_latest_request_for_the_offer_counts() {
    let mut story = Story::guest();
    story.step(Event::Begun(Record::default()));
    let (first, _) = asked(&story);
    story.step(Event::Reload);
    let (second, _) = asked(&story);
    story.step(Event::OfferFetched(first, Ok(offer(2_000, Some(1)))));
    assert_eq!(story.state.name(), "loading");
    story.step(Event::OfferFetched(second, Ok(offer(3_000, Some(1)))));
    assert_eq!(total(&story), 3_490);
}

#[test]
fn when_the_offer_cannot_be_read_again_the_buttons_stay_unless_the_cart_is_gone() {
    for (error, name) in
        [(GlueError::Timeout, "ready"), (refused_without_code(500), "ready"), (refused(422, 1103), "failed")]
    {
        let mut story = Story::guest();
        story.begin();
        story.step(Event::Reload);
        let (request, _) = asked(&story);
        story.step(Event::OfferFetched(request, Err(error)));
        assert_eq!(story.state.name(), name);
    }
    let mut story = Story::guest();
    story.begin();
    story.step(Event::Reload);
    let (request, _) = asked(&story);
    story.step(Event::OfferFetched(request, Ok(offer(3_000, None))));
    let (request, _) = asked(&story);
    story.step(Event::OfferFetched(request, Err(GlueError::Timeout)));
    assert_eq!((story.state.name(), total(&story)), ("ready", 3_000), "the shipment is priced in the review");
}

#[test]
fn before_the_record_is_read_nothing_is_requested() {
    let mut story = Story::guest();
    for event in [Event::Reload, Event::PageShown] {
        story.step(event);
        assert_eq!((story.state.name(), story.effects.len()), ("loading", 0));
    }
    story.step(Event::Configured(Config { cart_id: "c2".to_owned(), ..story.state.config().clone() }));
    assert_eq!(story.effects, []);
    story.step(Event::Begun(Record::default()));
    assert_eq!(asked(&story).1.cart_id, "c2");
}

#[test]
fn only_another_cart_or_buyer_reads_a_new_offer() {
    let mut story = Story::guest();
    story.begin();
    story.step(Event::Configured(Config { finish: Finish::Prefill, ..story.state.config().clone() }));
    assert_eq!((story.state.name(), story.effects.len()), ("ready", 0));
    assert_eq!(story.state.config().finish, Finish::Prefill);
    story.step(Event::Configured(Config { cart_id: "c2".to_owned(), ..story.state.config().clone() }));
    assert_eq!((story.state.name(), asked(&story).1.cart_id.as_str()), ("loading", "c2"));
    let mut story = Story::guest();
    story.begin();
    story.step(Event::Configured(Config { guest: false, ..story.state.config().clone() }));
    assert_eq!((story.state.name(), asked(&story).1.guest), ("loading", false));
}

#[test]
fn an_element_that_begins_twice_reads_its_offer_once() {
    let mut story = Story::guest();
    story.begin();
    story.step(Event::Begun(Record::default()));
    assert_eq!((story.state.name(), story.effects.len()), ("ready", 0));
}

#[test]
fn a_page_out_of_the_back_forward_cache_reads_its_cart_again() {
    let mut story = Story::guest();
    story.begin();
    story.step(Event::PageShown);
    asked(&story);

    let mut story = Story::guest();
    story.step(Event::Begun(Record::default()));
    let (before, _) = asked(&story);
    story.step(Event::PageShown);
    let (request, _) = asked(&story);
    story.step(Event::OfferFetched(before, Ok(offer(1_990, Some(1)))));
    assert_eq!(story.state.name(), "loading", "what was read before the shopper left may be old");
    story.step(Event::OfferFetched(request, Ok(offer(2_490, Some(1)))));
    assert_eq!(story.state.name(), "ready");

    let mut story = Story::guest();
    story.step(Event::Begun(Record::default()));
    let (request, _) = asked(&story);
    story.step(Event::OfferFetched(request, Err(GlueError::Network)));
    story.step(Event::PageShown);
    assert_eq!((story.state.name(), story.effects.len()), ("failed", 0), "the shopper decides whether to try again");
}

#[test]
fn the_methods_are_announced_once_and_then_after_every_change() {
    let mut story = Story::guest();
    story.begin();
    assert_eq!(methods(&story), [("ec-ready", vec![true])]);
    story.happens(Event::Reload);
    assert_eq!(methods(&story).len(), 1, "nothing changed, so nothing is announced");
    story.offer_mut().methods.push(Method { key: "sofort".to_owned(), ..method() });
    story.happens(Event::MethodUnavailable(method().key, None));
    assert_eq!(methods(&story)[1..], [("ec-availability-change", vec![false, true])]);
    let shown: Vec<_> = story.state.offer().map_or(Vec::new(), |offer| story.state.methods(offer).collect());
    assert_eq!(shown.iter().map(|method| method.key.as_str()).collect::<Vec<_>>(), ["sofort"]);
    story.click();
    assert_eq!(story.count("pay"), 0, "its button was removed");
}

#[test]
fn a_method_that_cannot_be_used_is_named_and_announced() {
    use ApprovalError::{Module, Removed, Script};
    for (others, error) in [(0, Removed), (1, Removed), (1, Module), (1, Script)] {
        let mut story = Story::guest();
        story.begin();
        if others > 0 {
            story.offer_mut().methods.push(Method { key: "sofort".to_owned(), ..method() });
        }
        story.happens(Event::MethodUnavailable(method().key, Some(error.clone())));
        let failure = story.told.iter().find_map(|told| match told {
            Announcement::Error(failure, None) => Some(failure.clone()),
            _ => None,
        });
        let failure = failure.expect("the page is told");
        assert_eq!((failure.code(), failure.retryable), (format!("approval-{}", error.name()), false));
        let name = format!("{}, {}: ", method().provider, method().name);
        assert!(failure.detail().starts_with(&name), "{}", failure.detail());
        let told = methods(&story);
        assert_eq!(told.last(), Some(&("ec-availability-change", [vec![false], vec![true; others]].concat())));
        assert_eq!(story.state.name(), if others > 0 { "ready" } else { "failed" });
        story.happens(Event::Reload);
        let is_offered =
            story.state.offer().is_some_and(|offer| story.state.methods(offer).any(|one| one.key == method().key));
        // A script that does not load would leave an empty place after each change of the cart.
        assert_eq!(is_offered, error != Script, "with {others} other methods");
    }
}
