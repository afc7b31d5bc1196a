//! How long the review of a large cart takes.

use crate::plan::Plan;
use crate::report::{Limit, Section, Table};
use crate::stage::Candidate;
use e2e::checkout::WALLET;
use e2e::{Checkout, Shop, Story, keyboard};
use serde_json::{Value, json};

/// The share of the times that must be within a limit.
const MOST: f64 = 0.95;
/// In the cart, in so many parcels.
const ITEMS: usize = 500;
const PARCELS: usize = 5;
/// What is typed, letter by letter.
const TYPED: &str = "Linienstrasse in Berlin, second yard";

/// Waits for the frame after the one in which the review is there, which is when that one is on the screen.
const FIRST_FRAME: &str = "window.inside = root;
    host.addEventListener('ec-state-change', ({ detail }) => {
        if (detail.to !== 'review') return;
        const begun = performance.now();
        const look = () => requestAnimationFrame(() => {
            if (!window.inside.querySelector('[part~=review]')) return look();
            const { port1, port2 } = new MessageChannel();
            port1.onmessage = () => { window.firstFrame = performance.now() - begun; };
            port2.postMessage(null);
        });
        look();
    });";

/// From a letter to a page that is drawn and laid out anew. The next frame is not waited for: it comes when it comes.
const EDITS: &str = "window.edits = [];
    window.addEventListener('input', () => {
        const begun = performance.now();
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => {
            window.inside.querySelector('[part~=review]').getBoundingClientRect();
            window.edits.push(performance.now() - begun);
        };
        port2.postMessage(null);
    }, true);";

/// Measures it.
pub fn measure(plan: &Plan) -> Section {
    let [mut frames, mut reviews, mut edits, mut works] = [const { Vec::new() }; 4];
    let mut fields = 0;
    plan.interleave(plan.rounds(5), &[Candidate::Element], |_, _| {
        let items: Vec<Value> = (1..=ITEMS).map(|size| json!({"sku": format!("bulk_{size}")})).collect();
        let story = Story::of_a_customer().in_a_shop(json!({"parcels": PARCELS}));
        story.with_cart(json!({ "items": items })).tell(|shop| {
            let checkout = shop.checkout();
            checkout.wait_for("ready");
            checkout.inside(FIRST_FRAME);
            let before = work(shop);
            shop.to_the_review(WALLET);
            reviews.push(work(shop) - before);
            frames.extend(shop.run("return window.firstFrame", &[]).as_f64());
            every_parcel_elsewhere(&checkout);
            fields = checkout.inside("return root.querySelectorAll('[data-path]').length").as_u64().unwrap_or_default();
            checkout.settle();
            checkout.inside(EDITS);
            let letters: Vec<String> = TYPED.chars().map(String::from).collect();
            let letters: Vec<&str> = letters.iter().map(String::as_str).collect();
            let last = format!("[data-path='shipments.{}.shippingAddress.address1']", PARCELS - 1);
            let before = work(shop);
            checkout.press_in(&last, &letters);
            works.push((work(shop) - before) / letters.len() as f64);
            let measured = shop.run("return window.edits", &[]);
            edits.extend(measured.as_array().into_iter().flatten().filter_map(Value::as_f64));
            checkout.cancel();
            checkout.wait_for("ready");
        });
        Ok(())
    });
    let rows = [
        ("from the review's state to its first frame", frames),
        ("the processor's, from the click to a priced review", reviews),
        ("from a typed letter to a page laid out anew", edits),
        ("the processor's part of that", works),
    ];
    let tables = rows.map(|(what, times)| Table::new("ms", [(what.to_owned(), times.into_iter().collect())]));
    let most = |table: &Table| table.rows.first().and_then(|(_, sample)| sample.within(MOST));
    let limits = vec![
        Limit {
            what: "review of 500 items: its first frame, 95 of 100",
            must: 100.0,
            goal: None,
            unit: " ms",
            measured: most(&tables[0]),
        },
        Limit {
            what: "review of 500 items: from a letter to a page laid out anew, 95 of 100",
            must: 16.0,
            goal: None,
            unit: " ms",
            measured: most(&tables[2]),
        },
    ];
    Section {
        title: "The review of a large cart",
        text: format!(
            "Not slowed. A customer's cart with {ITEMS} items in {PARCELS} parcels. Each parcel goes to an address of its own, so that the \
             review has {fields} fields; then an address is typed."
        ),
        tables: tables.into(),
        limits,
    }
}

/// The milliseconds that the page's thread has worked: script, styles and layout, whatever else the machine is doing.
fn work(shop: &Shop) -> f64 {
    let ask = |command: &str, with: Value| shop.browser.devtools(command, with).unwrap_or_default();
    // Once it is on, this changes nothing.
    ask("Performance.enable", json!({"timeDomain": "threadTicks"}));
    let metrics = ask("Performance.getMetrics", json!({}));
    let parts = ["ScriptDuration", "LayoutDuration", "RecalcStyleDuration"];
    let metrics = metrics["metrics"].as_array().into_iter().flatten();
    let seconds = metrics.filter(|metric| parts.iter().any(|part| metric["name"] == *part));
    1000.0 * seconds.filter_map(|metric| metric["value"].as_f64()).sum::<f64>()
}

/// Opens a form for every parcel. The list: the common address, the saved one, another.
fn every_parcel_elsewhere(checkout: &Checkout<'_>) {
    for parcel in 0..PARCELS {
        for _ in 0..2 {
            checkout.press_in(&format!("[data-send='{parcel}']"), &[keyboard::DOWN]);
        }
    }
}
