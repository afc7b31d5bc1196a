//! Stories about the look of the buttons that providers draw: as high and as round as ours, in a colour of the page's choice.

use super::ways::stripe;
use e2e::checkout::PAYPAL;
use e2e::until::{PATIENCE, until};
use e2e::{Shop, Story};
use serde_json::{Value, json};

const LOOK: &str = "<style>express-checkout {
    font-size: 16px; --ec-height: 3.25em; --ec-radius: 20px;
    --ec-paypal-color: blue; --ec-paypal-label: buynow; --ec-stripe-theme: white; }
</style>";

fn look_of(shop: &Shop, button: &str) -> Value {
    let script = format!(
        "const button = {button};
        if (!button?.offsetHeight) return null;
        const {{ borderTopLeftRadius, backgroundColor }} = getComputedStyle(button);
        return [button.offsetHeight, borderTopLeftRadius, backgroundColor, button.textContent]"
    );
    let drawn = || Ok(Some(shop.run(&script, &[])).filter(|look| !look.is_null()));
    until("the provider's button", PATIENCE, drawn).unwrap()
}

#[test]
fn the_buttons_of_providers_follow_the_page() {
    let paypal = || Story::of_a_guest().with("methods", PAYPAL).on_a_page(|page| page.put_before(LOOK));
    let blue = "rgb(0, 112, 186)";
    paypal().tell(|shop| {
        let look = look_of(shop, "document.getElementById('paypal-button')");
        assert_eq!(look, json!([52, "20px", blue, "PayPal Buy Now"]));
    });
    paypal().in_a_shop(json!({"paypalSdk": "v6"})).tell(|shop| {
        let look = look_of(shop, "document.querySelector('paypal-button')");
        assert_eq!(look[0], 52);
        let wide = "const button = document.querySelector('paypal-button');
            return button.offsetWidth === button.parentElement.offsetWidth && button.className";
        assert_eq!(shop.run(wide, &[]), "paypal-blue");
    });
    stripe(json!({})).on_a_page(|page| page.put_before(LOOK)).tell(|shop| {
        let look = look_of(shop, "document.getElementById('stripe-button')");
        assert_eq!((&look[0], &look[1], &look[2]), (&json!(52), &json!("20px"), &json!("rgb(255, 255, 255)")));
    });
}

#[test]
fn a_wallet_button_is_white_on_a_dark_ground_and_has_an_edge() {
    let edge = "const style = getComputedStyle(document.getElementById('stripe-button'));
        return [style.borderTopWidth, style.borderTopColor]";
    for (theme, background) in [("dark", "rgb(255, 255, 255)"), ("light", "rgb(0, 0, 0)")] {
        stripe(json!({})).with("theme", theme).tell(|shop| {
            let look = look_of(shop, "document.getElementById('stripe-button')");
            assert_eq!(look[2], background, "{theme}");
            assert_eq!(shop.run(edge, &[]), json!(["1px", "rgb(116, 119, 117)"]), "{theme}");
        });
    }
}

#[test]
fn a_word_that_a_provider_does_not_know_is_not_passed_on() {
    let wrong = "<style>express-checkout { --ec-paypal-color: pink; --ec-paypal-shape: round; --ec-paypal-label: go; --ec-height: 90px; }</style>";
    Story::of_a_guest().with("methods", PAYPAL).on_a_page(|page| page.put_before(wrong)).tell(|shop| {
        let look = look_of(shop, "document.getElementById('paypal-button')");
        assert_eq!(look[0], 55, "PayPal's buttons are not higher");
        shop.pay_and_order(PAYPAL);
    });
}
