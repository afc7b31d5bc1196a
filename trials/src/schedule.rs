//! Simulated time. The clock jumps to the next planned event, so a whole checkout with its deadlines takes microseconds.

use std::collections::BTreeMap;

/// Planned events, sorted by time. Events of the same time keep the order in which they were planned.
#[derive(Debug)]
pub struct Schedule<T> {
    now: u64,
    planned: u64,
    waiting: BTreeMap<(u64, u64), T>,
}

impl<T> Schedule<T> {
    /// An empty schedule.
    pub fn new() -> Self {
        Self { now: 0, planned: 0, waiting: BTreeMap::new() }
    }

    /// Milliseconds since the beginning.
    pub fn now(&self) -> u64 {
        self.now
    }

    /// Plans an event, `after` milliseconds from now.
    pub fn plan(&mut self, after: u64, what: T) {
        self.planned += 1;
        self.waiting.insert((self.now + after, self.planned), what);
    }

    /// Removes the next event and sets the clock to its time. Events that are void now are skipped and take no time.
    pub fn next(&mut self, is_void: impl Fn(&T) -> bool) -> Option<T> {
        while let Some(((time, _), what)) = self.waiting.pop_first() {
            if !is_void(&what) {
                self.now = time;
                return Some(what);
            }
        }
        None
    }

    /// All planned events in their order.
    pub fn all(&self) -> impl Iterator<Item = &T> {
        self.waiting.values()
    }

    /// Advances the clock without an event.
    pub fn pass(&mut self, milliseconds: u64) {
        self.now += milliseconds;
    }
}
