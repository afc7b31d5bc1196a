//! What further elements on a page cost, and what is left of elements that were removed.

use crate::plan::{Plan, Samples};
use crate::report::{Limit, Section, Table};
use crate::sample::Sample;
use crate::stage::{Candidate, Stage};
use crate::visit::{NOT, Visit};

/// So many are added to the page, one group after the other.
const GROUPS: [u32; 4] = [1, 10, 50, 200];
/// Mounted and removed before the memory is measured for the first time, and after that in each call of the page's script.
const FIRST: u32 = 50;
const AT_A_TIME: u32 = 100;
const MOUNTS: u32 = 1_000;

/// Adds elements to a page that has one.
pub fn further(plan: &Plan) -> Section {
    let mut times = GROUPS.map(|_| Samples::new(&Candidate::EACH));
    let mut kilobytes = GROUPS.map(|_| Samples::new(&Candidate::EACH));
    plan.interleave(plan.rounds(5), &Candidate::EACH, |candidate, _| {
        let visit = Visit::begin(Stage::open(plan.files)?, candidate, NOT)?;
        visit.ready()?;
        visit.count_work()?;
        for (at, count) in GROUPS.into_iter().enumerate() {
            let before = visit.memory()?;
            let worked = visit.worked()?;
            visit.probe(&format!("return bench.add({count})"))?;
            times[at].add(candidate, (visit.worked()? - worked) / f64::from(count));
            let after = visit.memory()?;
            kilobytes[at].add(candidate, (after.0 + after.1 - before.0 - before.1) / f64::from(count));
        }
        Ok(())
    });
    let [.., many] = &times;
    let [.., many_kilobytes] = &kilobytes;
    let limits = vec![
        Limit {
            what: "each further element at 200, work",
            must: 0.3,
            goal: Some(0.2),
            unit: " ms",
            measured: many.of(Candidate::Element).median(),
        },
        Limit {
            what: "each further element at 200, memory",
            must: 4.0,
            goal: Some(2.5),
            unit: " KB",
            measured: many_kilobytes.of(Candidate::Element).median(),
        },
    ];
    let tables = |what: &str, samples: &[Samples; 4]| {
        let named = |(count, samples): (&u32, &Samples)| samples.table(&format!("{what} each, {count} more"));
        GROUPS.iter().zip(samples).map(named).collect::<Vec<Table>>()
    };
    Section {
        title: "Further elements",
        text: "Not slowed. A page has one element; 1, then 10, 50 and 200 more with the same cart are added. *Work*: how long the page's \
            thread worked until all were ready and drawn, divided by their number. *Memory*: JavaScript's heap after garbage \
            collection and the module's memory, which grows by 64 KB; the browser's own objects for nodes are not counted."
            .to_owned(),
        tables: tables("work, ms", &times).into_iter().chain(tables("memory, KB", &kilobytes)).collect(),
        limits,
    }
}

/// Puts elements on the page and removes them, one after the other.
pub fn mounts(plan: &Plan) -> Section {
    let mut times = Samples::new(&Candidate::EACH);
    let mut heap = Samples::new(&Candidate::EACH);
    let mut module = Sample::default();
    let mounts = if plan.quick { AT_A_TIME } else { MOUNTS };
    plan.interleave(plan.rounds(3), &Candidate::EACH, |candidate, _| {
        let visit = Visit::begin(Stage::open(plan.files)?, candidate, NOT)?;
        visit.ready()?;
        visit.count_work()?;
        visit.probe(&format!("return bench.mount({FIRST})"))?;
        let before = visit.memory()?;
        let worked = visit.worked()?;
        for _ in 0..mounts / AT_A_TIME {
            visit.probe(&format!("return bench.mount({AT_A_TIME})"))?;
        }
        times.add(candidate, (visit.worked()? - worked) / f64::from(mounts));
        let after = visit.memory()?;
        heap.add(candidate, after.0 - before.0);
        if candidate == Candidate::Element {
            module.add(after.1 - before.1);
        }
        Ok(())
    });
    let grown =
        heap.of(Candidate::Element).median().zip(module.median()).map(|(heap, module)| (heap + module) / 1_000.0);
    Section {
        title: "Elements that come and go",
        text: format!(
            "Not slowed. After {FIRST} elements that were put on the page and removed, {mounts} more, one after the other; each is removed \
             when it is ready. *Growth*: after garbage collection, from before these to after them."
        ),
        tables: vec![
            times.table("work for each, ms"),
            heap.table("growth of the heap, KB"),
            Table::new("growth of the module's memory, KB", [("express-checkout".to_owned(), module)]),
        ],
        limits: vec![Limit {
            what: "1000 mounts and unmounts: growth of heap and module",
            must: 1.0,
            goal: Some(0.2),
            unit: " MB",
            measured: grown,
        }],
    }
}
