//! The one interpreter of effects: the only place where the flow meets the world. It runs what a step asks for, in its
//! order, and brings back what happened as events.

use crate::element::settings::Settings;
use crate::flow::{
    Announcement, ApprovalError, Config, Dialect, Effect, Event, GlueError, Method, PaymentData, Presentation, State,
    announce, deadline, step,
};
use crate::glue::client::{Client, NoAnswer, Treatment};
use crate::glue::payment_customers::{self, Spelling};
use crate::glue::{Answer, Call, checkout, checkout_data, orders, payment_cancellations, payments};
use crate::json::Json;
use crate::locale::{Texts, failure_text};
use crate::page::{Page, now, random_name, sleep, to_js, warn};
use crate::provider::browser::Providers;
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::{Rc, Weak};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};

/// A checkout at work: its state, and what it needs to act.
#[derive(Clone)]
pub struct Checkout(Rc<Inner>);

struct Inner {
    state: RefCell<Rc<State>>,
    settings: RefCell<Rc<Settings>>,
    token: RefCell<JsValue>,
    texts: RefCell<Rc<Texts>>,
    page: Box<dyn Page>,
    providers: Providers,
    form: RefCell<crate::element::form::Filled>,
    queue: RefCell<VecDeque<Event>>,
    running: Cell<bool>,
    /// Whether the siblings were told that this one has the cart in hand.
    engaged: Cell<bool>,
    /// Its element has left the page. What it still has under way goes on.
    left: Cell<bool>,
    /// Which spelling of the customer route this shop has, once it is known.
    spelling: Cell<Option<Spelling>>,
    /// Which dialect answered `/payments` last.
    dialect: Cell<Option<Dialect>>,
    changed: RefCell<Option<Rc<dyn Fn()>>>,
}

thread_local! {
    /// The checkouts of this page: one cart is checked out by one of them at a time.
    static ALL: RefCell<Vec<Weak<Inner>>> = const { RefCell::new(Vec::new()) };
}

impl PartialEq for Checkout {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Checkout {
    /// A checkout that has not begun.
    pub fn new(page: Box<dyn Page>, settings: Settings, token: JsValue, texts: Texts) -> Self {
        let checkout = Self(Rc::new(Inner {
            state: RefCell::new(Rc::new(State::new(settings.config.clone()))),
            settings: RefCell::new(Rc::new(settings)),
            token: RefCell::new(token),
            texts: RefCell::new(Rc::new(texts)),
            page,
            providers: Providers::default(),
            form: RefCell::default(),
            queue: RefCell::default(),
            running: Cell::new(false),
            engaged: Cell::new(false),
            left: Cell::new(false),
            spelling: Cell::new(None),
            dialect: Cell::new(None),
            changed: RefCell::new(None),
        }));
        ALL.with_borrow_mut(|all| {
            all.retain(|known| known.strong_count() > 0);
            all.push(Rc::downgrade(&checkout.0));
        });
        checkout
    }

    /// The other checkouts of this page with the same cart.
    fn siblings(&self) -> Vec<Self> {
        let all = ALL.with_borrow(Clone::clone);
        let cart_id = &self.state().config.cart_id;
        let left = |other: &Self| other.0.left.get() && other.state().name() == "placed";
        let same = |other: &Self| other != self && other.state().config.cart_id == *cart_id && !left(other);
        all.iter().filter_map(Weak::upgrade).map(Self).filter(same).collect()
    }

    /// The element has left the page: whatever nobody will wait for is cancelled.
    pub fn leave(&self) {
        self.0.left.set(true);
        self.send(Event::PageHidden);
    }

    /// Nothing can be started: the page says so, or another element has this cart in hand.
    pub fn is_blocked(&self) -> bool {
        self.settings().disabled || self.siblings().iter().any(|other| other.state().is_engaged())
    }

    /// The state as it is.
    pub fn state(&self) -> Rc<State> {
        self.0.state.borrow().clone()
    }

    /// The settings as they are.
    pub fn settings(&self) -> Rc<Settings> {
        self.0.settings.borrow().clone()
    }

    /// The texts as they are.
    pub fn texts(&self) -> Rc<Texts> {
        self.0.texts.borrow().clone()
    }

    /// The providers' buttons and windows.
    pub fn providers(&self) -> &Providers {
        &self.0.providers
    }

    /// The page around.
    pub fn page(&self) -> &dyn Page {
        &*self.0.page
    }

