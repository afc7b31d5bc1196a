//! PayPal with version 5 of its script (`paypal.Buttons`), and the code that both versions share. The script draws the
//! button, opens its window in the click, and gets a promise of the order's id. The globals of the script show its
//! version.

mod session;

use super::loading::Global;
use super::look::Look;
use super::{Countries, NoPrice, Prepared, Provider, SDK, Site, js, loading, returned, sheet};
use crate::address::Field;
use crate::flow::{ApprovalError, Event, Sheet};
use crate::settings::ButtonType;
use js_sys::Promise;
use std::cell::{Cell, RefCell};
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::Element;

/// The members of PayPal's approval that are added to the payment's data.
pub const RETURNED: [&str; 4] = ["payerID", "orderID", "paymentID", "payerId"];

/// The page may use PayPal too, with `window.paypal`.
const GLOBAL: Global = Global { own: "paypal_express_checkout_", usual: "paypal" };

/// The names of the address fields that PayPal gives before the approval. Street and name come only after it.
const PRICED: [(&str, Field); 3] =
    [("countryCode", Field::Iso2Code), ("city", Field::City), ("postalCode", Field::ZipCode)];

/// Loads the script and draws the button. `Err(None)`: PayPal cannot be used here.
pub async fn prepare(site: Site, container: Element) -> Prepared {
    let mut paypal = JsValue::UNDEFINED;
    for script in &site.method.scripts {
        paypal = loading::load(&site, script, Some(&GLOBAL)).await?;
    }
    if !js::has(&paypal, "Buttons") && js::has(&paypal, "createInstance") {
        return session::prepare(site, paypal, container).await;
    }
    let buttons = js::call(&paypal, "Buttons", &[options(&site, &Look::of(&container))]).map_err(|_| SDK)?;
    if js::has(&buttons, "isEligible") && js::call(&buttons, "isEligible", &[]).map_err(|_| SDK)?.is_falsy() {
        return Err(None);
    }
    let buttons = Rc::new(Buttons { buttons, site });
    let drawn = js::call(&buttons.buttons, "render", &[container.into()]).map_err(|_| SDK)?;
    buttons.site.settled(drawn).await.map_err(|_| SDK)?;
    Ok(buttons)
}

struct Buttons {
    buttons: JsValue,
    /// Kept for the callbacks, which refer to it weakly.
    site: Site,
}

// The payment app sets the amount of the order. The script has only the currency; for another one it is loaded again.
impl Provider for Buttons {}

impl Drop for Buttons {
    fn drop(&mut self) {
        js::call_quietly(&self.buttons, "close");
    }
}

/// The PayPal orders of one button, by their ids. Reports about earlier or unknown orders are ignored.
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

    /// PayPal reports an approval. What the shopper chose for another attempt does not count.
    fn approved(&self, site: &Site, data: &JsValue, chosen: Option<Choice>) {
        match self.payment(order_id(data).as_deref()) {
            Some(payment) => {
                let sheet = chosen.filter(|(of, _)| **of == *payment).map(|(_, sheet)| *sheet);
                site.approved(&payment, returned(data, &RETURNED), sheet);
            }
            // PayPal resumed a session of an earlier page. No attempt is under way here.
            None if site.current_promise().is_none() => {}
            None => site.send(Event::ApprovalFailed(ApprovalError::Mismatch)),
        }
    }

    /// The payment of the order in a report, or of the current attempt if the report has no order.
    pub fn current(&self, site: &Site, data: &JsValue) -> Option<Promise> {
        self.payment(order_id(data).as_deref()).or_else(|| site.current_promise())
    }
}

/// The order id in a callback. The versions spell its name differently.
fn order_id(data: &JsValue) -> Option<String> {
    js::text(data, "orderID").or_else(|| js::text(data, "orderId"))
}

/// The promise of an attempt, and the offer with the price of what the shopper chose for it.
type Choice = (Promise, Box<Sheet>);

/// The shopper's choice of address and shipment method in PayPal's window.
#[derive(Clone, Default)]
struct Chosen {
    sheet: Rc<RefCell<Option<Choice>>>,
    /// The countries that the shop ships to. They are requested when the shopper chooses an address, because most shoppers
    /// never open the window.
    countries: Countries,
}

/// The shopper has changed the address or the shipment method in PayPal's window.
pub struct ShippingChange {
    site: Site,
    chosen: Chosen,
    data: JsValue,
    actions: JsValue,
    /// PayPal's name for the reason of a refusal.
    refusal: &'static str,
}

/// What PayPal gets for a change, or the error with which the change is refused.
pub type ShippingAnswer = Pin<Box<dyn Future<Output = Result<JsValue, JsValue>>>>;

