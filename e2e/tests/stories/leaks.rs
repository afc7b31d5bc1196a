//! Stories about memory: removed elements are freed, also if a provider's script keeps references to its arguments.

use super::ways::{STRIPE, with};
use e2e::checkout::{PAYPAL, WALLET};
use e2e::until::{PATIENCE, until};
use e2e::{Shop, Story};
use serde_json::{Value, json};

/// How many elements are added and removed.
const ELEMENTS: u32 = 12;

/// Adds elements one after the other, removes each after a while, and keeps no reference to them.
const COME_AND_GO: &str = "const first = document.getElementById('checkout');
    const template = [...first.attributes].map(({ name, value }) => [name, value]);
    first.remove();
    window.gone = [];
    window.draw = (id) => {
        const element = document.createElement('express-checkout');
        for (const [name, value] of template) element.setAttribute(name, value);
        element.id = id;
        document.getElementById('after').before(element);
        return element;
    };
    window.takeOut = (element) => {
        element.remove();
        window.gone.push(new WeakRef(element));
    };
    window.comeAndGo = async (count, stays, reachedFor = false) => {
        for (let number = 0; number < count; number += 1) {
            await (async () => {
                const element = window.draw(`element-${number}`);
                // Simulates a pointer over the element, so that it loads and renders everything for an attempt.
                if (reachedFor) element.dispatchEvent(new Event('pointerenter'));
                await new Promise((done) => setTimeout(done, stays));
                window.takeOut(element);
            })();
            await new Promise((done) => setTimeout(done, 30));
        }
    };";

/// How many removed elements still exist after garbage collection, and how many nodes the page has.
fn left(shop: &Shop) -> (u64, u64) {
    shop.browser.devtools("HeapProfiler.collectGarbage", json!({})).unwrap();
    let alive = shop.run("return window.gone.filter((gone) => gone.deref()).length", &[]);
    let nodes = shop.run("return document.querySelectorAll('*').length", &[]);
    (alive.as_u64().unwrap(), nodes.as_u64().unwrap())
}

/// Checks that the removed elements are freed. The last one may still exist.
fn expect_freed(shop: &Shop) {
    let few = || Ok((left(shop).0 <= 1).then_some(()));
    until("the end of the elements", PATIENCE, few).unwrap_or_else(|_| panic!("{:?} are left", left(shop)));
}

fn expect_removed_elements_freed(story: Story, stays: &[u32]) {
    story.on_a_page(|page| page.put_script(COME_AND_GO)).tell(|shop| {
        let come_and_go = |count: u32, stays: u32, reached_for: bool| {
            shop.run("return window.comeAndGo(...arguments)", &[json!(count), json!(stays), json!(reached_for)]);
        };
        // The first element adds nodes that all share, such as a provider's script.
        come_and_go(2, 1_500, false);
        let before = left(shop).1;
        for stays in stays {
            come_and_go(ELEMENTS, *stays, false);
            come_and_go(ELEMENTS, *stays, true);
        }
        expect_freed(shop);
        assert_eq!(left(shop).1, before, "no node stays in the page");
    });
}

const WHILE: [u32; 3] = [60, 150, 500];

#[test]
fn unused_elements_are_freed() {
    expect_removed_elements_freed(Story::of_a_guest().with("methods", WALLET), &WHILE);
}

#[test]
fn elements_with_an_active_provider_are_freed() {
    for (method, settings) in
        [(PAYPAL, json!({})), (PAYPAL, json!({"paypalSdk": "v6"})), (STRIPE, json!({"methods": ["stripe"]}))]
    {
        expect_removed_elements_freed(with(method, settings, json!({})), &WHILE);
    }
}

#[test]
fn elements_with_a_failed_provider_are_freed() {
    for fault in ["throw", "no-global", "never"] {
        for (method, settings) in [(PAYPAL, json!({})), (STRIPE, json!({"methods": ["stripe"]}))] {
            let faults = json!({"faults": [{"step": "script", "fault": fault}]});
            let story = with(method, settings, faults).excusing("simulated fault").excusing("express-checkout: ");
            expect_removed_elements_freed(story.excusing("Script error"), &[400]);
        }
    }
}

