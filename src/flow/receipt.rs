//! The confirmation of an order: what was ordered, and the order of an earlier page.

use super::failure::GlueError;
use super::idle::{Fetched, OfferRequest};
use super::offer::Offer;
use super::order::{Order, Receipt};
use super::phase::{Attempt, Phase};
use super::state::Config;
use super::step::Transition;
use crate::address::{Field, Part, Path};

impl Transition {
    /// Shows the order of an earlier page.
    pub fn place_before(&mut self, reference: Option<String>, cart_left: bool) {
        let order = Order { reference, redirect: None };
        self.state.phase = Phase::Placed { order, cart_left, until: None, receipt: None, earlier: true, reading: None };
    }

    /// Reads whether the cart that an earlier page ordered can be bought: the shop may use its id again.
    pub fn read_ordered_cart(&mut self) {
        let (request, effect) = self.state.session.fetch_offer();
        self.effects.push(effect.into());
        if let Phase::Placed { reading, .. } = &mut self.state.phase {
            *reading = Some(request);
        }
    }

    /// The offer of a cart that an earlier page ordered was read. Its confirmation stays, unless the cart can be bought again.
    pub fn ordered_cart_read(&mut self, asked: &OfferRequest, result: Result<Offer, GlueError>) {
        let next = match result.map(|offer| self.state.session.fetched(asked, offer)) {
            Ok(Fetched::Again(again, effect)) => {
                self.effects.push(effect.into());
                Some(again)
            }
            Ok(Fetched::Priced(offer)) if offer.total.minor > 0 => return self.show(*offer, None),
            Ok(Fetched::Priced(_)) | Err(_) => None,
        };
        if let Phase::Placed { reading, .. } = &mut self.state.phase {
            *reading = next;
        }
    }

    /// Whether the cart of these settings was ordered and may still exist, so that it must not be ordered again. Or an earlier
    /// page ordered it, and this page sets the customer's token only now.
    pub fn is_ordered_still(&self, config: &Config) -> bool {
        let own = &self.state.session.config;
        let late_token = own.guest && !config.guest;
        own.cart_id == config.cart_id
            && matches!(self.state.phase, Phase::Placed { cart_left, earlier, .. } if cart_left || earlier && late_token)
    }

    /// What was ordered, for the buyer who ordered it.
    pub fn receipt(&self) -> Option<Receipt> {
        let review = match &self.state.phase {
            Phase::Unknown(unknown) => unknown.review.as_deref()?,
            Phase::Placing { review, .. } | Phase::Refusing { review, .. } => review,
            Phase::Offering(_)
            | Phase::Resuming { .. }
            | Phase::ResumeFailed { .. }
            | Phase::Claiming { .. }
            | Phase::Starting { .. }
            | Phase::AwaitingApproval { .. }
            | Phase::FetchingCustomer { .. }
            | Phase::Prefilling { .. }
            | Phase::Prefilled { .. }
            | Phase::Review(_)
            | Phase::Confirming(_)
            | Phase::Checking { .. }
            | Phase::Updating { .. }
            | Phase::Placed { .. }
            | Phase::Cancelling { .. } => return None,
        };
        if self.state.next_config.as_ref().is_some_and(|next| !self.state.session.config.same_buyer(next)) {
            return None;
        }
        let Attempt { offer, method, .. } = &review.started.attempt;
        let addresses = &self.state.session.addresses;
        let at = |part, field| addresses.get(Path { part, field }).trim().to_owned();
        let one = offer.shipments.len() == 1;
        let mut delivery: Vec<String> = Vec::new();
        for (shipment, chosen) in offer.shipments.iter().zip(&review.chosen) {
            if let Some(method) = shipment.method(*chosen).filter(|method| !delivery.contains(&method.name)) {
                delivery.push(method.name.clone());
            }
        }
        Some(Receipt {
            lines: review.facts.lines.clone(),
            total: offer.total,
            shipping: if one { addresses.lines(Part::Shipping, true) } else { Vec::new() },
            country: if one { at(Part::Shipping, Field::Iso2Code) } else { String::new() },
            delivery,
            method: method.clone(),
            email: at(Part::Customer, Field::Email),
        })
    }
}
