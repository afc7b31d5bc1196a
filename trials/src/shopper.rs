//! A shopper who wants to order: the next action, as the screen suggests it.

use crate::provider::ProviderAction;
use crate::shop::SECURITY_CODE;
use crate::world::World;
use express_checkout::address::{Field, Part, Path};
use express_checkout::flow::{CancelReason, Event, Method, Offering, Phase, Secret};
use sandbox::ledger::Status;

/// How a checkout ended for its shopper.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum End {
    /// The order exists, and the shopper sees that.
    Ordered,
    /// The outcome is unknown. The shopper sees whom to ask.
    Unknown,
    /// Only the shop's own checkout is offered.
    ShopCheckout,
    /// The element offers no method for this cart.
    Hidden,
}

impl World {
    /// Takes one action towards the order. Returns the end, if there is nothing left to do.
    pub fn take_action(&mut self) -> Option<End> {
        if self.page.is_away {
            self.load();
            return None;
        }
        if let Some(offering) = self.page.state.offering() {
            return self.use_offer(&offering.clone());
        }
        match self.page.state.phase() {
            Some(Phase::Placed { .. }) => return Some(End::Ordered),
            Some(Phase::Unknown(unknown)) if unknown.verifying.is_none() => return Some(End::Unknown),
            Some(Phase::ResumeFailed { failure, .. }) if !failure.retryable => return Some(End::ShopCheckout),
            Some(Phase::ResumeFailed { .. }) => self.happens(Event::Reload),
            Some(Phase::AwaitingApproval { asking: Some(_), .. }) => {
                // Shoppers know whether they approved, and they do not wait for ever.
                let agreed = self.ledger.payments.last().is_some_and(|payment| payment.status == Status::Approved);
                let cancel = Event::CancelAsked(CancelReason::Shopper);
                let patient = agreed && !self.chance.once_in(4);
                self.happens(if patient { Event::FinishedSaid } else { cancel });
            }
            Some(Phase::AwaitingApproval { .. }) if self.page.opening.is_some() => self.does(ProviderAction::Approve),
            Some(Phase::AwaitingApproval { .. }) => self.happens(Event::CancelAsked(CancelReason::Shopper)),
            Some(Phase::Prefilled { .. }) => self.happens(Event::PlaceAsked),
            Some(Phase::Review(_)) => {
                self.complete_addresses();
                self.rest();
                self.type_code();
                self.happens(Event::PlaceAsked);
            }
            // A request is still under way.
            _ => {}
        }
        None
    }

    fn use_offer(&mut self, offering: &Offering) -> Option<End> {
        match offering {
            Offering::Unavailable => return Some(End::Hidden),
            Offering::Failed { failure, .. } if !failure.retryable => return Some(End::ShopCheckout),
            Offering::Ready { .. } | Offering::Failed { .. } => match self.offered().first().cloned() {
                Some(method) => self.click(&method),
                None if self.page.state.failure().is_some() => self.happens(Event::Reload),
                None => {}
            },
            // The request is still under way.
            Offering::Loading { .. } => {}
        }
        None
    }

    /// Takes actions and lets events happen until the checkout has ended for its shopper.
    pub fn persist(&mut self, moves: usize) -> Option<End> {
        for number in 1..=moves {
            // Values from a damaged answer stay in the page, such as the name of a method. The shopper reloads it.
            if self.believes_lies && number % 10 == 0 && !self.page.is_away {
                self.unload(true);
                self.load();
            }
            self.rest();
            self.check_at_end();
            if self.observed.broken.is_some() {
                return None;
            }
            if let Some(end) = self.take_action() {
                return Some(end);
            }
        }
        let name = self.page.state.name();
        self.observed.breaks(|| format!("after {moves} actions still in {name}"));
        None
    }

    /// The methods whose buttons can be clicked.
    pub fn offered(&self) -> Vec<Method> {
        let state = &self.page.state;
        state.clickable().map_or(Vec::new(), |offer| state.methods(offer).cloned().collect())
    }

    /// Requests a security code and types it, if the shop wants one.
    pub fn type_code(&mut self) {
        let wants_code =
            |world: &Self| matches!(world.page.state.phase(), Some(Phase::Review(review)) if review.code.is_some());
        if wants_code(self) {
            self.happens(Event::CodeAsked);
            self.rest();
            self.happens(Event::CodeTyped(Secret(SECURITY_CODE.to_owned())));
        }
    }

    /// Types the missing fields.
    pub fn complete_addresses(&mut self) {
        for path in self.page.state.missing() {
            self.happens(Event::Edited(path, typed(path).to_owned()));
        }
    }
}

/// The value that the shopper types into a field.
pub fn typed(path: Path) -> &'static str {
    match path.field {
        Field::Salutation => "Ms",
        Field::FirstName => "Grace",
        Field::LastName if path.part == Part::Billing => "Payer",
        Field::LastName => "Shopper",
        Field::Email => "grace@example.com",
        Field::Phone => "+49 30 5550123",
        Field::Company => "",
        Field::Address1 => "Torstraße",
        Field::Address2 => "7b",
        Field::Address3 => "",
        Field::ZipCode => "10119",
        Field::City => "Berlin",
        Field::State => "",
        Field::Iso2Code => "DE",
    }
}
