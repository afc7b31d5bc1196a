//! Stories about the page's form, in plain HTML and in the usual frameworks: filled values reach the page's state and survive a
//! render.

use e2e::bundle::bundle;
use e2e::checkout::WALLET;
use e2e::{Shop, Story, Window};
use serde_json::{Value, json};

/// Three implementations of the same form.
const PAGES: [&str; 3] = ["plain.js", "react.jsx", "vue.js"];

fn with_the_form_of(page: &str) -> Story {
    let script = bundle(page).unwrap();
    Story::of_a_guest().with("finish", "prefill").with("form", "address").on_a_page(|page| {
        page.put_before("<div id=\"app\"></div>");
        page.put_script(&script);
    })
}

/// The values in the form.
fn shown(shop: &Shop) -> Value {
    shop.run(
        "return Object.fromEntries(Array.from(document.querySelectorAll('#address [id]'), (field) => [field.id, field.value]))",
        &[],
    )
}

/// The values in the page's state.
fn known(shop: &Shop) -> Value {
    shop.run("return { ...window.known }", &[])
}

/// Makes the page render its form again from its state.
#[track_caller]
fn draw_again(shop: &Shop) {
    let again = shop.browser.find("#again").unwrap().unwrap();
    shop.browser.click(&again).unwrap();
}

#[track_caller]
fn type_into(shop: &Shop, id: &str, text: &str) {
    let field = shop.browser.find(&format!("#{id}")).unwrap().unwrap();
    shop.browser.write(&field, text).unwrap();
}

#[track_caller]
fn approve(shop: &Shop) {
    shop.checkout().pay_with(WALLET);
    Window::opened(shop).approve();
    shop.checkout().wait_for_text("Nothing is ordered");
}

fn of_ada() -> Value {
    json!({
        "mail": "ada.payer@example.com", "first": "Ada", "street": "Linienstraße", "number": "12", "zip": "10178",
        "city": "Berlin", "country": "DE", "bill": "Linienstraße 12", "town": "Berlin", "land": "60", "note": "ring twice",
    })
}

#[test]
fn filled_values_reach_the_pages_state_and_survive_a_render() {
    for page in PAGES {
        with_the_form_of(page).tell(|shop| {
            approve(shop);
            assert_eq!(shown(shop), of_ada(), "{page}");
            assert_eq!(known(shop), of_ada(), "{page}");
            draw_again(shop);
            assert_eq!(shown(shop), of_ada(), "{page} after another render");
        });
    }
}

#[test]
fn shipping_and_billing_fields_are_distinguished() {
    let bill = json!({"billingAddress": {"address1": "Amtsgasse", "address2": "3", "city": "Wien", "iso2Code": "AT"}});
    for page in PAGES {
        with_the_form_of(page).tell(|shop| {
            shop.checkout().wait_for("ready");
            shop.run("document.getElementById('checkout').addresses = arguments[0]", std::slice::from_ref(&bill));
            approve(shop);
            draw_again(shop);
            let mut wanted = of_ada();
            wanted["bill"] = json!("Amtsgasse 3");
            wanted["town"] = json!("Wien");
            wanted["land"] = json!("14");
            assert_eq!(shown(shop), wanted, "{page}");
            assert_eq!(known(shop), wanted, "{page}");
        });
    }
}

#[test]
fn typed_values_stay_and_undo_removes_only_filled_values() {
    for page in PAGES {
        with_the_form_of(page).tell(|shop| {
            type_into(shop, "city", "Potsdam");
            let before = shown(shop);
            approve(shop);
            let mut wanted = of_ada();
            wanted["city"] = json!("Potsdam");
            assert_eq!(shown(shop), wanted, "{page}");
            type_into(shop, "number", "a");
            shop.checkout().click("[data-ec=undo]");
            draw_again(shop);
            let mut wanted = before;
            wanted["number"] = json!("12a");
            assert_eq!(shown(shop), wanted, "{page}");
            assert_eq!(known(shop), wanted, "{page}");
        });
    }
}

