//! Runs a provider that the page registered.

mod given;
mod unused;

pub use unused::tell as tell_unused;

use super::super::Providers;
use super::super::registered::{self, Registered};
use super::{Preparation, Prepared, Provider, Site, js, loading, place};
use crate::browser::{from_js, spawn, to_js, within};
use crate::flow::{ApprovalError, announce};
use crate::json::Json;
use crate::money::Money;
use given::{broken, report, report_late, report_thrown};
use js_sys::{Promise, Reflect};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, Element};

struct Custom {
    site: Site,
    registered: Registered,
    context: JsValue,
    /// The container of its button.
    container: Option<Element>,
    /// Tells the provider's `authorize` that the approval has ended.
    ending: RefCell<Option<AbortController>>,
}

/// Prepares the provider of the method, with a container if it draws its own button.
pub fn prepare(site: Site) -> Preparation {
    if Providers::draws(&site.method) {
        place::draw(site, |site, container| Box::pin(in_time(site, Some(container))))
    } else {
        Box::pin(in_time(site, None))
    }
}

/// Fails a preparation that takes too long, and tells the developer which function did.
async fn in_time(site: Site, container: Option<Element>) -> Prepared {
    let Some(registered) = registered::find(&site.method) else { return Err(None) };
    let waits_for = Cell::new("");
    let preparing = prepare_in(site, registered.clone(), container, &waits_for);
    let Some(prepared) = within(loading::LIMIT, preparing).await else {
        report_late(&registered, waits_for.get());
        return Err(Some(ApprovalError::Script));
    };
    prepared
}

/// Asks the provider whether it can be used here, and lets it draw its button into the container. `waits_for` is set to the function whose
/// promise is awaited.
async fn prepare_in(
    site: Site,
    registered: Registered,
    container: Option<Element>,
    waits_for: &Cell<&'static str>,
) -> Prepared {
    given::check(&registered)?;
    let context = context(&site, &registered);
    if registered.function("isEligible").is_some() {
        let answer = given::call(&registered, "isEligible", std::slice::from_ref(&context))?;
        waits_for.set("isEligible");
        let eligible = site.settled(answer.into()).await.map_err(|_| broken(&registered, "isEligible"))?;
        if eligible.is_undefined() {
            let said =
                ["isEligible of ", &given::subject(&registered), " returned undefined, which removes the button"];
            report("warn", &said.concat(), None);
        }
        if eligible.is_falsy() {
            return Err(None);
        }
    }
    // Made before the provider draws: if that fails, dropping this removes what was drawn.
    let custom = Rc::new(Custom { site, registered, context, container, ending: RefCell::default() });
    if let Some(container) = &custom.container {
        waits_for.set("render");
        let drawn = given::call(&custom.registered, "render", &[container.into(), custom.context.clone()]);
        let drawn = match drawn {
            Ok(drawn) => custom.site.settled(drawn.into()).await.map_err(|_| broken(&custom.registered, "render")),
            Err(error) => Err(error),
        };
        if let Err(error) = drawn {
            // Its button may have been clicked meanwhile, and it goes now. The payment is cancelled.
            if let Some(payment) = custom.site.current_promise() {
                custom.site.failed(&payment, ApprovalError::Provider);
            }
            return Err(Some(error));
        }
    }
    Ok(custom)
}

