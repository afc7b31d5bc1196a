//! The page around a checkout: the trait `Page`, through which the effects talk to it, and the page's own form.

#[cfg(any(feature = "browser", test))]
mod autofill;
#[cfg(feature = "browser")]
pub(crate) mod form;
#[cfg(feature = "browser")]
pub(crate) mod lifecycle;

#[cfg(feature = "browser")]
use crate::address::{AddressState, Path};
#[cfg(feature = "browser")]
use crate::flow::{Announcement, IdleAnnouncement, Method};
#[cfg(feature = "browser")]
use crate::glue::Credential;
#[cfg(feature = "browser")]
use crate::money::Money;
#[cfg(feature = "browser")]
use crate::settings::ExpressPage;
#[cfg(feature = "browser")]
use std::{future::Future, pin::Pin};
#[cfg(feature = "browser")]
use wasm_bindgen::JsValue;

/// A question that the page answers at once.
#[cfg(feature = "browser")]
pub enum Question<'a> {
    /// `ec-click`: the shopper clicked. May the payment window open?
    Click {
        /// The payment method.
        method: &'a Method,
        /// The kind of page that contains the checkout, from the setting `express-page`.
        express_page: ExpressPage,
    },
    /// `ec-prefill`: may these addresses be taken over?
    Prefill {
        /// The address state with the provider's addresses.
        addresses: &'a AddressState,
        /// The fields that the order still needs.
        missing: &'a [Path],
    },
}

/// The page's answer to the question whether to order now.
#[cfg(feature = "browser")]
pub enum Consent {
    /// Order.
    Given,
    /// Do not order; the shopper is back in the review.
    Refused,
    /// The order waits for this future. True orders.
    Later(Pin<Box<dyn Future<Output = bool>>>),
}

#[cfg(feature = "browser")]
impl Consent {
    /// Holds the order until the future has its answer: true orders, false refuses.
    pub fn later(answer: impl Future<Output = bool> + 'static) -> Self {
        Self::Later(Box::pin(answer))
    }

    /// Waits for the answer.
    pub(crate) async fn answer(self) -> bool {
        match self {
            Self::Given => true,
            Self::Refused => false,
            Self::Later(answer) => answer.await,
        }
    }
}

/// One request to Glue, for monitoring. It holds no personal data.
#[cfg(feature = "browser")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestReport {
    /// `GET` or `POST`.
    pub method: &'static str,
    /// The path below Glue's base address, without its query: `/checkout-data`.
    pub path: String,
    /// The HTTP status; 0 when there was no answer.
    pub status: u16,
    /// How long the answer took, in milliseconds.
    pub duration_ms: u32,
    /// The step of the checkout: `methods`, `payment`, `customer`, `review`, `order` or `cancellation`; `quote` for a
    /// price in a provider's sheet.
    pub step: &'static str,
    /// The name of the attempt; `None` before a click.
    pub correlation_id: Option<String>,
}

/// Whether a container in the page's own DOM is still the checkout's. Morphing libraries may have made it a node of the page.
#[cfg(feature = "browser")]
pub fn is_own_container(container: &web_sys::Element) -> bool {
    container.get_attribute("name").is_some_and(|name| name.starts_with("ec-"))
}

/// The page around a checkout. The custom element and the Yew component implement it.
#[cfg(feature = "browser")]
pub trait Page {
    /// Tells the page what happened. An error comes with its sentence for the shopper; otherwise `message` is empty.
    fn announce(&self, announcement: &Announcement, message: &str);
    /// Tells the page what happened before a click.
    fn announce_idle(&self, announcement: IdleAnnouncement, message: &str) {
        self.announce(&announcement.into(), message);
    }
    /// The answer to the read with this key, if the page has sent it already. [`crate::glue::client`] makes the key and says
    /// what the promise resolves to.
    fn early(&self, _key: &str) -> Option<js_sys::Promise> {
        None
    }
    /// Reports a request to Glue.
    fn report(&self, request: RequestReport);
    /// Asks the page. True means yes.
    fn ask(&self, question: Question) -> bool;
    /// Asks the page whether to order for that amount now.
    fn ask_consent(&self, amount: Money) -> Consent;
    /// The node in the page that shows the checkout.
    fn host(&self) -> Option<web_sys::Element>;
    /// The container in the page's own DOM that a provider draws its button into.
    fn container(&self, key: &str) -> Option<web_sys::Element>;
    /// Takes the container that Yew drew for a provider. The element ignores it and has its own.
    fn set_container(&self, key: &str, element: web_sys::Element);
    /// Removes the containers from the page, because the checkout has left it.
    fn remove_containers(&self);
    /// Moves the focus to the first field that is missing.
    fn focus_missing(&self);
    /// Shows a message in place of the checkout.
    fn show_message(&self, text: &str);
    /// Shows that the code for an attempt could not be loaded, or removes that message. A Yew application has all code.
    fn give_up(&self, given_up: bool);
    /// How many buttons this tab had last time for the same methods. 0 if that is not known.
    fn places(&self) -> usize;
    /// Navigates to another address.
    fn navigate(&self, url: &str);
    /// The nonce for scripts, if the page's content security policy needs one.
    fn nonce(&self) -> Option<String>;
    /// The customer's security code, if the page has set one.
    fn security_code(&self) -> Option<Credential>;
    /// The address of a script, passed through the Trusted Types policy if the browser has Trusted Types.
    fn trusted(&self, url: &str) -> JsValue;
}
