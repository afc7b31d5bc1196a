//! Providers with a script or a sheet: PayPal, Stripe, Payment Request, and providers that the page registers.
//!
//! In the shipped build (feature `split`) each kind is a module of its own, which is loaded when such a method is offered. Code
//! outside calls it only through [`Sdk`]; any other call would link it into the first module.

mod js;
mod loading;
mod look;
mod paypal;
mod place;
mod registered;
mod sheet;
mod stripe;
mod wallets;

pub use paypal::{ShippingAnswer, ShippingChange, answer as answer_paypal};

use super::pricing::{Choice, Countries, NoPrice};
use crate::address::{Fields, Need};
use crate::browser::{race, sleep, within};
use crate::flow::{ApprovalError, CancelReason, Event, Method, Offer, Phase, Presentation, Sheet};
use crate::json::Json;
use crate::locale::Text;
use crate::money::Money;
use crate::provider::Kind;
use crate::provider::context::{CheckoutContext, WeakContext};
use crate::settings::Settings;
use js_sys::Promise;
use std::future::Future;
use std::ops::Deref;
use std::pin::Pin;
use std::rc::{Rc, Weak};
use wasm_bindgen::prelude::*;
use web_sys::Element;

/// The provider of one payment method of one checkout. Dropping it removes what it drew.
///
/// At the click it gets a promise of the payment's data. Through its [`Site`] it reports how the approval ended. Only the
/// first report about each attempt counts.
pub trait Provider {
    /// Our own button was clicked. Opens the provider's sheet or window within the click, so it must not wait for
    /// anything. Not called for providers that draw their own button.
    fn open(&self, _payment: &Promise) {}

    /// The total has changed. False if the provider must be prepared again for it.
    fn reprice(&self, _total: Money) -> bool {
        true
    }

    /// Whether its button is still in the page. False if the page took it away; then it must be drawn again.
    fn is_drawn(&self) -> bool {
        true
    }

    /// The approval has ended. Closes an open sheet or window.
    fn end(&self) {}
}

/// The outcome of a preparation. `Err(None)` means that the provider cannot be used here.
pub type Prepared = Result<Rc<dyn Provider>, Option<ApprovalError>>;

/// The provider's software is there, but it does not work here.
const SDK: Option<ApprovalError> = Some(ApprovalError::Sdk);

/// A preparation. Boxed, because each place that awaits it would contain all its code otherwise.
pub type Preparation = Pin<Box<dyn Future<Output = Prepared>>>;

/// A future without a result.
pub type Task = Pin<Box<dyn Future<Output = ()>>>;

/// The functions of one kind of providers. The shipped build has a module for each kind.
pub struct Sdk {
    /// Loads the provider's script, and draws its button if the provider draws its own.
    pub prepare: fn(Site) -> Preparation,
    /// Warns about registered providers that serve no method. Only the kind of registered providers has it.
    pub tell_unused: Option<fn(WeakContext) -> Task>,
}

static PAYPAL: Sdk = Sdk {
    prepare: |site| {
        place::draw(site, |site, container| in_view(site, container, |site, at| Box::pin(paypal::prepare(site, at))))
    },
    tell_unused: None,
};
static STRIPE: Sdk = Sdk {
    prepare: |site| {
        place::draw(site, |site, container| in_view(site, container, |site, at| Box::pin(stripe::prepare(site, at))))
    },
    tell_unused: None,
};
static WALLETS: Sdk = Sdk { prepare: |site| Box::pin(in_time(Box::pin(wallets::prepare(site)))), tell_unused: None };
static REGISTERED: Sdk =
    Sdk { prepare: registered::prepare, tell_unused: Some(|context| Box::pin(registered::tell_unused(context))) };

/// Fails a preparation that takes too long: a script, a frame that the content security policy blocks, or the provider's server may
/// never answer.
async fn in_time(preparing: Preparation) -> Prepared {
    within(loading::LIMIT, preparing).await.unwrap_or(Err(Some(ApprovalError::Script)))
}

/// Prepares the provider when its container is nearly in view.
fn in_view(site: Site, container: Element, prepare: fn(Site, Element) -> Preparation) -> Preparation {
    Box::pin(async move {
        loading::seen(&container, &site, &site.stopped).await;
        in_time(prepare(site, container)).await
    })
}

/// The functions for a method, once their module is loaded. `None` if that fails.
pub type Loading = Pin<Box<dyn Future<Output = Option<&'static Sdk>>>>;

/// Loads the functions for the providers that the page registers.
pub fn load_registered() -> Loading {
    module::load(None)
}

/// Loads the functions for a method.
pub fn load(method: &Method) -> Loading {
    module::load(Kind::of(method).filter(|_| super::registered::find(method).is_none()))
}

