//! Warns the developer about registered providers that serve no method of the page's carts.

use super::given;
use crate::browser::sleep;
use crate::provider::browser::registered::{self, Registered};
use crate::provider::context::WeakContext;
use crate::provider::shape::{resembles, short};
use std::cell::Cell;

/// The page may have several elements with different carts. Their methods are waited for, in milliseconds.
const PAUSE: u32 = 3_000;

thread_local! {
    static WAITING: Cell<bool> = const { Cell::new(false) };
}

/// Waits until the methods of the other elements are known too, and then warns once about each key that none of them has.
pub async fn tell(context: WeakContext) {
    if WAITING.replace(true) {
        return;
    }
    sleep(PAUSE).await;
    WAITING.set(false);
    // Without an element, the next one looks again.
    let Some(checkout) = context.get().filter(|checkout| !checkout.has_left()) else { return };
    let state = checkout.state();
    let Some(offer) = state.offer() else { return };
    let mut keys: Vec<&str> = Vec::new();
    for method in &offer.methods {
        keys.extend([method.key.as_str()].into_iter().chain(method.app_key.as_deref()));
    }
    for registered in registered::take_unused() {
        tell_unused(&registered, &keys);
    }
}

fn tell_unused(registered: &Registered, keys: &[&str]) {
    let listed: Vec<String> = keys.iter().map(|key| ["\"", &short(key), "\""].concat()).collect();
    let offers = ["; the shop offers ", &listed.join(", ")].concat();
    match registered.key.as_string().filter(|key| !key.is_empty()) {
        None => {
            let kind =
                if registered.key.as_string().is_some() { "an empty text" } else { given::kind(&registered.key) };
            let sentence = ["the key given to registerProvider is ", kind, "; it must be the key of a method", &offers];
            given::report("error", &sentence.concat(), None);
        }
        Some(key) => {
            let mut sentence =
                ["no method of this page's carts has the key of ", &given::subject(registered), &offers].concat();
            if let Some(meant) = keys.iter().find(|known| resembles(&key, known)) {
                sentence.push_str(&[". Did you mean \"", &short(meant), "\"?"].concat());
            }
            given::report("warn", &sentence, None);
        }
    }
    let _ = given::check(registered);
}
