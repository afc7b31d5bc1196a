//! The review's address forms: as the country writes addresses, and without taking anything from the shopper.

use e2e::checkout::WALLET;
use e2e::{Checkout, Shop, Story, Window, keyboard};
use serde_json::{Value, json};

fn to_the_review(shop: &Shop) {
    shop.checkout().pay_with(WALLET);
    Window::opened(shop).approve();
    shop.checkout().wait_for("review").settle();
}

/// The delivery address from its street to its country, as it is read.
fn order(checkout: &Checkout<'_>) -> String {
    let script = "const fields = Array.from(root.querySelectorAll('[data-path^=shipping]'), (node) => node.dataset.path.slice(16));
        return fields.filter((name) => /address[12]|zipCode|city|state|iso2/.test(name)).join(' ')";
    checkout.inside(script).as_str().unwrap_or_default().to_owned()
}

/// Everything in the form of the delivery address: what stands in each field, by which tokens browsers fill it, and what is said about it.
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
fn the_form_reads_as_the_country_writes() {
    Story::of_a_guest().in_a_shop(json!({"payer": "inline"})).tell(|shop| {
        to_the_review(shop);
        let checkout = shop.checkout();
        assert_eq!(order(&checkout), "address1 address2 zipCode city state iso2Code");
        let before = everything(&checkout);
        let said = before["shippingAddress.address2"][2].as_str().unwrap_or_default().to_owned();
        assert!(said.contains("Split from one line"), "{said}");
        for (country, wanted) in [
            ("US", "address2 address1 city state zipCode iso2Code"),
            ("JP", "zipCode state city address1 address2 iso2Code"),
            ("HK", "city address1 address2 state zipCode iso2Code"),
            ("DE", "address1 address2 zipCode city state iso2Code"),
        ] {
            checkout.fill("shippingAddress.iso2Code", country);
            assert_eq!(order(&checkout), wanted, "{country}");
            assert_eq!(focused(&checkout), "shippingAddress.iso2Code", "{country}");
            let mut wanted = before.clone();
            let now = everything(&checkout);
            wanted["shippingAddress.iso2Code"] = now["shippingAddress.iso2Code"].clone();
            assert_eq!(now, wanted, "{country} changes nothing but the order");
        }
    });
}

#[test]
fn who_is_typing_is_not_interrupted_by_another_country() {
    Story::of_a_guest().tell(|shop| {
        to_the_review(shop);
        let checkout = shop.checkout();
        for field in ["city", "zipCode", "address2", "state"] {
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

#[test]
fn no_field_leaves_the_form_in_any_country_on_any_screen() {
    Story::of_a_guest().tell(|shop| {
        to_the_review(shop);
        let checkout = shop.checkout();
        for width in ["300px", "480px", "720px"] {
            for country in ["DE", "US", "JP", "HU"] {
                checkout.inside(&format!("host.style.display = 'block'; host.style.width = '{width}'"));
                checkout.fill("shippingAddress.iso2Code", country);
                let script = "const card = root.querySelector('[part~=review]').getBoundingClientRect();
                    const boxes = Array.from(root.querySelectorAll('.field'), (node) => [node.querySelector('label').innerText, node.getBoundingClientRect()]);
                    return boxes.filter(([, box]) => box.left < card.left || box.right > card.right || box.width < 100).map(([label]) => label)";
                assert_eq!(checkout.inside(script), json!([]), "{country} in {width}");
            }
        }
    });
}
