//! The trial: the real machine, driven through a world event by event.

use std::collections::VecDeque;

use express_checkout::flow::{
    Announcement, Effect, Event, Live, Offering, OrderVerdict, Phase, Record, RequestId, Resume, State, order_verdict,
    step,
};
use stateright::{Model, Property};

use crate::actions::Action;
use crate::ask::{Ask, Request};
use crate::bounds::{Budget, Scenario, Setup, Shipping};
use crate::laws::{self, Law};
use crate::planted::Planted;
use crate::pool::Pool;
use crate::properties;
use crate::samples;
use crate::storage::{CLOCKS, Entry};
use crate::world::{Element, ObservedAttempt, Page, Shown, Window, World, is_as_shown, shown};

/// One exploration.
pub struct Trial {
    /// The worlds and their budget.
    pub scenario: Scenario,
    /// The planted bug, if any.
    pub planted: Option<Planted>,
    only: Option<Setup>,
    machines: Pool<State>,
    entries: Pool<Entry>,
}

impl Trial {
    /// A trial of the real flow, or of the flow with a planted bug.
    pub fn new(scenario: Scenario, planted: Option<Planted>) -> Self {
        Self { scenario, planted, only: None, machines: Pool::default(), entries: Pool::default() }
    }

    /// A trial in one of the worlds.
    pub fn only(scenario: Scenario, setup: Setup, planted: Option<Planted>) -> Self {
        Self { only: Some(setup), ..Self::new(scenario, planted) }
    }

    /// Whether this bug was planted.
    pub fn has(&self, planted: Planted) -> bool {
        self.planted == Some(planted)
    }

    /// Opens another tab with the cart. A duplicated tab begins with a copy of the first one's storage.
    pub fn open_tab(&self, world: &mut World, copied: bool) {
        let entries = world.pages.first().filter(|_| copied).map_or([None, None], |page| page.entries.clone());
        world.pages.push(Page { entries, clock: world.shop.setup.clock, instance: 0 });
        let (page, setup) = (world.pages.len() - 1, world.shop.setup);
        for _ in 0..setup.elements {
            let machine = self.machines.share(State::new(samples::config(setup, setup.who, 0)));
            world.elements.push(Element::new(page, setup.who, machine));
        }
        self.load(world, page);
    }

    /// Loads a page. Its first element resumes the record in the tab's storage.
    pub fn load(&self, world: &mut World, page: usize) {
        let here: Vec<usize> = (0..world.elements.len()).filter(|at| world.elements[*at].page == page).collect();
        if self.scenario.budget.copies > 0 {
            world.pages[page].instance = world.pages.iter().map(|page| page.instance + 1).max().unwrap_or_default();
        }
        for at in &here {
            let element = &mut world.elements[*at];
            if world.shop.setup.late {
                element.who = world.shop.setup.who;
            }
            let config = samples::config(world.shop.setup, element.who, 0);
            element.machine = self.machines.share(State::new(config));
        }
        for (count, at) in here.into_iter().enumerate() {
            self.stand(world, at, count == 0);
        }
        if self.has(Planted::LockFreedByReload) {
            world.lock = world.lock.filter(|holder| world.elements[*holder].page != page);
        }
    }

    /// An element is added to its page and begins. The first one reads the record of an earlier page. That takes time, which
    /// is explored when something may happen meanwhile.
    fn stand(&self, world: &mut World, at: usize, first: bool) {
        let element = &world.elements[at];
        let Budget { moves, configs, .. } = self.scenario.budget;
        if !(first && world.pages[element.page].entries[element.cart()].is_some()) {
            self.happens(world, at, Event::Begun(Record::default()));
        } else if moves > 0 || configs > 0 || world.shop.setup.elements > 1 {
            world.elements[at].wire.push(Request { id: None, ask: Ask::Begin, given_up: false });
        } else {
            self.begin(world, at);
        }
    }

    /// Resumes the record of an earlier page.
    pub fn begin(&self, world: &mut World, at: usize) {
        let (page, cart) = (world.elements[at].page, world.elements[at].cart());
        let record = self.read(world, page, cart);
        let taken = world.lock.is_some_and(|holder| holder != at);
        if record.is_away() && taken {
            world.elements[at].wire.push(Request { id: None, ask: Ask::Begin, given_up: false });
            // The other elements of the cart cannot start an attempt either.
            for other in 0..world.elements.len() {
                let beside = &world.elements[other];
                if beside.page == page && beside.cart() == cart && beside.stands {
                    self.happens(world, other, Event::TakenElsewhere);
                }
            }
            return;
        }
        if let Some(
            Live::Away(Resume { correlation, completed: false, .. })
            | Live::Placing { correlation, completed: false, .. },
        ) = &record.live
        {
            world.elements[at].resumes(correlation);
        }
        self.happens(world, at, Event::Begun(record));
        // The resumed record now belongs to this page. So a duplicated tab recognises its record as a copy.
        let (stamp, kept) = (world.pages[page].instance, &mut world.pages[page].entries[cart]);
        if let Some(entry) = kept.as_ref().filter(|entry| entry.writer != stamp && !self.has(Planted::NotStamped)) {
            *kept = Some(self.entries.share(Entry { writer: stamp, ..Entry::clone(entry) }));
        }
    }

