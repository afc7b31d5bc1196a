//! The one interpreter of effects: the only place where the flow meets the world. It runs what a step asks for, in its
//! order, and brings back what happened as events.

pub mod attempt;
pub mod owner;
mod presence;
mod succession;

pub use presence::WeakCheckout;

use owner::PageInput;

use crate::browser::{now, random_name, sleep};
use crate::flow::{
    Announcement, ApprovalError, Config, Dialect, Effect, Event, GlueError, Method, Presentation, Refusal, State,
    at_rest, step_at_rest,
};
use crate::glue::client::{Client, LastToken, NoAnswer};
use crate::glue::exchange::{Exchange, GlueProfile, Next, RequestPolicy};
use crate::glue::{Credential, Request, Response};
use crate::locale::{Text, Texts};
use crate::page::{Page, Question, RequestReport};
use crate::provider::browser::Providers;
use crate::settings::Settings;
use crate::storage::cart_lock;
use crate::storage::held_locks::Held;
use crate::storage::journal;
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;

/// A checkout at work: its state, and what it needs to act.
#[derive(Clone)]
pub struct Checkout(Rc<Inner>);

struct Inner {
    state: RefCell<Rc<State>>,
    settings: RefCell<Rc<Settings>>,
    token: RefCell<Option<Credential>>,
    last_token: RefCell<LastToken>,
    /// The token that the buyer was last known by.
    whose: RefCell<Option<String>>,
    texts: RefCell<Rc<Texts>>,
    page: RefCell<Rc<dyn Page>>,
    providers: Providers,
    form: RefCell<crate::page::form::Filled>,
    queue: RefCell<VecDeque<Event>>,
    running: Cell<bool>,
    /// The cart is in this tab's hand.
    lock: RefCell<Option<Held>>,
    /// What an attempt needs is on its way, because something waits for it.
    fetching: Cell<bool>,
    /// What an earlier page left is being taken up.
    taking_up: Cell<bool>,
    /// Whether the siblings were told that this one has the cart in hand.
    engaged: Cell<bool>,
    /// Its element has left the page. What it still has under way goes on.
    left: Cell<bool>,
    /// How often the page was asked for its consent.
    questions: Cell<u32>,
    /// What is known of this shop's Glue.
    profile: Cell<GlueProfile>,
    /// The same texts, and all others; made when the first of them is needed.
    all_texts: RefCell<Option<Rc<Texts>>>,
    changed: RefCell<Vec<Listener>>,
}

/// Is called after every change of state, settings or texts.
pub type Listener = Rc<dyn Fn(&Checkout)>;

impl PartialEq for Checkout {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Checkout {
    /// A checkout that has not begun.
    pub fn new(page: Rc<dyn Page>, input: PageInput) -> Self {
        let profile = profile(&input.settings);
        let checkout = Self(Rc::new(Inner {
            state: RefCell::new(Rc::new(State::new(input.settings.config.clone()))),
            settings: RefCell::new(input.settings),
            token: RefCell::new(input.token),
            last_token: RefCell::default(),
            whose: RefCell::default(),
            texts: RefCell::new(input.texts),
            page: RefCell::new(page),
            providers: Providers::default(),
            form: RefCell::default(),
            queue: RefCell::default(),
            running: Cell::new(false),
            lock: RefCell::default(),
            fetching: Cell::new(false),
            taking_up: Cell::new(false),
            engaged: Cell::new(false),
            left: Cell::new(false),
            questions: Cell::new(0),
            profile: Cell::new(profile),
            all_texts: RefCell::default(),
            changed: RefCell::default(),
        }));
        checkout.enlist();
        checkout
    }

    /// The state as it is.
    pub fn state(&self) -> Rc<State> {
        self.0.state.borrow().clone()
    }

    /// The settings as they are.
    pub fn settings(&self) -> Rc<Settings> {
        self.0.settings.borrow().clone()
    }

    /// The texts as they are; perhaps only the first ones.
    pub fn texts(&self) -> Rc<Texts> {
        self.0.texts.borrow().clone()
    }

    /// All texts. For the attempt's half alone: they are most of its words.
    pub fn all_texts(&self) -> Rc<Texts> {
        self.0.all_texts.borrow_mut().get_or_insert_with(|| Rc::new(self.texts().whole())).clone()
    }

    /// The providers' buttons and windows.
    pub fn providers(&self) -> &Providers {
        &self.0.providers
    }

    /// The page around.
    pub fn page(&self) -> Rc<dyn Page> {
        self.0.page.borrow().clone()
    }

    /// Calls back after every change of state, settings or texts.
    pub fn on_change(&self, changed: Listener) {
        self.0.changed.borrow_mut().push(changed);
    }

