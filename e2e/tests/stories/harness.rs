//! Tests of the test harness, with a simple element instead of the real one.

use e2e::page::Page;
use e2e::until::{PATIENCE, until};
use e2e::{Shop, Story, Token, Window};
use serde_json::json;
use std::panic::{UnwindSafe, catch_unwind};
use std::time::Duration;

/// A simple element: a closed shadow root, a button that starts the wallet's payment, and the element's events.
const STAND_IN: &str = r#"
customElements.define('express-checkout', class extends HTMLElement {
  connectedCallback() {
    this.state = 'ready';
    const root = this.attachShadow({ mode: 'closed' });
    const button = document.createElement('button');
    button.dataset.key = 'redirectpay-wallet-redirect';
    button.textContent = 'Pay';
    button.onclick = async () => {
      const popup = window.open('', '_blank', 'popup');
      const answer = await fetch(`${this.getAttribute('glue-url')}/payments`, {
        method: 'POST',
        headers: {
          accept: 'application/vnd.api+json', 'content-type': 'application/vnd.api+json',
          'x-anonymous-customer-unique-id': this.getAttribute('anonymous-id'),
        },
        body: JSON.stringify({ data: { type: 'payments', attributes: {
          quote: { customer: { firstName: 'G', lastName: 'S', email: 'g@shop.example' }, billingAddress: { iso2Code: 'DE' },
            currency: { code: 'EUR' } },
          payment: { paymentProviderName: 'redirectpay', paymentMethodName: 'Wallet Redirect', amount: 100 },
        } } }),
      });
      popup.location.href = (await answer.json()).data.attributes.preOrderPaymentData.redirectUrl;
      const timer = setInterval(() => {
        if (!popup.closed) return;
        clearInterval(timer);
        this.state = 'placed';
        this.dispatchEvent(new CustomEvent('ec-complete', { bubbles: true, composed: true, detail: { outcome: 'ordered' } }));
      }, 50);
    };
    root.append(button);
  }
});
"#;

pub fn stand_in(script: &str) -> Story {
    let script = format!("{STAND_IN}\n{script}");
    Story::of_a_guest().on_a_page(|page| {
        page.without_loader();
        page.put_script(&script);
    })
}

#[test]
fn the_harness_sees_closed_roots_windows_and_events() {
    stand_in("").tell(|shop| {
        let checkout = shop.checkout();
        shop.browser.click(&checkout.wallet_button()).unwrap();
        Window::opened(shop).close();
        checkout.wait_for("placed");
        assert_eq!(shop.events().outcomes(), ["ordered"]);
        assert_eq!(shop.posts("payments").len(), 1);
        assert_eq!(shop.live_payments().len(), 1);
        assert_eq!(checkout.ways_on(), ["Pay"]);
    });
}

/// The error with which a story fails.
pub fn end_of(story: impl FnOnce() + UnwindSafe) -> String {
    let reason = catch_unwind(story).expect_err("the story succeeds");
    reason.downcast_ref::<String>().cloned().unwrap_or_default()
}

#[test]
fn errors_in_a_page_fail_the_story() {
    for (wrong, words) in [
        (
            "setTimeout(() => { throw new Error('nothing catches this'); });",
            "uncaught: Uncaught Error: nothing catches",
        ),
        ("Promise.reject(new Error('nothing awaits this'));", "unhandled rejection: Error: nothing awaits this"),
    ] {
        let end = end_of(|| stand_in(wrong).tell(|shop| drop(shop.checkout().wallet_button())));
        assert!(end.contains(words), "{end}");
    }
    let wrong = "const line = document.createElement('p'); line.setAttribute('style', 'color: red'); document.body.append(line);";
    let end = end_of(|| {
        stand_in(wrong).under_a_strict_policy().tell(|shop| drop(shop.checkout().wallet_button()));
    });
    assert!(end.contains("policy: style-src"), "{end}");
}

