//! The element's buttons: the placeholder, what happens to it, and the buttons that take its place and follow the offer.

use super::ways::STRIPE;
use e2e::checkout::{Checkout, PAYPAL, WALLET};
use e2e::found::shipped;
use e2e::keyboard::{SPACE, TAB, press};
use e2e::site::Flaw;
use e2e::until::{PATIENCE, until};
use e2e::{Engine, Shop, Story};
use serde_json::{Value, json};

/// Every click on a button is counted, and none starts an attempt.
const COUNTS_CLICKS: &str = "window.clicks = [];
    document.addEventListener('ec-click', (event) => {
        event.preventDefault();
        window.clicks.push(event.detail.key ?? event.detail.method ?? event.target.id);
    });
    // A window that loses the focus ends the press of a key without a click. Windows of other stories take it.
    window.addEventListener('blur', ({ target }) => window.interrupted ||= target === window);
    // Another element in place of the one before, with a placeholder of its own.
    window.renew = () => {
        window.interrupted = false;
        const old = document.getElementById('checkout');
        const next = old.cloneNode(false);
        old.replaceWith(next);
        return next.state;
    };";

fn clicks(shop: &Shop) -> usize {
    shop.run("return window.clicks.length", &[]).as_u64().unwrap_or_default() as usize
}

/// The middle of the element.
fn middle(shop: &Shop) -> Value {
    let script = "const { x, y, width, height } = document.getElementById('checkout').getBoundingClientRect();
        return [Math.round(x + width / 2), Math.round(y + height / 2)]";
    shop.run(script, &[])
}

/// Presses the mouse in the middle of the element, or releases it.
fn mouse(shop: &Shop, action: &str) {
    let step = json!({"type": action, "button": 0});
    let there = middle(shop);
    let there = json!({"type": "pointerMove", "origin": "viewport", "x": there[0], "y": there[1]});
    let steps = if action == "pointerDown" { vec![there, step] } else { vec![step] };
    shop.browser.act(json!([{"type": "pointer", "id": "mouse", "actions": steps}])).unwrap();
}

/// Puts a finger on the middle of the element, or takes it away.
fn finger(shop: &Shop, kind: &str) {
    let there = middle(shop);
    let points = if kind == "touchStart" { json!([{"x": there[0], "y": there[1]}]) } else { json!([]) };
    shop.browser.devtools("Input.dispatchTouchEvent", json!({"type": kind, "touchPoints": points})).unwrap();
}

fn key(shop: &Shop, action: &str) {
    shop.browser
        .act(json!([{"type": "key", "id": "keyboard", "actions": [{"type": action, "value": SPACE}]}]))
        .unwrap();
}

const FOCUS: &str = "root.querySelector('.placeholder').focus(); return null";

/// How many presses begin on a placeholder.
const PRESSES: usize = if cfg!(feature = "long") { 100 } else { 10 };

/// Presses the placeholder of many elements, each time until its buttons could take its place, and releases.
fn each_press_clicks(engine: Engine, press: fn(&Shop), release: fn(&Shop), by_key: bool) {
    // Long enough for a press to begin before the buttons, also on a slow machine.
    let slow = json!({"latencyMs": 300});
    let story = Story::of_a_guest().in_engine(engine).in_a_shop(slow).with("methods", WALLET);
    story.on_a_page(|page| page.put_script(COUNTS_CLICKS)).tell(|shop| {
        let checkout = shop.checkout();
        checkout.wait_for("ready");
        let mut clicked = 0;
        for _ in 0..6 * PRESSES {
            if clicked == PRESSES {
                break;
            }
            let before = clicks(shop);
            assert_eq!(shop.run("return window.renew()", &[]), "loading");
            press(shop);
            let in_time = checkout.state() == "loading";
            checkout.wait_for("ready");
            shop.run("return new Promise((next) => requestAnimationFrame(() => setTimeout(next)))", &[]);
            release(shop);
            if !in_time {
                // The buttons were faster than the press.
                continue;
            }
            if by_key && shop.run("return document.hasFocus() && !window.interrupted", &[]) != json!(true) {
                continue;
            }
            until("the click", PATIENCE, || Ok((clicks(shop) > before).then_some(()))).unwrap();
            assert_eq!(clicks(shop), before + 1);
            clicked += 1;
        }
        assert_eq!(clicked, PRESSES);
        checkout.wallet_button();
        assert_eq!(checkout.inside("return root.querySelector('.placeholder').hidden"), json!(true));
    });
}

