//! What was ordered, as the confirmation shows it.

use super::order::Receipt;
use super::phase::{Attempt, Phase};
use super::step::Transition;
use crate::address::{Field, Part, Path};

impl Transition {
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