#[test]
fn each_filled_field_gets_the_events_of_typing_and_others_get_none() {
    with_the_form_of("plain.js").tell(|shop| {
        approve(shop);
        let heard = shop.run("return window.heard", &[]);
        let filled = of_ada();
        for field in filled.as_object().unwrap().keys().filter(|field| *field != "note") {
            assert_eq!(heard[field], json!(["input", "change"]), "{field}");
        }
        assert_eq!(heard["note"], Value::Null);
    });
}

#[test]
fn a_select_is_matched_by_code_by_name_and_in_the_pages_language() {
    let form = r#"<form id="address" lang="pl">
        <select id="code" autocomplete="country"><option value="">-<option value="us">1<option value="ca">2</select>
        <select id="three" autocomplete="country"><option value="">-<option value="CAN">a<option value="USA">b</select>
        <select id="polish" autocomplete="country"><option value="1">Kanada<option value="2">Stany Zjednoczone</select>
        <select id="none" autocomplete="country"><option value="AT">Austria<option value="DE">Germany</select>
        <input id="name" autocomplete="country-name"><input id="letters" autocomplete="country">
        <select id="state" autocomplete="address-level1"><option value="">-<option value="5">Alaska<option value="9">California</select>
        <select id="iso" autocomplete="address-level1"><option value="">-<option value="US-AK">A<option value="US-CA">C</select>
    </form>"#;
    let story = Story::of_a_guest().with("finish", "prefill").with("form", "address");
    let story = story.in_a_shop(json!({"payer": "state", "dialect": "platform"}));
    story.on_a_page(|page| page.put_before(form)).tell(|shop| {
        approve(shop);
        let wanted = json!({
            "code": "us", "three": "USA", "polish": "2", "none": "AT", "name": "Stany Zjednoczone", "letters": "US",
            "state": "9", "iso": "US-CA",
        });
        assert_eq!(shown(shop), wanted);
    });
}

#[test]
fn each_kind_of_field_is_filled() {
    let form = r#"<form id="address">
        <input id="street" autocomplete="section-home shipping street-address">
        <textarea id="text" autocomplete="section-home shipping street-address"></textarea>
        <input id="other" autocomplete="section-gift shipping street-address">
        <input id="tel" autocomplete="tel"><input id="short" autocomplete="tel" maxlength="11">
        <select id="code" autocomplete="tel-country-code"><option value="">-<option>+43<option>+49</select>
        <input id="national" autocomplete="tel-national"><input id="extension" autocomplete="tel-extension">
        <input id="read" autocomplete="shipping postal-code" readonly>
        <fieldset disabled><input id="off" autocomplete="shipping postal-code"></fieldset>
        <input id="hidden" type="hidden" autocomplete="shipping postal-code">
        <input id="narrow" autocomplete="shipping address-level2" maxlength="4">
        <input id="wide" autocomplete="shipping address-level2" maxlength="6">
    </form>"#;
    let story = Story::of_a_guest().with("finish", "prefill").with("form", "address");
    story.on_a_page(|page| page.put_before(form)).tell(|shop| {
        let before = shown(shop);
        shop.checkout().wait_for("ready");
        let line = json!({"shippingAddress": {"address3": "Hinterhaus"}});
        shop.run("document.getElementById('checkout').addresses = arguments[0]", &[line]);
        approve(shop);
        let wanted = json!({
            "street": "Linienstraße 12, Hinterhaus", "text": "Linienstraße 12\nHinterhaus", "other": "",
            "tel": "+491705550142", "short": "01705550142", "code": "+49", "national": "1705550142", "extension": "",
            "read": "", "off": "", "hidden": "", "narrow": "", "wide": "Berlin",
        });
        assert_eq!(shown(shop), wanted);
        shop.checkout().click("[data-ec=undo]");
        assert_eq!(shown(shop), before, "after the undo");
    });
}
