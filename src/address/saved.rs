//! Addresses of the shopper's account, chosen as a whole.

use super::{AddressState, Fields, Part, Path, Source};

/// An address of the shopper's account.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Saved {
    /// The id that Glue gave it.
    pub id: String,
    /// It is an address of the company that the shopper buys for. It is ordered by its id.
    pub is_company: bool,
    /// The address.
    pub fields: Fields,
}

impl AddressState {
    /// Which of the saved addresses stands in the part, as it was saved.
    pub fn chosen(&self, part: Part, saved: &[Saved]) -> Option<usize> {
        saved.iter().position(|address| {
            part.fields().iter().all(|field| {
                let saved = address.fields.get(field).map_or("", String::as_str);
                // Where none was saved, `n/a` and the buyer's name stand for it.
                let entry = self.entry(Path { part, field: *field });
                let derived = entry.is_some_and(|entry| entry.source == Source::Derived);
                entry.map_or("", |entry| &entry.value) == saved || derived && saved.is_empty()
            })
        })
    }

    /// Whether the shopper chose a saved address for the part. They may have edited it since.
    pub(super) fn is_chosen(&self, part: Part) -> bool {
        self.aside[part as usize].is_some()
    }

    /// The shopper chose a saved address for a part, or another one than those: only they may replace what they typed, and
    /// they get it back. What stood in the part is laid aside, unless it was a saved address too. The address that a
    /// pre-fill had replaced is replaced with it, so that taking the pre-fill back does not take back the choice.
    pub fn choose(&mut self, part: Part, saved: &[Saved], choice: Option<usize>) {
        let address = choice.and_then(|index| saved.get(index));
        let now = self.chosen(part, saved);
        if now == choice || choice.is_some() != address.is_some() {
            return;
        }
        match part {
            // Nobody's address is the buyer.
            Part::Customer => return,
            Part::Billing => self.set_billing_same(false),
            Part::Shipping => self.part_from_bill(),
        }
        let aside = self.aside[part as usize].take();
        let stood = self.entries.clone();
        self.entries.retain(|(path, _)| path.part != part);
        match address {
            Some(address) => {
                self.aside[part as usize] = Some(if now.is_some() { aside.unwrap_or_default() } else { stood });
                for (field, value) in address.fields.iter() {
                    self.fill(Path { part, field: *field }, value, Source::Account, None);
                }
                self.fill_salutation(part);
                let buyer = self.part(Part::Customer);
                self.name(part, &buyer);
            }
            None => {
                for (path, entry) in aside.unwrap_or_default() {
                    if path.part == part {
                        self.put(path, entry);
                    }
                }
            }
        }
        if let Some(before) = &mut self.before {
            before.choose(part, saved, choice);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::address::{Field, Need, Payer};

    const NEED: Need = Need { customer: false, shipping: true, split: false };
    const CITY: Path = Path { part: Part::Shipping, field: Field::City };
    const COMPANY: Path = Path { part: Part::Shipping, field: Field::Company };
    const BILL: Path = Path { part: Part::Billing, field: Field::City };

    fn saved() -> Vec<Saved> {
        let address = |id: &str, city: &str| Saved {
            id: id.to_owned(),
            is_company: false,
            fields: Fields::from([(Field::Address1, "Kirchstraße".to_owned()), (Field::City, city.to_owned())]),
        };
        vec![address("home", "Berlin"), address("work", "Bonn")]
    }

    fn choose(addresses: &mut AddressState, part: Part, choice: Option<usize>) {
        addresses.choose(part, &saved(), choice);
        assert_eq!(addresses.chosen(part, &saved()), choice);
        assert!(addresses.entries.is_sorted_by(|one, other| one.0 < other.0), "each field once, in its order");
    }

    fn wallet() -> Payer {
        let address = Fields::from([(Field::Address1, "Linienstraße".to_owned()), (Field::City, "Potsdam".to_owned())]);
        Payer { billing: Some(address.clone()), shipping: Some(address), ..Payer::default() }
    }

    #[test]
    fn a_saved_address_is_taken_whole_and_what_was_typed_comes_back() {
        let mut addresses = AddressState::default();
        addresses.edit(CITY, "Ulm");
        addresses.edit(COMPANY, "Payer & Sons");
        let typed = addresses.clone();
        choose(&mut addresses, Part::Shipping, Some(0));
        assert_eq!((addresses.get(CITY), addresses.get(COMPANY)), ("Berlin", ""), "no line of another address");
        assert_eq!(addresses.entry(CITY).map(|entry| entry.source), Some(Source::Account));
        choose(&mut addresses, Part::Shipping, Some(1));
        choose(&mut addresses, Part::Shipping, None);
        assert_eq!(addresses, typed);
    }

    #[test]
    fn a_saved_address_that_is_edited_is_another_and_kept_too() {
        let mut addresses = AddressState::default();
        choose(&mut addresses, Part::Shipping, Some(0));
        addresses.edit(COMPANY, "Payer & Sons");
        assert_eq!(addresses.chosen(Part::Shipping, &saved()), None);
        choose(&mut addresses, Part::Shipping, Some(1));
        choose(&mut addresses, Part::Shipping, None);
        assert_eq!((addresses.get(CITY), addresses.get(COMPANY)), ("Berlin", "Payer & Sons"));
    }

    #[test]
    fn the_bill_and_the_parcel_are_chosen_separately() {
        let mut addresses = AddressState::default();
        addresses.prefill(&wallet(), NEED);
        assert!(addresses.billing_same());
        choose(&mut addresses, Part::Shipping, Some(0));
        assert_eq!((addresses.get(CITY), addresses.get(BILL)), ("Berlin", "Potsdam"), "the wallet's bill stays");
        choose(&mut addresses, Part::Billing, Some(1));
        assert_eq!((addresses.get(CITY), addresses.get(BILL)), ("Berlin", "Bonn"));
        choose(&mut addresses, Part::Billing, None);
        assert_eq!((addresses.get(CITY), addresses.get(BILL)), ("Berlin", "Potsdam"));
    }

    #[test]
    fn taking_the_prefill_back_leaves_the_choice() {
        let mut addresses = AddressState::default();
        addresses.edit(COMPANY, "Payer & Sons");
        addresses.prefill(&wallet(), NEED);
        choose(&mut addresses, Part::Shipping, Some(1));
        assert!(addresses.undo_prefill());
        assert_eq!(addresses.chosen(Part::Shipping, &saved()), Some(1));
        choose(&mut addresses, Part::Shipping, None);
        assert_eq!((addresses.get(CITY), addresses.get(COMPANY)), ("", "Payer & Sons"), "as it was before the wallet");
    }

    #[test]
    fn a_wallet_that_is_asked_once_more_leaves_the_choice() {
        let mut addresses = AddressState::default();
        addresses.prefill(&wallet(), NEED);
        choose(&mut addresses, Part::Shipping, Some(1));
        addresses.prefill(&wallet(), NEED);
        assert_eq!((addresses.get(CITY), addresses.get(BILL)), ("Bonn", "Potsdam"));
    }

    #[test]
    fn another_payment_method_forgets_what_the_wallet_said_also_what_was_laid_aside() {
        let mut addresses = AddressState::default();
        addresses.prefill(&wallet(), NEED);
        choose(&mut addresses, Part::Shipping, Some(0));
        addresses.forget();
        choose(&mut addresses, Part::Shipping, None);
        assert_eq!(addresses.get(CITY), "");
    }

    #[test]
    fn what_is_not_there_cannot_be_chosen() {
        let mut addresses = AddressState::default();
        addresses.edit(CITY, "Ulm");
        let typed = addresses.clone();
        for (part, choice) in [(Part::Shipping, Some(2)), (Part::Shipping, None), (Part::Customer, Some(0))] {
            addresses.choose(part, &saved(), choice);
            assert_eq!(addresses, typed);
        }
    }
}
