//! Stories about the first request to Glue, which the loader sends while the module is still on its way.

use e2e::checkout::WALLET;
use e2e::found::shipped;
use e2e::site::Flaw;
use e2e::token::Token;
use e2e::until::{PATIENCE, until};
use e2e::{Shop, Story};
use serde_json::json;
use std::time::Duration;

/// Opens the page while the module is held.
fn enter_without_the_module(shop: &Shop) {
    shop.site.spoil(&shipped("core.wasm"), Flaw::Held);
    shop.enter();
    let asked = || Ok((shop.site.asked_for(&shipped("core.wasm")) > 0).then_some(()));
    until("the request for the module", PATIENCE, asked).unwrap();
}

fn let_the_module_come(shop: &Shop) {
    shop.site.mend(&shipped("core.wasm"));
    shop.checkout().wait_for("ready");
}

/// The bodies of the requests for the offer.
fn asked(shop: &Shop) -> Vec<String> {
    shop.posts("checkout-data").into_iter().filter_map(|request| request.body).collect()
}

fn times(bodies: &[String], body: &str) -> usize {
    bodies.iter().filter(|known| *known == body).count()
}

fn wait_for_the_question(shop: &Shop) -> String {
    shop.until("the question", |_| !asked(shop).is_empty());
    asked(shop).remove(0)
}

#[test]
fn the_offer_is_asked_for_once_and_without_the_module() {
    let guest = || Story::of_a_guest().with("methods", WALLET);
    let stories = [
        ("a guest", guest()),
        ("a customer", Story::of_a_customer().with_token(Token::text())),
        ("a store and a language", guest().with("store", "DE").with("locale", "de-AT")),
        ("a shipment method", guest().with("shipment-method", " 2 ")),
        ("white space, and the text of a missing value", guest().with("methods", " ").with("store", "undefined")),
        ("two elements", guest().on_a_page(|page| page.duplicate())),
    ];
    for (what, story) in stories {
        let story = if what.starts_with("white") { story.excusing("counts as not set") } else { story };
        story.before_the_page_opens().tell(|shop| {
            enter_without_the_module(shop);
            let first = wait_for_the_question(shop);
            let_the_module_come(shop);
            assert_eq!(times(&asked(shop), &first), 1, "{what}: {:#?}", asked(shop));
        });
    }
}

#[test]
fn a_slow_module_reports_how_long_the_request_really_took() {
    let shop = json!({"latencyMs": 300});
    Story::of_a_guest().in_a_shop(shop).with("methods", WALLET).before_the_page_opens().tell(|shop| {
        enter_without_the_module(shop);
        shop.until("the answer", |ledger| ledger.requests.iter().any(|request| request.path == "/glue/checkout-data"));
        let_the_module_come(shop);
        let events = shop.events();
        let told = events.of("ec-request")[0];
        assert!(told["durationMs"].as_u64() >= Some(300), "{told}");
    });
}

#[test]
fn a_token_function_is_asked_by_the_module() {
    Story::of_a_customer().with_token(Token::fetched(Duration::ZERO)).before_the_page_opens().tell(|shop| {
        enter_without_the_module(shop);
        assert_eq!(asked(shop), [""; 0]);
        let_the_module_come(shop);
    });
}

#[test]
fn an_address_that_the_module_refuses_is_not_asked() {
    for address in ["/\t/evil.example", "//evil.example", "/glue?a=b"] {
        let story = Story::of_a_guest().with("glue-url", address).excusing("glue-url").excusing("methods-not-loaded");
        story.before_the_page_opens().tell(|shop| {
            enter_without_the_module(shop);
            let seen = shop.run("return performance.getEntriesByType('resource').map((file) => file.name).join()", &[]);
            assert!(!seen.to_string().contains("checkout-data"), "{address}: {seen}");
            shop.site.mend(&shipped("core.wasm"));
            shop.checkout().usable(".problem");
        });
    }
}

#[test]
fn a_cart_that_changed_meanwhile_is_read_anew() {
    Story::of_a_guest().with("methods", WALLET).before_the_page_opens().tell(|shop| {
        enter_without_the_module(shop);
        let first = wait_for_the_question(shop);
        shop.run("document.querySelector('express-checkout').reload()", &[]);
        let_the_module_come(shop);
        assert_eq!(times(&asked(shop), &first), 2, "{:#?}", asked(shop));
    });
}

#[test]
fn an_element_that_comes_later_reads_the_cart_anew() {
    Story::of_a_guest().with("methods", WALLET).before_the_page_opens().tell(|shop| {
        enter_without_the_module(shop);
        let first = wait_for_the_question(shop);
        let_the_module_come(shop);
        let copy = "const one = document.querySelector('express-checkout').cloneNode(); one.id = 'later'; document.body.append(one);";
        shop.run(copy, &[]);
        shop.checkout_named("later").wait_for("ready");
        assert_eq!(times(&asked(shop), &first), 2, "{:#?}", asked(shop));
    });
}

#[test]
fn an_element_that_was_removed_and_put_back_reads_the_cart_anew() {
    Story::of_a_guest().with("methods", WALLET).before_the_page_opens().tell(|shop| {
        enter_without_the_module(shop);
        let first = wait_for_the_question(shop);
        shop.run(
            "const element = document.querySelector('express-checkout'); element.remove();
            return new Promise((done) => setTimeout(() => { document.body.append(element); done(); }, 50))",
            &[],
        );
        shop.until("the second question", |_| times(&asked(shop), &first) == 2);
        let_the_module_come(shop);
        assert_eq!(times(&asked(shop), &first), 2, "{:#?}", asked(shop));
    });
}

#[test]
fn a_property_that_is_no_text_does_not_stop_the_element() {
    let property = "addEventListener('DOMContentLoaded', () => {
        document.querySelector('express-checkout').anonymousId = {};
    });";
    let story = Story::of_a_guest().with("methods", WALLET).on_a_page(|page| page.put_script(property));
    story.tell(|shop| {
        shop.to_the_review(WALLET);
        shop.order();
    });
}

#[test]
fn an_early_request_that_failed_is_repeated_by_the_module() {
    for fault in ["502", "drop"] {
        let shop = json!({"faults": [{"step": "checkout-data", "fault": fault, "times": 1}]});
        let story = Story::of_a_guest().in_a_shop(shop).with("methods", WALLET).excusing("502").excusing("ERR_");
        story.before_the_page_opens().tell(|shop| {
            enter_without_the_module(shop);
            let first = wait_for_the_question(shop);
            let_the_module_come(shop);
            assert_eq!(times(&asked(shop), &first), 2, "{fault}: {:#?}", asked(shop));
        });
    }
}
