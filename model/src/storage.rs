//! The storage of a tab, as the product writes and reads it, and the clock by which an entry grows old.

use express_checkout::flow::Record;
use express_checkout::json::Json;
use express_checkout::storage::journal;

/// What a clock may say, in milliseconds beside the true time: right, a moment slow, half a day slow, an hour fast.
pub const CLOCKS: [i64; 4] = [0, -1, -12 * 60 * 60 * 1_000, 60 * 60 * 1_000];

/// The true time; nothing else passes.
const NOW: i64 = 1_795_348_134_000;

/// What is remembered of a cart.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Entry {
    /// As it is written down.
    pub text: String,
    /// What it says to a page that reads it at once.
    pub record: Record,
    /// The clock by which it was written.
    pub clock: usize,
    /// The page that wrote it.
    pub writer: u8,
}

impl Entry {
    /// Writes a record down.
    pub fn write(record: Record, clock: usize, writer: u8) -> Self {
        let text = journal::encode(&record, NOW + CLOCKS[clock]).to_string();
        Self { text, record, clock, writer }
    }

    /// Reads it by that clock; nothing, if it is not believed.
    pub fn read(&self, clock: usize) -> Option<Record> {
        journal::decode(&Json::parse(&self.text).ok()?, NOW + CLOCKS[clock])
    }

    /// Whether an approval of that time has ended at the provider, by that clock.
    pub fn is_old(&self, clock: usize) -> bool {
        CLOCKS[clock] - CLOCKS[self.clock] > journal::LIFETIME
    }
}
