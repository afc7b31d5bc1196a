//! The element as the shopper sees it, through its closed shadow root.

use crate::browser::{Browser, Node};
use crate::keyboard;
use crate::trouble::{OrEnd, Result, Trouble};
use crate::until::{PATIENCE, until};
use serde_json::{Value, json};
use std::time::{Duration, Instant};

/// The key of the sandbox's PayPal method.
pub const PAYPAL: &str = "payone-paypal-express";
/// The key of the sandbox's wallet, which has a page of its own.
pub const WALLET: &str = "redirectpay-wallet-redirect";

/// The order button ignores clicks until it has not moved for 400 ms, so that a click on something else never orders. A
/// shopper takes longer than that.
const SETTLED: Duration = Duration::from_millis(450);

/// Finds an element by a path of selectors. Each selector looks into the open shadow root of the element before.
const FIND: &str =
    "arguments[0].split(' >>> ').reduce((at, part) => (at?.shadowRoot ?? at)?.querySelector(part), document)";

/// An element on the page.
#[derive(Debug, Clone)]
pub struct Checkout<'a> {
    browser: &'a Browser,
    selector: String,
}

impl<'a> Checkout<'a> {
    /// The element at a selector, or at several selectors that lead into open shadow roots, separated by ` >>> `.
    pub fn new(browser: &'a Browser, selector: &str) -> Self {
        Self { browser, selector: selector.to_owned() }
    }

    /// Its `state`. `None` while the element is not defined.
    pub fn try_state(&self) -> Result<Option<String>> {
        let script = format!("return {FIND}?.state ?? null");
        let state = self.browser.run(&script, &[json!(self.selector)])?;
        Ok(state.as_str().map(str::to_owned))
    }

    /// Its `state`.
    #[track_caller]
    pub fn state(&self) -> String {
        self.try_state().or_end("the element's state").unwrap_or_default()
    }

    /// Waits until it has one of these states, and returns that state.
    #[track_caller]
    pub fn wait_for_any(&self, states: &[&str]) -> String {
        self.wait_long_for_any(states, PATIENCE)
    }

    /// The same with a longer time limit, for stories in which a deadline of the element must pass first.
    #[track_caller]
    pub fn wait_long_for_any(&self, states: &[&str], patience: Duration) -> String {
        let look = || Ok(self.try_state()?.filter(|state| states.contains(&state.as_str())));
        match until(&states.join(" or "), patience, look) {
            Ok(state) => state,
            Err(trouble) => {
                let text = self.try_text().unwrap_or_default();
                panic!("{trouble}; the state is {:?}, and the screen shows:\n{text}", self.try_state())
            }
        }
    }

    /// Waits until it has this state.
    #[track_caller]
    pub fn wait_for(&self, state: &str) -> &Self {
        self.wait_for_any(&[state]);
        self
    }

    fn host(&self) -> Result<Node> {
        let host = self.browser.find_by(&format!("return {FIND} ?? null"), &[json!(self.selector)])?;
        host.ok_or_else(|| Trouble::Late(format!("there is no {}", self.selector)))
    }

    fn root(&self) -> Result<Node> {
        self.browser.shadow(&self.host()?)
    }

    /// Runs the body of a function with the shadow root as `root` and the element as `host`.
    pub fn try_inside(&self, script: &str) -> Result<Value> {
        let script = format!("const [root, host] = arguments; {script}");
        let host = self.host()?;
        self.browser.run(&script, &[self.browser.shadow(&host)?.argument(), host.argument()])
    }

    /// The same; ends the story when it fails.
    #[track_caller]
    pub fn inside(&self, script: &str) -> Value {
        self.try_inside(script).or_end("inside of the element")
    }

    /// All text on the screen.
    pub fn try_text(&self) -> Result<String> {
        let script = "return Array.from(root.children, (node) => node.innerText || '').join('\\n')";
        Ok(self.try_inside(script)?.as_str().unwrap_or_default().to_owned())
    }

    /// All text on the screen.
    #[track_caller]
    pub fn text(&self) -> String {
        self.try_text().or_end("the element's text")
    }

    /// Waits until this text is on the screen.
    #[track_caller]
    pub fn wait_for_text(&self, words: &str) -> &Self {
        let look = || Ok(self.try_text()?.contains(words).then_some(()));
        if let Err(trouble) = until(&format!("`{words}`"), PATIENCE, look) {
            panic!("{trouble}; the screen shows:\n{}", self.try_text().unwrap_or_default());
        }
        self
    }

    /// Waits until this text is no longer on the screen.
    #[track_caller]
    pub fn wait_until_gone(&self, words: &str) -> &Self {
        let look = || Ok((!self.try_text()?.contains(words)).then_some(()));
        until(&format!("the end of `{words}`"), PATIENCE, look).or_end("the element's text");
        self
    }

