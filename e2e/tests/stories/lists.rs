//! Stories about customers with many orders. Glue lists the oldest orders first, and API Platform lists only ten. A new order
//! must be found among them, and an incomplete list must not count as "no order".

use super::unknown::{expect_no_harm, reload_once_ordered};
use e2e::backend::at_checkout;
use e2e::checkout::WALLET;
use e2e::page::Page;
use e2e::until::{PATIENCE, until};
use e2e::{Shop, Story, Token};
use serde_json::json;
use std::time::Duration;

const OFTEN: u32 = 40;

/// Longer than the pause before the element first asks whether the order exists.
const FIRST_QUESTION: Duration = Duration::from_secs(30);

fn of_a_regular(dialect: &str) -> Story {
    Story::of_a_customer().with_orders_before(OFTEN).in_a_shop(json!({"dialect": dialect}))
}

#[track_caller]
fn expect_the_order_is_found(shop: &Shop) {
    shop.checkout().wait_long_for_any(&["placed"], FIRST_QUESTION);
    shop.checkout().wait_for_text("DE--41");
    expect_no_harm(shop);
    shop.expect_one_order();
    assert_eq!(shop.events().outcomes(), ["ordered"]);
}

#[test]
fn the_answer_to_a_regular_customers_order_is_lost_and_the_order_found() {
    for dialect in ["legacy", "platform"] {
        of_a_regular(dialect).in_a_shop(at_checkout("lost", 9)).tell(|shop| {
            shop.to_the_review(WALLET);
            shop.checkout().place();
            shop.checkout().wait_for("unknown");
            expect_the_order_is_found(shop);
        });
    }
}

#[test]
fn after_a_reload_a_regular_customers_order_is_found() {
    for dialect in ["legacy", "platform"] {
        for fault in ["late:4000", "lost"] {
            of_a_regular(dialect).in_a_shop(at_checkout(fault, 9)).tell(|shop| {
                shop.to_the_review(WALLET);
                reload_once_ordered(shop);
                expect_the_order_is_found(shop);
                assert_eq!(shop.posts("payment-cancellations").len(), 0);
            });
        }
    }
}

#[test]
fn an_order_saved_by_another_request_is_found_even_if_it_is_listed_late() {
    for fault in ["1102-saved", "1102-saved:6000"] {
        of_a_regular("legacy").in_a_shop(at_checkout(fault, 1)).tell(|shop| {
            shop.to_the_review(WALLET);
            shop.checkout().place();
            shop.checkout().wait_for("unknown");
            shop.checkout().wait_long_for_any(&["placed"], Duration::from_secs(60));
            expect_no_harm(shop);
            shop.expect_one_order();
        });
    }
}

/// The requests for the list of orders: how many reached the shop, and how many were answered.
fn looks(shop: &Shop) -> (usize, usize) {
    let answered = shop.events().of("ec-request").into_iter().filter(|detail| detail["path"] == "/orders").count();
    (shop.requests("GET", "orders"), answered)
}

/// Lets time pass until the page has asked this many more times whether the order exists. No time passes during a request, so
/// that it does not time out.
#[track_caller]
fn let_questions_pass(shop: &Shop, so_many: usize) {
    let before = shop.requests("GET", "orders");
    let asked = || {
        let (arrived, answered) = looks(shop);
        if arrived == answered && arrived < before + so_many {
            shop.run("window.e2eLetTimePass(110_000)", &[]);
        }
        Ok((answered >= before + so_many).then_some(()))
    };
    until("all questions", PATIENCE, asked).unwrap();
}

