//! Stories about keys: what the shopper types in the element does not reach the page's shortcuts. The page sees the element as the
//! target of each key, so it cannot tell a field from anything else.

use e2e::checkout::WALLET;
use e2e::keyboard::{self, ENTER, SPACE, TAB};
use e2e::until::{PATIENCE, until};
use e2e::{Shop, Story, Window};
use serde_json::{Value, json};

const ESCAPE: &str = "\u{e00c}";
const CONTROL: &str = "\u{e009}";

/// Shortcuts as pages have them: for all keys outside of fields and buttons. `/` goes to the search field, and no key has its usual
/// effect.
const SHORTCUTS: &str = "window.keys = [];
    for (const type of ['keydown', 'keypress', 'keyup']) {
        document.addEventListener(type, (event) => {
            if (/^(INPUT|SELECT|TEXTAREA|BUTTON|A)$/.test(event.target.tagName)) return;
            window.keys.push(`${type} ${event.key}`);
            if (event.key === '/') document.getElementById('search').focus();
            if (event.key !== 'Tab' && !event.ctrlKey) event.preventDefault();
        });
    }";

fn with_shortcuts() -> Story {
    Story::of_a_guest().with("methods", WALLET).on_a_page(|page| {
        page.put_before("<input id=\"search\">");
        page.put_inside("<label slot=\"consent\"><input id=\"voucher\"></label>");
        page.put_script(SHORTCUTS);
    })
}

fn heard(shop: &Shop) -> Value {
    shop.run("return window.keys.splice(0)", &[])
}

#[test]
fn what_is_typed_in_a_field_stays_in_the_field() {
    with_shortcuts().tell(|shop| {
        shop.to_the_review(WALLET);
        let checkout = shop.checkout();
        heard(shop);
        checkout.fill("shippingAddress.address2", "3/2/14");
        assert_eq!(checkout.field("shippingAddress.address2").as_deref(), Some("3/2/14"));
        assert_eq!(shop.run("return document.getElementById('search').value", &[]), json!(""));
        checkout.fill("shippingAddress.city", "Halle / Saale ?");
        checkout.choose("shippingAddress.iso2Code", "Austria");
        checkout.press_in("[data-shipment='0']", &[keyboard::DOWN]);
        let keys = heard(shop);
        let keys: Vec<&str> = keys.as_array().unwrap().iter().filter_map(Value::as_str).collect();
        // The driver selects the old text with Ctrl+A, and a page may have shortcuts with Ctrl.
        let plain = |key: &&&str| !["keydown a", "keydown Control", "keyup Control", "keyup a"].contains(*key);
        assert_eq!(keys.iter().filter(plain).count(), 0, "{keys:?}");
    });
}

#[test]
fn escape_tab_and_shortcuts_with_control_reach_the_page() {
    with_shortcuts().tell(|shop| {
        shop.to_the_review(WALLET);
        heard(shop);
        shop.checkout().press_in("[data-path='shippingAddress.city']", &[ESCAPE]);
        assert_eq!(heard(shop), json!(["keydown Escape", "keyup Escape"]));
        let key = |kind: &str, value: &str| json!({"type": kind, "value": value});
        let keys = [key("keyDown", CONTROL), key("keyDown", "k"), key("keyUp", "k"), key("keyUp", CONTROL)];
        shop.browser.act(json!([{"type": "key", "id": "keyboard", "actions": keys}])).unwrap();
        assert!(heard(shop).to_string().contains("keydown k"));
        shop.checkout().press_in("[data-path='shippingAddress.city']", &[TAB]);
        assert!(heard(shop).to_string().contains("keydown Tab"));
    });
}

#[test]
fn the_keys_of_an_input_method_stay_in_the_field() {
    with_shortcuts().tell(|shop| {
        shop.to_the_review(WALLET);
        heard(shop);
        shop.checkout().reveal("[data-path='shippingAddress.city']");
        let script = "const field = root.querySelector('[data-path=\"shippingAddress.city\"]');
            for (const key of ['Process', 'Escape', 'Enter', 'Tab', '/']) {
                for (const type of ['keydown', 'keyup']) {
                    field.dispatchEvent(new KeyboardEvent(type, { key, isComposing: true, bubbles: true, composed: true }));
                }
            }
            const altGr = { key: '@', ctrlKey: true, altKey: true, bubbles: true, composed: true };
            field.dispatchEvent(new KeyboardEvent('keydown', altGr));";
        shop.checkout().inside(script);
        assert_eq!(heard(shop), json!([]));
    });
}

#[test]
fn enter_and_space_press_our_buttons_and_nothing_else() {
    for key in [ENTER, SPACE] {
        with_shortcuts().tell(|shop| {
            shop.checkout().wait_for("ready");
            shop.checkout().wallet_button();
            shop.checkout().press_in(&format!("[data-key='{WALLET}']"), &["x", key]);
            assert_eq!(heard(shop), json!(["keydown x", "keyup x"]));
            Window::opened(shop).approve();
            shop.checkout().wait_for("review").settle();
            shop.checkout().press_in("[part~=place]", &[key]);
            shop.checkout().wait_for("placed");
            shop.expect_one_order();
            assert_eq!(heard(shop), json!([]));
        });
    }
}

#[test]
fn keys_in_the_pages_own_nodes_in_slots_reach_the_page() {
    let listens = "window.own = []; document.addEventListener('keydown', ({ target, key }) => window.own.push(`${target.id} ${key}`));";
    with_shortcuts().on_a_page(|page| page.put_script(listens)).tell(|shop| {
        shop.to_the_review(WALLET);
        let field = until("the page's own field", PATIENCE, || shop.browser.find("#voucher")).unwrap();
        shop.browser.click(&field).unwrap();
        keyboard::press(&shop.browser, &["7", ENTER]).unwrap();
        assert_eq!(shop.run("return window.own", &[]), json!(["voucher 7", "voucher Enter"]));
    });
}