#[cfg(not(feature = "split"))]
mod module {
    use super::{Kind, Loading, PAYPAL, REGISTERED, STRIPE, WALLETS};

    pub fn load(kind: Option<Kind>) -> Loading {
        let sdk = match kind {
            Some(Kind::PayPal) => &PAYPAL,
            Some(Kind::Stripe) => &STRIPE,
            Some(Kind::PaymentRequest) => &WALLETS,
            Some(Kind::Redirect) | None => &REGISTERED,
        };
        Box::pin(async move { Some(sdk) })
    }
}

#[cfg(feature = "split")]
mod module {
    use super::{Kind, Loading, PAYPAL, REGISTERED, STRIPE, Sdk, WALLETS};
    use crate::browser::modules::{fetch, later};

    pub fn load(kind: Option<Kind>) -> Loading {
        let module = match kind {
            Some(Kind::PayPal) => later!("paypal", "00000000000000000000000000000003", Sdk, PAYPAL),
            Some(Kind::Stripe) => later!("stripe", "00000000000000000000000000000004", Sdk, STRIPE),
            Some(Kind::PaymentRequest) => later!("wallets", "00000000000000000000000000000005", Sdk, WALLETS),
            Some(Kind::Redirect) | None => later!("registered", "00000000000000000000000000000006", Sdk, REGISTERED),
        };
        Box::pin(fetch(module))
    }
}

/// The method and the checkout that a provider works for, and the functions by which it reports.
#[derive(Clone)]
#[expect(clippy::redundant_allocation, reason = "a weak reference keeps only what is inside the `Rc`: the box alone")]
pub struct Site(Rc<Box<SiteData>>);

/// A reference for the callbacks of a provider's script: the script may keep them for ever, and the browser frees them late. The
/// box is freed at once.
#[derive(Clone)]
pub struct WeakSite(Weak<Box<SiteData>>);

impl WeakSite {
    /// The site, while its button or its attempt exists.
    fn get(&self) -> Option<Site> {
        self.0.upgrade().map(Site)
    }
}

/// The data of a [`Site`].
pub struct SiteData {
    /// Weak, because a provider's script may keep its callbacks for ever.
    checkout: WeakContext,
    /// The page's settings at the time of the preparation.
    pub settings: Rc<Settings>,
    /// The shopper's language.
    pub language: String,
    /// The method.
    pub method: Method,
    /// The total to pay.
    pub total: Money,
    /// Resolved when the preparation has ended or is not needed any more.
    pub stopped: Promise,
}

impl Deref for Site {
    type Target = SiteData;

    fn deref(&self) -> &SiteData {
        &self.0
    }
}

impl Site {
    /// The site for a method of a checkout.
    pub fn new(checkout: &dyn CheckoutContext, method: Method, total: Money, stopped: Promise) -> Self {
        Self(Rc::new(Box::new(SiteData {
            checkout: checkout.downgrade(),
            settings: checkout.settings(),
            language: checkout.language(),
            method,
            total,
            stopped,
        })))
    }

    fn downgrade(&self) -> WeakSite {
        WeakSite(Rc::downgrade(&self.0))
    }

    /// A callback with one argument for the provider's script.
    fn listener(&self, called: impl Fn(&Self, JsValue) + 'static) -> JsValue {
        let site = self.downgrade();
        js::listener(move |value| {
            if let Some(site) = site.get() {
                called(&site, value);
            }
        })
    }

    /// The attempt with this site begins. It is kept until the approval has ended.
    fn keep(&self, checkout: &dyn CheckoutContext) {
        *checkout.providers().site.borrow_mut() = Some(self.clone());
    }

    /// The result of a promise, or the value itself, for the preparation. Promises of a provider may never settle; nothing
    /// of this is kept when the preparation is stopped.
    async fn settled(&self, value: JsValue) -> Result<JsValue, JsValue> {
        race(&value, &self.stopped).await
    }

    /// The checkout, if it is still there.
    pub fn checkout(&self) -> Option<Rc<dyn CheckoutContext>> {
        self.checkout.get()
    }

    /// The last offer.
    fn offer(&self) -> Option<Offer> {
        self.checkout()?.state().offer().cloned()
    }

    /// The addresses that the cart needs. Nothing if the checkout no longer exists.
    fn need(&self) -> Need {
        let nothing = Need { customer: false, shipping: false, split: false };
        self.checkout().map_or(nothing, |checkout| checkout.state().need())
    }

    /// The promise of the current attempt with this method, if there is one.
    fn current_promise(&self) -> Option<Promise> {
        self.checkout()?.providers().current_promise(&self.method.key)
    }

    /// Whether a script may have this address.
    fn allowed(&self, url: &str) -> bool {
        self.checkout().is_some_and(|checkout| checkout.providers().allowed(&*checkout, url))
    }

