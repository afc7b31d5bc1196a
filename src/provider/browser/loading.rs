//! Loads a provider's script: allowed origins only, once per page and address, forgotten when it fails.

use crate::effects::Checkout;
use crate::flow::{ApprovalError, Script};
use crate::page::{Page, within};
use crate::provider::script;
use js_sys::{Array, Function, Promise, Reflect};
use std::cell::RefCell;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

/// How long a script may take, in milliseconds.
const LIMIT: u32 = 20_000;

thread_local! {
    static LOADED: RefCell<Vec<(String, Promise)>> = const { RefCell::new(Vec::new()) };
}

/// Loads the script with its currency and locale.
///
/// # Errors
/// The address is not allowed, or the script could not be loaded in time.
pub async fn load(checkout: &Checkout, script: &Script, currency: &str, locale: &str) -> Result<(), ApprovalError> {
    if !checkout.providers().allowed(checkout, &script.url) {
        return Err(ApprovalError::Origin);
    }
    let url = web_sys::Url::new(&script.url).map_err(|_| ApprovalError::Script)?;
    for (name, value) in script::params(script, currency, locale) {
        url.search_params().set(&name, &value);
    }
    let url = url.href();
    let promise =
        LOADED.with_borrow(|loaded| loaded.iter().find(|(known, _)| *known == url).map(|(_, script)| script.clone()));
    let promise = match promise {
        Some(promise) => promise,
        None => {
            let promise = insert(checkout.page(), &url).map_err(|_| ApprovalError::Script)?;
            LOADED.with_borrow_mut(|loaded| loaded.push((url.clone(), promise.clone())));
            promise
        }
    };
    match within(LIMIT, JsFuture::from(promise)).await {
        Some(Ok(_)) => Ok(()),
        _ => {
            LOADED.with_borrow_mut(|loaded| loaded.retain(|(known, _)| *known != url));
            Err(ApprovalError::Script)
        }
    }
}

/// Puts the script into the page. Its address was checked against the allowed origins before: it is a Trusted Types sink.
fn insert(host: &dyn Page, url: &str) -> Result<Promise, JsValue> {
    let document = web_sys::window().and_then(|window| window.document()).ok_or(JsValue::NULL)?;
    let element = document.create_element("script")?;
    // One provider's script twice with different currencies breaks both: the old one goes first.
    let page = url.split('?').next().unwrap_or(url);
    if let Ok(Some(old)) = document.query_selector(&["script[data-express-checkout='", page, "']"].concat()) {
        old.remove();
    }
    element.set_attribute("data-express-checkout", page)?;
    Reflect::set(&element, &"async".into(), &true.into())?;
    if let Some(nonce) = host.nonce() {
        // PayPal's script hands this one on to the styles that it writes.
        element.set_attribute("data-csp-nonce", &nonce)?;
        Reflect::set(&element, &"nonce".into(), &nonce.into())?;
    }
    Reflect::set(&element, &"src".into(), &host.trusted(url))?;
    let head = document.head().ok_or(JsValue::NULL)?;
    let promise = Promise::new(&mut |resolve, reject| {
        let _ = Reflect::set(&element, &"onload".into(), &resolve);
        let _ = Reflect::set(&element, &"onerror".into(), &reject);
    });
    head.append_child(&element)?;
    Ok(promise)
}

/// A language as providers write it: `de_DE`. The likeliest region is added where there is none.
pub fn underscored(language: &str) -> String {
    let region = || -> Option<String> {
        let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
        let class: Function = Reflect::get(&intl, &"Locale".into()).ok()?.dyn_into().ok()?;
        let locale = Reflect::construct(&class, &Array::of1(&language.into())).ok()?;
        let maximize: Function = Reflect::get(&locale, &"maximize".into()).ok()?.dyn_into().ok()?;
        let whole = maximize.call0(&locale).ok()?;
        let part = |name: &str| Reflect::get(&whole, &name.into()).ok()?.as_string();
        Some([part("language")?, part("region")?].join("_"))
    };
    region().unwrap_or_else(|| "en_US".to_owned())
}
