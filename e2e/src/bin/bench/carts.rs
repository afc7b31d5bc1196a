//! What carts of different sizes cost.

use crate::plan::Plan;
use crate::report::{Section, Table};
use crate::sample::Sample;
use crate::stage::{Candidate, Stage};
use crate::visit::{NOT, Visit};
use e2e::Window;
use serde_json::{Value, json};

const LINES: [usize; 4] = [1, 10, 100, 1_000];
/// The review lists the lines of a cart only when it has several parcels.
const PARCELS: u32 = 2;

/// Measures them.
pub fn measure(plan: &Plan) -> Section {
    let mut reads = LINES.map(|_| Sample::default());
    let mut reviews = LINES.map(|_| Sample::default());
    for round in 0..plan.rounds(5) {
        for place in 0..LINES.len() {
            let at = (place + round) % LINES.len();
            plan.interleave(1, &[Candidate::Element], |candidate, _| {
                let items: Vec<Value> = (1..=LINES[at]).map(|size| json!({"sku": format!("bulk_{size}")})).collect();
                let stage = Stage::with_cart(plan.files, json!({ "items": items }), PARCELS)?;
                let visit = Visit::begin(stage, candidate, NOT)?;
                visit.ready()?;
                visit.count_work()?;
                visit.point()?;
                visit.settle();
                let worked = visit.worked()?;
                visit.probe("return bench.read()")?;
                reads[at].add(visit.worked()? - worked);
                let tabs = [visit.browser.window()?];
                let worked = visit.worked()?;
                visit.point_and_click(0, 0)?;
                visit.probe("return bench.reach('awaiting-approval')")?;
                Window::opened_beside(&visit.browser, &tabs).approve();
                visit.probe("return bench.reach('review')")?;
                // Without a look into the page, which would count as its work.
                visit.settle();
                reviews[at].add(visit.worked()? - worked);
                Ok(())
            });
        }
    }
    let rows = |samples: [Sample; 4]| {
        let name = |lines: usize| if lines == 1 { "1 line".to_owned() } else { format!("{lines} lines") };
        LINES.into_iter().map(name).zip(samples).collect::<Vec<_>>()
    };
    Section {
        title: "Carts",
        text: "Not slowed. A guest's cart, which the shop splits into two parcels, so that the review lists what is in each. *Read again*: how long the page's thread worked for `reload()`. *To the review*: the same from \
            the click to a second after the review is shown; the payer's page and the page to which the payer comes back use the same \
            thread, and count as well."
            .to_owned(),
        tables: vec![
            Table::new("work to read the cart again, ms", rows(reads)),
            Table::new("work to the review, ms", rows(reviews)),
        ],
        limits: Vec::new(),
    }
}
