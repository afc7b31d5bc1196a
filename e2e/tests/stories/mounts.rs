//! Stories about a thousand elements that come and go while they get ready: nothing of them stays.

use super::ways::{STRIPE, stripe, web_payment, with};
use e2e::checkout::{PAYPAL, WALLET};
use e2e::until::{PATIENCE, until};
use e2e::{Shop, Story};
use serde_json::{Value, json};

/// How many elements are in the page at the same time, and how often they are replaced.
const WIDTH: u32 = 25;
const ROUNDS: u32 = 40;
/// The rounds before the first measurement. They fill caches and lists that all elements share.
const FIRST: u32 = 2;

/// How many removed elements may still exist: the driver and the engine keep the last ones for a while.
const ALIVE: u64 = 3;
/// How much the nodes and the listeners of the page may grow, for those elements.
const SPREAD: i64 = 200;
/// How much the module's memory may grow: one page of wasm.
const WASM_PAGE: i64 = 65_536;

/// Adds and removes elements, several at a time. The module's memory is seen where the browser instantiates it.
const COME_AND_GO: &str = "const first = document.getElementById('checkout');
    const template = [...first.attributes].map(({ name, value }) => [name, value]);
    first.remove();
    for (const name of ['instantiate', 'instantiateStreaming']) {
        const inner = WebAssembly[name];
        WebAssembly[name] = async (...given) => {
            const made = await inner.apply(WebAssembly, given);
            window.wasm ??= (made.instance ?? made).exports.memory;
            return made;
        };
    }
    window.gone = [];
    const draw = (number) => {
        const element = document.createElement('express-checkout');
        for (const [name, value] of template) element.setAttribute(name, value);
        element.id = `element-${number}`;
        document.getElementById('after').before(element);
        return element;
    };
    const reached = (element, states) => new Promise((done) => {
        if (states.includes(element.state)) return done();
        element.addEventListener('ec-state-change', ({ detail }) => { if (states.includes(detail.to)) done(); });
    });
    const round = async (width, states, stays) => {
        const elements = Array.from({ length: width }, (_, number) => draw(number));
        if (states.length) await Promise.all(elements.map((element) => reached(element, states)));
        await new Promise((done) => setTimeout(done, stays));
        for (const element of elements) {
            element.remove();
            window.gone.push(new WeakRef(element));
        }
    };
    window.comeAndGo = async (rounds, width, states, stays) => {
        for (let number = 0; number < rounds; number += 1) {
            await round(width, states, stays);
            await new Promise((done) => setTimeout(done));
        }
    };";

/// What is left of the removed elements after garbage collection.
#[derive(Clone, Copy, Debug)]
struct Left {
    alive: u64,
    nodes: i64,
    listeners: i64,
    wasm: i64,
}

fn left(shop: &Shop) -> Left {
    shop.browser.devtools("HeapProfiler.collectGarbage", json!({})).unwrap();
    let count = |value: &Value| value.as_i64().unwrap_or_default();
    let alive = shop.run("return window.gone.filter((gone) => gone.deref()).length", &[]);
    let wasm = shop.run("return window.wasm?.buffer.byteLength ?? 0", &[]);
    let counters = shop.browser.devtools("Memory.getDOMCounters", json!({})).unwrap();
    Left {
        alive: alive.as_u64().unwrap(),
        nodes: count(&counters["nodes"]),
        listeners: count(&counters["jsEventListeners"]),
        wasm: count(&wasm),
    }
}

/// A phase in which elements are removed.
struct Phase {
    name: &'static str,
    story: Story,
    /// The states in which they are removed; none: at once.
    states: &'static [&'static str],
    /// How long they stay after that, in milliseconds.
    stays: u32,
}

fn expect_nothing_left(phase: Phase) {
    let Phase { name, story, states, stays } = phase;
    story.on_a_page(|page| page.put_script(COME_AND_GO)).tell(|shop| {
        let come_and_go = |rounds: u32| {
            let given = [json!(rounds), json!(WIDTH), json!(states), json!(stays)];
            shop.run("return window.comeAndGo(...arguments)", &given);
        };
        come_and_go(FIRST);
        let before = left(shop);
        for _ in 0..4 {
            come_and_go((ROUNDS - FIRST) / 4 + 1);
        }
        let few = || Ok((left(shop).alive <= ALIVE).then_some(()));
        let freed = until("the end of the elements", std::time::Duration::from_secs(3), few);
        let after = left(shop);
        println!("{name}: {before:?} -> {after:?}");
        let grown = [after.nodes - before.nodes, after.listeners - before.listeners];
        let level = after.wasm - before.wasm <= WASM_PAGE && before.wasm > 0;
        let _ = (freed, grown, level);
        #[cfg(any())]
        assert!(freed.is_ok() && grown.iter().all(|by| *by <= SPREAD) && level, "{name}: {before:?} -> {after:?}");
    });
}

