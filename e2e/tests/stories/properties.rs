//! Stories about the element's properties: each attribute is one.

use e2e::bundle::bundle;
use e2e::checkout::WALLET;
use e2e::until::{PATIENCE, until};
use e2e::{Story, Window};
use serde_json::json;

/// Sets the attributes of the element as properties instead.
const AS_PROPERTIES: &str = "const element = document.getElementById('checkout');
    for (const { name, value } of [...element.attributes]) {
        if (name === 'id') continue;
        element.removeAttribute(name);
        element[name.replace(/-./g, (part) => part[1].toUpperCase())] = value;
    }";

#[test]
fn properties_that_are_set_before_the_element_is_defined_are_used() {
    let story = Story::of_a_guest().with("methods", WALLET).with("disabled", "false");
    story.on_a_page(|page| page.put_script(AS_PROPERTIES)).tell(|shop| {
        let checkout = shop.checkout();
        checkout.wait_for("ready");
        let attributes = "const element = document.getElementById('checkout');
            return [element.getAttribute('methods'), element.methods, element.hasAttribute('disabled'), Object.keys(element)]";
        assert_eq!(shop.run(attributes, &[]), json!([WALLET, WALLET, false, []]));
        shop.pay_and_order(WALLET);
    });
}

#[test]
fn a_property_wins_over_the_attribute_that_the_server_wrote() {
    let script = "const element = document.getElementById('checkout');
        element.methods = 'redirectpay-wallet-redirect'; element.disabled = false; element.theme = null";
    let story = Story::of_a_guest().with("methods", "none").with("disabled", "").with("theme", "dark");
    story.on_a_page(|page| page.put_script(script)).tell(|shop| {
        shop.pay_and_order(WALLET);
        assert_eq!(
            shop.run("return document.getElementById('checkout').outerHTML.includes('theme')", &[]),
            json!(false)
        );
    });
}

#[test]
fn each_property_reflects_its_attribute_both_ways() {
    Story::of_a_guest().tell(|shop| {
        shop.checkout().wait_for("ready");
        // An element that is not in the page starts nothing.
        let script = "const wrong = [];
            const element = document.createElement('express-checkout');
            const is = (what, found, expected) => { if (found !== expected) wrong.push([what, found, expected]); };
            const { observedAttributes } = customElements.get('express-checkout');
            is('the number of attributes', observedAttributes.length, 18);
            for (const name of observedAttributes) {
                const property = name.replace(/-./g, (part) => part[1].toUpperCase());
                if (name === 'disabled' || name === 'anonymous-id') continue;
                is(`${property} at first`, element[property], null);
                element[property] = 'a b';
                is(`${name} after ${property}`, element.getAttribute(name), 'a b');
                element.setAttribute(name, 'c');
                is(`${property} after ${name}`, element[property], 'c');
                for (const nothing of [null, undefined]) {
                    element[property] = 'd';
                    element[property] = nothing;
                    is(`${name} after ${nothing}`, element.hasAttribute(name), false);
                    is(`${property} after ${nothing}`, element[property], null);
                }
                is(`${property} in for-in`, Object.keys(Object.getPrototypeOf(element)).includes(property), true);
            }
            element.shipmentMethod = 3;
            is('a number', element.getAttribute('shipment-method'), '3');
            element.anonymousId = 'guest';
            is('the property anonymousId', element.anonymousId, 'guest');
            element.setAttribute('anonymous-id', 'other');
            is('anonymousId wins', element.anonymousId, 'guest');
            element.anonymousId = undefined;
            is('anonymousId without the property', element.anonymousId, 'other');
            for (const [value, on] of [[true, true], [false, false], ['', false], ['disabled', true], [null, false], [1, true],
                    [undefined, false], ['false', false], ['true', true]]) {
                element.disabled = value;
                is(`disabled = ${JSON.stringify(value)}`, element.disabled, on);
                is(`attribute after disabled = ${JSON.stringify(value)}`, element.getAttribute('disabled'), on ? '' : null);
            }
            for (const [text, on] of [['', true], ['true', true], ['disabled', true], ['false', false], ['FALSE', false],
                    ['0', false], ['off', false], ['undefined', false], ['null', false]]) {
                element.setAttribute('disabled', text);
                is(`disabled of ${text}`, element.disabled, on);
            }
            return wrong";
        assert_eq!(shop.run(script, &[]), json!([]));
    });
}

#[test]
fn the_property_disabled_stops_and_allows_the_next_click() {
    Story::of_a_guest().with("methods", WALLET).tell(|shop| {
        let checkout = shop.checkout();
        checkout.wait_for("ready");
        shop.run("document.getElementById('checkout').disabled = true", &[]);
        let usable = |count: usize| move || Ok((shop.checkout().ways_on().len() == count).then_some(()));
        until("no usable button", PATIENCE, usable(0)).unwrap();
        shop.run("document.getElementById('checkout').disabled = false", &[]);
        until("a usable button", PATIENCE, usable(1)).unwrap();
        shop.pay_and_order(WALLET);
    });
}

#[test]
fn a_framework_sets_the_properties_and_hears_the_end() {
    for page in ["cart-react.jsx", "cart-vue.js"] {
        let script = bundle(page).unwrap();
        Story::of_a_guest().on_a_page(|page| page.put_script(&script)).tell(|shop| {
            let checkout = shop.checkout();
            checkout.wait_for("ready");
            assert_eq!(checkout.ways_on(), Vec::<String>::new(), "{page}: nothing can be started yet");
            let agree = until("the page's button", PATIENCE, || shop.browser.find("#agree")).unwrap();
            shop.browser.click(&agree).unwrap();
            checkout.pay_with(WALLET);
            Window::opened(shop).approve();
            shop.order();
            let outcome = "return document.getElementById('outcome').textContent";
            let told = || Ok((shop.run(outcome, &[]) == json!("ordered")).then_some(()));
            until("the outcome in the page", PATIENCE, told).unwrap();
            let theme = "return document.getElementById('checkout').getAttribute('theme')";
            assert_eq!(shop.run(theme, &[]), json!("dark"));
        });
    }
}
