//! Tests of the names and details of the public events.

use super::shop::*;
use crate::flow::*;
use crate::json::Json;

fn failure(step: failure::Step, error: GlueError) -> Failure {
    Failure { step, cause: Cause::Glue(error), retryable: false }
}

fn status(status: u16) -> GlueError {
    GlueError::Refused(Refusal { status, ..Refusal::default() })
}

#[test]
fn every_failure_of_a_request_has_a_code_and_an_actor() {
    use Actor::*;
    for (error, code, actor) in [
        (GlueError::Network, "payment-network", Shopper),
        (GlueError::Timeout, "payment-timeout", Shopper),
        (GlueError::Unreadable { status: 201 }, "payment-unreadable", Backend),
        (GlueError::Unsuccessful { status: 201 }, "payment-unsuccessful", Backend),
        (refused(403, 5900), "payment-code-required", Shopper),
        (refused(403, 5901), "payment-code-required", Shopper),
        (refused(422, 1103), "payment-cart-gone", Shopper),
        (refused(422, 1104), "payment-cart-gone", Shopper),
        (refused(422, 901), "payment-refused", Shopper),
        (refused(422, 1102), "payment-refused", Shopper),
        (refused(422, 1101), "payment-refused", Integrator),
        (status(401), "payment-unauthorized", Integrator),
        (status(403), "payment-unauthorized", Integrator),
        (status(404), "payment-route-missing", Integrator),
        (status(400), "payment-refused", Integrator),
        (status(429), "payment-throttled", Backend),
        (status(500), "payment-server", Backend),
        (status(503), "payment-server", Backend),
    ] {
        let failure = failure(failure::Step::Payment, error);
        assert_eq!((failure.code().as_str(), failure.actor()), (code, actor));
    }
    let names = [Shopper, Integrator, Backend].map(Actor::name);
    assert_eq!(names, ["shopper", "integrator", "backend"]);
}

#[test]
fn every_failure_of_an_approval_has_a_code_and_an_actor() {
    use Actor::*;
    for (error, code, actor) in [
        (ApprovalError::Script, "approval-script", Integrator),
        (ApprovalError::Sdk, "approval-sdk", Integrator),
        (ApprovalError::Provider, "approval-provider", Backend),
        (ApprovalError::Data, "approval-data", Backend),
        (ApprovalError::Origin, "approval-origin", Integrator),
        (ApprovalError::Mismatch, "approval-mismatch", Backend),
        (ApprovalError::Declined, "approval-declined", Shopper),
        (ApprovalError::Window, "approval-window", Integrator),
        (ApprovalError::Removed, "approval-removed", Integrator),
        (ApprovalError::Empty, "approval-empty", Integrator),
        (ApprovalError::Conflict, "approval-conflict", Integrator),
    ] {
        let failure = Failure { step: failure::Step::Approval, cause: Cause::Approval(error), retryable: true };
        assert_eq!((failure.code().as_str(), failure.actor()), (code, actor));
        assert!(failure.detail().starts_with("the provider's approval: "), "{}", failure.detail());
    }
    for (cause, code) in [(Cause::AttemptFailed, "review-not-loaded"), (Cause::NothingToPay, "review-nothing-to-pay")] {
        let failure = Failure { step: failure::Step::Review, cause, retryable: false };
        assert_eq!((failure.code().as_str(), failure.actor()), (code, Actor::Shopper));
    }
}

#[test]
fn the_detail_for_developers_has_the_endpoint_status_codes_and_paths() {
    let refusal = Refusal {
        status: 422,
        codes: vec![901, 1101],
        paths: vec!["shippingAddress.city".to_owned()],
        ..Refusal::default()
    };
    let detail = failure(failure::Step::Order, GlueError::Refused(refusal)).detail();
    assert_eq!(detail, "POST /checkout: 422 code 901 code 1101 at shippingAddress.city");
    let detail = failure(failure::Step::Methods, GlueError::Unreadable { status: 200 }).detail();
    assert_eq!(detail, "POST /checkout-data: 200, not what the contract promises");
}

