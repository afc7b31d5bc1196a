//! The draft of an order: what a price is requested for, and what is ordered.

use super::active::Active;
use super::offer::{Method, Offer};
use super::order::{Address, ChosenShipment, Draft};
use super::payment::MethodName;
use super::phase::{Attempt, Review};
use crate::address::{AddressState, Field, Part, Path};

impl Active {
    /// The draft to request a price for. It has only complete addresses, because Glue refuses incomplete ones.
    pub(super) fn pricing_draft(&self, offer: &Offer, chosen: &[Option<i64>], method: Option<&Method>) -> Draft {
        self.draft(offer, chosen, method, &self.missing(), |shipment| self.missing_in(shipment).is_empty())
    }

    /// The draft that is ordered.
    pub(super) fn order_draft(&self, review: &Review) -> Draft {
        let Attempt { offer, method, .. } = &review.started.attempt;
        let customer = self.session.config.guest.then(|| self.session.addresses.part(Part::Customer));
        Draft { customer, ..self.draft(offer, &review.chosen, Some(method), &[], |_| true) }
    }

    /// The draft with every address that is complete.
    fn draft(
        &self,
        offer: &Offer,
        chosen: &[Option<i64>],
        method: Option<&Method>,
        missing: &[Path],
        is_complete: impl Fn(usize) -> bool,
    ) -> Draft {
        let address = |addresses: &AddressState, part: Part| {
            let saved = addresses.chosen(part, &offer.saved).map(|index| &offer.saved[index]);
            let company_id = saved.filter(|saved| saved.is_company).map(|saved| saved.id.clone());
            Address { fields: addresses.part(part), company_id, cut_short: false }
        };
        let complete = |part: Part| {
            let wanted =
                if part == Part::Billing && self.session.addresses.billing_same() { Part::Shipping } else { part };
            // The name of a parcel that goes to the buyer is missing in the buyer's part.
            let names = [Field::FirstName, Field::LastName].map(|field| Path { part: wanted, field });
            let lacks = missing.iter().any(|path| path.part == wanted || path.part == part)
                || names.iter().any(|name| self.session.addresses.get(*name).trim().is_empty());
            (!lacks).then(|| address(&self.session.addresses, part))
        };
        let shipping = complete(Part::Shipping).filter(|_| !offer.shipments.is_empty());
        let mut shipments = shipments(offer, chosen);
        if shipments.len() > 1 {
            for (index, shipment) in shipments.iter_mut().enumerate() {
                shipment.address = match self.session.addresses.parcel(&shipment.items) {
                    Some(own) => is_complete(index).then(|| address(own, Part::Shipping)),
                    None => shipping.clone(),
                };
            }
        }
        Draft {
            cart_id: self.session.config.cart_id.clone(),
            guest: self.session.config.guest,
            customer: None,
            billing: complete(Part::Billing),
            shipping,
            shipments,
            method: method.map(MethodName::from),
        }
    }
}

pub(super) fn shipments(offer: &Offer, chosen: &[Option<i64>]) -> Vec<ChosenShipment> {
    let with = |(shipment, method): (&super::offer::Shipment, &Option<i64>)| ChosenShipment {
        items: shipment.items.clone(),
        method: *method,
        address: None,
    };
    offer.shipments.iter().zip(chosen).map(with).collect()
}

/// The first choice of shipment methods: Glue's selection, else the preselected one if it is possible, else the first.
pub(super) fn default_choice(offer: &Offer, preselect: Option<i64>) -> Vec<Option<i64>> {
    let choose = |shipment: &super::offer::Shipment| {
        let possible = |id: &i64| shipment.methods.iter().any(|method| method.id == *id);
        shipment.selected.or(preselect.filter(possible)).or(shipment.methods.first().map(|method| method.id))
    };
    offer.shipments.iter().map(choose).collect()
}

/// Whether the offer was priced with these shipment methods.
pub(super) fn priced_with(offer: &Offer, chosen: &[Option<i64>]) -> bool {
    offer.shipments.len() == chosen.len()
        && offer.shipments.iter().zip(chosen).all(|(shipment, chosen)| chosen.is_some() && shipment.selected == *chosen)
}
