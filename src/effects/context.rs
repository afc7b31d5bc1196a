//! Implements for a checkout the trait that its providers use.

use super::{Checkout, attempt_module};
use crate::flow::{Event, Method, Presentation, State};
use crate::glue::Request;
use crate::glue::exchange::{GlueProfile, RequestPolicy};
use crate::locale::Text;
use crate::page::Page;
use crate::provider::browser::sdk::{ShippingAnswer, ShippingChange};
use crate::provider::browser::{Choice, Pricing, Providers, register};
use crate::provider::context::{Answer, CheckoutContext, WeakContext};
use crate::settings::Settings;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use wasm_bindgen::JsValue;

impl CheckoutContext for Checkout {
    fn state(&self) -> Rc<State> {
        self.state()
    }

    fn settings(&self) -> Rc<Settings> {
        self.settings()
    }

    fn language(&self) -> String {
        self.texts().language().to_owned()
    }

    fn page(&self) -> Rc<dyn Page> {
        self.page()
    }

    fn providers(&self) -> &Providers {
        self.providers()
    }

    fn profile(&self) -> GlueProfile {
        self.0.glue.profile.get()
    }

    fn has_left(&self) -> bool {
        self.has_left()
    }

    fn may_start(&self, key: &str) -> Option<Method> {
        self.may_start(key)
    }

    fn ask_click(&self, method: &Method) -> bool {
        self.ask_click(method)
    }

    fn start(&self, method: &Method, presentation: Presentation) {
        self.start(method, presentation);
    }

    fn send(&self, event: Event) {
        self.send(event);
    }

    fn redraw(&self) {
        self.tell_change();
    }

    fn ask(&self, step: &'static str, request: Request, policy: RequestPolicy) -> Answer {
        self.ask(step, request, policy)
    }

    fn text(&self, text: Text) -> Option<String> {
        attempt_module::loaded().map(|attempt| (attempt.text)(self, text))
    }

    fn price(&self, choice: Choice) -> Option<Pricing> {
        attempt_module::loaded().map(|attempt| (attempt.price)(self, choice))
    }

    fn answer_paypal(&self, change: ShippingChange) -> Option<ShippingAnswer> {
        attempt_module::loaded().map(|attempt| (attempt.answer_paypal)(change))
    }

    fn load_attempt(&self) -> Pin<Box<dyn Future<Output = bool>>> {
        Box::pin(attempt_module::load())
    }

    fn downgrade(&self) -> WeakContext {
        let weak = Rc::downgrade(&self.0);
        WeakContext::new(move || Some(Rc::new(Self(weak.upgrade()?))))
    }
}

/// Registers a provider of the page for a payment method key or an `appPaymentMethodKey`, in all checkouts of the page.
pub fn register_provider(key: JsValue, provider: JsValue) {
    // Something else than a text fits no method. The developer is told when the methods are known.
    let text = key.as_string().unwrap_or_default();
    register(&text, key, provider);
    for checkout in Checkout::all() {
        checkout.providers().registered(&checkout, &text);
    }
}
