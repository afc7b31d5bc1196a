//! The address state: reading and editing values, and exchanging them with the page as JSON.

use super::parcel::Parcel;
use super::prefill::is_own;
use super::{Check, Entry, Field, Part, Path, Source};
use crate::json::Json;
use std::sync::Arc;

/// The parts in the order of the `addresses` property.
const PARTS: [Part; 3] = [Part::Customer, Part::Billing, Part::Shipping];

/// The cart's address state.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct AddressState {
    /// Sorted by path. A list keeps the download smaller than a tree.
    pub(super) entries: Vec<(Path, Entry)>,
    /// The billing address is the shipping address. Its fields are then read from shipping.
    pub(super) billing_same: bool,
    /// An edit of the shipping address has separated the two, and billing kept the provider's address.
    pub(super) billing_kept: bool,
    /// For each part: the entries before the shopper chose a saved address, or `None` if they chose none.
    pub(super) replaced: [Option<Vec<(Path, Entry)>>; 3],
    /// The state before the last pre-fill, for the undo. It holds the state before the previous pre-fill in turn.
    pub(super) before: Option<Box<AddressState>>,
    /// Separate addresses of single shipments. A pre-fill does not change them.
    pub(super) parcels: Arc<Vec<Parcel>>,
}

impl AddressState {
    /// The value, empty when absent. Billing reads shipping's values while it is the same.
    pub fn get(&self, path: Path) -> &str {
        self.entry(path).map_or("", |entry| &entry.value)
    }

    /// The value with its source, read like [`AddressState::get`].
    pub fn entry(&self, path: Path) -> Option<&Entry> {
        let through = self.billing_same && path.part == Part::Billing;
        self.own(if through { Path { part: Part::Shipping, ..path } } else { path })
    }

    /// The shopper typed. The text is not trimmed while they type, and a field that they emptied stays empty. Typing into
    /// billing separates it from shipping. Returns whether the value changed.
    pub fn edit(&mut self, path: Path, value: &str) -> bool {
        let changed = self.get(path) != value;
        // A recipient who is named as the buyer stays when the buyer's name changes.
        let confirms = path.part == Part::Shipping
            && matches!(path.field, Field::FirstName | Field::LastName)
            && self.own(path).is_some_and(|entry| entry.source == Source::Derived);
        if changed || confirms {
            self.write(path, value, Source::Shopper);
        }
        changed
    }

    /// Whether the shopper should check a value before ordering, because it was inferred and may be wrong, or a place that is mixed.
    /// Copies do not count.
    pub fn has_doubts(&self) -> bool {
        self.entries.iter().any(|(_, entry)| entry.check.is_some_and(|check| check != Check::Copied))
            || PARTS.into_iter().any(|part| self.is_mixed(part))
    }

    /// Whether a place is put together from values of the shopper or the account and values of the payment provider. Each value may
    /// be right and the place may not exist, so the shopper should check it.
    pub fn is_mixed(&self, part: Part) -> bool {
        let place = [Field::Address1, Field::Address2, Field::ZipCode, Field::City, Field::Iso2Code];
        let from = |wanted: &dyn Fn(Source) -> bool| {
            let entries = place.iter().filter_map(|field| self.entry(Path { part, field: *field }));
            entries.into_iter().any(|entry| !entry.value.is_empty() && wanted(entry.source))
        };
        from(&is_own) && from(&|source| source == Source::Psp)
    }

    /// Whether the bill goes where the parcel goes.
    pub fn billing_same(&self) -> bool {
        self.billing_same
    }

    /// Whether an edit of the shipping address has separated the two, and nothing was changed in billing since.
    pub fn billing_kept(&self) -> bool {
        self.billing_kept
    }

    /// Switching it off copies shipping into the empty fields of billing and marks them as copied. If billing already has an
    /// address, it gets no company, third line, state or phone from shipping.
    pub fn set_billing_same(&mut self, same: bool) {
        if self.billing_same && !same {
            self.billing_same = false;
            self.copy(Part::Shipping, Part::Billing);
        }
        if same {
            // The provider's billing address is dropped. Typed values are kept for when the switch is turned off again.
            self.entries.retain(|(path, entry)| path.part != Part::Billing || is_own(entry.source));
        }
        (self.billing_same, self.billing_kept) = (same, false);
    }

