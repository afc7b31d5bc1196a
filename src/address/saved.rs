//! Saved addresses of the shopper's account, which the shopper chooses as a whole.

use super::{AddressState, Fields, Part, Path, Source};

/// A saved address of the shopper's account.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Saved {
    /// The id that Glue gave it.
    pub id: String,
    /// It belongs to the company that the shopper buys for. The order refers to it by its id.
    pub is_company: bool,
    /// The address.
    pub fields: Fields,
}

impl AddressState {
    /// The index of the saved address that the part contains unchanged.
    pub fn chosen(&self, part: Part, saved: &[Saved]) -> Option<usize> {
        saved.iter().position(|address| {
            part.fields().iter().all(|field| {
                let saved = address.fields.get(field).map_or("", String::as_str);
                // Derived values (`n/a`, the buyer's name) fill fields that the saved address does not have.
                let entry = self.entry(Path { part, field: *field });
                let derived = entry.is_some_and(|entry| entry.source == Source::Derived);
                entry.map_or("", |entry| &entry.value) == saved || derived && saved.is_empty()
            })
        })
    }

    /// Whether the shopper chose a saved address for the part. They may have edited it since.
    pub(super) fn is_chosen(&self, part: Part) -> bool {
        self.replaced[part as usize].is_some()
    }

    /// The shopper chose a saved address for a part, or none of them (`None`). Choosing one replaces typed values, and
    /// choosing none restores them. The same choice is made in the state before a pre-fill, so that undoing the
    /// pre-fill does not undo the choice.
    pub fn choose(&mut self, part: Part, saved: &[Saved], choice: Option<usize>) {
        let address = choice.and_then(|index| saved.get(index));
        let now = self.chosen(part, saved);
        if now == choice || choice.is_some() != address.is_some() {
            return;
        }
        match part {
            // The buyer is not an address.
            Part::Customer => return,
            Part::Billing => self.set_billing_same(false),
            Part::Shipping => self.keep_provider_billing(),
        }
        let replaced = self.replaced[part as usize].take();
        let entries = self.entries.clone();
        self.entries.retain(|(path, _)| path.part != part);
        match address {
            Some(address) => {
                self.replaced[part as usize] = Some(if now.is_some() { replaced.unwrap_or_default() } else { entries });
                for (field, value) in address.fields.iter() {
                    self.fill(Path { part, field: *field }, value, Source::Account, None);
                }
                self.fill_salutation(part);
                let buyer = self.part(Part::Customer);
                self.name(part, &buyer);
            }
            None => {
                for (path, entry) in replaced.unwrap_or_default() {
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
    const BILLING_CITY: Path = Path { part: Part::Billing, field: Field::City };

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
        assert!(addresses.entries.is_sorted_by(|one, other| one.0 < other.0), "each field once, sorted");
    }

    fn wallet() -> Payer {
        let address = Fields::from([(Field::Address1, "Linienstraße".to_owned()), (Field::City, "Potsdam".to_owned())]);
        Payer { billing: Some(address.clone()), shipping: Some(address), ..Payer::default() }
    }

    #[test]
    fn a_saved_address_replaces_all_lines_and_typed_values_are_restored() {
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
    fn an_edited_saved_address_is_a_typed_address_and_is_restored() {
        let mut addresses = AddressState::default();
        choose(&mut addresses, Part::Shipping, Some(0));
        addresses.edit(COMPANY, "Payer & Sons");
        assert_eq!(addresses.chosen(Part::Shipping, &saved()), None);
        choose(&mut addresses, Part::Shipping, Some(1));
        choose(&mut addresses, Part::Shipping, None);
        assert_eq!((addresses.get(CITY), addresses.get(COMPANY)), ("Berlin", "Payer & Sons"));
    }

    #[test]
    fn billing_and_shipping_are_chosen_separately() {
        let mut addresses = AddressState::default();
        addresses.prefill(&wallet(), NEED);
        assert!(addresses.billing_same());
        choose(&mut addresses, Part::Shipping, Some(0));
        assert_eq!(
            (addresses.get(CITY), addresses.get(BILLING_CITY)),
            ("Berlin", "Potsdam"),
            "the wallet's billing address stays"
        );
        choose(&mut addresses, Part::Billing, Some(1));
        assert_eq!((addresses.get(CITY), addresses.get(BILLING_CITY)), ("Berlin", "Bonn"));
        choose(&mut addresses, Part::Billing, None);
        assert_eq!((addresses.get(CITY), addresses.get(BILLING_CITY)), ("Berlin", "Potsdam"));
    }

    #[test]
    fn undoing_the_prefill_keeps_the_choice() {
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
    fn a_second_prefill_keeps_the_choice() {
        let mut addresses = AddressState::default();
        addresses.prefill(&wallet(), NEED);
        choose(&mut addresses, Part::Shipping, Some(1));
        addresses.prefill(&wallet(), NEED);
        assert_eq!((addresses.get(CITY), addresses.get(BILLING_CITY)), ("Bonn", "Potsdam"));
    }

    #[test]
    fn the_wallets_values_are_removed_also_from_the_replaced_entries() {
        let mut addresses = AddressState::default();
        addresses.prefill(&wallet(), NEED);
        choose(&mut addresses, Part::Shipping, Some(0));
        addresses.forget();
        choose(&mut addresses, Part::Shipping, None);
        assert_eq!(addresses.get(CITY), "");
    }

    #[test]
    fn an_invalid_choice_changes_nothing() {
        let mut addresses = AddressState::default();
        addresses.edit(CITY, "Ulm");
        let typed = addresses.clone();
        for (part, choice) in [(Part::Shipping, Some(2)), (Part::Shipping, None), (Part::Customer, Some(0))] {
            addresses.choose(part, &saved(), choice);
            assert_eq!(addresses, typed);
        }
    }
}
