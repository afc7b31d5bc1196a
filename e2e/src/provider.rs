//! The windows and pages of providers, and what a payer does there.

use crate::browser::{Browser, Node};
use crate::shop::Shop;
use crate::trouble::{OrEnd, Result};
use crate::until::{PATIENCE, pass, until};
use std::time::Duration;

const READING: Duration = Duration::from_millis(2_500);

/// A window of a provider. When it is dropped, the tab that opened it becomes the current one.
#[derive(Debug)]
pub struct Window<'a> {
    browser: &'a Browser,
    opener: String,
}

impl<'a> Window<'a> {
    /// Waits for a window besides the shop's tabs, and for the provider's page in it.
    #[track_caller]
    pub fn opened(shop: &'a Shop) -> Self {
        Self::opened_beside(&shop.browser, &shop.known_windows())
    }

    /// The same for any page in the current tab.
    #[track_caller]
    pub fn opened_beside(browser: &'a Browser, tabs: &[String]) -> Self {
        let window = Self::opening_beside(browser, tabs);
        window.button("#approve");
        window
    }

    /// Waits for a window besides the shop's tabs, whatever it shows.
    #[track_caller]
    pub fn opening(shop: &'a Shop) -> Self {
        Self::opening_beside(&shop.browser, &shop.known_windows())
    }

    #[track_caller]
    fn opening_beside(browser: &'a Browser, tabs: &[String]) -> Self {
        let opener = browser.window().or_end("the current tab");
        let look = || Ok(browser.windows()?.into_iter().find(|handle| !tabs.contains(handle)));
        let handle = until("the provider's window", PATIENCE, look).or_end("no window");
        browser.switch(&handle).or_end("the provider's window");
        Self { browser, opener }
    }

    #[track_caller]
    fn button(&self, selector: &str) -> Node {
        button(self.browser, selector)
    }

    #[track_caller]
    fn press(self, selector: &str) {
        let button = self.button(selector);
        gone_is_fine(self.browser.click(&button)).or_end("the payer's click");
    }

    /// The payer approves.
    #[track_caller]
    pub fn approve(self) {
        self.press("#approve");
    }

    /// The payer approves, and the bank declines.
    #[track_caller]
    pub fn decline(self) {
        self.press("#decline");
    }

    /// The payer goes back to the shop.
    #[track_caller]
    pub fn cancel(self) {
        self.press("#cancel");
    }

    /// The payer reads the page, for longer than the element needs to notice a window that is cut off from its opener.
    pub fn linger(self) -> Self {
        pass(READING);
        self
    }

    /// The payer closes the window.
    #[track_caller]
    pub fn close(self) {
        gone_is_fine(self.browser.close()).or_end("closing the window");
    }

    /// Leaves the window open behind the shop's window.
    pub fn leave_open(self) {}
}

impl Drop for Window<'_> {
    fn drop(&mut self) {
        // If this fails, the next step of the story reports it.
        let _ = self.browser.switch(&self.opener);
    }
}

/// The wallet's page, which replaces the shop's page in the same tab.
#[derive(Debug)]
pub struct WalletPage<'a>(&'a Browser);

impl<'a> WalletPage<'a> {
    /// Waits for the page.
    #[track_caller]
    pub fn reached(shop: &'a Shop) -> Self {
        let page = Self(&shop.browser);
        button(page.0, "#approve");
        page
    }

    /// The payer approves and returns to the shop.
    #[track_caller]
    pub fn approve(self) {
        self.0.click(&button(self.0, "#approve")).or_end("the payer's click");
    }

    /// The payer cancels and returns to the shop.
    #[track_caller]
    pub fn cancel(self) {
        self.0.click(&button(self.0, "#cancel")).or_end("the payer's click");
    }

    /// The payer uses the browser's back button.
    #[track_caller]
    pub fn go_back(self) {
        self.0.back().or_end("going back");
    }
}

/// A button on a loaded page. Before the page has loaded, Firefox would click beside the button.
#[track_caller]
fn button(browser: &Browser, selector: &str) -> Node {
    let look = || {
        let loaded = browser.run("return document.readyState === 'complete'", &[])? == true;
        if loaded { browser.find(selector) } else { Ok(None) }
    };
    until(&format!("the provider's {selector}"), PATIENCE, look).or_end("the provider")
}

fn gone_is_fine(done: Result<()>) -> Result<()> {
    match done {
        Err(trouble) if trouble.is_gone() => Ok(()),
        done => done,
    }
}

/// Waits until only the shop's tabs are left.
#[track_caller]
pub fn wait_until_closed(shop: &Shop) {
    let look = || Ok(shop.browser.windows()?.iter().all(|handle| shop.known_windows().contains(handle)).then_some(()));
    until("the end of the provider's window", PATIENCE, look).or_end("a window is left");
}

/// Presses a button in PayPal's frame over the page, which it opens if windows are blocked.
#[track_caller]
pub fn in_the_overlay(shop: &Shop, selector: &str) {
    let browser = &shop.browser;
    let frame = until("PayPal's frame", PATIENCE, || browser.find("#paypal-overlay iframe")).or_end("PayPal");
    browser.frame(Some(&frame)).or_end("PayPal's frame");
    gone_is_fine(browser.click(&button(browser, selector))).or_end("the payer's click");
    browser.frame(None).or_end("back to the page");
}
