//! Stories about decisions of the page: how far the element goes, what it fills in, and whether it may start or order.

use e2e::checkout::{PAYPAL, WALLET};
use e2e::page::Page;
use e2e::until::{PATIENCE, until};
use e2e::{Shop, Story, Window};
use serde_json::{Value, json};

/// The shop's address form, with standard autocomplete tokens.
const FORM: &str = r#"<form id="address">
<input id="first" autocomplete="given-name"><input id="last" autocomplete="family-name">
<input id="mail" autocomplete="email"><input id="tel" autocomplete="tel">
<input id="street" autocomplete="shipping address-line1"><input id="number" autocomplete="shipping address-line2">
<input id="zip" autocomplete="shipping postal-code"><input id="city" autocomplete="shipping address-level2">
<select id="country" autocomplete="shipping country"><option value="">-<option value="AT">Austria<option value="DE">Germany</select>
<input id="bill" autocomplete="billing address-line1"><input id="note" value="ring twice">
</form>"#;

fn with_a_form(page: &mut Page) {
    page.put_before(FORM);
}

fn form(shop: &Shop) -> Value {
    let script = "return Object.fromEntries(Array.from(document.querySelectorAll('#address [id]'), (field) => [field.id, field.value]))";
    shop.run(script, &[])
}

fn filled() -> Value {
    json!({
        "first": "Ada", "last": "Payer", "mail": "ada.payer@example.com", "tel": "+491705550142",
        "street": "Linienstraße", "number": "12", "zip": "10178", "city": "Berlin", "country": "DE",
        "bill": "Linienstraße 12", "note": "ring twice",
    })
}

#[test]
fn the_pages_form_is_filled_and_the_page_continues() {
    for method in [PAYPAL, WALLET] {
        let story = Story::of_a_guest().with("finish", "prefill").with("form", "address").on_a_page(with_a_form);
        story.tell(|shop| {
            let checkout = shop.checkout();
            checkout.pay_with(method);
            Window::opened(shop).approve();
            checkout.wait_for_text("Your details are filled in");
            assert_eq!(form(shop), filled());
            let events = shop.events();
            assert_eq!(events.outcomes(), ["prefilled"]);
            assert_eq!(events.of("ec-prefill").len(), 1);
            assert_eq!(events.of("ec-prefill")[0]["missing"], json!([]));
            assert_eq!(events.of("ec-prefill")[0]["shippingAddress"]["city"], json!("Berlin"));
            assert_eq!(shop.posts("checkout").len(), 0);
            assert_eq!(
                shop.run("return document.getElementById('checkout').addresses.customer.firstName", &[]),
                json!("Ada")
            );
        });
    }
}

#[test]
fn values_typed_into_the_form_stay() {
    let story = Story::of_a_guest().with("finish", "prefill").with("form", "address").on_a_page(with_a_form);
    story.tell(|shop| {
        let checkout = shop.checkout();
        let city = shop.browser.find("#city").unwrap().unwrap();
        shop.browser.write(&city, "Potsdam").unwrap();
        shop.set(json!({"faults": [{"step": "payment-customers", "fault": "late:1500", "times": 1}]}));
        checkout.pay_with(WALLET);
        Window::opened(shop).approve();
        checkout.wait_for("fetching-customer");
        // While the payer's data is being fetched.
        let street = shop.browser.find("#street").unwrap().unwrap();
        shop.browser.write(&street, "Hauptstraße").unwrap();
        checkout.wait_for_text("Your details are filled in");
        let form = form(shop);
        assert_eq!(form["city"], "Potsdam");
        assert_eq!(form["street"], "Hauptstraße");
        assert_eq!(form["zip"], "10178");
    });
}

#[test]
fn undoing_the_prefill_restores_the_form() {
    let story = Story::of_a_guest().with("finish", "prefill").with("form", "address").on_a_page(with_a_form);
    story.tell(|shop| {
        let before = form(shop);
        let checkout = shop.checkout();
        checkout.pay_with(WALLET);
        Window::opened(shop).approve();
        checkout.wait_for_text("Your details are filled in").click("[data-ec=undo]");
        assert_eq!(form(shop), before);
    });
}

#[test]
fn a_page_that_prevents_the_prefill_keeps_its_form_and_its_addresses() {
    let prevented = |page: &mut Page| {
        with_a_form(page);
        page.put_script("document.addEventListener('ec-prefill', (event) => event.preventDefault());");
    };
    for finish in ["prefill", "review"] {
        let story = Story::of_a_guest().with("finish", finish).with("form", "address").on_a_page(prevented);
        story.tell(|shop| {
            let before = form(shop);
            let checkout = shop.checkout();
            checkout.pay_with(WALLET);
            Window::opened(shop).approve();
            checkout.wait_for("review");
            assert_eq!(form(shop), before);
            let city = "return document.getElementById('checkout').addresses.shippingAddress.city || ''";
            assert_eq!(shop.run(city, &[]), json!(""));
            if finish == "review" {
                assert_eq!(checkout.field("shippingAddress.city").as_deref(), Some(""));
                super::payers::fill_what_is_missing(&checkout);
                shop.order();
            }
        });
    }
}

