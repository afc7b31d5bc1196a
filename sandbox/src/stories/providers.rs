//! Tests of the providers' scripts and pages.

use crate::ledger::{Outcome, Status};
use crate::shopper::{Answer, PAYPAL, Shopper, WALLET};
use serde_json::json;

fn press(shopper: &mut Shopper, path: &str, fields: &[(&str, &str)]) -> Answer {
    let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    shopper.request("POST", path, &body, &[("content-type", "application/x-www-form-urlencoded")])
}

fn script_status(shopper: &mut Shopper, query: &str) -> u16 {
    shopper.request("GET", &format!("/psp/paypal/js?{query}"), "", &[]).reply.status
}

#[test]
fn the_script_refuses_invalid_parameters() {
    let mut guest = Shopper::guest();
    assert_eq!(script_status(&mut guest, "client-id=a&currency=EUR&locale=de_DE"), 200);
    assert_eq!(script_status(&mut guest, "currency=EUR&locale=de_DE"), 400);
    assert_eq!(script_status(&mut guest, "client-id=a&locale=de-DE"), 400);
    assert_eq!(script_status(&mut guest, "client-id=a&locale=de"), 400);
    assert_eq!(script_status(&mut guest, "client-id=a&currency=currencyName"), 400);
}

#[test]
fn the_script_can_have_faults() {
    let mut guest = Shopper::guest();
    let mut script = |fault: &str| {
        guest.configure(json!({"faults": [{"step": "script", "fault": fault}]}));
        guest.request("GET", "/psp/paypal/js?client-id=a", "", &[]).reply
    };
    assert_eq!(script("404").status, 404);
    assert!(script("throw").body.starts_with("throw new Error"));
    assert!(script("no-global").body.starts_with("//"));
    assert_eq!(script("late:9").delay_ms, 9);
}

#[test]
fn the_paypal_window_sends_its_result_to_the_opener() {
    let mut guest = Shopper::guest();
    let data = guest.pay(PAYPAL, 22417, None).payment_data();
    let order_id = data["orderId"].as_str().unwrap();
    let page =
        guest.request("GET", &format!("/psp/paypal/approve?token={order_id}&shop=https://page.example"), "", &[]).reply;
    for part in ["224.17 EUR", "Look-alike, no real money", "id=\"approve\"", "id=\"decline\"", "id=\"cancel\""] {
        assert!(page.body.contains(part), "{part}");
    }
    let fields = [("token", order_id), ("shop", "https://page.example"), ("action", "approve")];
    let done = press(&mut guest, "/psp/paypal/outcome", &fields).reply;
    assert!(done.body.contains("data-kind=\"approve\"") && done.body.contains("data-shop=\"https://page.example\""));
    assert_eq!(guest.sandbox.ledger().payments[0].status, Status::Approved);
}

#[test]
fn approvals_can_be_forged_and_doubled() {
    let mut guest = Shopper::guest();
    let data = guest.pay(PAYPAL, 22417, None).payment_data();
    let order_id = data["orderId"].as_str().unwrap();
    for (fault, part) in [
        ("forged-order-id", "PPO-FORGED"),
        ("twice", "data-times=\"2\""),
        ("error", "data-kind=\"error\""),
        ("no-id", "data-order-id=\"\""),
    ] {
        guest.configure(json!({"faults": [{"step": "approval", "fault": fault}]}));
        let done = press(&mut guest, "/psp/paypal/outcome", &[("token", order_id), ("action", "approve")]).reply;
        assert!(done.body.contains(part), "{fault}");
    }
}

#[test]
fn the_wallet_keeps_the_parameters_of_the_return_url() {
    let mut guest = Shopper::guest();
    let data = guest.pay(WALLET, 22417, None).payment_data();
    let id = data["transactionId"].as_str().unwrap();
    let path = data["redirectUrl"].as_str().unwrap().strip_prefix("https://shop.example").unwrap();
    let page =
        guest.request("GET", &format!("{path}?returnUrl=https%3A%2F%2Fpage.example%2F%3Fa%3D%2522"), "", &[]).reply;
    assert!(page.body.contains("value=\"https://page.example/?a=%22\""));
    let back = "https://page.example/cart?a=1&state=x%20y#top";
    let reply =
        press(&mut guest, "/psp/wallet/outcome", &[("transactionId", id), ("returnUrl", back), ("action", "decline")])
            .reply;
    let expected = format!("https://page.example/cart?a=1&state=x%20y&transactionId={id}&status=declined#top");
    assert_eq!((reply.status, reply.header("location")), (303, Some(expected.as_str())));
    assert_eq!(guest.sandbox.ledger().payments[0].status, Status::Declined);
}

#[test]
fn the_wallet_redirects_only_to_web_urls() {
    let mut guest = Shopper::guest();
    let data = guest.pay(WALLET, 22417, None).payment_data();
    let id = data["transactionId"].as_str().unwrap();
    for back in ["", "javascript:alert(1)", "//evil.example", "data:text/html,x", "https://a.example/\n"] {
        let reply = press(
            &mut guest,
            "/psp/wallet/outcome",
            &[("transactionId", id), ("returnUrl", back), ("action", "cancel")],
        )
        .reply;
        assert_eq!(reply.status, 200, "{back}");
        assert!(reply.body.contains("You can close this window"));
    }
    let payment = guest.sandbox.ledger().payments.remove(0);
    assert_eq!((payment.status, payment.payer_outcome), (Status::Created, Some(Outcome::Cancelled)));
    assert_eq!(
        press(&mut guest, "/psp/wallet/outcome", &[("transactionId", id), ("action", "robbery")]).reply.status,
        404
    );
}

#[test]
fn a_page_stays_valid_when_the_transaction_id_changes() {
    let mut guest = Shopper::guest();
    let data = guest.pay(WALLET, 22417, None).payment_data();
    guest.pay(WALLET, 22517, Some(&data));
    let id = data["transactionId"].as_str().unwrap();
    let page = guest.request("GET", &format!("/psp/wallet/session/{id}"), "", &[]).reply;
    assert!(page.body.contains("225.17 EUR"));
}

#[test]
fn markup_in_a_name_stays_text() {
    let mut guest = Shopper::guest().in_a_shop(json!({"payer": "markup"}));
    let data = guest.pay(WALLET, 22417, None).payment_data();
    let path = data["redirectUrl"].as_str().unwrap().strip_prefix("https://shop.example").unwrap().to_owned();
    let page = guest.request("GET", &path, "", &[]).reply;
    assert!(!page.body.contains("<img"));
}
