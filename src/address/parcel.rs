//! Separate addresses of single shipments, for carts that are sent in several shipments.

use super::{AddressState, Field, Part, Path, Saved, Source};
use std::sync::Arc;

/// The separate address of a shipment.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Parcel {
    /// The items of the shipment. A shipment is recognised by its first item, also after the shop regroups the items.
    items: Arc<Vec<String>>,
    /// Whether the address is in use. If not, it is kept in case the shopper switches back to it.
    own: bool,
    /// Holds the address as its shipping address.
    addresses: AddressState,
}

/// Where a shipment goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Destination {
    /// To the cart's shipping address.
    Common,
    /// To a separate address.
    Own,
    /// To a saved address of the account, by its index.
    Saved(usize),
}

impl AddressState {
    /// The separate address of these items, as the shipping address of the result. `None` if they go to the common one.
    pub fn parcel(&self, items: &[String]) -> Option<&Self> {
        self.parcels.iter().find(|parcel| parcel.own && parcel.has(items)).map(|parcel| &parcel.addresses)
    }

    /// Where these items go.
    pub fn destination(&self, items: &[String], saved: &[Saved]) -> Destination {
        match self.parcel(items).map(|addresses| addresses.chosen(Part::Shipping, saved)) {
            None => Destination::Common,
            Some(None) => Destination::Own,
            Some(Some(index)) => Destination::Saved(index),
        }
    }

    /// The shopper chose where these items go. If they typed a separate address before, it is restored. A new separate
    /// address gets the country of the common address and nothing else, because it is for another person or place.
    pub fn send(&mut self, items: &Arc<Vec<String>>, to: Destination, saved: &[Saved]) {
        let own = to != Destination::Common;
        let at = match self.parcels.iter().position(|parcel| parcel.has(items)) {
            Some(at) => at,
            None if own => {
                let parcel = Parcel { items: items.clone(), own, addresses: self.fresh() };
                Arc::make_mut(&mut self.parcels).push(parcel);
                self.parcels.len() - 1
            }
            None => return,
        };
        let buyer = self.part(Part::Customer);
        let parcel = &mut Arc::make_mut(&mut self.parcels)[at];
        parcel.own = own;
        match to {
            Destination::Common => {}
            Destination::Own => parcel.addresses.choose(Part::Shipping, saved, None),
            Destination::Saved(index) => {
                parcel.addresses.choose(Part::Shipping, saved, Some(index));
                parcel.addresses.name(Part::Shipping, &buyer);
            }
        }
    }

    /// The shopper typed into the separate address of these items. Returns false if nothing changed.
    pub fn edit_parcel(&mut self, items: &[String], field: Field, value: &str) -> bool {
        let Some(at) = self.parcels.iter().position(|parcel| parcel.own && parcel.has(items)) else { return false };
        Arc::make_mut(&mut self.parcels)[at].addresses.edit(Path { part: Part::Shipping, field }, value)
    }

    fn fresh(&self) -> Self {
        // Billing belongs to the whole order, so it is not asked for here.
        let mut addresses = Self { billing_same: true, ..Self::default() };
        addresses.fill_salutation(Part::Shipping);
        let country = Path { part: Part::Shipping, field: Field::Iso2Code };
        addresses.fill(country, self.get(country).trim(), Source::Derived, None);
        addresses
    }
}

