//! Stories about the demo's diagram of the requests.

use e2e::checkout::WALLET;
use e2e::demo::Demo;
use serde_json::Value;

#[test]
fn the_diagram_says_why_the_same_request_is_sent_several_times() {
    let whys = "[...document.querySelectorAll('.row.arrow')]
        .map((row) => row.innerText).filter((text) => text.includes('checkout-data')).map((text) => text.split(': ').at(-1))";
    Demo::open_at("/?view=checkout&provider=wallet").tell(|demo| {
        demo.place_order(WALLET);
        demo.checkout().wait_for("placed");
        demo.wait_until("document.querySelectorAll('.chapter').forEach((chapter) => { chapter.open = true }) ?? true");
        let seen = demo.browser().run(&format!("return {whys}"), &[]).expect("the rows");
        let seen: Vec<&str> = seen.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::trim).collect();
        for why in ["buttons and prices", "total with shipping", "total for this address", "last look before the order"]
        {
            assert!(seen.iter().filter(|one| **one == why).count() == 1, "{seen:?}");
        }
    });
}

#[test]
fn a_payment_from_before_a_reload_has_a_chapter_of_its_own_in_the_diagram() {
    Demo::open_at("/?view=checkout&provider=wallet").tell(|demo| {
        demo.checkout().pay_with(WALLET);
        demo.window().approve();
        demo.checkout().wait_for("review").settle();
        demo.reload();
        demo.checkout().wait_for("ready");
        let heads = "[...document.querySelectorAll('.chapter summary')].map((head) => head.textContent)";
        demo.wait_until(&format!("{heads}.includes('The shop gives back the payment that was left open')"));
        let rows = "document.querySelectorAll('.chapter')].find((one) => one.textContent.includes('gives back'))";
        demo.wait_until(&format!("[...{rows}.textContent.includes('POST /payment-cancellations')"));
    });
}
