//! `runs`: a shopper clicks, edits, cancels and reloads at random, in a shop with random faults. Then the faults end,
//! and a shopper who continues must reach an end.

use crate::chance::Chance;
use crate::conditions::Conditions;
use crate::parallel;
use crate::shop::{SECURITY_CODE, Terms};
use crate::shopper::{End, typed};
use crate::world::World;
use express_checkout::address::{Part, Path};
use express_checkout::flow::{CancelReason, Event, Finish, Phase, Secret};
use sandbox::config::{CustomerRoute, Dialect, Method, Payer};
use sandbox::ledger::{PaymentEntry, Status};
use std::collections::BTreeMap;
use std::time::Instant;

/// The payers that the provider may have.
const PAYERS: [Payer; 8] = [
    Payer::Ada,
    Payer::Inline,
    Payer::Fullname,
    Payer::Nobilling,
    Payer::Empty,
    Payer::Arrays,
    Payer::Numbers,
    Payer::Nonlatin,
];

/// Changes of the device's clock between two pages, in milliseconds.
const CLOCK_IS_SET: [i64; 6] = [-1, -2_000, 2_000, -3_600_000, 3_600_000, -40 * 60_000];

/// The results of many runs.
#[derive(Default)]
struct Counts {
    ends: BTreeMap<End, u32>,
    seen: BTreeMap<&'static str, u32>,
    broken: Vec<(u64, String)>,
}

impl Counts {
    fn add(&mut self, seed: u64, world: &World, end: Option<End>) {
        if let Some(broken) = &world.observed.broken {
            self.broken.push((seed, broken.clone()));
        }
        if let Some(end) = end {
            *self.ends.entry(end).or_default() += 1;
        }
        let mut saw = |what, did: bool| *self.seen.entry(what).or_default() += u32::from(did);
        saw("an order", !world.ledger.orders.is_empty());
        saw("a payment cancelled", world.ledger.payments.iter().any(|payment| payment.status == Status::Cancelled));
        saw("a payment with an unknown id", world.ledger.payments.iter().any(|payment| !payment.known_to_client));
        saw(
            "a payment with a new id",
            world.ledger.payments.iter().any(|payment| payment.transaction_ids_ever_issued.len() > 1),
        );
        saw("a failed cancellation announced", !world.observed.reported.is_empty());
        let lives = |payment: &&PaymentEntry| payment.status != Status::Cancelled;
        let believed = |payment: &PaymentEntry| world.observed.believed_gone.contains(&payment.transaction_id);
        saw("a payment that counts as cancelled but exists", world.ledger.payments.iter().filter(lives).any(believed));
        saw("a cart with several shipments", world.observed.count("carts") > 0);
        saw("a security code requested", world.observed.count("multi-factor-auth-types") > 0);
        saw("a page ended during an attempt", !world.observed.interrupted.is_empty());
        saw("an unknown outcome", world.observed.states.contains(&"unknown"));
    }
}

/// Plays `count` runs and prints the results. True if no rule was broken.
pub fn report(count: u64) -> bool {
    let begun = Instant::now();
    let all = parallel::share(count, |number, counts: &mut Counts| {
        let seed = number + 1;
        parallel::tries(|text| text.push_str(&format!("seed {seed}")));
        let (world, end) = run(seed, 0, false);
        counts.add(seed, &world, end);
    });
    let mut sum = Counts::default();
    for counts in all {
        counts.ends.into_iter().for_each(|(end, times)| *sum.ends.entry(end).or_default() += times);
        counts.seen.into_iter().for_each(|(what, times)| *sum.seen.entry(what).or_default() += times);
        sum.broken.extend(counts.broken);
    }
    println!("{count} seeded runs in {:.1} s", begun.elapsed().as_secs_f32());
    sum.ends.iter().for_each(|(end, times)| println!("  {times:>6} ended with {end:?}"));
    sum.seen.iter().for_each(|(what, times)| println!("  {times:>6} saw {what}"));
    sum.broken.sort();
    for (seed, broken) in &sum.broken {
        println!("  seed {seed}: {broken}");
    }
    if let Some((seed, _)) = sum.broken.first() {
        replay(*seed, 0);
    }
    println!("  {} broke a rule", sum.broken.len());
    sum.broken.is_empty()
}

/// Plays one run again and prints every step.
pub fn replay(seed: u64, lies: usize) -> bool {
    parallel::tries(|text| text.push_str(&format!("seed {seed}")));
    let (world, end) = run(seed, lies, true);
    for line in world.observed.trail.iter().flatten() {
        println!("{line}");
    }
    println!("seed {seed} ended with {end:?}, {}", world.observed.broken.as_deref().unwrap_or("no rule broken"));
    world.observed.broken.is_none()
}

/// Plays the run with this seed. Returns its world and its end. One answer in `lies` is damaged; none if it is 0.
pub fn run(seed: u64, lies: usize, with_trail: bool) -> (World, Option<End>) {
    let mut world = begin(Chance::new(seed), with_trail);
    world.conditions.lies = lies;
    world.believes_lies = lies > 0;
    let end = world.go_through();
    (world, end)
}

