//! A world: the shop, the network, and the pages of one shopper with their machines.

use express_checkout::flow::{Effect, Event, Live, Phase, Presentation, Record, State};

use crate::ask::{Ask, Request};
use crate::bounds::{Budget, Setup, Who};
use crate::canonical;
use crate::laws::Law;
use crate::pool::Shared;
use crate::properties::{holds, records};
use crate::samples;
use crate::shop::Shop;
use crate::storage::Entry;

/// The whole state at one moment.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct World {
    /// The true state of the shop.
    pub shop: Shop,
    /// The tabs, each with its page. They do not share storage.
    pub pages: Vec<Page>,
    /// The elements of all pages, and those that have left but still have something under way.
    pub elements: Vec<Element>,
    /// Requests of earlier pages. They may still arrive, but no page gets the answer.
    pub strays: Vec<Ask>,
    /// The element that holds the cart's lock, from its click to the end of its attempt. A reload or a redirect keeps the
    /// lock; the planted bug `LockFreedByReload` shows why.
    pub lock: Option<usize>,
    /// The remaining budget.
    pub left: Budget,
    /// The first law that an action broke.
    pub broken: Option<Law>,
}

/// A page that may be reloaded, with its tab's storage.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Page {
    /// The stored record of each cart.
    pub entries: [Option<Shared<Entry>>; 2],
    /// Its clock, as an index of [`crate::storage::CLOCKS`].
    pub clock: usize,
    /// Distinguishes it from earlier pages of the tab.
    pub instance: u8,
}

/// A checkout and its element.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Element {
    /// Its page.
    pub page: usize,
    /// It is in its page.
    pub stands: bool,
    /// The real machine.
    pub machine: Shared<State>,
    /// The buyer of the page's token.
    pub who: Who,
    /// The requests without an answer.
    pub wire: Vec<Request>,
    /// Answers that come after the deadline, or a second time.
    pub late: Vec<Event>,
    /// The attempt under way, or the last one.
    pub attempt: Option<ObservedAttempt>,
    /// What the shopper agreed to, until the order is sent.
    pub agreed: Option<Shown>,
    /// The shopper edited a field of this page.
    pub typed: bool,
    /// The buyer for whom the shopper or the provider filled the addresses; `None` when the page did.
    pub filler: Option<Who>,
    /// The shop's last answer was that it refuses the cart.
    pub blocked: bool,
    /// The provider's window or sheet.
    pub window: Window,
}

/// What the shopper sees when they agree.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Shown {
    /// The total.
    pub total: i64,
    /// The items.
    pub goods: String,
    /// The shipment methods, if they are shown.
    pub ways: Option<Vec<Option<i64>>>,
}

/// A provider's sheet or window.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Window {
    /// It is closed, or the page itself is redirected.
    Closed,
    /// It is open.
    Open,
    /// The provider has sent its only message.
    Spoken,
}

/// An attempt, as the page sees it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ObservedAttempt {
    /// Its correlation id.
    pub name: String,
    /// The number of its `ec-complete` events.
    pub completes: u8,
    /// A later page resumed it.
    pub resumed: bool,
    /// Another element took it over.
    pub moved: bool,
    /// An answer to `/checkout` was lost or late.
    pub unheard: bool,
}

impl ObservedAttempt {
    /// A new attempt.
    pub fn new(name: String) -> Self {
        Self { name, completes: 0, resumed: false, moved: false, unheard: false }
    }
}

impl World {
    /// A shop with a full cart, without pages.
    pub fn new(setup: Setup, left: Budget) -> Self {
        Self {
            shop: Shop::new(setup),
            pages: Vec::new(),
            elements: Vec::new(),
            strays: Vec::new(),
            lock: None,
            left,
            broken: None,
        }
    }

    /// Notes a broken law. Only the first one is kept.
    pub fn breaks(&mut self, law: Law) {
        self.broken.get_or_insert(law);
    }

    /// Whether a `/checkout` may still arrive at the shop.
    pub fn is_ordering(&self) -> bool {
        let wires = self.elements.iter().flat_map(|element| &element.wire).map(|request| &request.ask);
        wires.chain(&self.strays).any(|ask| matches!(ask, Ask::Order(_)))
    }

