//! Stripe's Express Checkout Element. It draws the buttons of the wallets, opens their sheets, and asks for the payment
//! after the shopper has confirmed.

use super::look::{Look, px};
use super::{Countries, NoPrice, Prepared, Provider, SDK, Site, js, loading, sheet};
use crate::address::{Field, Fields, Payer};
use crate::browser::{from_js, spawn};
use crate::flow::{ApprovalError, Event, Offer, Script, Sheet};
use crate::json::Json;
use crate::money::Money;
use crate::provider::browser::return_address;
use crate::provider::stripe::amount;
use crate::settings::ButtonType;
use js_sys::Promise;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::Element;

/// Stripe's script, used if the shop's configuration has no script.
const SCRIPT: &str = "https://js.stripe.com/v3/";

/// How long the button waits for the countries that the shop ships to, after its script has loaded. In milliseconds.
const SLOW: u32 = 1_000;

/// The names of Stripe's address fields.
const ADDRESS: [(&str, Field); 5] = [
    ("country", Field::Iso2Code),
    ("state", Field::State),
    ("city", Field::City),
    ("postal_code", Field::ZipCode),
    ("line1", Field::Address1),
];

struct Express {
    shared: Rc<Shared>,
    element: JsValue,
}

impl Provider for Express {
    fn reprice(&self, total: Money) -> bool {
        reprice(&self.shared.elements, total)
    }
}

/// Sets the amount of the elements. False if Stripe cannot express it.
fn reprice(elements: &JsValue, total: Money) -> bool {
    let update = |amount: i64| js::call(elements, "update", &[js::object(&[("amount", number(amount))])]);
    amount(total).is_some_and(|amount| update(amount).is_ok())
}

/// A JavaScript number. It is exact up to 2^53, which is more than Stripe's largest amount.
fn number(amount: i64) -> JsValue {
    (amount as f64).into()
}

impl Drop for Express {
    fn drop(&mut self) {
        let _ = js::call(&self.element, "destroy", &[]);
    }
}

/// What the callbacks of one element share. Callbacks have a weak reference to it, because the element keeps the callbacks
/// alive and a strong one would be a cycle.
struct Shared {
    site: Site,
    countries: Countries,
    stripe: JsValue,
    elements: JsValue,
    /// The promise of the current attempt.
    payment: RefCell<Option<Promise>>,
    /// The offer for what was chosen in the sheet.
    offer: RefCell<Option<Offer>>,
}

/// Loads the script and mounts the element. `Err(None)`: no wallet can be used here.
pub async fn prepare(site: Site, container: Element) -> Prepared {
    // The amount must be exactly the cart's total. If Stripe cannot express it, the method is not offered.
    let total = amount(site.total).ok_or(None)?;
    let countries = site.countries();
    let own = [Script { url: SCRIPT.to_owned(), params: Vec::new() }];
    let scripts = if site.method.scripts.is_empty() { &own[..] } else { &site.method.scripts };
    for script in scripts {
        loading::load(&site, script, None).await?;
    }
    let text = |name: &str| site.method.data.get(name).text().map_or(JsValue::UNDEFINED, JsValue::from);
    let options = js::object(&[("locale", site.language.as_str().into())]);
    if let Some(account) = site.method.data.get("accountId").text() {
        js::set(&options, "stripeAccount", &account.into());
    }
    let stripe = js::call(&js_sys::global(), "Stripe", &[text("publishableKey"), options]).map_err(|_| SDK)?;
    let payment = js::object(&[
        ("mode", "payment".into()),
        ("amount", number(total)),
        ("currency", site.total.currency.code().to_ascii_lowercase().into()),
        ("captureMethod", "manual".into()),
    ]);
    let look = Look::of(&container);
    if let Some(radius) = look.radius() {
        let variables = js::object(&[("borderRadius", px(radius))]);
        js::set(&payment, "appearance", &js::object(&[("variables", variables)]));
    }
    let elements = js::call(&stripe, "elements", &[payment]).map_err(|_| SDK)?;
    // Usually they are there already, because the script loads slowly. If they come later, the click passes them on.
    countries.wait(SLOW).await;
    let options = element_options(&site, &countries, &look);
    let element = js::call(&elements, "create", &["expressCheckout".into(), options]).map_err(|_| SDK)?;
    let (payment, offer) = (RefCell::default(), RefCell::default());
    let shared = Rc::new(Shared { site, countries, stripe, elements, payment, offer });
    let express = Rc::new(Express { shared, element });
    let ready = listen(&express.shared, &express.element).map_err(|_| SDK)?;
    js::call(&express.element, "mount", &[container.into()]).map_err(|_| SDK)?;
    match express.shared.site.settled(ready.into()).await {
        Ok(available) if available.is_truthy() => Ok(express),
        Ok(_) => Err(None),
        Err(_) => Err(Some(ApprovalError::Script)),
    }
}

