//! Stories about amounts: they have the digits of their currency, the lines add up to the total, and no old amount stays on
//! the screen. Thresholds of the shop are shown before the payment.

use e2e::checkout::WALLET;
use e2e::until::{PATIENCE, until};
use e2e::{Checkout, Engine, Story};
use serde_json::{Value, json};

const STANDARD: i64 = 490;
const EXPRESS: i64 = 590;

/// The lines before the total with their amounts in euro cents, and the total.
fn lines(checkout: &Checkout<'_>) -> (Vec<(String, i64)>, i64) {
    let script =
        "const minor = (node) => Math.round(100 * Number(node.innerText.replace('−', '-').replace(/[^-\\d.]/g, '')));
        const rows = [...root.querySelectorAll('[part~=total] > div')];
        const sum = rows.findIndex((row) => row.classList.contains('sum'));
        const line = (row) => [row.querySelector('dt').innerText, minor(row.querySelector('dd'))];
        return { lines: rows.slice(0, sum).map(line), sum: minor(rows[sum].querySelector('dd')) }";
    let seen = checkout.inside(script);
    let line = |line: &Value| (line[0].as_str().unwrap_or_default().to_owned(), line[1].as_i64().unwrap_or_default());
    (seen["lines"].as_array().into_iter().flatten().map(line).collect(), seen["sum"].as_i64().unwrap_or_default())
}

#[track_caller]
fn expect_a_sum(checkout: &Checkout<'_>) -> Vec<(String, i64)> {
    let (lines, sum) = lines(checkout);
    assert_eq!(lines.iter().map(|(_, minor)| minor).sum::<i64>(), sum, "{lines:?}");
    lines
}

/// Orders an item for 1,299 forints with shipment for 1,960. Browsers wrongly assume that forints have no minor unit.
pub fn forints_are_written_by_their_minor_units(engine: Engine) {
    let cart = json!({"store": "HU", "items": [{"sku": "999_cheap", "quantity": 1, "price": 129_900}]});
    Story::of_a_guest().in_engine(engine).in_a_shop(json!({"store": "HU"})).with_cart(cart).with("locale", "en").tell(
        |shop| {
            shop.to_the_review(WALLET);
            let checkout = shop.checkout();
            let text = checkout.text();
            assert!(text.contains("1,299") && text.contains("3,259"), "{text}");
            assert!(!text.contains("129,900") && !text.contains("1,299.00"), "{text}");
            shop.order();
            assert_eq!(shop.ledger().orders[0].grand_total, 325_900);
        },
    );
}

#[test]
fn forints_are_written_with_the_right_digits() {
    forints_are_written_by_their_minor_units(Engine::Chromium);
}

#[test]
fn minor_units_are_shown_if_they_are_not_zero() {
    for (currency, price, shown) in
        [("HUF", 129_950, "1,299.50"), ("IQD", 129_900, "129.900"), ("JPY", 500, "500"), ("KWD", 1_234, "1.234")]
    {
        let cart = json!({"store": "INT", "currency": currency, "items": [{"sku": "999_cheap", "price": price}]});
        let shop = json!({"store": "INT"});
        Story::of_a_guest().in_a_shop(shop).with_cart(cart).with("locale", "en").tell(|shop| {
            shop.to_the_review(WALLET);
            let text = shop.checkout().inside("return root.querySelector('[part~=total] dd').innerText");
            let text = text.as_str().unwrap_or_default();
            assert!(text.ends_with(shown), "{currency}: {text}");
        });
    }
}

#[test]
fn fees_tax_and_gift_cards_have_separate_lines() {
    let soft = json!({"type": "soft-minimum-threshold-fixed-fee", "threshold": 100_000, "fee": 500});
    for (shop, cart, more) in [
        (json!({}), json!({}), None),
        (json!({"fee": 300, "thresholds": [soft]}), json!({}), Some(("Fees", 800))),
        (json!({}), json!({"priceMode": "NET_MODE"}), Some(("Tax", 4_259))),
        (json!({}), json!({"giftCard": 2_000}), Some(("Gift cards", -2_000))),
    ] {
        Story::of_a_guest().in_a_shop(shop).with_cart(cart).tell(|shop| {
            shop.to_the_review(WALLET);
            let checkout = shop.checkout();
            let lines = expect_a_sum(&checkout);
            if let Some((label, minor)) = more {
                assert!(lines.contains(&(label.to_owned(), minor)), "{label} {minor}: {lines:?}");
            }
            shop.order();
        });
    }
}

#[test]
fn a_discount_for_the_shipment_method_is_not_a_changed_cart() {
    let vouchers = json!({"shipmentDiscounts": {"1": STANDARD, "2": EXPRESS}});
    Story::of_a_guest().in_a_shop(vouchers).tell(|shop| {
        shop.to_the_review(WALLET);
        let checkout = shop.checkout();
        checkout.ship_with(2);
        let told = || Ok((!shop.events().of("ec-shipping-method-change").is_empty()).then_some(()));
        until("the new total", PATIENCE, told).unwrap();
        checkout.settle();
        assert_eq!(checkout.notice(), "");
        expect_a_sum(&checkout);
        shop.order();
    });
}

