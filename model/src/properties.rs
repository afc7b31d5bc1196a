//! What must hold in every world, and what must be possible in one.

use express_checkout::address::Source;
use express_checkout::flow::{Live, Notice, OfferRequest, Offering, PaymentData, Phase, Record, RequestId, State};
use stateright::Property;

use crate::ask::Ask;
use crate::laws::Law;
use crate::samples;
use crate::shop::Fate;
use crate::trial::Trial;
use crate::world::{Element, Window, World};

/// All of them.
pub fn all() -> Vec<Property<Trial>> {
    let mut all = vec![
        Property::<Trial>::always("there is at most one order of a cart", |_, world| {
            (0..world.shop.carts.len()).all(|cart| world.shop.ours(cart) <= 1)
        }),
        Property::<Trial>::always("at most one live payment of a cart can be named", |_, world| {
            (0..world.shop.carts.len()).all(|cart| free_payments(world, cart) <= 1)
        }),
        Property::<Trial>::always("a named payment is held, ordered, cancelled or recorded", |_, world| {
            !loses_payment(world)
        }),
        Property::<Trial>::always("a payment that carries an order is never cancelled", |_, world| {
            world.shop.payments.iter().all(|payment| payment.fate != Fate::Betrayed)
        }),
        Property::<Trial>::always("what was typed is never overwritten", |_, world| {
            world.elements.iter().all(keeps_typed)
        }),
        Property::<Trial>::always("what is waited for will come, and who rests has a way on", |_, world| {
            world.elements.iter().all(has_way_on)
        }),
        Property::<Trial>::always("a provider that has spoken is not waited for", |_, world| {
            world.elements.iter().all(has_heard)
        }),
        Property::<Trial>::always("no window of a provider stays open after its attempt", |_, world| {
            world.elements.iter().all(has_closed)
        }),
        Property::<Trial>::always("nothing that is one buyer's is shown to another", |_, world| {
            !world.shop.setup.known || world.elements.iter().all(keeps_to_itself)
        }),
        Property::<Trial>::always(
            "an element that has left has nothing under way but what is kept for the next",
            |_, world| world.elements.iter().all(|element| element.stands || !is_ghost(element)),
        ),
        Property::<Trial>::always(
            "a button that is shown can be used, or the shopper sees what has the cart",
            |_, world| (0..world.elements.len()).all(|at| !is_dead(world, at)),
        ),
        Property::<Trial>::always(
            "the buyer whom the page set is the checkout's, unless an order is open",
            |_, world| world.elements.iter().all(knows_buyer),
        ),
        Property::<Trial>::always("nobody is asked to pay nothing", |_, world| {
            world.elements.iter().all(asks_for_something)
        }),
    ];
    all.extend(Law::ALL.map(|(law, name)| Property {
        expectation: stateright::Expectation::Always,
        name,
        condition: CONDITIONS[law as usize],
    }));
    all.extend(reached());
    all
}

/// For each law whether it holds.
const CONDITIONS: [fn(&Trial, &World) -> bool; Law::ALL.len()] = [
    |_, world| world.broken != Some(Law::WrittenFirst),
    |_, world| world.broken != Some(Law::SentOnce),
    |_, world| world.broken != Some(Law::OrderedAsShown),
    |_, world| world.broken != Some(Law::Taken),
    |_, world| world.broken != Some(Law::Shipped),
    |_, world| world.broken != Some(Law::ToldOnce),
    |_, world| world.broken != Some(Law::OrderHeard),
    |_, world| world.broken != Some(Law::SomethingToPay),
    |_, world| world.broken != Some(Law::OrderKept),
    |_, world| world.broken != Some(Law::RecordAnswered),
];

