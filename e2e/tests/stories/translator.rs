//! Stories about a browser that translates the page: it replaces text nodes. Every text that changes later must be right, and must be
//! there once. Each story runs twice, with and without the translator, and all texts must be the same.

use e2e::checkout::WALLET;
use e2e::{Checkout, Shop, Story, Window};

/// Ways in which translators change a text node. `node` is the text node, and each adds marks that can be taken away.
const WAYS: [&str; 2] = [
    // As the translators of browsers.
    "const font = document.createElement('font'); const inner = document.createElement('font');
     font.append(inner); node.replaceWith(font); node.data = `«${node.data}»`; inner.append(node);",
    // As extensions that write the text of an element again.
    "node.parentNode.replaceChild(document.createTextNode(`«${node.data}»`), node);",
];

fn translate(checkout: &Checkout, way: &str) {
    let script = format!(
        "const walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
        const nodes = [];
        while (walk.nextNode()) nodes.push(walk.currentNode);
        for (const node of nodes) {{
            const skip = node.parentNode.closest('[translate=no], style');
            if (!skip && node.data.trim() && !node.data.includes('«')) {{ {way} }}
        }}"
    );
    checkout.inside(&script);
}

/// What stands on the screens of a whole purchase, without the marks.
fn purchase(way: Option<&str>) -> Vec<String> {
    let mut screens = Vec::new();
    Story::of_a_guest().with("methods", WALLET).with("checkout-url", "/checkout").tell(|shop| {
        let checkout = shop.checkout();
        let mut next = |shown: &str| {
            checkout.wait_for_text(shown);
            screens.push(checkout.text().replace(['«', '»'], ""));
            if let Some(way) = way {
                translate(&checkout, way);
            }
        };
        let set = |name: &str, value: &str| {
            let script = format!("document.getElementById('checkout').setAttribute('{name}', '{value}')");
            shop.run(&script, &[]);
        };
        checkout.wait_for("ready");
        next("Wallet Redirect");
        set("button-type", "buy");
        next("Buy with");
        checkout.pay_with(WALLET);
        next("Continue in the");
        Window::opened(shop).cancel();
        checkout.wait_for("ready");
        next("not approved");
        checkout.pay_with(WALLET);
        Window::opened(shop).approve();
        checkout.wait_for("review").settle();
        next("Nothing is ordered");
        the_total_follows(shop, &mut next);
        set("locale", "de");
        next("Zahlungspflichtig");
        set("locale", "en");
        next("Nothing is ordered");
        checkout.fill("shippingAddress.city", "");
        next("Nothing is ordered");
        checkout.place();
        next("your attention");
        checkout.fill("shippingAddress.city", "Potsdam");
        checkout.place();
        checkout.wait_for("placed");
        next("Thank you");
        shop.expect_one_order();
    });
    screens
}

fn the_total_follows(shop: &Shop, next: &mut impl FnMut(&str)) {
    let checkout = shop.checkout();
    for (method, price) in [(2, 590), (1, 490)] {
        checkout.ship_with(method);
        checkout.wait_for_total(shop.cart.total + price);
        checkout.settle();
        let due = checkout.inside("return root.querySelector('.due dd').innerText").to_string();
        let digits: String = due.chars().filter(char::is_ascii_digit).collect();
        assert_eq!(digits, (shop.cart.total + price).to_string(), "the amount beside the order button");
        next("Nothing is ordered");
    }
}

#[test]
fn every_text_that_changes_is_right_on_a_translated_page() {
    let original = purchase(None);
    for way in WAYS {
        let translated = purchase(Some(way));
        for (number, (translated, original)) in translated.iter().zip(&original).enumerate() {
            // Each order has its own reference.
            let plain = |text: &str| if number + 1 == 13 { without_digits(text) } else { text.to_owned() };
            assert_eq!(plain(translated), plain(original), "screen {number}, {way}");
        }
        assert_eq!(translated.len(), original.len());
    }
}

fn without_digits(text: &str) -> String {
    text.chars().filter(|char| !char.is_ascii_digit()).collect()
}

#[test]
fn amounts_are_not_translated() {
    Story::of_a_guest().with("methods", WALLET).tell(|shop| {
        shop.to_the_review(WALLET);
        let script = "const amount = /\\d[.,]\\d\\d/;
            const walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
            const open = [];
            while (walk.nextNode()) {
                const node = walk.currentNode;
                if (amount.test(node.data) && !node.parentNode.closest('[translate=no]')) open.push(node.data);
            }
            return open.length";
        assert_eq!(shop.checkout().inside(script), serde_json::json!(0));
    });
}

#[test]
fn a_failure_is_shown_once_on_a_translated_page() {
    for way in WAYS {
        let down = serde_json::json!({"faults": [{"step": "payments", "fault": "500", "times": 1}]});
        Story::of_a_guest()
            .in_a_shop(down)
            .with("methods", WALLET)
            .with("checkout-url", "/checkout")
            .excusing("500")
            .tell(|shop| {
                let checkout = shop.checkout();
                checkout.wait_for("ready");
                translate(&checkout, way);
                checkout.pay_with(WALLET);
                checkout.wait_for("failed");
                checkout.wait_for_text("Continue to checkout");
                let text = checkout.text();
                assert_eq!(text.matches("Continue to checkout").count(), 1, "{text}");
                translate(&checkout, way);
                shop.run("document.getElementById('checkout').setAttribute('locale', 'de')", &[]);
                checkout.wait_for_text("Zur Kasse");
                let text = checkout.text();
                assert!(!text.contains("Continue to checkout"), "{text}");
            });
    }
}