    /// Calls back after every change of state, settings or texts.
    pub fn on_change(&self, changed: Rc<dyn Fn()>) {
        *self.0.changed.borrow_mut() = Some(changed);
    }

    /// New settings, texts and token.
    pub fn configure(&self, settings: Settings, token: JsValue, texts: Texts) {
        let config: Config = settings.config.clone();
        let before = self.settings();
        let elsewhere = before.glue_url != settings.glue_url || before.store != settings.store;
        let otherwise = self.texts().language() != texts.language();
        *self.0.settings.borrow_mut() = Rc::new(settings);
        *self.0.token.borrow_mut() = token;
        *self.0.texts.borrow_mut() = Rc::new(texts);
        self.send(Event::Configured(config));
        if elsewhere || otherwise {
            // Another shop, or its names in another language.
            self.send(Event::Reload);
        }
    }

    /// Something happened.
    pub fn send(&self, event: Event) {
        self.0.queue.borrow_mut().push_back(event);
        if self.0.running.replace(true) {
            return;
        }
        loop {
            let Some(event) = self.0.queue.borrow_mut().pop_front() else { break };
            let state = State::clone(&self.0.state.borrow());
            let (state, effects) = step(state, event);
            *self.0.state.borrow_mut() = Rc::new(state);
            for effect in effects {
                self.run(effect);
            }
        }
        self.0.running.set(false);
        self.providers().follow(self);
        self.tell_change();
        if self.0.engaged.replace(self.state().is_engaged()) != self.state().is_engaged() {
            self.siblings().iter().for_each(Self::tell_change);
        }
    }

    fn tell_change(&self) {
        let changed = self.0.changed.borrow().clone();
        if let Some(changed) = changed {
            changed();
        }
    }

    /// The shopper clicked one of our own buttons. Everything that needs the click's permission happens here and now:
    /// the page may object, the provider's window opens, and the payment is on its way before this returns.
    pub fn click(&self, key: &str) {
        if let Some(method) = self.may_start(key)
            && self.ask_click(&method)
        {
            let presentation = self.providers().open(self, &method);
            self.start(&method, presentation);
        }
    }

    /// The method of that key, if an attempt with it may begin now.
    pub fn may_start(&self, key: &str) -> Option<Method> {
        let state = self.state();
        if self.is_blocked() {
            return None;
        }
        let offer = state.clickable()?;
        state.methods(offer).find(|method| method.key == key).cloned()
    }

    /// `ec-click`: the page may prevent what follows.
    pub fn ask_click(&self, method: &Method) -> bool {
        let mut detail = announce::identify(method);
        detail.set("expressPage", self.settings().express_page.into());
        self.0.page.tell("ec-click", &to_js(&detail), true)
    }

    /// Begins the attempt.
    pub fn start(&self, method: &Method, presentation: Presentation) {
        self.send(Event::Clicked { key: method.key.clone(), correlation: random_name(), presentation });
    }