fn begin(mut chance: Chance, with_trail: bool) -> World {
    let terms = Terms {
        guest: chance.once_in(2),
        dialect: chance.one_of(&[Dialect::Legacy, Dialect::Platform]),
        route: if chance.once_in(4) { CustomerRoute::Singular } else { CustomerRoute::Plural },
        renews: !chance.once_in(3),
        payer: chance.one_of(&PAYERS),
        renames: chance.once_in(2),
        methods: &[Method::Paypal, Method::Wallet],
    };
    let finish = chance.one_of(&[Finish::Review, Finish::Review, Finish::Prefill, Finish::OrderAtOnce]);
    let breaks = chance.one_of(&[0, 12, 6, 3]);
    let conditions = Conditions::rough(breaks, &mut chance);
    let mut world = World::new(terms, finish, conditions, chance);
    if with_trail {
        world.observed.trail = Some(vec![format!("{terms:?} {finish:?} {:?}", world.conditions)]);
    }
    if world.chance.once_in(4) {
        world.shop.mix(&mut world.chance);
    }
    if !terms.guest && world.chance.once_in(2) {
        let count = world.chance.one_of(&[1, 9, 10, 40]);
        world.shop.ordered_before(count);
    }
    if world.chance.once_in(6) {
        world.shop.demand_code();
    }
    if world.chance.once_in(6) {
        world.shop.split(2);
    }
    world.storage.is_blocked = world.chance.once_in(12);
    world
}

impl World {
    /// Plays random actions, and then, without faults, to the end.
    fn go_through(&mut self) -> Option<End> {
        self.load();
        for _ in 0..6 + self.chance.below(30) {
            for _ in 0..self.chance.below(8) {
                self.one();
            }
            if self.observed.broken.is_some() {
                return None;
            }
            self.act();
        }
        self.conditions = Conditions { blocks_windows: self.conditions.blocks_windows, ..Conditions::fair() };
        self.shop.mend();
        self.persist(40)
    }

    /// The shopper or the page does something: half of the time a sensible action, else a random one.
    fn act(&mut self) {
        if self.page.is_away {
            return;
        }
        if self.chance.once_in(2) {
            self.act_sensibly();
            return;
        }
        let event = match self.chance.below(18) {
            0..=2 => return self.click_something(),
            3 => Event::CancelAsked(CancelReason::Shopper),
            4..=6 => return self.edit_something(),
            7 => Event::ShipmentChosen(self.chance.below(2), 1 + self.chance.below(4) as i64),
            8 => Event::BillingSame(self.chance.once_in(2)),
            9 => Event::UndoAsked,
            10 => Event::FinishedSaid,
            11 => Event::PlaceAsked,
            12 => Event::Reload,
            13 => return self.change_cart(),
            14 => return self.reload(),
            15 => Event::CodeAsked,
            16 => Event::CodeTyped(Secret(self.chance.one_of(&[SECURITY_CODE, "", "000000"]).to_owned())),
            _ => Event::PageShown,
        };
        self.happens(event);
    }

    /// The shopper does what the screen suggests.
    fn act_sensibly(&mut self) {
        let state = &self.page.state;
        if state.clickable().is_some() && !self.offered().is_empty() {
            return self.click_something();
        }
        if state.failure().is_some() {
            return self.happens(Event::Reload);
        }
        match state.phase() {
            Some(Phase::AwaitingApproval { asking: Some(_), .. }) => self.happens(Event::FinishedSaid),
            Some(Phase::Review(_)) if self.chance.once_in(4) => {
                self.complete_addresses();
                let method = 1 + self.chance.below(3) as i64;
                self.happens(Event::ShipmentChosen(0, method));
            }
            Some(Phase::Review(_) | Phase::Prefilled { .. }) => {
                self.complete_addresses();
                self.type_code();
                self.happens(Event::PlaceAsked);
            }
            _ => {
                self.one();
            }
        }
    }

    fn click_something(&mut self) {
        let all = self.page.state.offer().map_or(Vec::new(), |offer| offer.methods.clone());
        if all.is_empty() {
            return;
        }
        let method = self.chance.one_of(&all);
        let sent = self.observed.count("payments");
        let clicks = 1 + self.chance.below(3);
        for _ in 0..clicks {
            self.click(&method);
        }
        if self.observed.count("payments") > sent + 1 {
            self.observed.breaks(|| format!("{clicks} clicks started more than one payment"));
        }
    }

    fn edit_something(&mut self) {
        let part = self.chance.one_of(&Part::ALL);
        let field = self.chance.one_of(part.fields());
        let path = Path { part, field };
        let value = if self.chance.once_in(4) { "" } else { typed(path) };
        self.happens(Event::Edited(path, value.to_owned()));
    }

    /// Another part of the page adds an item to the cart, and may tell the element. Not while an order is under way,
    /// because Glue orders the cart as it is then, and no client can prevent that.
    fn change_cart(&mut self) {
        let phase = self.page.state.phase();
        let is_late = matches!(phase, Some(Phase::Checking { .. } | Phase::Updating { .. } | Phase::Placing { .. }));
        if is_late || self.is_ordering() {
            return;
        }
        // The sandbox leaves out an item that no shipment of the request names. It is not documented what Glue does.
        if self.shop.is_split() {
            return;
        }
        self.shop.fill_cart(self.schedule.now());
        if self.chance.once_in(2) {
            self.happens(Event::Reload);
        }
    }

    /// Reloads the page. Not if storage is refused and an order may exist, because the next page could not know about
    /// the order.
    fn reload(&mut self) {
        if self.storage.is_blocked && self.observed.count("checkout") > 0 {
            return;
        }
        let farewell = !self.chance.once_in(3);
        self.unload(farewell);
        if self.chance.once_in(4) {
            self.clock_is_off += self.chance.one_of(&CLOCK_IS_SET);
        }
        if farewell && self.chance.once_in(4) {
            return self.schedule.plan(500, crate::world::Happening::Shown);
        }
        self.load();
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_rules_hold_in_random_runs() {
        assert!(super::report(300));
    }
}