    /// Takes addresses from the page: `{customer, billingAddress, shippingAddress}`, each with texts under Glue's field
    /// names. Other keys are ignored, and fields that are absent stay as they are. What the shopper typed in our form stays, also
    /// a field that they emptied. Account data also never replaces what the page set. An empty text from the page empties a
    /// field that had a value. If the field was empty already, it does not count as emptied: a page may pass its whole empty
    /// form, and a pre-fill may still fill it.
    pub fn set_all(&mut self, addresses: &Json, source: Source) {
        for part in Part::ALL {
            let given = addresses.get(part.name());
            for field in part.fields() {
                let path = Path { part, field: *field };
                let Some(value) = given.get(field.name()).str() else { continue };
                let known = self.get(path) == value;
                // The page may pass back billing values that it read from shipping. They stay a copy.
                let through = known && self.billing_same && part == Part::Billing;
                let shopper = matches!(source, Source::Shopper | Source::Page);
                let stays = self.own(path).is_some_and(|entry| match entry.source {
                    Source::Shopper => source != Source::Shopper,
                    Source::Page => !shopper,
                    Source::Account | Source::Psp | Source::Derived => false,
                });
                if !through && !stays && (!value.is_empty() || shopper && !known) {
                    self.write(path, value, source);
                }
            }
        }
    }

    /// The addresses for the page: only fields with a value.
    pub fn to_json(&self) -> Json {
        Json::map(PARTS.map(|part| {
            let fields = part.fields().iter().map(|field| (field.name(), self.get(Path { part, field: *field })));
            (
                part.name(),
                Json::map(fields.filter(|(_, value)| !value.is_empty()).map(|(name, value)| (name, value.into()))),
            )
        }))
    }

    /// The source of each value, by its dotted path. Billing values that are read from shipping are marked as copied.
    pub fn provenance(&self) -> Json {
        let mut out = Vec::new();
        for part in PARTS {
            for field in part.fields() {
                let path = Path { part, field: *field };
                let Some(entry) = self.entry(path).filter(|entry| !entry.value.is_empty()) else { continue };
                let (source, check) = if self.billing_same && part == Part::Billing && self.own(path).is_none() {
                    (Source::Derived, Some(Check::Copied))
                } else {
                    (entry.source, entry.check)
                };
                let value = [("source", source.name().into()), ("check", check.map(Check::name).into())];
                out.push((path.to_string(), Json::map(value)));
            }
        }
        Json::Map(out)
    }

    /// The entry of this part itself, also while billing is read from shipping.
    pub(super) fn own(&self, path: Path) -> Option<&Entry> {
        self.entries.iter().find(|(own, _)| *own == path).map(|(_, entry)| entry)
    }

    /// Inserts or replaces an entry.
    pub(super) fn put(&mut self, path: Path, entry: Entry) {
        let at = self.entries.iter().position(|(own, _)| *own >= path).unwrap_or(self.entries.len());
        match self.entries.get_mut(at) {
            Some((own, old)) if *own == path => *old = entry,
            _ => self.entries.insert(at, (path, entry)),
        }
    }

    /// Sets a value if the field has no entry. A field that the shopper emptied has one.
    pub(super) fn fill(&mut self, path: Path, value: &str, source: Source, check: Option<Check>) {
        if !value.is_empty() && self.own(path).is_none() {
            self.put(path, Entry { value: value.to_owned(), source, check });
        }
    }

    /// Fills the empty fields of one address from the other address.
    pub(super) fn copy(&mut self, from: Part, to: Part) {
        let settled = self.has_place(to);
        for field in to.fields() {
            let optional = matches!(field, Field::Company | Field::Address3 | Field::State | Field::Phone);
            if !(settled && optional) {
                let value =
                    self.own(Path { part: from, field: *field }).map_or(String::new(), |entry| entry.value.clone());
                self.fill(Path { part: to, field: *field }, &value, Source::Derived, Some(Check::Copied));
            }
        }
    }

