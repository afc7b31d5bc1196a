//! The W3C Payment Request sheet of the browser, for the wallets that the shop configures and the browser supports. web-sys
//! has no binding for it.

use super::{Countries, NoPrice, Prepared, Provider, Site, js, sheet};
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

/// After this time with an open sheet, Glue is asked for the payment's state, because `show()` never settles if the wallet's
/// software fails. In milliseconds.
const LIMIT: u32 = 180_000;

/// How many times the browser is asked to close the sheet.
const CLOSE_TRIES: u32 = 20;
/// The pause between two tries, in milliseconds.
const CLOSE_PAUSE: u32 = 500;

/// The names of Payment Request's address fields, without the lines and the recipient.
const ADDRESS: [(&str, Field); 6] = [
    ("country", Field::Iso2Code),
    ("region", Field::State),
    ("city", Field::City),
    ("postalCode", Field::ZipCode),
    ("organization", Field::Company),
    ("phone", Field::Phone),
];

/// The address fields that a price depends on.
const PRICED: [(&str, Field); 3] =
    [("country", Field::Iso2Code), ("city", Field::City), ("postalCode", Field::ZipCode)];

/// The provider for all wallets of one Payment Request.
struct Wallets {
    site: Site,
    countries: Countries,
    total: Cell<Money>,
    shown: RefCell<Option<Shown>>,
}

/// The open sheet. A sheet can be shown only once.
#[derive(Clone)]
struct Shown {
    request: PaymentRequest,
    /// False after the sheet has answered or the attempt has ended.
    open: Rc<Cell<bool>>,
    /// The browser has closed it.
    closed: Rc<Cell<bool>>,
    /// The offer for the shopper's choice in the sheet.
    offer: Rc<RefCell<Option<Offer>>>,
}

/// Asks the browser whether one of the wallets can be used. `Err(None)`: none can, or the browser has no Payment Request.
pub async fn prepare(site: Site) -> Prepared {
    if !js::has(&js_sys::global(), "PaymentRequest") {
        return Err(None);
    }
    let countries = site.countries();
    let request = request(&site, site.total).map_err(|_| Some(ApprovalError::Sdk))?;
    let able = request.can_make_payment().map_err(|_| None)?;
    if site.settled(able.into()).await.map_err(|_| None)?.is_falsy() {
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

/// Closes the sheet. While a wallet is opening, it refuses to close, so this tries several times.
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

/// The wallet answered. Its answer must be for this payment. Glue then checks the payment itself.
async fn answered(site: &Site, payment: &Promise, response: &JsValue, offer: Option<Offer>) {
    let details = js::get(response, "details");
    let status = js::text(&details, "status").unwrap_or_default();
    let Ok(data) = JsFuture::from(payment.clone()).await else {
        // The payment could not be started. The flow has reported that.
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

/// Completes the sheet. "fail" is not used, because the sheet would stay open with that message; the element shows its own.
fn complete(response: &JsValue, approved: bool) {
    let result = if approved { "success" } else { "unknown" };
    if let Ok(completed) = js::call(response, "complete", &[result.into()]) {
        js::on_rejection(&completed, |_| {});
    }
}

/// The addresses that the sheet collected.
fn payer(response: &JsValue) -> crate::address::Payer {
    let mut customer = sheet::fields(response, &[("payerEmail", Field::Email), ("payerPhone", Field::Phone)]);
    sheet::name(&mut customer, js::text(response, "payerName"));
    let given = js::get(response, "shippingAddress");
    let mut address = Fields::new();
    if given.is_object() {
        address = sheet::address(&given, &ADDRESS);
        let mut lines: Vec<String> =
            js_sys::Array::from(&js::get(&given, "addressLine")).iter().filter_map(|line| line.as_string()).collect();
        // Glue has no field for a part of the city.
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

/// A new sheet. It asks only for the data that the cart needs.
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

/// The total, its lines and the shipment methods for the sheet.
fn details(site: &Site, total: Money, offer: Option<&Offer>) -> JsValue {
    // Sheets show the merchant's name beside the total.
    let merchant = site.method.data.get("merchantName").text().map(str::to_owned);
    let here = || web_sys::window().and_then(|window| window.location().hostname().ok()).unwrap_or_default();
    let details = js::object(&[("total", item(&merchant.unwrap_or_else(here), total))]);
    let priced = offer.filter(|offer| offer.total == total);
    let lines = priced.map(|offer| sheet::costs(site, offer)).unwrap_or_default();
    js::set(&details, "displayItems", &sheet::list(lines.iter().map(|(name, money)| item(name, *money))));
    let options = offer.map(sheet::options).unwrap_or_default();
    let options = options.iter().enumerate().map(|(index, (id, label, price))| {
        let option = item(label, *price);
        js::set(&option, "id", &id.into());
        js::set(&option, "selected", &(index == 0).into());
        option
    });
    js::set(&details, "shippingOptions", &sheet::list(options));
    details
}

/// An amount with its label.
fn item(label: &str, money: Money) -> JsValue {
    let amount = js::object(&[("currency", money.currency.code().into()), ("value", money.decimal().into())]);
    js::object(&[("label", label.into()), ("amount", amount)])
}

/// Tells the sheet that the shop does not ship to the address. The shopper cannot confirm then.
fn refusal(reason: &str) -> JsValue {
    js::object(&[
        ("shippingOptions", js_sys::Array::new().into()),
        ("error", reason.into()),
        ("shippingAddressErrors", js::object(&[("country", reason.into())])),
    ])
}

/// While the sheet is open, asks for a new price when the shopper chooses another address or shipment method.
fn listen(site: &Site, countries: &Countries, shown: &Shown) {
    for name in ["shippingaddresschange", "shippingoptionchange"] {
        let (site, countries, chosen) = (site.clone(), countries.clone(), shown.offer.clone());
        let changed = js::listener(move |event| {
            let (site, countries, chosen) = (site.clone(), countries.clone(), chosen.clone());
            // The request holds this listener. The listener takes the request from the event, to avoid a cycle.
            let request = js::get(&event, "target");
            let update = js::promised(async move {
                let address = sheet::address(&js::get(&request, "shippingAddress"), &PRICED);
                let option = js::text(&request, "shippingOption").filter(|_| name == "shippingoptionchange");
                Ok(match site.price(&countries, address, option).await {
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