#[test]
fn a_hard_threshold_is_shown_instead_of_the_buttons() {
    for hard in [
        json!({"type": "hard-minimum-threshold", "threshold": 100_000}),
        json!({"type": "hard-maximum-threshold", "threshold": 1_000}),
    ] {
        let shop = json!({"thresholds": [hard]});
        Story::of_a_guest().in_a_shop(shop).with("checkout-url", "/checkout").tell(|shop| {
            let checkout = shop.checkout();
            checkout.wait_for_text("order");
            let ways = checkout.ways_on();
            assert!(ways.contains(&"Continue to checkout".to_owned()), "{ways:?}");
            assert!(!ways.iter().any(|way| way.contains("Check out with")), "{ways:?}");
            assert_eq!(shop.posts("payments").len(), 0);
        });
    }
}

#[test]
fn a_soft_threshold_is_shown_with_the_buttons_and_in_the_review() {
    let soft = json!({"type": "soft-minimum-threshold", "threshold": 100_000, "message": "For {{threshold}} we <b>wrap</b> it."});
    Story::of_a_guest().in_a_shop(json!({"thresholds": [soft]})).tell(|shop| {
        let checkout = shop.checkout();
        checkout.wait_for_text("For €1000.00 we wrap it.");
        shop.to_the_review(WALLET);
        checkout.wait_for_text("For €1000.00 we wrap it.");
        shop.order();
    });
}

#[test]
fn pick_up_is_not_offered() {
    for pickup in ["late", "strict"] {
        for dialect in ["legacy", "platform"] {
            Story::of_a_guest().in_a_shop(json!({"pickup": pickup, "dialect": dialect})).tell(|shop| {
                shop.to_the_review(WALLET);
                let checkout = shop.checkout();
                assert!(!checkout.text().contains("Pickup in store"), "{}", checkout.text());
                assert_eq!(checkout.total(), shop.cart.total + STANDARD);
                shop.order();
            });
        }
    }
}

/// Replaces texts as browsers do when they translate a page: the new nodes belong to the browser, and the old text nodes are no
/// longer on the page.
const TRANSLATE: &str = "const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const texts = [];
    while (walker.nextNode()) if (walker.currentNode.data.trim()) texts.push(walker.currentNode);
    for (const text of texts) {
        if (text.parentElement.closest('option, style')) continue;
        const font = document.createElement('font');
        font.textContent = text.data;
        text.replaceWith(font);
    }";

/// Rewrites markup as some scripts do: reads the markup of nodes with a text, and sets it again.
const REWRITE: &str = "for (const node of root.querySelectorAll('[part~=review] *')) {
        const inner = node.childNodes;
        if (inner.length === 1 && inner[0].nodeType === Node.TEXT_NODE && node.localName !== 'option') node.innerHTML = node.innerHTML;
    }";

#[test]
fn no_old_amount_stays_on_a_page_that_is_translated() {
    for change in [TRANSLATE, REWRITE] {
        Story::of_a_guest().tell(|shop| {
            shop.to_the_review(WALLET);
            let checkout = shop.checkout();
            checkout.inside(change);
            checkout.ship_with(2);
            checkout.wait_for_total(shop.cart.total + EXPRESS);
            let seen = checkout.inside(
                "return [root.querySelector('[part~=total] .sum dd'), root.querySelector('.due dd')].map((node) => node.innerText)",
            );
            assert_eq!(seen[0], seen[1], "the amount next to the order button");
            expect_a_sum(&checkout);
            checkout.inside(change);
            checkout.place();
            checkout.wait_for("placed").wait_for_text("DE--1");
            shop.expect_one_order();
            assert_eq!(shop.ledger().orders[0].grand_total, shop.cart.total + EXPRESS);
        });
    }
}

#[test]
fn while_the_order_is_sent_the_text_not_ordered_is_hidden() {
    for (locale, words) in [("en", "nothing is ordered until"), ("de", "erst mit diesem button")] {
        let slow = json!({"faults": [{"step": "checkout", "fault": "late:3000", "times": 1}]});
        Story::of_a_guest().in_a_shop(slow).with("locale", locale).tell(|shop| {
            shop.to_the_review(WALLET);
            let checkout = shop.checkout();
            assert!(checkout.text().to_lowercase().contains(words), "{}", checkout.text());
            checkout.place();
            checkout.wait_for("placing");
            let place = || Ok((!shop.posts("checkout").is_empty()).then_some(()));
            until("the order", PATIENCE, place).unwrap();
            assert!(!checkout.text().to_lowercase().contains(words), "{}", checkout.text());
            let focused = "return root.activeElement?.dataset.ec ?? null";
            assert_eq!(checkout.inside(focused), json!("place"), "the focus stays on the button");
            checkout.wait_for("placed");
            shop.expect_one_order();
        });
    }
}