    /// Whether this part itself has a street, a city or a postcode.
    pub(super) fn has_place(&self, part: Part) -> bool {
        [Field::Address1, Field::City, Field::ZipCode]
            .into_iter()
            .any(|field| self.own(Path { part, field }).is_some_and(|entry| !entry.value.is_empty()))
    }

    /// Separates billing from shipping if the provider gave a billing address. A change of the shipping address must not
    /// change that billing address.
    pub(super) fn keep_provider_billing(&mut self) {
        if self.entries.iter().any(|(path, entry)| path.part == Part::Billing && entry.source == Source::Psp) {
            self.billing_kept |= std::mem::take(&mut self.billing_same);
        }
    }

    fn write(&mut self, path: Path, value: &str, source: Source) {
        match path.part {
            Part::Billing => self.set_billing_same(false),
            Part::Shipping => self.keep_provider_billing(),
            Part::Customer => {}
        }
        self.put(path, Entry { value: value.to_owned(), source, check: None });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(text: &str) -> Path {
        Path::parse(text).unwrap()
    }

    fn set(addresses: &mut AddressState, text: &str, source: Source) {
        addresses.set_all(&Json::parse(text).unwrap(), source);
    }

    #[test]
    fn typing_keeps_every_character_and_an_emptied_field() {
        let mut addresses = AddressState::default();
        let city = path("shippingAddress.city");
        assert!(!addresses.edit(city, ""), "nothing was there");
        assert_eq!(addresses.entry(city), None);
        assert!(addresses.edit(city, "Bad "));
        assert!(!addresses.edit(city, "Bad "), "nothing changed");
        assert_eq!(addresses.get(city), "Bad ");
        assert!(addresses.edit(city, ""));
        assert_eq!(addresses.entry(city).map(|entry| entry.source), Some(Source::Shopper));
    }

    #[test]
    fn billing_follows_shipping_until_the_shopper_edits_it() {
        let mut addresses = AddressState::default();
        set(&mut addresses, r#"{"shippingAddress":{"city":"Berlin","address3":"c/o Meier"}}"#, Source::Account);
        addresses.set_billing_same(true);
        assert_eq!(addresses.get(path("billingAddress.city")), "Berlin");
        assert_eq!(
            addresses.provenance().get("billingAddress.city").to_string(),
            r#"{"source":"derived","check":"copied"}"#
        );
        assert!(!addresses.edit(path("billingAddress.city"), "Berlin"), "the same value was typed");
        assert!(addresses.billing_same());
        assert!(addresses.edit(path("billingAddress.company"), "Payer & Sons"), "another value was typed");
        assert!(!addresses.billing_same(), "typing into billing separates it");
        assert_eq!(addresses.get(path("billingAddress.city")), "Berlin", "the value that was shown stays");
        assert_eq!(addresses.get(path("shippingAddress.company")), "");
        let copied = addresses.entry(path("billingAddress.address3")).map(|entry| (entry.source, entry.check));
        assert_eq!(copied, Some((Source::Derived, Some(Check::Copied))));
    }

    #[test]
    fn a_separate_billing_address_survives_the_switch_and_gets_no_company_from_shipping() {
        let mut addresses = AddressState::default();
        set(
            &mut addresses,
            r#"{"billingAddress":{"city":"Bonn"},"shippingAddress":{"city":"Berlin","zipCode":"10178","company":"ACME"}}"#,
            Source::Account,
        );
        addresses.set_billing_same(true);
        addresses.set_billing_same(false);
        assert_eq!(addresses.get(path("billingAddress.city")), "Bonn");
        assert_eq!(addresses.get(path("billingAddress.zipCode")), "10178");
        assert_eq!(addresses.get(path("billingAddress.company")), "");
    }

    #[test]
    fn the_page_sets_addresses_and_reads_them_back() {
        let mut addresses = AddressState::default();
        let text = r#"{"customer":{"firstName":"Ada"},"billingAddress":{},"shippingAddress":{"address1":"Linienstraße","city":"Berlin"}}"#;
        set(&mut addresses, text, Source::Shopper);
        assert_eq!(addresses.to_json().to_string(), text);
        set(
            &mut addresses,
            r#"{"customer":{"firstName":7,"email":null,"unknown":"x"},"shippingAddress":{"city":"","zipCode":""},"other":{"a":"b"}}"#,
            Source::Shopper,
        );
        assert_eq!(addresses.get(path("customer.firstName")), "Ada", "a number is not a text");
        assert_eq!(
            addresses.entry(path("shippingAddress.city")).map(|entry| entry.value.as_str()),
            Some(""),
            "emptied"
        );
        assert_eq!(addresses.entry(path("shippingAddress.zipCode")), None, "empty before and after");
        for nothing in ["null", "[]", "7", r#"{"customer":[]}"#] {
            let before = addresses.clone();
            set(&mut addresses, nothing, Source::Shopper);
            assert_eq!(addresses, before);
        }
    }

    #[test]
    fn account_data_that_arrives_late_does_not_replace_typed_values() {
        let mut addresses = AddressState::default();
        addresses.edit(path("customer.firstName"), "Augusta");
        set(&mut addresses, r#"{"customer":{"firstName":"Ada","lastName":"Payer","phone":""}}"#, Source::Account);
        assert_eq!(addresses.get(path("customer.firstName")), "Augusta");
        assert_eq!(addresses.entry(path("customer.lastName")).map(|entry| entry.source), Some(Source::Account));
        assert_eq!(addresses.entry(path("customer.phone")), None);
    }

    #[test]
    fn the_page_does_not_replace_what_the_shopper_typed_in_the_element() {
        let mut addresses = AddressState::default();
        set(&mut addresses, r#"{"shippingAddress":{"city":"Berlin","address1":"Linienstraße"}}"#, Source::Page);
        addresses.edit(path("shippingAddress.city"), "Potsd");
        addresses.edit(path("shippingAddress.company"), "ACME");
        addresses.edit(path("shippingAddress.company"), "");
        let again = r#"{"shippingAddress":{"city":"Ulm","address1":"Torstraße","company":"Payer & Sons"}}"#;
        for source in [Source::Page, Source::Account] {
            set(&mut addresses, again, source);
            assert_eq!(addresses.get(path("shippingAddress.city")), "Potsd", "{source:?}");
            assert_eq!(addresses.get(path("shippingAddress.company")), "", "the shopper emptied it: {source:?}");
            assert_eq!(
                addresses.get(path("shippingAddress.address1")),
                "Torstraße",
                "the page may change its own value"
            );
        }
        let source = addresses.entry(path("shippingAddress.address1")).map(|entry| entry.source);
        assert_eq!(source, Some(Source::Page), "the account does not replace what the page set");
    }

    #[test]
    fn passing_back_the_values_that_were_read_changes_nothing() {
        let mut addresses = AddressState::default();
        set(&mut addresses, r#"{"shippingAddress":{"city":"Berlin"}}"#, Source::Account);
        addresses.set_billing_same(true);
        let shown = addresses.to_json();
        addresses.set_all(&shown, Source::Shopper);
        assert_eq!(addresses.to_json(), shown);
        assert!(addresses.billing_same());
    }

    #[test]
    fn a_value_that_the_shopper_confirms_becomes_the_shoppers() {
        let mut addresses = AddressState::default();
        set(&mut addresses, r#"{"shippingAddress":{"city":"Berlin"}}"#, Source::Account);
        set(&mut addresses, r#"{"shippingAddress":{"city":"Berlin"}}"#, Source::Shopper);
        assert_eq!(addresses.entry(path("shippingAddress.city")).map(|entry| entry.source), Some(Source::Shopper));
    }

    #[test]
    fn billing_passed_back_unchanged_stays_a_copy_and_a_different_one_is_kept() {
        let mut addresses = AddressState::default();
        set(&mut addresses, r#"{"shippingAddress":{"city":"Berlin"}}"#, Source::Account);
        addresses.set_billing_same(true);
        set(&mut addresses, r#"{"billingAddress":{"city":"Berlin"}}"#, Source::Shopper);
        assert_eq!(addresses.own(path("billingAddress.city")), None);
        set(&mut addresses, r#"{"billingAddress":{"city":"Bonn"}}"#, Source::Shopper);
        assert_eq!(addresses.own(path("billingAddress.city")).map(|entry| entry.value.as_str()), Some("Bonn"));
    }
}
