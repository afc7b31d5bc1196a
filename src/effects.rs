//! Carries out the effects of the flow in their order, and returns the results as events. Only this room connects the
//! flow with Glue, the providers, the browser's storage and the page.

mod active;
pub mod attempt_module;
mod cart;
mod context;
mod glue_session;
mod lifetime;
mod orphans;
mod queue;
mod resuming;
mod settings_change;
mod shown_again;
mod siblings;
mod warm_up;
pub mod widget;

pub use context::register_provider;

use cart::CartLock;
use glue_session::{GlueSession, is_other_shop};
use lifetime::Presence;
use queue::EventQueue;
use widget::PageInput;

use crate::browser::random_name;
use crate::flow::{Config, Event, IdleAnnouncement, IdleEffect, Method, Phase, Presentation, State};
use crate::glue::Credential;
use crate::glue::exchange::Exchange;
use crate::locale::{Text, Texts};
use crate::page::form::Filled;
use crate::page::{Page, Question};
use crate::provider::browser::Providers;
use crate::settings::Settings;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

/// The checkout of one cart: its state, and what it needs to carry out effects.
#[derive(Clone)]
pub struct Checkout(Rc<Inner>);

struct Inner {
    state: RefCell<Rc<State>>,
    input: RefCell<PageInput>,
    /// All texts of the language, created when the second module needs them.
    all_texts: RefCell<Option<Rc<Texts>>>,
    page: RefCell<Rc<dyn Page>>,
    listeners: RefCell<Vec<Listener>>,
    queue: EventQueue,
    glue: GlueSession,
    cart: CartLock,
    presence: Presence,
    providers: Providers,
    form: RefCell<Filled>,
    /// How often the page was asked for its consent.
    consents: Cell<u32>,
}

/// Called after every change of state, settings or texts.
pub type Listener = Rc<dyn Fn(&Checkout)>;

impl PartialEq for Checkout {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Checkout {
    /// A new checkout. [`Checkout::begin`] starts it.
    pub fn new(page: Rc<dyn Page>, input: PageInput) -> Self {
        let checkout = Self(Rc::new(Inner {
            state: RefCell::new(Rc::new(State::new(input.settings.config.clone()))),
            glue: GlueSession::new(&input.settings),
            input: RefCell::new(input),
            all_texts: RefCell::default(),
            page: RefCell::new(page),
            listeners: RefCell::default(),
            queue: EventQueue::default(),
            cart: CartLock::default(),
            presence: Presence::default(),
            providers: Providers::default(),
            form: RefCell::default(),
            consents: Cell::new(0),
        }));
        checkout.register();
        checkout
    }

    /// The current state.
    pub fn state(&self) -> Rc<State> {
        self.0.state.borrow().clone()
    }

    /// The current settings.
    pub fn settings(&self) -> Rc<Settings> {
        self.0.input.borrow().settings.clone()
    }

    /// The texts. Before the second module is loaded, only those that are needed before a click.
    pub fn texts(&self) -> Rc<Texts> {
        self.0.input.borrow().texts.clone()
    }

    /// All texts of the language. Only the second module may call this, because the call links most texts.
    pub fn all_texts(&self) -> Rc<Texts> {
        self.0.all_texts.borrow_mut().get_or_insert_with(|| Rc::new(self.texts().whole())).clone()
    }

    /// The providers' buttons and windows.
    pub fn providers(&self) -> &Providers {
        &self.0.providers
    }

    /// The page around the checkout.
    pub fn page(&self) -> Rc<dyn Page> {
        self.0.page.borrow().clone()
    }

    /// Adds a listener for changes of state, settings or texts.
    pub fn on_change(&self, changed: Listener) {
        self.0.listeners.borrow_mut().push(changed);
    }

    /// The page changed its settings, texts or token.
    pub fn configure(&self, input: PageInput) {
        let before = self.settings();
        let mut config: Config = input.settings.config.clone();
        if input.token.as_ref().is_some_and(Credential::is_provider) && !before.config.guest {
            // A function does not show whose token it returns, so the buyer is taken from its last token.
            config.buyer = config.buyer.or(self.state().config().buyer);
        }
        let other_language = self.texts().language() != input.texts.language();
        let reload = is_other_shop(&before, &input.settings) || other_language;
        self.0.glue.configure(&before, &input);
        *self.0.input.borrow_mut() = input;
        *self.0.all_texts.borrow_mut() = None;
        self.send(Event::Configured(config));
        if let Some(attempt) = attempt_module::loaded() {
            (attempt.tell_taken_elsewhere)(self);
        }
        if reload {
            self.send(Event::Reload);
        }
    }

    /// Calls all listeners.
    pub fn tell_change(&self) {
        let changed = self.0.listeners.borrow().clone();
        for listener in changed {
            listener(self);
        }
    }

    /// The shopper clicked one of our own buttons. Everything that the browser allows only in a click happens before this
    /// returns: the page is asked, and the provider's window opens.
    pub fn click(&self, key: &str) {
        if let Some(method) = self.may_start(key)
            && self.ask_click(&method)
        {
            // The page may have removed the element meanwhile, or started an attempt with another element of the cart.
            let presentation = match self.may_start(key) {
                Some(_) => self.providers().begin_approval(&method),
                None => Presentation::Provider,
            };
            self.start(&method, presentation);
            self.providers().open(&method);
        }
    }

    /// Opens the window for a redirecting provider, if the click's attempt has begun or waits for the second module. Another tab may
    /// have the cart, and the page may cancel the attempt when it hears of it.
    fn open_window(&self) {
        let begun = matches!(self.state().phase(), Some(Phase::Claiming { .. } | Phase::Starting { cancel: None, .. }));
        if (begun || self.0.queue.has_click()) && !self.providers().open_window(self) {
            self.send(Event::MayLeave);
        }
    }

    /// The method with that key, if an attempt with it may start now.
    pub fn may_start(&self, key: &str) -> Option<Method> {
        let state = self.state();
        if self.is_blocked() {
            return None;
        }
        let offer = state.clickable()?;
        state.methods(offer).find(|method| method.key == key).cloned()
    }

    /// Asks the page whether the click may start an attempt (`ec-click`).
    pub fn ask_click(&self, method: &Method) -> bool {
        self.page().ask(Question::Click { method, express_page: self.settings().express_page })
    }

    /// Starts the attempt. Reports of the provider during the click are handled after it.
    ///
    /// If the module and the cart's lock are there, and the token is no function, the request for the payment leaves first: browsers take
    /// long to open a window, and the shop can answer meanwhile.
    pub fn start(&self, method: &Method, presentation: Presentation) {
        if self.has_left() {
            self.send(Event::ElementLeft);
        }
        let clicked = Event::Clicked { key: method.key.clone(), correlation: random_name(), presentation };
        if presentation != Presentation::Popup {
            return self.send(clicked);
        }
        self.send_and(clicked, &|| self.open_window());
        if !self.state().is_engaged() && !self.0.queue.has_click() {
            // The attempt has ended while the window opened.
            self.providers().end();
        }
    }

    /// Carries out an effect of an idle checkout.
    fn run(&self, effect: IdleEffect) {
        match effect {
            IdleEffect::FetchOffer(request, draft) => {
                self.exchange(Exchange::first_offer(request, &draft), Rc::default());
            }
            IdleEffect::Announce(announcement) => {
                let failed = matches!(announcement, IdleAnnouncement::AttemptFailed(_));
                let texts = self.texts();
                self.page().announce_idle(announcement, if failed { texts.get(Text::FailedMethods) } else { "" });
            }
        }
    }
}
