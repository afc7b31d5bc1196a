//! Stories of shoppers who have only a keyboard: an order with each kind of provider. The focus is visible in the shop's page at each
//! key, and is never lost.

use super::policy::tab_and_press;
use super::ways::{STRIPE, stripe, with};
use e2e::checkout::{PAYPAL, WALLET};
use e2e::keyboard::{ENTER, SHIFT_TAB, SPACE, TAB, press, replace};
use e2e::until::{PATIENCE, until};
use e2e::{Checkout, Shop, Story, Window};
use serde_json::{Value, json};

/// The focused node: what it is, and whether its focus can be seen. The message and the heading have the focus only so that a screen
/// reader continues there; Tab does not stop at them.
const FOCUS: &str = "const inside = root.activeElement;
    const outer = document.activeElement;
    const node = inside ?? outer;
    if (!node || node === document.body || node === document.documentElement) return ['nothing', false];
    const name = node.dataset.key ?? node.dataset.path ?? node.dataset.ec ?? (node.id || node.localName);
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(node);
    const ring = outlineStyle !== 'none' && parseFloat(outlineWidth) >= 1 || boxShadow !== 'none';
    return [name, ring || node.tabIndex < 0 || !host.contains(node) && !inside]";

/// The name of the focused node. The story ends if the focus is lost or cannot be seen.
#[track_caller]
fn focused(checkout: &Checkout<'_>) -> String {
    let seen = checkout.inside(FOCUS);
    assert_eq!(seen[1], json!(true), "the focus is lost, or cannot be seen: {seen}");
    seen[0].as_str().unwrap_or_default().to_owned()
}

/// Presses a key until the focus is at this node.
#[track_caller]
fn go_to(shop: &Shop, key: &str, name: &str) {
    let checkout = shop.checkout();
    let mut way = Vec::new();
    while way.len() < 60 {
        let at = focused(&checkout);
        if at == name {
            return;
        }
        way.push(at);
        press(&shop.browser, &[key]).unwrap();
    }
    panic!("{name} is not reached: {way:?}");
}

/// Goes to a button and presses it.
#[track_caller]
fn push(shop: &Shop, name: &str, key: &str) {
    go_to(shop, TAB, name);
    press(&shop.browser, &[key]).unwrap();
}

/// Begins at the top of the page.
fn ready(shop: &Shop) {
    let checkout = shop.checkout();
    checkout.wait_for("ready");
    shop.run("document.getElementById('start').focus()", &[]);
}

fn on_a_page(story: Story) -> Story {
    story.on_a_page(|page| page.put_before("<button id=\"start\">Begin</button>"))
}

/// Orders from the review: changes the parcel's addition and the shipment method, and goes back by one step.
fn order_from_the_review(shop: &Shop) {
    let checkout = shop.checkout();
    checkout.wait_for("review").settle();
    assert_eq!(focused(&checkout), "ec-heading", "the focus moves to the review");
    push(shop, "change-shippingAddress", SPACE);
    go_to(shop, TAB, "shippingAddress.address2");
    replace(&shop.browser, "3rd floor").unwrap();
    go_to(shop, SHIFT_TAB, "change-shippingAddress");
    press(&shop.browser, &[ENTER]).unwrap();
    checkout.settle();
    assert_eq!(focused(&checkout), "change-shippingAddress", "the focus stays at the button that closes the form");
    push(shop, "place", SPACE);
    checkout.wait_for("placed");
    assert_eq!(focused(&checkout), "h2", "the focus moves to the confirmation");
    shop.expect_one_order();
}

fn in_the_window(shop: &Shop) {
    let window = Window::opened(shop);
    tab_and_press(shop, "approve", ENTER);
    window.leave_open();
}

#[test]
fn paypals_window() {
    on_a_page(with(PAYPAL, json!({}), json!({}))).tell(|shop| {
        ready(shop);
        shop.checkout().paypal_button();
        push(shop, "paypal-button", ENTER);
        in_the_window(shop);
        order_from_the_review(shop);
    });
}

#[test]
fn a_window_of_the_element() {
    on_a_page(with(WALLET, json!({}), json!({}))).tell(|shop| {
        ready(shop);
        push(shop, WALLET, SPACE);
        in_the_window(shop);
        order_from_the_review(shop);
    });
}

#[test]
fn a_cancelled_window_gives_the_focus_back() {
    on_a_page(with(WALLET, json!({}), json!({}))).tell(|shop| {
        ready(shop);
        push(shop, WALLET, ENTER);
        Window::opened(shop).cancel();
        shop.checkout().wait_for("ready");
        let back = || Ok((focused(&shop.checkout()) == WALLET).then_some(()));
        until("the focus at the button", PATIENCE, back).unwrap();
        press(&shop.browser, &[ENTER]).unwrap();
        in_the_window(shop);
        order_from_the_review(shop);
    });
}

