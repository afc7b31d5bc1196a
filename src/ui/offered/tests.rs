//! Tests of which buttons each state offers, and of their order.

use super::*;
use crate::flow::{Config, Effect, Event, Finish, GlueError, Presentation, Record, Refusal, Totals, step};
use crate::json::Json;
use crate::money::{Currency, Money};

const WALLET: &str = "shop-wallet";
const PAYPAL: &str = "shop-paypal";

fn method(key: &str) -> Method {
    Method {
        key: key.to_owned(),
        provider: "shop".to_owned(),
        name: key.to_uppercase(),
        app_key: None,
        tells_customer: true,
        scripts: Vec::new(),
        data: Json::Null,
    }
}

fn offer(keys: &[&str]) -> Offer {
    Offer {
        total: Money { minor: 1_000, currency: Currency::parse("EUR").unwrap() },
        totals: Totals::default(),
        fingerprint: "lamp".to_owned(),
        quantities: None,
        thresholds: Vec::new(),
        methods: keys.iter().map(|key| method(key)).collect(),
        shipments: Vec::new(),
        country: None,
        saved: Vec::new(),
    }
}

fn config(methods: &[&str]) -> Config {
    Config {
        cart_id: "c1".to_owned(),
        guest: true,
        buyer: None,
        methods: methods.iter().map(|key| (*key).to_owned()).collect(),
        finish: Finish::Review,
        shipment_method: None,
        guest_buyer: crate::settings::default_guest_buyer(),
    }
}

/// The state after an event. Every request for the offer is answered with the methods `keys`.
fn after(state: State, event: Event, keys: &[&str]) -> State {
    let (mut state, mut effects) = step(state, event);
    while let Some(request) = effects.iter().find_map(|effect| match effect {
        Effect::FetchOffer(request, _) => Some(*request),
        _ => None,
    }) {
        (state, effects) = step(state, Event::OfferFetched(request, Ok(offer(keys))));
    }
    state
}

fn ready_with(methods: &[&str], keys: &[&str]) -> State {
    let state = after(State::new(config(methods)), Event::Begun(Record::default()), keys);
    assert_eq!(state.name(), "ready");
    state
}

fn ready(keys: &[&str]) -> State {
    ready_with(&[], keys)
}

fn shown(before: &Offered, state: &State) -> Offered {
    shown_with(before, state, &|_| true, false)
}

fn shown_with(before: &Offered, state: &State, is_ready: &dyn Fn(&Method) -> bool, blocked: bool) -> Offered {
    let is_by_provider = &|method: &Method| method.key == PAYPAL;
    let label = &|method: &Method| ["Pay with ", &method.name].concat();
    offered(before, state, &Readiness { is_ready, is_by_provider, label, places: 0, blocked, ordered: false })
}

fn keys(buttons: &[MethodButton]) -> Vec<&str> {
    buttons.iter().map(|button| &*button.key).collect()
}

fn clicked(state: State) -> State {
    let presentation = Presentation::Popup;
    after(state, Event::Clicked { key: WALLET.to_owned(), correlation: "a".to_owned(), presentation }, &[])
}

/// The state after an attempt whose payment could not be started.
fn failed(state: State) -> State {
    let presentation = Presentation::Popup;
    let (state, effects) =
        step(state, Event::Clicked { key: WALLET.to_owned(), correlation: "a".to_owned(), presentation });
    let claim = effects.iter().find_map(|effect| match effect {
        Effect::ClaimCart(request) => Some(*request),
        _ => None,
    });
    let (state, effects) = step(state, Event::CartClaimed(claim.unwrap(), true));
    let payment = effects.iter().find_map(|effect| match effect {
        Effect::StartPayment { request, method, amount, known, .. } => {
            Some((*request, method.clone(), *amount, known.clone()))
        }
        _ => None,
    });
    let (request, method, amount, known) = payment.unwrap();
    let refused = GlueError::Refused(Refusal { status: 422, ..Refusal::default() });
    after(state, Event::PaymentStarted { request, method, amount, known, result: Err(refused) }, &[WALLET, PAYPAL])
}

#[test]
fn the_placeholder_is_shown_during_the_first_loading() {
    let loading = shown(&Offered::default(), &State::new(config(&[])));
    assert_eq!(loading, Offered { placeholder: true, ..Offered::default() });
}

#[test]
fn a_ready_checkout_offers_each_method_in_the_shops_order() {
    let offered = shown(&Offered::default(), &ready(&[WALLET, PAYPAL]));
    let button = |key: &str, by_provider| MethodButton {
        key: key.to_owned(),
        label: ["Pay with ", &key.to_uppercase()].concat(),
        by_provider,
        disabled: false,
        pending: false,
    };
    assert_eq!(offered.buttons, [button(WALLET, false), button(PAYPAL, true)]);
    assert!(offered.visible && !offered.placeholder);
}

#[test]
fn the_attribute_methods_selects_and_sorts() {
    let offered =
        shown(&Offered::default(), &ready_with(&[PAYPAL, "unknown", WALLET], &[WALLET, "shop-other", PAYPAL]));
    assert_eq!(keys(&offered.buttons), [PAYPAL, WALLET]);
}

