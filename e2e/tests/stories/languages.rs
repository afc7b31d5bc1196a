//! Stories about the shopper's language: its file comes, or it comes late.

use e2e::checkout::WALLET;
use e2e::found::shipped;
use e2e::site::Flaw;
use e2e::until::{PATIENCE, until};
use e2e::{Engine, Shop, Story};
use serde_json::json;

fn story() -> Story {
    Story::of_a_guest().in_engine(Engine::Chromium).with("methods", WALLET)
}

/// The language and the direction of what is inside the element.
fn marks(shop: &Shop) -> serde_json::Value {
    shop.checkout().inside("const node = root.querySelector('.ec-root'); return [node.lang, node.dir]")
}

#[test]
fn the_texts_are_those_of_the_wanted_language() {
    story().with("locale", "fr-FR").tell(|shop| {
        shop.checkout().wait_for("ready");
        assert_eq!(shop.checkout().ways_on(), ["Passer la commande avec Wallet Redirect"]);
        assert_eq!(marks(shop), json!(["fr-FR", "ltr"]));
    });
}

#[test]
fn without_its_file_the_texts_are_english_and_marked_so_until_the_file_comes() {
    story().with("locale", "sv").before_the_page_opens().tell(|shop| {
        shop.site.spoil(&shipped("text-sv.txt"), Flaw::Held);
        shop.enter();
        shop.checkout().wait_for("ready");
        assert_eq!(shop.checkout().ways_on(), ["Check out with Wallet Redirect"]);
        assert_eq!(marks(shop), json!(["en", "ltr"]));
        shop.site.mend(&shipped("text-sv.txt"));
        let swedish = || Ok((shop.checkout().ways_on() == ["Till kassan med Wallet Redirect"]).then_some(()));
        until("the Swedish texts", PATIENCE, swedish).unwrap();
        assert_eq!(marks(shop), json!(["sv", "ltr"]));
    });
}

#[test]
fn a_long_confirmation_counts_the_further_items_in_the_plural_of_the_language() {
    let bulk = |number: usize| json!({"sku": format!("bulk_{number}"), "quantity": 1, "price": 100});
    let items: Vec<_> = (1..=8).map(bulk).collect();
    for (locale, further) in [("en", "3 more"), ("pl", "jeszcze 3")] {
        story().with("locale", locale).with_cart(json!({"items": items})).tell(|shop| {
            shop.to_the_review(WALLET);
            shop.order();
            let last = shop.checkout().inside("return root.querySelector('.thanks li:last-child').innerText");
            assert_eq!(last, json!(further));
        });
    }
}

#[test]
fn another_language_and_addresses_of_the_page_do_not_disturb_what_is_being_typed() {
    story().tell(|shop| {
        shop.to_the_review(WALLET);
        let checkout = shop.checkout();
        checkout.fill("shippingAddress.city", "Pots");
        let compose = json!({"text": "だ", "selectionStart": 1, "selectionEnd": 1});
        shop.browser.devtools("Input.imeSetComposition", compose).unwrap();
        let page = "const element = document.getElementById('checkout');
            element.addresses = { shippingAddress: { city: 'Ulm', address3: 'Hinterhaus' } };
            element.locale = 'de-DE'";
        shop.run(page, &[]);
        checkout.wait_for_text("Lieferadresse");
        let city = "const field = root.activeElement; return [field?.dataset.path ?? null, field?.value ?? null]";
        assert_eq!(checkout.inside(city), json!(["shippingAddress.city", "Potsだ"]));
        shop.browser.devtools("Input.insertText", json!({"text": "dam"})).unwrap();
        assert_eq!(checkout.inside(city), json!(["shippingAddress.city", "Potsdam"]), "the composition went on");
        shop.order();
        assert_eq!(shop.order_sent()["shippingAddress"]["city"], "Potsdam");
        assert_eq!(shop.order_sent()["shippingAddress"]["address3"], "Hinterhaus");
    });
}

#[test]
fn in_arabic_an_address_keeps_the_order_of_its_country_and_a_field_the_direction_of_its_text() {
    story().with("locale", "ar").tell(|shop| {
        shop.to_the_review(WALLET);
        let checkout = shop.checkout();
        // The letters of a line from left to right, and whether the line ends at the right edge.
        let line = "const line = [...root.querySelectorAll('.short p')].find((node) => node.innerText.includes('Berlin'));
            const text = document.createTreeWalker(line, NodeFilter.SHOW_TEXT).nextNode();
            const at = (index) => {
                const range = document.createRange();
                range.setStart(text, index);
                range.setEnd(text, index + 1);
                return range.getBoundingClientRect();
            };
            const letters = Array.from(text.data, (letter, index) => ({ letter, box: at(index) }));
            const shown = letters.toSorted((one, other) => one.box.left - other.box.left).map(({ letter }) => letter).join('');
            return [shown, Math.abs(letters.at(-1).box.right - line.getBoundingClientRect().right) < 2]";
        assert_eq!(checkout.inside(line), json!(["10178 Berlin", true]));
        checkout.fill("shippingAddress.zipCode", "10179");
        let field = |path: &str| {
            checkout.inside(&format!(
                "const {{ direction, textAlign }} = getComputedStyle(root.querySelector(\"[data-path='{path}']\"));
                return [direction, textAlign]"
            ))
        };
        for path in ["shippingAddress.zipCode", "shippingAddress.phone", "shippingAddress.city"] {
            assert_eq!(field(path), json!(["ltr", "right"]), "{path}");
        }
        checkout.fill("shippingAddress.city", "القاهرة");
        assert_eq!(field("shippingAddress.city"), json!(["rtl", "right"]));
    });
}

#[test]
fn the_family_name_is_first_where_the_parcel_goes_to_hungary() {
    story().tell(|shop| {
        shop.to_the_review(WALLET);
        let checkout = shop.checkout();
        let names = "return [...root.querySelectorAll(\"[data-path^='shippingAddress.'][data-path$='Name']\")]
            .map((field) => field.dataset.path.split('.')[1])";
        checkout.choose("shippingAddress.iso2Code", "Hungary");
        assert_eq!(checkout.inside(names), json!(["lastName", "firstName"]));
        shop.order();
        assert_eq!(shop.order_sent()["shippingAddress"]["lastName"], "Payer");
        checkout.wait_for_text("Payer Ada");
    });
}
