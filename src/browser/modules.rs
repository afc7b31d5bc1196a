//! Fetches the later modules of the shipped build. `modules.js` links them to the first one.

use super::{now, sleep};
use std::future::Future;
use std::pin::Pin;
use wasm_split_helpers::SplitLoaderError;

/// How many times fetching a module is tried.
const TRIES: u32 = 3;
/// The pause before the second try, in milliseconds. Each later pause is twice as long.
const PAUSE: u32 = 700;
/// After this time, in milliseconds, a failed try is the last one. `modules.js` ends each try after three seconds, so that the
/// shopper waits less than five seconds in all.
const SLOW: f64 = 1000.0;

/// What a function marked with `wasm_split` returns.
pub type Fetching<T> = Pin<Box<dyn Future<Output = Result<&'static T, SplitLoaderError>>>>;

/// The functions of a later module, or `None` if it cannot be fetched.
pub async fn fetch<T>(module: fn() -> Fetching<T>) -> Option<&'static T> {
    let begun = now();
    for tried in 0..TRIES {
        if tried > 0 {
            sleep(PAUSE << (tried - 1)).await;
        }
        if let Ok(functions) = module().await {
            return Some(functions);
        }
        if now() - begun > SLOW {
            break;
        }
    }
    None
}