pub fn each_press_with_the_mouse_clicks(engine: Engine) {
    each_press_clicks(engine, |shop| mouse(shop, "pointerDown"), |shop| mouse(shop, "pointerUp"), false);
}

pub fn each_press_of_the_space_bar_clicks(engine: Engine) {
    each_press_clicks(
        engine,
        |shop| {
            shop.checkout().inside(FOCUS);
            key(shop, "keyDown");
        },
        |shop| key(shop, "keyUp"),
        true,
    );
}

#[test]
fn each_press_with_the_mouse_that_begins_on_the_placeholder_clicks() {
    each_press_with_the_mouse_clicks(Engine::Chromium);
}

#[test]
fn each_press_of_the_space_bar_that_begins_on_the_placeholder_clicks() {
    each_press_of_the_space_bar_clicks(Engine::Chromium);
}

#[test]
fn each_touch_that_begins_on_the_placeholder_clicks() {
    each_press_clicks(Engine::Chromium, |shop| finger(shop, "touchStart"), |shop| finger(shop, "touchEnd"), false);
}

/// A press that ends elsewhere is no click, and the buttons take the place of the placeholder all the same.
#[test]
fn a_press_that_ends_beside_the_placeholder_clicks_nothing() {
    let story = Story::of_a_guest().in_a_shop(json!({"latencyMs": 60})).with("methods", WALLET);
    story.on_a_page(|page| page.put_script(COUNTS_CLICKS)).tell(|shop| {
        let checkout = shop.checkout();
        checkout.wait_for("ready");
        shop.run("return window.renew()", &[]);
        mouse(shop, "pointerDown");
        checkout.wait_for("ready");
        let away = json!({"type": "pointerMove", "origin": "viewport", "x": 1, "y": 1});
        let steps = json!([away, {"type": "pointerUp", "button": 0}]);
        shop.browser.act(json!([{"type": "pointer", "id": "mouse", "actions": steps}])).unwrap();
        checkout.wallet_button();
        assert_eq!(clicks(shop), 0);
        checkout.click(&format!("[data-key='{WALLET}']"));
        assert_eq!(clicks(shop), 1);
    });
}

#[test]
fn a_removed_element_forgets_the_click_on_its_placeholder() {
    let story = Story::of_a_guest().with("methods", WALLET).on_a_page(|page| page.put_script(COUNTS_CLICKS));
    story.before_the_page_opens().tell(|shop| {
        shop.site.spoil(&shipped("core.wasm"), Flaw::Held);
        shop.enter();
        let checkout = shop.checkout();
        checkout.usable(".placeholder");
        mouse(shop, "pointerDown");
        mouse(shop, "pointerUp");
        let remove = "window.removed = document.getElementById('checkout');
            window.place = removed.parentElement;
            removed.remove();
            return new Promise((next) => setTimeout(() => setTimeout(next)))";
        shop.run(remove, &[]);
        shop.site.mend(&shipped("core.wasm"));
        shop.run("place.append(removed)", &[]);
        checkout.wait_for("ready");
        checkout.wallet_button();
        assert_eq!(clicks(shop), 0);
    });
}

/// The box of a button and what it looks like.
const LOOK: &str = "const look = (node) => {
        const { x, y, width, height } = node.getBoundingClientRect();
        const { color, backgroundColor, borderRadius, font, opacity } = getComputedStyle(node);
        return [{ x, y, width, height, color, backgroundColor, borderRadius, font }, Number(opacity)];
    };";

pub fn the_button_stands_where_the_placeholder_stood(engine: Engine) {
    for (theme, layout) in [("light", "auto"), ("dark", "rows"), ("auto", "columns")] {
        let story = Story::of_a_guest().in_engine(engine).with("methods", WALLET).with("theme", theme);
        story.with("layout", layout).before_the_page_opens().tell(|shop| {
            shop.site.spoil(&shipped("core.wasm"), Flaw::Held);
            shop.enter();
            let checkout = shop.checkout();
            checkout.usable(".placeholder");
            let look =
                |selector: &str| checkout.inside(&format!("{LOOK} return look(root.querySelector(\"{selector}\"))"));
            let placeholder = look(".placeholder");
            shop.site.mend(&shipped("core.wasm"));
            checkout.wait_for("ready");
            checkout.wallet_button();
            let button = look(&format!("[data-key='{WALLET}']"));
            assert_eq!(button[0], placeholder[0], "{theme}, {layout}");
            assert_eq!(button[1], 1.0, "{theme}, {layout}");
            assert!(placeholder[1].as_f64() < Some(0.8), "it does not look like a button that is there: {placeholder}");
        });
    }
}

