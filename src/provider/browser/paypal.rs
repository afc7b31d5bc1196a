//! PayPal through `paypal.Buttons`, the interface of its SDK's version 5: PayPal draws the button in the page's own DOM,
//! opens its own window in the click, and is given the promise of the order's id.

use super::{cancelled, loading, returned};
use crate::effects::Checkout;
use crate::flow::{ApprovalError, Event, Method};
use crate::ui::ButtonType;
use js_sys::{Function, Object, Promise, Reflect};
use std::any::Any;
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

/// Loads the script and draws the button. `Err(None)`: PayPal says that it cannot be used here.
pub async fn draw(
    checkout: &Checkout,
    method: &Method,
    currency: &str,
    locale: &str,
) -> Result<Vec<Box<dyn Any>>, Option<ApprovalError>> {
    for script in &method.scripts {
        loading::load(checkout, script, currency, locale).await?;
    }
    let sdk = Some(ApprovalError::Sdk);
    let mut callbacks = Vec::new();
    let options = options(checkout, method, &mut callbacks).map_err(|_| sdk)?;
    let paypal = Reflect::get(&js_sys::global(), &"paypal".into()).map_err(|_| sdk)?;
    let make: Function = get(&paypal, "Buttons").map_err(|_| sdk)?;
    let buttons = make.call1(&paypal, &options).map_err(|_| sdk)?;
    if let Ok(eligible) = get(&buttons, "isEligible")
        && eligible.call0(&buttons).map_err(|_| sdk)?.is_falsy()
    {
        return Err(None);
    }
    let container = checkout.page().container(&method.key).ok_or(sdk)?;
    container.set_text_content(None);
    let render = get(&buttons, "render").map_err(|_| sdk)?;
    let drawn = render.call1(&buttons, &container).map_err(|_| sdk)?;
    JsFuture::from(Promise::resolve(&drawn)).await.map_err(|_| sdk)?;
    Ok(callbacks)
}

fn get(object: &JsValue, name: &str) -> Result<Function, JsValue> {
    Reflect::get(object, &name.into())?.dyn_into()
}

fn options(checkout: &Checkout, method: &Method, callbacks: &mut Vec<Box<dyn Any>>) -> Result<Object, JsValue> {
    let options = Object::new();
    let style = Object::new();
    let label = match checkout.settings().button_type {
        ButtonType::Pay => "pay",
        ButtonType::Buy => "buynow",
        ButtonType::Checkout => "checkout",
        ButtonType::Plain => "paypal",
    };
    Reflect::set(&style, &"label".into(), &label.into())?;
    Reflect::set(&style, &"layout".into(), &"vertical".into())?;
    Reflect::set(&style, &"height".into(), &48.into())?;
    Reflect::set(&options, &"style".into(), &style)?;

    // The page was asked (`ec-click`) in onClick; SDKs that skip it are asked about in createOrder.
    let asked = Rc::new(Cell::new(false));

    let (this, key, told) = (checkout.clone(), method.key.clone(), asked.clone());
    let on_click = Closure::<dyn Fn(JsValue, JsValue) -> JsValue>::new(move |_data: JsValue, actions: JsValue| {
        let agreed = this.may_start(&key).is_some_and(|method| this.ask_click(&method));
        told.set(agreed);
        let answer = get(&actions, if agreed { "resolve" } else { "reject" });
        answer.and_then(|answer| answer.call0(&actions)).unwrap_or(agreed.into())
    });

    let (this, key) = (checkout.clone(), method.key.clone());
    let create_order = Closure::<dyn Fn() -> Promise>::new(move || {
        let Some(method) = this.may_start(&key) else {
            // A second click while the first is under way gets the same order; anything else gets none.
            let waiting = this.is_starting() || matches!(this.state().name(), "starting" | "awaiting-approval");
            let same = this.providers().given(&key).filter(|_| waiting);
            return same.unwrap_or_else(|| Promise::reject(&js_sys::Error::new("not now").into()));
        };
        if !asked.replace(false) && !this.ask_click(&method) {
            return Promise::reject(&js_sys::Error::new("prevented").into());
        }
        let promise = this.providers().promise(&key);
        this.start(&method, crate::flow::Presentation::Provider);
        promise
    });

    let this = checkout.clone();
    let on_approve = Closure::<dyn Fn(JsValue)>::new(move |data: JsValue| {
        let approved = Reflect::get(&data, &"orderID".into()).ok().and_then(|id| id.as_string());
        if approved.is_none() || approved != this.providers().order_id() {
            return this.approval_failed(ApprovalError::Mismatch);
        }
        this.send(Event::Approved(returned(&data, &["payerID", "orderID", "paymentID"])));
    });

    let this = checkout.clone();
    let on_cancel = Closure::<dyn Fn(JsValue)>::new(move |_| cancelled(&this));
    let this = checkout.clone();
    let on_error = Closure::<dyn Fn(JsValue)>::new(move |_| this.approval_failed(ApprovalError::Provider));

    Reflect::set(&options, &"onClick".into(), on_click.as_ref())?;
    Reflect::set(&options, &"createOrder".into(), create_order.as_ref())?;
    Reflect::set(&options, &"onApprove".into(), on_approve.as_ref())?;
    Reflect::set(&options, &"onCancel".into(), on_cancel.as_ref())?;
    Reflect::set(&options, &"onError".into(), on_error.as_ref())?;
    callbacks.push(Box::new((on_click, create_order, on_approve, on_cancel, on_error)));
    Ok(options)
}
