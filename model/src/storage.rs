//! The storage of a tab, as the product writes and reads it, and the clock by which an entry expires.

use express_checkout::flow::Record;
use express_checkout::json::Json;
use express_checkout::storage::journal;

/// The clocks, as differences from the true time in milliseconds: correct, slightly slow, half a day slow, an hour fast.
pub const CLOCKS: [i64; 4] = [0, -1, -12 * 60 * 60 * 1_000, 60 * 60 * 1_000];

/// The true time. It does not advance.
const NOW: i64 = 1_795_348_134_000;

/// The stored record of a cart.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Entry {
    /// The stored text.
    pub text: String,
    /// The record that a page reads at once.
    pub record: Record,
    /// The clock with which it was written.
    pub clock: usize,
    /// The page that wrote it.
    pub writer: u8,
}

impl Entry {
    /// Writes a record.
    pub fn write(record: Record, clock: usize, writer: u8) -> Self {
        let text = journal::encode(&record, NOW + CLOCKS[clock]).to_string();
        Self { text, record, clock, writer }
    }

    /// Reads the record with that clock; `None` if it has expired.
    pub fn read(&self, clock: usize) -> Option<Record> {
        journal::decode(&Json::parse(&self.text).ok()?, NOW + CLOCKS[clock])
    }

    /// Whether an approval of that time has expired at the provider, by that clock.
    pub fn is_old(&self, clock: usize) -> bool {
        CLOCKS[clock] - CLOCKS[self.clock] > journal::LIFETIME
    }
}
