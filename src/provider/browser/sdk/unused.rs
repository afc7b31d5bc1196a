//! Warns the developer about registered providers that serve no method of the page's carts.

use super::super::registered::{self, Registered};
use super::given;
use crate::browser::sleep;
use crate::provider::context::WeakContext;
use crate::provider::shape::{resembles, short};
use std::cell::Cell;

/// The page may have several elements with different carts. This is the pause between two looks at them, in milliseconds.
const PAUSE: u32 = 1_000;
/// After so many looks, elements that are still loading are not waited for.
const LOOKS: u32 = 20;

thread_local! {
    static WAITING: Cell<bool> = const { Cell::new(false) };
}

/// Waits until the methods of all elements of the page are known, and then warns once about each key that none of them has.
pub async fn tell(context: WeakContext) {
    if WAITING.replace(true) {
        return;
    }
    let keys = offered(&context).await;
    WAITING.set(false);
    // Without an element, the next one looks again.
    let Some(keys) = keys else { return };
    for registered in registered::take_unused() {
        tell_unused(&registered, &keys);
    }
}

/// The keys of all methods that the page's carts offer. `None` if the element has left.
async fn offered(context: &WeakContext) -> Option<Vec<String>> {
    let mut looks = 0;
    loop {
        sleep(PAUSE).await;
        looks += 1;
        let states = context.get().filter(|checkout| !checkout.has_left())?.page_states();
        if looks < LOOKS && states.iter().any(|state| state.name() == "loading") {
            continue;
        }
        let mut keys = Vec::new();
        for method in states.iter().filter_map(|state| state.offer()).flat_map(|offer| &offer.methods) {
            for key in [Some(&method.key), method.app_key.as_ref()].into_iter().flatten() {
                if !keys.contains(key) {
                    keys.push(key.clone());
                }
            }
        }
        return Some(keys);
    }
}

fn tell_unused(registered: &Registered, keys: &[String]) {
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
