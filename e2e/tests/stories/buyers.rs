//! Stories about a change of the customer or of the cart during an attempt: the data of one customer is not shown to another,
//! and each cart is ordered only once.

use e2e::backend::at_checkout;
use e2e::checkout::WALLET;
use e2e::until::{PATIENCE, pass, until};
use e2e::{Shop, Story, Token, Window};
use serde_json::json;
use std::time::Duration;

/// A street that the customer types. Other customers must not see it.
const STREET: &str = "Geheimweg";

fn type_an_address(shop: &Shop) {
    shop.to_the_review(WALLET);
    shop.checkout().fill("shippingAddress.address1", STREET);
    shop.checkout().settle();
}

/// All texts on the screen, all values of fields, and all addresses that the page can read.
fn everything(shop: &Shop) -> String {
    let fields = "return [...root.querySelectorAll('input, select')].map((field) => field.value).join('\\n')";
    let addresses = "return JSON.stringify(document.getElementById('checkout').addresses)";
    let (fields, addresses) = (shop.checkout().inside(fields), shop.run(addresses, &[]));
    [shop.checkout().text(), fields.to_string(), addresses.to_string()].join("\n")
}

/// The customer logs out, so that the page has no identity.
fn log_out(shop: &Shop) {
    shop.run("document.getElementById('checkout').accessToken = undefined", &[]);
}

#[test]
fn logging_out_in_the_review_cancels_the_payment_and_removes_the_data() {
    Story::of_a_customer().excusing("anonymous-id").tell(|shop| {
        type_an_address(shop);
        log_out(shop);
        shop.checkout().wait_for_text("anonymous-id is missing");
        shop.expect_all_cancelled();
        assert!(!everything(shop).contains(STREET), "{}", everything(shop));
        assert_eq!(shop.checkout().ways_on(), Vec::<String>::new(), "no order button and no payment buttons");
        shop.run("document.getElementById('checkout').placeOrder()", &[]);
        assert_eq!(shop.posts("checkout").len(), 0);
        let events = shop.events();
        assert_eq!(events.outcomes(), ["cancelled"]);
        assert_eq!(events.of("ec-cancel")[0]["reason"], "config-changed");
        // After logging in again, they can order.
        shop.log_in_as("sonia");
        shop.checkout().wait_for("ready");
        shop.to_the_review(WALLET);
        assert!(!everything(shop).contains(STREET));
        shop.order();
    });
}

/// Another customer, who does not own the cart, logs in on the same page.
fn another_customer_logs_in(token: Token) {
    let story = Story::of_a_customer().with_token(token).excusing("express-checkout: ");
    story.tell(|shop| {
        type_an_address(shop);
        shop.log_in_as("otto");
        // The page's server gives another token now. The element notices it at the next request.
        shop.run("document.getElementById('checkout').reload()", &[]);
        shop.expect_all_cancelled();
        shop.checkout().wait_for_any(&["ready", "failed"]);
        assert!(!everything(shop).contains(STREET), "{}", everything(shop));
        assert_eq!(shop.events().outcomes()[0], "cancelled");
        assert_eq!(shop.posts("checkout").len(), 0);
    });
}

#[test]
fn what_a_customer_typed_is_not_shown_to_the_next_one() {
    another_customer_logs_in(Token::text());
}

#[test]
fn what_a_customer_typed_is_not_shown_to_the_next_one_with_a_token_function() {
    another_customer_logs_in(Token::fetched(Duration::from_millis(20)));
}

#[test]
fn a_new_token_of_the_same_customer_changes_nothing() {
    Story::of_a_customer().tell(|shop| {
        type_an_address(shop);
        shop.log_in_as("sonia");
        pass(Duration::from_millis(500));
        shop.checkout().wait_for("review").settle();
        assert!(everything(shop).contains(STREET));
        shop.order();
    });
}

