//! What all stories share that run at the same time. It is made for the first of them and ends with the last.

use crate::trouble::Result;
use std::sync::{Arc, Mutex, PoisonError, Weak};

/// The place where it is found.
#[derive(Debug)]
pub struct Shared<T>(Mutex<Weak<T>>);

impl<T> Shared<T> {
    /// A place where nothing is yet.
    pub const fn new() -> Self {
        Self(Mutex::new(Weak::new()))
    }

    /// What is there, or is made now.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn get(&self, make: impl FnOnce() -> Result<T>) -> Result<Arc<T>> {
        let mut place = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(there) = place.upgrade() {
            return Ok(there);
        }
        let made = Arc::new(make()?);
        *place = Arc::downgrade(&made);
        Ok(made)
    }
}