    /// The text of the visible notices.
    #[track_caller]
    pub fn notice(&self) -> String {
        let script = "const shown = Array.from(root.querySelectorAll('[part~=notice]')).filter((node) => node.checkVisibility({ visibilityProperty: true }));
            return shown.map((node) => node.innerText).join('\\n')";
        self.inside(script).as_str().unwrap_or_default().to_owned()
    }

    /// The labels of all usable buttons and links, in the element and in what providers drew.
    #[track_caller]
    pub fn ways_on(&self) -> Vec<String> {
        // Providers draw into slots. A closed root hides `assignedSlot`, so the slots are looked up by name.
        let script = "const child = (node) => node.parentElement === host ? node : child(node.parentElement);
            const shown = (node) => root.contains(node) ? node : root.querySelector(`slot[name='${child(node).slot}']`);
            const usable = (node) => node.checkVisibility({ visibilityProperty: true }) && !node.disabled
                && node.getAttribute('aria-disabled') !== 'true' && !shown(node)?.closest('[inert]');
            const all = [...root.querySelectorAll('button, a[href]'), ...host.querySelectorAll('button, a[href]')];
            return all.filter(usable).map((node) => node.innerText.trim())";
        let labels = self.inside(script);
        labels.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
    }

    /// The first node at a selector inside, as soon as it exists.
    #[track_caller]
    pub fn node(&self, selector: &str) -> Node {
        self.or_show(until(selector, PATIENCE, || self.browser.find_in(&self.root()?, selector)))
    }

    /// Opens the row of the review that has the field at this selector, as a shopper does with "Change". Returns whether it
    /// was closed.
    fn open_row(&self, selector: &str) -> Result<bool> {
        let script = format!(
            "const selector = {};
            const closed = root.querySelector(selector)?.closest('details:not([open])');
            closed?.querySelector('summary').click();
            if (root.querySelector(selector)) return Boolean(closed);
            const named = /shipments\\.(\\d+)|data-(?:shipment|send)=.?(\\d+)|(customer|shippingAddress|billingAddress)/.exec(selector);
            const row = selector.includes('data-same') ? 'billingAddress' : named?.slice(1).find(Boolean);
            const button = root.querySelector(`[data-ec='change-${{row}}'][aria-expanded=false]`);
            button?.click();
            return Boolean(button)",
            json!(selector)
        );
        Ok(self.try_inside(&script)?.as_bool().unwrap_or_default())
    }

    /// Opens the row of the review with the node at this selector, and waits for the node.
    #[track_caller]
    pub fn reveal(&self, selector: &str) -> &Self {
        if self.open_row(selector).or_end("opening a row") {
            self.node(selector);
        }
        self
    }

    /// The first node at a selector inside, as soon as it is usable. A closed row of the review is opened for it.
    #[track_caller]
    pub fn usable(&self, selector: &str) -> Node {
        let look = || {
            if self.open_row(selector)? {
                return Ok(None);
            }
            let Some(node) = self.browser.find_in(&self.root()?, selector)? else { return Ok(None) };
            let script =
                "const node = arguments[0]; return node.checkVisibility({ visibilityProperty: true }) && !node.disabled
                && node.getAttribute('aria-disabled') !== 'true'";
            Ok(self.browser.run(script, &[node.argument()])?.as_bool().unwrap_or_default().then_some(node))
        };
        self.or_show(until(&format!("a usable {selector}"), PATIENCE, look))
    }

    #[track_caller]
    fn or_show<T>(&self, found: Result<T>) -> T {
        match found {
            Ok(found) => found,
            Err(trouble) => {
                let state = self.try_state();
                panic!(
                    "{trouble}; the state is {state:?}, and the screen shows:\n{}",
                    self.try_text().unwrap_or_default()
                )
            }
        }
    }

    /// Clicks a node inside, as soon as it is usable.
    #[track_caller]
    pub fn click(&self, selector: &str) {
        let node = self.usable(selector);
        self.browser.click(&node).or_end(&format!("clicking {selector}"));
    }

    /// The wallet's button, which the element draws, as soon as it is usable.
    #[track_caller]
    pub fn wallet_button(&self) -> Node {
        self.usable(&format!("[data-key='{WALLET}']"))
    }

    /// PayPal's button, which its script draws.
    #[track_caller]
    pub fn paypal_button(&self) -> Node {
        let selector = format!("{} #paypal-button", self.selector);
        let look = || {
            let Some(node) = self.browser.find(&selector)? else { return Ok(None) };
            let shown = self
                .browser
                .run("return arguments[0].checkVisibility({ visibilityProperty: true })", &[node.argument()])?;
            Ok(shown.as_bool().unwrap_or_default().then_some(node))
        };
        self.or_show(until("PayPal's button", PATIENCE, look))
    }

