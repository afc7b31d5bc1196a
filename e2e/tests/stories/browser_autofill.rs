//! Stories about the browser's own autofill in the fields of the review, which are in a closed shadow root. In Chromium the
//! address is given through the browser's protocol. In Firefox it is saved, and chosen from the browser's list.

use e2e::checkout::WALLET;
use e2e::keyboard::{self, DOWN, ENTER};
use e2e::until::{PATIENCE, until};
use e2e::{Engine, Shop, Story};
use serde_json::{Value, json};

/// The saved address.
const SAVED: [(&str, &str); 12] = [
    ("NAME_FULL", "Grace Hopper"),
    ("NAME_FIRST", "Grace"),
    ("NAME_LAST", "Hopper"),
    ("EMAIL_ADDRESS", "grace@example.com"),
    ("ADDRESS_HOME_STREET_ADDRESS", "Torstraße 99"),
    ("ADDRESS_HOME_LINE1", "Torstraße 99"),
    ("ADDRESS_HOME_STREET_NAME", "Torstraße"),
    ("ADDRESS_HOME_HOUSE_NUMBER", "99"),
    ("PHONE_HOME_WHOLE_NUMBER", "+4930123456"),
    ("ADDRESS_HOME_ZIP", "10119"),
    ("ADDRESS_HOME_CITY", "Berlin"),
    ("ADDRESS_HOME_COUNTRY", "DE"),
];

/// The browser's number of a field in the review, which is in a closed root.
fn number_of(shop: &Shop, path: &str) -> Option<Value> {
    fn search(node: &Value, path: &str) -> Option<Value> {
        let attributes = node["attributes"].as_array();
        let pairs = attributes.into_iter().flatten().collect::<Vec<_>>();
        if pairs.chunks(2).any(|pair| pair[0] == "data-path" && pair[1] == path) {
            return Some(node["backendNodeId"].clone());
        }
        let inside = ["children", "shadowRoots"].into_iter().filter_map(|name| node[name].as_array()).flatten();
        inside.into_iter().find_map(|child| search(child, path))
    }
    let document = shop.browser.devtools("DOM.getDocument", json!({"depth": -1, "pierce": true})).ok()?;
    search(&document["root"], path)
}

/// The shopper chooses the saved address in a field.
fn fill_from(shop: &Shop, path: &str) {
    let fields: Vec<Value> = SAVED.iter().map(|(name, value)| json!({"name": name, "value": value})).collect();
    let number = until("the field", PATIENCE, || Ok(number_of(shop, path))).unwrap();
    let chosen = json!({"fieldId": number, "address": {"fields": fields}});
    shop.browser.devtools("Autofill.trigger", chosen).unwrap();
}

fn wait_for_field(shop: &Shop, path: &str, value: &str) {
    let filled = || Ok((shop.checkout().field(path).as_deref() == Some(value)).then_some(()));
    until(&format!("{path} = {value}"), PATIENCE, filled)
        .unwrap_or_else(|trouble| panic!("{trouble}: {:?}\n{}", shop.checkout().field(path), shop.checkout().text()));
}

/// Fields of the page's own, outside of any form, as browsers see the fields of the review.
const OF_THE_PAGE: &str = "<input id=own-first autocomplete='shipping given-name'>
    <input id=own-last autocomplete='shipping family-name'><input id=own-city autocomplete='shipping address-level2'>";

#[test]
fn the_browsers_autofill_fills_an_address_of_the_review_and_it_is_ordered() {
    let story = Story::of_a_guest().in_a_shop(json!({"payer": "empty"}));
    story.on_a_page(|page| page.put_before(OF_THE_PAGE)).tell(|shop| {
        shop.to_the_review(WALLET);
        let checkout = shop.checkout();
        fill_from(shop, "shippingAddress.address1");
        let filled = [
            ("address1", "Torstraße"),
            ("address2", "99"),
            ("zipCode", "10119"),
            ("city", "Berlin"),
            ("iso2Code", "DE"),
        ];
        for (field, value) in filled {
            wait_for_field(shop, &format!("shippingAddress.{field}"), value);
        }
        // Nothing of the page is filled. The parcel goes to the buyer, whose name is known.
        let own = "return ['own-first', 'own-last', 'own-city'].map((id) => document.getElementById(id).value)";
        assert_eq!(shop.run(own, &[]), json!(["", "", ""]));
        assert_eq!(checkout.field("shippingAddress.firstName").as_deref(), Some("Ada"));
        // The bill goes elsewhere.
        checkout.click("[data-same]");
        for field in ["address1", "address2", "zipCode", "city"] {
            checkout.fill(&format!("billingAddress.{field}"), "");
        }
        fill_from(shop, "billingAddress.address1");
        wait_for_field(shop, "billingAddress.city", "Berlin");
        assert_eq!(checkout.missing(), Vec::<String>::new());
        let events = shop.events();
        let changes = events.of("ec-address-change");
        let told = |path: &str| changes.iter().any(|detail| detail["path"] == path);
        assert!(
            told("shippingAddress.city") && told("billingAddress.city"),
            "what is filled counts as typed: {changes:?}"
        );
        shop.order();
        let sent = shop.order_sent();
        for part in ["shippingAddress", "billingAddress"] {
            let address = ["firstName", "address1", "address2", "zipCode", "city"].map(|name| sent[part][name].clone());
            assert_eq!(json!(address), json!(["Ada", "Torstraße", "99", "10119", "Berlin"]), "{sent}");
        }
    });
}

