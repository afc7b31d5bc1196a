//! Pre-filling from a payment service provider, and taking it back.

use super::normalise::{Normalised, at, normalise};
use super::{AddressState, Entry, Field, Fields, Need, Part, Path, Payer, Source};

impl AddressState {
    /// Normalises what the provider told and merges it.
    ///
    /// What the shopper typed stays, also what they emptied, and the saved address that they chose. The account's word on the customer stays. An address comes as
    /// a whole: what an earlier pre-fill or the account had in it goes, or one address's second line would end up on
    /// another's label. A part that the provider says nothing about stays as it is, with these exceptions: no billing
    /// address makes billing the same as shipping, unless there is one from shopper or account; no shipping address makes
    /// it a copy of billing, unless shopper or account named a place.
    ///
    /// Two addresses that say the same are shown as one, until the shopper changes where the parcel goes.
    ///
    /// The recipient's name is the address's, the buyer's the customer's. Only an address without any name takes the
    /// customer's, marked as derived; so it does with the phone, where split shipments need one. A missing salutation
    /// becomes `n/a`: no invention, but Spryker's own word for "not given", which its checkout demands.
    pub fn prefill(&mut self, payer: &Payer, need: Need) {
        let given = normalise(payer);
        let before = Self {
            entries: self.entries.clone(),
            billing_same: self.billing_same,
            aside: self.aside.clone(),
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
                self.billing_same = shipping.is_some() && self.agree();
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

    /// What was there before the last pre-fill comes back, exactly, but for what shopper or page have set since. A second
    /// call undoes the pre-fill before that. False if there was none.
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

    /// Drops everything that came from a provider or was derived; what shopper and account said stays, and what of the
    /// account a pre-fill had replaced comes back.
    pub fn forget(&mut self) {
        while self.undo_prefill() {}
        let own = |(_, entry): &(Path, Entry)| is_own(entry.source);
        self.entries.retain(own);
        self.aside.iter_mut().flatten().for_each(|entries| entries.retain(own));
    }

    /// Whether billing and shipping say the same in every field.
    fn agree(&self) -> bool {
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

    /// Makes room for another address or another payer.
    fn clear(&mut self, part: Part) {
        self.entries.retain(|(path, entry)| {
            path.part != part
                || match entry.source {
                    Source::Shopper => true,
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

    /// An address without any name is the buyer's.
    pub(super) fn name(&mut self, part: Part, buyer: &Fields) {
        const NAMES: [Field; 2] = [Field::FirstName, Field::LastName];
        if !NAMES.iter().any(|field| self.own(Path { part, field: *field }).is_some()) {
            for field in NAMES {
                self.fill(Path { part, field }, at(buyer, field), Source::Derived, None);
            }
        }
    }

    pub(super) fn fill_salutation(&mut self, part: Part) {
        self.fill(Path { part, field: Field::Salutation }, "n/a", Source::Derived, None);
    }
}

pub(super) fn is_own(source: Source) -> bool {
    matches!(source, Source::Shopper | Source::Account)
}

#[cfg(test)]
mod tests;