#[test]
fn a_page_that_prevents_the_click_starts_nothing() {
    let prevented =
        |page: &mut Page| page.put_script("document.addEventListener('ec-click', (event) => event.preventDefault());");
    Story::of_a_guest().on_a_page(prevented).tell(|shop| {
        let checkout = shop.checkout();
        for method in [WALLET, PAYPAL] {
            checkout.pay_with(method);
        }
        assert_eq!(shop.events().of("ec-click").len(), 2);
        assert_eq!(checkout.state(), "ready");
        assert_eq!(shop.browser.windows().unwrap().len(), 1);
        assert_eq!(shop.posts("payments").len(), 0);
        assert_eq!(shop.events().outcomes(), Vec::<&str>::new());
    });
}

#[test]
fn without_the_pages_consent_nothing_is_ordered() {
    let asks = |page: &mut Page| {
        page.put_inside("<label slot=\"consent\"><input type=\"checkbox\" id=\"terms\"> I agree to the terms</label>");
        page.put_script(
            "document.addEventListener('ec-confirm', (event) => event.detail.waitUntil(new Promise((agree, refuse) => {
                if (document.getElementById('terms').checked) agree(); else refuse(new Error('the terms'));
            })));",
        );
    };
    Story::of_a_guest().on_a_page(asks).tell(|shop| {
        let checkout = shop.checkout();
        checkout.pay_with(PAYPAL);
        Window::opened(shop).approve();
        checkout.place();
        checkout.wait_for_text("what the shop still needs from you").wait_for("review");
        assert_eq!(shop.posts("checkout").len(), 0);
        let terms = shop.browser.find("#terms").unwrap().unwrap();
        shop.browser.click(&terms).unwrap();
        shop.order();
        let confirms = shop.events();
        assert_eq!(confirms.of("ec-confirm").len(), 2);
        assert_eq!(confirms.of("ec-confirm")[1]["amount"], json!(shop.ledger().orders[0].grand_total));
    });
}

#[test]
fn a_consent_that_never_comes_is_named_and_the_shopper_can_cancel() {
    let never = "document.addEventListener('ec-confirm', ({ detail }) => detail.waitUntil(new Promise(() => {})));";
    Story::of_a_guest().on_a_page(|page| page.put_script(never)).tell(|shop| {
        shop.to_the_review(WALLET);
        let checkout = shop.checkout();
        checkout.place();
        checkout.wait_for("placing");
        let named = || Ok(shop.console().iter().any(|line| line.text.contains("waitUntil()")).then_some(()));
        until("the warning", PATIENCE, named).unwrap();
        checkout.cancel();
        checkout.wait_for("ready");
        shop.expect_all_cancelled();
        assert_eq!(shop.posts("checkout").len(), 0);
    });
}

#[test]
fn an_order_needs_the_button_where_the_law_asks_for_it() {
    for (finish, customer, method) in [("order", false, PAYPAL), ("order-at-once", true, WALLET)] {
        Story::of(customer).with("finish", finish).tell(|shop| {
            shop.to_the_review(method);
            assert_eq!(shop.posts("checkout").len(), 0, "no order is sent before the order button is pressed");
            shop.order();
        });
    }
}

#[test]
fn an_order_without_summary_stops_at_the_review_when_something_is_missing() {
    Story::of_a_guest().with("finish", "order-at-once").in_a_shop(json!({"payer": "empty"})).tell(|shop| {
        let checkout = shop.checkout();
        shop.to_the_review(WALLET);
        assert_eq!(shop.posts("checkout").len(), 0);
        super::payers::fill_what_is_missing(&checkout);
        shop.order();
    });
}

#[test]
fn own_details_can_be_restored_and_the_focus_is_kept() {
    let own = "document.getElementById('checkout').addresses = { customer: { firstName: 'Augusta' } };";
    Story::of_a_guest().on_a_page(|page| page.put_script(own)).tell(|shop| {
        shop.to_the_review(WALLET);
        let checkout = shop.checkout();
        let order = "const all = [...root.querySelectorAll('[part~=review] button')].map((node) => node.dataset.ec);
            return all.indexOf('undo') > all.indexOf('change-billingAddress')";
        assert_eq!(checkout.inside(order), json!(true), "it comes after the rows");
        checkout.click("[data-ec=undo]");
        checkout.node("[part~=review]:not(:has([data-ec=undo]))");
        assert_eq!(checkout.inside("return root.activeElement?.id ?? null"), json!("ec-heading"));
        assert_eq!(checkout.field("customer.firstName").as_deref(), Some("Augusta"));
        assert_eq!(checkout.field("shippingAddress.city").as_deref(), Some(""));
    });
}

#[test]
fn a_guest_who_gave_nothing_has_nothing_to_restore() {
    Story::of_a_guest().tell(|shop| {
        shop.to_the_review(WALLET);
        assert_eq!(shop.checkout().inside("return root.querySelectorAll('[data-ec=undo]').length"), json!(0));
        shop.order();
    });
}
