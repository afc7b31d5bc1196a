//! Stories about the address forms in the review: the layout of each country, typed values, and saved addresses.

use e2e::checkout::WALLET;
use e2e::{Checkout, Story, keyboard};
use serde_json::{Value, json};

/// The names of the delivery address's fields in their visible order, from the street to the country.
fn order(checkout: &Checkout<'_>) -> String {
    let script = "const fields = Array.from(root.querySelectorAll('[data-path^=shipping]'), (node) => node.dataset.path.slice(16));
        return fields.filter((name) => /address[12]|zipCode|city|state|iso2/.test(name)).join(' ')";
    checkout.inside(script).as_str().unwrap_or_default().to_owned()
}

/// The form of the delivery address: the value, the autocomplete token and the note of each field.
fn everything(checkout: &Checkout<'_>) -> Value {
    checkout.inside(
        "return Object.fromEntries(Array.from(root.querySelectorAll('[data-path^=shipping]'), (node) => [node.dataset.path,
            [node.value, node.autocomplete, node.parentElement.querySelector('.note')?.innerText]]))",
    )
}

fn focused(checkout: &Checkout<'_>) -> Value {
    checkout.inside("return root.activeElement?.dataset.path ?? null")
}

#[test]
fn the_form_has_the_order_of_the_country() {
    Story::of_a_guest().in_a_shop(json!({"payer": "inline"})).tell(|shop| {
        shop.to_the_review(WALLET);
        let checkout = shop.checkout();
        assert_eq!(order(&checkout), "iso2Code address1 address2 zipCode city");
        let before = everything(&checkout);
        let said = before["shippingAddress.address2"][2].as_str().unwrap_or_default().to_owned();
        assert!(said.contains("Split from one line"), "{said}");
        for (country, wanted) in [
            ("United States", "iso2Code address2 address1 city state zipCode"),
            ("Japan", "iso2Code zipCode state city address1 address2"),
            ("Hong Kong", "iso2Code state city address1 address2 zipCode"),
            ("Germany", "iso2Code address1 address2 zipCode city"),
        ] {
            checkout.choose("shippingAddress.iso2Code", country);
            assert_eq!(order(&checkout), wanted, "{country}");
            assert_eq!(focused(&checkout), "shippingAddress.iso2Code", "{country}");
            let mut wanted = before.clone();
            let mut now = everything(&checkout);
            // An empty field that the country has no use for is not there.
            for fields in [&mut wanted, &mut now] {
                fields.as_object_mut().unwrap().remove("shippingAddress.state");
            }
            wanted["shippingAddress.iso2Code"] = now["shippingAddress.iso2Code"].clone();
            // The note about the postcode depends on the country.
            wanted["shippingAddress.zipCode"][2] = now["shippingAddress.zipCode"][2].clone();
            assert_eq!(now, wanted, "{country} changes only the order");
        }
    });
}

#[test]
fn a_change_of_the_country_does_not_interrupt_typing() {
    Story::of_a_guest().tell(|shop| {
        shop.to_the_review(WALLET);
        let checkout = shop.checkout();
        for field in ["city", "zipCode", "address2"] {
            let path = format!("shippingAddress.{field}");
            checkout.fill(&path, "12");
            for country in ["JP", "US", "HU", "DE"] {
                let set =
                    "document.getElementById('checkout').addresses = { shippingAddress: { iso2Code: arguments[0] } }";
                shop.run(set, &[json!(country)]);
                assert_eq!(focused(&checkout), json!(path), "{country}");
                keyboard::press(&shop.browser, &["3"]).unwrap();
            }
            assert_eq!(checkout.field(&path).as_deref(), Some("123333"));
        }
    });
}

/// The labels of the fields that are outside the form or too narrow to read, in a page of this width.
fn misplaced(checkout: &Checkout<'_>, width: &str) -> Value {
    checkout.inside(&format!(
        "host.style.display = 'block'; host.style.width = '{width}';
        const card = root.querySelector('[part~=review]').getBoundingClientRect();
        const boxes = Array.from(root.querySelectorAll('.field, .field > *'), (node) => [node.innerText, node.getBoundingClientRect()]);
        const wrong = ([, box]) => box.left < card.left || box.right > card.right;
        const narrow = Array.from(root.querySelectorAll('.field')).filter((node) => node.checkVisibility() && node.offsetWidth < 100);
        return [...boxes.filter(wrong).map(([text]) => text.slice(0, 80)), ...narrow.map((node) => node.innerText)]"
    ))
}

const WIDTHS: [&str; 3] = ["300px", "480px", "720px"];

#[test]
fn every_field_fits_into_the_form_in_every_country_and_width() {
    Story::of_a_customer().tell(|shop| {
        shop.to_the_review(WALLET);
        let checkout = shop.checkout();
        for country in ["Germany", "United States", "Japan", "Hungary"] {
            checkout.choose("shippingAddress.iso2Code", country);
            for width in WIDTHS {
                assert_eq!(misplaced(&checkout, width), json!([]), "{country} in {width}");
            }
        }
    });
}

