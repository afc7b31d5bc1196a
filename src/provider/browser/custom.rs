//! Providers that a page brings along: `ExpressCheckout.registerProvider(key, provider)`.

use super::{cancelled, loading};
use crate::effects::Checkout;
use crate::flow::{ApprovalError, Event, Method, Presentation, announce};
use crate::json::Json;
use crate::page::{from_js, to_js};
use js_sys::{Function, Promise, Reflect};
use std::any::Any;
use std::cell::RefCell;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};

thread_local! {
    static REGISTERED: RefCell<Vec<(String, Custom)>> = const { RefCell::new(Vec::new()) };
}

/// `{isEligible?, render?, authorize?, destroy?}`
#[derive(Clone)]
pub struct Custom(JsValue);

impl Custom {
    fn function(&self, name: &str) -> Option<Function> {
        Reflect::get(&self.0, &name.into()).ok()?.dyn_into().ok()
    }

    /// Whether it draws its own button.
    pub fn draws(&self) -> bool {
        self.function("render").is_some()
    }
}

/// Registers a provider for a payment method key, or for an `appPaymentMethodKey`. A later one replaces an earlier one.
pub fn register(key: &str, provider: JsValue) {
    REGISTERED.with_borrow_mut(|registered| {
        registered.retain(|(known, _)| known != key);
        registered.push((key.to_owned(), Custom(provider)));
    });
}

/// The registered provider of a method.
pub fn find(method: &Method) -> Option<Custom> {
    let fits = |key: &String| *key == method.key || method.app_key.as_ref() == Some(key);
    REGISTERED.with_borrow(|registered| registered.iter().find(|(key, _)| fits(key)).map(|(_, custom)| custom.clone()))
}

/// Asks whether it can be used here and lets it draw. `Err(None)`: it says that it cannot.
pub async fn draw(
    checkout: &Checkout,
    method: &Method,
    custom: &Custom,
) -> Result<Vec<Box<dyn Any>>, Option<ApprovalError>> {
    let sdk = Some(ApprovalError::Sdk);
    let (context, callbacks) = context(checkout, method);
    if let Some(eligible) = custom.function("isEligible") {
        let answer = eligible.call1(&custom.0, &context).map_err(|_| sdk)?;
        if JsFuture::from(Promise::resolve(&answer)).await.map_err(|_| sdk)?.is_falsy() {
            return Err(None);
        }
    }
    if let Some(render) = custom.function("render") {
        let container = checkout.page().container(&method.key).ok_or(sdk)?;
        container.set_text_content(None);
        let drawn = render.call2(&custom.0, &container, &context).map_err(|_| sdk)?;
        JsFuture::from(Promise::resolve(&drawn)).await.map_err(|_| sdk)?;
    } else if custom.function("authorize").is_none() {
        return Err(sdk);
    }
    Ok(callbacks)
}

/// Our button was clicked: the provider authorizes the promised payment.
pub fn authorize(checkout: &Checkout, method: &Method, custom: &Custom, payment: &Promise) {
    let (context, callbacks) = context(checkout, method);
    let answer = custom
        .function("authorize")
        .ok_or(JsValue::NULL)
        .and_then(|authorize| authorize.call2(&custom.0, payment, &context));
    checkout.providers().hold(callbacks);
    let (checkout, payment) = (checkout.clone(), payment.clone());
    spawn_local(async move {
        let answer = match answer {
            Ok(answer) => JsFuture::from(Promise::resolve(&answer)).await,
            Err(error) => Err(error),
        };
        // An approval counts for the payment that it was given, once that exists, and for no later one.
        if !checkout.providers().promised(&payment) || answer.is_ok() && JsFuture::from(payment).await.is_err() {
            return;
        }
        match answer {
            Ok(approval) => checkout.send(Event::Approved(texts(from_js(&approval)))),
            Err(error) if is_abort(&error) => cancelled(&checkout),
            Err(_) => checkout.approval_failed(ApprovalError::Provider),
        }
    });
}

/// A provider says "cancelled" as browsers do: by an `AbortError`.
fn is_abort(error: &JsValue) -> bool {
    Reflect::get(error, &"name".into()).is_ok_and(|name| name == "AbortError")
}

/// Only texts go along with the payment's data.
fn texts(approval: Json) -> Json {
    let members = approval.members().iter().filter(|(_, value)| value.str().is_some());
    Json::Map(members.cloned().collect())
}

/// What a provider is told, and how it speaks to us.
fn context(checkout: &Checkout, method: &Method) -> (JsValue, Vec<Box<dyn Any>>) {
    let state = checkout.state();
    let mut detail = announce::identify(method);
    if let Some(offer) = state.offer() {
        detail.set("amount", offer.total.minor.into());
        detail.set("currency", offer.total.currency.code().into());
    }
    detail.set("locale", loading::underscored(checkout.texts().language()).into());
    detail.set("expressPage", checkout.settings().express_page.into());
    detail.set("data", method.data.clone());
    let context = to_js(&detail);

    let (this, key) = (checkout.clone(), method.key.clone());
    let start = Closure::<dyn Fn() -> Promise>::new(move || match this.may_start(&key) {
        Some(method) if this.ask_click(&method) => {
            let promise = this.providers().promise(&key);
            this.start(&method, Presentation::Provider);
            promise
        }
        _ => Promise::reject(&js_sys::Error::new("not now").into()),
    });
    let this = checkout.clone();
    let approve = Closure::<dyn Fn(JsValue)>::new(move |approval: JsValue| {
        this.send(Event::Approved(texts(from_js(&approval))));
    });
    let this = checkout.clone();
    let cancel = Closure::<dyn Fn()>::new(move || cancelled(&this));
    let this = checkout.clone();
    let fail = Closure::<dyn Fn()>::new(move || this.approval_failed(ApprovalError::Provider));
    let callbacks: [(&str, &JsValue); 4] = [
        ("start", start.as_ref()),
        ("approve", approve.as_ref()),
        ("cancel", cancel.as_ref()),
        ("fail", fail.as_ref()),
    ];
    for (name, callback) in callbacks {
        let _ = Reflect::set(&context, &name.into(), callback);
    }
    (context, vec![Box::new((start, approve, cancel, fail))])
}
