//! Loads a provider's script: from allowed origins only, when its button is nearly in view, and once for each address.
//! A script that failed can be loaded again.

use super::{Site, js};
use crate::flow::{ApprovalError, Script};
use crate::page::Page;
use crate::provider::script;
use js_sys::{Array, Function, Promise, Reflect};
use std::cell::RefCell;
use wasm_bindgen::prelude::*;
use web_sys::Element;

/// How long a provider may take to prepare, with its scripts, in milliseconds. After that its method is not offered.
pub const LIMIT: u32 = 15_000;

thread_local! {
    static LOADED: RefCell<Vec<(String, Promise)>> = const { RefCell::new(Vec::new()) };
    /// The origins that the browser was told to connect to.
    static CONNECTED: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

/// Waits until the container of the button is nearly in view. Meanwhile the browser connects to the script's server.
pub async fn seen(container: &Element, site: &Site) {
    if let Some(script) = site.method.scripts.first().filter(|script| allowed(site, script)) {
        // Without the connection the script still loads.
        let _ = connect(container, &script.url);
    }
    let mut observer = None;
    let watched = Promise::new(&mut |resolve, _| {
        let seen = js::listener(move |entries| {
            let near = |entry: JsValue| js::get(&entry, "isIntersecting").is_truthy();
            if Array::from(&entries).iter().any(near) {
                let _ = resolve.call0(&JsValue::UNDEFINED);
            }
        });
        observer = watch(container, &seen).ok().map(Watching);
    });
    let _ = site.settled(watched.into()).await;
    drop(observer);
}

/// An `IntersectionObserver`. It ends when this is dropped, also if the preparation is stopped, because the observed node may
/// stay in the page.
struct Watching(JsValue);

impl Drop for Watching {
    fn drop(&mut self) {
        let _ = js::call(&self.0, "disconnect", &[]);
    }
}

fn connect(container: &Element, url: &str) -> Result<(), JsValue> {
    let origin = crate::settings::origin::origin(url).unwrap_or_default();
    if CONNECTED.with_borrow(|connected| connected.iter().any(|known| known == origin)) {
        return Ok(());
    }
    CONNECTED.with_borrow_mut(|connected| connected.push(origin.to_owned()));
    let document = container.owner_document().ok_or(JsValue::NULL)?;
    let link = document.create_element("link")?;
    link.set_attribute("rel", "preconnect")?;
    link.set_attribute("href", origin)?;
    document.head().ok_or(JsValue::NULL)?.append_child(&link)?;
    Ok(())
}

fn watch(container: &Element, seen: &JsValue) -> Result<JsValue, JsValue> {
    let class: Function = js::get(&js_sys::global(), "IntersectionObserver").dyn_into()?;
    let options = js::object(&[("rootMargin", "300px".into())]);
    let observer = Reflect::construct(&class, &Array::of2(seen, &options))?;
    // An ancestor with a box, because the container is still empty, and an empty element may never count as visible.
    let mut target = container.parent_element();
    while let Some(without_box) = target.clone().filter(has_no_box) {
        target = without_box.parent_element();
    }
    let target = target.unwrap_or_else(|| container.clone());
    js::call(&observer, "observe", &[target.into()])?;
    Ok(observer)
}

/// `display: contents`: such a node is never seen by itself.
fn has_no_box(node: &Element) -> bool {
    let style = js::call(&js_sys::global(), "getComputedStyle", &[node.into()]);
    style.is_ok_and(|style| js::get(&style, "display") == "contents")
}

fn allowed(site: &Site, script: &Script) -> bool {
    site.allowed(&script.url)
}

/// Loads the script with the currency and the shopper's language. If that fails, it is loaded with the likeliest region
/// of the language, and then in English.
///
/// # Errors
/// The address is not allowed, or the script could not be loaded.
pub async fn load(site: &Site, script: &Script) -> Result<(), ApprovalError> {
    if !allowed(site, script) {
        return Err(ApprovalError::Origin);
    }
    let language = &site.language;
    let mut locales = vec![underscored(language)];
    for other in [underscored(language.split('-').next().unwrap_or_default()), "en_US".to_owned()] {
        if !locales.contains(&other) {
            locales.push(other);
        }
    }
    for locale in &locales {
        let loaded = load_with(site, script, locale).await;
        if loaded.is_ok() {
            return loaded;
        }
    }
    Err(ApprovalError::Script)
}

async fn load_with(site: &Site, script: &Script, locale: &str) -> Result<(), ApprovalError> {
    let url = web_sys::Url::new(&script.url).map_err(|_| ApprovalError::Script)?;
    for (name, value) in script::params(script, site.total.currency.code(), locale) {
        url.search_params().set(&name, &value);
    }
    let url = url.href();
    let known =
        LOADED.with_borrow(|loaded| loaded.iter().find(|(known, _)| *known == url).map(|(_, script)| script.clone()));
    let promise = match known {
        Some(promise) => promise,
        None => {
            let host = site.checkout().ok_or(ApprovalError::Script)?.page();
            let promise = insert(&*host, &url).map_err(|_| ApprovalError::Script)?;
            LOADED.with_borrow_mut(|loaded| {
                // The newest script owns the global. A script that it replaced is loaded again when it is needed.
                loaded.retain(|(known, _)| page(known) != page(&url));
                loaded.push((url.clone(), promise.clone()));
            });
            promise
        }
    };
    if site.settled(promise.into()).await.is_err() {
        LOADED.with_borrow_mut(|loaded| loaded.retain(|(known, _)| *known != url));
        return Err(ApprovalError::Script);
    }
    Ok(())
}

/// The address of a script without its query.
fn page(url: &str) -> &str {
    url.split('?').next().unwrap_or(url)
}

/// Puts the script into the page. Its address was checked against the allowed origins before: it is a Trusted Types sink.
fn insert(host: &dyn Page, url: &str) -> Result<Promise, JsValue> {
    let document = web_sys::window().and_then(|window| window.document()).ok_or(JsValue::NULL)?;
    let element = document.create_element("script")?;
    // A script that is loaded twice with different currencies breaks: the old one is removed first.
    let page = page(url);
    if let Ok(Some(old)) = document.query_selector(&["script[data-express-checkout='", page, "']"].concat()) {
        old.remove();
    }
    element.set_attribute("data-express-checkout", page)?;
    Reflect::set(&element, &"async".into(), &true.into())?;
    if let Some(nonce) = host.nonce() {
        // PayPal's script uses this nonce for the styles that it writes.
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

/// A language as providers write it: `de_DE`. A language without a region gets the likeliest one.
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
