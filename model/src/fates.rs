//! The outcomes of a request: answered, refused, lost, late or doubled, and the event that the machine gets.

use express_checkout::flow::{GlueError, Live, Record};

use crate::ask::{Ask, Request};
use crate::bounds::Who;
use crate::planted::Planted;
use crate::shop::Mood;
use crate::trial::Trial;
use crate::world::{Element, World};

/// The outcome of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It is answered.
    Answered(Mood),
    /// It is answered twice.
    Doubled,
    /// The browser itself sends it a second time, and only the second answer arrives (hazard H14).
    Resent,
    /// It is handled, and its answer is lost.
    Unheard,
    /// It never arrives.
    Lost,
    /// It is handled, and its answer comes after the deadline.
    Slow,
    /// It has not arrived when its deadline passes.
    Stuck,
}

use Fate::{Answered, Doubled, Lost, Resent, Slow, Stuck, Unheard};

/// The outcome without a fault.
pub const FINE: Fate = Answered(Mood::Willing);

impl Request {
    /// Its possible faults.
    pub fn faults(&self) -> &'static [Fate] {
        const REFUSED: Fate = Answered(Mood::Refusing);
        const UNCONFIRMED: Fate = Answered(Mood::Unconfirmed);
        const UNDELETED: Fate = Answered(Mood::Undeleted);
        const REASONED: Fate = Answered(Mood::Reasoned);
        const LOCKED: Fate = Answered(Mood::Locked);
        const CODED: Fate = Answered(Mood::Coded);
        const SAVED: Fate = Answered(Mood::Saved);
        match self.ask {
            Ask::Order(_) if self.given_up => &[UNCONFIRMED, UNDELETED, REASONED],
            _ if self.given_up => &[],
            Ask::Offer(..) | Ask::Orders(_) | Ask::OrderOf(_) | Ask::Code | Ask::SendCode => &[Lost],
            Ask::Customer(_) => &[Lost, Slow],
            // Payments without a known id are all alike, so one lost request shows the same as two.
            Ask::Pay(_, _, None) => &[REFUSED, Unheard, Slow, Doubled],
            Ask::Pay(_, _, Some(_)) => &[REFUSED, Unheard, Lost, Slow, Stuck, Doubled, Resent],
            Ask::Order(sent) if sent.who == Who::Guest => {
                &[REFUSED, REASONED, UNCONFIRMED, UNDELETED, LOCKED, Unheard, Lost, Slow, Stuck, Doubled, Resent]
            }
            Ask::Order(_) => &[
                REFUSED,
                REASONED,
                SAVED,
                CODED,
                UNCONFIRMED,
                UNDELETED,
                LOCKED,
                Unheard,
                Lost,
                Slow,
                Stuck,
                Doubled,
                Resent,
            ],
            Ask::Cancel(_) => &[Unheard, Lost, Stuck, Doubled],
            Ask::Consent => &[REFUSED],
            Ask::Begin | Ask::Claim | Ask::Wait(_) => &[],
        }
    }
}

impl Element {
    /// Whether a client can recognise this outcome. Reasons that a project adds after the order was saved can be recognised
    /// only by the customer's orders. Without them the shop's refusal counts, as for guests.
    pub fn can_meet(&self, fate: Fate) -> bool {
        let known = || matches!(Record::of(&self.machine).live, Some(Live::Placing { orders_before: Some(_), .. }));
        fate != Answered(Mood::Saved) || known()
    }
}

impl Trial {
    /// Gives a request of an element its outcome.
    pub fn fate(&self, world: &mut World, at: usize, index: usize, fate: Fate) {
        let request = world.elements[at].wire.remove(index);
        if fate != FINE && !(fate == Lost && request.given_up) {
            world.left.faults -= 1;
        }
        match request.ask {
            Ask::Begin => return self.begin(world, at),
            Ask::Claim => return self.claim(world, at, request),
            _ => {}
        }
        let is_order = matches!(request.ask, Ask::Order(_));
        if is_order
            && matches!(fate, Unheard | Slow | Stuck)
            && let Some(attempt) = &mut world.elements[at].attempt
        {
            attempt.unheard = true;
        }
        if let Ask::Order(sent) = request.ask
            && matches!(fate, Unheard | Lost)
            && self.has(Planted::CheckoutRepeated)
        {
            self.orders(world, at, sent.payment, sent.cart);
            return world.elements[at].wire.push(request);
        }
        let event = match fate {
            Answered(mood) => world.shop.handle(&request, mood),
            Doubled => {
                let event = world.shop.handle(&request, Mood::Willing);
                world.elements[at].late.push(event.clone());
                event
            }
            Resent => {
                world.shop.handle(&request, Mood::Willing);
                world.shop.handle(&request, Mood::Willing)
            }
            Lost if request.given_up => return,
            Unheard => {
                world.shop.handle(&request, Mood::Willing);
                world.shop.silence(&request, GlueError::Network)
            }
            Lost => world.shop.silence(&request, GlueError::Network),
            Slow => {
                let event = world.shop.handle(&request, Mood::Willing);
                world.elements[at].late.push(event);
                world.shop.silence(&request, GlueError::Timeout)
            }
            Stuck => {
                let silence = world.shop.silence(&request, GlueError::Timeout);
                match request.ask {
                    // The request was given up, so no answer is delivered.
                    Ask::Cancel(_) => world.stray(request.ask),
                    _ => world.elements[at].wire.push(Request { given_up: true, ..request }),
                }
                silence
            }
        };
        self.happens(world, at, event);
    }
}
