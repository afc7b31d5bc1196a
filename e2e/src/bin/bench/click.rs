//! A click on a page that has settled, a click soon after the pointer came, and the time for which the page is blocked.

use crate::plan::{Plan, Samples};
use crate::report::{Limit, Section};
use crate::stage::{Candidate, Stage};
use crate::visit::{BOTH, PROCESSOR, Visit};
use e2e::until::pass;
use std::time::Duration;

/// From the page's `load` event to the pointer.
const LOADED: Duration = Duration::from_secs(2);
/// From the pointer to the click, in milliseconds. People need about this long.
const AIMED: u32 = 230;

/// A click on a settled page, and what blocked the page before.
pub fn settled(plan: &Plan) -> Section {
    let (mut clicks, mut blocked) = (Samples::new(&Candidate::ALL), Samples::new(&Candidate::ALL));
    plan.interleave(plan.rounds(11), &Candidate::ALL, |candidate, _| {
        let visit = Visit::begin(Stage::open(plan.files)?, candidate, PROCESSOR)?;
        visit.ready()?;
        visit.settle();
        visit.point()?;
        visit.settle();
        let script = "return bench.long.reduce((sum, [, duration]) => sum + duration - 50, 0)";
        let before = visit.number(script)?;
        visit.point_and_click(0, 0)?;
        clicks.add(candidate, visit.sent()?);
        blocked.add(candidate, before);
        Ok(())
    });
    let limits = vec![
        Limit {
            what: "settled click to `/payments`, over by hand, 4x",
            must: 8.0,
            goal: Some(4.0),
            unit: " ms",
            measured: clicks.more(),
        },
        Limit {
            what: "total blocking time, over by hand, 4x",
            must: 100.0,
            goal: Some(50.0),
            unit: " ms",
            measured: blocked.more(),
        },
    ];
    Section {
        title: "A click on a settled page, and blocking time",
        text: "4x processor. The page is ready, 1.5 seconds pass, the pointer comes to the button, and 1.5 seconds pass. *Settled \
            click*: from the click to the request for the payment. All pages open their window after it. *Blocking time*: until \
            then, the part beyond 50 ms of each long task, as the browser reports them."
            .to_owned(),
        tables: vec![clicks.table("settled click, ms"), blocked.table("blocking time, ms")],
        limits,
    }
}

/// A click of somebody who comes to a loaded page and aims at the button.
pub fn aimed(plan: &Plan) -> Section {
    let mut clicks = Samples::new(&Candidate::ALL);
    plan.interleave(plan.rounds(11), &Candidate::ALL, |candidate, _| {
        let visit = Visit::begin(Stage::open(plan.files)?, candidate, BOTH)?;
        pass(LOADED);
        visit.point_and_click(AIMED, 0)?;
        clicks.add(candidate, visit.sent()?);
        Ok(())
    });
    let limit = Limit {
        what: "click 230 ms after the pointer came, page loaded 2 s before, over by hand, 4x and fast 4G",
        must: 15.0,
        goal: Some(5.0),
        unit: " ms",
        measured: clicks.more(),
    };
    Section {
        title: "A click soon after the pointer came",
        text: "4x processor, fast 4G. Two seconds after the page has loaded, the pointer comes to the button, and clicks 230 ms later. \
            From the click to the request for the payment."
            .to_owned(),
        tables: vec![clicks.table("click after 230 ms, ms")],
        limits: vec![limit],
    }
}