#[test]
fn a_new_cart_is_used_after_the_result_of_the_current_order() {
    for by_hand in [false, true] {
        Story::of_a_customer().in_a_shop(at_checkout("late:2000", 1)).tell(|shop| {
            let next = shop.another_cart();
            shop.to_the_review(WALLET);
            shop.checkout().place();
            shop.until("the request for the order", |_| !shop.posts("checkout").is_empty());
            shop.turn_to_cart(&next.id);
            shop.checkout().wait_for("placed").wait_for_text("DE--");
            assert_eq!(shop.events().outcomes(), ["ordered"]);
            pass(Duration::from_secs(2));
            assert_eq!(shop.checkout().state(), "placed", "the result stays on the screen");
            if by_hand {
                shop.run("document.getElementById('checkout').reload()", &[]);
            }
            let begun = until("the next cart", PATIENCE, || {
                let cart = shop.run("return document.getElementById('checkout').cart?.id ?? null", &[]);
                Ok((cart == json!(next.id)).then_some(()))
            });
            begun.unwrap();
            shop.checkout().wait_for("ready");
            shop.to_the_review(WALLET);
            shop.checkout().place();
            shop.checkout().wait_for("placed");
            assert_eq!((shop.ledger().orders.len(), shop.events().outcomes()), (2, vec!["ordered", "ordered"]));
        });
    }
}

#[test]
fn a_new_cart_during_an_attempt_says_that_the_attempt_was_cancelled() {
    Story::of_a_customer().tell(|shop| {
        let next = shop.another_cart();
        shop.to_the_review(WALLET);
        shop.turn_to_cart(&next.id);
        shop.expect_all_cancelled();
        shop.checkout().wait_for("ready").wait_for_text("Cancelled. Nothing was ordered");
        assert_eq!(shop.events().outcomes(), ["cancelled"]);
        shop.pay_and_order(WALLET);
    });
}

#[test]
fn a_new_cart_is_used_at_once_if_the_current_order_is_refused() {
    let refused = json!({"faults": [{"step": "checkout", "fault": "1101", "times": 1}], "latencyMs": 500});
    Story::of_a_customer().in_a_shop(refused).tell(|shop| {
        let next = shop.another_cart();
        shop.to_the_review(WALLET);
        shop.checkout().place();
        shop.until("the request for the order", |_| !shop.posts("checkout").is_empty());
        shop.turn_to_cart(&next.id);
        shop.expect_all_cancelled();
        shop.checkout().wait_for("ready");
        assert_eq!(shop.run("return document.getElementById('checkout').cart.id", &[]), json!(next.id));
        assert_eq!(shop.events().outcomes(), ["cancelled"]);
    });
}

#[test]
fn an_invalid_token_is_reported_as_unauthorized_and_nothing_is_sent() {
    // The page's session has expired, so its server answers with the log-in page instead of a token.
    let story = Story::of_a_customer().with_token(Token::fetched(Duration::from_millis(5)));
    story.excusing("express-checkout: ").tell(|shop| {
        shop.to_the_review(WALLET);
        let page = e2e::site::File {
            kind: "text/html",
            text: "<!doctype html>\n<title>Log in</title>\n".to_owned(),
            ..e2e::site::File::default()
        };
        shop.site.put(e2e::token::SESSION, page);
        shop.checkout().click("[part~=place]");
        let told = || Ok(shop.events().errors().iter().any(|code| code.ends_with("unauthorized")).then_some(()));
        until("the error", PATIENCE, told).unwrap();
        shop.checkout().wait_for("review");
        assert_eq!((shop.posts("checkout").len(), shop.events().outcomes().len()), (0, 0));
        // The shopper logs in again in another tab.
        shop.log_in_as("sonia");
        shop.order();
    });
}

#[test]
fn an_approval_in_the_wallet_after_a_new_token_still_counts() {
    Story::of_a_customer().tell(|shop| {
        shop.checkout().pay_with(WALLET);
        Window::opened(shop).leave_open();
        shop.checkout().wait_for("awaiting-approval");
        shop.log_in_as("sonia");
        Window::opened(shop).linger().approve();
        shop.order();
    });
}
