//! The Yew storefront of `examples/yew-storefront` as its shopper sees it: everything is in the page's own DOM.

use crate::browser::{Browser, Node};
use crate::events::Events;
use crate::keyboard;
use crate::shop::{PAGE, RECORDED, Shop};
use crate::story::Story;
use crate::trouble::OrEnd;
use crate::until::{PATIENCE, until};
use serde_json::{Value, json};
use std::time::{Duration, Instant};

/// Puts the storefront in the place of the element, with its attributes, and records what reaches the data layer.
const OPEN: &str = "window.dataLayer = {
        push({ event, ...detail }) { document.dispatchEvent(new CustomEvent(`ec-${event}`, { detail })); },
    };
    addEventListener('DOMContentLoaded', () => {
    const element = document.getElementById('checkout');
    const main = document.createElement('main');
    main.id = 'storefront';
    main.dataset.accessToken = element.accessToken ?? '';
    for (const { name, value } of element.attributes) if (name !== 'id') main.setAttribute(`data-${name}`, value);
    main.dataset.cartId += ` ${new URLSearchParams(location.search).get('other-cart') ?? ''}`;
    element.replaceWith(main);
    import('/yew/yew-storefront.js').then((storefront) => storefront.default());
    });";

/// The order button ignores clicks until it has stood still for 400 ms.
const SETTLED: Duration = Duration::from_millis(450);

/// The storefront in the page in hand.
#[derive(Debug)]
pub struct Storefront<'a>(&'a Browser);

impl<'a> Storefront<'a> {
    /// Puts the storefront into a story's page, which is opened by [`Self::open`].
    pub fn prepare(story: Story) -> Story {
        story
            .on_a_page(|page| {
                page.without_loader();
                page.put_script(OPEN);
            })
            .before_the_page_opens()
    }

    /// Opens it, for the shop's cart and perhaps one more.
    #[track_caller]
    pub fn open(shop: &'a Shop, other_cart: Option<&str>) -> Self {
        let query = other_cart.map(|id| format!("?other-cart={id}")).unwrap_or_default();
        shop.browser.go(&[&*shop.site.url(PAGE), &*query].concat()).or_end("the storefront does not open");
        Self(&shop.browser)
    }

    /// The storefront that stands in the page already.
    pub fn in_page(browser: &'a Browser) -> Self {
        Self(browser)
    }

    /// A node that can be seen and used, as soon as it can.
    #[track_caller]
    pub fn usable(&self, selector: &str) -> Node {
        let browser = self.0;
        let look = || {
            let Some(node) = browser.find(selector)? else { return Ok(None) };
            let script = "const node = arguments[0]; return node.checkVisibility({ visibilityProperty: true })
                && !node.disabled && node.getAttribute('aria-disabled') !== 'true' && !node.closest('[inert]')";
            Ok(browser.run(script, &[node.argument()])?.as_bool().unwrap_or_default().then_some(node))
        };
        match until(&format!("a usable {selector}"), PATIENCE, look) {
            Ok(node) => node,
            Err(trouble) => panic!("{trouble}; on the screen stands:\n{}", self.text("#storefront")),
        }
    }

    /// Clicks a node as soon as it can be used.
    #[track_caller]
    pub fn click(&self, selector: &str) {
        let node = self.usable(selector);
        self.0.click(&node).or_end(&format!("clicking {selector}"));
    }

    /// Clicks a button that orders, once it has stood still for a while.
    #[track_caller]
    pub fn place(&self, selector: &str) {
        self.usable(selector);
        let begun = Instant::now();
        until("a settled button", PATIENCE, || Ok((begun.elapsed() > SETTLED).then_some(()))).or_end("time passes");
        self.click(selector);
    }

    /// Types into a field in place of what it held.
    #[track_caller]
    pub fn fill(&self, selector: &str, text: &str) {
        self.click(selector);
        keyboard::replace(self.0, text).or_end("typing");
    }

    /// The text of a node; empty where there is none.
    #[track_caller]
    pub fn text(&self, selector: &str) -> String {
        self.read(selector, "innerText")
    }

    /// What a field holds; empty where there is none.
    #[track_caller]
    pub fn value(&self, selector: &str) -> String {
        self.read(selector, "value")
    }

    #[track_caller]
    fn read(&self, selector: &str, property: &str) -> String {
        let script = "return document.querySelector(arguments[0])?.[arguments[1]] ?? ''";
        let read = self.0.run(script, &[json!(selector), json!(property)]).or_end("reading the page");
        read.as_str().unwrap_or_default().to_owned()
    }

    /// Waits until a node says this.
    #[track_caller]
    pub fn wait_for_text(&self, selector: &str, words: &str) {
        let look = || Ok(self.text(selector).contains(words).then_some(()));
        if let Err(trouble) = until(&format!("`{words}`"), PATIENCE, look) {
            panic!("{trouble}; on the screen stands:\n{}", self.text("#storefront"));
        }
    }

    /// Waits until the checkout that spoke last is in this state.
    #[track_caller]
    pub fn wait_for(&self, state: &str) {
        let look = || {
            let events = Events::read(&self.0.run(RECORDED, &[json!("e2e.events")])?);
            let last = events.of("ec-state-change").last().map(|detail| detail["to"].clone());
            Ok((last == Some(Value::from(state))).then_some(()))
        };
        if let Err(trouble) = until(state, PATIENCE, look) {
            panic!("{trouble}; on the screen stands:\n{}", self.text("#storefront"));
        }
    }
}
