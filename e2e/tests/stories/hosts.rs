//! Stories about the page around the element: shadow roots, frames, frameworks, the page's own providers, and hostile messages.

use e2e::checkout::{PAYPAL, WALLET};
use e2e::provider::wait_until_closed;
use e2e::until::{PATIENCE, until};
use e2e::{Story, Window};
use serde_json::json;

/// Its example is what the stories run.
const PROVIDERS: &str = include_str!("../../../docs/providers.md");

/// Moves the element into this number of nested shadow roots of other elements.
const IN_SHADOW: &str = "customElements.define('shop-box', class extends HTMLElement {});
    for (let depth = 0; depth < DEPTH; depth += 1) {
        const box = document.createElement('shop-box');
        const inner = document.getElementById(depth ? `box-${depth}` : 'checkout');
        box.id = `box-${depth + 1}`;
        inner.before(box);
        const root = box.attachShadow({ mode: 'open' });
        root.append(inner);
    }";

#[test]
fn inside_foreign_shadow_roots_every_button_works() {
    for (depth, path) in [(1, "#box-1 >>> #checkout"), (2, "#box-2 >>> #box-1 >>> #checkout")] {
        for method in [PAYPAL, WALLET] {
            let script = IN_SHADOW.replace("DEPTH", &depth.to_string());
            Story::of_a_guest().with("methods", method).on_a_page(|page| page.put_script(&script)).tell(|shop| {
                let checkout = e2e::Checkout::new(&shop.browser, path);
                checkout.wait_for("ready");
                if method == PAYPAL {
                    let look = || shop.browser.find("#paypal-button");
                    shop.browser.click(&until("PayPal's button", PATIENCE, look).unwrap()).unwrap();
                } else {
                    checkout.pay_with(method);
                }
                Window::opened(shop).approve();
                checkout.place();
                checkout.wait_for("placed");
                shop.expect_one_order();
            });
        }
    }
}

/// Replaces the element by an application that renders it with the same attributes.
const IN_YEW: &str = "const element = document.getElementById('checkout');
    const app = document.createElement('div');
    for (const { name, value } of element.attributes) app.setAttribute(name, value);
    app.id = 'app';
    element.replaceWith(app);
    import('/yew/yew_page.js').then((page) => page.default());";

#[test]
fn inside_a_yew_application_both_get_their_own_clicks() {
    for method in [PAYPAL, WALLET] {
        Story::of_a_guest().on_a_page(|page| page.put_script(IN_YEW)).tell(|shop| {
            let clicks = || shop.run("return document.querySelector('main').dataset.clicks", &[]);
            shop.checkout().wait_for("ready");
            let more = until("the page's own button", PATIENCE, || shop.browser.find("#more")).unwrap();
            shop.browser.click(&more).unwrap();
            assert_eq!(clicks(), json!("1"));
            shop.checkout().pay_with(method);
            Window::opened(shop).approve();
            shop.checkout().wait_for("review");
            shop.browser.click(&more).unwrap();
            shop.checkout().fill("shippingAddress.city", "Potsdam");
            shop.order();
            // Clicks on the application's button, on the element's buttons and on the order button each have one effect.
            assert!(clicks().as_str().unwrap().parse::<u32>().unwrap() >= 4, "{}", clicks());
        });
    }
}

/// The provider from the example in docs/providers.md, for the wallet's method, with a simple script for it.
pub fn documented_provider() -> String {
    let block = |block: &&str| block.contains("ExpressCheckout.registerProvider(\"acme");
    let block = PROVIDERS.split("```js\n").skip(1).find(block).unwrap();
    let block = block.split("```").next().unwrap();
    assert!(block.lines().count() <= 40, "a short example");
    let (import, rest) = block.split_once('\n').unwrap();
    assert!(import.starts_with("import { ExpressCheckout } from"));
    let acme = "window.AcmePay = { open: ({ locale }) => {
        window.seen = { locale, active: navigator.userActivation.isActive };
        return {
            async approve() {
                const { transactionId } = window.seenData;
                const origin = document.querySelector('express-checkout').getAttribute('provider-origins');
                await fetch(`${origin}/sandbox/psp/${transactionId}/approve`, { method: 'POST' });
                if (window.closes-- > 0) throw Object.assign(new Error('closed'), { code: 'CLOSED' });
                return { id: 'approval-1' };
            },
            close() { window.closed1 = true; },
        };
    } };
    document.addEventListener('ec-payment-start', (event) => { window.seenData = event.detail; });";
    let rest = rest.replace("acme-acme-express", WALLET);
    format!("{acme}\ncustomElements.whenDefined('express-checkout').then((ExpressCheckout) => {{ {rest} }});")
}