    fn run(&self, effect: Effect) {
        let page = &self.0.page;
        match effect {
            Effect::Remember(record) => page.remember(&self.state().config.cart_id, &record),
            Effect::FetchOffer(request, draft) => {
                // The first look at a cart is shared by all elements that show it. What is asked with a payment in hand is
                // asked afresh: an answer that was on its way already may be older than the cart.
                let treatment = Treatment { shared: draft.method.is_none(), ..READ };
                self.ask_then("methods", checkout_data::call(&draft), deadline::OFFER, treatment, move |answer| {
                    Event::OfferFetched(request, answer.and_then(|answer| checkout_data::read(&answer)))
                });
            }
            Effect::StartPayment { request, method, amount, quote, known } => {
                let call = payments::call(&method, amount, &quote, known.as_ref());
                let this = self.clone();
                self.ask_patiently("payment", call, deadline::PAYMENT, READ, move |answer| {
                    let result = answer.and_then(|answer| payments::read(&answer));
                    if let Ok((_, dialect)) = &result {
                        this.0.dialect.set(Some(*dialect));
                    }
                    let (method, known) = (method.clone(), known.clone());
                    this.send(Event::PaymentStarted { request, method, amount, known, result });
                });
            }
            Effect::HandOver(data) => self.providers().hand_over(self, &data),
            Effect::EndApproval => self.providers().end(),
            Effect::FetchCustomer(request, method, data) => {
                let this = self.clone();
                spawn_local(async move {
                    let result = this.fetch_customer(&method, &data).await;
                    this.send(Event::CustomerFetched(request, result));
                });
            }
            Effect::AskPrefill(book) => {
                let missing = book.missing(self.state().need());
                let agreed = page.tell("ec-prefill", &to_js(&announce::prefill_detail(&book, &missing)), true);
                self.send(Event::PrefillAnswered(agreed));
            }
            Effect::FillForm(book) => {
                if let Some(id) = &self.settings().form {
                    self.0.form.borrow_mut().fill(id, &book);
                }
            }
            Effect::UndoForm => self.0.form.borrow_mut().undo(),
            Effect::AskConfirm(amount) => self.ask_confirm(amount),
            Effect::PlaceOrder(request, draft, data) => {
                let call = checkout::call(&draft, &data);
                let this = self.clone();
                self.ask_patiently("order", call, deadline::ORDER, ONCE, move |answer| {
                    this.send(Event::OrderPlaced(request, answer.and_then(|answer| checkout::read(&answer))));
                });
            }
            Effect::FetchOrders(request) => {
                self.ask_then("order", orders::call(), deadline::ORDERS, READ, move |answer| {
                    Event::OrdersFetched(request, answer.and_then(|answer| orders::read(&answer)))
                });
            }
            Effect::CancelPayment(request, owed, leaving) => {
                let treatment = Treatment { keepalive: leaving, ..READ };
                let call = payment_cancellations::call(&owed);
                self.ask_then("cancellation", call, deadline::CANCELLATION, treatment, move |answer| {
                    let result = answer.and_then(|answer| payment_cancellations::read(&answer));
                    Event::CancellationAnswered(request, result)
                });
            }
            Effect::Wait(request, pause) => {
                let this = self.clone();
                spawn_local(async move {
                    sleep(pause).await;
                    this.send(Event::Waited(request));
                });
            }
            Effect::Announce(announcement) => self.announce(&announcement),
            Effect::Leave(url, external) => {
                let allowed = if external { self.providers().allowed(self, &url) } else { local(&url) };
                if allowed {
                    page.leave(&url);
                } else {
                    warn("the order's redirectUrl is outside the allowed origins; see provider-origins");
                }
            }
            Effect::FocusMissing => {
                let this = self.clone();
                spawn_local(async move {
                    sleep(0).await;
                    this.0.page.focus_missing();
                });
            }
        }
    }

    fn announce(&self, announcement: &Announcement) {
        let mut detail = announcement.detail();
        if let Announcement::Error(failure, _) = announcement {
            detail.set("message", self.texts().get(failure_text(failure)).into());
            warn(&failure.detail());
        }
        self.0.page.tell(announcement.name(), &to_js(&detail), false);
    }

    /// `ec-confirm`: whoever listens may give promises; one that is rejected aborts.
    fn ask_confirm(&self, amount: crate::money::Money) {
        let detail = to_js(&Json::map([("amount", amount.minor.into()), ("currency", amount.currency.code().into())]));
        let promises = js_sys::Array::new();
        let collected = promises.clone();
        let wait_until = Closure::<dyn Fn(JsValue)>::new(move |promise: JsValue| {
            collected.push(&promise);
        });
        let _ = js_sys::Reflect::set(&detail, &"waitUntil".into(), &wait_until.into_js_value());
        let agreed = self.0.page.tell("ec-confirm", &detail, true);
        let this = self.clone();
        spawn_local(async move {
            let agreed = agreed && JsFuture::from(js_sys::Promise::all(&promises)).await.is_ok();
            this.send(Event::ConfirmAnswered(agreed));
        });
    }

    async fn fetch_customer(
        &self,
        method: &crate::flow::MethodName,
        data: &PaymentData,
    ) -> Result<crate::address::Payer, GlueError> {
        let fixed = self.settings().customer_endpoint;
        let spelling = fixed.or(self.0.spelling.get()).unwrap_or_default();
        let ask = async |spelling| {
            let call = payment_customers::call(spelling, method, data);
            let answer = self.ask("customer", &call, deadline::CUSTOMER, READ).await?;
            payment_customers::read(&answer)
        };
        let result = ask(spelling).await;
        if fixed.is_none()
            && self.0.spelling.get().is_none()
            && result.as_ref().is_err_and(payment_customers::wrong_spelling)
        {
            // It only reads, so the other name can be tried; the shop has one of the two.
            let other = ask(Spelling::Singular).await;
            if !other.as_ref().is_err_and(payment_customers::wrong_spelling) {
                self.0.spelling.set(Some(Spelling::Singular));
            }
            return other;
        }
        if result.is_ok() {
            self.0.spelling.set(Some(spelling));
        }
        result
    }

