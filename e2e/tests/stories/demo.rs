//! Stories in the built demo, with its sandbox in the page's service worker.

use e2e::checkout::{PAYPAL, WALLET};
use e2e::demo::Demo;
use serde_json::{Value, json};

/// The query with which the sandbox places each order and loses the answer.
const LOST: &str = "/?fault=checkout:lost&strikes=always";

/// Whether the diagram shows that the shop sends the order.
const DRAWS_ORDER: &str = "[...document.querySelectorAll('.chapter summary')].some((head) => head.textContent.includes('Spryker places the order'))";

/// Whether the drawer begins in the window, with its button to close it and its first item.
const DRAWER_IN_VIEW: &str = "['#drawer', '#close-drawer', '#drawer-lines li'].every((selector) => {
    const { top, bottom, height } = document.querySelector(selector).getBoundingClientRect();
    return height > 0 && top >= 0 && (selector === '#drawer' || bottom <= innerHeight);
})";

fn order(customer: bool, method: &str) {
    Demo::open(customer).tell(|demo| {
        demo.place_order(method);
        demo.checkout().wait_for("placed");
        demo.wait_until(DRAWS_ORDER);
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
        demo.wait_until(&format!("!{DRAWS_ORDER}"));
        assert_eq!(demo.ledger()["orders"].as_array().map(Vec::len), Some(0));
        demo.agree();
        checkout.wait_until_gone("what the shop still needs from you");
        assert_eq!(demo.ledger()["orders"].as_array().map(Vec::len), Some(0), "only the order button orders");
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
fn on_a_phone_a_line_leads_to_the_diagram_and_back() {
    let phone = json!({"width": 390, "height": 844, "deviceScaleFactor": 1, "mobile": false});
    let top = |id: &str| format!("document.getElementById('{id}').getBoundingClientRect().top");
    Demo::open_at("/?view=checkout&provider=wallet").tell(|demo| {
        demo.browser().devtools("Emulation.setDeviceMetricsOverride", phone).expect("a phone");
        demo.wait_until("document.getElementById('now-said').textContent.includes('which express buttons')");
        demo.wait_until("(scrollTo(0, 300) ?? true) && scrollY === 300");
        // The line sticks to the top of the window.
        demo.wait_until(&format!("{} === 0", top("now")));
        demo.press("#now");
        demo.wait_until(&format!("Math.abs({}) < 60 && document.activeElement.id === 'backstage'", top("backstage")));
        demo.press("#to-shop");
        demo.wait_until("scrollY === 300 && document.activeElement.id === 'now'");
    });
}

#[test]
fn where_the_shop_has_no_texts_only_the_element_is_mirrored() {
    Demo::open_at("/?view=cart&locale=ar").tell(|demo| {
        demo.wait_until(
            "document.documentElement.lang === 'en' && getComputedStyle(document.body).direction === 'ltr'",
        );
        demo.wait_until(
            "document.getElementById('spoken').textContent.startsWith('Only the checkout itself speaks Arabic.')",
        );
        demo.wait_until("getComputedStyle(document.querySelector('express-checkout .pitch')).direction === 'ltr'");
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
        demo.wait_until("document.getElementById('drawer-discount-name').textContent === '10% off orders from 100'");
        assert!(demo.shows("#drawer-tax"));
    });
}

#[test]
fn only_the_product_page_says_that_it_buys_one_product() {
    Demo::open_at("/?view=product&provider=wallet").tell(|demo| {
        assert!(demo.shows("#place express-checkout .alone"));
        demo.press("#open-drawer");
        demo.checkout_in("#drawer-place").wait_for("ready");
        assert!(!demo.shows("#drawer-place express-checkout .alone"));
        demo.press("#drawer-onward a");
        demo.wait_until_hidden("#place express-checkout .alone");
    });
}

#[test]
fn after_a_lost_answer_the_demo_offers_no_other_way_to_order() {
    Demo::open_at(LOST).tell(|demo| {
        let checkout = demo.checkout();
        assert!(demo.shows("#checkout-form"));
        demo.place_order(WALLET);
        checkout.wait_for("unknown").wait_for_text("do not order again");
        demo.wait_until_hidden("#checkout-form");
        assert!(!demo.shows(".or"));
        demo.reload();
        checkout.wait_for("unknown");
        demo.wait_until_hidden("#checkout-form");
        assert_eq!(demo.ledger()["orders"].as_array().map(Vec::len), Some(1));
        // A demo has no shop to ask about this order, so it offers a new cart.
        demo.press("#lost-again");
        checkout.wait_for("ready");
        demo.wait_until_hidden("#lost");
    });
}

#[test]
fn the_checkout_of_one_product_shows_that_product_and_its_total() {
    Demo::open_at("/?view=checkout&product=001_25904006&provider=wallet").tell(|demo| {
        demo.checkout().wait_for("ready");
        demo.wait_until("document.querySelectorAll('#lines .line').length === 1");
        demo.wait_until("document.querySelector('#lines .line').textContent.includes('Walnut Wall Clock')");
        demo.wait_until("document.getElementById('total-all').textContent === '€104.89'");
    });
}

#[test]
fn a_newcomer_puts_a_product_into_the_cart_and_orders_in_the_drawer() {
    Demo::open_at("/?view=product&provider=wallet").tell(|demo| {
        demo.press("#begin");
        demo.wait_until("document.activeElement.id === 'express'");
        // Its visitor has found the buttons.
        assert!(!demo.shows("#begin") && !demo.shows("#invite"));
        demo.press("#add");
        let checkout = demo.checkout_in("#drawer-place");
        checkout.wait_for("ready");
        assert!(demo.shows("#drawer-lines li"));
        checkout.pay_with(WALLET);
        demo.window().approve();
        checkout.wait_for("review").settle();
        demo.press("#drawer-consent");
        // The driver scrolls the page to a node inside a closed shadow root, but not the drawer.
        demo.wait_until("document.getElementById('drawer').scrollBy(0, 9999) ?? true");
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
fn the_drawer_is_in_view_wherever_the_page_is_scrolled() {
    for frame in ["full", "phone"] {
        Demo::open_at(&format!("/?view=product&provider=wallet&frame={frame}")).tell(|demo| {
            demo.press(".offer:last-child button");
            demo.checkout_in("#drawer-place").wait_for("ready");
            demo.wait_until(DRAWER_IN_VIEW);
            demo.press("#close-drawer");
        });
    }
}

#[test]
fn behind_an_open_drawer_the_page_does_not_scroll() {
    let wide = json!({"width": 1440, "height": 700, "deviceScaleFactor": 1, "mobile": false});
    Demo::open_at("/?view=product&provider=wallet").tell(|demo| {
        demo.browser().devtools("Emulation.setDeviceMetricsOverride", wide).expect("a wide screen");
        let left = "document.getElementById('room').getBoundingClientRect().left";
        let before = demo.browser().run(&format!("return {left}"), &[]).expect("the page");
        demo.press("#open-drawer");
        demo.checkout_in("#drawer-place").wait_for("ready");
        demo.wait_until("getComputedStyle(document.documentElement).overflowY === 'hidden'");
        assert_eq!(demo.browser().run(&format!("return {left}"), &[]).expect("the page"), before);
        demo.press("#close-drawer");
        demo.wait_until("getComputedStyle(document.documentElement).overflowY !== 'hidden'");
    });
}

#[test]
fn nothing_moves_when_the_buttons_come() {
    // The heights of the card, from the first one on.
    let watch = "addEventListener('DOMContentLoaded', () => {
        window.heights = new Set();
        new ResizeObserver(([{ contentRect }]) => heights.add(Math.round(contentRect.height))).observe(document.getElementById('place'));
    })";
    for path in ["/?view=product&locale=de", "/?view=cart", "/?view=product&provider=wallet"] {
        Demo::open_after(&[watch], path).tell(|demo| {
            demo.wait_until("document.getElementById('place').dataset.state === 'ready'");
            assert_eq!(demo.browser().run("return heights.size", &[]).expect("the heights"), json!(1), "{path}");
        });
    }
}

#[test]
fn a_closed_drawer_gives_the_focus_back_to_what_opened_it() {
    Demo::open_at("/?view=product&provider=wallet").tell(|demo| {
        for opener in ["#add", ".offer:last-child [data-add]", "[data-view=drawer]", "#open-drawer"] {
            demo.press(opener);
            demo.wait_until("document.activeElement.id === 'drawer'");
            demo.press("#close-drawer");
            demo.wait_until(&format!("document.activeElement.matches('{opener}')"));
        }
    });
}

#[test]
fn an_added_product_and_a_removed_line_do_not_lose_the_focus() {
    Demo::open_at("/?view=cart&provider=wallet").tell(|demo| {
        let lines = "document.querySelectorAll('.line').length";
        demo.press("[data-add='999_cheap']");
        demo.wait_until(&format!("{lines} === 3 && document.activeElement.matches('.line:last-child input')"));
        demo.press(".line:last-child .step:first-child");
        demo.wait_until(&format!("{lines} === 2 && document.activeElement.matches('.line input')"));
    });
}

#[test]
fn an_empty_cart_has_no_sums() {
    Demo::open_at("/?view=cart&provider=wallet").tell(|demo| {
        let less = ".line .step:first-child";
        demo.press(less);
        demo.wait_until("document.querySelectorAll('.line').length === 1");
        demo.press(less);
        demo.wait_until("document.querySelector('.line input').value === '1'");
        demo.press(less);
        demo.wait_until("document.querySelector('.line.none') && document.activeElement.id === 'basket-title'");
        demo.wait_until_hidden("#totals");
        demo.wait_until(
            "document.getElementById('none').getBoundingClientRect().bottom
                <= document.getElementById('more').getBoundingClientRect().top",
        );
    });
}

#[test]
fn a_theme_changes_the_buttons_of_providers_and_the_fields_of_the_panel() {
    let radius = "parseFloat(getComputedStyle(document.querySelector('#paypal-button')).borderRadius)";
    Demo::open_at("/?view=product").tell(|demo| {
        demo.wait_until(&format!("document.querySelector('#paypal-button') && {radius} < 20"));
        demo.press("#look-panel summary");
        demo.press("#look-preset option[value=playful]");
        demo.wait_until(&format!("document.querySelector('#paypal-button') && {radius} > 20"));
        demo.wait_until("document.getElementById('look--ec-accent').value === '#5b2be0'");
        demo.checkout().wait_for("ready");
    });
}

/// Sets a control of the page, as its user does.
fn set(demo: &Demo, selector: &str, value: &str) {
    demo.wait_until(&format!(
        "((control) => {{
            control.value = '{value}';
            for (const type of ['input', 'change']) control.dispatchEvent(new Event(type, {{ bubbles: true }}));
            return true;
        }})(document.querySelector('{selector}'))"
    ));
}

#[test]
fn a_colour_of_the_brand_reaches_the_element_and_the_styles_to_copy_have_only_what_was_set() {
    let css = "document.getElementById('css').textContent";
    Demo::open_at("/?view=checkout&provider=wallet").tell(|demo| {
        demo.press("#look-panel summary");
        set(demo, "[name=\"--ec-accent\"]", "#00695c");
        demo.wait_until(&format!("{css} === 'express-checkout {{\\n  --ec-accent: #00695c;\\n}}'"));
        let checkout = demo.checkout();
        // White is easier to read on this colour than black.
        let text = "return getComputedStyle(root.querySelector('[part~=pay]')).color";
        assert_eq!(checkout.inside(text), json!("lab(100 0 0)"));
        set(demo, "[name=\"--ec-background\"]", "#ffe4e1");
        demo.wait_until(&format!("{css}.includes('background: var(--ec-background);')"));
        demo.wait_until(
            "getComputedStyle(document.querySelector('express-checkout')).backgroundColor === 'rgb(255, 228, 225)'",
        );
        checkout.pay_with(WALLET);
        demo.window().approve();
        checkout.wait_for("review");
        let ground = "return getComputedStyle(root.querySelector('[part~=review]')).backgroundColor";
        assert_eq!(checkout.inside(ground), json!("rgb(255, 228, 225)"));
    });
}

#[test]
fn the_code_to_copy_asks_for_consent_and_has_no_values_of_this_visit() {
    let code = "document.getElementById('code').textContent";
    Demo::open_at("/?view=cart&locale=de").tell(|demo| {
        for part in [
            "<p slot=\"consent\">",
            "cart-id=\"the-uuid-of-this-cart\"",
            "event.preventDefault()",
            "die <a href=\"/terms\">AGB",
        ] {
            demo.wait_until(&format!("{code}.includes('{part}')"));
        }
        demo.wait_until(&format!(
            "['cart-id', 'anonymous-id', 'glue-url'].every((name) =>
                !{code}.includes(document.querySelector('express-checkout').getAttribute(name)))"
        ));
    });
}

