//! Time that passes only when something happens: a whole checkout with its deadlines takes microseconds.

use std::collections::BTreeMap;

/// What will happen, in the order of its time; at the same time, in the order of its planning.
#[derive(Debug)]
pub struct Schedule<T> {
    now: u64,
    planned: u64,
    waiting: BTreeMap<(u64, u64), T>,
}

impl<T> Schedule<T> {
    /// Nothing is planned.
    pub fn new() -> Self {
        Self { now: 0, planned: 0, waiting: BTreeMap::new() }
    }

    /// Milliseconds since the beginning.
    pub fn now(&self) -> u64 {
        self.now
    }

    /// Plans something for so many milliseconds from now.
    pub fn plan(&mut self, after: u64, what: T) {
        self.planned += 1;
        self.waiting.insert((self.now + after, self.planned), what);
    }

    /// Removes the next happening and sets the clock to it. Happenings that are void by now are skipped and take no time.
    pub fn next(&mut self, is_void: impl Fn(&T) -> bool) -> Option<T> {
        while let Some(((time, _), what)) = self.waiting.pop_first() {
            if !is_void(&what) {
                self.now = time;
                return Some(what);
            }
        }
        None
    }

    /// Everything that is planned, in its order.
    pub fn all(&self) -> impl Iterator<Item = &T> {
        self.waiting.values()
    }

    /// Lets time pass in which nothing happens.
    pub fn pass(&mut self, milliseconds: u64) {
        self.now += milliseconds;
    }
}