    fn client(&self) -> Client {
        let settings = self.settings();
        Client {
            base: settings.glue_url.clone(),
            token: self.0.token.borrow().clone(),
            anonymous_id: settings.anonymous_id.clone().filter(|_| settings.config.guest),
            language: self.texts().language().to_owned(),
            store: settings.store.clone(),
        }
    }

    /// Asks Glue, and brings back what its answer means.
    fn ask_then(
        &self,
        step: &'static str,
        call: Call,
        limit: u32,
        treatment: Treatment,
        heard: impl FnOnce(Result<Answer, GlueError>) -> Event + 'static,
    ) {
        // Boxed, so that there is one future for all requests and not one for each.
        let heard: Box<dyn FnOnce(Result<Answer, GlueError>) -> Event> = Box::new(heard);
        let this = self.clone();
        spawn_local(async move {
            let answer = this.ask(step, &call, limit, treatment).await;
            this.send(heard(answer));
        });
    }

    /// Asks Glue; what takes too long is given up.
    async fn ask(&self, step: &str, call: &Call, limit: u32, treatment: Treatment) -> Result<Answer, GlueError> {
        let begun = now();
        let client = self.client();
        let treatment = Treatment { limit, ..treatment };
        let answer = if treatment.shared {
            client.send_shared(call, treatment).await
        } else {
            client.send(call, treatment).await
        };
        let answer = answer.map_err(glue_error);
        self.tell_request(step, call, &answer, begun);
        answer
    }

    /// Asks Glue for what may have been done although its answer is late: the step goes on at the deadline, and the
    /// answer is heard all the same.
    fn ask_patiently(
        &self,
        step: &'static str,
        call: Call,
        limit: u32,
        treatment: Treatment,
        heard: impl Fn(Result<Answer, GlueError>) + 'static,
    ) {
        let heard = Rc::new(heard);
        let answered = Rc::new(Cell::new(false));
        let (this, late, settled) = (self.clone(), heard.clone(), answered.clone());
        let begun = now();
        spawn_local(async move {
            let treatment = Treatment { limit: limit * PATIENCE, ..treatment };
            let answer = this.client().send(&call, treatment).await.map_err(glue_error);
            settled.set(true);
            this.tell_request(step, &call, &answer, begun);
            late(answer);
        });
        spawn_local(async move {
            sleep(limit).await;
            if !answered.get() {
                heard(Err(GlueError::Timeout));
            }
        });
    }

    /// `ec-request`: telemetry without personal data.
    fn tell_request(&self, step: &str, call: &Call, answer: &Result<Answer, GlueError>, begun: f64) {
        let path = call.path.split('?').next().unwrap_or_default();
        let detail = Json::map([
            ("method", if call.body.is_some() { "POST" } else { "GET" }.into()),
            ("path", ["/", path].concat().into()),
            ("status", answer.as_ref().map_or(0, |answer| i64::from(answer.status)).into()),
            ("durationMs", ((now() - begun) as i64).into()),
            ("step", step.into()),
            ("correlationId", self.state().correlation().into()),
        ]);
        self.0.page.tell("ec-request", &to_js(&detail), false);
    }

    /// Which dialect answered the payment, where there is one.
    pub fn dialect(&self) -> Option<&'static str> {
        self.0.dialect.get().map(|dialect| match dialect {
            Dialect::Legacy => "legacy",
            Dialect::Platform => "platform",
        })
    }

    /// The provider cannot go on.
    pub fn approval_failed(&self, error: ApprovalError) {
        self.send(Event::ApprovalFailed(error));
    }
}

const READ: Treatment = Treatment { keepalive: false, refresh: true, shared: false, limit: 0 };
const ONCE: Treatment = Treatment { keepalive: false, refresh: false, shared: false, limit: 0 };

/// How many times its deadline a request may go on whose late answer still matters.
const PATIENCE: u32 = 4;

fn glue_error(error: NoAnswer) -> GlueError {
    match error {
        NoAnswer::Broken => GlueError::Network,
        NoAnswer::Late => GlueError::Timeout,
    }
}

/// A path of this page's origin, and nothing that a browser would take for more.
fn local(url: &str) -> bool {
    url.starts_with('/') && !url.starts_with("//") && !url.contains('\\')
}
