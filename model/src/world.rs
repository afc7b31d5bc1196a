//! A world: the shop, the wire, and the tabs of one shopper, each with the machine under trial.

use express_checkout::flow::{Effect, Event, Live, Phase, Record, RequestId, State};

use crate::bounds::{Budget, Setup};
use crate::canonical;
use crate::pool::Shared;
use crate::properties::Law;
use crate::samples;
use crate::shop::Shop;

/// Everything there is at one moment.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct World {
    /// What is true, whoever has heard of it.
    pub shop: Shop,
    /// The pages that show the cart. They share no storage.
    pub tabs: Vec<Tab>,
    /// Requests of pages that are gone. They may still arrive; nobody hears the answer.
    pub strays: Vec<Ask>,
    /// The tab that has the cart in hand, as Web Locks tell it to the others: from its click until its attempt is done.
    /// No other tab takes it while one page gives way to the next, or to the provider's: what would come of that is a
    /// planted bug.
    pub lock: Option<usize>,
    /// What may still happen.
    pub left: Budget,
    /// The first law that was broken by a deed, rather than by a state.
    pub broken: Option<Law>,
}

/// A tab: a page that may be loaded anew, and a storage that stays.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Tab {
    /// The machine under trial.
    pub machine: Shared<State>,
    /// What was remembered for the next page.
    pub storage: Shared<Record>,
    /// What was asked and is not answered.
    pub wire: Vec<Request>,
    /// Answers that come after their step went on, or a second time.
    pub late: Vec<Event>,
    /// The attempt under way, or the one that ended last.
    pub attempt: Option<Attempt>,
    /// The shopper agreed to an order that was not sent yet.
    pub consent: bool,
    /// The shopper edited a field of this page.
    pub typed: bool,
}

/// An attempt, as the page sees it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Attempt {
    /// Its correlation id.
    pub name: String,
    /// How often the page was told that it is complete.
    pub completes: u8,
    /// A later page went on with it.
    pub resumed: bool,
    /// An answer to `/checkout` did not come, or not in time.
    pub unheard: bool,
}

/// A request on its way, or something else that the machine waits for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Request {
    /// Its number; the page's consent has none.
    pub id: Option<RequestId>,
    /// What is asked.
    pub ask: Ask,
    /// Its deadline has passed; only an answer that still matters is heard.
    pub given_up: bool,
}

/// What is asked, of the shop or of whoever else. Payments go by the number that the shop gave them.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Ask {
    /// `/checkout-data`
    Offer,
    /// `/payments`: the amount, and the payment that is to be updated.
    Pay(i64, Option<usize>),
    /// `/payment-customers`
    Customer(usize),
    /// `/checkout`
    Order(usize),
    /// `/orders`
    Orders,
    /// `/payment-cancellations`
    Cancel(usize),
    /// The page's consent.
    Consent,
    /// A while; `true` for one that outlasts every server.
    Wait(bool),
}

impl Ask {
    /// What an effect asks, if it asks at all.
    pub fn of(effect: &Effect) -> Option<Request> {
        let (id, ask) = match effect {
            Effect::FetchOffer(id, _) => (*id, Self::Offer),
            Effect::StartPayment { request, amount, known, .. } => {
                (*request, Self::Pay(amount.minor, known.as_ref().map(samples::number)))
            }
            Effect::FetchCustomer(id, _, data) => (*id, Self::Customer(samples::number(data))),
            Effect::PlaceOrder(id, _, data) => (*id, Self::Order(samples::number(data))),
            Effect::FetchOrders(id) => (*id, Self::Orders),
            Effect::CancelPayment(id, owed, _) => (*id, Self::Cancel(samples::number(&owed.data))),
            Effect::Wait(id, pause) => (*id, Self::Wait(*pause >= HORIZON)),
            Effect::AskConfirm(_) => return Some(Request { id: None, ask: Self::Consent, given_up: false }),
            _ => return None,
        };
        Some(Request { id: Some(id), ask, given_up: false })
    }

