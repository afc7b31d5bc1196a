//! Code that the sheets of several providers share: reading addresses, requesting prices, building lists.

use super::{Site, js};
use crate::address::{Field, Fields, Payer, territory};
use crate::browser::within;
use crate::flow::{Cost, Country, Dialect, GlueError, Offer, Shipment, deadline};
use crate::glue::exchange::RequestPolicy;
use crate::glue::{checkout_data, stores};
use crate::locale::cost_text;
use crate::money::Money;
use crate::provider::context::CheckoutContext;
use js_sys::{Array, Promise};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

/// The countries that the shop ships to, fetched once for each provider. A sheet offers only these. If they come too late, a
/// wrong country is refused when the shopper chooses it.
#[derive(Clone)]
pub struct Countries {
    known: Rc<RefCell<Vec<Country>>>,
    asked: Promise,
}

impl Countries {
    /// Fetches the countries if the cart is shipped.
    pub fn of(site: &Site) -> Self {
        let known = Rc::<RefCell<Vec<Country>>>::default();
        let (checkout, answered, ships) = (site.checkout(), known.clone(), site.ships());
        let asked = js::promised(async move {
            if let Some(checkout) = checkout.filter(|_| ships) {
                let policy = RequestPolicy { shared: true, ..RequestPolicy::repeated(deadline::FACTS) };
                let store = checkout.settings().store.clone();
                let answer = checkout.ask("methods", stores::request(), policy).await;
                // After a failure, the sheet offers all countries.
                let countries = answer.and_then(|answer| stores::read(&answer, store.as_deref()));
                *answered.borrow_mut() = countries.unwrap_or_default();
            }
            Ok(JsValue::UNDEFINED)
        });
        Self { known, asked }
    }

    /// Waits for the answer, at most `limit` milliseconds.
    pub async fn wait(&self, limit: u32) {
        let _ = within(limit, JsFuture::from(self.asked.clone())).await;
    }

    /// The codes of the countries; empty before the answer.
    pub fn codes(&self) -> Vec<String> {
        let is_code = |code: &str| code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_uppercase());
        self.known.borrow().iter().map(|country| country.code.clone()).filter(|code| is_code(code)).collect()
    }

    /// Whether the shop ships there; true before the answer.
    fn has(&self, code: &str) -> bool {
        let known = self.known.borrow();
        known.is_empty() || known.iter().any(|country| country.code == code)
    }
}

/// Why there is no price.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoPrice {
    /// The shop does not ship there.
    NotThere,
    /// The price is unknown for now; the review shows it.
    Unknown,
}

/// Requests the offer for that address and shipment method.
///
/// # Errors
/// The reason why there is no offer.
pub async fn price(
    site: &Site,
    countries: &Countries,
    mut address: Fields,
    option: Option<&str>,
) -> Result<Offer, NoPrice> {
    countries.wait(deadline::FACTS).await;
    let checkout = &*site.checkout().ok_or(NoPrice::Unknown)?;
    if let Some(country) = territory(&address) {
        address.insert(Field::Iso2Code, country.to_owned());
    }
    if address.get(&Field::Iso2Code).is_some_and(|country| !countries.has(country)) {
        return Err(NoPrice::NotThere);
    }
    let option = option.and_then(|id| id.parse().ok());
    // Legacy Glue needs complete addresses, so placeholders are added. API Platform accepts both. As long as the dialect is
    // unknown, the address is completed.
    let whole = checkout.profile().dialect != Some(Dialect::Platform);
    let offer = match ask(checkout, address, option, whole).await {
        // The shop may refuse the incomplete address. Then the review requests the price.
        Err(GlueError::Refused(refusal)) if whole && matches!(refusal.status, 400 | 422) => {
            ask(checkout, Fields::new(), option, false).await
        }
        answer => answer,
    };
    let offer = offer.map_err(|_| NoPrice::Unknown)?;
    let chosen = |shipment: &Shipment| option.is_none() || shipment.selected == option;
    let is_payable = offer.total.minor > 0 && !offer.is_blocked();
    let is_sent = offer.is_deliverable() && offer.shipments.iter().all(chosen);
    if is_payable && is_sent { Ok(offer) } else { Err(NoPrice::NotThere) }
}

async fn ask(
    checkout: &dyn CheckoutContext,
    address: Fields,
    option: Option<i64>,
    whole: bool,
) -> Result<Offer, GlueError> {
    let draft = checkout.state().sheet_draft(address, option, whole).ok_or(GlueError::Network)?;
    let policy = RequestPolicy::repeated(deadline::OFFER);
    let answer = checkout.ask("quote", checkout_data::request(&draft), policy).await?;
    checkout_data::read(&answer)
}

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
