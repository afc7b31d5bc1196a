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
