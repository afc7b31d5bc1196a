//! PayPal. Its script draws the button, opens its own window in the click, and gets the promise of the order's id. The globals
//! of the script show which version of the interface the shop loads.

use super::sheet::{Countries, NoPrice};
use super::{Prepared, Provider, Site, js, loading, paypal_session, returned, sheet};
use crate::address::Field;
use crate::flow::{ApprovalError, Event, Sheet};
use crate::settings::ButtonType;
use js_sys::Promise;
use std::cell::{Cell, OnceCell, RefCell};
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::Element;

/// What PayPal's callbacks return beside an approval.
pub const RETURNED: [&str; 4] = ["payerID", "orderID", "paymentID", "payerId"];

/// How PayPal names the place that it tells before the approval: no street, no name.
const PLACE: [(&str, Field); 3] =
    [("countryCode", Field::Iso2Code), ("city", Field::City), ("postalCode", Field::ZipCode)];

/// Loads the script and draws the button. `Err(None)`: PayPal says that it cannot be used here.
pub async fn prepare(site: Site, container: Element) -> Prepared {
    let sdk = Some(ApprovalError::Sdk);
    for script in &site.method.scripts {
        loading::load(&site, script).await?;
    }
    let paypal = js::get(&js_sys::global(), "paypal");
    if !js::has(&paypal, "Buttons") && js::has(&paypal, "createInstance") {
        return paypal_session::prepare(site, paypal, container).await;
    }
    let buttons = js::call(&paypal, "Buttons", &[options(&site)]).map_err(|_| sdk)?;
    if js::has(&buttons, "isEligible") && js::call(&buttons, "isEligible", &[]).map_err(|_| sdk)?.is_falsy() {
        return Err(None);
    }
    let buttons = Rc::new(Buttons(buttons));
    let drawn = js::call(&buttons.0, "render", &[container.into()]).map_err(|_| sdk)?;
    js::settled(drawn).await.map_err(|_| sdk)?;
    Ok(buttons)
}

struct Buttons(JsValue);

// The payment app sets the amount of the order. The script knows only the currency, and is loaded again for another one.
impl Provider for Buttons {}

impl Drop for Buttons {
    fn drop(&mut self) {
        if let Ok(closing) = js::call(&self.0, "close", &[]) {
            crate::browser::spawn(async move {
                let _ = js::settled(closing).await;
            });
        }
    }
}

/// The orders of one button, by their ids. A report about an earlier order comes too late, and a report about an unknown order
/// is not believed.
#[derive(Clone, Default)]
pub struct Orders(Rc<RefCell<Vec<(String, Promise)>>>);

impl Orders {
    /// The promise of the order's id, as `wrap` gives it to PayPal.
    pub fn id_of(&self, site: &Site, payment: Promise, wrap: fn(&str) -> JsValue) -> Promise {
        let (site, orders) = (site.clone(), self.clone());
        js::promised(async move {
            let data = JsFuture::from(payment.clone()).await?;
            let Some(id) = js::text(&data, "orderId") else {
                site.failed(&payment, ApprovalError::Data);
                return Err(js_sys::Error::new("no order").into());
            };
            orders.0.borrow_mut().push((id.clone(), payment));
            Ok(wrap(&id))
        })
    }

    /// The payment of an order that this button started.
    pub fn payment(&self, id: Option<&str>) -> Option<Promise> {
        let orders = self.0.borrow();
        orders.iter().rev().find(|(known, _)| Some(known.as_str()) == id).map(|(_, payment)| payment.clone())
    }

    /// PayPal reports an approval.
    pub fn approved(&self, site: &Site, data: &JsValue, sheet: Option<Sheet>) {
        match self.payment(order_id(data).as_deref()) {
            Some(payment) => site.approved(&payment, returned(data, &RETURNED), sheet),
            // PayPal resumed a session of an earlier page, and no attempt is running.
            None if site.current_promise().is_none() => {}
            None => site.send(Event::ApprovalFailed(ApprovalError::Mismatch)),
        }
    }

    /// The payment of the order that is named, or of the current attempt.
    pub fn current(&self, site: &Site, data: &JsValue) -> Option<Promise> {
        self.payment(order_id(data).as_deref()).or_else(|| site.current_promise())
    }
}

/// The order that a callback is about: the versions spell it in two ways.
fn order_id(data: &JsValue) -> Option<String> {
    js::text(data, "orderID").or_else(|| js::text(data, "orderId"))
}