    /// Clicks the button of a method.
    #[track_caller]
    pub fn pay_with(&self, key: &str) {
        self.wait_for_any(&["ready", "failed"]);
        let button = if key == PAYPAL { self.paypal_button() } else { self.wallet_button() };
        self.browser.click(&button).or_end("clicking the button");
    }

    /// Waits until the review is stable: no calculation runs, and the order button accepts clicks.
    #[track_caller]
    pub fn settle(&self) {
        let script = "const place = root.querySelector('[part~=place]');
            const ready = place && !place.disabled && place.getAttribute('aria-disabled') !== 'true'
                && !root.querySelector('[part~=total][aria-busy]');
            return ready ? root.querySelector('[part~=total]').innerText : null";
        let mut still: Option<(Value, Instant)> = None;
        let look = || {
            let seen = self.try_inside(script)?;
            if still.as_ref().is_none_or(|(before, _)| *before != seen) {
                still = Some((seen.clone(), Instant::now()));
            }
            let since = still.as_ref().map_or(Duration::ZERO, |(_, since)| since.elapsed());
            Ok((!seen.is_null() && since > SETTLED).then_some(()))
        };
        self.or_show(until("a stable review", PATIENCE, look));
    }

    /// Clicks the order button, once, when it accepts clicks.
    #[track_caller]
    pub fn place(&self) {
        self.wait_for("review").settle();
        self.click("[part~=place]");
    }

    /// Clicks the cancel button.
    #[track_caller]
    pub fn cancel(&self) {
        self.click("[data-ec=cancel]");
    }

    /// The value of a field such as `shippingAddress.city`. `None` if the review has no such field.
    #[track_caller]
    pub fn field(&self, path: &str) -> Option<String> {
        self.reveal(&format!("[data-path='{path}']"));
        let value = self.inside(&format!("return root.querySelector('[data-path=\"{path}\"]')?.value ?? null"));
        value.as_str().map(str::to_owned)
    }

    /// Replaces the value of a field by typing.
    #[track_caller]
    pub fn fill(&self, path: &str, text: &str) {
        let node = self.usable(&format!("[data-path='{path}']"));
        // The driver's command for typing does not find the focus in a closed root. So click, and send keys to the focus.
        self.browser.click(&node).or_end("clicking the field");
        keyboard::replace(self.browser, text).or_end("typing");
    }

    /// Chooses the option whose text begins with `says`, by the arrow keys.
    #[track_caller]
    pub fn choose(&self, path: &str, says: &str) {
        let list = format!("select[data-path='{path}']");
        self.usable(&list);
        let script = format!(
            "const list = root.querySelector({});
            return [...list.options].findIndex((option) => option.text.startsWith({})) - list.selectedIndex",
            json!(list),
            json!(says)
        );
        let steps = self.inside(&script).as_i64().unwrap_or_default();
        let key = if steps > 0 { keyboard::DOWN } else { keyboard::UP };
        for _ in 0..steps.abs() {
            self.press_in(&list, &[key]);
        }
    }

    /// Presses keys in a field or list inside.
    #[track_caller]
    pub fn press_in(&self, selector: &str, keys: &[&str]) {
        let node = self.usable(selector);
        self.browser.run("arguments[0].focus()", &[node.argument()]).or_end("the focus");
        keyboard::press(self.browser, keys).or_end("pressing keys");
    }

    /// The paths of the fields that are empty or invalid.
    #[track_caller]
    pub fn missing(&self) -> Vec<String> {
        let script = "return Array.from(root.querySelectorAll('[data-path]'))
            .filter((node) => node.getAttribute('aria-invalid') === 'true' || (node.required && !node.value.trim()))
            .map((node) => node.dataset.path)";
        let paths = self.inside(script);
        paths.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
    }

    /// Chooses a shipment method for the whole cart.
    #[track_caller]
    pub fn ship_with(&self, method: u32) {
        self.click(&format!("[data-shipment='0'][value='{method}']"));
    }

    /// The total on the screen, in minor units.
    #[track_caller]
    pub fn total(&self) -> i64 {
        let text = self.inside("return root.querySelector('[part~=total] .sum dd').innerText");
        let digits: String = text.as_str().unwrap_or_default().chars().filter(char::is_ascii_digit).collect();
        digits.parse().unwrap_or_default()
    }

    /// Waits until the total on the screen is this.
    #[track_caller]
    pub fn wait_for_total(&self, minor: i64) {
        let look = || Ok((self.try_state()?.as_deref() == Some("review") && self.total() == minor).then_some(()));
        self.or_show(until(&format!("a total of {minor}"), PATIENCE, look));
    }
}
