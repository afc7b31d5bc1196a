//! The longest tasks of the page's thread, from the browser's own trace. The page itself cannot see tasks below 50 ms.

use crate::plan::{Plan, Samples};
use crate::report::{Limit, Section};
use crate::stage::{Candidate, Stage};
use crate::visit::{PROCESSOR, Visit};
use e2e::Browser;
use e2e::trouble::{Result, Trouble};
use serde_json::Value;

const CATEGORIES: &str = "toplevel,blink.user_timing";

/// Measures them.
pub fn measure(plan: &Plan) -> Section {
    let (mut loading, mut clicking) = (Samples::new(&Candidate::ALL), Samples::new(&Candidate::ALL));
    plan.interleave(plan.rounds(7), &Candidate::ALL, |candidate, _| {
        let browser = Browser::open_tracing(CATEGORIES)?;
        let visit = Visit::begin_in(browser, Stage::open(plan.files)?, candidate, PROCESSOR)?;
        visit.ready()?;
        visit.settle();
        visit.point()?;
        visit.settle();
        visit.point_and_click(0, 0)?;
        visit.sent()?;
        visit.settle();
        let (before, after) = longest(&visit.browser.trace()?)?;
        loading.add(candidate, before);
        clicking.add(candidate, after);
        Ok(())
    });
    let of_tasks = |what, measured| Limit { what, must: 50.0, goal: Some(30.0), unit: " ms", measured };
    let limit = of_tasks("longest task until the click, 4x", loading.of(Candidate::Element).median());
    let clicked = of_tasks("longest task from the click on, 4x", clicking.of(Candidate::Element).median());
    Section {
        title: "The longest tasks",
        text: "4x processor. The steps are those of a click on a settled page; the browser traces all tasks of the page's thread, which \
            itself takes a little time. *Until the click*: from the navigation on. *From the click on*: the click's own task, in which \
            the browser opens the window, and what follows within 1.5 seconds."
            .to_owned(),
        tables: vec![loading.table("longest task until the click, ms"), clicking.table("longest task from the click on, ms")],
        limits: vec![limit, clicked],
    }
}

/// The longest task of the page's thread before its first click, and since then, in milliseconds.
fn longest(events: &[Value]) -> Result<(f64, f64)> {
    let mark = |name: &str| events.iter().find(|event| event["name"] == name);
    let (Some(start), Some(click)) = (mark("bench-start"), mark("bench-click")) else {
        return Err(Trouble::System("the trace has no marks".to_owned()));
    };
    let number = |event: &Value, name: &str| event[name].as_f64().unwrap_or_default();
    let (begun, clicked) = (number(start, "ts"), number(click, "ts"));
    let (mut before, mut after) = (0.0_f64, 0.0_f64);
    for event in events {
        let is_task = event["name"].as_str().is_some_and(|name| name.ends_with("RunTask"));
        if !is_task || event["ph"] != "X" || event["pid"] != click["pid"] || event["tid"] != click["tid"] {
            continue;
        }
        let (at, duration) = (number(event, "ts"), number(event, "dur"));
        if at + duration < begun {
            continue;
        }
        let longest = if at + duration < clicked { &mut before } else { &mut after };
        *longest = longest.max(duration / 1_000.0);
    }
    Ok((before, after))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_longest_tasks_are_those_of_the_pages_thread_before_and_after_the_click() {
        let task = |at: u32, duration: u32, thread: u32| json!({"name": "ThreadControllerImpl::RunTask", "ph": "X", "ts": at, "dur": duration, "pid": 1, "tid": thread});
        let mark = |name: &str, at: u32| json!({"name": name, "ph": "I", "ts": at, "pid": 1, "tid": 1});
        let events = [
            task(0, 90_000, 1),
            mark("bench-start", 100_000),
            task(95_000, 20_000, 1),
            task(200_000, 30_000, 1),
            task(200_000, 70_000, 2),
            mark("bench-click", 310_000),
            task(300_000, 40_000, 1),
            task(400_000, 10_000, 1),
        ];
        assert_eq!(longest(&events).unwrap(), (30.0, 40.0));
    }

    #[test]
    fn a_trace_without_a_click_is_an_error() {
        assert!(longest(&[json!({"name": "bench-start", "ts": 1})]).is_err());
    }
}
