//! A world: the shop, the wire, and the pages of one shopper, with the machines under trial in their elements.

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

/// Everything there is at one moment.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct World {
    /// What is true, whether somebody has heard of it or not.
    pub shop: Shop,
    /// The tabs, each with the page that is loaded in it. They share no storage.
    pub pages: Vec<Page>,
    /// The elements of all pages, and those that have left their page and still have something under way.
    pub elements: Vec<Element>,
    /// Requests of pages that are gone. They may still arrive; nobody hears the answer.
    pub strays: Vec<Ask>,
    /// The element that has the cart in hand, as Web Locks tell it to the others: from its click until its attempt is done.
    /// No other one takes it while one page gives way to the next, or to the provider's: what would come of that is a
    /// planted bug.
    pub lock: Option<usize>,
    /// What may still happen.
    pub left: Budget,
    /// The first law that was broken by a deed, rather than by a state.
    pub broken: Option<Law>,
}

/// A page that may be loaded anew, and a storage that stays.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Page {
    /// What was remembered for the next page, of each cart.
    pub entries: [Option<Shared<Entry>>; 2],
    /// What its clock says, as a number of [`crate::storage::CLOCKS`].
    pub clock: usize,
    /// Tells it from every page that was loaded before, where that matters.
    pub instance: u8,
}

/// A checkout, and the element that it was drawn in.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Element {
    /// Its page.
    pub page: usize,
    /// It stands in its page.
    pub stands: bool,
    /// The machine under trial.
    pub machine: Shared<State>,
    /// Who buys, by the page's token.
    pub who: Who,
    /// What was asked and is not answered.
    pub wire: Vec<Request>,
    /// Answers that come after their step went on, or a second time.
    pub late: Vec<Event>,
    /// The attempt under way, or the one that ended last.
    pub attempt: Option<Attempt>,
    /// What the shopper agreed to, where that order was not sent yet.
    pub agreed: Option<Shown>,
    /// The shopper edited a field of this page.
    pub typed: bool,
    /// For whom the shopper or the provider filled the address state; nobody, where the page did.
    pub filler: Option<Who>,
    /// The shop said last that it takes no order of the cart.
    pub blocked: bool,
    /// What opened in the click.
    pub window: Window,
}

/// What a shopper has before their eyes when they agree.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Shown {
    /// The total.
    pub total: i64,
    /// What the cart holds.
    pub goods: String,
    /// How each parcel is shipped, where that is shown.
    pub ways: Option<Vec<Option<i64>>>,
}

/// A provider's sheet or window.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Window {
    /// There is none, or the page itself goes to the provider.
    Closed,
    /// The shopper is there.
    Open,
    /// The provider had its word and says nothing more.
    Spoken,
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
    /// Another element went on with it.
    pub moved: bool,
    /// An answer to `/checkout` did not come, or not in time.
    pub unheard: bool,
}

impl Attempt {
    /// One that has just begun.
    pub fn new(name: String) -> Self {
        Self { name, completes: 0, resumed: false, moved: false, unheard: false }
    }
}

impl World {
    /// A shop with a full cart and nobody there.
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

    /// A law is broken. The first one counts.
    pub fn breaks(&mut self, law: Law) {
        self.broken.get_or_insert(law);
    }

    /// Whether a `/checkout` may still arrive at the shop.
    pub fn is_ordering(&self) -> bool {
        let wires = self.elements.iter().flat_map(|element| &element.wire).map(|request| &request.ask);
        wires.chain(&self.strays).any(|ask| matches!(ask, Ask::Order(_)))
    }

    /// What is remembered of a cart in that page.
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

    /// The checkout of a cart that its element left behind in that page, where something of it is still under way.
    pub fn left_behind(&self, page: usize, cart: usize) -> Option<usize> {
        let left = |other: &Element| other.page == page && other.cart() == cart && !other.stands && other.is_busy();
        self.elements.iter().position(left)
    }