    /// Reads the stored record. A record that has expired, or is a copy of an open page's record, is ignored.
    fn read(&self, world: &mut World, page: usize, cart: usize) -> Record {
        let Some(entry) = world.pages[page].entries[cart].clone() else { return Record::default() };
        let clock = world.pages[page].clock;
        if entry.is_old(clock) {
            world.shop.expire(&entry.record);
        }
        let behind = self.has(Planted::ClockDistrusted) && CLOCKS[clock] < CLOCKS[entry.clock];
        let aged = self.has(Planted::OrderGrowsOld) && entry.is_old(clock);
        let Some(record) = entry.read(clock).filter(|_| !behind && !aged) else {
            if entry.record.may_be_ordered() {
                world.breaks(Law::OrderKept);
            }
            world.pages[page].entries[cart] = None;
            return Record::default();
        };
        let writer = |other: &Page| other.instance == entry.writer;
        let others = world.pages.iter().enumerate().filter(|(index, _)| *index != page);
        let copied = self.scenario.budget.copies > 0 && others.map(|(_, other)| other).any(writer);
        if copied && !record.may_be_ordered() && !self.has(Planted::StorageCopied) {
            world.pages[page].entries[cart] = None;
            return Record::default();
        }
        record
    }

    /// Stores an element's record, joined with those of the other elements of its page with the same cart.
    fn remember(&self, world: &mut World, at: usize, mut record: Record, before: &State, after: &State) {
        let (page, cart) = (world.elements[at].page, samples::cart_number(&after.config().cart_id));
        for other in world.siblings(at, cart) {
            let own = record.live.clone();
            record.join(Record::of(&other.machine));
            if self.has(Planted::OwnRecordFirst) && own.is_some() {
                record.live = own;
            }
        }
        if !laws::may_replace(&world.remembered(page, cart), &record, before, after) {
            world.breaks(Law::OrderKept);
        }
        let kept = &mut world.pages[page];
        let entry = (!record.is_empty()).then(|| Entry::write(record, kept.clock, kept.instance));
        kept.entries[cart] = entry.map(|entry| self.entries.share(entry));
    }

    /// Sends an event to an element: runs the step, its effects in their order, and the page's immediate answers.
    pub fn happens(&self, world: &mut World, at: usize, event: Event) {
        let mut machine = State::clone(&world.elements[at].machine);
        let mut queue = VecDeque::from([event]);
        while let Some(event) = queue.pop_front() {
            let is_order = tells_of_order(&event);
            note_name(world, &event);
            let begun = match &event {
                Event::Begun(record) => Some(record.clone()),
                _ => None,
            };
            if let Event::OfferFetched(id, Ok(offer)) = &event
                && awaits_offer(&machine, *id)
            {
                world.elements[at].blocked = offer.is_blocked();
            }
            let heard = match self.planted {
                Some(planted) => planted.hears(&mut machine, event),
                None => Some(event),
            };
            if let Some(event) = heard {
                let before = machine.clone();
                let (after, mut effects) = step(machine, event);
                machine = after;
                if let Some(planted) = self.planted {
                    planted.does(&mut effects);
                    planted.makes(&before, &mut machine);
                }
                for effect in effects {
                    self.run(world, at, effect, &mut queue, &before, &machine);
                }
            }
            if begun.is_some_and(|record| !laws::is_answered(&record, &machine)) {
                world.breaks(Law::RecordAnswered);
            }
            if !world.elements[at].update_attempt(&machine) {
                world.breaks(Law::ToldOnce);
            }
            let heard = match is_order {
                // It may be from the page's earlier cart.
                _ if machine.config().cart_id != samples::cart_id(0) => true,
                Some(OrderVerdict::Placed) => matches!(machine.phase(), Some(Phase::Placed { .. })),
                Some(OrderVerdict::Unconfirmed) => {
                    matches!(machine.phase(), Some(Phase::Placed { .. } | Phase::Unknown(_)))
                }
                _ => true,
            };
            if !heard {
                world.breaks(Law::OrderHeard);
            }
        }
        let element = &mut world.elements[at];
        element.look(&machine);
        element.renumber(&mut machine);
        let engaged = machine.is_engaged() || element.is_beginning();
        element.machine = self.machines.share(machine);
        world.lock = match world.lock {
            None if engaged && world.elements[at].machine.is_engaged() => Some(at),
            Some(holder) if holder == at && !engaged => None,
            other => other,
        };
    }

