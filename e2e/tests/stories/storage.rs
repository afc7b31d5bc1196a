//! Stories about the record for the next page: invalid records, blocked storage, and the back-forward cache.

use e2e::checkout::{PAYPAL, WALLET};
use e2e::page::Page;
use e2e::provider::WalletPage;
use e2e::{Shop, Story, Window};
use serde_json::{Value, json};

/// Another page of the same shop, with the same storage and without an element.
const ELSEWHERE: &str = "/elsewhere.html";

const OURS: &str = "return Object.entries(sessionStorage).filter(([key]) => key.startsWith('express-checkout'))";

/// The record of the cart during a payment.
fn entry_of_a_payment(shop: &Shop) -> (String, Value) {
    shop.to_the_review(WALLET);
    let entries = shop.run(OURS, &[]);
    assert_eq!(entries.as_array().map(Vec::len), Some(1), "{entries}");
    let (key, entry) = (entries[0][0].as_str().unwrap(), entries[0][1].as_str().unwrap());
    let known = (key.to_owned(), serde_json::from_str(entry).unwrap());
    shop.checkout().cancel();
    shop.checkout().wait_for("ready");
    shop.expect_all_cancelled();
    assert_eq!(shop.run(OURS, &[]), json!([]));
    known
}

/// Opens the page with this record in the storage.
fn open_with(shop: &Shop, key: &str, entry: &str) {
    shop.browser.go(&shop.site.url(ELSEWHERE)).unwrap();
    shop.run("sessionStorage.setItem(arguments[0], arguments[1])", &[json!(key), json!(entry)]);
    shop.enter();
}

#[test]
fn an_invalid_record_is_removed() {
    Story::of_a_guest().tell(|shop| {
        let (key, entry) = entry_of_a_payment(shop);
        let with = |path: &str, value: Value| {
            let mut entry = entry.clone();
            *entry.pointer_mut(path).unwrap() = value;
            entry.to_string()
        };
        let huge = "x".repeat(2 << 20);
        let spoiled = [
            String::new(),
            "{{{".to_owned(),
            "null".to_owned(),
            "[]".to_owned(),
            "42".to_owned(),
            "\"text\"".to_owned(),
            "[".repeat(50_000),
            huge.clone(),
            entry.to_string().replace('}', ""),
            with("/v", json!(1)),
            with("/v", json!(3)),
            with("/v", json!(true)),
            with("/expires", json!(1)),
            with("/expires", json!(9_999_999_999_999_i64)),
            with("/expires", json!(null)),
            with("/live", json!([])),
            with("/live", json!("open")),
            with("/live/phase", json!("paid")),
            with("/live/data", json!([])),
            with("/live/data", json!({"transactionId": ""})),
            with("/live/data", json!({"transactionId": 7})),
            with("/live/provider", json!(null)),
            with("/live/platform", json!("no")),
            with("/owed", json!([{"tries": "many"}])),
        ];
        let before = (shop.posts("payment-cancellations").len(), shop.posts("payment-customers").len());
        for text in spoiled {
            open_with(shop, &key, &text);
            shop.checkout().wait_for("ready");
            let left = shop.run(OURS, &[]);
            let shown: String = text.chars().take(120).collect();
            assert_eq!(left, json!([]), "{shown}");
            assert_eq!(shop.checkout().notice(), "", "{shown}");
        }
        let after = (shop.posts("payment-cancellations").len(), shop.posts("payment-customers").len());
        assert_eq!(after, before, "the record was ignored");
        then_it_can_be_ordered_again(shop);
    });
}

/// Orders after a cancelled attempt.
pub fn then_it_can_be_ordered_again(shop: &Shop) {
    let done = shop.events().outcomes().len();
    shop.pay_and_order(WALLET);
    assert_eq!(shop.events().outcomes().len(), done + 1);
}

#[test]
fn a_record_of_another_cart_is_kept() {
    Story::of_a_guest().tell(|shop| {
        let (_, entry) = entry_of_a_payment(shop);
        let others = "express-checkout:1234567890";
        let before = shop.posts("payment-cancellations").len();
        open_with(shop, others, &entry.to_string());
        shop.checkout().wait_for("ready");
        assert_eq!(shop.posts("payment-cancellations").len(), before);
        then_it_can_be_ordered_again(shop);
        let kept = shop.run(OURS, &[]);
        assert!(kept.as_array().unwrap().contains(&json!([others, entry.to_string()])), "{kept}");
    });
}