    /// The stored record of a cart in that page.
    pub fn remembered(&self, page: usize, cart: usize) -> Record {
        self.pages[page].entries[cart].as_ref().map_or_else(Record::default, |entry| entry.record.clone())
    }

    /// The other checkouts of the same page with that cart.
    pub fn siblings(&self, at: usize, cart: usize) -> impl Iterator<Item = &Element> {
        let here = &self.elements[at];
        let same = move |other: &Element| other.page == here.page && other.cart() == cart;
        let others = self.elements.iter().enumerate().filter(move |(index, _)| *index != at).map(|(_, other)| other);
        others.filter(move |other| same(other)).filter(|other| other.stands || other.is_busy())
    }

    /// The checkout of a cart in that page whose element has left, while something is still under way.
    pub fn left_behind(&self, page: usize, cart: usize) -> Option<usize> {
        let left = |other: &Element| other.page == page && other.cart() == cart && !other.stands && other.is_busy();
        self.elements.iter().position(left)
    }

    /// Whether no attempt can begin in this element: another one of its page has the cart, or the record is still being
    /// read.
    pub fn is_blocked(&self, at: usize) -> bool {
        let element = &self.elements[at];
        let has_it = |other: &Element| other.machine.is_engaged() || other.is_beginning();
        element.is_beginning() || self.siblings(at, element.cart()).any(has_it)
    }

    /// The page ends, and everything that was not stored is lost. Sent requests may still arrive.
    pub fn lose_page(&mut self, page: usize) {
        let live = self.remembered(page, 0).live;
        let mut lost = Vec::new();
        let mut room = self.shop.setup.elements;
        let holder = self.lock.map(|holder| self.elements[holder].page);
        let before = std::mem::take(&mut self.elements);
        for (index, mut element) in before.into_iter().enumerate() {
            let mine = element.page == page;
            if mine {
                let fresh = Element::new(page, element.who, element.machine.clone());
                lost.push(std::mem::replace(&mut element, fresh));
                room = match room.checked_sub(1) {
                    Some(left) => left,
                    None => continue,
                };
            }
            if self.lock == Some(index) && !mine {
                self.lock = Some(self.elements.len());
            }
            self.elements.push(element);
        }
        let first = self.elements.iter().position(|element| element.page == page);
        if holder == Some(page) {
            self.lock = first;
        }
        let asks = lost.iter_mut().flat_map(|element| std::mem::take(&mut element.wire)).map(|request| request.ask);
        asks.filter(Ask::acts).collect::<Vec<_>>().into_iter().for_each(|ask| self.stray(ask));
        let (name, is_away) = match &live {
            Some(Live::Away(resume)) => (&resume.correlation, true),
            Some(Live::Placing { correlation, .. }) => (correlation, false),
            _ => return,
        };
        let of_it = |element: &Element| element.attempt.as_ref().is_some_and(|attempt| attempt.name == *name);
        if let (Some(at), Some(lost)) = (first, lost.into_iter().find(of_it)) {
            self.elements[at].attempt = lost.attempt.map(|attempt| ObservedAttempt { resumed: true, ..attempt });
            // The shopper agreed before they went to the provider, and this still counts after the return.
            self.elements[at].agreed = lost.agreed.filter(|_| is_away);
        }
    }

    /// A tab is closed, and its storage is lost. Payments that were to be resumed expire, and so do payments without an
    /// approval, which charge nothing.
    pub fn close(&mut self, page: usize) {
        for number in 0..self.shop.payments.len() {
            if !self.shop.payments[number].approved && self.pages.len() == 1 {
                self.shop.give_up(number);
            }
        }
        let entries = std::mem::take(&mut self.pages[page].entries);
        for entry in entries.iter().flatten().filter(|entry| entry.record.is_away() || entry.record.may_be_ordered()) {
            self.shop.leave(&entry.record);
        }
        self.lose_page(page);
        let holder = self.lock.map(|holder| self.elements[holder].page);
        if holder == Some(page) {
            self.lock = None;
        }
        let moved = self.lock.map(|holder| self.elements[..holder].iter().filter(|other| other.page == page).count());
        self.lock = self.lock.zip(moved).map(|(holder, moved)| holder - moved);
        self.elements.retain(|element| element.page != page);
    }