    /// The page wants something else of this cart, or another cart.
    pub fn configure(&self, input: PageInput) {
        let (before, settings) = (self.settings(), input.settings);
        let asks_page = input.token.as_ref().is_some_and(Credential::is_provider);
        let mut config: Config = settings.config.clone();
        if asks_page && !before.config.guest {
            // Who it is for is known from its last answer.
            config.buyer = config.buyer.or(self.state().config.buyer);
        }
        let elsewhere = before.glue_url != settings.glue_url || before.store != settings.store;
        let otherwise = self.texts().language() != input.texts.language();
        if elsewhere || !asks_page {
            // A token is for the shop that gave it, and for as long as the customer is logged in.
            self.0.last_token.take();
        }
        if elsewhere || before.customer_endpoint != settings.customer_endpoint {
            self.0.profile.set(profile(&settings));
        }
        *self.0.settings.borrow_mut() = settings;
        *self.0.token.borrow_mut() = input.token;
        *self.0.texts.borrow_mut() = input.texts;
        *self.0.all_texts.borrow_mut() = None;
        self.send(Event::Configured(config));
        if elsewhere || otherwise {
            // Another shop, or its names in another language.
            self.send(Event::Reload);
        }
    }

    /// Something happened.
    pub fn send(&self, event: Event) {
        self.0.queue.borrow_mut().push_back(event);
        self.go_on();
    }

    fn go_on(&self) {
        if self.0.running.replace(true) {
            return;
        }
        loop {
            let Some(event) = self.0.queue.borrow_mut().pop_front() else { break };
            let state = self.state();
            let (state, effects) = if at_rest(&state, &event) {
                step_at_rest(&state, event)
            } else if let Some(attempt) = attempt::loaded() {
                (attempt.step)(&state, event)
            } else {
                self.0.queue.borrow_mut().push_front(event);
                self.fetch_attempt();
                break;
            };
            *self.0.state.borrow_mut() = Rc::new(state);
            for effect in effects {
                self.run(effect);
            }
        }
        self.0.running.set(false);
        self.providers().follow(self);
        self.tell_change();
        let engaged = self.state().is_engaged();
        if !engaged && !self.is_starting() && self.0.queue.borrow().is_empty() {
            self.0.lock.borrow_mut().take();
        }
        if self.0.engaged.replace(engaged) != engaged {
            self.siblings().iter().for_each(Self::tell_change);
        }
        if let Some(attempt) = attempt::loaded().filter(|_| self.has_left()) {
            (attempt.keep)(self);
        }
    }

    /// Fetches what an attempt needs. What happens meanwhile waits in its order.
    fn fetch_attempt(&self) {
        if self.0.fetching.replace(true) {
            return;
        }
        let this = self.clone();
        spawn_local(async move {
            let loaded = attempt::load().await;
            this.0.fetching.set(false);
            if !loaded {
                this.not_loaded();
            }
            this.page().give_up(!loaded);
            this.go_on();
        });
    }

    /// A click leads nowhere, and says so. All else that waits is for an attempt that there is not.
    fn not_loaded(&self) {
        self.0.providers.end();
        let waiting = std::mem::take(&mut *self.0.queue.borrow_mut());
        let known = waiting.into_iter().filter_map(|event| match event {
            Event::Clicked { correlation, .. } => Some(Event::NotLoaded(correlation)),
            // Nobody is told why, but no button stays that cannot be used.
            Event::MethodUnavailable(key, _) => Some(Event::MethodUnavailable(key, None)),
            event => at_rest(&self.state(), &event).then_some(event),
        });
        self.0.queue.borrow_mut().extend(known);
    }

    /// Calls all listeners.
    pub fn tell_change(&self) {
        let changed = self.0.changed.borrow().clone();
        for listener in changed {
            listener(self);
        }
    }

