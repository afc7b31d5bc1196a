//! Opens the provider's page in a new window or in the same tab, and notices the shopper's return.

use crate::browser::{now, random_name, sleep, spawn, warn, within};
use crate::flow::{ApprovalError, Event, PaymentData};
use crate::provider::context::CheckoutContext;
use crate::provider::redirect::{RETURN_PARAM, redirect_url};
use js_sys::{Promise, Reflect};
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{BroadcastChannel, MessageEvent, Url};

/// The channel on which a returned page talks to the page that opened its window.
const CHANNEL: &str = "express-checkout";

/// The start of a window's name. It shows a return too: a provider may return to an address that it has configured,
/// without our parameter, but the window keeps its name.
const NAME: &str = "express-checkout-";

/// The interval of the checks whether a window is closed, in milliseconds. Browsers have no event for it.
const LOOK: u32 = 250;

/// If a window seems closed sooner than this after it went to the provider, the browser has probably separated it from
/// its opener. In milliseconds.
const CUT_OFF: f64 = 1_500.0;

/// Listens for the return of a window.
pub struct Channel {
    channel: BroadcastChannel,
    _heard: Closure<dyn FnMut(MessageEvent)>,
}

impl Drop for Channel {
    fn drop(&mut self) {
        self.channel.close();
    }
}

/// A window at the provider. Dropping it closes the window.
pub struct Popup {
    window: web_sys::Window,
    /// 128 random bits. Only a return with this name counts.
    name: String,
    open: Rc<Cell<bool>>,
}

impl Popup {
    /// Opens an empty window, in the click. `None` if the browser blocks windows or isolates the page from the windows
    /// that it opens.
    pub fn open(checkout: &dyn CheckoutContext) -> Option<Self> {
        let window = web_sys::window()?;
        let isolated = Reflect::get(&window, &"crossOriginIsolated".into()).is_ok_and(|isolated| isolated.is_truthy());
        if isolated {
            return None;
        }
        let (name, open) = (random_name(), Rc::new(Cell::new(true)));
        let target = [NAME, &name].concat();
        let opened = window.open_with_url_and_target_and_features("", &target, "popup,width=480,height=720").ok()??;
        // Listen also after the approval has ended: a window that returns later must be closed.
        checkout.providers().expect_return(listen(checkout, name.clone()));
        Some(Self { window: opened, name, open })
    }

    /// Writes the text into the empty window once, as its content and its title. A page with Trusted Types forbids markup, so
    /// the nodes are created.
    pub fn tell(&self, text: &str, language: &str) {
        let Some(document) = self.window.document().filter(|document| document.title() != text) else { return };
        document.set_title(text);
        if let Some(root) = document.document_element() {
            let _ = root.set_attribute("lang", language);
        }
        if let (Some(body), Ok(said)) = (document.body(), document.create_element("p")) {
            said.set_text_content(Some(text));
            let _ = said.set_attribute("role", "status");
            let _ = body.append_child(&said);
        }
    }

    /// Brings the window to the front.
    pub fn show(&self) {
        let _ = self.window.focus();
    }

    /// Sends the window to the provider, and watches whether it is closed.
    ///
    /// # Errors
    /// The payment's data lack an address, or have one that is not allowed.
    pub fn go(&mut self, checkout: &dyn CheckoutContext, data: &PaymentData) -> Result<(), ApprovalError> {
        let url = address(checkout, data, &self.name)?;
        self.window.location().set_href(&url).map_err(|_| ApprovalError::Provider)?;
        let (window, open, checkout, begun) = (self.window.clone(), self.open.clone(), checkout.downgrade(), now());
        spawn(async move {
            while open.get() {
                if window.closed().unwrap_or(true) {
                    if let Some(checkout) = checkout.get() {
                        checkout.send(Event::Returned { watched: now() - begun > CUT_OFF });
                    }
                    break;
                }
                sleep(LOOK).await;
            }
        });
        Ok(())
    }
}

impl Drop for Popup {
    fn drop(&mut self) {
        self.open.set(false);
        let _ = self.window.close();
    }
}

/// Listens for the return of the shopper, in any window. Only pages of the same origin can send a message, and it must
/// have the random name. Then Glue is asked.
fn listen(checkout: &dyn CheckoutContext, name: String) -> Option<Channel> {
    let channel = BroadcastChannel::new(CHANNEL).ok()?;
    let (checkout, answers) = (checkout.downgrade(), channel.clone());
    let heard = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        if event.data().as_string().is_some_and(|said| said == name) {
            let _ = answers.post_message(&["taken ", &name].concat().into());
            if let Some(checkout) = checkout.get() {
                checkout.send(Event::Returned { watched: true });
            }
        }
    });
    channel.set_onmessage(Some(heard.as_ref().unchecked_ref()));
    Some(Channel { channel, _heard: heard })
}