    /// Whether nothing can be started in this element: another one of its page has the cart in hand, or what an earlier page
    /// left is still being looked for.
    pub fn is_blocked(&self, at: usize) -> bool {
        let element = &self.elements[at];
        let has_it = |other: &Element| other.machine.is_engaged() || other.is_beginning();
        element.is_beginning() || self.siblings(at, element.cart()).any(has_it)
    }

    /// The page is gone, and with it everything that was not stored. What is on its way may still arrive.
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
            self.elements[at].attempt = lost.attempt.map(|attempt| Attempt { resumed: true, ..attempt });
            // Who agreed before they went to the provider still does when they are back.
            self.elements[at].agreed = lost.agreed.filter(|_| is_away);
        }
    }

    /// A tab is closed, and its storage is gone. What was meant to be taken up later is left to expire, and so is what
    /// nobody has approved: it charges nobody.
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

    /// Whether a payment is held by an element, recorded, or on its way to be cancelled.
    pub fn keeps(&self, number: usize) -> bool {
        let entries = || self.pages.iter().flat_map(|page| page.entries.iter().flatten());
        self.elements.iter().any(|element| holds(&element.machine, number))
            || entries().any(|entry| records(&entry.record, number))
            || self.strays.contains(&Ask::Cancel(number))
    }

    /// Nobody waits for this request any more. The order of those does not matter.
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

    /// The cart that it is about.
    pub fn cart(&self) -> usize {
        samples::cart_number(&self.machine.config().cart_id)
    }

    /// What an earlier page left behind is still being looked for.
    pub fn is_beginning(&self) -> bool {
        self.wire.iter().any(|request| request.ask == Ask::Begin)
    }

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
        let told = self.is_beginning() || self.attempt.as_ref().is_none_or(|attempt| attempt.completes > 0);
        let Some(name) = machine.correlation() else { return told };
        if self.attempt.as_ref().is_some_and(|attempt| attempt.name == name) {
            return true;
        }
        self.attempt = Some(Attempt::new(name.to_owned()));
        told
    }

    /// Gives the machine and its requests the numbers that they have in every world like this one.
    pub fn renumber(&mut self, machine: &mut State) {
        canonical::renumber(machine, &mut self.wire, &mut self.late);
    }

    /// Whether the shopper is at a provider that took the page's place.
    pub fn is_away(&self) -> bool {
        let same_tab =
            matches!(self.machine.phase(), Some(Phase::AwaitingApproval { presentation: Presentation::SameTab, .. }));
        same_tab && self.window == Window::Closed
    }

    /// Whether something of it is under way: an attempt, or payments that are still to be cancelled. As `is_busy` in
    /// `effects/presence.rs` has it.
    pub fn is_busy(&self) -> bool {
        let engaged = self.machine.is_engaged() && self.machine.name() != "placed";
        engaged || !self.machine.cancellations().is_empty() || self.is_beginning()
    }

    /// Whether it is meant to go on with the next element of its cart: a payment that waits, an order on its way.
    pub fn is_kept(&self) -> bool {
        let record = Record::of(&self.machine);
        record.is_away() || record.may_be_ordered()
    }
}

/// What is shown of an offer and of a choice.
pub fn shown(machine: &State) -> Option<Shown> {
    let offer = machine.offer()?;
    let chosen = match machine.phase().and_then(Phase::review) {
        Some(review) => review.chosen.clone(),
        None => offer.shipments.iter().map(|shipment| shipment.selected).collect(),
    };
    Some(Shown { total: offer.total.minor, goods: offer.fingerprint.clone(), ways: Some(chosen) })
}

/// Whether what is sent as an order is what was shown.
pub fn is_as_shown(effect: &Effect, machine: &State, shown: &Shown) -> bool {
    let Effect::PlaceOrder(_, draft, _) = effect else { return true };
    let ways: Vec<Option<i64>> = draft.shipments.iter().map(|shipment| shipment.method).collect();
    let offer = machine.offer();
    let same = offer.is_some_and(|offer| offer.total.minor == shown.total && offer.fingerprint == shown.goods);
    let shipped = ways.is_empty() || draft.shipping.is_some();
    same && shipped && shown.ways.as_ref().is_none_or(|shown| *shown == ways)
}