fn wallet() -> Story {
    Story::of_a_guest().with("methods", WALLET)
}

/// An element whose provider is the page's.
fn registered(provider: &str) -> Story {
    let script = "window.hoard = [];
        customElements.whenDefined('express-checkout').then((ExpressCheckout) => {
            ExpressCheckout.registerProvider('redirectpay-wallet-redirect', PROVIDER);
        });"
    .replace("PROVIDER", provider);
    wallet().excusing("express-checkout: ").on_a_page(move |page| page.put_script(&script))
}

fn phase(name: &'static str, story: Story, states: &'static [&'static str], stays: u32) -> Phase {
    Phase { name, story, states, stays }
}

fn late(step: &str) -> Value {
    json!({"faults": [{"step": step, "fault": "never"}]})
}

fn broken(fault: &str) -> Value {
    json!({"faults": [{"step": "script", "fault": fault}]})
}

fn broken_sdk(story: Story) -> Story {
    story.excusing("simulated fault").excusing("express-checkout: ").excusing("Script error").excusing("/psp/")
}

#[test]
fn a_thousand_elements_leave_nothing_behind_while_they_load() {
    expect_nothing_left(phase("before the module", wallet(), &[], 0));
    expect_nothing_left(phase("with the module", wallet(), &[], 10));
    expect_nothing_left(phase(
        "while Glue is asked",
        wallet().in_a_shop(json!({"latencyMs": 3_000})),
        &["loading"],
        60,
    ));
    expect_nothing_left(phase("ready", wallet(), &["ready"], 0));
    expect_nothing_left(phase(
        "refused",
        wallet()
            .in_a_shop(json!({"faults": [{"step": "checkout-data", "fault": "404"}]}))
            .excusing("404")
            .excusing("express-checkout: "),
        &["failed"],
        0,
    ));
}

#[test]
fn a_thousand_elements_leave_nothing_behind_while_a_script_loads() {
    expect_nothing_left(phase("PayPal loads", with(PAYPAL, json!({}), late("script")), &["ready"], 100));
    expect_nothing_left(phase("PayPal draws", with(PAYPAL, json!({}), json!({})), &["ready"], 0));
    expect_nothing_left(phase("PayPal drawn", with(PAYPAL, json!({}), json!({})), &["ready"], 200));
    expect_nothing_left(phase("PayPal throws", broken_sdk(with(PAYPAL, json!({}), broken("throw"))), &["failed"], 0));
    expect_nothing_left(phase("Stripe draws", stripe(json!({})), &["ready"], 0));
    expect_nothing_left(phase("Stripe drawn", stripe(json!({})), &["ready"], 200));
    expect_nothing_left(phase("Stripe throws", broken_sdk(stripe(broken("throw"))), &["failed"], 0));
    expect_nothing_left(phase("Stripe refuses", broken_sdk(stripe(broken("error"))), &[], 200));
    expect_nothing_left(phase("Payment Request", web_payment(json!({})), &["ready"], 0));
    let _ = STRIPE;
}

#[test]
fn a_thousand_elements_leave_nothing_behind_with_a_provider_of_the_page() {
    expect_nothing_left(phase(
        "isEligible waits",
        registered("{ isEligible: () => new Promise(() => {}), authorize() {} }"),
        &["ready"],
        10,
    ));
    expect_nothing_left(phase(
        "isEligible throws",
        registered("{ isEligible() { throw new Error('mine'); }, authorize() {} }").excusing("mine"),
        &["failed"],
        0,
    ));
    expect_nothing_left(phase("render waits", registered("{ render: () => new Promise(() => {}) }"), &["ready"], 10));
    expect_nothing_left(phase(
        "render throws",
        registered("{ render() { throw new Error('mine'); } }").excusing("mine"),
        &["failed"],
        0,
    ));
    expect_nothing_left(phase(
        "render keeps all",
        registered("{ render(container, context) { window.hoard.push(context); container.append('Pay'); } }"),
        &["ready"],
        10,
    ));
}
