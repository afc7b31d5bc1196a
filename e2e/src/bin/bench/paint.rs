//! The first frame with a button, and a click right after it, before the module of the element is there.

use crate::plan::{Plan, Samples};
use crate::report::{Limit, Section};
use crate::stage::{Candidate, Stage};
use crate::visit::{BOTH, Visit};
use e2e::until::{PATIENCE, pass, until};
use std::time::Duration;

/// How much later each click of the sweep comes, in milliseconds, and how long every third and second one is held. Together the
/// clicks cover the time in which the module takes over the button.
const STEP: usize = 8;
const HELD: u32 = 60;

/// Measures it.
pub fn measure(plan: &Plan) -> Section {
    let mut paint = Samples::new(&Candidate::ALL);
    let mut clicks = Samples::new(&Candidate::ALL);
    let mut kilobytes = Samples::new(&Candidate::ALL);
    let mut files = Samples::new(&Candidate::ALL);
    plan.interleave(plan.rounds(21), &Candidate::ALL, |candidate, _| {
        let visit = Visit::begin(Stage::open(plan.files)?, candidate, BOTH)?;
        visit.point_and_click(0, 0)?;
        let painted = visit.number_soon("the first frame", "return bench.paint()")?;
        clicks.add(candidate, visit.sent()?);
        paint.add(candidate, painted);
        // What is loaded after the click counts elsewhere.
        let loaded = visit.probe("return bench.files()")?;
        kilobytes.add(candidate, loaded[0].as_f64().unwrap_or_default() / 1_000.0);
        files.add(candidate, loaded[1].as_f64().unwrap_or_default());
        Ok(())
    });
    let paint = paint.table("first frame, ms");
    let ratio = paint.sample(Candidate::Element.name()).ratio_to(&paint.sample(Candidate::Vanilla.name()));
    Section {
        title: "The first frame, and a click right after it",
        text: "4x processor, fast 4G. *First frame*: from the navigation to the first contentful paint, which the browser itself \
            reports in steps of 4 ms; the button is the only content. *Click at once*: the page is clicked as soon as the driver \
            learns that it has loaded, from the click to the request for the payment. The element's module is still on its way \
            then; the loader keeps the click. *Until the payment*: what was loaded by then, compressed."
            .to_owned(),
        tables: vec![
            paint,
            clicks.table("click at once, ms"),
            kilobytes.table("loaded until the payment, KB"),
            files.table("files until the payment"),
        ],
        limits: vec![Limit {
            what: "first frame / by hand, 4x and fast 4G",
            must: 1.05,
            goal: Some(1.0),
            unit: "",
            measured: ratio,
        }],
    }
}

/// Clicks the element's button a hundred times, each time in a new browser and a little later, and counts the lost clicks.
pub fn lost(plan: &Plan) -> Section {
    let (mut clicked, mut early, mut lost) = (0, 0, 0);
    plan.interleave(plan.rounds(100), &[Candidate::Element], |candidate, round| {
        let visit = Visit::begin(Stage::open(plan.files)?, candidate, BOTH)?;
        let held = if round % 2 == 0 { 0 } else { HELD * (1 + round as u32 % 3) };
        visit.point_and_click((round * STEP) as u32 + 1, held)?;
        clicked += 1;
        early += u32::from(visit.probe("return bench.early")? == true);
        let arrived = until("the payment", PATIENCE, || {
            let requests = visit.stage.sandbox.ledger().requests;
            let payments = requests.iter().filter(|asked| asked.method == "POST" && asked.path == "/glue/payments");
            Ok((payments.count() > 0).then_some(()))
        });
        lost += u32::from(arrived.is_err());
        // A second payment would come soon after the first.
        pass(Duration::from_millis(100));
        let payments = visit.stage.sandbox.ledger().payments.len();
        if payments > 1 {
            eprintln!("one click started {payments} payments");
            lost += 1;
        }
        Ok(())
    });
    Section {
        title: "Lost clicks",
        text: format!(
            "4x processor, fast 4G. The element's button was clicked {clicked} times, each time in a new browser: at once when the \
             page had loaded, then {STEP} ms later each time; every second click was held for up to {} ms. So the clicks cover the \
             time in which the module takes over the button. {early} of them came before the module was there. A click counts as \
             lost when no request for a payment arrives, and when more than one does. **Lost: {lost}.**",
            HELD * 3
        ),
        limits: vec![Limit {
            what: "clicks lost, of 100 in the first second",
            must: 0.0,
            goal: None,
            unit: "",
            measured: (clicked > 0).then(|| f64::from(lost)),
        }],
        tables: Vec::new(),
    }
}
