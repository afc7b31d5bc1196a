//! Providers with software of their own. Most pages that offer none of them need none of this: the shipped build (feature
//! `split`) has it in a module of its own, fetched when such a method is offered. Nothing outside calls in here but through
//! [`Sdks`], or it would be linked into the first module again.

mod custom;
mod js;
mod loading;
mod paypal;
mod paypal_session;
mod request;
mod sheet;
mod stripe;

use super::registered;
use crate::address::Need;
use crate::browser::{sleep, within};
use crate::flow::{ApprovalError, CancelReason, Event, Method, Offer, Phase, Presentation, Sheet};
use crate::json::Json;
use crate::locale::Text;
use crate::money::Money;
use crate::provider::Kind;
use crate::provider::context::{CheckoutContext, WeakContext};
use crate::settings::Settings;
use js_sys::Promise;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::Element;

/// A provider at work for one payment method of one checkout. Dropping it takes away what it drew.
///
/// It is given a promise of the payment's data at the click, and says through its [`Site`] how the approval ended. It may
/// say that in any order and as often as it likes: the first word of each attempt counts.
pub trait Provider {
    /// Our own button was clicked: opens what the provider has, in that click, so nothing here may wait. Never asked of
    /// those that draw their own.
    fn open(&self, _payment: &Promise) {}

    /// Another total is to be paid. False when it must be made ready anew for that.
    fn reprice(&self, _total: Money) -> bool {
        true
    }

    /// The approval is over. What is still open closes.
    fn end(&self) {}
}

/// What came of getting ready. `Err(None)`: the provider says that it cannot be used here.
pub type Prepared = Result<Rc<dyn Provider>, Option<ApprovalError>>;

/// The door into this module.
pub struct Sdks {
    /// Loads what the provider needs, and draws its button where it draws its own.
    pub prepare: fn(Site) -> Pin<Box<dyn Future<Output = Prepared>>>,
}

static SDKS: Sdks = Sdks { prepare: |site| Box::pin(prepare(site)) };

async fn prepare(site: Site) -> Prepared {
    let registered = registered::find(&site.method);
    let kind = Kind::of(&site.method).filter(|_| registered.is_none());
    let mut container = None;
    if kind.is_some_and(Kind::draws) {
        let place = site.container().await?;
        loading::seen(&place, &site).await;
        container = Some(place);
    }
    let ready = async {
        match (registered, kind, container) {
            (Some(registered), ..) => custom::prepare(site, registered).await,
            (_, Some(Kind::PayPal), Some(container)) => paypal::prepare(site, container).await,
            (_, Some(Kind::Stripe), Some(container)) => stripe::prepare(site, container).await,
            (_, Some(Kind::PaymentRequest), _) => request::prepare(site).await,
            _ => Err(None),
        }
    };
    // Whatever of it hangs: a script, a frame that the page's policy blocks, an answer of the provider's server.
    within(loading::LIMIT, ready).await.unwrap_or(Err(Some(ApprovalError::Script)))
}

/// The module, fetched where it is not here yet.
#[cfg(not(feature = "split"))]
pub async fn load() -> Option<&'static Sdks> {
    Some(&SDKS)
}

/// The module, fetched where it is not here yet.
#[cfg(feature = "split")]
pub async fn load() -> Option<&'static Sdks> {
    use crate::browser::modules;
    use wasm_split_helpers::{SplitLoaderError, wasm_split};

    #[wasm_split(providers, fallible)]
    fn sdks() -> Result<&'static Sdks, SplitLoaderError> {
        Ok(&SDKS)
    }

    modules::fetch(|| Box::pin(sdks())).await
}

/// Where a provider works: for which method of which checkout, and its way to speak.
#[derive(Clone)]
pub struct Site {
    /// Providers' software keeps what it was given for as long as it likes, and the checkout must not live on by that.
    checkout: WeakContext,
    /// The page's settings when the provider got ready.
    pub settings: Rc<Settings>,
    /// The shopper's language.
    pub language: String,
    /// The method.
    pub method: Method,
    /// What is to pay.
    pub total: Money,
}

impl Site {
    /// Where a provider gets ready for that method.
    pub fn new(checkout: &dyn CheckoutContext, method: Method, total: Money) -> Self {
        Self {
            checkout: checkout.downgrade(),
            settings: checkout.settings(),
            language: checkout.language(),
            method,
            total,
        }
    }

    /// The checkout, if it is still there.
    pub fn checkout(&self) -> Option<Rc<dyn CheckoutContext>> {
        self.checkout.get()
    }

    /// What the shop offered last.
    fn offer(&self) -> Option<Offer> {
        self.checkout()?.state().offer().cloned()
    }