#[test]
fn the_button_stands_where_the_placeholder_stood_which_looked_unfinished() {
    the_button_stands_where_the_placeholder_stood(Engine::Chromium);
}

pub fn the_focus_goes_from_the_placeholder_to_the_button(engine: Engine) {
    let story = Story::of_a_guest().in_engine(engine).with("methods", WALLET).before_the_page_opens();
    story.tell(|shop| {
        shop.site.spoil(&shipped("core.wasm"), Flaw::Held);
        shop.enter();
        let checkout = shop.checkout();
        checkout.usable(".placeholder");
        checkout.inside(FOCUS);
        shop.site.mend(&shipped("core.wasm"));
        checkout.wait_for("ready");
        checkout.wallet_button();
        assert_eq!(checkout.inside("return root.activeElement?.dataset.key ?? null"), json!(WALLET));
    });
}

#[test]
fn the_focus_moves_with_the_button() {
    the_focus_goes_from_the_placeholder_to_the_button(Engine::Chromium);
}

/// Stripe's method is served by the page itself, and its button is ours.
const OWN_PROVIDER: &str = "customElements.whenDefined('express-checkout').then((ExpressCheckout) => {
        ExpressCheckout.registerProvider('stripe-stripe-express', { authorize: async (payment) => { await payment; } });
    });";

/// The buttons in the order of their nodes, each with the number that it was given when it was first seen.
fn nodes(checkout: &Checkout<'_>) -> Value {
    checkout.inside(
        "const buttons = [...root.querySelectorAll('.buttons > *')];
            window.seen ??= 0;
            return buttons.map((node) => [node.dataset.key ?? node.dataset.drawn, node.seen ??= window.seen += 1])",
    )
}

fn set_methods(shop: &Shop, methods: &[&str]) {
    shop.run("document.getElementById('checkout').setAttribute('methods', arguments[0])", &[json!(methods.join(","))]);
}

fn wait_for_nodes(checkout: &Checkout<'_>, expected: &[(&str, u32)]) {
    let expected: Vec<Value> = expected.iter().map(|(key, number)| json!([key, number])).collect();
    let seen = || Ok((nodes(checkout) == json!(expected)).then_some(()));
    until("the nodes", PATIENCE, seen).unwrap_or_else(|_| panic!("expected {expected:?}, not {}", nodes(checkout)));
    // The order that is seen is the order of the nodes.
    let tops = checkout.inside(
        "const top = (node) => (node.querySelector('slot')?.assignedElements()[0] ?? node).getBoundingClientRect().top;
            const tops = [...root.querySelectorAll('.buttons > *')].map(top);
            return tops.every((top, index) => !index || tops[index - 1] < top) || tops",
    );
    assert_eq!(tops, json!(true));
}

/// What the tabulator reaches in the element, in its order.
fn reached(shop: &Shop, checkout: &Checkout<'_>) -> Vec<String> {
    // It begins before the element.
    let begin = "const start = document.getElementById('start') ?? document.createElement('button');
        start.id = 'start';
        document.getElementById('checkout').before(start);
        start.focus();";
    shop.run(begin, &[]);
    let focused = "const active = document.activeElement;
        return active === host ? root.activeElement?.dataset.key ?? null : host.contains(active) ? active.id : null";
    let mut found: Vec<String> = Vec::new();
    for _ in 0..20 {
        press(&shop.browser, &[TAB]).unwrap();
        match checkout.inside(focused).as_str() {
            Some(name) if found.iter().any(|known| known == name) => break,
            Some(name) => found.push(name.to_owned()),
            None if found.is_empty() => {}
            None => break,
        }
    }
    found
}

