//! The actions that are possible in a world, and their results.

use express_checkout::flow::{CancelReason, Event, Phase, Record, RequestId};

use crate::ask::{Ask, Request};
use crate::bounds::{Change, Who};
use crate::deeds::Deed;
use crate::fates::{FINE, Fate};
use crate::planted::Planted;
use crate::samples;
use crate::shop::{Carrier, Mood};
use crate::storage::CLOCKS;
use crate::trial::Trial;
use crate::world::World;

/// An action. The first number is the element, or the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// The shopper or the page does something at an element.
    Shopper(usize, Deed),
    /// A request of an element is answered or fails.
    Wire(usize, usize, Fate),
    /// A late answer arrives.
    Late(usize, usize),
    /// A request of an earlier page is handled or lost.
    Stray(usize, Fate),
    /// Another part of the shop changes the cart.
    ChangeCart(Change),
    /// The shopper opens the cart in a second tab.
    OpenTab,
    /// The shopper duplicates the first tab.
    CopyTab,
    /// The page sets another buyer.
    Configure(usize, Who),
    /// The page sets another cart.
    MoveOn(usize),
    /// The clock of a page is set, or time passes.
    Jump(usize, usize),
}

impl Trial {
    /// All actions that are possible next.
    pub fn possible(&self, world: &World, actions: &mut Vec<Action>) {
        if world.broken.is_some() {
            return;
        }
        for (at, element) in world.elements.iter().enumerate() {
            self.deeds(world, at, actions);
            for (index, request) in element.wire.iter().enumerate() {
                let too_early = request.ask == Ask::Wait(true) && world.is_ordering();
                if too_early && !self.has(Planted::VerifiedTooEarly) {
                    continue;
                }
                actions.push(Action::Wire(at, index, FINE));
                if request.given_up {
                    actions.push(Action::Wire(at, index, Fate::Lost));
                }
                if world.left.faults > 0 {
                    let possible = request.faults().iter().filter(|fate| element.can_meet(**fate));
                    actions.extend(possible.map(|fate| Action::Wire(at, index, *fate)));
                }
            }
            actions.extend((0..element.late.len()).map(|index| Action::Late(at, index)));
        }
        for index in 0..world.strays.len() {
            actions.extend([Action::Stray(index, FINE), Action::Stray(index, Fate::Lost)]);
        }
        self.of_the_world(world, actions);
    }

    fn of_the_world(&self, world: &World, actions: &mut Vec<Action>) {
        let (left, setup) = (world.left, world.shop.setup);
        if left.carts > 0 && world.shop.carts[0].there {
            let possible = setup.changes.iter().filter(|change| world.can(**change));
            actions.extend(possible.map(|change| Action::ChangeCart(*change)));
        }
        if left.tabs > 0 {
            actions.push(Action::OpenTab);
        }
        if left.copies > 0 {
            actions.push(Action::CopyTab);
        }
        for (page, here) in world.pages.iter().enumerate() {
            // A clock only matters if a record was written with it.
            if left.jumps > 0 && here.entries.iter().any(Option::is_some) {
                let others = (0..CLOCKS.len()).filter(|clock| *clock != here.clock);
                actions.extend(others.map(|clock| Action::Jump(page, clock)));
            }
            let Some(element) = world.elements.iter().find(|element| element.page == page && element.stands) else {
                continue;
            };
            if left.configs == 0 || element.is_away() {
                continue;
            }
            let others = setup.others.iter().chain([&setup.who]).filter(|who| **who != element.who);
            actions.extend(others.map(|who| Action::Configure(page, *who)));
            if setup.moves_on && element.cart() == 0 {
                actions.push(Action::MoveOn(page));
            }
        }
    }

