//! Stories about what a screen reader says: what gets the focus and what is announced, each thing once.

use super::ways::{in_the_sheet, press, stripe};
use e2e::checkout::{PAYPAL, WALLET};
use e2e::until::{PATIENCE, until};
use e2e::{Shop, Story, Window};
use serde_json::{Value, json};

/// Notes what a screen reader would say: nodes that get the focus, and texts of the live regions.
const LISTEN: &str = "const said = window.said = [];
    const words = (node) => node.textContent.trim().replace(/\\s+/g, ' ');
    root.addEventListener('focusin', ({ target }) => said.push(`focus ${target.localName}: ${words(target)}`));
    const regions = [...root.querySelectorAll('[role=status], [role=alert]')];
    new MutationObserver((changes) => {
        for (const { target } of changes) {
            const region = regions.find((region) => region.contains(target));
            const line = region && words(region) && `${region.role}: ${words(region)}`;
            if (line && said.at(-1) !== line) said.push(line);
        }
    }).observe(root, { subtree: true, childList: true, characterData: true });
    return null";

fn listen(shop: &Shop) {
    shop.checkout().node("[role=status]");
    shop.checkout().inside(LISTEN);
}

/// What was said since the last time, as soon as this was said.
fn said(shop: &Shop, last: &str) -> Value {
    let spoken =
        || Ok(shop.run("return window.said.some((line) => line.includes(arguments[0]))", &[json!(last)]) == true);
    until(last, PATIENCE, || spoken().map(|spoken| spoken.then_some(())))
        .unwrap_or_else(|_| panic!("{last}: {}", shop.run("return window.said", &[])));
    shop.run("return window.said.splice(0)", &[])
}

#[test]
fn a_closed_window_is_announced_once() {
    Story::of_a_guest().with("methods", PAYPAL).tell(|shop| {
        let checkout = shop.checkout();
        checkout.wait_for("ready");
        checkout.pay_with(PAYPAL);
        let window = Window::opened(shop);
        window.leave_open();
        checkout.wait_for("awaiting-approval");
        listen(shop);
        Window::opened(shop).close();
        checkout.wait_for("ready");
        let told = said(shop, "status: Cancelled");
        let told: Vec<&str> = told.as_array().unwrap().iter().filter_map(Value::as_str).collect();
        let messages = told.iter().filter(|line| !line.starts_with("focus button"));
        assert_eq!(messages.count(), 1, "{told:#?}");
    });
}

#[test]
fn a_decline_is_announced_at_once_and_says_what_happens_to_the_payment() {
    stripe(json!({})).excusing("/psp/stripe/confirm").tell(|shop| {
        press(shop, "#stripe-button");
        shop.checkout().wait_for("awaiting-approval");
        listen(shop);
        in_the_sheet(shop, || press(shop, "#decline"));
        shop.checkout().wait_for("failed");
        let told = said(shop, "declined").to_string();
        assert!(told.contains("cancelled after two minutes"), "{told}");
        assert_eq!(told.matches("The payment was declined").count(), 1, "{told}");
    });
}

#[test]
fn a_message_that_the_shopper_waits_with_is_announced_after_a_while() {
    let slow = json!({"faults": [{"step": "payment-cancellations", "fault": "late:3000", "times": 1}]});
    Story::of_a_guest().in_a_shop(slow).with("methods", PAYPAL).tell(|shop| {
        let checkout = shop.checkout();
        checkout.wait_for("ready");
        checkout.pay_with(PAYPAL);
        checkout.wait_for("awaiting-approval");
        listen(shop);
        Window::opened(shop).close();
        let told = said(shop, "status: Cancelling");
        assert_eq!(told.as_array().map(Vec::len), Some(1), "{told}");
        checkout.wait_for("ready");
        said(shop, "status: Cancelled");
    });
}

#[test]
fn our_headings_are_below_the_heading_of_the_page() {
    let levels = |heading: &str, levels: [u64; 3]| {
        Story::of_a_guest().on_a_page(|page| page.put_inside(heading)).tell(|shop| {
            let level = |selector: &str| {
                let script = format!(
                    "const node = root.querySelector('{selector}'); return +(node.ariaLevel ?? node.localName[1])"
                );
                shop.checkout().inside(&script).as_u64().unwrap()
            };
            shop.to_the_review(WALLET);
            assert_eq!([level("[part~=review] h2"), level("[part~=review] h3")], levels[..2], "{heading}");
            shop.order();
            assert_eq!(level(".thanks h2"), levels[2], "{heading}");
        });
    };
    levels("", [2, 3, 2]);
    levels("<h3 slot=\"heading\">Express</h3>", [4, 5, 3]);
}