#[test]
fn after_a_reload_of_the_thank_you_page_the_shopper_still_sees_the_order() {
    Demo::open_at("/?view=checkout&provider=wallet").tell(|demo| {
        demo.place_order(WALLET);
        demo.checkout().wait_for("placed");
        let orders = demo.ledger()["orders"].clone();
        let reference = orders[0]["orderReference"].as_str().expect("an order").to_owned();
        demo.reload();
        demo.wait_until(&format!("document.getElementById('place').innerText.includes('{reference}')"));
        assert!(demo.shows("#mail") && demo.shows(".steps [data-view=thanks][aria-current=step]"));
        assert!(!demo.shows("#checkout-form") && !demo.shows("#add"));
        demo.press("#knob-locale option[value=de]");
        demo.wait_until("document.getElementById('place').innerText.includes('Vielen Dank')");
        demo.wait_until(&format!(
            "document.getElementById('mail-text').textContent.includes('Ihre Bestellung {reference}')"
        ));
        demo.press("#again");
        demo.checkout().wait_for("ready");
        demo.expect_one_order();
    });
}

/// Words that are the same in German, and names.
const SAME: &[&str] = &[
    "API Platform",
    "App",
    "Buttons",
    "Demo Wallet",
    "Google Pay (Stripe)",
    "Japan",
    "Legacy REST",
    "PSP",
    "PayPal Express",
    "Shop",
    "Spryker",
    "Tablet, 768 px",
    "Text",
    "Warm",
];

