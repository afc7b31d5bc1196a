//! The built demo on a static server. No other server runs: the sandbox is in the page's service worker.

use crate::browser::Browser;
use crate::checkout::Checkout;
use crate::console::Line;
use crate::engine::Engine;
use crate::found;
use crate::provider::Window;
use crate::site::Site;
use crate::storefront::Storefront;
use crate::trouble::{OrEnd, Result};
use crate::until::{PATIENCE, until};
use serde_json::{Value, json};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::time::Duration;

/// The time limit for the first visit, which installs a service worker.
const ARRIVAL: Duration = Duration::from_secs(40);

/// The time limit for all states of the gallery, which take turns.
const GALLERY: Duration = Duration::from_secs(120);

/// A visitor of the demo.
#[derive(Debug)]
pub struct Demo {
    browser: Browser,
    main: String,
    site: Site,
}

impl Demo {
    /// Opens the demo for a guest or for the customer.
    #[track_caller]
    pub fn open(customer: bool) -> Self {
        Self::open_at(if customer { "/?shopper=customer" } else { "/" })
    }

    /// Opens the demo at this path, whose query has the demo's options.
    #[track_caller]
    pub fn open_at(path: &str) -> Self {
        Self::try_open(path, &[]).or_end("the demo does not open")
    }

    /// The same, with scripts that run first in each page and frame.
    #[track_caller]
    pub fn open_after(scripts: &[&str], path: &str) -> Self {
        Self::try_open(path, scripts).or_end("the demo does not open")
    }

    /// Opens the demo's page with the Yew component beside the element.
    #[track_caller]
    pub fn open_component() -> Self {
        Self::try_open("/demo/component.html", &[]).or_end("the demo does not open")
    }

    fn try_open(path: &str, scripts: &[&str]) -> Result<Self> {
        let site = Site::start(&[("/", &found::demo()?)])?;
        let browser = Browser::open(Engine::Chromium)?;
        let main = browser.window()?;
        for script in scripts {
            browser.devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": script }))?;
        }
        browser.go(&site.local_url(path))?;
        Ok(Self { browser, main, site })
    }

    /// Waits for the buttons, runs the story, and checks that the console has no errors.
    #[track_caller]
    pub fn tell(self, happens: impl FnOnce(&Self)) {
        let ended = catch_unwind(AssertUnwindSafe(|| {
            self.checkout().wait_long_for_any(&["ready"], ARRIVAL);
            happens(&self);
            let console = self.console();
            let wrong: Vec<&Line> = console.iter().filter(|line| line.is_wrong()).collect();
            assert!(wrong.is_empty(), "{wrong:#?}");
            assert_eq!(self.ledger()["violations"], json!([]));
        }));
        if let Err(reason) = ended {
            // The story may have failed in another window.
            let _ = self.browser.switch(&self.main);
            let page = self.browser.run("return document.body.innerText", &[]).unwrap_or_default();
            eprintln!("--- console\n{:#?}\n--- page\n{}", self.console(), page.as_str().unwrap_or_default());
            resume_unwind(reason);
        }
    }

    fn console(&self) -> Vec<Line> {
        self.browser.console().unwrap_or_default().iter().map(Line::read).collect()
    }

    /// The browser, for what the demo has no function for.
    pub fn browser(&self) -> &Browser {
        &self.browser
    }

    /// Waits until an expression is true on the page.
    #[track_caller]
    pub fn wait_until(&self, holds: &str) {
        let script = format!("return Boolean({holds})");
        until(holds, ARRIVAL, || Ok((self.browser.run(&script, &[])? == json!(true)).then_some(()))).or_end("the demo");
    }

    /// The element on the page.
    pub fn checkout(&self) -> Checkout<'_> {
        Checkout::new(&self.browser, "express-checkout")
    }

    /// The element in a part of the page.
    pub fn checkout_in(&self, selector: &str) -> Checkout<'_> {
        Checkout::new(&self.browser, &format!("{selector} express-checkout"))
    }

    /// Presses a button or a box of the shop.
    #[track_caller]
    pub fn press(&self, selector: &str) {
        let node = until(selector, PATIENCE, || self.browser.find(selector)).or_end("the demo");
        self.browser.click(&node).or_end(selector);
    }

    /// Goes to another page of the demo.
    #[track_caller]
    pub fn go(&self, path: &str) {
        self.browser.go(&self.site.local_url(path)).or_end("another page of the demo");
    }

    /// Waits until each frame of the gallery has its state.
    #[track_caller]
    pub fn wait_for_the_gallery(&self) {
        let reached = "const frames = [...document.querySelectorAll('iframe')].map((frame) => frame.contentDocument.documentElement);
            return frames.length > 20 && frames.every((page) => page.dataset.there === 'yes')";
        let look = || Ok((self.browser.run(reached, &[])? == json!(true)).then_some(()));
        until("a gallery with every state", GALLERY, look).or_end("the gallery");
        // The frames show failures, which are written to the console.
        let _ = self.console();
    }

    /// The Yew storefront on the page.
    pub fn storefront(&self) -> Storefront<'_> {
        Storefront::in_page(&self.browser)
    }

    /// The window that a provider opened.
    #[track_caller]
    pub fn window(&self) -> Window<'_> {
        Window::opened_beside(&self.browser, std::slice::from_ref(&self.main))
    }

    /// Ticks the terms.
    #[track_caller]
    pub fn agree(&self) {
        self.press("#consent");
    }

    /// Pays with a method, approves in the provider's window, ticks the terms in the review, and presses the order button.
    #[track_caller]
    pub fn place_order(&self, method: &str) {
        let checkout = self.checkout();
        checkout.pay_with(method);
        self.window().approve();
        checkout.wait_for("review").settle();
        self.agree();
        checkout.place();
    }

    /// Reloads the page.
    #[track_caller]
    pub fn reload(&self) {
        self.browser.reload().or_end("the reload");
    }

    /// Whether the page shows the node at this selector.
    #[track_caller]
    pub fn shows(&self, selector: &str) -> bool {
        self.try_shows(selector).or_end("the demo's page")
    }

    fn try_shows(&self, selector: &str) -> Result<bool> {
        let script = "return document.querySelector(arguments[0])?.checkVisibility() ?? false";
        Ok(self.browser.run(script, &[json!(selector)])?.as_bool().unwrap_or_default())
    }

    /// Waits until the page hides the node at this selector.
    #[track_caller]
    pub fn wait_until_hidden(&self, selector: &str) {
        let look = || Ok((!self.try_shows(selector)?).then_some(()));
        until(&format!("a page without {selector}"), PATIENCE, look).or_end("the demo's page");
    }

    /// The ledger of the sandbox in the service worker.
    #[track_caller]
    pub fn ledger(&self) -> Value {
        let script = "return fetch('/sandbox/ledger').then((answer) => answer.json())";
        self.browser.run(script, &[]).or_end("the demo's sandbox")
    }

    /// Expects one order, paid with exactly its total.
    #[track_caller]
    pub fn expect_one_order(&self) {
        let ledger = self.ledger();
        let orders = ledger["orders"].as_array().cloned().unwrap_or_default();
        assert_eq!(orders.len(), 1, "{ledger}");
        assert_eq!(orders[0]["paymentAmount"], orders[0]["grandTotal"]);
        assert_eq!(ledger["payments"].as_array().map(Vec::len), Some(1));
        assert_eq!(ledger["payments"][0]["status"], "ordered");
    }
}
