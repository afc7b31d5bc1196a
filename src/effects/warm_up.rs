//! Runs the code of an attempt once before the click, so that the browser has compiled it by then. Browsers compile a function of
//! a WebAssembly module when it is called for the first time; on a slow phone this would delay each step.
//!
//! It computes the steps of an attempt and throws them away. Nothing is sent, stored, announced or shown.

use super::Checkout;
use crate::browser::{random_name, sleep, spawn, to_js};
use crate::flow::{Effect, Event, Phase, Presentation, State};
use crate::glue::Response;
use crate::glue::exchange::{GlueProfile, Next};
use crate::glue::imagined::ANSWER;
use crate::json::Json;
use crate::storage::journal;
use std::cell::Cell;
use std::rc::Rc;

thread_local! {
    /// Once for the page is enough.
    static DONE: Cell<bool> = const { Cell::new(false) };
}

/// Creates the nodes of a state and throws them away.
pub type Draw = fn(&Checkout, &Rc<State>);

/// More steps than an attempt has.
const STEPS: usize = 24;

/// Imagines an attempt with the first method, if there is one to click. It does so in many short tasks, until the shopper clicks.
pub fn warm_up(checkout: &Checkout, draw: Draw) {
    if DONE.get() {
        return;
    }
    let checkout = checkout.downgrade();
    let untouched = move || checkout.get().filter(|checkout| checkout.state().clickable().is_some());
    spawn(async move {
        sleep(0).await;
        let Some(mut attempt) = untouched().and_then(|checkout| Attempt::imagined(&checkout)) else { return };
        if DONE.replace(true) {
            return;
        }
        for _ in 0..STEPS {
            let Some(checkout) = untouched() else { return };
            if !attempt.step(&checkout) {
                return;
            }
            sleep(0).await;
            draw(&checkout, &attempt.state);
            sleep(0).await;
        }
    });
}

/// An attempt that is only imagined.
struct Attempt {
    state: Rc<State>,
    events: Vec<Event>,
    is_ordered: bool,
}

impl Attempt {
    fn imagined(checkout: &Checkout) -> Option<Self> {
        let state = checkout.state();
        let method = state.methods(state.clickable()?).next()?;
        let (key, correlation) = (method.key.clone(), random_name());
        let clicked = Event::Clicked { key, correlation, presentation: Presentation::Popup };
        Some(Self { state, events: vec![clicked], is_ordered: false })
    }

    /// Takes the next step. False at the end.
    fn step(&mut self, checkout: &Checkout) -> bool {
        let Some(event) = self.next_event() else { return false };
        let (state, effects) = self.state.to_active().step(event);
        self.events.extend(effects.into_iter().filter_map(|effect| imagine(checkout, &state, effect)));
        self.state = Rc::new(state);
        true
    }

    /// The shopper orders as soon as they see the review.
    fn next_event(&mut self) -> Option<Event> {
        if !self.events.is_empty() {
            return Some(self.events.remove(0));
        }
        let is_reviewed = matches!(self.state.phase(), Some(Phase::Review(_)));
        (is_reviewed && !std::mem::replace(&mut self.is_ordered, true)).then_some(Event::PlaceAsked)
    }
}

/// Makes what the effect would send, store or announce. Returns what could follow.
fn imagine(checkout: &Checkout, state: &State, effect: Effect) -> Option<Event> {
    match effect {
        Effect::Announce(announcement) => {
            drop(to_js(&announcement.detail()));
            None
        }
        Effect::Remember(record) => {
            drop(journal::encode(&record, 0).written());
            None
        }
        Effect::ClaimCart(request) => {
            // The code that carries out effects is one large function. While no field is shown, this effect does nothing.
            checkout.run_active(Effect::FocusMissing);
            Some(Event::CartClaimed(request, true))
        }
        Effect::HandOver(_) => Some(Event::Approved(Json::Null, None)),
        Effect::AskPrefill(_) => Some(Event::PrefillAnswered(true)),
        Effect::FetchOffer(request, _) => Some(Event::OfferFetched(request, Ok(state.offer()?.clone()))),
        Effect::AskConfirm(_) => Some(Event::ConfirmAnswered(true)),
        effect => {
            let exchange = checkout.exchange_of(&effect, state)?;
            checkout.client().warm_up(&exchange.request, exchange.policy);
            let answer = Response { status: 200, body: ANSWER.to_owned(), ..Response::default() };
            match exchange.answered(Ok(answer), &mut GlueProfile::default()) {
                Next::Event(event) => Some(event),
                Next::Send(_) => None,
            }
        }
    }
}
