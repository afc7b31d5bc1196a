//! A story: the shop, the page, the shopper, and what happens.

use crate::engine::Engine;
use crate::events::Events;
use crate::page::Page;
use crate::shop::Shop;
use crate::token::Token;
use crate::trouble::OrEnd;
use sandbox::ledger::RequestEntry;
use serde_json::{Map, Value, json};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

/// The setting of a story.
#[derive(Debug, Default)]
pub struct Story {
    pub(crate) engine: Engine,
    pub(crate) customer: bool,
    pub(crate) settings: Map<String, Value>,
    pub(crate) cart: Map<String, Value>,
    pub(crate) page: Page,
    pub(crate) policy: bool,
    /// Further sources of scripts for the policy.
    pub(crate) sources: String,
    pub(crate) token: Token,
    pub(crate) orders_before: u32,
    excused: Vec<&'static str>,
    closed: bool,
}

impl Story {
    /// A guest.
    pub fn of_a_guest() -> Self {
        Self::default()
    }

    /// A customer, who is logged in.
    pub fn of_a_customer() -> Self {
        Self { customer: true, ..Self::default() }
    }

    /// A customer or a guest.
    pub fn of(customer: bool) -> Self {
        Self { customer, ..Self::default() }
    }

    /// Runs the story in this engine instead of Chromium.
    pub fn in_engine(mut self, engine: Engine) -> Self {
        self.engine = engine;
        self
    }

    /// Settings of the sandbox, by the names in its README.
    pub fn in_a_shop(mut self, settings: Value) -> Self {
        self.settings.extend(settings.as_object().cloned().unwrap_or_default());
        self
    }

    /// The content and the store of the cart, as the sandbox's control route takes them.
    pub fn with_cart(mut self, wish: Value) -> Self {
        self.cart.extend(wish.as_object().cloned().unwrap_or_default());
        self
    }

    /// Puts the cart into this currency, in the sandbox's international store.
    pub fn in_currency(self, code: &str) -> Self {
        self.with_cart(json!({"store": "INT", "currency": code}))
    }

    /// Gives the customer this number of earlier orders.
    pub fn with_orders_before(mut self, count: u32) -> Self {
        self.orders_before = count;
        self
    }

    /// How the page gives a customer's access token.
    pub fn with_token(mut self, token: Token) -> Self {
        self.token = token;
        self
    }

    /// Sets an attribute of the element.
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

    /// Serves the page under the strictest policy and this source of scripts, such as the hash of an inline script.
    pub fn under_a_strict_policy_with(mut self, source: &str) -> Self {
        self.sources = format!(" {source}");
        self.under_a_strict_policy()
    }

    /// Expects errors and violations with these words: they do not fail the story.
    pub fn excusing(mut self, words: &'static str) -> Self {
        self.excused.push(words);
        self
    }

    /// Begins before the page is opened.
    pub fn before_the_page_opens(mut self) -> Self {
        self.closed = true;
        self
    }

    /// Opens the shop, the browser and the page, and runs the story. Then it checks that nothing else went wrong: no
    /// uncaught error, no policy violation, and no violation in the sandbox's ledger. A failed story prints all details,
    /// its reason last.
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
            let words = reason.downcast_ref::<String>().map(String::as_str).or(reason.downcast_ref::<&str>().copied());
            // The reason stands above the protocol too. A log that is cut shows its end.
            eprintln!("{}\n--- the reason\n{}", shop.protocol(), words.unwrap_or_default());
            resume_unwind(reason);
        }
    }
}

/// The errors of the page that the story does not expect.
fn wrongs(shop: &Shop, excused: &[&str]) -> Vec<String> {
    let mut wrongs = shop.wrongs();
    let lines = shop.console();
    wrongs.extend(lines.iter().filter(|line| line.is_wrong()).map(ToString::to_string));
    wrongs.retain(|wrong| !excused.iter().any(|words| wrong.contains(words)));
    wrongs
}

/// Checks that each attempt is announced as complete at most once, and that the element sends `/checkout` at most once for
/// each `ec-confirm`. A browser may repeat a request itself when a connection ends without a response; that does not count.
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

/// All events as lines, for examining a failure.
pub(crate) fn event_lines(events: &Events) -> String {
    let told = events.0.iter().filter(|told| told.name != "ec-request");
    told.map(|told| format!("  {} {}\n", told.name, told.detail)).collect()
}
