//! Stories about files of the element that do not come: within five seconds the shopper has a way on, and later a working
//! button.

use e2e::checkout::{PAYPAL, WALLET};
use e2e::found::shipped;
use e2e::provider::WalletPage;
use e2e::site::Flaw;
use e2e::until::{PATIENCE, until};
use e2e::{Engine, Shop, Story, cases};
use serde_json::json;
use std::time::Duration;

/// Within this time the shopper must have a way on.
const SOON: Duration = Duration::from_secs(5);

/// The files that every page needs.
const OF_EVERY_PAGE: [&str; 2] = ["core.js", "core.wasm"];

const FLAWS: [Flaw; 8] = [
    Flaw::Status("404 Not Found"),
    Flaw::Status("503 Service Unavailable"),
    Flaw::Cut,
    Flaw::Held,
    Flaw::FirstHeld,
    Flaw::Closed,
    Flaw::Page,
    Flaw::OtherBuild,
];

/// The combinations of files and flaws.
fn each_with_each_flaw(files: &[&'static str]) -> impl Iterator<Item = (&'static str, Flaw)> {
    files.iter().flat_map(|file| FLAWS.map(|flaw| (*file, flaw)))
}

fn story(engine: Engine) -> Story {
    // Each engine reports the broken file in its own words.
    excused(Story::of_a_guest().in_engine(engine).with("checkout-url", "/checkout")).before_the_page_opens()
}

fn excused(story: Story) -> Story {
    ["express-checkout", "Failed to load", "Wasm", "wasm", "WebAssembly", "module", "Loading"]
        .into_iter()
        .fold(story, Story::excusing)
}

/// The element is still usable, or has the link to the shop's checkout.
fn wait_for_a_way_on(shop: &Shop) {
    until("a way on", SOON, || {
        let text = shop.checkout().try_text()?;
        Ok(["Continue to checkout", "Continue to checkout"].iter().any(|link| text.contains(link)).then_some(()))
    })
    .unwrap();
}

/// A file that every page needs.
pub fn without_a_file_of_every_page(engine: Engine) {
    for (file, flaw) in cases(each_with_each_flaw(&OF_EVERY_PAGE)) {
        // In Firefox, the page's event `load` waits for this import, and the driver waits for the event.
        let waits = engine == Engine::Firefox && matches!(flaw, Flaw::Held | Flaw::FirstHeld);
        if waits && file == "core.js" {
            continue;
        }
        let path = shipped(file);
        story(engine).with("methods", WALLET).tell(|shop| {
            shop.site.spoil(&path, flaw);
            shop.enter();
            wait_for_a_way_on(shop);
            assert_eq!(shop.checkout().ways_on(), ["Continue to checkout", "Try again"], "{file} {flaw:?}");
            assert_eq!(shop.events().errors(), ["methods-not-loaded"], "{file} {flaw:?}");
            assert_eq!(shop.checkout().state(), "failed");
            let before = shop.site.asked_for(&path);
            if flaw != Flaw::FirstHeld {
                // While the file does not come, the retry says the same again.
                shop.checkout().click(".ec-retry");
                until("a request", PATIENCE, || Ok((shop.site.asked_for(&path) > before).then_some(()))).unwrap();
                wait_for_a_way_on(shop);
                shop.site.mend(&path);
            }
            if flaw == Flaw::Held {
                // The file comes late, and the buttons replace the link without a click.
            } else {
                shop.checkout().click(".ec-retry");
            }
            shop.checkout().wait_for("ready");
            if flaw == Flaw::OtherBuild {
                shop.pay_and_order(WALLET);
            }
        });
    }
}

/// A file that only a click needs. Nothing is paid without it.
pub fn without_a_file_of_the_click(engine: Engine) {
    for (file, flaw) in cases(each_with_each_flaw(&["attempt.wasm", "shared.wasm", "extra.wasm"])) {
        let path = shipped(file);
        story(engine).with("methods", WALLET).tell(|shop| {
            shop.site.spoil(&path, flaw);
            shop.enter();
            shop.checkout().pay_with(WALLET);
            wait_for_a_way_on(shop);
            assert_eq!(shop.posts("payments").len(), 0, "{file} {flaw:?}");
            assert_eq!(shop.events().outcomes(), ["failed"], "{file} {flaw:?}");
            assert_eq!(shop.events().errors(), ["methods-not-loaded"], "{file} {flaw:?}");
            if flaw != Flaw::FirstHeld {
                shop.site.mend(&path);
            }
            // A file that comes late is used without a click.
            if flaw != Flaw::Held {
                shop.checkout().click(".ec-retry");
            }
            shop.checkout().wait_for("ready");
            if flaw == Flaw::OtherBuild {
                shop.pay_and_order(WALLET);
                assert_eq!(shop.events().outcomes(), ["failed", "ordered"], "{file}");
            }
        });
    }
}

/// A file that only some providers need: their buttons go, and the others work.
pub fn without_a_file_of_the_providers(engine: Engine) {
    for (file, flaw) in cases(each_with_each_flaw(&["paypal.wasm", "sdk.wasm"])) {
        let path = shipped(file);
        story(engine).with("methods", &format!("{PAYPAL},{WALLET}")).tell(|shop| {
            shop.site.spoil(&path, flaw);
            shop.enter();
            until("no PayPal", SOON, || Ok((!shop.events().of("ec-availability-change").is_empty()).then_some(())))
                .unwrap();
            assert_eq!(shop.events().errors(), ["approval-script"], "{file} {flaw:?}");
            shop.checkout().wallet_button();
        });
        story(engine).with("methods", PAYPAL).tell(|shop| {
            shop.site.spoil(&path, flaw);
            shop.enter();
            wait_for_a_way_on(shop);
            if flaw != Flaw::FirstHeld {
                shop.site.mend(&path);
            }
            shop.run("document.getElementById('checkout').reload()", &[]);
            shop.checkout().paypal_button();
        });
    }
}

#[test]
fn without_a_file_of_every_page_there_is_a_way_on() {
    without_a_file_of_every_page(Engine::Chromium);
}

#[test]
fn without_a_file_of_the_click_there_is_a_way_on() {
    without_a_file_of_the_click(Engine::Chromium);
}

#[test]
fn without_a_file_of_the_providers_there_is_a_way_on() {
    without_a_file_of_the_providers(Engine::Chromium);
}

#[test]
fn without_webassembly_the_link_is_shown_at_once_and_nothing_is_reported() {
    let story = Story::of_a_guest().with("checkout-url", "/checkout");
    story.on_a_page(|page| page.put_before("<script>delete window.WebAssembly</script>")).tell(|shop| {
        wait_for_a_way_on(shop);
        assert_eq!(shop.checkout().ways_on(), ["Continue to checkout"]);
        assert_eq!(shop.events().errors(), Vec::<String>::new());
        assert_eq!(shop.site.asked_for(&shipped("core.js")), 0);
    });
}

#[test]
fn after_a_deploy_an_open_page_offers_the_checkout() {
    Story::of_a_guest()
        .with("methods", WALLET)
        .with("checkout-url", "/checkout")
        .excusing("status 404")
        .on_a_page(|page| page.save_data())
        .tell(|shop| {
            shop.checkout().wait_for("ready");
            // The new version has other names, and the old files are gone.
            for file in ["attempt.wasm", "shared.wasm", "extra.wasm"] {
                shop.site.spoil(&shipped(file), Flaw::Status("404 Not Found"));
            }
            shop.checkout().pay_with(WALLET);
            wait_for_a_way_on(shop);
            assert_eq!(shop.posts("payments").len(), 0);
            shop.browser.reload().unwrap();
            for file in ["attempt.wasm", "shared.wasm", "extra.wasm"] {
                shop.site.mend(&shipped(file));
            }
            shop.checkout().wait_for("ready");
            shop.pay_and_order(WALLET);
        });
}

#[test]
fn after_a_sent_order_a_page_without_its_files_does_not_offer_the_checkout() {
    let lost = json!({"faults": [{"step": "checkout", "fault": "lost", "times": 9}]});
    for file in OF_EVERY_PAGE {
        let story =
            Story::of_a_guest().in_a_shop(lost.clone()).with("methods", WALLET).with("checkout-url", "/checkout");
        excused(story).tell(|shop| {
            shop.to_the_review(WALLET);
            shop.checkout().place();
            shop.checkout().wait_for("unknown");
            shop.site.spoil(&shipped(file), Flaw::Status("404 Not Found"));
            shop.browser.reload().unwrap();
            shop.checkout().wait_for_text("Your order was sent");
            assert_eq!(shop.checkout().ways_on(), Vec::<String>::new());
            assert_eq!(shop.checkout().state(), "unknown");
            assert_eq!(shop.ledger().orders.len(), 1);
        });
    }
}

#[test]
fn after_a_return_a_page_without_its_files_asks_to_try_again_first() {
    for file in ["core.js", "core.wasm", "attempt.wasm", "shared.wasm", "extra.wasm"] {
        let story = Story::of_a_guest().with("methods", WALLET).with("checkout-url", "/checkout");
        let story = story.on_a_page(|page| page.put_script("window.open = () => null;"));
        excused(story).tell(|shop| {
            shop.checkout().pay_with(WALLET);
            let wallet = WalletPage::reached(shop);
            shop.site.spoil(&shipped(file), Flaw::Status("404 Not Found"));
            wallet.approve();
            shop.checkout().wait_for_text("Your payment is not finished");
            assert_eq!(shop.checkout().ways_on(), ["Try again", "Continue to checkout"], "{file}");
            assert_eq!(shop.checkout().state(), "failed");
            assert_eq!(shop.events().errors(), ["methods-not-loaded"], "{file}");
            shop.site.mend(&shipped(file));
            shop.checkout().click(".ec-retry");
            shop.checkout().wait_for("review");
            shop.order();
            shop.expect_one_order();
        });
    }
}

#[test]
fn the_words_of_a_provider_in_a_record_do_not_count_as_a_sent_order() {
    for (phase, status, words, ways) in [
        ("away", "complete", "Your payment is not finished", &["Try again", "Continue to checkout"][..]),
        ("complete", "away", "Your order was sent", &["Continue to checkout"]),
    ] {
        let story = Story::of_a_guest().with("methods", WALLET).with("checkout-url", "/checkout");
        excused(story).tell(|shop| {
            shop.to_the_review(WALLET);
            shop.site.spoil(&shipped("core.wasm"), Flaw::Status("404 Not Found"));
            shop.run(
                "const [phase, status] = arguments;
                addEventListener('pagehide', () => {
                    const key = Object.keys(sessionStorage).find((key) => key.startsWith('express-checkout:'));
                    sessionStorage.setItem(key, JSON.stringify({ v: 2, live: { phase, data: { status } } }));
                })",
                &[json!(phase), json!(status)],
            );
            shop.browser.reload().unwrap();
            shop.checkout().wait_for_text(words);
            assert_eq!(shop.checkout().ways_on(), ways, "{phase} {status}");
        });
    }
}

#[test]
fn a_module_for_providers_that_comes_late_brings_their_buttons() {
    for methods in [PAYPAL.to_owned(), format!("{PAYPAL},{WALLET}")] {
        story(Engine::Chromium).with("methods", &methods).tell(|shop| {
            shop.site.spoil(&shipped("paypal.wasm"), Flaw::Held);
            shop.enter();
            until("no PayPal", SOON, || Ok((!shop.events().of("ec-availability-change").is_empty()).then_some(())))
                .unwrap();
            shop.site.mend(&shipped("paypal.wasm"));
            shop.checkout().paypal_button();
            shop.pay_and_order(PAYPAL);
        });
    }
}

#[test]
fn without_a_click_the_shopper_reads_nothing_about_a_missing_file() {
    story(Engine::Chromium).with("methods", &format!("{PAYPAL},{WALLET}")).tell(|shop| {
        shop.site.spoil(&shipped("shared.wasm"), Flaw::Status("404 Not Found"));
        shop.enter();
        until("no PayPal", SOON, || Ok((!shop.events().of("ec-availability-change").is_empty()).then_some(())))
            .unwrap();
        assert!(!shop.checkout().text().contains("could not be loaded"), "{}", shop.checkout().text());
        shop.site.mend(&shipped("shared.wasm"));
        shop.pay_and_order(WALLET);
    });
}
