//! The browser's own sheet (W3C Payment Request), for the wallets that the shop's configuration names and the browser knows.
//! web-sys has no binding of it.

use super::sheet::{Countries, NoPrice};
use super::{Prepared, Provider, Site, js, sheet};
use crate::address::{Field, Fields};
use crate::browser::{from_js, sleep, spawn, to_js, within};
use crate::flow::{ApprovalError, Offer, Sheet};
use crate::money::Money;
use crate::provider::returned::handles;
use js_sys::Promise;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen]
extern "C" {
    #[derive(Clone)]
    type PaymentRequest;
    #[wasm_bindgen(constructor, catch)]
    fn new(methods: &JsValue, details: &JsValue, options: &JsValue) -> Result<PaymentRequest, JsValue>;
    #[wasm_bindgen(method, catch, js_name = canMakePayment)]
    fn can_make_payment(this: &PaymentRequest) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn show(this: &PaymentRequest) -> Result<Promise, JsValue>;
}

/// How long the sheet may be open before Glue is asked, in milliseconds: where a wallet's own software fails, `show()`
/// never comes to an end.
const LIMIT: u32 = 180_000;

/// How often the browser is asked to close the sheet.
const CLOSE_TRIES: u32 = 20;
/// The pause between two tries, in milliseconds.
const CLOSE_PAUSE: u32 = 500;

/// How Payment Request names an address, but for its lines and the recipient.
const ADDRESS: [(&str, Field); 6] = [
    ("country", Field::Iso2Code),
    ("region", Field::State),
    ("city", Field::City),
    ("postalCode", Field::ZipCode),
    ("organization", Field::Company),
    ("phone", Field::Phone),
];

/// What a quote is asked for with.
const PLACE: [(&str, Field); 3] = [("country", Field::Iso2Code), ("city", Field::City), ("postalCode", Field::ZipCode)];

struct Wallets {
    site: Site,
    countries: Countries,
    total: Cell<Money>,
    shown: RefCell<Option<Shown>>,
}

/// The sheet that is open. Each is shown once.
#[derive(Clone)]
struct Shown {
    request: PaymentRequest,
    /// Turned off when the attempt does not need it any more.
    open: Rc<Cell<bool>>,
    /// The browser has closed it.
    closed: Rc<Cell<bool>>,
    /// The offer for what was chosen in it.
    offer: Rc<RefCell<Option<Offer>>>,
}

/// Asks the browser whether any of the wallets can be used. `Err(None)`: none can, or it knows no Payment Request.
pub async fn prepare(site: Site) -> Prepared {
    if !js::has(&js_sys::global(), "PaymentRequest") {
        return Err(None);
    }
    let countries = Countries::of(&site);
    let request = request(&site, site.total).map_err(|_| Some(ApprovalError::Sdk))?;
    let able = request.can_make_payment().map_err(|_| None)?;
    if JsFuture::from(able).await.map_err(|_| None)?.is_falsy() {
        return Err(None);
    }
    let total = Cell::new(site.total);
    Ok(Rc::new(Wallets { site, countries, total, shown: RefCell::default() }))
}

impl Provider for Wallets {
    fn open(&self, payment: &Promise) {
        let site = &self.site;
        let opened = request(site, self.total.get()).and_then(|request| Ok((request.show()?, request)));
        let Ok((answer, request)) = opened else {
            return site.failed(payment, ApprovalError::Sdk);
        };
        let shown = Shown { request, open: Rc::new(Cell::new(true)), closed: Rc::default(), offer: Rc::default() };
        listen(site, &self.countries, &shown);
        *self.shown.borrow_mut() = Some(shown.clone());
        let (this, open) = (site.clone(), shown.open.clone());
        spawn(async move {
            sleep(LIMIT).await;
            if open.get() {
                this.lost_sight();
            }
        });
        let (this, payment) = (site.clone(), payment.clone());
        spawn(async move {
            let answer = JsFuture::from(answer).await;
            shown.open.set(false);
            shown.closed.set(true);
            match answer {
                Ok(response) => answered(&this, &payment, &response, shown.offer.take()).await,
                Err(error) if js::get(&error, "name") == "AbortError" => this.cancelled(&payment),
                Err(_) => this.failed(&payment, ApprovalError::Provider),
            }
        });
    }

    fn reprice(&self, total: Money) -> bool {
        self.total.set(total);
        true
    }

    fn end(&self) {
        if let Some(shown) = self.shown.borrow_mut().take()
            && shown.open.replace(false)
        {
            spawn(close(shown));
        }
    }
}

/// Closes the sheet. A wallet that is just opening refuses that, so it is asked again until the sheet is closed.
async fn close(shown: Shown) {
    for _ in 0..CLOSE_TRIES {
        let Ok(aborting) = js::call(&shown.request, "abort", &[]) else { return };
        // The promise may never be settled.
        let aborted = within(CLOSE_PAUSE, js::settled(aborting)).await;
        if shown.closed.get() || matches!(aborted, Some(Ok(_))) {
            return;
        }
        sleep(CLOSE_PAUSE).await;
    }
}