    fn run(
        &self,
        world: &mut World,
        at: usize,
        effect: Effect,
        queue: &mut VecDeque<Event>,
        before: &State,
        after: &State,
    ) {
        if let Some(request) = Ask::of(&effect, world.elements[at].who, samples::cart_number(&after.config().cart_id)) {
            self.judge(world, at, &effect, after);
            world.elements[at].wire.push(request);
            return;
        }
        match effect {
            Effect::Remember(record) => self.remember(world, at, record, before, after),
            Effect::AskPrefill(_) => {
                // An existing value stays.
                if !world.shop.setup.prevents && after.addresses().get(samples::EDITED).is_empty() {
                    world.elements[at].filler = Some(samples::buyer(after.config()));
                }
                queue.push_back(Event::PrefillAnswered(!world.shop.setup.prevents));
            }
            Effect::EndApproval => world.elements[at].window = Window::Closed,
            Effect::Announce(Announcement::Complete { correlation, .. }) => {
                let page = world.elements[at].page;
                let told = |other: &Element| {
                    let attempt = other.attempt.as_ref();
                    attempt.is_some_and(|attempt| attempt.name == correlation && attempt.completes > 0)
                };
                let others = world.elements.iter().enumerate().filter(|(index, _)| *index != at);
                let twice = others.filter(|(_, other)| other.page == page).any(|(_, other)| told(other));
                if !world.elements[at].completed(&correlation) || twice {
                    world.breaks(Law::ToldOnce);
                }
            }
            _ => {}
        }
    }

    /// Checks the laws for a request that is sent.
    fn judge(&self, world: &mut World, at: usize, effect: &Effect, machine: &State) {
        let sends = matches!(effect, Effect::StartPayment { .. } | Effect::PlaceOrder(..));
        if sends && world.elements[at].blocked {
            world.breaks(Law::Taken);
        }
        match effect {
            Effect::StartPayment { amount, .. } if amount.minor <= 0 => world.breaks(Law::SomethingToPay),
            Effect::PlaceOrder(_, draft, data) => {
                let (payment, cart) = (samples::number(data), samples::cart_number(&draft.cart_id));
                if world.shop.setup.shipping != Shipping::Downloads && draft.shipments.is_empty() {
                    world.breaks(Law::Shipped);
                }
                let agreed = self.orders(world, at, payment, cart);
                if agreed.is_some_and(|agreed| !is_as_shown(effect, machine, &agreed)) {
                    world.breaks(Law::OrderedAsShown);
                }
            }
            _ => {}
        }
    }

    /// Checks that a sent order was recorded and agreed to. Returns what the shopper agreed to.
    pub fn orders(&self, world: &mut World, at: usize, payment: usize, cart: usize) -> Option<Shown> {
        let agreed = world.elements[at].agreed.take();
        if !properties::is_placing(&world.remembered(world.elements[at].page, cart), payment) {
            world.breaks(Law::WrittenFirst);
        } else if agreed.is_none() {
            world.breaks(Law::SentOnce);
        }
        agreed
    }

    /// Another idle element of the cart takes over a checkout whose element has left. As in `effects/orphans.rs`.
    pub fn hand_on(&self, world: &mut World, at: usize) {
        let left = &world.elements[at];
        if left.stands || !left.machine.is_engaged() || matches!(left.machine.name(), "placed" | "cancelling") {
            return;
        }
        let (page, cart) = (left.page, left.cart());
        let debtors = !self.has(Planted::DebtorPassedOver);
        let rests = |other: &Element| {
            let here = other.page == page && other.cart() == cart && other.stands;
            here && !other.machine.is_engaged() && !other.is_beginning() && (debtors || !other.is_busy())
        };
        if let Some(other) = world.elements.iter().position(rests).filter(|_| !self.has(Planted::NotAdopted)) {
            world.elements.swap(at, other);
            world.lock = world.lock.map(|holder| if holder == at { other } else { holder });
            world.elements[at].stands = false;
            self.happens(world, at, Event::ElementLeft);
            world.elements[other].comes_back();
            self.happens(world, other, Event::ElementBack);
        }
    }

    /// The element returns, or a new element with the same cart is added. It takes over the checkout that was left behind.
    pub fn put_back(&self, world: &mut World, at: usize) {
        let (page, cart) = (world.elements[at].page, world.elements[at].cart());
        match world.left_behind(page, cart).filter(|_| !self.has(Planted::NotAdopted)) {
            Some(left) => {
                world.elements[left].comes_back();
                self.happens(world, left, Event::ElementBack);
            }
            None => self.replace(world, at, cart),
        }
    }