/// The themes that both Google Pay and Apple Pay have (<https://docs.stripe.com/js/elements_object/create_express_checkout_element>).
const THEMES: [&str; 2] = ["black", "white"];

fn element_options(site: &Site, countries: &Countries, look: &Look) -> JsValue {
    let wanted = sheet::wanted(site);
    let label = match site.settings.button_type {
        ButtonType::Pay => [("googlePay", "pay"), ("applePay", "plain"), ("paypal", "pay")],
        ButtonType::Buy => [("googlePay", "buy"), ("applePay", "buy"), ("paypal", "buynow")],
        ButtonType::Checkout => [("googlePay", "checkout"), ("applePay", "check-out"), ("paypal", "checkout")],
        ButtonType::Plain => [("googlePay", "plain"), ("applePay", "plain"), ("paypal", "paypal")],
    };
    let options = js::object(&[
        ("buttonHeight", look.height(40, 55).into()),
        ("buttonType", js::object(&label.map(|(wallet, label)| (wallet, label.into())))),
        ("emailRequired", wanted.buyer.into()),
        ("phoneNumberRequired", wanted.phone.into()),
        ("billingAddressRequired", true.into()),
        ("shippingAddressRequired", wanted.address.into()),
    ]);
    // A black button has hardly an edge on a dark ground.
    let usual = look.is_dark().then_some("white");
    if let Some(theme) = look.choice("--ec-stripe-theme", &THEMES).or(usual) {
        let themes = [("googlePay", theme.into()), ("applePay", theme.into())];
        js::set(&options, "buttonTheme", &js::object(&themes));
    }
    if wanted.address {
        js::set(&options, "shippingRates", &rates(site.offer().as_ref()));
        allow(&options, countries);
    }
    options
}

/// Restricts the sheet to the countries that the shop ships to, if they are known.
fn allow(options: &JsValue, countries: &Countries) {
    let codes = countries.codes();
    if !codes.is_empty() {
        js::set(options, "allowedShippingCountries", &sheet::list(codes.iter().map(JsValue::from)));
    }
}

/// The shipment method that the total includes, as the only rate. The shopper changes it in the review, because the amount
/// of the payment that Stripe confirms is already set.
fn rates(offer: Option<&Offer>) -> JsValue {
    let selected = offer.map(sheet::options).unwrap_or_default().into_iter().take(1);
    let rates = selected.filter_map(|(id, label, price)| {
        let amount = number(amount(price)?);
        Some(js::object(&[("id", id.into()), ("displayName", label.into()), ("amount", amount)]))
    });
    let rates: Vec<JsValue> = rates.collect();
    if rates.is_empty() {
        // Stripe requires a rate. The review shows the real method and its price.
        let nothing = js::object(&[("id", "0".into()), ("displayName", "–".into()), ("amount", 0.into())]);
        return sheet::list([nothing]);
    }
    sheet::list(rates)
}

/// The lines of the total for the sheet. Empty if Stripe cannot express one of the amounts.
fn lines(site: &Site, offer: &Offer) -> JsValue {
    let line =
        |(name, money): (String, Money)| Some(js::object(&[("name", name.into()), ("amount", number(amount(money)?))]));
    let lines: Option<Vec<JsValue>> = sheet::costs(site, offer).into_iter().map(line).collect();
    sheet::list(lines.unwrap_or_default())
}

