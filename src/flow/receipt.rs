//! What was ordered, as the confirmation shows it.

use super::order::Receipt;
use super::phase::Phase;
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
        let offer = &review.started.attempt.offer;
        let addresses = &self.state.session.addresses;
        let email = addresses.get(Path { part: Part::Customer, field: Field::Email });
        Some(Receipt {
            lines: review.facts.lines.clone(),
            total: offer.total,
            shipping: (offer.shipments.len() == 1).then(|| addresses.part(Part::Shipping)),
            email: email.trim().to_owned(),
        })
    }
}
