//! Code that the sheets of several providers share: reading addresses, building lists.

use super::{Countries, Site, js};
use crate::address::{Field, Fields, Payer};
use crate::flow::{Cost, Offer};
use crate::locale::cost_text;
use crate::money::Money;
use js_sys::Array;
use wasm_bindgen::prelude::*;

/// The lines of the total with their labels. Empty if they do not add up to it, or if the texts are not loaded yet.
pub fn costs(site: &Site, offer: &Offer) -> Vec<(String, Money)> {
    let Some(checkout) = site.checkout() else { return Vec::new() };
    let named = |(cost, minor): (Cost, i64)| {
        Some((checkout.text(cost_text(cost))?, Money { minor, currency: offer.total.currency }))
    };
    let lines: Option<Vec<_>> = offer.summed_lines().unwrap_or_default().into_iter().map(named).collect();
    lines.unwrap_or_default()
}

/// The shipment methods of a cart with one shipment, the selected one first: `(id, label, amount)`. Methods without a
/// price are left out.
pub fn options(offer: &Offer) -> Vec<(String, String, Money)> {
    let [shipment] = offer.shipments.as_slice() else { return Vec::new() };
    let mut methods = Vec::new();
    for method in &shipment.methods {
        // The sheet cannot add prices of another currency.
        methods
            .extend(method.price.filter(|price| price.currency == offer.total.currency).map(|price| (method, price)));
    }
    methods.sort_by_key(|(method, _)| Some(method.id) != shipment.selected);
    methods.into_iter().map(|(method, price)| (method.id.to_string(), method.name.clone(), price)).collect()
}

/// Reads fields from an object. `names` has the provider's name of each field.
pub fn fields(object: &JsValue, names: &[(&str, Field)]) -> Fields {
    names.iter().filter_map(|(name, field)| Some((*field, js::text(object, name)?))).collect()
}

/// Adds a full name. The address state splits it later.
pub fn name(fields: &mut Fields, name: Option<String>) {
    if let Some(name) = name {
        fields.insert(Field::LastName, name);
    }
}

/// Reads an address, with the country's code in capitals.
pub fn address(object: &JsValue, names: &[(&str, Field)]) -> Fields {
    let mut address = fields(object, names);
    if let Some(country) = address.get(&Field::Iso2Code).map(|code| code.to_ascii_uppercase()) {
        address.insert(Field::Iso2Code, country);
    }
    address
}

/// Adds address lines in their order. If there are too many, the last field gets the rest.
pub fn lines(fields: &mut Fields, lines: &[String]) {
    let given: Vec<&str> = lines.iter().map(|line| line.trim()).filter(|line| !line.is_empty()).collect();
    if let Some((first, rest)) = given.split_first() {
        fields.insert(Field::Address1, (*first).to_owned());
        if !rest.is_empty() {
            fields.insert(Field::Address3, rest.join(", "));
        }
    }
}

/// The payer's data. An address without values is absent.
pub fn payer(customer: Fields, billing: Fields, shipping: Fields) -> Payer {
    let whole = |fields: &Fields| {
        [Field::Address1, Field::City, Field::ZipCode].iter().any(|field| fields.get(field).is_some())
    };
    let address = |fields: Fields| whole(&fields).then_some(fields);
    Payer { customer, billing: address(billing), shipping: address(shipping) }
}

impl Site {
    /// The countries that the shop ships to, requested early: a sheet needs them when it opens.
    pub(super) fn countries(&self) -> Countries {
        let countries = Countries::default();
        if let Some(checkout) = self.checkout() {
            countries.ask(&checkout);
        }
        countries
    }
}

/// The data that a sheet asks the shopper for, because the cart needs them and they are not known yet.
pub struct Wanted {
    /// Name and e-mail. Only for guests.
    pub buyer: bool,
    /// A phone number. Glue requires one for several shipments.
    pub phone: bool,
    /// A shipping address. Only if something is shipped.
    pub address: bool,
}

/// Decides what the sheet asks for.
pub fn wanted(site: &Site) -> Wanted {
    let need = site.need();
    Wanted { buyer: need.customer, phone: need.split, address: need.shipping }
}

/// A JavaScript array.
pub fn list(items: impl IntoIterator<Item = JsValue>) -> JsValue {
    items.into_iter().collect::<Array>().into()
}