    /// Whether the shop does something for it, so that it matters even if nobody hears the answer.
    fn acts(&self) -> bool {
        matches!(self, Self::Pay(_, Some(_)) | Self::Order(_) | Self::Cancel(_))
    }
}

/// The wait, in milliseconds, after which no server is still at work on an earlier request.
const HORIZON: u32 = 60_000;

impl World {
    /// A shop with a full cart and nobody there.
    pub fn new(setup: Setup, left: Budget) -> Self {
        Self { shop: Shop::new(setup), tabs: Vec::new(), strays: Vec::new(), lock: None, left, broken: None }
    }

    /// Puts a request on the wire. `/checkout` must have been written down, and wanted.
    pub fn send(&mut self, tab: usize, request: Request) {
        let sender = &mut self.tabs[tab];
        if let Ask::Order(number) = &request.ask {
            let written = matches!(&sender.storage.live, Some(Live::Placing { payment, .. })
                if samples::number(&payment.data) == *number);
            let wanted = std::mem::take(&mut sender.consent);
            if !written {
                self.breaks(Law::WrittenFirst);
            } else if !wanted {
                self.breaks(Law::SentOnce);
            }
        }
        self.tabs[tab].wire.push(request);
    }

    /// A law is broken. The first one counts.
    pub fn breaks(&mut self, law: Law) {
        self.broken.get_or_insert(law);
    }

    /// Whether a `/checkout` may still arrive at the shop.
    pub fn is_ordering(&self) -> bool {
        let wires = self.tabs.iter().flat_map(|tab| &tab.wire).map(|request| &request.ask);
        wires.chain(&self.strays).any(|ask| matches!(ask, Ask::Order(_)))
    }

    /// The page is gone, and with it everything that was not stored. What is on its way may still arrive.
    pub fn lose_page(&mut self, tab: usize) {
        let lost = &mut self.tabs[tab];
        let asks = std::mem::take(&mut lost.wire).into_iter().map(|request| request.ask);
        lost.late.clear();
        lost.typed = false;
        // Whoever agreed before they went to the provider still does when they are back.
        lost.consent &= matches!(lost.storage.live, Some(Live::Away(_)));
        let goes_on = matches!(lost.storage.live, Some(Live::Away(_) | Live::Placing { .. }));
        lost.attempt = lost.attempt.take().filter(|_| goes_on).map(|attempt| Attempt { resumed: true, ..attempt });
        asks.filter(Ask::acts).for_each(|ask| self.stray(ask));
    }

    /// Nobody waits for this request any more. The order of those does not matter.
    pub fn stray(&mut self, ask: Ask) {
        let place = self.strays.partition_point(|other| *other < ask);
        self.strays.insert(place, ask);
    }
}

impl Tab {
    /// The page was told that an attempt is complete.
    pub fn completed(&mut self, name: &str) -> bool {
        match &mut self.attempt {
            Some(attempt) if attempt.name == name => {
                attempt.completes += 1;
                attempt.completes == 1
            }
            _ => false,
        }
    }

    /// Keeps up with the machine's attempt. False if one ended, or gave way to another, and the page was not told.
    pub fn follow(&mut self, machine: &State) -> bool {
        let told = self.attempt.as_ref().is_none_or(|attempt| attempt.completes > 0);
        let Some(name) = machine.correlation() else { return told };
        if self.attempt.as_ref().is_some_and(|attempt| attempt.name == name) {
            return true;
        }
        self.attempt = Some(Attempt { name: name.to_owned(), completes: 0, resumed: false, unheard: false });
        told
    }

    /// Gives the machine and its requests the numbers that they have in every world like this one.
    pub fn renumber(&mut self, machine: &mut State) {
        canonical::renumber(machine, &mut self.wire, &mut self.late);
    }

    /// Whether the shopper is at a provider that took the page's place.
    pub fn is_away(&self) -> bool {
        use express_checkout::flow::Presentation::SameTab;
        matches!(self.machine.phase, Phase::AwaitingApproval { presentation: SameTab, .. })
    }
}
