//! Stories about faults of the providers: callbacks in a wrong order, forged approvals, and scripts that do not work.

use super::ways::{WAYS, press, with};
use e2e::checkout::PAYPAL;
use e2e::until::{PATIENCE, until};
use e2e::{Story, Window, cases};
use serde_json::json;

#[test]
fn callbacks_in_any_order_have_one_outcome_and_the_button_works() {
    let turns = ["approve-cancel", "cancel-approve", "approve-error", "cancel-error", "twice"];
    let ways = [&WAYS[0], &WAYS[1], &WAYS[3]];
    for (way, turn) in cases(ways.into_iter().flat_map(|way| turns.map(|turn| (way, turn)))) {
        let fault = json!({"faults": [{"step": "approval", "fault": turn, "times": 1}]});
        (way.shop)(fault).excusing("look-alike").excusing("loaderror").tell(|shop| {
            shop.checkout().wait_for("ready");
            (way.press)(shop);
            (way.approve)(shop);
            if !turn.starts_with("cancel") {
                return shop.order();
            }
            shop.until_told("ec-complete");
            shop.expect_all_cancelled();
            assert_eq!(shop.events().outcomes(), ["cancelled"], "{}: {turn}", way.name);
            shop.checkout().wait_for("ready");
            (way.press)(shop);
            (way.approve)(shop);
            shop.order();
        });
    }
}

#[test]
fn an_approval_with_another_id_is_ignored() {
    for way in &WAYS {
        for forged in ["forged-order-id", "no-id"] {
            let fault = json!({"faults": [{"step": "approval", "fault": forged, "times": 1}]});
            (way.shop)(fault).excusing("look-alike").tell(|shop| {
                shop.checkout().wait_for("ready");
                (way.press)(shop);
                (way.approve)(shop);
                // A method that only uses Glue's answer cannot be forged.
                let reported = || {
                    let events = shop.events();
                    let told = |name| !events.of(name).is_empty();
                    Ok((told("ec-error") || told("ec-complete") || told("ec-prefill")).then_some(()))
                };
                until("an event", PATIENCE, reported).unwrap();
                if shop.checkout().wait_for_any(&["review", "awaiting-approval", "failed", "ready"]) == "review" {
                    return shop.order();
                }
                if shop.checkout().state() == "awaiting-approval" {
                    shop.checkout().click("[data-ec=cancel]");
                }
                shop.expect_all_cancelled();
                assert_eq!(shop.events().of("ec-order").len(), 0, "{}: {forged}", way.name);
            });
        }
    }
}

#[test]
fn a_broken_script_is_reported_within_twenty_seconds_with_an_alternative() {
    let faults = ["404", "500", "throw", "no-global", "empty"];
    let ways = [&WAYS[0], &WAYS[1], &WAYS[3]];
    // The deadline is the same for all methods.
    let late = (ways[0], "never");
    for (way, fault) in
        [late].into_iter().chain(cases(ways.into_iter().flat_map(|way| faults.map(|fault| (way, fault)))))
    {
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
                assert!(shop.checkout().ways_on().contains(&"Continue to checkout".to_owned()));
            });
    }
}

#[test]
fn a_provider_that_never_gets_ready_is_reported_within_twenty_seconds_with_an_alternative() {
    let hangs = [
        "{ Buttons: () => ({ render: () => new Promise(() => {}) }) }",
        "{ createInstance: () => new Promise(() => {}) }",
    ];
    for hang in hangs {
        // The script has this variable, and gets another object in it.
        let held = format!(
            "let held; Object.defineProperty(window, 'paypal_express_checkout_1', {{ get: () => held, set() {{ held = {hang}; }} }});"
        );
        Story::of_a_guest()
            .with("methods", PAYPAL)
            .with("checkout-url", "/checkout")
            .on_a_page(move |page| page.put_script(&held))
            .tell(|shop| {
                shop.checkout().wait_long_for_any(&["failed"], std::time::Duration::from_secs(20));
                assert_eq!(shop.events().errors(), ["approval-script"]);
                assert!(shop.checkout().ways_on().contains(&"Continue to checkout".to_owned()));
            });
    }
}

#[test]
fn a_failed_script_is_loaded_again_when_the_shopper_starts_over() {
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
fn after_changing_the_language_back_the_first_script_works() {
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
