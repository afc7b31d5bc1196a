//! Not more than two browsers at a time: more make each other late.

use std::sync::{Condvar, Mutex, PoisonError};

const MOST: usize = 2;

static TAKEN: Mutex<usize> = Mutex::new(0);
static LEFT: Condvar = Condvar::new();

/// A turn. The next one waiting gets it when this is dropped.
#[derive(Debug)]
pub struct Turn(());

impl Turn {
    /// Waits for a turn.
    pub fn take() -> Self {
        let mut taken = TAKEN.lock().unwrap_or_else(PoisonError::into_inner);
        while *taken >= MOST {
            taken = LEFT.wait(taken).unwrap_or_else(PoisonError::into_inner);
        }
        *taken += 1;
        Self(())
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        *TAKEN.lock().unwrap_or_else(PoisonError::into_inner) -= 1;
        LEFT.notify_one();
    }
}
