//! Stories that also run in Firefox and WebKit, because engines differ in windows, focus, keys, storage and policies. All other
//! stories run only in Chromium.

use super::amounts::forints_are_written_by_their_minor_units;
use super::diagnose_element::the_diagnosis_names_the_cause;
use super::harness::{end_of, stand_in};
use super::hosts::documented_provider;
use super::hurry::expect_one_of_each;
use super::integrity::{an_altered_script_never_runs, the_tag_that_ships_orders_under_a_strict_policy};
use super::leaving::then_a_second_attempt_orders;
use super::policy::order_by_keyboard;
use super::ways::{WAYS, opens_before_glue_answers};
use super::windows::{
    a_click_before_the_module_leads_to_the_provider, a_dialog_in_the_pages_listener_stops_nothing,
    a_window_of_the_pages_own_stops_nothing, the_window_says_where_it_goes,
};
use e2e::checkout::{PAYPAL, WALLET};
use e2e::provider::{WalletPage, wait_until_closed};
use e2e::{Engine, Shop, Story, Window};
use serde_json::json;

macro_rules! in_each {
    ($($story:ident,)*) => {
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

in_each! {
    a_guest_orders_with_paypal,
    a_guest_orders_with_the_wallet,
    a_customer_orders_where_windows_are_blocked,
    a_window_that_the_payer_closes_leaves_buttons_that_work,
    the_window_says_where_it_goes,
    a_click_before_the_module_leads_to_the_provider,
    a_dialog_in_the_pages_listener_stops_nothing,
    a_window_of_the_pages_own_stops_nothing,
    a_double_click_starts_one_payment,
    every_supported_method_opens_before_glue_answers_and_orders,
    without_payment_request_its_method_is_not_offered,
    a_provider_of_the_pages_own_orders,
    a_strict_policy_is_not_violated,
    the_tag_that_ships_orders_under_a_strict_policy,
    an_altered_script_never_runs,
    the_diagnosis_names_the_cause,
    with_the_keyboard_alone_the_wallet_orders,
    a_reload_in_the_review_starts_over,
    edited_values_are_ordered,
    a_press_right_after_typing_counts,
    errors_in_a_page_fail_the_story,
    forints_are_written_by_their_minor_units,
    the_element_recovers_from_its_crash_and_ignores_one_of_the_page,
    removing_the_element_after_a_click_leaves_nothing_open,
    a_prefilled_checkout_continues_in_the_next_element,
    each_press_with_the_mouse_that_begins_on_the_placeholder_clicks,
    each_press_of_the_space_bar_that_begins_on_the_placeholder_clicks,
    the_button_stands_where_the_placeholder_stood,
    the_focus_goes_from_the_placeholder_to_the_button,
    the_buttons_follow_the_offer,
    a_button_does_not_move_while_it_is_pressed,
    without_a_file_of_every_page,
    without_a_file_of_the_click,
    without_a_file_of_the_providers,
}

use super::loading::{without_a_file_of_every_page, without_a_file_of_the_click, without_a_file_of_the_providers};

use super::buttons::{
    a_button_does_not_move_while_it_is_pressed, the_button_stands_where_the_placeholder_stood,
    the_buttons_follow_the_offer, the_focus_goes_from_the_placeholder_to_the_button,
};

fn each_press_with_the_mouse_that_begins_on_the_placeholder_clicks(engine: Engine) {
    super::buttons::each_press_with_the_mouse_clicks(engine);
}

fn each_press_of_the_space_bar_that_begins_on_the_placeholder_clicks(engine: Engine) {
    super::buttons::each_press_of_the_space_bar_clicks(engine);
}

fn the_element_recovers_from_its_crash_and_ignores_one_of_the_page(engine: Engine) {
    super::crashes::in_any_engine(engine);
}

fn removing_the_element_after_a_click_leaves_nothing_open(engine: Engine) {
    // PayPal's buttons, and a window opened by the element.
    for way in [&WAYS[0], &WAYS[2]] {
        super::elements::remove_after_a_click_in(way, &["inside", "20", "400"], engine);
    }
}

fn a_prefilled_checkout_continues_in_the_next_element(engine: Engine) {
    super::elements::prefilled_continues(engine, false, true);
}

fn order(shop: &Shop) {
    let checkout = shop.checkout();
    checkout.place();
    checkout.wait_for("placed").wait_for_text("DE--1");
    shop.expect_one_order();
    assert_eq!(shop.events().outcomes(), ["ordered"]);
}

fn a_guest_orders_with_paypal(engine: Engine) {
    Story::of_a_guest().in_engine(engine).tell(|shop| {
        shop.to_the_review(PAYPAL);
        assert_eq!(shop.checkout().field("shippingAddress.address1").as_deref(), Some("Linienstraße"));
        order(shop);
        wait_until_closed(shop);
    });
}

fn a_guest_orders_with_the_wallet(engine: Engine) {
    Story::of_a_guest().in_engine(engine).tell(|shop| {
        shop.to_the_review(WALLET);
        order(shop);
        wait_until_closed(shop);
    });
}

fn a_customer_orders_where_windows_are_blocked(engine: Engine) {
    let blocked = Story::of_a_customer().on_a_page(|page| page.put_script("window.open = () => null;"));
    blocked.in_engine(engine).tell(|shop| {
        shop.checkout().pay_with(WALLET);
        WalletPage::reached(shop).approve();
        order(shop);
    });
}

fn a_window_that_the_payer_closes_leaves_buttons_that_work(engine: Engine) {
    Story::of_a_guest().in_engine(engine).tell(|shop| {
        shop.checkout().pay_with(WALLET);
        Window::opened(shop).linger().close();
        then_a_second_attempt_orders(shop, PAYPAL);
    });
}

fn a_double_click_starts_one_payment(engine: Engine) {
    Story::of_a_guest().in_a_shop(json!({"latencyMs": 150})).in_engine(engine).tell(|shop| {
        let checkout = shop.checkout();
        checkout.wait_for("ready");
        shop.browser.point_at(&checkout.wallet_button(), 2).unwrap();
        Window::opened(shop).approve();
        checkout.place();
        expect_one_of_each(shop);
    });
}

/// Browsers allow a window only during the click, so it must open before Glue answers.
fn every_supported_method_opens_before_glue_answers_and_orders(engine: Engine) {
    for way in WAYS.iter().filter(|way| way.name != "Payment Request") {
        opens_before_glue_answers(way, engine);
    }
}

fn without_payment_request_its_method_is_not_offered(engine: Engine) {
    let shop = json!({"methods": ["webpay", "wallet"]});
    Story::of_a_guest().in_a_shop(shop).in_engine(engine).tell(|shop| {
        shop.until_told("ec-availability-change");
        assert_eq!(shop.checkout().ways_on(), ["Check out with Wallet Redirect"]);
        assert!(shop.events().errors().is_empty());
    });
}

fn a_provider_of_the_pages_own_orders(engine: Engine) {
    let story = Story::of_a_guest().with("methods", WALLET).on_a_page(|page| page.put_script(&documented_provider()));
    story.in_engine(engine).tell(|shop| {
        shop.checkout().pay_with(WALLET);
        order(shop);
    });
}

fn a_strict_policy_is_not_violated(engine: Engine) {
    Story::of_a_guest().under_a_strict_policy().in_engine(engine).tell(|shop| {
        shop.to_the_review(WALLET);
        order(shop);
        assert!(shop.wrongs().is_empty(), "{:?}", shop.wrongs());
    });
}

fn with_the_keyboard_alone_the_wallet_orders(engine: Engine) {
    order_by_keyboard(Story::of_a_guest().in_engine(engine));
}

fn a_reload_in_the_review_starts_over(engine: Engine) {
    Story::of_a_guest().in_engine(engine).tell(|shop| {
        shop.to_the_review(WALLET);
        shop.browser.reload().unwrap();
        then_a_second_attempt_orders(shop, PAYPAL);
    });
}

fn edited_values_are_ordered(engine: Engine) {
    Story::of_a_guest().in_engine(engine).tell(|shop| {
        shop.to_the_review(WALLET);
        shop.checkout().fill("shippingAddress.address1", "Hauptstraße");
        shop.checkout().fill("shippingAddress.city", "Potsdam");
        order(shop);
        let sent = shop.order_sent();
        assert_eq!(sent["shippingAddress"]["address1"], "Hauptstraße");
        assert_eq!(sent["shippingAddress"]["city"], "Potsdam");
        assert_eq!(sent["customer"]["email"], "ada.payer@example.com");
    });
}

/// The field that was typed in keeps the focus until the click, so that its note does not move the button away from the press.
fn a_press_right_after_typing_counts(engine: Engine) {
    Story::of_a_guest().in_engine(engine).tell(|shop| {
        shop.to_the_review(WALLET);
        let checkout = shop.checkout();
        checkout.fill("customer.email", "ada");
        checkout.click("[part~=place]");
        checkout.wait_for_text("your attention");
        checkout.fill("customer.email", "ada@example.com");
        checkout.fill("shippingAddress.zipCode", "10179");
        checkout.click("[part~=place]");
        checkout.wait_for("placed");
        shop.expect_one_order();
        assert_eq!(shop.order_sent()["shippingAddress"]["zipCode"], "10179");
    });
}

/// Drivers of other engines do not report errors, so the page records them.
fn errors_in_a_page_fail_the_story(engine: Engine) {
    let wrong = "setTimeout(() => { throw new Error('nothing catches this'); });
        Promise.reject(new Error('nothing awaits this'));
        console.error('panicked at nothing');
        const line = document.createElement('p'); line.setAttribute('style', 'color: red'); document.body.append(line);";
    let end = end_of(|| {
        let story = stand_in(wrong).under_a_strict_policy().in_engine(engine);
        story.tell(|shop| drop(shop.checkout().wallet_button()));
    });
    for words in ["nothing catches this", "unhandled rejection", "panicked at nothing", "policy: style-src"] {
        assert!(end.contains(words), "{words}: {end}");
    }
}
