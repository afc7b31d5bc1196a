//! Plays a cell: up to its step, through its fault, and on to the end of the checkout.

use super::cell::{Cell, How, Step};
use super::judge::{Before, has_outcome, must_end};
use crate::chance::Chance;
use crate::conditions::Conditions;
use crate::provider::ProviderAction;
use crate::shop::Terms;
use crate::world::World;
use express_checkout::address::{Field, Part, Path};
use express_checkout::flow::{CancelReason, Event, Finish};
use sandbox::config::{Dialect, Method};
use std::fmt;

/// One trial of a cell.
pub struct Trial {
    step: Step,
    class: &'static str,
    how: How,
    guest: bool,
    dialect: Dialect,
    /// The name of the fault in the sandbox.
    fault: &'static str,
}

impl fmt::Display for Trial {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let who = if self.guest { "guest" } else { "customer" };
        write!(out, "{who}, {:?} {}", self.dialect, self.fault)
    }
}

impl Trial {
    /// All trials of a cell.
    pub fn all(step: Step, cell: &Cell) -> Vec<Self> {
        let faults: &[&str] = match cell.how {
            How::Once(faults) | How::Always(faults) => faults,
            How::At(_, fault) => &[fault],
            How::Doubled | How::Resent | How::Done(_) | How::InWindow(_) | How::Fair => &[""],
        };
        let mut all = Vec::new();
        for fault in faults {
            for (guest, dialect) in [(true, Dialect::Legacy), (true, Dialect::Platform)]
                .into_iter()
                .chain([(false, Dialect::Legacy), (false, Dialect::Platform)])
            {
                all.push(Self { step, class: cell.class, how: cell.how, guest, dialect, fault });
            }
        }
        all
    }

    /// Plays the trial.
    pub fn play(&self) -> Result<(), String> {
        let result = self.played(&mut self.world(false));
        if result.is_err() && std::env::var_os("TRAIL").is_some() {
            let mut world = self.world(true);
            let _ = self.played(&mut world);
            world.observed.trail.iter().flatten().for_each(|line| println!("{line}"));
        }
        result
    }

    fn world(&self, with_trail: bool) -> World {
        let methods: &[Method] =
            if matches!(self.how, How::InWindow(_)) { &[Method::Wallet] } else { &[Method::Paypal] };
        let conditions = Conditions { action: ProviderAction::Nothing, ..Conditions::fair() };
        let terms = Terms::usual(self.guest, self.dialect, methods);
        let mut world = World::new(terms, Finish::Review, conditions, Chance::new(1));
        world.observed.trail = with_trail.then(Vec::new);
        world
    }

    fn played(&self, world: &mut World) -> Result<(), String> {
        self.arrive(world);
        let before = Before::of(world);
        self.arm(world);
        self.take(world);
        self.wait(world)?;
        world.rest();
        world.check_at_end();
        self.unbroken(world)?;
        has_outcome(self.expected(), self.step, self.guest, world, &before)?;
        if self.step == Step::Cancel && self.class == "C+I" {
            world.unload(true);
            world.load();
            world.rest();
            if world.observed.reported.is_empty() {
                return Err("no error was announced for the failed cancellation".to_owned());
            }
        }
        world.shop.mend();
        world.conditions = Conditions::fair();
        let end = world.persist(20);
        self.unbroken(world)?;
        must_end(self.expected(), self.guest, end)?;
        world.unload(true);
        world.rest_away();
        self.unbroken(world)
    }

    /// The expected classes. If the page gives a new token, an expired one changes nothing.
    fn expected(&self) -> &'static str {
        let renewed = self.fault == "401" && !self.guest && self.step != Step::Checkout;
        if renewed { "H" } else { self.class }
    }

    fn unbroken(&self, world: &World) -> Result<(), String> {
        world.observed.broken.clone().map_or(Ok(()), Err)
    }

    /// Plays up to the step.
    fn arrive(&self, world: &mut World) {
        let from_start = matches!(self.how, How::At("script", _));
        if self.step == Step::Methods || from_start {
            return;
        }
        world.load();
        world.rest();
        if self.step == Step::Init {
            return;
        }
        // Values that the shopper typed before the provider's data came must stay to the end.
        let path = Path { part: Part::Shipping, field: Field::Address3 };
        world.happens(Event::Edited(path, "c/o Lovelace".to_owned()));
        self.click(world);
        world.rest();
        if matches!(self.step, Step::Approval | Step::Customer | Step::Review) {
            return;
        }
        world.does(ProviderAction::Approve);
        world.rest();
        world.complete_addresses();
        world.rest();
    }

    /// Prepares the fault.
    fn arm(&self, world: &mut World) {
        match self.how {
            How::Once(_) => world.shop.break_at(self.step.resource(), self.fault, Some(1)),
            How::Always(_) => world.shop.break_at(self.step.resource(), self.fault, None),
            How::At(resource, fault) => world.shop.break_at(resource, fault, Some(1)),
            How::Doubled => world.conditions.repeats = true,
            How::Resent => {
                world.conditions.resends = true;
                world.shop.break_at(self.step.resource(), "lost", Some(1));
            }
            How::Done(_) | How::InWindow(_) | How::Fair => {}
        }
    }

    /// Plays the step.
    fn take(&self, world: &mut World) {
        match (self.how, self.step) {
            (How::Done(act) | How::InWindow(act), _) => act(world),
            (How::At("script", _), _) | (_, Step::Methods) => world.load(),
            (_, Step::Init) => self.click(world),
            (_, Step::Approval | Step::Customer | Step::Review) => world.does(ProviderAction::Approve),
            (_, Step::Checkout) => world.happens(Event::PlaceAsked),
            (_, Step::Cancel) => world.happens(Event::CancelAsked(CancelReason::Shopper)),
        }
    }

    /// Checks that after a 429 nothing is offered and nothing is sent until the pause has ended.
    fn wait(&self, world: &mut World) -> Result<(), String> {
        if !self.fault.starts_with("429") || !matches!(self.step, Step::Methods | Step::Init) {
            return Ok(());
        }
        while !world.page.state.is_paused() && world.one() {}
        let (asked, sent) = (world.schedule.now(), world.observed.sent.len());
        let offered = !world.offered().is_empty();
        while world.page.state.is_paused() && world.observed.sent.len() == sent && world.one() {}
        let waited = world.schedule.now() - asked >= 7_000;
        if waited && !offered { Ok(()) } else { Err("Retry-After was not honoured".to_owned()) }
    }

    fn click(&self, world: &mut World) {
        if let Some(method) = world.offered().first().cloned() {
            world.click(&method);
            // Two clicks start one payment.
            world.click(&method);
        }
    }
}
