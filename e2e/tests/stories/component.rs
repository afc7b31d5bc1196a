//! The storefront in Yew (`examples/yew-storefront`): the component on its cart page, the hook on its checkout page.

use e2e::checkout::{PAYPAL, WALLET};
use e2e::provider::wait_until_closed;
use e2e::until::{PATIENCE, until};
use e2e::{Engine, Shop, Storefront, Story, Window};
use serde_json::json;

macro_rules! in_three_engines {
    ($($story:ident,)*) => {
        mod chromium {
            $(
                #[test]
                fn $story() {
                    super::$story(e2e::Engine::Chromium);
                }
            )*
        }

        mod firefox {
            $(
                #[test]
                #[cfg_attr(not(feature = "firefox"), ignore = "without Firefox")]
                fn $story() {
                    super::$story(e2e::Engine::Firefox);
                }
            )*
        }

        mod webkit {
            $(
                #[test]
                #[cfg_attr(not(feature = "webkit"), ignore = "without WebKit")]
                fn $story() {
                    super::$story(e2e::Engine::WebKit);
                }
            )*
        }
    };
}

in_three_engines! {
    the_component_orders_with_paypal,
    the_component_orders_with_the_wallet,
    the_hook_orders_with_paypal,
    the_hook_orders_with_the_wallet,
    the_hook_moves_the_focus_to_the_first_missing_field,
    a_vetoed_click_starts_nothing,
    a_refused_consent_orders_nothing_and_a_given_one_orders,
    a_refused_prefill_leaves_the_fields_empty,
    another_cart_is_ordered_after_the_settings_changed,
    another_cart_in_the_middle_cancels_the_payment,
    a_component_that_goes_in_the_middle_cancels_the_payment,
    of_two_components_of_one_cart_one_pays,
}

fn tell(engine: Engine, happens: impl FnOnce(&Shop, &Storefront)) {
    Storefront::prepare(Story::of_a_guest().in_engine(engine)).tell(|shop| {
        happens(shop, &Storefront::open(shop, None));
    });
}

fn wallet_in(place: &str) -> String {
    format!("{place} [data-key='{WALLET}']")
}

/// Confirms the age, clicks the button of the method on the cart page, and approves.
fn pay_on_the_cart_page(shop: &Shop, storefront: &Storefront, method: &str) {
    storefront.click("#adult");
    storefront.click(&if method == PAYPAL { "#express #paypal-button".to_owned() } else { wallet_in("#express") });
    Window::opened(shop).approve();
    storefront.wait_for("review");
    wait_until_closed(shop);
}

fn expect_thanks(shop: &Shop, storefront: &Storefront) {
    storefront.wait_for_text("#reference", "DE--");
    shop.expect_one_order();
    assert_eq!(storefront.text("#reference"), shop.ledger().orders[0].order_reference);
}

fn component_orders(engine: Engine, method: &str) {
    tell(engine, |shop, storefront| {
        pay_on_the_cart_page(shop, storefront, method);
        storefront.place("#express [part~=place]");
        storefront.click("#accept");
        expect_thanks(shop, storefront);
    });
}

fn the_component_orders_with_paypal(engine: Engine) {
    component_orders(engine, PAYPAL);
}

fn the_component_orders_with_the_wallet(engine: Engine) {
    component_orders(engine, WALLET);
}

#[test]
fn a_providers_button_in_the_component_is_drawn_again_or_withdrawn() {
    tell(Engine::Chromium, |shop, storefront| {
        storefront.usable("#express #paypal-button");
        shop.run("document.querySelector('#express [data-drawn]').innerHTML = ''", &[]);
        pay_on_the_cart_page(shop, storefront, PAYPAL);
        storefront.place("#express [part~=place]");
        storefront.click("#accept");
        expect_thanks(shop, storefront);
    });
    // The component itself has drawn the node, so it cannot draw it again.
    tell(Engine::Chromium, |shop, storefront| {
        storefront.usable("#express #paypal-button");
        shop.run("document.querySelector('#express [data-drawn]').remove()", &[]);
        shop.until_told("ec-error");
        assert_eq!(shop.events().errors(), ["approval-removed"]);
        pay_on_the_cart_page(shop, storefront, WALLET);
        storefront.place("#express [part~=place]");
        storefront.click("#accept");
        expect_thanks(shop, storefront);
    });
}

#[test]
fn payment_methods_have_the_names_that_the_application_gives() {
    tell(Engine::Chromium, |shop, storefront| {
        storefront.click("#go-checkout");
        storefront.wait_for_text(&format!("[data-method='{WALLET}']"), "Pay with Demo Wallet");
        storefront.click("#go-cart");
        storefront.wait_for_text(&wallet_in("#express"), "Check out with Demo Wallet");
        pay_on_the_cart_page(shop, storefront, WALLET);
        storefront.wait_for_text("#express [part~=review]", "Demo Wallet");
    });
}

fn hook_orders(engine: Engine, button: &str) {
    tell(engine, |shop, storefront| {
        storefront.click("#go-checkout");
        storefront.click(button);
        Window::opened(shop).approve();
        storefront.wait_for("review");
        storefront.fill("[name='shippingAddress.city']", "Potsdam");
        storefront.place("#place");
        expect_thanks(shop, storefront);
        let sent = shop.posts("checkout").pop().and_then(|request| request.body).unwrap_or_default();
        assert!(sent.contains("Potsdam"), "{sent}");
    });
}

fn the_hook_orders_with_paypal(engine: Engine) {
    hook_orders(engine, "#methods #paypal-button");
}

fn the_hook_orders_with_the_wallet(engine: Engine) {
    hook_orders(engine, &format!("[data-method='{WALLET}']"));
}

