//! Fills the addresses with the payer's data from the payment service provider, and undoes it.

use super::normalise::{Normalised, at, normalise};
use super::{AddressState, Entry, Field, Fields, Need, Part, Path, Payer, Source};

const NAMES: [Field; 2] = [Field::FirstName, Field::LastName];

impl AddressState {
    /// Normalises the payer's data and merges it into the addresses.
    ///
    /// These values stay: values that the shopper typed, fields that they emptied, a saved address that they chose, and
    /// customer data from the account. An address is replaced as a whole: values from an earlier pre-fill or from the
    /// account are removed first, so that no address gets lines of another one. If the provider gives no data for a
    /// part, the part stays as it is, with two exceptions. Without a billing address, billing becomes the same as
    /// shipping, unless the shopper or the account gave one. Without a shipping address, shipping becomes a copy of
    /// billing, unless the shopper or the account gave a street, a city or a postcode.
    ///
    /// Two equal addresses are shown as one until the shopper changes the shipping address.
    ///
    /// Each address has the name of its recipient. Only an address without any name gets the buyer's name, marked as
    /// derived, and also the phone if split shipments need one. A missing salutation becomes `n/a`, which is Spryker's
    /// value for "not given" and is required by its checkout.
    pub fn prefill(&mut self, payer: &Payer, need: Need) {
        let given = normalise(payer);
        let before = Self {
            entries: self.entries.clone(),
            billing_same: self.billing_same,
            billing_kept: self.billing_kept,
            replaced: self.replaced.clone(),
            before: self.before.take(),
            parcels: Default::default(),
        };
        if !given.payer.customer.is_empty() {
            self.take(Part::Customer, &given.payer.customer, &given);
            self.fill_salutation(Part::Customer);
        }
        for (part, fields) in [(Part::Billing, &given.payer.billing), (Part::Shipping, &given.payer.shipping)] {
            if let Some(fields) = fields
                && !self.is_chosen(part)
            {
                self.take(part, fields, &given);
                self.complete(part, need);
            }
        }
        match (&given.payer.billing, &given.payer.shipping) {
            (Some(_), shipping) => {
                self.billing_same = false;
                let settled = self.entries.iter().any(|(path, entry)| {
                    path.part == Part::Shipping
                        && is_own(entry.source)
                        && matches!(path.field, Field::Address1 | Field::City | Field::ZipCode)
                        && !entry.value.is_empty()
                });
                if shipping.is_none() && !settled {
                    self.clear(Part::Shipping);
                    self.copy(Part::Billing, Part::Shipping);
                }
                self.billing_same = shipping.is_some() && self.are_equal();
                self.billing_kept = false;
            }
            (None, Some(_)) => {
                if !self.entries.iter().any(|(path, entry)| path.part == Part::Billing && is_own(entry.source)) {
                    self.clear(Part::Billing);
                    self.billing_same = true;
                }
            }
            (None, None) => {}
        }
        let changed = self.billing_same != before.billing_same || self.entries != before.entries;
        self.before = if changed { Some(Box::new(before)) } else { before.before };
    }

    /// Whether there is a pre-fill to undo.
    pub fn has_prefill(&self) -> bool {
        self.before.is_some()
    }

    /// Whether the shopper or the account had given something before a pre-fill. Undoing the pre-fills restores it.
    pub fn has_own_before(&self) -> bool {
        let own = |(_, entry): &(Path, Entry)| is_own(entry.source) && !entry.value.is_empty();
        self.before.as_ref().is_some_and(|before| before.entries.iter().any(own) || before.has_own_before())
    }

    /// Restores the state before the last pre-fill, and keeps the values that the shopper or the page set since then. A
    /// second call undoes the previous pre-fill. Returns false if there was none.
    pub fn undo_prefill(&mut self) -> bool {
        let Some(before) = self.before.take() else { return false };
        let now = std::mem::replace(self, *before);
        self.parcels = now.parcels;
        for (path, entry) in now.entries {
            if is_own(entry.source) && self.own(path) != Some(&entry) {
                if path.part == Part::Billing {
                    self.set_billing_same(false);
                }
                self.put(path, entry);
            }
        }
        true
    }

    /// Removes all values that came from a provider or were derived. Values from the shopper and the account stay, and
    /// account values that a pre-fill replaced are restored.
    pub fn forget(&mut self) {
        while self.undo_prefill() {}
        let own = |(_, entry): &(Path, Entry)| is_own(entry.source);
        self.entries.retain(own);
        self.replaced.iter_mut().flatten().for_each(|entries| entries.retain(own));
    }

