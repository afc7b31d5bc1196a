//! Stories about crashes of the module: a new instance continues from the record and can get the lock. Crashes of other
//! modules in the page are ignored.

use super::unknown::expect_the_truth;
use e2e::checkout::{PAYPAL, WALLET};
use e2e::found::shipped;
use e2e::until::{PATIENCE, pass, until};
use e2e::{Engine, Shop, Story, Window};
use sandbox::ledger::Status;
use serde_json::{Value, json};
use std::time::Duration;

/// The browsers' messages about such a crash.
const TRAP: &str = "of bounds";

/// The browsers' messages about a crash in a module of the page.
const UNREACHABLE: &str = "nreachable";

/// Crashes the current instance by reading outside its memory. `fresh`: the instance after a crash. It runs in a script of the
/// page, because a script of the driver may get other module instances.
fn crash(shop: &Shop, fresh: bool) {
    let core = shipped("core.js") + if fresh { "?try=1" } else { "" };
    let script = "const script = document.createElement('script');
        script.type = 'module';
        script.textContent = `const wasm = await (await import(${JSON.stringify(arguments[0])})).default();
            try { wasm.handle_state(0x7ffffff0); } catch (error) {
                dispatchEvent(new ErrorEvent('error', { error, message: error.message }));
            }`;
        document.head.append(script)";
    shop.run(script, &[json!(core)]);
}

fn has_a_new_instance(shop: &Shop) -> bool {
    shop.site.requests().iter().any(|request| request.contains("try=1"))
}

fn wait_for_the_new_instance(shop: &Shop) {
    until("a new instance", PATIENCE, || Ok(has_a_new_instance(shop).then_some(()))).unwrap();
}

fn a_crash_in_the_review(story: Story, method: &str) {
    story.excusing(TRAP).tell(|shop| {
        shop.to_the_review(method);
        crash(shop, false);
        wait_for_the_new_instance(shop);
        shop.checkout().wait_for("ready");
        shop.expect_all_cancelled();
        shop.pay_and_order(method);
    });
}

#[test]
fn after_a_crash_in_the_review_the_payment_is_cancelled_and_the_cart_can_be_ordered() {
    a_crash_in_the_review(Story::of_a_guest(), WALLET);
    a_crash_in_the_review(Story::of_a_customer(), PAYPAL);
}

#[test]
fn after_a_crash_during_the_approval_the_shopper_is_asked_and_can_approve_or_cancel() {
    Story::of_a_guest().excusing(TRAP).tell(|shop| {
        for approves in [false, true] {
            shop.enter();
            shop.checkout().pay_with(WALLET);
            Window::opened(shop).leave_open();
            shop.checkout().wait_for("awaiting-approval");
            crash(shop, false);
            shop.checkout().wait_for_text("Did you approve");
            if approves {
                Window::opened(shop).approve();
                shop.checkout().click("[data-ec=finished]");
                shop.order();
            } else {
                Window::opened(shop).close();
                shop.checkout().cancel();
                shop.checkout().wait_for("ready");
                shop.expect_all_cancelled();
            }
        }
        assert_eq!(shop.events().outcomes(), ["cancelled", "ordered"]);
    });
}

#[test]
fn after_a_crash_during_the_order_only_the_new_instance_reports_the_result() {
    let slow = json!({"faults": [{"step": "checkout", "fault": "late:4000", "times": 1}]});
    Story::of_a_guest().in_a_shop(slow.clone()).excusing(TRAP).tell(|shop| {
        shop.to_the_review(WALLET);
        shop.checkout().place();
        shop.until("the request for the order", |_| !shop.posts("checkout").is_empty());
        crash(shop, false);
        wait_for_the_new_instance(shop);
        shop.checkout().wait_for("unknown");
        shop.until("the order", |ledger| ledger.orders.len() == 1);
        pass(Duration::from_secs(5));
        expect_the_truth(shop);
    });
    Story::of_a_customer().in_a_shop(slow).excusing(TRAP).tell(|shop| {
        shop.to_the_review(WALLET);
        shop.checkout().place();
        shop.until("the request for the order", |_| !shop.posts("checkout").is_empty());
        crash(shop, false);
        wait_for_the_new_instance(shop);
        shop.checkout().wait_long_for_any(&["placed"], Duration::from_secs(60));
        shop.expect_one_order();
        assert_eq!(shop.events().outcomes(), ["ordered"]);
    });
}

