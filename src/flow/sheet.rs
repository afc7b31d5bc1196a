//! What a provider's sheet shows while it is open: what it costs to send the cart to the address, and in the way, that are
//! chosen there. Nothing of this is kept: such an address may be cut short, and serves a quote alone.

use super::event::Sheet;
use super::offer::Offer;
use super::order::{Address, Draft};
use super::payment::MethodName;
use super::state::{State, default_choice, shipments};
use crate::address::{Field, Fields, Payer};

impl State {
    /// What to ask Glue for the price of that place and shipment method; `None` while nothing is offered. `whole` says that
    /// Glue wants addresses whole (legacy).
    pub fn sheet_draft(&self, place: Fields, option: Option<i64>, whole: bool) -> Option<Draft> {
        let offer = self.offer()?;
        let mut chosen = default_choice(offer, self.config.shipment_method);
        // Sheets know one shipment; where the cart has several, they are chosen in the review.
        if let ([chosen], Some(option)) = (chosen.as_mut_slice(), option) {
            *chosen = Some(option);
        }
        let fields = if whole { self.filled_up(place) } else { place };
        let place = Address { fields, company_id: None, cut_short: true };
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

    /// The place with something in all fields that legacy Glue demands of an address, and sheets do not tell before the
    /// approval. It is asked for a price with, which Glue calculates and forgets; nobody is shown it, and nothing is ordered
    /// to it. A place without a country is none.
    fn filled_up(&self, mut place: Fields) -> Fields {
        if place.get(&Field::Iso2Code).is_none() {
            return Fields::new();
        }
        let buyer = &self.config.guest_quote;
        for (field, least, filling) in [
            (Field::Salutation, 1, "n/a"),
            (Field::FirstName, 1, &*buyer.first_name),
            (Field::LastName, 1, &*buyer.last_name),
            (Field::Address1, 1, "-"),
            (Field::Address2, 1, "-"),
            (Field::ZipCode, 1, "-"),
            (Field::City, 3, "---"),
        ] {
            if place.get(&field).is_none_or(|text| text.chars().count() < least) {
                place.insert(field, filling.to_owned());
            }
        }
        place
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

#[cfg(test)]
mod tests {
    use super::super::tests::shop::Story;
    use super::*;

    fn place(fields: &[(Field, &str)]) -> Fields {
        fields.iter().map(|(field, text)| (*field, (*text).to_owned())).collect()
    }

    fn offered() -> State {
        let mut story = Story::guest();
        story.begin();
        story.state
    }

    #[test]
    fn a_place_is_priced_as_glue_takes_it() {
        let state = offered();
        let asked = |fields: &[(Field, &str)], whole: bool| {
            let draft = state.sheet_draft(place(fields), None, whole).unwrap();
            assert!(draft.customer.is_none() && draft.billing.is_none());
            draft.shipping.map(|address| {
                assert!(address.cut_short, "what it lacks is not sent");
                address.fields
            })
        };
        let vienna = [(Field::Iso2Code, "AT"), (Field::City, "Wien"), (Field::ZipCode, "1010")];
        assert_eq!(asked(&vienna, false), Some(place(&vienna)));
        let whole = asked(&vienna, true).unwrap();
        assert_eq!(whole.get(&Field::City).map(String::as_str), Some("Wien"));
        assert_eq!(whole.get(&Field::ZipCode).map(String::as_str), Some("1010"));
        for field in [Field::Salutation, Field::FirstName, Field::LastName, Field::Address1, Field::Address2] {
            assert!(whole.get(&field).is_some_and(|text| !text.is_empty()), "{field:?}");
        }
        let short = asked(&[(Field::Iso2Code, "CH"), (Field::City, "Au")], true).unwrap();
        assert!(short.get(&Field::City).is_some_and(|city| city.len() >= 3) && short.get(&Field::ZipCode).is_some());
        assert_eq!(asked(&[(Field::City, "Wien")], true), None, "nothing is known of it");
        assert_eq!(asked(&[], false), None);
    }

    #[test]
    fn what_is_filled_in_for_a_price_is_nowhere_else() {
        let state = offered();
        let before = state.clone();
        let draft = state.sheet_draft(place(&[(Field::Iso2Code, "AT")]), None, true);
        assert!(draft.is_some());
        assert_eq!(state, before);
    }
}
