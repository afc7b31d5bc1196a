//! What must hold in every world, and what must be possible in one.

use express_checkout::address::Source;
use express_checkout::flow::{Live, Notice, PaymentData, Phase, Record, RequestId, Review, State};
use stateright::Property;

use crate::samples;
use crate::shop::Fate;
use crate::trial::Trial;
use crate::world::{Ask, Tab, World};

/// A law about deeds: what was done cannot be seen from what is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Law {
    /// The record is written before `/checkout` is sent.
    WrittenFirst,
    /// `/checkout` is not sent twice by itself.
    SentOnce,
    /// The page is told once, and not less, that an attempt is complete.
    ToldOnce,
    /// An order that is heard of counts, however late.
    OrderHeard,
}

/// All of them.
pub fn all() -> Vec<Property<Trial>> {
    vec![
        Property::<Trial>::always("there is at most one order", |_, world| world.shop.orders.len() <= 1),
        Property::<Trial>::always("at most one live payment can be named", |_, world| free_payments(world) <= 1),
        Property::<Trial>::always("a named payment is held, ordered, cancelled or recorded", |_, world| {
            !loses_payment(world)
        }),
        Property::<Trial>::always("a payment that carries an order is never cancelled", |_, world| {
            world.shop.payments.iter().all(|payment| payment.fate != Fate::Betrayed)
        }),
        Property::<Trial>::always("what was typed is never overwritten", |_, world| world.tabs.iter().all(keeps_typed)),
        Property::<Trial>::always("whoever waits will hear, and whoever rests has a way on", |_, world| {
            world.tabs.iter().all(has_way_on)
        }),
        Property::<Trial>::always("an attempt is told to be complete exactly once", |_, world| {
            keeps(world, Law::ToldOnce)
        }),
        Property::<Trial>::always("/checkout is never sent twice by itself", |_, world| keeps(world, Law::SentOnce)),
        Property::<Trial>::always("the record is written before /checkout is sent", |_, world| {
            keeps(world, Law::WrittenFirst)
        }),
        Property::<Trial>::always("an order that is heard of counts", |_, world| keeps(world, Law::OrderHeard)),
        Property::<Trial>::sometimes("ordered", |_, world| placed(world, |_| world.shop.orders.len() == 1)),
        Property::<Trial>::sometimes("cancelled", |_, world| {
            let back = |tab: &Tab| tab.machine.notice() == Some(Notice::Cancelled) && tab.wire.is_empty();
            world.tabs.iter().any(back) && world.shop.payments.iter().any(|payment| payment.fate == Fate::Gone)
        }),
        Property::<Trial>::sometimes("ordered after a lost answer", |_, world| {
            placed(world, |tab| tab.attempt.as_ref().is_some_and(|attempt| attempt.unheard))
        }),
        Property::<Trial>::sometimes("unknown, then known to be ordered", |_, world| {
            let verified = |tab: &Tab| {
                matches!(&tab.machine.phase,
                Phase::Placed { order, cart_left: true, .. } if order.reference.is_some())
            };
            placed(world, verified)
        }),
        Property::<Trial>::sometimes("unknown, then known not to be ordered", |_, world| {
            world.tabs.iter().any(|tab| tab.machine.notice() == Some(Notice::NotOrdered))
        }),
        Property::<Trial>::sometimes("resumed after a reload, and ordered", |_, world| {
            placed(world, |tab| tab.attempt.as_ref().is_some_and(|attempt| attempt.resumed))
        }),
    ]
}

fn keeps(world: &World, law: Law) -> bool {
    world.broken != Some(law)
}

fn placed(world: &World, which: impl Fn(&Tab) -> bool) -> bool {
    world.tabs.iter().any(|tab| matches!(tab.machine.phase, Phase::Placed { .. }) && which(tab))
}

/// The live payments with a name.
fn live(world: &World) -> impl Iterator<Item = usize> {
    let payments = world.shop.payments.iter().enumerate();
    payments.filter(|(_, payment)| payment.named && payment.fate == Fate::Live).map(|(number, _)| number)
}

