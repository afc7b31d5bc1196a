//! Stories about orders and approvals that do not go on: the shopper always reads why.

use e2e::checkout::{Checkout, WALLET};
use e2e::provider::WalletPage;
use e2e::until::{PATIENCE, until};
use e2e::{Shop, Story, Window};
use serde_json::json;

/// A page on which the wallet replaces the page, and its shop.
fn redirected(dialect: &str, fault: &str, times: u32) -> Story {
    let faults = json!({"dialect": dialect, "faults": [{"step": "payment-customers", "fault": fault, "times": times}]});
    let story = Story::of_a_guest().in_a_shop(faults).with("methods", WALLET).excusing("payment-customers");
    story.excusing("express-checkout: ").on_a_page(|page| page.put_script("window.open = () => null;"))
}

#[test]
fn a_shopper_who_comes_back_while_the_shop_is_broken_reads_it_and_can_try_again() {
    for dialect in ["legacy", "platform"] {
        redirected(dialect, "500", 2).tell(|shop| {
            let checkout = shop.checkout();
            checkout.pay_with(WALLET);
            WalletPage::reached(shop).approve();
            for number in 1..=2 {
                checkout.wait_for_text("We could not get your details");
                let told = || Ok((shop.events().errors().len() == number).then_some(()));
                until("ec-error", PATIENCE, told).unwrap();
                assert_eq!(checkout.ways_on(), ["Try again", "Cancel"]);
                checkout.click("[data-ec=finished]");
            }
            assert_eq!(shop.events().errors(), ["customer-server"; 2]);
            shop.order();
        });
    }
}

#[test]
fn a_shopper_can_cancel_while_the_shop_cannot_say_anything_about_the_payment() {
    redirected("legacy", "500", 9).tell(|shop| {
        let checkout = shop.checkout();
        checkout.pay_with(WALLET);
        WalletPage::reached(shop).approve();
        checkout.wait_for_text("We could not get your details");
        checkout.cancel();
        checkout.wait_for("ready");
        shop.expect_all_cancelled();
        assert_eq!(shop.events().outcomes(), ["cancelled"]);
    });
}

#[test]
fn a_shopper_who_says_that_they_approved_too_early_reads_that_it_is_not_confirmed() {
    // The page cannot see its window, so it asks.
    let severed = Story::of_a_guest().with("methods", WALLET).on_a_page(|page| {
        page.put_header("cross-origin-opener-policy", "same-origin");
    });
    severed.excusing("payment-customers").excusing("express-checkout: ").tell(|shop| {
        let checkout = shop.checkout();
        checkout.pay_with(WALLET);
        Window::opened(shop).leave_open();
        checkout.wait_for_text("Did you approve the payment");
        checkout.click("[data-ec=finished]");
        checkout.wait_for_text("has not confirmed your payment yet");
        assert_eq!(checkout.ways_on(), ["Try again", "Cancel"]);
        assert_eq!(shop.events().errors().len(), 1);
        Window::opened(shop).approve();
        shop.order();
    });
}

/// Presses the order button while the price is being requested.
fn press_early(shop: &Shop) -> Checkout<'_> {
    shop.to_the_review(WALLET);
    let checkout = shop.checkout();
    shop.set(json!({"faults": [{"step": "checkout-data", "fault": "late:1500", "times": 1}]}));
    checkout.fill("shippingAddress.zipCode", "10179");
    checkout.click("[part~=place]");
    checkout.wait_for_text("Checking the total");
    checkout
}

/// Nothing is ordered by the press, and then the next press orders.
fn then_the_next_press_orders(shop: &Shop, words: &str) {
    let checkout = shop.checkout();
    checkout.wait_for_text(words);
    checkout.settle();
    assert!(checkout.notice().contains("Nothing was ordered"), "{}", checkout.notice());
    let spoken = checkout.inside("return root.querySelector('[role=status]').textContent");
    assert!(spoken.as_str().unwrap_or_default().contains(words), "{spoken}");
    assert_eq!(shop.posts("checkout").len(), 0);
    shop.order();
}

#[test]
fn addresses_of_the_page_stop_a_press_with_a_word() {
    Story::of_a_guest().tell(|shop| {
        press_early(shop);
        shop.run(
            "const element = document.getElementById('checkout');
            element.addresses = { shippingAddress: { ...element.addresses.shippingAddress, address2: '13' } }",
            &[],
        );
        then_the_next_press_orders(shop, "Your details have changed in the meantime");
        assert_eq!(shop.order_sent()["shippingAddress"]["address2"], "13");
    });
}

#[test]
fn a_page_that_sets_addresses_while_it_is_asked_for_its_consent_stops_the_order_with_a_word() {
    let once = "addEventListener('ec-confirm', ({ target }) => {
        target.addresses = { shippingAddress: { ...target.addresses.shippingAddress, company: 'ACME' } };
    }, { once: true })";
    Story::of_a_guest().on_a_page(|page| page.put_script(once)).tell(|shop| {
        shop.to_the_review(WALLET);
        shop.checkout().place();
        then_the_next_press_orders(shop, "Your details have changed in the meantime");
        assert_eq!(shop.order_sent()["shippingAddress"]["company"], "ACME");
    });
}

#[test]
fn a_page_that_sets_disabled_stops_no_order_of_an_attempt_that_has_started() {
    Story::of_a_guest().tell(|shop| {
        press_early(shop);
        shop.run("document.getElementById('checkout').disabled = true", &[]);
        shop.checkout().wait_for("placed");
        shop.expect_one_order();
    });
}

#[test]
fn a_message_about_one_cart_does_not_stay_for_the_next_one() {
    Story::of_a_customer().tell(|shop| {
        let checkout = press_early(shop);
        let spoken = || checkout.inside("return [...root.querySelectorAll('[role=status], [role=alert]')].map((node) => node.textContent).join('')");
        assert!(spoken().as_str().unwrap_or_default().contains("Checking the total"), "{}", spoken());
        let next = shop.another_cart();
        shop.turn_to_cart(&next.id);
        checkout.wait_for("ready");
        let now = spoken();
        assert!(!now.as_str().unwrap_or_default().contains("Checking"), "{now}");
    });
}

#[test]
fn after_a_reload_the_shopper_still_finds_the_order() {
    for customer in [false, true] {
        Story::of(customer).excusing("checkout-data").tell(|shop| {
            shop.pay_and_order(WALLET);
            let reference = shop.ledger().orders[0].order_reference.clone();
            for _ in 0..2 {
                shop.browser.reload().unwrap();
                shop.checkout().wait_for("placed").wait_for_text(&reference);
                assert!(!shop.checkout().text().contains("no longer exists"), "{}", shop.checkout().text());
            }
            shop.expect_one_order();
        });
    }
}