    /// Runs an action.
    pub fn act(&self, world: &mut World, action: Action) {
        match action {
            Action::Shopper(at, deed) => self.deed(world, at, deed),
            Action::Wire(at, index, fate) => self.fate(world, at, index, fate),
            Action::Late(at, index) => {
                let event = world.elements[at].late.remove(index);
                self.happens(world, at, event);
            }
            Action::Stray(index, fate) => {
                let ask = world.strays.remove(index);
                if fate == FINE {
                    // No page gets the answer, so its number does not matter.
                    let request = Request { id: Some(RequestId(0)), ask, given_up: true };
                    world.shop.handle(&request, Mood::Willing);
                } else if let Ask::Cancel(number) = ask
                    && !world.keeps(number)
                {
                    world.shop.give_up(number);
                }
            }
            Action::ChangeCart(change) => {
                world.left.carts -= 1;
                world.shop.change(change);
            }
            Action::OpenTab => {
                world.left.tabs -= 1;
                self.open_tab(world, self.has(Planted::StorageCopied));
                self.first_reading(world);
            }
            Action::CopyTab => {
                world.left.copies -= 1;
                self.open_tab(world, true);
                self.first_reading(world);
            }
            Action::Configure(page, who) => {
                world.left.configs -= 1;
                self.each_in(world, page, |world, at| {
                    // Values that were typed for one buyer do not belong to another.
                    world.elements[at].typed = false;
                    let before = std::mem::replace(&mut world.elements[at].who, who);
                    if self.has(Planted::BegunByToken) && world.elements[at].is_beginning() {
                        world.elements[at].wire.clear();
                        self.happens(world, at, Event::Begun(Record::default()));
                    }
                    let config = samples::config(world.shop.setup, who, world.elements[at].cart());
                    // As `check_buyer` in `effects/settings_change.rs`: a guest has no token.
                    if ![before, who].contains(&Who::Guest) {
                        self.happens(world, at, Event::TokenChanged);
                    }
                    self.happens(world, at, Event::Configured(config));
                });
            }
            Action::MoveOn(page) => {
                world.left.configs -= 1;
                self.each_in(world, page, |world, at| self.set_cart(world, at, 1));
            }
            Action::Jump(page, clock) => {
                world.left.jumps -= 1;
                world.pages[page].clock = clock;
            }
        }
    }

    /// The page sets another cart. The attempt under way ends, and a new checkout begins, except while an order is
    /// under way. As `apply` in `effects/settings_change.rs`.
    fn set_cart(&self, world: &mut World, at: usize, cart: usize) {
        let element = &world.elements[at];
        let remembered = [element.cart(), cart].iter().any(|cart| world.pages[element.page].entries[*cart].is_some());
        let moves = match element.machine.phase() {
            Some(Phase::Placing { .. } | Phase::Refusing { .. }) => false,
            Some(Phase::Unknown(unknown)) => unknown.verifying.is_none(),
            _ => remembered,
        };
        if !moves {
            let config = samples::config(world.shop.setup, element.who, cart);
            return self.happens(world, at, Event::Configured(config));
        }
        if element.machine.is_engaged() {
            self.happens(world, at, Event::CancelAsked(CancelReason::ConfigChanged));
        }
        self.leave(world, at);
        self.replace(world, at, cart);
    }

    /// Answers the first requests at once. Only those of the first tab are explored in every order.
    fn first_reading(&self, world: &mut World) {
        let at = world.elements.len() - 1;
        let first = |request: &Request| matches!(request.ask, Ask::Offer(..));
        while let Some(index) = world.elements[at].wire.iter().position(first) {
            self.fate(world, at, index, FINE);
        }
    }

    fn each_in(&self, world: &mut World, page: usize, act: impl Fn(&mut World, usize)) {
        let here = |at: &usize| world.elements[*at].page == page && world.elements[*at].stands;
        let all: Vec<usize> = (0..world.elements.len()).filter(here).collect();
        all.into_iter().for_each(|at| act(world, at));
    }
}

impl World {
    /// Whether that change of the cart is possible.
    fn can(&self, change: Change) -> bool {
        let cart = self.shop.carts[0];
        match change {
            Change::Filled | Change::Dearer | Change::Exchanged => cart.price > 0,
            Change::Emptied => cart.price > 0,
            Change::Unshippable | Change::Unnamed => cart.carrier == Carrier::Goes,
            Change::Shippable => cart.carrier != Carrier::Goes,
            Change::Blocked => !cart.blocked,
            Change::Ordered => true,
        }
    }
}