    /// What the cart needs of the shopper; nothing any more where the checkout is gone.
    fn need(&self) -> Need {
        let nothing = Need { customer: false, shipping: false, split: false };
        self.checkout().map_or(nothing, |checkout| checkout.state().need())
    }

    /// The promise of the attempt under way with this method, if there is one.
    fn given(&self) -> Option<Promise> {
        self.checkout()?.providers().given(&self.method.key)
    }

    /// Whether a script may have this address.
    fn allowed(&self, url: &str) -> bool {
        self.checkout().is_some_and(|checkout| checkout.providers().allowed(&*checkout, url))
    }

    /// The container in the page's own DOM, emptied. An application draws it a moment after the method is known.
    async fn container(&self) -> Result<Element, Option<ApprovalError>> {
        for _ in 0..40 {
            let page = self.checkout().map(|checkout| checkout.page());
            if let Some(container) = page.and_then(|page| page.container(&self.method.key)) {
                container.set_text_content(None);
                return Ok(container);
            }
            sleep(50).await;
        }
        Err(Some(ApprovalError::Sdk))
    }

    /// The shopper's language as providers write it: `de_DE`.
    fn locale(&self) -> String {
        loading::underscored(&self.language)
    }

    /// Whether the cart has something to ship.
    fn ships(&self) -> bool {
        self.need().shipping
    }

    /// That the shop does not ship there, in the shopper's language.
    async fn no_shipment(&self) -> String {
        let Some(checkout) = self.checkout() else { return String::new() };
        // The click has already started to load them.
        checkout.load_texts().await;
        checkout.text(Text::NoticeNoShipment).unwrap_or_default()
    }

    /// Asks the page whether an attempt may begin (`ec-click`), where one may at all.
    fn ask(&self) -> bool {
        let may = |checkout: Rc<dyn CheckoutContext>| Some(checkout.ask_click(&checkout.may_start(&self.method.key)?));
        self.checkout().and_then(may).unwrap_or_default()
    }

    /// Begins an attempt that the page agreed to, in the click on the provider's own button: the promise of the payment's
    /// data. A second click while the first is under way gets the same one.
    fn begin(&self) -> Option<Promise> {
        let (checkout, key) = (self.checkout()?, &self.method.key);
        let Some(method) = checkout.may_start(key) else {
            return checkout.providers().given(key);
        };
        let promise = checkout.providers().promise(key);
        checkout.start(&method, Presentation::Provider);
        Some(promise)
    }

    /// The shopper agreed to the price of that offer in the sheet, and the payment of that promise exists: the promise of
    /// its data with that price. Another one where the payment was started with another price.
    fn priced(&self, payment: &Promise, offer: Option<&Offer>) -> Promise {
        let Some(checkout) = self.checkout() else { return payment.clone() };
        let (state, key) = (checkout.state(), &self.method.key);
        match (state.phase(), offer) {
            (Some(Phase::AwaitingApproval { started, .. }), Some(offer))
                if started.payment.amount != offer.total && checkout.providers().given(key).is_some() =>
            {
                let again = checkout.providers().renew(key);
                checkout.send(Event::SheetPriced(Box::new(offer.clone())));
                again
            }
            _ => payment.clone(),
        }
    }

    /// The shopper approved; with the texts that the provider returned, and what its sheet collected.
    fn approved(&self, payment: &Promise, returned: Json, sheet: Option<Sheet>) {
        self.say(payment, Event::Approved(returned, sheet.map(Box::new)));
    }

    /// The shopper cancelled.
    fn cancelled(&self, payment: &Promise) {
        self.say(payment, Event::CancelAsked(CancelReason::Provider));
    }

    /// It cannot go on.
    fn failed(&self, payment: &Promise, error: ApprovalError) {
        self.say(payment, Event::ApprovalFailed(error));
    }

    fn say(&self, payment: &Promise, event: Event) {
        if let Some(checkout) = self.checkout().filter(|checkout| checkout.providers().settle_once(payment)) {
            checkout.send(event);
        }
    }

    fn send(&self, event: Event) {
        if let Some(checkout) = self.checkout() {
            checkout.send(event);
        }
    }

    /// The provider may take the page itself to a page of its own, and bring the shopper back to ours.
    fn may_leave(&self) {
        self.send(Event::MayLeave);
    }

    /// Nobody can see whether the shopper is still there: Glue is asked, and then they are.
    fn lost_sight(&self) {
        self.send(Event::Returned { watched: false });
    }
}

/// What a provider returned beside its approval, as far as it is text under a known name: Glue's app gets it with the
/// payment's data.
fn returned(data: &JsValue, names: &[&str]) -> Json {
    let mut json = Json::map([]);
    for name in names {
        if let Some(value) = js::text(data, name) {
            json.set(name, value.into());
        }
    }
    json
}