#[test]
fn the_documented_provider_orders_and_cancels() {
    Story::of_a_guest()
        .with("methods", WALLET)
        .on_a_page(|page| {
            page.put_script("window.closes = 1;");
            page.put_script(&documented_provider());
        })
        .tell(|shop| {
            let checkout = shop.checkout();
            checkout.pay_with(WALLET);
            shop.until_told("ec-complete");
            assert_eq!(shop.events().outcomes(), ["cancelled"]);
            shop.expect_all_cancelled();
            checkout.pay_with(WALLET);
            shop.order();
            assert_eq!(shop.run("return window.seen", &[]), json!({"locale": "en_US", "active": true}));
            let sent = shop.posts("checkout")[0].body.clone().unwrap_or_default();
            assert!(sent.contains("\"approvalId\":\"approval-1\""), "{sent}");
        });
}

#[test]
fn a_provider_registered_late_replaces_the_default_and_gets_the_abort_signal() {
    let late = "window.said = [];
        window.registerLate = () => customElements.get('express-checkout').registerProvider('redirectpay-wallet-redirect', {
            isEligible: () => true,
            authorize: (payment, { signal, amount }) => new Promise((resolve, reject) => {
                window.said.push(amount);
                signal.addEventListener('abort', () => { window.said.push('ended'); resolve({}); });
            }),
            destroy: () => window.said.push('destroyed'),
        });";
    Story::of_a_guest().with("methods", WALLET).on_a_page(|page| page.put_script(late)).tell(|shop| {
        let checkout = shop.checkout();
        checkout.wait_for("ready");
        checkout.wallet_button();
        shop.run("registerLate()", &[]);
        checkout.pay_with(WALLET);
        checkout.wait_for("awaiting-approval");
        assert_eq!(shop.browser.windows().unwrap().len(), 1, "the element opens no window");
        checkout.click("[data-ec=cancel]");
        checkout.wait_for("ready");
        shop.expect_all_cancelled();
        shop.run("document.getElementById('checkout').remove()", &[]);
        let said = || {
            let said = shop.browser.run("return window.said", &[])?;
            Ok((said == json!([shop.cart.total + 490, "ended", "destroyed"])).then_some(()))
        };
        until("the call of the provider", PATIENCE, said).unwrap();
    });
}

/// Messages of a hostile page: almost valid ones, and invalid ones.
const FORGERIES: &str = "const [name] = arguments;
    const channel = new BroadcastChannel('express-checkout');
    const kinds = [
        (n) => `${n}`, (n) => name.slice(0, n % 32), (n) => name.split('').reverse().join('') + n, (n) => `taken ${n}`,
        (n) => ({ name, n }), (n) => [name, n], (n) => ({ toString: () => 0, n }).n, (n) => null, (n) => undefined,
        (n) => ({ psp: 'paypal-look-alike', kind: 'approve', orderID: `PPO-${n}` }), (n) => ({ type: 'approved', transactionId: `tx${n}` }),
        (n) => '\\u202e' + n, (n) => '<img src=x onerror=alert(1)>' + n, (n) => n * 1e9, (n) => '0'.repeat(32), (n) => 'x'.repeat(n),
    ];
    let sent = 0;
    for (let n = 0; sent < 1000; n += 1) {
        const message = kinds[n % kinds.length](n);
        if (message === name) continue;
        channel.postMessage(message);
        window.postMessage(message, '*');
        sent += 1;
    }
    channel.close();
    return sent";

