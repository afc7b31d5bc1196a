//! Runs the code of a click once before the click, so that the browser has compiled it by then. Browsers compile a function of
//! a WebAssembly module when it is called for the first time; on a slow phone this would delay the payment's request.
//!
//! It computes the steps of a click and throws them away. Nothing is sent, stored or announced.

use super::Checkout;
use crate::browser::{random_name, sleep, spawn, to_js};
use crate::flow::{Effect, Event, Presentation, State};
use crate::storage::journal;
use std::cell::Cell;

thread_local! {
    /// Once for the page is enough.
    static DONE: Cell<bool> = const { Cell::new(false) };
}

/// Computes, in a task of its own, what a click on the first method would do, if there is one to click.
pub fn warm_up(checkout: &Checkout) {
    if DONE.get() {
        return;
    }
    let checkout = checkout.downgrade();
    spawn(async move {
        sleep(0).await;
        if let Some(checkout) = checkout.get() {
            DONE.set(imagine_click(&checkout).is_some());
        }
    });
}

fn imagine_click(checkout: &Checkout) -> Option<()> {
    let state = checkout.state();
    let method = state.methods(state.clickable()?).next()?;
    let (key, correlation) = (method.key.clone(), random_name());
    let clicked = Event::Clicked { key, correlation, presentation: Presentation::Popup };
    let (state, effects) = state.to_active().step(clicked);
    let claimed = effects.iter().find_map(|effect| match effect {
        Effect::ClaimCart(request) => Some(Event::CartClaimed(*request, true)),
        _ => None,
    })?;
    let (state, more) = state.to_active().step(claimed);
    for effect in effects.into_iter().chain(more) {
        imagine(checkout, &state, effect);
    }
    // The code that carries out effects is one large function. While no field is shown, this effect does nothing.
    checkout.run_active(Effect::FocusMissing);
    Some(())
}

/// Makes what the effect would send, store or announce.
fn imagine(checkout: &Checkout, state: &State, effect: Effect) {
    match effect {
        Effect::Announce(announcement) => drop(to_js(&announcement.detail())),
        Effect::Remember(record) => drop(journal::encode(&record, 0).written()),
        effect => {
            if let Some(exchange) = checkout.exchange_of(&effect, state) {
                checkout.client().warm_up(&exchange.request, exchange.policy);
            }
        }
    }
}