    /// The shopper clicked one of our own buttons. Everything that needs the click's permission happens here and now:
    /// the page may object, the provider's window opens, and the payment is on its way before this returns.
    pub fn click(&self, key: &str) {
        if let Some(method) = self.may_start(key)
            && self.ask_click(&method)
        {
            // The page may have taken the element away meanwhile, or begun with another one of the cart.
            let presentation = match self.may_start(key) {
                Some(_) => self.providers().open_window(self, &method),
                None => Presentation::Provider,
            };
            self.start(&method, presentation);
            self.providers().open(&method);
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
        self.page().ask(Question::Click { method, express_page: self.settings().express_page })
    }

    /// Begins the attempt. What the provider says from now on, even within the click, is heard after it.
    pub fn start(&self, method: &Method, presentation: Presentation) {
        if self.has_left() {
            self.send(Event::ElementLeft);
        }
        self.send(Event::Clicked { key: method.key.clone(), correlation: random_name(), presentation });
    }

    /// Takes the cart in this tab's hand, for as long as something is under way with it.
    async fn take_cart(&self) -> bool {
        if self.0.lock.borrow().is_some() {
            return true;
        }
        let name = journal::key(&self.state().config.cart_id);
        let lock = cart_lock::take(&name).await;
        let mut started = self.0.lock.borrow_mut();
        if started.is_none() {
            *started = lock;
        }
        // An earlier claim may have got it meanwhile, and refused it to this one.
        started.is_some()
    }

    fn run(&self, effect: Effect) {
        match effect {
            Effect::FetchOffer(request, draft) if draft.method.is_none() => {
                self.exchange(Exchange::first_offer(request, &draft));
            }
            Effect::Announce(announcement) if announcement.is_at_rest() => self.announce(&announcement),
            effect => {
                if let Some(attempt) = attempt::loaded() {
                    (attempt.run)(self, effect);
                }
            }
        }
    }

    fn announce(&self, announcement: &Announcement) {
        let texts = self.texts();
        let message = if let Announcement::NotLoaded(_) = announcement { texts.get(Text::FailedMethods) } else { "" };
        self.page().announce(announcement, message);
    }

    fn client(&self) -> Client {
        let settings = self.settings();
        Client {
            base: settings.glue_url.clone(),
            token: self.0.token.borrow().clone(),
            security_code: self.state().security_code().map(|code| code.0.clone()).filter(|_| !settings.config.guest),
            last_token: self.0.last_token.borrow().clone(),
            anonymous_id: settings.anonymous_id.clone().filter(|_| settings.config.guest),
            language: self.texts().language().to_owned(),
            store: settings.store.clone(),
        }
    }

    /// Sends a request to Glue, and brings back the event that its answer means.
    fn exchange(&self, exchange: Exchange) {
        let answered = Rc::new(Cell::new(false));
        if exchange.policy.late_answer_counts {
            self.go_on_after_deadline(exchange.clone(), answered.clone());
        }
        let this = self.clone();
        spawn_local(async move {
            let mut next = Some(exchange);
            while let Some(exchange) = next {
                let answer = this.ask(exchange.step, &exchange.request, exchange.policy).await;
                answered.set(true);
                next = this.answered(&exchange, answer);
            }
        });
    }

    /// The checkout goes on at the deadline; the answer is heard all the same.
    fn go_on_after_deadline(&self, exchange: Exchange, answered: Rc<Cell<bool>>) {
        let this = self.clone();
        spawn_local(async move {
            sleep(exchange.policy.deadline).await;
            if !answered.get() {
                this.answered(&exchange, Err(GlueError::Timeout));
            }
        });
    }

    /// Takes what the answer means; the next request where one is needed.
    fn answered(&self, exchange: &Exchange, answer: Result<Response, GlueError>) -> Option<Exchange> {
        let mut profile = self.0.profile.get();
        let next = exchange.answered(answer, &mut profile);
        self.0.profile.set(profile);
        match next {
            Next::Event(event) => self.send(event),
            Next::Send(next) => return Some(next),
        }
        None
    }

    /// Sends a request to Glue, again where its policy says so, and reads its answer.
    pub(crate) async fn ask(
        &self,
        step: &'static str,
        request: &Request,
        policy: RequestPolicy,
    ) -> Result<Response, GlueError> {
        let mut sent = 0;
        loop {
            let begun = now();
            let client = self.client();
            let answer = if policy.shared {
                client.send_shared(request, policy).await
            } else {
                client.send(request, policy).await
            };
            let answer = answer.map_err(glue_error);
            sent += 1;
            self.tell_request(step, request, &answer, begun);
            if let Some(attempt) = attempt::loaded() {
                (attempt.notice_buyer)(self);
            }
            let Some(pause) = policy.pause(sent, &answer) else { return answer };
            // Any moment of the pause: the many who failed at once must not come back at once.
            sleep((js_sys::Math::random() * f64::from(pause)) as u32).await;
        }
    }

    /// `ec-request`: telemetry without personal data.
    fn tell_request(&self, step: &'static str, call: &Request, answer: &Result<Response, GlueError>, begun: f64) {
        let path = call.path.split('?').next().unwrap_or_default();
        self.page().report(RequestReport {
            method: if call.body.is_some() { "POST" } else { "GET" },
            path: ["/", path].concat(),
            status: answer.as_ref().map_or(0, |answer| answer.status),
            duration_ms: (now() - begun) as u32,
            step,
            correlation_id: self.state().correlation().map(str::to_owned),
        });
    }

    /// Which dialect answered the payment, where there is one.
    pub fn dialect(&self) -> Option<&'static str> {
        self.0.profile.get().dialect.map(|dialect| match dialect {
            Dialect::Legacy => "legacy",
            Dialect::Platform => "platform",
        })
    }

    /// The provider cannot go on.
    pub fn approval_failed(&self, error: ApprovalError) {
        self.send(Event::ApprovalFailed(error));
    }
}

fn profile(settings: &Settings) -> GlueProfile {
    GlueProfile { customer_endpoint: settings.customer_endpoint, dialect: None }
}

fn glue_error(error: NoAnswer) -> GlueError {
    match error {
        NoAnswer::Broken => GlueError::Network,
        NoAnswer::Late => GlueError::Timeout,
        // As Glue would say to a request without a token, and as definite.
        NoAnswer::Unsent => GlueError::Refused(Refusal { status: 401, ..Refusal::default() }),
    }
}
