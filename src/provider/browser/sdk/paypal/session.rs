//! PayPal with version 6 of its script. The button is drawn here. Its click starts a PayPal session with the promise of the
//! order's id.

use super::super::look::{Look, px};
use super::super::{Prepared, Provider, SDK, Site, js, place};
use super::{COLORS, LABELS, LEAST, MOST, Orders, callbacks, label};
use crate::browser::spawn;
use crate::flow::ApprovalError;
use crate::settings::ExpressPage;
use js_sys::Promise;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::Element;

struct Session {
    session: JsValue,
    container: Element,
    /// Kept for the callbacks, which refer to it weakly.
    site: Site,
}

// The order has the amount. The session has only the order's id.
impl Provider for Session {
    fn end(&self) {
        js::call_quietly(&self.session, "cancel");
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        js::call_quietly(&self.session, "destroy");
        place::empty(&self.container);
    }
}

/// Creates the session and draws the button. `Err(None)`: PayPal cannot be used here.
pub async fn prepare(site: Site, paypal: JsValue, container: Element) -> Prepared {
    let instance = match instance(&site, &paypal, instance_options(&site)).await {
        Ok(instance) => instance,
        Err(_) => {
            // PayPal may not support the language. Try again with PayPal's default.
            let options = instance_options(&site);
            js::set(&options, "locale", &JsValue::UNDEFINED);
            instance(&site, &paypal, options).await.map_err(|_| SDK)?
        }
    };
    let wanted = js::object(&[("currencyCode", site.total.currency.code().into())]);
    if js::has(&instance, "findEligibleMethods") {
        let eligible = js::call(&instance, "findEligibleMethods", &[wanted]).map_err(|_| SDK)?;
        let eligible = site.settled(eligible).await.map_err(|_| SDK)?;
        if js::call(&eligible, "isEligible", &["paypal".into()]).map_err(|_| SDK)?.is_falsy() {
            return Err(None);
        }
    }
    let orders = Orders::default();
    let options = callbacks(&site, &orders);
    js::set(&options, "commit", &false.into());
    let made = js::call(&instance, "createPayPalOneTimePaymentSession", &[options]);
    let session = site.settled(made.map_err(|_| SDK)?).await.map_err(|_| SDK)?;
    if js::call(&session, "hasReturned", &[]).is_ok_and(|returned| returned.is_truthy()) {
        // This page returned from PayPal. Whether the payment is approved, Glue says when the record of the earlier page is
        // resumed. This call only lets PayPal finish its own session.
        js::call_quietly(&session, "resume");
    }
    let session = Rc::new(Session { session, container, site });
    draw(&session.site, &session.container, &session.session, &orders).map_err(|_| SDK)?;
    Ok(session)
}

async fn instance(site: &Site, paypal: &JsValue, options: JsValue) -> Result<JsValue, JsValue> {
    site.settled(js::call(paypal, "createInstance", &[options])?).await
}

fn instance_options(site: &Site) -> JsValue {
    let page = match site.settings.express_page {
        ExpressPage::ProductDetail => "product-details",
        ExpressPage::Minicart => "mini-cart",
        page @ (ExpressPage::Cart | ExpressPage::Checkout) => page.name(),
    };
    let options = js::object(&[
        ("components", js_sys::Array::of1(&"paypal-payments".into()).into()),
        ("pageType", page.into()),
        ("locale", site.locale().replace('_', "-").into()),
    ]);
    let given = |name: &str| site.method.data.get(name).text();
    // Only one of the two, because PayPal refuses both together.
    let identity = if given("clientToken").is_some() { "clientToken" } else { "clientId" };
    for name in [identity, "merchantId"] {
        if let Some(value) = given(name) {
            js::set(&options, name, &value.into());
        }
    }
    options
}

fn draw(site: &Site, container: &Element, session: &JsValue, orders: &Orders) -> Result<(), JsValue> {
    let document = container.owner_document().ok_or(JsValue::NULL)?;
    let button = document.create_element("paypal-button")?;
    let look = Look::of(container);
    let label = look.choice("--ec-paypal-label", &LABELS).unwrap_or(label(site));
    button.set_attribute("type", if label == "paypal" { "pay" } else { label })?;
    if let Some(color) = look.choice("--ec-paypal-color", &COLORS) {
        button.set_attribute("class", &["paypal-", color].concat())?;
    }
    let styles = js::get(&button, "style");
    let set = |name: &str, value: JsValue| js::call(&styles, "setProperty", &[name.into(), value]);
    set("width", "100%".into())?;
    set("height", px(look.height(LEAST, MOST)))?;
    if let Some(radius) = look.radius() {
        set("--paypal-button-border-radius", px(radius))?;
    }
    let (session, orders) = (session.clone(), orders.clone());
    let clicked = site.listener(move |site, _| {
        let waiting = site.current_promise().is_some();
        if waiting || !site.may_begin() {
            return;
        }
        let Some(payment) = site.begin() else { return };
        let id = orders.id_of(site, payment.clone(), |id| js::object(&[("orderId", id.into())]));
        open(site, &session, payment, id);
    });
    button.add_event_listener_with_callback("click", clicked.unchecked_ref())?;
    container.append_child(&button)?;
    Ok(())
}

/// Starts the session in the click: in a window; if no window opens, inside the page; and if that fails too, by
/// navigating this page.
fn open(site: &Site, session: &JsValue, payment: Promise, id: Promise) {
    let start = |session: &JsValue, mode: &str, id: &Promise| {
        let presentation = js::object(&[("presentationMode", mode.into())]);
        if mode == "redirect" {
            js::set(&presentation, "autoRedirect", &js::object(&[("enabled", true.into())]));
        }
        js::call(session, "start", &[presentation, id.clone().into()])
    };
    let started = start(session, "auto", &id);
    let (site, session) = (site.clone(), session.clone());
    spawn(async move {
        let mut started = started;
        for next in ["modal", "redirect", ""] {
            let settled = match started {
                Ok(started) => js::settled(started).await,
                Err(error) => Err(error),
            };
            let Err(error) = settled else { return };
            if next.is_empty() || js::get(&error, "isRecoverable").is_falsy() {
                break;
            }
            if next == "redirect" {
                site.may_leave();
            }
            started = start(&session, next, &id);
        }
        site.failed(&payment, ApprovalError::Sdk);
    });
}
