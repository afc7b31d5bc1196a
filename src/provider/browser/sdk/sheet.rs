//! A provider's sheet in the page: what the shopper tells it, and what the cart costs there.

use super::{Site, js};
use crate::address::{Field, Fields, Payer};
use crate::effects::Checkout;
use crate::flow::Offer;
use crate::money::Money;
use js_sys::Array;
use wasm_bindgen::prelude::*;

/// The offer for that place and shipment method.
///
/// # Errors
/// `false`: the shop plainly does not ship there. `true`: nobody can say; the review will.
pub async fn price(checkout: &Checkout, place: Fields, option: Option<&str>) -> Result<Offer, bool> {
    if place.get(&Field::Iso2Code).is_some_and(|country| !checkout.state().ships_to(country)) {
        return Err(false);
    }
    let option = option.and_then(|id| id.parse().ok());
    let offer = checkout.price(place, option).await.ok_or(true)?;
    let chosen = |shipment: &crate::flow::Shipment| option.is_none() || shipment.selected == option;
    if offer.is_deliverable() && offer.shipments.iter().all(chosen) { Ok(offer) } else { Err(false) }
}

/// The shipment methods of a cart that is shipped as one, the selected one first: `(id, label, amount)`. Only those that
/// name a price.
pub fn options(offer: &Offer) -> Vec<(String, String, Money)> {
    let [shipment] = offer.shipments.as_slice() else { return Vec::new() };
    let mut methods: Vec<_> = shipment.methods.iter().filter_map(|method| Some((method, method.price?))).collect();
    methods.sort_by_key(|(method, _)| Some(method.id) != shipment.selected);
    methods.into_iter().map(|(method, price)| (method.id.to_string(), method.name.clone(), price)).collect()
}

/// Fields of an object by its names for them.
pub fn fields(object: &JsValue, names: &[(&str, Field)]) -> Fields {
    names.iter().filter_map(|(name, field)| Some((*field, js::text(object, name)?))).collect()
}

/// A full name, left to the reading of names.
pub fn name(fields: &mut Fields, name: Option<String>) {
    if let Some(name) = name {
        fields.insert(Field::LastName, name);
    }
}

/// The place with its country in capitals, as codes are; nothing where there is none.
pub fn place(object: &JsValue, names: &[(&str, Field)]) -> Fields {
    let mut place = fields(object, names);
    if let Some(country) = place.get(&Field::Iso2Code).map(|code| code.to_ascii_uppercase()) {
        place.insert(Field::Iso2Code, country);
    }
    place
}

/// The lines of an address in their order; the rest of too many in the last.
pub fn lines(fields: &mut Fields, lines: &[String]) {
    let given: Vec<&str> = lines.iter().map(|line| line.trim()).filter(|line| !line.is_empty()).collect();
    if let Some((first, rest)) = given.split_first() {
        fields.insert(Field::Address1, (*first).to_owned());
        if !rest.is_empty() {
            fields.insert(Field::Address3, rest.join(", "));
        }
    }
}

/// Whether a payer was told of at all.
pub fn payer(customer: Fields, billing: Fields, shipping: Fields) -> Payer {
    let whole = |fields: &Fields| {
        [Field::Address1, Field::City, Field::ZipCode].iter().any(|field| fields.get(field).is_some())
    };
    let address = |fields: Fields| whole(&fields).then_some(fields);
    Payer { customer, billing: address(billing), shipping: address(shipping) }
}

/// What the sheet may ask for: only what the cart needs and nobody has yet.
pub struct Wanted {
    /// Guests only: the account knows its customer.
    pub buyer: bool,
    /// Where shipments are split, Glue demands one.
    pub phone: bool,
    /// Something is shipped.
    pub address: bool,
}

/// What to ask for.
pub fn wanted(site: &Site) -> Wanted {
    let need = site.checkout.state().need();
    Wanted { buyer: need.customer, phone: need.split, address: need.shipping }
}

/// A JavaScript array.
pub fn list(items: impl IntoIterator<Item = JsValue>) -> JsValue {
    items.into_iter().collect::<Array>().into()
}
