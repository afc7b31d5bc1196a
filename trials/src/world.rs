//! A simulated browser tab: the real flow and the real exchanges against the sandbox, without network and without
//! waiting. The same seed gives the same run.

use crate::chance::Chance;
use crate::conditions::Conditions;
use crate::observations::Observations;
use crate::page::{Page, Storage};
use crate::provider::ProviderAction;
use crate::schedule::Schedule;
use crate::shop::{BEGINNING, Shop, Terms};
use crate::wire::SentRequest;
use express_checkout::flow::{Config, Effect, Event, Finish, GlueError, Offering, Record, Secret, step};
use express_checkout::glue::Response;
use express_checkout::glue::exchange::{Context, Exchange};
use express_checkout::json::Json;
use express_checkout::settings::default_guest_buyer;
use express_checkout::storage::journal;
use sandbox::ledger::Ledger;
use std::collections::BTreeSet;

/// After so many events a checkout must wait for nothing.
const MOST_HAPPENINGS: usize = 2_000;

/// Something that will happen.
#[derive(Clone, Debug)]
pub enum Happening {
    /// A request reaches the shop.
    Reaches(SentRequest),
    /// Its answer, or the failure of the connection, reaches the browser.
    Returns(SentRequest, Result<Response, GlueError>),
    /// Its deadline has passed.
    Overdue(SentRequest),
    /// An event for the page with that number.
    Comes(u32, Event),
    /// The shopper does something at the provider.
    Does(u32, ProviderAction),
    /// The page goes to the provider.
    Leaves(u32),
    /// A new page is loaded in the tab.
    Loads,
    /// The page returns from the back-forward cache.
    Shown,
}

/// The tab, the network and the shop.
#[derive(Debug)]
pub struct World {
    /// The shop.
    pub shop: Shop,
    /// The planned events.
    pub schedule: Schedule<Happening>,
    /// The random generator.
    pub chance: Chance,
    /// The conditions of the run.
    pub conditions: Conditions,
    /// The loaded page.
    pub page: Page,
    /// The storage of the tab.
    pub storage: Storage,
    /// The observations for the rules.
    pub observed: Observations,
    /// The shop's ledger at the last reading.
    pub ledger: Ledger,
    /// Storage or answers are damaged. A wrong request that follows from that breaks no rule.
    pub believes_lies: bool,
    /// The number of sent requests.
    pub request_count: u32,
    /// The answered requests.
    pub answered: BTreeSet<u32>,
    /// The requests whose step continued without an answer.
    pub overdue: BTreeSet<u32>,
    /// The change of the device's clock since the beginning, in milliseconds.
    pub clock_is_off: i64,
    config: Config,
}

impl World {
    /// A world with a first page in a new tab.
    pub fn new(terms: Terms, finish: Finish, conditions: Conditions, chance: Chance) -> Self {
        let shop = Shop::open(terms);
        let config = Config {
            cart_id: shop.cart_id.clone(),
            guest: terms.guest,
            buyer: None,
            methods: Vec::new(),
            finish,
            shipment_method: None,
            guest_buyer: default_guest_buyer(),
        };
        Self {
            shop,
            schedule: Schedule::new(),
            chance,
            conditions,
            page: Page::new(0, config.clone()),
            storage: Storage::default(),
            observed: Observations::default(),
            ledger: Ledger::default(),
            believes_lies: false,
            config,
            request_count: 0,
            answered: BTreeSet::new(),
            overdue: BTreeSet::new(),
            clock_is_off: 0,
        }
    }

    /// Loads a page, which resumes the record of the earlier one.
    pub fn load(&mut self) {
        self.page = Page::new(self.page.number + 1, self.config.clone());
        self.observed.note(|| "-- a page is loaded".to_owned());
        let now = self.clock();
        let entry = self.storage.entry.as_deref().and_then(|text| Json::parse(text).ok());
        let record = entry.and_then(|entry| journal::decode(&entry, now));
        if record.is_none() {
            self.storage.entry = None;
            self.note_unrecorded();
        }
        // The page sets its token a moment after the element has begun.
        let is_late = !self.config.guest && self.conditions.token_is_late(&mut self.chance);
        if is_late {
            self.happens(Event::Configured(Config { guest: true, ..self.config.clone() }));
            self.happens(Event::Configured(self.config.clone()));
        }
        self.happens(Event::Begun(record.unwrap_or_default()));
    }

    /// The time on the device's clock, in milliseconds since 1970.
    pub fn clock(&self) -> i64 {
        (BEGINNING + self.schedule.now()) as i64 + self.clock_is_off
    }

    /// The page ends. With `farewell` it gets `pagehide` before; a crash gives no event.
    pub fn unload(&mut self, farewell: bool) {
        if farewell {
            self.happens(Event::PageHidden);
        }
        self.observed.page_ends(&self.page.state);
        self.page.is_away = true;
    }

    /// Sends an event to the page, and runs all steps that follow at once.
    pub fn happens(&mut self, event: Event) {
        if self.page.is_away {
            return;
        }
        self.page.queue.push_back(event);
        if std::mem::replace(&mut self.page.is_running, true) {
            return;
        }
        while let Some(event) = self.page.queue.pop_front() {
            let (now, name) = (self.schedule.now(), self.page.state.name());
            self.observed.note(|| format!("{now:>7} {name} <- {}", brief(&event)));
            self.observed.learns(&self.page.state, &event);
            let (state, effects) = step(self.page.state.clone(), event);
            let before = std::mem::replace(&mut self.page.state, state);
            self.observed.stepped(&before, &self.page.state, &effects);
            for effect in effects {
                self.run(effect);
            }
        }
        self.page.is_running = false;
        self.draw();
        self.check_rules();
    }

