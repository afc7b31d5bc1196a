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

/// Whether nothing moved in one of three visits. A browser that gets little of the processor may paint between two tasks.
fn is_still(mut visit: impl FnMut() -> Value) -> bool {
    (0..3).any(|_| visit() == json!([]))
}

/// Whether the page stands still when it is loaded again.
fn is_still_again(shop: &Shop, state: &str, buttons: usize) -> bool {
    is_still(|| {
        shop.browser.reload().unwrap();
        moved(shop, state, buttons)
    })
}

/// Whether the page stands still when it is loaded by a new browser.
fn is_still_at_first(methods: &[&str], named: &[&str], buttons: usize) -> bool {
    is_still(|| {
        let mut moves = Value::Null;
        shop_with(methods, named).tell(|shop| moves = moved(shop, "ready", buttons));
        moves
    })
}

#[test]
fn nothing_moves_while_one_button_takes_its_place() {
    assert!(is_still_at_first(&["wallet"], &[], 1), "the first visit");
    shop_with(&["wallet"], &[]).tell(|shop| {
        moved(shop, "ready", 1);
        assert!(is_still_again(shop, "ready", 1), "the second visit");
    });
}

#[test]
fn nothing_moves_while_three_buttons_take_their_places() {
    let three = ["paypal", "wallet", "stripe"];
    assert!(
        is_still_at_first(&three, &[PAYPAL, WALLET, STRIPE], 3),
        "the first visit of a page that names its methods"
    );
    for layout in ["auto", "rows", "columns"] {
        shop_with(&three, &[]).with("layout", layout).tell(|shop| {
            moved(shop, "ready", 3);
            assert!(is_still_again(shop, "ready", 3), "{layout}: the second visit");
        });
    }
}

#[test]
fn a_button_that_comes_late_has_its_place() {
    shop_with(&["webpay", "wallet"], &[]).tell(|shop| {
        moved(shop, "ready", 2);
        assert!(is_still_again(shop, "ready", 2));
        shop.checkout().usable(&format!("[data-key='{WEB_PAYMENT}']"));
    });
}

#[test]
fn without_an_express_method_the_second_visit_moves_nothing() {
    shop_with(&["invoice"], &[]).tell(|shop| {
        moved(shop, "unavailable", 0);
        assert!(is_still_again(shop, "unavailable", 0));
        // A method that is offered again has a place.
        shop.set(json!({"methods": ["wallet"]}));
        shop.browser.reload().unwrap();
        shop.checkout().wait_for("ready").wallet_button();
        assert!(is_still_again(shop, "ready", 1));
    });
}
