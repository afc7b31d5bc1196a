//! The error of a command, with a message for the person who ran it.

use std::fmt::{self, Display};
use std::path::Path;

/// The result of a step; most steps yield nothing.
pub type Result<T = ()> = std::result::Result<T, Failure>;

/// Why a step failed.
#[derive(Debug)]
pub struct Failure(String);

impl Failure {
    /// A step that failed, with the reason in one sentence.
    pub fn new(reason: impl Into<String>) -> Self {
        Self(reason.into())
    }

    /// An operation on a file that failed. For `map_err`: `fs::read(path).map_err(Failure::file("read", path))`.
    pub fn file<E: Display>(operation: &str, path: &Path) -> impl FnOnce(E) -> Self {
        move |error| Self(format!("cannot {operation} {}: {error}", path.display()))
    }
}

impl Display for Failure {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}
