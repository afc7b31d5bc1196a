//! Waiting: until something becomes true, or for a fixed time.

use crate::trouble::{Result, Trouble};
use std::time::{Duration, Instant};

/// The usual time limit, long enough for a busy machine.
pub const PATIENCE: Duration = Duration::from_secs(20);

const PAUSE: Duration = Duration::from_millis(25);

/// Looks again and again until there is a value.
///
/// # Errors
/// Names what was awaited when the time limit is over.
pub fn until<T>(what: &str, patience: Duration, mut look: impl FnMut() -> Result<Option<T>>) -> Result<T> {
    let end = Instant::now() + patience;
    loop {
        let last = match look() {
            Ok(Some(found)) => return Ok(found),
            Ok(None) => None,
            Err(trouble) => Some(trouble),
        };
        if Instant::now() >= end {
            let why = last.map(|trouble| format!(" ({trouble})")).unwrap_or_default();
            return Err(Trouble::Late(format!("{what} did not come within {} s{why}", patience.as_secs())));
        }
        std::thread::sleep(PAUSE);
    }
}

/// Lets time pass: a payer reads a page, or something must not happen. Wait with [`until`] for what must happen.
pub fn pass(time: Duration) {
    std::thread::sleep(time);
}
