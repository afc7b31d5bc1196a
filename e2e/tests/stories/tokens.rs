//! Stories about access tokens: pages that set the token late, after a reload in every phase, and the function from the integration
//! guide.

use super::unknown::{expect_no_harm, reload_once_ordered};
use e2e::backend::at_checkout;
use e2e::checkout::WALLET;
use e2e::{Shop, Story, Token, Window};
use std::time::Duration;

/// How long an application may need to restore its session.
const LATE_MS: [u32; 3] = [50, 500, 2_000];

/// Longer than the pause before the element first asks whether the order exists.
const FIRST_QUESTION: Duration = Duration::from_secs(30);

/// The identity that the page sets until the token is available.
#[derive(Debug, Clone, Copy)]
enum Until {
    /// Neither a guest's id nor a token: the element waits.
    Nothing,
    /// A guest's id: the element starts as this guest.
    AGuest,
}

/// Runs a story for every delay.
fn with_a_late_token(until: Until, prepare: impl Fn(Story) -> Story, happens: impl Fn(&Shop)) {
    for late_ms in LATE_MS {
        eprintln!("the token comes after {late_ms} ms, until then the page knows of {until:?}");
        let story = Story::of_a_customer().with_token(Token::text().set_after(late_ms));
        let story = match until {
            Until::Nothing => story,
            Until::AGuest => story.with("anonymous-id", "guest-of-before"),
        };
        prepare(story).tell(&happens);
    }
}

/// The same test for both kinds of pages.
macro_rules! both {
    ($($name:ident, $as_a_guest:ident: $prepare:expr, $happens:expr;)*) => {
        $(
            #[test]
            fn $name() {
                with_a_late_token(Until::Nothing, $prepare, $happens);
            }

            #[test]
            fn $as_a_guest() {
                with_a_late_token(Until::AGuest, $prepare, $happens);
            }
        )*
    };
}

/// Checks that the record of the previous page was used: its payment is cancelled, one outcome is reported, and then it can be
/// ordered.
#[track_caller]
fn expect_the_payment_cancelled(shop: &Shop) {
    shop.checkout().wait_for("ready");
    shop.expect_all_cancelled();
    shop.until_told("ec-complete");
    assert_eq!(shop.events().outcomes(), ["cancelled"]);
    shop.checkout().wallet_button();
    shop.to_the_review(WALLET);
    shop.order();
    assert_eq!(shop.events().outcomes(), ["cancelled", "ordered"]);
}

fn unchanged(story: Story) -> Story {
    story
}

fn then_it_is_ordered(shop: &Shop) {
    shop.checkout().wait_for("ready");
    shop.to_the_review(WALLET);
    shop.order();
}

fn in_the_review(shop: &Shop) {
    shop.checkout().wait_for("ready");
    shop.to_the_review(WALLET);
    shop.browser.reload().unwrap();
    expect_the_payment_cancelled(shop);
}

fn beside_the_wallets_window(shop: &Shop) {
    shop.checkout().wait_for("ready").pay_with(WALLET);
    Window::opened(shop).leave_open();
    shop.checkout().wait_for("awaiting-approval");
    shop.browser.reload().unwrap();
    shop.checkout().wait_for("ready");
    shop.expect_all_cancelled();
    assert_eq!(shop.events().outcomes(), ["cancelled"]);
}

/// The order's answer is late. The customer has more orders than API Platform lists.
fn with_a_late_answer(story: Story) -> Story {
    story.with_orders_before(12).in_a_shop(at_checkout("late:4000", 1))
}

fn with_a_lost_answer(story: Story) -> Story {
    story.with_orders_before(12).in_a_shop(at_checkout("lost", 9))
}

fn while_the_order_is_on_its_way(shop: &Shop) {
    shop.checkout().wait_for("ready");
    shop.to_the_review(WALLET);
    reload_once_ordered(shop);
    // The record of the order is kept while the page has no token.
    shop.checkout().wait_for_any(&["unknown", "placed"]);
    expect_no_harm(shop);
    shop.checkout().wait_long_for_any(&["placed"], FIRST_QUESTION);
    expect_no_harm(shop);
    shop.expect_one_order();
    assert_eq!(shop.events().outcomes(), ["ordered"]);
}

