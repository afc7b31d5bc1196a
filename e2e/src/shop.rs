//! The setting of a story: the shop's backend, its page, and the shopper's browser.

use crate::browser::Browser;
use crate::checkout::Checkout;
use crate::console::Line;
use crate::events::Events;
use crate::found;
use crate::page::strict_policy;
use crate::site::Site;
use crate::story::{Story, event_lines};
use crate::token::Token;
use crate::trouble::{OrEnd, Result, Trouble};
use crate::until::{PATIENCE, until};
use crate::wire;
use sandbox::ledger::{Ledger, PaymentEntry, RequestEntry, Status};
use sandbox::server::{Options, Server};
use serde_json::{Map, Value, json};
use std::cell::RefCell;

/// The path of the page.
pub const PAGE: &str = "/cart.html";

/// The folder of the shipped files in `tag.html`.
pub const VERSIONED: &str = concat!("/express-checkout/", env!("CARGO_PKG_VERSION"));

/// The folder of the Yew applications, which few stories need.
const YEW: &str = "/yew";

/// Reads the entries of the recorder, also if the page has no access to its storage.
pub(crate) const RECORDED: &str =
    "return JSON.parse((window.e2eShelves ?? sessionStorage).getItem(arguments[0]) || '[]')";

/// The cart of the story.
#[derive(Debug, Clone)]
pub struct Cart {
    /// Its id.
    pub id: String,
    /// Its total without shipping, in minor units.
    pub total: i64,
    /// The id of the guest, for a guest's cart.
    pub anonymous_id: Option<String>,
    /// The access token, for a customer's cart.
    pub access_token: Option<String>,
}

/// A shop with one shopper in it.
#[derive(Debug)]
pub struct Shop {
    /// The shopper's browser.
    pub browser: Browser,
    /// Glue and the providers.
    pub sandbox: Server,
    /// The shop's own pages.
    pub site: Site,
    /// The shopper's cart.
    pub cart: Cart,
    /// How the page gives a customer's access token.
    pub(crate) token: Token,
    /// The shop's tabs, the first one first.
    tabs: RefCell<Vec<String>>,
    crashed: RefCell<Vec<String>>,
    /// What the pages of closed tabs had received.
    closed: RefCell<Events>,
    console: RefCell<Vec<Line>>,
}

impl Shop {
    /// Sets everything up. The page is served, but not opened yet.
    ///
    /// # Errors
    /// When something is missing on this machine.
    pub fn open(mut story: Story) -> Result<Self> {
        let sandbox = Server::start(Options::default())?;
        let dist = found::dist()?;
        let yew = story.page.mentions(YEW).then(found::yew_pages).transpose()?;
        let mut folders = vec![("/dist", dist.as_path()), (VERSIONED, &dist)];
        folders.extend(yew.iter().map(|folder| (YEW, folder.as_path())));
        let site = Site::start(&folders)?;
        let settings = std::mem::take(&mut story.settings);
        sandbox.with(|sandbox| sandbox.config().update(&settings)).map_err(Trouble::System)?;
        let cart = make_cart(&sandbox, story.customer, std::mem::take(&mut story.cart))?;
        let mut page = story.page;
        let origin = sandbox.url();
        page.set_default("glue-url", &format!("{origin}/glue"));
        page.set_default("cart-id", &cart.id);
        page.set_default("provider-origins", &origin);
        if let Some(id) = &cart.anonymous_id {
            page.set_default("anonymous-id", id);
        }
        if let Some(token) = &cart.access_token {
            story.token.serve(&site, token);
            page.put_script(&story.token.script(token));
        }
        if story.policy {
            let sources = format!("script-src 'self'{}", story.sources);
            let policy = strict_policy(&origin).replace("script-src 'self'", &sources);
            page.put_header("content-security-policy", &policy);
        }
        page.be_seen_in(story.engine);
        page.publish(&site, PAGE);
        let browser = Browser::open(story.engine)?;
        let tabs = RefCell::new(vec![browser.window()?]);
        let (token, crashed, closed, console) =
            (story.token, RefCell::default(), RefCell::default(), RefCell::default());
        let shop = Self { browser, sandbox, site, cart, token, tabs, crashed, closed, console };
        if story.orders_before > 0 {
            shop.orders_before(story.orders_before);
        }
        Ok(shop)
    }

