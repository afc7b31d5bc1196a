//! Runs a provider that the page registered.

use super::super::registered::Registered;
use super::{Prepared, Provider, Site, js, place};
use crate::browser::{from_js, spawn, to_js};
use crate::flow::{ApprovalError, announce};
use crate::json::Json;
use crate::money::Money;
use js_sys::{Promise, Reflect};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, Element};

struct Custom {
    site: Site,
    registered: Registered,
    context: JsValue,
    /// The container of its button.
    container: Option<Element>,
    /// Tells the provider's `authorize` that the approval has ended.
    ending: RefCell<Option<AbortController>>,
}

/// Asks the provider whether it can be used here, and lets it draw its button into the container.
pub async fn prepare(site: Site, registered: Registered, container: Option<Element>) -> Prepared {
    let sdk = Some(ApprovalError::Sdk);
    let context = context(&site);
    if let Some(eligible) = registered.function("isEligible") {
        let answer = eligible.call1(&registered.0, &context).map_err(|_| sdk)?;
        if js::settled(answer).await.map_err(|_| sdk)?.is_falsy() {
            return Err(None);
        }
    }
    let render = registered.function("render");
    if render.is_none() && registered.function("authorize").is_none() {
        return Err(sdk);
    }
    // Made before the provider draws: if that fails, dropping this removes what was drawn.
    let custom = Rc::new(Custom { site, registered, context, container, ending: RefCell::default() });
    if let (Some(render), Some(container)) = (render, &custom.container) {
        let drawn = render.call2(&custom.registered.0, container, &custom.context).map_err(|_| sdk)?;
        js::settled(drawn).await.map_err(|_| sdk)?;
    }
    Ok(custom)
}

impl Provider for Custom {
    fn open(&self, payment: &Promise) {
        let ending = AbortController::new().ok();
        let signal = ending.as_ref().map_or(JsValue::UNDEFINED, |ending| ending.signal().into());
        // Each attempt has its own context, so a late report does not count for the next attempt.
        let context = js::object(&[("signal", signal)]);
        for name in ["key", "provider", "method", "amount", "currency", "locale", "expressPage", "data"] {
            js::set(&context, name, &js::get(&self.context, name));
        }
        add_reports(&self.site, &context, Some(payment.clone()));
        *self.ending.borrow_mut() = ending;
        let authorize = self.registered.function("authorize").ok_or(JsValue::NULL);
        let answer = authorize.and_then(|authorize| authorize.call2(&self.registered.0, payment, &context));
        let (site, payment) = (self.site.clone(), payment.clone());
        spawn(async move {
            let answer = match answer {
                Ok(answer) => js::settled(answer).await,
                Err(error) => Err(error),
            };
            match answer {
                // An approval is reported only after its payment exists.
                Ok(approval) => {
                    if JsFuture::from(payment.clone()).await.is_ok() {
                        site.approved(&payment, texts(from_js(&approval)), None);
                    }
                }
                Err(error) if is_abort(&error) => site.cancelled(&payment),
                Err(_) => site.failed(&payment, ApprovalError::Provider),
            }
        });
    }

    fn reprice(&self, total: Money) -> bool {
        js::set(&self.context, "amount", &to_js(&total.minor.into()));
        true
    }

    fn end(&self) {
        if let Some(ending) = self.ending.borrow_mut().take() {
            ending.abort();
        }
    }
}

impl Drop for Custom {
    fn drop(&mut self) {
        if let Some(destroy) = self.registered.function("destroy") {
            let container = self.container.as_ref().map_or(JsValue::UNDEFINED, JsValue::from);
            let _ = destroy.call1(&self.registered.0, &container);
        }
        if let Some(container) = &self.container {
            place::empty(container);
        }
    }
}

/// Whether the provider reports a cancellation: an `AbortError`, as in browser interfaces.
fn is_abort(error: &JsValue) -> bool {
    Reflect::get(error, &"name".into()).is_ok_and(|name| name == "AbortError")
}

/// The members of an approval that are texts. Only texts are added to the payment's data.
fn texts(approval: Json) -> Json {
    let members = approval.members().iter().filter(|(_, value)| value.str().is_some());
    Json::Map(members.cloned().collect())
}

/// The object for the provider: data about the cart, and functions for its reports.
fn context(site: &Site) -> JsValue {
    let mut detail = announce::identify(&site.method);
    detail.set("amount", site.total.minor.into());
    detail.set("currency", site.total.currency.code().into());
    detail.set("locale", site.locale().into());
    detail.set("expressPage", site.settings.express_page.name().into());
    detail.set("data", site.method.data.clone());
    let context = to_js(&detail);
    let this = site.clone();
    let start = js::callback(move |_, _| {
        let promise = if this.may_begin() { this.begin() } else { None };
        promise.unwrap_or_else(|| Promise::reject(&js_sys::Error::new("not now").into())).into()
    });
    js::set(&context, "start", &start);
    add_reports(site, &context, None);
    context
}

/// Adds the functions `approve`, `cancel` and `fail`, for that attempt or for the current one.
fn add_reports(site: &Site, context: &JsValue, payment: Option<Promise>) {
    let of = move |site: &Site| payment.clone().or_else(|| site.current_promise());
    let (this, promise) = (site.clone(), of.clone());
    let approve = js::listener(move |approval| {
        if let Some(payment) = promise(&this) {
            this.approved(&payment, texts(from_js(&approval)), None);
        }
    });
    let (this, promise) = (site.clone(), of.clone());
    let cancel = js::listener(move |_| {
        if let Some(payment) = promise(&this) {
            this.cancelled(&payment);
        }
    });
    let this = site.clone();
    let fail = js::listener(move |_| {
        if let Some(payment) = of(&this) {
            this.failed(&payment, ApprovalError::Provider);
        }
    });
    for (name, report) in [("approve", approve), ("cancel", cancel), ("fail", fail)] {
        js::set(context, name, &report);
    }
}