/// How many of them are not on their way to be cancelled.
fn free_payments(world: &World) -> usize {
    let owed =
        |number: usize| world.tabs.iter().any(|tab| tab.machine.debts.iter().any(|debt| is(&debt.owed.data, number)));
    live(world).filter(|number| !owed(*number)).count()
}

fn loses_payment(world: &World) -> bool {
    let kept = |tab: &Tab, number| holds(&tab.machine, number) || records(&tab.storage, number);
    live(world).any(|number| !world.tabs.iter().any(|tab| kept(tab, number)))
}

fn is(data: &PaymentData, number: usize) -> bool {
    samples::number(data) == number
}

fn holds(machine: &State, number: usize) -> bool {
    let held = match &machine.phase {
        Phase::AwaitingApproval { held, .. }
        | Phase::FetchingCustomer { held, .. }
        | Phase::Prefilling { held, .. }
        | Phase::Prefilled { held } => Some(&held.payment.data),
        Phase::Loading { resume, .. } | Phase::Failed { resume, .. } => {
            resume.as_ref().map(|resume| &resume.payment.data)
        }
        Phase::Unknown(unknown) => Some(&unknown.payment.data),
        phase => review(phase).map(|review| &review.held.payment.data),
    };
    held.is_some_and(|data| is(data, number)) || machine.debts.iter().any(|debt| is(&debt.owed.data, number))
}

fn records(storage: &Record, number: usize) -> bool {
    let live = match &storage.live {
        Some(Live::Open(owed)) => Some(&owed.data),
        Some(Live::Away(resume)) => Some(&resume.payment.data),
        Some(Live::Placing { payment, .. }) => Some(&payment.data),
        Some(Live::Starting | Live::Ordered(_)) | None => None,
    };
    live.is_some_and(|data| is(data, number)) || storage.owed.iter().any(|(owed, _)| is(&owed.data, number))
}

/// An order ends the book's work, so nothing is kept after it.
fn keeps_typed(tab: &Tab) -> bool {
    let typed = tab.machine.book.entry(samples::EDITED);
    !tab.typed
        || matches!(tab.machine.phase, Phase::Placed { .. })
        || typed.is_some_and(|entry| entry.value == samples::TYPED && entry.source == Source::Shopper)
}

fn review(phase: &Phase) -> Option<&Review> {
    match phase {
        Phase::Review(review)
        | Phase::Confirming(review)
        | Phase::Checking { review, .. }
        | Phase::Updating { review, .. }
        | Phase::Placing { review, .. } => Some(review),
        _ => None,
    }
}

/// What a machine waits for is on its way; one that waits for the shopper shows a button or a link.
fn has_way_on(tab: &Tab) -> bool {
    let coming = |id: RequestId| tab.wire.iter().any(|request| request.id == Some(id) && !request.given_up);
    let maybe = |id: Option<RequestId>| id.is_none_or(coming);
    match &tab.machine.phase {
        Phase::Loading { reading: None, .. } | Phase::Prefilling { .. } => false,
        Phase::Loading { reading: Some(reading), .. } => coming(reading.request),
        Phase::Starting { request, .. }
        | Phase::FetchingCustomer { request, .. }
        | Phase::Cancelling { request, .. }
        | Phase::Checking { request, .. }
        | Phase::Updating { request, .. }
        | Phase::Placing { request, .. } => coming(*request),
        Phase::Ready { offer, reading, .. } => {
            let methods = tab.machine.methods(offer).count();
            methods > 0 && maybe(reading.as_ref().map(|reading| reading.request))
        }
        // Cancel, and order or repeat where nothing else is awaited.
        Phase::Review(review) => maybe(review.quoting) && maybe(review.resting),
        Phase::Confirming(_) => tab.wire.iter().any(|request| request.ask == Ask::Consent),
        // The shop's own help.
        Phase::Unknown(unknown) => maybe(unknown.verifying),
        // Cancel; undo and the page itself; another try and the shop's own checkout.
        Phase::AwaitingApproval { .. } | Phase::Prefilled { .. } | Phase::Failed { .. } => true,
        Phase::Unavailable | Phase::Placed { .. } => true,
    }
}