#[test]
fn a_method_that_is_not_ready_has_a_place_if_there_were_as_many_buttons_before() {
    let state = ready(&[WALLET, "shop-slow", PAYPAL, "shop-slower"]);
    let with_places = |places| {
        let is_ready: &dyn Fn(&Method) -> bool = &|method| [WALLET, PAYPAL].contains(&&*method.key);
        let is_by_provider: &dyn Fn(&Method) -> bool = &|_| false;
        let label: &dyn Fn(&Method) -> String = &|method| method.name.clone();
        let readiness = Readiness { is_ready, is_by_provider, label, places, blocked: false, ordered: false };
        let buttons = offered(&Offered::default(), &state, &readiness).buttons;
        buttons.into_iter().map(|button| (button.key, button.pending)).collect::<Vec<_>>()
    };
    let button = |key: &str, pending| (key.to_owned(), pending);
    for places in [0, 1, 2] {
        assert_eq!(with_places(places), [button(WALLET, false), button(PAYPAL, false)], "{places}");
    }
    assert_eq!(with_places(3), [button(WALLET, false), button("shop-slow", true), button(PAYPAL, false)]);
    assert_eq!(with_places(9).len(), 4);
}

#[test]
fn a_method_whose_provider_is_not_ready_is_left_out_until_it_is() {
    let state = ready(&[WALLET, PAYPAL]);
    let early = shown_with(&Offered::default(), &state, &|method| method.key == PAYPAL, false);
    assert_eq!(keys(&early.buttons), [PAYPAL]);
    assert_eq!(keys(&shown(&early, &state).buttons), [WALLET, PAYPAL]);
}

#[test]
fn a_method_that_turns_out_not_to_work_is_withdrawn() {
    let state = ready(&[WALLET, PAYPAL]);
    let before = shown(&Offered::default(), &state);
    let state = after(state, Event::MethodUnavailable(PAYPAL.to_owned(), None), &[]);
    assert_eq!(keys(&shown(&before, &state).buttons), [WALLET]);
}

#[test]
fn without_any_method_there_is_no_button() {
    let state = ready(&[PAYPAL]);
    let before = shown(&Offered::default(), &state);
    let state = after(state, Event::MethodUnavailable(PAYPAL.to_owned(), None), &[]);
    assert_eq!(state.name(), "unavailable");
    assert_eq!(shown(&before, &state), Offered::default());
}

#[test]
fn a_blocked_checkout_shows_its_buttons_disabled() {
    let offered = shown_with(&Offered::default(), &ready(&[WALLET, PAYPAL]), &|_| true, true);
    assert!(offered.visible && offered.buttons.iter().all(|button| button.disabled));
}

#[test]
fn during_an_attempt_the_buttons_stay_in_the_page_but_are_hidden() {
    let state = ready(&[WALLET, PAYPAL]);
    let before = shown(&Offered::default(), &state);
    let state = clicked(state);
    assert_ne!(state.name(), "ready");
    let during = shown(&before, &state);
    assert_eq!(during, Offered { visible: false, ..before });
}

#[test]
fn after_a_failure_that_can_be_retried_the_buttons_are_back() {
    let state = ready(&[WALLET, PAYPAL]);
    let before = shown(&Offered::default(), &state);
    let hidden = shown(&before, &clicked(state.clone()));
    let state = failed(state);
    assert_eq!(state.name(), "failed");
    assert_eq!(shown(&hidden, &state), before);
}

#[test]
fn while_the_offer_is_read_again_the_buttons_stay() {
    let state = ready(&[WALLET, PAYPAL]);
    let before = shown(&Offered::default(), &state);
    let loading = State::new(config(&[]));
    assert_eq!(loading.name(), "loading");
    assert_eq!(shown(&before, &loading), before);
    // Hidden buttons come back only when the offer is known. Until then the placeholder is shown.
    let hidden = Offered { visible: false, ..before };
    assert_eq!(shown(&hidden, &loading), Offered { placeholder: true, ..hidden });
}

#[test]
fn without_moving_keeps_the_order_of_existing_buttons() {
    let button = |key: &&str| MethodButton {
        key: (*key).to_owned(),
        label: String::new(),
        by_provider: false,
        disabled: false,
        pending: false,
    };
    let buttons = |keys: &[&str]| -> Vec<MethodButton> { keys.iter().map(button).collect() };
    let arranged = |before: &[&str], now: &[&str]| -> Vec<String> {
        let arranged = without_moving(&buttons(before), buttons(now));
        keys(&arranged).into_iter().map(str::to_owned).collect()
    };
    assert_eq!(arranged(&["a", "b"], &["b", "a"]), ["a", "b"]);
    assert_eq!(arranged(&["a", "b"], &["b", "c", "a"]), ["a", "b", "c"]);
    assert_eq!(arranged(&["a", "b"], &["c", "a", "b"]), ["c", "a", "b"]);
    assert_eq!(arranged(&["a", "b", "c"], &["c", "b"]), ["b", "c"]);
    assert_eq!(arranged(&[], &["b", "a"]), ["b", "a"]);
}

#[test]
fn a_cart_that_another_element_has_ordered_has_no_buttons() {
    let state = ready(&[WALLET, PAYPAL]);
    let before = shown(&Offered::default(), &state);
    assert!(before.visible);
    let readiness = Readiness {
        is_ready: &|_| true,
        is_by_provider: &|_| false,
        label: &|_| String::new(),
        blocked: true,
        places: 0,
        ordered: true,
    };
    assert_eq!(offered(&before, &state, &readiness), Offered::default());
}
