//! A provider's script that fails, hangs, is loaded again, or changes its language.

use super::ways::{WAYS, press, with};
use e2e::checkout::PAYPAL;
use e2e::until::{PATIENCE, until};
use e2e::{Story, Window};
use serde_json::json;

#[test]
fn a_script_that_does_not_work_is_said_within_twenty_seconds_with_a_way_on() {
    let faults = ["404", "500", "throw", "no-global", "empty"];
    for way in [&WAYS[0], &WAYS[1], &WAYS[3]] {
        // The deadline is the same for all, and it takes its time.
        let late = (way.name == WAYS[0].name).then_some("never");
        for fault in faults.into_iter().chain(late) {
            let fault = json!({"faults": [{"step": "script", "fault": fault}]});
            (way.shop)(fault)
                .with("checkout-url", "/checkout")
                .excusing("/psp/")
                .excusing("look-alike")
                .excusing("Script error")
                .tell(|shop| {
                    shop.checkout().wait_for("failed");
                    let events = shop.events();
                    let errors = events.errors();
                    assert!(errors.iter().all(|error| error.starts_with("approval-")), "{}: {errors:?}", way.name);
                    assert!(shop.checkout().ways_on().contains(&"Go to the shop’s checkout".to_owned()));
                });
        }
    }
}

#[test]
fn a_provider_that_never_gets_ready_is_said_within_twenty_seconds_with_a_way_on() {
    let hangs = [
        "window.paypal = { Buttons: () => ({ render: () => new Promise(() => {}) }) }",
        "window.paypal = { createInstance: () => new Promise(() => {}) }",
    ];
    for hang in hangs {
        let held = format!(
            "{hang}; const held = window.paypal; Object.defineProperty(window, 'paypal', {{ get: () => held, set() {{}} }});"
        );
        Story::of_a_guest()
            .with("methods", PAYPAL)
            .with("checkout-url", "/checkout")
            .on_a_page(move |page| page.put_script(&held))
            .tell(|shop| {
                shop.checkout().wait_long_for_any(&["failed"], std::time::Duration::from_secs(20));
                assert_eq!(shop.events().errors(), ["approval-script"]);
                assert!(shop.checkout().ways_on().contains(&"Go to the shop’s checkout".to_owned()));
            });
    }
}

#[test]
fn a_script_that_failed_is_tried_again_when_the_shopper_starts_over() {
    let fault = json!({"faults": [{"step": "script", "fault": "404", "times": 1}]});
    with(PAYPAL, json!({}), fault).excusing("/psp/").tell(|shop| {
        shop.checkout().wait_for("failed");
        shop.run("document.getElementById('checkout').reload()", &[]);
        press(shop, "#paypal-button");
        Window::opened(shop).approve();
        shop.order();
    });
}

#[test]
fn back_in_an_earlier_language_the_script_of_that_language_is_at_work() {
    with(PAYPAL, json!({}), json!({})).with("locale", "de").tell(|shop| {
        for locale in ["de_DE", "en_US", "de_DE"] {
            let language = locale.split('_').next().unwrap();
            let turn = "document.getElementById('checkout').setAttribute('locale', arguments[0])";
            shop.run(turn, &[json!(language)]);
            let look = || {
                let src = "return [...document.querySelectorAll('script[data-express-checkout]')].map((it) => it.src)";
                let scripts = shop.browser.run(src, &[])?.to_string();
                Ok((scripts.matches("locale=").count() == 1 && scripts.contains(locale)).then_some(()))
            };
            until(locale, PATIENCE, look).unwrap();
        }
        press(shop, "#paypal-button");
        Window::opened(shop).approve();
        shop.order();
    });
}
