//! Why a command stopped, in words for the person who typed it.

use std::fmt::Display;
use std::path::Path;

/// The result of a step; most steps yield nothing.
pub type Result<T = ()> = std::result::Result<T, Failure>;

/// Why a command stopped.
#[derive(Debug)]
pub enum Failure {
    /// It was typed wrongly.
    Usage(String),
    /// A step of it failed.
    Work(String),
}

impl Failure {
    /// A step that failed, in one sentence.
    pub fn work(message: impl Into<String>) -> Self {
        Self::Work(message.into())
    }

    /// An operation on a file that failed: `Failure::file("read", path)` is to be given to `map_err`.
    pub fn file<E: Display>(operation: &str, path: &Path) -> impl FnOnce(E) -> Self {
        move |error| Self::Work(format!("cannot {operation} {}: {error}", path.display()))
    }
}