#[test]
fn stripes_sheet_in_the_page() {
    on_a_page(stripe(json!({}))).tell(|shop| {
        ready(shop);
        until("Stripe's button", PATIENCE, || shop.browser.find("#stripe-button")).unwrap();
        push(shop, "stripe-button", ENTER);
        let frame = until("Stripe's sheet", PATIENCE, || shop.browser.find("iframe[title=Stripe]")).unwrap();
        shop.browser.frame(Some(&frame)).unwrap();
        until("its button", PATIENCE, || shop.browser.find("#approve")).unwrap();
        // The frame is a page of Stripe, which gets the focus when it opens.
        shop.browser.run("window.focus()", &[]).unwrap();
        tab_and_press(shop, "approve", ENTER);
        shop.browser.frame(None).unwrap();
        order_from_the_review(shop);
    });
}

/// A provider of the page, which approves at once.
const OWN: &str = "customElements.whenDefined('express-checkout').then((ExpressCheckout) => {
        ExpressCheckout.registerProvider('stripe-stripe-express', { async authorize(payment) {
            const { transactionId } = await payment;
            document.getElementById('own').hidden = false;
            document.getElementById('own').focus();
            await new Promise((next) => { document.getElementById('own').onclick = next; });
            document.getElementById('own').hidden = true;
            const { origin } = new URL(document.getElementById('checkout').glueUrl);
            await fetch(`${origin}/sandbox/psp/${transactionId}/approve`, { method: 'POST' });
            return {};
        } });
    });";

#[test]
fn a_provider_of_the_page() {
    let story = Story::of_a_guest().in_a_shop(json!({"methods": ["stripe"]})).with("methods", STRIPE);
    let story = story.on_a_page(|page| {
        page.put_before("<button id=\"own\" hidden>Approve</button>");
        page.put_script(OWN);
    });
    on_a_page(story).tell(|shop| {
        ready(shop);
        push(shop, STRIPE, ENTER);
        let asks = || Ok((shop.run("return document.activeElement.id", &[]) == json!("own")).then_some(()));
        until("the page's own button", PATIENCE, asks).unwrap();
        press(&shop.browser, &[ENTER]).unwrap();
        order_from_the_review(shop);
    });
}

#[test]
fn a_wallet_in_the_same_tab() {
    // The browser blocks windows, so the page itself goes to the wallet.
    let story = with(WALLET, json!({}), json!({})).on_a_page(|page| page.put_script("window.open = () => null;"));
    on_a_page(story).tell(|shop| {
        ready(shop);
        push(shop, WALLET, ENTER);
        let there = || shop.browser.find("#approve");
        until("the wallet's page", PATIENCE, there).unwrap();
        tab_and_press(shop, "approve", ENTER);
        let back =
            |shop: &Shop| -> Value { shop.run("return document.getElementById('checkout')?.state ?? null", &[]) };
        until("the review", PATIENCE, || Ok((back(shop) == "review").then_some(()))).unwrap();
        order_from_the_review(shop);
    });
}

#[test]
fn a_node_of_the_page_without_a_width_keeps_the_focus_when_the_page_refuses() {
    let nodes = [
        "<svg width=\"20\" height=\"20\"><g id=\"own\" tabindex=\"0\"><rect width=\"20\" height=\"20\"/></g></svg>",
        "<p style=\"display: contents\"><input id=\"own\"></p>",
    ];
    for node in nodes {
        let refuse = "document.addEventListener('ec-confirm', (event) => {
            event.preventDefault();
            document.getElementById('own').focus();
        });";
        let story = Story::of_a_guest().on_a_page(|page| {
            page.put_before(node);
            page.put_script(refuse);
        });
        story.tell(|shop| {
            shop.to_the_review(WALLET);
            let checkout = shop.checkout();
            checkout.settle();
            checkout.place();
            checkout.wait_for("review").wait_for_text("what the shop still needs from you");
            assert_eq!(shop.run("return document.activeElement.id", &[]), json!("own"), "{node}");
        });
    }
}

/// Asks for the consent in a dialog, and takes only "no" for an answer.
const DIALOG: &str =
    "document.addEventListener('ec-confirm', (event) => event.detail.waitUntil(new Promise((_, refuse) => {
        const dialog = document.getElementById('ask');
        dialog.showModal();
        document.getElementById('no').onclick = () => {
            dialog.close();
            refuse(new Error('no consent'));
        };
    })));";

#[test]
fn a_dialog_of_the_page_that_asks_for_consent_gives_the_focus_back_to_the_order_button() {
    let story = with(WALLET, json!({}), json!({})).on_a_page(|page| {
        page.put_before("<dialog id=\"ask\"><button id=\"no\">Back</button></dialog>");
        page.put_script(DIALOG);
    });
    on_a_page(story).tell(|shop| {
        ready(shop);
        push(shop, WALLET, ENTER);
        in_the_window(shop);
        let checkout = shop.checkout();
        checkout.wait_for("review").settle();
        push(shop, "place", SPACE);
        let asks = || Ok((shop.run("return document.activeElement.id", &[]) == json!("no")).then_some(()));
        until("the page's dialog", PATIENCE, asks).unwrap();
        press(&shop.browser, &[ENTER]).unwrap();
        checkout.wait_for("review").wait_for_text("what the shop still needs from you");
        assert_eq!(focused(&checkout), "place");
        assert_eq!(shop.posts("checkout").len(), 0);
    });
}
