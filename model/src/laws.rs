//! Laws about actions. They are checked during a step, because the state alone does not show them.

use express_checkout::flow::{Live, PaymentData, Phase, Record, State};

use crate::properties::holds;
use crate::samples;

/// A law about an action.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Law {
    /// The record is written before `/checkout` is sent.
    WrittenFirst,
    /// `/checkout` is not sent twice by itself.
    SentOnce,
    /// An order has the total, the items and the shipments that were shown.
    OrderedAsShown,
    /// Nothing is paid or ordered that the shop would refuse.
    Taken,
    /// Items that must be shipped are not ordered without a shipment.
    Shipped,
    /// Each attempt has exactly one `ec-complete`. An announced click is an attempt.
    ToldOnce,
    /// A late answer about an order counts.
    OrderHeard,
    /// No payment is started or updated with nothing to pay.
    SomethingToPay,
    /// A record of a sent order is replaced only by its own checkout, once its outcome is known.
    OrderKept,
    /// A record that was read is resumed, cancelled or answered.
    RecordAnswered,
}

impl Law {
    /// All laws, with their texts.
    pub const ALL: [(Self, &'static str); 10] = [
        (Self::WrittenFirst, "the record is written before /checkout is sent"),
        (Self::SentOnce, "/checkout is sent once for each order click"),
        (Self::OrderedAsShown, "an order has the total, the items and the shipments that were shown"),
        (Self::Taken, "nothing is paid or ordered that the shop has refused"),
        (Self::Shipped, "items that must be shipped are never ordered without a shipment"),
        (Self::ToldOnce, "every attempt has exactly one ec-complete"),
        (Self::OrderHeard, "a late answer about an order counts"),
        (Self::SomethingToPay, "no payment is started or updated with an amount of 0 or less"),
        (Self::OrderKept, "a record of an order is kept until its outcome is known"),
        (Self::RecordAnswered, "every record that is read is resumed, cancelled or answered"),
    ];
}

/// The payment whose order a record has; `Some(None)` for an order without a payment.
fn ordered(record: &Record) -> Option<Option<&PaymentData>> {
    match &record.live {
        Some(Live::Placing { payment, .. }) => Some(Some(&payment.data)),
        Some(Live::Ordered(_)) => Some(None),
        _ => None,
    }
}

/// Whether the checkout may replace a record of an order by one without an order.
pub fn may_replace(old: &Record, new: &Record, before: &State, after: &State) -> bool {
    let Some(known) = ordered(old) else { return true };
    if ordered(new).is_some() {
        return true;
    }
    let placed = |state: &State| matches!(state.phase(), Some(Phase::Placed { .. }));
    let waits = matches!(before.phase(), Some(Phase::Placing { .. } | Phase::Refusing { .. } | Phase::Unknown(_)));
    match known {
        Some(data) => waits && holds(before, samples::number(data)),
        // The same order was found again, and its cart no longer exists.
        None => placed(before) && placed(after),
    }
}

/// Whether a record was resumed, cancelled or answered.
pub fn is_answered(record: &Record, machine: &State) -> bool {
    let cancellation = |data: &PaymentData| {
        let id = data.transaction_id();
        machine.cancellations().iter().any(|pending| pending.cancellation.data.transaction_id() == id)
    };
    let live = match &record.live {
        None | Some(Live::Starting | Live::Complete(_)) => true,
        Some(Live::Open(open)) => cancellation(&open.data),
        Some(Live::Away(resume)) => holds(machine, samples::number(&resume.payment.data)),
        Some(Live::Placing { payment, .. }) => holds(machine, samples::number(&payment.data)),
        Some(Live::Ordered(_)) => matches!(machine.phase(), Some(Phase::Placed { .. })),
    };
    live && record.cancellation.iter().all(|(owing, _)| cancellation(&owing.data))
}