#[test]
fn a_forged_record_is_checked_with_glue_and_shown_as_text() {
    Story::of_a_guest().tell(|shop| {
        let (key, entry) = entry_of_a_payment(shop);
        let markup = "<img src=x onerror=alert(1)>";
        let live = |live: Value| {
            let mut entry = entry.clone();
            entry["live"] = live;
            entry.to_string()
        };
        // A record of an order that was never placed. It only affects this tab, and is shown as text.
        open_with(shop, &key, &live(json!({"phase": "ordered", "reference": markup})));
        shop.checkout().wait_for("placed").wait_for_text(markup);
        assert_eq!(shop.checkout().inside("return root.querySelectorAll('img').length"), json!(0));
        // A record of a payment that was never started, with a return from an origin that is not allowed.
        let mut forged = entry["live"].clone();
        forged["phase"] = json!("away");
        forged["data"] = json!({"transactionId": "tx-forged", "redirectUrl": "https://evil.example/"});
        for (field, value) in [("amount", json!(1)), ("currency", json!("EUR")), ("correlation", json!("c"))] {
            forged[field] = value;
        }
        forged["told"] = json!(false);
        forged["window"] = json!(false);
        open_with(shop, &key, &live(forged));
        shop.checkout().wait_for("ready");
        assert_eq!(shop.posts("payment-customers").len(), 2, "Glue was asked, and does not know the payment");
        assert!(shop.ledger().orders.is_empty());
        shop.checkout().pay_with(PAYPAL);
        Window::opened(shop).approve();
        shop.checkout().place();
        shop.checkout().wait_for("placed").wait_for_text("DE--1");
        shop.expect_one_order();
    });
}

pub fn refused(page: &mut Page) {
    page.put_script(
        "for (const name of ['sessionStorage', 'localStorage']) {
            Object.defineProperty(window, name, { get() { throw new DOMException('refused', 'SecurityError'); } });
        }",
    );
}

/// Storage that refuses all writes except those of the recorder.
fn full(page: &mut Page) {
    page.put_script(
        "const write = Storage.prototype.setItem;
        Storage.prototype.setItem = function (key, value) {
            if (!key.startsWith('e2e.')) throw new DOMException('full', 'QuotaExceededError');
            return write.call(this, key, value);
        };",
    );
}

#[test]
fn without_storage_it_can_be_ordered_but_not_continued_after_a_reload() {
    for (change, method) in [(refused as fn(&mut Page), WALLET), (refused, PAYPAL), (full, WALLET)] {
        Story::of_a_guest().on_a_page(change).tell(|shop| {
            shop.checkout().pay_with(method);
            Window::opened(shop).cancel();
            shop.checkout().wait_for("ready");
            shop.expect_all_cancelled();
            e2e::provider::wait_until_closed(shop);
            // A page that closes cancels its payment, also if it cannot write a record.
            shop.to_the_review(method);
            shop.browser.reload().unwrap();
            shop.checkout().wait_for("ready");
            shop.expect_all_cancelled();
            shop.to_the_review(method);
            shop.checkout().place();
            shop.checkout().wait_for("placed");
            assert_eq!(shop.ledger().orders.len(), 1);
            assert_eq!(shop.posts("checkout").len(), 1);
        });
    }
}

/// Storage that refuses records when an order is sent.
fn full_when_it_matters(page: &mut Page) {
    page.put_script(
        "const write = Storage.prototype.setItem;
        Storage.prototype.setItem = function (key, value) {
            if (!key.startsWith('e2e.') && value.includes('\"placing\"')) throw new DOMException('full', 'QuotaExceededError');
            return write.call(this, key, value);
        };",
    );
}

#[test]
fn a_record_from_before_the_order_is_not_used_after_it() {
    let story = Story::of_a_guest().in_a_shop(json!({"faults": [{"step": "checkout", "fault": "lost"}]}));
    story.on_a_page(full_when_it_matters).tell(|shop| {
        shop.to_the_review(WALLET);
        shop.checkout().place();
        shop.checkout().wait_for("unknown");
        assert_eq!(shop.run(OURS, &[]), json!([]));
        shop.enter();
        assert_eq!(shop.posts("payment-cancellations").len(), 0, "the payment belongs to an order");
    });
}

#[test]
fn without_storage_a_return_from_the_wallet_starts_over() {
    let story = Story::of_a_guest().on_a_page(refused);
    story.on_a_page(|page| page.put_script("window.open = () => null;")).tell(|shop| {
        shop.checkout().pay_with(WALLET);
        WalletPage::reached(shop).approve();
        shop.checkout().wait_for("ready");
        assert!(!shop.browser.url().unwrap().contains("ec-return"));
        assert!(shop.ledger().orders.is_empty());
    });
}