    /// Opens the page.
    #[track_caller]
    pub fn enter(&self) {
        self.browser.go(&self.site.url(PAGE)).or_end("the page does not open");
    }

    /// Opens the page in one more tab, which becomes the current one.
    #[track_caller]
    pub fn enter_in_another_tab(&self) {
        let tab = self.browser.new_tab().or_end("no other tab");
        self.tabs.borrow_mut().push(tab.clone());
        self.browser.switch(&tab).or_end("the other tab");
        self.enter();
    }

    /// Duplicates the current tab with its session storage. The new tab becomes the current one.
    #[track_caller]
    pub fn duplicate_tab(&self) {
        let before = self.browser.windows().or_end("the tabs");
        self.run(
            "const link = document.createElement('a'); Object.assign(link, {href: location.href, target: '_blank', rel: \
             'opener', textContent: 'again', id: 'again'}); document.body.prepend(link)",
            &[],
        );
        let link = until("the link", PATIENCE, || self.browser.find("#again")).or_end("no link");
        self.browser.click(&link).or_end("a click on the link");
        let opened = || Ok(self.browser.windows()?.into_iter().find(|window| !before.contains(window)));
        let tab = until("the new tab", PATIENCE, opened).or_end("no new tab");
        self.tabs.borrow_mut().push(tab.clone());
        self.browser.switch(&tab).or_end("the new tab");
    }

    /// Makes a tab of the shop the current one, by its number in the order of opening.
    #[track_caller]
    pub fn turn_to_tab(&self, number: usize) {
        self.browser.switch(&self.tabs.borrow()[number]).or_end("the tab");
    }

    /// Closes the current tab, as a shopper would, and returns to the first one.
    #[track_caller]
    pub fn close_tab(&self) {
        let tab = self.browser.window().or_end("the current tab");
        self.closed.borrow_mut().0.extend(self.events().0);
        self.browser.close().or_end("closing the tab");
        self.tabs.borrow_mut().retain(|known| *known != tab);
        self.turn_to_tab(0);
    }

    /// Crashes the process of another tab and of the windows that it opened. Their windows stay open.
    #[track_caller]
    pub fn crash_tab(&self, number: usize) {
        let (in_hand, tab) = (self.browser.window().or_end("the current tab"), self.tabs.borrow_mut().remove(number));
        self.browser.switch(&tab).or_end("the tab");
        // The crashed page cannot answer.
        let _ = self.browser.devtools("Page.crash", json!({}));
        self.browser.switch(&in_hand).or_end("the current tab");
        let mut dead = self.browser.windows().or_end("the windows");
        dead.retain(|window| !self.tabs.borrow().contains(window));
        self.crashed.borrow_mut().extend(dead);
    }

