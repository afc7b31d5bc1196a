//! One visit of a page in a browser of its own, on a slowed machine or network, and what its probe wrote down.

use crate::stage::{Candidate, Stage};
use e2e::trouble::{Result, Trouble};
use e2e::until::{PATIENCE, pass, until};
use e2e::{Browser, Engine};
use serde_json::{Value, json};
use std::time::Duration;

/// How the browser is slowed.
#[derive(Debug, Clone, Copy)]
pub struct Slowed {
    /// How many times slower the page's thread works.
    processor: u32,
    network: bool,
}

/// As the machine is.
pub const NOT: Slowed = Slowed { processor: 1, network: false };
/// The page's thread four times slower.
pub const PROCESSOR: Slowed = Slowed { processor: 4, network: false };
/// A fast 4G network.
pub const NETWORK: Slowed = Slowed { processor: 1, network: true };
/// Both.
pub const BOTH: Slowed = Slowed { processor: 4, network: true };

/// Fast 4G: bytes per second in each direction, and the milliseconds that each request takes at least.
const DOWN: u32 = 9_000_000 / 8;
const UP: u32 = 1_500_000 / 8;
const LATENCY: u32 = 60;

/// Long enough for a page in which nothing happens any more.
const REST: Duration = Duration::from_millis(1_500);

/// A place on the button of all pages.
const BUTTON: (u32, u32) = (300, 24);

/// A visit. It ends when this is dropped.
#[derive(Debug)]
pub struct Visit {
    pub stage: Stage,
    pub browser: Browser,
}

impl Visit {
    /// Opens a browser, in which nothing is cached, and goes to the page. Returns when the page's `load` event was handled.
    pub fn begin(stage: Stage, candidate: Candidate, slowed: Slowed) -> Result<Self> {
        Self::begin_in(Browser::open(Engine::Chromium)?, stage, candidate, slowed)
    }

    /// The same in this browser.
    pub fn begin_in(browser: Browser, stage: Stage, candidate: Candidate, slowed: Slowed) -> Result<Self> {
        let probe = json!({"source": include_str!("../../../pages/bench/probe.js")});
        browser.devtools("Page.addScriptToEvaluateOnNewDocument", probe)?;
        if slowed.network {
            browser.devtools("Network.enable", json!({}))?;
            let network =
                json!({"offline": false, "latency": LATENCY, "downloadThroughput": DOWN, "uploadThroughput": UP});
            browser.devtools("Network.emulateNetworkConditions", network)?;
        }
        browser.devtools("Emulation.setCPUThrottlingRate", json!({"rate": slowed.processor}))?;
        browser.go(&stage.site.url(candidate.page()))?;
        Ok(Self { stage, browser })
    }

    /// Runs the body of a function in the page, with the probe as `bench`.
    pub fn probe(&self, script: &str) -> Result<Value> {
        self.browser.run(&format!("const {{ bench }} = window; {script}"), &[])
    }

    /// A number from the probe.
    pub fn number(&self, script: &str) -> Result<f64> {
        let value = self.probe(script)?;
        value.as_f64().ok_or_else(|| Trouble::System(format!("`{script}` is {value}")))
    }

    /// Waits until the probe has a number.
    pub fn number_soon(&self, what: &str, script: &str) -> Result<f64> {
        until(what, PATIENCE, || Ok(self.probe(script)?.as_f64()))
    }

    /// Waits until the page's own script says that the button can be used.
    pub fn ready(&self) -> Result<()> {
        until("a usable button", PATIENCE, || Ok((self.probe("return bench.ready()")? == true).then_some(())))
    }

    /// Moves the pointer to the button, and clicks after this many milliseconds. The browser keeps the time.
    pub fn point_and_click(&self, pause: u32, held: u32) -> Result<()> {
        let steps = json!([
            {"type": "pointerMove", "x": BUTTON.0, "y": BUTTON.1, "duration": 0},
            {"type": "pause", "duration": pause},
            {"type": "pointerDown", "button": 0},
            {"type": "pause", "duration": held},
            {"type": "pointerUp", "button": 0},
        ]);
        self.act(steps)
    }

    /// Moves the pointer to the button.
    pub fn point(&self) -> Result<()> {
        self.act(json!([{"type": "pointerMove", "x": BUTTON.0, "y": BUTTON.1, "duration": 0}]))
    }

    fn act(&self, steps: Value) -> Result<()> {
        self.browser.act(json!([{"type": "pointer", "id": "mouse", "actions": steps}]))
    }

    /// Waits until the request for the payment has left, and returns how many milliseconds that was after the click.
    pub fn sent(&self) -> Result<f64> {
        self.number_soon("the request for the payment", "return bench.sent && bench.click && bench.sent - bench.click")
    }

    /// A value of the browser's own count, in its own unit.
    pub fn metric(&self, name: &str) -> Result<f64> {
        let all = self.browser.devtools("Performance.getMetrics", json!({}))?;
        let found = all["metrics"].as_array().into_iter().flatten().find(|metric| metric["name"] == name);
        found.and_then(|metric| metric["value"].as_f64()).ok_or_else(|| Trouble::System(format!("no metric {name}")))
    }

    /// Lets what the pointer has started come to its end.
    pub fn settle(&self) {
        pass(REST);
    }

    /// From now on, [`Self::worked`] counts.
    pub fn count_work(&self) -> Result<()> {
        self.browser.devtools("Performance.enable", json!({"timeDomain": "threadTicks"})).map(drop)
    }

    /// The milliseconds for which the page's thread has worked, whatever else the machine did.
    pub fn worked(&self) -> Result<f64> {
        Ok(1_000.0 * self.metric("TaskDuration")?)
    }

    /// The kilobytes that the page's objects have after everything unused was removed, and those of the module's memory.
    pub fn memory(&self) -> Result<(f64, f64)> {
        for _ in 0..2 {
            self.browser.devtools("HeapProfiler.collectGarbage", json!({}))?;
        }
        Ok((self.metric("JSHeapUsedSize")? / 1_000.0, self.number("return bench.wasm()")? / 1_000.0))
    }
}