pub fn the_buttons_follow_the_offer(engine: Engine) {
    let story = Story::of_a_guest().in_engine(engine).in_a_shop(json!({"methods": ["paypal", "wallet", "stripe"]}));
    let story = story.with("methods", &[PAYPAL, WALLET].join(",")).with("layout", "rows");
    story.on_a_page(|page| page.put_script(OWN_PROVIDER)).tell(|shop| {
        let checkout = shop.checkout();
        checkout.wait_for("ready");
        let paypal = checkout.paypal_button();
        checkout.wallet_button();
        wait_for_nodes(&checkout, &[(PAYPAL, 1), (WALLET, 2)]);
        assert_eq!(reached(shop, &checkout), ["paypal-button", WALLET]);
        // One comes.
        set_methods(shop, &[PAYPAL, STRIPE, WALLET]);
        wait_for_nodes(&checkout, &[(PAYPAL, 1), (STRIPE, 3), (WALLET, 2)]);
        assert_eq!(reached(shop, &checkout), ["paypal-button", STRIPE, WALLET]);
        // Another order: the nodes stay, what PayPal drew stays, and so does the focus.
        checkout.inside(&format!("root.querySelector(\"[data-key='{WALLET}']\").focus(); return null"));
        set_methods(shop, &[WALLET, STRIPE, PAYPAL]);
        wait_for_nodes(&checkout, &[(WALLET, 2), (STRIPE, 3), (PAYPAL, 1)]);
        // On a busy machine, Yew gives the focus back in a later task than the one that has moved the nodes.
        let focused = || Ok((checkout.try_inside("return root.activeElement?.dataset.key")? == WALLET).then_some(()));
        until("the focus on the wallet's button", PATIENCE, focused).unwrap();
        assert_eq!(shop.run("return arguments[0].isConnected", &[paypal.argument()]), json!(true));
        assert_eq!(reached(shop, &checkout), [WALLET, STRIPE, "paypal-button"]);
        // One goes.
        set_methods(shop, &[STRIPE, WALLET]);
        wait_for_nodes(&checkout, &[(STRIPE, 3), (WALLET, 2)]);
        assert_eq!(reached(shop, &checkout), [STRIPE, WALLET]);
    });
}

#[test]
fn the_buttons_in_the_page_follow_the_offer_and_stay_the_same_nodes() {
    the_buttons_follow_the_offer(Engine::Chromium);
}

pub fn a_button_does_not_move_while_it_is_pressed(engine: Engine) {
    let story = Story::of_a_guest().in_engine(engine).in_a_shop(json!({"methods": ["wallet", "stripe"]}));
    let story = story.with("methods", &[WALLET, STRIPE].join(",")).with("layout", "rows");
    let story = story.on_a_page(|page| page.put_script(OWN_PROVIDER));
    story.on_a_page(|page| page.put_script(COUNTS_CLICKS)).tell(|shop| {
        let checkout = shop.checkout();
        let wallet = checkout.wallet_button();
        checkout.usable(&format!("[data-key='{STRIPE}']"));
        wait_for_nodes(&checkout, &[(WALLET, 1), (STRIPE, 2)]);
        let down = json!([{"type": "pointerMove", "origin": wallet.argument(), "x": 0, "y": 0}, {"type": "pointerDown", "button": 0}]);
        shop.browser.act(json!([{"type": "pointer", "id": "mouse", "actions": down}])).unwrap();
        set_methods(shop, &[STRIPE, WALLET]);
        shop.run("return new Promise((next) => setTimeout(next, 100))", &[]);
        wait_for_nodes(&checkout, &[(WALLET, 1), (STRIPE, 2)]);
        let up = json!([{"type": "pointerUp", "button": 0}]);
        shop.browser.act(json!([{"type": "pointer", "id": "mouse", "actions": up}])).unwrap();
        until("the click", PATIENCE, || Ok((clicks(shop) == 1).then_some(()))).unwrap();
        // What changes next brings the order that the page named.
        shop.run("document.getElementById('checkout').setAttribute('button-type', 'buy')", &[]);
        wait_for_nodes(&checkout, &[(STRIPE, 2), (WALLET, 1)]);
    });
}

#[test]
fn a_button_that_is_pressed_stays_where_it_is() {
    a_button_does_not_move_while_it_is_pressed(Engine::Chromium);
}