    /// The element on the current page.
    pub fn checkout(&self) -> Checkout<'_> {
        self.checkout_named("checkout")
    }

    /// The element of this id.
    pub fn checkout_named(&self, id: &str) -> Checkout<'_> {
        Checkout::new(&self.browser, &format!("#{id}"))
    }

    /// The handles of the shop's own tabs.
    pub fn tabs(&self) -> Vec<String> {
        self.tabs.borrow().clone()
    }

    /// The handles of the shop's windows, crashed ones included.
    pub fn known_windows(&self) -> Vec<String> {
        [self.tabs(), self.crashed.borrow().clone()].concat()
    }

    /// Changes settings of the sandbox.
    #[track_caller]
    pub fn set(&self, settings: Value) {
        let settings = settings.as_object().cloned().unwrap_or_default();
        self.sandbox.with(|sandbox| sandbox.config().update(&settings)).or_end("the sandbox refuses its settings");
    }

    /// The ledger of the backend.
    pub fn ledger(&self) -> Ledger {
        self.sandbox.ledger()
    }

    /// The `POST` requests for a resource that arrived at Glue.
    pub fn posts(&self, resource: &str) -> Vec<RequestEntry> {
        let path = format!("/glue/{resource}");
        let requests = self.ledger().requests;
        requests.into_iter().filter(|request| request.method == "POST" && request.path == path).collect()
    }

    /// The payments without an order that the page knows of and that could still be charged.
    pub fn live_payments(&self) -> Vec<PaymentEntry> {
        let live = |payment: &PaymentEntry| {
            matches!(payment.status, Status::Created | Status::Approved) && payment.known_to_client
        };
        self.ledger().payments.into_iter().filter(live).collect()
    }

    /// Waits for a condition of the backend's ledger.
    #[track_caller]
    pub fn until(&self, what: &str, holds: impl Fn(&Ledger) -> bool) {
        until(what, PATIENCE, || Ok(holds(&self.ledger()).then_some(()))).or_end("the backend");
    }

    /// Expects exactly one order, paid with exactly its total and announced exactly once, and no other open payment.
    #[track_caller]
    pub fn expect_one_order(&self) {
        let ledger = self.ledger();
        assert_eq!(ledger.orders.len(), 1, "orders: {:#?}", ledger.orders);
        let order = &ledger.orders[0];
        assert_eq!(order.payment_amount, Some(order.price_to_pay), "the order's payment holds what is to be paid");
        let ordered = ledger.payments.iter().filter(|payment| payment.status == Status::Ordered);
        assert_eq!(ordered.count(), 1, "{:#?}", ledger.payments);
        assert!(self.live_payments().is_empty(), "left over: {:#?}", self.live_payments());
        let events = self.events();
        let outcomes = events.outcomes();
        let orders = outcomes.iter().filter(|outcome| **outcome == "ordered");
        assert_eq!(orders.count(), 1, "ec-complete: {outcomes:?}");
        assert_eq!(outcomes.last(), Some(&"ordered"), "nothing is complete after the order: {outcomes:?}");
        assert_eq!(events.of("ec-order").len(), 1);
        assert_eq!(events.of("ec-order")[0]["orderReference"], Value::from(order.order_reference.as_str()));
        assert_eq!(
            events.of("ec-complete").last().map(|detail| detail["orderReference"].clone()),
            Some(Value::from(order.order_reference.as_str()))
        );
    }

    /// Expects no order, and waits until the payment app has cancelled every payment.
    #[track_caller]
    pub fn expect_all_cancelled(&self) {
        self.until("the cancellation of every payment", |ledger| {
            ledger.payments.iter().all(|payment| payment.status == Status::Cancelled)
        });
        assert!(self.ledger().orders.is_empty(), "orders: {:#?}", self.ledger().orders);
    }

    /// The events that the page received.
    #[track_caller]
    pub fn events(&self) -> Events {
        Events::read(&self.recorded("e2e.events"))
    }

    /// Waits until the page has received this event.
    #[track_caller]
    pub fn until_told(&self, name: &str) {
        let look = || Ok((!self.events().of(name).is_empty()).then_some(()));
        until(name, PATIENCE, look).or_end("the page");
    }

    /// The errors and violations that the page recorded.
    #[track_caller]
    pub fn wrongs(&self) -> Vec<String> {
        let wrongs = self.recorded("e2e.wrongs");
        wrongs.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
    }

    #[track_caller]
    fn recorded(&self, shelf: &str) -> Value {
        self.browser.run(RECORDED, &[json!(shelf)]).or_end("the recorder does not answer")
    }

    /// The events that the pages of all the shop's tabs received.
    pub(crate) fn events_of_all_tabs(&self) -> Result<Events> {
        let (in_hand, mut all) = (self.browser.window()?, self.closed.borrow().clone());
        for tab in self.tabs() {
            self.browser.switch(&tab)?;
            all.0.extend(Events::read(&self.browser.run(RECORDED, &[json!("e2e.events")])?).0);
        }
        self.browser.switch(&in_hand)?;
        Ok(all)
    }

    /// All entries of the console.
    pub fn console(&self) -> Vec<Line> {
        let mut lines = self.console.borrow_mut();
        lines.extend(self.browser.console().unwrap_or_default().iter().map(Line::read));
        let noted = self.browser.run(RECORDED, &[json!("e2e.console")]).unwrap_or_default();
        let noted = noted.as_array().into_iter().flatten().map(Line::read);
        lines.iter().cloned().chain(noted).collect()
    }

    /// Advances the held clock of the page by this number of seconds, as soon as a timer waits for it.
    #[track_caller]
    pub fn let_pass(&self, seconds: u32) {
        let script = "return window.e2eLetTimePass(arguments[0])";
        let passed = || Ok(self.browser.run(script, &[json!(seconds * 1_000)])?.as_u64().filter(|due| *due > 0));
        until("something that waits", PATIENCE, passed).or_end("the page's clock");
    }

    /// Runs a script in the page.
    #[track_caller]
    pub fn run(&self, script: &str, arguments: &[Value]) -> Value {
        self.browser.run(script, arguments).or_end("the page's script")
    }

    /// Everything that helps to examine a failure.
    pub fn protocol(&self) -> String {
        // The story may have failed in another window.
        let _ = self.browser.switch(&self.tabs.borrow()[0]);
        let _ = self.browser.frame(None);
        let recorded = |shelf: &str| self.browser.run(RECORDED, &[json!(shelf)]).unwrap_or_default();
        let ledger = self.ledger();
        let request = |request: &RequestEntry| {
            let fault = request.fault.as_deref().map(|fault| format!(" [{fault}]")).unwrap_or_default();
            let body = request.body.as_deref().unwrap_or_default();
            format!("  {} {} {}{fault} {body}\n", request.status, request.method, request.path)
        };
        let checkout = self.checkout();
        format!(
            "--- requests\n{}--- payments\n{:#?}\n--- orders\n{:#?}\n--- violations\n{:#?}\n--- events\n{}--- wrongs\n{}\n\
             --- console\n{}\n--- state\n{:?} at {}\n--- screen\n{}\n---",
            ledger.requests.iter().map(request).collect::<String>(),
            ledger.payments,
            ledger.orders,
            ledger.violations,
            event_lines(&Events::read(&recorded("e2e.events"))),
            recorded("e2e.wrongs"),
            self.console().iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"),
            checkout.try_state().ok().flatten(),
            self.browser.url().unwrap_or_default(),
            checkout.try_text().unwrap_or_default(),
        )
    }
}

fn make_cart(sandbox: &Server, customer: bool, mut wish: Map<String, Value>) -> Result<Cart> {
    let anonymous_id = (!customer).then(|| format!("guest-{}", sandbox.port()));
    match &anonymous_id {
        Some(id) => wish.insert("guest".to_owned(), json!(id)),
        None => wish.insert("customer".to_owned(), json!(true)),
    };
    let answer = wire::call(sandbox.port(), "POST", "/sandbox/carts", Some(&Value::Object(wish)))?;
    if answer.status != 201 {
        return Err(Trouble::System(format!("no cart: {}", answer.body)));
    }
    Ok(Cart {
        id: answer.body["cartId"].as_str().unwrap_or_default().to_owned(),
        total: answer.body["grandTotal"].as_i64().unwrap_or_default(),
        anonymous_id,
        access_token: answer.body["accessToken"].as_str().map(str::to_owned),
    })
}
