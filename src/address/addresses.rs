//! The address state itself: reading, editing, what the page sets and is told.

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
    /// Sorted by path: a list this short needs no tree, which would be kilobytes on the wire.
    pub(super) entries: Vec<(Path, Entry)>,
    /// Billing is where the parcel goes; its fields are then read from shipping.
    pub(super) billing_same: bool,
    /// For each part whether the shopper chose a saved address for it, and what the book said before.
    pub(super) aside: [Option<Vec<(Path, Entry)>>; 3],
    /// What was there before the last pre-fill, which remembers the one before it.
    pub(super) before: Option<Box<AddressState>>,
    /// Addresses that single shipments have of their own. No pre-fill is about them.
    pub(super) parcels: Arc<Vec<Parcel>>,
}

impl AddressState {
    /// The value, empty when absent. Billing reads through to shipping while it is the same.
    pub fn get(&self, path: Path) -> &str {
        self.entry(path).map_or("", |entry| &entry.value)
    }

    /// The value with its provenance, read like [`AddressState::get`].
    pub fn entry(&self, path: Path) -> Option<&Entry> {
        let through = self.billing_same && path.part == Part::Billing;
        self.own(if through { Path { part: Part::Shipping, ..path } } else { path })
    }

    /// The shopper typed. Nothing is trimmed while they type, and an emptied field stays empty for good. Who types into
    /// billing means billing: it is then no longer the same as shipping. False if nothing changed.
    pub fn edit(&mut self, path: Path, value: &str) -> bool {
        let changed = self.get(path) != value;
        if changed {
            self.write(path, value, Source::Shopper);
        }
        changed
    }

    /// Whether somebody should look at a value before it is ordered with: it was inferred and may be wrong. A copy is not.
    pub fn has_doubts(&self) -> bool {
        self.entries.iter().any(|(_, entry)| entry.check.is_some_and(|check| check != Check::Copied))
    }

    /// Whether the bill goes where the parcel goes.
    pub fn billing_same(&self) -> bool {
        self.billing_same
    }

    /// Switching off leaves billing as it was read until now, where it had no value of its own, marked as copied. An
    /// address of its own gets no company, third line, state or phone of the other one.
    pub fn set_billing_same(&mut self, same: bool) {
        if self.billing_same && !same {
            self.billing_same = false;
            self.copy(Part::Shipping, Part::Billing);
        }
        if same {
            // What a provider said about billing no longer counts; what was typed waits for the switch to go back.
            self.entries.retain(|(path, entry)| path.part != Part::Billing || is_own(entry.source));
        }
        self.billing_same = same;
    }

    /// Takes what the page gives: `{customer, billingAddress, shippingAddress}`, each with texts by the wire's names;
    /// whatever else is in there is ignored. Replaces only what is given; an account never replaces what was typed. An
    /// empty text empties a field in the shopper's name, but where nothing was it says nothing: a page that hands over its
    /// whole empty form did not forbid to fill it.
    pub fn set_all(&mut self, addresses: &Json, source: Source) {
        for part in Part::ALL {
            let given = addresses.get(part.name());
            for field in part.fields() {
                let path = Path { part, field: *field };
                let Some(value) = given.get(field.name()).str() else { continue };
                let known = self.get(path) == value;
                // What the page read from us through the sameness is no address of its own.
                let through = known && self.billing_same && part == Part::Billing;
                let shopper = source == Source::Shopper;
                let typed = self.own(path).is_some_and(|entry| entry.source == Source::Shopper);
                if !through && (shopper || !typed) && (!value.is_empty() || shopper && !known) {
                    self.write(path, value, source);
                }
            }
        }
    }

    /// The state as the page sees it: only fields with a value.
    pub fn to_json(&self) -> Json {
        Json::map(PARTS.map(|part| {
            let fields = part.fields().iter().map(|field| (field.name(), self.get(Path { part, field: *field })));
            (
                part.name(),
                Json::map(fields.filter(|(_, value)| !value.is_empty()).map(|(name, value)| (name, value.into()))),
            )
        }))
    }

    /// Where each value came from, by its dotted path. Billing that reads from shipping is a copy, and says so.
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

    /// The entry of the part itself.
    pub(super) fn own(&self, path: Path) -> Option<&Entry> {
        self.entries.iter().find(|(own, _)| *own == path).map(|(_, entry)| entry)
    }

    /// Puts an entry in its place.
    pub(super) fn put(&mut self, path: Path, entry: Entry) {
        let at = self.entries.iter().position(|(own, _)| *own >= path).unwrap_or(self.entries.len());
        match self.entries.get_mut(at) {
            Some((own, old)) if *own == path => *old = entry,
            _ => self.entries.insert(at, (path, entry)),
        }
    }

    /// Puts a value where nothing is, not even an emptied field.
    pub(super) fn fill(&mut self, path: Path, value: &str, source: Source, check: Option<Check>) {
        if !value.is_empty() && self.own(path).is_none() {
            self.put(path, Entry { value: value.to_owned(), source, check });
        }
    }

    /// Fills one address from the other.
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

