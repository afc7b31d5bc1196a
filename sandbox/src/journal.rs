//! Keeps requests and violations while the sandbox runs.

use crate::ledger::RequestEntry;
use serde::{Deserialize, Serialize};

const MOST_REQUESTS: usize = 500;
// A client in an endless loop must not fill the memory.
const MOST_VIOLATIONS: usize = 200;

/// What was seen.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Journal {
    /// The last requests.
    pub requests: Vec<RequestEntry>,
    /// What must never happen.
    pub violations: Vec<String>,
}

impl Journal {
    /// Notes a request.
    pub fn request(&mut self, entry: RequestEntry) {
        if self.requests.len() == MOST_REQUESTS {
            self.requests.remove(0);
        }
        self.requests.push(entry);
    }

    /// Notes what must never happen.
    pub fn violation(&mut self, text: impl Into<String>) {
        if self.violations.len() < MOST_VIOLATIONS {
            self.violations.push(text.into());
        }
    }
}
