//! Stories about a thousand elements that come and go while they get ready: nothing of them stays.

use super::ways::{STRIPE, WEB_PAYMENT, with};
use e2e::checkout::{PAYPAL, WALLET};
use e2e::found::shipped;
use e2e::site::Flaw;
use e2e::until::{PATIENCE, until};
use e2e::{Shop, Story};
use serde_json::{Value, json};

/// How many elements are in the page at the same time, and how often they are replaced.
const WIDTH: u32 = 25;
const ROUNDS: u32 = 40;
/// How many rounds one script does.
const PART: u32 = 5;
/// How many elements are removed during an attempt. Each attempt has requests of its own.
const ATTEMPTS: u32 = 30;
/// How long the very first elements stay, in milliseconds.
const WARM_UP: u32 = 600;
/// The elements before the first measurement. They fill caches and lists that all elements share.
const FIRST: u32 = 50;

/// How many removed elements may still exist: the driver and the engine keep the last ones for a while.
const ALIVE: u64 = 3;
/// How much the nodes and the listeners of the page may grow, for those elements.
const SPREAD: i64 = 60;
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
            // The recorder's notes are not needed here, and each one takes longer than the one before.
            window.e2eShelves.removeItem('e2e.events');
            // A removed element is given up in a task of its own.
            for (let task = 0; task < 3; task += 1) await new Promise((done) => setTimeout(done));
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
    /// How many elements are in the page at the same time, and how often they are replaced.
    width: u32,
    rounds: u32,
}

impl Phase {
    /// A thousand elements.
    fn of(name: &'static str, story: Story, states: &'static [&'static str], stays: u32) -> Self {
        Self { name, story, states, stays, width: WIDTH, rounds: ROUNDS }
    }

    /// One element after the other, because a cart can have only one attempt at a time.
    fn one_by_one(self, rounds: u32) -> Self {
        Self { width: 1, rounds, ..self }
    }
}

fn expect_nothing_left(phase: Phase) {
    let Phase { name, story, states, stays, width, rounds } = phase;
    let begun = std::time::Instant::now();
    let story = story.on_a_page(|page| {
        page.put_script(COME_AND_GO);
        // What is fetched when the page is idle would count as left.
        page.save_data();
    });
    story.tell(|shop| {
        let come_and_go = |rounds: u32, states: &[&str], stays: u32| {
            // In parts, because a driver does not wait for ever for a script. The browser frees callbacks of promises and
            // scripts when it collects garbage, which it does less often in a page that does nothing else.
            for done in (0..rounds).step_by(PART as usize) {
                let part = (rounds - done).min(PART);
                let given = [json!(part), json!(width), json!(states), json!(stays)];
                shop.run("return window.comeAndGo(...arguments)", &given);
                left(shop);
            }
        };
        // Browsers free in steps.
        let freed = |nodes: i64, listeners: i64| {
            let is_freed = |left: &Left| left.alive <= ALIVE && left.nodes <= nodes && left.listeners <= listeners;
            let look = || Ok(Some(left(shop)).filter(is_freed));
            until("the end of the elements", PATIENCE, look).unwrap_or_else(|_| panic!("{name}: {:?}", left(shop)))
        };
        // The module loads, and draws for the first time.
        come_and_go(1, &[], WARM_UP);
        let first = FIRST.div_ceil(width).min(rounds / 2);
        come_and_go(first, states, stays);
        let before = freed(i64::MAX, i64::MAX);
        let more = |before: Left| {
            come_and_go(rounds - first, states, stays);
            freed(before.nodes + SPREAD, before.listeners + SPREAD)
        };
        let grows = |before: Left, after: Left| after.wasm - before.wasm > WASM_PAGE;
        let after = more(before);
        println!("{name}: {before:?} -> {after:?} in {:?}", begun.elapsed());
        // The list of the browser's values that the module holds doubles when it is full. What is left behind would make it grow again.
        let grown = (grows(before, after)).then(|| more(after));
        shop.expect_all_cancelled();
        let leaks = grown.is_some_and(|grown| grows(after, grown));
        assert!(before.wasm > 0 && !leaks, "{name}: {before:?} -> {after:?} -> {grown:?}");
    });
}

fn wallet() -> Story {
    Story::of_a_guest().with("methods", WALLET)
}

/// An element whose provider is the page's.
fn registered(provider: &str) -> Story {
    let script = "customElements.whenDefined('express-checkout').then((ExpressCheckout) => {
            ExpressCheckout.registerProvider('redirectpay-wallet-redirect', PROVIDER);
        });"
    .replace("PROVIDER", provider);
    wallet().excusing("express-checkout: ").on_a_page(move |page| page.put_script(&script))
}

/// An element with software of a PSP that the page itself defines.
fn faked(method: &str, shop: Value, software: &str) -> Story {
    let software = software.to_owned();
    let story = with(method, shop, json!({})).excusing("express-checkout: ").excusing("read only property");
    story.on_a_page(move |page| page.put_script(&software))
}

