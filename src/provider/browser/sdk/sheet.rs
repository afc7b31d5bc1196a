//! A provider's sheet in the page: what the shopper tells it, and what the cart costs there.

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

/// The countries that the shop ships to, fetched once for each provider. A sheet offers only these; a country that it learnt
/// too late is refused when the shopper chooses it.
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
                // Without the countries the sheet offers all.
                let countries = answer.and_then(|answer| stores::read(&answer, store.as_deref()));
                *answered.borrow_mut() = countries.unwrap_or_default();
            }
            Ok(JsValue::UNDEFINED)
        });
        Self { known, asked }
    }

    /// Waits for the answer, at most so many milliseconds.
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

/// The offer for that place and shipment method.
///
/// # Errors
/// The reason why there is no offer.
pub async fn price(
    site: &Site,
    countries: &Countries,
    mut place: Fields,
    option: Option<&str>,
) -> Result<Offer, NoPrice> {
    countries.wait(deadline::FACTS).await;
    let checkout = &*site.checkout().ok_or(NoPrice::Unknown)?;
    if let Some(country) = territory(&place) {
        place.insert(Field::Iso2Code, country.to_owned());
    }
    if place.get(&Field::Iso2Code).is_some_and(|country| !countries.has(country)) {
        return Err(NoPrice::NotThere);
    }
    let option = option.and_then(|id| id.parse().ok());
    // API Platform checks what is sent. Legacy wants addresses whole; until it is known which of the two this Glue is, a
    // whole one serves both.
    let whole = checkout.profile().dialect != Some(Dialect::Platform);
    let offer = match ask(checkout, place, option, whole).await {
        // The shop may check addresses itself. Then the place counts in the review.
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
    place: Fields,
    option: Option<i64>,
    whole: bool,
) -> Result<Offer, GlueError> {
    let draft = checkout.state().sheet_draft(place, option, whole).ok_or(GlueError::Network)?;
    let policy = RequestPolicy::repeated(deadline::OFFER);
    let answer = checkout.ask("quote", checkout_data::request(&draft), policy).await?;
    checkout_data::read(&answer)
}

/// The lines that the offer's total is the sum of, by their names; none where they do not add up, or the names are not here
/// yet.
pub fn costs(site: &Site, offer: &Offer) -> Vec<(String, Money)> {
    let Some(checkout) = site.checkout() else { return Vec::new() };
    let named = |(cost, minor): (Cost, i64)| {
        Some((checkout.text(cost_text(cost))?, Money { minor, currency: offer.total.currency }))
    };
    let lines: Option<Vec<_>> = offer.summed_lines().unwrap_or_default().into_iter().map(named).collect();
    lines.unwrap_or_default()
}

/// The shipment methods of a cart that is shipped as one, the selected one first: `(id, label, amount)`. Only those that
/// name a price.
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

/// The place, with the country's code in capitals.
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

/// What the sheet asks the shopper for: what the cart needs and is not known yet.
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
    let need = site.need();
    Wanted { buyer: need.customer, phone: need.split, address: need.shipping }
}

/// A JavaScript array.
pub fn list(items: impl IntoIterator<Item = JsValue>) -> JsValue {
    items.into_iter().collect::<Array>().into()
}
