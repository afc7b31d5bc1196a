//! Limits the number of browsers to two at a time, because more would slow each other down. A story that ends leaves its Chromium
//! to one that waits for a turn.

use crate::session::Session;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

const MOST: usize = 2;

static TURNS: Mutex<Turns> = Mutex::new(Turns { taken: 0, waiting: 0, left: Vec::new() });
static FREE: Condvar = Condvar::new();

#[derive(Debug)]
struct Turns {
    taken: usize,
    waiting: usize,
    /// Never more than there are waiting stories, so that each is used or closed.
    left: Vec<Session>,
}

/// A turn. When it is dropped, the next waiting story gets it.
#[derive(Debug)]
pub struct Turn(());

impl Turn {
    /// Waits for a turn, and for the browser that an earlier story may have left.
    pub fn take() -> (Self, Option<Session>) {
        let mut turns = lock();
        turns.waiting += 1;
        while turns.taken >= MOST {
            turns = FREE.wait(turns).unwrap_or_else(PoisonError::into_inner);
        }
        turns.waiting -= 1;
        turns.taken += 1;
        (Self(()), turns.left.pop())
    }

    /// Leaves a browser to a story that waits. Without one, it is closed.
    pub fn leave(session: Session) {
        let mut turns = lock();
        if turns.left.len() < turns.waiting {
            turns.left.push(session);
        } else {
            // Closing it takes a while.
            drop(turns);
            drop(session);
        }
    }

    /// Whether a story waits for a browser.
    pub fn is_awaited() -> bool {
        let turns = lock();
        turns.left.len() < turns.waiting
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        lock().taken -= 1;
        FREE.notify_one();
    }
}

fn lock() -> MutexGuard<'static, Turns> {
    TURNS.lock().unwrap_or_else(PoisonError::into_inner)
}