/// The wallet answered. What it says of the payment is handed on to Glue, which knows; but it must be this payment.
async fn answered(site: &Site, payment: &Promise, response: &JsValue, offer: Option<Offer>) {
    let details = js::get(response, "details");
    let status = js::text(&details, "status").unwrap_or_default();
    let Ok(data) = JsFuture::from(payment.clone()).await else {
        // The payment could not start; that is told already.
        return complete(response, false);
    };
    let other =
        |name: &str| js::text(&details, name).is_some_and(|id| js::text(&data, name).is_none_or(|own| own != id));
    let is_other = other("paymentId") || other("transactionId");
    let refusal = match status.as_str() {
        _ if is_other => Some(ApprovalError::Mismatch),
        "declined" => Some(ApprovalError::Declined),
        "error" => Some(ApprovalError::Provider),
        _ => None,
    };
    if refusal.is_some() || status == "cancelled" {
        complete(response, false);
        return match refusal {
            Some(error) => site.failed(payment, error),
            None => site.cancelled(payment),
        };
    }
    // The payment must have the price that the sheet showed.
    let payment = site.priced(payment, offer.as_ref());
    let priced = JsFuture::from(payment.clone()).await;
    complete(response, priced.is_ok());
    if priced.is_ok() {
        let mut returned = handles(from_js(&details));
        returned.set("methodName", js::text(response, "methodName").unwrap_or_default().into());
        site.approved(&payment, returned, Some(Sheet { payer: payer(response), offer }));
    }
}

/// Tells the sheet how it ends. Never "fail", which it would show until the shopper closes it: what failed, we say.
fn complete(response: &JsValue, approved: bool) {
    let result = if approved { "success" } else { "unknown" };
    if let Ok(completed) = js::call(response, "complete", &[result.into()]) {
        spawn(async move {
            let _ = js::settled(completed).await;
        });
    }
}

fn payer(response: &JsValue) -> crate::address::Payer {
    let mut customer = sheet::fields(response, &[("payerEmail", Field::Email), ("payerPhone", Field::Phone)]);
    sheet::name(&mut customer, js::text(response, "payerName"));
    let given = js::get(response, "shippingAddress");
    let mut address = Fields::new();
    if given.is_object() {
        address = sheet::place(&given, &ADDRESS);
        let mut lines: Vec<String> =
            js_sys::Array::from(&js::get(&given, "addressLine")).iter().filter_map(|line| line.as_string()).collect();
        // A part of the city has no field of its own.
        lines.extend(js::text(&given, "dependentLocality"));
        sheet::lines(&mut address, &lines);
        // "Paris", "CEDEX 08"
        if let Some(code) = js::text(&given, "sortingCode") {
            let city = address.get(&Field::City).map_or(code.clone(), |city| [city, " ", &code].concat());
            address.insert(Field::City, city);
        }
        sheet::name(&mut address, js::text(&given, "recipient"));
    }
    sheet::payer(customer, Fields::new(), address)
}

/// A new sheet. Only what the cart needs is asked for.
fn request(site: &Site, total: Money) -> Result<PaymentRequest, JsValue> {
    let methods = to_js(site.method.data.get("supportedMethods"));
    let offer = site.offer();
    let wanted = sheet::wanted(site);
    let options = js::object(&[
        ("requestPayerName", wanted.buyer.into()),
        ("requestPayerEmail", wanted.buyer.into()),
        ("requestPayerPhone", wanted.phone.into()),
        ("requestShipping", wanted.address.into()),
    ]);
    PaymentRequest::new(&methods, &details(site, total, offer.as_ref()), &options)
}

/// What the sheet shows of the cart.
fn details(site: &Site, total: Money, offer: Option<&Offer>) -> JsValue {
    // As sheets do: whom the shopper pays.
    let merchant = site.method.data.get("merchantName").text().map(str::to_owned);
    let here = || web_sys::window().and_then(|window| window.location().hostname().ok()).unwrap_or_default();
    let details = js::object(&[("total", item(&merchant.unwrap_or_else(here), total))]);
    let priced = offer.filter(|offer| offer.total == total);
    let lines = priced.map(|offer| sheet::costs(site, offer)).unwrap_or_default();
    js::set(&details, "displayItems", &sheet::list(lines.iter().map(|(name, money)| item(name, *money))));
    let options = offer.map(sheet::options).unwrap_or_default();
    let options = options.iter().enumerate().map(|(place, (id, label, price))| {
        let option = item(label, *price);
        js::set(&option, "id", &id.into());
        js::set(&option, "selected", &(place == 0).into());
        option
    });
    js::set(&details, "shippingOptions", &sheet::list(options));
    details
}

fn item(label: &str, money: Money) -> JsValue {
    let amount = js::object(&[("currency", money.currency.code().into()), ("value", money.decimal().into())]);
    js::object(&[("label", label.into()), ("amount", amount)])
}

/// The shop does not ship there, or not in that way: the sheet says so, and cannot go on.
fn refusal(reason: &str) -> JsValue {
    js::object(&[
        ("shippingOptions", js_sys::Array::new().into()),
        ("error", reason.into()),
        ("shippingAddressErrors", js::object(&[("country", reason.into())])),
    ])
}

/// Another address or shipment method is priced while the sheet is open.
fn listen(site: &Site, countries: &Countries, shown: &Shown) {
    for name in ["shippingaddresschange", "shippingoptionchange"] {
        let (site, countries, chosen) = (site.clone(), countries.clone(), shown.offer.clone());
        let changed = js::listener(move |event| {
            let (site, countries, chosen) = (site.clone(), countries.clone(), chosen.clone());
            // Not held from in here: it holds this.
            let request = js::get(&event, "target");
            let update = js::promised(async move {
                let place = sheet::place(&js::get(&request, "shippingAddress"), &PLACE);
                let option = js::text(&request, "shippingOption").filter(|_| name == "shippingoptionchange");
                Ok(match sheet::price(&site, &countries, place, option.as_deref()).await {
                    Ok(offer) => {
                        let details = details(&site, offer.total, Some(&offer));
                        *chosen.borrow_mut() = Some(offer);
                        details
                    }
                    Err(NoPrice::Unknown) => js::object(&[]),
                    Err(NoPrice::NotThere) => refusal(&site.no_shipment().await),
                })
            });
            let _ = js::call(&event, "updateWith", &[update.into()]);
        });
        js::set(&shown.request, &["on", name].concat(), &changed);
    }
}
