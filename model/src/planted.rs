//! Bugs, put in to see that they are found: whoever finds none of these would not find a new one either.
//!
//! None of them is in the product. Each changes what the machine hears, what is done with what it says, or how the world
//! around it plays.

use express_checkout::address::Book;
use express_checkout::flow::{Announcement, Effect, Event, GlueError, Live, Outcome, Owed, Phase, Record, State};

use crate::samples;

/// A bug.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Planted {
    /// 1102 is taken for a refusal (hazard H1).
    RefusalBelieved,
    /// 1103 in answer to `/checkout` is taken for a refusal (hazard H14).
    MissingCartBelieved,
    /// A lost answer to `/checkout` is taken for a refusal.
    SilenceBelieved,
    /// `/checkout` is sent although the record could not be written.
    RecordNotStored,
    /// The next page does not read the record.
    RecordNotRead,
    /// The next page cancels a payment although `/checkout` was sent.
    CancelledWhilePlacing,
    /// The answer of an order is heard by the step that asked for it alone.
    LateOrderDropped,
    /// The name of a payment is heard by the step that asked for it alone.
    LatePaymentIgnored,
    /// `/checkout` is repeated when its answer is lost.
    CheckoutRepeated,
    /// A second click begins a second attempt.
    ClickedTwice,
    /// Payments to be cancelled are not remembered.
    DebtsForgotten,
    /// The pre-fill takes no heed of what was typed meanwhile.
    EditOverwritten,
    /// `ec-complete` is told twice.
    CompletedTwice,
    /// `ec-complete` is not told of what is cancelled.
    CompletedNever,
    /// The last question about an order is asked while `/checkout` may still be at work.
    VerifiedTooEarly,
    /// The answer of a request that fails is dropped.
    FailureSwallowed,
    /// Nobody looks whether another tab has the cart in hand.
    LockNotTaken,
    /// Another tab may take the cart while a page that has it in hand is loaded anew.
    LockFreedByReload,
    /// A second tab begins with a copy of the first one's storage, as a duplicated tab does.
    StorageCopied,
}

impl Planted {
    /// All of them.
    pub const ALL: [Self; 19] = [
        Self::RefusalBelieved,
        Self::MissingCartBelieved,
        Self::SilenceBelieved,
        Self::RecordNotStored,
        Self::RecordNotRead,
        Self::CancelledWhilePlacing,
        Self::LateOrderDropped,
        Self::LatePaymentIgnored,
        Self::CheckoutRepeated,
        Self::ClickedTwice,
        Self::DebtsForgotten,
        Self::EditOverwritten,
        Self::CompletedTwice,
        Self::CompletedNever,
        Self::VerifiedTooEarly,
        Self::FailureSwallowed,
        Self::LockNotTaken,
        Self::LockFreedByReload,
        Self::StorageCopied,
    ];

    /// What the machine hears instead of what happened; nothing, if the bug swallows it.
    pub fn hears(self, machine: &mut State, event: Event) -> Option<Event> {
        match (self, event) {
            (Self::RefusalBelieved, event) => Some(believed(event, |error| error.has_code(1102))),
            (Self::MissingCartBelieved, event) => Some(believed(event, |error| error.has_code(1103))),
            (Self::SilenceBelieved, event) => Some(believed(event, |error| error.status() == 0)),
            (Self::RecordNotRead, Event::Begun(_)) => Some(Event::Begun(Record::default())),
            (Self::CancelledWhilePlacing, Event::Begun(record)) => Some(Event::Begun(opened(record))),
            (Self::LateOrderDropped, Event::OrderPlaced(_, Ok(_)))
                if !matches!(machine.phase, Phase::Placing { .. }) =>
            {
                None
            }
            (Self::LatePaymentIgnored, Event::PaymentStarted { result: Ok(_), .. })
                if !matches!(machine.phase, Phase::Starting { .. } | Phase::Updating { .. }) =>
            {
                None
            }
            (Self::FailureSwallowed, Event::CustomerFetched(_, Err(_))) => None,
            (Self::EditOverwritten, event @ Event::PrefillAnswered(_)) => {
                machine.book = Book::default();
                Some(event)
            }
            (Self::ClickedTwice, event @ Event::Clicked { .. }) => {
                if let Phase::Starting { attempt, .. } = &machine.phase {
                    let offer = attempt.offer.clone();
                    machine.phase = Phase::Ready { offer, notice: None, reading: None };
                }
                Some(event)
            }
            (_, event) => Some(event),
        }
    }

    /// Changes what is done with what the machine says.
    pub fn does(self, effects: &mut Vec<Effect>) {
        match self {
            Self::RecordNotStored => {
                let placing = |record: &Record| matches!(record.live, Some(Live::Placing { .. }));
                effects.retain(|effect| !matches!(effect, Effect::Remember(record) if placing(record)));
            }
            Self::DebtsForgotten => {
                for effect in effects {
                    if let Effect::Remember(record) = effect {
                        record.owed.clear();
                    }
                }
            }
            Self::CompletedNever => effects.retain(|effect| {
                let outcome = Outcome::Cancelled;
                !matches!(effect, Effect::Announce(Announcement::Complete { outcome: told, .. }) if *told == outcome)
            }),
            Self::CompletedTwice => {
                let told =
                    effects.iter().find(|effect| matches!(effect, Effect::Announce(Announcement::Complete { .. })));
                effects.extend(told.cloned());
            }
            _ => {}
        }
    }
}

/// An answer to `/checkout` that is taken for a refusal.
fn believed(event: Event, wrongly: impl Fn(&GlueError) -> bool) -> Event {
    match event {
        Event::OrderPlaced(id, Err(error)) if wrongly(&error) => Event::OrderPlaced(id, Err(samples::refused(901))),
        other => other,
    }
}

/// A record that has forgotten that `/checkout` was sent.
fn opened(record: Record) -> Record {
    match record.live {
        Some(Live::Placing { payment, method, .. }) => {
            let owed = Owed { method, data: payment.data, dialect: payment.dialect };
            Record { live: Some(Live::Open(owed)), ..record }
        }
        _ => record,
    }
}
