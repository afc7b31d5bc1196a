//! Loads a provider's script: from allowed origins only, when its button is nearly in view, and once for each address.
//! A script that failed can be loaded again.

use super::{Site, js};
use crate::browser::race;
use crate::flow::{ApprovalError, Script};
use crate::page::Page;
use crate::provider::script;
use js_sys::{Array, Function, Promise, Reflect};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::Element;

/// How long a provider may take to prepare, with its scripts, in milliseconds. After that its method is not offered.
pub const LIMIT: u32 = 15_000;

thread_local! {
    static LOADED: RefCell<Vec<Loaded>> = const { RefCell::new(Vec::new()) };
    /// How many scripts were inserted.
    static INSERTED: Cell<u32> = const { Cell::new(0) };
    /// The origins that the browser was told to connect to.
    static CONNECTED: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

/// A script that was inserted into the page.
#[derive(Clone)]
struct Loaded {
    url: String,
    /// Resolves to the script's global object, if it has a global variable of its own.
    promise: Promise,
    tag: Element,
    /// It has a global variable of its own, so later scripts of the same provider do not replace it.
    lasting: Rc<Cell<bool>>,
}

/// Waits until the container of the button is nearly in view, or `stopped` is resolved. Meanwhile the browser connects to the
/// script's server.
pub async fn seen(container: &Element, site: &Site, stopped: &Promise) {
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
    let _ = race(&watched, stopped).await;
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
/// of the language, and then in English. Returns the global object of the script, if it gets a global variable of its own.
///
/// # Errors
/// The address is not allowed, the script could not be loaded, or it collides with a script of the page.
pub async fn load(site: &Site, script: &Script, global: Option<&Global>) -> Result<JsValue, ApprovalError> {
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
        let loaded = load_with(site, script, global, locale).await;
        if !matches!(loaded, Err(ApprovalError::Script)) {
            return loaded;
        }
    }
    Err(ApprovalError::Script)
}

async fn load_with(
    site: &Site,
    script: &Script,
    global: Option<&Global>,
    locale: &str,
) -> Result<JsValue, ApprovalError> {
    let url = web_sys::Url::new(&script.url).map_err(|_| ApprovalError::Script)?;
    for (name, value) in script::params(script, site.total.currency.code(), locale) {
        url.search_params().set(&name, &value);
    }
    let url = url.href();
    let known = LOADED.with_borrow(|loaded| loaded.iter().find(|known| known.url == url).cloned());
    let promise = match known {
        Some(known) => {
            // The script tag in the page is always that of the script in use. A script runs only once.
            put(&known.tag, page(&url)).map_err(|_| ApprovalError::Script)?;
            known.promise
        }
        None => {
            let host = site.checkout().ok_or(ApprovalError::Script)?.page();
            let inserted = insert(&*host, url.clone(), global.copied()).map_err(|_| ApprovalError::Script)?;
            let promise = inserted.promise.clone();
            LOADED.with_borrow_mut(|loaded| {
                // The newest script owns a shared variable. A script that it replaced is loaded again when it is needed.
                loaded.retain(|known| known.lasting.get() || page(&known.url) != page(&url));
                loaded.push(inserted);
            });
            promise
        }
    };
    match site.settled(promise.into()).await {
        Ok(found) if found.is_null() => Err(ApprovalError::Conflict),
        Ok(found) => Ok(found),
        Err(_) => {
            LOADED.with_borrow_mut(|loaded| loaded.retain(|known| known.url != url));
            Err(ApprovalError::Script)
        }
    }
}

/// The global variable of a script. A script destroys the buttons of an earlier one with the same variable, so each script gets
/// a variable of its own: the page may have the provider's script too, and another element another language or currency.
#[derive(Clone, Copy)]
pub struct Global {
    /// The begin of the variable's name. The script takes the name from its attribute `data-namespace`.
    pub own: &'static str,
    /// The variable that the script uses if it ignores the attribute.
    pub usual: &'static str,
}

impl Global {
    /// The object of the script that has just run, and whether it is in its own variable. `null` if there is only the object of
    /// the page's script. `before` is the object in the usual variable before this script was inserted.
    fn found(self, own: &str, before: &JsValue) -> (JsValue, bool) {
        let [own, usual] = [own, self.usual].map(|name| js::get(&js_sys::global(), name));
        if own.is_truthy() {
            return (own, true);
        }
        let ours = usual.is_falsy() || !js_sys::Object::is(&usual, before) || !self.is_in_page();
        (if ours { usual } else { JsValue::NULL }, false)
    }

    /// Whether the page has a script of this provider.
    fn is_in_page(self) -> bool {
        let selector = ["script[src*='", self.usual, "' i]:not([data-express-checkout])"].concat();
        let document = web_sys::window().and_then(|window| window.document());
        document.is_some_and(|document| document.query_selector(&selector).is_ok_and(|script| script.is_some()))
    }
}

/// The address of a script without its query.
fn page(url: &str) -> &str {
    url.split('?').next().unwrap_or(url)
}

/// Puts the script into the page. Its address was checked against the allowed origins before: it is a Trusted Types sink.
fn insert(host: &dyn Page, url: String, global: Option<Global>) -> Result<Loaded, JsValue> {
    let document = web_sys::window().and_then(|window| window.document()).ok_or(JsValue::NULL)?;
    let tag = document.create_element("script")?;
    Reflect::set(&tag, &"async".into(), &true.into())?;
    if let Some(nonce) = host.nonce() {
        // PayPal's script uses this nonce for the styles that it writes.
        tag.set_attribute("data-csp-nonce", &nonce)?;
        Reflect::set(&tag, &"nonce".into(), &nonce.into())?;
    }
    // Another copy of the element, such as one in a Yew application, counts its scripts by itself.
    let own = loop {
        INSERTED.set(INSERTED.get() + 1);
        let own = [global.map_or("", |global| global.own), &INSERTED.get().to_string()].concat();
        let same = document.query_selector(&["script[data-namespace='", &own, "']"].concat())?;
        if same.is_none() && js::get(&js_sys::global(), &own).is_undefined() {
            break own;
        }
    };
    if global.is_some() {
        tag.set_attribute("data-namespace", &own)?;
    }
    Reflect::set(&tag, &"src".into(), &host.trusted(&url))?;
    let lasting = Rc::<Cell<bool>>::default();
    let before = global.map_or(JsValue::UNDEFINED, |global| js::get(&js_sys::global(), global.usual));
    let promise = Promise::new(&mut |resolve, reject| {
        let (own, before, lasting) = (own.clone(), before.clone(), lasting.clone());
        // Browsers send this event right after the script has run, so no other script has changed its variables.
        let loaded = js::listener(move |_| {
            let (found, is_own) = global.map_or((JsValue::UNDEFINED, false), |global| global.found(&own, &before));
            lasting.set(is_own);
            let _ = resolve.call1(&JsValue::UNDEFINED, &found);
        });
        let _ = Reflect::set(&tag, &"onload".into(), &loaded);
        let _ = Reflect::set(&tag, &"onerror".into(), &reject);
    });
    put(&tag, page(&url))?;
    Ok(Loaded { url, promise, tag, lasting })
}

/// Puts the script's tag into the page, in place of another tag of the same provider. Without a variable of its own, a script that
/// is loaded twice with different currencies breaks.
fn put(tag: &Element, page: &str) -> Result<(), JsValue> {
    if tag.is_connected() {
        return Ok(());
    }
    let document = web_sys::window().and_then(|window| window.document()).ok_or(JsValue::NULL)?;
    if let Ok(Some(old)) = document.query_selector(&["script[data-express-checkout='", page, "']"].concat()) {
        old.remove();
    }
    tag.set_attribute("data-express-checkout", page)?;
    document.head().ok_or(JsValue::NULL)?.append_child(tag).map(drop)
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