/// Navigates this page to the provider. Not possible in a frame, because providers refuse to be shown in one.
///
/// # Errors
/// As [`Popup::go`], and in a frame.
pub fn redirect(checkout: &dyn CheckoutContext, data: &PaymentData) -> Result<(), ApprovalError> {
    let framed = web_sys::window()
        .is_some_and(|window| !js_sys::Object::is(&window, &Reflect::get(&window, &"top".into()).unwrap_or_default()));
    if framed {
        return Err(ApprovalError::Window);
    }
    let url = address(checkout, data, &random_name())?;
    checkout.page().navigate(&url);
    Ok(())
}

/// The provider's address, with our return address. The return address proves nothing about the payment.
fn address(checkout: &dyn CheckoutContext, data: &PaymentData, name: &str) -> Result<String, ApprovalError> {
    let url = redirect_url(data).ok_or(ApprovalError::Data)?;
    if !checkout.providers().allowed(checkout, url) {
        return Err(ApprovalError::Origin);
    }
    let url = Url::new(url).map_err(|_| ApprovalError::Data)?;
    let back = return_address(checkout).ok_or(ApprovalError::Data)?;
    back.set_hash("");
    back.search_params().set(RETURN_PARAM, name);
    if !url.search_params().has("returnUrl") {
        url.search_params().set("returnUrl", &back.href());
    }
    Ok(url.href())
}

/// The address to which a provider returns the shopper. Another origin has no record of the attempt, and could not continue
/// it. So the shopper returns to this page then.
pub fn return_address(checkout: &dyn CheckoutContext) -> Option<Url> {
    let here = web_sys::window()?.location().href().ok()?;
    let here = Url::new(&here).ok()?;
    let settings = checkout.settings();
    let Some(wanted) = &settings.return_url else { return Some(here) };
    let wanted = Url::new_with_base(wanted, &here.href()).ok()?;
    if wanted.origin() != here.origin() {
        warn("return-url is on another origin, which cannot continue the checkout; the shopper returns to this page");
        return Some(here);
    }
    Some(wanted)
}

/// Whether this page may have returned from a provider.
pub fn is_return() -> bool {
    let Some(window) = web_sys::window() else { return false };
    window.name().is_ok_and(|name| name.starts_with(NAME))
        || window
            .location()
            .search()
            .is_ok_and(|search| search.split(['?', '&']).any(|part| part.starts_with(RETURN_PARAM)))
}

/// Handles the return from a provider: removes the parameter from the address, and asks on the channel whether another
/// window waits for the return. If one does, this window closes, and the result is true. If this page itself went to
/// the provider (`mine`), no other window is asked.
pub async fn handed_back(mine: bool) -> bool {
    let Some(window) = web_sys::window() else { return false };
    let Ok(url) = window.location().href().and_then(|href| Url::new(&href)) else { return false };
    let named = window.name().ok().and_then(|name| name.strip_prefix(NAME).map(str::to_owned));
    let given = url.search_params().get(RETURN_PARAM);
    if given.is_some() {
        url.search_params().delete(RETURN_PARAM);
        if let Ok(history) = window.history() {
            let state = history.state().unwrap_or(JsValue::NULL);
            let _ = history.replace_state_with_url(&state, "", Some(&url.href()));
        }
    }
    if named.is_some() {
        // The name is no longer needed.
        let _ = window.set_name("");
    }
    let Some(name) = given.or(named) else { return false };
    if mine {
        return false;
    }
    let Ok(channel) = BroadcastChannel::new(CHANNEL) else { return false };
    let expected = ["taken ", &name].concat();
    let mut heard = None;
    let taken = Promise::new(&mut |resolve, _| {
        let expected = expected.clone();
        heard = Some(Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            if event.data().as_string().as_ref() == Some(&expected) {
                let _ = resolve.call0(&JsValue::UNDEFINED);
            }
        }));
    });
    channel.set_onmessage(heard.as_ref().map(|heard| heard.as_ref().unchecked_ref()));
    let _ = channel.post_message(&name.as_str().into());
    let is_taken = within(ANSWER, JsFuture::from(taken)).await.is_some();
    channel.close();
    if is_taken {
        let _ = window.close();
    }
    is_taken
}

/// How long to wait for the answer of another window, in milliseconds. Usually it answers at once.
const ANSWER: u32 = 2_100;