#[test]
fn a_thousand_forged_messages_are_ignored() {
    Story::of_a_guest().with("methods", WALLET).tell(|shop| {
        let checkout = shop.checkout();
        checkout.pay_with(WALLET);
        let payer = Window::opened(shop);
        payer.leave_open();
        shop.turn_to_tab(0);
        checkout.wait_for("awaiting-approval");
        let sent = shop.run(FORGERIES, &[json!("0123456789abcdef0123456789abcdef")]);
        assert_eq!(sent, json!(1000));
        // Messages arrive in order: when the story's own message has arrived, all others have too.
        let heard = "const channel = new BroadcastChannel('e2e'); const other = new BroadcastChannel('e2e');
            return new Promise((resolve) => { other.onmessage = () => resolve(true); channel.postMessage(1); })";
        shop.run(heard, &[]);
        assert_eq!(checkout.state(), "awaiting-approval");
        assert_eq!(shop.posts("payment-customers").len(), 0, "Glue was not asked about it");
        Window::opened(shop).approve();
        shop.order();
    });
}

#[test]
fn an_unexpected_return_changes_nothing() {
    for query in
        ["ec-return=0123456789abcdef0123456789abcdef", "ec-return=", "ec-return=%00%ff<script>", "status=approved"]
    {
        Story::of_a_guest().before_the_page_opens().tell(|shop| {
            let url = format!("{}?{query}&transactionId=tx1", shop.site.url(e2e::shop::PAGE));
            shop.browser.go(&url).unwrap();
            shop.checkout().wait_for("ready");
            assert_eq!(shop.posts("payments").len() + shop.posts("payment-customers").len(), 0);
            shop.checkout().pay_with(WALLET);
            Window::opened(shop).approve();
            shop.order();
        });
    }
}

#[test]
fn inside_a_frame_of_the_shop_it_orders() {
    for method in [PAYPAL, WALLET] {
        Story::of_a_guest().with("methods", method).before_the_page_opens().tell(|shop| {
            shop.enter();
            // The same page in a frame.
            shop.run(
                "document.getElementById('checkout').remove();
                 const frame = Object.assign(document.createElement('iframe'), { id: 'frame', src: location.href });
                 Object.assign(frame.style, { width: '600px', height: '1200px' });
                 document.body.prepend(frame)",
                &[],
            );
            let frame = until("the frame", PATIENCE, || shop.browser.find("#frame")).unwrap();
            shop.browser.frame(Some(&frame)).unwrap();
            let checkout = shop.checkout();
            checkout.pay_with(method);
            Window::opened(shop).approve();
            wait_until_closed(shop);
            let frame = until("the frame", PATIENCE, || {
                shop.browser.frame(None)?;
                shop.browser.find("#frame")
            })
            .unwrap();
            shop.browser.frame(Some(&frame)).unwrap();
            checkout.place();
            checkout.wait_for("placed");
            shop.browser.frame(None).unwrap();
            assert_eq!(shop.ledger().orders.len(), 1);
        });
    }
}

#[test]
fn a_frame_without_windows_does_not_go_to_a_page_that_refuses_frames() {
    let story = Story::of_a_guest().with("methods", WALLET).with("checkout-url", "/checkout");
    story.excusing("Blocked opening").before_the_page_opens().tell(|shop| {
        shop.enter();
        shop.run(
            "document.getElementById('checkout').remove();
             const frame = Object.assign(document.createElement('iframe'), { id: 'frame' });
             frame.sandbox = 'allow-scripts allow-same-origin';
             frame.src = location.href;
             Object.assign(frame.style, { width: '600px', height: '1200px' });
             document.body.prepend(frame)",
            &[],
        );
        let frame = until("the frame", PATIENCE, || shop.browser.find("#frame")).unwrap();
        shop.browser.frame(Some(&frame)).unwrap();
        let checkout = shop.checkout();
        checkout.pay_with(WALLET);
        checkout.wait_for("failed");
        assert_eq!(shop.events().errors(), ["approval-window"]);
        checkout.wait_for_text("Continue to checkout");
        shop.browser.frame(None).unwrap();
        shop.expect_all_cancelled();
    });
}