fn refused(step: &str, fault: &str) -> Value {
    json!({"faults": [{"step": step, "fault": fault}]})
}

#[test]
fn a_thousand_elements_leave_nothing_behind_before_the_module_has_come() {
    for file in ["core.js", "core.wasm"] {
        wallet().on_a_page(|page| page.put_script(COME_AND_GO)).before_the_page_opens().tell(|shop| {
            shop.site.spoil(&shipped(file), Flaw::Held);
            shop.enter();
            for _ in 0..ROUNDS / PART {
                shop.run("return window.comeAndGo(...arguments)", &[json!(PART), json!(WIDTH), json!([]), json!(0)]);
            }
            let few = || Ok(Some(left(shop)).filter(|left| left.alive <= ALIVE));
            until("the end of the elements", PATIENCE, few).unwrap_or_else(|_| panic!("{file}: {:?}", left(shop)));
        });
    }
}

#[test]
fn a_thousand_elements_leave_nothing_behind_while_they_load() {
    let unanswered = wallet().in_a_shop(json!({"latencyMs": 2_000}));
    let refused = wallet().in_a_shop(refused("checkout-data", "404")).excusing("404").excusing("express-checkout: ");
    for phase in [
        Phase::of("before the module", wallet(), &[], 0),
        Phase::of("while Glue is asked", unanswered, &["loading"], 20),
        Phase::of("ready", wallet(), &["ready"], 0),
        Phase::of("refused", refused, &["failed"], 0),
    ] {
        expect_nothing_left(phase);
    }
}

#[test]
fn a_thousand_elements_leave_nothing_behind_while_a_psps_software_gets_ready() {
    let fixed = |name: &str, value: &str| {
        format!("Object.defineProperty(window, '{name}', {{ get: () => ({value}), set() {{}} }});")
    };
    let never = "new Promise(() => {})";
    let waits = [
        fixed("paypal", &format!("{{ Buttons: () => ({{ render: () => {never}, close: () => {never} }}) }}")),
        fixed("paypal", &format!("{{ createInstance: () => {never} }}")),
    ];
    let stripe_refuses = fixed("Stripe", "() => { throw new Error('refused'); }");
    let stripe_waits =
        fixed("Stripe", "() => ({ elements: () => ({ create: () => ({ on() {}, mount() {}, destroy() {} }) }) })");
    let wallets = "window.PaymentRequest = class { canMakePayment() { return new Promise(() => {}); } };";
    let stripe = json!({"methods": ["stripe"]});
    for phase in [
        Phase::of("PayPal loads", with(PAYPAL, json!({}), refused("script", "never")), &["ready"], 20),
        Phase::of("PayPal draws", faked(PAYPAL, json!({}), &waits[0]), &["ready"], 20),
        Phase::of("PayPal 6 begins", faked(PAYPAL, json!({}), &waits[1]), &["ready"], 20),
        Phase::of("Stripe refuses", faked(STRIPE, stripe.clone(), &stripe_refuses), &["ready"], 20),
        Phase::of("Stripe mounts", faked(STRIPE, stripe, &stripe_waits), &["ready"], 20),
        Phase::of("Payment Request", faked(WEB_PAYMENT, json!({"methods": ["webpay"]}), wallets), &["ready"], 20),
    ] {
        expect_nothing_left(phase);
    }
}

#[test]
fn a_thousand_elements_leave_nothing_behind_with_a_provider_of_the_page() {
    for (name, provider) in [
        ("isEligible waits", "{ isEligible: () => new Promise(() => {}), authorize() {} }"),
        ("isEligible throws", "{ isEligible() { throw new Error('mine'); }, authorize() {} }"),
        ("render waits", "{ render: () => new Promise(() => {}), destroy: () => new Promise(() => {}) }"),
        ("render throws", "{ render(container) { container.append('Pay'); throw new Error('mine'); } }"),
    ] {
        expect_nothing_left(Phase::of(name, registered(provider), &["ready"], 10));
    }
}

/// A provider that starts by itself as soon as it draws.
const STARTS: &str = "{ async render(container, context) {
        const origin = document.querySelector('express-checkout').getAttribute('provider-origins');
        context.start().then(async ({ transactionId }) => { THEN }, () => {});
    } }";

#[test]
fn elements_that_leave_during_an_attempt_leave_nothing_behind() {
    let approves =
        "await fetch(`${origin}/sandbox/psp/${transactionId}/approve`, { method: 'POST' }); context.approve({});";
    for (name, then, state) in
        [("at the provider", "", &["awaiting-approval"][..]), ("in the review", approves, &["review"])]
    {
        // No shopper is as fast as this provider: it starts while the payment of the element before is being cancelled.
        let story = registered(&STARTS.replace("THEN", then)).excusing("two live payments");
        expect_nothing_left(Phase::of(name, story, state, 0).one_by_one(ATTEMPTS));
    }
}
