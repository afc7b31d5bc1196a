//! Stories about the place that the element takes: from the first paint until its buttons work, nothing on the page moves.

use super::ways::{STRIPE, WEB_PAYMENT};
use e2e::checkout::{PAYPAL, WALLET};
use e2e::until::{PATIENCE, until};
use e2e::{Shop, Story};
use serde_json::{Value, json};

/// Collects what the browser reports as moved.
const WATCH: &str = "window.moved = [];
    window.mover = new PerformanceObserver((list) => window.note(list.getEntries()));
    window.note = (entries) => {
        for (const { value, sources } of entries) {
            const box = ({ y, height }) => `${y}+${height}`;
            const told = sources.map(({ node, previousRect, currentRect }) =>
                `${node?.id || node?.className || node?.nodeName}: ${box(previousRect)} -> ${box(currentRect)}`);
            window.moved.push(`${value} ${told.join(', ')}`);
        }
    };
    window.mover.observe({ type: 'layout-shift', buffered: true });";

/// A heading with margins, as pages have it.
const HEADING: &str = "<h2 slot=\"heading\">Express</h2>";

/// The first paint waits for the loader, as docs/theming.md says, so that the places are there from the first paint.
const LOADER: &str = "<script type=\"module\" blocking=\"render\" src=\"/dist/express-checkout.js\"></script>";

/// What moved until the buttons were drawn.
fn moved(shop: &Shop, state: &str, buttons: usize) -> Value {
    let checkout = shop.checkout();
    checkout.wait_for(state);
    let all = || Ok((checkout.ways_on().len() == buttons).then_some(()));
    until("the buttons", PATIENCE, all).unwrap_or_else(|_| panic!("{:?}", checkout.ways_on()));
    // The browser reports after the next frame.
    let painted =
        "return new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(next, 50))))
        .then(() => { note(mover.takeRecords()); return moved; })";
    shop.run(painted, &[])
}

/// A shop in which Glue answers after the placeholder was painted.
fn shop_with(methods: &[&str], named: &[&str]) -> Story {
    let story = Story::of_a_guest().in_a_shop(json!({"methods": methods, "latencyMs": 150}));
    let story = if named.is_empty() { story } else { story.with("methods", &named.join(",")) };
    story.on_a_page(|page| {
        page.with_loader(LOADER);
        page.put_inside(HEADING);
        page.put_script(WATCH);
    })
}

#[test]
fn nothing_moves_while_one_button_takes_its_place() {
    shop_with(&["wallet"], &[]).tell(|shop| {
        assert_eq!(moved(shop, "ready", 1), json!([]), "the first visit");
        shop.browser.reload().unwrap();
        assert_eq!(moved(shop, "ready", 1), json!([]), "the second visit");
    });
}

/// Whether nothing moved in one of three visits. A browser that gets little of the processor may paint between two tasks.
fn is_still(mut visit: impl FnMut() -> Value) -> bool {
    (0..3).any(|_| visit() == json!([]))
}

#[test]
fn nothing_moves_while_three_buttons_take_their_places() {
    let first_visit = || {
        let mut moves = Value::Null;
        let named = shop_with(&["paypal", "wallet", "stripe"], &[PAYPAL, WALLET, STRIPE]);
        named.tell(|shop| moves = moved(shop, "ready", 3));
        moves
    };
    assert!(is_still(first_visit), "the first visit of a page that names its methods");
    for layout in ["auto", "rows", "columns"] {
        shop_with(&["paypal", "wallet", "stripe"], &[]).with("layout", layout).tell(|shop| {
            moved(shop, "ready", 3);
            let second_visit = || {
                shop.browser.reload().unwrap();
                moved(shop, "ready", 3)
            };
            assert!(is_still(second_visit), "{layout}: the second visit");
        });
    }
}

#[test]
fn a_button_that_comes_late_has_its_place() {
    shop_with(&["webpay", "wallet"], &[]).tell(|shop| {
        moved(shop, "ready", 2);
        shop.browser.reload().unwrap();
        assert_eq!(moved(shop, "ready", 2), json!([]));
        shop.checkout().usable(&format!("[data-key='{WEB_PAYMENT}']"));
    });
}

#[test]
fn without_an_express_method_the_second_visit_moves_nothing() {
    shop_with(&["invoice"], &[]).tell(|shop| {
        moved(shop, "unavailable", 0);
        shop.browser.reload().unwrap();
        assert_eq!(moved(shop, "unavailable", 0), json!([]));
        // A method that is offered again has a place.
        shop.set(json!({"methods": ["wallet"]}));
        shop.browser.reload().unwrap();
        shop.checkout().wait_for("ready").wallet_button();
        shop.browser.reload().unwrap();
        assert_eq!(moved(shop, "ready", 1), json!([]));
    });
}
