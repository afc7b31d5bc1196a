//! The errors of the test tools.

use crate::wire;
use std::fmt;
use std::io::ErrorKind;
use std::time::Duration;

/// An error.
#[derive(Debug)]
pub enum Trouble {
    /// A socket, a file or a process failed.
    System(String),
    /// The driver refused a command.
    Driver {
        /// The name of its error, such as `no such element`.
        name: String,
        /// Its message.
        message: String,
    },
    /// A condition did not become true in time.
    Late(String),
    /// The browser did not answer for this long.
    Silence(Duration),
}

/// The result of the lower layers.
pub type Result<T> = std::result::Result<T, Trouble>;

impl Trouble {
    /// Whether the window or frame of the command is gone.
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
            // The error of an expired socket timeout, which differs between systems.
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

/// Ends the story on an error.
pub trait OrEnd<T> {
    /// The value. On an error the story ends at the caller's line.
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