#[test]
fn what_the_browser_filled_is_not_replaced_by_the_next_provider() {
    let story = Story::of_a_guest().in_a_shop(json!({"payer": "empty"}));
    story.tell(|shop| {
        shop.to_the_review(WALLET);
        fill_from(shop, "shippingAddress.address1");
        wait_for_field(shop, "shippingAddress.city", "Berlin");
        shop.checkout().cancel();
        shop.set(json!({"payer": "ada"}));
        shop.to_the_review(WALLET);
        assert_eq!(shop.checkout().field("shippingAddress.address1").as_deref(), Some("Torstraße"));
        assert_eq!(shop.checkout().field("shippingAddress.zipCode").as_deref(), Some("10119"));
    });
}

#[test]
fn enter_in_a_field_of_the_review_sends_no_form() {
    let story = Story::of_a_guest().on_a_page(|page| {
        page.put_script(
            "for (const type of ['submit', 'formdata']) addEventListener(type, () => { window.sent = type; }, true)",
        );
    });
    story.tell(|shop| {
        shop.to_the_review(WALLET);
        let checkout = shop.checkout();
        checkout.settle();
        let submits = "window.inside = 0; root.addEventListener('submit', () => { window.inside += 1; }, true)";
        checkout.inside(submits);
        let before = shop.posts("checkout-data").len();
        for field in ["shippingAddress.firstName", "shippingAddress.city", "customer.email"] {
            checkout.press_in(&format!("[data-path='{field}']"), &[ENTER]);
        }
        assert_eq!(shop.run("return [window.sent ?? null, window.inside]", &[]), json!([null, 0]));
        assert_eq!((checkout.state().as_str(), shop.posts("checkout").len()), ("review", 0));
        assert_eq!(shop.posts("checkout-data").len(), before);
        shop.order();
    });
}

/// Saves an address in Firefox, which fills addresses in some regions only.
const SAVE_IN_FIREFOX: &str = r#"
    Services.prefs.setStringPref("extensions.formautofill.addresses.supported", "on");
    Services.prefs.setBoolPref("extensions.formautofill.addresses.enabled", true);
    const { formAutofillStorage } = ChromeUtils.importESModule("resource://autofill/FormAutofillStorage.sys.mjs");
    return formAutofillStorage.initialize().then(() => formAutofillStorage.addresses.add({
        "given-name": "Grace", "family-name": "Hopper", "street-address": "Torstraße 99", "postal-code": "10119",
        "address-level2": "Berlin", country: "DE",
    })).then(() => true)"#;

/// The state of Firefox's list of suggestions, and the number of the marked one.
const LIST_OF_FIREFOX: &str = "const list = document.getElementById('PopupAutoComplete');
    return list ? [list.state, list.selectedIndex] : null";

#[test]
#[cfg_attr(not(feature = "firefox"), ignore = "without Firefox")]
fn firefox_fills_an_address_of_the_review_from_its_list() {
    let story = Story::of_a_guest().in_engine(Engine::Firefox).in_a_shop(json!({"payer": "empty"}));
    story.on_a_page(|page| page.put_before(OF_THE_PAGE)).before_the_page_opens().tell(|shop| {
        let browser = &shop.browser;
        assert_eq!(browser.run_as_browser(SAVE_IN_FIREFOX).unwrap(), json!(true));
        shop.enter();
        shop.to_the_review(WALLET);
        let checkout = shop.checkout();
        checkout.click("[data-path='shippingAddress.address1']");
        // Each press opens the list, or marks its next suggestion.
        for wanted in [json!(["open", -1]), json!(["open", 0])] {
            let shown = || {
                let is_shown = browser.run_as_browser(LIST_OF_FIREFOX)? == wanted;
                if !is_shown {
                    keyboard::press(browser, &[DOWN])?;
                }
                Ok(is_shown.then_some(()))
            };
            until("Firefox's list", PATIENCE, shown).unwrap();
        }
        keyboard::press(browser, &[ENTER]).unwrap();
        for (path, value) in [
            ("shippingAddress.address1", "Torstraße 99"),
            ("shippingAddress.zipCode", "10119"),
            ("shippingAddress.city", "Berlin"),
            ("shippingAddress.iso2Code", "DE"),
        ] {
            wait_for_field(shop, path, value);
        }
        // The parcel goes to the buyer, whose name is known.
        assert_eq!(checkout.field("shippingAddress.firstName").as_deref(), Some("Ada"));
        let events = shop.events();
        assert!(events.of("ec-address-change").iter().any(|detail| detail["path"] == "shippingAddress.city"));
        let own = "return ['own-first', 'own-last', 'own-city'].map((id) => document.getElementById(id).value)";
        assert_eq!(shop.run(own, &[]), json!(["", "", ""]));
    });
}
