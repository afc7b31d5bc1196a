//! Tests of the model's world: each fault has its effect.

use express_checkout::flow::{Notice, RequestId};
use stateright::Model;

use crate::actions::Action;
use crate::ask::Ask;
use crate::bounds::{Budget, NOTHING, PLAIN, Scenario, Setup, Who};
use crate::deeds::Deed;
use crate::fates::{FINE, Fate};
use crate::shop::{Fate as PaymentFate, Mood};
use crate::trial::Trial;
use crate::world::World;

const BUDGET: Budget = Budget { faults: 2, clicks: 4, reloads: 1, edits: 1, carts: 1, tabs: 1, ..NOTHING };

/// A customer, legacy Glue, a provider without a redirect.
const CUSTOMER: &[Setup] = &[Setup { name: "customer", who: Who::Ada, renames: true, ..PLAIN }];

/// A world in which the test chooses the actions.
struct Story {
    trial: Trial,
    world: World,
}

impl Story {
    fn new() -> Self {
        let trial = Trial::new(Scenario { name: "story", setups: CUSTOMER, budget: BUDGET }, None);
        let world = trial.init_states().remove(0);
        let mut story = Self { trial, world };
        story.answered();
        story
    }

    fn happens(&mut self, action: Action) {
        let mut possible = Vec::new();
        self.trial.actions(&self.world, &mut possible);
        assert!(possible.contains(&action), "{action:?} is not among {possible:?}");
        self.world = self.trial.next_state(&self.world, action).expect("the action changes the world");
    }

    fn does(&mut self, deed: Deed) {
        self.happens(Action::Shopper(0, deed));
    }

    /// Answers every request.
    fn answered(&mut self) {
        while !self.world.elements[0].wire.is_empty() {
            self.happens(Action::Wire(0, 0, FINE));
        }
    }

    /// A story up to the sent `/checkout`.
    fn ordering() -> Self {
        let mut story = Self::new();
        story.does(Deed::Click);
        story.answered();
        story.does(Deed::Approve);
        story.answered();
        story.does(Deed::Place);
        while !story.world.is_ordering() {
            story.happens(Action::Wire(0, 0, FINE));
        }
        story
    }

    fn fate(&mut self, fate: Fate) {
        let at = self.world.elements[0].wire.iter().position(|request| matches!(request.ask, Ask::Order(_)));
        self.happens(Action::Wire(0, at.unwrap(), fate));
    }

    fn name(&self) -> &str {
        self.world.elements[0].machine.name()
    }

    fn payment(&self) -> PaymentFate {
        self.world.shop.payments[0].fate
    }
}

#[test]
fn a_world_without_faults_has_an_order() {
    let mut story = Story::ordering();
    story.fate(FINE);
    assert_eq!((story.name(), story.payment()), ("placed", PaymentFate::Ordered));
    assert_eq!((story.world.shop.orders.len(), story.world.shop.carts[0].there), (1, false));
    assert_eq!(story.world.elements[0].attempt.as_ref().map(|attempt| attempt.completes), Some(1));
}

#[test]
fn an_order_behind_a_refusal_exists_and_leaves_its_cart() {
    let mut story = Story::ordering();
    story.fate(Fate::Answered(Mood::Unconfirmed));
    assert_eq!((story.name(), story.payment()), ("unknown", PaymentFate::Ordered));
    assert!(story.world.shop.carts[0].there);
}

#[test]
fn a_request_that_the_browser_repeats_finds_the_cart_gone() {
    let mut story = Story::ordering();
    story.fate(Fate::Resent);
    assert_eq!((story.name(), story.world.shop.orders.len()), ("unknown", 1));
}

#[test]
fn the_last_question_comes_after_the_order_can_arrive() {
    let mut story = Story::ordering();
    story.fate(Fate::Stuck);
    let ask =
        |story: &Story| story.world.elements[0].wire.iter().position(|request| !matches!(request.ask, Ask::Order(_)));
    let mut possible = Vec::new();
    while let Some(index) = ask(&story) {
        possible.clear();
        story.trial.actions(&story.world, &mut possible);
        if !possible.contains(&Action::Wire(0, index, FINE)) {
            break;
        }
        story.happens(Action::Wire(0, index, FINE));
    }
    assert_eq!(story.world.elements[0].wire.iter().filter(|request| request.ask == Ask::Wait(true)).count(), 1);
    story.fate(Fate::Lost);
    story.answered();
    assert_eq!(story.world.elements[0].machine.notice(), Some(Notice::NotOrdered));
}

#[test]
fn a_request_of_an_earlier_page_still_arrives() {
    let mut story = Story::ordering();
    story.does(Deed::Crash);
    assert_eq!((story.name(), story.world.strays.len(), story.world.shop.orders.len()), ("unknown", 1, 0));
    story.happens(Action::Stray(0, FINE));
    assert_eq!((story.world.shop.orders.len(), story.payment()), (1, PaymentFate::Ordered));
}

#[test]
fn a_second_tab_shows_that_another_tab_has_the_cart() {
    let mut story = Story::new();
    story.happens(Action::OpenTab);
    story.does(Deed::Click);
    story.answered();
    story.happens(Action::Shopper(1, Deed::Click));
    story.happens(Action::Wire(1, 0, FINE));
    assert_eq!((story.world.lock, story.world.elements[1].machine.name()), (Some(0), "ready"));
    assert_eq!(story.world.elements[1].machine.notice(), Some(Notice::Elsewhere));
    story.answered();
    story.does(Deed::Cancel);
    story.answered();
    assert_eq!((story.payment(), story.world.lock), (PaymentFate::Gone, None));
    story.happens(Action::Shopper(1, Deed::Click));
    story.happens(Action::Wire(1, 0, FINE));
    assert_eq!(story.world.lock, Some(1));
}

#[test]
fn requests_are_always_numbered_from_one() {
    let mut story = Story::new();
    story.does(Deed::Click);
    let numbers: Vec<_> = story.world.elements[0].wire.iter().map(|request| request.id).collect();
    assert_eq!((numbers, story.world.elements[0].machine.session().requests), (vec![Some(RequestId(1))], 1));
}