#[test]
fn very_long_values_and_markup_are_shown_as_text_inside_the_form() {
    let hostile = ["<img src=x onerror=alert(1)><script>alert(2)</script><b>", &"W".repeat(10_000)].concat();
    Story::of_a_guest().tell(|shop| {
        shop.checkout().wait_for("ready");
        let set = "const names = ['salutation', 'firstName', 'lastName', 'email', 'phone', 'company', 'address1', 'address2',
                'address3', 'zipCode', 'city', 'state', 'iso2Code'];
            const all = Object.fromEntries(names.map((name) => [name, arguments[0]]));
            const other = { ...all, company: `${arguments[0]}!` };
            document.getElementById('checkout').addresses = { customer: all, billingAddress: other, shippingAddress: all }";
        shop.run(set, &[json!(hostile)]);
        shop.to_the_review(WALLET);
        let checkout = shop.checkout();
        for part in ["shippingAddress", "billingAddress"] {
            for field in ["salutation", "firstName", "address1", "zipCode", "city", "iso2Code"] {
                let shown = checkout.field(&format!("{part}.{field}")).unwrap_or_default();
                assert!(shown == hostile, "{part}.{field} has {} letters", shown.len());
            }
        }
        for width in WIDTHS {
            assert_eq!(misplaced(&checkout, width), json!([]), "{width}");
        }
        assert_eq!(checkout.inside("return root.querySelectorAll('img, script, b').length"), json!(0));
        checkout.place();
        checkout.wait_for_text("your attention");
        assert_eq!(shop.posts("checkout").len(), 0, "the values are too long for the shop");
    });
}

/// The values of an address in one line.
fn address(checkout: &Checkout<'_>, part: &str) -> String {
    let field = |name: &str| checkout.field(&format!("{part}Address.{name}")).unwrap_or_default();
    ["firstName", "address1", "address2", "zipCode", "city", "company"].map(field).join("|")
}

/// Chooses the only saved address.
#[track_caller]
fn choose_saved(checkout: &Checkout<'_>, part: &str) {
    checkout.press_in(&format!("[data-saved={part}Address]"), &[keyboard::DOWN]);
}

/// Chooses the option for an address that is not saved.
#[track_caller]
fn choose_another(checkout: &Checkout<'_>, part: &str) {
    checkout.press_in(&format!("[data-saved={part}Address]"), &[keyboard::UP]);
}

const SAVED: &str = "Sonia|Kirchstraße|7|10557|Berlin|";
const OF_ADA: &str = "Ada|Linienstraße|12|10178|Berlin|";

#[test]
fn a_customer_can_choose_a_saved_address() {
    Story::of_a_customer().tell(|shop| {
        shop.to_the_review(WALLET);
        let checkout = shop.checkout();
        assert_eq!(address(&checkout, "shipping"), OF_ADA, "no saved address is chosen yet");
        choose_saved(&checkout, "shipping");
        assert_eq!(address(&checkout, "shipping"), SAVED);
        assert_eq!(address(&checkout, "billing"), OF_ADA, "the billing address stays");
        shop.order();
        let body = shop.posts("checkout")[0].body.clone().unwrap_or_default();
        let body: Value = serde_json::from_str(&body).unwrap();
        let sent = &body["data"]["attributes"];
        assert_eq!(sent["shippingAddress"]["address1"], "Kirchstraße");
        assert_eq!(sent["billingAddress"]["address1"], "Linienstraße");
        let changed = shop.events();
        let changed: Vec<_> = changed.of("ec-address-change").iter().map(|told| told["path"].clone()).collect();
        assert!(changed.contains(&json!("shippingAddress.zipCode")), "{changed:?}");
    });
}

#[test]
fn the_typed_address_is_restored_after_a_saved_one() {
    Story::of_a_customer().tell(|shop| {
        shop.to_the_review(WALLET);
        let checkout = shop.checkout();
        checkout.fill("shippingAddress.city", "Potsdam");
        checkout.fill("shippingAddress.company", "Payer & Sons");
        let typed = address(&checkout, "shipping");
        choose_saved(&checkout, "shipping");
        assert_eq!(address(&checkout, "shipping"), SAVED, "no line of the other address");
        choose_another(&checkout, "shipping");
        assert_eq!(address(&checkout, "shipping"), typed);
        choose_saved(&checkout, "shipping");
        checkout.fill("shippingAddress.company", "Wagner");
        let says = "return root.querySelector('[data-saved=shippingAddress]').selectedOptions[0].text";
        assert_eq!(checkout.inside(says), "Enter another address", "an edited address is not the saved one");
        choose_saved(&checkout, "billing");
        assert_eq!(address(&checkout, "billing"), SAVED);
        assert_eq!(address(&checkout, "shipping"), format!("{SAVED}Wagner"));
    });
}

#[test]
fn a_guest_has_no_saved_addresses_to_choose_from() {
    Story::of_a_guest().tell(|shop| {
        shop.to_the_review(WALLET);
        assert_eq!(shop.checkout().inside("return root.querySelector('[data-saved]')"), Value::Null);
    });
}