#[test]
fn a_complete_list_without_a_new_order_allows_another_order() {
    for dialect in ["legacy", "platform"] {
        let story = of_a_regular(dialect).in_a_shop(at_checkout("500", 1)).on_a_page(Page::hold_the_clock);
        story.tell(|shop| {
            shop.to_the_review(WALLET);
            shop.checkout().place();
            shop.checkout().wait_for("unknown");
            // The first request comes without help: only longer pauses are stopped.
            shop.until("a request for the orders", |_| shop.requests("GET", "orders") >= 2);
            let_questions_pass(shop, 3);
            shop.checkout().wait_for("review").wait_for_text("nothing was ordered");
            assert!(shop.ledger().orders.is_empty());
            shop.checkout().place();
            shop.checkout().wait_for("placed").wait_for_text("DE--41");
            shop.expect_one_order();
        });
    }
}

#[test]
fn another_customers_list_does_not_decide_about_this_order() {
    for others in [0, 3] {
        let story = of_a_regular("legacy").in_a_shop(at_checkout("lost", 9)).on_a_page(Page::hold_the_clock);
        story.tell(|shop| {
            shop.orders_before_of("otto", others);
            shop.to_the_review(WALLET);
            shop.checkout().place();
            shop.checkout().wait_for("unknown");
            shop.set(
                json!({"faults": [{"step": "orders", "fault": "foreign"}, {"step": "checkout", "fault": "lost"}]}),
            );
            shop.until("a request for the orders", |_| shop.requests("GET", "orders") >= 2);
            let_questions_pass(shop, 3);
            shop.checkout().wait_for("unknown");
            expect_no_harm(shop);
            assert_eq!(shop.ledger().orders.len(), 1);
            let ways = shop.checkout().ways_on();
            assert!(!ways.iter().any(|way| way.contains("Place order") || way.contains("Cancel")), "{ways:?}");
        });
    }
}

/// A customer's first order gets no answer, and another customer has logged in. `shows_it` lets the page notice, and returns how often
/// the orders were requested before.
#[track_caller]
fn expect_nothing_is_said_about_a_first_order(shows_it: impl Fn(&Shop) -> usize) {
    for (fault, orders, others) in [("lost", 1, 0), ("500", 0, 1)] {
        let token = Token::fetched(Duration::from_millis(20));
        let story = Story::of_a_customer().with_token(token).in_a_shop(at_checkout(fault, 9));
        story.on_a_page(Page::hold_the_clock).tell(|shop| {
            shop.orders_before_of("otto", others);
            shop.to_the_review(WALLET);
            shop.checkout().place();
            shop.checkout().wait_for("unknown");
            shop.log_in_as("otto");
            let asked = shows_it(shop);
            shop.checkout().wait_for("unknown");
            shop.until("a request for the orders", |_| shop.requests("GET", "orders") > asked);
            let_questions_pass(shop, 3);
            shop.until_told("ec-complete");
            assert_eq!(shop.events().outcomes(), ["unknown"]);
            shop.checkout().wait_for("unknown");
            expect_no_harm(shop);
            assert_eq!(shop.ledger().orders.len(), orders);
            assert_eq!(shop.posts("payment-cancellations").len(), 0);
        });
    }
}

#[test]
fn another_customer_who_logs_in_says_nothing_about_a_first_order() {
    expect_nothing_is_said_about_a_first_order(|_| 1);
}

#[test]
fn after_a_reload_the_list_of_another_customer_says_nothing_about_a_first_order() {
    expect_nothing_is_said_about_a_first_order(|shop| {
        let asked = shop.requests("GET", "orders");
        shop.browser.reload().unwrap();
        asked
    });
}

#[test]
fn after_a_reload_a_first_order_is_found_by_its_customer() {
    for token in [Token::default(), Token::fetched(Duration::from_millis(20))] {
        let story = Story::of_a_customer().with_token(token).in_a_shop(at_checkout("lost", 9));
        story.tell(|shop| {
            shop.to_the_review(WALLET);
            reload_once_ordered(shop);
            shop.checkout().wait_long_for_any(&["placed"], FIRST_QUESTION);
            expect_no_harm(shop);
            shop.expect_one_order();
            assert_eq!(shop.events().outcomes(), ["ordered"]);
            assert_eq!(shop.posts("payment-cancellations").len(), 0);
        });
    }
}