/// Listens to the element's events. The promise resolves to the available wallets.
fn listen(shared: &Rc<Shared>, element: &JsValue) -> Result<Promise, JsValue> {
    let mut settle = None;
    let ready = Promise::new(&mut |resolve, reject| settle = Some((resolve, reject)));
    let Some((resolve, reject)) = settle else { return Err(JsValue::NULL) };
    let on = |name: &str, heard: JsValue| js::call(element, "on", &[name.into(), heard]);
    on(
        "ready",
        js::listener(move |event| {
            let _ = resolve.call1(&JsValue::UNDEFINED, &js::get(&event, "availablePaymentMethods"));
        }),
    )?;
    on(
        "loaderror",
        js::listener(move |_| {
            let _ = reject.call0(&JsValue::UNDEFINED);
        }),
    )?;
    let heard = |name: &str, called: fn(&Rc<Shared>, JsValue)| {
        let shared = Rc::downgrade(shared);
        let listener = js::listener(move |event| {
            if let Some(shared) = shared.upgrade() {
                called(&shared, event);
            }
        });
        on(name, listener)
    };
    heard("availablepaymentmethodschange", |this, event| this.available(&event))?;
    heard("click", |this, event| this.clicked(&event))?;
    heard("shippingaddresschange", Shared::moved)?;
    heard("shippingratechange", |this, event| {
        // There is only one rate, and the total includes it.
        let _ = js::call(&event, "resolve", &[this.shown()]);
    })?;
    heard("confirm", Shared::confirmed)?;
    heard("cancel", |this, _| {
        let payment = this.payment.borrow().clone();
        if let Some(payment) = payment {
            this.site.cancelled(&payment);
        }
    })?;
    Ok(ready)
}

impl Shared {
    /// The shopper clicked. Stripe waits one second for the answer, so nothing here is asynchronous.
    fn clicked(&self, event: &JsValue) {
        let begun = if self.site.may_begin() { self.site.begin() } else { None };
        let Some(payment) = begun else {
            let _ = js::call(event, "reject", &[]);
            return;
        };
        *self.payment.borrow_mut() = Some(payment);
        // Forget the choice and the price of an earlier sheet.
        self.offer.borrow_mut().take();
        if let Some(offer) = self.site.offer() {
            reprice(&self.elements, offer.total);
        }
        let options = self.shown();
        if self.site.ships() {
            allow(&options, &self.countries);
        }
        let _ = js::call(event, "resolve", &[options]);
    }

    /// What the sheet shows: the offer for the shopper's choice in the sheet, otherwise the first offer of the attempt.
    fn shown(&self) -> JsValue {
        let (chosen, first) = (self.offer.borrow(), self.site.offer());
        let offer = chosen.as_ref().or(first.as_ref());
        let shown = js::object(&[]);
        if self.site.ships() {
            js::set(&shown, "shippingRates", &rates(offer));
        }
        if let Some(offer) = offer {
            js::set(&shown, "lineItems", &lines(&self.site, offer));
        }
        shown
    }

    /// The available wallets changed. Without any wallet, the method is withdrawn.
    fn available(&self, event: &JsValue) {
        let methods = from_js(&js::get(event, "paymentMethods"));
        let any = methods.members().iter().any(|(_, wallet)| wallet.get("available").bool() == Some(true));
        let key = &self.site.method.key;
        let idle = self.site.checkout().filter(|checkout| checkout.may_start(key).is_some());
        if let Some(checkout) = idle.filter(|_| !any) {
            checkout.send(Event::MethodUnavailable(key.clone(), None));
        }
    }

    /// The shopper chose another address in the sheet. The sheet gets the new price, or a refusal if the shop does not ship
    /// there.
    fn moved(self: &Rc<Self>, event: JsValue) {
        let this = self.clone();
        spawn(async move {
            let address = sheet::address(&js::get(&event, "address"), &ADDRESS[..4]);
            let answer = match this.site.price(&this.countries, address, None).await {
                Ok(offer) if reprice(&this.elements, offer.total) => {
                    *this.offer.borrow_mut() = Some(offer);
                    "resolve"
                }
                // The price is unknown. The sheet stays as it is, and the review shows the price.
                Err(NoPrice::Unknown) => "resolve",
                Ok(_) | Err(NoPrice::NotThere) => "reject",
            };
            let shown = if answer == "resolve" { this.shown() } else { JsValue::UNDEFINED };
            let _ = js::call(&event, answer, &[shown]);
        });
    }