    /// Whether billing and shipping are equal in every field.
    fn are_equal(&self) -> bool {
        Part::Billing.fields().iter().all(|field| {
            let at = |part| self.own(Path { part, field: *field }).map(|entry| &entry.value);
            at(Part::Billing) == at(Part::Shipping)
        })
    }

    fn take(&mut self, part: Part, fields: &Fields, given: &Normalised) {
        self.clear(part);
        for field in part.fields() {
            let path = Path { part, field: *field };
            self.fill(path, at(fields, *field), Source::Psp, given.check(path));
        }
    }

    /// Removes the values that a pre-fill may replace.
    fn clear(&mut self, part: Part) {
        self.entries.retain(|(path, entry)| {
            path.part != part
                || match entry.source {
                    Source::Shopper | Source::Page => true,
                    Source::Account => part == Part::Customer,
                    Source::Psp | Source::Derived => false,
                }
        });
    }

    fn complete(&mut self, part: Part, need: Need) {
        self.fill_salutation(part);
        let buyer = self.part(Part::Customer);
        self.name(part, &buyer);
        if need.split {
            let phone = self.get(Path { part: Part::Customer, field: Field::Phone }).trim().to_owned();
            self.fill(Path { part, field: Field::Phone }, &phone, Source::Derived, None);
        }
    }

    /// Gives an address without any name the buyer's name.
    pub(super) fn name(&mut self, part: Part, buyer: &Fields) {
        if !NAMES.iter().any(|field| self.own(Path { part, field: *field }).is_some()) {
            self.fill_name(part, buyer);
        }
    }

    /// Fills the missing parts of a name from the buyer's.
    fn fill_name(&mut self, part: Part, buyer: &Fields) {
        for field in NAMES {
            self.fill(Path { part, field }, at(buyer, field), Source::Derived, None);
        }
    }

    /// Fills in what follows from the known data, at the beginning of a review: a missing salutation is `n/a`, an address
    /// without a name has the buyer's, and without a billing address the bill goes where the parcel goes.
    pub fn settle(&mut self, need: Need, ships: bool) {
        let bill = |(path, entry): &(Path, Entry)| path.part == Part::Billing && !entry.value.is_empty();
        if ships && !self.entries.iter().any(bill) {
            self.billing_same = true;
        }
        if need.customer {
            self.fill_salutation(Part::Customer);
        }
        if need.shipping {
            self.fill_salutation(Part::Shipping);
            self.follow_buyer();
        }
        if !ships {
            self.fill_salutation(Part::Billing);
        }
    }

    /// Whether the parcel goes to the buyer: no other recipient was named. The provider may have given the same part of the
    /// buyer's name for both.
    pub fn follows_buyer(&self) -> bool {
        NAMES.iter().all(|field| self.follows(*field) || !self.differs_from_buyer(*field))
    }

    /// Whether this part of the recipient's name is missing, or was derived from the buyer's.
    fn follows(&self, field: Field) -> bool {
        let own = self.own(Path { part: Part::Shipping, field });
        own.is_none_or(|entry| entry.source == Source::Derived && entry.check.is_none())
    }

    /// Whether this part of the recipient's name is not simply the buyer's: it has another value, it was typed, or it is uncertain.
    fn differs_from_buyer(&self, field: Field) -> bool {
        let buyer = self.get(Path { part: Part::Customer, field });
        self.own(Path { part: Part::Shipping, field })
            .is_some_and(|entry| is_own(entry.source) || entry.check.is_some() || entry.value.trim() != buyer.trim())
    }

    /// Whether another recipient is named, or the shopper typed the recipient.
    pub fn has_other_recipient(&self) -> bool {
        NAMES.iter().any(|field| self.differs_from_buyer(*field))
    }

    /// Gives the delivery address the buyer's name, while no other recipient is named.
    pub fn follow_buyer(&mut self) {
        if self.follows_buyer() {
            let followed: Vec<Field> = NAMES.into_iter().filter(|field| self.follows(*field)).collect();
            self.entries.retain(|(path, _)| path.part != Part::Shipping || !followed.contains(&path.field));
            let buyer = self.part(Part::Customer);
            self.fill_name(Part::Shipping, &buyer);
        }
    }

    pub(super) fn fill_salutation(&mut self, part: Part) {
        self.fill(Path { part, field: Field::Salutation }, "n/a", Source::Derived, None);
    }
}

pub(super) fn is_own(source: Source) -> bool {
    matches!(source, Source::Shopper | Source::Page | Source::Account)
}

#[cfg(test)]
mod tests;