#[test]
fn the_demo_and_its_panel_speak_german() {
    let texts =
        "return [...document.querySelectorAll('[data-words]')].filter((node) => !node.closest('#knob-locale, #locale'))
        .map((node) => node.textContent)";
    let texts = |demo: &Demo| demo.browser().run(texts, &[]).expect("the texts");
    let same = |english: &Value, german: &Value| {
        let pairs = english.as_array().unwrap().iter().zip(german.as_array().unwrap());
        let same = pairs.filter(|(one, other)| one == other).filter_map(|(text, _)| text.as_str());
        same.filter(|text| !SAME.contains(text)).map(str::to_owned).collect::<Vec<_>>()
    };
    Demo::open_at("/?view=product").tell(|demo| {
        demo.wait_until("document.querySelector('.chapter .row')");
        let english = texts(demo);
        demo.press("#knob-locale option[value=de]");
        demo.wait_until("document.querySelector('.chapter .row').textContent.includes('Die Seite des Shops')");
        assert_eq!(same(&english, &texts(demo)), [""; 0]);
        assert!(!demo.shows("#spoken"));
        demo.go("/demo/terms.html");
        let english = texts(demo);
        demo.go("/demo/terms.html?locale=de");
        assert_eq!(same(&english, &texts(demo)), [""; 0]);
        demo.go("/?view=product&locale=de");
        demo.press("#to-gallery");
        demo.wait_for_the_gallery();
        let german = texts(demo);
        demo.press("#locale option[value=en]");
        demo.wait_until("document.documentElement.lang === 'en'");
        assert_eq!(same(&texts(demo), &german), [""; 0]);
        demo.wait_for_the_gallery();
        demo.press("#back");
        demo.wait_until("document.activeElement.id === 'to-gallery' && document.documentElement.lang === 'de'");
        demo.checkout().wait_for("ready");
    });
}

#[test]
fn the_gallery_reaches_every_state_and_leaves_the_sandbox_as_it_was() {
    Demo::open(false).tell(|demo| {
        demo.go("/demo/gallery.html?locale=ar");
        demo.wait_for_the_gallery();
        // The frames took neither the scroll position nor the focus.
        demo.wait_until("scrollY === 0 && document.activeElement === document.body");
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
        demo.wait_until("document.querySelector('#express #stripe-button')");
        storefront.click(&format!("#express [data-key='{WALLET}']"));
        demo.window().approve();
        storefront.place("#express [part~=place]");
        demo.wait_until("document.activeElement.closest('#terms:modal')");
        storefront.click("#refuse");
        demo.wait_until("document.activeElement.matches('#express [part~=place]')");
        storefront.place("#express [part~=place]");
        storefront.click("#accept");
        storefront.wait_for_text("#reference", "DE--");
        storefront.click("#go-cart");
        storefront.wait_for_text("#ordered", "nothing more to pay");
        demo.expect_one_order();
        demo.checkout().wait_for("ready");
    });
}