    /// The shopper confirmed in the sheet. The payment was started by the click; now Stripe confirms it.
    fn confirmed(self: &Rc<Self>, event: JsValue) {
        let waiting = self.site.current_promise();
        // The sheet may still be open after the attempt has ended. A payment that was given up must not be confirmed.
        let Some(mut payment) = self.payment.borrow().clone().filter(|_| waiting.is_some()) else {
            return fail(&event);
        };
        let this = self.clone();
        spawn(async move {
            match this.confirm(&mut payment).await {
                // The element was removed from the page, so it cannot order.
                Ok(_) if this.site.checkout().is_none_or(|checkout| checkout.has_left()) => {
                    this.site.cancelled(&payment);
                }
                Ok(id) => {
                    let returned = Json::map([("paymentIntentId", id.as_str().into())]);
                    let sheet = Sheet { payer: payer(&event), offer: this.offer.borrow_mut().take() };
                    this.site.approved(&payment, returned, Some(sheet));
                }
                Err(error) => {
                    fail(&event);
                    this.site.failed(&payment, error);
                }
            }
        });
    }

    /// Confirms the payment and returns the id of Stripe's payment intent. `payment` becomes the promise of the payment that
    /// is confirmed, which has the price that the sheet shows.
    async fn confirm(&self, payment: &mut Promise) -> Result<String, ApprovalError> {
        let sdk = |_| ApprovalError::Sdk;
        let submitted = js::call(&self.elements, "submit", &[]).map_err(sdk)?;
        let submitted = js::settled(submitted).await.map_err(sdk)?;
        if js::get(&submitted, "error").is_truthy() {
            return Err(ApprovalError::Declined);
        }
        JsFuture::from(payment.clone()).await.map_err(sdk)?;
        *payment = self.site.priced(payment, self.offer.borrow().as_ref());
        *self.payment.borrow_mut() = Some(payment.clone());
        let data = JsFuture::from(payment.clone()).await.map_err(sdk)?;
        let secret = js::text(&data, "clientSecret").ok_or(ApprovalError::Data)?;
        let back =
            self.site.checkout().and_then(|checkout| return_address(&*checkout)).ok_or(ApprovalError::Data)?.href();
        let parameters = js::object(&[
            ("elements", self.elements.clone()),
            ("clientSecret", secret.as_str().into()),
            ("confirmParams", js::object(&[("return_url", back.into())])),
            ("redirect", "if_required".into()),
        ]);
        // Some wallets navigate away from the page.
        self.site.may_leave();
        let answer = js::call(&self.stripe, "confirmPayment", &[parameters]).map_err(sdk)?;
        let answer = js::settled(answer).await.map_err(|_| ApprovalError::Provider)?;
        if js::get(&answer, "error").is_truthy() {
            return Err(ApprovalError::Declined);
        }
        // The secret begins with the id of its intent. The approval must be for the same intent.
        match js::text(&js::get(&answer, "paymentIntent"), "id") {
            Some(id) if secret.split("_secret_").next() == Some(id.as_str()) => Ok(id),
            _ => Err(ApprovalError::Mismatch),
        }
    }
}

/// Tells the sheet that the payment failed.
fn fail(event: &JsValue) {
    let _ = js::call(event, "paymentFailed", &[js::object(&[("reason", "fail".into())])]);
}

/// The addresses that the sheet collected.
fn payer(event: &JsValue) -> Payer {
    let address = |of: &JsValue| {
        let given = js::get(of, "address");
        let mut fields = if given.is_object() { sheet::address(&given, &ADDRESS) } else { Fields::new() };
        if let Some(second) = js::text(&given, "line2") {
            fields.insert(Field::Address3, second);
        }
        sheet::name(&mut fields, js::text(of, "name"));
        fields
    };
    let billing = js::get(event, "billingDetails");
    let mut customer = sheet::fields(&billing, &[("email", Field::Email), ("phone", Field::Phone)]);
    sheet::name(&mut customer, js::text(&billing, "name"));
    sheet::payer(customer, address(&billing), address(&js::get(event, "shippingAddress")))
}