    /// Sends a late answer to the page.
    pub fn happens_late(&mut self, event: Event) {
        let before = self.page.state.clone();
        self.happens(event);
        self.observed.late.push(self.page.state != before);
    }

    fn run(&mut self, effect: Effect) {
        let now = self.schedule.now();
        self.observed.note(|| format!("{now:>7}     -> {}", brief(&effect)));
        let context = Context { config: self.page.state.config(), store: None, profile: self.page.profile };
        if let Some(exchange) = Exchange::of(&effect, &context) {
            return self.send(effect, exchange);
        }
        let page = self.page.number;
        match effect {
            Effect::Remember(record) => self.remember(&record),
            // There is only one tab.
            Effect::ClaimCart(request) => self.happens(Event::CartClaimed(request, true)),
            Effect::AskCode(request) => {
                let code = self.conditions.page_code(&mut self.chance).map(Secret);
                self.happens(Event::CodeGiven(request, code));
            }
            Effect::HandOver(data) => self.hand_over(&data),
            Effect::EndApproval => self.page.opening = None,
            Effect::AskPrefill(_) => {
                let agrees = self.conditions.agrees_to_prefill(&mut self.chance);
                self.happens(Event::PrefillAnswered(agrees));
            }
            Effect::AskConfirm(_) => {
                let (agrees, after) = self.conditions.confirms(&mut self.chance);
                self.schedule.plan(after, Happening::Comes(page, Event::ConfirmAnswered(agrees)));
            }
            Effect::Wait(request, pause) => {
                self.schedule.plan(pause.into(), Happening::Comes(page, Event::Waited(request)));
            }
            // Form, focus and navigation need a browser. Announcements are in the observations.
            Effect::FillForm(_) | Effect::UndoForm | Effect::Announce(_) | Effect::Leave(..) | Effect::FocusMissing => {
            }
            // Sent above.
            Effect::FetchOffer(..)
            | Effect::StartPayment { .. }
            | Effect::FetchCustomer(..)
            | Effect::PlaceOrder(..)
            | Effect::FetchOrders(_)
            | Effect::FetchOrder(..)
            | Effect::SendCode(_)
            | Effect::FetchLines
            | Effect::FetchCountries
            | Effect::CancelPayment(..) => {}
        }
    }

    fn remember(&mut self, record: &Record) {
        let entry = journal::encode(record, self.clock());
        if !self.storage.is_blocked {
            self.storage.entry = (!record.is_empty()).then(|| entry.to_string());
        }
    }

    /// PayPal's script draws its button as soon as PayPal is offered.
    fn draw(&mut self) {
        if self.page.is_drawn || !matches!(self.page.state.offering(), Some(Offering::Ready { .. })) {
            return;
        }
        self.page.is_drawn = true;
        if let Some((after, event)) = self.load_script() {
            self.schedule.plan(after, Happening::Comes(self.page.number, event));
        }
    }

    /// Runs planned events until nothing is under way.
    pub fn rest(&mut self) {
        for _ in 0..MOST_HAPPENINGS {
            if !self.one() {
                return;
            }
        }
        self.observed.breaks(|| "events without end".to_owned());
    }

    /// After the last page has ended, lets the requests under way reach the shop.
    pub fn rest_away(&mut self) {
        self.page.number += 1;
        self.rest();
        self.read_ledger();
    }

    /// Runs the next planned event. False if there is none.
    pub fn one(&mut self) -> bool {
        let (answered, page) = (&self.answered, self.page.number);
        let Some(happening) = self.schedule.next(|happening| is_void(happening, answered, page)) else { return false };
        let frozen = matches!(happening, Happening::Returns(..) | Happening::Overdue(_) | Happening::Comes(..));
        if self.page.is_away && frozen {
            // Kept until the page returns.
            self.schedule.plan(1_000, happening);
            return true;
        }
        match happening {
            Happening::Reaches(request) => self.reaches(request),
            Happening::Returns(request, answer) => self.returns(request, answer),
            Happening::Overdue(request) => {
                self.overdue.insert(request.number);
                self.process_answer(request, Err(GlueError::Timeout));
            }
            Happening::Comes(_, event) => self.happens(event),
            Happening::Does(_, action) => self.does(action),
            Happening::Leaves(_) => self.unload(true),
            Happening::Loads if self.page.is_away => self.load(),
            Happening::Loads => {}
            Happening::Shown => {
                self.page.is_away = false;
                self.happens(Event::PageShown);
            }
        }
        true
    }
}

fn is_void(happening: &Happening, answered: &BTreeSet<u32>, page: u32) -> bool {
    match happening {
        Happening::Reaches(_) | Happening::Loads | Happening::Shown => false,
        Happening::Returns(request, _) => request.page != page,
        Happening::Overdue(request) => request.page != page || answered.contains(&request.number),
        Happening::Comes(number, _) | Happening::Does(number, _) | Happening::Leaves(number) => *number != page,
    }
}

/// The start of a value's debug text, for the printed trail.
fn brief(what: &impl std::fmt::Debug) -> String {
    let text = format!("{what:?}");
    if text.len() > 300 { format!("{}...", &text[..text.floor_char_boundary(300)]) } else { text }
}