    /// Another element replaces one that has left. The checkout of the old one continues while something is under way.
    pub fn replace(&self, world: &mut World, at: usize, cart: usize) {
        let gone = &world.elements[at];
        let busy = gone.is_busy() || !gone.late.is_empty();
        let (page, who) = (gone.page, gone.who);
        let machine = self.machines.share(State::new(samples::config(world.shop.setup, who, cart)));
        let fresh = Element::new(page, who, machine);
        let at = if busy {
            world.elements.push(fresh);
            world.elements.len() - 1
        } else {
            world.elements[at] = fresh;
            at
        };
        let first = world.siblings(at, cart).next().is_none();
        if self.has(Planted::OwnTakenForCopy) {
            world.pages[page].entries[cart] = None;
        }
        self.stand(world, at, first);
    }
}

impl Element {
    /// Updates what the shopper sees and agreed to.
    fn look(&mut self, machine: &State) {
        if let Some(Phase::Review(review)) = machine.phase() {
            let asks_page = review.code.as_ref().is_some_and(|code| code.asking.is_some());
            // Back in the review, the shopper has agreed to nothing. But an order that only lacks a code from the page
            // stays agreed.
            self.agreed = match (asks_page, review.is_settling()) {
                (true, _) => shown(machine),
                (false, true) => self.agreed.take(),
                (false, false) => None,
            };
        }
        if machine.addresses().get(samples::EDITED).is_empty() {
            self.filler = None;
        }
        let done = matches!(machine.phase(), Some(Phase::Placed { .. }));
        if done {
            self.typed = false;
        }
    }

    /// Another element shows the checkout.
    fn comes_back(&mut self) {
        self.stands = true;
        self.attempt.iter_mut().for_each(|attempt| attempt.moved = true);
    }

    /// It resumes an attempt whose `ec-complete` an earlier page had not sent.
    fn resumes(&mut self, name: &str) {
        if self.attempt.as_ref().is_none_or(|attempt| attempt.name != name) {
            self.attempt = Some(ObservedAttempt { resumed: true, ..ObservedAttempt::new(name.to_owned()) });
        }
    }

    /// The shopper changes the review, which revokes what they agreed to.
    pub fn revoke(&mut self) {
        if matches!(self.machine.phase(), Some(Phase::Review(_) | Phase::Confirming(_) | Phase::Checking { .. })) {
            self.agreed = None;
        }
    }

    /// The shopper agrees to what they see.
    pub fn agree(&mut self) {
        self.agreed = shown(&self.machine);
    }

    /// The shopper agrees with the click on the button, which shows no shipment method.
    pub fn agree_unseen(&mut self) {
        self.agreed = shown(&self.machine).map(|shown| Shown { ways: None, ..shown });
    }
}

/// Whether the machine waits for that request for the offer.
fn awaits_offer(machine: &State, id: RequestId) -> bool {
    let offered = match machine.offering() {
        Some(Offering::Loading { request, .. } | Offering::Ready { request, .. }) => request.as_ref(),
        _ => None,
    };
    match machine.phase() {
        Some(Phase::Resuming { request, .. }) => request.as_ref().is_some_and(|request| request.id == id),
        Some(Phase::Review(review)) => review.pricing == Some(id),
        Some(Phase::Checking { request, .. }) => *request == id,
        _ => offered.is_some_and(|request| request.id == id),
    }
}

/// Notes a payment whose id a page learns. It can be cancelled from then on.
fn note_name(world: &mut World, event: &Event) {
    if let Event::PaymentStarted { result: Ok((data, _)), .. } = event {
        world.shop.payments[samples::number(data)].named = true;
    }
}

/// The verdict on an answer to `/checkout`.
fn tells_of_order(event: &Event) -> Option<OrderVerdict> {
    match event {
        Event::OrderPlaced(_, Ok(_)) => Some(OrderVerdict::Placed),
        Event::OrderPlaced(_, Err(error)) => Some(order_verdict(error)),
        _ => None,
    }
}

impl Model for Trial {
    type State = World;
    type Action = Action;

    fn init_states(&self) -> Vec<World> {
        let begin = |setup: &_| {
            let mut world = World::new(*setup, self.scenario.budget);
            self.open_tab(&mut world, false);
            world
        };
        match &self.only {
            Some(setup) => vec![begin(setup)],
            None => self.scenario.setups.iter().map(begin).collect(),
        }
    }

    fn actions(&self, world: &World, actions: &mut Vec<Action>) {
        self.possible(world, actions);
    }

    fn next_state(&self, world: &World, action: Action) -> Option<World> {
        let mut next = world.clone();
        self.act(&mut next, action);
        // An action that changes only the budget is left out.
        let left = std::mem::replace(&mut next.left, world.left);
        let idle = next == *world;
        next.left = left;
        (!idle).then_some(next)
    }

    fn properties(&self) -> Vec<Property<Self>> {
        properties::all()
    }
}
