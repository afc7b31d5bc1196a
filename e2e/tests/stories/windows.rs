//! Stories about the window for a redirecting provider. Browsers take long to open one, so the request for the payment leaves first.

use e2e::checkout::WALLET;
use e2e::found::shipped;
use e2e::provider::WalletPage;
use e2e::site::Flaw;
use e2e::until::{PATIENCE, until};
use e2e::{Engine, Shop, Story, Window};
use serde_json::{Value, json};

/// Writes down in which order requests for payments leave and windows open.
const ORDER: &str = "window.happened = [];
    for (const [name, what] of [['fetch', 'request'], ['open', 'window']]) {
        const inner = window[name];
        window[name] = (...all) => {
            if (name === 'open' || /\\/payments$/.test(all[0].url ?? all[0])) window.happened.push(what);
            return name === 'open' && window.blocked ? null : inner.apply(window, all);
        };
    }";

/// Cancels an attempt as soon as the page hears of it, as long as `window.unwilling` is set.
const UNWILLING: &str = "addEventListener('ec-state-change', ({ target, detail }) => {
        if (detail.to === 'starting' && window.unwilling) target.cancel();
    });";

fn of_a_guest(scripts: &'static [&'static str]) -> Story {
    Story::of_a_guest()
        .with("methods", WALLET)
        .on_a_page(|page| scripts.iter().for_each(|script| page.put_script(script)))
}

/// Moves the pointer to the wallet's button, and waits until the element has the cart's lock for a click.
fn point_at_the_wallet(shop: &Shop) {
    shop.browser.point_at(&shop.checkout().wait_for("ready").wallet_button(), 0).unwrap();
    wait_for_the_lock(shop);
}

fn wait_for_the_lock(shop: &Shop) {
    let held = "return navigator.locks.query().then(({ held }) => held.length)";
    until("the cart's lock", PATIENCE, || Ok((shop.browser.run(held, &[])? == 1).then_some(()))).unwrap();
}

fn happened(shop: &Shop) -> Value {
    shop.run("return window.happened.splice(0)", &[])
}

#[test]
fn the_request_for_the_payment_does_not_wait_for_the_window() {
    of_a_guest(&[ORDER]).tell(|shop| {
        point_at_the_wallet(shop);
        shop.checkout().pay_with(WALLET);
        Window::opened(shop).approve();
        assert_eq!(happened(shop), json!(["request", "window"]));
        shop.order();
    });
}

#[test]
fn a_pointer_that_came_before_the_module_is_noticed_when_it_comes() {
    of_a_guest(&[ORDER]).before_the_page_opens().tell(|shop| {
        shop.site.spoil(&shipped("attempt.wasm"), Flaw::Held);
        shop.enter();
        shop.browser.point_at(&shop.checkout().wait_for("ready").wallet_button(), 0).unwrap();
        shop.site.mend(&shipped("attempt.wasm"));
        wait_for_the_lock(shop);
        shop.checkout().pay_with(WALLET);
        Window::opened(shop).approve();
        assert_eq!(happened(shop), json!(["request", "window"]));
        shop.order();
    });
}

#[test]
fn where_no_window_opens_the_page_itself_goes_to_the_provider() {
    of_a_guest(&[ORDER]).tell(|shop| {
        shop.run("window.blocked = true", &[]);
        point_at_the_wallet(shop);
        shop.checkout().pay_with(WALLET);
        WalletPage::reached(shop).approve();
        shop.order();
    });
}

#[test]
fn an_attempt_that_the_page_cancels_at_once_opens_no_window() {
    for pointed in [true, false] {
        of_a_guest(&[ORDER, UNWILLING]).tell(|shop| {
            shop.checkout().wait_for("ready");
            shop.run("window.unwilling = true", &[]);
            if pointed {
                point_at_the_wallet(shop);
            }
            shop.checkout().pay_with(WALLET);
            shop.until_told("ec-complete");
            shop.checkout().wait_for("ready");
            assert!(!happened(shop).as_array().unwrap().contains(&"window".into()));
            assert_eq!(shop.browser.windows().unwrap().len(), 1);
            assert_eq!(shop.events().outcomes(), ["cancelled"]);
            shop.expect_all_cancelled();
            shop.run("window.unwilling = false", &[]);
            shop.checkout().pay_with(WALLET);
            Window::opened(shop).approve();
            shop.order();
        });
    }
}

pub fn the_window_says_where_it_goes(engine: Engine) {
    of_a_guest(&[]).in_engine(engine).tell(|shop| {
        shop.checkout().wait_for("ready");
        shop.set(json!({"latencyMs": 3_000}));
        shop.checkout().pay_with(WALLET);
        let window = Window::opening(shop);
        let says = "return document.title.startsWith('Connecting to ') && document.body.textContent === document.title";
        let title = || Ok((shop.browser.run(says, &[])? == true).then_some(()));
        until("its title", PATIENCE, title).unwrap();
        shop.set(json!({"latencyMs": 0}));
        window.leave_open();
        Window::opened(shop).approve();
        shop.order();
    });
}