#[test]
fn after_a_second_crash_the_element_stops_and_links_to_the_shops_checkout() {
    Story::of_a_guest().with("checkout-url", "/checkout").excusing(TRAP).tell(|shop| {
        shop.checkout().wait_for("ready");
        crash(shop, false);
        wait_for_the_new_instance(shop);
        shop.checkout().wait_for("ready");
        crash(shop, true);
        shop.checkout().wait_for_text("Continue to checkout");
        assert_eq!(shop.checkout().ways_on(), ["Continue to checkout"]);
        assert_eq!(shop.checkout().state(), "failed");
    });
}

/// A crash of a module of the page, and then a crash of the element's module in the review.
pub fn in_any_engine(engine: Engine) {
    let story = Story::of_a_guest().in_engine(engine).on_a_page(|page| page.put_script(FOREIGN));
    story.excusing(TRAP).excusing(UNREACHABLE).excusing("Script error").tell(|shop| {
        shop.checkout().wait_for("ready");
        shop.run(CRASHES_EVERYWHERE, &[]);
        shop.to_the_review(WALLET);
        assert!(!has_a_new_instance(shop));
        crash(shop, false);
        wait_for_the_new_instance(shop);
        shop.checkout().wait_for("ready");
        shop.expect_all_cancelled();
        shop.to_the_review(WALLET);
        shop.order();
    });
}

/// A module of the page that crashes when it is called.
const FOREIGN: &str =
    "const bytes = [0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 5, 1, 1, 102, 0, 0, 10, 5, 1, 3,
        0, 0, 11];
    window.crashElsewhere = new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array(bytes))).exports.f;";

/// It crashes in a script, in a promise, and in a callback that the element calls.
const CRASHES_EVERYWHERE: &str = "setTimeout(() => window.crashElsewhere());
    Promise.resolve().then(() => window.crashElsewhere());
    const heard = (event) => { event.currentTarget.removeEventListener(event.type, heard); window.crashElsewhere(); };
    for (const name of ['ec-state-change', 'ec-request', 'ec-confirm', 'ec-order', 'ec-complete']) {
        document.getElementById('checkout').addEventListener(name, heard);
    }";

#[test]
fn a_crash_in_another_module_of_the_page_changes_nothing() {
    for method in [WALLET, PAYPAL] {
        Story::of_a_guest().on_a_page(|page| page.put_script(FOREIGN)).excusing(UNREACHABLE).tell(|shop| {
            shop.checkout().wait_for("ready");
            shop.run(CRASHES_EVERYWHERE, &[]);
            shop.checkout().pay_with(method);
            Window::opened(shop).linger().approve();
            shop.checkout().wait_for("review").settle();
            shop.run(CRASHES_EVERYWHERE, &[]);
            shop.order();
            assert_eq!(shop.posts("payments").len(), 1);
            assert!(!has_a_new_instance(shop));
        });
    }
}

#[test]
fn a_crash_in_a_callback_of_the_page_is_not_the_elements() {
    let token = "document.getElementById('checkout').accessToken = () => window.crashElsewhere();";
    let story = Story::of_a_guest()
        .on_a_page(|page| page.put_script(FOREIGN))
        .excusing(UNREACHABLE)
        .excusing("express-checkout: ");
    story.on_a_page(|page| page.put_script(token)).tell(|shop| {
        shop.checkout().wait_for("failed");
        assert!(!has_a_new_instance(shop));
        assert_eq!(shop.run("return document.getElementById('checkout').state", &[]), json!("failed"));
        let left: Vec<Value> = shop.posts("payments").iter().map(|request| json!(request.path)).collect();
        assert_eq!(left, Vec::<Value>::new());
        assert!(shop.ledger().payments.iter().all(|payment| payment.status == Status::Cancelled));
    });
}