/// What was chosen in PayPal's window.
#[derive(Clone, Default)]
struct Chosen {
    /// Priced.
    sheet: Rc<RefCell<Option<Sheet>>>,
    /// Where the shop ships to; asked for when the first of it is chosen, since most pages that show the button never open
    /// the window.
    countries: Rc<OnceCell<Countries>>,
}

/// Prices what the payer chooses in PayPal's window; what the shop cannot ship is refused there and then.
fn on_shipping(site: &Site, chosen: &Chosen, refusal: &'static str) -> JsValue {
    let (site, chosen) = (site.clone(), chosen.clone());
    js::callback(move |data, actions| {
        let (site, chosen) = (site.clone(), chosen.clone());
        js::promised(async move {
            let place = sheet::place(&js::get(&data, "shippingAddress"), &PLACE);
            let option = js::text(&js::get(&data, "selectedShippingOption"), "id");
            let countries = chosen.countries.get_or_init(|| Countries::of(&site));
            match sheet::price(&site, countries, place, option.as_deref()).await {
                Ok(offer) => *chosen.sheet.borrow_mut() = Some(Sheet::of_offer(offer)),
                // It may be possible; the review shows what it costs.
                Err(NoPrice::Unknown) => {}
                Err(NoPrice::NotThere) => {
                    let reason = js::get(&js::get(&data, "errors"), refusal);
                    if js::has(&actions, "reject") {
                        return js::settled(js::call(&actions, "reject", &[reason])?).await;
                    }
                    return Err(js_sys::Error::new(&reason.as_string().unwrap_or_default()).into());
                }
            }
            Ok(JsValue::UNDEFINED)
        })
        .into()
    })
}

/// PayPal's name for the button's label.
pub fn label(site: &Site) -> &'static str {
    match site.settings.button_type {
        ButtonType::Pay => "pay",
        ButtonType::Buy => "buynow",
        ButtonType::Checkout => "checkout",
        ButtonType::Plain => "paypal",
    }
}

fn options(site: &Site) -> JsValue {
    let style = js::object(&[("label", label(site).into()), ("layout", "vertical".into()), ("height", 48.into())]);
    let orders = Orders::default();
    // The page was asked (`ec-click`) in onClick; SDKs that skip it are asked about in createOrder.
    let asked = Rc::new(Cell::new(false));

    let (this, told) = (site.clone(), asked.clone());
    let on_click = js::callback(move |_, actions| {
        let agreed = this.may_begin();
        told.set(agreed);
        js::call(&actions, if agreed { "resolve" } else { "reject" }, &[]).unwrap_or(agreed.into())
    });
    let (this, known) = (site.clone(), orders.clone());
    let create_order = js::callback(move |_, _| {
        let waiting = this.current_promise().is_some();
        if !asked.replace(false) && !waiting && !this.may_begin() {
            return Promise::reject(&js_sys::Error::new("prevented").into()).into();
        }
        match this.begin() {
            Some(payment) => known.id_of(&this, payment, |id| id.into()).into(),
            None => Promise::reject(&js_sys::Error::new("not now").into()).into(),
        }
    });
    let options = callbacks(site, &orders);
    for (name, value) in [("style", style), ("onClick", on_click), ("createOrder", create_order)] {
        js::set(&options, name, &value);
    }
    options
}

/// What PayPal's software calls in both of its versions, once the payer has done something.
pub fn callbacks(site: &Site, orders: &Orders) -> JsValue {
    let chosen = Chosen::default();
    let (this, known, sheet) = (site.clone(), orders.clone(), chosen.sheet.clone());
    let on_approve = js::listener(move |data| known.approved(&this, &data, sheet.borrow_mut().take()));
    let (this, known) = (site.clone(), orders.clone());
    let on_cancel = js::listener(move |data| {
        if let Some(payment) = known.current(&this, &data) {
            this.cancelled(&payment);
        }
    });
    let (this, known) = (site.clone(), orders.clone());
    let on_error = js::listener(move |data| {
        if let Some(payment) = known.current(&this, &data) {
            this.failed(&payment, ApprovalError::Provider);
        }
    });
    let options = js::object(&[("onApprove", on_approve), ("onCancel", on_cancel), ("onError", on_error)]);
    if site.ships() {
        js::set(&options, "onShippingAddressChange", &on_shipping(site, &chosen, "ADDRESS_ERROR"));
        js::set(&options, "onShippingOptionsChange", &on_shipping(site, &chosen, "METHOD_UNAVAILABLE"));
    }
    options
}