/// What must be possible in some world.
fn reached() -> Vec<Property<Trial>> {
    vec![
        Property::<Trial>::sometimes("ordered", |_, world| placed(world, |_| world.shop.ours(0) == 1)),
        Property::<Trial>::sometimes("cancelled", |_, world| {
            let back =
                |element: &Element| element.machine.notice() == Some(Notice::Cancelled) && element.wire.is_empty();
            world.elements.iter().any(back) && world.shop.payments.iter().any(|payment| payment.fate == Fate::Gone)
        }),
        Property::<Trial>::sometimes("ordered after a lost answer", |_, world| {
            placed(world, |element| element.attempt.as_ref().is_some_and(|attempt| attempt.unheard))
        }),
        Property::<Trial>::sometimes("unknown, then known to be ordered", |_, world| {
            let verified = |element: &Element| matches!(element.machine.phase(), Some(Phase::Placed { order, cart_left: true, .. }) if order.reference.is_some());
            placed(world, verified)
        }),
        Property::<Trial>::sometimes("unknown, then known not to be ordered", |_, world| {
            world.elements.iter().any(|element| element.machine.notice() == Some(Notice::NotOrdered))
        }),
        Property::<Trial>::sometimes("refused with the shop's reasons", |_, world| {
            world.elements.iter().any(|element| {
                element.machine.phase().and_then(Phase::review).is_some_and(|review| !review.reasons.is_empty())
            })
        }),
        Property::<Trial>::sometimes("ordered, and its payment is not confirmed", |_, world| {
            let named =
                |phase: Option<&Phase>| matches!(phase, Some(Phase::Unknown(unknown)) if unknown.reference.is_some());
            world.elements.iter().any(|element| named(element.machine.phase()))
        }),
        Property::<Trial>::sometimes("ordered with a security code", |_, world| {
            placed(world, |element| element.machine.security_code().is_some())
        }),
        Property::<Trial>::sometimes("to be approved again at another total", |_, world| {
            let again = |notice| matches!(notice, Some(Notice::ApproveAgain { .. }));
            world.elements.iter().any(|element| again(element.machine.notice()))
        }),
        Property::<Trial>::sometimes("ordered in another element than the one that was clicked", |_, world| {
            placed(world, |element| element.attempt.as_ref().is_some_and(|attempt| attempt.moved))
        }),
        Property::<Trial>::sometimes("resumed after a reload, and ordered", |_, world| {
            placed(world, |element| element.attempt.as_ref().is_some_and(|attempt| attempt.resumed))
        }),
    ]
}

fn placed(world: &World, which: impl Fn(&Element) -> bool) -> bool {
    world.elements.iter().any(|element| matches!(element.machine.phase(), Some(Phase::Placed { .. })) && which(element))
}

/// The live payments with a name.
fn live(world: &World) -> impl Iterator<Item = usize> {
    let payments = world.shop.payments.iter().enumerate();
    payments.filter(|(_, payment)| payment.named && payment.fate == Fate::Live).map(|(number, _)| number)
}

/// How many of them are not on their way to be cancelled, by an element or by what waits to be taken up.
fn free_payments(world: &World, cart: usize) -> usize {
    let owing = |number: usize| {
        world
            .elements
            .iter()
            .any(|element| element.machine.cancellations().iter().any(|pending| is(&pending.cancellation.data, number)))
    };
    // Nobody has taken it up yet, but it is written down that it must be cancelled.
    let left = |number: usize| {
        let mut entries = world.pages.iter().flat_map(|page| page.entries.iter().flatten());
        entries.any(|entry| entry.record.cancellation.iter().any(|(cancellation, _)| is(&cancellation.data, number)))
            || world.strays.contains(&Ask::Cancel(number))
    };
    let of_cart = |number: &usize| world.shop.payments[*number].cart == cart;
    live(world).filter(of_cart).filter(|number| !owing(*number) && !left(*number)).count()
}

fn loses_payment(world: &World) -> bool {
    live(world).any(|number| !world.keeps(number))
}

fn is(data: &PaymentData, number: usize) -> bool {
    samples::number(data) == number
}

/// Whether a machine has that payment in hand, or owes its cancellation.
pub fn holds(machine: &State, number: usize) -> bool {
    let started = match machine.phase() {
        None => None,
        Some(Phase::Resuming { resume, .. } | Phase::ResumeFailed { resume, .. }) => Some(&resume.payment),
        Some(Phase::Unknown(unknown)) => Some(&unknown.payment),
        Some(phase) => phase.started().map(|started| &started.payment),
    };
    started.is_some_and(|payment| is(&payment.data, number))
        || machine.cancellations().iter().any(|pending| is(&pending.cancellation.data, number))
}

/// Whether a record names that payment.
pub fn records(storage: &Record, number: usize) -> bool {
    let live = match &storage.live {
        Some(Live::Open(cancellation)) => Some(&cancellation.data),
        Some(Live::Away(resume)) => Some(&resume.payment.data),
        Some(Live::Placing { payment, .. }) => Some(&payment.data),
        Some(Live::Starting | Live::Ordered(_)) | None => None,
    };
    live.is_some_and(|data| is(data, number))
        || storage.cancellation.iter().any(|(cancellation, _)| is(&cancellation.data, number))
}

/// An order ends the book's work, so nothing is kept after it.
fn keeps_typed(element: &Element) -> bool {
    let typed = element.machine.addresses().entry(samples::EDITED);
    !element.typed
        || matches!(element.machine.phase(), Some(Phase::Placed { .. }))
        // It waits until the bill is another one again.
        || element.machine.addresses().billing_same()
        || typed.is_some_and(|entry| entry.value == samples::TYPED && entry.source == Source::Shopper)
}

