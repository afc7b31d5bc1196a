//! Requests the price for what the shopper chooses in a provider's sheet. A sheet is open only after a click, so this is code of
//! the attempt's module: providers call it through `CheckoutContext::price`.

use crate::address::{Field, Fields, territory};
use crate::browser::{spawn, within};
use crate::flow::{Country, Dialect, GlueError, Offer, Shipment, deadline};
use crate::glue::exchange::RequestPolicy;
use crate::glue::{checkout_data, stores};
use crate::provider::context::CheckoutContext;
use js_sys::Promise;
use std::cell::{OnceCell, RefCell};
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use wasm_bindgen_futures::JsFuture;

/// The countries that the shop ships to. A sheet offers only these. If they come too late, a wrong country is refused when the
/// shopper chooses it.
#[derive(Clone, Default)]
pub struct Countries(Rc<CountriesData>);

#[derive(Default)]
struct CountriesData {
    known: RefCell<Vec<Country>>,
    /// Resolved when the shop has answered.
    asked: OnceCell<Promise>,
}

impl Countries {
    /// Fetches the countries once, if the cart is shipped.
    pub fn ask(&self, checkout: &Rc<dyn CheckoutContext>) {
        if self.0.asked.get().is_some() || !checkout.state().need().shipping {
            return;
        }
        let mut answered = None;
        let asked = Promise::new(&mut |resolve, _| answered = Some(resolve));
        let _ = self.0.asked.set(asked);
        let (this, checkout) = (self.clone(), checkout.clone());
        spawn(async move {
            let policy = RequestPolicy { shared: true, ..RequestPolicy::repeated(deadline::FACTS) };
            let store = checkout.settings().store.clone();
            let answer = checkout.ask("methods", stores::request(), policy).await;
            // After a failure, the sheet offers all countries.
            let countries = answer.and_then(|answer| stores::read(&answer, store.as_deref()));
            *this.0.known.borrow_mut() = countries.unwrap_or_default();
            if let Some(answered) = answered {
                let _ = answered.call0(&wasm_bindgen::JsValue::UNDEFINED);
            }
        });
    }

    /// Waits for the answer, at most `limit` milliseconds.
    pub async fn wait(&self, limit: u32) {
        if let Some(asked) = self.0.asked.get().cloned() {
            let _ = within(limit, JsFuture::from(asked)).await;
        }
    }

    /// The codes of the countries; empty before the answer.
    pub fn codes(&self) -> Vec<String> {
        let is_code = |code: &str| code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_uppercase());
        self.0.known.borrow().iter().map(|country| country.code.clone()).filter(|code| is_code(code)).collect()
    }

    /// Whether the shop ships there; true before the answer.
    fn has(&self, code: &str) -> bool {
        let known = self.0.known.borrow();
        known.is_empty() || known.iter().any(|country| country.code == code)
    }
}

/// What the shopper chose in a sheet.
pub struct Choice {
    /// The address. It may be incomplete.
    pub address: Fields,
    /// The id of the shipment method.
    pub shipment_method: Option<String>,
    /// The countries that the shop ships to. They are requested if they were not requested before.
    pub countries: Countries,
}

/// Why there is no price.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoPrice {
    /// The shop does not ship there.
    NotThere,
    /// The price is unknown for now; the review shows it.
    Unknown,
}

/// The offer for a choice, or the reason why there is none.
pub type Pricing = Pin<Box<dyn Future<Output = Result<Offer, NoPrice>>>>;

/// Requests the offer for a choice.
///
/// # Errors
/// The reason why there is no offer.
pub async fn price(checkout: Rc<dyn CheckoutContext>, choice: Choice) -> Result<Offer, NoPrice> {
    let Choice { mut address, shipment_method, countries } = choice;
    countries.ask(&checkout);
    countries.wait(deadline::FACTS).await;
    if let Some(country) = territory(&address) {
        address.insert(Field::Iso2Code, country.to_owned());
    }
    if address.get(&Field::Iso2Code).is_some_and(|country| !countries.has(country)) {
        return Err(NoPrice::NotThere);
    }
    let option = shipment_method.and_then(|id| id.parse().ok());
    // Legacy Glue needs complete addresses, so placeholders are added. API Platform accepts both. As long as the dialect is
    // unknown, the address is completed.
    let whole = checkout.profile().dialect != Some(Dialect::Platform);
    let offer = match ask(&*checkout, address, option, whole).await {
        // The shop may refuse the incomplete address. Then the review requests the price.
        Err(GlueError::Refused(refusal)) if whole && matches!(refusal.status, 400 | 422) => {
            ask(&*checkout, Fields::new(), option, false).await
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