impl Parcel {
    fn has(&self, items: &[String]) -> bool {
        items.first().is_some_and(|first| self.items.contains(first))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::address::{Fields, Need, Payer};
    use crate::json::Json;

    const CITY: Path = Path { part: Part::Shipping, field: Field::City };

    fn items(list: &[&str]) -> Arc<Vec<String>> {
        Arc::new(list.iter().map(|item| (*item).to_owned()).collect())
    }

    fn saved() -> Vec<Saved> {
        let fields = Fields::from([(Field::City, "Bonn".to_owned())]);
        vec![Saved { id: "home".to_owned(), is_company: false, fields }]
    }

    fn city<'a>(addresses: &'a AddressState, list: &[&str]) -> Option<&'a str> {
        addresses.parcel(&items(list)).map(|addresses| addresses.get(CITY))
    }

    fn addresses() -> AddressState {
        let mut addresses = AddressState::default();
        let common = r#"{"shippingAddress":{"city":"Berlin","iso2Code":"AT","company":"ACME"}}"#;
        addresses.set_all(&Json::parse(common).unwrap(), Source::Shopper);
        addresses
    }

    #[test]
    fn a_shipment_goes_to_the_common_address_until_the_shopper_changes_it() {
        let mut addresses = addresses();
        let (lamp, tray) = (items(&["lamp", "bulb"]), items(&["tray"]));
        assert!(!addresses.edit_parcel(&lamp, Field::City, "Ulm"), "it has no separate address");
        addresses.send(&lamp, Destination::Common, &[]);
        assert_eq!(addresses, self::addresses(), "it goes there already");
        addresses.send(&lamp, Destination::Own, &[]);
        assert_eq!(city(&addresses, &["lamp"]), Some(""), "no city is invented");
        let own = addresses.parcel(&lamp).unwrap();
        let need = Need { customer: false, shipping: true, split: true };
        let missing: Vec<_> = own.missing(need).iter().map(|path| path.field).collect();
        assert!(missing.contains(&Field::Phone) && !missing.contains(&Field::Iso2Code), "{missing:?}");
        assert_eq!(own.get(Path { part: Part::Shipping, field: Field::Company }), "");
        assert!(addresses.edit_parcel(&lamp, Field::City, "Ulm") && !addresses.edit_parcel(&lamp, Field::City, "Ulm"));
        assert_eq!(
            (city(&addresses, &["lamp"]), city(&addresses, &["tray"]), addresses.get(CITY)),
            (Some("Ulm"), None, "Berlin")
        );
        assert_eq!(addresses.destination(&tray, &[]), Destination::Common);
    }

    #[test]
    fn a_typed_address_is_restored() {
        let mut addresses = addresses();
        let lamp = items(&["lamp"]);
        addresses.send(&lamp, Destination::Own, &saved());
        addresses.edit_parcel(&lamp, Field::City, "Ulm");
        for to in [Destination::Common, Destination::Saved(0), Destination::Common, Destination::Saved(0)] {
            addresses.send(&lamp, to, &saved());
            assert_eq!(addresses.destination(&lamp, &saved()), to);
        }
        assert_eq!(city(&addresses, &["lamp"]), Some("Bonn"));
        addresses.send(&lamp, Destination::Own, &saved());
        assert_eq!(city(&addresses, &["lamp"]), Some("Ulm"));
    }

    #[test]
    fn a_prefill_and_its_undo_change_only_the_common_address() {
        let mut addresses = AddressState::default();
        let lamp = items(&["lamp"]);
        addresses.send(&lamp, Destination::Own, &[]);
        addresses.edit_parcel(&lamp, Field::City, "Ulm");
        let wallet = Fields::from([(Field::City, "Potsdam".to_owned())]);
        addresses.prefill(
            &Payer { shipping: Some(wallet), ..Payer::default() },
            Need { customer: false, shipping: true, split: true },
        );
        assert_eq!((addresses.get(CITY), city(&addresses, &["lamp"])), ("Potsdam", Some("Ulm")));
        addresses.edit_parcel(&lamp, Field::City, "Neu-Ulm");
        assert!(addresses.undo_prefill());
        assert_eq!((addresses.get(CITY), city(&addresses, &["lamp"])), ("", Some("Neu-Ulm")));
        addresses.forget();
        assert_eq!(city(&addresses, &["lamp"]), Some("Neu-Ulm"), "the shopper typed it");
    }

    #[test]
    fn a_shipment_keeps_its_address_when_the_shop_regroups_the_items() {
        let mut addresses = addresses();
        addresses.send(&items(&["lamp", "bulb"]), Destination::Own, &[]);
        addresses.edit_parcel(&items(&["lamp", "bulb"]), Field::City, "Ulm");
        for (list, expected) in
            [(&["lamp"][..], Some("Ulm")), (&["bulb", "tray"], Some("Ulm")), (&["tray", "lamp"], None), (&[], None)]
        {
            assert_eq!(city(&addresses, list), expected, "{list:?}");
        }
    }
}