    /// The emptied container in the page's DOM. A Yew application renders it shortly after the method is known.
    async fn container(&self) -> Result<Element, Option<ApprovalError>> {
        let mut error = ApprovalError::Sdk;
        for _ in 0..40 {
            let page = self.checkout().map(|checkout| checkout.page());
            if let Some(container) = page.and_then(|page| page.container(&self.method.key)) {
                if container.is_connected() {
                    container.set_text_content(None);
                    return Ok(container);
                }
                error = ApprovalError::Removed;
            }
            sleep(50).await;
        }
        Err(Some(error))
    }

    /// The shopper's language in the format of providers, such as `de_DE`.
    fn locale(&self) -> String {
        loading::underscored(&self.language)
    }

    /// Whether the cart has items to ship.
    fn ships(&self) -> bool {
        self.need().shipping
    }

    /// The message that the shop does not ship there, in the shopper's language.
    async fn no_shipment(&self) -> String {
        let Some(checkout) = self.checkout() else { return String::new() };
        // The click has already started to load them.
        checkout.load_attempt().await;
        checkout.text(Text::NoticeNoShipment).unwrap_or_default()
    }

    /// Requests the offer for the shopper's choice in the sheet.
    async fn price(
        &self,
        countries: &Countries,
        address: Fields,
        shipment_method: Option<String>,
    ) -> Result<Offer, NoPrice> {
        let checkout = self.checkout().ok_or(NoPrice::Unknown)?;
        // The click has already started to load it.
        checkout.load_attempt().await;
        let countries = countries.clone();
        checkout.price(Choice { address, shipment_method, countries }).ok_or(NoPrice::Unknown)?.await
    }

    /// Whether an attempt may begin: the checkout can start one, and the page does not object (`ec-click`).
    fn may_begin(&self) -> bool {
        let may = |checkout: Rc<dyn CheckoutContext>| Some(checkout.ask_click(&checkout.may_start(&self.method.key)?));
        self.checkout().and_then(may).unwrap_or_default()
    }

    /// Begins an attempt in the click on the provider's own button, and returns the promise of the payment's data. A second
    /// click during the attempt gets the same promise.
    fn begin(&self) -> Option<Promise> {
        let (checkout, key) = (self.checkout()?, &self.method.key);
        let Some(method) = checkout.may_start(key) else {
            return checkout.providers().current_promise(key);
        };
        let promise = checkout.providers().promise(key);
        self.keep(&*checkout);
        checkout.start(&method, Presentation::Provider);
        Some(promise)
    }

    /// The shopper agreed to the price of that offer in the sheet, and the payment of that promise exists. Returns the
    /// promise of the payment's data with that price: a new one where the payment was started with another price.
    fn priced(&self, payment: &Promise, offer: Option<&Offer>) -> Promise {
        let Some(checkout) = self.checkout() else { return payment.clone() };
        let (state, key) = (checkout.state(), &self.method.key);
        match (state.phase(), offer) {
            (Some(Phase::AwaitingApproval { started, .. }), Some(offer))
                if started.payment.amount != offer.total && checkout.providers().current_promise(key).is_some() =>
            {
                let again = checkout.providers().new_promise(key);
                checkout.send(Event::SheetPriced(Box::new(offer.clone())));
                again
            }
            _ => payment.clone(),
        }
    }

    /// The shopper approved. Reports the texts that the provider returned, and what its sheet collected.
    fn approved(&self, payment: &Promise, returned: Json, sheet: Option<Sheet>) {
        self.report(payment, Event::Approved(returned, sheet.map(Box::new)));
    }

    /// The shopper cancelled.
    fn cancelled(&self, payment: &Promise) {
        self.report(payment, Event::CancelAsked(CancelReason::Provider));
    }

    /// The approval failed.
    fn failed(&self, payment: &Promise, error: ApprovalError) {
        self.report(payment, Event::ApprovalFailed(error));
    }

    fn report(&self, payment: &Promise, event: Event) {
        if let Some(checkout) = self.checkout().filter(|checkout| checkout.providers().settle_once(payment)) {
            checkout.send(event);
        }
    }

    fn send(&self, event: Event) {
        if let Some(checkout) = self.checkout() {
            checkout.send(event);
        }
    }

    /// The provider may navigate this page to its own page and return the shopper later.
    fn may_leave(&self) {
        self.send(Event::MayLeave);
    }

    /// It is unknown whether the shopper is still at the provider. The checkout asks Glue, and then the shopper.
    fn lost_sight(&self) {
        self.send(Event::Returned { watched: false });
    }
}

/// The texts with these names that a provider returned with its approval. Glue's app gets them with the payment's data.
fn returned(data: &JsValue, names: &[&str]) -> Json {
    let mut json = Json::map([]);
    for name in names {
        if let Some(value) = js::text(data, name) {
            json.set(name, value.into());
        }
    }
    json
}
