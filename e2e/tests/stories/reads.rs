//! Stories about reads of the cart that are under way when the page says that the cart changed.

use e2e::checkout::WALLET;
use e2e::{Shop, Story};
use serde_json::json;

/// How often the offer was asked for as it is, and how often for its price with a shipment method.
fn asked(shop: &Shop) -> (usize, usize) {
    let posts = shop.posts("checkout-data");
    let priced = posts.iter().filter(|request| request.body.as_deref().is_some_and(|body| body.contains("shipment")));
    let priced = priced.count();
    (posts.len() - priced, priced)
}

/// Waits for the next price, which is asked for last.
fn expect_reads(shop: &Shop, before: (usize, usize), reads: usize) {
    shop.until("the price", |_| asked(shop).1 > before.1);
    assert_eq!(asked(shop).0 - before.0, reads);
}

/// A shop whose answers take some time, so that a read is still under way when the page reloads.
fn slow() -> Story {
    Story::of_a_guest().in_a_shop(json!({"latencyMs": 400})).with("methods", WALLET)
}

#[test]
fn an_answer_that_was_asked_for_before_a_reload_is_not_taken() {
    slow().tell(|shop| {
        shop.checkout().wait_for("ready");
        let before = asked(shop);
        shop.run(
            "const element = document.querySelector('express-checkout'); element.reload();
            return new Promise((done) => setTimeout(() => { element.reload(); done(); }, 100))",
            &[],
        );
        expect_reads(shop, before, 2);
    });
}

#[test]
fn elements_that_are_reloaded_together_share_a_read() {
    slow().on_a_page(|page| page.duplicate()).tell(|shop| {
        shop.checkout().wait_for("ready");
        let before = asked(shop);
        shop.run("for (const element of document.querySelectorAll('express-checkout')) element.reload()", &[]);
        expect_reads(shop, before, 1);
    });
}

#[test]
fn elements_that_come_out_of_the_back_forward_cache_together_share_a_read() {
    slow().on_a_page(|page| page.duplicate()).tell(|shop| {
        shop.checkout().wait_for("ready");
        let before = asked(shop);
        shop.browser.go(&shop.site.url("/elsewhere.html")).unwrap();
        shop.browser.back().unwrap();
        expect_reads(shop, before, 1);
    });
}