/// Answers the shopper's changes in PayPal's window, with code of the attempt's module: most shoppers never open the window.
fn on_shipping(site: &Site, chosen: &Chosen, refusal: &'static str) -> JsValue {
    let (this, chosen) = (site.downgrade(), chosen.clone());
    js::callback(move |data, actions| {
        let Some(site) = this.get() else { return JsValue::UNDEFINED };
        let change = ShippingChange { site, chosen: chosen.clone(), data, actions, refusal };
        js::promised(async move {
            let Some(checkout) = change.site.checkout() else { return Ok(JsValue::UNDEFINED) };
            // The click has already started to load it. Without it the price is unknown for now. The review shows it.
            checkout.load_attempt().await;
            match checkout.answer_paypal(change) {
                Some(answer) => answer.await,
                None => Ok(JsValue::UNDEFINED),
            }
        })
        .into()
    })
}

/// Requests the price of the shopper's choice. A choice that the shop cannot ship is refused in PayPal's window.
pub async fn answer(change: ShippingChange) -> Result<JsValue, JsValue> {
    let ShippingChange { site, chosen, data, actions, refusal } = change;
    let address = sheet::address(&js::get(&data, "shippingAddress"), &PRICED);
    let option = js::text(&js::get(&data, "selectedShippingOption"), "id");
    let attempt = site.current_promise();
    match site.price(&chosen.countries, address, option).await {
        Ok(offer) => *chosen.sheet.borrow_mut() = attempt.map(|attempt| (attempt, Box::new(Sheet::of_offer(offer)))),
        // The price is unknown for now. The review shows it.
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

/// PayPal's colours, shapes and labels (<https://developer.paypal.com/sdk/js/reference/#style>).
const COLORS: [&str; 5] = ["gold", "blue", "silver", "white", "black"];
const SHAPES: [&str; 3] = ["rect", "pill", "sharp"];
const LABELS: [&str; 4] = ["paypal", "checkout", "buynow", "pay"];
/// PayPal's limits for the height, in CSS pixels.
const LEAST: u32 = 25;
const MOST: u32 = 55;

fn style(site: &Site, look: &Look) -> JsValue {
    let label = look.choice("--ec-paypal-label", &LABELS).unwrap_or(label(site));
    let height = look.height(LEAST, MOST).into();
    let style = js::object(&[("label", label.into()), ("layout", "vertical".into()), ("height", height)]);
    if let Some(color) = look.choice("--ec-paypal-color", &COLORS) {
        js::set(&style, "color", &color.into());
    }
    if let Some(shape) = look.choice("--ec-paypal-shape", &SHAPES) {
        js::set(&style, "shape", &shape.into());
    } else if let Some(radius) = look.radius() {
        js::set(&style, "borderRadius", &radius.into());
    }
    style
}

fn options(site: &Site, look: &Look) -> JsValue {
    let orders = Orders::default();
    // `onClick` asks the page (`ec-click`). Some versions skip `onClick`; then `createOrder` asks.
    let asked = Rc::new(Cell::new(false));

    let (this, told) = (site.downgrade(), asked.clone());
    let on_click = js::callback(move |_, actions| {
        let agreed = this.get().is_some_and(|site| site.may_begin());
        told.set(agreed);
        js::call(&actions, if agreed { "resolve" } else { "reject" }, &[]).unwrap_or(agreed.into())
    });
    let (this, known) = (site.downgrade(), orders.clone());
    let create_order = js::callback(move |_, _| {
        let Some(this) = this.get() else { return js::rejected("not now").into() };
        let waiting = this.current_promise().is_some();
        if !asked.replace(false) && !waiting && !this.may_begin() {
            return js::rejected("prevented").into();
        }
        match this.begin() {
            Some(payment) => known.id_of(&this, payment, |id| id.into()).into(),
            None => js::rejected("not now").into(),
        }
    });
    let options = callbacks(site, &orders);
    for (name, value) in [("style", style(site, look)), ("onClick", on_click), ("createOrder", create_order)] {
        js::set(&options, name, &value);
    }
    options
}

/// The callbacks that both versions call after the shopper has done something.
pub fn callbacks(site: &Site, orders: &Orders) -> JsValue {
    let chosen = Chosen::default();
    let (known, sheet) = (orders.clone(), chosen.sheet.clone());
    let on_approve = site.listener(move |site, data| known.approved(site, &data, sheet.take()));
    let known = orders.clone();
    let on_cancel = site.listener(move |site, data| {
        if let Some(payment) = known.current(site, &data) {
            site.cancelled(&payment);
        }
    });
    let known = orders.clone();
    let on_error = site.listener(move |site, data| {
        if let Some(payment) = known.current(site, &data) {
            site.failed(&payment, ApprovalError::Provider);
        }
    });
    let options = js::object(&[("onApprove", on_approve), ("onCancel", on_cancel), ("onError", on_error)]);
    if site.ships() {
        js::set(&options, "onShippingAddressChange", &on_shipping(site, &chosen, "ADDRESS_ERROR"));
        js::set(&options, "onShippingOptionsChange", &on_shipping(site, &chosen, "METHOD_UNAVAILABLE"));
    }
    options
}