#[test]
fn the_window_says_where_it_goes_in_chromium() {
    the_window_says_where_it_goes(Engine::Chromium);
}

/// The click is repeated while the module draws its first buttons.
pub fn a_click_before_the_module_leads_to_the_provider(engine: Engine) {
    of_a_guest(&[]).in_engine(engine).before_the_page_opens().tell(|shop| {
        shop.site.spoil(&shipped("core.wasm"), Flaw::Held);
        shop.enter();
        shop.browser.point_at(&shop.checkout().usable(".placeholder"), 1).unwrap();
        shop.site.mend(&shipped("core.wasm"));
        if engine == Engine::WebKit {
            // It opens no window so long after the click.
            WalletPage::reached(shop).approve();
        } else {
            Window::opened(shop).approve();
        }
        shop.order();
    });
}

#[test]
fn a_click_before_the_module_leads_to_the_provider_in_chromium() {
    a_click_before_the_module_leads_to_the_provider(Engine::Chromium);
}

/// Firefox runs other tasks of the page while the dialog is open.
pub fn a_dialog_in_the_pages_listener_stops_nothing(engine: Engine) {
    let dialog = "addEventListener('ec-ready', ({ target }) => { target.reload(); alert('Hello'); }, { once: true });";
    let story = of_a_guest(&[]).in_engine(engine).on_a_page(|page| page.put_script(dialog));
    story.before_the_page_opens().tell(|shop| {
        shop.enter();
        let accepted = || Ok(shop.browser.accept_dialog()?.then_some(()));
        until("the dialog", PATIENCE, accepted).unwrap();
        shop.pay_and_order(WALLET);
    });
}

#[test]
fn a_dialog_in_the_pages_listener_stops_nothing_in_chromium() {
    a_dialog_in_the_pages_listener_stops_nothing(Engine::Chromium);
}

/// While Firefox opens a window, it runs other tasks of the page, and the module's own task has not ended.
pub fn a_window_of_the_pages_own_stops_nothing(engine: Engine) {
    let opener = "addEventListener('ec-ready', ({ target }) => {
            target.reload();
            window.own = open('about:blank', '_blank', 'popup');
        }, { once: true });";
    let story = of_a_guest(&[]).in_engine(engine).on_a_page(|page| {
        page.put_before("<button id=\"page\">A button of the page</button>");
        page.put_script(opener);
    });
    story.before_the_page_opens().tell(|shop| {
        shop.site.spoil(&shipped("core.wasm"), Flaw::Held);
        shop.enter();
        // Browsers let a page open a window soon after a click.
        shop.browser.click(&shop.browser.find("#page").unwrap().unwrap()).unwrap();
        shop.site.mend(&shipped("core.wasm"));
        // WebKit opens no window so long after the click.
        if engine != Engine::WebKit {
            let closed = "window.own?.close(); return Boolean(window.own)";
            let own = || Ok((shop.browser.run(closed, &[])? == true).then_some(()));
            until("the page's own window", PATIENCE, own).unwrap();
        }
        shop.pay_and_order(WALLET);
    });
}

#[test]
fn a_window_of_the_pages_own_stops_nothing_in_chromium() {
    a_window_of_the_pages_own_stops_nothing(Engine::Chromium);
}

/// Notes that a window is asked to come to the front. No page can see that in the window itself.
const FOCUSED: &str = "const open = window.open; window.open = (...given) => new Proxy(open(...given), {
        get(target, name) {
            if (name === 'focus') window.cameToTheFront = true;
            const value = Reflect.get(target, name);
            return typeof value === 'function' ? value.bind(target) : value;
        },
    });";

#[test]
fn a_button_brings_the_window_to_the_front() {
    Story::of_a_guest().on_a_page(|page| page.put_script(FOCUSED)).tell(|shop| {
        shop.checkout().pay_with(WALLET);
        Window::opened(shop).leave_open();
        shop.checkout().wait_for("awaiting-approval").click("[data-ec=show-window]");
        assert_eq!(shop.run("return window.cameToTheFront ?? false", &[]), json!(true));
        assert_eq!(shop.checkout().state(), "awaiting-approval");
        Window::opened(shop).approve();
        shop.order();
    });
    // A window of PayPal's script is not the element's.
    Story::of_a_guest().tell(|shop| {
        shop.checkout().pay_with(e2e::checkout::PAYPAL);
        Window::opened(shop).leave_open();
        shop.checkout().wait_for("awaiting-approval");
        assert_eq!(shop.checkout().inside("return root.querySelector('[data-ec=show-window]')"), Value::Null);
        Window::opened(shop).approve();
        shop.order();
    });
}