/// What a machine waits for is on its way; one that waits for the shopper shows a button or a link.
fn has_way_on(element: &Element) -> bool {
    let coming = |id: RequestId| element.wire.iter().any(|request| request.id == Some(id) && !request.given_up);
    let maybe = |id: Option<RequestId>| id.is_none_or(coming);
    let is_read = |request: Option<&OfferRequest>| match request {
        None => element.is_beginning() || !element.stands,
        Some(request) => coming(request.id),
    };
    if let Some(offering) = element.machine.offering() {
        return match offering {
            Offering::Loading { request, .. } => is_read(request.as_ref()),
            Offering::Ready { offer, request, .. } => {
                let methods = element.machine.methods(offer).count();
                methods > 0 && maybe(request.as_ref().map(|request| request.id))
            }
            // Another try and the shop's own checkout.
            Offering::Unavailable | Offering::Failed { .. } => true,
        };
    }
    let Some(phase) = element.machine.phase() else { return true };
    match phase {
        Phase::Resuming { request, .. } => is_read(request.as_ref()),
        Phase::Prefilling { .. } => false,
        Phase::Claiming { request, .. }
        | Phase::Starting { request, .. }
        | Phase::FetchingCustomer { request, .. }
        | Phase::Cancelling { request, .. }
        | Phase::Checking { request, .. }
        | Phase::Updating { request, .. }
        | Phase::Placing { request, .. }
        | Phase::Refusing { request, .. } => coming(*request),
        // Cancel, and order or repeat where nothing else is awaited.
        Phase::Review(review) => {
            let code = review.code.as_ref().is_none_or(|code| maybe(code.asking) && maybe(code.sending));
            maybe(review.pricing) && maybe(review.resting) && code
        }
        Phase::Confirming(_) => element.wire.iter().any(|request| request.ask == Ask::Consent),
        // The shop's own help.
        Phase::Unknown(unknown) => maybe(unknown.verifying),
        // Cancel; undo and the page itself; another try and the shop's own checkout.
        Phase::Offering(_) | Phase::AwaitingApproval { .. } | Phase::Prefilled { .. } | Phase::ResumeFailed { .. } => {
            true
        }
        Phase::Placed { until, .. } => maybe(*until),
    }
}

/// A provider says no more, so nobody waits for it.
fn has_heard(element: &Element) -> bool {
    !(matches!(element.machine.phase(), Some(Phase::AwaitingApproval { .. })) && element.window == Window::Spoken)
}

/// What opened in a click is closed when its attempt needs it no longer.
fn has_closed(element: &Element) -> bool {
    let needs = matches!(
        element.machine.phase(),
        Some(
            Phase::Claiming { .. }
                | Phase::Starting { .. }
                | Phase::AwaitingApproval { .. }
                | Phase::FetchingCustomer { .. }
        )
    );
    element.window != Window::Open || needs
}

/// What stands in the address state is of the buyer whom the machine knows.
fn keeps_to_itself(element: &Element) -> bool {
    element.filler.is_none_or(|filler| filler == samples::buyer(element.machine.config()))
}

/// Something goes on in a checkout that nobody sees.
fn is_ghost(element: &Element) -> bool {
    let kept = element.is_kept();
    match element.machine.phase() {
        Some(Phase::Claiming { .. }) => true,
        Some(Phase::Starting { cancel, .. }) => cancel.is_none(),
        Some(Phase::AwaitingApproval { .. } | Phase::FetchingCustomer { .. }) => !kept,
        Some(
            Phase::Prefilling { .. }
            | Phase::Review(_)
            | Phase::Confirming(_)
            | Phase::Checking { .. }
            | Phase::Updating { .. },
        ) => true,
        _ => false,
    }
}

/// There is a price on every button, and in every review that is not waiting for one.
fn asks_for_something(element: &Element) -> bool {
    match (element.machine.offering(), element.machine.phase()) {
        (Some(Offering::Ready { offer, .. }), _) => offer.total.minor > 0,
        (_, Some(Phase::Review(review))) => review.is_settling() || review.started.attempt.offer.total.minor > 0,
        _ => true,
    }
}

/// Whether a record says that an order is being placed with that payment.
pub fn is_placing(record: &Record, number: usize) -> bool {
    matches!(&record.live, Some(Live::Placing { payment, .. }) if is(&payment.data, number))
}

/// A button does nothing because of a checkout that has left the page and rests.
fn is_dead(world: &World, at: usize) -> bool {
    let element = &world.elements[at];
    let unseen = |other: &Element| !other.stands && other.wire.is_empty() && other.machine.is_engaged();
    element.stands && element.machine.clickable().is_some() && world.siblings(at, element.cart()).any(unseen)
}

/// What the page says of the buyer reaches the checkout. It may wait for an order's outcome, and for a thank-you to be read.
fn knows_buyer(element: &Element) -> bool {
    let open = match element.machine.phase() {
        Some(Phase::Placing { .. } | Phase::Refusing { .. } | Phase::Unknown(_)) => true,
        Some(Phase::Placed { until, .. }) => until.is_some(),
        _ => false,
    };
    let config = element.machine.config();
    open || !element.stands || config.buyer.is_none() || samples::buyer(config) == element.who
}