#[test]
fn a_missing_cart_or_route_is_not_retryable() {
    for (error, again) in [
        (refused(422, 1103), false),
        (refused(422, 1104), false),
        (status(404), false),
        (status(500), true),
        (status(401), true),
        (GlueError::Network, true),
    ] {
        let mut story = Story::guest();
        story.step(Event::Begun(Record::default()));
        let request = story.request();
        story.step(Event::OfferFetched(request, Err(error)));
        let Some(Offering::Failed { failure, .. }) = story.state.offering() else { panic!("failed") };
        assert_eq!(failure.retryable, again, "{failure:?}");
    }
}

#[test]
fn both_machines_announce_the_same_details() {
    for idle in [
        IdleAnnouncement::Ready(vec![(method(), true)]),
        IdleAnnouncement::AvailabilityChange(vec![(method(), false)]),
        IdleAnnouncement::AttemptFailed("attempt".to_owned()),
        IdleAnnouncement::Complete("attempt".to_owned()),
        IdleAnnouncement::StateChange("ready", "failed"),
    ] {
        let announcement = Announcement::from(idle.clone());
        assert_eq!((announcement.name(), announcement.detail()), (idle.name(), idle.detail()), "{idle:?}");
        assert_ne!(idle.detail(), Json::Null, "{idle:?}");
    }
}

#[test]
fn an_attempt_that_could_not_begin_is_announced_as_its_error() {
    let detail = IdleAnnouncement::AttemptFailed("attempt".to_owned()).detail();
    assert_eq!(detail.get("code").str(), Some("methods-not-loaded"));
    assert_eq!(detail.get("correlationId").str(), Some("attempt"));
    let failure = Failure { step: Step::Methods, cause: Cause::AttemptFailed, retryable: true };
    let told = Announcement::Error(failure, Some("attempt".to_owned())).detail();
    for key in ["code", "step", "actor", "retryable"] {
        assert_eq!(told.get(key), detail.get(key), "{key}");
    }
}

#[test]
fn the_totals_show_whether_the_prices_include_the_tax() {
    for on_top in [true, false] {
        let totals = Totals { tax: Some(319), tax_on_top: on_top, ..Totals::default() };
        let told = announce::totals_detail(euro(2_000), &totals);
        assert_eq!(told.get("taxIncluded"), &Json::from(!on_top));
        assert_eq!((told.get("grandTotal"), told.get("taxTotal")), (&Json::from(2_000_i64), &Json::from(319_i64)));
    }
}

#[test]
fn outcomes_and_cancel_reasons_have_public_names() {
    use Outcome::*;
    for (outcome, name) in [
        (Ordered, "ordered"),
        (Prefilled, "prefilled"),
        (Cancelled, "cancelled"),
        (Failed, "failed"),
        (Unknown, "unknown"),
    ] {
        let told = Announcement::Complete { outcome, reference: None, correlation: String::new() };
        assert_eq!(told.detail().get("outcome").str(), Some(name));
    }
    use CancelReason::*;
    for (reason, name) in [
        (Shopper, "shopper"),
        (Provider, "provider"),
        (NotApproved, "not-approved"),
        (Page, "page"),
        (PageLeft, "page-left"),
        (ConfigChanged, "config-changed"),
        (TotalChanged, "total-changed"),
        (Stale, "stale"),
        (Elsewhere, "elsewhere"),
    ] {
        let told = Announcement::Cancel { step: "review", reason };
        assert_eq!(told.detail().get("reason").str(), Some(name));
    }
}

#[test]
fn debug_prints_no_secret_and_no_payment_data() {
    assert_eq!(format!("{:?}", Secret("123456".to_owned())), "Secret");
    let data =
        PaymentData::parse(&Json::map([("transactionId", "tx1".into()), ("clientToken", "hush".into())])).unwrap();
    let printed = format!("{data:?}");
    assert!(printed.contains("tx1") && !printed.contains("hush"), "{printed}");
}

#[test]
fn the_providers_data_are_added_to_the_payments_data_and_replace_nothing() {
    let given = Json::map([("transactionId", "tx1".into()), ("payerId", Json::Null)]);
    let returned =
        Json::map([("transactionId", "forged".into()), ("payerId", "forged".into()), ("nonce", "n-1".into())]);
    let data = PaymentData::parse(&given).unwrap().enriched(&returned);
    let whole = Json::map([("transactionId", "tx1".into()), ("payerId", Json::Null), ("nonce", "n-1".into())]);
    assert_eq!(data.whole(), &whole);
}
