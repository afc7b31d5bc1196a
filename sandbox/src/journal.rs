//! Records requests and violations while the sandbox runs.

use crate::ledger::RequestEntry;
use serde::{Deserialize, Serialize};

const MOST_REQUESTS: usize = 500;
// A client in an endless loop must not fill the memory.
const MOST_VIOLATIONS: usize = 200;

/// The recorded requests and violations.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Journal {
    /// The last requests.
    pub requests: Vec<RequestEntry>,
    /// The broken rules.
    pub violations: Vec<String>,
}

impl Journal {
    /// Records a request.
    pub fn request(&mut self, entry: RequestEntry) {
        if self.requests.len() == MOST_REQUESTS {
            self.requests.remove(0);
        }
        self.requests.push(entry);
    }

    /// Records a broken rule.
    pub fn violation(&mut self, text: impl Into<String>) {
        if self.violations.len() < MOST_VIOLATIONS {
            self.violations.push(text.into());
        }
    }
}
