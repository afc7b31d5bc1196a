//! Long random runs: answers are lost, late and repeated, refusals hide saved orders, and shoppers click, cancel, edit
//! and reload at any time.

use super::shop::*;
use crate::address::{Field, Part, Path};
use crate::flow::*;
use crate::json::Json;
use crate::money::Money;
use std::collections::BTreeMap;

/// A random generator with a seed, so that a failed run can be repeated.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % limit
    }

    fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    Live,
    Cancelled,
    Ordered,
}

/// The shop, the requests under way, and the shopper's tab.
struct World {
    chance: Chance,
    state: State,
    record: Record,
    wire: Vec<Effect>,
    /// Answers that come after their deadline.
    late: Vec<Event>,
    payments: BTreeMap<String, Fate>,
    /// Payments whose id reached the browser.
    named: Vec<String>,
    orders: Vec<(String, Money)>,
    cart: bool,
    items: i64,
    dialect: Dialect,
    /// How often the cancellation of a payment failed.
    failures: BTreeMap<String, usize>,
    completed: Vec<String>,
    clicks: usize,
    trail: Vec<String>,
}

impl World {
    fn new(seed: u64) -> Self {
        let mut chance = Chance(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
        let finish = [Finish::Review, Finish::Prefill, Finish::OrderAtOnce][chance.below(3)];
        let dialect = if chance.once_in(2) { Dialect::Legacy } else { Dialect::Platform };
        let story = Story::new(chance.once_in(2), finish);
        let mut world = Self {
            chance,
            state: story.state,
            record: Record::default(),
            wire: Vec::new(),
            late: Vec::new(),
            payments: BTreeMap::new(),
            named: Vec::new(),
            orders: Vec::new(),
            cart: true,
            items: 2_000,
            dialect,
            failures: BTreeMap::new(),
            completed: Vec::new(),
            clicks: 0,
            trail: Vec::new(),
        };
        world.happens(Event::Begun(Record::default()));
        world
    }

    fn happens(&mut self, event: Event) {
        self.trail.push(format!("{} <- {event:?}", self.state.name()));
        let (state, effects) = step(self.state.clone(), event);
        self.state = state;
        let mut answers = Vec::new();
        for effect in effects {
            match effect {
                Effect::Remember(record) => self.record = record,
                Effect::Announce(Announcement::Complete { correlation, .. }) => {
                    assert!(!self.completed.contains(&correlation), "announced twice: {correlation}\n{}", self.trail());
                    self.completed.push(correlation);
                }
                Effect::ClaimCart(request) => answers.push(Event::CartClaimed(request, !self.chance.once_in(9))),
                Effect::AskPrefill(_) => answers.push(Event::PrefillAnswered(!self.chance.once_in(4))),
                Effect::AskConfirm(_) => answers.push(Event::ConfirmAnswered(!self.chance.once_in(6))),
                Effect::FetchOffer(..)
                | Effect::StartPayment { .. }
                | Effect::FetchCustomer(..)
                | Effect::PlaceOrder(..)
                | Effect::FetchOrders(_)
                | Effect::FetchOrder(..)
                | Effect::CancelPayment(..)
                | Effect::Wait(..) => self.wire.push(effect),
                _ => {}
            }
        }
        self.check();
        for answer in answers {
            self.happens(answer);
        }
    }

    fn check(&self) {
        assert!(self.orders.len() <= 1, "two orders\n{}", self.trail());
        let live: Vec<&String> = self.named.iter().filter(|id| self.payments[*id] == Fate::Live).collect();
        for id in &live {
            let kept = self.record_names(id) || self.state_names(id);
            assert!(kept, "{id} still exists and is not recorded\n{}", self.trail());
        }
        let free = live.iter().filter(|id| {
            !self.state.cancellations().iter().any(|pending| pending.cancellation.data.transaction_id() == **id)
        });
        assert!(free.count() <= 1, "two payments exist\n{}", self.trail());
    }

    fn record_names(&self, id: &str) -> bool {
        let live = match &self.record.live {
            Some(Live::Open(cancellation)) => Some(cancellation.data.transaction_id()),
            Some(Live::Away(resume)) => Some(resume.payment.data.transaction_id()),
            Some(Live::Placing { payment, .. }) => Some(payment.data.transaction_id()),
            Some(Live::Starting | Live::Ordered(_) | Live::Complete(_)) | None => None,
        };
        live == Some(id)
            || self.record.cancellation.iter().any(|(cancellation, _)| cancellation.data.transaction_id() == id)
    }

    fn state_names(&self, id: &str) -> bool {
        format!("{:?}", self.state).contains(&format!("PaymentData({id:?}"))
    }

    fn trail(&self) -> String {
        self.trail.join("\n")
    }

    /// Answers one of the requests under way, by chance.
    fn answer(&mut self, index: usize) {
        let effect = self.wire.remove(index);
        let chance = self.chance.below(8);
        match effect {
            Effect::FetchOffer(request, draft) => {
                let selected = draft.shipments.first().and_then(|shipment| shipment.method);
                self.happens(Event::OfferFetched(
                    request,
                    match chance {
                        0 => Err(GlueError::Timeout),
                        _ if !self.cart => Err(refused(422, 1103)),
                        _ => Ok(offer(self.items, selected)),
                    },
                ));
            }
            Effect::StartPayment { request, method, amount, known, .. } => {
                let read = known.as_ref().filter(|_| self.dialect == Dialect::Legacy);
                let id = format!("tx{}", self.payments.len());
                let chance = match read {
                    // The app finds no such payment to update.
                    Some(known) if self.payments.get(known.transaction_id()) != Some(&Fate::Live) => 7,
                    _ => chance,
                };
                let acts = chance < 6;
                if acts {
                    if let Some(known) = read {
                        // The same payment with a new id; the old id is invalid.
                        self.payments.insert(known.transaction_id().to_owned(), Fate::Cancelled);
                    }
                    self.payments.insert(id.clone(), Fate::Live);
                }
                let reply = |result| Event::PaymentStarted {
                    request,
                    method: method.clone(),
                    amount,
                    known: known.clone(),
                    result,
                };
                let good = Ok((payment_data(&id), self.dialect));
                match chance {
                    0 => self.happens(reply(Err(GlueError::Network))),
                    1 => {
                        self.late.push(reply(good));
                        self.happens(reply(Err(GlueError::Timeout)));
                    }
                    2..=5 => self.named_by(&id, reply(good)),
                    _ => self.happens(reply(Err(refused(422, 901)))),
                }
            }
            Effect::FetchCustomer(request, ..) => self.happens(Event::CustomerFetched(
                request,
                match chance {
                    0 => Err(GlueError::Timeout),
                    1 => Err(refused_without_code(422)),
                    _ => Ok(ada()),
                },
            )),
            Effect::PlaceOrder(request, _, data) => self.order(request, data.transaction_id(), chance),
            Effect::FetchOrders(request) => {
                let known = |(reference, total): &(String, Money)| KnownOrder {
                    reference: reference.clone(),
                    total: Some(*total),
                };
                let orders = self.orders.iter().rev().map(known).collect();
                let orders = OrderList { orders, newest_first: true };
                self.happens(Event::OrdersFetched(
                    request,
                    if chance == 0 { Err(GlueError::Network) } else { Ok(orders) },
                ));
            }
            Effect::FetchOrder(request, _) => self.happens(Event::OrderFetched(
                request,
                if chance == 0 { Err(GlueError::Network) } else { Ok(vec![method().name]) },
            )),
            Effect::CancelPayment(request, cancellation, _) => {
                // At most a few failures for each payment. Other tests cover a cancellation that always fails.
                let failures = self.failures.entry(cancellation.data.transaction_id().to_owned()).or_default();
                *failures += usize::from(chance <= 2);
                let chance = if *failures > 3 { 3 } else { chance };
                let fate = self.payments.get_mut(cancellation.data.transaction_id());
                let gone = !matches!(fate, Some(Fate::Live));
                match fate {
                    Some(Fate::Ordered) => panic!("cancelled the payment of an order\n{}", self.trail()),
                    Some(fate) if chance > 1 => *fate = Fate::Cancelled,
                    _ => {}
                }
                self.happens(Event::CancellationAnswered(
                    request,
                    match chance {
                        0 | 2 => Err(GlueError::Network),
                        _ if gone => Err(GlueError::Refused(Refusal { status: 422, ..Refusal::default() })),
                        1 => Err(refused_without_code(500)),
                        _ => Ok(()),
                    },
                ));
            }
            Effect::Wait(request, _) => self.happens(Event::Waited(request)),
            _ => {}
        }
    }

    fn named_by(&mut self, id: &str, event: Event) {
        self.named.push(id.to_owned());
        self.happens(event);
    }

    fn order(&mut self, request: RequestId, payment: &str, chance: usize) {
        let reference = format!("DE--{}", self.orders.len() + 1);
        let saves = matches!(chance, 0 | 1 | 3 | 5..=7) && self.cart;
        if saves {
            let total = self.state.offer().map_or(euro(0), |offer| offer.total);
            self.orders.push((reference.clone(), total));
            // A failed confirmation changes neither the cart nor the payment.
            self.cart = chance == 3;
            self.payments.insert(payment.to_owned(), Fate::Ordered);
        }
        let placed = || Event::OrderPlaced(request, Ok(Order { reference: Some(reference.clone()), redirect: None }));
        let failed = |error| Event::OrderPlaced(request, Err(error));
        match chance {
            _ if !saves && !self.cart => self.happens(failed(refused(422, 1103))),
            0 => self.happens(failed(GlueError::Network)),
            1 => {
                self.late.push(placed());
                self.happens(failed(GlueError::Timeout));
            }
            2 => self.happens(failed(GlueError::Network)),
            3 => self.happens(failed(refused(422, 1102))),
            4 => self.happens(failed(refused(422, 901))),
            5 => self.happens(failed(refused(422, 1106))),
            _ => self.happens(placed()),
        }
    }

    /// The shopper, or the page, does something.
    fn act(&mut self) {
        let zip = Path { part: Part::Shipping, field: Field::ZipCode };
        let presentation = [Presentation::Provider, Presentation::Popup, Presentation::SameTab][self.chance.below(3)];
        let event = match self.chance.below(22) {
            0..=3 => {
                self.clicks += 1;
                Event::Clicked { key: method().key, correlation: format!("c{}", self.clicks), presentation }
            }
            4 | 5 => Event::Approved(Json::Null, None),
            6 => Event::Returned { watched: self.chance.once_in(2) },
            7 => Event::FinishedSaid,
            8 => Event::CancelAsked(CancelReason::Shopper),
            9 => Event::ApprovalFailed(ApprovalError::Provider),
            10 => Event::Edited(zip, ["10178", "99999", ""][self.chance.below(3)].to_owned()),
            11 => Event::ShipmentChosen(0, [1, 2][self.chance.below(2)]),
            12 | 13 | 19..=21 => Event::PlaceAsked,
            14 => Event::Reload,
            15 => {
                self.items += 100;
                Event::Reload
            }
            16 => return self.reload(),
            17 if self.chance.below(2) == 0 => Event::ApprovalFailed(ApprovalError::Declined),
            17 if self.chance.below(2) == 0 => {
                let way = [1, 2][self.chance.below(2)];
                Event::SheetPriced(Box::new(offer(self.items, Some(way))))
            }
            17 => Event::MayLeave,
            _ => Event::PageHidden,
        };
        self.happens(event);
    }

    /// Reloads the page. Requests under way reach the server, and their answers are lost.
    fn reload(&mut self) {
        if self.chance.once_in(2) {
            self.happens(Event::PageHidden);
        }
        for effect in std::mem::take(&mut self.wire) {
            match effect {
                Effect::PlaceOrder(_, _, data) if self.cart && self.chance.once_in(2) => {
                    let total = self.state.offer().map_or(euro(0), |offer| offer.total);
                    self.orders.push((format!("DE--{}", self.orders.len() + 1), total));
                    self.cart = false;
                    self.payments.insert(data.transaction_id().to_owned(), Fate::Ordered);
                }
                Effect::CancelPayment(_, cancellation, _) if self.chance.once_in(2) => {
                    let id = cancellation.data.transaction_id().to_owned();
                    assert_ne!(self.payments.get(&id), Some(&Fate::Ordered), "cancelled an order\n{}", self.trail());
                    self.payments.insert(id, Fate::Cancelled);
                }
                _ => {}
            }
        }
        self.late.clear();
        self.trail.push("-- reload".to_owned());
        self.state = State::new(self.state.config().clone());
        self.happens(Event::Begun(self.record.clone()));
    }

    fn walk(&mut self, steps: usize) {
        for _ in 0..steps {
            match self.chance.below(10) {
                0..=5 if !self.wire.is_empty() => {
                    let index = self.chance.below(self.wire.len());
                    // The timers of an unknown order end after its request, so they do not end while it is under way.
                    let ordering = self.wire.iter().position(|effect| matches!(effect, Effect::PlaceOrder(..)));
                    let index = match (&self.wire[index], ordering) {
                        (Effect::Wait(..), Some(first)) => first,
                        _ => index,
                    };
                    self.answer(index);
                }
                6 if !self.late.is_empty() => {
                    let event = self.late.remove(0);
                    if let Event::PaymentStarted { result: Ok((data, _)), .. } = &event {
                        let id = data.transaction_id().to_owned();
                        self.named_by(&id, event);
                    } else {
                        self.happens(event);
                    }
                }
                _ => self.act(),
            }
        }
        // At the end all requests are answered. Then the checkout must wait for the shopper and not for an answer.
        for _ in 0..400 {
            if self.wire.is_empty() {
                break;
            }
            let first = self.wire.iter().position(|effect| !matches!(effect, Effect::Wait(..))).unwrap_or(0);
            self.answer(first);
        }
        assert!(self.wire.is_empty(), "requests without end\n{}", self.trail());
        let waits_for_the_shopper = matches!(
            self.state.name(),
            "ready" | "unavailable" | "awaiting-approval" | "review" | "placed" | "unknown" | "failed"
        );
        assert!(waits_for_the_shopper, "stays in {}\n{}", self.state.name(), self.trail());
    }
}

#[test]
fn random_walks_never_order_twice_and_never_lose_a_payment() {
    let mut placed = 0;
    let mut unknown = 0;
    for seed in 1..=24_000 {
        let mut world = World::new(seed);
        world.walk(60);
        placed += usize::from(!world.orders.is_empty());
        unknown += usize::from(world.state.name() == "unknown");
    }
    assert!(placed > 1_000 && unknown > 100, "the runs reach every outcome: {placed} ordered, {unknown} unknown");
}