    /// Whether a payment is in an element, in a record, or being cancelled.
    pub fn keeps(&self, number: usize) -> bool {
        let entries = || self.pages.iter().flat_map(|page| page.entries.iter().flatten());
        self.elements.iter().any(|element| holds(&element.machine, number))
            || entries().any(|entry| records(&entry.record, number))
            || self.strays.contains(&Ask::Cancel(number))
    }

    /// Adds a request of an earlier page. They are sorted, because their order does not matter.
    pub fn stray(&mut self, ask: Ask) {
        let place = self.strays.partition_point(|other| *other < ask);
        self.strays.insert(place, ask);
    }
}

impl Element {
    /// An element whose checkout has not begun.
    pub fn new(page: usize, who: Who, machine: Shared<State>) -> Self {
        Self {
            page,
            stands: true,
            machine,
            who,
            wire: Vec::new(),
            late: Vec::new(),
            attempt: None,
            agreed: None,
            typed: false,
            filler: None,
            blocked: false,
            window: Window::Closed,
        }
    }

    /// Its cart.
    pub fn cart(&self) -> usize {
        samples::cart_number(&self.machine.config().cart_id)
    }

    /// Whether the record of an earlier page is still being read.
    pub fn is_beginning(&self) -> bool {
        self.wire.iter().any(|request| request.ask == Ask::Begin)
    }

    /// Counts an `ec-complete`. False when it is not the first one of the attempt.
    pub fn completed(&mut self, name: &str) -> bool {
        match &mut self.attempt {
            Some(attempt) if attempt.name == name => {
                attempt.completes += 1;
                attempt.completes == 1
            }
            _ => false,
        }
    }

    /// Updates the attempt. False if an attempt ended without `ec-complete`.
    pub fn update_attempt(&mut self, machine: &State) -> bool {
        let told = self.is_beginning() || self.attempt.as_ref().is_none_or(|attempt| attempt.completes > 0);
        let Some(name) = machine.correlation() else { return told };
        if self.attempt.as_ref().is_some_and(|attempt| attempt.name == name) {
            return true;
        }
        self.attempt = Some(ObservedAttempt::new(name.to_owned()));
        told
    }

    /// Gives the machine and its requests canonical numbers.
    pub fn renumber(&mut self, machine: &mut State) {
        canonical::renumber(machine, &mut self.wire, &mut self.late);
    }

    /// Whether the page is redirected to the provider.
    pub fn is_away(&self) -> bool {
        let same_tab =
            matches!(self.machine.phase(), Some(Phase::AwaitingApproval { presentation: Presentation::SameTab, .. }));
        same_tab && self.window == Window::Closed
    }

    /// Whether something is under way: an attempt, or payments to be cancelled. As `is_busy` in `effects`.
    pub fn is_busy(&self) -> bool {
        let engaged = self.machine.is_engaged() && self.machine.name() != "placed";
        engaged || !self.machine.cancellations().is_empty() || self.is_beginning()
    }

    /// Whether the next element of its cart resumes it: a payment to resume, or a sent order.
    pub fn is_kept(&self) -> bool {
        let record = Record::of(&self.machine);
        record.is_away() || record.may_be_ordered()
    }
}

/// What the shopper sees.
pub fn shown(machine: &State) -> Option<Shown> {
    let offer = machine.offer()?;
    let chosen = match machine.phase().and_then(Phase::review) {
        Some(review) => review.chosen.clone(),
        None => offer.shipments.iter().map(|shipment| shipment.selected).collect(),
    };
    Some(Shown { total: offer.total.minor, goods: offer.fingerprint.clone(), ways: Some(chosen) })
}

/// Whether the sent order is what was shown.
pub fn is_as_shown(effect: &Effect, machine: &State, shown: &Shown) -> bool {
    let Effect::PlaceOrder(_, draft, _) = effect else { return true };
    let ways: Vec<Option<i64>> = draft.shipments.iter().map(|shipment| shipment.method).collect();
    let offer = machine.offer();
    let same = offer.is_some_and(|offer| offer.total.minor == shown.total && offer.fingerprint == shown.goods);
    let shipped = ways.is_empty() || draft.shipping.is_some();
    same && shipped && shown.ways.as_ref().is_none_or(|shown| *shown == ways)
}
