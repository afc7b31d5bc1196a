//! The trial: the real machine, driven through a world by one event after the other.

use std::collections::VecDeque;

use express_checkout::flow::{Announcement, Effect, Event, OrderVerdict, Phase, Record, State, order_verdict, step};
use stateright::{Model, Property};

use crate::actions::Action;
use crate::bounds::{Budget, SETUPS};
use crate::planted::Planted;
use crate::pool::Pool;
use crate::properties::{self, Law};
use crate::samples;
use crate::world::{Ask, Tab, World};

/// What is explored, and how far.
pub struct Trial {
    /// What may happen in each world.
    pub budget: Budget,
    /// The bug that was put in, to see that it is found.
    pub planted: Option<Planted>,
    machines: Pool<State>,
    records: Pool<Record>,
}

impl Trial {
    /// A trial of the flow as it is, or with a bug.
    pub fn new(budget: Budget, planted: Option<Planted>) -> Self {
        Self { budget, planted, machines: Pool::default(), records: Pool::default() }
    }

    /// Whether this bug was put in.
    pub fn has(&self, planted: Planted) -> bool {
        self.planted == Some(planted)
    }

    /// Another tab shows the cart.
    pub fn open_tab(&self, world: &mut World) {
        let copied = world.tabs.first().filter(|_| self.has(Planted::StorageCopied));
        world.tabs.push(Tab {
            machine: self.machines.keep(State::new(samples::config(world.shop.setup))),
            storage: copied.map_or_else(|| self.records.keep(Record::default()), |tab| tab.storage.clone()),
            wire: Vec::new(),
            late: Vec::new(),
            attempt: None,
            consent: false,
            typed: false,
        });
        self.begin(world, world.tabs.len() - 1);
    }

    /// A page begins with what the tab's storage has.
    pub fn begin(&self, world: &mut World, tab: usize) {
        world.tabs[tab].machine = self.machines.keep(State::new(samples::config(world.shop.setup)));
        let record = Record::clone(&world.tabs[tab].storage);
        self.happens(world, tab, Event::Begun(record));
        if self.has(Planted::LockFreedByReload) {
            world.lock = world.lock.filter(|holder| *holder != tab);
        }
    }

    /// Something happens on a page: the step, its effects in their order, and whatever the page answers at once.
    pub fn happens(&self, world: &mut World, tab: usize, event: Event) {
        let mut machine = State::clone(&world.tabs[tab].machine);
        let mut queue = VecDeque::from([event]);
        while let Some(event) = queue.pop_front() {
            let is_order = tells_of_order(&event);
            note_name(world, &event);
            let heard = match self.planted {
                Some(planted) => planted.hears(&mut machine, event),
                None => Some(event),
            };
            if let Some(event) = heard {
                let (after, mut effects) = step(machine, event);
                machine = after;
                if let Some(planted) = self.planted {
                    planted.does(&mut effects);
                }
                for effect in effects {
                    self.run(world, tab, effect, &mut queue);
                }
            }
            if !world.tabs[tab].follow(&machine) {
                world.breaks(Law::ToldOnce);
            }
            if is_order && !matches!(machine.phase, Phase::Placed { .. }) {
                world.breaks(Law::OrderHeard);
            }
        }
        world.tabs[tab].renumber(&mut machine);
        world.lock = match world.lock {
            None if machine.is_engaged() => Some(tab),
            Some(holder) if holder == tab && !machine.is_engaged() => None,
            other => other,
        };
        world.tabs[tab].machine = self.machines.keep(machine);
    }

    fn run(&self, world: &mut World, tab: usize, effect: Effect, queue: &mut VecDeque<Event>) {
        if let Some(request) = Ask::of(&effect) {
            return world.send(tab, request);
        }
        match effect {
            Effect::Remember(record) => world.tabs[tab].storage = self.records.keep(record),
            Effect::AskPrefill(_) => queue.push_back(Event::PrefillAnswered(true)),
            Effect::Announce(Announcement::Complete { correlation, .. })
                if !world.tabs[tab].completed(&correlation) =>
            {
                world.breaks(Law::ToldOnce);
            }
            _ => {}
        }
    }
}

/// A payment whose name a page hears can be cancelled from then on.
fn note_name(world: &mut World, event: &Event) {
    if let Event::PaymentStarted { result: Ok((data, _)), .. } = event {
        world.shop.payments[samples::number(data)].named = true;
    }
}

/// Whether an answer says that an order exists.
fn tells_of_order(event: &Event) -> bool {
    match event {
        Event::OrderPlaced(_, Ok(_)) => true,
        Event::OrderPlaced(_, Err(error)) => order_verdict(error) == OrderVerdict::Placed,
        _ => false,
    }
}

impl Model for Trial {
    type State = World;
    type Action = Action;

    fn init_states(&self) -> Vec<World> {
        let begin = |setup| {
            let mut world = World::new(setup, self.budget);
            self.open_tab(&mut world);
            world
        };
        SETUPS.into_iter().map(begin).collect()
    }

    fn actions(&self, world: &World, actions: &mut Vec<Action>) {
        self.possible(world, actions);
    }

    fn next_state(&self, world: &World, action: Action) -> Option<World> {
        let mut next = world.clone();
        self.act(&mut next, action);
        // What changes nothing but a budget leads nowhere.
        let left = std::mem::replace(&mut next.left, world.left);
        let idle = next == *world;
        next.left = left;
        (!idle).then_some(next)
    }

    fn properties(&self) -> Vec<Property<Self>> {
        properties::all()
    }
}