    /// Whether the address names a place, by itself.
    pub(super) fn has_place(&self, part: Part) -> bool {
        [Field::Address1, Field::City, Field::ZipCode]
            .into_iter()
            .any(|field| self.own(Path { part, field }).is_some_and(|entry| !entry.value.is_empty()))
    }

    /// Where the provider gave both addresses, and they agreed, what is changed for the parcel is not meant for the bill.
    pub(super) fn part_from_bill(&mut self) {
        if self.entries.iter().any(|(path, entry)| path.part == Part::Billing && entry.source == Source::Psp) {
            self.billing_same = false;
        }
    }

    fn write(&mut self, path: Path, value: &str, source: Source) {
        match path.part {
            Part::Billing => self.set_billing_same(false),
            Part::Shipping => self.part_from_bill(),
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
    fn the_bill_follows_the_parcel_until_the_shopper_says_otherwise() {
        let mut addresses = AddressState::default();
        set(&mut addresses, r#"{"shippingAddress":{"city":"Berlin","address3":"c/o Meier"}}"#, Source::Account);
        addresses.set_billing_same(true);
        assert_eq!(addresses.get(path("billingAddress.city")), "Berlin");
        assert_eq!(
            addresses.provenance().get("billingAddress.city").to_string(),
            r#"{"source":"derived","check":"copied"}"#
        );
        assert!(!addresses.edit(path("billingAddress.city"), "Berlin"), "typed the same");
        assert!(addresses.billing_same());
        assert!(addresses.edit(path("billingAddress.company"), "Payer & Sons"), "typed another");
        assert!(!addresses.billing_same(), "who types into billing means billing");
        assert_eq!(addresses.get(path("billingAddress.city")), "Berlin", "what was read stays");
        assert_eq!(addresses.get(path("shippingAddress.company")), "");
        let copied = addresses.entry(path("billingAddress.address3")).map(|entry| (entry.source, entry.check));
        assert_eq!(copied, Some((Source::Derived, Some(Check::Copied))));
    }

    #[test]
    fn billing_of_its_own_survives_the_switch_and_takes_no_foreign_line() {
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
    fn the_page_sets_what_it_gives_and_reads_it_back() {
        let mut addresses = AddressState::default();
        let text = r#"{"customer":{"firstName":"Ada"},"billingAddress":{},"shippingAddress":{"address1":"Linienstraße","city":"Berlin"}}"#;
        set(&mut addresses, text, Source::Shopper);
        assert_eq!(addresses.to_json().to_string(), text);
        set(
            &mut addresses,
            r#"{"customer":{"firstName":7,"email":null,"unknown":"x"},"shippingAddress":{"city":"","zipCode":""},"other":{"a":"b"}}"#,
            Source::Shopper,
        );
        assert_eq!(addresses.get(path("customer.firstName")), "Ada", "a number is no text");
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
    fn an_account_that_loads_late_does_not_replace_what_was_typed() {
        let mut addresses = AddressState::default();
        addresses.edit(path("customer.firstName"), "Augusta");
        set(&mut addresses, r#"{"customer":{"firstName":"Ada","lastName":"Payer","phone":""}}"#, Source::Account);
        assert_eq!(addresses.get(path("customer.firstName")), "Augusta");
        assert_eq!(addresses.entry(path("customer.lastName")).map(|entry| entry.source), Some(Source::Account));
        assert_eq!(addresses.entry(path("customer.phone")), None);
    }

    #[test]
    fn a_page_that_hands_back_what_it_read_changes_no_address() {
        let mut addresses = AddressState::default();
        set(&mut addresses, r#"{"shippingAddress":{"city":"Berlin"}}"#, Source::Account);
        addresses.set_billing_same(true);
        let shown = addresses.to_json();
        addresses.set_all(&shown, Source::Shopper);
        assert_eq!(addresses.to_json(), shown);
        assert!(addresses.billing_same());
    }

    #[test]
    fn what_the_shopper_confirms_on_the_page_is_theirs() {
        let mut addresses = AddressState::default();
        set(&mut addresses, r#"{"shippingAddress":{"city":"Berlin"}}"#, Source::Account);
        set(&mut addresses, r#"{"shippingAddress":{"city":"Berlin"}}"#, Source::Shopper);
        assert_eq!(addresses.entry(path("shippingAddress.city")).map(|entry| entry.source), Some(Source::Shopper));
    }

    #[test]
    fn a_bill_that_the_page_reads_through_the_parcel_stays_a_copy_and_another_one_is_kept_beside_it() {
        let mut addresses = AddressState::default();
        set(&mut addresses, r#"{"shippingAddress":{"city":"Berlin"}}"#, Source::Account);
        addresses.set_billing_same(true);
        set(&mut addresses, r#"{"billingAddress":{"city":"Berlin"}}"#, Source::Shopper);
        assert_eq!(addresses.own(path("billingAddress.city")), None);
        set(&mut addresses, r#"{"billingAddress":{"city":"Bonn"}}"#, Source::Shopper);
        assert_eq!(addresses.own(path("billingAddress.city")).map(|entry| entry.value.as_str()), Some("Bonn"));
    }
}