/// Providers of the page that never get ready, or that keep their arguments.
const HOARDER: &str = "window.hoard = [];
    customElements.whenDefined('express-checkout').then((ExpressCheckout) => {
        ExpressCheckout.registerProvider('redirectpay-wallet-redirect', WISH);
    });";

#[test]
fn elements_are_freed_if_the_pages_provider_keeps_its_arguments() {
    for wish in [
        "{ isEligible: () => new Promise(() => {}), authorize() {} }",
        "{ isEligible: (context) => { window.hoard.push(context); return true; }, authorize() {} }",
        "{ isEligible: (context) => { window.hoard.push(context); return false; }, authorize() {} }",
        "{ render: (container, context) => { window.hoard.push(context); return new Promise(() => {}); } }",
        "{ render: (container, context) => { window.hoard.push(context); container.append('Pay'); } }",
    ] {
        let script = HOARDER.replace("WISH", wish);
        let story = Story::of_a_guest().with("methods", WALLET).on_a_page(|page| page.put_script(&script));
        expect_removed_elements_freed(story, &WHILE);
    }
}

/// Clicks in the middle of the element, where its only button is. It clicks by position, because a driver keeps references to
/// the nodes that it finds.
fn press(shop: &Shop) {
    let middle = shop.run(
        "const { x, y, width, height } = document.getElementById('checkout').getBoundingClientRect();
            return [Math.round(x + width / 2), Math.round(y + height / 2)]",
        &[],
    );
    let steps = [
        json!({"type": "pointerMove", "origin": "viewport", "x": middle[0], "y": middle[1]}),
        json!({"type": "pointerDown", "button": 0}),
        json!({"type": "pointerUp", "button": 0}),
    ];
    shop.browser.act(json!([{"type": "pointer", "id": "mouse", "actions": steps}])).unwrap();
}

#[test]
fn an_element_that_opened_a_window_is_freed() {
    let story = Story::of_a_guest().with("methods", WALLET).on_a_page(|page| page.put_script(COME_AND_GO));
    story.tell(|shop| {
        for number in 0..3 {
            shop.run("window.draw('checkout'); return null", &[]);
            shop.checkout().wait_for("ready");
            press(shop);
            shop.checkout().wait_for("awaiting-approval");
            if number == 1 {
                shop.run("document.getElementById('checkout').cancel()", &[]);
                shop.checkout().wait_for("ready");
            }
            shop.run("window.takeOut(document.getElementById('checkout'))", &[]);
            e2e::provider::wait_until_closed(shop);
        }
        shop.expect_all_cancelled();
        expect_freed(shop);
    });
}

/// Members that old pages add to `Object.prototype`.
const OLD_PAGE: &str = "Object.prototype.foo = 1; Object.prototype.value = 2; Object.prototype.extend = function () {};
    Array.prototype.bar = 3;";

#[test]
fn a_page_that_extends_object_prototype_can_order() {
    for method in [WALLET, PAYPAL] {
        Story::of_a_guest().on_a_page(|page| page.put_script(OLD_PAGE)).tell(|shop| {
            shop.checkout().pay_with(method);
            e2e::Window::opened(shop).approve();
            shop.order();
        });
    }
}

#[test]
fn properties_set_before_the_definition_do_not_hide_the_elements_members() {
    let early = "Object.assign(document.getElementById('checkout'), { cart: 1, state: 'mine' });";
    Story::of_a_guest().on_a_page(|page| page.put_script(early)).tell(|shop| {
        shop.checkout().wait_for("ready");
        let cart = shop.run("return document.getElementById('checkout').cart", &[]);
        assert_eq!(cart["id"], Value::from(shop.cart.id.as_str()));
    });
}
