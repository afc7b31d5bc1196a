//! Many attempts on one page, and the time of an order that is neither the network's nor a person's.

use crate::plan::Plan;
use crate::report::{Limit, Section, Table};
use crate::sample::Sample;
use crate::stage::{Candidate, Stage};
use crate::visit::{BOTH, NETWORK, NOT, Slowed, Visit};
use e2e::trouble::{Result, Trouble};
use e2e::{Checkout, Window};
use std::ops::Range;

const ATTEMPTS: u32 = 200;
/// Attempts whose work is compared.
const GROUP: u32 = 20;

/// Attempts that the page cancels while the payer's window is open.
pub fn cancelled(plan: &Plan) -> Section {
    let attempts = if plan.quick { 3 * GROUP } else { ATTEMPTS };
    let (mut work, mut heap, mut module) = (Vec::new(), Sample::default(), Sample::default());
    plan.interleave(1, &[Candidate::Element], |candidate, _| {
        let visit = Visit::begin(Stage::open(plan.files)?, candidate, NOT)?;
        visit.ready()?;
        visit.count_work()?;
        let checkout = Checkout::new(&visit.browser, "#checkout");
        let mut before = (0.0, 0.0);
        for attempt in 0..attempts {
            if attempt == GROUP {
                before = visit.memory()?;
            }
            let worked = visit.worked()?;
            // After a cancelled attempt, a sentence stands above the button.
            visit.browser.click(&checkout.wallet_button())?;
            visit.probe("return bench.cancel()")?;
            work.push(visit.worked()? - worked);
        }
        let after = visit.memory()?;
        heap.add(after.0 - before.0);
        module.add(after.1 - before.1);
        Ok(())
    });
    let group = |range: Range<u32>| {
        let name = format!("attempts {} to {}", range.start + 1, range.end);
        let values = work.get(range.start as usize..range.end as usize).unwrap_or_default();
        (name, values.iter().copied().collect::<Sample>())
    };
    let middle = (attempts - GROUP) / 2;
    let grown = format!("growth from attempt {GROUP} to {attempts}, KB");
    Section {
        title: "Many attempts on one page",
        text: format!(
            "Not slowed. {attempts} times on the same page: a click, the payment, the payer's window, and the page's `cancel()`. *Work*: how \
             long the page's thread worked for an attempt. *Growth*: of what remains after garbage collection."
        ),
        tables: vec![
            Table::new(
                "work for each, ms",
                [group(0..GROUP), group(middle..middle + GROUP), group(attempts - GROUP..attempts)],
            ),
            Table::new(grown, [("heap".to_owned(), heap), ("the module's memory".to_owned(), module)]),
        ],
        limits: Vec::new(),
    }
}

/// Orders, from the click to `ec-order`.
pub fn order(plan: &Plan) -> Section {
    let (mut own, mut waited, mut shares) = (Vec::new(), Vec::new(), Vec::new());
    for (name, slowed) in [("fast 4G", NETWORK), ("fast 4G and 4x processor", BOTH)] {
        let (mut own_times, mut waits, mut parts) = (Sample::default(), Sample::default(), Sample::default());
        plan.interleave(plan.rounds(7), &[Candidate::Element], |_, _| {
            let (own, waited) = ordered(plan, slowed)?;
            own_times.add(own);
            waits.add(waited);
            parts.add(100.0 * own / (own + waited));
            Ok(())
        });
        own.push((name.to_owned(), own_times));
        waited.push((name.to_owned(), waits));
        shares.push((name.to_owned(), parts));
    }
    let limit = Limit {
        what: "time of an order beyond its network, fast 4G",
        must: 5.0,
        goal: Some(2.0),
        unit: " %",
        measured: shares[0].1.median(),
    };
    Section {
        title: "An order",
        text: "One order in the wallet's window, from a settled page. *The page's own time*: from the click to the payer's window, from the \
            approval to the review, and from the click on the order button to the order, without the time in which at least one \
            request was on its way. *The network's*: the rest of these. What the payer and the shopper do in between, and the page in \
            the payer's window, which is of another site, is left out."
            .to_owned(),
        tables: vec![
            Table::new("the page's own time, ms", own),
            Table::new("the network's time, ms", waited),
            Table::new("own time, % of both", shares),
        ],
        limits: vec![limit],
    }
}

/// One order: the page's own milliseconds, and those of the network.
fn ordered(plan: &Plan, slowed: Slowed) -> Result<(f64, f64)> {
    let visit = Visit::begin(Stage::open(plan.files)?, Candidate::Element, slowed)?;
    visit.ready()?;
    visit.point()?;
    let checkout = Checkout::new(&visit.browser, "#checkout");
    let tabs = [visit.browser.window()?];
    visit.settle();
    visit.point_and_click(0, 0)?;
    visit.probe("return bench.reach('awaiting-approval')")?;
    Window::opened_beside(&visit.browser, &tabs).approve();
    visit.probe("return bench.reach('review')")?;
    checkout.place();
    visit.probe("return bench.reach('placed')")?;
    let times = visit.probe("return bench.flow()")?;
    match (times[0].as_f64(), times[1].as_f64()) {
        (Some(own), Some(waited)) => Ok((own, waited)),
        _ => Err(Trouble::System(format!("the flow's times are {times}"))),
    }
}