impl Provider for Custom {
    fn open(&self, payment: &Promise) {
        if let Some(checkout) = self.site.checkout() {
            self.site.keep(&*checkout);
        }
        let ending = AbortController::new().ok();
        let signal = ending.as_ref().map_or(JsValue::UNDEFINED, |ending| ending.signal().into());
        // Each attempt has its own context, so a late report does not count for the next attempt.
        let context = js::object(&[("signal", signal)]);
        for name in ["key", "provider", "method", "amount", "currency", "locale", "expressPage", "data"] {
            js::set(&context, name, &js::get(&self.context, name));
        }
        add_reports(&self.site, &self.registered, &context, Some(payment.clone()));
        *self.ending.borrow_mut() = ending;
        let answer = match js::call(&self.registered.object, "authorize", &[payment.into(), context]) {
            Ok(answer) => Promise::resolve(&answer),
            Err(error) => Promise::reject(&error),
        };
        // Callbacks and not a task, because the promise may never settle: the browser frees them together with it.
        let (site, promise) = (self.site.clone(), payment.clone());
        let approved = js::listener(move |approval| {
            let (site, payment) = (site.clone(), promise.clone());
            spawn(async move {
                // An approval is reported only after its payment exists.
                if JsFuture::from(payment.clone()).await.is_ok() {
                    site.approved(&payment, texts(from_js(&approval)), None);
                }
            });
        });
        let (site, payment, registered) = (self.site.clone(), payment.clone(), self.registered.clone());
        let failed = js::listener(move |error| {
            if is_abort(&error) {
                return site.cancelled(&payment);
            }
            report_thrown(&registered, "authorize", &error);
            site.failed(&payment, ApprovalError::Provider);
        });
        let _ = js::call(&answer, "then", &[approved, failed]);
    }

    fn reprice(&self, total: Money) -> bool {
        js::set(&self.context, "amount", &to_js(&total.minor.into()));
        true
    }

    fn end(&self) {
        if let Some(ending) = self.ending.borrow_mut().take() {
            ending.abort();
        }
    }
}

impl Drop for Custom {
    fn drop(&mut self) {
        if self.registered.function("destroy").is_some() {
            let container = self.container.as_ref().map_or(JsValue::UNDEFINED, JsValue::from);
            // Its error is in the console. The button goes in any case.
            let _ = given::call(&self.registered, "destroy", &[container]);
        }
        if let Some(container) = &self.container {
            place::empty(container);
        }
    }
}

/// Whether the provider reports a cancellation: an `AbortError`, as in browser interfaces.
fn is_abort(error: &JsValue) -> bool {
    Reflect::get(error, &"name".into()).is_ok_and(|name| name == "AbortError")
}

/// The members of an approval that are texts. Only texts are added to the payment's data.
fn texts(approval: Json) -> Json {
    let members = approval.members().iter().filter(|(_, value)| value.str().is_some());
    Json::Map(members.cloned().collect())
}

/// The object for the provider: data about the cart, and functions for its reports.
fn context(site: &Site, registered: &Registered) -> JsValue {
    let mut detail = announce::identify(&site.method);
    detail.set("amount", site.total.minor.into());
    detail.set("currency", site.total.currency.code().into());
    detail.set("locale", site.locale().into());
    detail.set("expressPage", site.settings.express_page.name().into());
    detail.set("data", site.method.data.clone());
    let context = to_js(&detail);
    let this = site.downgrade();
    let start = js::callback(move |_, _| {
        let promise = this.get().filter(Site::may_begin).and_then(|site| site.begin());
        promise.unwrap_or_else(refused).into()
    });
    js::set(&context, "start", &start);
    add_reports(site, registered, &context, None);
    context
}

/// A rejected promise: no payment starts. A provider that does not listen must not cause an unhandled rejection.
fn refused() -> Promise {
    let refused = js::rejected("express-checkout: no payment can start now");
    js::on_rejection(&refused, |_| {});
    refused
}

/// Adds the functions `approve`, `cancel` and `fail`, for that attempt or for the current one.
fn add_reports(site: &Site, registered: &Registered, context: &JsValue, payment: Option<Promise>) {
    let of = move |site: &Site| payment.clone().or_else(|| site.current_promise());
    let promise = of.clone();
    let approve = site.listener(move |site, approval| {
        if let Some(payment) = promise(site) {
            site.approved(&payment, texts(from_js(&approval)), None);
        }
    });
    let promise = of.clone();
    let cancel = site.listener(move |site, _| {
        if let Some(payment) = promise(site) {
            site.cancelled(&payment);
        }
    });
    let registered = registered.clone();
    let fail = site.listener(move |site, error| {
        if error.is_truthy() {
            let said = [&given::subject(&registered), " called fail with this error:"].concat();
            report("error", &said, Some(&error));
        }
        if let Some(payment) = of(site) {
            site.failed(&payment, ApprovalError::Provider);
        }
    });
    for (name, report) in [("approve", approve), ("cancel", cancel), ("fail", fail)] {
        js::set(context, name, &report);
    }
}