#[test]
fn violations_in_the_ledger_fail_the_story() {
    let end = end_of(|| {
        stand_in("").tell(|shop| {
            for _ in 0..2 {
                shop.browser.click(&shop.checkout().wallet_button()).unwrap();
                Window::opened(shop).close();
            }
        });
    });
    assert!(end.contains("two live payments"), "{end}");
}

#[test]
fn a_second_end_of_an_attempt_and_an_unrequested_order_fail_the_story() {
    let twice = "addEventListener('load', () => { for (const outcome of ['failed', 'cancelled']) {
        document.getElementById('checkout').dispatchEvent(new CustomEvent('ec-complete', { bubbles: true, detail: { outcome, correlationId: 'c' } }));
    } });";
    let end = end_of(|| stand_in(twice).tell(|shop| shop.until_told("ec-complete")));
    assert!(end.contains("complete twice"), "{end}");
    let unasked = "addEventListener('load', () => fetch(`${document.getElementById('checkout').getAttribute('glue-url')}/checkout`,
        { method: 'POST', headers: { 'content-type': 'application/vnd.api+json' }, body: '{}' }).catch(() => {}));";
    let end = end_of(|| {
        stand_in(unasked).excusing("malformed").tell(|shop| {
            shop.until("the order", |ledger| ledger.requests.iter().any(|request| request.path == "/glue/checkout"));
        });
    });
    assert!(end.contains("/checkout was sent 1 times, wanted 0"), "{end}");
}

const TOKEN: &str = "const { accessToken } = document.getElementById('checkout');
    return typeof accessToken === 'function' ? accessToken() : accessToken ?? null";

fn token(shop: &Shop) -> String {
    let given = || Ok(shop.browser.run(TOKEN, &[])?.as_str().map(str::to_owned));
    until("the page's token", PATIENCE, given).unwrap()
}

#[test]
fn a_page_gives_the_token_of_the_logged_in_customer() {
    for way in [Token::text(), Token::fetched(Duration::from_millis(50)), Token::text().set_after(300)] {
        Story::of_a_customer().with_token(way).on_a_page(Page::without_loader).tell(|shop| {
            let sonias = shop.cart.access_token.clone().unwrap();
            assert_eq!(token(shop), sonias);
            shop.log_in_as("otto");
            assert_ne!(token(shop), sonias);
        });
    }
}

#[test]
fn the_story_can_change_the_shop_behind_the_page() {
    let story = Story::of_a_customer().in_currency("KWD").with_orders_before(3).on_a_page(Page::without_loader);
    story.tell(|shop| {
        let other = shop.another_cart();
        assert_ne!(other.id, shop.cart.id);
        assert_eq!(shop.orders_before_of("otto", 2), ["DE--4", "DE--5"], "the numbers continue after the orders of the story's customer");
        shop.threshold("hard-minimum-threshold", 1, 0);
        let code = shop.mfa(&["checkout"]);
        shop.fail_at_checkout("refused:sold-out", 1);
        shop.change_cart(json!({"items": [{"sku": "777_pattern", "price": 1_234}], "giftCard": 1_000}));
        let config = shop.sandbox.with(|sandbox| sandbox.config().clone());
        assert_eq!((config.mfa_code, config.mfa_protected), (code, vec!["checkout".to_owned()]));
        assert_eq!((config.thresholds.len(), config.faults.len()), (1, 1));
        let bearer = format!("Bearer {}", token(shop));
        let script = "return fetch(arguments[0], { headers: { accept: 'application/vnd.api+json', authorization: arguments[1] } })
            .then((answer) => answer.json())";
        let address = format!("{}/glue/carts/{}", shop.sandbox.url(), shop.cart.id);
        let cart = shop.run(script, &[json!(address), json!(bearer)])["data"]["attributes"].clone();
        assert_eq!((&cart["currency"], &cart["totals"]["priceToPay"]), (&json!("KWD"), &json!(234)));
        shop.turn_to_cart(&other.id);
        assert_eq!(shop.run("return document.getElementById('checkout').getAttribute('cart-id')", &[]), json!(other.id));
        assert_eq!(shop.requests("GET", &format!("carts/{}", shop.cart.id)), 1);
    });
}
