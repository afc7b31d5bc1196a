//! Stories in the built demo, with its sandbox in the page's service worker.

use e2e::checkout::{PAYPAL, WALLET};
use e2e::demo::Demo;
use serde_json::json;

/// The query with which the sandbox places each order and loses the answer.
const LOST: &str = "/?fault=checkout:lost&strikes=always";

fn order(customer: bool, method: &str) {
    Demo::open(customer).tell(|demo| {
        let checkout = demo.checkout();
        checkout.pay_with(method);
        demo.window().approve();
        checkout.wait_for("review").settle();
        demo.agree();
        checkout.place();
        checkout.wait_for("placed");
        demo.expect_one_order();
    });
}

#[test]
fn a_guest_orders_with_paypal_in_the_demo() {
    order(false, PAYPAL);
}

#[test]
fn a_guest_orders_with_the_wallet_in_the_demo() {
    order(false, WALLET);
}

#[test]
fn a_customer_orders_with_paypal_in_the_demo() {
    order(true, PAYPAL);
}

#[test]
fn a_customer_orders_with_the_wallet_in_the_demo() {
    order(true, WALLET);
}

#[test]
fn without_consent_to_the_terms_the_demo_orders_nothing() {
    Demo::open(false).tell(|demo| {
        let checkout = demo.checkout();
        checkout.pay_with(WALLET);
        demo.window().approve();
        checkout.place();
        checkout.wait_for("review").wait_for_text("what the shop still needs from you");
        assert_eq!(demo.ledger()["orders"].as_array().map(Vec::len), Some(0));
    });
}

#[test]
fn on_a_phone_the_missing_consent_and_its_note_are_above_the_order_bar() {
    let phone = json!({"width": 390, "height": 844, "deviceScaleFactor": 1, "mobile": false});
    Demo::open_at("/?view=cart&provider=wallet").tell(|demo| {
        demo.browser().devtools("Emulation.setDeviceMetricsOverride", phone).expect("a phone");
        let checkout = demo.checkout();
        checkout.pay_with(WALLET);
        demo.window().approve();
        checkout.wait_for("review").settle();
        checkout.place();
        demo.wait_until("document.activeElement.id === 'consent'");
        checkout.wait_for("review").wait_for_text("what the shop still needs from you");
        let bar = checkout.inside(
            "let bar = root.querySelector('[part~=place]');
            while (getComputedStyle(bar).position !== 'sticky') bar = bar.parentElement;
            return bar.getBoundingClientRect().top",
        );
        let bar = bar.as_f64().expect("the order bar");
        for part in ["consent", "consent-said"] {
            demo.wait_until(&format!(
                "(({{ top, bottom, height }}) => height > 0 && top > 0 && bottom < {bar})(
                    document.getElementById('{part}').getBoundingClientRect())"
            ));
        }
    });
}

#[test]
fn where_the_shop_has_no_texts_only_the_element_is_mirrored() {
    Demo::open_at("/?view=cart&locale=ar").tell(|demo| {
        demo.wait_until(
            "document.documentElement.lang === 'en' && getComputedStyle(document.body).direction === 'ltr'",
        );
        demo.wait_until("getComputedStyle(document.querySelector('.pitch')).direction === 'ltr'");
        assert_eq!(demo.checkout().inside("return root.querySelector('.ec-root').dir"), json!("rtl"));
    });
}

#[test]
fn the_drawer_shows_the_discount_between_the_items_and_the_total() {
    Demo::open_at("/?view=product&drawer=open").tell(|demo| {
        let sum = "document.getElementById('drawer-total').textContent";
        demo.wait_until(&format!("{sum} === '€219.27'"));
        assert!(demo.shows("#drawer-row-discount"));
        demo.wait_until("document.getElementById('drawer-discount').textContent === '-€24.36'");
    });
}

#[test]
fn after_a_lost_answer_the_demo_offers_no_other_way_to_order() {
    Demo::open_at(LOST).tell(|demo| {
        let checkout = demo.checkout();
        assert!(demo.shows("#checkout-form"));
        checkout.pay_with(WALLET);
        demo.window().approve();
        checkout.wait_for("review").settle();
        demo.agree();
        checkout.place();
        checkout.wait_for("unknown").wait_for_text("do not order again");
        demo.wait_until_hidden("#checkout-form");
        assert!(!demo.shows(".or"));
        demo.reload();
        checkout.wait_for("unknown");
        demo.wait_until_hidden("#checkout-form");
        assert_eq!(demo.ledger()["orders"].as_array().map(Vec::len), Some(1));
    });
}

#[test]
fn a_newcomer_puts_a_product_into_the_cart_and_orders_in_the_drawer() {
    Demo::open_at("/?view=product&provider=wallet").tell(|demo| {
        demo.press("#begin");
        demo.press("#add");
        let checkout = demo.checkout_in("#drawer-place");
        checkout.wait_for("ready");
        assert!(demo.shows("#drawer-lines li"));
        checkout.pay_with(WALLET);
        demo.window().approve();
        checkout.wait_for("review").settle();
        demo.press("#drawer-consent");
        checkout.place();
        checkout.wait_for("placed");
        assert!(demo.shows("#drawer-mail"));
        assert!(demo.shows(".steps [data-view=thanks][aria-current=step]"));
        demo.expect_one_order();
        demo.press("#drawer-again");
        demo.checkout_in("#place").wait_for("ready");
    });
}

#[test]
fn the_gallery_reaches_every_state_and_leaves_the_sandbox_as_it_was() {
    Demo::open(false).tell(|demo| {
        demo.go("/demo/gallery.html?locale=ar");
        demo.wait_for_the_gallery();
        demo.go("/");
        demo.checkout().wait_for("ready");
    });
}

#[test]
fn the_element_and_the_yew_component_follow_the_locale_of_their_page() {
    Demo::open_at("/demo/component.html?locale=ar").tell(|demo| {
        demo.wait_until("document.querySelector('#express .ec-root[lang=ar][dir=rtl] [data-key]')");
        assert_eq!(demo.checkout().inside("return root.querySelector('.ec-root').lang"), json!("ar"));
    });
}

#[test]
fn the_yew_component_orders_beside_the_element() {
    Demo::open_component().tell(|demo| {
        let storefront = demo.storefront();
        storefront.click("#adult");
        storefront.click(&format!("#express [data-key='{WALLET}']"));
        demo.window().approve();
        storefront.place("#express [part~=place]");
        storefront.click("#accept");
        storefront.wait_for_text("#reference", "DE--");
        demo.expect_one_order();
        demo.checkout().wait_for("ready");
    });
}
