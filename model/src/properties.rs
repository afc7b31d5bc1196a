//! The properties that must hold in every world, and the states that must be reached in some world.

use express_checkout::address::Source;
use express_checkout::flow::{Live, Notice, OfferRequest, Offering, PaymentData, Phase, Record, RequestId, State};
use stateright::Property;

use crate::ask::Ask;
use crate::laws::Law;
use crate::samples;
use crate::shop::Fate;
use crate::trial::Trial;
use crate::world::{Element, Window, World};

/// All properties.
pub fn all() -> Vec<Property<Trial>> {
    let mut all = vec![
        Property::<Trial>::always("a cart has at most one order", |_, world| {
            (0..world.shop.carts.len()).all(|cart| world.shop.ours(cart) <= 1)
        }),
        Property::<Trial>::always("a cart has at most one live payment with a known id", |_, world| {
            (0..world.shop.carts.len()).all(|cart| free_payments(world, cart) <= 1)
        }),
        Property::<Trial>::always("a payment with a known id is in use, ordered, cancelled or recorded", |_, world| {
            !loses_payment(world)
        }),
        Property::<Trial>::always("a payment with an order is never cancelled", |_, world| {
            world.shop.payments.iter().all(|payment| payment.fate != Fate::Betrayed)
        }),
        Property::<Trial>::always("typed fields are never overwritten", |_, world| {
            world.elements.iter().all(keeps_typed)
        }),
        Property::<Trial>::always(
            "every awaited answer is under way, and every state has a next step for the shopper",
            |_, world| world.elements.iter().all(has_next_step),
        ),
        Property::<Trial>::always("a provider is not awaited after its message", |_, world| {
            world.elements.iter().all(has_heard)
        }),
        Property::<Trial>::always("a provider's window does not stay open after its attempt", |_, world| {
            world.elements.iter().all(has_closed)
        }),
        Property::<Trial>::always("no buyer sees another buyer's data", |_, world| {
            !world.shop.setup.known || world.elements.iter().all(has_own_addresses)
        }),
        Property::<Trial>::always(
            "an element that has left has nothing under way except what the next one resumes",
            |_, world| world.elements.iter().all(|element| element.stands || !continues_without_element(element)),
        ),
        Property::<Trial>::always(
            "a shown button works, or the shopper sees which attempt has the cart",
            |_, world| (0..world.elements.len()).all(|at| !is_dead(world, at)),
        ),
        Property::<Trial>::always("the checkout has the page's buyer, unless an order is open", |_, world| {
            world.elements.iter().all(knows_buyer)
        }),
        Property::<Trial>::always("no button or review asks for a total of 0", |_, world| {
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

/// The states that must be reached in some world.
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
        Property::<Trial>::sometimes("to be approved again with another total", |_, world| {
            let again = |notice| matches!(notice, Some(Notice::ApproveAgain { .. }));
            world.elements.iter().any(|element| again(element.machine.notice()))
        }),
        Property::<Trial>::sometimes("ordered in another element than the clicked one", |_, world| {
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

/// The live payments whose id is known.
fn live(world: &World) -> impl Iterator<Item = usize> {
    let payments = world.shop.payments.iter().enumerate();
    payments.filter(|(_, payment)| payment.named && payment.fate == Fate::Live).map(|(number, _)| number)
}

/// The number of those that are neither being cancelled nor recorded to be cancelled.
fn free_payments(world: &World, cart: usize) -> usize {
    let owing = |number: usize| {
        world
            .elements
            .iter()
            .any(|element| element.machine.cancellations().iter().any(|pending| is(&pending.cancellation.data, number)))
    };
    // No checkout has resumed the record yet, but the record has the cancellation.
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

/// Whether a machine has that payment or its cancellation.
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

/// Whether a record has that payment.
pub fn records(storage: &Record, number: usize) -> bool {
    let live = match &storage.live {
        Some(Live::Open(cancellation)) => Some(&cancellation.data),
        Some(Live::Away(resume)) => Some(&resume.payment.data),
        Some(Live::Placing { payment, .. }) => Some(&payment.data),
        Some(Live::Starting | Live::Ordered(_) | Live::Complete(_)) | None => None,
    };
    live.is_some_and(|data| is(data, number))
        || storage.cancellation.iter().any(|(cancellation, _)| is(&cancellation.data, number))
}

/// Whether the typed value is still there. After an order the addresses are removed.
fn keeps_typed(element: &Element) -> bool {
    let typed = element.machine.addresses().entry(samples::EDITED);
    !element.typed
        || matches!(element.machine.phase(), Some(Phase::Placed { .. }))
        // The typed value is kept until billing is separate again.
        || element.machine.addresses().billing_same()
        || typed.is_some_and(|entry| entry.value == samples::TYPED && entry.source == Source::Shopper)
}

/// Whether everything that the machine waits for is under way, and a machine that waits for the shopper shows a button.
fn has_next_step(element: &Element) -> bool {
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
            // Try again, or use the shop's own checkout.
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
        // Cancel, order or try again, if no other answer is awaited.
        Phase::Review(review) => {
            let code = review.code.as_ref().is_none_or(|code| maybe(code.asking) && maybe(code.sending));
            let press = review.press.as_ref().is_none_or(|press| coming(press.until) && review.is_settling());
            maybe(review.pricing) && maybe(review.resting) && code && press
        }
        Phase::Confirming(_) => element.wire.iter().any(|request| request.ask == Ask::Consent),
        // The shop's support.
        Phase::Unknown(unknown) => maybe(unknown.verifying),
        // Cancel; undo, or the page continues; try again, or use the shop's own checkout.
        Phase::Offering(_) | Phase::AwaitingApproval { .. } | Phase::Prefilled { .. } | Phase::ResumeFailed { .. } => {
            true
        }
        Phase::Placed { until, reading, .. } => {
            maybe(*until) && reading.as_ref().is_none_or(|request| coming(request.id))
        }
    }
}

/// Whether the machine does not wait for a provider that has already sent its only message.
fn has_heard(element: &Element) -> bool {
    !(matches!(element.machine.phase(), Some(Phase::AwaitingApproval { .. })) && element.window == Window::Spoken)
}

/// Whether the provider's window is closed after its attempt.
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

/// Whether the addresses belong to the machine's buyer.
fn has_own_addresses(element: &Element) -> bool {
    element.filler.is_none_or(|filler| filler == samples::buyer(element.machine.config()))
}

/// Whether an attempt continues although its element has left.
fn continues_without_element(element: &Element) -> bool {
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

/// Whether every button, and every review with a price, has a total above 0.
fn asks_for_something(element: &Element) -> bool {
    match (element.machine.offering(), element.machine.phase()) {
        (Some(Offering::Ready { offer, .. }), _) => offer.total.minor > 0,
        (_, Some(Phase::Review(review))) => review.is_settling() || review.started.attempt.offer.total.minor > 0,
        _ => true,
    }
}

/// Whether a record has a sent order with that payment.
pub fn is_placing(record: &Record, number: usize) -> bool {
    matches!(&record.live, Some(Live::Placing { payment, .. }) if is(&payment.data, number))
}

/// Whether a button is blocked by a checkout that has left the page and waits for nothing.
fn is_dead(world: &World, at: usize) -> bool {
    let element = &world.elements[at];
    let unseen = |other: &Element| !other.stands && other.wire.is_empty() && other.machine.is_engaged();
    element.stands && element.machine.clickable().is_some() && world.siblings(at, element.cart()).any(unseen)
}

/// Whether the machine has the buyer that the page set. Until an order's outcome and its confirmation, it may have the
/// old one.
fn knows_buyer(element: &Element) -> bool {
    let open = match element.machine.phase() {
        Some(Phase::Placing { .. } | Phase::Refusing { .. } | Phase::Unknown(_)) => true,
        Some(Phase::Placed { until, .. }) => until.is_some(),
        _ => false,
    };
    let config = element.machine.config();
    open || !element.stands || config.buyer.is_none() || samples::buyer(config) == element.who
}
