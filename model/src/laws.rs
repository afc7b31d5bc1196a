//! Laws about deeds: what was done cannot be seen from what is.

use express_checkout::flow::{Live, PaymentData, Phase, Record, State};

use crate::properties::holds;
use crate::samples;

/// A law about a deed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Law {
    /// The record is written before `/checkout` is sent.
    WrittenFirst,
    /// `/checkout` is not sent twice by itself.
    SentOnce,
    /// What is ordered has the total, the goods and the shipments that were shown.
    OrderedAsShown,
    /// The shop would take an order of what is paid and ordered.
    Taken,
    /// Goods that must be shipped are not ordered like downloads.
    Shipped,
    /// The page is told once, and not less, that an attempt is complete; a click that was told is an attempt.
    ToldOnce,
    /// An order that is heard of counts, however late.
    OrderHeard,
    /// No payment is started or updated with nothing to pay.
    SomethingToPay,
    /// A record of an order that was sent is replaced by the checkout that sent it, once its outcome is known.
    OrderKept,
    /// What an earlier page left is held, owed or answered when it was read.
    RecordAnswered,
}

impl Law {
    /// All of them, with what they say.
    pub const ALL: [(Self, &'static str); 10] = [
        (Self::WrittenFirst, "the record is written before /checkout is sent"),
        (Self::SentOnce, "/checkout is never sent twice by itself"),
        (Self::OrderedAsShown, "what is ordered has the total, the goods and the shipments that were shown"),
        (Self::Taken, "nothing is paid or ordered of which the shop said that it takes no order"),
        (Self::Shipped, "goods that must be shipped are never ordered without a shipment"),
        (Self::ToldOnce, "an attempt, from its click, is told to be complete exactly once"),
        (Self::OrderHeard, "an order that is heard of counts"),
        (Self::SomethingToPay, "no payment is started or updated with an amount of 0 or less"),
        (Self::OrderKept, "a record of an order is never replaced by one without, before its outcome is known"),
        (Self::RecordAnswered, "every record that is read is held, owed or answered after the step"),
    ];
}

/// The payment that a record says is being ordered; `Some(None)` where the record has an order alone.
fn ordered(record: &Record) -> Option<Option<&PaymentData>> {
    match &record.live {
        Some(Live::Placing { payment, .. }) => Some(Some(&payment.data)),
        Some(Live::Ordered(_)) => Some(None),
        _ => None,
    }
}

/// Whether this checkout, as it was before the step, may replace a record by one that names no order.
pub fn may_replace(old: &Record, new: &Record, before: &State, after: &State) -> bool {
    let Some(known) = ordered(old) else { return true };
    if ordered(new).is_some() {
        return true;
    }
    let placed = |state: &State| matches!(state.phase(), Some(Phase::Placed { .. }));
    let waits = matches!(before.phase(), Some(Phase::Placing { .. } | Phase::Refusing { .. } | Phase::Unknown(_)));
    match known {
        Some(data) => waits && holds(before, samples::number(data)),
        // It is heard of again, and its cart is gone.
        None => placed(before) && placed(after),
    }
}

/// Whether what an earlier page left is in good hands.
pub fn is_answered(record: &Record, machine: &State) -> bool {
    let cancellation = |data: &PaymentData| {
        let id = data.transaction_id();
        machine.cancellations().iter().any(|pending| pending.cancellation.data.transaction_id() == id)
    };
    let live = match &record.live {
        None | Some(Live::Starting) => true,
        Some(Live::Open(open)) => cancellation(&open.data),
        Some(Live::Away(resume)) => holds(machine, samples::number(&resume.payment.data)),
        Some(Live::Placing { payment, .. }) => holds(machine, samples::number(&payment.data)),
        Some(Live::Ordered(_)) => matches!(machine.phase(), Some(Phase::Placed { .. })),
    };
    live && record.cancellation.iter().all(|(owing, _)| cancellation(&owing.data))
}