fn the_hook_moves_the_focus_to_the_first_missing_field(engine: Engine) {
    tell(engine, |shop, storefront| {
        storefront.click("#go-checkout");
        storefront.click(&format!("[data-method='{WALLET}']"));
        Window::opened(shop).approve();
        storefront.wait_for("review");
        storefront.fill("[name='shippingAddress.city']", "");
        storefront.place("#place");
        let focused =
            || Ok((shop.run("return document.activeElement.name ?? ''", &[]) == "shippingAddress.city").then_some(()));
        until("the focus on the city", PATIENCE, focused).unwrap();
        assert!(shop.posts("checkout").is_empty());
        assert_ne!(storefront.text("#message"), "", "the shopper is told why");
        storefront.fill("[name='shippingAddress.city']", "Potsdam");
        storefront.place("#place");
        expect_thanks(shop, storefront);
    });
}

fn a_vetoed_click_starts_nothing(engine: Engine) {
    tell(engine, |shop, storefront| {
        // Once PayPal's button is drawn, nothing moves any more.
        storefront.usable("#express #paypal-button");
        storefront.click(&wallet_in("#express"));
        storefront.wait_for_text("#said", "18 or older");
        assert!(shop.posts("payments").is_empty());
        assert_eq!(shop.browser.windows().unwrap().len(), 1, "no window opens");
        storefront.wait_for("ready");
        pay_on_the_cart_page(shop, storefront, WALLET);
    });
}

fn a_refused_consent_orders_nothing_and_a_given_one_orders(engine: Engine) {
    tell(engine, |shop, storefront| {
        pay_on_the_cart_page(shop, storefront, WALLET);
        storefront.place("#express [part~=place]");
        storefront.usable("#refuse");
        storefront.wait_for("placing");
        assert!(shop.posts("checkout").is_empty(), "the order waits for the answer");
        storefront.click("#refuse");
        storefront.wait_for("review");
        assert!(shop.posts("checkout").is_empty());
        storefront.place("#express [part~=place]");
        storefront.click("#accept");
        expect_thanks(shop, storefront);
    });
}

fn a_refused_prefill_leaves_the_fields_empty(engine: Engine) {
    tell(engine, |shop, storefront| {
        storefront.click("#own-address");
        pay_on_the_cart_page(shop, storefront, WALLET);
        storefront.usable("#express [data-path='shippingAddress.city']");
        assert_eq!(storefront.value("#express [data-path='shippingAddress.city']"), "");
        assert_eq!(storefront.value("#express [data-path='shippingAddress.lastName']"), "");
    });
}

fn with_two_carts(engine: Engine, happens: impl FnOnce(&Shop, &Storefront, &str)) {
    // A guest has one cart, a customer has several.
    Storefront::prepare(Story::of_a_customer().in_engine(engine)).tell(|shop| {
        let other = shop.another_cart().id;
        happens(shop, &Storefront::open(shop, Some(&other)), &other);
    });
}

fn choose_the_second_cart(shop: &Shop) {
    shop.run(
        "const list = document.getElementById('carts');
         list.value = '1';
         list.dispatchEvent(new Event('change', { bubbles: true }))",
        &[],
    );
}

fn another_cart_is_ordered_after_the_settings_changed(engine: Engine) {
    with_two_carts(engine, |shop, storefront, other| {
        storefront.usable(&wallet_in("#express"));
        choose_the_second_cart(shop);
        shop.until("a request for the other cart", |ledger| {
            ledger.requests.iter().any(|request| request.body.as_deref().unwrap_or_default().contains(other))
        });
        pay_on_the_cart_page(shop, storefront, WALLET);
        storefront.place("#express [part~=place]");
        storefront.click("#accept");
        expect_thanks(shop, storefront);
        assert_eq!(shop.ledger().orders[0].cart_id, other);
    });
}

fn another_cart_in_the_middle_cancels_the_payment(engine: Engine) {
    with_two_carts(engine, |shop, storefront, _| {
        pay_on_the_cart_page(shop, storefront, WALLET);
        choose_the_second_cart(shop);
        shop.expect_all_cancelled();
        storefront.usable(&wallet_in("#express"));
        assert_eq!(shop.events().outcomes(), ["cancelled"]);
    });
}

fn a_component_that_goes_in_the_middle_cancels_the_payment(engine: Engine) {
    tell(engine, |shop, storefront| {
        pay_on_the_cart_page(shop, storefront, WALLET);
        storefront.click("#go-home");
        shop.expect_all_cancelled();
        assert!(shop.posts("checkout").is_empty());
        storefront.click("#go-cart");
        pay_on_the_cart_page(shop, storefront, WALLET);
        storefront.place("#express [part~=place]");
        storefront.click("#accept");
        expect_thanks(shop, storefront);
    });
}

fn of_two_components_of_one_cart_one_pays(engine: Engine) {
    tell(engine, |shop, storefront| {
        storefront.click("#minicart");
        storefront.usable(&wallet_in("#mini"));
        storefront.click("#adult");
        storefront.click(&wallet_in("#express"));
        let window = Window::opened(shop);
        shop.turn_to_tab(0);
        storefront.wait_for("awaiting-approval");
        let selector = wallet_in("#mini");
        let blocked = || {
            let script = "const node = document.querySelector(arguments[0]);
                return node.disabled || node.getAttribute('aria-disabled') === 'true'";
            Ok((shop.browser.run(script, &[json!(selector)])? == true).then_some(()))
        };
        until("the other button to be blocked", PATIENCE, blocked).unwrap();
        window.leave_open();
        Window::opened(shop).approve();
        storefront.wait_for("review");
        storefront.place("#express [part~=place]");
        storefront.click("#accept");
        expect_thanks(shop, storefront);
        assert_eq!(shop.posts("payments").len(), 1);
    });
}
