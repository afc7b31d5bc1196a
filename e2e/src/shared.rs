//! A resource that concurrent stories share. The first story creates it; it ends with the last one.

use crate::trouble::Result;
use std::sync::{Arc, Mutex, PoisonError, Weak};

/// A place for a shared resource.
#[derive(Debug)]
pub struct Shared<T>(Mutex<Weak<T>>);

impl<T> Shared<T> {
    /// An empty place.
    pub const fn new() -> Self {
        Self(Mutex::new(Weak::new()))
    }

    /// The resource; it is created if there is none.
    ///
    /// # Errors
    /// When it cannot be created.
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
