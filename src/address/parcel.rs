//! Addresses of single shipments, where a cart is sent in several.

use super::{Book, Field, Part, Path, Saved, Source};
use std::sync::Arc;

/// The address that a shipment has of its own.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Parcel {
    /// The items that were sent there. A shipment is known by its first one, also when the shop groups the rest anew.
    items: Arc<Vec<String>>,
    /// It is sent there. If not, what was typed waits for the shopper to change their mind.
    own: bool,
    /// The address is the shipping address of this book.
    book: Book,
}

/// Where a shipment goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Destination {
    /// Where the others go: to the shipping address.
    Common,
    /// To an address of its own.
    Own,
    /// To an address of its own: the n-th of those that the account has saved.
    Saved(usize),
}

impl Book {
    /// The book whose shipping address is the one that these items go to, unless they go to the common one.
    pub fn parcel(&self, items: &[String]) -> Option<&Self> {
        self.parcels.iter().find(|parcel| parcel.own && parcel.has(items)).map(|parcel| &parcel.book)
    }

    /// Where these items go.
    pub fn destination(&self, items: &[String], saved: &[Saved]) -> Destination {
        match self.parcel(items).map(|book| book.chosen(Part::Shipping, saved)) {
            None => Destination::Common,
            Some(None) => Destination::Own,
            Some(Some(index)) => Destination::Saved(index),
        }
    }

    /// The shopper chose where these items go. What they typed into an address of its own comes back when they come back
    /// to it. A new one is taken to be in the same country, and has nothing else of the common address: it is for somebody
    /// else, or for another place.
    pub fn send(&mut self, items: &Arc<Vec<String>>, to: Destination, saved: &[Saved]) {
        let own = to != Destination::Common;
        let at = match self.parcels.iter().position(|parcel| parcel.has(items)) {
            Some(at) => at,
            None if own => {
                let parcel = Parcel { items: items.clone(), own, book: self.fresh() };
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
            Destination::Own => parcel.book.choose(Part::Shipping, saved, None),
            Destination::Saved(index) => {
                parcel.book.choose(Part::Shipping, saved, Some(index));
                parcel.book.name(Part::Shipping, &buyer);
            }
        }
    }

    /// The shopper typed into the address that these items have of their own. False if nothing changed.
    pub fn edit_parcel(&mut self, items: &[String], field: Field, value: &str) -> bool {
        let Some(at) = self.parcels.iter().position(|parcel| parcel.own && parcel.has(items)) else { return false };
        Arc::make_mut(&mut self.parcels)[at].book.edit(Path { part: Part::Shipping, field }, value)
    }

    fn fresh(&self) -> Self {
        // The bill is the order's, and not this book's to ask for.
        let mut book = Self { billing_same: true, ..Self::default() };
        book.fill_salutation(Part::Shipping);
        let country = Path { part: Part::Shipping, field: Field::Iso2Code };
        book.fill(country, self.get(country).trim(), Source::Derived, None);
        book
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

    fn city<'a>(book: &'a Book, list: &[&str]) -> Option<&'a str> {
        book.parcel(&items(list)).map(|book| book.get(CITY))
    }

    fn book() -> Book {
        let mut book = Book::default();
        let common = r#"{"shippingAddress":{"city":"Berlin","iso2Code":"AT","company":"ACME"}}"#;
        book.set_all(&Json::parse(common).unwrap(), Source::Shopper);
        book
    }

    #[test]
    fn a_shipment_goes_with_the_others_until_the_shopper_says_otherwise() {
        let mut book = book();
        let (lamp, tray) = (items(&["lamp", "bulb"]), items(&["tray"]));
        assert!(!book.edit_parcel(&lamp, Field::City, "Ulm"), "it has no address of its own");
        book.send(&lamp, Destination::Common, &[]);
        assert_eq!(book, self::book(), "that is where it goes already");
        book.send(&lamp, Destination::Own, &[]);
        assert_eq!(city(&book, &["lamp"]), Some(""), "no city is invented");
        let own = book.parcel(&lamp).unwrap();
        let need = Need { customer: false, shipping: true, split: true };
        let missing: Vec<_> = own.missing(need).iter().map(|path| path.field).collect();
        assert!(missing.contains(&Field::Phone) && !missing.contains(&Field::Iso2Code), "{missing:?}");
        assert_eq!(own.get(Path { part: Part::Shipping, field: Field::Company }), "");
        assert!(book.edit_parcel(&lamp, Field::City, "Ulm") && !book.edit_parcel(&lamp, Field::City, "Ulm"));
        assert_eq!((city(&book, &["lamp"]), city(&book, &["tray"]), book.get(CITY)), (Some("Ulm"), None, "Berlin"));
        assert_eq!(book.destination(&tray, &[]), Destination::Common);
    }

    #[test]
    fn what_was_typed_comes_back() {
        let mut book = book();
        let lamp = items(&["lamp"]);
        book.send(&lamp, Destination::Own, &saved());
        book.edit_parcel(&lamp, Field::City, "Ulm");
        for to in [Destination::Common, Destination::Saved(0), Destination::Common, Destination::Saved(0)] {
            book.send(&lamp, to, &saved());
            assert_eq!(book.destination(&lamp, &saved()), to);
        }
        assert_eq!(city(&book, &["lamp"]), Some("Bonn"));
        book.send(&lamp, Destination::Own, &saved());
        assert_eq!(city(&book, &["lamp"]), Some("Ulm"));
    }

    #[test]
    fn a_pre_fill_is_about_the_common_address_and_so_is_taking_it_back() {
        let mut book = Book::default();
        let lamp = items(&["lamp"]);
        book.send(&lamp, Destination::Own, &[]);
        book.edit_parcel(&lamp, Field::City, "Ulm");
        let wallet = Fields::from([(Field::City, "Potsdam".to_owned())]);
        book.prefill(
            &Payer { shipping: Some(wallet), ..Payer::default() },
            Need { customer: false, shipping: true, split: true },
        );
        assert_eq!((book.get(CITY), city(&book, &["lamp"])), ("Potsdam", Some("Ulm")));
        book.edit_parcel(&lamp, Field::City, "Neu-Ulm");
        assert!(book.undo_prefill());
        assert_eq!((book.get(CITY), city(&book, &["lamp"])), ("", Some("Neu-Ulm")));
        book.forget();
        assert_eq!(city(&book, &["lamp"]), Some("Neu-Ulm"), "it is the shopper's own");
    }

    #[test]
    fn what_was_sent_somewhere_still_goes_there_when_the_shop_groups_anew() {
        let mut book = book();
        book.send(&items(&["lamp", "bulb"]), Destination::Own, &[]);
        book.edit_parcel(&items(&["lamp", "bulb"]), Field::City, "Ulm");
        for (list, expected) in
            [(&["lamp"][..], Some("Ulm")), (&["bulb", "tray"], Some("Ulm")), (&["tray", "lamp"], None), (&[], None)]
        {
            assert_eq!(city(&book, list), expected, "{list:?}");
        }
    }
}
