//! What keeps the harness from going on.

use crate::wire;
use std::fmt;
use std::io::ErrorKind;
use std::time::Duration;

/// What went wrong.
#[derive(Debug)]
pub enum Trouble {
    /// A socket, a file, a process.
    System(String),
    /// The browser's driver refused: its error's name and text.
    Driver {
        /// Such as `no such element`.
        name: String,
        /// In words.
        message: String,
    },
    /// Something awaited did not come.
    Late(String),
    /// Nothing at all came from the browser for so long.
    Silence(Duration),
}

/// What the lower layers answer.
pub type Result<T> = std::result::Result<T, Trouble>;

impl Trouble {
    /// The window or frame that was spoken to is not there any more.
    pub fn is_gone(&self) -> bool {
        let Self::Driver { name, message } = self else { return false };
        ["no such window", "no such frame"].contains(&name.as_str())
            || ["target window already closed", "web view not found", "detached", "disconnected"]
                .iter()
                .any(|words| message.contains(words))
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::System(text) | Self::Late(text) => out.write_str(text),
            Self::Silence(limit) => {
                write!(out, "the browser did not answer within {} s: the page may hang", limit.as_secs())
            }
            Self::Driver { name, message } => write!(out, "{name}: {}", message.lines().next().unwrap_or_default()),
        }
    }
}

impl std::error::Error for Trouble {}

impl From<std::io::Error> for Trouble {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            // What a socket says whose limit is over; it differs from system to system.
            ErrorKind::WouldBlock | ErrorKind::TimedOut => Self::Silence(wire::LIMIT),
            _ => Self::System(error.to_string()),
        }
    }
}

impl From<serde_json::Error> for Trouble {
    fn from(error: serde_json::Error) -> Self {
        Self::System(format!("not the expected JSON: {error}"))
    }
}

/// Ends the story where the harness cannot go on.
pub trait OrEnd<T> {
    /// The value, or the end of the story at the caller's line.
    #[track_caller]
    fn or_end(self, doing: &str) -> T;
}

impl<T, E: fmt::Display> OrEnd<T> for std::result::Result<T, E> {
    #[track_caller]
    fn or_end(self, doing: &str) -> T {
        match self {
            Ok(value) => value,
            Err(error) => panic!("{doing}: {error}"),
        }
    }
}