fn prefilled(story: Story) -> Story {
    story.with("finish", "prefill")
}

fn with_a_prefilled_page(shop: &Shop) {
    shop.checkout().wait_for("ready").pay_with(WALLET);
    Window::opened(shop).approve();
    shop.checkout().wait_for_text("Your details are filled in");
    assert_eq!(shop.events().outcomes(), ["prefilled"]);
    shop.browser.reload().unwrap();
    // The payment is kept for the page or cancelled. In both cases it is known.
    shop.checkout().wait_for_any(&["review", "ready"]);
    if shop.checkout().state() == "review" {
        shop.run("document.getElementById('checkout').cancel()", &[]);
    }
    shop.expect_all_cancelled();
    shop.checkout().wait_for("ready");
}

both! {
    a_late_token_lets_the_customer_order, a_late_token_after_a_guest_lets_the_customer_order:
        unchanged, then_it_is_ordered;
    after_a_reload_in_the_review_a_late_token_loses_no_payment,
    after_a_reload_in_the_review_a_late_token_after_a_guest_loses_no_payment:
        unchanged, in_the_review;
    after_a_reload_beside_the_wallets_window_a_late_token_loses_no_payment,
    after_a_reload_beside_the_wallets_window_a_late_token_after_a_guest_loses_no_payment:
        unchanged, beside_the_wallets_window;
    after_a_reload_while_the_order_is_on_its_way_a_late_token_finds_it,
    after_a_reload_while_the_order_is_on_its_way_a_late_token_after_a_guest_finds_it:
        with_a_late_answer, while_the_order_is_on_its_way;
    after_a_reload_once_the_answer_was_lost_a_late_token_finds_the_order,
    after_a_reload_once_the_answer_was_lost_a_late_token_after_a_guest_finds_the_order:
        with_a_lost_answer, while_the_order_is_on_its_way;
    after_a_reload_with_a_prefilled_page_a_late_token_loses_no_payment,
    after_a_reload_with_a_prefilled_page_a_late_token_after_a_guest_loses_no_payment:
        prefilled, with_a_prefilled_page;
}

fn with_the_documented_token(takes_ms: u64) -> Story {
    Story::of_a_customer().with_token(Token::fetched(Duration::from_millis(takes_ms)))
}

#[test]
fn with_the_documented_token_function_the_cancellation_arrives_when_the_page_is_closed_in_the_review() {
    for takes_ms in [0, 300] {
        with_the_documented_token(takes_ms).tell(|shop| {
            shop.checkout().wait_for("ready");
            shop.enter_in_another_tab();
            shop.checkout().wait_for("ready");
            shop.to_the_review(WALLET);
            shop.close_tab();
            shop.expect_all_cancelled();
        });
    }
}

#[test]
fn with_the_documented_token_function_the_cancellation_arrives_when_the_shopper_goes_elsewhere() {
    for takes_ms in [0, 300] {
        with_the_documented_token(takes_ms).tell(|shop| {
            shop.to_the_review(WALLET);
            shop.browser.go(&shop.site.url("/elsewhere.html")).unwrap();
            shop.expect_all_cancelled();
        });
    }
}

#[test]
fn with_the_documented_token_function_a_customer_orders() {
    for takes_ms in [0, 300] {
        with_the_documented_token(takes_ms).tell(|shop| {
            shop.to_the_review(WALLET);
            shop.order();
            let asked = shop.site.requests().iter().filter(|request| request.ends_with("/session/token")).count();
            assert!(asked > 3, "the function is called for each request: {asked}");
        });
    }
}

#[test]
fn a_token_function_without_a_token_asks_the_shopper_to_log_in() {
    for nothing in ["''", "null", "undefined"] {
        Story::of_a_customer().with_token(Token::fetched(Duration::from_millis(20))).tell(|shop| {
            shop.to_the_review(WALLET);
            let before = shop.ledger().requests.len();
            shop.run(&format!("document.getElementById('checkout').accessToken = () => {nothing};"), &[]);
            shop.checkout().place();
            shop.checkout().wait_for("review").wait_for_text("You are no longer logged in");
            assert_eq!(shop.ledger().requests.len(), before, "no request is sent without a token");
            expect_no_harm(shop);
        });
    }
}
