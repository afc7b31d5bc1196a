//! What a provider's sheet shows while it is open: what it costs to send the cart to the address, and in the way, that are
//! chosen there. Nothing of this is kept: such an address may be cut short, and serves a quote alone.

use super::event::Sheet;
use super::offer::Offer;
use super::order::{Address, Draft};
use super::payment::MethodName;
use super::state::{State, default_choice, shipments};
use crate::address::{Fields, Payer};

impl State {
    /// What to ask Glue for the price of that place and shipment method; `None` while nothing is offered.
    pub fn sheet_draft(&self, place: Fields, option: Option<i64>) -> Option<Draft> {
        let offer = self.offer()?;
        let mut chosen = default_choice(offer, self.config.shipment_method);
        // Sheets know one shipment; where the cart has several, they are chosen in the review.
        if let ([chosen], Some(option)) = (chosen.as_mut_slice(), option) {
            *chosen = Some(option);
        }
        let place = Address { fields: place, company_id: None, cut_short: true };
        let method = match &self.phase {
            super::Phase::AwaitingApproval { held, .. } => Some(MethodName::from(&held.attempt.method)),
            _ => None,
        };
        Some(Draft {
            cart_id: self.config.cart_id.clone(),
            guest: self.config.guest,
            customer: None,
            billing: None,
            shipping: (!place.fields.is_empty() && !offer.shipments.is_empty()).then_some(place),
            shipments: shipments(offer, &chosen),
            method,
        })
    }
}

impl Offer {
    /// Whether everything that is shipped can be shipped there. True of a cart without anything to ship.
    pub fn is_deliverable(&self) -> bool {
        self.shipments.iter().all(|shipment| !shipment.methods.is_empty())
    }
}

impl Sheet {
    /// Nothing but a choice of shipment.
    pub fn of_offer(offer: Offer) -> Self {
        Self { payer: Payer::default(), offer: Some(offer) }
    }
}
