//! A story: what kind of shop, what kind of page, who the shopper is, and what happens.

use crate::engine::Engine;
use crate::events::Events;
use crate::page::Page;
use crate::shop::Shop;
use crate::token::Token;
use crate::trouble::OrEnd;
use sandbox::ledger::RequestEntry;
use serde_json::{Map, Value, json};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

/// What a story begins with.
#[derive(Debug, Default)]
pub struct Story {
    pub(crate) engine: Engine,
    pub(crate) customer: bool,
    pub(crate) settings: Map<String, Value>,
    pub(crate) cart: Map<String, Value>,
    pub(crate) page: Page,
    pub(crate) policy: bool,
    pub(crate) token: Token,
    pub(crate) orders_before: u32,
    excused: Vec<&'static str>,
    closed: bool,
}

impl Story {
    /// Somebody without an account.
    pub fn of_a_guest() -> Self {
        Self::default()
    }

    /// Somebody who is logged in.
    pub fn of_a_customer() -> Self {
        Self { customer: true, ..Self::default() }
    }

    /// One of them.
    pub fn of(customer: bool) -> Self {
        Self { customer, ..Self::default() }
    }

    /// Told in this engine, in place of Chromium.
    pub fn in_engine(mut self, engine: Engine) -> Self {
        self.engine = engine;
        self
    }

    /// Sandbox settings, as its README names them.
    pub fn in_a_shop(mut self, settings: Value) -> Self {
        self.settings.extend(settings.as_object().cloned().unwrap_or_default());
        self
    }

    /// What is in the cart, and in which store, as the sandbox's control route takes it.
    pub fn with_cart(mut self, wish: Value) -> Self {
        self.cart.extend(wish.as_object().cloned().unwrap_or_default());
        self
    }

    /// The cart is in this currency, in the sandbox's store that sells everywhere.
    pub fn in_currency(self, code: &str) -> Self {
        self.with_cart(json!({"store": "INT", "currency": code}))
    }

    /// The customer has ordered so often before.
    pub fn with_orders_before(mut self, count: u32) -> Self {
        self.orders_before = count;
        self
    }

    /// How the page gives a customer's access token.
    pub fn with_token(mut self, token: Token) -> Self {
        self.token = token;
        self
    }

    /// An attribute of the element.
    pub fn with(mut self, attribute: &str, value: &str) -> Self {
        self.page.set(attribute, value);
        self
    }

    /// Changes the page.
    pub fn on_a_page(mut self, change: impl FnOnce(&mut Page)) -> Self {
        change(&mut self.page);
        self
    }

    /// Serves the page under the strictest policy.
    pub fn under_a_strict_policy(mut self) -> Self {
        self.policy = true;
        self
    }

    /// Errors and violations with these words belong to the story.
    pub fn excusing(mut self, words: &'static str) -> Self {
        self.excused.push(words);
        self
    }

    /// The page is not opened yet.
    pub fn before_the_page_opens(mut self) -> Self {
        self.closed = true;
        self
    }

    /// Opens shop, browser and page, lets it happen, and sees that nothing went wrong beside it: no uncaught error, no
    /// violated policy, and nothing in the sandbox's ledger that must never happen. A story that fails shows everything
    /// that is known about it.
    #[track_caller]
    pub fn tell(self, happens: impl FnOnce(&Shop)) {
        let excused = self.excused.clone();
        let open = !self.closed;
        let shop = Shop::open(self).or_end("the shop does not open");
        let ended = catch_unwind(AssertUnwindSafe(|| {
            if open {
                shop.enter();
            }
            happens(&shop);
            let wrongs = wrongs(&shop, &excused);
            assert!(wrongs.is_empty(), "the page went wrong:\n{}", wrongs.join("\n"));
            let mut violations = shop.ledger().violations;
            violations.retain(|violation| !excused.iter().any(|words| violation.contains(words)));
            assert!(violations.is_empty(), "what must never happen:\n{}", violations.join("\n"));
            expect_each_thing_once(&shop);
        }));
        if let Err(reason) = ended {
            eprintln!("{}", shop.protocol());
            resume_unwind(reason);
        }
    }
}

/// What went wrong in the page and is not excused.
fn wrongs(shop: &Shop, excused: &[&str]) -> Vec<String> {
    let mut wrongs = shop.wrongs();
    let lines = shop.console();
    wrongs.extend(lines.iter().filter(|line| line.is_wrong()).map(ToString::to_string));
    wrongs.retain(|wrong| !excused.iter().any(|words| wrong.contains(words)));
    wrongs
}

/// Each attempt is told to be complete at most once, and `/checkout` is sent no more often than the page was asked whether
/// to order: the element repeats nothing. What a browser sends again by itself, because a connection ended without an
/// answer, is not the element's doing.
#[track_caller]
fn expect_each_thing_once(shop: &Shop) {
    let events = shop.events_of_all_tabs().or_end("the recorders");
    let mut complete: Vec<String> =
        events.of("ec-complete").iter().map(|detail| detail["correlationId"].to_string()).collect();
    complete.sort_unstable();
    let twice = complete.windows(2).find(|pair| pair[0] == pair[1]);
    assert_eq!(twice, None, "an attempt was complete twice:\n{}", events.lines());
    let hung_up = |request: &&RequestEntry| matches!(request.fault.as_deref(), Some("lost" | "drop"));
    let sent = shop.posts("checkout");
    let asked = events.of("ec-confirm").len() + sent.iter().filter(hung_up).count();
    assert!(sent.len() <= asked, "/checkout was sent {} times, wanted {asked} times", sent.len());
}

/// All events as lines, for those who look into a failure.
pub(crate) fn event_lines(events: &Events) -> String {
    let told = events.0.iter().filter(|told| told.name != "ec-request");
    told.map(|told| format!("  {} {}\n", told.name, told.detail)).collect()
}
